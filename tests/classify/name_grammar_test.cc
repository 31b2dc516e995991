#include "classify/name_grammar.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "text/fold.h"

namespace caveat::names {
namespace {

// "GPL-2.0-or-later", "GPL-2.0-only + GPL-3.0-only": what the longest name is that starts in the text.
std::string Said(std::string_view text) {
  text::Words words;
  text::Fold(text, &words);
  for (uint32_t i = 0; i < words.size(); ++i) {
    const std::optional<Match> match = At(words, i, text);
    if (!match) continue;
    EXPECT_LE(match->end, words.size());
    EXPECT_GT(match->end, match->begin);
    return std::string(match->license->id) + (match->also == nullptr ? "" : " + " + std::string(match->also->id));
  }
  return "";
}

struct Case {
  std::string_view text, said;
};

TEST(NameGrammar, Versions) {
  EXPECT_EQ(Version("2.0"), "2");
  EXPECT_EQ(Version("v1.3c"), "1.3c");
  EXPECT_EQ(Version("3"), "3");
  EXPECT_EQ(Version("v"), "");
  EXPECT_EQ(Version("two"), "");
  EXPECT_EQ(Version(""), "");
}

TEST(NameGrammar, Gnu) {
  const Case kCases[] = {
      {"GNU General Public License v2", "GPL-2.0-only"},
      {"GPLv2+", "GPL-2.0-or-later"},
      {"GPL2 or above", "GPL-2.0-or-later"},
      {"GPL v3 and higher", "GPL-3.0-or-later"},
      {"LGPL2.1+", "LGPL-2.1-or-later"},
      {"gnulgpl 2.1 plus", "LGPL-2.1-or-later"},
      {"gplv30plus", "GPL-3.0-or-later"},
      {"GNU GPL (version 3)", "GPL-3.0-only"},
      {"LGPL (v3 or newer)", "LGPL-3.0-or-later"},
      {"GPL (>= 2)", "GPL-2.0-or-later"},
      {"GNU General Public License (GPLv2 or any later version)", "GPL-2.0-or-later"},
      {"GNU Affero General Public License (AGPL) v3", "AGPL-3.0-only"},
      {"Lesser GNU General Public License, version 3", "LGPL-3.0-only"},
      {"GNU Public License version 2", "GPL-2.0-only"},
      {"GNU Library Public License, version 2", "LGPL-2.0-only"},
      {"GNU Library or Lesser General Public License (LGPL)", "lgpl"},
      {"version 2 of the GNU GPL", "GPL-2.0-only"},
      {"version 2 (or, at your option, any later version) of the GNU GPL", "GPL-2.0-or-later"},
      {"GPL version 2 or 3", "GPL-2.0-only + GPL-3.0-only"},
      {"LGPL v2.1 or v3", "LGPL-2.1-only + LGPL-3.0-only"},
      {"GPL version 2 or 7 other things", "GPL-2.0-only"},
      {"GNU GLP v3", "GPL-3.0-only"},
      // No such version: the family only.
      {"GPL 8", "gpl"},
      {"the GPL", "gpl"},
      {"gplusplus", ""},
      {"public license", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

TEST(NameGrammar, GnuNumberOneIsOftenSomethingElse) {
  text::Words words;
  text::Fold("gpl1", &words);
  const std::optional<Match> match = ReadGnu(words, 0, "gpl1");
  ASSERT_TRUE(match);
  EXPECT_EQ(match->strength, Strength::kContext);
}

TEST(NameGrammar, CreativeCommons) {
  const Case kCases[] = {
      {"CC BY 3.0 DE", "CC-BY-3.0-DE"},
      {"Creative Commons Attribution 3.0 Austria", "CC-BY-3.0-AT"},
      {"CC BY 3.0 at this address", "CC-BY-3.0"},
      {"CC-BY-NC-SA-3.0-IGO", "CC-BY-NC-SA-3.0-IGO"},
      {"Creative Commons Attribution-NonCommercial-No Derivative 4.0", "CC-BY-NC-ND-4.0"},
      {"Creative Commons Public Domain Mark 1.0", "CC-PDM-1.0"},
      {"CC BY", "cc-by"},
      {"by the river", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

TEST(NameGrammar, SameTerms) {
  const Case kCases[] = {
      {"You may share it on the same terms as Perl itself.", "Artistic-1.0-Perl + GPL-1.0-or-later"},
      {"It has the same license as Perl 5.", "Artistic-1.0-Perl + GPL-1.0-or-later"},
      {"the same terms and conditions as those of the Perl 5 programming language system itself",
       "Artistic-1.0-Perl + GPL-1.0-or-later"},
      {"under the Perl 5 License", "Artistic-1.0-Perl + GPL-1.0-or-later"},
      {"the same licence as Vim", "Vim"},
      {"the same terms as before", ""},
      {"It was written in Perl.", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

TEST(NameGrammar, AnAbbreviationMayStandBeforeTheVersion) {
  const Case kCases[] = {
      {"Common Development and Distribution License (CDDL) v1.0", "CDDL-1.0"},
      {"Common Development and Distribution License (CDDL), Version 1.1", "CDDL-1.1"},
      {"Academic Free License (AFL 3.0)", "AFL-3.0"},
      {"Academic Free License (AFL)", "afl"},
      {"Eclipse Public License (EPL) 2.0", "EPL-2.0"},
      {"Eclipse Public License (see 2.0)", "eclipse-public"},
      // The only version there is need not be told.
      {"Common Public Attribution License", "CPAL-1.0"},
      {"Common Public Attribution License 7.0", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(Said(c.text), c.said) << c.text;
}

TEST(NameGrammar, WordsToStartWithAreInTheTable) {
  for (const std::string& word : GrammarStarts()) {
    text::Words words;
    words.Append(word, 0, 1, 0, 0);
    EXPECT_TRUE(NameStarts()(words, 0)) << word;
  }
}

}  // namespace
}  // namespace caveat::names
