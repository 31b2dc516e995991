// File: src/cli/policy_files.h
//
// Policies from disk, and the ready ones that the build put into this program (licenses/policies).

#ifndef CAVEAT_CLI_POLICY_FILES_H_
#define CAVEAT_CLI_POLICY_FILES_H_

#include <span>
#include <string>
#include <string_view>

#include "gate/policy.h"

namespace caveat::cli {

struct ReadyPolicy {
  std::string_view name, text;
};
// Sorted by name; static storage.
std::span<const ReadyPolicy> ReadyPolicies();

// The text of a file, or of the ready policy of that name. False after a complaint.
bool ReadPolicy(const std::string& name, std::string* text);

// Parses it too. False after complaints: file, line, column, what is wrong and what may have been meant.
bool LoadPolicy(const std::string& name, gate::Policy* policy);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_POLICY_FILES_H_
