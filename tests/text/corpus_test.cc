// The laws of folding on real texts, when there are any: the folder named by CAVEAT_SHARED, else ../shared beside the
// sources.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "text/fold.h"
#include "text/language.h"
#include "text/same_words.h"
#include "text/span.h"
#include "text/transforms.h"

namespace caveat::text {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> Paths() {
  const char* named = std::getenv("CAVEAT_SHARED");
#ifdef CAVEAT_SOURCE_DIR
  const fs::path root = named != nullptr ? fs::path(named) : fs::path(CAVEAT_SOURCE_DIR) / ".." / "shared";
#else
  const fs::path root = named != nullptr ? fs::path(named) : fs::path("..") / "shared";
#endif
  std::vector<std::string> paths;
  for (const char* folder :
       {"corpora/ai/read/texts", "corpora/ai/unlabelled", "corpora/notices", "corpora/repos", "corpora/cards"}) {
    std::error_code error;
    if (!fs::is_directory(root / folder, error)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder, error)) {
      if (entry.is_regular_file() && entry.path().extension() != ".json") paths.push_back(entry.path().string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Where two folded texts part, for the message.
std::string Difference(std::string_view a, std::string_view b) {
  size_t i = 0;
  while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
  const size_t from = i > 50 ? i - 50 : 0;
  return "  <" + std::string(a.substr(from, 90)) + ">\n  <" + std::string(b.substr(from, 90)) + ">";
}

TEST(Corpus, LawsHoldOnEveryText) {
  size_t texts = 0, bytes_read = 0, broken = 0, unstable = 0;
  Words words, again;
  Text text;
  for (const std::string& path : Paths()) {
    const std::string bytes = Read(path);
    Decode(bytes, &text);
    Fold(text.utf8, &words);
    ++texts;
    bytes_read += bytes.size();
    for (uint32_t i = 0; i < words.size(); ++i) {
      ASSERT_LT(words.begin(i), words.end(i)) << path << " word " << i;
      ASSERT_LE(words.end(i), text.utf8.size()) << path;
      if (i > 0) {
        const bool same = words.begin(i) == words.begin(i - 1) && words.end(i) == words.end(i - 1);
        ASSERT_TRUE(same || words.begin(i) >= words.end(i - 1)) << path << " word " << i << " " << words[i];
      }
    }
    FoldScalar(text.utf8, &again);
    ASSERT_EQ(Difference(again, words), "") << path;
    for (const int64_t target : FoldTargets()) {
      FoldWith(target, text.utf8, &again);
      ASSERT_EQ(Difference(again, words), "") << path << " target " << target;
    }
    Fold(words.text(), &again);
    if (again.text() != words.text()) {
      ++unstable;
      std::cout << path << " is not stable:\n" << Difference(words.text(), again.text()) << "\n";
    }
    for (const bool big : {false, true}) {
      const std::string wide = Utf16(text.utf8, big, true);
      Text decoded;
      Decode(wide, &decoded);
      Fold(decoded.utf8, &again);
      ASSERT_EQ(again.hash(), words.hash()) << path << " as UTF-16";
    }
    const LineIndex index(bytes);
    if (!words.empty()) {
      ASSERT_GE(index.LineOf(text.SourceByte(words.begin(words.size() - 1))),
                index.LineOf(text.SourceByte(words.begin(0))));
    }
    DetectLanguage(text.utf8, words);
    // Markup of one kind inside another is not what the transforms promise to keep: licence texts only.
    if (path.find("/ai/") == std::string::npos) continue;
    for (const Transform& transform : Harmless()) {
      const std::string other = transform.apply(text.utf8);
      Fold(other, &again);
      if (again.text() != words.text()) {
        ++broken;
        if (broken < 200)
          std::cout << path << ": " << transform.name << "\n" << Difference(words.text(), again.text()) << "\n";
      }
    }
  }
  std::cout << "texts read: " << texts << ", bytes: " << bytes_read << ", unstable: " << unstable
            << ", transforms that changed words: " << broken << "\n";
  EXPECT_EQ(unstable, 0u);
  // A transform can meet a line that it turns into something else (a hyphen where the text has one already); rare is
  // good enough.
  EXPECT_LE(broken * 200, texts * Harmless().size());
}

}  // namespace
}  // namespace caveat::text
