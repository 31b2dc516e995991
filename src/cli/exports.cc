#include "cli/exports.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <memory>

#include "classify/known.h"
#include "classify/names.h"
#include "report/csv.h"
#include "report/cyclonedx.h"
#include "report/html.h"
#include "report/markdown.h"
#include "report/sarif.h"
#include "report/scancode.h"
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

// ScanCode's, of a hub; and of one repository, which is a hub of one.
class ScanCodeWriter : public report::HubWriter {
 public:
  explicit ScanCodeWriter(const report::Export& hub) : inner_(report::ScanCodeHub(scan_)) {
    scan_.tool = hub.tool;
    scan_.inputs.emplace_back(hub.name);
    scan_.options.emplace_back("--info", "true");
    scan_.start = scan_.end = hub.created;
    scan_.info = true;
  }
  int passes() const override { return inner_->passes(); }
  std::string Begin(int pass) override { return inner_->Begin(pass); }
  std::string Add(int pass, const report::Export& e) override { return inner_->Add(pass, e); }
  std::string End() override { return inner_->End(); }

 private:
  report::ScanCode scan_;
  std::unique_ptr<report::HubWriter> inner_;
};

std::string ScanCode(const report::Export& e) {
  ScanCodeWriter writer(e);
  std::string out;
  for (int pass = 0; pass < writer.passes(); ++pass) {
    out += writer.Begin(pass);
    out += writer.Add(pass, e);
  }
  out += writer.End();
  return out;
}

struct HubFormat {
  std::string_view name, ending;
  std::unique_ptr<report::HubWriter> (*make)(const report::Export& hub);
};

constexpr HubFormat kHubFormats[] = {
    {"sarif", ".sarif", report::SarifHub},
    {"spdx", ".spdx.json", report::Spdx2Hub},
    {"spdx3", ".spdx3.json", report::Spdx3Hub},
    {"cyclonedx", ".cdx.json",
     [](const report::Export& hub) { return report::CycloneDxHub(hub, report::CycloneDxVersion::k16); }},
    {"cyclonedx-1.7", ".cdx.json",
     [](const report::Export& hub) { return report::CycloneDxHub(hub, report::CycloneDxVersion::k17); }},
    {"scancode", ".scancode.json",
     [](const report::Export& hub) -> std::unique_ptr<report::HubWriter> {
       return std::make_unique<ScanCodeWriter>(hub);
     }},
    {"markdown", ".md", report::MarkdownHub},
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

const std::vector<std::string_view>& HubFormats() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> out;
    for (const HubFormat& format : kHubFormats) out.push_back(format.name);
    return out;
  }();
  return names;
}

std::unique_ptr<report::HubWriter> HubWriterOf(std::string_view format, const report::Export& hub) {
  for (const HubFormat& f : kHubFormats) {
    if (f.name == format) return f.make(hub);
  }
  return nullptr;
}

std::string_view EndingOf(std::string_view format) {
  for (const HubFormat& f : kHubFormats) {
    if (f.name == format) return f.ending;
  }
  return format == "csv" ? ".csv" : ".json";
}

std::string WriteExport(std::string_view format, const report::Export& e) {
  if (format == "scancode") return ScanCode(e);
  for (const Format& f : kFormats) {
    if (f.name == format) return f.write(e);
  }
  return {};
}

report::Export ExportOf(const model::Model& model) {
  report::Export e;
  e.name = model.id.empty() ? std::string_view(model.path) : std::string_view(model.id);
  e.model = &model;
  for (const model::RoledDocument& d : model.documents) e.items.push_back({&d.document, {}});
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

report::Export ExportOf(const model::Model& model, const model::Repository& repository) {
  report::Export e = ExportOf(model);
  for (report::Export::Item& item : e.items) {
    // "README.md#license" stands in README.md, and its places are those of the file.
    const std::string& whole = item.document->path;
    const std::string path = whole.substr(0, whole.find('#'));
    const auto file = std::find_if(repository.files.begin(), repository.files.end(),
                                   [&](const model::File& f) { return f.path == whole || f.path == path; });
    if (file != repository.files.end()) item.bytes = file->bytes;
  }
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
