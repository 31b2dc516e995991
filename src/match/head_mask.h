// File: src/match/head_mask.h
//
// Which of 64 words in a row may begin an element: one bit test a word, 32 words at a time with AVX2 where the
// processor has it.

#ifndef CAVEAT_MATCH_HEAD_MASK_H_
#define CAVEAT_MATCH_HEAD_MASK_H_

#include <cstdint>

namespace caveat::match {

// Bit i of the result: `mask` has bit bits[i]. All 64 bytes must be readable; each is 0 to 63.
uint64_t HeadMaskScalar(const uint8_t* bits, uint64_t mask);
// The same by the fastest way this processor knows.
extern uint64_t (*const HeadMask)(const uint8_t* bits, uint64_t mask);

// Bit 63 - i of the result is bit i of `x`.
constexpr uint64_t ReverseBits(uint64_t x) {
  x = ((x >> 1) & 0x5555555555555555u) | ((x & 0x5555555555555555u) << 1);
  x = ((x >> 2) & 0x3333333333333333u) | ((x & 0x3333333333333333u) << 2);
  x = ((x >> 4) & 0x0F0F0F0F0F0F0F0Fu) | ((x & 0x0F0F0F0F0F0F0F0Fu) << 4);
  return __builtin_bswap64(x);
}

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_HEAD_MASK_H_
