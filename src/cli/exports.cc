#include "cli/exports.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

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
