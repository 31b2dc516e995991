#include <gtest/gtest.h>

#include "text/marked.h"

namespace caveat::text {
namespace {

TEST(FoldAddress, OneWord) {
  constexpr FoldCase kCases[] = {
      {"see https://Example.org/Policy.", "see https://example.org/policy"},
      {"write to Legal@Example.org, please", "write to legal@example.org please"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

TEST(FoldAddress, LinkTextAndTarget) {
  constexpr FoldCase kCases[] = {
      {"[the policy](https://example.org/p)", "the policy https://example.org/p"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

}  // namespace
}  // namespace caveat::text
