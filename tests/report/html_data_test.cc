#include "report/html_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <vector>

namespace caveat::report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string StringOf(const std::string& json) {
  simdjson::dom::parser parser;
  std::string_view text;
  EXPECT_EQ(parser.parse(json).get(text), simdjson::SUCCESS) << json;
  return std::string(text);
}

TEST(HtmlData, NothingEndsTheElement) {
  const std::string evil =
      "\"</script><script>alert(1)</script><!-- <![CDATA[ & \xE2\x80\xA8 \xE2\x80\xA9 \xE2\x80\xAA\"";
  const std::string safe = ScriptJson(evil);
  for (const char* part : {"<", ">", "&", "\xE2\x80\xA8", "\xE2\x80\xA9"}) EXPECT_THAT(safe, Not(HasSubstr(part)));
  EXPECT_EQ(StringOf(safe), StringOf(evil)) << "still the same JSON";
  EXPECT_EQ(DataBlock("x", "[\"</script>\"]"),
            "<script type=\"application/json\" id=\"x\">[\"\\u003c/script\\u003e\"]</script>\n");
}

TEST(HtmlData, WhatIsShownCanBeSeen) {
  const struct {
    std::string text, shown;
  } kCases[] = {
      {"plain/name", "plain/name"},
      {"a\nb", "a\\nb"},
      {"\x1b[31m", "\\x1b[31m"},
      {"a\xFF", "a\\xff"},
      {"\xE2\x80\xAEgnp.exe", "\\u{202e}gnp.exe"},
      {"\xE2\x80\xA8", "\\u{2028}"},
      {"\"quoted\" \\ back", "\"quoted\" \\ back"},
      {"\xE6\xA8\xA1\xE5\x9E\x8B", "\xE6\xA8\xA1\xE5\x9E\x8B"},
  };
  for (const auto& [text, shown] : kCases) EXPECT_EQ(StringOf(ShownJson(text)), shown);
}

TEST(HtmlData, Base64) {
  EXPECT_EQ(Base64(""), "");
  EXPECT_EQ(Base64("f"), "Zg==");
  EXPECT_EQ(Base64("fo"), "Zm8=");
  EXPECT_EQ(Base64("foo"), "Zm9v");
  EXPECT_EQ(Base64("foob"), "Zm9vYg==");
  EXPECT_EQ(Base64(std::string("\0\xFF\x80", 3)), "AP+A");
}

TEST(HtmlData, ColumnsAreAsNarrowAsTheyCanBe) {
  const std::vector<uint32_t> none, bytes = {0, 1, 255}, words = {1, 256}, longs = {65536};
  EXPECT_EQ(Packed(none), "{\"w\":1,\"d\":\"\"}");
  EXPECT_EQ(Packed(bytes), "{\"w\":1,\"d\":\"AAH/\"}");
  EXPECT_EQ(Packed(words), "{\"w\":2,\"d\":\"AQAAAQ==\"}");
  EXPECT_EQ(Packed(longs), "{\"w\":4,\"d\":\"AAABAA==\"}");
}

TEST(HtmlData, WordsOnceAndInOrder) {
  Words words;
  const uint32_t b = words.Of("b"), a = words.Of("a");
  EXPECT_EQ(words.Of(""), 0U);
  EXPECT_EQ(words.Of("b"), b);
  EXPECT_NE(a, b);
  const std::vector<uint32_t> rank = words.Sort();
  EXPECT_THAT(words.words(), ElementsAre("", "a", "b"));
  EXPECT_THAT(std::vector<uint32_t>({rank[0], rank[a], rank[b]}), ElementsAre(0, 1, 2));
  EXPECT_EQ(words.Of("b"), 2U) << "later words have the new numbers";
  EXPECT_EQ(words.Of("c"), 3U);
  EXPECT_EQ(words.Json(), R"(["","a","b","c"])");
}

TEST(HtmlData, ManyWordsKeepTheirPlaces) {
  Words words;
  std::vector<uint32_t> column;
  for (int i = 0; i < 5000; ++i) column.push_back(words.Of("w" + std::to_string(i * 7919 % 5000)));
  const std::vector<uint32_t> rank = words.Sort();
  for (int i = 0; i < 5000; ++i)
    ASSERT_EQ(words.words()[rank[column[static_cast<size_t>(i)]]], "w" + std::to_string(i * 7919 % 5000));
}

TEST(HtmlData, PagesOfRecords) {
  Pages pages('S');
  for (size_t i = 0; i < Pages::kPage + 2; ++i) EXPECT_EQ(pages.Add(std::to_string(i)), i);
  EXPECT_EQ(pages.blocks(), 2U);
  EXPECT_THAT(pages.Block(0), HasSubstr("id=\"S0\">[0,1,2,"));
  EXPECT_EQ(pages.Block(1), "<script type=\"application/json\" id=\"S1\">[1024,1025]</script>\n");
  const size_t size = pages.size();
  EXPECT_EQ(pages.AddOnce("\"new\""), size);
  EXPECT_EQ(pages.AddOnce("\"new\""), size);
  EXPECT_EQ(pages.size(), size + 1);
  EXPECT_GT(pages.bytes(), pages.size());
}

}  // namespace
}  // namespace caveat::report
