#include "classify/names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "embedded.h"
#include "text/fold.h"

namespace caveat::names {
namespace {

std::string IdOf(const License* license) { return license == nullptr ? "" : std::string(license->id); }

// The name that starts at the first word that can start one and is a name.
std::string FirstName(std::string_view text, std::string* rest = nullptr, Strength* strength = nullptr) {
  text::Words words;
  text::Fold(text, &words);
  for (uint32_t i = 0; i < words.size(); ++i) {
    if (!NameStarts()(words, i)) {
      EXPECT_FALSE(At(words, i, text)) << words[i];
      continue;
    }
    const std::optional<Match> match = At(words, i, text);
    if (!match) continue;
    EXPECT_LE(match->begin, i);
    EXPECT_GT(match->end, i);
    EXPECT_LE(match->end, words.size());
    if (rest != nullptr) {
      rest->clear();
      for (uint32_t k = match->end; k < words.size(); ++k) rest->append(rest->empty() ? "" : " ").append(words[k]);
    }
    if (strength != nullptr) *strength = match->strength;
    return IdOf(match->license);
  }
  return "";
}

TEST(Names, TheEmbeddedIndexIsTheOneMadeNow) {
  EXPECT_FALSE(EmbeddedNames().empty());
  EXPECT_TRUE(CompileNames() == EmbeddedNames());
}

TEST(Names, TablesAreSound) {
  std::set<std::string_view> ids;
  int spdx = 0, osi = 0, fsf = 0, deprecated = 0;
  for (const License& license : AllLicenses()) {
    EXPECT_TRUE(ids.insert(license.id).second) << "twice: " << license.id;
    EXPECT_FALSE(license.title.empty()) << license.id;
    spdx += (license.flags & kSpdx) != 0;
    osi += (license.flags & kOsi) != 0;
    fsf += (license.flags & kFsf) != 0;
    deprecated += (license.flags & kDeprecated) != 0;
    EXPECT_EQ((license.flags & kSpdx) != 0, (license.flags & (kFamily | kOwn)) == 0) << license.id;
    const License* found = Find(license.id);
    ASSERT_NE(found, nullptr) << license.id;
    if ((license.flags & kDeprecated) == 0) {
      EXPECT_EQ(found->id, license.id);
    }
    if (!license.scancode.empty()) {
      EXPECT_EQ(IdOf(Find(SpdxId(license))), license.id);
    }
  }
  EXPECT_GE(spdx, 727);
  EXPECT_GE(osi, 100);
  EXPECT_GE(fsf, 80);
  EXPECT_GE(deprecated, 26);
}

TEST(Names, FlagsOfWellKnownOnes) {
  EXPECT_EQ(Find("MIT")->flags & (kSpdx | kOsi | kFsf), kSpdx | kOsi | kFsf);
  EXPECT_EQ(Find("CC-BY-NC-4.0")->flags & (kOsi | kFsf), 0);
  EXPECT_EQ(Find("CC0-1.0")->flags & kFsf, kFsf);
}

TEST(Names, FoldingOfTitlesIsThatOfTexts) {
  for (const License& license : AllLicenses()) {
    // Marks that mean something in Markdown (* and []), and what folding makes of other alphabets, are left out.
    if (license.title.find_first_of("*[]") != std::string_view::npos) continue;
    if (!std::all_of(license.title.begin(), license.title.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
      continue;
    EXPECT_EQ(FoldName(license.title), text::FoldPhrase(license.title)) << license.id;
  }
}

TEST(Names, All83TagsOfTheHub) {
  const struct {
    std::string_view tag, id;
  } kTags[] = {
      {"openrail++", "openrail++"},
      {"cc-by-nc-2.0", "CC-BY-NC-2.0"},
      {"unlicense", "Unlicense"},
      {"artistic-2.0", "Artistic-2.0"},
      {"osl-3.0", "OSL-3.0"},
      {"intel-research", "intel-research"},
      {"cc-by-4.0", "CC-BY-4.0"},
      {"bsl-1.0", "BSL-1.0"},
      {"deepfloyd-if-license", "deepfloyd-if"},
      {"cc-by-2.5", "CC-BY-2.5"},
      {"llama3.2", "llama-3.2-community"},
      {"cc-by-nc-4.0", "CC-BY-NC-4.0"},
      {"fair-noncommercial-research-license", "fair-noncommercial-research"},
      {"isc", "ISC"},
      {"bigscience-openrail-m", "bigscience-openrail-m"},
      {"cc-by-sa-3.0", "CC-BY-SA-3.0"},
      {"ecl-2.0", "ECL-2.0"},
      {"etalab-2.0", "etalab-2.0"},
      {"ms-pl", "MS-PL"},
      {"cc-by-nc-sa-4.0", "CC-BY-NC-SA-4.0"},
      {"cc-by-nd-4.0", "CC-BY-ND-4.0"},
      {"bsd-2-clause", "BSD-2-Clause"},
      {"cc0-1.0", "CC0-1.0"},
      {"lppl-1.3c", "LPPL-1.3c"},
      {"cc-by-nc-nd-4.0", "CC-BY-NC-ND-4.0"},
      {"llama3", "llama-3-community"},
      {"pddl", "PDDL-1.0"},
      {"bsd-3-clause-clear", "BSD-3-Clause-Clear"},
      {"lgpl-lr", "LGPLLR"},
      {"cdla-sharing-1.0", "CDLA-Sharing-1.0"},
      {"mit", "MIT"},
      {"bsd", "bsd"},
      {"other", ""},
      {"zlib", "Zlib"},
      {"c-uda", "C-UDA-1.0"},
      {"bigcode-openrail-m", "bigcode-openrail-m"},
      {"h-research", "h-research"},
      {"agpl-3.0", "AGPL-3.0-only"},
      {"openrail", "openrail"},
      {"mpl-2.0", "MPL-2.0"},
      {"cc-by-sa-4.0", "CC-BY-SA-4.0"},
      {"creativeml-openrail-m", "creativeml-openrail-m"},
      {"lgpl-3.0", "LGPL-3.0-only"},
      {"cdla-permissive-2.0", "CDLA-Permissive-2.0"},
      {"odc-by", "ODC-By-1.0"},
      {"cc-by-nc-nd-3.0", "CC-BY-NC-ND-3.0"},
      {"cc-by-nc-sa-3.0", "CC-BY-NC-SA-3.0"},
      {"bigscience-bloom-rail-1.0", "bigscience-bloom-rail-1.0"},
      {"gpl-2.0", "GPL-2.0-only"},
      {"cc-by-2.0", "CC-BY-2.0"},
      {"epl-2.0", "EPL-2.0"},
      {"ofl-1.1", "OFL-1.1"},
      {"openmdw-1.1", "openmdw-1.1"},
      {"unknown", ""},
      {"ncsa", "NCSA"},
      {"lgpl-2.1", "LGPL-2.1-only"},
      {"llama2", "llama-2-community"},
      {"cc-by-nc-sa-2.0", "CC-BY-NC-SA-2.0"},
      {"gemma", "gemma-terms"},
      {"openmdw-1.0", "OpenMDW-1.0"},
      {"cdla-permissive-1.0", "CDLA-Permissive-1.0"},
      {"cc-by-3.0", "CC-BY-3.0"},
      {"apple-amlr", "apple-amlr"},
      {"gpl", "gpl"},
      {"afl-3.0", "AFL-3.0"},
      {"llama3.3", "llama-3.3-community"},
      {"cc", "cc"},
      {"bsd-3-clause", "BSD-3-Clause"},
      {"eupl-1.2", "EUPL-1.2"},
      {"postgresql", "PostgreSQL"},
      {"gpl-3.0", "GPL-3.0-only"},
      {"odbl", "ODbL-1.0"},
      {"apache-2.0", "Apache-2.0"},
      {"llama4", "llama-4-community"},
      {"epl-1.0", "EPL-1.0"},
      {"wtfpl", "WTFPL"},
      {"cc-by-nc-3.0", "CC-BY-NC-3.0"},
      {"llama3.1", "llama-3.1-community"},
      {"eupl-1.1", "EUPL-1.1"},
      {"gfdl", "gfdl"},
      {"grok2-community", "grok-2-community"},
      {"lgpl", "lgpl"},
      {"apple-ascl", "apple-ascl"},
  };
  EXPECT_EQ(std::size(kTags), 83u);
  for (const auto& [tag, id] : kTags) {
    EXPECT_EQ(IdOf(Find(tag)), id) << tag;
    if (id.empty()) continue;
    // Whoever looks for the tag finds it among the aliases.
    const std::vector<std::string> aliases = Aliases(*Find(tag));
    EXPECT_TRUE(tag == id || std::count(aliases.begin(), aliases.end(), tag) == 1) << tag;
    EXPECT_EQ(IdOf(FromText(tag)), id) << tag;
  }
  // Words for families do not pretend to be one licence; Boost is not Business Source.
  for (std::string_view family : {"bsd", "cc", "gpl", "lgpl", "gfdl", "openrail"})
    EXPECT_NE(Find(family)->flags & kFamily, 0) << family;
  EXPECT_EQ(Find("bsl-1.0")->title, "Boost Software License 1.0");
  EXPECT_EQ(IdOf(Find("bsl-1.1")), "BUSL-1.1");
}

TEST(Names, Find) {
  EXPECT_EQ(IdOf(Find("LicenseRef-scancode-deepseek-la-1.0")), "deepseek-license-1.0");
  EXPECT_EQ(IdOf(Find("LicenseRef-caveat-sam-license")), "sam-license");
  EXPECT_EQ(IdOf(Find("APACHE_LICENSE 2.0")), "Apache-2.0");
  EXPECT_EQ(IdOf(Find("\"mit\"")), "MIT");
  EXPECT_EQ(IdOf(Find("GPL-2.0+")), "GPL-2.0-or-later");
  EXPECT_EQ(Find(""), nullptr);
  EXPECT_EQ(Find("no such thing"), nullptr);
  EXPECT_EQ(FindException("llvm-EXCEPTION"), "LLVM-exception");
  EXPECT_EQ(FindException("MIT"), "");
}

TEST(Names, SpdxIds) {
  EXPECT_EQ(SpdxId(*Find("mit")), "MIT");
  EXPECT_EQ(SpdxId(*Find("llama3.1")), "LicenseRef-scancode-llama-3.1-license-2024");
  EXPECT_EQ(SpdxId(*Find("llama3")), "LicenseRef-caveat-llama-3-community");
  EXPECT_EQ(SpdxId(*Find("openrail++")), "LicenseRef-caveat-openrail-plusplus");
  EXPECT_EQ(Slug("The \"Example\" Model License, v1.0!"), "the-example-model-license-v1.0");
  EXPECT_EQ(Slug("\xE8\xAE\xB8\xE5\x8F\xAF"), "unnamed");
  EXPECT_EQ(SpdxId(Slug("A & B")), "LicenseRef-caveat-a-b");
}

TEST(Names, Wordings) {
  const struct {
    std::string_view text, id, rest;
    Strength strength = Strength::kSure;
  } kCases[] = {
      {"Apache License, Version 2.0", "Apache-2.0", ""},
      {"the Apache License Version 2.0 applies", "Apache-2.0", "applies"},
      {"Apache 2.0", "Apache-2.0", ""},
      {"Apache-2.0", "Apache-2.0", ""},
      {"Apache Software License 1.1", "Apache-1.1", ""},
      {"version 2.0 of the Apache License", "Apache-2.0", ""},
      {"Apache", "Apache-2.0", "", Strength::kContext},
      {"the MIT license", "MIT", ""},
      {"MIT", "MIT", "", Strength::kContext},
      {"MIT-0", "MIT-0", ""},
      {"BSD 3-Clause", "BSD-3-Clause", ""},
      {"3-clause BSD license", "BSD-3-Clause", "license"},
      {"BSD 3-Clause Clear License", "BSD-3-Clause-Clear", ""},
      {"BSD", "bsd", "", Strength::kContext},
      {"Mozilla Public License 2.0", "MPL-2.0", ""},
      {"Mozilla Public License, v. 2.0", "MPL-2.0", ""},
      {"Mozilla Public License", "mozilla-public", ""},
      {"MPL-2.0", "MPL-2.0", ""},
      {"European Union Public Licence 1.2", "EUPL-1.2", ""},
      {"Boost Software License 1.0", "BSL-1.0", ""},
      {"PolyForm Noncommercial License 1.0.0", "PolyForm-Noncommercial-1.0.0", ""},
      // GNU
      {"GPLv3", "GPL-3.0-only", ""},
      {"GPL-3.0", "GPL-3.0-only", ""},
      {"GPL-3.0+", "GPL-3.0-or-later", ""},
      {"GPL v2 or later", "GPL-2.0-or-later", ""},
      {"GNU General Public License v3.0", "GPL-3.0-only", ""},
      {"GNU General Public License version 2 or any later version", "GPL-2.0-or-later", ""},
      {"GNU Affero General Public License v3.0 or later", "AGPL-3.0-or-later", ""},
      {"GNU Lesser General Public License version 2.1", "LGPL-2.1-only", ""},
      {"AGPL-3.0-only", "AGPL-3.0-only", ""},
      {"GPL-2.0-or-later", "GPL-2.0-or-later", ""},
      {"GNU GPL", "gpl", ""},
      {"GPL", "gpl", "", Strength::kContext},
      {"LGPL", "lgpl", "", Strength::kContext},
      // Creative Commons
      {"CC BY-NC 4.0", "CC-BY-NC-4.0", ""},
      {"CC-BY-NC", "cc-by-nc", ""},
      {"CC-BY 4.0 license", "CC-BY-4.0", "license"},
      {"cc-by-sa 3.0", "CC-BY-SA-3.0", ""},
      {"CC0", "CC0-1.0", ""},
      {"CC-BY-NC-SA-4.0", "CC-BY-NC-SA-4.0", ""},
      {"CC0 1.0 Universal", "CC0-1.0", ""},
      {"Creative Commons Zero v1.0 Universal", "CC0-1.0", ""},
      {"Creative Commons Attribution 4.0 International License", "CC-BY-4.0", "license"},
      {"Creative Commons Attribution-NonCommercial-ShareAlike 4.0", "CC-BY-NC-SA-4.0", ""},
      {"Attribution-NonCommercial-NoDerivatives 4.0 International", "CC-BY-NC-ND-4.0", ""},
      {"Attribution 4.0 International", "CC-BY-4.0", ""},
      {"Creative Commons Attribution-ShareAlike", "cc-by-sa", ""},
      {"Creative Commons", "cc", "", Strength::kContext},
      {"\xE7\x9F\xA5\xE8\xAF\x86\xE5\x85\xB1\xE4\xBA\xAB\xE7\xBD\xB2\xE5\x90\x8D 4.0", "CC-BY-4.0", ""},
      {"\xE7\x9F\xA5\xE8\xAF\x86\xE5\x85\xB1\xE4\xBA\xAB\xE7\xBD\xB2\xE5\x90\x8D-"
       "\xE9\x9D\x9E\xE5\x95\x86\xE4\xB8\x9A\xE6\x80\xA7\xE4\xBD\xBF\xE7\x94\xA8 4.0",
       "CC-BY-NC-4.0", ""},
      // Models
      {"Llama 3.1 Community License Agreement", "llama-3.1-community", ""},
      {"META LLAMA 3 COMMUNITY LICENSE", "llama-3-community", ""},
      {"LLAMA3_LICENSE", "llama-3-community", ""},
      {"LLAMA 2 COMMUNITY LICENSE", "llama-2-community", ""},
      {"Llama 3.1", "llama-3.1-community", "", Strength::kContext},
      {"llama3.1", "llama-3.1-community", "", Strength::kContext},
      {"LLaMA License", "llama", ""},
      {"Gemma Terms of Use", "gemma-terms", ""},
      {"Gemma", "gemma-terms", "", Strength::kContext},
      {"CreativeML OpenRAIL-M", "creativeml-openrail-m", ""},
      {"CreativeML Open RAIL-M license", "creativeml-openrail-m", "license"},
      {"CreativeML Open RAIL++-M License", "openrail++", "license"},
      {"OpenRAIL-M", "openrail", ""},
      {"OpenRAIL++-M", "openrail++", ""},
      {"BigScience RAIL License v1.0", "bigscience-bloom-rail-1.0", "v1.0"},
      {"BigCode OpenRAIL-M", "bigcode-openrail-m", ""},
      {"FLUX.1 [dev] Non-Commercial License", "flux-1-dev-nc", ""},
      {"NVIDIA Open Model License", "nvidia-open-model", ""},
      {"Stability AI Community License", "stability-community", ""},
      {"EXAONE AI Model License Agreement 1.1 - NC", "exaone-1.1-nc", ""},
      {"Tongyi Qianwen LICENSE AGREEMENT", "tongyi-qianwen", ""},
  };
  for (const auto& c : kCases) {
    std::string rest;
    Strength strength = Strength::kTag;
    EXPECT_EQ(FirstName(c.text, &rest, &strength), c.id) << c.text;
    EXPECT_EQ(rest, c.rest) << c.text;
    EXPECT_EQ(strength, c.strength) << c.text;
  }
}

TEST(Names, NotNames) {
  for (std::string_view text : {"Attribution is nice", "We write Python 2.0 code", "open source", "non commercial use",
                                "general public", "the community", "by Saturday", "3. Attribution, 4. Disclaimers",
                                "Ruby and Perl", "a meta analysis", "licence", "creative writing"}) {
    text::Words words;
    text::Fold(text, &words);
    for (uint32_t i = 0; i < words.size(); ++i) {
      const std::optional<Match> match = At(words, i, text);
      EXPECT_TRUE(!match || match->strength == Strength::kTag) << text << ": " << match->license->id;
    }
  }
}

TEST(Names, TextThatIsANameAsAWhole) {
  EXPECT_EQ(IdOf(FromText("Apache 2.0")), "Apache-2.0");
  EXPECT_EQ(IdOf(FromText("The MIT License")), "MIT");
  EXPECT_EQ(IdOf(FromText("CC BY 4.0")), "CC-BY-4.0");
  EXPECT_EQ(IdOf(FromText("CreativeML Open RAIL++-M")), "openrail++");
  EXPECT_EQ(FromText("Apache 2.0 and more"), nullptr);
  EXPECT_EQ(FromText("Massachusetts"), nullptr);
  EXPECT_EQ(FromText(""), nullptr);
}

TEST(Names, OrdinaryProseHardlyLooksAnythingUp) {
  const std::string prose =
      "Our network was trained for three weeks on photographs of birds which volunteers had taken in parks and gardens "
      "during "
      "two summers and it reaches good results on most of the species that occur there while rare visitors are often "
      "confused";
  text::Words words;
  text::Fold(prose, &words);
  uint32_t looked = 0;
  for (uint32_t i = 0; i < words.size(); ++i) looked += NameStarts()(words, i) ? 1 : 0;
  EXPECT_LE(looked, words.size() / 16);
}

}  // namespace
}  // namespace caveat::names
