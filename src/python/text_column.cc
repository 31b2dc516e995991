#include "python/text_column.h"

#include <cstring>

namespace caveat::python {
namespace {

// 'u', 'U', 'v' or 'n' for a type that holds texts, 0 for another.
char KindOf(std::string_view format) {
  if (format == "u" || format == "z") return 'u';
  if (format == "U" || format == "Z") return 'U';
  if (format == "vu" || format == "vz") return 'v';
  if (format == "n") return 'n';
  return 0;
}

template <class T>
T Entry(const ArrowArray& array, int64_t buffer, int64_t i) {
  T value;
  std::memcpy(&value, static_cast<const char*>(array.buffers[buffer]) + i * static_cast<int64_t>(sizeof(T)), sizeof(T));
  return value;
}

}  // namespace

bool IsValid(const void* bitmap, int64_t i) {
  return bitmap == nullptr || (static_cast<const uint8_t*>(bitmap)[i >> 3] >> (i & 7) & 1) != 0;
}

bool TextColumn::Accepts(const ArrowSchema& schema) {
  if (schema.dictionary == nullptr) return KindOf(schema.format) != 0;
  const std::string_view index = schema.format;
  return index.size() == 1 && std::string_view("cCsSiIlL").find(index[0]) != std::string_view::npos &&
         schema.dictionary->dictionary == nullptr && KindOf(schema.dictionary->format) != 0;
}

void TextColumn::Open(const ArrowSchema& schema, const ArrowArray& array, int64_t shift) {
  const bool dictionary = schema.dictionary != nullptr;
  keys_ = dictionary ? schema.format[0] : '\0';
  kind_ = KindOf(dictionary ? schema.dictionary->format : schema.format);
  rows_ = &array;
  values_ = dictionary ? array.dictionary : &array;
  offset_ = array.offset + shift;
}

int64_t TextColumn::Key(int64_t i) const {
  i += offset_;
  if (kind_ == 'n' || !IsValid(rows_->buffers[0], i)) return -1;
  int64_t key = i;
  switch (keys_) {
    case 0:
      return i;
    case 'c':
      key = int64_t{Entry<int8_t>(*rows_, 1, i)};
      break;
    case 'C':
      key = Entry<uint8_t>(*rows_, 1, i);
      break;
    case 's':
      key = Entry<int16_t>(*rows_, 1, i);
      break;
    case 'S':
      key = Entry<uint16_t>(*rows_, 1, i);
      break;
    case 'i':
      key = Entry<int32_t>(*rows_, 1, i);
      break;
    case 'I':
      key = Entry<uint32_t>(*rows_, 1, i);
      break;
    default:
      key = Entry<int64_t>(*rows_, 1, i);
  }
  // What lies outside of the dictionary keeps its number, so that Text says no.
  if (key < 0 || key >= values_->length) return INT64_MAX;
  key += values_->offset;
  return IsValid(values_->buffers[0], key) ? key : -1;
}

bool TextColumn::Text(int64_t key, std::string_view* text) const {
  if (key == INT64_MAX) return false;
  if (kind_ == 'v') {
    // A length, then up to twelve bytes in place, or four of them, a buffer's number and an offset into it.
    const char* view = static_cast<const char*>(values_->buffers[1]) + key * 16;
    int32_t parts[4];
    std::memcpy(parts, view, sizeof(parts));
    if (parts[0] < 0) return false;
    const auto size = static_cast<size_t>(parts[0]);
    if (size <= 12) {
      *text = {view + 4, size};
      return true;
    }
    // Before the texts lie validity and views, after them the sizes of the buffers.
    if (parts[2] < 0 || parts[2] + 3 >= values_->n_buffers || parts[3] < 0) return false;
    *text = {static_cast<const char*>(values_->buffers[parts[2] + 2]) + parts[3], size};
    return true;
  }
  const bool wide = kind_ == 'U';
  const int64_t begin = wide ? Entry<int64_t>(*values_, 1, key) : Entry<int32_t>(*values_, 1, key);
  const int64_t end = wide ? Entry<int64_t>(*values_, 1, key + 1) : Entry<int32_t>(*values_, 1, key + 1);
  if (begin < 0 || end < begin) return false;
  // An array of empty texts may come without a buffer for them.
  *text = begin == end ? std::string_view()
                       : std::string_view(static_cast<const char*>(values_->buffers[2]) + begin,
                                          static_cast<size_t>(end - begin));
  return true;
}

}  // namespace caveat::python
