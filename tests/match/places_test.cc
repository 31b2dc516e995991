// The table of places: sorted, folded, reachable, with codes that look like codes.

#include "match/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "text/fold.h"

namespace caveat::match {
namespace {

struct Entry {
  std::string_view name, codes;
};
constexpr Entry kEntries[] = {
#include "match/places.inc"
};

TEST(Places, TheTableIsInOrder) {
  for (size_t i = 1; i < std::size(kEntries); ++i) EXPECT_LT(kEntries[i - 1].name, kEntries[i].name);
}

TEST(Places, NamesAreFoldedAndShortEnoughToBeRead) {
  for (const Entry& e : kEntries) {
    EXPECT_EQ(text::FoldPhrase(e.name), e.name);
    if (e.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz ") != std::string_view::npos) continue;
    EXPECT_LE(std::count(e.name.begin(), e.name.end(), ' '), 3) << e.name;
    EXPECT_EQ(FindPlace(e.name), e.codes);
  }
}

TEST(Places, CodesLookLikeCodes) {
  for (const Entry& e : kEntries) {
    // ISO 3166-1, or 3166-2 for a part of a country.
    EXPECT_THAT(std::string(e.codes), ::testing::MatchesRegex("[A-Z][A-Z](-[A-Z0-9]+)?(,[A-Z][A-Z](-[A-Z0-9]+)?)*"))
        << e.name;
  }
}

TEST(Places, SomeAndNone) {
  EXPECT_EQ(FindPlace("france"), "FR");
  EXPECT_EQ(FindPlace("european union"), "EU");
  EXPECT_EQ(FindPlace("south korea"), "KR");
  EXPECT_EQ(FindPlace("hong kong"), "HK");
  EXPECT_EQ(FindPlace(""), "");
  EXPECT_EQ(FindPlace("atlantis"), "");
  EXPECT_EQ(FindPlace("zzzz"), "");
}

}  // namespace
}  // namespace caveat::match
