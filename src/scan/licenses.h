// File: src/scan/licenses.h
//
// The licence of each repository that this run judged, by itself, for those that were made of it. Ids under which
// several licences stand (revisions that differ) have none. Holds the first half a million, in 10 MB: what depends on
// others is put right at the end of a run, as what came too early is. Thread-safe.

#ifndef CAVEAT_SCAN_LICENSES_H_
#define CAVEAT_SCAN_LICENSES_H_

#include <absl/container/flat_hash_map.h>

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
  void Add(std::string_view id, std::string_view license);
  // False: nothing is known of this id. `license`: nothing where there are several.
  bool Of(std::string_view id, std::optional<std::string>* license) const;

 private:
  static constexpr uint32_t kSeveral = UINT32_MAX;
  static constexpr size_t kMost = 450'000;
  mutable std::mutex mutex_;
  absl::flat_hash_map<uint64_t, uint32_t> by_id_;  // by the hash of the id
  std::unordered_map<std::string, uint32_t> numbers_;
  std::vector<std::string> licenses_;
};

}  // namespace caveat::scan

#endif  // CAVEAT_SCAN_LICENSES_H_
