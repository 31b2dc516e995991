// File: src/cli/gate_database.h
//
// A policy asked about every repository of a database that caveat scan wrote: the same answers as for the folders it
// was scanned from, without a text being read again.

#ifndef CAVEAT_CLI_GATE_DATABASE_H_
#define CAVEAT_CLI_GATE_DATABASE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gate/judge.h"
#include "gate/policy.h"
#include "store/reader.h"

namespace caveat::cli {

// The file begins as SQLite's do.
bool IsDatabase(const std::string& path);

struct GatedDatabase {
  gate::Result result;  // by id of the repository, then path and revision, whatever the number of threads
  store::Ruleset ruleset;
  bool unfinished = false;  // the last run has not got to all repositories
  // What could not be read when it was scanned, sorted: "path: reason", escaped.
  std::vector<std::string> unread;
};

// Uses `threads` threads. False: the file cannot be read, `*error` says why.
bool GateDatabase(const std::string& path, const gate::Policy& policy, std::string_view today, unsigned threads,
                  GatedDatabase* out, std::string* error);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_GATE_DATABASE_H_
