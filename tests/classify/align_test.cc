#include "classify/align.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "text/transforms.h"

namespace caveat::classify {
namespace {

std::vector<uint8_t> Bytes(std::string_view s) { return {s.begin(), s.end()}; }

// "abc|x+|def": what is equal, and between the bars what only `a` (-) or only `b` (+) has.
std::string Show(std::string_view a, std::string_view b, const std::vector<Block>& blocks) {
  std::string out;
  uint32_t at_a = 0, at_b = 0;
  const auto gap = [&](uint32_t to_a, uint32_t to_b) {
    if (to_a > at_a) out += "[-" + std::string(a.substr(at_a, to_a - at_a)) + "]";
    if (to_b > at_b) out += "[+" + std::string(b.substr(at_b, to_b - at_b)) + "]";
  };
  for (const Block& block : blocks) {
    gap(block.a, block.b);
    out += a.substr(block.a, block.length);
    at_a = block.a + block.length;
    at_b = block.b + block.length;
  }
  gap(static_cast<uint32_t>(a.size()), static_cast<uint32_t>(b.size()));
  return out;
}

struct Case {
  std::string_view a, b;
  std::vector<Block> anchors;
  std::string_view want;
};

TEST(AlignTest, FindsWhatIsEqual) {
  const Case cases[] = {
      {"", "", {}, ""},
      {"abc", "", {}, "[-abc]"},
      {"", "abc", {}, "[+abc]"},
      {"abcdef", "abcdef", {{2, 2, 2}}, "abcdef"},
      {"abcdef", "abcdef", {}, "abcdef"},
      {"abcdefgh", "abcdXYZefgh", {{0, 0, 3}, {5, 8, 3}}, "abcd[+XYZ]efgh"},
      {"abcdefgh", "abcfgh", {{0, 0, 3}, {5, 3, 3}}, "abc[-de]fgh"},
      {"abcdefgh", "abcXfgh", {{0, 0, 3}, {5, 4, 3}}, "abc[-de][+X]fgh"},
      // A prefix and a suffix that are outside.
      {"abcdefgh", "qqabcdefghrr", {{3, 5, 2}}, "[+qq]abcdefgh[+rr]"},
      // Overlapping anchors on one line, and one that contradicts the first.
      {"abcdefgh", "abcdefgh", {{0, 0, 5}, {1, 1, 5}, {3, 3, 5}}, "abcdefgh"},
      // One equal byte alone among many others is chance.
      {"abcdUVWXYZklmn", "abcd123Y45678klmn", {{0, 0, 4}, {10, 13, 4}}, "abcd[-UVWXYZ][+123Y45678]klmn"},
  };
  AlignScratch scratch;
  std::vector<Block> blocks;
  for (const Case& c : cases) {
    const std::vector<uint8_t> a = Bytes(c.a), b = Bytes(c.b);
    Align(a, b, c.anchors, &scratch, &blocks);
    EXPECT_EQ(Show(c.a, c.b, blocks), c.want) << c.a << " / " << c.b;
  }
}

// Longest common subsequence, plainly.
uint32_t SlowCommon(const std::vector<uint8_t>& a, const std::vector<uint8_t>& b) {
  std::vector<std::vector<uint32_t>> t(a.size() + 1, std::vector<uint32_t>(b.size() + 1, 0));
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j)
      t[i][j] = a[i - 1] == b[j - 1] ? t[i - 1][j - 1] + 1 : std::max(t[i - 1][j], t[i][j - 1]);
  }
  return t[a.size()][b.size()];
}

// Edits of random sequences: the blocks are equal and in order, nothing is longer than the oracle's answer, and hardly
// anything is shorter (what stands alone is left out on purpose).
TEST(AlignTest, AgreesWithTheSlowOracle) {
  text::Random random(5);
  AlignScratch scratch;
  std::vector<Block> blocks;
  uint64_t fast = 0, slow = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<uint8_t> a(40 + random.Below(160)), b;
    for (uint8_t& x : a) x = static_cast<uint8_t>(random.Below(256));
    std::vector<Block> anchors;
    const size_t edits = 1 + random.Below(6);
    for (uint32_t i = 0; i < a.size(); ++i) {
      const bool edit = random.Below(a.size()) < edits;
      if (edit && random.Below(3) == 0) continue;
      if (edit) {
        for (size_t n = random.Below(12); n-- > 0;) b.push_back(static_cast<uint8_t>(random.Below(256)));
      }
      if (random.Below(9) == 0) anchors.push_back({i, static_cast<uint32_t>(b.size()), 1});
      b.push_back(a[i]);
    }
    Align(a, b, anchors, &scratch, &blocks);
    uint32_t common = 0, at_a = 0, at_b = 0;
    for (const Block& block : blocks) {
      ASSERT_GT(block.length, 0u);
      ASSERT_TRUE(block.a >= at_a && block.b >= at_b && (at_a + at_b == 0 || block.a > at_a || block.b > at_b));
      ASSERT_LE(block.a + block.length, a.size());
      ASSERT_LE(block.b + block.length, b.size());
      for (uint32_t k = 0; k < block.length; ++k) ASSERT_EQ(a[block.a + k], b[block.b + k]);
      common += block.length;
      at_a = block.a + block.length;
      at_b = block.b + block.length;
    }
    const uint32_t best = SlowCommon(a, b);
    EXPECT_LE(common, best);
    fast += common;
    slow += best;
  }
  EXPECT_GE(static_cast<double>(fast), 0.99 * static_cast<double>(slow));
}

TEST(AlignTest, LargeDifferencesStayLinear) {
  // 100,000 words against as many others: were it not bounded, this would not end.
  std::vector<uint8_t> a(100000), b(100000);
  text::Random random(9);
  for (uint8_t& x : a) x = static_cast<uint8_t>(random.Below(256));
  for (uint8_t& x : b) x = static_cast<uint8_t>(random.Below(256));
  for (size_t i = 0; i < 5; ++i) b[50000 + i] = a[50000 + i];
  AlignScratch scratch;
  std::vector<Block> blocks;
  Align(a, b, std::vector<Block>{{50000, 50000, 5}}, &scratch, &blocks);
  ASSERT_FALSE(blocks.empty());
  EXPECT_LE(scratch.cells.capacity(), size_t{2} * (kMaxCells + 2 * (kMaxCells + 1)));
}

}  // namespace
}  // namespace caveat::classify
