// File: src/classify/summary.h
//
// One calm sentence in plain words: what kind of terms these are, whether commerce is allowed, and what stands out. It
// claims nothing that the verdict does not hold, and never says "open source". Deterministic, thread-safe.

#ifndef CAVEAT_CLASSIFY_SUMMARY_H_
#define CAVEAT_CLASSIFY_SUMMARY_H_

#include <span>
#include <string>

#include "caveat.h"

namespace caveat {

// `findings` are those that `verdict` was made of, in any order.
std::string Summarize(const Verdict& verdict, std::span<const Finding> findings);

}  // namespace caveat

#endif  // CAVEAT_CLASSIFY_SUMMARY_H_
