// Manifests of real models, where they are at hand.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "model/mof.h"

namespace caveat::model {
namespace {

std::filesystem::path Folder(const char* name) {
  const char* shared = std::getenv("CAVEAT_SHARED");
  return std::filesystem::path(shared == nullptr ? "../shared" : shared) / "corpora/mof" / name;
}

std::string Read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

TEST(MofCorpus, ThePercentagesInTheFileNames) {
  if (!std::filesystem::exists(Folder("tests"))) return;  // third-party data that is not here
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(Folder("tests"))) {
    const std::string name = entry.path().filename().string();
    std::array<int, 3> want{};
    for (int c = 1; c <= 3; ++c) {
      const size_t at = name.find("C" + std::to_string(c) + "_");
      ASSERT_NE(at, std::string::npos) << name;
      want[static_cast<size_t>(c - 1)] = std::atoi(name.c_str() + at + 3);
    }
    EXPECT_EQ(Score(ReadManifest(Read(entry.path())).components).mof, want) << name;
    ++files;
  }
  std::printf("%d manifests with their percentages\n", files);
  EXPECT_EQ(files, 13);
}

TEST(MofCorpus, ClassesOfModels) {
  if (!std::filesystem::exists(Folder("models"))) return;  // third-party data that is not here
  std::map<std::string, int> licensed, present;
  for (const auto& entry : std::filesystem::directory_iterator(Folder("models"))) {
    const Manifest manifest = ReadManifest(Read(entry.path()));
    EXPECT_TRUE(manifest.is_manifest) << entry.path();
    ++licensed[std::string(Score(manifest.components).mof_class)];
    ++present[std::string(Score(manifest.components, true).mof_class)];
  }
  std::printf("licences checked: I %d, II %d, III %d, none %d; presence: I %d, II %d, III %d, none %d\n", licensed["I"],
              licensed["II"], licensed["III"], licensed[""], present["I"], present["II"], present["III"], present[""]);
  EXPECT_EQ(licensed, (std::map<std::string, int>{{"", 242}, {"I", 14}, {"II", 1}, {"III", 16}}));
  EXPECT_EQ(present, (std::map<std::string, int>{{"", 215}, {"I", 24}, {"II", 2}, {"III", 32}}));
}

}  // namespace
}  // namespace caveat::model
