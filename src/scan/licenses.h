// File: src/scan/licenses.h
//
// The licence of each repository of a scan by itself, for those that were made of it. Ids under which several licences
// stand (revisions that differ) have none. Thread-safe.

#ifndef CAVEAT_SCAN_LICENSES_H_
#define CAVEAT_SCAN_LICENSES_H_

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace caveat::scan {

class LicenseBook {
 public:
  void Clear();
  void Add(std::string_view id, std::string_view license);
  std::optional<std::string> Of(std::string_view id) const;

 private:
  static constexpr uint32_t kSeveral = UINT32_MAX;
  mutable std::mutex mutex_;
  std::unordered_map<uint64_t, uint32_t> by_id_;  // by the hash of the id: 16 bytes for each of millions
  std::unordered_map<std::string, uint32_t> numbers_;
  std::vector<std::string> licenses_;
};

}  // namespace caveat::scan

#endif  // CAVEAT_SCAN_LICENSES_H_
