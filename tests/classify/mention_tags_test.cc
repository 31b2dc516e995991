#include "classify/mention_tags.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "text/fold.h"

namespace caveat::mention {
namespace {

std::string Ids(TagReader* reader) {
  std::string out;
  for (const LicenseMention& tag : reader->tags()) {
    if (!out.empty()) out += ' ';
    out += tag.license == nullptr ? tag.id : std::string(tag.license->id);
  }
  return out;
}

TEST(MentionTags, Head) {
  const std::string text = "---\nlicense:\n- mit\n- cc-by-4.0\nlicense_link: LICENSE\ntags: [x]\n---\n# Bird\n";
  text::Words words;
  text::Fold(text, &words);
  TagReader reader(words, text);
  reader.ReadHead();
  EXPECT_EQ(Ids(&reader), "MIT CC-BY-4.0");
  EXPECT_EQ(reader.head_end(), text.find("\n---\n# Bird"));
  EXPECT_TRUE(reader.InReadField(static_cast<uint32_t>(text.find("mit"))));
  EXPECT_TRUE(reader.InReadField(static_cast<uint32_t>(text.find("[x]"))));
  EXPECT_FALSE(reader.InReadField(static_cast<uint32_t>(text.find("Bird"))));
}

TEST(MentionTags, AHeadMayDeclareAnExpression) {
  const struct {
    std::string_view value, ids, expression;
  } kCases[] = {
      {"mit OR apache-2.0", "Apache-2.0 MIT", "MIT OR Apache-2.0"},
      {"\"(MIT AND CC-BY-4.0)\"", "CC-BY-4.0 MIT", "MIT AND CC-BY-4.0"},
      {"Apache License 2.0", "Apache-2.0", ""},
      {"yours or mine", "", ""},
  };
  for (const auto& c : kCases) {
    const std::string text = "---\nlicense: " + std::string(c.value) + "\n---\n# Bird\n";
    text::Words words;
    text::Fold(text, &words);
    TagReader reader(words, text);
    reader.ReadHead();
    EXPECT_EQ(Ids(&reader), c.ids) << text;
    EXPECT_EQ(reader.tags().empty() ? "" : reader.tags()[0].expression, c.expression) << text;
  }
}

TEST(MentionTags, SpdxTag) {
  const struct {
    std::string_view text, ids, expression;
  } kCases[] = {
      {"// SPDX-License-Identifier: MIT OR ISC\n", "ISC MIT", "MIT OR ISC"},
      {"/* SPDX-License-Identifier: gpl-2.0+ */", "GPL-2.0-or-later", "GPL-2.0-or-later"},
      {"SPDX-License-Identifier: NONE", "", ""},
      {"SPDX-License-Identifier: what you like", "", ""},
      {"SPDX-License-Identifier", "", ""},
  };
  for (const auto& c : kCases) {
    const std::string text(c.text);
    text::Words words;
    text::Fold(text, &words);
    TagReader reader(words, text);
    uint32_t i = 0;
    while (words[i] != "spdx") ++i;
    EXPECT_GE(reader.ReadSpdxTag(i), i);
    EXPECT_EQ(Ids(&reader), c.ids) << text;
    EXPECT_EQ(reader.tags().empty() ? "" : reader.tags()[0].expression, c.expression) << text;
  }
}

TEST(MentionTags, Badges) {
  const std::string text =
      "![x](https://img.shields.io/badge/Code%20License-MIT-blue) ![y](https://img.shields.io/badge/build-ok-red)";
  text::Words words;
  text::Fold(text, &words);
  TagReader reader(words, text);
  reader.ReadBadges();
  EXPECT_EQ(Ids(&reader), "MIT");
  EXPECT_EQ(reader.tags().at(0).covers, Covers::kCode);
}

TEST(MentionTags, Declarations) {
  const std::string text = "[[annotations]]\npath = \"src/**\"\nSPDX-License-Identifier = \"ISC\"\n";
  text::Words words;
  text::Fold(text, &words);
  TagReader reader(words, text);
  reader.ReadDeclarations();
  EXPECT_EQ(Ids(&reader), "ISC");
  EXPECT_TRUE(reader.tags().at(0).ruling);
}

}  // namespace
}  // namespace caveat::mention
