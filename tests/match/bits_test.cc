// Bits against a std::set of the same members.

#include "match/bits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <set>
#include <vector>

namespace caveat::match {
namespace {

std::set<int> Members(const Bits& b) {
  std::set<int> out;
  b.ForEach([&](int k) { out.insert(k); });
  return out;
}

TEST(Bits, Ranges) {
  for (int from = -3; from <= 260; ++from) {
    for (int to = -3; to <= 260; ++to) {
      std::set<int> want;
      for (int k = std::max(from, 0); k < std::min(to, Bits::kSize); ++k) want.insert(k);
      ASSERT_EQ(Members(Bits::Range(from, to)), want) << from << " " << to;
    }
  }
}

TEST(Bits, AgainstASet) {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    Bits a, b;
    std::set<int> sa, sb;
    for (int n = static_cast<int>(random() % 12); n > 0; --n) {
      const int k = static_cast<int>(random() % 256), l = static_cast<int>(random() % 256);
      a.Set(k), sa.insert(k);
      b.Set(l), sb.insert(l);
    }
    if (round % 3 == 0) {
      const int from = static_cast<int>(random() % 256), to = static_cast<int>(random() % 300);
      a.SetRange(from, to);
      for (int k = from; k < std::min(to, 256); ++k) sa.insert(k);
    }
    ASSERT_EQ(Members(a), sa);
    std::set<int> all = sa, common, rest;
    all.insert(sb.begin(), sb.end());
    std::set_intersection(sa.begin(), sa.end(), sb.begin(), sb.end(), std::inserter(common, common.end()));
    std::set_difference(sa.begin(), sa.end(), sb.begin(), sb.end(), std::inserter(rest, rest.end()));
    EXPECT_EQ(Members(a | b), all);
    EXPECT_EQ(Members(a & b), common);
    EXPECT_EQ(Members(a.Without(b)), rest);
    EXPECT_EQ(a.Any(), !sa.empty());
    EXPECT_EQ(a.First(), sa.empty() ? Bits::kSize : *sa.begin());
    EXPECT_EQ(a.Last(), sa.empty() ? -1 : *sa.rbegin());
    for (int k = 0; k <= Bits::kSize; ++k) {
      const auto next = sa.lower_bound(k);
      EXPECT_EQ(a.Next(k), next == sa.end() ? Bits::kSize : *next);
      if (k < Bits::kSize) {
        EXPECT_EQ(a.Has(k), sa.count(k) == 1);
      }
    }
  }
}

}  // namespace
}  // namespace caveat::match
