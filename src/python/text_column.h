// File: src/python/text_column.h
//
// Texts out of an Arrow array: string, large_string, string_view, binary, large_binary, binary_view, the null type, and
// dictionaries of these. Nothing is copied: the views live as long as the array. Not thread-safe while opening; reading
// is.

#ifndef CAVEAT_PYTHON_TEXT_COLUMN_H_
#define CAVEAT_PYTHON_TEXT_COLUMN_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "python/arrow_abi.h"

namespace caveat::python {

// Whether bit `i` of an Arrow validity bitmap says "there"; a bitmap that is null says so everywhere.
bool IsValid(const void* bitmap, int64_t i);

class TextColumn {
 public:
  // Whether texts can be read from arrays of this type.
  static bool Accepts(const ArrowSchema& schema);

  // Looks at `array`, which is of type `schema`; both must outlive this. `shift` is added to every index: the offset of
  // the structure that the array is a child of.
  void Open(const ArrowSchema& schema, const ArrowArray& array, int64_t shift);

  // Which text row `i` has: a number that equal entries of a dictionary share, or -1 for null. O(1).
  int64_t Key(int64_t i) const;
  // The text of a key that is not -1; false when the array is broken (offsets that go backwards, say). O(1).
  bool Text(int64_t key, std::string_view* text) const;
  bool is_dictionary() const { return keys_ != 0; }

 private:
  char kind_ = 0;       // 'u' or 'U' by width of the offsets, 'v' views, 'n' nothing
  char keys_ = 0;       // of a dictionary: the format of its indices
  int64_t offset_ = 0;  // of the rows
  const ArrowArray* rows_ = nullptr;
  const ArrowArray* values_ = nullptr;  // the rows themselves, or the dictionary
};

}  // namespace caveat::python

#endif  // CAVEAT_PYTHON_TEXT_COLUMN_H_
