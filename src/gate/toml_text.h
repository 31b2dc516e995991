// File: src/gate/toml_text.h
//
// What has to be seen to before toml++ reads a file: it takes for granted that a name follows the brackets of a table.

#ifndef CAVEAT_GATE_TOML_TEXT_H_
#define CAVEAT_GATE_TOML_TEXT_H_

#include <cstdint>
#include <string_view>

namespace caveat::gate {

// The first line, from 1, that begins with '[' or '[[' and then something that no name begins with; 0 if there is none.
// A line of a list over several lines that begins so is taken for a table too. Pure, linear.
uint32_t HeaderWithoutName(std::string_view toml);

}  // namespace caveat::gate

#endif  // CAVEAT_GATE_TOML_TEXT_H_
