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
#include <memory>
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
  std::string_view name;  // of the whole: a file, a folder, "org/model"
  // What stands before the documents' paths for somebody who looks from where the command ran: the folder of a model.
  std::string_view root;
  std::string_view created;  // RFC 3339, UTC, whole seconds
  std::vector<Item> items;
  const model::Model* model = nullptr;  // the items are the documents of this repository
  // The SPDX id or LicenseRef of a licence by this project's id, or nothing.
  std::function<std::string(std::string_view id)> spdx_of;
};

// Many repositories in one document of a format: a database as one bill of materials. Written piece by piece, so that
// no more is held than the repository at hand (and, where the format asks for it, the ids of all).
//
//   for (int pass = 0; pass < writer->passes(); ++pass) {
//     out += writer->Begin(pass);
//     for (each repository, always in the same order) out += writer->Add(pass, e);
//   }
//   out += writer->End();
//
// `e.model` is set; `e.root` is the folder of the repository, by which files are told apart. Used by one thread.
class HubWriter {
 public:
  HubWriter() = default;
  HubWriter(const HubWriter&) = delete;
  HubWriter& operator=(const HubWriter&) = delete;
  virtual ~HubWriter() = default;
  // How often all repositories are gone through: formats keep files, places and relations in lists of their own.
  virtual int passes() const { return 1; }
  virtual std::string Begin(int pass) = 0;
  virtual std::string Add(int pass, const Export& e) = 0;
  virtual std::string End() = 0;
};

// What stands in for the words of a licence that is known by name only.
inline constexpr std::string_view kNoText =
    "The words of this licence were not at hand when this was written; it is known by its name.";

// The document's path, below the folder of its repository where the hub has many.
std::string PathOf(const Export& e, const Document& document, bool hub);

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

// "Category: scale-capped. Flags: naming, acceptable-use." for formats that have comments only.
std::string VerdictWords(const Verdict& verdict);

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
