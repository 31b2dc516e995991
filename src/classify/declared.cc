#include "classify/declared.h"

#include <algorithm>
#include <array>
#include <utility>

#include "classify/expression.h"
#include "classify/letters.h"
#include "classify/names.h"

namespace caveat::spdx {
namespace {

using classify::LowerCase;

constexpr size_t kMaxValue = 4096;
constexpr size_t kMaxHead = 4096;  // what such a file is must be told by then: it is asked of every text

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

// "GPL-2+" -> GPL-2.0-or-later, "LGPL-2.1" -> LGPL-2.1-only, "GFDL-NIV-1.3+" -> GFDL-1.3-no-invariants-or-later
std::string Gnu(std::string_view lower) {
  for (const std::string_view kind : {"agpl", "lgpl", "gpl", "gfdl"}) {
    if (!lower.starts_with(kind) || lower.size() < kind.size() + 2 || lower[kind.size()] != '-') continue;
    std::string_view rest = lower.substr(kind.size() + 1);
    const bool plain = rest.starts_with("niv-");
    if (plain) rest.remove_prefix(4);
    if (rest.starts_with("v")) rest.remove_prefix(1);
    const size_t digits = std::min(rest.find_first_not_of("0123456789."), rest.size());
    std::string version(rest.substr(0, digits));
    const std::string_view tail = rest.substr(digits);
    if (version.empty() || !(tail.empty() || tail == "+" || tail == "-only" || tail == "-or-later")) return {};
    if (version.find('.') == std::string::npos) version += ".0";
    std::string id;
    for (const char c : kind) id += static_cast<char>(c - 32);
    id +=
        "-" + version + (plain ? "-no-invariants" : "") + (tail == "+" || tail == "-or-later" ? "-or-later" : "-only");
    return names::Find(id) == nullptr ? std::string() : id;
  }
  return {};
}

std::string License(std::string_view name) {
  const std::string lower = LowerCase(name);
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kDebian = {{
      {"expat", "MIT"},
      {"artistic", "Artistic-1.0-Perl"},
      {"artistic-1", "Artistic-1.0-Perl"},
      {"perl", "(Artistic-1.0-Perl OR GPL-1.0-or-later)"},
      {"zlib/libpng", "Zlib"},
      {"bsd-4-clauses", "BSD-4-Clause"},
      {"python", "Python-2.0"},
      {"w3c-software", "W3C"},
  }};
  for (const auto& [debian, id] : kDebian) {
    if (lower == debian) return std::string(id);
  }
  if (std::string gnu = Gnu(lower); !gnu.empty()) return gnu;
  const names::License* license = names::Find(name);
  // "Apache-2", "CC-BY-SA-3", "Artistic-2"
  if (license == nullptr) license = names::Find(std::string(name) + ".0");
  if (license != nullptr && (license->flags & names::kFamily) == 0) return names::SpdxId(*license);
  return names::SpdxId(names::Slug(name));
}

std::string Exception(std::string_view name) {
  std::string lower = LowerCase(Trimmed(name));
  for (const std::string_view end : {" exception", "-exception", " exceptions"}) {
    if (lower.ends_with(end)) lower.resize(lower.size() - end.size());
  }
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kDebian = {{
      {"autoconf", "Autoconf-exception-2.0"},
      {"bison", "Bison-exception-2.2"},
      {"bison-2.2", "Bison-exception-2.2"},
      {"classpath", "Classpath-exception-2.0"},
      {"font", "Font-exception-2.0"},
      {"gcc-runtime", "GCC-exception-3.1"},
      {"gcc-runtime-3.1", "GCC-exception-3.1"},
      {"linux-syscall-note", "Linux-syscall-note"},
      {"libtool", "Libtool-exception"},
  }};
  for (const auto& [debian, id] : kDebian) {
    if (lower == debian) return std::string(id);
  }
  if (const std::string_view listed = names::FindException(lower + "-exception"); !listed.empty())
    return std::string(listed);
  if (const std::string_view listed = names::FindException(lower); !listed.empty()) return std::string(listed);
  return "AdditionRef-caveat-" + names::Slug(lower) + "-exception";
}

// One licence, perhaps with an exception.
std::string Part(std::string_view words) {
  words = Trimmed(words);
  const std::string lower = LowerCase(words);
  const size_t with = lower.find(" with ");
  if (with == std::string::npos) return License(words);
  const std::string license = License(Trimmed(words.substr(0, with)));
  // An exception to a choice holds for what is named; that is beyond an expression.
  return license.starts_with("(") ? license : license + " WITH " + Exception(words.substr(with + 6));
}

struct Line {
  size_t begin = 0, end = 0;
};

template <class Visit>
void ForEachLine(std::string_view text, const Visit& visit) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    visit(Line{at, end > at && text[end - 1] == '\r' ? end - 1 : end});
    at = end + 1;
  }
}

}  // namespace

