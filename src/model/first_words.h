// File: src/model/first_words.h
//
// Which words may be the first of something, for passes over prose in which nearly none is: one look at a table of 4096
// bits. It may say yes to others, and never says no to one of its own.
//
//   FirstWords first;
//   first.Add("built|derived from");
//   first.MayBe("derived")  // true
//
// Pure, thread-safe once filled; constant time a word.

#ifndef CAVEAT_MODEL_FIRST_WORDS_H_
#define CAVEAT_MODEL_FIRST_WORDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace caveat::model {

class FirstWords {
 public:
  // The first words of phrases ("a|b c" has a and b) or of wordings.
  constexpr void Add(std::string_view phrase) {
    std::string_view first = phrase.substr(0, phrase.find(' '));
    while (!first.empty()) {
      const size_t bar = first.find('|');
      const std::string_view word = first.substr(0, bar);
      bits_[Place(word) / 64] |= uint64_t{1} << Place(word) % 64;
      if (bar == std::string_view::npos) break;
      first.remove_prefix(bar + 1);
    }
  }
  constexpr void Add(const FirstWords& other) {
    for (size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
  }
  // Precondition: `word` is not empty.
  constexpr bool MayBe(std::string_view word) const { return Has(Place(word)); }

  // For tables of one's own: where a word stands, below kPlaces, and whether one of these words stands there.
  static constexpr uint32_t kPlaces = 4096;
  constexpr bool Has(uint32_t place) const { return (bits_[place / 64] >> place % 64 & 1) != 0; }
  static constexpr uint32_t Place(std::string_view word) {
    const auto byte = [&](size_t i) { return uint32_t{static_cast<unsigned char>(word[i])}; };
    const size_t n = word.size();
    const uint32_t mixed = byte(0) | byte(n / 2) << 8 | byte(n - 1) << 16 | static_cast<uint32_t>(n) << 24;
    return mixed * 0x9E3779B1u >> 20;
  }

 private:
  std::array<uint64_t, 64> bits_ = {};
};

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_FIRST_WORDS_H_
