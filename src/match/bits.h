// File: src/match/bits.h
//
// A set of word positions relative to a base: what a pattern element maps to another such set. Bits holds 256 of them,
// Bits64 the 64 that are enough for most patterns; both have the same members.

#ifndef CAVEAT_MATCH_BITS_H_
#define CAVEAT_MATCH_BITS_H_

#include <algorithm>
#include <bit>
#include <cstdint>

namespace caveat::match {

struct Bits {
  static constexpr int kSize = 256;
  uint64_t w[4] = {0, 0, 0, 0};

  static Bits One(int k) {
    Bits b;
    b.Set(k);
    return b;
  }
  // The positions [from, to), both clipped to 0..256.
  static Bits Range(int from, int to) {
    Bits b;
    b.SetRange(from, to);
    return b;
  }

  void Set(int k) { w[k >> 6] |= uint64_t{1} << (k & 63); }
  bool Has(int k) const { return (w[k >> 6] >> (k & 63)) & 1; }
  void SetRange(int from, int to) {
    from = std::max(from, 0);
    to = std::min(to, kSize);
    if (from >= to) return;
    const int first = from >> 6, last = (to - 1) >> 6;
    const uint64_t low = ~uint64_t{0} << (from & 63), high = ~uint64_t{0} >> (63 - ((to - 1) & 63));
    if (first == last) {
      w[first] |= low & high;
      return;
    }
    w[first] |= low;
    for (int i = first + 1; i < last; ++i) w[i] = ~uint64_t{0};
    w[last] |= high;
  }
  bool Any() const { return (w[0] | w[1] | w[2] | w[3]) != 0; }
  // The smallest member that is at least `from`; kSize if there is none.
  int Next(int from) const {
    if (from >= kSize) return kSize;
    int i = from >> 6;
    uint64_t word = w[i] & (~uint64_t{0} << (from & 63));
    while (word == 0) {
      if (++i == 4) return kSize;
      word = w[i];
    }
    return i * 64 + std::countr_zero(word);
  }
  int First() const { return Next(0); }
  int Last() const {
    for (int i = 3; i >= 0; --i)
      if (w[i] != 0) return i * 64 + 63 - std::countl_zero(w[i]);
    return -1;
  }
  template <class F>
  void ForEach(F&& f) const {
    for (int i = 0; i < 4; ++i)
      for (uint64_t word = w[i]; word != 0; word &= word - 1) f(i * 64 + std::countr_zero(word));
  }
  Bits operator|(const Bits& o) const { return {{w[0] | o.w[0], w[1] | o.w[1], w[2] | o.w[2], w[3] | o.w[3]}}; }
  Bits operator&(const Bits& o) const { return {{w[0] & o.w[0], w[1] & o.w[1], w[2] & o.w[2], w[3] & o.w[3]}}; }
  // This set without the members of `o`.
  Bits Without(const Bits& o) const { return {{w[0] & ~o.w[0], w[1] & ~o.w[1], w[2] & ~o.w[2], w[3] & ~o.w[3]}}; }
  bool operator==(const Bits&) const = default;
};

struct Bits64 {
  static constexpr int kSize = 64;
  uint64_t w = 0;

  static Bits64 One(int k) { return {uint64_t{1} << k}; }
  static Bits64 Range(int from, int to) {
    Bits64 b;
    b.SetRange(from, to);
    return b;
  }
  void Set(int k) { w |= uint64_t{1} << k; }
  bool Has(int k) const { return (w >> k) & 1; }
  void SetRange(int from, int to) {
    from = std::max(from, 0);
    to = std::min(to, kSize);
    if (from < to) w |= (~uint64_t{0} >> (64 - (to - from))) << from;
  }
  bool Any() const { return w != 0; }
  int Next(int from) const {
    if (from >= kSize) return kSize;
    const uint64_t rest = w & (~uint64_t{0} << from);
    return rest == 0 ? kSize : std::countr_zero(rest);
  }
  int First() const { return w == 0 ? kSize : std::countr_zero(w); }
  int Last() const { return 63 - std::countl_zero(w); }
  template <class F>
  void ForEach(F&& f) const {
    for (uint64_t word = w; word != 0; word &= word - 1) f(std::countr_zero(word));
  }
  Bits64 operator|(const Bits64& o) const { return {w | o.w}; }
  Bits64 operator&(const Bits64& o) const { return {w & o.w}; }
  Bits64 Without(const Bits64& o) const { return {w & ~o.w}; }
  bool operator==(const Bits64&) const = default;
};

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_BITS_H_
