// File: src/python/arrow.h
//
// Arrow in and out through its C data interface, without libarrow: a column of texts is read where it lies, the answers
// become columns that the receiver owns. https://arrow.apache.org/docs/format/CDataInterface.html describes the
// structs.
//
//   TextColumn column;
//   if (column.Open(schema, array, "card", &error)) for (int64_t i = 0; i < column.size(); ++i) ... column.text(i)
//
// Not thread-safe; nothing here knows Python.

#ifndef CAVEAT_PYTHON_ARROW_H_
#define CAVEAT_PYTHON_ARROW_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
// Names and layout are those of the Arrow specification.
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
#endif
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};
#endif
}

namespace caveat::python {

// The texts of an array, or of one column of an array of structs (a record batch). Borrows both.
class TextColumn {
 public:
  // `column` may be empty: the only column, or the first one of texts. Takes utf8, large_utf8, utf8_view and their
  // binary kin, also as a dictionary. False with `error` for anything else.
  bool Open(const ArrowSchema& schema, const ArrowArray& array, std::string_view column, std::string* error);
  int64_t size() const { return size_; }
  // Nothing for null.
  std::optional<std::string_view> text(int64_t row) const;

 private:
  enum class Kind : uint8_t { kOffsets32, kOffsets64, kView };
  bool Take(const ArrowSchema& schema, const ArrowArray& array, std::string* error);
  std::string_view Value(int64_t at) const;

  const ArrowArray* outer_ = nullptr;  // the struct, when it is one
  const ArrowArray* array_ = nullptr;  // rows: of texts, or of indices
  const ArrowArray* texts_ = nullptr;
  char index_ = 0;  // format of the indices of a dictionary; 0: none
  Kind kind_ = Kind::kOffsets32;
  int64_t size_ = 0;
};

// A column that is being made: texts, or lists of texts. Rows are added in order.
class Column {
 public:
  Column(std::string name, bool list) : name_(std::move(name)), list_(list) {}
  void Null();
  void Add(std::string_view text);
  void Add(const std::vector<std::string_view>& texts);

  const std::string& name() const { return name_; }
  bool list() const { return list_; }

 private:
  friend struct Exporter;
  std::string name_;
  bool list_ = false;
  std::vector<uint8_t> valid_;  // one a row
  std::vector<int32_t> offsets_ = {0};
  std::vector<int32_t> rows_ = {0};  // of a list: offsets into the texts
  std::string bytes_;
};

// Largest number of bytes that the texts of one column may have.
inline constexpr size_t kMaxColumn = size_t{1} << 30;

// The struct of `columns`, to be released by its receiver.
void ExportSchema(const std::vector<Column>& columns, ArrowSchema* out);
void ExportArray(std::vector<Column> columns, int64_t rows, ArrowArray* out);

}  // namespace caveat::python

#endif  // CAVEAT_PYTHON_ARROW_H_
