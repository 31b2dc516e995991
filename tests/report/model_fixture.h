// Repositories that have one of everything, for the tests of the reports.

#ifndef CAVEAT_TESTS_REPORT_MODEL_FIXTURE_H_
#define CAVEAT_TESTS_REPORT_MODEL_FIXTURE_H_

#include <simdjson.h>

#include <string>
#include <string_view>

#include "model/model.h"
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
  m.declared = {{"README.md", "license", "apache-2.0", "Apache-2.0", 1, {}}};
  m.inherited = {{"dock/Base-7B", "finetune", "declared", "README.md", "base_model", "dock/Base-7B", "", 1, {}},
                 {"dock/waves", "trained-on", "declared", "README.md", "datasets", "dock/waves", "", 1, {}}};
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

inline model::Model WholeModel() {
  using model::Answer;
  model::Model m;
  m.id = "northbay/pebble-7b";
  m.path = "pebble";
  m.layout = model::Layout::kDirectory;
  m.documents.push_back({Everything(), model::Role::kLicense});
  m.declared = {{"README.md", "license", "mit", "MIT", 0, {10, 13, 2, 2}},
                {"README.md", "license_name", "own\x1b[31m", "", 0, {}}};
  m.found = {{0, "harbor-2", "unspecified", "edited"}, {0, "", "code", "terms"}};
  m.inherited = {{"a/stone-1", "finetune", "declared", "README.md", "base_model", "a/stone-1", "", 0, {20, 29, 3, 3}}};
  m.claims = {{"open-source", "is an open-source LLM", {0, {5, 20, 1, 1}}}};
  m.conflicts = {{"declared-vs-found", "error", "The card says one thing, the text another.", {{0, {10, 13, 2, 2}}}},
                 {"code-vs-weights", "note", "Code and weights differ.", {}}};
  constexpr std::string_view kIds[model::kComponents] = {"model-architecture",
                                                         "model-parameters-final",
                                                         "technical-report",
                                                         "evaluation-results",
                                                         "model-card",
                                                         "data-card",
                                                         "sample-model-outputs",
                                                         "training-code",
                                                         "inference-code",
                                                         "evaluation-code",
                                                         "evaluation-data",
                                                         "supporting-libraries-and-tools",
                                                         "datasets",
                                                         "data-preprocessing-code",
                                                         "model-parameters-intermediate",
                                                         "model-metadata",
                                                         "research-paper"};
  for (size_t i = 0; i < model::kComponents; ++i) m.components[i].id = kIds[i];
  m.components[1] = {"model-parameters-final", Answer::kYes, "harbor-2", Answer::kNo, {"model.safetensors"}};
  m.components[7].present = Answer::kNo;
  m.openness = {"restricted-weights",           "", {7, 9, 17}, Answer::kNo, {"open-terms", "training-code"},
                "This is an open-weight model."};
  constexpr std::string_view kQuestions[] = {"download-and-run", "inspect-training", "know-the-data",
                                             "modify-and-share"};
  for (size_t i = 0; i < 4; ++i)
    m.questions[i] = {kQuestions[i], static_cast<Answer>(i), "A reason.", {{0, {5, 20, 1, 1}}}};
  m.gated = true;
  m.verdict = m.documents[0].document.verdict;
  m.summary = m.openness.statement;
  return m;
}

}  // namespace caveat::report

#endif  // CAVEAT_TESTS_REPORT_MODEL_FIXTURE_H_
