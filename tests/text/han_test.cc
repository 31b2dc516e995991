#include <gtest/gtest.h>

#include "text/marked.h"

namespace caveat::text {
namespace {

TEST(Han, EachIsAWord) {
  constexpr FoldCase kCases[] = {
      {"许可", "许 可"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

TEST(Han, TraditionalBecomesSimplified) {
  constexpr FoldCase kCases[] = {
      {"許可", "许 可"},
      {"條款", "条 款"},
      {"軟體", "软 体"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

}  // namespace
}  // namespace caveat::text
