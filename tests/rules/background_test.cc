// How rare words are: tables are read whatever they hold, and what they do not hold is rarer than what they do.

#include "rules/background.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace caveat::rules {
namespace {

TEST(Background, AnEmptyTableRatesByLength) {
  const Background none = Background::Parse("");
  EXPECT_TRUE(none.empty());
  EXPECT_GT(none.Rate("an"), none.Rate("biometric"));
  EXPECT_GT(none.Rate("biometric"), 0);
  EXPECT_GT(none.Rate(""), 0);
}

TEST(Background, TableLinesAndOthers) {
  const Background b =
      Background::Parse("# comment\nthe\t60000\t50000\nof\t20000\t30000\nof the\t9000\t8000\nbroken\n\n\tx\ty\n");
  EXPECT_FALSE(b.empty());
  EXPECT_DOUBLE_EQ(b.Rate("the"), 55000);
  EXPECT_DOUBLE_EQ(b.Rate("of", "the"), 8500);
  EXPECT_LT(b.Rate("biometric"), b.Rate("of"));
  EXPECT_GT(b.Rate("biometric"), 0);
}

TEST(Background, LongerSequencesAreNeverMoreFrequent) {
  const Background b = Background::Parse("the\t60000\t50000\nof\t20000\t30000\nof the\t9000\t8000\n");
  std::vector<std::string> words;
  double last = 1e9;
  for (const char* w : {"of", "the", "of", "the", "biometric"}) {
    words.push_back(w);
    const double rate = b.Rate(words, false);
    EXPECT_LE(rate, last);
    EXPECT_GT(rate, 0);
    last = rate;
  }
  EXPECT_GE(b.Rate({"biometric"}, true), b.Rate({"biometric"}, false));
}

}  // namespace
}  // namespace caveat::rules
