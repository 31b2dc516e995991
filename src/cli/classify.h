// File: src/cli/classify.h
//
// caveat classify: texts as JSON lines in, answers as JSON lines out.

#ifndef CAVEAT_CLI_CLASSIFY_H_
#define CAVEAT_CLI_CLASSIFY_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command's flags on `app`; `*run` is set to what does the work and returns the exit code.
void AddClassify(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_CLASSIFY_H_
