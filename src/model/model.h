// File: src/model/model.h
//
// The answer for one model repository, schema caveat.model/1: what its card declares, what its licence texts say, what
// it inherits, where these disagree, which components are there, and how open all that is. Plain data, the public types
// of `caveat model`; report/model_json.h writes it, model/judge.h makes it.

#ifndef CAVEAT_MODEL_MODEL_H_
#define CAVEAT_MODEL_MODEL_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"
#include "model/repository.h"

namespace caveat::model {

enum class Role : uint8_t {
  kLicense,        // "license": of the code, or of everything
  kModelLicense,   // "model-license": of the weights
  kUsePolicy,      // "use-policy"
  kNotice,         // "notice"
  kCard,           // "card"
  kConfig,         // "config"
  kCode,           // "code"
  kData,           // "data"
  kWeightsHeader,  // "weights-header"
  kOther,          // "other"
};
std::string_view RoleName(Role role);

enum class Answer : uint8_t { kYes, kPartly, kNo, kUnknown };  // tri-states never use kPartly
std::string_view AnswerName(Answer answer);

// A document of the repository: what `caveat check` says of it, and what it is there for.
struct RoledDocument {
  Document document;
  Role role = Role::kOther;
};

// What a card, header or configuration says of the licence; not what any text says.
struct Declared {
  std::string source;   // path
  std::string field;    // "license", "license_name", "general.license"
  std::string value;    // as written
  std::string license;  // the id of this project, empty if unknown
};

// A licence text or statement that was found.
struct Found {
  uint32_t document = 0;
  std::string license;
  std::string covers;  // weights|code|data|docs|unspecified
};

struct Inherited {
  std::string base_model;  // "org/name", a data set's id for relation "trained-on"
  std::string relation;    // finetune|adapter|quantized|merge|distilled|trained-on|unknown
  std::string strength;    // declared|strong|hint
  std::string source, field, evidence;
  std::string license;  // empty: unknown
};

// A place that bears a statement out.
struct Evidence {
  uint32_t document = 0;
  Span span;
};

struct Conflict {
  std::string kind;      // of the contract: "declared-vs-found" ...
  std::string severity;  // error|warning|note
  std::string explanation;
  std::vector<Evidence> evidence;
};

inline constexpr size_t kComponents = 17;  // in the order of the taxonomy

struct Component {
  std::string_view id;  // "model-architecture", static storage
  Answer present = Answer::kUnknown;
  std::string license;  // empty: unknown
  Answer open = Answer::kUnknown;
  std::vector<std::string> evidence;  // paths, URLs, card headings
};

struct Openness {
  std::string_view openness_class;  // of taxonomy/permissions.yaml: "restricted-weights" ...
  std::string_view mof_class;       // "I", "II", "III" or empty
  std::array<int, 3> mof = {};      // per cent of the required components of class I, II, III
  Answer osaid_meets = Answer::kUnknown;
  std::vector<std::string> osaid_missing;
  std::string statement;  // one careful sentence
};

struct Question {
  std::string_view id;  // "download-and-run"
  Answer answer = Answer::kUnknown;
  std::string reason;
  std::vector<Evidence> evidence;
};

struct Model {
  std::string id, revision, path;  // of the repository
  Layout layout = Layout::kMemory;
  std::vector<RoledDocument> documents;  // sorted by path
  std::vector<Declared> declared;
  std::vector<Found> found;
  std::vector<Inherited> inherited;
  std::vector<Conflict> conflicts;
  std::array<Component, kComponents> components;
  Openness openness;
  std::array<Question, 4> questions;
  std::optional<std::string> expression;
  Verdict verdict;  // of the weights: licence, policies and notices that govern them, united and scored once
  std::string summary;
};

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_MODEL_H_
