#include "text/enumerator.h"

#include <gtest/gtest.h>

namespace caveat::text {
namespace {

struct Case {
  std::string_view source;
  uint32_t length;
  Marker kind;
  uint16_t value;
};

TEST(ReadEnumerator, Forms) {
  const Case cases[] = {{"1. x", 2, Marker::kDigit, 1},
                        {"12) x", 3, Marker::kDigit, 12},
                        {"(3) x", 3, Marker::kDigit, 3},
                        {"a) x", 2, Marker::kLower, 1},
                        {"(B) x", 3, Marker::kUpper, 2},
                        {"iv. x", 3, Marker::kRoman, 4},
                        {"(xii) x", 5, Marker::kRoman, 12},
                        {"1.2 x", 3, Marker::kDotted, 2},
                        {"1.2.3. x", 6, Marker::kDotted, 3},
                        {"Section 4. x", 10, Marker::kSection, 4},
                        {"Article IV: x", 11, Marker::kSection, 4},
                        {"一、定", 6, Marker::kChinese, 1},
                        {"（二）许", 9, Marker::kChinese, 2},
                        {"第十三条 许", 12, Marker::kSection, 13},
                        {"② x", 3, Marker::kDigit, 2},
                        {"1、许", 4, Marker::kDigit, 1},
                        {"1\\. x", 3, Marker::kDigit, 1}};
  for (const Case& c : cases) {
    const Enumerator e = ReadEnumerator(c.source, 0);
    EXPECT_EQ(e.length, c.length) << c.source;
    EXPECT_EQ(e.kind, c.kind) << c.source;
    EXPECT_EQ(e.value, c.value) << c.source;
  }
}

TEST(ReadEnumerator, NoneOfThese) {
  for (const std::string_view s : {"2024. x", "1.5million", "(2024) x", "word. x", "iiv) x", "the x", "", "(",
                                   "第三条规定", "1-2", "a.b", "(see x)", "123. x"}) {
    EXPECT_EQ(ReadEnumerator(s, 0).length, 0u) << s;
  }
}

TEST(Sequence, FollowsAndRestarts) {
  Sequence s;
  const auto read = [](std::string_view t) { return ReadEnumerator(t, 0); };
  EXPECT_TRUE(s.Follows(read("(a) x")));
  EXPECT_FALSE(s.Follows(read("(c) x")));
  s.Note(read("(a) x"));
  EXPECT_TRUE(s.Follows(read("(b) x")));
  s.Note(read("(h) x"));
  s.Note(read("(i) x"));
  EXPECT_TRUE(s.Follows(read("(j) x")));
  Sequence roman;
  roman.Note(read("(i) x"));
  EXPECT_TRUE(roman.Follows(read("(ii) x")));
  Sequence dotted;
  dotted.Note(read("2. x"));
  EXPECT_TRUE(dotted.Follows(read("2.1 x")));
  dotted.Note(read("2.1 x"));
  EXPECT_TRUE(dotted.Follows(read("2.2 x")));
  EXPECT_TRUE(dotted.Follows(read("2.1.1 x")));
  EXPECT_FALSE(dotted.Follows(read("7.5 x")));
}

}  // namespace
}  // namespace caveat::text
