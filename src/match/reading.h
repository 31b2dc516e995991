// File: src/match/reading.h
//
// One document as the matcher sees it: words with vocabulary ids, sentence breaks as bitmaps, and
// what a word is lexically (the start of a number, a place, a quotation ...). Reused between documents; one a thread.

#ifndef CAVEAT_MATCH_READING_H_
#define CAVEAT_MATCH_READING_H_

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "match/bits.h"
#include "match/head_mask.h"
#include "rules/bundle.h"
#include "rules/pattern.h"
#include "text/words.h"

namespace caveat::match {

// Finds vocabulary ids by word. Immutable once built.
class Vocabulary {
 public:
  // `made`: the tables as a build wrote them, to be taken off; null: they are made here.
  explicit Vocabulary(const rules::StringPool& words, rules::TableReader* made = nullptr);
  // Of a rules::TableWriter or TableReader.
  template <class Archive>
  void Tables(Archive& a) {
    a(slots_);
    a(filter_);
    a(stems_);
  }
  // BNode bit and Bloom bit of an id, and what the word may begin (Lexical; 0 when that is not known).
  struct Marks {
    uint8_t bit = 63, bloom = 255, lexical = 0;
  };
  struct Found {
    uint32_t id = rules::kNone;  // for words that no rule holds
    Marks marks;
  };
  // O(1).
  uint32_t Find(std::string_view word) const { return Find(word, Key(word)).id; }
  // The same with the word's Key. Most words that no rule holds are told by a filter that stays in the cache.
  Found Find(std::string_view word, uint64_t key) const {
    const uint64_t tail = Tail(word), hash = Hash(key, tail, word.size());
    if ((filter_[hash >> 55] >> (hash >> 49 & 63) & 1) != 0)
      if (const Slot& slot = slots_[At(word, key, tail, hash)]; slot.id != rules::kNone) return {slot.id, slot.marks};
    return {};
  }
  // Its first eight bytes. With `readable`, as many may be read from the word's start on, it is one load where they are
  // eight.
  static uint64_t Key(std::string_view word, size_t readable = 0) {
    uint64_t key = 0;
    if (readable >= 8) {
      std::memcpy(&key, word.data(), 8);
      if (word.size() < 8) key &= ~uint64_t{0} >> (64 - 8 * word.size());
    } else {
      std::memcpy(&key, word.data(), std::min<size_t>(word.size(), 8));
    }
    return key;
  }

  // While the anchors of a tier are indexed: `id` begins one; words that no rule holds may begin one with this stem.
  void NoteAnchor(uint32_t id, int tier) {
    const std::string_view word = words_[id];
    const uint64_t key = Key(word), tail = Tail(word);
    slots_.Edit(At(word, key, tail, Hash(key, tail, word.size()))).marks.lexical |=
        static_cast<uint8_t>(kBeginsAnchor << tier);
  }
  void NoteStem(std::string_view stem) {
    stems_.Edit(StemBit(Key(stem)) >> 6) |= uint64_t{1} << (StemBit(Key(stem)) & 63);
  }
  // May a word with this Key that no rule holds begin an anchor?
  bool MayBeStem(uint64_t key) const { return (stems_[StemBit(key) >> 6] >> (StemBit(key) & 63) & 1) != 0; }
  static constexpr size_t kStemBytes = 3;  // that every stem has

  // Bloom bit, 0 to 254, of a vocabulary id; words that no rule holds share 255.
  static int Bloom(uint32_t id) { return id == rules::kNone ? 255 : static_cast<int>((id * 0x9E3779B1u >> 16) % 255); }
  enum Lexical : uint8_t { kAsked = 1, kMayBeNumber = 2, kMayBePlace = 4, kBeginsAnchor = 8 };  // and 16 in tier 1
  static uint8_t LexicalOf(std::string_view word);

