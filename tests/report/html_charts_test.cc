#include "report/html_charts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "report/page_check.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kEvil = "<img src=x onerror=alert(1)>\"'&\x1b\xE2\x80\xAE";

void ExpectHarmless(const std::string& html) {
  EXPECT_EQ(Broken(html), "");
  for (const char* part : {"<img", "\x1b", "\xE2\x80\xAE", "onerror=alert(1)>"})
    EXPECT_THAT(html, Not(HasSubstr(part)));
}

size_t Times(const std::string& text, std::string_view part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

TEST(HtmlCharts, Words) {
  const std::pair<uint64_t, const char*> kCounts[] = {{0, "0"}, {999, "999"}, {1000, "1,000"}, {1234567, "1,234,567"}};
  for (const auto& [count, words] : kCounts) EXPECT_EQ(CountWords(count), words);
  const struct {
    uint64_t part, all;
    const char* words;
  } kShares[] = {{0, 10, "0 %"},         {0, 0, "0 %"},      {10, 10, "100 %"},   {1, 3, "33 %"},
                 {1, 100000, "< 0.1 %"}, {4, 1000, "0.4 %"}, {95, 1000, "9.5 %"}, {99999, 100000, "99.9 %"},
                 {5, 100, "5 %"},        {2, 3, "67 %"}};
  for (const auto& [part, all, words] : kShares) EXPECT_EQ(ShareWords(part, all), words) << part << "/" << all;
  const std::pair<uint64_t, const char*> kScales[] = {{1500, "1,500"},           {700000000, "700 million"},
                                                      {1000000000, "1 billion"}, {2500000, "2.5 million"},
                                                      {2560000, "2,560,000"},    {2000000000000, "2 trillion"}};
  for (const auto& [number, words] : kScales) EXPECT_EQ(ScaleWords(number), words);
  EXPECT_EQ(HashPart("a b/c&d=\"\xC3\xA9"), "a%20b%2Fc%26d%3D%22%C3%A9");
  EXPECT_EQ(HashPart("Apache-2.0_x~"), "Apache-2.0_x~");
}

TEST(HtmlCharts, BarsAreRowsOfATable) {
  std::vector<Bar> bars = {{"permissive", "#?category=permissive", 300}, {kEvil, "", 100}};
  const BarList list = {
      .id = "x", .title = "Title", .note = "Note.", .what = "category", .unit = "repositories", .all = 400};
  const std::string html = BarChart(list, bars);
  ExpectHarmless(html);
  EXPECT_THAT(html, HasSubstr("<th scope=\"row\"><a href=\"#?category=permissive\">permissive</a></th>"));
  EXPECT_THAT(html, HasSubstr("width=\"100\"")) << "the longest fills the room";
  EXPECT_THAT(html, HasSubstr("width=\"33.33\""));
  EXPECT_THAT(html, HasSubstr("75 %"));
  EXPECT_THAT(html, Not(HasSubstr("<details>")));
}

TEST(HtmlCharts, ManyBarsAreFolded) {
  const BarList list = {.id = "x", .title = "T", .note = "", .what = "w", .unit = "u", .all = 100, .shown = 3};
  const auto bars = [](size_t n) { return std::vector<Bar>(n, Bar{"b", "", 1}); };
  EXPECT_THAT(BarChart(list, bars(4)), Not(HasSubstr("<details>"))) << "one more takes no more room";
  EXPECT_THAT(BarChart(list, bars(5)), HasSubstr("<summary>2 more</summary>"));
  EXPECT_EQ(Times(BarChart(list, bars(5)), "<rect"), 5U);
  EXPECT_THAT(BarChart(list, {}), HasSubstr("None."));
}

TEST(HtmlCharts, Shares) {
  const std::vector<Part> parts = {
      {kEvil, "#?openness=x", "open1", 1}, {"unknown", "", "unknown", 0}, {"all", "", "closed", 999}};
  const std::string html = ShareChart("x", "T", "N", parts);
  ExpectHarmless(html);
  EXPECT_EQ(Times(html, "<rect"), 2U) << "what is not there is not drawn";
  EXPECT_THAT(html, HasSubstr("class=\"f-open1\" x=\"0\" width=\"0.40\"")) << "the smallest can be seen";
  EXPECT_THAT(html, HasSubstr("x=\"0.40\" width=\"99.60\"")) << "and nothing goes beyond the end";
  EXPECT_THAT(html, HasSubstr("<b>99.9 %</b> 999"));
}

TEST(HtmlCharts, Parts) {
  const std::vector<PartsRow> rows = {
      {"one", "#?conflict=one", {{"error", "", "error", 3}, {"note", "#?x=1", "note", 1}}},
      {kEvil, "", {{"error", "", "error", 0}, {"note", "#?x=2", "note", 2}}}};
  const std::string html = PartsChart({.id = "x", .title = "T", .note = "N", .what = "kind"}, rows);
  ExpectHarmless(html);
  EXPECT_THAT(html, HasSubstr("class=\"f-error\" x=\"0\" width=\"75\""));
  EXPECT_THAT(html, HasSubstr("class=\"f-note\" x=\"0\" width=\"50\"")) << "of the longest row";
  EXPECT_THAT(html, HasSubstr("class=\"n k-error zero\">0<"));
  const std::string whole = PartsChart({.id = "x", .title = "T", .note = "N", .what = "kind", .whole = true}, rows);
  EXPECT_THAT(whole, HasSubstr("class=\"f-note\" x=\"0\" width=\"100\""));
  EXPECT_THAT(PartsChart({}, {}), HasSubstr("None."));
}

TEST(HtmlCharts, CapsOnALogAxis) {
  const std::vector<Cap> caps = {{"monthly active users", "#?cap=a", 1000000, 10, true},
                                 {"monthly active users", "#?cap=b", 100000000, 40, false},
                                 {kEvil, "", 10000, 1, true},
                                 {"nothing", "", 0, 5, true}};
  const std::string html = CapChart("x", "T", "N", caps);
  ExpectHarmless(html);
  // From ten thousand (5 %) to a hundred million (93 %): a million is half way.
  EXPECT_THAT(html, HasSubstr("class=\"gate\" cx=\"5%\""));
  EXPECT_THAT(html, HasSubstr("class=\"gate\" cx=\"49%\""));
  EXPECT_THAT(html, HasSubstr("class=\"duty\" cx=\"93%\""));
  EXPECT_THAT(html, HasSubstr(">10 k<"));
  EXPECT_THAT(html, HasSubstr(">100 M<"));
  EXPECT_THAT(html, HasSubstr("aria-label=\"monthly active users: 100 million, 40 repositories: a duty begins\""));
  EXPECT_EQ(Times(html, "<tr>"), 4U) << "the head and three caps";
  EXPECT_THAT(CapChart("x", "T", "N", {}), HasSubstr("None."));
}

TEST(HtmlCharts, FlowsBetweenNames) {
  const std::vector<Flow> flows = {
      {"a", "a", "#?1", 50, "kept"}, {"a", "b", "#?2", 30, "changed"}, {kEvil, "nothing", "", 20, "silent"}};
  const std::string html = Flows({.id = "x", .title = "T", .note = "N", .from = "base", .to = "own"}, flows);
  ExpectHarmless(html);
  EXPECT_EQ(Times(html, "<path"), 3U);
  EXPECT_THAT(html, HasSubstr("class=\"r-kept\""));
  EXPECT_THAT(html, HasSubstr("a \xE2\x86\x92 b: 30"));
  EXPECT_LT(html.find(">50<"), html.find(">30<")) << "the table begins with the most";
  EXPECT_THAT(Flows({}, {}), HasSubstr("None."));
}

TEST(HtmlCharts, RareNamesFlowTogether) {
  std::vector<Flow> flows;
  for (int i = 0; i < 300; ++i) flows.push_back({"from" + std::to_string(i), "to", "#?x", 1, "changed"});
  const std::string html = Flows({.id = "x", .title = "T", .note = "N", .from = "base", .to = "own"}, flows, 5);
  EXPECT_EQ(Broken(html), "");
  EXPECT_EQ(Times(html, "<path"), 5U) << "four names and all others";
  EXPECT_THAT(html, HasSubstr("all others"));
  EXPECT_THAT(html, HasSubstr("100 rarer pairs are left out."));
}

}  // namespace
}  // namespace caveat::report
