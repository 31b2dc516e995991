// File: src/rules/lint.h
//
// Holds rules against their own examples: every `yes` must be found (and survive re-wrapping, capitals, comment
// prefixes, mark-up), no `no` may be, `also=` must be complete. Used by the rule compiler and by `caveat rules check`.

#ifndef CAVEAT_RULES_LINT_H_
#define CAVEAT_RULES_LINT_H_

#include <string>
#include <utility>
#include <vector>

#include "caveat.h"

namespace caveat::rules {

struct LintOptions {
  bool hardening = true;  // also try every `yes` in all its disguises
  std::string only;       // report on files whose name contains this only
};

struct LintResult {
  std::vector<std::string> errors, warnings;
  int clauses = 0, lines = 0, examples = 0;
  // Examples whose also= is incomplete or too long: (file, line of the example) and the right list.
  struct Also {
    std::string file;
    uint32_t line;
    std::vector<std::string> ids;
  };
  std::vector<Also> also;
};

LintResult Lint(const std::vector<RuleSource>& sources, const LintOptions& options = {});

// `text` in other clothes: each with the name of the disguise.
std::vector<std::pair<std::string, std::string>> Disguises(const std::string& text);

}  // namespace caveat::rules

#endif  // CAVEAT_RULES_LINT_H_
