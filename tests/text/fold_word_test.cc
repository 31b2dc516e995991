#include <gtest/gtest.h>

#include "text/marked.h"

namespace caveat::text {
namespace {

TEST(FoldWord, Apostrophes) {
  constexpr FoldCase kCases[] = {
      {"the licensor's rights", "the licensor rights"},
      {"don't can't won't", "do not can not will not"},
      {"the users' data", "the users data"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

TEST(FoldWord, Hyphens) {
  constexpr FoldCase kCases[] = {
      {"royalty-free", "royalty free"},
      {"commer-\ncial use", "commercial use"},
      {"e-mail re-distribute", "email redistribute"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

TEST(FoldWord, Numbers) {
  constexpr FoldCase kCases[] = {
      {"700,000,000", "700000000"},
      {"$10,000", "$ 10000"},
      {"1.5", "1.5"},
      {"100万", "100 万"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

}  // namespace
}  // namespace caveat::text
