// File: src/scan/run.h
//
// A bulk run: walks a root, reads and judges what has changed since the last run, and writes it into a database.
//
//   scan::Options options;
//   options.root = "/mirror";
//   options.db = "hub.db";
//   options.rules = Rules::BuiltIn();
//   scan::Summary summary;
//   scan::End end = scan::Run(options, &summary);
//
// One thread walks, `threads` read and judge (a Scanner each), the calling one writes. What is written depends on the
// files alone: not on the number of threads, nor on who was first. Memory is bounded: by the queues, by the cache of
// answers, by the half a million licences that repositories may ask for, and by some 100 bytes for each repository of
// an earlier run.

#ifndef CAVEAT_SCAN_RUN_H_
#define CAVEAT_SCAN_RUN_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "caveat.h"
#include "classify/known.h"
#include "hub/dump.h"
#include "hub/source.h"

namespace caveat::scan {

// How far a run is; told from the calling thread, several times a second.
struct Progress {
  double share = 0;  // 0 to 1, of the source as it is walked
  double seconds = 0;
  uint64_t repositories = 0, judged = 0, unread = 0;
  uint64_t bytes = 0;  // of documents read
  std::string at;      // the last repository
};

struct Options {
  std::string root;  // a folder, archive or dump; "-": a dump on standard input
  std::string db;
  std::shared_ptr<const Rules> rules;
  std::shared_ptr<const classify::KnownLicenses> known;  // null: the built-in ones
  unsigned threads = 0;                                  // 0: one a processor
  uint32_t shard = 0, shards = 1;                        // only repositories of this shard
  bool verify = false;                                   // read all, trust no time stamp
  std::string git_ref;
  std::string columns_text;  // as given, for change detection
  hub::Columns columns;
  hub::Limits limits;
  size_t cache_bytes = size_t{64} << 20;
  std::function<bool()> interrupted;              // asked now and then; may be empty
  std::function<void(const Progress&)> progress;  // may be empty
};

struct Summary {
  uint64_t repositories = 0;  // in the source
  uint64_t same = 0;          // of these: as in an earlier run
  uint64_t judged = 0;
  uint64_t removed = 0;                // of an earlier run, and gone
  uint64_t unread = 0;                 // documents, folders, archives
  uint64_t texts = 0, texts_seen = 0;  // of judged repositories; of these: content met before
  uint64_t bytes = 0;                  // of documents read
  uint64_t links = 0;                  // to folders, not followed
  double seconds = 0;
  // Processor time of all threads together. Check: reading what texts say; judge: putting it together.
  double walk_seconds = 0, read_seconds = 0, check_seconds = 0, judge_seconds = 0, write_seconds = 0;
  bool resumed = false;                                 // an earlier run had not finished
  std::vector<hub::Problem> problems;                   // the first ones
  std::vector<std::pair<double, std::string>> slowest;  // seconds, path; the slowest first
};

enum class End {
  kDone,
  kInterrupted,  // what was written is kept; the same call goes on
  kFailed,       // `error` says why
};

struct Ended {
  End end = End::kDone;
  std::string error;
  bool usage = false;  // the database cannot be used, nothing was done
};

Ended Run(const Options& options, Summary* summary);

}  // namespace caveat::scan

#endif  // CAVEAT_SCAN_RUN_H_
