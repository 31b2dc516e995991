// File: src/text/field.h
//
// What structured files say, as one flat list: a card's head, a configuration, a weights header. A field is a key, a
// value and the place where the value stands; nesting is a dotted key, a list is a repeated key.
//
//   license: [mit, apache-2.0]      ->  license = mit (item 0), license = apache-2.0 (item 1)
//   code:                           ->  code.path = src, code.license = MIT (both item 0)
//   - {path: src, license: MIT}
//
// Plain data, thread-safe to read. Values whose dotted key is longer than kMaxFieldKey are left out by all readers, so
// that a long key over a long list costs nothing.

#ifndef CAVEAT_TEXT_FIELD_H_
#define CAVEAT_TEXT_FIELD_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::text {

struct Field {
  enum class Kind : uint8_t {
    kText,    // a string, quoted or not
    kNumber,  // as written: "32000", "1e-05"
    kBool,    // as written: "true", "no"
    kNull,    // an empty value, "null", "~"
    kKey,     // `value` is the name of a member of the map `key`: extra_gated_fields = "I agree to the terms"
  };
  std::string key;
  std::string value;  // unquoted, escapes resolved, lines folded as the format has it
  Kind kind = Kind::kText;
  uint32_t item = 0;        // place in the innermost list around it
  uint64_t begin = 0;       // bytes of the file, with quotes: [begin, end)
  uint64_t end = 0;         //
  bool recovered = false;   // the file breaks the rules of its format; this was read all the same
  bool overridden = false;  // the same key stands below again, and that one counts
};

using Fields = std::vector<Field>;

inline constexpr size_t kMaxFieldKey = 512;

// The first value of `key` that counts: neither null nor the name of a member nor overridden. Null if there is none.
// Linear in the number of fields.
const Field* First(const Fields& fields, std::string_view key);

// All such values, in the order of the file.
std::vector<const Field*> All(const Fields& fields, std::string_view key);

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_FIELD_H_
