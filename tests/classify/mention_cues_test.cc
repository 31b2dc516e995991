#include "classify/mention_cues.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "text/fold.h"

namespace caveat::mention {
namespace {

// The index of the word "x", which stands for a name.
struct Folded {
  explicit Folded(std::string_view source) : text(source) {
    text::Fold(text, &words);
    while (x < words.size() && words[x] != "x") ++x;
    EXPECT_LT(x, words.size()) << source;
  }
  std::string text;
  text::Words words;
  uint32_t x = 0;
};

TEST(MentionCues, Left) {
  using Kind = Cue::Kind;
  const struct {
    std::string_view text;
    Kind kind;
    bool former, pointer;
  } kCases[] = {
      {"It is released under the X.", Kind::kUnder, false, false},
      {"It comes under the terms and conditions of the X.", Kind::kUnder, false, false},
      {"It was previously released under the X.", Kind::kUnder, true, false},
      {"We changed from X to something else.", Kind::kUnder, true, false},
      {"License: X", Kind::kField, false, false},
      {"License :: OSI Approved :: X", Kind::kField, false, false},
      {"See the X.", Kind::kNone, false, true},
      {"Birds live in X.", Kind::kNone, false, false},
      {"It is under a roof. X", Kind::kNone, false, false},
  };
  for (const auto& c : kCases) {
    const Folded f(c.text);
    const Cue cue = CueReader(f.words, f.text).LeftCue(f.x, 6, 0);
    EXPECT_EQ(cue.kind, c.kind) << c.text;
    EXPECT_EQ(cue.former, c.former) << c.text;
    EXPECT_EQ(cue.pointer && !cue, c.pointer) << c.text;
  }
}

TEST(MentionCues, WhatIsSaidOfTheNameBeforeHoldsToo) {
  for (const std::string_view text :
       {"first and the X", "first or X", "first/X", "first, X", "first | X", "first & X"}) {
    const Folded f(text);
    EXPECT_TRUE(CueReader(f.words, f.text).Joined(1, f.x)) << text;
  }
  for (const std::string_view text : {"first of X", "first and then all of these X", "first X", "first. X"}) {
    const Folded f(text);
    EXPECT_FALSE(CueReader(f.words, f.text).Joined(1, f.x)) << text;
  }
}

TEST(MentionCues, Denials) {
  for (const std::string_view text :
       {"not X", "X-compatible", "an X style licence", "incompatible with the X", "PIN_X", "x_base 7"}) {
    const Folded f(text);
    EXPECT_TRUE(CueReader(f.words, f.text).Denied(f.x, f.x + 1)) << text;
  }
  for (const std::string_view text : {"X licence", "under X", "_X_", "__X__", "nothing. X"}) {
    const Folded f(text);
    EXPECT_FALSE(CueReader(f.words, f.text).Denied(f.x, f.x + 1)) << text;
  }
}

TEST(MentionCues, WhatFollows) {
  const Folded f("X license agreement, and more");
  const CueReader cues(f.words, f.text);
  EXPECT_TRUE(cues.LicenseFollows(f.x + 1));
  EXPECT_EQ(cues.Extend(f.x + 1), f.x + 3);
  EXPECT_TRUE(cues.EndsClause(f.x + 3));
  EXPECT_FALSE(cues.EndsClause(f.x + 2));
  EXPECT_FALSE(cues.LicenseFollows(f.words.size()));
}

}  // namespace
}  // namespace caveat::mention
