// A repository that has one of everything, for the tests of the reports.

#ifndef CAVEAT_TESTS_REPORT_MODEL_FIXTURE_H_
#define CAVEAT_TESTS_REPORT_MODEL_FIXTURE_H_

#include <simdjson.h>

#include <string>

#include "report/exports.h"
#include "report/fixture.h"

namespace caveat::report {

// Two documents: LICENSE and a card that declares something else.
inline model::Model EverythingModel() {
  model::Model m;
  m.id = "harbor/Quay-7B";
  m.revision = "ABCDEF12";
  m.path = "quay";
  m.documents.push_back({Everything(), model::Role::kLicense});
  Document card;
  card.path = "README.md";
  card.sha256 = std::string(64, 'a');
  card.expression = "Apache-2.0 OR MIT";
  m.documents.push_back({card, model::Role::kCard});
  m.documents[0].document.sha256 = std::string(64, '0');
  m.declared = {{"README.md", "license", "apache-2.0", "Apache-2.0"}};
  m.inherited = {{"dock/Base-7B", "finetune", "declared", "README.md", "base_model", "dock/Base-7B", ""},
                 {"dock/waves", "trained-on", "declared", "README.md", "datasets", "dock/waves", ""}};
  m.conflicts = {
      {"declared-vs-found", "error", "The card says Apache-2.0, the licence text is another.", {{0, {0, 10, 1, 1}}}}};
  m.openness.openness_class = "restricted-weights";
  m.openness.statement = "This is an open-weight model under terms that restrict use.";
  m.expression = "LicenseRef-harbor";
  m.verdict = m.documents[0].document.verdict;
  m.summary = "Rights change past a number of users.";
  return m;
}

// `bytes` stand for LICENSE.
inline Export ExportOf(const model::Model& m, const std::string& bytes) {
  Export e;
  e.tool = {"0.1.0", "aa", "bb"};
  e.name = "quay";
  e.created = "2026-01-31T12:00:00Z";
  for (const model::RoledDocument& d : m.documents) e.items.push_back({&d.document, {}});
  e.items[0].bytes = bytes;
  e.model = &m;
  e.spdx_of = [](std::string_view id) { return std::string(id); };
  return e;
}
inline Export ExportOf(const Document& document, const std::string& bytes) {
  Export e;
  e.tool = {"0.1.0", "aa", "bb"};
  e.name = document.path;
  e.created = "2026-01-31T12:00:00Z";
  e.items.push_back({&document, bytes});
  return e;
}

inline std::string LicenseBytes() { return std::string(3990, 'w') + " \"quoted\"\n"; }

inline bool IsJson(const std::string& text) {
  simdjson::dom::parser parser;
  return parser.parse(text).error() == simdjson::SUCCESS;
}

}  // namespace caveat::report

#endif  // CAVEAT_TESTS_REPORT_MODEL_FIXTURE_H_
