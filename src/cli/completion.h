// File: src/cli/completion.h
//
// caveat completion bash|zsh|fish, caveat manual: shell completions and the manual page, written from the very flags
// that the program parses, so that they cannot go stale.

#ifndef CAVEAT_CLI_COMPLETION_H_
#define CAVEAT_CLI_COMPLETION_H_

#include <functional>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares both sub-commands; `app` must hold all others when they run.
void AddCompletion(CLI::App* app, std::function<int()>* run);

// The script for "bash", "zsh" or "fish".
std::string Completion(const CLI::App& app, std::string_view shell);
// The page in the language of man, section 1.
std::string Manual(const CLI::App& app);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_COMPLETION_H_
