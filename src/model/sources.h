// File: src/model/sources.h
//
// All files of a repository that declare something in a structured form, read into fields: cards, configurations,
// weights headers. What the judge's parts ask their questions of.
//
//   for (const Source& source : ReadSources(repository))
//     if (const text::Field* f = text::First(source.fields, "license")) ... source.file, f->value, f->begin
//
// Pure, thread-safe, linear in the bytes of these files.

#ifndef CAVEAT_MODEL_SOURCES_H_
#define CAVEAT_MODEL_SOURCES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "model/model.h"
#include "model/repository.h"
#include "text/card.h"
#include "text/field.h"

namespace caveat::model {

enum class SourceFormat : uint8_t { kCard, kJson, kYaml, kModelfile, kGguf, kSafetensors };

struct Source {
  uint32_t file = 0;  // in Repository::files
  Role role = Role::kOther;
  SourceFormat format = SourceFormat::kCard;
  text::Fields fields;
  std::string error;  // empty: well-formed as far as it was read
  uint64_t error_at = 0;
  bool complete = true;  // false: cut off, so an absence proves nothing

  // kCard
  uint64_t body = 0;  // byte where the Markdown begins
  std::vector<text::CardProblem> problems;
  // kGguf, kSafetensors
  uint64_t parameters = 0;  // 0: unknown
  std::string dtype;        // of safetensors, "BF16"
};

// In the order of the files. Files that were not read, and cards without a head, give none.
std::vector<Source> ReadSources(const Repository& repository);

// Where the Markdown of a card begins, 0 without a head.
uint64_t BodyOf(const std::vector<Source>& sources, uint32_t file);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_SOURCES_H_
