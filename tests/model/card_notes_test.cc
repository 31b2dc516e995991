#include "model/card_notes.h"

#include <gtest/gtest.h>

#include <string>

#include "model/bases.h"
#include "model/judged.h"

namespace caveat::model {
namespace {

CardNotes Notes(std::string_view bytes, const Document& document = {}) {
  const size_t body = bytes.find("\n---\n");
  return ReadCardNotes(bytes, body == std::string_view::npos ? 0 : body + 5, document);
}

TEST(CardNotes, TakeDownAllInOnePass) {
  const std::string card =
      testing::Card("base_model: x/y\n",
                    "Pebble is an open source model, trained from scratch. It was fine-tuned from "
                    "northbay/stone-3b. Built with Llama. Code: https://github.com/northbay/pebble");
  const CardNotes notes = Notes(card);
  EXPECT_FALSE(notes.binary);
  ASSERT_EQ(notes.claims.size(), 2u);
  EXPECT_EQ(notes.claims[0].kind, "open-source");
  EXPECT_EQ(notes.claims[1].kind, "from-scratch");
  ASSERT_EQ(notes.origins.size(), 1u);
  EXPECT_EQ(notes.origins[0].base, "northbay/stone-3b");
  EXPECT_TRUE(notes.components.describes);
  EXPECT_TRUE(notes.components.linked_repository);
  EXPECT_NE(notes.displays, 0u);
}

TEST(CardNotes, TheHeadIsNoProse) {
  const CardNotes notes = Notes("---\ntitle: this is an open source model, trained from scratch\n---\nPebble.\n");
  EXPECT_TRUE(notes.claims.empty());
  EXPECT_FALSE(notes.components.describes);
}

TEST(CardNotes, Displays) {
  const auto shown = [](std::string_view text) { return Notes(text).displays; };
  EXPECT_EQ(shown("Built with Meta Llama 3."), 0b11u);  // the older and the newer form are taken for each other
  EXPECT_EQ(shown("Built with Llama, and love."), 0b11u);
  EXPECT_EQ(shown("Built with [the Llama](https://example.com)"), 0b11u);
  EXPECT_EQ(shown("Powered by HyperCLOVA X"), 0b100u);
  EXPECT_EQ(shown("# Powered by Stability AI"), 0b1000u);
  EXPECT_EQ(shown("Powered by stability"), 0u);
  EXPECT_EQ(shown("Built with care"), 0u);
  for (const Display& display : kDisplays) {
    EXPECT_EQ(NameWords(display.text), " " + std::string(display.words) + " ");
    EXPECT_NE(shown(display.text), 0u) << display.text;
  }
}

TEST(CardNotes, WhichClausesSpeakOfTerms) {
  const std::string card =
      "---\nlicense: other\n---\nThe script is for educational use. The weights may not be sold. You may not sell "
      "it.\n";
  Document document;
  const auto add = [&](std::string_view words, Confidence confidence = Confidence::kCertain) {
    Finding finding;
    finding.clause = "restriction.research-only";
    finding.confidence = confidence;
    finding.span.start_byte = card.find(words);
    finding.span.end_byte = finding.span.start_byte + words.size();
    document.findings.push_back(finding);
  };
  add("other");  // stands in the head
  add("educational use");
  add("may not be sold");
  add("may not be sold", Confidence::kLikely);
  add("may not sell");
  EXPECT_EQ(Notes(card, document).of_terms, (std::vector<bool>{false, false, true, false, false}));
}

TEST(CardNotes, WordsAtHandOrNot) {
  const std::string card = testing::Card("license: mit\n", "A fully open model, built upon Mistral 7B.\n");
  static const std::shared_ptr<const Rules> rules = Rules::BuiltIn();
  Scanner scanner(*rules);
  const Document document = scanner.Check("README.md", card);
  const CardNotes given = ReadCardNotes(card, 21, document, scanner.text(), scanner.words());
  const CardNotes own = ReadCardNotes(card, 21, document);
  ASSERT_EQ(given.claims.size(), 1u);
  ASSERT_EQ(own.claims.size(), 1u);
  EXPECT_EQ(given.claims[0].span, own.claims[0].span);
  ASSERT_EQ(given.origins.size(), own.origins.size());
  EXPECT_EQ(given.components.notes, own.components.notes);
  EXPECT_EQ(given.of_terms, own.of_terms);
}

TEST(CardNotes, WhatIsNoText) {
  const std::string binary("\0\1\2\0open source model", 20);
  const CardNotes notes = Notes(binary);
  EXPECT_TRUE(notes.binary);
  EXPECT_TRUE(notes.claims.empty());
  EXPECT_TRUE(Notes("").claims.empty());
}

}  // namespace
}  // namespace caveat::model
