#include "cli/policy_files.h"

#include <algorithm>
#include <vector>

#include "cli/input.h"
#include "cli/output.h"
#include "cli/suggest.h"
#include "report/terminal.h"

namespace caveat::cli {

bool ReadPolicy(const std::string& name, std::string* text) {
  for (const ReadyPolicy& ready : ReadyPolicies()) {
    if (ready.name == name) {
      *text = ready.text;
      return true;
    }
  }
  std::string error;
  if (ReadFile(name, text, &error)) return true;
  std::vector<std::string_view> names;
  for (const ReadyPolicy& ready : ReadyPolicies()) names.push_back(ready.name);
  const bool could_be_ready = name.find('/') == std::string::npos;
  const std::string near = could_be_ready ? DidYouMean(name, names) : "";
  Complain("policy " + report::Printable(name) + ": " + error +
           (could_be_ready && near == "." ? "; the ready ones: caveat policy list" : near));
  return false;
}

bool LoadPolicy(const std::string& name, gate::Policy* policy) {
  std::string text;
  if (!ReadPolicy(name, &text)) return false;
  const std::vector<gate::PolicyError> errors = gate::ParsePolicy(text, policy);
  for (const gate::PolicyError& error : errors) {
    Complain(report::Printable(name) + ":" + std::to_string(error.line) + ":" + std::to_string(error.column) + ": " +
             report::PrintableLine(error.message) +
             (error.word.empty() ? "" : DidYouMean(error.word, error.candidates)));
  }
  return errors.empty();
}

}  // namespace caveat::cli
