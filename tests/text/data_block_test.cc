// What Fold passes over: blocks of data in the front matter, fenced code.

#include "text/data_block.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "text/marked.h"

namespace caveat::text {
namespace {

TEST(DataBlock, KeysOfData) {
  struct Case {
    std::string_view text, rest;  // the head from its first key on, and what is left of it
  };
  constexpr Case kCases[] = {
      {"model-index:\n- name: a\n  results: []\nlicense: mit\n", "license: mit\n"},
      {"widget:\n  - text: b\n\n# c\n  - text: d\ntags:\n", "tags:\n"},
      {"widget: [\"a\"]\r\nlicense: mit\r\n", "license: mit\r\n"},
      {"dataset_info:\n  features:\n", ""},
      {"license: mit\nwidget:\n", "license: mit\nwidget:\n"},
      {"model-indexes:\n- a\n", "model-indexes:\n- a\n"},
      {"extra_gated_prompt: |\n  You agree.\n", "extra_gated_prompt: |\n  You agree.\n"},
      {"no key at all\n", "no key at all\n"},
      {"", ""},
  };
  for (const Case& c : kCases) {
    const auto end = static_cast<uint32_t>(c.text.size());
    EXPECT_EQ(c.text.substr(SkipDataKey(c.text, 0, end)), c.rest) << c.text;
  }
  // The block ends where the head does, whatever follows.
  EXPECT_EQ(SkipDataKey("widget:\n- a\n---\n- words", 0, 12), 12u);
}

TEST(DataBlock, CodeLanguages) {
  for (const std::string_view info : {"python", "Python", " py ", "c++", "bibtex\r", "JSX", "zsh"})
    EXPECT_TRUE(IsCodeLanguage(info)) << info;
  for (const std::string_view info : {"", "text", "markdown", "yaml", "json", "license", "python and more words"})
    EXPECT_FALSE(IsCodeLanguage(info)) << info;
}

TEST(DataBlock, ClosingFences) {
  struct Case {
    std::string_view text;
    size_t line;
  };
  constexpr Case kCases[] = {
      {"```py\nx\n```\n", 8},          {"```py\nx\n  ``` \r\ny", 8}, {"````py\n```\n````", 11},
      {"~~~py\n```\n~~~", 10},         {"> ```py\n> x\n> ```", 12},  {"```py\n```x\n", std::string_view::npos},
      {"```", std::string_view::npos},
  };
  for (const Case& c : kCases) EXPECT_EQ(ClosingFence(c.text, c.text.find_first_of("`~")), c.line) << c.text;
}

TEST(DataBlock, FoldPassesOver) {
  constexpr FoldCase kCases[] = {
      {"---\nlicense: mit\nmodel-index:\n- name: big\n---\nbody", "license mit body"},
      {"---\nwidget:\n- text: hello\nlicense: mit\n---\nbody", "license mit body"},
      {"---\nmodel-index:\n- name: big\nbody", "model index name big body"},  // never closed: no front matter
      {"text\nwidget:\n- a b\n", "text widget a b"},                          // not in a front matter
      {"a\n```python\nimport torch\n```\nb", "a b"},
      {"a\n```\nyou may use it\n```\nb", "a you may use it b"},
      {"a\n```text\nyou may use it\n```\nb", "a you may use it b"},
      {"a\n```python\nnever closed", "a never closed"},
      {"a\n> ```sh\n> run it\n> ```\n> b", "a b"},
      {"```sh\nx\n```\n```\ny\n```\n```sh\nz\n```\n", "y"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

// Fences that are never closed are looked for once: twice the text takes twice the time, not four times.
TEST(DataBlock, OpenFencesStayLinear) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "```sh\nx\n";
  Words words;
  Fold(text, &words);
  EXPECT_EQ(words.size(), 200000u);
}

}  // namespace
}  // namespace caveat::text
