// File: tests/text/transforms.h
//
// Ways in which the same text lies in files: what folding must see through. Each takes UTF-8 and gives UTF-8 (or other
// bytes where its name says so).

#ifndef CAVEAT_TESTS_TEXT_TRANSFORMS_H_
#define CAVEAT_TESTS_TEXT_TRANSFORMS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::text {

// Breaks lines at single spaces so that none is longer than `width` bytes, if it can be. Existing line ends stay.
std::string Wrapped(std::string_view s, size_t width);
std::string UpperCased(std::string_view s);  // ASCII letters only
std::string SmartQuoted(std::string_view s);
std::string Prefixed(std::string_view s, std::string_view prefix);
std::string Bold(std::string_view s);        // each line of letters in **...**
std::string Paragraphs(std::string_view s);  // blocks between blank lines in <p>...</p>
std::string CrLf(std::string_view s);
std::string WithNbsp(std::string_view s);    // every third space becomes U+00A0
std::string Hyphenated(std::string_view s);  // long plain words divided at a line end
std::string Utf16(std::string_view s, bool big, bool mark);

struct Transform {
  std::string name;
  std::function<std::string(std::string_view)> apply;
};
// All that keep the folded text of prose as it is.
const std::vector<Transform>& Harmless();

// A small generator of numbers for tests: the same on every machine.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  uint64_t Next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_ * 0x2545F4914F6CDD1Du;
  }
  size_t Below(size_t n) { return n == 0 ? 0 : static_cast<size_t>(Next() >> 33) % n; }

 private:
  uint64_t state_;
};

}  // namespace caveat::text

#endif  // CAVEAT_TESTS_TEXT_TRANSFORMS_H_
