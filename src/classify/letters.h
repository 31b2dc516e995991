// File: src/classify/letters.h
//
// ASCII letters and digits, letters in whatever case, and words in short lists. Other bytes stay as they are. Pure.

#ifndef CAVEAT_CLASSIFY_LETTERS_H_
#define CAVEAT_CLASSIFY_LETTERS_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>

namespace caveat::classify {

constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsLetter(char c) { return Lower(c) >= 'a' && Lower(c) <= 'z'; }

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

// The same. Most words differ from all of the list in length or first byte.
inline bool In(std::string_view word, std::initializer_list<std::string_view> list) {
  for (const std::string_view other : list) {
    if (other.size() == word.size() &&
        (word.empty() || (other[0] == word[0] && std::memcmp(other.data(), word.data(), word.size()) == 0)))
      return true;
  }
  return false;
}

}  // namespace caveat::classify

#endif  // CAVEAT_CLASSIFY_LETTERS_H_
