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
      {"<a href=x\nclass=y>one</a> two", "one two"},
      {"<img alt=\"a < b\" src=x> text", "text"},
      // A tag that is never closed hides nothing of what follows.
      {"<span class=x you may use it <b>now</b>", "span class x you may use it now"},
      {"<div id=a\n\nyou may use it\n\n<p>now", "div id a you may use it now"},
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
