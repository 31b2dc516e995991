// File: src/cli/export_folder.h
//
// A folder with a document for each repository, named as the repository is: "org/name" becomes org/name.spdx.json. What
// strangers called their repositories cannot lead out of the folder, hide a file, or make two of one.

#ifndef CAVEAT_CLI_EXPORT_FOLDER_H_
#define CAVEAT_CLI_EXPORT_FOLDER_H_

#include <string>
#include <string_view>
#include <unordered_map>

namespace caveat::cli {

class ExportFolder {
 public:
  // The folder is made when the first document is written.
  ExportFolder(std::string folder, std::string_view ending) : folder_(std::move(folder)), ending_(ending) {}
  // False: error() says why. A file of that name from before is replaced.
  bool Write(std::string_view repository, std::string_view document);
  const std::string& error() const { return error_; }

  // "org/name" as a path below the folder: letters, digits and "._-+" stay, slashes part, everything else is written as
  // %XX, as is a dot at the beginning of a part; long parts are cut and get a hash.
  static std::string PathOf(std::string_view repository);

 private:
  const std::string folder_, ending_;
  std::unordered_map<std::string, int> used_;  // in lower case: some disks know no other
  std::string error_;
};

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_EXPORT_FOLDER_H_
