#include "text/language.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#include "text/codepoint.h"

namespace caveat::text {
namespace {

enum Latin : uint8_t { kEn, kFr, kEs, kPt, kDe, kIt, kId, kNl, kVi, kTr, kPl, kLatinCount };
constexpr std::array<std::string_view, kLatinCount> kLatinNames = {"en", "fr", "es", "pt", "de", "it",
                                                                   "id", "nl", "vi", "tr", "pl"};

// Function words that tell one language of the Latin script from the others. A word shared by several stands in each.
struct Hint {
  std::string_view word;
  uint16_t languages;
};
constexpr uint16_t B(Latin l) { return static_cast<uint16_t>(1u << l); }
constexpr Hint kHints[] = {
    {"the", B(kEn)},
    {"of", static_cast<uint16_t>(B(kEn) | B(kNl))},
    {"and", B(kEn)},
    {"or", B(kEn)},
    {"to", B(kEn)},
    {"you", B(kEn)},
    {"your", B(kEn)},
    {"this", B(kEn)},
    {"that", B(kEn)},
    {"with", B(kEn)},
    {"for", B(kEn)},
    {"any", B(kEn)},
    {"by", B(kEn)},
    {"not", B(kEn)},
    {"shall", B(kEn)},
    {"from", B(kEn)},
    {"we", B(kEn)},
    {"is", static_cast<uint16_t>(B(kEn) | B(kNl))},
    {"are", B(kEn)},
    {"be", B(kEn)},
    {"which", B(kEn)},
    {"will", B(kEn)},
    {"les", B(kFr)},
    {"des", static_cast<uint16_t>(B(kFr) | B(kDe))},
    {"et", B(kFr)},
    {"du", B(kFr)},
    {"une", B(kFr)},
    {"aux", B(kFr)},
    {"pour", B(kFr)},
    {"vous", B(kFr)},
    {"dans", B(kFr)},
    {"sur", B(kFr)},
    {"ou", static_cast<uint16_t>(B(kFr) | B(kPt))},
    {"le", static_cast<uint16_t>(B(kFr) | B(kIt))},
    {"est", B(kFr)},
    {"ce", B(kFr)},
    {"cette", B(kFr)},
    {"par", B(kFr)},
    {"la", static_cast<uint16_t>(B(kFr) | B(kEs) | B(kIt))},
    {"de", static_cast<uint16_t>(B(kFr) | B(kEs) | B(kPt) | B(kNl))},
    {"el", B(kEs)},
    {"los", B(kEs)},
    {"las", B(kEs)},
    {"del", static_cast<uint16_t>(B(kEs) | B(kIt))},
    {"y", B(kEs)},
    {"una", static_cast<uint16_t>(B(kEs) | B(kIt))},
    {"por", static_cast<uint16_t>(B(kEs) | B(kPt))},
    {"con", static_cast<uint16_t>(B(kEs) | B(kIt))},
    {"que", static_cast<uint16_t>(B(kEs) | B(kPt) | B(kFr))},
    {"se", static_cast<uint16_t>(B(kEs) | B(kPt))},
    {"usted", B(kEs)},
    {"este", static_cast<uint16_t>(B(kEs) | B(kPt))},
    {"o", static_cast<uint16_t>(B(kPt) | B(kIt))},
    {"os", B(kPt)},
    {"as", static_cast<uint16_t>(B(kPt) | B(kEn))},
    {"do", B(kPt)},
    {"da", static_cast<uint16_t>(B(kPt) | B(kIt))},
    {"dos", B(kPt)},
    {"uma", B(kPt)},
    {"não", B(kPt)},
    {"você", B(kPt)},
    {"em", B(kPt)},
    {"para", static_cast<uint16_t>(B(kPt) | B(kEs))},
    {"der", B(kDe)},
    {"die", B(kDe)},
    {"das", B(kDe)},
    {"und", B(kDe)},
    {"den", B(kDe)},
    {"dem", B(kDe)},
    {"nicht", B(kDe)},
    {"oder", B(kDe)},
    {"mit", B(kDe)},
    {"ist", B(kDe)},
    {"von", B(kDe)},
    {"ein", B(kDe)},
    {"eine", B(kDe)},
    {"zu", B(kDe)},
    {"für", B(kDe)},
    {"sie", B(kDe)},
    {"auf", B(kDe)},
    {"il", static_cast<uint16_t>(B(kIt) | B(kFr))},
    {"che", B(kIt)},
    {"di", static_cast<uint16_t>(B(kIt) | B(kId))},
    {"della", B(kIt)},
    {"per", B(kIt)},
    {"non", B(kIt)},
    {"gli", B(kIt)},
    {"dei", B(kIt)},
    {"nel", B(kIt)},
    {"sono", B(kIt)},
    {"e", static_cast<uint16_t>(B(kIt) | B(kPt))},
    {"yang", B(kId)},
    {"dan", B(kId)},
    {"untuk", B(kId)},
    {"dengan", B(kId)},
    {"tidak", B(kId)},
    {"dari", B(kId)},
    {"atau", B(kId)},
    {"ini", B(kId)},
    {"dalam", B(kId)},
    {"anda", B(kId)},
    {"pada", B(kId)},
    {"oleh", B(kId)},
    {"het", B(kNl)},
    {"een", B(kNl)},
    {"van", B(kNl)},
    {"niet", B(kNl)},
    {"voor", B(kNl)},
    {"met", B(kNl)},
    {"và", B(kVi)},
    {"của", B(kVi)},
    {"các", B(kVi)},
    {"không", B(kVi)},
    {"được", B(kVi)},
    {"cho", B(kVi)},
    {"ve", B(kTr)},
    {"bir", B(kTr)},
    {"bu", B(kTr)},
    {"için", B(kTr)},
    {"veya", B(kTr)},
    {"ile", B(kTr)},
    {"nie", B(kPl)},
    {"oraz", B(kPl)},
    {"lub", B(kPl)},
    {"się", B(kPl)},
    {"jest", B(kPl)},
    {"na", B(kPl)},
};

// The hints by their bytes, which fit one 64-bit number each: open addressing, read only once built.
class HintTable {
 public:
  static constexpr uint32_t kSlots = 256;
  HintTable() {
    for (const Hint& hint : kHints) {
      uint64_t key = 0;
      std::memcpy(&key, hint.word.data(), hint.word.size());
      uint32_t at = First(key);
      while (keys_[at] != 0) at = (at + 1) % kSlots;
      keys_[at] = key;
      languages_[at] = hint.languages;
      sizes_[static_cast<uint8_t>(hint.word[0])] |= static_cast<uint8_t>(1u << (hint.word.size() - 1));
    }
  }
  // May a word that begins with this byte and has so many, 1 to 8, be a hint?
  bool MayBe(uint8_t lead, size_t size) const { return (sizes_[lead] >> (size - 1) & 1) != 0; }
  // The slot of a word, given as its bytes with zeros behind them; an empty one for a word that is no hint.
  uint32_t Find(uint64_t key) const {
    uint32_t at = First(key);
    while (keys_[at] != key && keys_[at] != 0) at = (at + 1) % kSlots;
    return at;
  }
  uint16_t languages(uint32_t slot) const { return languages_[slot]; }

