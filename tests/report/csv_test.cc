#include "report/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "report/fixture.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;

TEST(Csv, Cells) {
  const std::pair<std::string, std::string> cases[] = {
      {"plain", "plain"},
      {"", ""},
      {"a,b", "\"a,b\""},
      {"say \"no\"", "\"say \"\"no\"\"\""},
      {"two\nlines", "two lines"},
      {"=1+1", "'=1+1"},
      {"+1", "'+1"},
      {"-1", "'-1"},
      {"@x", "'@x"},
      {"\t=1", "'=1"},
      {"\n=1", "'=1"},
      {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
      {"＝1", "'＝1"},
      {std::string("a\x1b[31m"), "a\\x1b[31m"},
  };
  for (const auto& [text, cell] : cases) EXPECT_EQ(CsvCell(text), cell) << text;
}

TEST(Csv, OneLineAClause) {
  const Document d = Everything();
  const std::string out = CsvDocument(d);
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), static_cast<std::ptrdiff_t>(d.findings.size()));
  EXPECT_THAT(out,
              HasSubstr("LICENSE,ok,scale-capped,LicenseRef-harbor,restriction.scale-cap,Scale cap,\"comparator gt, "));
  EXPECT_THAT(out, HasSubstr(",certain,no,7,7,700,742,more than 500 million monthly active users,"));
}

TEST(Csv, TextsWithoutClausesAndErrors) {
  Document d;
  d.path = "=gone";
  d.status = Status::kError;
  d.error = "no such file";
  const std::string out = CsvDocument(d), head = CsvHead();
  EXPECT_EQ(out, "'=gone,error,unknown,,,,,,,,,,,,no such file,,\r\n");
  EXPECT_EQ(std::count(out.begin(), out.end(), ','), std::count(head.begin(), head.end(), ','));
}

}  // namespace
}  // namespace caveat::report
