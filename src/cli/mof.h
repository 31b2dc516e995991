// File: src/cli/mof.h
//
// `caveat mof FILE...`: manifests of the Model Openness Framework, scored.

#ifndef CAVEAT_CLI_MOF_H_
#define CAVEAT_CLI_MOF_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command. When it is chosen, `*run` is set to what runs it and returns the exit code.
void AddMof(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_MOF_H_
