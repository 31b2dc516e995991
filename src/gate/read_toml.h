// File: src/gate/read_toml.h
//
// TOML as toml++ reads it, for every file of that kind: what the parser takes for granted is seen to first, and its
// exceptions end here. Pure, thread-safe, linear.
//
//   toml::table table;
//   if (const auto error = ReadToml(text, &table)) ... error->line

#ifndef CAVEAT_GATE_READ_TOML_H_
#define CAVEAT_GATE_READ_TOML_H_

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::gate {

struct TomlError {
  uint32_t line = 0, column = 0;  // from 1
  std::string message;            // not escaped: it may hold words of the file
};

// Nothing: `*table` is what the text says.
std::optional<TomlError> ReadToml(std::string_view text, toml::table* table);

}  // namespace caveat::gate

#endif  // CAVEAT_GATE_READ_TOML_H_
