#include "cli/license_files.h"

#include <CLI/CLI.hpp>
#include <string_view>
#include <vector>

#include "cli/input.h"
#include "cli/output.h"
#include "report/terminal.h"
#include "text/fold.h"

namespace caveat::cli {
namespace {

constexpr std::string_view kSuffix = ".license";

}  // namespace

std::string LicenseId(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  const size_t dot = name.rfind('.');
  if (dot != std::string_view::npos && dot > 0) name = name.substr(0, dot);
  std::string id;
  for (const char c : name) {
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
    if (plain || id.empty() || id.back() != '-') id += plain ? c : '-';
  }
  return id;
}

bool LicenseFromText(const std::string& id, const std::string& title, std::string_view content,
                     classify::LicenseFile* license) {
  text::Text text;
  text::Words words;
  text::Decode(content, &text);
  text::Fold(text.utf8, &words);
  if (words.empty()) return false;
  license->facts[static_cast<size_t>(classify::Fact::kId)] = {id};
  license->facts[static_cast<size_t>(classify::Fact::kTitle)] = {title};
  license->facts[static_cast<size_t>(classify::Fact::kSpdx)] = {"LicenseRef-" + id};
  license->texts.push_back(classify::MakeFingerprint(words, classify::ShapeOf(words, title)));
  return true;
}

void AddLicensesFolder(CLI::App* app, std::string* folder) {
  app->add_option("--licenses", *folder, "Know the licences of this folder too: .license files, or their texts")
      ->type_name("DIR");
}

std::shared_ptr<const classify::KnownLicenses> LoadLicenses(const std::string& folder) {
  if (folder.empty()) return classify::KnownLicenses::BuiltIn();
  std::vector<classify::LicenseFile> licenses;
  bool good = true;
  const auto complain = [&](const std::string& path, const std::string& error) {
    Complain("licences " + report::Printable(path) + ": " + report::PrintableLine(error));
    good = false;
  };
  ForEachSource({folder}, [&](const Source& source) {
    std::string content, error = source.error;
    if (error.empty()) ReadFile(source.path, &content, &error);
    classify::LicenseFile license;
    if (!error.empty()) {
      complain(source.path, error);
    } else if (!source.path.ends_with(kSuffix)) {
      const std::string id = LicenseId(source.path);
      if (LicenseFromText(id, id, content, &license)) licenses.push_back(std::move(license));
    } else if (!classify::ParseLicense(content, &license, &error)) {
      complain(source.path, error);
    } else {
      licenses.push_back(std::move(license));
    }
    return good;
  });
  if (!good) return nullptr;
  if (licenses.empty()) {
    complain(folder, "no licence there; put .license files or licence texts into it");
    return nullptr;
  }
  return classify::KnownLicenses::With(licenses);
}

}  // namespace caveat::cli