 private:
  static uint32_t First(uint64_t key) { return static_cast<uint32_t>(key * 0x9E3779B97F4A7C15u >> 56); }
  std::array<uint64_t, kSlots> keys_{};
  std::array<uint16_t, kSlots> languages_{};
  std::array<uint8_t, 256> sizes_{};  // bit k: a hint that begins with this byte has k + 1
};

// Longer documents are judged by stretches of kStretch words at even distances.
constexpr uint32_t kStretch = 256;
constexpr uint32_t kStretches = 32;

}  // namespace

std::string DetectLanguage(std::string_view, const Words& words) {
  static const HintTable hints;
  // Text in "word equivalents": a Latin word is one, a Han character half of one.
  uint64_t latin = 0, han = 0, kana = 0, hangul = 0, cyrillic = 0, ukrainian = 0, arabic = 0, hebrew = 0, greek = 0,
           devanagari = 0, thai = 0;
  std::array<uint64_t, kLatinCount> votes{};
  std::array<uint32_t, HintTable::kSlots> seen{};
  const std::string_view text = words.text();
  const uint32_t size = words.size();
  const bool sampled = size > kStretch * kStretches;
  const uint32_t distance = sampled ? size / kStretches : size;
  uint32_t stop = sampled ? kStretch : size;
  for (uint32_t i = 0; i < size; ++i) {
    if (i == stop) {
      i = stop - kStretch + distance;
      if (i >= size) break;
      stop = i + kStretch;
    }
    if ((words.marks(i) & kUrl) != 0) continue;
    const std::string_view w = words[i];
    const uint8_t lead = static_cast<uint8_t>(w[0]);
    if (lead < 'a') continue;
    uint32_t cp = lead;
    if (lead >= 0x80) cp = ReadUtf8(w, 0).cp;
    if (cp < 0x80 || (cp >= 0xC0 && cp < 0x250) || (cp >= 0x1E00 && cp < 0x1F00)) {
      ++latin;
      if (w.size() <= 8 && hints.MayBe(lead, w.size())) {
        uint64_t key = 0;
        const uint32_t at = words.at(i);
        if (at + 8 <= text.size()) {
          std::memcpy(&key, w.data(), 8);
          key = std::endian::native == std::endian::little ? key & ~uint64_t{0} >> (64 - 8 * w.size())
                                                           : key & ~uint64_t{0} << (64 - 8 * w.size());
        } else {
          std::memcpy(&key, w.data(), w.size());
        }
        ++seen[hints.Find(key)];
      }
    } else if (cp >= 0x4E00 && cp <= 0x9FFF) {
      ++han;
    } else if (cp >= 0x3041 && cp <= 0x30FF) {
      ++kana;
    } else if (cp >= 0xAC00 && cp <= 0xD7A3) {
      ++hangul;
    } else if (cp >= 0x400 && cp < 0x530) {
      ++cyrillic;
      ukrainian += w.find("\xD1\x96") != std::string_view::npos || w.find("\xD1\x97") != std::string_view::npos;  // і ї
    } else if (cp >= 0x600 && cp < 0x700) {
      ++arabic;
    } else if (cp >= 0x590 && cp < 0x600) {
      ++hebrew;
    } else if (cp >= 0x370 && cp < 0x400) {
      ++greek;
    } else if (cp >= 0x900 && cp < 0x980) {
      ++devanagari;
    } else if (cp >= 0xE00 && cp < 0xE80) {
      ++thai;
    }
  }
  for (uint32_t slot = 0; slot < HintTable::kSlots; ++slot) {
    const uint16_t languages = hints.languages(slot);
    if (languages == 0 || seen[slot] == 0) continue;
    // A word of one language alone weighs more.
    const uint64_t weight = (languages & (languages - 1)) == 0 ? 3 : 1;
    for (size_t l = 0; l < kLatinCount; ++l) votes[l] += (languages >> l & 1) * weight * seen[slot];
  }
  struct Share {
    std::string_view name;
    uint64_t weight;
  };
  std::array<Share, 24> shares{};
  size_t n = 0;
  const auto add = [&](std::string_view name, uint64_t weight) {
    if (weight != 0) shares[n++] = {name, weight};
  };
  const bool japanese = kana * 8 > han && kana > 2;
  add(japanese ? "ja" : "zh", (han + (japanese ? kana * 2 : 0) + 1) / 2);
  add("ko", hangul);
  add(ukrainian * 10 > cyrillic ? "uk" : "ru", cyrillic);
  add("ar", arabic);
  add("he", hebrew);
  add("el", greek);
  add("hi", devanagari);
  add("th", thai * 4);
  // Latin words are shared out by the votes of their function words.
  uint64_t total_votes = 0;
  for (const uint64_t v : votes) total_votes += v;
  if (latin > 0 && total_votes > 0) {
    const size_t best = static_cast<size_t>(std::max_element(votes.begin(), votes.end()) - votes.begin());
    // Related languages share words: a second one counts only with its own weight beyond a third of the best.
    uint64_t second_votes = 0;
    size_t second = kLatinCount;
    for (size_t l = 0; l < kLatinCount; ++l) {
      if (l != best && votes[l] > second_votes) {
        second_votes = votes[l];
        second = l;
      }
    }
    const bool enough = votes[best] * 6 >= latin || votes[best] >= 40;
    const std::string_view name = enough || latin < 12 ? kLatinNames[best] : std::string_view("und");
    if (second != kLatinCount && second_votes * 2 > votes[best] && second_votes >= 40 &&
        (best == kEn || second == kEn)) {
      add(name, latin * votes[best] / (votes[best] + second_votes));
      add(kLatinNames[second], latin * second_votes / (votes[best] + second_votes));
    } else {
      add(name, latin);
    }
  } else if (latin > 0) {
    add("und", latin);
  }
  if (n == 0) return "und";
  std::sort(shares.begin(), shares.begin() + static_cast<ptrdiff_t>(n), [](const Share& a, const Share& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.name < b.name;
  });
  uint64_t total = 0;
  for (size_t i = 0; i < n; ++i) total += shares[i].weight;
  if (n > 1 && shares[1].weight * 5 >= total && shares[1].weight >= 30 && shares[0].name != "und" &&
      shares[1].name != "und") {
    return "mul";
  }
  // Names and terms in Latin letters inside another script decide nothing.
  if (shares[0].name == "und" && n > 1 && shares[1].weight * 4 >= total) return std::string(shares[1].name);
  return std::string(shares[0].name);
}

}  // namespace caveat::text
