// File: src/match/scopes.h
//
// How far a lead reaches. One place decides it:
//   * the rest of the lead's sentence;
//   * if that sentence is the last before a list (its block ends there and the next one is a list item, or it ends in a
//   colon): the list,
//     nested items included, until a paragraph that is no item or a heading of the same or a higher level;
//   * for a lead in a heading: the section, until the next heading of the same or a higher level.
// An `end` match inside takes away the rest of its sentence; in the lead's own sentence, all that follows.

#ifndef CAVEAT_MATCH_SCOPES_H_
#define CAVEAT_MATCH_SCOPES_H_

#include <cstdint>
#include <vector>

#include "match/confirm.h"
#include "match/reading.h"

namespace caveat::match {

// No scope is longer, in words.
inline constexpr uint32_t kMaxScope = 6000;

struct Scope {
  uint32_t line = 0;  // the lead
  uint32_t lead_begin = 0, lead_end = 0;
  uint32_t begin = 0, end = 0;                      // the words inside; begin >= lead_end
  uint32_t sentence_end = 0;                        // end of the lead's own sentence
  uint8_t polarity = 0;                             // rules::Polarity
  std::vector<std::pair<uint32_t, uint32_t>> cuts;  // taken away by `end` matches
  bool Holds(uint32_t from, uint32_t to) const;
};

// The scope that a lead matched at [begin, end) opens; empty (begin == end) if nothing follows it.
Scope OpenScope(const Reading& reading, const RawMatch& lead, uint8_t polarity);

// Takes away what an `end` match at word `at` closes.
void CutScope(const Reading& reading, uint32_t at, Scope* scope);

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_SCOPES_H_
