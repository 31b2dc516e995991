#include <gtest/gtest.h>

#include <string>

#include "caveat.h"

namespace caveat {
namespace {

constexpr char kTerms[] =
    "Bicycle terms. Whoever borrows this bicycle brings it back on the same day, with air in both tyres, and tells the "
    "owner of every strange noise that it made. The owner lends it as it stands and pays for nothing that happens.";

TEST(LicenseSources, TextIsKnownByTheNameOfItsFile) {
  const auto rules = Rules::BuiltIn();
  const auto known = LoadLicenses({{"texts/Bicycle terms.txt", kTerms}});
  ASSERT_TRUE(known) << known.error();
  Scanner scanner(*rules, *known);
  const Document document = scanner.Check("x", kTerms);
  ASSERT_EQ(document.identity.size(), 1u);
  EXPECT_EQ(document.identity[0].license, "Bicycle-terms");
  EXPECT_EQ(document.identity[0].spdx, "LicenseRef-Bicycle-terms");
  EXPECT_EQ(document.identity[0].how, "exact");
  Scanner other(*rules);
  EXPECT_TRUE(other.Check("x", kTerms).identity.empty());
}

TEST(LicenseSources, FileOfFacts) {
  const auto known = LoadLicenses({{"a/wheel.license", "license wheel-1\ntitle Wheel\n"}}, false);
  ASSERT_TRUE(known) << known.error();
  EXPECT_FALSE(LoadLicenses({}, false)->get() == nullptr);
}

TEST(LicenseSources, ErrorNamesTheSource) {
  const auto known = LoadLicenses({{"good.txt", kTerms}, {"bad.license", "license x\nspokes 32\n"}});
  ASSERT_FALSE(known);
  EXPECT_EQ(known.error(), "bad.license: line 2: not a fact: spokes 32");
}

TEST(LicenseSources, TextsWithoutWordsArePassedOver) {
  EXPECT_TRUE(LoadLicenses({{"empty", ""}, {"signs", "*** --- ***"}, {"binary", std::string(64, '\0')}}));
}

}  // namespace
}  // namespace caveat
