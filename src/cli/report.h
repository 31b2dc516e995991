// File: src/cli/report.h
//
// caveat report: one HTML page about a text, a model or a hub.

#ifndef CAVEAT_CLI_REPORT_H_
#define CAVEAT_CLI_REPORT_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Adds the sub-command to `app`. When it is chosen, `*run` is set to what returns the exit code.
void AddReport(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_REPORT_H_
