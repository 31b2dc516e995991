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
#include "model/sources.h"
#include "model/texts.h"

namespace caveat::model {

// What is known beyond the repository itself.
struct Context {
  // The licence of another repository of the same scan ("org/name"), or nothing. Asked before the built-in table.
  std::function<std::optional<std::string>(std::string_view id)> license_of;
  // The bytes of a manifest of the Model Openness Framework that is not among the files, and its path.
  std::string_view manifest;
  std::string manifest_path;
};

// Texts: see model/texts.h.

// `documents[i]` is the answer for `texts[i]`; `sources` are those that ReadSources gives.
Model Judge(const Repository& repository, const std::vector<Source>& sources, const std::vector<Text>& texts,
            std::vector<Document> documents, const Context& context = {});
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
