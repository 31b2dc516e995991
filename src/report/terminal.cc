#include "report/terminal.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

namespace caveat::report {
namespace {

constexpr char kHex[] = "0123456789abcdef";

// One character at the head of `bytes`: its code point and length, or -1 and the number of bytes to pass over.
struct Decoded {
  int32_t code;
  size_t length;
};

Decoded Decode(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  if (first < 0x80) return {first, 1};
  utf8proc_int32_t code = -1;
  const utf8proc_ssize_t n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()),
                                              static_cast<utf8proc_ssize_t>(bytes.size()), &code);
  if (n <= 0) return {-1, 1};
  return {code, static_cast<size_t>(n)};
}

// Characters that are not seen, or that change how their neighbours are seen.
bool IsTreacherous(int32_t c) {
  if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return true;
  if (c < 0x300) return c == 0xad;
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:  // zero-width, bidi, tags, byte order mark
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      break;
  }
  return c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x2800 ||
         (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);  // fillers, blanks and variation selectors
}

void AppendHexByte(unsigned char byte, std::string* out) {
  *out += "\\x";
  *out += kHex[byte >> 4];
  *out += kHex[byte & 15];
}

void AppendEscaped(int32_t c, std::string* out) {
  switch (c) {
    case '\n':
      *out += "\\n";
      return;
    case '\r':
      *out += "\\r";
      return;
    case '\t':
      *out += "\\t";
      return;
    default:
      break;
  }
  if (c < 0x80) return AppendHexByte(static_cast<unsigned char>(c), out);
  *out += "\\u{";
  bool started = false;
  for (int shift = 20; shift >= 0; shift -= 4) {
    const int digit = (c >> shift) & 15;
    started = started || digit != 0;
    if (started) *out += kHex[digit];
  }
  *out += '}';
}

bool IsSpace(int32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200a) ||
         c == 0x2028 || c == 0x2029 || c == 0x202f;
}

std::string Escape(std::string_view bytes, bool line) {
  std::string out;
  out.reserve(bytes.size());
  bool space = false;
  while (!bytes.empty()) {
    const Decoded d = Decode(bytes);
    if (line && d.code >= 0 && IsSpace(d.code)) {
      space = !out.empty();
    } else {
      if (space) out += ' ';
      space = false;
      if (d.code < 0) {
        AppendHexByte(static_cast<unsigned char>(bytes[0]), &out);
      } else if (IsTreacherous(d.code)) {
        AppendEscaped(d.code, &out);
      } else {
        out.append(bytes.substr(0, d.length));
      }
    }
    bytes.remove_prefix(d.length);
  }
  return out;
}

size_t Columns(int32_t c) {
  if (c < 0) return 1;
  if (c < 0x300) return 1;
  return static_cast<size_t>(std::max(0, utf8proc_charwidth(c)));
}

// A piece of text that is never broken, unless it is longer than a line.
struct Piece {
  std::string_view text;
  size_t columns = 0;
  bool space_before = false;
};

std::vector<Piece> Pieces(std::string_view text) {
  std::vector<Piece> pieces;
  bool space = false, open = false;
  while (!text.empty()) {
    const Decoded d = Decode(text);
    const size_t columns = Columns(d.code);
    if (d.code == ' ' || d.code == '\n') {
      space = true;
      open = false;
    } else {
      // A wide character may start a line of its own, except closing punctuation, which stays with what it closes.
      const bool wide = columns == 2;
      const bool closes = wide && d.code >= 0 && utf8proc_category(d.code) == UTF8PROC_CATEGORY_PO;
      if (!open || (wide && !closes)) {
        pieces.push_back({text.substr(0, 0), 0, space});
        space = false;
      }
      Piece& piece = pieces.back();
      piece.text = std::string_view(piece.text.data(), piece.text.size() + d.length);
      piece.columns += columns;
      open = true;
    }
    text.remove_prefix(d.length);
  }
  return pieces;
}

// The number of bytes of the head of `text` that takes at most `columns`.
size_t Fit(std::string_view text, size_t columns) {
  size_t at = 0, used = 0;
  while (at < text.size()) {
    const Decoded d = Decode(text.substr(at));
    const size_t width = Columns(d.code);
    if (used + width > columns) break;
    used += width;
    at += d.length;
  }
  return at;
}

}  // namespace

