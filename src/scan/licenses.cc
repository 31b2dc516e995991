#include "scan/licenses.h"

#include <xxhash.h>

namespace caveat::scan {
namespace {

uint64_t HashOf(std::string_view id) { return XXH3_64bits(id.data(), id.size()); }

}  // namespace

void LicenseBook::Clear() {
  const std::lock_guard lock(mutex_);
  by_id_.clear();
}

void LicenseBook::Add(std::string_view id, std::string_view license) {
  const std::lock_guard lock(mutex_);
  const auto [number, fresh] = numbers_.try_emplace(std::string(license), static_cast<uint32_t>(licenses_.size()));
  if (fresh) licenses_.emplace_back(license);
  const auto [at, added] = by_id_.try_emplace(HashOf(id), number->second);
  if (!added && at->second != number->second) at->second = kSeveral;
}

std::optional<std::string> LicenseBook::Of(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto at = by_id_.find(HashOf(id));
  if (at == by_id_.end() || at->second == kSeveral) return std::nullopt;
  return licenses_[at->second];
}

}  // namespace caveat::scan
