// File: src/text/json.h
//
// JSON to fields: nested objects give dotted keys, lists repeat the key, numbers keep the text they were written as.
// What Python writes beside the standard (NaN, Infinity) is taken as a number. Total, pure, thread-safe; time linear in
// the input, memory at most 8 times its size.

#ifndef CAVEAT_TEXT_JSON_H_
#define CAVEAT_TEXT_JSON_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "text/field.h"

namespace caveat::text {

struct JsonError {
  std::string message;  // empty: none
  uint64_t at = 0;      // byte of the file
};

inline constexpr int kMaxJsonDepth = 32;          // what is nested deeper is left out
inline constexpr size_t kMaxJsonFields = 20'000;  // further ones are an error

// Appends what `json` holds to `fields`, members with a name of `skipped` left out wherever they stand. `base` is the
// byte of the file where `json` begins. After an error the fields before it are there; of a text that was cut off too.
JsonError ReadJson(std::string_view json, uint64_t base, std::span<const std::string_view> skipped, Fields* fields);

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_JSON_H_
