// A model that has one of everything, for the tests of the reports.

#ifndef CAVEAT_TESTS_REPORT_MODEL_FIXTURE_H_
#define CAVEAT_TESTS_REPORT_MODEL_FIXTURE_H_

#include <string>
#include <string_view>

#include "model/model.h"
#include "report/fixture.h"

namespace caveat::report {

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
