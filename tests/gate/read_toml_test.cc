#include "gate/read_toml.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace caveat::gate {
namespace {

TEST(ReadToml, SaysWhereItIsNone) {
  struct Case {
    std::string text;
    uint32_t line;  // 0: good
  };
  const Case cases[] = {
      {"", 0},
      {"a = 1\n[b]\n[[c.d]]\n[ \"e\" ]\n", 0},
      {"list = [\n  [1, 2],\n  [\"x\"],\n  [\n  1 ],\n]\n", 0},
      {"a = '[[['", 0},
      // What toml++ takes for granted.
      {std::string(5000, '['), 1},
      {"a = 1\r\n  [[[b]]]\r\n", 2},
      {"[=]\n", 1},
      // What it tells itself.
      {"[]\n", 1},
      {"a = 1\na = 2\n", 2},
      {"a = \n", 1},
      {"\xff\xfe", 1},
  };
  for (const Case& c : cases) {
    toml::table table;
    const auto error = ReadToml(c.text, &table);
    EXPECT_EQ(error ? error->line : 0, c.line) << c.text.substr(0, 40);
    if (error) {
      EXPECT_FALSE(error->message.empty());
    }
  }
}

TEST(ReadToml, GivesTheTable) {
  toml::table table;
  ASSERT_FALSE(ReadToml("a = 1\n[b]\nc = \"x\"\n", &table));
  EXPECT_EQ(table["a"].value<int64_t>(), 1);
  EXPECT_EQ(table["b"]["c"].value<std::string>(), "x");
}

}  // namespace
}  // namespace caveat::gate
