#include "model/card_notes.h"

#include <algorithm>
#include <array>

#include "model/prose.h"

namespace caveat::model {
namespace {

// Who wants to see a word that stands at a place of the table: nearly always nobody.
enum Reads : uint8_t { kClaims = 1, kOrigins = 2, kComponent = 4, kDisplay = 8 };
using Table = std::array<uint8_t, FirstWords::kPlaces>;

Table MakeTable() {
  FirstWords displays;
  for (const Display& display : kDisplays) displays.Add(display.words);
  Table table = {};
  for (uint32_t place = 0; place < table.size(); ++place) {
    table[place] = static_cast<uint8_t>(
        (FirstWordsOfClaims().Has(place) ? kClaims : 0) | (FirstWordsOfOrigins().Has(place) ? kOrigins : 0) |
        (ComponentReader::first_words().Has(place) ? kComponent : 0) | (displays.Has(place) ? kDisplay : 0));
  }
  return table;
}

// The displays that stand at word `i`, whatever the punctuation: "Built with Llama", "Built with Meta Llama 3".
uint32_t DisplaysAt(const text::Words& words, uint32_t i) {
  // The older and the newer form are taken for each other, and links stand between the words.
  static const Phrases kLlama = {"built with ?the ?meta llama*"};
  const std::string_view rest = words.text().substr(words.at(i));
  const bool llama = kLlama.At(words, i) != 0;
  uint32_t found = 0;
  for (size_t k = 0; k < std::size(kDisplays); ++k) {
    const std::string_view display = kDisplays[k].words;
    const bool here = rest.starts_with(display) && rest.substr(display.size(), 1) == " ";
    if (here || (llama && display.find("llama") != std::string_view::npos)) found |= uint32_t{1} << k;
  }
  return found;
}

// Does the sentence of a card's clause speak of terms, or of the model? A reference implementation "for educational
// purposes only" says nothing of the weights.
bool SpeaksOfTerms(const Prose& prose, const Finding& finding) {
  const text::Words& words = prose.words;
  const uint32_t word = prose.WordFrom(finding.span.start_byte);
  if (word >= words.size()) return false;
  const bool limits = finding.clause == "restriction.non-commercial" || finding.clause == "restriction.research-only";
  const uint32_t begin = prose.SentenceBegin(word), end = prose.SentenceEnd(word);
  for (uint32_t i = begin; i < end; ++i) {
    const std::string_view w = words[i];
    for (const std::string_view head :
         {"licen", "commercial", "weights", "checkpoint", "permi", "allowed", "prohibit", "forbid"}) {
      if (w.starts_with(head)) return true;
    }
    if (limits && In(w, {"model", "models", "noncommercial", "demo"})) return true;
  }
  const std::string_view sentence = prose.Quote(begin, end);
  for (const std::string_view part : {"\u8bb8\u53ef", "\u6388\u6743", "\u5546\u7528", "\u534f\u8bae", "\u7533\u8bf7",
                                      "\u5546\u4e1a", "\u6a21\u578b"}) {
    if (sentence.find(part) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

CardNotes ReadCardNotes(std::string_view bytes, uint64_t body, const Document& document, const text::Text& text,
                        const text::Words& words) {
  static const Table kTable = MakeTable();
  CardNotes notes;
  notes.body = body;
  notes.binary = text.binary;
  if (text.binary) return notes;
  const Prose prose(bytes, body, text, words);
  ComponentReader components(prose, &notes.components);
  for (uint32_t i = 0; i < words.size(); ++i) {
    const uint8_t reads = kTable[FirstWords::Place(words[i])];
    const bool shape = (words.marks(i) & (text::kHeading | text::kUrl)) != 0;
    if (reads == 0 && !shape) continue;
    if ((reads & kOrigins) != 0) NoteOrigins(prose, i, &notes.origins);
    if ((reads & kDisplay) != 0) notes.displays |= DisplaysAt(words, i);
    if (i < prose.body) continue;  // the head has its own reader
    if ((reads & kClaims) != 0) NoteClaims(prose, i, &notes.claims);
    if ((reads & kComponent) != 0 || shape) components.At(i);
  }
  // What a card may mean is no term, and its head is no prose.
  for (const Finding& finding : document.findings) {
    notes.of_terms.push_back(finding.confidence == Confidence::kCertain && finding.span.start_byte >= body &&
                             SpeaksOfTerms(prose, finding));
  }
  return notes;
}

CardNotes ReadCardNotes(std::string_view bytes, uint64_t body, const Document& document) {
  text::Text text;
  text::Words words;
  text::Decode(bytes, &text);
  if (!text.binary) text::Fold(text.utf8, &words);
  return ReadCardNotes(bytes, body, document, text, words);
}

}  // namespace caveat::model
