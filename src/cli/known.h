// File: src/cli/known.h
//
// caveat known: which licences are known, what is known of one, and which one a text is nearest to.

#ifndef CAVEAT_CLI_KNOWN_H_
#define CAVEAT_CLI_KNOWN_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command's flags on `app`; `*run` is set to what does the work and returns the exit code.
void AddKnown(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_KNOWN_H_
