#include "classify/fingerprint.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "text/fold.h"

namespace caveat::classify {
namespace {

text::Words Folded(std::string_view s) {
  text::Words words;
  text::Fold(s, &words);
  return words;
}

// The words that MaskCopyright leaves.
std::string Left(std::string_view s) {
  const text::Words words = Folded(s);
  std::vector<uint8_t> mask;
  MaskCopyright(words, &mask);
  std::string out;
  for (uint32_t i = 0; i < words.size(); ++i) {
    if (mask[i] == 0) out += (out.empty() ? "" : " ") + std::string(words[i]);
  }
  return out;
}

TEST(FingerprintTest, CopyrightLinesAreReplaceable) {
  const struct {
    std::string_view text, left;
  } cases[] = {
      {"Copyright (c) 2020 Jane Doe\n\nTake it.", "take it"},
      {"Copyright (C) 2019-2022 Example Labs, Inc. All rights reserved.\nTake it.", "take it"},
      {"Copyright \xC2\xA9 1999, 2001 The Example Team <team@example.org>\n\nTake it.", "take it"},
      {"Copyright 2021 Jane\nCopyright 2022 John\n\nTake it.", "take it"},
      {"Copyright Example Labs\n\nTake it.", "take it"},
      {"# Copyright (c) 2015 sindre somebody\n#\n# Take it.", "take it"},
      // Prose about copyright.
      {"The copyright holder gives you this.", "the copyright holder gives you this"},
      {"Keep the above copyright notice.", "keep the above copyright notice"},
      // A term does not hide in the line.
      {"Copyright 2020 Jane Doe. You may not sell it.", "you may not sell it"},
      {"Copyright 2020 Jane Doe only for schools", "jane doe only for schools"},
      {"Copyright 2020 Jane Doe\nNobody may sell it.", "nobody may sell it"},
      {"", ""},
      {"copyright", "copyright"},
  };
  for (const auto& c : cases) EXPECT_EQ(Left(c.text), c.left) << c.text;
}

TEST(FingerprintTest, HashesAreStable) {
  // They are stored: a change here makes all files of known licences void.
  const text::Words words = Folded("the licensee may not sublicense it http://example.org/terms/ internationalisation");
  std::vector<uint8_t> hashes;
  HashWords(words, &hashes);
  const text::Words other =
      Folded("THE licensee may not sub-licence it https://www.example.org/terms internationalization");
  std::vector<uint8_t> same;
  HashWords(other, &same);
  EXPECT_EQ(hashes, same);
  ASSERT_EQ(hashes.size(), 8u);
  EXPECT_EQ(hashes[0], 0xe3);
}

TEST(FingerprintTest, SlotsAndSegments) {
  const std::string text =
      "Toy Terms\n\nCopyright (c) 2020 Jane Doe\n\nTake this toy and play, says ACME.\n\nEnd of terms and "
      "conditions\n\nHow to say it";
  const text::Words words = Folded(text);
  TextShape shape = ShapeOf(words, "Toy Terms");
  ASSERT_EQ(shape.optional.size(), 2u) << "the title and the appendix";
  for (uint32_t i = 0; i < words.size(); ++i) {
    if (words[i] == "acme") shape.replaceable.push_back({i, i + 1});
  }
  const Fingerprint f = MakeFingerprint(words, shape);
  EXPECT_EQ(f.whole, words.hash());
  EXPECT_EQ(f.words.size(), words.size() - 4 - 1);
  ASSERT_EQ(f.slots.size(), 2u);
  EXPECT_EQ(f.slots[0].at, 2u);
  ASSERT_GE(f.segments.size(), 2u);
  EXPECT_TRUE(f.segments[0].optional);
  EXPECT_EQ(f.segments[0].end, 2u);
  EXPECT_TRUE(f.segments.back().optional);
  EXPECT_EQ(f.segments.back().end, f.words.size());
}

TEST(FingerprintTest, TextForm) {
  const Fingerprint f =
      MakeFingerprint(Folded("Copyright 2020 Jane\n\nUse it as you like, and tell us when it breaks, please."));
  Fingerprint back;
  std::string error;
  ASSERT_TRUE(ParseFingerprint(FormatFingerprint(f), &back, &error)) << error;
  EXPECT_EQ(back, f);

  const std::string good = FormatFingerprint(f);
  const std::string_view bad[] = {
      "",
      "text 12",
      "words AAAA",
      "text 00000000000000000000000000000000\n  words A",
      "text 00000000000000000000000000000000\n  words AAAA",
      "text 00000000000000000000000000000000\n  fixed 3 0",
      "text 00000000000000000000000000000000\n  slots 3",
      "text 00000000000000000000000000000000\n  slots 3:1 2:1",
      "text 00000000000000000000000000000000\n  slots 3:1",
      "text 00000000000000000000000000000000\n  what is this",
  };
  for (const std::string_view lines : bad) EXPECT_FALSE(ParseFingerprint(lines, &back, &error)) << lines;
}

TEST(FingerprintTest, SegmentHashDoesNotDependOnTheCut) {
  const text::Words words = Folded("one two http://example.org three four five");
  SegmentHasher whole, parts;
  whole.Add(words, 0, words.size());
  for (uint32_t i = 0; i < words.size(); ++i) parts.Add(words, i, i + 1);
  EXPECT_EQ(whole.Take(), parts.Take());
  parts.Reset();
  parts.Add(words, 1, words.size());
  EXPECT_NE(whole.Take(), parts.Take());
}

}  // namespace
}  // namespace caveat::classify
