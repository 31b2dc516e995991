// File: src/model/answers.h
//
// Plain data of two further answers: "may I?" (model/ask.h, schema caveat.ask/1) and a manifest of the Model Openness
// Framework (model/mof.h, schema caveat.mof/1). Thread-safe to read.

#ifndef CAVEAT_MODEL_ANSWERS_H_
#define CAVEAT_MODEL_ANSWERS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace caveat::model {

// --- may I? ---

struct Profile {
  bool commercial = false;
  bool hosting = false;  // as a service for others
  bool fine_tuning = false;
  bool redistribution = false;
  bool train_on_outputs = false;
  std::optional<int64_t> users;          // monthly active users
  std::optional<int64_t> revenue;        // a year
  std::string currency = "USD";          // ISO 4217, of `revenue`
  std::vector<std::string> territories;  // ISO 3166 codes, upper case: "DE"
  std::vector<std::string> fields;       // ids of AskFields()
};

struct Duty {
  When when = When::kInUse;
  std::string text;
  std::vector<Because> because;
};
struct Barrier {
  std::string clause;  // may be empty for what is unclear
  std::string text;
  std::vector<Because> because;
};
struct ProductionQuestion {
  std::string_view id;
  Answer answer = Answer::kUnknown;
  std::string reason;
  std::vector<Because> because;
};

struct AskResult {
  std::string_view answer;  // "allowed", "allowed-if", "not-allowed", "unclear"
  std::vector<Duty> duties;
  std::vector<Barrier> barriers;
  std::vector<Barrier> unclear;
  std::array<ProductionQuestion, 6> questions;
};

// --- manifests ---

struct MofComponent {
  bool included = false;
  bool open = false;    // under an open licence
  bool fits = true;     // the licence is made for this type of work
  bool own = false;     // the licence is the component's own
  std::string license;  // as written; empty: none
  std::string path;     // component_path
};
using MofComponents = std::array<MofComponent, kComponents>;

struct Manifest {
  bool is_manifest = false;
  std::string name, producer, huggingface, repository;
  std::string distribution, code, data, document;  // licences as written
  MofComponents components;
  std::vector<std::string> warnings;
  std::string error;  // the YAML breaks off
};

struct MofScore {
  std::array<int, 3> mof = {};  // class I, II, III
  std::string_view mof_class;   // "I", "II", "III" or empty
};
}  // namespace caveat::model

#endif  // CAVEAT_MODEL_ANSWERS_H_
