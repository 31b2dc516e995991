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

// The id of the text in this file: "texts/Acme Terms.txt" -> "Acme-Terms". Letters, digits, '.' and '-' are kept.
std::string LicenseId(std::string_view path);

// Id, title, LicenseRef- and fingerprint of a text. False if there are no words in it.
bool LicenseFromText(const std::string& id, const std::string& title, std::string_view content,
                     classify::LicenseFile* license);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_LICENSE_FILES_H_
