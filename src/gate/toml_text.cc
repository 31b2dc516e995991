#include "gate/toml_text.h"

#include <algorithm>

namespace caveat::gate {
namespace {

constexpr std::string_view kBlanks = " \t";

// What a name may begin with; an empty one is toml++'s to tell.
bool MayFollow(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-\"']").find(c) != std::string_view::npos;
}

}  // namespace

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

}  // namespace caveat::gate
