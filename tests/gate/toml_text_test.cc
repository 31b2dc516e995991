#include "gate/toml_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace caveat::gate {
namespace {

TEST(TomlText, HeaderWithoutName) {
  struct Case {
    std::string text;
    uint32_t line;
  };
  const Case cases[] = {
      {"", 0},
      {"a = 1\n[b]\n[[c.d]]\n[ \"e\" ]\n", 0},
      {"list = [\n  [1, 2],\n  [\"x\"],\n  [\n  1 ],\n]\n", 0},
      {std::string(5000, '['), 1},
      {"a = 1\r\n  [[[b]]]\r\n", 2},
      {"[=]\n", 1},
      {"[]\n", 0},  // toml++ says what is wrong with it
      {"a = '[[['", 0},
  };
  for (const Case& c : cases) EXPECT_EQ(HeaderWithoutName(c.text), c.line) << c.text.substr(0, 40);
}

}  // namespace
}  // namespace caveat::gate
