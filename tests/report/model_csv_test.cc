#include "report/model_csv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "report/model_fixture.h"

namespace caveat::report {
namespace {

// The cells of one row, unquoted.
std::vector<std::string> Cells(const std::string& row) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (size_t i = 0; i < row.size() && row.compare(i, 2, "\r\n") != 0; ++i) {
    if (row[i] == '"') {
      if (quoted && i + 1 < row.size() && row[i + 1] == '"')
        cells.back() += row[++i];
      else
        quoted = !quoted;
    } else if (row[i] == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += row[i];
    }
  }
  return cells;
}

TEST(ModelCsv, AsManyCellsAsTheHead) {
  const std::vector<std::string> head = Cells(ModelCsvHead()), row = Cells(ModelCsv(WholeModel()));
  ASSERT_EQ(row.size(), head.size());
  const auto cell = [&](const std::string& name) {
    return row[static_cast<size_t>(std::find(head.begin(), head.end(), name) - head.begin())];
  };
  EXPECT_EQ(cell("repository"), "northbay/pebble-7b");
  EXPECT_EQ(cell("layout"), "directory");
  EXPECT_EQ(cell("openness"), "restricted-weights");
  EXPECT_EQ(cell("base_models"), "a/stone-1");
  EXPECT_EQ(cell("conflicts"), "code-vs-weights declared-vs-found");
  EXPECT_EQ(cell("unread"), "0");
  EXPECT_EQ(cell("summary"), "This is an open-weight model.");
}

TEST(ModelCsv, NoFormulaNoEscapeNoBrokenRow) {
  model::Model m = WholeModel();
  m.id = "=HYPERLINK(\"x\")";
  m.summary = "two\r\nlines, \x1b[31mred";
  const std::string row = ModelCsv(m);
  EXPECT_EQ(Cells(row)[0], "'=HYPERLINK(\"x\")");
  EXPECT_EQ(row.find('\x1b'), std::string::npos);
  EXPECT_EQ(std::count(row.begin(), row.end(), '\n'), 1);
  EXPECT_TRUE(row.ends_with("\r\n"));
}

TEST(ModelCsv, NamesEachLicenceOnce) {
  model::Model m;
  m.found = {{0, "MIT", "code", ""}, {1, "MIT", "weights", ""}, {1, "Apache-2.0", "weights", ""}};
  m.declared = {{"README.md", "license", "odd", "", 0, {}}};
  const std::string row = ModelCsv(m);
  EXPECT_NE(row.find(",odd,Apache-2.0 MIT,"), std::string::npos) << row;
}

}  // namespace
}  // namespace caveat::report
