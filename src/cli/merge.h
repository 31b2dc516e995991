// File: src/cli/merge.h
//
// caveat merge: databases of shards into one.

#ifndef CAVEAT_CLI_MERGE_H_
#define CAVEAT_CLI_MERGE_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command's flags on `app`; `*run` is set to what does the work and returns the exit code.
void AddMerge(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_MERGE_H_
