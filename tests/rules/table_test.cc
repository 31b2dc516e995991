// Tables: made, viewed, copied, moved, written and read back.

#include "rules/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caveat::rules {
namespace {

using ::testing::ElementsAre;

Table<uint32_t> Made(std::initializer_list<uint32_t> values) {
  Table<uint32_t> t;
  for (const uint32_t v : values) t.push_back(v);
  return t;
}

TEST(Table, GrowsLikeAVector) {
  Table<uint32_t> t = Made({1, 2});
  const std::vector<uint32_t> more = {3, 4};
  t.Append(more.begin(), more.end());
  t.Edit(0) = 9;
  EXPECT_THAT(t, ElementsAre(9, 2, 3, 4));
  EXPECT_EQ(t.back(), 4u);
  t.resize(2);
  EXPECT_THAT(t, ElementsAre(9, 2));
  t.assign(3, 7);
  EXPECT_THAT(t, ElementsAre(7, 7, 7));
  t.clear();
  EXPECT_TRUE(t.empty());
}

TEST(Table, CopiesAndMovesStandAlone) {
  Table<uint32_t> made = Made({1, 2});
  Table<uint32_t> copy = made;
  made.Edit(0) = 5;
  EXPECT_THAT(copy, ElementsAre(1, 2));
  const Table<uint32_t> moved = std::move(made);
  EXPECT_THAT(moved, ElementsAre(5, 2));
  made.push_back(8);  // NOLINT: a table that was moved from is empty
  EXPECT_THAT(made, ElementsAre(8));
  copy = moved;
  EXPECT_THAT(copy, ElementsAre(5, 2));
  EXPECT_NE(copy.data(), moved.data());
}

TEST(Table, AViewIsCopiedWhenItIsChanged) {
  const uint32_t lies[] = {1, 2, 3};
  Table<uint32_t> view;
  view.View(lies, 3);
  EXPECT_EQ(view.data(), lies);
  Table<uint32_t> copy = view;
  EXPECT_EQ(copy.data(), lies);
  copy.Edit(1) = 7;
  view.push_back(4);
  EXPECT_THAT(copy, ElementsAre(1, 7, 3));
  EXPECT_THAT(view, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(lies, ElementsAre(1, 2, 3));
}

TEST(StringPool, GivesIdsInOrder) {
  StringPool pool;
  EXPECT_EQ(pool.size(), 0u);
  EXPECT_EQ(pool.Add("one"), 0u);
  EXPECT_EQ(pool.Add(""), 1u);
  EXPECT_EQ(pool.Add("three"), 2u);
  EXPECT_EQ(pool[0], "one");
  EXPECT_EQ(pool[1], "");
  EXPECT_EQ(pool[2], "three");
}

TEST(TableReader, ReadsWhatWasWrittenAndNothingShorter) {
  TableWriter w;
  StringPool pool;
  pool.Add("spam");
  w(Made({1, 2, 3}));
  w(BytesOf("bytes"));
  w(pool);
  w(Table<uint64_t>());
  EXPECT_EQ(w.out.size() % 8, 0u);
  for (size_t size = 0; size <= w.out.size(); ++size) {
    // In words of eight bytes, so that it is aligned, and an exact copy, so that a sanitizer sees a read past the end.
    std::vector<uint64_t> bytes(size / 8);
    if (size % 8 != 0) continue;
    if (size > 0) std::memcpy(bytes.data(), w.out.data(), size);
    TableReader r({reinterpret_cast<const char*>(bytes.data()), size});
    Table<uint32_t> ids;
    Table<char> text;
    StringPool strings;
    Table<uint64_t> none;
    r(ids);
    r(text);
    r(strings);
    r(none);
    EXPECT_EQ(r.Done(), size == w.out.size());
    if (!r.Done()) continue;
    EXPECT_THAT(ids, ElementsAre(1, 2, 3));
    EXPECT_EQ(AsText(text), "bytes");
    EXPECT_EQ(strings[0], "spam");
    EXPECT_TRUE(none.empty());
    EXPECT_EQ(reinterpret_cast<const char*>(ids.data()), reinterpret_cast<const char*>(bytes.data()) + 8);  // a view
  }
}

TEST(TableReader, RefusesLengthsThatCannotBe) {
  for (const uint64_t length : {uint64_t{2}, uint64_t{1} << 61, ~uint64_t{0}}) {
    const uint64_t bytes[] = {length, 0};
    TableReader r({reinterpret_cast<const char*>(bytes), sizeof(bytes)});
    Table<uint64_t> t;
    r(t);
    EXPECT_FALSE(r.ok());
    EXPECT_TRUE(t.empty());
  }
}

TEST(TableReader, RefusesBytesThatAreNotAligned) {
  const uint64_t bytes[] = {0, 0};
  TableReader r({reinterpret_cast<const char*>(bytes) + 1, 8});
  EXPECT_FALSE(r.ok());
}

}  // namespace
}  // namespace caveat::rules
