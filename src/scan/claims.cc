#include "scan/claims.h"

#include <algorithm>

namespace caveat::scan {

void Claims::Add(uint64_t stamp, int64_t repository) {
  const std::lock_guard lock(mutex_);
  rows_.emplace(stamp, repository);
}

std::optional<int64_t> Claims::Take(uint64_t stamp) {
  const std::lock_guard lock(mutex_);
  const auto at = rows_.find(stamp);
  if (at == rows_.end()) return std::nullopt;
  const int64_t id = at->second;
  rows_.erase(at);
  return id;
}

std::optional<int64_t> Claims::TakeAny() {
  const std::lock_guard lock(mutex_);
  if (rows_.empty()) return std::nullopt;
  const int64_t id = rows_.begin()->second;
  rows_.erase(rows_.begin());
  return id;
}

std::vector<int64_t> Claims::Left() {
  const std::lock_guard lock(mutex_);
  std::vector<int64_t> out;
  for (const auto& [stamp, id] : rows_) out.push_back(id);
  std::sort(out.begin(), out.end());
  return out;
}

std::shared_ptr<Claims> ClaimsBook::Of(std::string_view key, const std::function<void(Claims*)>& load) {
  const std::lock_guard lock(mutex_);
  const auto at = units_.find(key);
  if (at != units_.end()) return at->second;
  auto claims = std::make_shared<Claims>();
  load(claims.get());
  units_.emplace(key, claims);
  return claims;
}

void ClaimsBook::Forget(std::string_view key) {
  const std::lock_guard lock(mutex_);
  if (const auto at = units_.find(key); at != units_.end()) units_.erase(at);
}

}  // namespace caveat::scan
