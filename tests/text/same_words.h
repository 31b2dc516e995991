// Whether two foldings of one text agree in everything: words, places, marks, levels, lines.

#ifndef CAVEAT_TESTS_TEXT_SAME_WORDS_H_
#define CAVEAT_TESTS_TEXT_SAME_WORDS_H_

#include <cstdint>
#include <string>

#include "text/words.h"

namespace caveat::text {

inline bool SameLine(const SourceLine& a, const SourceLine& b) {
  return a.word == b.word && a.begin == b.begin && a.end == b.end && a.indent == b.indent && a.width == b.width &&
         a.marker == b.marker && a.number == b.number && a.depth == b.depth && a.heading == b.heading &&
         a.terminal == b.terminal && a.flags == b.flags;
}

// Empty when they agree, else where they part.
inline std::string Difference(const Words& a, const Words& b) {
  for (uint32_t i = 0; i < a.size() && i < b.size(); ++i) {
    const bool same = a[i] == b[i] && a.begin(i) == b.begin(i) && a.end(i) == b.end(i) && a.marks(i) == b.marks(i) &&
                      a.level(i) == b.level(i);
    if (!same) {
      const auto show = [i](const Words& w) {
        return std::string(w[i]) + " [" + std::to_string(w.begin(i)) + ", " + std::to_string(w.end(i)) + ") marks " +
               std::to_string(w.marks(i)) + " level " + std::to_string(w.level(i));
      };
      return "word " + std::to_string(i) + ": " + show(a) + " and " + show(b);
    }
  }
  if (a.size() != b.size()) return std::to_string(a.size()) + " and " + std::to_string(b.size()) + " words";
  if (a.text() != b.text()) return "the text";
  if (a.tail_marks() != b.tail_marks()) return "the marks at the end";
  if (a.lines().size() != b.lines().size()) return "the number of lines";
  for (size_t i = 0; i < a.lines().size(); ++i) {
    if (!SameLine(a.lines()[i], b.lines()[i])) return "line " + std::to_string(i);
  }
  return {};
}

}  // namespace caveat::text

#endif  // CAVEAT_TESTS_TEXT_SAME_WORDS_H_
