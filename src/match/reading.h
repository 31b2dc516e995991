// File: src/match/reading.h
//
// One document as the matcher sees it: words with vocabulary ids (looked up when first asked for), sentence breaks as bitmaps, and
// what a word is lexically (the start of a number, a place, a quotation ...). Reused between documents; one a thread.

#ifndef CAVEAT_MATCH_READING_H_
#define CAVEAT_MATCH_READING_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "match/bits.h"
#include "rules/bundle.h"
#include "rules/pattern.h"
#include "text/words.h"

namespace caveat::match {

// Finds vocabulary ids by word. Immutable once built.
class Vocabulary {
 public:
  explicit Vocabulary(const rules::StringPool& words);
  // kNone for words that no rule holds. O(1).
  uint32_t Find(std::string_view word) const;

 private:
  const rules::StringPool& words_;
  struct Slot { uint32_t tag, id; };
  std::vector<Slot> slots_;
  uint64_t mask_ = 0;
};

class Reading {
 public:
  // Begins a document. `words` and `utf8` (the text that was folded) must stay alive and unchanged.
  void Reset(const Vocabulary& vocabulary, const text::Words& words, std::string_view utf8);

  const text::Words& words() const { return *words_; }
  std::string_view utf8() const { return utf8_; }
  uint32_t size() const { return size_; }

  // Vocabulary id of word i; rules::kNone if no rule holds it.
  uint32_t Id(uint32_t i) {
    uint32_t& id = ids_[i];
    if (id == kUnasked) id = vocabulary_->Find((*words_)[i]);
    return id;
  }
  // Does a sentence (item, paragraph, heading) begin before word i? Also true for 0 and size().
  bool BreakBefore(uint32_t i) const { return i >= size_ || ((forward_[i >> 6] >> (i & 63)) & 1); }
  // Bit k: a break before word base + k.
  Bits BreaksForward(uint32_t base) const { return Window(forward_, base); }
  // Bit k: a break before word base - k.
  Bits BreaksBackward(uint32_t base) const { return Window(backward_, size_ - base); }

  // First word of the sentence that holds word i; one past its last word.
  uint32_t SentenceBegin(uint32_t i) const;
  uint32_t SentenceEnd(uint32_t i) const;
  // The same for the paragraph, list item or heading.
  uint32_t BlockBegin(uint32_t i) const;
  uint32_t BlockEnd(uint32_t i) const;
  bool InHeading(uint32_t i) const { return (words_->marks(i) & text::kHeading) != 0; }
  // Does word i begin a paragraph, list item or heading?
  bool BeginsBlock(uint32_t i) const;

  // How many words a capture of this kind that begins at word i spans at most; 0 if none begins there. Never goes over a break.
  int CaptureLength(rules::Capture kind, uint32_t i) const;

 private:
  static constexpr uint32_t kUnasked = 0xfffffffe;
  static Bits Window(const std::vector<uint64_t>& bitmap, uint32_t at) {
    Bits b;
    const uint32_t i = at >> 6, shift = at & 63;
    for (uint32_t k = 0; k < 4; ++k)
      b.w[k] = shift == 0 ? bitmap[i + k] : (bitmap[i + k] >> shift) | (bitmap[i + k + 1] << (64 - shift));
    return b;
  }

  const Vocabulary* vocabulary_ = nullptr;
  const text::Words* words_ = nullptr;
  std::string_view utf8_;
  uint32_t size_ = 0;
  std::vector<uint32_t> ids_;
  std::vector<uint64_t> forward_, backward_;  // breaks; backward_ bit j stands for word size - j
};

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_READING_H_
