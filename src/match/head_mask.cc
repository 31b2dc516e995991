#include "match/head_mask.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace caveat::match {

uint64_t HeadMaskScalar(const uint8_t* bits, uint64_t mask) {
  uint64_t out = 0;
  for (int i = 0; i < 64; ++i) out |= ((mask >> bits[i]) & 1) << i;
  return out;
}

namespace {

#if defined(__x86_64__)
// The mask is a table of eight bytes: byte bits >> 3, in it bit bits & 7. Two shuffles and a test for 32 words.
__attribute__((target("avx2"))) uint64_t HeadMaskAvx2(const uint8_t* bits, uint64_t mask) {
  const __m256i table = _mm256_set1_epi64x(static_cast<long long>(mask));
  const __m256i powers = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201u));
  const __m256i low = _mm256_set1_epi8(7);
  uint64_t out = 0;
  for (int half = 0; half < 2; ++half) {
    const __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bits + 32 * half));
    const __m256i byte = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(b, 3), low));
    const __m256i bit = _mm256_shuffle_epi8(powers, _mm256_and_si256(b, low));
    const __m256i miss = _mm256_cmpeq_epi8(_mm256_and_si256(byte, bit), _mm256_setzero_si256());
    out |= static_cast<uint64_t>(~static_cast<uint32_t>(_mm256_movemask_epi8(miss))) << (32 * half);
  }
  return out;
}
#endif

uint64_t (*Choose())(const uint8_t*, uint64_t) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return HeadMaskAvx2;
#endif
  return HeadMaskScalar;
}

}  // namespace

uint64_t (*const HeadMask)(const uint8_t*, uint64_t) = Choose();

}  // namespace caveat::match
