// File: src/text/span.h
//
// Byte offsets of a file to 1-based lines. A line ends with \n, \r\n or a lone \r; in UTF-16 files these are two bytes
// each. Building and asking are O(size) once and O(log lines) then; nothing is built before the first question. Not
// thread-safe. Where lines end with \n only, as nearly everywhere, lines are counted by blocks of bytes.

#ifndef CAVEAT_TEXT_SPAN_H_
#define CAVEAT_TEXT_SPAN_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/fold.h"

namespace caveat::text {

class LineIndex {
 public:
  // `bytes` are those of the file as it lies on disk and must outlive the index.
  explicit LineIndex(std::string_view bytes, Encoding encoding = Encoding::kUtf8)
      : bytes_(bytes), encoding_(encoding) {}

  // The line of the byte at `offset`; an offset behind the end counts as the end.
  uint32_t LineOf(uint64_t offset) const;

  // Number of lines; a text that ends without a line end has its last line counted, an empty one has 1.
  uint32_t lines() const;

 private:
  void Build() const;

  static constexpr size_t kBlock = 192;

  std::string_view bytes_;
  Encoding encoding_;
  mutable bool built_ = false;            // at the first question: one of these
  mutable std::vector<uint32_t> blocks_;  // newlines in front of each block
  mutable uint32_t lines_ = 0;            // and in all, and one
  mutable std::vector<uint32_t> starts_;  // byte where each line starts
};

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_SPAN_H_
