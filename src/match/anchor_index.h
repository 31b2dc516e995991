// File: src/match/anchor_index.h
//
// Anchors found by vocabulary id instead of by bytes. Once every word of a text has its id, an anchor is one table
// look-up (one word) or one hash probe (more words). Measured with six thousand anchors: Hyperscan spends 40 to 70 ns a
// word on licence prose, this 5 to 10, and confirmation needs the ids anyway. anchors.h finds the same hits through
// Hyperscan; a test holds the two against each other.

#ifndef CAVEAT_MATCH_ANCHOR_INDEX_H_
#define CAVEAT_MATCH_ANCHOR_INDEX_H_

#include <bit>
#include <cstdint>
#include <string_view>

#include "match/reading.h"
#include "rules/bundle.h"

namespace caveat::match {

// Immutable once built; refers to the bundle.
class AnchorIndex {
 public:
  // `made`: the tables as a build wrote them, to be taken off; null: they are made here, and what begins an anchor is
  // noted in the vocabulary.
  AnchorIndex(const rules::Bundle& bundle, Vocabulary* vocabulary, int tier, rules::TableReader* made = nullptr);
  // Of a rules::TableWriter or TableReader.
  template <class Archive>
  void Tables(Archive& a) {
    a(heads_);
    a(stem_lists_);
    a(rest_);
    a(entries_);
    a(open_);
    a(stems_);
    a(slots_);
    a(stem_buckets_);
    a(pairs_);
  }

  // Calls f(anchor, first word) for every anchor that stands wholly inside words [begin, end), by rising first word.
  template <class F>
  void Scan(const Reading& reading, uint32_t begin, uint32_t end, F&& f) const {
    for (uint32_t block = begin / 64; block * 64 < end; ++block) {
      uint64_t heads = reading.AnchorHeads(tier_, block);
      if (block * 64 < begin) heads &= ~uint64_t{0} << (begin & 63);
      if (end - block * 64 < 64) heads &= (uint64_t{1} << (end & 63)) - 1;
      for (; heads != 0; heads &= heads - 1)
        From(reading, block * 64 + static_cast<uint32_t>(std::countr_zero(heads)), end, f);
    }
  }

 private:
  static constexpr uint32_t kStemBuckets = 1024;
  struct Head {
    uint32_t single = rules::kNone;           // the anchor that is this word
    uint32_t stem_first = 0, stem_count = 0;  // anchors that are stems of this word
    uint32_t open_first = 0;
    uint16_t open_count = 0;  // longer anchors from here that end in a stem
    bool pairs = false;       // longer anchors begin here
    uint8_t spare = 0;
  };
  // Bytes of the bundle's strings.
  struct Text {
    uint32_t at = 0, size = 0;
  };
  struct Entry {
    uint32_t anchor, rest_first;  // ids after the first word, in rest_
    uint8_t words;
    bool open;
    uint16_t spare = 0;
    Text stem;
  };
  struct Stem {
    Text text;
    uint32_t anchor;
  };
  struct Slot {
    uint64_t key = ~uint64_t{0};
    uint32_t first = 0, count = 0;  // in entries_
  };

  std::string_view TextOf(Text text) const { return {strings_ + text.at, text.size}; }
  static uint64_t Hash(uint64_t key) { return (key * 0x9E3779B97F4A7C15u) >> 32; }
  static uint32_t StemHash(std::string_view word) {
    return (static_cast<uint32_t>(static_cast<unsigned char>(word[0])) * 31 + static_cast<unsigned char>(word[1])) *
               31 +
           static_cast<unsigned char>(word[2]);
  }
  // Those that begin with word i.
  template <class F>
  void From(const Reading& reading, uint32_t i, uint32_t end, F&& f) const {
    const uint32_t id = reading.Id(i);
    if (id != rules::kNone) {
      const Head& head = heads_[id];
      if (head.single != rules::kNone) f(head.single, i);
      for (uint32_t s = 0; s < head.stem_count; ++s) f(stem_lists_[head.stem_first + s], i);
      if (head.pairs && i + 1 < end) Pairs(reading, i, end, id, f);
      for (uint32_t o = 0; o < head.open_count; ++o)
        if (Stands(open_[head.open_first + o], reading, i, end)) f(open_[head.open_first + o].anchor, i);
    } else {
      const std::string_view word = reading.words()[i];
      const uint32_t key = StemHash(word) % kStemBuckets;
      for (uint32_t s = stem_buckets_[key]; s < stem_buckets_[key + 1]; ++s)
        if (word.starts_with(TextOf(stems_[s].text))) f(stems_[s].anchor, i);
    }
  }
  bool Stands(const Entry& entry, const Reading& reading, uint32_t i, uint32_t end) const {
    if (i + entry.words > end) return false;
    const uint32_t known = entry.words - 1u - (entry.open ? 1u : 0u);
    for (uint32_t k = 0; k < known; ++k)
      if (reading.Id(i + 1 + k) != rest_[entry.rest_first + k]) return false;
    return !entry.open || reading.words()[i + entry.words - 1u].starts_with(TextOf(entry.stem));
  }
  template <class F>
  void Pairs(const Reading& reading, uint32_t i, uint32_t end, uint32_t id, F&& f) const {
    const uint32_t next = reading.Id(i + 1);
    if (next == rules::kNone) return;
    const uint64_t key = (uint64_t{id} << 32) | next, hash = Hash(key);
    if ((pairs_[hash >> 22] >> (hash >> 16 & 63) & 1) == 0) return;
    for (uint64_t at = hash & mask_; slots_[at].count > 0; at = (at + 1) & mask_) {
      if (slots_[at].key != key) continue;
      for (uint32_t e = 0; e < slots_[at].count; ++e)
        if (Stands(entries_[slots_[at].first + e], reading, i, end)) f(entries_[slots_[at].first + e].anchor, i);
      return;
    }
  }

  const char* strings_;
  rules::Table<Head> heads_;
  rules::Table<uint32_t> stem_lists_, rest_;
  rules::Table<Entry> entries_, open_;
  rules::Table<Stem> stems_;
  rules::Table<Slot> slots_;
  rules::Table<uint32_t> stem_buckets_;  // stems_ by the hash of their first bytes
  rules::Table<uint64_t> pairs_;         // 65536 bits by the hash of their first two words: most pairs end here
  uint64_t mask_ = 0;
  const int tier_;
};

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_ANCHOR_INDEX_H_
