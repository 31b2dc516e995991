// File: src/classify/letters.h
//
// ASCII letters in whatever case, and words in short lists. Other bytes stay as they are. Pure.

#ifndef CAVEAT_CLASSIFY_LETTERS_H_
#define CAVEAT_CLASSIFY_LETTERS_H_

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

namespace caveat::classify {

constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

inline std::string LowerCase(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = Lower(c);
  return out;
}

inline bool EqualIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return Lower(x) == Lower(y); });
}

// Whether the words of `list` hold it.
template <size_t N>
bool In(const std::string_view (&list)[N], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

}  // namespace caveat::classify

#endif  // CAVEAT_CLASSIFY_LETTERS_H_
