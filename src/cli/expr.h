// File: src/cli/expr.h
//
// caveat expr: an SPDX licence expression checked, normalised, and held against a list of allowed licences.

#ifndef CAVEAT_CLI_EXPR_H_
#define CAVEAT_CLI_EXPR_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command's flags on `app`; `*run` is set to what does the work and returns the exit code.
void AddExpr(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_EXPR_H_
