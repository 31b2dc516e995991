#include "text/fold.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/tables.h"
#include "text/transforms.h"

namespace caveat::text {
namespace {

std::string Folded(std::string_view s) {
  Words words;
  Fold(s, &words);
  std::string text(words.text());
  return text.size() < 2 ? "" : text.substr(1, text.size() - 2);
}

struct Case {
  std::string_view source, folded;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.source; }

class Phrase : public testing::TestWithParam<Case> {};

TEST_P(Phrase, Folds) { EXPECT_EQ(Folded(GetParam().source), GetParam().folded); }

TEST_P(Phrase, StaysWhenFoldedAgain) { EXPECT_EQ(Folded(GetParam().folded), GetParam().folded); }

INSTANTIATE_TEST_SUITE_P(
    Words, Phrase,
    testing::Values(Case{"", ""}, Case{"  \n\t ", ""},
                    Case{"THE \"LICENSEE\" MAY NOT\n// sub-licence it.", "the licensee may not sublicense it"},
                    Case{"Größe, ÉTÉ, Ångström", "grösse été ångström"}, Case{"ＭＯＤＥＬ　１２", "model 12"},
                    Case{"\xEF\xAC\x81ne-tuning e\xCC\x81t\xC3\xA9", "fine tuning été"},
                    Case{"模型 API를 カタカナ", "模 型 api 를 カタカナ"}, Case{"商業用途", "商 业 用 途"},
                    Case{"licensor's rights, licensors' rights", "licensor rights licensors rights"},
                    Case{"licensor\xE2\x80\x99s", "licensor"}, Case{"1990's", "1990"},
                    Case{"a.b@c.org's", "a.b@c.org s"}));

INSTANTIATE_TEST_SUITE_P(Contractions, Phrase,
                         testing::Values(Case{"don't", "do not"}, Case{"DON\xE2\x80\x99T", "do not"},
                                         Case{"can't cannot can not", "can not can not can not"},
                                         Case{"won't", "will not"}, Case{"you're we'll it's", "you are we will it is"},
                                         Case{"isn&#39;t", "is not"}, Case{"l'utilisateur", "l utilisateur"}));

INSTANTIATE_TEST_SUITE_P(
    Hyphens, Phrase,
    testing::Values(Case{"royalty-free", "royalty free"}, Case{"sub-license re-distribute", "sublicense redistribute"},
                    Case{"e-mail", "email"},
                    Case{"noncommercial non-commercial non commercial", "non commercial non commercial non commercial"},
                    Case{"Non\xE2\x80\x91"
                         "Commercial",
                         "non commercial"},
                    Case{"commer-\ncial", "commercial"}, Case{"commer-\n// cial", "commercial"},
                    Case{"noncom-\r\n * mercial", "non commercial"}, Case{"royalty-\nfree", "royalty free"},
                    Case{"third-\nparty", "third party"}, Case{"sub-\nlicense", "sublicense"},
                    Case{"lic\xC2\xAD"
                         "ense",
                         "license"},
                    Case{"lic\xC2\xAD\nense", "license"}, Case{"made -\nthen", "made then"},
                    Case{"Qwen-\nLlama", "qwen llama"}));

INSTANTIATE_TEST_SUITE_P(
    Spelling, Phrase,
    testing::Values(Case{"licence sub-licence licenced", "license sublicense licensed"},
                    Case{"organisation authorised", "organization authorized"},
                    Case{"behaviour favourable", "behavior favorable"}, Case{"artefacts whilst", "artifacts while"},
                    Case{"exercise advise promise otherwise enterprise compromise advertise franchise",
                         "exercise advise promise otherwise enterprise compromise advertise franchise"},
                    Case{"hour four tour source resource", "hour four tour source resource"}));

INSTANTIATE_TEST_SUITE_P(Numbers, Phrase,
                         testing::Values(Case{"700,000,000 users", "700000000 users"}, Case{"1 000 000", "1000000"},
                                         Case{"1\xC2\xA0"
                                              "000\xC2\xA0"
                                              "000",
                                              "1000000"},
                                         Case{"1\xE2\x80\xAF"
                                              "234\xE2\x80\xAF"
                                              "567",
                                              "1234567"},
                                         Case{"1'000'000", "1000000"}, Case{"1.000.000", "1000000"},
                                         Case{"x 1.5", "x 1.5"}, Case{"10% of", "10 % of"}, Case{"US$1M", "us $ 1m"},
                                         Case{"$10,000,000", "$ 10000000"}, Case{"100万", "100 万"},
                                         Case{"Section 3.2(b)", "section 3.2 b"},
                                         Case{"in 2024, 100 users", "in 2024 100 users"},
                                         Case{"thirty (30) days", "thirty 30 days"},
                                         Case{"llama3.1 and 3-clause", "llama3.1 and 3 clause"},
                                         Case{"Sections 1, 2, 100", "sections 1 2 100"}, Case{"x²", "x"}));

INSTANTIATE_TEST_SUITE_P(
    Addresses, Phrase,
    testing::Values(Case{"(see https://Example.com/a_(b)).", "see https://example.com/a_(b)"},
                    Case{"<https://x.org/>,", "https://x.org/"},
                    Case{"[the policy](https://x.com/p \"title\") now", "the policy https://x.com/p now"},
                    Case{"[it](LICENSE.md) is", "it is"}, Case{"mail A.User@Example.COM.", "mail a.user@example.com"},
                    Case{"at llama.com/llama3/license.", "at llama.com/llama3/license"},
                    Case{"www.example.net;", "www.example.net"}, Case{"end.Next", "end next"},
                    Case{"the http: scheme", "the http scheme"}));

INSTANTIATE_TEST_SUITE_P(Markup, Phrase,
                         testing::Values(Case{"**Bold** _it_ `code` ~~x~~", "bold it code x"},
                                         Case{"<b>lic</b>ense", "license"}, Case{"a<br>b", "a b"},
                                         Case{"<p class=\"x\">One</p><li>Two", "one two"},
                                         Case{"<year> <name of author>", "year name of author"},
                                         Case{"a &lt;b&gt; &amp; &quot;c&quot;&nbsp;d &#8220;e&#x201D;", "a b c d e"},
                                         Case{"<!-- kept -->", "kept"}, Case{"<style>p {}</style>x", "x"},
                                         Case{"| a | b |\n|---|---|\n| c | d |", "a b c d"},
                                         Case{"# Title\n\ntext", "title text"}, Case{"```text\nwords\n```", "words"},
                                         Case{"lic**en**se", "license"}));

INSTANTIATE_TEST_SUITE_P(ListMarks, Phrase,
                         testing::Values(Case{"1. First\n2. Second\n", "first second"},
                                         Case{"(a) one; (b) two; and (c) three", "one two and three"},
                                         Case{"- x\n- y", "x y"}, Case{"一、定义\n（一）许可", "定 义 许 可"},
                                         Case{"intro\n\n1.1 One\n\n1.2 Two", "intro one two"},
                                         Case{"see Section 2 (a) and (b) here", "see section 2 a and b here"},
                                         Case{"① one ② two", "one two"}, Case{"x\n\n第三条 许可", "x 许 可"},
                                         Case{"Copyright (c) 2024 X", "copyright 2024 x"},
                                         Case{"the right(s)", "the right s"}));

TEST(Fold, MarksItemsHeadingsAndSentences) {
  Words w;
  Fold(
      "# Use Limits\n\nYou agree not to use it:\n\n- To spam. Never.\n  a. for fun\n- to harm\n\nIt ends, as \"said\" "
      "(here).\n",
      &w);
  const auto at = [&](std::string_view word) -> uint32_t {
    for (uint32_t i = 0; i < w.size(); ++i)
      if (w[i] == word) return i;
    return w.size() - 1;
  };
  EXPECT_TRUE(w.marks(0) & kHeading);
  EXPECT_EQ(w.level(0), 1);
  EXPECT_FALSE(w.marks(at("you")) & kHeading);
  EXPECT_TRUE(w.marks(at("you")) & kParagraph);
  const uint32_t spam = at("spam");
  EXPECT_TRUE(w.marks(spam - 1) & kItem);
  EXPECT_TRUE(w.marks(spam - 1) & kColon);
  EXPECT_EQ(w.level(spam), 1);
  EXPECT_TRUE(w.marks(at("never")) & kSentence);
  EXPECT_FALSE(w.marks(at("never")) & kItem);
  EXPECT_TRUE(w.marks(at("for")) & kItem);
  EXPECT_EQ(w.level(at("fun")), 2);
  EXPECT_EQ(w.level(at("harm")), 1);
  EXPECT_EQ(w.level(at("ends")), 0);
  EXPECT_TRUE(w.marks(at("said")) & kQuoteOpen);
  EXPECT_TRUE(w.marks(at("here")) & kQuoteClose);
  EXPECT_TRUE(w.marks(at("here")) & kParenOpen);
  EXPECT_TRUE(w.tail_marks() & kParenClose);
  EXPECT_TRUE(w.tail_marks() & kSentence);
}

TEST(Fold, RunInHeading) {
  Words w;
  Fold("Terms\n\n5. Disclaimer of Warranty. Unless required by law, no warranty is given.\n", &w);
  EXPECT_TRUE(w.marks(1) & kHeading);
  EXPECT_TRUE(w.marks(3) & kHeading);
  EXPECT_FALSE(w.marks(4) & kHeading);
  EXPECT_TRUE(w.marks(4) & kSentence);
}

TEST(Fold, ABlankLineInsideASentenceIsNoParagraph) {
  Words w;
  Fold("You may use the model for any purpose that\n\nis lawful where you live.\n", &w);
  for (uint32_t i = 1; i < w.size(); ++i) EXPECT_FALSE(w.marks(i) & kParagraph) << w[i];
}

TEST(Fold, AbbreviationsEndNoSentence) {
  Words w;
  Fold("Terms of Acme Inc. Apply to U.S. Users, e.g. Students of Dr. Smith. They end.", &w);
  uint32_t sentences = 0;
  for (uint32_t i = 1; i < w.size(); ++i) sentences += (w.marks(i) & kSentence) != 0;
  EXPECT_EQ(sentences, 1u);
}

TEST(Fold, HiddenLetters) {
  for (const std::string_view s : {"lic\xE2\x80\x8B"
                                   "ense",
                                   "l\xD1\x96"
                                   "cense",
                                   "\xD1\x81"
                                   "an",
                                   "\xE2\x80\xAE"
                                   "word"}) {
    Words w;
    Fold(s, &w);
    ASSERT_EQ(w.size(), 1u) << s;
    EXPECT_TRUE(w.marks(0) & kHidden) << s;
  }
  for (const std::string_view s : {"lic\xC2\xAD"
                                   "ense",
                                   "\xEF\xBB\xBFlicense", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB license",
                                   "\xD1\x81\xD0\xBB\xD0\xBE\xD0\xB2\xD0\xBE"}) {
    Words w;
    Fold(s, &w);
    ASSERT_EQ(w.size(), 1u) << s;
    EXPECT_FALSE(w.marks(0) & kHidden) << s;
  }
}

TEST(Fold, SpellingTableIsFinal) {
  EXPECT_GT(RespelledWords().size(), 2000u);
  for (const auto& [from, to] : RespelledWords()) {
    EXPECT_EQ(Folded(from), to) << from;
    EXPECT_EQ(Folded(to), to) << from;
  }
}

TEST(Fold, SimplifiedHanAreFinal) {
  for (uint32_t cp = 0x3400; cp < 0xA000; ++cp) EXPECT_EQ(Simplified(Simplified(cp)), Simplified(cp)) << cp;
}

constexpr std::string_view kSample =
    "MODEL TERMS\n\n1. Grant. You may use, copy and distribute the Materials, subject to these terms, "
    "royalty-free.\n\n2. Limits. You "
    "agree that you won't, and won't allow others to, use the Model to:\n\n(a) break the law or the licensor's \"House "
    "Rules\"; or\n\n(b) "
    "harass others, including (i) minors and (ii) anybody who doesn't consent, unless authorisation was given in "
    "writing.\n\n3. "
    "Threshold. If your organisation has more than 1,000,000 monthly active users, write to legal@example.org first "
    "(see "
    "https://example.org/terms). Non-commercial research, as described in Section 2.1(b), is unaffected.\n";

TEST(Fold, WordsSurviveEveryHarmlessChange) {
  Words plain, other;
  Fold(kSample, &plain);
  for (const Transform& t : Harmless()) {
    Fold(t.apply(kSample), &other);
    EXPECT_EQ(other.text(), plain.text()) << t.name;
    EXPECT_EQ(other.hash(), plain.hash()) << t.name;
  }
  Text text;
  for (const bool big : {false, true}) {
    for (const bool mark : {false, true}) {
      const std::string wide = Utf16(kSample, big, mark);
      Decode(wide, &text);
      Fold(text.utf8, &other);
      EXPECT_EQ(other.hash(), plain.hash());
    }
  }
  std::string marked("\xEF\xBB\xBF");
  marked.append(kSample);
  Decode(marked, &text);
  Fold(text.utf8, &other);
  EXPECT_EQ(other.hash(), plain.hash());
}

// The laws that hold for any bytes.
void CheckLaws(const std::string& bytes) {
  Words words, again;
  Fold(bytes, &words);
  ASSERT_EQ(words.text().front(), ' ');
  for (uint32_t i = 0; i < words.size(); ++i) {
    ASSERT_FALSE(words[i].empty());
    ASSERT_EQ(words[i].find(' '), std::string_view::npos) << testing::PrintToString(bytes) << words[i];
    ASSERT_LT(words.begin(i), words.end(i)) << testing::PrintToString(bytes);
    ASSERT_LE(words.end(i), bytes.size());
    if (i > 0) {
      const bool same = words.begin(i) == words.begin(i - 1) && words.end(i) == words.end(i - 1);
      ASSERT_TRUE(same || words.begin(i) >= words.end(i - 1)) << testing::PrintToString(bytes);
    }
    ASSERT_EQ(words.WordAt(words.at(i)), i);
  }
  Fold(words.text(), &again);
  ASSERT_EQ(again.text(), words.text()) << testing::PrintToString(bytes);
}

TEST(Fold, LawsHoldOnRandomBytes) {
  Random random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes(random.Below(80), '\0');
    for (char& c : bytes) c = static_cast<char>(random.Next() >> 40);
    CheckLaws(bytes);
    if (HasFatalFailure()) return;
  }
}

TEST(Fold, LawsHoldOnMixedPieces) {
  static constexpr std::string_view kPieces[] = {" ",
                                                 " ",
                                                 "\n",
                                                 "\n\n",
                                                 "\r\n",
                                                 "-",
                                                 "-\n",
                                                 "'",
                                                 "\xE2\x80\x99",
                                                 ".",
                                                 ",",
                                                 ":",
                                                 ";",
                                                 "(",
                                                 ")",
                                                 "[",
                                                 "](",
                                                 "<",
                                                 ">",
                                                 "</b>",
                                                 "<b>",
                                                 "<p>",
                                                 "<li>",
                                                 "&amp;",
                                                 "&nbsp;",
                                                 "&#39;",
                                                 "&lt;",
                                                 "*",
                                                 "**",
                                                 "_",
                                                 "#",
                                                 "//",
                                                 "@",
                                                 "1",
                                                 "2",
                                                 "000",
                                                 "10",
                                                 "a",
                                                 "A",
                                                 "b",
                                                 "i",
                                                 "ii",
                                                 "x",
                                                 "sub",
                                                 "non",
                                                 "commercial",
                                                 "licence",
                                                 "re",
                                                 "don",
                                                 "t",
                                                 "s",
                                                 "http://",
                                                 "www.",
                                                 "x.com",
                                                 "com",
                                                 "org",
                                                 "mailto:",
                                                 "Section",
                                                 "第",
                                                 "三",
                                                 "条",
                                                 "、",
                                                 "。",
                                                 "（",
                                                 "）",
                                                 "一",
                                                 "①",
                                                 "\xC2\xAD",
                                                 "\xE2\x80\x8B",
                                                 "\xE2\x80\xAE",
                                                 "\xEF\xAC\x81",
                                                 "½",
                                                 "e\xCC\x81",
                                                 "\xCC\x81",
                                                 "é",
                                                 "ß",
                                                 "İ",
                                                 "ſ",
                                                 "ǅ",
                                                 "ﷺ",
                                                 "ｶﾞ",
                                                 "ガ",
                                                 "한",
                                                 "ㄱ",
                                                 "\xE1\x84\x80\xE1\x85\xA1",
                                                 "ς",
                                                 "ﬅ",
                                                 "²",
                                                 "㈱",
                                                 "℃",
                                                 "™",
                                                 "\xEF\xBC\x8C",
                                                 "\xEF\xBC\xA1",
                                                 "/",
                                                 "\\",
                                                 "%",
                                                 "$",
                                                 "€",
                                                 "￥",
                                                 "rem ",
                                                 "o  ",
                                                 "\t",
                                                 "`",
                                                 "```",
                                                 "===",
                                                 "---",
                                                 "|",
                                                 "\"",
                                                 "“",
                                                 "”",
                                                 "Ꭺ",
                                                 "а",
                                                 "ο",
                                                 "�",
                                                 "ͅ",
                                                 "ΐ",
                                                 "ᾳ",
                                                 "\xF0\x9F\x98\x80"};
  Random random(11);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes;
    for (size_t n = random.Below(14); n > 0; --n) bytes += kPieces[random.Below(std::size(kPieces))];
    CheckLaws(bytes);
    if (HasFatalFailure()) return;
  }
}

