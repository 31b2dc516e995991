#include "gate/read_toml.h"

#include <algorithm>

namespace caveat::gate {
namespace {

constexpr std::string_view kBlanks = " \t";

// What a name may begin with; an empty one is toml++'s to tell.
bool MayFollow(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-\"']").find(c) != std::string_view::npos;
}

// The first line, from 1, that begins with '[' or '[[' and then something that no name begins with; 0 if there is none:
// toml++ takes for granted that a name follows. A line of a list over several lines that begins so is taken for a table
// too.
uint32_t HeaderWithoutName(std::string_view toml) {
  uint32_t number = 0;
  while (!toml.empty()) {
    ++number;
    const size_t end = std::min(toml.find('\n'), toml.size());
    std::string_view line = toml.substr(0, end);
    toml.remove_prefix(std::min(end + 1, toml.size()));
    line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (!line.starts_with('[')) continue;
    line.remove_prefix(line.starts_with("[[") ? 2 : 1);
    line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
    if (!line.empty() && !MayFollow(line[0])) return number;
  }
  return 0;
}

}  // namespace

std::optional<TomlError> ReadToml(std::string_view text, toml::table* table) {
  if (const uint32_t line = HeaderWithoutName(text); line != 0)
    return TomlError{line, 1, "a table needs a name after '['"};
  try {
    *table = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return TomlError{error.source().begin.line, error.source().begin.column, std::string(error.description())};
  }
  return std::nullopt;
}

}  // namespace caveat::gate
