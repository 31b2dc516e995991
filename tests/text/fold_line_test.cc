#include <gtest/gtest.h>

#include "text/marked.h"

namespace caveat::text {
namespace {

TEST(FoldLine, CommentLeaders) {
  constexpr FoldCase kCases[] = {
      {"# you may\n# use it\n", "you may use it"},
      {"// you may\n// use it\n", "you may use it"},
      {"/*\n * you may\n * use it\n */", "you may use it"},
      {"> you may\n> use it\n", "you may use it"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

TEST(FoldLine, ListMarks) {
  constexpr FoldCase kCases[] = {
      {"- one\n- two\n", "one two"},
      {"1. one\n2. two\n", "one two"},
      {"(a) one\n(b) two\n", "one two"},
      {"一、使用\n二、分发\n", "使 用 分 发"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

}  // namespace
}  // namespace caveat::text
