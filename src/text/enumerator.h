// File: src/text/enumerator.h
//
// List marks: "1.", "(a)", "iv)", "1.2.3", "一、", "第三条", "Section 4." read from the source, and the order they come
// in, which tells a list mark from a number in prose. Pure; no allocation.

#ifndef CAVEAT_TEXT_ENUMERATOR_H_
#define CAVEAT_TEXT_ENUMERATOR_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "text/words.h"

namespace caveat::text {

struct Enumerator {
  uint32_t length = 0;  // bytes in the source; 0: none here
  Marker kind = Marker::kNone;
  bool parenthesised = false;       // (a)
  bool strong = false;              // could hardly be anything else: 一、 第三条 ①
  uint8_t depth = 1;                // parts of a dotted number
  char close = 0;                   // '.', ')' or 0 (dotted number without a stop)
  uint16_t value = 0;               // 1 for 1, a, A, i; of a dotted number its last part
  uint16_t roman = 0;               // value as a roman number, 0 when it is none
  std::array<uint16_t, 4> parts{};  // of a dotted number
};

// The enumerator that starts at byte `at` of `s`.
Enumerator ReadEnumerator(std::string_view s, uint32_t at);

// Remembers the last enumerator of each kind.
class Sequence {
 public:
  void Note(const Enumerator& e);
  // First of its kind, or the one after the last of its kind.
  bool Follows(const Enumerator& e) const;
  // Near the last of its kind, so that a skipped or lost one does not break the list.
  bool Plausible(const Enumerator& e) const;

 private:
  static uint32_t Slot(const Enumerator& e);
  std::array<uint16_t, 8> last_{};
  std::array<uint16_t, 8> last_roman_{};
  std::array<uint16_t, 4> dotted_{};
};

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_ENUMERATOR_H_
