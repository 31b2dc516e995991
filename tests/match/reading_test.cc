// Documents as the matcher sees them: vocabulary, sentences, blocks, and where values begin.

#include "match/reading.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "match/rig.h"

namespace caveat::match {
namespace {

using ::caveat::testing::MakeWords;

rules::StringPool Pool(std::vector<std::string> words) {
  rules::StringPool pool;
  for (const std::string& w : words) pool.Add(w);
  return pool;
}

TEST(Vocabulary, FindsWhatItHoldsAndNothingElse) {
  std::vector<std::string> words;
  for (int i = 0; i < 5000; ++i) words.push_back("w" + std::to_string(i));
  words.push_back("不");
  const rules::StringPool pool = Pool(words);
  const Vocabulary vocabulary(pool);
  for (uint32_t i = 0; i < words.size(); ++i) ASSERT_EQ(vocabulary.Find(words[i]), i);
  for (int i = 5000; i < 9000; ++i) ASSERT_EQ(vocabulary.Find("w" + std::to_string(i)), rules::kNone);
  EXPECT_EQ(vocabulary.Find(""), rules::kNone);
  const rules::StringPool none;
  EXPECT_EQ(Vocabulary(none).Find("w0"), rules::kNone);
}

class ReadingTest : public ::testing::Test {
 protected:
  void Read(std::string_view script) {
    words_ = MakeWords(script);
    reading_.Reset(vocabulary_, words_, "");
  }
  rules::StringPool pool_ = Pool({"a", "b"});
  Vocabulary vocabulary_{pool_};
  text::Words words_;
  Reading reading_;
};

TEST_F(ReadingTest, SentencesAndBlocks) {
  Read("a b <stop> c d <item1> e f <stop> g <par> h <head1> i j <par> k");
  //    0 1        2 3         4 5        6       7         8 9       10
  const std::vector<uint32_t> begins = {0, 0, 2, 2, 4, 4, 6, 7, 8, 8, 10};
  const std::vector<uint32_t> ends = {2, 2, 4, 4, 6, 6, 7, 8, 10, 10, 11};
  const std::vector<uint32_t> block_begins = {0, 0, 0, 0, 4, 4, 4, 7, 8, 8, 10};
  const std::vector<uint32_t> block_ends = {4, 4, 4, 4, 7, 7, 7, 8, 10, 10, 11};
  for (uint32_t i = 0; i < 11; ++i) {
    SCOPED_TRACE(i);
    EXPECT_EQ(reading_.SentenceBegin(i), begins[i]);
    EXPECT_EQ(reading_.SentenceEnd(i), ends[i]);
    EXPECT_EQ(reading_.BlockBegin(i), block_begins[i]);
    EXPECT_EQ(reading_.BlockEnd(i), block_ends[i]);
    EXPECT_EQ(reading_.BreakBefore(i), begins[i] == i);
    EXPECT_EQ(reading_.BeginsBlock(i), block_begins[i] == i);
    EXPECT_EQ(reading_.InHeading(i), i == 8 || i == 9);
  }
  EXPECT_TRUE(reading_.BreakBefore(11));
  EXPECT_EQ(reading_.Id(0), 0u);
  EXPECT_EQ(reading_.Id(1), 1u);
  EXPECT_EQ(reading_.Id(2), rules::kNone);
}

TEST_F(ReadingTest, AHeadingEndsWithoutAnyOtherMark) {
  text::Words words;
  words.Append("a", 0, 1, text::kHeading, 1);
  words.Append("b", 2, 3, 0, 0);
  reading_.Reset(vocabulary_, words, "a b");
  EXPECT_TRUE(reading_.BreakBefore(1));
  EXPECT_TRUE(reading_.BeginsBlock(1));
}

TEST_F(ReadingTest, BreakWindowsAgreeWithSingleBreaks) {
  std::mt19937 random(3);
  for (const uint32_t n : {1u, 2u, 63u, 64u, 65u, 127u, 128u, 255u, 256u, 257u, 700u}) {
    text::Words words;
    for (uint32_t i = 0; i < n; ++i) words.Append("x", 2 * i, 2 * i + 1, random() % 5 == 0 ? text::kSentence : 0, 0);
    reading_.Reset(vocabulary_, words, "");
    for (uint32_t base = 0; base <= n; ++base) {
      const Bits forward = reading_.BreaksForward(base), backward = reading_.BreaksBackward(base);
      for (uint32_t k = 0; k < 256; ++k) {
        if (base + k <= n) {
          ASSERT_EQ(forward.Has(static_cast<int>(k)), reading_.BreakBefore(base + k)) << n << " " << base << " " << k;
        }
        if (k <= base) {
          ASSERT_EQ(backward.Has(static_cast<int>(k)), reading_.BreakBefore(base - k)) << n << " " << base << " " << k;
        }
      }
    }
  }
}

TEST_F(ReadingTest, ValuesBeginWhereTheyBegin) {
  using rules::Capture;
  struct Case {
    const char* script;
    Capture kind;
    uint32_t at;
    int length;
  };
  const Case cases[] = {
      {"over 700 million users", Capture::kNumber, 1, 2},
      {"over 700 million users", Capture::kNumber, 2, 1},
      {"over 700 million users", Capture::kNumber, 0, 0},
      {"us $ 1000000 a year", Capture::kMoney, 1, 2},
      {"700 <stop> million", Capture::kNumber, 0, 1},
      {"the united states of america and", Capture::kPlace, 1, 4},
      {"the united states of america and", Capture::kPlace, 2, 0},
      {"say <open> built with care <close> here", Capture::kQuoted, 1, 3},
      {"say <open> built with care <close> here", Capture::kQuoted, 0, 0},
      {"say <open> built with care <close>", Capture::kQuoted, 1, 3},
      {"say <open> built with care here", Capture::kQuoted, 1, 0},
      {"say <open> built with <par> care <close> here", Capture::kQuoted, 1, 0},
      {"by Acme Labs Inc today", Capture::kName, 1, 3},
      {"by Acme Labs Inc today", Capture::kName, 0, 0},
      {"by Acme <stop> Labs", Capture::kName, 1, 1},
      {"anything", Capture::kAny, 0, 1},
      {"anything", Capture::kUrl, 0, 0},
      {"A B C D E F G H", Capture::kName, 0, 6},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.script);
    Read(c.script);
    EXPECT_EQ(reading_.CaptureLength(c.kind, c.at), c.length);
  }
}

TEST_F(ReadingTest, ReusedForAShorterDocument) {
  Read("a <stop> b <stop> c <stop> d");
  Read("b a");
  EXPECT_EQ(reading_.size(), 2u);
  EXPECT_FALSE(reading_.BreakBefore(1));
  EXPECT_EQ(reading_.Id(0), 1u);
  EXPECT_EQ(reading_.SentenceEnd(0), 2u);
}

}  // namespace
}  // namespace caveat::match
