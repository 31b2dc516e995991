// File: src/cli/rules.h
//
// caveat rules: which clauses are known, what a clause means and how it is recognised, and whether a folder of rules is
// in order.

#ifndef CAVEAT_CLI_RULES_H_
#define CAVEAT_CLI_RULES_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command's flags on `app`; `*run` is set to what does the work and returns the exit code.
void AddRules(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_RULES_H_
