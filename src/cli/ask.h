// File: src/cli/ask.h
//
// `caveat ask DIR|FILE`: may I, and what must I then do?

#ifndef CAVEAT_CLI_ASK_H_
#define CAVEAT_CLI_ASK_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command. When it is chosen, `*run` is set to what runs it and returns the exit code.
void AddAsk(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_ASK_H_
