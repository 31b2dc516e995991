#include "text/words.h"

#include <algorithm>

#include "xxhash.h"

namespace caveat::text {

uint32_t Words::WordAt(uint32_t offset) const {
  // Word i reaches from at_[i] to the space before at_[i + 1]; that space belongs to the word after it.
  auto next = std::upper_bound(at_.begin(), at_.end(), offset);
  if (next == at_.begin()) return 0;
  const uint32_t i = static_cast<uint32_t>(next - at_.begin()) - 1;
  return offset < at_[i] + (*this)[i].size() ? i : i + 1;
}

std::array<uint64_t, 2> Words::hash() const {
  const XXH128_hash_t h = XXH3_128bits(text_.data(), text_.size());
  return {h.high64, h.low64};
}

void Words::clear() {
  text_.assign(1, ' ');
  at_.clear();
  begin_.clear();
  end_.clear();
  marks_.clear();
  level_.clear();
  lines_.clear();
  tail_marks_ = 0;
}

void Words::Append(std::string_view word, uint32_t begin, uint32_t end, uint16_t marks, uint8_t level) {
  at_.push_back(static_cast<uint32_t>(text_.size()));
  text_.append(word).push_back(' ');
  begin_.push_back(begin);
  end_.push_back(end);
  marks_.push_back(marks);
  level_.push_back(level);
}

}  // namespace caveat::text
