#include "model/pointer.h"

#include <charconv>

namespace caveat::model {
namespace {

bool IsHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

void SetSize(std::string_view digits, Pointer* pointer) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), pointer->size);
  pointer->size_known = error == std::errc() && end == digits.data() + digits.size();
  if (!pointer->size_known) pointer->size = 0;
}

void SetOid(std::string_view oid, Pointer* pointer) {
  for (const char c : oid) {
    if (!IsHex(c)) return;
  }
  pointer->oid = oid;
}

// "key = 'value'" -> value
std::string_view Assigned(std::string_view line, std::string_view key) {
  if (line.substr(0, key.size()) != key) return {};
  line.remove_prefix(key.size());
  while (!line.empty() && (line.front() == ' ' || line.front() == '=' || line.front() == '\'' || line.front() == '"'))
    line.remove_prefix(1);
  while (!line.empty() && (line.back() == ' ' || line.back() == '\'' || line.back() == '"')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::optional<Pointer> ReadPointer(std::string_view bytes) {
  if (bytes.size() >= kMaxPointer) return std::nullopt;
  const auto starts = [&](std::string_view prefix) { return bytes.substr(0, prefix.size()) == prefix; };
  // hawser was the name before the specification's first release.
  const bool lfs = starts("version https://git-lfs.") || starts("version https://hawser.");
  const bool xet = starts("# xet version ");
  if (!lfs && !xet) return std::nullopt;
  Pointer pointer;
  while (!bytes.empty()) {
    const size_t end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (lfs && line.substr(0, 11) == "oid sha256:") {
      SetOid(line.substr(11), &pointer);
    } else if (lfs && line.substr(0, 5) == "size ") {
      SetSize(line.substr(5), &pointer);
    } else if (xet && line.substr(0, 8) == "filesize") {
      SetSize(Assigned(line, "filesize"), &pointer);
    } else if (xet && line.substr(0, 4) == "hash") {
      SetOid(Assigned(line, "hash"), &pointer);
    }
  }
  return pointer;
}

}  // namespace caveat::model
