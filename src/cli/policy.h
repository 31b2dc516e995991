// File: src/cli/policy.h
//
// caveat policy: ready policies, and policies checked and put in words.

#ifndef CAVEAT_CLI_POLICY_H_
#define CAVEAT_CLI_POLICY_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command's flags on `app`; `*run` is set to what does the work and returns the exit code.
void AddPolicy(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_POLICY_H_
