// File: src/cli/gate.h
//
// caveat gate: does a policy allow these licences? For CI.

#ifndef CAVEAT_CLI_GATE_H_
#define CAVEAT_CLI_GATE_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command's flags on `app`; `*run` is set to what does the work and returns the exit code.
void AddGate(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_GATE_H_
