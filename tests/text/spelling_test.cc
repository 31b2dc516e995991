#include <gtest/gtest.h>

#include "text/marked.h"

namespace caveat::text {
namespace {

TEST(Spelling, BritishBecomesAmerican) {
  constexpr FoldCase kCases[] = {
      {"licence licensed licences", "license licensed licenses"},
      {"organisation authorised behaviour", "organization authorized behavior"},
      {"sub-licence", "sublicense"},
      {"whilst", "while"},
      {"artefact defence", "artifact defense"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

TEST(Spelling, WordsThatOnlyLookBritishStay) {
  constexpr FoldCase kCases[] = {
      {"exercise promise otherwise enterprise advise", "exercise promise otherwise enterprise advise"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

TEST(Spelling, NonIsAWordOfItsOwn) {
  constexpr FoldCase kCases[] = {
      {"noncommercial non-commercial non commercial", "non commercial non commercial non commercial"},
      {"nontransferable", "non transferable"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Folded(c.source), c.want) << c.source;
}

}  // namespace
}  // namespace caveat::text
