// Numbers, money, places and source text, read off folded words.

#include "match/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "match/reading.h"
#include "text/fold.h"

namespace caveat::match {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Values : public ::testing::Test {
 protected:
  void Read(std::string_view source) {
    source_ = std::string(source);
    text::Fold(source_, &words_);
    reading_.Reset(vocabulary_, words_, source_);
  }
  // The first word at which a number can begin.
  uint32_t First() const {
    uint32_t i = 0;
    while (i < reading_.size() && reading_.CaptureLength(rules::Capture::kNumber, i) == 0) ++i;
    return i;
  }
  rules::StringPool pool_;
  Vocabulary vocabulary_{pool_};
  std::string source_;
  text::Words words_;
  Reading reading_;
};

TEST_F(Values, Numbers) {
  struct Case {
    std::string_view text;
    int64_t value;
    std::string_view currency;
  };
  const Case cases[] = {
      {"more than 700 million users", 700000000, "none"},
      {"exceeds 700,000,000 users", 700000000, "none"},
      {"US$ 1,000,000 a year", 1000000, "USD"},
      {"US$1,000,000 a year", 1000000, "USD"},
      {"$1,000,000 a year", 1000000, "USD"},
      {"$5M in revenue", 5000000, "USD"},
      {"$ 10 million in revenue", 10000000, "USD"},
      {"USD 10 million", 10000000, "USD"},
      {"10 million USD", 10000000, "USD"},
      {"10 million US dollars", 10000000, "USD"},
      {"HK$ 3 million", 3000000, "HKD"},
      {"3 million Australian dollars", 3000000, "AUD"},
      {"RMB 1 billion", 1000000000, "CNY"},
      {"JPY 1 billion", 1000000000, "JPY"},
      {"1 billion yen", 1000000000, "JPY"},
      {"\xE2\x82\xAC"
       "5m turnover",
       5000000, "EUR"},
      {"EUR 2.5 million", 2500000, "EUR"},
      {"two hundred thousand euros", 200000, "EUR"},
      {"\xC2\xA3"
       "750k",
       750000, "GBP"},
      {"1.75 million requests", 1750000, "none"},
      {"ten thousand downloads", 10000, "none"},
      {"one hundred million users", 100000000, "none"},
      {"one hundred and fifty users", 150, "none"},
      {"twenty-five users", 25, "none"},
      {"two hundred fifty thousand", 250000, "none"},
      {"one million United States dollars ($1,000,000 USD)", 1000000, "USD"},
      {"one million (1,000,000) users", 1000000, "none"},
      {"100M users", 100000000, "none"},
      {"2 billion parameters", 2000000000, "none"},
      {"1亿月活跃用户", 100000000, "none"},
      {"100万用户", 1000000, "none"},
      {"一亿用户", 100000000, "none"},
      {"一千万用户", 10000000, "none"},
      {"三百万用户", 3000000, "none"},
      {"2000万美元", 20000000, "USD"},
      {"人民币1亿元", 100000000, "CNY"},
      {"1亿元人民币", 100000000, "CNY"},
      {"500万欧元", 5000000, "EUR"},
      {"Rs 2 crore", 20000000, "INR"},
      {"3 lakh downloads", 300000, "none"},
      {"5 users", 5, "none"},
      {"0 users", 0, "none"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    Read(c.text);
    Number number;
    ASSERT_TRUE(ReadNumber(reading_, First(), &number)) << words_.text();
    EXPECT_EQ(number.value, c.value) << words_.text();
    EXPECT_EQ(number.currency, c.currency) << words_.text();
    EXPECT_LT(number.begin, number.end);
    // From any word of the run the same number is read.
    for (uint32_t i = number.begin; i < number.end; ++i) {
      if (words_[i] == "and") continue;
      Number again;
      ASSERT_TRUE(ReadNumber(reading_, i, &again));
      EXPECT_EQ(again.value, number.value) << i;
    }
  }
}

TEST_F(Values, SpacesBetweenDigitGroups) {
  for (const std::string_view text : {"over 1 000 000 users",
                                      "over 1\xC2\xA0"
                                      "000\xC2\xA0"
                                      "000 users",
                                      "over 1'000'000 users"}) {
    SCOPED_TRACE(text);
    Read(text);
    Number number;
    ASSERT_TRUE(ReadNumber(reading_, First(), &number)) << words_.text();
    EXPECT_EQ(number.value, 1000000) << words_.text();
  }
}

TEST_F(Values, NoNumbers) {
  for (const std::string_view text : {"", "users", "million", "m", "a b c", "$", "v2x", "3d", "万一"}) {
    SCOPED_TRACE(text);
    Read(text);
    Number number;
    for (uint32_t i = 0; i < reading_.size() + 2; ++i)
      if (ReadNumber(reading_, i, &number)) {
        EXPECT_LE(number.end, reading_.size());
      }
  }
  Number number;
  Read("users only");
  EXPECT_FALSE(ReadNumber(reading_, 0, &number));
  Read("99999999999999999999999999 users");
  EXPECT_FALSE(ReadNumber(reading_, 0, &number));
  Read(std::string(5000, '9'));
  EXPECT_FALSE(ReadNumber(reading_, 0, &number));
}

TEST_F(Values, NumberWords) {
  for (const char* w : {"700", "1.5", "20m", "5bn", "million", "ten", "万", "亿", "两"})
    EXPECT_TRUE(IsNumberWord(w)) << w;
  for (const char* w : {"", "m", "k", "users", "v2", "2x", "1.2.3", "年"}) EXPECT_FALSE(IsNumberWord(w)) << w;
}

TEST_F(Values, Places) {
  struct Case {
    std::string_view text;
    std::vector<std::string> codes;
    std::string_view last;  // the last word that belongs to it
  };
  const Case cases[] = {
      {"France", {"FR"}, "france"},
      {"the United Kingdom or South Korea", {"GB", "KR"}, "korea"},
      {"European Union, United Kingdom and South Korea only", {"EU", "GB", "KR"}, "korea"},
      {"Germany, France, Germany", {"DE", "FR"}, "germany"},
      {"the territory of Japan", {"JP"}, "japan"},
      {"中国", {"CN"}, "国"},
      {"Iran, Syria, Cuba and the rest of the whole wide world", {"CU", "IR", "SY"}, "cuba"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    Read(c.text);
    uint32_t end = 0;
    EXPECT_EQ(ReadPlaces(reading_, 0, &end), c.codes);
    ASSERT_GT(end, 0u);
    EXPECT_EQ(words_[end - 1], c.last);
  }
  uint32_t end = 9;
  Read("nowhere at all to be found here");
  EXPECT_THAT(ReadPlaces(reading_, 0, &end), IsEmpty());
  EXPECT_EQ(end, 0u);
  Read("France. Germany");
  EXPECT_THAT(ReadPlaces(reading_, 0, &end), ElementsAre("FR"));
}

TEST_F(Values, LongestPlaceWins) {
  Read("South Korea");
  EXPECT_EQ(PlaceLength(reading_, 0), 2);
  Read("United States of America");
  EXPECT_EQ(PlaceLength(reading_, 0), 4);
  Read("United Nations");
  EXPECT_EQ(PlaceLength(reading_, 0), 0);
}

TEST_F(Values, SourceTextHasSingleSpaces) {
  Read("Built\n   with\t\"Great  Care\", always");
  EXPECT_EQ(SourceText(reading_, 0, 2), "Built with");
  EXPECT_EQ(SourceText(reading_, 2, 4), "Great Care");
  EXPECT_EQ(SourceText(reading_, 2, 2), "");
  EXPECT_EQ(SourceText(reading_, 2, 99), "");
}

}  // namespace
}  // namespace caveat::match
