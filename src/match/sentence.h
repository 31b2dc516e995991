// File: src/match/sentence.h
//
// Patterns inside one sentence of at most 63 words, which nearly all are: a place in it is a bit of one word, a gap a
// few shifts, and which of its words belong to an element is found out once, however many patterns ask. For patterns
// that cannot leave a sentence (Inside); the others, and longer sentences, are walked by Confirm.

#ifndef CAVEAT_MATCH_SENTENCE_H_
#define CAVEAT_MATCH_SENTENCE_H_

#include <bit>
#include <cstdint>

#include "match/reading.h"
#include "rules/bundle.h"

namespace caveat::match {

// One a thread; takes no memory. Places count from the sentence's first word: bit k stands before its word k, bit
// size() behind its last.
class Sentence {
 public:
  static constexpr uint32_t kMost = 63;  // words

  Sentence(const rules::Bundle& bundle, const Reading& reading) : b_(bundle), r_(reading) {}

  // Can no match of the node go over the end of a sentence, or ask where one begins? O(size of the node).
  static bool Inside(const rules::Bundle& bundle, uint32_t node);

  // Turns to words [begin, end) of the reading, which hold no break and are at most kMost. Call it again when the
  // reading has changed.
  void Enter(uint32_t begin, uint32_t end) {
    begin_ = begin;
    size_ = end - begin;
  }
  uint32_t begin() const { return begin_; }
  uint32_t end() const { return begin_ + size_; }

  // Where the node may end when it begins at one of the places `in`; none behind the place `limit`.
  // Precondition: Inside, and `in` holds no place behind `limit` either.
  uint64_t Ends(uint32_t node, uint64_t in, uint32_t limit);
  // The same for `count` elements in a row, of Bundle::kids.
  uint64_t Ends(uint32_t first, uint32_t count, uint64_t in, uint32_t limit);
  // Where they may begin when they end at one of the places `in`.
  uint64_t Begins(uint32_t first, uint32_t count, uint64_t in);
  // Those of `words` (bit k: word k) that may be the first of a match of the node. A superset.
  uint64_t Heads(uint32_t node, uint64_t words) const;

 private:
  // The word of the lowest bit.
  uint32_t Word(uint64_t words) const { return begin_ + static_cast<uint32_t>(std::countr_zero(words)); }
  template <bool kForward>
  uint64_t Maybe(const rules::BNode& node, uint64_t words) const;
  uint64_t WordsOf(const rules::BNode& node, uint64_t words) const;
  template <bool kForward>
  uint64_t Step(uint32_t node, uint64_t in);
  template <bool kForward>
  uint64_t Group(const rules::BNode& node, uint64_t in);
  template <bool kForward>
  uint64_t Sequence(uint32_t first, uint32_t count, uint64_t in);
  template <bool kForward>
  uint64_t Value(rules::Capture kind, uint64_t in) const;

  const rules::Bundle& b_;
  const Reading& r_;
  uint32_t begin_ = 0, size_ = 0;
  uint64_t inner_ = 0;  // the words before the limit
};

// Does the word belong to the element? Call it only where node.head has the word's bit.
inline bool IsWord(const rules::Bundle& bundle, const Reading& reading, const rules::BNode& node, uint32_t word) {
  const uint32_t id = reading.Id(word);
  if (id != rules::kNone) {
    const uint32_t* first = bundle.ids.data() + node.first;
    uint32_t count = node.count;
    for (; count > 8; first[count / 2] <= id ? (first += count / 2, count -= count / 2) : count /= 2) {
    }
    for (uint32_t i = 0; i < count; ++i)
      if (first[i] == id) return true;
    return false;
  }
  for (uint32_t i = 0; i < node.stem_count; ++i)
    if (reading.words()[word].starts_with(bundle.strings[bundle.stems[node.stem_first + i]])) return true;
  return false;
}

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_SENTENCE_H_
