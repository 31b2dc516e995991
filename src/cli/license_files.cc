#include "cli/license_files.h"

#include <CLI/CLI.hpp>
#include <vector>

#include "caveat.h"
#include "cli/input.h"
#include "cli/output.h"
#include "report/terminal.h"

namespace caveat::cli {
void AddLicensesFolder(CLI::App* app, std::string* folder) {
  app->add_option("--licenses", *folder, "Know the licences of this folder too: .license files, or their texts")
      ->type_name("DIR");
}

std::shared_ptr<const classify::KnownLicenses> LoadLicenses(const std::string& folder) {
  if (folder.empty()) return classify::KnownLicenses::BuiltIn();
  std::vector<LicenseSource> sources;
  bool good = true;
  const auto complain = [&](const std::string& what) {
    Complain("licences " + report::PrintableLine(what));
    good = false;
  };
  ForEachSource({folder}, [&](const Source& source) {
    LicenseSource license{source.path, {}};
    std::string error = source.error;
    if (error.empty()) ReadFile(source.path, &license.content, &error);
    if (!error.empty()) complain(source.path + ": " + error);
    sources.push_back(std::move(license));
    return good;
  });
  if (!good) return nullptr;
  auto licenses = caveat::LoadLicenses(sources);
  if (!licenses) {
    complain(licenses.error());
    return nullptr;
  }
  if ((*licenses)->tables().size() == classify::KnownLicenses::BuiltIn()->tables().size()) {
    complain(folder + ": no licence there; put .license files or licence texts into it");
    return nullptr;
  }
  return *licenses;
}

}  // namespace caveat::cli
