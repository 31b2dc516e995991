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
#include "caveat_export.h"
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
CAVEAT_API std::string_view RoleName(Role role);

enum class Answer : uint8_t { kYes, kPartly, kNo, kUnknown };  // tri-states never use kPartly
CAVEAT_API std::string_view AnswerName(Answer answer);

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
  uint32_t document = 0;
  Span span;
};

// A licence text or statement that was found.
struct Found {
  uint32_t document = 0;
  std::string license;  // empty: a text with licence terms that is no known licence
  std::string covers;   // weights|code|data|docs|unspecified
  std::string how;  // exact|edited|quoted: the text of the licence; named: the text names it; terms: no known licence
};

struct Inherited {
  std::string base_model;  // "org/name", a data set's id for relation "trained-on"
  std::string relation;    // finetune|adapter|quantized|merge|distilled|trained-on|unknown
  std::string strength;    // declared|strong|hint
  std::string source, field, evidence;
  std::string license;  // empty: unknown
  uint32_t document = 0;
  Span span;
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

// What a card says of openness or origin.
struct Claim {
  std::string kind;   // "open-source", "from-scratch", "own-model"
  std::string quote;  // the card's own words, at most 300 characters
  Evidence evidence;
};

struct Model {
  std::string id, revision, path;  // of the repository
  Layout layout = Layout::kMemory;
  std::vector<RoledDocument> documents;  // sorted by path
  std::vector<Declared> declared;
  std::vector<Found> found;
  std::vector<Inherited> inherited;
  std::vector<Claim> claims;
  std::vector<Conflict> conflicts;
  std::array<Component, kComponents> components;
  Openness openness;
  std::array<Question, 4> questions;
  bool gated = false;  // access has to be asked for
  std::optional<std::string> expression;
  Verdict verdict;  // of the weights: licence, policies and notices that govern them, united and scored once
  std::optional<Verdict> code;        // of the code, where it has a licence of its own
  std::vector<uint32_t> governing;    // the documents that `verdict` was made of
  std::vector<std::string> licenses;  // ids of the licences of the weights: found, else declared
  bool licenses_found = false;        // their texts are there; otherwise they are only named
  std::vector<std::string> code_licenses;
  std::string summary;
};

// The licence of a model by itself, whatever it inherits: what was found for its weights, else what is declared; empty
// if neither is known. Lives as long as the model.
CAVEAT_API std::string_view OwnLicense(const Model& model);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_MODEL_H_
