// File: src/cli/scancode.h
//
// caveat scancode: stands in for ScanCode where a tool calls it. Takes its options, writes its JSON.

#ifndef CAVEAT_CLI_SCANCODE_H_
#define CAVEAT_CLI_SCANCODE_H_

#include <functional>

namespace CLI {
class App;
}

namespace caveat::cli {

// Declares the sub-command's flags on `app`; `*run` is set to what does the work and returns the exit code.
void AddScanCode(CLI::App* app, std::function<int()>* run);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_SCANCODE_H_
