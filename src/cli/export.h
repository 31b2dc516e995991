// File: src/cli/export.h
//
// caveat export: the answers of a database. One model a line for programs; for the tools of others one document with
// all models, since these tools take one for a product or a place, or with --out a document for each model, since what
// is passed on is one model and its papers go with it.

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
