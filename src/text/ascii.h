// File: src/text/ascii.h
//
// Classes of ASCII characters as tables: the fast path of folding reads one byte of them for each byte of text.

#ifndef CAVEAT_TEXT_ASCII_H_
#define CAVEAT_TEXT_ASCII_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace caveat::text {

// ASCII classes.
enum : uint8_t {
  kIsAlpha = 1,  // letter
  kIsDigit = 2,  // digit
  kIsEnd = 4,    // ends a word and nothing that follows can change that word
  kIsBlank = 8,  // space, tab, vertical tab, form feed
};

constexpr std::array<uint8_t, 256> MakeClasses() {
  std::array<uint8_t, 256> t{};
  for (int c = 'a'; c <= 'z'; ++c) t[static_cast<size_t>(c)] = kIsAlpha;
  for (int c = 'A'; c <= 'Z'; ++c) t[static_cast<size_t>(c)] = kIsAlpha;
  for (int c = '0'; c <= '9'; ++c) t[static_cast<size_t>(c)] = kIsDigit;
  for (const char c : {' ', '\t', '\v', '\f'}) t[static_cast<uint8_t>(c)] = kIsBlank | kIsEnd;
  for (const char c :
       {'\n', '\r', ',', ';', '"', '(', '[', ']', '{', '}', '!', '?', '/', '$', '%', '|', '=', '+', '~', '^', '#', '>'})
    t[static_cast<uint8_t>(c)] |= kIsEnd;
  return t;
}
inline constexpr std::array<uint8_t, 256> kAsciiClass = MakeClasses();

constexpr std::array<char, 256> MakeLower() {
  std::array<char, 256> t{};
  for (size_t c = 0; c < 256; ++c) t[c] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return t;
}
inline constexpr std::array<char, 256> kLowered = MakeLower();

constexpr bool IsAlnum(uint32_t cp) { return cp < 128 && (kAsciiClass[cp] & (kIsAlpha | kIsDigit)) != 0; }
constexpr bool IsDigit(uint32_t cp) { return cp < 128 && (kAsciiClass[cp] & kIsDigit) != 0; }
constexpr bool IsAlpha(uint32_t cp) { return cp < 128 && (kAsciiClass[cp] & kIsAlpha) != 0; }
constexpr bool IsUpper(uint32_t cp) { return cp >= 'A' && cp <= 'Z'; }
constexpr bool IsBlank(uint32_t cp) { return cp < 128 && (kAsciiClass[cp] & kIsBlank) != 0; }

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_ASCII_H_
