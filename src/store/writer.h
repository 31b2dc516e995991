// File: src/store/writer.h
//
// Writes answers into the database: one run at a time, in transactions that hold whole repositories, so that whatever
// kills the program leaves a valid file, nothing half, and nothing twice. Ids depend on the order of the calls alone.
//
//   Writer writer;
//   if (!writer.Open("hub.db", {.root = "/mirror", ...})) ... writer.error()
//   const auto unit = writer.BeginUnit("org/name", stamp, known);
//   writer.Put(unit, answer, {});
//   writer.EndUnit(unit, stamp);
//   writer.Finish(Writer::Status::kDone);
//
// Used by one thread.

#ifndef CAVEAT_STORE_WRITER_H_
#define CAVEAT_STORE_WRITER_H_

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "model/model.h"
#include "store/sqlite.h"

namespace caveat::store {

// A document of an answer.
struct StoredDocument {
  std::string path;
  model::Role role = model::Role::kOther;
  // Raw SHA-256 of a text that is kept once for all repositories that hold it; empty: this one is not shared.
  std::string sha256;
  std::shared_ptr<const Document> document;
};

// All that is kept of a repository.
struct Answer {
  uint64_t stamp = 0;  // of names and contents, and of the rules
  model::Model model;  // without its documents
  std::vector<StoredDocument> documents;
  std::string license;                            // its own; empty: unknown
  std::vector<std::optional<std::string>> given;  // for each of model.inherited: the base's own licence, as used
};

struct UnitState {
  int64_t id = 0;
  uint64_t stamp_high = 0, stamp_low = 0;
  bool complete = false;
};

struct RunCounts {
  int64_t repositories = 0, changed = 0, removed = 0, unread = 0;
  int64_t bytes = 0;
  double seconds = 0;
};

class Writer {
 public:
  struct Options {
    std::string root;                      // as it is known to the system: resolved
    std::string version, rules, licenses;  // what judges
    uint32_t shard = 0, shards = 1;
  };
  enum class Status { kDone, kInterrupted };

  Writer();
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Creates the file or goes on with it, and locks it. False: error() says why, and what to do.
  bool Open(const std::string& path, const Options& options);
  const std::string& error() const { return error_; }
  bool disk_full() const { return db_.disk_full(); }
  bool ok() const { return db_.ok(); }

  int64_t run() const { return run_; }
  int64_t ruleset() const { return ruleset_; }
  // An earlier run was not finished.
  bool resumed() const { return resumed_; }

  // What follows belongs to this root.
  void UseRoot(const std::string& path);
  // All units of this root: for each, `visit(key, state)`.
  template <class Visit>
  void ForEachUnit(Visit visit);

  // Begins a unit or goes on with it; its id.
  int64_t BeginUnit(std::string_view key, std::optional<int64_t> known);
  void EndUnit(int64_t unit, uint64_t stamp_high, uint64_t stamp_low);
  // The same content under another time stamp.
  void Touch(int64_t unit, uint64_t stamp_high, uint64_t stamp_low) { EndUnit(unit, stamp_high, stamp_low); }
  // Adds a repository, or puts it in the place of `replaces`. Its id.
  int64_t Put(int64_t unit, const Answer& answer, std::optional<int64_t> replaces);
  // Takes a repository, or a unit with all it has, out of the file. How many repositories that were.
  void RemoveRepository(int64_t repository);
  int64_t RemoveUnit(int64_t unit);
  void AddProblem(std::string_view path, std::string_view reason);

  // Makes what was written so far last. False: nothing since the last call is kept.
  bool Commit();
  // After the first load: what comes then is found by them.
  bool BuildIndexes();
  // Ids of base models that something was made of.
  std::unordered_set<std::string> Bases();
  // Own licences of repositories that belong to other shards: these, and none from before.
  void PutBases(const std::vector<std::pair<std::string, std::string>>& licenses);
  // Units whose answers rest on a licence of a base model that is not what it was.
  std::vector<std::pair<int64_t, std::string>> StaleUnits();
  // Repositories of a unit that StaleUnits is about.
  std::unordered_set<int64_t> StaleRepositories();
  // Builds indexes if they are missing, and closes the run.
  bool Finish(Status status, const RunCounts& counts);

  Connection* connection() { return &db_; }

 private:
  struct Statements;

  bool Lock(const std::string& path);
  bool Prepare(const Options& options);
  int64_t Name(std::string_view text);
  std::optional<int64_t> NameOrNull(std::string_view text);
  int64_t PutContent(const StoredDocument& document);
  void RemoveRows(int64_t repository);
  void RemoveContent(int64_t content);
  void RemoveForgotten();
  int64_t NextId(const char* table);

  Connection db_;
  std::unique_ptr<Statements> statements_;
  std::string error_, path_;
  int lock_ = -1;
  int64_t run_ = 0, root_ = 0, ruleset_ = 0;
  int64_t next_repository_ = 1, next_content_ = 1, next_unit_ = 1, next_name_ = 1;
  bool resumed_ = false, open_ = false, rules_changed_ = false;
  absl::flat_hash_map<std::string, int64_t> names_;
  absl::flat_hash_map<std::string, int64_t> contents_;  // by SHA-256; bounded
  std::unordered_set<int64_t> loose_contents_;          // shared ones that lost a document
};

template <class Visit>
void Writer::ForEachUnit(Visit visit) {
  Statement query(&db_, "SELECT id, key, stamp_high, stamp_low, complete FROM unit WHERE root = ?");
  query.Int(root_);
  while (query.Next()) {
    visit(query.Bytes(1), UnitState{query.Number(0), static_cast<uint64_t>(query.Number(2)),
                                    static_cast<uint64_t>(query.Number(3)), query.Number(4) != 0});
  }
}

}  // namespace caveat::store

#endif  // CAVEAT_STORE_WRITER_H_
