// File: src/cli/scan.h
//
// caveat scan: a whole mirror into one database.

#ifndef CAVEAT_CLI_SCAN_H_
#define CAVEAT_CLI_SCAN_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command's flags on `app`; `*run` is set to what does the work and returns the exit code.
void AddScan(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_SCAN_H_
