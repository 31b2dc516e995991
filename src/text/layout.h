// File: src/text/layout.h
//
// What the lines of a document mean: paragraphs, list items with their nesting, headings. Works on the words and lines
// that Fold has cut and changes only marks and levels, never words. Linear; no allocation beyond the arrays of Words.

#ifndef CAVEAT_TEXT_LAYOUT_H_
#define CAVEAT_TEXT_LAYOUT_H_

#include <string_view>
#include <vector>

#include "text/words.h"

namespace caveat::text {

// `lines` are those of `words`; `source` is the text that its byte ranges point into.
void MarkLayout(std::string_view source, const std::vector<SourceLine>& lines, Words* words);

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_LAYOUT_H_
