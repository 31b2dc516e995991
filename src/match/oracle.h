// File: src/match/oracle.h
//
// The slow way to the same answer: every rule line as one RE2 over the whole text, no anchors, no Hyperscan, no
// position sets. Used by tests and fuzzers only; it shares with the fast path the rule files, the folded words and what
// a number or a place is, nothing else.

#ifndef CAVEAT_MATCH_ORACLE_H_
#define CAVEAT_MATCH_ORACLE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "match/confirm.h"
#include "match/reading.h"
#include "rules/bundle.h"
#include "rules/ruleset.h"

namespace caveat::match {

class Oracle {
 public:
  // `bundle` must have been compiled from `rules`: line numbers are matched up by their source places.
  Oracle(const rules::RuleSet& rules, const rules::Bundle& bundle);
  ~Oracle();

  // A line whose pattern RE2 refuses; empty if there is none.
  const std::string& error() const { return error_; }

  // The shortest matches of all lines of the kinds in tier 0 (matches, leads, marks) or 1 (items, ends) that lie wholly
  // inside words [begin, end), sorted by line, begin. Slow: every line reads the whole text.
  std::vector<RawMatch> Find(const Reading& reading, int tier, uint32_t begin, uint32_t end) const;

 private:
  struct Line;
  std::vector<Line> lines_;
  std::string error_;
};

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_ORACLE_H_
