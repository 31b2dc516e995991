#include "text/span.h"

#include <algorithm>
#include <cstring>

namespace caveat::text {

void LineIndex::Build() const {
  starts_.push_back(0);
  const size_t n = bytes_.size();
  if (encoding_ == Encoding::kUtf16Le || encoding_ == Encoding::kUtf16Be) {
    const size_t low = encoding_ == Encoding::kUtf16Le ? 0 : 1;
    const auto is = [&](size_t i, char c) { return i + 1 < n && bytes_[i + low] == c && bytes_[i + 1 - low] == 0; };
    for (size_t i = 0; i + 1 < n; i += 2) {
      if (is(i, '\n') || (is(i, '\r') && !is(i + 2, '\n'))) starts_.push_back(static_cast<uint32_t>(i + 2));
    }
    return;
  }
  const char* const base = bytes_.data();
  if (n == 0 || std::memchr(base, '\r', n) == nullptr) {
    for (const char* p = base;
         n != 0 && (p = static_cast<const char*>(std::memchr(p, '\n', static_cast<size_t>(base + n - p))));) {
      starts_.push_back(static_cast<uint32_t>(++p - base));
      if (p == base + n) break;
    }
    return;
  }
  for (size_t i = 0; i < n; ++i) {
    if (base[i] == '\n' || (base[i] == '\r' && !(i + 1 < n && base[i + 1] == '\n')))
      starts_.push_back(static_cast<uint32_t>(i + 1));
  }
}

uint32_t LineIndex::LineOf(uint64_t offset) const {
  if (starts_.empty()) Build();
  const uint32_t last = bytes_.empty() ? 0 : static_cast<uint32_t>(bytes_.size() - 1);
  const uint32_t at = offset < bytes_.size() ? static_cast<uint32_t>(offset) : last;
  return static_cast<uint32_t>(std::upper_bound(starts_.begin(), starts_.end(), at) - starts_.begin());
}

uint32_t LineIndex::lines() const {
  if (starts_.empty()) Build();
  // A line end at the very end starts no line of its own.
  const bool closed = starts_.size() > 1 && starts_.back() == bytes_.size();
  return static_cast<uint32_t>(starts_.size() - (closed ? 1 : 0));
}

}  // namespace caveat::text
