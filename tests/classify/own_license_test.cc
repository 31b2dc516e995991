#include "classify/own_license.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "text/fold.h"

namespace caveat::classify {
namespace {

TEST(OwnLicense, IdsOfFiles) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"Acme.txt", "Acme"},
      {"texts/Acme Terms.txt", "Acme-Terms"},
      {"a/b.c/house-1.0.license", "house-1.0"},
      {"LICENSE", "LICENSE"},
      {"Two  blanks & more.md", "Two-blanks-more"},
      {".hidden", ".hidden"},
      {"\xE8\xAE\xB8.txt", "-"},
      {"", ""},
  };
  for (const auto& [path, id] : cases) EXPECT_EQ(OwnId(path), id) << path;
}

TEST(OwnLicense, FactsAndFingerprint) {
  text::Words words;
  text::Fold("Lend the ladder to whoever asks, and ask for it back in autumn.", &words);
  LicenseFile license;
  ASSERT_TRUE(OwnLicense("ladder-1", "Ladder Terms", words, &license));
  EXPECT_EQ(license.One(Fact::kId), "ladder-1");
  EXPECT_EQ(license.One(Fact::kTitle), "Ladder Terms");
  EXPECT_EQ(license.One(Fact::kSpdx), "LicenseRef-ladder-1");
  ASSERT_EQ(license.texts.size(), 1u);
  // What is written reads back.
  LicenseFile back;
  std::string error;
  ASSERT_TRUE(ParseLicense(FormatLicense(license), &back, &error)) << error;
  EXPECT_EQ(back.texts, license.texts);

  LicenseFile empty;
  EXPECT_FALSE(OwnLicense("x", "x", text::Words(), &empty));
}

}  // namespace
}  // namespace caveat::classify
