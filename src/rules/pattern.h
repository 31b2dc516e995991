// File: src/rules/pattern.h
//
// The phrase language: `(may not | must not) ..6 use~ <n:number>` as a tree. See licenses/README.md for the language.
// Plain data, no engine. Parsing is total: any string gives a tree or a message with the column where it goes wrong.

#ifndef CAVEAT_RULES_PATTERN_H_
#define CAVEAT_RULES_PATTERN_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::rules {

enum class Capture : uint8_t { kNumber, kMoney, kPlace, kQuoted, kName, kUrl, kAny };
inline constexpr int kCaptures = 7;

// The kind called `name` in `<x:name>`; -1 if there is none.
int FindCapture(std::string_view name);

struct Node {
  enum class Kind : uint8_t {
    kWords,     // one word, any of `words` or starting with any of `stems`
    kGap,       // up to `gap` words; over sentence ends if `cross`
    kSeq,       // children in order
    kAlt,       // any child
    kOptional,  // the one child, or nothing
    kCapture,   // a value, see `capture` and `name`
    kClass,     // a word class by `name`; replaced by its phrases when rules are compiled
    kHand,      // {...}: the one child is to be the anchor
    kBegin,     // ^ inside a guard: a sentence begins here
  };
  Kind kind = Kind::kSeq;
  std::vector<std::string> words, stems;
  int gap = 0;
  bool cross = false;
  Capture capture = Capture::kAny;
  std::string name;
  std::vector<Node> children;
  uint32_t column = 0;  // 1-based, in the source line, for messages
};

// A whole pattern: a sequence, perhaps tied to the ends of a sentence.
struct Pattern {
  Node root;  // kSeq
  bool at_begin = false, at_end = false;
  std::string source;
};

struct PatternError {
  uint32_t column = 0;  // 0-based offset into the source
  std::string message, hint;
};

// Parses `source`. On failure returns false and fills `error`.
bool ParsePattern(std::string_view source, Pattern* pattern, PatternError* error);

// The regular forms of `word` (`word~`): itself, -s/-es/-ies, -ed/-d, -ing with the usual doubling and dropping of
// letters. Sorted.
std::vector<std::string> RegularForms(std::string_view word);

// Words of the longest and the shortest text the node can match. Class references must have been replaced.
struct Width {
  int min = 0, max = 0;
};
Width WidthOf(const Node& node);

// How many words a capture of this kind may span.
int MaxCaptureWords(Capture capture);

}  // namespace caveat::rules

#endif  // CAVEAT_RULES_PATTERN_H_
