// File: src/text/yaml.h
//
// YAML to fields. Scalars keep the text they were written as: `no` stays "no" (Kind::kBool tells), 1.0 stays "1.0".
// Aliases are not followed (the value is "*name"). Total, pure, thread-safe; time and memory are linear in the input.

#ifndef CAVEAT_TEXT_YAML_H_
#define CAVEAT_TEXT_YAML_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "text/field.h"

namespace caveat::text {

struct YamlError {
  std::string message;  // empty: none
  uint64_t at = 0;      // byte of the file
};

inline constexpr int kMaxYamlDepth = 32;          // what is nested deeper is an error
inline constexpr size_t kMaxYamlFields = 20'000;  // further ones are an error

// Appends what `yaml` holds to `fields`. `base` is the byte of the file where `yaml` begins; it is added to all places.
// After an error the fields before it are there. `yaml` should be UTF-8.
YamlError ReadYaml(std::string_view yaml, uint64_t base, Fields* fields);

// What a plain (unquoted) scalar stands for.
Field::Kind KindOfPlain(std::string_view scalar);

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_YAML_H_
