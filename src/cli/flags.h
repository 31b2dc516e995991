// File: src/cli/flags.h
//
// Flags that several sub-commands share, each declared once.

#ifndef CAVEAT_CLI_FLAGS_H_
#define CAVEAT_CLI_FLAGS_H_

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Validator;
}  // namespace CLI

namespace caveat::cli {

// A value of a closed list, with a hint at the nearest one. The views must be of static storage.
CLI::Validator OneOf(const std::vector<std::string_view>& values);

// --no-identity, --rules DIR, --color WHEN: `*no_identity`, `*rules` (empty: built-in), `*color` must outlive `app`.
void AddNoIdentity(CLI::App* app, bool* no_identity);
void AddRulesFolder(CLI::App* app, std::string* rules);
void AddColor(CLI::App* app, std::string* color);
// --threads N: `*threads` stays 0 for one a processor.
void AddThreads(CLI::App* app, unsigned* threads);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_FLAGS_H_
