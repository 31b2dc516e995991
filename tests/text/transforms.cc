#include "text/transforms.h"

#include "text/codepoint.h"

namespace caveat::text {
namespace {

bool Letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Applies `f` to each line (without its end) and puts the ends back.
template <typename F>
std::string EachLine(std::string_view s, F f) {
  std::string out;
  while (!s.empty()) {
    const size_t end = std::min(s.find('\n'), s.size());
    out += f(s.substr(0, end));
    if (end < s.size()) out += '\n';
    s.remove_prefix(std::min(end + 1, s.size()));
  }
  return out;
}

}  // namespace

std::string Wrapped(std::string_view s, size_t width) {
  return EachLine(s, [width](std::string_view line) {
    std::string out;
    size_t start = 0;
    while (line.size() - start > width) {
      size_t cut = line.rfind(' ', start + width);
      if (cut == std::string_view::npos || cut <= start) cut = line.find(' ', start + width);
      if (cut == std::string_view::npos) break;
      out += line.substr(start, cut - start);
      out += '\n';
      start = cut + 1;
    }
    return out += line.substr(start);
  });
}

std::string UpperCased(std::string_view s) {
  std::string out(s);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  return out;
}

std::string SmartQuoted(std::string_view s) {
  std::string out;
  bool open = false;
  for (size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '"') {
      open = !open;
      out += open ? "\xE2\x80\x9C" : "\xE2\x80\x9D";
    } else if (s[i] == '\'' && i > 0 && Letter(s[i - 1])) {
      out += "\xE2\x80\x99";
    } else {
      out += s[i];
    }
  }
  return out;
}

std::string Prefixed(std::string_view s, std::string_view prefix) {
  return EachLine(s, [prefix](std::string_view line) { return std::string(prefix) + std::string(line); });
}

std::string Bold(std::string_view s) {
  return EachLine(s, [](std::string_view line) {
    const bool plain = !line.empty() && Letter(line.front()) && (Letter(line.back()) || line.back() == '.');
    return plain ? "**" + std::string(line) + "**" : std::string(line);
  });
}

std::string Paragraphs(std::string_view s) {
  std::string out = "<p>";
  for (size_t i = 0; i < s.size(); ++i) {
    out += s[i];
    if (s[i] == '\n' && i + 1 < s.size() && s[i + 1] == '\n') {
      while (i + 1 < s.size() && s[i + 1] == '\n') ++i;
      out += "</p>\n<p>";
    }
  }
  return out + "</p>\n";
}

std::string CrLf(std::string_view s) {
  std::string out;
  for (const char c : s) {
    if (c == '\n' && (out.empty() || out.back() != '\r')) out += '\r';
    out += c;
  }
  return out;
}

std::string WithNbsp(std::string_view s) {
  std::string out;
  int n = 0;
  bool tag = false;
  for (size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '<' || s[i] == '>') tag = s[i] == '<';
    const bool inner = !tag && s[i] == ' ' && i > 0 && Letter(s[i - 1]) && i + 1 < s.size() && Letter(s[i + 1]);
    if (inner && ++n % 3 == 0) {
      out += "\xC2\xA0";
    } else {
      out += s[i];
    }
  }
  return out;
}

std::string Hyphenated(std::string_view s) {
  std::string out;
  size_t i = 0;
  int n = 0;
  while (i < s.size()) {
    size_t end = i;
    while (end < s.size() && s[end] >= 'a' && s[end] <= 'z') ++end;
    const bool whole = (i == 0 || s[i - 1] == ' ') && end < s.size() && s[end] == ' ';
    if (whole && end - i >= 12 && ++n % 3 == 0) {
      out += s.substr(i, 7);
      out += "-\n";
      out += s.substr(i + 7, end - i - 7);
      i = end;
      continue;
    }
    if (end == i) ++end;
    out += s.substr(i, end - i);
    i = end;
  }
  return out;
}

std::string Utf16(std::string_view s, bool big, bool mark) {
  std::string out;
  const auto put = [&](uint32_t unit) {
    const char hi = static_cast<char>(unit >> 8), lo = static_cast<char>(unit & 255);
    out += big ? hi : lo;
    out += big ? lo : hi;
  };
  if (mark) put(0xFEFF);
  for (uint32_t i = 0; i < s.size();) {
    const CodePoint c = ReadUtf8(s, i);
    i += c.length;
    if (c.cp >= 0x10000) {
      put(0xD800 + ((c.cp - 0x10000) >> 10));
      put(0xDC00 + ((c.cp - 0x10000) & 0x3FF));
    } else {
      put(c.cp);
    }
  }
  return out;
}

const std::vector<Transform>& Harmless() {
  static const std::vector<Transform> all = {
      {"wrapped at 60", [](std::string_view s) { return Wrapped(s, 60); }},
      {"wrapped at 80", [](std::string_view s) { return Wrapped(s, 80); }},
      {"wrapped at 120", [](std::string_view s) { return Wrapped(s, 120); }},
      {"upper case", UpperCased},
      {"smart quotes", SmartQuoted},
      {"# comment", [](std::string_view s) { return Prefixed(s, "# "); }},
      {"// comment", [](std::string_view s) { return Prefixed(s, "// "); }},
      {"* comment", [](std::string_view s) { return "/*\n" + Prefixed(s, " * ") + "\n */\n"; }},
      {"> quote", [](std::string_view s) { return Prefixed(s, "> "); }},
      {";; comment", [](std::string_view s) { return Prefixed(s, ";; "); }},
      {"bold", Bold},
      {"<p>", Paragraphs},
      {"CRLF", CrLf},
      {"no-break spaces", WithNbsp},
      {"hyphenated line ends", Hyphenated},
      {"indented", [](std::string_view s) { return Prefixed(s, "    "); }},
      {"trailing space", [](std::string_view s) { return std::string(s) + "\n\n  \n"; }},
  };
  return all;
}

}  // namespace caveat::text
