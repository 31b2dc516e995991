// File: src/rules/string_map.h
//
// Strings to numbers, as tables: made once, then viewed where it lies (table.h). Find is O(1) and reads the key once.

#ifndef CAVEAT_RULES_STRING_MAP_H_
#define CAVEAT_RULES_STRING_MAP_H_

#include <cstdint>
#include <string_view>

#include "rules/table.h"

namespace caveat::rules {

class StringMap {
 public:
  static constexpr uint32_t kMissing = 0xffffffff;

  // False, with nothing changed, if the key is there already.
  bool Add(std::string_view key, uint32_t value) {
    if (Find(key) != kMissing) return false;
    const uint32_t id = keys_.Add(key);
    values_.push_back(value);
    if (2 * values_.size() <= slots_.size()) {
      Place(id);
      return true;
    }
    slots_.assign(slots_.empty() ? 16 : 2 * slots_.size(), 0);
    for (uint32_t i = 0; i <= id; ++i) Place(i);
    return true;
  }
  uint32_t Find(std::string_view key) const {
    if (slots_.empty()) return kMissing;
    const size_t mask = slots_.size() - 1;
    for (size_t at = Hash(key) & mask; slots_[at] != 0; at = (at + 1) & mask)
      if (keys_[slots_[at] - 1] == key) return values_[slots_[at] - 1];
    return kMissing;
  }
  bool Has(std::string_view key) const { return Find(key) != kMissing; }
  size_t size() const { return values_.size(); }

  // Of a TableWriter or TableReader.
  template <class Archive>
  void Tables(Archive& a) {
    a(keys_);
    a(values_);
    a(slots_);
  }

 private:
  static uint64_t Hash(std::string_view key) {
    uint64_t h = 0xCBF29CE484222325u;
    for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    return h ^ h >> 32;
  }
  void Place(uint32_t id) {
    const size_t mask = slots_.size() - 1;
    size_t at = Hash(keys_[id]) & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_.Edit(at) = id + 1;
  }

  StringPool keys_;
  Table<uint32_t> values_;
  Table<uint32_t> slots_;  // a power of two; ids + 1, 0 is free; never more than half full
};

}  // namespace caveat::rules

#endif  // CAVEAT_RULES_STRING_MAP_H_
