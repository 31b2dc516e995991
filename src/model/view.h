// File: src/model/view.h
//
// A repository as the judge's parts look at it: its files, what its structured files declare, its checked documents,
// and what its cards say. Made once by Judge; read by lineage, claims, conflicts, components, openness. Holds
// references: what it was made of must outlive it. Not thread-safe (lines are looked up lazily).

#ifndef CAVEAT_MODEL_VIEW_H_
#define CAVEAT_MODEL_VIEW_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "classify/letters.h"
#include "model/card_notes.h"
#include "model/model.h"
#include "model/repository.h"
#include "model/sources.h"
#include "text/span.h"

namespace caveat::model {

inline constexpr uint32_t kNoDocument = UINT32_MAX;

// A card at the top of the repository, and what it says.
struct NotedCard {
  uint32_t document = 0, file = 0;
  std::shared_ptr<const CardNotes> notes;
};
// Those of each file; null, or fewer than there are files: not taken yet.
using NotesOfFiles = std::vector<std::shared_ptr<const CardNotes>>;

class View {
 public:
  View(const Repository& repository, const std::vector<Source>& sources, const std::vector<RoledDocument>& documents,
       const NotesOfFiles& notes = {});

  const Repository& repository() const { return repository_; }
  const std::vector<Source>& sources() const { return sources_; }
  const std::vector<RoledDocument>& documents() const { return documents_; }
  // The main card first; at most a handful.
  const std::vector<NotedCard>& cards() const { return cards_; }
  const Source* main_card() const { return main_card_; }  // null without a head

  // "name" of "org/name"; else of the folder; "." and the like give nothing.
  const std::string& name() const { return name_; }
  const std::string& owner() const { return owner_; }  // "org", may be empty

  // The document made of this very file, kNoDocument if there is none.
  uint32_t DocumentOf(uint32_t file) const { return document_of_file_[file]; }
  const std::string& PathOf(uint32_t file) const { return repository_.files[file].path; }
  Span SpanOf(uint32_t file, uint64_t begin, uint64_t end) const;
  Evidence EvidenceOf(uint32_t file, const text::Field& field) const {
    return {DocumentOf(file), SpanOf(file, field.begin, field.end)};
  }

 private:
  const Repository& repository_;
  const std::vector<Source>& sources_;
  const std::vector<RoledDocument>& documents_;
  std::vector<NotedCard> cards_;
  const Source* main_card_ = nullptr;
  std::string name_, owner_;
  std::vector<uint32_t> document_of_file_;
  mutable std::vector<std::unique_ptr<text::LineIndex>> lines_;
};

using classify::LowerCase;
// Appends what is not empty and not there yet.
void AddOnce(std::vector<std::string>* list, std::string_view item);
// At most `most` bytes, never half a character.
std::string CutText(std::string_view text, size_t most);
// "org/name" out of an id, an address of a hub, or a path of a cache ("models--org--name"); empty if there is none.
std::string HubId(std::string_view text);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_VIEW_H_