std::string FromDebian(std::string_view value) {
  value = Trimmed(value.substr(0, kMaxValue));
  std::string out, part;
  const auto flush = [&] {
    if (!part.empty()) out += (out.empty() || out.back() == '(' ? "" : " ") + Part(part);
    part.clear();
  };
  bool group = false;  // a comma before an operator closes what stands before it
  for (size_t at = 0; at < value.size();) {
    const size_t end = std::min(value.find_first_of(" \t", at), value.size());
    std::string_view word = value.substr(at, end - at);
    at = std::min(value.find_first_not_of(" \t", end), value.size());
    const std::string lower = LowerCase(word);
    const bool both = lower == "and", either = lower == "or" || lower == "and/or" || lower == "|";
    if ((both || either) && (!part.empty() || !out.empty())) {
      flush();
      if (group) out = "(" + out + ")";
      group = false;
      out += both ? " AND" : " OR";
      continue;
    }
    group = word.ends_with(",");
    if (group) word.remove_suffix(1);
    if (!word.empty()) part.append(part.empty() ? "" : " ").append(word);
  }
  flush();
  return ToString(Parse(out));
}

std::vector<Declared> ReadDebianCopyright(std::string_view utf8) {
  std::vector<Declared> out;
  const std::string_view head = utf8.substr(0, kMaxHead);
  const size_t format = head.find("Format:");
  if (format == std::string_view::npos || (format > 0 && head[format - 1] != '\n')) return out;
  if (head.find("copyright-format", format) == std::string_view::npos &&
      head.find("dep5", format) == std::string_view::npos)
    return out;
  bool files = false, open = false;
  ForEachLine(utf8, [&](const Line& line) {
    const std::string_view text = utf8.substr(line.begin, line.end - line.begin);
    if (Trimmed(text).empty()) {
      files = open = false;
      return;
    }
    if (!open) files = false;
    open = true;
    const std::string lower = LowerCase(text.substr(0, 8));
    // The first paragraph may name a licence for the whole.
    files |= lower.starts_with("files:") || lower.starts_with("format:");
    if (!lower.starts_with("license:")) return;
    const std::string_view value = Trimmed(text.substr(8));
    std::string expression = FromDebian(value);
    if (expression.empty()) return;
    const auto begin = static_cast<uint32_t>(value.data() - utf8.data());
    out.push_back({begin, begin + static_cast<uint32_t>(value.size()), std::move(expression), files});
  });
  return out;
}

std::vector<Declared> ReadReuseToml(std::string_view utf8) {
  std::vector<Declared> out;
  if (utf8.substr(0, kMaxHead).find("[[annotations]]") == std::string_view::npos) return out;
  bool list = false;
  ForEachLine(utf8, [&](const Line& line) {
    size_t at = line.begin;
    if (!list) {
      static constexpr std::string_view kKey = "SPDX-License-Identifier";
      while (at < line.end && (IsBlank(utf8[at]) || utf8[at] == '"')) ++at;
      if (!utf8.substr(at, line.end - at).starts_with(kKey)) return;
      at += kKey.size();
      while (at < line.end && (IsBlank(utf8[at]) || utf8[at] == '"')) ++at;
      if (at >= line.end || utf8[at] != '=') return;
      ++at;
    }
    // Strings, and a list of them over several lines.
    while (at < line.end) {
      const char c = utf8[at++];
      if (c == '#') return;
      if (c == '[') list = true;
      if (c == ']') list = false;
      if (c != '"' && c != '\'') continue;
      const size_t end = utf8.find(c, at);
      if (end == std::string_view::npos || end > line.end) return;
      const Expression expression = Parse(utf8.substr(at, std::min(end - at, kMaxValue)));
      if (expression.valid)
        out.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(end), ToString(expression), true});
      at = end + 1;
    }
  });
  return out;
}

}  // namespace caveat::spdx
