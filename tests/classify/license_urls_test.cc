#include "classify/license_urls.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace caveat::names {
namespace {

std::string IdOf(const License* license) { return license == nullptr ? "" : std::string(license->id); }

TEST(LicenseUrls, TheTableIsSound) {
  EXPECT_GE(KnownUrls().size(), 150u);
  for (const KnownUrl& known : KnownUrls()) {
    EXPECT_NE(Find(known.id), nullptr) << known.address;
    const bool plain = std::none_of(known.address.begin(), known.address.end(),
                                    [](char c) { return (c >= 'A' && c <= 'Z') || c == ' ' || c == '?' || c == '#'; });
    EXPECT_TRUE(plain && !known.address.starts_with("www.") && !known.address.ends_with('/')) << known.address;
    // A page of a repository counts only where it is that of a licence.
    if (known.address.starts_with("huggingface.co/") || known.address.starts_with("github.com/")) continue;
    EXPECT_EQ(IdOf(FromUrl("https://www." + std::string(known.address) + "/")), IdOf(Find(known.id))) << known.address;
  }
}

TEST(LicenseUrls, Pages) {
  const struct {
    std::string_view url, id;
  } kCases[] = {
      {"https://creativecommons.org/licenses/by-nc-sa/4.0/", "CC-BY-NC-SA-4.0"},
      {"http://creativecommons.org/licenses/by/4.0/legalcode", "CC-BY-4.0"},
      {"https://creativecommons.org/licenses/by-nc/4.0/deed.zh", "CC-BY-NC-4.0"},
      {"https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"},
      {"https://creativecommons.org/about", ""},
      {"https://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0"},
      {"www.apache.org/licenses/LICENSE-2.0.html", "Apache-2.0"},
      {"https://opensource.org/licenses/MIT", "MIT"},
      {"https://opensource.org/license/apache-2-0", "Apache-2.0"},
      {"https://opensource.org/license/bsd-3-clause/", "BSD-3-Clause"},
      {"https://spdx.org/licenses/ISC.html", "ISC"},
      {"https://choosealicense.com/licenses/gpl-3.0/", "GPL-3.0-only"},
      {"https://huggingface.co/datasets/choosealicense/licenses/blob/main/markdown/mit.md", "MIT"},
      {"https://www.gnu.org/licenses/gpl-3.0.en.html", "GPL-3.0-only"},
      {"http://www.gnu.org/licenses/old-licenses/gpl-2.0.html", "GPL-2.0-only"},
      {"https://www.gnu.org/licenses/gpl.txt", "gpl"},
      {"https://www.gnu.org/philosophy/", ""},
      {"https://llama.meta.com/llama3/license/", "llama-3-community"},
      {"https://www.llama.com/llama3_1/license", "llama-3.1-community"},
      {"https://ai.google.dev/gemma/terms", "gemma-terms"},
      {"https://huggingface.co/meta-llama/Llama-3.2-1B/blob/main/LICENSE.txt", "llama-3.2-community"},
      {"https://huggingface.co/meta-llama/Llama-3.2-1B", ""},
      {"https://huggingface.co/stabilityai/stable-diffusion-2", ""},
      {"https://huggingface.co/stabilityai/stable-diffusion-2/blob/main/LICENSE-MODEL", "openrail++"},
      // Ports, buttons, other languages and endings, and what pages were called once.
      {"http://creativecommons.org/licenses/by/3.0/at/deed.de", "CC-BY-3.0-AT"},
      {"https://creativecommons.org/licenses/by/3.0/ch/", "CC-BY-3.0"},
      {"http://creativecommons.org/licenses/nd-nc/1.0", "CC-BY-NC-ND-1.0"},
      {"https://licensebuttons.net/l/by-sa/4.0/88x31.png", "CC-BY-SA-4.0"},
      {"https://www.gnu.org/licenses/agpl-3.0.de.html", "AGPL-3.0-only"},
      {"https://www.gnu.org/licenses/gpl-3.0-standalone.html", "GPL-3.0-only"},
      {"https://www.gnu.org/copyleft/lesser.html", "lgpl"},
      {"https://www.gnu.org/licenses/gpl-faq.html", ""},
      {"http://www.opensource.org/licenses/mit-license.php", "MIT"},
      {"http://opensource.org/licenses/bsd-license.php", "bsd"},
      {"http://www.opensource.org/licenses/php-3.01", "PHP-3.01"},
      {"https://opensource.org/licenses/rpl-1.5", "RPL-1.5"},
      {"https://opensource.org/licenses/mozilla1.1.php", "MPL-1.1"},
      {"https://opensource.org/licenses/category", ""},
      {"https://spdx.org/licenses/bsd-3-clause-lbnl.html", "BSD-3-Clause-LBNL"},
      {"http://www.apache.org/licenses/LICENSE-1.1", "Apache-1.1"},
      {"http://www.eclipse.org/legal/epl-v10.html", "EPL-1.0"},
      {"https://www.eclipse.org/org/documents/edl-v10.php", "BSD-3-Clause"},
      {"http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "OGL-UK-3.0"},
      {"https://unlicense.org", "Unlicense"},
      {"https://unlicense.org.example.net/", ""},
      {"https://example.org/LICENSE", ""},
      {"", ""},
      {"://", ""},
  };
  for (const auto& [url, id] : kCases) EXPECT_EQ(IdOf(FromUrl(url)), id) << url;
}

TEST(LicenseUrls, Badges) {
  Badge badge;
  ASSERT_TRUE(ParseBadge("https://img.shields.io/badge/Code%20License-Apache_2.0-green.svg?style=flat", &badge));
  EXPECT_EQ(badge.label, "code license");
  EXPECT_EQ(badge.message, "apache 2.0");
  EXPECT_EQ(IdOf(FromText(badge.message)), "Apache-2.0");
  ASSERT_TRUE(ParseBadge("https://img.shields.io/badge/license-Apache--2.0-929292)](x", &badge));
  EXPECT_EQ(badge.message, "apache-2.0");
  ASSERT_TRUE(ParseBadge("https://img.shields.io/badge/license-CC--BY--NC%204.0-red", &badge));
  EXPECT_EQ(IdOf(FromText(badge.message)), "CC-BY-NC-4.0");
  EXPECT_FALSE(ParseBadge("https://img.shields.io/badge/license", &badge));
  EXPECT_FALSE(ParseBadge("https://example.org/license-MIT-blue", &badge));
}

}  // namespace
}  // namespace caveat::names
