#include "model/claim_notes.h"

#include <gtest/gtest.h>

#include "model/noted.h"

namespace caveat::model {
namespace {

std::vector<ClaimNote> Claims(std::string_view bytes) {
  return testing::Noted<ClaimNote>(bytes, FirstWordsOfClaims(), NoteClaims);
}

TEST(ClaimNotes, KindQuoteAndPlace) {
  const struct {
    std::string_view text, kind, quote;
  } kCases[] = {
      {"Pebble is an open-source model.", "open-source", "is an open-source model"},
      {"A fully open model.", "open-source", "fully open model"},
      {"It was trained from scratch.", "from-scratch", "trained from scratch"},
      {"It is not trained from scratch.", "", ""},
      {"Our own language model.", "own-model", "Our own language model"},
      {"Better than open source models.", "", ""},
      {"本模型完全开源。", "open-source", ""},
      {"从零开始训练。", "from-scratch", "从零开始训练"},
      {"See the open source community.", "", ""},
  };
  for (const auto& c : kCases) {
    const std::vector<ClaimNote> notes = Claims(c.text);
    ASSERT_EQ(notes.size(), c.kind.empty() ? 0u : 1u) << c.text;
    if (notes.empty()) continue;
    EXPECT_EQ(notes[0].kind, c.kind) << c.text;
    if (!c.quote.empty()) {
      EXPECT_EQ(notes[0].quote, c.quote);
    }
    EXPECT_EQ(c.text.substr(notes[0].span.start_byte, notes[0].quote.size()), notes[0].quote);
  }
}

TEST(ClaimNotes, AreFew) {
  std::string text;
  for (size_t i = 0; i < 2 * kMostClaims; ++i) text += "Pebble is an open source model.\n\n";
  EXPECT_EQ(Claims(text).size(), kMostClaims);
}

}  // namespace
}  // namespace caveat::model
