// URLs, host names, e-mail addresses and the targets of links: each is one word.

#include <algorithm>
#include <array>

#include "text/folder.h"

namespace caveat::text {

namespace {
// What a byte is to a URL, and to the target of a link. Square brackets end a URL.
enum : uint8_t {
  kInUrl = 1,       // may stand in a URL and means nothing there
  kUrlMark = 2,     // may stand in a URL: ( ) *
  kTargetMark = 4,  // ( ) and the line end
  kTargetEnd = 8,   // a blank or >
};
constexpr std::array<uint8_t, 256> MakeAddressClasses() {
  std::array<uint8_t, 256> t{};
  for (uint32_t c = 0; c < 128; ++c) {
    if (IsAlnum(c)) t[c] = kInUrl;
    if (IsBlank(c)) t[c] = kTargetEnd;
  }
  for (const char c : std::string_view("-._~:/?#@!$&+,;=%'")) t[static_cast<uint8_t>(c)] = kInUrl;
  t['('] = t[')'] = kUrlMark | kTargetMark;
  t['*'] = kUrlMark;
  t['\n'] = kTargetMark;
  t['>'] = kTargetEnd;
  return t;
}
constexpr std::array<uint8_t, 256> kAddressClass = MakeAddressClasses();

// Plain arithmetic, so that the compiler makes vector instructions of it.
void Lower(const char* __restrict from, size_t size, char* __restrict to) {
  for (size_t i = 0; i < size; ++i) {
    const auto c = static_cast<uint8_t>(from[i]);
    to[i] = static_cast<char>(c | (static_cast<uint8_t>(c - 'A') < 26 ? 32 : 0));
  }
}

// What is cut from its end.
constexpr bool IsUrlTail(uint8_t c) {
  switch (c) {
    case '.':
    case ',':
    case ';':
    case ':':
    case '!':
    case '?':
    case '\'':
    case '*':
    case '_':
    case '(':
    case ')':
    case '&':
      return true;
    default:
      return false;
  }
}
}  // namespace

// A URL from `begin` on: one word. False when nothing worth the name stands there.
bool Folder::Url(uint32_t begin) {
  const size_t mark = s_.substr(begin, 8).find(':');
  if (mark != std::string_view::npos && (s_[begin] | 32) != 'm' && s_.substr(begin + mark, 3) != "://") return false;
  uint32_t q = begin;
  int depth = 0;
  uint32_t last_paren = 0;
  for (;;) {
    while (q < n_ && kAddressClass[Byte(q)] == kInUrl) ++q;
    if (q >= n_ || (kAddressClass[Byte(q)] & kUrlMark) == 0) break;
    if (s_[q] == '(') ++depth;
    if (s_[q] == ')') {
      if (depth == 0) break;
      --depth;
      last_paren = q + 1;
    }
    if (s_[q] == '*' && q + 1 < n_ && s_[q + 1] == '*') break;
    ++q;
  }
  while (q > begin && q != last_paren && IsUrlTail(Byte(q - 1))) --q;
  const std::string_view url = s_.substr(begin, q - begin);
  const size_t colon = url.find(':');
  const bool scheme = colon != std::string_view::npos && colon <= 6;
  size_t body = 0;
  if (scheme && url.substr(colon, 3) == "://") {
    body = colon + 3;
  } else if (scheme && colon == 6 && (url[0] | 32) == 'm') {
    body = colon + 1;
  } else if (url.size() > 4 && (url[0] | 32) == 'w' && url[3] == '.') {
    body = 4;
  } else if (scheme) {
    return false;
  }
  if (body >= url.size() || !IsAlnum(static_cast<uint8_t>(url[body]))) return false;
  Reserve(static_cast<uint32_t>(url.size()) + 8);
  Lower(url.data(), url.size(), Tail());
  pending_ |= kUrl;
  Emit(static_cast<uint32_t>(url.size()), begin, q);
  pos_ = q;
  return true;
}

// "llama.com/license", "ai.google.dev": host names without a scheme. `word_end` is where the first label ends.
bool Folder::Domain(uint32_t begin, uint32_t word_end) {
  if (begin > 0 && (s_[begin - 1] == '@' || s_[begin - 1] == '.' || s_[begin - 1] == '-' || s_[begin - 1] == '_'))
    return false;
  uint32_t q = word_end, label = begin;
  uint32_t dots = 0;
  while (q - begin <= 200) {
    while (q < n_ && (IsAlnum(Byte(q)) || (s_[q] == '-' && q + 1 < n_ && IsAlnum(Byte(q + 1)) && q > label))) ++q;
    if (q + 1 < n_ && s_[q] == '.' && IsAlnum(Byte(q + 1)) && q > label) {
      ++dots;
      label = ++q;
      continue;
    }
    break;
  }
  if (dots == 0 || q - label > 10 || q == label || q - begin > 200) return false;
  char last[12];
  for (uint32_t i = label; i < q; ++i) last[i - label] = kLowered[Byte(i)];
  const bool path = q + 1 < n_ && s_[q] == '/' && IsAlnum(Byte(q + 1));
  const bool www =
      word_end - begin == 3 && (s_[begin] | 32) == 'w' && (s_[begin + 1] | 32) == 'w' && (s_[begin + 2] | 32) == 'w';
  if (!www && !IsTopLevelDomain(std::string_view(last, q - label), !path)) return false;
  if (q < n_ && (s_[q] == '@' || s_[q] == '_' || Byte(q) >= 0xC3)) {
    if (s_[q] == '@' || s_[q] == '_') return false;
  }
  if (path || www) return Url(begin);
  Reserve(q - begin + 8);
  for (uint32_t i = begin; i < q; ++i) Tail()[i - begin] = kLowered[Byte(i)];
  pending_ |= kUrl;
  Emit(q - begin, begin, q);
  pos_ = q;
  return true;
}

// At '@' between letters or digits: the address around it, replacing the words that its local part was cut into.
bool Folder::Email(uint32_t at) {
  const auto local = [](uint8_t c) { return IsAlnum(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-'; };
  uint32_t first = at;
  while (first > line_begin_ && at - first < 64 && local(Byte(first - 1))) --first;
  while (first < at && !IsAlnum(Byte(first))) ++first;
  if (first == at) return false;
  uint32_t q = at + 1, dot = 0;
  while (q < n_ && (IsAlnum(Byte(q)) || ((s_[q] == '.' || s_[q] == '-') && q + 1 < n_ && IsAlnum(Byte(q + 1))))) {
    if (s_[q] == '.') dot = q;
    ++q;
  }
  if (dot == 0 || !IsAlpha(Byte(q - 1))) return false;
  uint16_t marks = 0;
  uint32_t keep = count_;
  while (keep > 0 && w_.begin_[keep - 1] >= first) --keep;
  if (keep == count_ || w_.begin_[keep] != first || (keep > 0 && w_.end_[keep - 1] > first)) return false;
  for (uint32_t i = keep; i < count_; ++i) {
    if ((w_.marks_[i] & kUrl) != 0) return false;
  }
  marks = w_.marks_[keep];
  while (count_ > keep) PopWord();
  Reserve(q - first + 8);
  for (uint32_t i = first; i < q; ++i) Tail()[i - first] = kLowered[Byte(i)];
  stop_ = 0;
  pending_ = static_cast<uint16_t>(marks | kUrl);
  Emit(q - first, first, q);
  pos_ = q;
  return true;
}

// At "](": the target of a Markdown link. A full address becomes a word, anything else vanishes.
bool Folder::Link(uint32_t at) {
  const uint32_t limit = std::min(n_, at + 2048);
  uint32_t q = at + 2;
  if (q < limit && s_[q] == '<') ++q;
  const uint32_t begin = q;
  int depth = 0;
  for (;; ++q) {
    while (q < limit && (kAddressClass[Byte(q)] & kTargetMark) == 0) ++q;
    if (q >= limit || s_[q] == '\n') return false;
    if (s_[q] == '(') ++depth;
    if (s_[q] == ')' && depth-- == 0) break;
  }
  const uint32_t close = q;
  uint32_t end = begin;
  while (end < close && (kAddressClass[Byte(end)] & kTargetEnd) == 0) ++end;
  // A title may follow in quotes; words after the address mean that this is no link.
  uint32_t rest = end;
  while (rest < close && (IsBlank(Byte(rest)) || s_[rest] == '>')) ++rest;
  if (rest < close && s_[rest] != '"' && s_[rest] != '\'') return false;
  if (end == begin) return false;
  const std::string_view target = s_.substr(begin, end - begin);
  const auto starts = [&](std::string_view what) {
    return target.size() > what.size() && std::equal(what.begin(), what.end(), target.begin(), [](char a, char b) {
             return a == kLowered[static_cast<uint8_t>(b)];
           });
  };
  if (starts("http://") || starts("https://") || starts("www.") || starts("mailto:") || starts("ftp://")) {
    Url(begin);
  } else {
    // Only what looks like a path, an anchor or an address: "[a](b) c" in prose keeps its words.
    const bool plain = target.find_first_of("/.#_") == std::string_view::npos;
    if (plain && std::all_of(target.begin(), target.end(), [](char c) {
          return IsAlpha(static_cast<uint8_t>(c)) && !IsUpper(static_cast<uint8_t>(c));
        }))
      return false;
    if (plain && target.size() <= 5) return false;
    uint32_t label = begin;
    while (label < end && IsAlnum(Byte(label))) ++label;
    if (label > begin && label + 1 < end && s_[label] == '.') Domain(begin, label);
  }
  pos_ = close + 1;
  return true;
}

}  // namespace caveat::text
