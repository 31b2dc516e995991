// File: src/store/sweep.h
//
// All answers of a database, by several threads at once and in no order: for whoever asks every repository the same
// question, as a policy does.
//
//   std::vector<Counts> counts(threads);
//   Sweep("hub.db", threads, [&](const Swept& s) { counts[s.worker].Add(s.model); return true; }, &error);
//
// Each thread has a connection and reads pieces of the file in the order in which they lie there. A run that writes
// meanwhile is not waited for: repositories it has not got to are seen as they were before it.

#ifndef CAVEAT_STORE_SWEEP_H_
#define CAVEAT_STORE_SWEEP_H_

#include <functional>
#include <string>
#include <vector>

#include "model/model.h"
#include "store/writer.h"

namespace caveat::store {

// One repository; lives until `visit` returns.
struct Swept {
  unsigned worker = 0;        // the thread, from 0
  const model::Model& model;  // what Decoder::Terms gives, without documents
  const std::vector<StoredDocument>& documents;
};

// `visit` is called by `threads` threads (at least 1); false from it ends the sweep. False: an answer is damaged or the
// file cannot be read, `*error` says why.
bool Sweep(const std::string& path, unsigned threads, const std::function<bool(const Swept&)>& visit,
           std::string* error);

}  // namespace caveat::store

#endif  // CAVEAT_STORE_SWEEP_H_
