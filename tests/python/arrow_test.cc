#include "python/arrow.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

namespace caveat::python {
namespace {

// What was exported is read again through the same door.
struct Exported {
  ArrowSchema schema = {};
  ArrowArray array = {};
  ~Exported() {
    if (schema.release != nullptr) schema.release(&schema);
    if (array.release != nullptr) array.release(&array);
  }
};

std::vector<Column> Columns() {
  std::vector<Column> columns;
  columns.emplace_back("list", true);
  columns.emplace_back("text", false);
  columns[0].Add(std::vector<std::string_view>{"a", "b"});
  columns[1].Add(std::string_view("first"));
  columns[0].Null();
  columns[1].Null();
  columns[0].Add(std::vector<std::string_view>{});
  columns[1].Add(std::string_view(""));
  return columns;
}

TEST(Arrow, RoundTrip) {
  Exported e;
  ExportSchema(Columns(), &e.schema);
  ExportArray(Columns(), 3, &e.array);
  EXPECT_STREQ(e.schema.format, "+s");
  ASSERT_EQ(e.schema.n_children, 2);
  EXPECT_STREQ(e.schema.children[0]->format, "+l");
  EXPECT_STREQ(e.schema.children[0]->children[0]->format, "u");
  const ArrowArray& list = *e.array.children[0];
  EXPECT_EQ(list.null_count, 1);
  const auto* rows = static_cast<const int32_t*>(list.buffers[1]);
  EXPECT_EQ(std::vector<int32_t>(rows, rows + 4), (std::vector<int32_t>{0, 2, 2, 2}));
  TextColumn column;
  std::string error;
  ASSERT_TRUE(column.Open(e.schema, e.array, "", &error)) << error;  // the first column of texts
  ASSERT_EQ(column.size(), 3);
  EXPECT_EQ(column.text(0), "first");
  EXPECT_EQ(column.text(1), std::nullopt);
  EXPECT_EQ(column.text(2), "");
  EXPECT_FALSE(column.Open(e.schema, e.array, "card", &error));
  EXPECT_EQ(error, "no column 'card'; there are list, text");
  EXPECT_FALSE(column.Open(e.schema, e.array, "list", &error));
  EXPECT_EQ(error, "the column is of Arrow type '+l', not of texts");
}

// Arrays by hand: offsets of 64 bits, views, slices, dictionaries.
TEST(Arrow, LargeSliced) {
  const int64_t offsets[] = {0, 1, 3, 6};
  const void* buffers[] = {nullptr, offsets, "abbccc"};
  ArrowSchema schema = {};
  schema.format = "U";
  ArrowArray array = {};
  array.length = 2;
  array.offset = 1;
  array.n_buffers = 3;
  array.buffers = buffers;
  TextColumn column;
  std::string error;
  ASSERT_TRUE(column.Open(schema, array, "", &error));
  EXPECT_EQ(column.text(0), "bb");
  EXPECT_EQ(column.text(1), "ccc");
}

TEST(Arrow, Views) {
  struct View {
    int32_t size;
    char prefix[4];
    int32_t buffer, at;
  } views[2] = {};
  views[0].size = 5;
  std::memcpy(views[0].prefix, "short", 5);  // runs on into the next fields, as the format has it
  views[1] = {14, {'a', ' ', 't', 'e'}, 1, 2};
  const void* buffers[] = {nullptr, views, "unused", "..a text longer!", nullptr};
  ArrowSchema schema = {};
  schema.format = "vu";
  ArrowArray array = {};
  array.length = 2;
  array.n_buffers = 5;
  array.buffers = buffers;
  TextColumn column;
  std::string error;
  ASSERT_TRUE(column.Open(schema, array, "", &error));
  EXPECT_EQ(column.text(0), "short");
  EXPECT_EQ(column.text(1), "a text longer!");
}

TEST(Arrow, Dictionaries) {
  const int32_t offsets[] = {0, 3, 6};
  const void* texts[] = {nullptr, offsets, "onetwo"};
  const int8_t indices[] = {1, 0, 7, 1};  // one of them leads nowhere
  const uint8_t validity[] = {0b0111};
  const void* buffers[] = {validity, indices};
  ArrowSchema value = {}, schema = {};
  value.format = "u";
  schema.format = "c";
  schema.dictionary = &value;
  ArrowArray values = {}, array = {};
  values.length = 2;
  values.n_buffers = 3;
  values.buffers = texts;
  array.length = 4;
  array.null_count = 1;
  array.n_buffers = 2;
  array.buffers = buffers;
  array.dictionary = &values;
  TextColumn column;
  std::string error;
  ASSERT_TRUE(column.Open(schema, array, "", &error)) << error;
  EXPECT_EQ(column.text(0), "two");
  EXPECT_EQ(column.text(1), "one");
  EXPECT_EQ(column.text(2), std::nullopt);
  EXPECT_EQ(column.text(3), std::nullopt);
}

}  // namespace
}  // namespace caveat::python
