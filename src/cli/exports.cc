#include "cli/exports.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "classify/known.h"
#include "classify/names.h"
#include "report/csv.h"
#include "report/cyclonedx.h"
#include "report/html.h"
#include "report/markdown.h"
#include "report/sarif.h"
#include "report/spdx2.h"
#include "report/spdx3.h"

namespace caveat::cli {
namespace {

std::string Csv(const report::Export& e) {
  std::string out = report::CsvHead();
  for (const report::Export::Item& item : e.items) out += report::CsvDocument(*item.document);
  return out;
}

struct Format {
  std::string_view name;
  std::string (*write)(const report::Export& e);
};

constexpr Format kFormats[] = {
    {"sarif", [](const report::Export& e) { return report::Sarif(e); }},
    {"spdx", [](const report::Export& e) { return report::Spdx2(e); }},
    {"spdx3", [](const report::Export& e) { return report::Spdx3(e); }},
    {"cyclonedx", [](const report::Export& e) { return report::CycloneDx(e, report::CycloneDxVersion::k16); }},
    {"cyclonedx-1.7", [](const report::Export& e) { return report::CycloneDx(e, report::CycloneDxVersion::k17); }},
    {"csv", Csv},
    {"html", [](const report::Export& e) { return report::Html(e); }},
    {"markdown", [](const report::Export& e) { return report::Markdown(e); }},
};

}  // namespace

const std::vector<std::string_view>& ExportFormats() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> out;
    for (const Format& format : kFormats) out.push_back(format.name);
    return out;
  }();
  return names;
}

bool IsExportFormat(std::string_view format) {
  return std::find(ExportFormats().begin(), ExportFormats().end(), format) != ExportFormats().end();
}

std::vector<std::string_view> WithExports(std::vector<std::string_view> own) {
  own.insert(own.end(), ExportFormats().begin(), ExportFormats().end());
  return own;
}

bool WantsBytes(std::string_view format, const Document& document) {
  return format == "html" || report::WantsText(document);
}

std::string WriteExport(std::string_view format, const report::Export& e) {
  for (const Format& f : kFormats) {
    if (f.name == format) return f.write(e);
  }
  return {};
}

report::Export ExportOf(const model::Model& model, const model::Repository& repository) {
  report::Export e;
  e.name = model.id.empty() ? std::string_view(model.path) : std::string_view(model.id);
  e.model = &model;
  for (const model::RoledDocument& d : model.documents) {
    // "README.md#license" stands in README.md, and its places are those of the file.
    const std::string path = d.document.path.substr(0, d.document.path.find('#'));
    const auto file = std::find_if(repository.files.begin(), repository.files.end(),
                                   [&](const model::File& f) { return f.path == d.document.path || f.path == path; });
    e.items.push_back(
        {&d.document, file == repository.files.end() ? std::string_view() : std::string_view(file->bytes)});
  }
  e.spdx_of = [known = classify::KnownLicenses::BuiltIn()](std::string_view id) -> std::string {
    if (const auto ref = known->Find(id)) {
      const std::string_view spdx = known->fact(*ref, classify::Fact::kSpdx);
      if (!spdx.empty()) return std::string(spdx);
    }
    const names::License* license = names::Find(id);
    return license == nullptr ? std::string() : names::SpdxId(*license);
  };
  return e;
}

std::string Now() {
  time_t now = time(nullptr);
  if (const char* epoch = getenv("SOURCE_DATE_EPOCH"); epoch != nullptr && *epoch != '\0') {
    now = static_cast<time_t>(strtoll(epoch, nullptr, 10));
  }
  tm parts = {};
  gmtime_r(&now, &parts);
  char text[32];
  strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

}  // namespace caveat::cli