std::string Paint(bool color, Style style, std::string_view text) {
  std::string_view code;
  switch (style) {
    case Style::kPlain:
      break;
    case Style::kBold:
      code = "1";
      break;
    case Style::kDim:
      code = "2";
      break;
    case Style::kGood:
      code = "32";
      break;
    case Style::kCare:
      code = "33";
      break;
    case Style::kBad:
      code = "31";
      break;
    case Style::kPlace:
      code = "36";
      break;
  }
  if (!color || code.empty() || text.empty()) return std::string(text);
  std::string out = "\x1b[";
  out.append(code).append("m").append(text).append("\x1b[0m");
  return out;
}

std::string Printable(std::string_view bytes) { return Escape(bytes, false); }

std::string PrintableLine(std::string_view bytes) { return Escape(bytes, true); }

std::string PrintableBlock(std::string_view bytes) {
  std::string out;
  for (size_t at = 0; at < bytes.size();) {
    const size_t end = std::min(bytes.find_first_of("\n\t", at), bytes.size());
    out += Printable(bytes.substr(at, end - at));
    if (end < bytes.size()) out += bytes[end];
    at = end + 1;
  }
  return out;
}

bool IsValidUtf8(std::string_view bytes) {
  while (!bytes.empty()) {
    // Most is ASCII, which needs no look at each byte.
    uint64_t word = 0;
    while (bytes.size() >= sizeof(word)) {
      std::memcpy(&word, bytes.data(), sizeof(word));
      if ((word & 0x8080808080808080u) != 0) break;
      bytes.remove_prefix(sizeof(word));
    }
    if (bytes.empty()) break;
    const Decoded d = Decode(bytes);
    if (d.code < 0) return false;
    bytes.remove_prefix(d.length);
  }
  return true;
}

std::string ValidUtf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  bool bad = false;
  while (!bytes.empty()) {
    const Decoded d = Decode(bytes);
    if (d.code >= 0) {
      out.append(bytes.substr(0, d.length));
    } else if (!bad) {
      out += "\xef\xbf\xbd";
    }
    bad = d.code < 0;
    bytes.remove_prefix(d.length);
  }
  return out;
}

size_t DisplayWidth(std::string_view text) {
  size_t columns = 0;
  while (!text.empty()) {
    const Decoded d = Decode(text);
    columns += Columns(d.code);
    text.remove_prefix(d.length);
  }
  return columns;
}

std::string CutToWidth(std::string_view text, size_t columns) {
  if (Fit(text, columns) == text.size()) return std::string(text);
  if (columns == 0) return "";
  size_t end = Fit(text, columns - 1);
  const size_t space = text.rfind(' ', end);
  if (space != std::string_view::npos && space > 0 && end - space < 16 && space >= end / 2) end = space;
  while (end > 0 && text[end - 1] == ' ') --end;
  return std::string(text.substr(0, end)) + "\u2026";
}

std::string Wrap(std::string_view text, size_t width, std::string_view first, std::string_view rest) {
  const size_t first_columns = DisplayWidth(first), rest_columns = DisplayWidth(rest);
  std::string out(first);
  // A line always takes something, however narrow the terminal.
  size_t room = std::max<size_t>(width > first_columns ? width - first_columns : 0, 8);
  const size_t next_room = std::max<size_t>(width > rest_columns ? width - rest_columns : 0, 8);
  size_t used = 0;
  const auto new_line = [&] {
    out += '\n';
    out += rest;
    room = next_room;
    used = 0;
  };
  for (Piece piece : Pieces(text)) {
    const size_t space = piece.space_before && used > 0 ? 1 : 0;
    if (used > 0 && used + space + piece.columns > room) {
      new_line();
    } else if (space > 0) {
      out += ' ';
      ++used;
    }
    while (piece.columns > room - used) {
      const size_t fit = std::max<size_t>(Fit(piece.text, room - used), 1);
      out.append(piece.text.substr(0, fit));
      piece.columns -= DisplayWidth(piece.text.substr(0, fit));
      piece.text.remove_prefix(fit);
      new_line();
    }
    out.append(piece.text);
    used += piece.columns;
  }
  out += '\n';
  return out;
}

}  // namespace caveat::report
