// File: src/model/judge.h
//
// From the files of a repository to the answer. Two steps, so that a bulk run can reuse the answer for a licence text
// it has met before:
//
//   model::Reader reader(scanner);                       // one a thread
//   model::Model m = reader.Read(repository, context);   // both steps at once
//
// or: for each path of `model::Texts(repository)` get a Document from the Scanner or a cache, then `model::Judge`.
// Judge is a pure function of its arguments and depends only on the set of documents, not on their order.

#ifndef CAVEAT_MODEL_JUDGE_H_
#define CAVEAT_MODEL_JUDGE_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"
#include "model/model.h"
#include "model/repository.h"

namespace caveat::model {

// What is known beyond the repository itself.
struct Context {
  // The licence of another repository of the same scan ("org/name"), or nothing. Asked before the built-in table.
  std::function<std::optional<std::string>(std::string_view id)> license_of;
};

// A text of the repository that is to be checked: a file, or a field of the card (`extra_gated_prompt`) or of a weights
// header that holds a licence text ("README.md#extra_gated_prompt", "model.gguf#general.license").
struct Text {
  std::string path;
  Role role = Role::kOther;
  std::string_view bytes;  // into the repository's files, or `owned`
  std::string owned;
  // Licence, policy and notice files repeat all over a hub: their answer is worth keeping under SHA-256.
  bool repeats = false;
};
std::vector<Text> Texts(const Repository& repository);  // sorted by path

// `documents[i]` is the answer for `texts[i]`.
Model Judge(const Repository& repository, const std::vector<Text>& texts, std::vector<Document> documents,
            const Context& context = {});

// Both steps. Not thread-safe; one per thread. `scanner` must outlive it.
class Reader {
 public:
  explicit Reader(Scanner& scanner) : scanner_(scanner) {}
  Model Read(const Repository& repository, const Context& context = {});

 private:
  Scanner& scanner_;
};

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_JUDGE_H_
