// File: src/classify/align.h
//
// Two sequences of word hashes laid side by side: what is equal, and so what was added and what is missing. A copy of a
// known text is aligned with its fingerprint from anchors, places that are surely equal, outwards.
//
// Time is linear in both sequences: a difference of more than kMaxCells cells (words of one times words of the other)
// is taken as wholly different. Pure; thread-safe for distinct scratch objects.

#ifndef CAVEAT_CLASSIFY_ALIGN_H_
#define CAVEAT_CLASSIFY_ALIGN_H_

#include <cstdint>
#include <span>
#include <vector>

namespace caveat::classify {

// `length` equal words: of the known text from `a`, of the document from `b`.
struct Block {
  uint32_t a = 0, b = 0, length = 0;
  bool operator==(const Block&) const = default;
};

struct AlignScratch {
  std::vector<uint16_t> cells;
  std::vector<Block> gap;
};

inline constexpr uint32_t kMaxCells = 1u << 16;

// The equal blocks, in order, maximal, not touching. `anchors` (length > 0) must be equal and ascending in both
// sequences, and may overlap; without any the sequences are aligned from their beginnings. Before the first and after
// the last anchor, `b` is searched no further than the rest of `a` reaches and a quarter more.
void Align(std::span<const uint8_t> a, std::span<const uint8_t> b, std::span<const Block> anchors,
           AlignScratch* scratch, std::vector<Block>* blocks);

}  // namespace caveat::classify

#endif  // CAVEAT_CLASSIFY_ALIGN_H_
