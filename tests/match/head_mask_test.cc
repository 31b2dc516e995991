#include "match/head_mask.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace caveat::match {
namespace {

TEST(HeadMask, FastestWayEqualsScalar) {
  std::mt19937_64 random(7);
  std::array<uint8_t, 64> bits;
  for (int round = 0; round < 2000; ++round) {
    for (uint8_t& b : bits) b = static_cast<uint8_t>(random() & 63);
    const uint64_t mask = round % 3 == 0   ? uint64_t{1} << (random() & 63)
                          : round % 3 == 1 ? random()
                                           : random() & random() & random();
    ASSERT_EQ(HeadMask(bits.data(), mask), HeadMaskScalar(bits.data(), mask)) << "mask " << mask;
  }
}

TEST(HeadMask, Ends) {
  std::array<uint8_t, 64> bits{};
  bits[0] = 63;
  bits[63] = 5;
  for (auto* way : {HeadMask, &HeadMaskScalar}) {
    EXPECT_EQ(way(bits.data(), uint64_t{1} << 63), uint64_t{1});
    EXPECT_EQ(way(bits.data(), uint64_t{1} << 5), uint64_t{1} << 63);
    EXPECT_EQ(way(bits.data(), 0), uint64_t{0});
    EXPECT_EQ(way(bits.data(), ~uint64_t{0}), ~uint64_t{0});
  }
}

TEST(ReverseBits, Table) {
  EXPECT_EQ(ReverseBits(1), uint64_t{1} << 63);
  EXPECT_EQ(ReverseBits(uint64_t{1} << 63), uint64_t{1});
  EXPECT_EQ(ReverseBits(0x0F), 0xF000000000000000u);
  EXPECT_EQ(ReverseBits(ReverseBits(0x123456789ABCDEF0u)), 0x123456789ABCDEF0u);
}

}  // namespace
}  // namespace caveat::match
