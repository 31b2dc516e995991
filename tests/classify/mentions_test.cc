#include "classify/mentions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/fold.h"

namespace caveat {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<LicenseMention> Mentions(std::string_view text) {
  text::Words words;
  text::Fold(text, &words);
  std::vector<LicenseMention> found = FindMentions(words, text);
  for (const LicenseMention& mention : found) {
    EXPECT_LT(mention.begin, mention.end);
    EXPECT_LE(mention.end, text.size());
    EXPECT_FALSE(mention.id.empty());
    EXPECT_FALSE(mention.name.empty());
    EXPECT_EQ(mention.license == nullptr || mention.license->id == mention.id, true);
  }
  return found;
}

// "MIT code; Apache-2.0 weights"
std::string Said(std::string_view text) {
  std::string out;
  for (const LicenseMention& mention : Mentions(text)) {
    out.append(out.empty() ? "" : "; ").append(mention.id).append(" ").append(Name(mention.covers));
    if (mention.as == NamedAs::kThirdParty) out += " (third party)";
    if (mention.as == NamedAs::kTag) out += " (tag)";
    if (mention.as == NamedAs::kBase) out += " (base)";
    if (mention.as == NamedAs::kSuperseded) out += " (once)";
  }
  return out;
}

struct Case {
  std::string_view text, said;
};

TEST(Mentions, English) {
  const Case kCases[] = {
      {"This project is released under the MIT License.", "MIT unspecified"},
      {"Our code is MIT licensed.", "MIT code"},
      {"The source code is under Apache 2.0 and the checkpoints are under CC BY-NC 4.0.",
       "Apache-2.0 code; CC-BY-NC-4.0 weights"},
      {"Both the code and the model weights are covered by the Apache License, Version 2.0.",
       "Apache-2.0 code; Apache-2.0 weights"},
      {"We publish the dataset under CC-BY-SA-4.0.", "CC-BY-SA-4.0 data"},
      {"Documentation: CC BY 4.0", "CC-BY-4.0 docs"},
      {"Licensed under MIT for the code and CC BY 4.0 for the data.", "MIT code; CC-BY-4.0 data"},
      {"Licences: Apache 2.0 (code), CC BY-NC 4.0 (weights).", "Apache-2.0 code; CC-BY-NC-4.0 weights"},
      {"The model is subject to the Llama 3.1 Community License.", "llama-3.1-community weights"},
      {"Use of the weights is governed by the Gemma Terms of Use.", "gemma-terms weights"},
      {"The code of the model is distributed under GPLv3.", "GPL-3.0-only code"},
      {"You may use it under the terms of version 2.0 of the Apache License.", "Apache-2.0 unspecified"},
      {"This library is free software under the GNU General Public License, version 3 or any later version.",
       "GPL-3.0-or-later code"},
      {"The wrapper is MIT, but the weights are not free.", "MIT code"},
      {"Example Model is licensed under the [Apache](LICENSE). This applies to the training code as well as the "
       "checkpoints.",
       "Apache-2.0 code; Apache-2.0 weights"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

TEST(Mentions, Fields) {
  const Case kCases[] = {
      {"- **License:** apache-2.0\n", "Apache-2.0 unspecified"},
      {"License: MIT\n", "MIT unspecified"},
      {"- **Model type:** decoder\n- **License:** gemma\n", "gemma-terms unspecified"},
      {"Code License: MIT\n\nModel License: CC-BY-NC-4.0\n", "MIT code; CC-BY-NC-4.0 weights"},
      {"## License\n\n- Code: [MIT](LICENSE)\n- Data: [CC-BY](LICENSE_DATA) "
       "[deed](https://creativecommons.org/licenses/by/4.0/)\n",
       "MIT code; CC-BY-4.0 data"},
      {"| Model | License |\n|---|---|\n| Small | Apache 2.0 |\n", "Apache-2.0 unspecified"},
      {"**License:** [More Information Needed]\n", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

TEST(Mentions, Heads) {
  const Case kCases[] = {
      {"---\nlicense: mit\ntags:\n- apache-2.0\n---\n# Bird\n", "MIT unspecified (tag)"},
      {"---\nlicense:\n- mit\n- cc-by-4.0\n---\n", "MIT unspecified (tag); CC-BY-4.0 unspecified (tag)"},
      {"---\nlicense: [\"llama2\", other]\n---\n", "llama-2-community unspecified (tag)"},
      {"---\nlicense: other\nlicense_name: deepseek\nlicense_link: LICENSE\n---\n",
       "deepseek-license-1.0 unspecified (tag)"},
      {"---\nlicense: other\nlicense_name: bird-license\n---\n", "bird-license unspecified (tag)"},
      {"---\nlicense: other\nlicense_link: https://ai.google.dev/gemma/terms\n---\n", "gemma-terms unspecified (tag)"},
      {"---\nlicense: bsl-1.0\n---\n", "BSL-1.0 unspecified (tag)"},
      {"---\nlicense: unknown\n---\n", ""},
      {"---\nmodel_type: llama\nbase_model: meta-llama/Llama-2-7b\n---\n", ""},
      {"---\nlicense: mit\n---\n# Bird\n\nThe code is under the MIT License.\n", "MIT unspecified (tag); MIT code"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

TEST(Mentions, SpdxTagsAndBadges) {
  const Case kCases[] = {
      {"// SPDX-License-Identifier: Apache-2.0\nint x;\n", "Apache-2.0 unspecified (tag)"},
      {"/* SPDX-License-Identifier: MIT OR GPL-2.0+ */\n", "GPL-2.0-or-later unspecified (tag); MIT unspecified (tag)"},
      {"# SPDX-License-Identifier: LicenseRef-bird\n", "LicenseRef-bird unspecified (tag)"},
      {"# SPDX-License-Identifier: nonsense here\n", ""},
      {"[![License](https://img.shields.io/badge/license-MIT-blue.svg)](LICENSE)\n", "MIT unspecified"},
      {"<img src=\"https://img.shields.io/badge/Model_License-CC--BY--NC--4.0-red\">\n", "CC-BY-NC-4.0 weights"},
      {"![stars](https://img.shields.io/badge/stars-MIT-blue)\n", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

// What stands at the head of source files, and where the text is said to lie.
TEST(Mentions, Notices) {
  const Case kCases[] = {
      {"You may change it under the GNU Affero General Public License as published by the FSF; either version 3 of the "
       "License, or (at your option) any later version.",
       "AGPL-3.0-or-later unspecified"},
      {"It is under the GNU Lesser General Public License as published by the Free Software Foundation in version 3 of "
       "it.",
       "LGPL-3.0-only unspecified"},
      {"It is under the GNU GPL as published by the FSF, version 2 only.", "GPL-2.0-only unspecified"},
      {"Share it under the GNU General Public License (GPL), version 2, as published by the FSF.",
       "GPL-2.0-only unspecified"},
      {"Share it under the GNU General Public License, v3 or later.", "GPL-3.0-or-later unspecified"},
      {"Share it under version 2 of the GNU General Public License.", "GPL-2.0-only unspecified"},
      {"Share it under version 2.1 or later of the GNU Lesser General Public License.",
       "LGPL-2.1-or-later unspecified"},
      {"Chapter 2 of the GNU General Public License speaks of this.", "gpl unspecified"},
      {"It is under the GPLv2 or later. You should have a copy of the GNU General Public License with it.",
       "GPL-2.0-or-later unspecified"},
      {"It is under the GPLv2 or later. On this system the text is /usr/share/common-licenses/GPL-2.",
       "GPL-2.0-or-later unspecified"},
      {"The full text of the GPL is in /usr/share/common-licenses/GPL-2.", "GPL-2.0-only unspecified"},
      {"The license is in /usr/share/common-licenses/Apache-2.0.", "Apache-2.0 unspecified"},
      {"The oven is under the GPL version 3; the GPL is a fine license.", "GPL-3.0-only unspecified"},
      {"Share it under the Artistic License.", "artistic unspecified"},
      {"Share it under the Artistic License 2.0.", "Artistic-2.0 unspecified"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

// Tags of REUSE in any comment, and files that only declare.
TEST(Mentions, Reuse) {
  const struct {
    std::string_view text, said, expression;
  } cases[] = {
      {"<!--\nSPDX-FileCopyrightText: 2024 Jane Doe\n\nSPDX-License-Identifier: CC-BY-4.0\n-->\n",
       "CC-BY-4.0 unspecified (tag)", "CC-BY-4.0"},
      {"(* SPDX-License-Identifier: MIT *)\n", "MIT unspecified (tag)", "MIT"},
      {"--[[ SPDX-License-Identifier: MIT OR ISC ]]\n", "ISC unspecified (tag); MIT unspecified (tag)", "MIT OR ISC"},
      {"{- SPDX-License-Identifier: GPL-2.0+ -}\n", "GPL-2.0-or-later unspecified (tag)", "GPL-2.0-or-later"},
      {"{% comment %} SPDX-License-Identifier: MIT {% endcomment %}\n", "MIT unspecified (tag)", "MIT"},
      {"#= SPDX-License-Identifier: Zlib =#\n", "Zlib unspecified (tag)", "Zlib"},
      {"dnl SPDX-License-Identifier: FSFAP\n", "FSFAP unspecified (tag)", "FSFAP"},
      {"SPDX-License-Identifier: LicenseRef-house\n", "LicenseRef-house unspecified (tag)", "LicenseRef-house"},
      {"Write it so:\nREUSE-IgnoreStart\nSPDX-License-Identifier: MIT\nREUSE-IgnoreEnd\nSPDX-License-Identifier: ISC\n",
       "ISC unspecified (tag)", "ISC"},
      {"[[annotations]]\npath = \"a\"\nSPDX-License-Identifier = \"MIT OR ISC\"\n",
       "ISC unspecified (tag); MIT unspecified (tag)", "MIT OR ISC"},
      {"Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nCopyright: 2024 Jane\n"
       "License: GPL-3+ or Expat\n",
       "GPL-3.0-or-later unspecified (tag); MIT unspecified (tag)", "GPL-3.0-or-later OR MIT"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Said(c.text), c.said) << c.text;
    for (const LicenseMention& mention : Mentions(c.text)) EXPECT_EQ(mention.expression, c.expression) << c.text;
  }
}

TEST(Mentions, LicencesThatNoTableKnows) {
  const Case kCases[] = {
      {"The weights are subject to the Bird Research License v1.0.", "bird-research-license-v1.0 weights"},
      {"The code is under [MIT](LICENSE), and use of the checkpoints is subject to the [Model License](MODEL_LICENSE).",
       "MIT code; model-license weights"},
      {"The weights are released under the [LICENSE](LICENSE) terms.", "license-file weights"},
      {"This repository is licensed under MIT. Use of the model weights is subject to the [Model License](ML).",
       "MIT code; model-license weights"},
      {"This repository is licensed under MIT.", "MIT unspecified"},
      {"See the [LICENSE](LICENSE) file for details.", "license-file unspecified"},
      {"For more see [License Information](INFO.md).", ""},
      {"- [License](#license)\n", ""},
      {"You will receive a commercial license by mail.", ""},
      {"The License grants rights to the Licensee.", ""},
  };
  for (const Case& c : kCases) {
    if (c.text.starts_with("See the")) continue;  // below
    EXPECT_EQ(Said(c.text), c.said) << c.text;
  }
  // A pointer to a file names nothing; one to a known text does, where nothing else is named.
  EXPECT_EQ(Said("See the [LICENSE](LICENSE) file for details."), "");
  EXPECT_EQ(
      Said("Our weights are licensed for everyone.\n\nSee the [LICENSE](https://llama.meta.com/llama3/license/) file."),
      "llama-3-community weights");
  EXPECT_EQ(Said("The code is under MIT.\n\nSee the [LICENSE](https://llama.meta.com/llama3/license/) file."),
            "MIT code");
}

TEST(Mentions, Chinese) {
  const Case kCases[] = {
      // The code of this project follows Apache-2.0, the weights must follow the "Model Licence Agreement".
      {"\u672c\u9879\u76ee\u7684\u4ee3\u7801\u9075\u5faa Apache-2.0 "
       "\u534f\u8bae\uff0c\u6743\u91cd\u9700\u8981\u9075\u5b88\u300a\u6a21\u578b\u8bb8\u53ef\u534f\u8bae\u300b\u3002",
       "Apache-2.0 code; model-license weights"},
      // The model and the code adopt the MIT licence.
      {"\u6a21\u578b\u548c\u4ee3\u7801\u91c7\u7528 MIT \u8bb8\u53ef\u8bc1\u3002", "MIT code; MIT weights"},
      // The inference code of the model uses MIT licence: code only.
      {"\u6a21\u578b\u7684\u63a8\u7406\u4ee3\u7801\u91c7\u7528 MIT \u8bb8\u53ef\u8bc1\u3002", "MIT code"},
      // The dataset adopts CC BY-NC 4.0.
      {"\u6570\u636e\u96c6\u91c7\u7528\u77e5\u8bc6\u5171\u4eab\u7f72\u540d-\u975e\u5546\u4e1a\u6027\u4f7f\u7528 4.0 "
       "\u56fd\u9645\u3002",
       "CC-BY-NC-4.0 data"},
      // A continued training based on Llama2: no licence.
      {"\u57fa\u4e8e Llama2 \u7ee7\u7eed\u8bad\u7ec3\u3002", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

TEST(Mentions, NotTheLicenceOfTheWork) {
  const Case kCases[] = {
      {"Rust is GPL-compatible.", ""},
      {"It uses an MIT-style license.", ""},
      {"It is not under the MIT License.", ""},
      {"She studied at MIT and works on Apache Spark.", ""},
      {"We fine-tuned Gemma and Llama 3 on birdsong.", ""},
      {"The work is under the Bird License, based on Apache 2.0 with additional conditions.",
       "bird-license unspecified"},
      {"The corpus has a custom license, adapted from OpenRAIL-M.", "openrail data (base)"},
      {"Our encoder uses Owl, which is licensed under the MIT License.", "MIT weights (third party)"},
      {"The license was changed from the MIT License to the Apache License 2.0.",
       "MIT unspecified (once); Apache-2.0 unspecified"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

TEST(Mentions, OtherLanguages) {
  EXPECT_EQ(Said("Le code est distribu\u00e9 sous licence MIT."), "MIT code");
  EXPECT_EQ(Said("\u30e2\u30c7\u30eb\u306f MIT\u30e9\u30a4\u30bb\u30f3\u30b9\u3067\u3059\u3002").substr(0, 4), "MIT ");
}

TEST(Mentions, SameThingOnce) {
  EXPECT_EQ(Said("The code is under the MIT License. Again: the code is MIT licensed. MIT License."), "MIT code");
  EXPECT_EQ(Said("Creative Commons Attribution 4.0 International (CC BY 4.0)"), "CC-BY-4.0 unspecified");
}

TEST(Mentions, NamesSpansAndAliases) {
  const std::string_view text = "The *code* is released under the [MIT License](LICENSE-CODE) today.";
  const std::vector<LicenseMention> found = Mentions(text);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].name, "MIT License");
  EXPECT_EQ(text.substr(found[0].begin, found[0].end - found[0].begin), "MIT License");
  EXPECT_EQ(found[0].target, "LICENSE-CODE");
  EXPECT_EQ(found[0].spdx, "MIT");
  EXPECT_THAT(found[0].aliases, testing::Contains("mit"));
  const std::vector<LicenseMention> unknown = Mentions("The weights are under the Bird Model License.");
  ASSERT_EQ(unknown.size(), 1u);
  EXPECT_EQ(unknown[0].license, nullptr);
  EXPECT_EQ(unknown[0].spdx, "LicenseRef-caveat-bird-model-license");
  const std::vector<LicenseMention> family = Mentions("The weights are under CC-BY-NC.");
  ASSERT_EQ(family.size(), 1u);
  EXPECT_EQ(family[0].spdx, "");
}

TEST(Mentions, ManifestsAndSources) {
  const Case kCases[] = {
      {"<license>\n  <name>BSD</name>\n</license>\n", "bsd unspecified"},
      {"\"licenses\": [{\"name\": \"MIT\"}]\n", "MIT unspecified"},
      {"license = 'Zed'\n", "Zed unspecified"},
      {"name = 'Zed'\n", ""},
      {"License :: OSI Approved :: ISC License (ISCL)\n", "ISC unspecified"},
      {"License: Artistic/GPL\n", "artistic unspecified; gpl unspecified"},
      {"License: GPLv3, MIT\n", "GPL-3.0-only unspecified; MIT unspecified"},
      {"MODULE_LICENSE(\"Dual BSD/GPL\");\n", "bsd unspecified; gpl unspecified"},
      {"SPDX-License-Identifier: GPL 3.0\n", "GPL-3.0-only unspecified"},
      {"<licenseUrl>http://www.apache.org/licenses/LICENSE-2.0</licenseUrl>\n", "Apache-2.0 unspecified"},
      {"#define GPL2_BASE 7\n", ""},
      {"perl build_ms.pl\n", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

TEST(Mentions, Choices) {
  const Case kCases[] = {
      {"It has two licences (MIT or GPL version 2).", "MIT unspecified; GPL-2.0-only unspecified"},
      {"You may use it under GPL version 2 or 3.", "GPL-2.0-only unspecified; GPL-3.0-only unspecified"},
      {"It is free on the same terms as Perl itself.", "Artistic-1.0-Perl unspecified; GPL-1.0-or-later unspecified"},
      {"Under either of\n\n- Apache License 2.0 ([LICENSE-APACHE](LICENSE-APACHE))\n- MIT license "
       "([LICENSE-MIT](LICENSE-MIT))\n",
       "Apache-2.0 unspecified; MIT unspecified"},
      {"Three people of MIT and Oxford wrote it.", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

TEST(Mentions, AddressesAndIdsThatStandAlone) {
  const Case kCases[] = {
      {"https://www.gnu.org/licenses/gpl-3.0.txt\n", "GPL-3.0-only unspecified"},
      {"Zlib https://spdx.org/licenses/Zlib\n", "Zlib unspecified"},
      {"Birds https://spdx.org/licenses/Zlib\n", ""},
      {"We read https://spdx.org/licenses/Zlib today\n", ""},
      {"Apache-2.0\n", "Apache-2.0 unspecified"},
      {"antlr-pd\n", "ANTLR-PD unspecified"},
      {"Fair\n", ""},
      {"llama-2\n", ""},
      {"## License\n\nMIT -- see the file.\n", "MIT unspecified"},
      {"## Authors\n\nMIT -- see the file.\n", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

TEST(Mentions, CategoriesOfWhatIsNamed) {
  const auto categories = [](std::string_view text) { return NamedCategories(Mentions(text)); };
  EXPECT_THAT(categories("Code is under MIT. Weights are under CC BY-NC 4.0."), ElementsAre(Category::kNonCommercial));
  EXPECT_THAT(categories("This project is under Apache 2.0."), ElementsAre(Category::kPermissive));
  EXPECT_THAT(categories("The dataset is under ODbL 1.0."), ElementsAre(Category::kCopyleft));
  EXPECT_THAT(categories("The weights are under the Bird Model License."), ElementsAre(Category::kUnknown));
  EXPECT_THAT(categories("Nothing here."), IsEmpty());
  EXPECT_THAT(categories("Our encoder uses Owl, which is licensed under the GPLv3."), IsEmpty());
}

TEST(Mentions, AnyTextGivesAnAnswer) {
  const std::string_view pieces[] = {"[",
                                     "](",
                                     ")",
                                     "MIT",
                                     " License",
                                     "under the ",
                                     "\n",
                                     "\n\n",
                                     "- ",
                                     "http://",
                                     "creativecommons.org/licenses/by/4.0/ ",
                                     "---\nlicense: ",
                                     "\xE8\xAE\xB8\xE5\x8F\xAF",
                                     "\xE3\x80\x8A",
                                     "SPDX-License-Identifier: ",
                                     "[[annotations]]\nSPDX-License-Identifier = \"MIT\"\n",
                                     "Format: copyright-format\nLicense: ",
                                     "GPL-2+ or ",
                                     "REUSE-IgnoreStart",
                                     "REUSE-IgnoreEnd ",
                                     "shields.io/badge/",
                                     "license-",
                                     "<a href=\"x\">",
                                     "</a>",
                                     "cc by ",
                                     "4.0",
                                     "Llama ",
                                     "|",
                                     "gpl",
                                     "+",
                                     "\xff",
                                     "#",
                                     "version ",
                                     "of the ",
                                     "`",
                                     ": "};
  uint32_t state = 11;
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (int i = 0; i < 24; ++i) {
      state = state * 1664525 + 1013904223;
      text += pieces[(state >> 16) % std::size(pieces)];
    }
    text::Text decoded;
    text::Decode(text, &decoded);
    Mentions(decoded.utf8);
  }
}

}  // namespace
}  // namespace caveat
