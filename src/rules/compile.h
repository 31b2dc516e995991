// File: src/rules/compile.h
//
// Rule sets to bundles: classes are replaced by their phrases, equal parts become one node, and each line gets its
// anchors.
//
// Anchors. Every match of a line contains one of its anchors: literal words that stand at a known place of the pattern.
// A line is a sequence of elements; a run of adjacent elements that can be spelled out (words, alternatives, options:
// no gap, no value) gives the set of its spellings. Of all runs the one is taken whose spellings are rarest in ordinary
// text. Where no run can be spelled out, or splitting is cheaper, an element made of alternatives is split and each
// branch becomes a variant with anchors of its own. A line for which that fails too is refused, with a message: so "no
// match without an anchor" holds by construction.

#ifndef CAVEAT_RULES_COMPILE_H_
#define CAVEAT_RULES_COMPILE_H_

#include <string>
#include <string_view>
#include <vector>

#include "rules/background.h"
#include "rules/bundle.h"
#include "rules/ruleset.h"

namespace caveat::rules {

struct CompileOptions {
  // Match lines and class members that only these families motivated are left out ("" for none): see `--leave-out`.
  std::string without_family;
  // What decides which anchors are rare; answers do not depend on it. Null: words are rated by length.
  const Background* background = nullptr;
};

// Replaces class references by alternatives; false (with a diagnostic) for unknown or circular classes.
bool ExpandClasses(const RuleSet& rules, const CompileOptions& options, const Node& in, Node* out, std::string* error);

// Compiles. On errors returns false and fills `diagnostics`; databases are left empty (the matcher makes them).
bool CompileRules(const RuleSet& rules, const CompileOptions& options, Bundle* bundle,
                  std::vector<Diagnostic>* diagnostics);

}  // namespace caveat::rules

#endif  // CAVEAT_RULES_COMPILE_H_
