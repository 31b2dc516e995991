#include "model/license_facts.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace caveat::model {
namespace {

TEST(LicenseFacts, LicencesOfValues) {
  const struct {
    std::string_view value, license;
  } kCases[] = {
      {"apache-2.0", "Apache-2.0"},
      {"MIT", "MIT"},
      {"llama3.1", "llama-3.1-community"},
      {" mit ", "MIT"},
      {"Apache License 2.0", "Apache-2.0"},
      {"https://opensource.org/licenses/MIT", "MIT"},
      {"other", ""},
      {"unknown", ""},
      {"???", ""},
      {"", ""},
      {"our-own-terms", ""},
      {"https://example.com/terms", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(LicenseOfValue(c.value), c.license) << c.value;
  EXPECT_EQ(LicenseOfValue(std::string(100000, 'x')), "");
}

TEST(LicenseFacts, OpenLicences) {
  for (const std::string_view yes :
       {"Apache-2.0", "MIT", "GPL-3.0-only", "CC-BY-4.0", "CC-BY-SA-3.0", "CC0-1.0", "OpenMDW-1.0", "ODC-By-1.0"})
    EXPECT_EQ(IsOpenLicense(yes), Answer::kYes) << yes;
  for (const std::string_view no : {"CC-BY-NC-4.0", "CC-BY-ND-4.0", "llama-3.1-community", "gemma-terms",
                                    "bigscience-bloom-rail-1.0", "kimi-k2-modified-mit"})
    EXPECT_EQ(IsOpenLicense(no), Answer::kNo) << no;
  EXPECT_EQ(IsOpenLicense(""), Answer::kUnknown);
  EXPECT_EQ(IsOpenLicense("no-such-license"), Answer::kUnknown);
  EXPECT_EQ(IsOpenLicense("cc"), Answer::kUnknown);
}

TEST(LicenseFacts, TitlesAndCategories) {
  EXPECT_EQ(TitleOf("MIT"), "MIT License");
  EXPECT_EQ(TitleOf("nobody-knows"), "nobody-knows");
  EXPECT_EQ(CategoryOf("CC-BY-NC-4.0"), Category::kNonCommercial);
  EXPECT_EQ(CategoryOf("nobody-knows"), Category::kUnknown);
  EXPECT_TRUE(IsRestricted(Category::kScaleCapped));
  EXPECT_FALSE(IsRestricted(Category::kCopyleft));
}

TEST(LicenseFacts, KnownByAnyName) {
  ASSERT_TRUE(FindKnown("Apache-2.0"));
  EXPECT_TRUE(FindKnown("apache-2.0") == FindKnown("Apache-2.0"));
  EXPECT_FALSE(FindKnown("nobody-knows"));
  EXPECT_FALSE(ClausesOfLicense("Apache-2.0").empty());
  EXPECT_TRUE(ClausesOfLicense("nobody-knows").empty());
}

}  // namespace
}  // namespace caveat::model
