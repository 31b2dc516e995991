#include "match/reading.h"

#include <algorithm>
#include <bit>

#include "match/currency.h"
#include "match/places.h"
#include "match/values.h"

namespace caveat::match {

using rules::kNone;

Vocabulary::Vocabulary(const rules::StringPool& words, rules::TableReader* made) : words_(words) {
  if (made != nullptr) {
    Tables(*made);
    mask_ = slots_.size() - 1;
    return;
  }
  slots_.assign(std::bit_ceil(uint64_t{words.size()} * 2 + 16), {});
  filter_.assign(512, 0);
  stems_.assign(16, 0);
  mask_ = slots_.size() - 1;
  for (uint32_t id = 0; id < words.size(); ++id) {
    const std::string_view w = words[id];
    const uint64_t key = Key(w), tail = Tail(w), hash = Hash(key, tail, w.size());
    filter_.Edit(hash >> 55) |= uint64_t{1} << (hash >> 49 & 63);
    uint64_t at = hash & mask_;
    while (slots_[at].id != kNone) at = (at + 1) & mask_;
    slots_.Edit(at) = {
        key, tail, id, Size(w), {static_cast<uint8_t>(id % 63), static_cast<uint8_t>(Bloom(id)), LexicalOf(w)}};
  }
}

uint8_t Vocabulary::LexicalOf(std::string_view word) {
  return static_cast<uint8_t>(kAsked | (IsNumberWord(word) || IsCurrencyWord(word) ? kMayBeNumber : 0) |
                              (MayBeginPlace(word) ? kMayBePlace : 0));
}

void Reading::Reset(const Vocabulary& vocabulary, const text::Words& words, std::string_view utf8) {
  vocabulary_ = &vocabulary;
  words_ = &words;
  utf8_ = utf8;
  size_ = words.size();
  ids_.resize(size_);
  bits_.resize(size_ + 2 * kPad);
  bloom_.resize(size_);
  lexical_.resize(size_);
  const size_t blocks = size_ / 64 + 6;
  for (std::vector<uint64_t>& heads : heads_) heads.assign(blocks, 0);
  const std::string_view text = words.text();
  uint32_t* const ids = ids_.data();
  uint8_t* const bits = bits_.data() + kPad;
  uint8_t* const blooms = bloom_.data();
  uint8_t* const lexical = lexical_.data();
  for (uint32_t block = 0; block * 64 < size_; ++block) {
    const uint32_t first = block * 64, stop = std::min(size_, first + 64);
    uint64_t heads[2] = {0, 0};
    for (uint32_t i = first; i < stop; ++i) {
      const std::string_view word = words[i];
      const uint64_t key = Vocabulary::Key(word, static_cast<size_t>(text.data() + text.size() - word.data()));
      const auto [id, m] = vocabulary.Find(word, key);
      ids[i] = id;
      bits[i] = m.bit;
      blooms[i] = m.bloom;
      lexical[i] = m.lexical;
      uint32_t begins = m.lexical / Vocabulary::kBeginsAnchor;
      if (id == kNone) begins = vocabulary.MayBeStem(key) && word.size() >= Vocabulary::kStemBytes ? 3 : 0;
      heads[0] |= uint64_t{begins & 1} << (i - first);
      heads[1] |= uint64_t{begins >> 1} << (i - first);
    }
    heads_[0][block] = heads[0];
    heads_[1][block] = heads[1];
  }
  forward_.assign(blocks, 0);
  backward_.assign(blocks, 0);
  const auto mark = [&](uint32_t i) {
    forward_[i >> 6] |= uint64_t{1} << (i & 63);
    const uint32_t j = size_ - i;
    backward_[j >> 6] |= uint64_t{1} << (j & 63);
  };
  constexpr uint16_t kBreak = text::kSentence | text::kParagraph | text::kItem;
  mark(0);
  for (uint32_t i = 1, before = size_ > 0 ? words.marks(0) : 0, marks; i < size_; ++i, before = marks) {
    marks = words.marks(i);
    if (((marks & kBreak) | ((marks ^ before) & text::kHeading)) != 0) mark(i);
  }
  if (size_ > 0) mark(size_);
}

uint32_t Reading::SentenceBegin(uint32_t i, uint32_t reach) const {
  if (i >= size_) return i;
  // 64 words a step: a text may be one long sentence. Word 0 begins one.
  uint32_t block = i >> 6;
  const uint32_t least = i > reach ? i - reach : 0;
  uint64_t bits = forward_[block] & (~uint64_t{0} >> (63 - (i & 63)));
  while (bits == 0 && block * 64 > least) bits = forward_[--block];
  if (bits == 0 && block > 0) return least;
  return bits == 0 ? 0 : block * 64 + 63 - static_cast<uint32_t>(std::countl_zero(bits));
}

uint32_t Reading::SentenceEnd(uint32_t i, uint32_t reach) const {
  if (++i >= size_) return size_;
  const uint32_t most = reach < size_ - i ? i + reach : size_;
  uint32_t block = i >> 6;
  uint64_t bits = forward_[block] & (~uint64_t{0} << (i & 63));
  while (bits == 0) {  // the end of the text is marked too
    if ((block + 1) * 64 > most) return most;
    bits = forward_[++block];
  }
  return std::min(size_, block * 64 + static_cast<uint32_t>(std::countr_zero(bits)));
}

bool Reading::BeginsBlock(uint32_t i) const {
  if (i == 0) return true;
  return (words_->marks(i) & (text::kParagraph | text::kItem)) != 0 ||
         ((words_->marks(i) ^ words_->marks(i - 1)) & text::kHeading) != 0;
}

uint32_t Reading::BlockBegin(uint32_t i, uint32_t reach) const {
  const uint32_t least = i > reach ? i - reach : 0;
  while (i > least && !BeginsBlock(i)) --i;
  return i;
}

uint32_t Reading::BlockEnd(uint32_t i, uint32_t reach) const {
  const uint32_t most = reach < size_ - std::min(i, size_) ? i + reach : size_;
  ++i;
  while (i < most && !BeginsBlock(i)) ++i;
  return i < size_ ? i : size_;
}

int Reading::CaptureLengthSlow(rules::Capture kind, uint32_t i) const {
  const int most = rules::MaxCaptureWords(kind);
  const auto grow = [&](auto&& belongs) {
    int n = 1;
    while (n < most && i + static_cast<uint32_t>(n) < size_ && !BreakBefore(i + static_cast<uint32_t>(n)) &&
           belongs(i + static_cast<uint32_t>(n)))
      ++n;
    return n;
  };
  switch (kind) {
    case rules::Capture::kNumber:
    case rules::Capture::kMoney: {
      const auto numeric = [&](uint32_t j) { return IsNumberWord((*words_)[j]); };
      if (numeric(i)) return grow(numeric);
      // A currency before the number is part of it.
      if (IsCurrencyWord((*words_)[i]) && i + 1 < size_ && !BreakBefore(i + 1) && numeric(i + 1)) return grow(numeric);
      return 0;
    }
    case rules::Capture::kPlace:
      return PlaceLength(*this, i);
    case rules::Capture::kQuoted: {
      if ((words_->marks(i) & text::kQuoteOpen) == 0) return 0;
      for (uint32_t n = 1; n <= static_cast<uint32_t>(most); ++n) {
        const uint16_t marks = i + n < size_ ? words_->marks(i + n) : words_->tail_marks();
        if ((marks & text::kQuoteClose) != 0) return static_cast<int>(n);
        if (i + n >= size_ || (words_->marks(i + n) & text::kParagraph) != 0) return 0;
      }
      return 0;
    }
    case rules::Capture::kName: {
      const auto capital = [&](uint32_t j) { return (words_->marks(j) & text::kCapital) != 0; };
      return capital(i) ? grow(capital) : 0;
    }
    case rules::Capture::kUrl:
      return (words_->marks(i) & text::kUrl) != 0;
    case rules::Capture::kAny:
      return 1;
  }
  return 0;
}

}  // namespace caveat::match
