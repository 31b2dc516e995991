// File: src/cli/export.h
//
// caveat export: the answers of a database, one model a line.

#ifndef CAVEAT_CLI_EXPORT_H_
#define CAVEAT_CLI_EXPORT_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command's flags on `app`; `*run` is set to what does the work and returns the exit code.
void AddExport(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_EXPORT_H_
