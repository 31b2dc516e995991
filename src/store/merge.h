// File: src/store/merge.h
//
// Databases of shards into one. The result is what one run over all would have written, but for the numbers of runs and
// rows; it can be scanned again. Used by one thread.

#ifndef CAVEAT_STORE_MERGE_H_
#define CAVEAT_STORE_MERGE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace caveat::store {

struct Merged {
  int64_t repositories = 0;
  std::string error;  // empty: done
  bool interrupted = false;
};

// `out` must not exist or be empty. The inputs must have been judged by the same program, rules and licences.
Merged Merge(const std::string& out, const std::vector<std::string>& inputs, const std::function<bool()>& interrupted);

}  // namespace caveat::store

#endif  // CAVEAT_STORE_MERGE_H_
