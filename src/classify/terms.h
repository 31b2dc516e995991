// File: src/classify/terms.h
//
// Does a text create terms, or does it only speak of what licences speak of too? "Makes no guarantees" in a manual,
// "use at your own risk" in a tutorial and "only for research" on a model card are the words of a clause; whether they
// are a clause depends on what stands around them. Rules look at a sentence, this looks at the document:
//
//   * a text that is terms throughout (so it calls itself, or it is dense with words of law) keeps what was found in
//   it;
//   * elsewhere a finding keeps its grade among words of licensing, under a heading that announces terms, or in a run
//   of
//     different clauses; with little of that it is `likely` at most; with none it is `weak`.
//
// Grades are never raised. A pure function of the words and the places; it knows nothing of known licences.
// Thread-safe; linear in words and findings; a text without findings costs nothing.

#ifndef CAVEAT_CLASSIFY_TERMS_H_
#define CAVEAT_CLASSIFY_TERMS_H_

#include <cstdint>
#include <span>

#include "taxonomy/taxonomy.h"
#include "text/words.h"

namespace caveat::classify {

// A finding by its words [begin, end), begin < end <= words.size().
struct PlacedFinding {
  ClauseId clause = 0;
  uint32_t begin = 0, end = 0;
  Confidence confidence = Confidence::kCertain;
};

// Lowers the confidence of findings in prose. `findings` may come in any order.
void JudgeTerms(const text::Words& words, std::span<PlacedFinding> findings);

}  // namespace caveat::classify

#endif  // CAVEAT_CLASSIFY_TERMS_H_
