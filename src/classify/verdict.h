// File: src/classify/verdict.h
//
// From a set of findings to what they amount to: seven activities, one category, flags, duties. A pure function of the
// *set*: order and repetition change nothing, weak findings move nothing, and every value that is not `unspecified`
// cites a finding. Reads clause ids and parameters (see effects.h), never the quote. Thread-safe; linear in the
// findings, but for sorting. Findings of several documents that govern one artefact are united and scored once;
// verdicts are never merged.

#ifndef CAVEAT_CLASSIFY_VERDICT_H_
#define CAVEAT_CLASSIFY_VERDICT_H_

#include <cstdint>
#include <span>

#include "caveat.h"

namespace caveat {

// What the findings alone cannot tell.
struct ScoreContext {
  // The index to be written into every `Because` (ScoreFindings only; ScoreUnited is told by each finding).
  uint32_t document = 0;
  // What the text is. kTell: told by the findings: a use list with no grant beside it is a policy.
  enum class Text : uint8_t { kTell, kLicense, kPolicy } text = Text::kTell;
  // For a text that only names licences (a notice, a card), and empty for a licence: the categories of those named for
  // the weights, or for the whole where that is not told apart; kUnknown for a name that cannot be resolved. The
  // strictest counts.
  std::span<const Category> named = {};
  // The same for a text that names licences beside terms of its own ("free software under the GPL, and as a special
  // exception ..."): what would seem free of every condition is bound by those.
  std::span<const Category> beside = {};
};

// A finding and the place in the answer that a `Because` shall point at.
struct CitedFinding {
  const Finding* finding = nullptr;  // never null
  uint32_t document = 0, index = 0;
};

Verdict ScoreFindings(std::span<const Finding> findings, const ScoreContext& context = {});
Verdict ScoreUnited(std::span<const CitedFinding> findings, const ScoreContext& context = {});

}  // namespace caveat

#endif  // CAVEAT_CLASSIFY_VERDICT_H_
