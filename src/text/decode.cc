// Decode: any bytes to UTF-8, with the way back to the bytes of the file.

#include <algorithm>
#include <cstring>

#include "text/codepoint.h"
#include "text/fold.h"

namespace caveat::text {
namespace {

constexpr size_t kSniffed = 8192;

// Appends a code point that came from byte `from` of the file.
void AppendFrom(uint32_t cp, uint32_t from, Text* text) {
  char bytes[4];
  const uint32_t count = WriteUtf8(cp, bytes);
  text->storage.append(bytes, count);
  text->source.insert(text->source.end(), count, from);
}

void FinishStorage(size_t bytes, Text* text) {
  text->source.push_back(static_cast<uint32_t>(bytes));
  text->utf8 = text->storage;
}

// The code points of Windows-1252 between 0x80 and 0x9F, which Latin-1 files use in practice. 0: none.
constexpr uint16_t kWindows1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                       0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// Length of the well-formed UTF-8 sequence at p (RFC 3629), 0 for none.
size_t SequenceLength(const uint8_t* p, const uint8_t* end) {
  const size_t room = static_cast<size_t>(end - p);
  auto tail = [](uint8_t c) { return (c & 0xC0) == 0x80; };
  if (*p < 0x80) return 1;
  if (*p < 0xC2) return 0;
  if (*p < 0xE0) return room >= 2 && tail(p[1]) ? 2 : 0;
  if (*p < 0xF0) {
    if (room < 3 || !tail(p[1]) || !tail(p[2])) return 0;
    if (*p == 0xE0 && p[1] < 0xA0) return 0;
    if (*p == 0xED && p[1] > 0x9F) return 0;
    return 3;
  }
  if (*p > 0xF4 || room < 4 || !tail(p[1]) || !tail(p[2]) || !tail(p[3])) return 0;
  if (*p == 0xF0 && p[1] < 0x90) return 0;
  if (*p == 0xF4 && p[1] > 0x8F) return 0;
  return 4;
}

// The compiler makes a few vector instructions of it.
bool IsAscii64(const uint8_t* p) {
  uint64_t w[8];
  std::memcpy(w, p, sizeof w);
  return (((w[0] | w[1]) | (w[2] | w[3]) | (w[4] | w[5]) | (w[6] | w[7])) & 0x8080808080808080u) == 0;
}

struct Utf8Check {
  size_t good = 0;  // multi-byte sequences
  size_t bad = 0;   // bytes that belong to none
};

// Counts sequences; `cut` says that the document goes on behind its end, so that a broken last sequence is not an
// error.
Utf8Check CheckUtf8(std::string_view s) {
  Utf8Check check;
  const uint8_t* p = reinterpret_cast<const uint8_t*>(s.data());
  const uint8_t* const end = p + s.size();
  while (p < end) {
    while (end - p >= 64 && IsAscii64(p)) p += 64;
    uint64_t eight;
    while (end - p >= 8 && (std::memcpy(&eight, p, 8), (eight & 0x8080808080808080u) == 0)) p += 8;
    if (p == end) break;
    if (*p < 0x80) {
      ++p;
      continue;
    }
    // Three bytes whose second may be anything: most of what is not ASCII.
    while (end - p >= 3 && *p >= 0xE1 && *p <= 0xEC && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
      ++check.good;
      p += 3;
    }
    if (p == end) break;
    if (*p < 0x80) continue;
    const size_t length = SequenceLength(p, end);
    if (length == 0) {
      ++check.bad;
      ++p;
    } else {
      ++check.good;
      p += length;
    }
  }
  return check;
}

void DecodeUtf16(std::string_view bytes, size_t from, bool big, Text* text) {
  const auto unit = [&](size_t i) -> uint32_t {
    const uint8_t a = static_cast<uint8_t>(bytes[i]), b = static_cast<uint8_t>(bytes[i + 1]);
    return big ? uint32_t{a} << 8 | b : uint32_t{b} << 8 | a;
  };
  text->storage.reserve(bytes.size());
  text->source.reserve(bytes.size());
  size_t i = from;
  while (i + 1 < bytes.size()) {
    const uint32_t at = static_cast<uint32_t>(i);
    uint32_t cp = unit(i);
    i += 2;
    if (cp >= 0xD800 && cp < 0xDC00 && i + 1 < bytes.size() && unit(i) >= 0xDC00 && unit(i) < 0xE000) {
      cp = 0x10000 + ((cp - 0xD800) << 10) + (unit(i) - 0xDC00);
      i += 2;
    } else if (cp >= 0xD800 && cp < 0xE000) {
      cp = 0xFFFD;
    }
    AppendFrom(cp, at, text);
  }
  FinishStorage(bytes.size(), text);
}

// UTF-16 without a byte order mark: nearly every other byte is NUL, on one side only.
// Returns 0 for no, 1 for little-endian, 2 for big-endian.
int LooksLikeUtf16(std::string_view head) {
  if (head.size() < 8 || std::memchr(head.data(), 0, head.size()) == nullptr) return 0;
  size_t even = 0, odd = 0;
  const size_t pairs = head.size() / 2;
  for (size_t i = 0; i + 1 < head.size(); i += 2) {
    even += head[i] == 0;
    odd += head[i + 1] == 0;
  }
  if (odd * 10 >= pairs * 7 && even * 12 <= pairs) return 1;
  if (even * 10 >= pairs * 7 && odd * 12 <= pairs) return 2;
  return 0;
}

// NUL bytes, or more than a few control characters that no text holds.
bool LooksBinary(std::string_view head) {
  if (head.empty()) return false;
  if (std::memchr(head.data(), 0, head.size()) != nullptr) return true;
  size_t control = 0;
  for (size_t from = 0; from < head.size(); from += 128) {  // as many as a byte can count
    const size_t to = std::min(from + 128, head.size());
    uint8_t count = 0;
    for (size_t i = from; i < to; ++i) {
      const uint8_t b = static_cast<uint8_t>(head[i]);
      const uint8_t white = static_cast<uint8_t>(b - 0x08);   // \b \t \n \v \f \r
      const uint8_t escape = static_cast<uint8_t>(b - 0x1A);  // and ESC
      count = static_cast<uint8_t>(count + ((b < 0x20) & (white > 5) & (escape > 1)));
    }
    control += count;
  }
  return control * 20 > head.size();
}

}  // namespace

void Decode(std::string_view bytes, Text* text, size_t limit) {
  text->utf8 = {};
  text->encoding = Encoding::kUtf8;
  text->binary = text->truncated = false;
  text->storage.clear();
  text->source.clear();
  text->skip = 0;
  if (limit > 0xFFFFFF00u) limit = 0xFFFFFF00u;  // offsets are 32 bits
  if (bytes.size() > limit) {
    text->truncated = true;
    bytes = bytes.substr(0, limit);
    // Not in the middle of a sequence: back to its first byte, if that is near.
    for (size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
      const uint8_t c = static_cast<uint8_t>(bytes[bytes.size() - back]);
      if (c < 0x80) break;
      if (c >= 0xC0) {
        const uint8_t* p = reinterpret_cast<const uint8_t*>(bytes.data()) + bytes.size() - back;
        if (SequenceLength(p, p + back) == 0) bytes.remove_suffix(back);
        break;
      }
    }
  }
  const auto starts = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  const bool utf8_bom = starts("\xEF\xBB\xBF");
  const bool utf32 = starts(std::string_view("\xFF\xFE\0\0", 4));
  if (!utf8_bom && !utf32) {
    int order = starts("\xFF\xFE") ? 1 : starts("\xFE\xFF") ? 2 : 0;
    const size_t from = order ? 2 : 0;
    if (order == 0) order = LooksLikeUtf16(bytes.substr(0, kSniffed));
    if (order != 0) {
      text->encoding = order == 2 ? Encoding::kUtf16Be : Encoding::kUtf16Le;
      DecodeUtf16(bytes, from, order == 2, text);
      if (LooksBinary(text->utf8.substr(0, kSniffed))) {
        text->binary = true;
        text->utf8 = {};
      }
      return;
    }
  }
  const std::string_view body = utf8_bom ? bytes.substr(3) : bytes;
  if (LooksBinary(body.substr(0, kSniffed))) {
    text->binary = true;
    return;
  }
  const Utf8Check check = CheckUtf8(body);
  if (check.bad == 0) {
    text->utf8 = body;
    text->encoding = utf8_bom ? Encoding::kUtf8Bom : Encoding::kUtf8;
    text->skip = utf8_bom ? 3 : 0;
    return;
  }
  // Mostly UTF-8 with a few broken bytes (often a cut in the middle of a character): each becomes U+FFFD. Else Latin-1.
  const bool broken_utf8 = utf8_bom || check.good > check.bad;
  text->encoding = broken_utf8 ? (utf8_bom ? Encoding::kUtf8Bom : Encoding::kUtf8) : Encoding::kLatin1;
  text->storage.reserve(body.size() + body.size() / 8);
  text->source.reserve(body.size() + body.size() / 8 + 1);
  const uint8_t* const first = reinterpret_cast<const uint8_t*>(bytes.data());
  const uint8_t* const end = first + bytes.size();
  for (const uint8_t* p = first + (utf8_bom ? 3 : 0); p < end;) {
    const uint32_t at = static_cast<uint32_t>(p - first);
    const size_t length = broken_utf8 ? SequenceLength(p, end) : (*p < 0x80 ? 1 : 0);
    if (length != 0) {
      for (size_t k = 0; k < length; ++k) {
        text->storage.push_back(static_cast<char>(p[k]));
        text->source.push_back(at + static_cast<uint32_t>(k));
      }
      p += length;
      continue;
    }
    uint32_t cp = 0xFFFD;
    if (!broken_utf8) cp = *p >= 0xA0 ? *p : kWindows1252[*p - 0x80] ? kWindows1252[*p - 0x80] : 0xFFFD;
    AppendFrom(cp, at, text);
    ++p;
  }
  FinishStorage(bytes.size(), text);
}

}  // namespace caveat::text
