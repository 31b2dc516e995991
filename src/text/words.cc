#include "text/words.h"

#include <algorithm>

#include "xxhash.h"

namespace caveat::text {

uint32_t Words::WordAt(uint32_t offset) const {
  // Word i reaches from at_[i] to the space before at_[i + 1]; that space belongs to the word after it.
  const auto last = at_.begin() + static_cast<ptrdiff_t>(size_);
  const auto next = std::upper_bound(at_.begin(), last, offset);
  if (next == at_.begin()) return 0;
  const uint32_t i = static_cast<uint32_t>(next - at_.begin()) - 1;
  return offset < at_[i] + (*this)[i].size() ? i : i + 1;
}

std::array<uint64_t, 2> Words::hash() const {
  const XXH128_hash_t h = XXH3_128bits(text_.data(), text_size_);
  return {h.high64, h.low64};
}

void Words::clear() {
  if (text_.empty()) text_.resize(1);  // moved from
  text_[0] = ' ';
  text_size_ = 1;
  size_ = 0;
  lines_.clear();
  tail_marks_ = 0;
}

void Words::Append(std::string_view word, uint32_t begin, uint32_t end, uint16_t marks, uint8_t level) {
  at_.resize(size_);
  begin_.resize(size_);
  end_.resize(size_);
  marks_.resize(size_);
  level_.resize(size_);
  text_.resize(text_size_);
  at_.push_back(text_size_);
  text_.append(word).push_back(' ');
  begin_.push_back(begin);
  end_.push_back(end);
  marks_.push_back(marks);
  level_.push_back(level);
  text_size_ = static_cast<uint32_t>(text_.size());
  ++size_;
}

}  // namespace caveat::text
