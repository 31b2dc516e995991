// File: src/cli/diff.h
//
// caveat diff: two licence texts clause by clause.

#ifndef CAVEAT_CLI_DIFF_H_
#define CAVEAT_CLI_DIFF_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command's flags on `app`; `*run` is set to what does the work and returns the exit code.
void AddDiff(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_DIFF_H_
