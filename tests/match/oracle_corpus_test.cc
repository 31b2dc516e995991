// The engine against the oracle over real texts, where there are any (CAVEAT_SHARED). Texts are sampled by a stable
// hash so that a run stays short; CAVEAT_ORACLE_FULL=1 reads all. No text is shown, only which rule differs at which
// word.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "match/oracle_check.h"
#include "match/rig.h"

namespace caveat::match {
namespace {

namespace fs = std::filesystem;
using ::caveat::testing::CompileSources;
using ::caveat::testing::OracleCheck;
using ::caveat::testing::ProjectRules;
using ::caveat::testing::Rig;

TEST(OracleCorpus, EngineAgreesOnRealTexts) {
  const char* shared = std::getenv("CAVEAT_SHARED");
  const bool full = std::getenv("CAVEAT_ORACLE_FULL") != nullptr;
  const fs::path corpora = fs::path(shared != nullptr ? shared : "../shared") / "corpora";
  std::vector<fs::path> paths;
  for (const char* folder : {"ai/read", "ai/unlabelled", "ai/check", "notices"}) {
    std::error_code error;
    for (fs::recursive_directory_iterator it(corpora / folder, error), end; !error && it != end; it.increment(error))
      if (it->is_regular_file() && it->path().extension() == ".txt") paths.push_back(it->path());
  }
  // By a hash of the name: the same sample everywhere, from all folders.
  const auto hash = [](const fs::path& p) {
    uint64_t h = 1469598103934665603u;
    for (const char c : p.filename().string()) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return h;
  };
  std::sort(paths.begin(), paths.end(), [&](const fs::path& a, const fs::path& b) {
    return std::make_pair(hash(a), a) < std::make_pair(hash(b), b);
  });

  Rig rig(CompileSources(ProjectRules()));
  const Oracle oracle(rig.set, rig.bundle());
  ASSERT_EQ(oracle.error(), "");
  OracleCheck check(*rig.engine, oracle, true);
  constexpr size_t kSample = 150, kMaxBytes = 60000;
  size_t read = 0, bytes = 0;
  for (const fs::path& path : paths) {
    if (!full && read >= kSample) break;
    std::ifstream in(path, std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!full && content.size() > kMaxBytes) continue;
    text::Text text;
    text::Decode(content, &text);
    ++read;
    bytes += content.size();
    const bool held_out = path.string().find("/check/") != std::string::npos;
    EXPECT_EQ(check.Compare(text.utf8), "") << (held_out ? "a held-out text" : path.filename().string());
  }
  std::printf("oracle: %zu of %zu texts, %zu bytes, %zu matches, %zu items\n", read, paths.size(), bytes,
              check.matches(), check.items());
}

}  // namespace
}  // namespace caveat::match
