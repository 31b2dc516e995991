#include <gtest/gtest.h>

#include "text/marked.h"

namespace caveat::text {
namespace {

TEST(CodePoint, CompatibilityForms) {
  constexpr FoldCase kCases[] = {
      {"Ｌｉｃｅｎｓｅ", "license"},
      {"ﬁne", "fine"},
      {"１００", "100"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

TEST(CodePoint, InvalidBytesAreHarmless) {
  constexpr FoldCase kCases[] = {
      {"a\xFF"
       "b",
       "a b"},
      {"\xE4\xBD", ""},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

}  // namespace
}  // namespace caveat::text
