#include "text/span.h"

#include <algorithm>
#include <cstring>

namespace caveat::text {

namespace {

// Fewer than 256 bytes, so that one byte counts them and the compiler makes vector instructions of it.
uint32_t NewlinesIn(const char* bytes, size_t size) {
  uint8_t count = 0;
  for (size_t i = 0; i < size; ++i) count = static_cast<uint8_t>(count + (bytes[i] == '\n'));
  return count;
}

}  // namespace

void LineIndex::Build() const {
  built_ = true;
  const size_t n = bytes_.size();
  if (encoding_ == Encoding::kUtf16Le || encoding_ == Encoding::kUtf16Be) {
    starts_.push_back(0);
    const size_t low = encoding_ == Encoding::kUtf16Le ? 0 : 1;
    const auto is = [&](size_t i, char c) { return i + 1 < n && bytes_[i + low] == c && bytes_[i + 1 - low] == 0; };
    for (size_t i = 0; i + 1 < n; i += 2) {
      if (is(i, '\n') || (is(i, '\r') && !is(i + 2, '\n'))) starts_.push_back(static_cast<uint32_t>(i + 2));
    }
    return;
  }
  const char* const base = bytes_.data();
  if (n == 0 || std::memchr(base, '\r', n) == nullptr) {
    blocks_.reserve(n / kBlock + 2);
    uint32_t lines = 0;
    for (size_t at = 0; at <= n; at += kBlock) {
      blocks_.push_back(lines);
      lines += NewlinesIn(base + at, std::min(n - at, kBlock));
    }
    lines_ = lines + 1;
    return;
  }
  starts_.push_back(0);
  for (size_t i = 0; i < n; ++i) {
    if (base[i] == '\n' || (base[i] == '\r' && !(i + 1 < n && base[i + 1] == '\n')))
      starts_.push_back(static_cast<uint32_t>(i + 1));
  }
}

uint32_t LineIndex::LineOf(uint64_t offset) const {
  if (!built_) Build();
  const uint32_t last = bytes_.empty() ? 0 : static_cast<uint32_t>(bytes_.size() - 1);
  const uint32_t at = offset < bytes_.size() ? static_cast<uint32_t>(offset) : last;
  if (!blocks_.empty()) return blocks_[at / kBlock] + NewlinesIn(bytes_.data() + at / kBlock * kBlock, at % kBlock) + 1;
  return static_cast<uint32_t>(std::upper_bound(starts_.begin(), starts_.end(), at) - starts_.begin());
}

uint32_t LineIndex::lines() const {
  if (!built_) Build();
  // A line end at the very end starts no line of its own.
  if (!blocks_.empty()) return lines_ - (lines_ > 1 && bytes_.back() == '\n' ? 1 : 0);
  const bool closed = starts_.size() > 1 && starts_.back() == bytes_.size();
  return static_cast<uint32_t>(starts_.size() - (closed ? 1 : 0));
}

}  // namespace caveat::text
