// File: src/model/texts.h
//
// Which texts of a repository are to be checked: its licence, policy, notice and card files, and the licence texts that
// stand inside other files: the gate of a card, the header of a weights file, a Modelfile.
// Pure functions, thread-safe, linear in the size of the repository.

#ifndef CAVEAT_MODEL_TEXTS_H_
#define CAVEAT_MODEL_TEXTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caveat.h"
#include "model/model.h"
#include "model/repository.h"
#include "model/sources.h"

namespace caveat::model {

// A text that is to be checked: a file, or a field of the card (`extra_gated_prompt`), of a weights header or of a
// Modelfile that holds a licence text ("README.md#extra_gated_prompt", "model.gguf#general.license").
struct Text {
  std::string path;
  Role role = Role::kOther;
  std::string_view bytes;  // into the repository's files, or `owned`
  std::string owned;
  // Licence, policy and notice files repeat all over a hub: their answer is worth keeping under SHA-256.
  bool repeats = false;
  uint32_t file = 0;    // in Repository::files
  uint64_t offset = 0;  // byte of the file where the text begins
  // For texts whose escapes were resolved: from byte `first` of the text on, bytes come from `second` of the file.
  std::vector<std::pair<uint64_t, uint64_t>> places;

  // The byte of the file that byte `at` of the text came from.
  uint64_t InFile(uint64_t at) const;
};

// A card at the top of the repository, of which the judge wants to know what it says (model/card_notes.h).
bool IsCardText(const Text& text);

// Sorted by path; `sources` are those of the repository, which must outlive the answer. What could not be read, and
// pointers, give none.
std::vector<Text> Texts(const Repository& repository, const std::vector<Source>& sources);
std::vector<Text> Texts(const Repository& repository);

// Moves all places of a document that was made of text.bytes to where they stand in the file; lines are those of the
// file too. Nothing to do for texts that are whole files.
void PlaceInFile(const Repository& repository, const Text& text, Document* document);

// The file of the repository that a `license_link` (or a "see LICENSE" of a `license_name`) means: a path, a path with
// ./ before it, or an address on a hub that leads into this very repository ("https://.../org/name/blob/main/LICENSE").
// Nothing for addresses elsewhere and for files that are not there.
std::optional<uint32_t> FileOfLink(const Repository& repository, std::string_view link);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_TEXTS_H_
