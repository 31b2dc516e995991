// File: src/model/view.h
//
// A repository as the judge's parts look at it: its files, what its structured files declare, its checked documents,
// and the prose of its card cut into words. Made once by Judge; read by lineage, claims, conflicts, components,
// openness. Holds references: what it was made of must outlive it. Not thread-safe (lines are looked up lazily).

#ifndef CAVEAT_MODEL_VIEW_H_
#define CAVEAT_MODEL_VIEW_H_

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/first_words.h"
#include "model/model.h"
#include "model/repository.h"
#include "model/sources.h"
#include "text/fold.h"
#include "text/span.h"
#include "text/words.h"

namespace caveat::model {

inline constexpr uint32_t kNoDocument = UINT32_MAX;

// A card at the top of the repository, cut into words (its head included).
struct Prose {
  uint32_t document = 0, file = 0;
  uint64_t body = 0;  // byte where the Markdown begins
  text::Text text;
  text::Words words;
  // Of words [begin, end).
  uint64_t StartByte(uint32_t word) const { return text.SourceByte(words.begin(word)); }
  uint64_t EndByte(uint32_t word) const { return text.SourceByte(words.end(word)); }
  std::string_view Quote(uint32_t begin, uint32_t end) const {
    const uint32_t from = words.begin(begin);
    return text.utf8.substr(from, words.end(end - 1) - from);
  }
  // The sentence around `word`, in words, never more than 60 on either side.
  uint32_t SentenceBegin(uint32_t word) const;
  uint32_t SentenceEnd(uint32_t word) const;
};

class View {
 public:
  View(const Repository& repository, const std::vector<Source>& sources, const std::vector<RoledDocument>& documents);

  const Repository& repository() const { return repository_; }
  const std::vector<Source>& sources() const { return sources_; }
  const std::vector<RoledDocument>& documents() const { return documents_; }
  // The main card first; at most a handful.
  const std::vector<std::unique_ptr<Prose>>& cards() const { return cards_; }
  const Source* main_card() const { return main_card_; }  // null without a head

  // "name" of "org/name"; else of the folder; "." and the like give nothing.
  const std::string& name() const { return name_; }
  const std::string& owner() const { return owner_; }  // "org", may be empty

  // The document made of this very file, kNoDocument if there is none.
  uint32_t DocumentOf(uint32_t file) const { return document_of_file_[file]; }
  const std::string& PathOf(uint32_t file) const { return repository_.files[file].path; }
  Span SpanOf(uint32_t file, uint64_t begin, uint64_t end) const;
  Span SpanOf(const Prose& prose, uint32_t begin, uint32_t end) const {
    return SpanOf(prose.file, prose.StartByte(begin), prose.EndByte(end - 1));
  }
  Evidence EvidenceOf(uint32_t file, const text::Field& field) const {
    return {DocumentOf(file), SpanOf(file, field.begin, field.end)};
  }

 private:
  const Repository& repository_;
  const std::vector<Source>& sources_;
  const std::vector<RoledDocument>& documents_;
  std::vector<std::unique_ptr<Prose>> cards_;
  const Source* main_card_ = nullptr;
  std::string name_, owner_;
  std::vector<uint32_t> document_of_file_;
  mutable std::vector<std::unique_ptr<text::LineIndex>> lines_;
};

// Does the phrase stand at word `i`? Words separated by spaces; "a|b" either, "a*" begins with, "?a" may be left out,
// "..3" up to three words that stay inside of the sentence. Returns the word after it, 0 if it does not.
uint32_t PhraseAt(const text::Words& words, uint32_t i, std::string_view phrase);

// A list of phrases, found by their first words: a word that starts none costs one look at a table. Immutable. The
// phrases must be of static storage and begin with plain words.
class Phrases {
 public:
  Phrases(std::initializer_list<std::string_view> phrases);
  // The word after the first of them that stands at word `i`, 0 if none does.
  uint32_t At(const text::Words& words, uint32_t i) const;
  const FirstWords& first_words() const { return first_words_; }

 private:
  FirstWords first_words_;
  std::unordered_map<std::string_view, std::vector<std::string_view>> by_first_;
};

std::string LowerCase(std::string_view text);
// At most `most` bytes, never half a character.
std::string CutText(std::string_view text, size_t most);
// "org/name" out of an id, an address of a hub, or a path of a cache ("models--org--name"); empty if there is none.
std::string HubId(std::string_view text);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_VIEW_H_
