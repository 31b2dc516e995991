#include <gtest/gtest.h>

#include "text/marked.h"

namespace caveat::text {
namespace {

TEST(FoldMarkup, TagsAndEntities) {
  constexpr FoldCase kCases[] = {
      {"<p>You <b>must</b> not</p>", "you must not"},
      {"a &lt; b", "a b"},
      {"<b>lic</b>ense", "license"},
      {"fish&nbsp;chips", "fish chips"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

TEST(FoldMarkup, Markdown) {
  constexpr FoldCase kCases[] = {
      {"**bold** and `code` and _it_", "bold and code and it"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

}  // namespace
}  // namespace caveat::text
