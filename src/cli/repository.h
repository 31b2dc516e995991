// File: src/cli/repository.h
//
// A model repository from the command line: a folder, a single weights file, or a list of paths without contents.

#ifndef CAVEAT_CLI_REPOSITORY_H_
#define CAVEAT_CLI_REPOSITORY_H_

#include <string>

#include "model/repository.h"

namespace caveat::cli {

// Reads what the judge wishes for of the folder or file `path`. With `paths_file`, adds the paths that it lists, one a
// line, as known without contents; `path` may then be empty. False with `error` when nothing can be read; files that
// could not be read are marked in the repository.
bool LoadRepository(const std::string& path, const std::string& paths_file, model::Repository* repository,
                    std::string* error);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_REPOSITORY_H_
