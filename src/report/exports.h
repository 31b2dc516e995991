// File: src/report/exports.h
//
// What the formats of other tools have in common: what is exported, and the small parts each of them needs. One format
// is one file: sarif, spdx2, spdx3, cyclonedx, scancode, csv, markdown.
//
//   Export e;
//   e.tool = ToolOf(rules);
//   e.name = "model/";
//   e.created = "2026-01-31T12:00:00Z";
//   e.items.push_back({&document, bytes});
//   out += Sarif(e);
//
// Pure functions, thread-safe, linear in what is exported; equal input gives equal bytes. The library has no clock: the
// caller says what time it is.

#ifndef CAVEAT_REPORT_EXPORTS_H_
#define CAVEAT_REPORT_EXPORTS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"
#include "model/model.h"
#include "report/json.h"
#include "report/json_writer.h"

namespace caveat::report {

struct Export {
  struct Item {
    const Document* document = nullptr;
    // The file's bytes; may be left empty where WantsText says no. Without them a licence's text cannot be shipped.
    std::string_view bytes;
  };
  Tool tool;
  std::string_view name;     // of the whole: a file, a folder, "org/model"
  std::string_view created;  // RFC 3339, UTC, whole seconds
  std::vector<Item> items;
  const model::Model* model = nullptr;  // the items are the documents of this repository
  // The SPDX id or LicenseRef of a licence by this project's id, or nothing.
  std::function<std::string(std::string_view id)> spdx_of;
};

// The document holds a licence that is not on SPDX's list, so formats that name it must give its words.
bool WantsText(const Document& document);

// The ids in an SPDX expression, each once, sorted: "MIT OR (Apache-2.0 AND LicenseRef-x)" holds three.
std::vector<std::string> IdsOf(std::string_view expression);
bool IsLicenseRef(std::string_view id);

// A LicenseRef that is used, with its words (valid UTF-8; empty when the bytes were not given) and title.
struct CustomLicense {
  std::string id, text;
};
// All that the items' expressions and the declarations use, sorted by id.
std::vector<CustomLicense> CustomLicenses(const Export& e);

// What the model declares, as one SPDX expression; empty when nothing, or nothing that is known.
std::string DeclaredExpression(const Export& e);
// What the texts say: of the model, or of the only document; empty when unknown.
std::string ConcludedExpression(const Export& e);

// A path as a URI reference: relative paths stay relative, absolute ones become file:///.... Bytes that may not stand
// there are written as %XX.
std::string UriOf(std::string_view path);
// pkg:huggingface/org/name@revision, or empty for what is no repository of a hub.
std::string PurlOf(const model::Model& model);

// 16 hex digits; equal for equal bytes.
std::string HashHex(std::string_view bytes);
// A UUID made of `bytes`: the same for the same bytes.
std::string UuidOf(std::string_view bytes);

// "threshold 700000000, metric monthly-active-users"; empty without parameters. Not escaped.
std::string ParamsText(const Finding& finding);

inline void UintField(JsonWriter& w, std::string_view key, uint64_t value) {
  w.Key(key);
  w.Uint(value);
}
inline void BoolField(JsonWriter& w, std::string_view key, bool value) {
  w.Key(key);
  w.Bool(value);
}

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_EXPORTS_H_
