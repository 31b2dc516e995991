#include "scan/licenses.h"

#include <xxhash.h>

namespace caveat::scan {
namespace {

uint64_t HashOf(std::string_view id) { return XXH3_64bits(id.data(), id.size()); }

}  // namespace

void LicenseBook::Add(std::string_view id, std::string_view license) {
  const std::lock_guard lock(mutex_);
  const auto [number, fresh] = numbers_.try_emplace(std::string(license), static_cast<uint32_t>(licenses_.size()));
  if (fresh) licenses_.emplace_back(license);
  const uint64_t hash = HashOf(id);
  const auto at = by_id_.find(hash);
  if (at == by_id_.end()) {
    if (by_id_.size() < kMost) by_id_.emplace(hash, number->second);
  } else if (at->second != number->second) {
    at->second = kSeveral;
  }
}

bool LicenseBook::Of(std::string_view id, std::optional<std::string>* license) const {
  const std::lock_guard lock(mutex_);
  license->reset();
  const auto at = by_id_.find(HashOf(id));
  if (at == by_id_.end()) return false;
  if (at->second != kSeveral) *license = licenses_[at->second];
  return true;
}

}  // namespace caveat::scan
