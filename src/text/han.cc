// Traditional to simplified Han.

#include <array>

#include "text/tables.h"

namespace caveat::text {
namespace {

constexpr uint32_t kFirst = kFirstSimplified, kLast = 0x9FFF;

constexpr char kPairs[] =
#include "text/han.inc"
    ;

struct HanTable {
  std::array<uint16_t, kLast - kFirst + 1> to;
  constexpr HanTable() : to() {
    for (uint32_t i = 0; i < to.size(); ++i) to[i] = static_cast<uint16_t>(kFirst + i);
    const auto at = [](size_t i) {
      const auto b = [i](size_t k) { return static_cast<uint32_t>(static_cast<uint8_t>(kPairs[i + k])); };
      return (b(0) & 15) << 12 | (b(1) & 63) << 6 | (b(2) & 63);
    };
    for (size_t i = 0; i + 6 <= sizeof kPairs - 1; i += 6) to[at(i) - kFirst] = static_cast<uint16_t>(at(i + 3));
  }
};

}  // namespace

const uint16_t* SimplifiedTable() {
  static constexpr HanTable table;
  return table.to.data();
}

uint32_t Simplified(uint32_t cp) { return cp >= kFirst && cp <= kLast ? SimplifiedTable()[cp - kFirst] : cp; }

}  // namespace caveat::text
