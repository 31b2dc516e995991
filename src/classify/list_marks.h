// File: src/classify/list_marks.h
//
// List marks that stand within a line. Folding leaves "2." and "(b)" at the start of a line out of the words; where a
// text was wrapped anew they come to stand anywhere, and "2", "b", "1.3" or "三" are words like others:
//
//   "... as is. 2. Redistribution ..."
//
// A number can be a term ("at most 2 copies"), so a word counts as a mark only if it looks like one from both sides and
// its neighbour in the list, one less or one more, is a mark of the text too.
//
// Pure, linear, thread-safe.

#ifndef CAVEAT_CLASSIFY_LIST_MARKS_H_
#define CAVEAT_CLASSIFY_LIST_MARKS_H_

#include <cstdint>
#include <vector>

#include "text/words.h"

namespace caveat::classify {

// (*marks)[i] != 0: word i is one, or a part of one.
void FindListMarks(const text::Words& words, std::vector<uint8_t>* marks);

}  // namespace caveat::classify

#endif  // CAVEAT_CLASSIFY_LIST_MARKS_H_
