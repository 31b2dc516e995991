// File: src/model/card_notes.h
//
// What a card says besides its clauses: claims, origins, components, duties done. All that the judge needs of a card's
// words, taken down in one pass over them; a pure function of the card's bytes, so that a card that repeats all over a
// hub is read once.
//
//   scanner.Check(path, bytes) -> document
//   CardNotes notes = ReadCardNotes(bytes, source.body, document, scanner.text(), scanner.words());
//
// Pure, thread-safe; linear in the words.

#ifndef CAVEAT_MODEL_CARD_NOTES_H_
#define CAVEAT_MODEL_CARD_NOTES_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "caveat.h"
#include "model/claim_notes.h"
#include "model/component_notes.h"
#include "model/origin_notes.h"

namespace caveat::model {

struct CardNotes {
  bool binary = false;  // no text: nothing was read
  uint64_t body = 0;    // byte where the Markdown begins
  std::vector<ClaimNote> claims;
  std::vector<OriginNote> origins;
  ComponentNotes components;
  uint32_t displays = 0;       // bits of kDisplays that it shows
  std::vector<bool> of_terms;  // of each finding of the document: its sentence speaks of terms, or of the model
};

// What licences ask the pages of derived models to show, and the words of it.
struct Display {
  std::string_view text, words;
};
inline constexpr Display kDisplays[] = {
    {"Built with Meta Llama 3", "built with meta llama 3"},
    {"Built with Llama", "built with llama"},
    {"Powered by HyperCLOVA X", "powered by hyperclova x"},
    {"Powered by Stability AI", "powered by stability ai"},
};

// `document` is what Check says of `bytes`, `text` and `words` are what Decode and Fold make of them, `body` is where
// the Markdown begins, 0 without a head.
CardNotes ReadCardNotes(std::string_view bytes, uint64_t body, const Document& document, const text::Text& text,
                        const text::Words& words);
// The same where the words are not at hand.
CardNotes ReadCardNotes(std::string_view bytes, uint64_t body, const Document& document);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_CARD_NOTES_H_
