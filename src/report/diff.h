// File: src/report/diff.h
//
// Two licences beside each other, clause by clause: what only one of them says, what both say with different
// parameters, which activities end up with another value. Pure functions, thread-safe, quadratic in the number of
// statements of one clause, linear in everything else.
//
//   const Difference difference = Compare(a, b);
//   out += DiffHuman(a, b, difference, {.width = 80});
//
// What counts as the same:
// - Findings of one clause with equal parameters are one statement, however often it is made; the first place stands
//   for it. Weak findings are hints and are not compared.
// - Statements of one clause that differ are paired, those with most values in common first: `changed`.
// - A statement that is left over is `only_a` or `only_b`, unless the other text says it with more detail.

#ifndef CAVEAT_REPORT_DIFF_H_
#define CAVEAT_REPORT_DIFF_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"
#include "report/human.h"
#include "report/json.h"

namespace caveat::report {

// All numbers are indices into `findings` of the document named.
struct Difference {
  struct Changed {
    uint32_t a = 0, b = 0;
    std::vector<std::string_view> params;  // names of those that differ, sorted; views into the documents
  };
  std::vector<uint32_t> only_a, only_b;  // ascending
  std::vector<Changed> changed;          // in the order of `a`
  std::vector<Activity> permissions;     // those whose value differs
  size_t same = 0;                       // statements that both make
};

// The documents must outlive the result.
Difference Compare(const Document& a, const Document& b);

// The answer as JSON, schema caveat.diff/1, ending in a line break.
std::string DiffJson(const Document& a, const Document& b, const Difference& difference, const Tool& tool);

// The answer for people, ending in a line break. Of `options`, colour and width are used.
std::string DiffHuman(const Document& a, const Document& b, const Difference& difference, const HumanOptions& options);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_DIFF_H_
