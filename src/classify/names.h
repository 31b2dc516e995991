// File: src/classify/names.h
//
// What licences are called: SPDX ids, tags of hubs, titles and free wordings. Facts about each
// known licence, and ways to it: by a whole name (Find, FromText) and by the words that stand at one place of a text
// (At); for addresses see license_urls.h. The tables lie in licenses/names; their index is made when the library is
// built and used where it lies. Thread-safe. Nothing is guessed: what is not known gives nothing, and a name that
// leaves the version open gives its family.

#ifndef CAVEAT_CLASSIFY_NAMES_H_
#define CAVEAT_CLASSIFY_NAMES_H_

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/table.h"
#include "taxonomy/taxonomy.h"
#include "text/words.h"

namespace caveat::names {

enum Flag : uint16_t {
  kSpdx = 1 << 0,        // the id is on the SPDX License List
  kOsi = 1 << 1,         // approved by the Open Source Initiative
  kFsf = 1 << 2,         // free by the Free Software Foundation's list
  kDeprecated = 1 << 3,  // SPDX has a newer id for it
  kFamily = 1 << 4,      // several licences: version or variant not said
  kOwn = 1 << 5,         // one licence that SPDX does not list; the id is this project's
};

struct License {
  std::string_view id;        // "Apache-2.0"; where SPDX has none, a slug: "llama-3.1-community"
  std::string_view title;     // "Apache License 2.0"
  std::string_view scancode;  // ScanCode key of licences that SPDX does not list; may be empty
  std::string_view tag;       // tag of the Hugging Face Hub, where it is not the id in lower case; may be empty
  Category category;          // kUnknown where nobody has looked
  uint16_t flags;
};

// All licences, sorted as in the tables: SPDX, then families and own ids.
std::span<const License> AllLicenses();
// Ids of the SPDX list of exceptions, for WITH.
std::span<const std::string_view> AllExceptions();

// The licence with this id, hub tag, ScanCode key, LicenseRef- of either kind, or a common other spelling; case, blanks
// and underscores do not matter. Null if there is none, and for the tags `other` and `unknown`. O(1).
const License* Find(std::string_view name);

// The canonical spelling of an exception id; empty if there is none.
std::string_view FindException(std::string_view id);

// The id to be used in SPDX documents: the SPDX id, LicenseRef-scancode-<key>, or LicenseRef-caveat-<id>.
std::string SpdxId(const License& license);
// LicenseRef-caveat-<slug> for a name that is not known: letters, digits, '-' and '.' are kept.
std::string SpdxId(std::string_view slug);
// "My Model License v1.0" -> "my-model-license-v1.0". At most 64 bytes; "unnamed" where no letter is left (another
// script).
std::string Slug(std::string_view name);

// Other names of the same licence: SPDX id, hub tag, ScanCode key, slugs. Without the id itself, sorted.
std::vector<std::string> Aliases(const License& license);

// How much a wording says by itself.
enum class Strength : uint8_t {
  kTag,      // a licence only as the value of a licence field
  kContext,  // only beside words of licensing: "MIT", "Apache", "Gemma"
  kSure,     // wherever it stands: "Apache License 2.0", "CC BY-NC 4.0"
};

struct Match {
  const License* license = nullptr;
  uint32_t begin = 0, end = 0;  // words
  Strength strength = Strength::kTag;
  bool version = false;           // the wording told the version
  const License* also = nullptr;  // of a choice of two: "version 2 or 3", "the same terms as Perl"
};

// Where names may start: one look at a table a word, and no for nearly every word of ordinary prose. Get it once.
class Starts {
 public:
  // Can a name start at word `i`, or is it one beside which unknown names stand ("license")?
  bool operator()(const text::Words& words, uint32_t i) const {
    const uint32_t hash = Hash(words, i);
    return ((first_[hash >> 6] >> (hash & 63)) & 1) != 0 && Goes(words, i, hash);
  }
  // Which of the words [from, from + 64) can start a name by themselves, or carry one of `marks`: bit k stands for word
  // from + k. Some fifteen instructions a word.
  uint64_t Mask(const text::Words& words, uint32_t from, uint16_t marks) const;

  // Of the first eight bytes and the length. Precondition: the word is not empty.
  static uint32_t Hash(std::string_view word) {
    uint64_t head = 0;
    std::memcpy(&head, word.data(), std::min<size_t>(word.size(), 8));
    return Mix(head, word.size());
  }
  static uint32_t Hash(const text::Words& words, uint32_t i) {
    const std::string_view word = words[i];
    if (words.at(i) + 8 > words.text().size()) return Hash(word);
    uint64_t head = 0;
    std::memcpy(&head, word.data(), 8);
    return Mix(head, word.size());
  }
  static uint32_t PairHash(uint32_t first, uint32_t second) { return (first * 31 + second) & 0xFFFF; }

  // Of a rules::TableWriter or TableReader.
  template <class Archive>
  void Tables(Archive& a) {
    a(first_);
    a(table_);
    a(pairs_);
  }

 private:
  friend class StartsBuilder;
  bool Goes(const text::Words& words, uint32_t i, uint32_t hash) const {
    return table_[hash] == 2 || (i + 1 < words.size() && pairs_[PairHash(hash, Hash(words, i + 1))] != 0);
  }
  // What of `head` lies behind the word is shifted out.
  static uint32_t Mix(uint64_t head, size_t size) {
    head <<= 64 - 8 * std::min<size_t>(size, 8);
    return static_cast<uint32_t>(((head ^ size) * 0x9E3779B97F4A7C15ull) >> 48);
  }
  rules::Table<uint64_t> first_;  // a bit a hash: small enough to stay in the nearest cache
  rules::Table<uint8_t> table_;   // 0: no; 1: with the right second word; 2: yes
  rules::Table<uint8_t> pairs_;
};
const Starts& NameStarts();

// The longest name that starts at word `i`. `utf8` is what was folded (it tells GPL-2.0 from GPL-2.0+ and RAIL-M from
// RAIL++-M); it may be empty.
std::optional<Match> At(const text::Words& words, uint32_t i, std::string_view utf8);

// The longest name that all of `text` is: a field's value such as "Apache 2.0" or "cc-by-nc-4.0". Null if none.
const License* FromText(std::string_view text);

// The words of a name or title as folding leaves them, separated by single spaces. For the tables; text that may hold
// markup must be folded by text::Fold.
std::string FoldName(std::string_view name);

// The index of the tables, to be embedded (embedded.h); where it is not, it is made at the first question.
std::string CompileNames();

}  // namespace caveat::names

#endif  // CAVEAT_CLASSIFY_NAMES_H_
