#include "scan/repeats.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::scan {
namespace {

TEST(Repeats, KnowsWhatWasAdded) {
  Repeats repeats(1 << 20);
  EXPECT_EQ(repeats.Find("a"), nullptr);
  EXPECT_EQ(repeats.Add("a", "one"), "one");
  ASSERT_NE(repeats.Find("a"), nullptr);
  EXPECT_EQ(*repeats.Find("a"), "one");
  EXPECT_EQ(repeats.Find("b"), nullptr);
}

TEST(Repeats, ForgetsWhatIsNotAskedFor) {
  Repeats repeats(20000);
  repeats.Add("kept", "x");
  repeats.Add("left", "x");
  for (int i = 0; i < 1000; ++i) {
    repeats.Add(std::to_string(i), std::string(100, 'x'));
    ASSERT_NE(repeats.Find("kept"), nullptr) << i;
  }
  EXPECT_EQ(repeats.Find("left"), nullptr);
  EXPECT_EQ(repeats.Find("0"), nullptr);
  EXPECT_NE(repeats.Find("999"), nullptr);
}

}  // namespace
}  // namespace caveat::scan
