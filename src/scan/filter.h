// File: src/scan/filter.h
//
// Texts as JSON lines in, answers as JSON lines out, in the same order, whatever the number of threads: for engines
// that stream. A line that cannot be read gives a line that says so.
//
//   {"id": 7, "text": "Permission is hereby ..."}  ->  {"schema": "caveat.classify/1", ..., "id": 7, "status": "ok",
//   ...}

#ifndef CAVEAT_SCAN_FILTER_H_
#define CAVEAT_SCAN_FILTER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "caveat.h"
#include "classify/known.h"

namespace caveat::scan {

struct FilterOptions {
  std::shared_ptr<const Rules> rules;
  std::shared_ptr<const classify::KnownLicenses> known;  // null: the built-in ones
  unsigned threads = 0;                                  // 0: one a processor
  std::string id = "id", text = "text";                  // keys of a line
  bool identity = true;
  std::function<bool()> interrupted;
};

struct FilterSummary {
  uint64_t lines = 0, bad = 0;
  std::string error;  // of reading
};

// `read` fills a buffer and returns how many bytes came, 0 at the end, -1 with errno for an error; `write` returns
// false to stop. Both are called from the calling thread or one other, never at once with themselves.
FilterSummary Filter(const FilterOptions& options, const std::function<int64_t(char* buffer, size_t size)>& read,
                     const std::function<bool(std::string_view)>& write);

}  // namespace caveat::scan

#endif  // CAVEAT_SCAN_FILTER_H_
