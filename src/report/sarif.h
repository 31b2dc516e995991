// File: src/report/sarif.h
//
// SARIF 2.1.0, for code scanning. Each clause found is a result: a prohibition or limit is a warning, a duty or a term
// about risk a note, a right is informational. Conflicts of a repository and violations of a policy are results too.
// Fingerprints depend on the file's name, the clause and its words, not on where they stand. Pure, thread-safe, linear.

#ifndef CAVEAT_REPORT_SARIF_H_
#define CAVEAT_REPORT_SARIF_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "report/exports.h"

namespace caveat::report {

// A result of the caller's own: a violation of a policy.
struct SarifResult {
  std::string rule;        // id, "policy/no-caps"
  std::string title;       // of the rule
  std::string_view level;  // error, warning, note
  std::string message;
  std::string path;  // empty: no place
  Span span;         // a start_line of 0: the file as a whole
  std::string quote;
};

// The whole log, ending in a line break. With `results` only these are written, not the findings of the items.
std::string Sarif(const Export& e);
std::string SarifOf(const Export& e, std::span<const SarifResult> results);

// A hub as one run. Its rules are all there are. `hub` has no items; its `created` must outlive the writer.
std::unique_ptr<HubWriter> SarifHub(const Export& hub);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_SARIF_H_