TEST(Fold, LawsHoldOnMutatedText) {
  Random random(13);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes(kSample);
    for (size_t n = random.Below(12) + 1; n > 0; --n) {
      const size_t at = random.Below(bytes.size());
      switch (random.Below(3)) {
        case 0:
          bytes[at] = static_cast<char>(random.Next() >> 40);
          break;
        case 1:
          bytes.erase(at, random.Below(9));
          break;
        default:
          bytes.insert(at, bytes.substr(random.Below(bytes.size()), random.Below(12)));
      }
      if (bytes.empty()) bytes.push_back('x');
    }
    CheckLaws(bytes);
    if (HasFatalFailure()) return;
  }
}

// Inputs that would take minutes if anything were quadratic.
TEST(Fold, RepeatedPiecesTakeLinearTime) {
  for (const std::string_view piece :
       {"<script>",     "<a ",  "http:", "www.",  "000 ", "a.",        "ab.",      "a@",      "](",
        "(a) ",         "1. ",  "-\n",   "# x\n", "&#",   "**",        "1,",       "10,000 ", "\xC2\xAD",
        "\xE2\x80\x8B", "<!--", "/* ",   "> > ",  "| ",   "e\xCC\x81", "\xCC\x81", "第",      "a\xEF\xAC\x81"}) {
    std::string bytes;
    while (bytes.size() < 200000) bytes += piece;
    CheckLaws(bytes);
    if (HasFatalFailure()) return;
  }
}

TEST(Fold, LongWordsAndDeepMarkup) {
  CheckLaws(std::string(100000, 'a'));
  CheckLaws(std::string(30000, '<'));
  CheckLaws(std::string(30000, '('));
  std::string s;
  for (int i = 0; i < 20000; ++i) s += "<a ";
  CheckLaws(s);
  s.clear();
  for (int i = 0; i < 20000; ++i) s += "é";
  CheckLaws(s);
}

}  // namespace
}  // namespace caveat::text
