// Strings to numbers, made and viewed.

#include "rules/string_map.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::rules {
namespace {

TEST(StringMap, FindsWhatItHoldsAndNothingElse) {
  StringMap map;
  EXPECT_EQ(map.Find("w1"), StringMap::kMissing);
  for (uint32_t i = 0; i < 3000; ++i) EXPECT_TRUE(map.Add("w" + std::to_string(i), i * 7));
  EXPECT_TRUE(map.Add("", 5));
  EXPECT_EQ(map.size(), 3001u);
  for (uint32_t i = 0; i < 3000; ++i) EXPECT_EQ(map.Find("w" + std::to_string(i)), i * 7);
  EXPECT_EQ(map.Find(""), 5u);
  EXPECT_FALSE(map.Has("w3000"));
  EXPECT_FALSE(map.Has("w"));
}

TEST(StringMap, TheFirstValueCounts) {
  StringMap map;
  EXPECT_TRUE(map.Add("a", 1));
  EXPECT_FALSE(map.Add("a", 2));
  EXPECT_EQ(map.Find("a"), 1u);
  EXPECT_EQ(map.size(), 1u);
}

TEST(StringMap, IsTheSameWhereItLies) {
  StringMap map;
  for (uint32_t i = 0; i < 100; ++i) map.Add("w" + std::to_string(i), i);
  TableWriter w;
  map.Tables(w);
  StringMap view;
  TableReader r(w.out);
  view.Tables(r);
  ASSERT_TRUE(r.Done());
  for (uint32_t i = 0; i < 100; ++i) EXPECT_EQ(view.Find("w" + std::to_string(i)), i);
  EXPECT_FALSE(view.Has("w100"));
}

}  // namespace
}  // namespace caveat::rules