 private:
  struct Slot {
    uint64_t key = 0;   // the first eight bytes
    uint64_t tail = 0;  // the last eight of a longer word
    uint32_t id = rules::kNone;
    uint8_t size = 0;  // 255 for more
    Marks marks;
  };
  static uint8_t Size(std::string_view word) { return static_cast<uint8_t>(std::min<size_t>(word.size(), 255)); }
  // The slot of the word, or the empty one where it would be.
  uint64_t At(std::string_view word, uint64_t key, uint64_t tail, uint64_t hash) const {
    uint64_t at = hash & mask_;
    for (; slots_[at].id != rules::kNone; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.key == key && slot.tail == tail && slot.size == Size(word) &&
          (word.size() <= 16 || words_[slot.id] == word))
        break;
    }
    return at;
  }
  static uint64_t Tail(std::string_view word) {
    uint64_t tail = 0;
    if (word.size() > 8) std::memcpy(&tail, word.data() + word.size() - 8, 8);
    return tail;
  }
  static uint64_t Hash(uint64_t key, uint64_t tail, size_t size) {
    const uint64_t h = (key ^ (size + tail * 0xD6E8FEB86659FD93u)) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 32);
  }
  static uint32_t StemBit(uint64_t key) { return (static_cast<uint32_t>(key & 0xFFFFFF) * 0x9E3779B1u) >> 22; }
  const rules::StringPool& words_;
  rules::Table<Slot> slots_;
  rules::Table<uint64_t> filter_;  // 32768 bits by Hash of the words
  rules::Table<uint64_t> stems_;   // 1024 bits by StemBit
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
  uint32_t Id(uint32_t i) const { return ids_[i]; }
  // The word's bit in BNode::head and tail.
  uint64_t Bit(uint32_t i) const { return uint64_t{1} << bits_[i + kPad]; }
  // Its bit, 0 to 255, in the Bloom sets of the engine.
  int Bloom(uint32_t i) const { return bloom_[i]; }
  // Bit k: word 64 * block + k may begin an anchor of the tier.
  uint64_t AnchorHeads(int tier, uint32_t block) const { return heads_[tier][block]; }
  // Bit k: word base + k has its bit in `mask`. Bits past the end mean nothing.
  uint64_t MaskForward(uint32_t base, uint64_t mask) const { return HeadMask(bits_.data() + (kPad + base), mask); }
  // Bit k: word base - 1 - k has.
  uint64_t MaskBackward(uint32_t base, uint64_t mask) const {
    return ReverseBits(HeadMask(bits_.data() + (kPad + base - 64), mask));
  }
  // Does a sentence (item, paragraph, heading) begin before word i? Also true for 0 and size().
  bool BreakBefore(uint32_t i) const { return i >= size_ || ((forward_[i >> 6] >> (i & 63)) & 1); }
  // Bit k: a break before word base + k.
  Bits BreaksForward(uint32_t base) const { return Window(forward_, base); }
  // Bit k: a break before word base - k.
  Bits BreaksBackward(uint32_t base) const { return Window(backward_, size_ - base); }

  // First word of the sentence that holds word i; one past its last word.
  // Not looked for farther than `reach` words (and up to 63 more): a text may be one endless sentence.
  uint32_t SentenceBegin(uint32_t i, uint32_t reach = 0x7fffffff) const;
  uint32_t SentenceEnd(uint32_t i, uint32_t reach = 0x7fffffff) const;
  // The same for the paragraph, list item or heading.
  uint32_t BlockBegin(uint32_t i, uint32_t reach = 0x7fffffff) const;
  uint32_t BlockEnd(uint32_t i, uint32_t reach = 0x7fffffff) const;
  bool InHeading(uint32_t i) const { return (words_->marks(i) & text::kHeading) != 0; }
  // Does word i begin a paragraph, list item or heading?
  bool BeginsBlock(uint32_t i) const;

  // How many words a capture of this kind that begins at word i spans; 0 if none begins there. Only a quotation may go
  // over a break.
  int CaptureLength(rules::Capture kind, uint32_t i) const {
    switch (kind) {  // what most words are not is ruled out here
      case rules::Capture::kQuoted:
        if ((words_->marks(i) & text::kQuoteOpen) == 0) return 0;
        break;
      case rules::Capture::kName:
        if ((words_->marks(i) & text::kCapital) == 0) return 0;
        break;
      case rules::Capture::kUrl:
        return (words_->marks(i) & text::kUrl) != 0;
      case rules::Capture::kAny:
        return 1;
      case rules::Capture::kNumber:
      case rules::Capture::kMoney:
      case rules::Capture::kPlace:
        if ((Lexical(i) & (kind == rules::Capture::kPlace ? Vocabulary::kMayBePlace : Vocabulary::kMayBeNumber)) == 0)
          return 0;
        break;
    }
    return CaptureLengthSlow(kind, i);
  }

 private:
  int CaptureLengthSlow(rules::Capture kind, uint32_t i) const;
  // What word i may begin, found out when first asked for.
  uint8_t Lexical(uint32_t i) const {
    uint8_t& flags = lexical_[i];
    if (flags == 0) flags = Vocabulary::LexicalOf((*words_)[i]);
    return flags;
  }

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
  static constexpr uint32_t kPad = 64 + 256;  // so that masks may be asked for over either end
  std::vector<uint32_t> ids_;
  std::vector<uint8_t> bits_, bloom_;  // bits_ begins kPad before the first word
  mutable std::vector<uint8_t> lexical_;
  std::vector<uint64_t> heads_[2];
  std::vector<uint64_t> forward_, backward_;  // breaks; backward_ bit j stands for word size - j
};

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_READING_H_
