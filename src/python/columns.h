// File: src/python/columns.h
//
// Arrow arrays in the making, and what it takes to hand arrays over that somebody else made. Not thread-safe.

#ifndef CAVEAT_PYTHON_COLUMNS_H_
#define CAVEAT_PYTHON_COLUMNS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "python/arrow_abi.h"

namespace caveat::python {

// One column, filled value by value. Every type may hold nulls.
class Column {
 public:
  enum class Type : uint8_t { kText, kInt, kNumber, kBool, kList, kStruct };

  // A list has one child, its items; a structure has any number of children.
  Column(std::string name, Type type, std::vector<Column> children = {});

  // One more value. Of a list or structure the children are filled first; then Close says that this makes a value (for
  // a list: of all items appended since the last one). Null of a structure makes one null of each of its children.
  void Text(std::string_view value);
  void Int(int64_t value);
  void Number(double value);
  void Bool(bool value);
  void Close();
  void Null();

  Column& child(size_t i) { return children_[i]; }
  int64_t size() const { return size_; }
  // An array cannot hold as many bytes of text, or items, as were asked for: what was appended since is lost.
  bool overflow() const;

  // Describes the column; the description is its own.
  void Describe(ArrowSchema* out) const;
  // Hands the values over and leaves the column empty.
  void Take(ArrowArray* out);

 private:
  void Mark(bool valid);

  std::string name_;
  Type type_;
  std::vector<Column> children_;
  int64_t size_ = 0, nulls_ = 0;
  bool overflow_ = false;
  std::vector<uint8_t> valid_, bits_;  // `valid_` stays empty while there are no nulls
  std::vector<int32_t> offsets_;
  std::vector<int64_t> ints_;
  std::vector<double> numbers_;
  std::string text_;
};

// A copy of a description, its own.
void CopySchema(const ArrowSchema& from, ArrowSchema* out);

// A structure of these fields, as a table's schema is. The fields are moved from.
void StructSchema(std::vector<ArrowSchema> fields, ArrowSchema* out);
// The same of arrays of `length` rows.
void StructArray(std::vector<ArrowArray> columns, int64_t length, ArrowArray* out);

// Rows `begin` to `begin + length` of `array`, whose own offset is not part of `begin`. The buffers are shared; `owner`
// is what keeps them alive.
void ShareArray(const ArrowArray& array, int64_t begin, int64_t length, std::shared_ptr<void> owner, ArrowArray* out);

}  // namespace caveat::python

#endif  // CAVEAT_PYTHON_COLUMNS_H_
