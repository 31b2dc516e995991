// File: src/cli/rule_files.h
//
// Rule files from disk, and clause ids from the command line.

#ifndef CAVEAT_CLI_RULE_FILES_H_
#define CAVEAT_CLI_RULE_FILES_H_

#include <string>
#include <vector>

#include "caveat.h"

namespace caveat::cli {

// All files *.clause below `folder` (or the one file of that name), sorted by name. Names begin with the folder's own
// name, as in "clauses/use/spam.clause". False and a complaint on standard error when something cannot be read or there
// is none.
bool LoadRuleFiles(const std::string& folder, std::vector<RuleSource>* sources);

// The rules to check with: those of `folder`, or the built-in ones when it is empty. Null after a complaint.
// `without_family`: see RuleOptions; only for a folder.
std::shared_ptr<const Rules> LoadRules(const std::string& folder, const std::string& without_family = {});

// Ids of clauses, or of whole groups ("restriction"), as typed. False after a complaint about an unknown one.
bool ParseClauseIds(const std::vector<std::string>& names, std::vector<ClauseId>* clauses);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_RULE_FILES_H_
