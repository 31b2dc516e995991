#include "classify/align.h"

#include <algorithm>

namespace caveat::classify {
namespace {

class Aligner {
 public:
  Aligner(std::span<const uint8_t> a, std::span<const uint8_t> b, AlignScratch* scratch, std::vector<Block>* blocks)
      : a_(a), b_(b), scratch_(*scratch), blocks_(*blocks) {}

  // What an equal place bounds: on both sides, or only on the right or left, where nothing holds the other end.
  enum class Ends { kBoth, kRight, kLeft };

  // [a0, a1) against [b0, b1).
  void Between(uint32_t a0, uint32_t a1, uint32_t b0, uint32_t b1, Ends ends = Ends::kBoth) {
    uint32_t prefix = 0, suffix = 0;
    if (ends != Ends::kRight) {
      while (a0 + prefix < a1 && b0 + prefix < b1 && a_[a0 + prefix] == b_[b0 + prefix]) ++prefix;
    }
    Put(a0, b0, prefix);
    a0 += prefix;
    b0 += prefix;
    if (ends != Ends::kLeft) {
      while (a1 - suffix > a0 && b1 - suffix > b0 && a_[a1 - suffix - 1] == b_[b1 - suffix - 1]) ++suffix;
    }
    Common(a0, a1 - suffix, b0, b1 - suffix, ends);
    Put(a1 - suffix, b1 - suffix, suffix);
  }

  void Put(uint32_t a, uint32_t b, uint32_t length) {
    if (length == 0) return;
    if (!blocks_.empty() && blocks_.back().a + blocks_.back().length == a &&
        blocks_.back().b + blocks_.back().length == b) {
      blocks_.back().length += length;
    } else {
      blocks_.push_back({a, b, length});
    }
  }

 private:
  // Longest common subsequence. Equal words that stand alone among many different ones are chance, and dropped.
  void Common(uint32_t a0, uint32_t a1, uint32_t b0, uint32_t b1, Ends ends) {
    const uint32_t m = a1 - a0, n = b1 - b0;
    if (m == 0 || n == 0 || uint64_t{m} * n > kMaxCells) return;
    const uint32_t width = n + 1;
    std::vector<uint16_t>& cells = scratch_.cells;
    cells.resize(size_t{m + 1} * width);
    std::fill(cells.begin(), cells.begin() + width, uint16_t{0});
    for (uint32_t i = 1; i <= m; ++i) {
      uint16_t* row = cells.data() + size_t{i} * width;
      const uint16_t* above = row - width;
      row[0] = 0;
      for (uint32_t j = 1; j <= n; ++j)
        row[j] =
            a_[a0 + i - 1] == b_[b0 + j - 1] ? static_cast<uint16_t>(above[j - 1] + 1) : std::max(above[j], row[j - 1]);
    }
    std::vector<Block>& gap = scratch_.gap;
    gap.clear();
    for (uint32_t i = m, j = n; i > 0 && j > 0;) {
      const uint16_t* row = cells.data() + size_t{i} * width;
      if (a_[a0 + i - 1] == b_[b0 + j - 1]) {
        --i;
        --j;
        if (!gap.empty() && gap.back().a == a0 + i + 1 && gap.back().b == b0 + j + 1) {
          gap.back() = {a0 + i, b0 + j, gap.back().length + 1};
        } else {
          gap.push_back({a0 + i, b0 + j, 1});
        }
      } else if (*(row - width + j) >= row[j - 1]) {
        --i;
      } else {
        --j;
      }
    }
    std::reverse(gap.begin(), gap.end());
    uint32_t a = a0, b = b0;  // end of the block before
    for (size_t k = 0; k < gap.size(); ++k) {
      const uint32_t next_a = k + 1 < gap.size() ? gap[k + 1].a : a1, next_b = k + 1 < gap.size() ? gap[k + 1].b : b1;
      uint32_t before = std::max(gap[k].a - a, gap[k].b - b);
      uint32_t after = std::max(next_a - gap[k].a, next_b - gap[k].b) - gap[k].length;
      if (ends == Ends::kRight && a == a0 && b == b0) before = UINT32_MAX;
      if (ends == Ends::kLeft && k + 1 == gap.size()) after = UINT32_MAX;
      if (gap[k].length < 3 && before > 2 * gap[k].length && after > 2 * gap[k].length) continue;
      Put(gap[k].a, gap[k].b, gap[k].length);
      a = gap[k].a + gap[k].length;
      b = gap[k].b + gap[k].length;
    }
  }

  std::span<const uint8_t> a_, b_;
  AlignScratch& scratch_;
  std::vector<Block>& blocks_;
};

uint32_t Reach(uint32_t length) { return length + length / 4 + 8; }

}  // namespace

void Align(std::span<const uint8_t> a, std::span<const uint8_t> b, std::span<const Block> anchors,
           AlignScratch* scratch, std::vector<Block>* blocks) {
  blocks->clear();
  const auto m = static_cast<uint32_t>(a.size()), n = static_cast<uint32_t>(b.size());
  Aligner aligner(a, b, scratch, blocks);
  if (anchors.empty()) {
    aligner.Between(0, m, 0, std::min(n, Reach(m)), Aligner::Ends::kLeft);
    return;
  }
  const Block& first = anchors.front();
  // Before the first anchor equality counts from the anchor backwards: no prefix of the window means anything there.
  uint32_t back = 0;
  while (back < first.a && back < first.b && a[first.a - back - 1] == b[first.b - back - 1]) ++back;
  const uint32_t head_a = first.a - back, head_b = first.b - back;
  aligner.Between(0, head_a, head_b - std::min(head_b, Reach(head_a)), head_b, Aligner::Ends::kRight);
  aligner.Put(head_a, head_b, back);
  uint32_t at_a = first.a, at_b = first.b;
  for (const Block& anchor : anchors) {
    const uint32_t end_a = anchor.a + anchor.length, end_b = anchor.b + anchor.length;
    if (end_a <= at_a || end_b <= at_b) continue;
    // An anchor that overlaps what is there already counts only when it goes on on the same diagonal.
    const uint32_t skip = std::max(at_a > anchor.a ? at_a - anchor.a : 0, at_b > anchor.b ? at_b - anchor.b : 0);
    if (skip >= anchor.length) continue;
    const uint32_t from_a = anchor.a + skip, from_b = anchor.b + skip;
    aligner.Between(at_a, from_a, at_b, from_b);
    uint32_t length = anchor.length - skip;
    while (from_a + length < m && from_b + length < n && a[from_a + length] == b[from_b + length]) ++length;
    aligner.Put(from_a, from_b, length);
    at_a = from_a + length;
    at_b = from_b + length;
  }
  aligner.Between(at_a, m, at_b, at_b + std::min(n - at_b, Reach(m - at_a)), Aligner::Ends::kLeft);
}

}  // namespace caveat::classify
