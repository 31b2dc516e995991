// File: src/cli/model.h
//
// `caveat model DIR|FILE`: one repository, judged.

#ifndef CAVEAT_CLI_MODEL_H_
#define CAVEAT_CLI_MODEL_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command. When it is chosen, `*run` is set to what runs it and returns the exit code.
void AddModel(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_MODEL_H_
