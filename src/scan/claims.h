// File: src/scan/claims.h
//
// What an earlier run knew of a unit: repositories by the stamp of their content. A repository that is met again takes
// its row; rows that nobody took are gone. Thread-safe.

#ifndef CAVEAT_SCAN_CLAIMS_H_
#define CAVEAT_SCAN_CLAIMS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::scan {

class Claims {
 public:
  void Add(uint64_t stamp, int64_t repository);
  // The first repository of this stamp that nobody took; or any.
  std::optional<int64_t> Take(uint64_t stamp);
  std::optional<int64_t> TakeAny();
  // What is left, sorted.
  std::vector<int64_t> Left();

 private:
  std::mutex mutex_;
  std::multimap<uint64_t, int64_t> rows_;
};

// The claims of units that are being read; several threads may read parts of one.
class ClaimsBook {
 public:
  // `load` is called for the first who asks, before any other gets an answer.
  std::shared_ptr<Claims> Of(std::string_view key, const std::function<void(Claims*)>& load);
  void Forget(std::string_view key);

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Claims>, std::less<>> units_;
};

}  // namespace caveat::scan

#endif  // CAVEAT_SCAN_CLAIMS_H_
