// File: src/classify/fingerprint.h
//
// What is kept of a known licence instead of its text: one byte a word, and hashes of 128 bits that tell "word for word
// the same" from "nearly". The text cannot be read back from it.
//
//   fixed words      the words of the text that every copy holds, as 8-bit hashes, in order
//   slots            places between fixed words where a copy may hold a name or a year: copyright lines,
//   "<organization>" segments         cut the fixed words in parts; an optional one (title, appendix) may be missing as
//   a whole
//
// All functions are pure, total and linear; thread-safe.

#ifndef CAVEAT_CLASSIFY_FINGERPRINT_H_
#define CAVEAT_CLASSIFY_FINGERPRINT_H_

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "text/words.h"

namespace caveat::classify {

using Hash128 = std::array<uint64_t, 2>;

// Words that may stand before fixed word `at`, at most `max` of them (none too), if they look like names and years.
struct Slot {
  uint32_t at = 0;
  uint32_t max = 0;
  bool operator==(const Slot&) const = default;
};

// Fixed words up to `end` (they begin where the segment before ends), and the hash of them.
struct Segment {
  uint32_t end = 0;
  bool optional = false;
  Hash128 hash = {};
  bool operator==(const Segment&) const = default;
};

struct Fingerprint {
  Hash128 whole = {};             // Words::hash() of the unaltered text
  std::string words;              // one byte a fixed word
  std::vector<Slot> slots;        // sorted by `at`, one each
  std::vector<Segment> segments;  // sorted; the last one ends at words.size()
  bool operator==(const Fingerprint&) const = default;
};

// Words of a shingle, the unit that candidates are found by; those at every eighth place or so are used, chosen by what
// they say and not by where they stand.
inline constexpr uint32_t kShingleWords = 5;
// Of texts with fewer words all shingles are indexed, and in documents with fewer all are looked up.
inline constexpr uint32_t kDenseText = 112, kDenseDocument = 256;
inline bool IsSampled(const uint8_t* words) { return ((words[0] + 3u * words[1]) & 7) == 0; }
// Bit 8 k + 7: IsSampled(words + k), for k from 0 to 7. Reads nine bytes.
inline uint64_t SampledOfEight(const uint8_t* words) {
  constexpr uint64_t kLow = 0x0707070707070707u, kHigh = 0x8080808080808080u;
  uint64_t first, second;
  std::memcpy(&first, words, 8);
  std::memcpy(&second, words + 1, 8);
  const uint64_t sum = ((first & kLow) + 3 * (second & kLow)) & kLow;  // no byte overflows: at most 28
  return ~(sum + 0x7F7F7F7F7F7F7F7Fu) & kHigh;
}
inline uint32_t ShingleKey(const uint8_t* words) {
  uint64_t v = 0;
  for (uint32_t i = 0; i < kShingleWords; ++i) v = v << 8 | words[i];
  v *= 0x9E3779B97F4A7C15u;
  return static_cast<uint32_t>((v ^ v >> 29) >> 16);
}

// The 8-bit hashes of all words of `words`. Deterministic across machines and versions: they are stored.
void HashWords(const text::Words& words, std::vector<uint8_t>* hashes);

// A word that can make a term of a sentence ("not", "only", "must", "fee"): never part of a name.
bool IsOperative(std::string_view word);
// A word as names, years and addresses have it.
bool IsNameLike(const text::Words& words, uint32_t i);

// Marks the words of copyright lines ("Copyright (c) 2020-2021 Jane Doe. All rights reserved."), which every copy may
// change: (*mask)[i] != 0. A line ends where a sentence or a paragraph does, at an operative word, and after 24 words:
// a term in a copyright line is not hidden.
void MaskCopyright(const text::Words& words, std::vector<uint8_t>* mask);

// What to leave out or to make optional, in indices of words.
struct TextShape {
  struct Range {
    uint32_t begin = 0, end = 0;
  };
  std::vector<Range> replaceable;  // besides copyright lines; sorted
  std::vector<Range> optional;     // sorted, disjoint
};
// What the words themselves tell: a title at the head (its words stand in `title`) and what follows "end of terms and
// conditions" are optional; the names in the BSD licences' clauses are replaceable.
TextShape ShapeOf(const text::Words& words, std::string_view title);

Fingerprint MakeFingerprint(const text::Words& words, const TextShape& shape = {});

// The hash that segments are compared by: feed it the words in order, in stretches cut anywhere. Of a URL the scheme,
// "www." and a slash at the end do not count, as in HashWords.
class SegmentHasher {
 public:
  SegmentHasher();
  ~SegmentHasher();
  SegmentHasher(const SegmentHasher&) = delete;
  SegmentHasher& operator=(const SegmentHasher&) = delete;
  void Reset();
  void Add(const text::Words& words, uint32_t begin, uint32_t end);
  Hash128 Take() const;

 private:
  void* state_;
};

// As text of the lines of a `.license` file, and back. `error` says what is wrong.
std::string FormatFingerprint(const Fingerprint& fingerprint);
bool ParseFingerprint(std::string_view lines, Fingerprint* fingerprint, std::string* error);

}  // namespace caveat::classify

#endif  // CAVEAT_CLASSIFY_FINGERPRINT_H_
