#include "report/csv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace caveat::report {
namespace {

TEST(Csv, HeadAndRowsHaveTheSameCells) {
  model::Model model;
  const std::string head = ModelCsvHead(), row = ModelCsv(model);
  EXPECT_EQ(std::count(head.begin(), head.end(), ','), std::count(row.begin(), row.end(), ','));
  EXPECT_TRUE(head.starts_with("repository,revision,path,"));
  EXPECT_TRUE(head.ends_with("\r\n") && row.ends_with("\r\n"));
  EXPECT_TRUE(row.starts_with(",,,memory,unknown,")) << row;
}

TEST(Csv, QuotesWhatNeedsIt) {
  model::Model model;
  model.path = "a \"b\", c";
  model.summary = "two\nlines";
  const std::string row = ModelCsv(model);
  EXPECT_NE(row.find("\"a \"\"b\"\", c\""), std::string::npos) << row;
  EXPECT_NE(row.find("\"two\nlines\"\r\n"), std::string::npos) << row;
}

TEST(Csv, NoFormulaAndNoBrokenText) {
  model::Model model;
  model.id = "=1+1";
  model.revision = "\xff";
  const std::string row = ModelCsv(model);
  EXPECT_TRUE(row.starts_with("'=1+1,\xEF\xBF\xBD,")) << row;
}

TEST(Csv, NamesEachLicenceOnce) {
  model::Model model;
  model.found = {{0, "MIT", "code", ""}, {1, "MIT", "weights", ""}, {1, "Apache-2.0", "weights", ""}};
  model.declared = {{"README.md", "license", "odd", "", 0, {}}};
  const std::string row = ModelCsv(model);
  EXPECT_NE(row.find(",odd,Apache-2.0 MIT,"), std::string::npos) << row;
}

}  // namespace
}  // namespace caveat::report
