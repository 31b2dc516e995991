// File: src/model/bases.h
//
// What is known of well-known base models: the licence of a repository by its id, the family that a name, a sentence or
// a configuration speaks of. Facts compiled in from licenses/models; nothing is inferred, an unknown id gives nothing.
// Pure, thread-safe; look-ups are linear in the tables (some hundred rows).

#ifndef CAVEAT_MODEL_BASES_H_
#define CAVEAT_MODEL_BASES_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/first_words.h"
#include "text/words.h"

namespace caveat::model {

struct BaseModel {
  std::string_view pattern;  // lower case, a final * for any rest
  std::string_view license;  // id of this project
  std::string_view source;   // where the fact is from
};

// The row with the longest pattern that fits `id` ("org/name", any case). Null if there is none.
const BaseModel* FindBaseModel(std::string_view id);
std::span<const BaseModel> AllBaseModels();

struct Family {
  std::string_view id;       // "llama-3.1"
  std::string_view owner;    // "Meta"
  std::string_view base;     // id of its repositories, "meta-llama/Llama-3.1"
  std::string_view license;  // empty: not one for all members
  std::string_view words;    // wordings, separated by '|'
};

std::span<const Family> AllFamilies();
const Family* FindFamily(std::string_view id);

// The family that the name of a repository or file speaks of: the longest wording that stands in it as whole words.
// "Meta-Llama-3.1-8B-Instruct-GGUF" is llama-3.1. Null if there is none.
const Family* FamilyInName(std::string_view name);

// Are the two the same family, or one the family and the other a version of it ("llama" and "llama-3")?
bool SameLine(std::string_view a, std::string_view b);

struct FamilyMatch {
  const Family* family = nullptr;
  uint32_t end = 0;  // word after the wording
};
// The longest wording that starts at word `i` of a text.
std::optional<FamilyMatch> FamilyAt(const text::Words& words, uint32_t i);

// A model whose outputs others train on.
struct OutputSource {
  std::string_view words, id, license;
};
struct OutputMatch {
  const OutputSource* source = nullptr;
  uint32_t end = 0;
};
std::optional<OutputMatch> OutputSourceAt(const text::Words& words, uint32_t i);
const FirstWords& FirstWordsOfOutputSources();

// What a field of a configuration betrays of the base.
struct Fingerprint {
  enum Strength : uint8_t { kHint, kStrong };
  std::string_view key, value, family;
  Strength strength = kHint;
};
std::span<const Fingerprint> AllFingerprints();

// The words of a name: lower case, cut at everything but letters, digits and a dot between digits, joined by single
// spaces with one at each end.
std::string NameWords(std::string_view name);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_BASES_H_
