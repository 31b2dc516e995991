// File: src/store/reader.h
//
// Answers out of the database, in the order that all exports share: by id of the repository, then path and revision;
// those without an id first. Reading never waits for a run that writes.

#ifndef CAVEAT_STORE_READER_H_
#define CAVEAT_STORE_READER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/model.h"
#include "store/codec.h"
#include "store/sqlite.h"
#include "store/writer.h"

namespace caveat::store {

// What judged, as the database has it.
struct Ruleset {
  std::string version, rules, licenses;
};

class Reader {
 public:
  // False: error() says why.
  bool Open(const std::string& path);
  const std::string& error() const { return error_; }

  // The latest ruleset.
  Ruleset ruleset();
  int64_t last_run();
  // The last run was not finished, or is going on.
  bool unfinished();
  // Each repository that a run after `since` changed (0: all), with its documents, until `visit` returns false. False
  // when an answer is damaged or the file cannot be read.
  bool ForEachModel(int64_t since, const std::function<bool(model::Model)>& visit);

  // Each repository with an id from `first` to `last`, by id: quicker than ForEachModel, for those who need no order
  // and no more than Decoder::Terms gives. Both live until `visit` returns; false from it ends the call.
  using VisitTerms = std::function<bool(const model::Model& model, const std::vector<StoredDocument>& documents)>;
  bool ForEachTerms(int64_t first, int64_t last, const VisitTerms& visit);
  // What the last run could not read, where that is no document of a repository.
  void ForEachProblem(const std::function<void(std::string_view path, std::string_view reason)>& visit);
  // The highest id of a repository; 0: there is none.
  int64_t last_repository();

  // Each repository of a unit with all that a Writer needs to write it again.
  bool ForEachStored(int64_t unit, const std::function<bool(Answer)>& visit);

  Connection* connection() { return &db_; }

 private:
  model::Role RoleOf(int64_t name);
  // Null when it is damaged.
  std::shared_ptr<const caveat::Document> Content(int64_t content);
  // The documents of a repository into `visit`; false when one is damaged.
  bool Documents(int64_t repository, const std::function<void(StoredDocument)>& visit);

  Connection db_;
  std::string error_;
  Decoder decoder_;
  Statement documents_, content_, role_;
  std::unordered_map<int64_t, model::Role> roles_;                               // by the id of their name
  std::unordered_map<int64_t, std::shared_ptr<const caveat::Document>> shared_;  // bounded
  std::unordered_set<int64_t> is_shared_;                                        // contents that several may hold
};

}  // namespace caveat::store

#endif  // CAVEAT_STORE_READER_H_
