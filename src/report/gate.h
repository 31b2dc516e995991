// File: src/report/gate.h
//
// What a policy said: for people, as Markdown, as JSON (caveat.gate/1), as SARIF results; and a policy in words.
// Everything that comes from files is escaped. Pure functions, thread-safe.

#ifndef CAVEAT_REPORT_GATE_H_
#define CAVEAT_REPORT_GATE_H_

#include <string>
#include <string_view>
#include <vector>

#include "gate/judge.h"
#include "gate/policy.h"
#include "report/json.h"
#include "report/sarif.h"

namespace caveat::report {

// Ends in a line break.
std::string GateJson(const gate::Policy& policy, const gate::Result& result, const Tool& tool);

struct GateHumanOptions {
  bool color = false;
  size_t width = 100;
  size_t most = 50;  // violations shown; more are counted
};
std::string GateHuman(const gate::Policy& policy, const gate::Result& result, const GateHumanOptions& options);

// For a pull request: how it ended, then a table of what is denied and to be reviewed.
std::string GateMarkdown(const gate::Policy& policy, const gate::Result& result);

std::vector<SarifResult> GateResults(const gate::Policy& policy, const gate::Result& result);

// The policy in sentences, a line each, wrapped at `width`.
std::string ExplainPolicy(const gate::Policy& policy, size_t width);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_GATE_H_
