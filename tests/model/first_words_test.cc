#include "model/first_words.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::model {
namespace {

TEST(FirstWords, NeverSayNoToTheirOwn) {
  FirstWords first;
  first.Add("built|derived ..3 from|of");
  first.Add("made by");
  first.Add("从 零");
  FirstWords other;
  other.Add("x");
  first.Add(other);
  for (const char* word : {"built", "derived", "made", "从", "x"}) EXPECT_TRUE(first.MayBe(word)) << word;
  EXPECT_FALSE(first.MayBe("from"));
  EXPECT_FALSE(first.MayBe("by"));
  EXPECT_FALSE(other.MayBe("built"));
}

TEST(FirstWords, SayNoToNearlyAllOthers) {
  FirstWords first;
  for (int i = 0; i < 60; ++i) first.Add("word" + std::to_string(i));
  int yes = 0;
  for (int i = 0; i < 26 * 26 * 26; ++i) {
    const std::string word = {static_cast<char>('a' + i % 26), static_cast<char>('a' + i / 26 % 26),
                              static_cast<char>('a' + i / 676)};
    yes += first.MayBe(word) ? 1 : 0;
  }
  EXPECT_LT(yes, 26 * 26 * 26 / 20);
}

}  // namespace
}  // namespace caveat::model
