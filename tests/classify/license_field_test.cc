#include "classify/license_field.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace caveat::classify {
namespace {

// Is what follows the mark the value of a licence field?
bool IsField(std::string text) {
  const size_t at = text.find('@');
  text.erase(at, 1);
  return IsLicenseField(text, at);
}

TEST(LicenseField, Notations) {
  for (const std::string_view text : {
           "license: @MIT",
           "\"license\": \"@MIT\"",
           "license = '@MIT'",
           "license=\"@MIT\",",
           "  :license => '@MIT'",
           "s.licenses = ['@MIT', 'ISC']",
           "spec.license       = \"@MIT\"",
           "licenseId: @Zed",
           "LICENSE=@MIT",
           "PKG_LICENSE:=@MIT",
           "license-expression: @MIT",
           "**License:** @MIT",
           "SPDX-License-Identifier: @MIT",
           "MODULE_LICENSE(\"@GPL\");",
           "<license>@MIT</license>",
           "<licenses>\n  <license>\n    <name>@MIT</name>",
           "<license type=\"expression\">@MIT</license>",
           "<licenseUrl>@https://example.org</licenseUrl>",
           "\"licenses\": [\n  { \"type\": \"@MIT\"",
           "\"license\": {\n  \"name\": \"@MIT\"",
       })
    EXPECT_TRUE(IsField(std::string(text))) << text;
}

TEST(LicenseField, OtherThings) {
  for (const std::string_view text : {
           "@MIT",
           "the license @MIT",
           "name: @MIT",
           "license_file: @MIT",
           "if license == \"@MIT\"",
           "license != '@MIT'",
           "<name>@MIT</name>",
           "<artifact><name>@MIT</name>",
           "print(\"@MIT\")",
           "author = \"@MIT\"",
           "license: none\nauthor: @MIT",
           "\"license\": \"ISC\", \"name\": \"@MIT\"",
           "<@MIT",
           "> @MIT",
           ": @MIT",
       })
    EXPECT_FALSE(IsField(std::string(text))) << text;
}

TEST(LicenseField, AnyPlaceGivesAnAnswer) {
  const std::string text = "\"licenses\": [{\"type\"=>'<license><name>(::=\xFF\xC3";
  for (size_t from = 0; from < text.size(); ++from) {
    for (size_t at = 0; at <= text.size() - from + 2; ++at) IsLicenseField(std::string_view(text).substr(from), at);
  }
}

}  // namespace
}  // namespace caveat::classify
