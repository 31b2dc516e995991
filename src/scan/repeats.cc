#include "scan/repeats.h"

#include <utility>

namespace caveat::scan {
namespace {
constexpr size_t kEntry = 160;  // about what a key and its place take
}

const std::string* Repeats::Find(const std::string& sha256) {
  if (const auto at = young_.find(sha256); at != young_.end()) return &at->second;
  const auto at = old_.find(sha256);
  if (at == old_.end()) return nullptr;
  std::string answer = std::move(at->second);
  old_.erase(at);
  return &Add(sha256, std::move(answer));
}

const std::string& Repeats::Add(const std::string& sha256, std::string answer) {
  if (bytes_ > budget_) {
    old_ = std::exchange(young_, {});
    bytes_ = 0;
  }
  bytes_ += answer.size() + kEntry;
  return young_.insert_or_assign(sha256, std::move(answer)).first->second;
}

}  // namespace caveat::scan
