// Folded text with its marks written out, for tables: "| sentence, / paragraph, [n] item of level n, # heading word".
#ifndef CAVEAT_TESTS_TEXT_MARKED_H_
#define CAVEAT_TESTS_TEXT_MARKED_H_

#include <string>
#include <string_view>

#include "text/fold.h"

namespace caveat::text {

inline std::string Marked(std::string_view source) {
  Words words;
  Fold(source, &words);
  std::string out;
  for (uint32_t i = 0; i < words.size(); ++i) {
    const uint16_t marks = words.marks(i);
    if (i > 0) out += ' ';
    if ((marks & kItem) != 0) {
      out += '[';
      out += std::to_string(words.level(i));
      out += ']';
    } else if ((marks & kParagraph) != 0 && i > 0) {
      out += '/';
    } else if ((marks & kSentence) != 0 && i > 0) {
      out += '|';
    }
    if ((marks & kHeading) != 0) out += '#';
    out += words[i];
  }
  return out;
}

inline std::string Folded(std::string_view source) {
  Words words;
  Fold(source, &words);
  const std::string_view text = words.text();
  return text.size() < 2 ? std::string() : std::string(text.substr(1, text.size() - 2));
}

struct FoldCase {
  std::string_view source, want;
};

}  // namespace caveat::text

#endif  // CAVEAT_TESTS_TEXT_MARKED_H_
