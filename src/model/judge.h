// File: src/model/judge.h
//
// From the files of a repository to the answer:
//
//   model::Repository repository;                        // paths, and contents as model/roles.h wishes them
//   model::Reader reader(scanner);                       // one a thread
//   model::Model m = reader.Read(repository, context);
//
// These are two steps. A bulk run takes them apart, to reuse the answer for a licence text that it has met before: for
// each of `model::Texts(repository)` (model/texts.h, which is not installed) it gets a Document from the Scanner or a
// cache, then calls `model::Judge`. Judge is a pure function of its arguments and depends only on the set of documents,
// not on their order.

#ifndef CAVEAT_MODEL_JUDGE_H_
#define CAVEAT_MODEL_JUDGE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"
#include "caveat_export.h"
#include "model/model.h"
#include "model/repository.h"

namespace caveat::model {

struct CardNotes;  // model/card_notes.h
struct Source;     // model/sources.h
struct Text;       // model/texts.h

// What is known beyond the repository itself.
struct Context {
  // The licence of another repository of the same scan ("org/name"), or nothing. Asked before the built-in table.
  std::function<std::optional<std::string>(std::string_view id)> license_of;
  // The bytes of a manifest of the Model Openness Framework that is not among the files, and its path.
  std::string_view manifest;
  std::string manifest_path;
};

// `documents[i]` is the answer for `texts[i]`, and `notes[i]`, for a card, what ReadCardNotes says of it; null, or left
// out, where it is to be read here. `sources` are those that ReadSources gives (model/sources.h), read anew where they
// are left out.
using NotesOfTexts = std::vector<std::shared_ptr<const CardNotes>>;
Model Judge(const Repository& repository, const std::vector<Source>& sources, const std::vector<Text>& texts,
            std::vector<Document> documents, const NotesOfTexts& notes, const Context& context = {});
Model Judge(const Repository& repository, const std::vector<Text>& texts, std::vector<Document> documents,
            const Context& context = {});

// Both steps. Not thread-safe; one per thread. `scanner` must outlive it.
class Reader {
 public:
  explicit Reader(Scanner& scanner) : scanner_(scanner) {}
  CAVEAT_API Model Read(const Repository& repository, const Context& context = {});

 private:
  Scanner& scanner_;
};

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_JUDGE_H_
