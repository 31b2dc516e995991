// File: src/cli/license_files.h
//
// Licences of the user's own, from disk: what `--licenses DIR` adds to the known ones.

#ifndef CAVEAT_CLI_LICENSE_FILES_H_
#define CAVEAT_CLI_LICENSE_FILES_H_

#include <memory>
#include <string>
#include <string_view>

#include "classify/known.h"

namespace CLI {
class App;
}

namespace caveat::cli {

// --licenses DIR into `*folder`, which must outlive `app`.
void AddLicensesFolder(CLI::App* app, std::string* folder);

// The known licences, and with a folder those below it: each file is either a `.license` file or a licence text, which
// is then known by the name of the file without its ending. Null after a complaint.
std::shared_ptr<const classify::KnownLicenses> LoadLicenses(const std::string& folder);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_LICENSE_FILES_H_
