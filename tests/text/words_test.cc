#include "text/words.h"

#include <gtest/gtest.h>

#include "text/fold.h"

namespace caveat::text {
namespace {

TEST(Words, EmptyIsOneSpace) {
  Words words;
  EXPECT_EQ(words.text(), " ");
  EXPECT_TRUE(words.empty());
  EXPECT_EQ(words.WordAt(0), 0u);
}

TEST(Words, AppendAndLookUp) {
  Words words;
  words.Append("may", 3, 6, kCapital, 0);
  words.Append("not", 7, 10, 0, 2);
  EXPECT_EQ(words.text(), " may not ");
  EXPECT_EQ(words[0], "may");
  EXPECT_EQ(words[1], "not");
  EXPECT_EQ(words.begin(1), 7u);
  EXPECT_EQ(words.end(1), 10u);
  EXPECT_EQ(words.marks(0), kCapital);
  EXPECT_EQ(words.level(1), 2);
  const uint32_t expected[] = {0, 0, 0, 0, 1, 1, 1, 1, 2};
  for (uint32_t i = 0; i < 9; ++i) EXPECT_EQ(words.WordAt(i), expected[i]) << i;
}

TEST(Words, HashIsOfTheTextAlone) {
  Words a, b, c;
  a.Append("x", 0, 1, kHeading, 1);
  b.Append("x", 5, 6, 0, 0);
  c.Append("y", 0, 1, kHeading, 1);
  EXPECT_EQ(a.hash(), b.hash());
  EXPECT_NE(a.hash(), c.hash());
}

TEST(Words, ReuseLeavesNothingBehind) {
  Words words, fresh;
  Fold("# One\n\n- two, three\n", &words);
  Fold("four", &words);
  Fold("four", &fresh);
  EXPECT_EQ(words.text(), " four ");
  EXPECT_EQ(words.hash(), fresh.hash());
  EXPECT_EQ(words.marks(0), fresh.marks(0));
  EXPECT_EQ(words.tail_marks(), 0);
  const Words copy = words;
  EXPECT_EQ(copy.text(), " four ");
}

}  // namespace
}  // namespace caveat::text
