#include "classify/license_field.h"

#include <algorithm>
#include <string>

namespace caveat::classify {
namespace {

constexpr size_t kMaxKey = 40;      // bytes
constexpr size_t kMaxBetween = 40;  // bytes between a key and the one that holds it

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool IsKey(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

std::string_view Without(std::string_view text, std::string_view ends) {
  while (!text.empty() && ends.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

// The key that the text ends in, lower case, without "-" and "_".
std::string LastKey(std::string_view text) {
  size_t from = text.size();
  while (from > 0 && text.size() - from < kMaxKey && IsKey(text[from - 1])) --from;
  std::string out;
  for (const char c : text.substr(from)) {
    if (c != '-' && c != '_') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out;
}

bool NamesLicense(std::string_view key) {
  for (const std::string_view end : {"id", "name", "type", "key", "url", "expression", "identifier", "declared"}) {
    if (key.size() > end.size() && key.ends_with(end)) {
      key.remove_suffix(end.size());
      break;
    }
  }
  if (key.ends_with('s')) key.remove_suffix(1);
  return key.ends_with("license") || key.ends_with("licence");
}

// A part of a licence's description: what holds it must tell.
bool IsPart(std::string_view key) {
  return key == "name" || key == "id" || key == "type" || key == "url" || key == "key" || key == "spdx";
}

}  // namespace

bool IsLicenseField(std::string_view utf8, size_t at) {
  if (at == 0 || at > utf8.size()) return false;
  constexpr std::string_view kBlank = " \t\r\n";
  std::string_view text = Without(utf8.substr(at > 200 ? at - 200 : 0, at > 200 ? 200 : at), kBlank);
  const std::string_view bare = Without(text, " \t\r\n\"'`[{*");
  if (bare.ends_with('(')) return NamesLicense(LastKey(Without(bare, "( ")));
  if (bare.ends_with('>') && !bare.ends_with("=>")) {  // <license>, <license><name>
    const size_t open = bare.rfind('<');
    if (open == std::string_view::npos || bare.size() - open > kMaxKey) return false;
    const std::string_view inner = bare.substr(open + 1, bare.size() - open - 2);
    const std::string key = LastKey(inner.substr(0, inner.find(' ')));
    if (NamesLicense(key)) return true;
    if (!IsPart(key)) return false;
    const std::string_view outer = Without(bare.substr(0, open), kBlank);
    return outer.ends_with('>') && NamesLicense(LastKey(outer.substr(0, outer.size() - 1)));
  }
  std::string_view key;
  if (bare.ends_with("=>")) {
    key = bare.substr(0, bare.size() - 2);
  } else if (bare.ends_with("==") || bare.ends_with("!=")) {
    return false;  // compared with
  } else if (bare.ends_with(':') || bare.ends_with('=')) {
    key = bare.substr(0, bare.size() - 1);
    if (key.ends_with(':')) key.remove_suffix(1);
  } else {
    return false;
  }
  key = Without(key, " \t\"'`*]?");
  const std::string name = LastKey(key);
  if (NamesLicense(name)) return true;
  if (!IsPart(name)) return false;
  // "licenses": [{"name": "MIT"
  key = Without(key.substr(0, key.size() - std::min(key.size(), name.size())), " \t\r\n\"'`");
  const size_t least = key.size() > kMaxBetween ? key.size() - kMaxBetween : 0;
  while (key.size() > least &&
         (IsBlank(key.back()) || std::string_view("\"'`[{:=>-").find(key.back()) != std::string_view::npos))
    key.remove_suffix(1);
  return NamesLicense(LastKey(key));
}

}  // namespace caveat::classify
