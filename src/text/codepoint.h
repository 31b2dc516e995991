// File: src/text/codepoint.h
//
// Single code points: reading them from UTF-8, and what folding makes of each. Pure functions, thread-safe, no
// allocation.

#ifndef CAVEAT_TEXT_CODEPOINT_H_
#define CAVEAT_TEXT_CODEPOINT_H_

#include <cstdint>
#include <string_view>

namespace caveat::text {

struct CodePoint {
  uint32_t cp = 0;
  uint32_t length = 0;  // bytes that it takes in the source
};

// Reads one code point of `s` at `at` < s.size(). Broken bytes give U+FFFD, one byte each.
CodePoint ReadUtf8(std::string_view s, uint32_t at);

// Writes 1 to 4 bytes; returns how many.
uint32_t WriteUtf8(uint32_t cp, char* out);

// The three bytes of a code point of the BMP from U+0800 on.
inline void WriteHan(uint32_t cp, char* out) {
  out[0] = static_cast<char>(0xE0 | cp >> 12);
  out[1] = static_cast<char>(0x80 | (cp >> 6 & 63));
  out[2] = static_cast<char>(0x80 | (cp & 63));
}

// What folding does with a code point outside ASCII.
enum class Class : uint8_t {
  kLetter,   // letters and digits of all scripts that write words with spaces
  kKana,     // kana: a run is a word
  kHangul,   // Hangul: a run is a word
  kHan,      // each is a word
  kMark,     // combining mark: belongs to the word before it
  kCompat,   // to be read as its compatibility decomposition (ligatures, fractions, full-width forms)
  kIgnored,  // variation selectors, soft-hyphen-like: vanishes, harmless
  kSoftHyphen,
  kZeroWidth,  // zero-width and bidi characters: vanishes, suspicious inside a word
  kOverride,   // bidi override: vanishes, always suspicious
  kSpace,
  kThinSpace,  // separates groups of digits, else a space
  kNewline,    // U+2028, U+2029, U+0085
  kApostrophe,
  kHyphen,  // dashes that may join letters
  kQuoteOpen,
  kQuoteClose,
  kParenOpen,
  kParenClose,
  kComma,
  kSemicolon,
  kColon,
  kStop,     // 。
  kExclaim,  // ！ ？
  kCurrency,
  kBullet,
  kCircled,  // ① ⑴ ⒈: a list number
  kSection,  // §
  kOther,    // any other symbol: separates words
};
Class ClassOf(uint32_t cp);

// Lower case of a letter whose folding is a single code point, without decomposition; 0 when it needs full
// normalisation.
uint32_t SimpleLower(uint32_t cp);

// Columns that a code point takes on a terminal: 2 for Han, kana, Hangul and full-width forms, else 1.
inline uint32_t ColumnsOf(uint32_t cp) {
  return cp >= 0x1100 && (cp >= 0x2E80 || cp < 0x1160) && cp < 0x20000 + 0x20000 ? 2 : 1;
}

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_CODEPOINT_H_
