// File: src/report/mof.h
//
// Manifests of the Model Openness Framework, scored: as JSON, schema caveat.mof/1, and for people. Pure functions,
// thread-safe, linear.

#ifndef CAVEAT_REPORT_MOF_H_
#define CAVEAT_REPORT_MOF_H_

#include <span>
#include <string>
#include <vector>

#include "model/answers.h"
#include "report/human.h"
#include "report/json.h"

namespace caveat::report {

struct ScoredManifest {
  std::string path;
  model::Manifest manifest;
  model::MofScore score, presence;              // presence: licences left out of account
  std::vector<std::string_view> component_ids;  // of manifest.components, in their order
};

// Ends in a line break.
std::string MofJson(std::span<const ScoredManifest> manifests, const Tool& tool);
std::string MofHuman(const ScoredManifest& manifest, const HumanOptions& options);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_MOF_H_
