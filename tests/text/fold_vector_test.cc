// Every instruction set of this machine folds as FoldScalar does.

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "text/fold.h"
#include "text/same_words.h"

namespace caveat::text {
namespace {

void ExpectSame(std::string_view text) {
  static Words expected, words;  // reused: what an earlier text has left behind must not show
  FoldScalar(text, &expected);
  Fold(text, &words);
  ASSERT_EQ(Difference(expected, words), "") << "the chosen one, on <" << text.substr(0, 2000) << ">";
  for (const int64_t target : FoldTargets()) {
    FoldWith(target, text, &words);
    ASSERT_EQ(Difference(expected, words), "") << "target " << target << " on <" << text.substr(0, 2000) << ">";
  }
}

// Pieces of text, each with something at which the plain stretches end.
const std::vector<std::string_view>& Pieces() {
  static const std::vector<std::string_view> pieces = {
      "you may copy the weights ",
      "---\nlicense: mit\nmodel-index:\n- name: x\n  results:\n  - value: 3\nwidget:\n  - text: a b\ntags:\n- c\n---\n",
      "\nmodel-index: [",
      "\n```python\nfrom a import b\nx = 3.5  # note\n```\n",
      "\n> ~~~C++\n> int x;\n> ~~~\n",
      "\n```sh\nnever closed ",
      "\n```\nplain words\n```\n",
      "Keep this notice. ",
      "it. ",
      "sec. 4 ",
      "Section 2. ",
      "art. ",
      "etc. ",
      "e.g. this ",
      "U.S. law ",
      "licence ",
      "Organisations ",
      "noncommercial ",
      "non-commercial use",
      "re-use ",
      "sub-license ",
      "e-mail ",
      "machine-readable ",
      "don't ",
      "users' ",
      "user's ",
      "\xE2\x80\x9Cquoted\xE2\x80\x9D ",
      "it\xE2\x80\x99s ",
      "\"quoted\" ",
      "'single' ",
      "(a) first; ",
      "(b) second, ",
      "(iv) ",
      "(c) 2024 ",
      "(optional) ",
      "a) ",
      "1. ",
      "1.2 ",
      "1.2.3 ",
      "10. ",
      "0.95 ",
      "1,000,000 ",
      "1 000 000 ",
      "1.000.000 ",
      "2023, ",
      "3,5 ",
      "50% ",
      "$100 ",
      "7b-chat ",
      "4th ",
      "v2.0 ",
      "a_b_c ",
      "foo@bar.example ",
      "user @ home ",
      "https://example.com/a_(b).html ",
      "http: ",
      "mailto: ",
      "key: value ",
      "a:b ",
      "[text](https://example.org) ",
      "[text](#anchor) ",
      "[ ] ",
      "**bold** ",
      "* ",
      "*/ ",
      "/* ",
      "<b>bold</b> ",
      "<li>",
      "</p>",
      "<!-- x --> ",
      "a<b ",
      "&amp; ",
      "&nbsp;",
      "AT&T ",
      "\n",
      "\n\n",
      "\r\n",
      "\r",
      "\n  ",
      "\n    ",
      "\n\t",
      "\n- ",
      "\n* ",
      "\n+ ",
      "\n- [ ] ",
      "\n- [x] ",
      "\n1. ",
      "\n2) ",
      "\n(a) ",
      "\n# ",
      "\n## ",
      "\n#\n",
      "\n// ",
      "\n> ",
      "\n| a | b |",
      "\n---\n",
      "\n===\n",
      "\n```\n",
      "\n```json\n",
      "\nrem ",
      "\ndnl ",
      "\no  ",
      "\nArticle 3. ",
      "\nclause ",
      "\xE7\xAC\xAC\xE4\xB8\x89\xE6\x9D\xA1 ",
      "\n\xE4\xB8\x80\xE3\x80\x81",
      "\xE6\x9C\xAC\xE5\x8D\x8F\xE8\xAE\xAE",
      "\xE3\x80\x82",
      "\xE3\x80\x81",
      "\xEF\xBC\x8C",
      "\xEF\xBC\x9A",
      "\xE5\x80\x8B",
      "\n\xE3\x80\x80\xE3\x80\x80",
      "\xE4\xB7\x80",
      "\xE4\xB8",
      "\x80",
      "\xFF",
      "\xC2\xAD",
      "\xE2\x80\x8B",
      "\xEF\xBB\xBF",
      "caf\xC3\xA9 ",
      "\xD0\xB0pple ",
      "commer-\ncial ",
      "royalty-\nfree ",
      "word\\ ",
      "x\x01y ",
      "! ",
      "? ",
      "...",
      "; ",
      ": ",
      ", ",
      "-- ",
      "`code` ",
      "``` ",
      "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz ",
      "12345678901234567890123456789012345678901234567890.5 "};
  return pieces;
}

TEST(FoldVector, HasTargets) { EXPECT_FALSE(FoldTargets().empty()); }

TEST(FoldVector, PairsOfPieces) {
  const std::string before(200, 'x'), after(300, 'y');
  for (const std::string_view a : Pieces()) {
    std::string text = before + " ";
    for (const std::string_view b : Pieces()) {
      text.append(a).append(b).append("then some plain words follow. ");
    }
    ExpectSame(text + after);
    if (HasFatalFailure()) return;
  }
}

TEST(FoldVector, RandomTexts) {
  std::mt19937_64 random(7);
  const auto& pieces = Pieces();
  std::string text;
  for (int round = 0; round < 3000; ++round) {
    text.clear();
    const size_t size = 1 + random() % 1500;
    const bool plain = random() % 2 == 0;
    while (text.size() < size) text += pieces[plain && random() % 3 != 0 ? random() % 2 : random() % pieces.size()];
    for (size_t edits = random() % 8; edits > 0; --edits) text[random() % text.size()] = static_cast<char>(random());
    ExpectSame(text);
    if (HasFatalFailure()) return;
  }
}

// More Han than the room that the source's length promises: each takes a byte more than it had.
TEST(FoldVector, HanAlone) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "\xE5\x80\x8B";
  ExpectSame(text);
}

}  // namespace
}  // namespace caveat::text
