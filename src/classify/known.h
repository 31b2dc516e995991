// File: src/classify/known.h
//
// The known licences: facts and fingerprints. A licence is written down in a `.license` file
//
//   license  example-model-1.0            the id: SPDX's where there is one
//   title    Example Model License 1.0
//   steward  Example Labs
//   tags     example-1                    lists: one line each, or separated by commas
//   text     <hash>                       a fingerprint (classify/fingerprint.h); several for several wordings
//     ...
//
// and many files are compiled into one table, which is used where it lies: loading it reads its head and its records,
// that of the build its head only, and copies nothing. A table from an untrusted source is refused or harmless,
// whatever it holds.
//
// KnownLicenses is immutable once it is built; shared between threads.

#ifndef CAVEAT_CLASSIFY_KNOWN_H_
#define CAVEAT_CLASSIFY_KNOWN_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "classify/fingerprint.h"

namespace caveat::classify {

// What is said of a licence besides its words. Lists hold one entry a line in the table.
enum class Fact : uint8_t {
  kId,
  kTitle,
  kSteward,
  kVersion,     // "2.0"
  kDate,        // "2024-07-23"
  kSpdx,        // id or LicenseRef
  kOsi,         // yes, no; empty: not known
  kFsf,         // yes, no
  kFamily,      // "llama"
  kKind,        // license, research-license, aup, terms
  kLanguage,    // BCP-47; several separated by +
  kCategory,    // of the taxonomy, for the whole text
  kTags,        // list: hub tags
  kUrls,        // list
  kAliases,     // list: other ids and keys
  kSupersedes,  // list: ids
  kClauses,     // list: ids of the clauses its text holds
  kTwins,       // list: ids of licences with the same words; made by the compiler
};
inline constexpr size_t kFacts = static_cast<size_t>(Fact::kTwins) + 1;
// The word that opens the line of a fact in a `.license` file.
std::string_view FactName(Fact fact);

// One `.license` file.
struct LicenseFile {
  std::array<std::vector<std::string>, kFacts> facts;
  std::vector<Fingerprint> texts;
  const std::string& One(Fact fact) const;  // the first entry, or empty
};

bool ParseLicense(std::string_view content, LicenseFile* license, std::string* error);
std::string FormatLicense(const LicenseFile& license);

// The table of `licenses`. Equal licences give equal bytes in whatever order they come. Of licences with the same words
// one becomes the main one, and knows the others as twins.
std::string CompileKnown(std::span<const LicenseFile> licenses);

struct Posting {
  uint32_t text = 0;
  uint32_t at = 0;  // fixed word where the shingle begins
};

// A licence and the hash of a name that it has.
struct NamedLicense {
  uint32_t hash = 0, license = 0;
};

// One compiled table. Views the bytes it was loaded from.
class KnownTable {
 public:
  // `bytes` must outlive the table. Checks all that later look-ups rely on; O(records).
  static bool Load(std::string_view bytes, KnownTable* table, std::string* error);
  // The same for bytes that the build put into this binary: looks at their head only.
  static bool View(std::string_view bytes, KnownTable* table, std::string* error);

  struct Text {
    uint32_t license = 0;
    uint32_t words_begin = 0, words = 0;
    uint32_t slots_begin = 0, slots = 0;
    uint32_t segments_begin = 0, segments = 0;
    uint32_t shingles = 0;  // different ones in the index
    uint32_t voters = 0;    // of them, those that name it as a candidate: its rarest ones
    uint32_t required = 0;  // words outside of optional segments
    uint32_t twin = 0;      // the text that stands for it in the index
    Hash128 whole = {};
  };
  struct SegmentRecord {
    uint32_t end = 0, optional = 0;
    Hash128 hash = {};
  };

  uint32_t licenses() const { return licenses_; }
  std::string_view fact(uint32_t license, Fact fact) const;
  uint32_t texts() const { return static_cast<uint32_t>(texts_.size()); }
  const Text& text(uint32_t i) const { return texts_[i]; }
  std::span<const uint8_t> words(const Text& t) const { return words_.subspan(t.words_begin, t.words); }
  std::span<const Slot> slots(const Text& t) const { return slots_.subspan(t.slots_begin, t.slots); }
  std::span<const SegmentRecord> segments(const Text& t) const {
    return segments_.subspan(t.segments_begin, t.segments);
  }

  // The first licence with this id, or with this alias, SPDX id or hub tag; ASCII case ignored. O(log names).
  std::optional<uint32_t> FindNamed(std::string_view name, bool alias) const;

  // False for most keys that the table does not hold. O(1), one load.
  bool MayHold(uint32_t key) const { return !filter_.empty() && (filter_[key >> 18] >> (key >> 12 & 63) & 1) != 0; }
  // What is known of a shingle, 0 when it is not there; O(1).
  uint32_t Find(uint32_t key) const;
  // Where shingle `found` (not 0) stands, sorted by text.
  std::span<const Posting> Places(uint32_t found) const;
  // The texts for which it votes, each once. Ids may be out of range in a table from an untrusted source.
  std::span<const uint32_t> Votes(uint32_t found) const;
  // The texts whose whole hash is this one.
  std::span<const uint32_t> FindWhole(const Hash128& whole) const;

  Hash128 hash() const { return hash_; }

 private:
  uint32_t licenses_ = 0;
  Hash128 hash_ = {};
  std::span<const uint32_t> refs_;  // kFacts pairs a licence: begin, size
  std::string_view strings_;
  std::span<const Text> texts_;
  std::span<const uint8_t> words_;
  std::span<const Slot> slots_;
  std::span<const SegmentRecord> segments_;
  std::span<const uint64_t> filter_;
  std::span<const uint32_t> buckets_, keys_, starts_, vote_starts_, votes_, wholes_;
  std::span<const Posting> postings_;
  std::span<const NamedLicense> ids_, aliases_;  // by hash, then licence
};

// A licence among all that are known.
struct LicenseRef {
  uint32_t table = 0, license = 0;
  bool operator==(const LicenseRef&) const = default;
};

class KnownLicenses {
 public:
  // Those compiled into the library: one for all who ask. Never null; empty where the build left them out.
  static std::shared_ptr<const KnownLicenses> BuiltIn();
  // The built-in ones (when `built_in`) and `more`, which win over built-in ones of the same id.
  static std::shared_ptr<const KnownLicenses> With(std::span<const LicenseFile> more, bool built_in = true);

  std::span<const KnownTable> tables() const { return tables_; }
  std::optional<LicenseRef> Find(std::string_view id) const;  // by id, alias or hub tag (the first one of several),
                                                              // ASCII case ignored
  std::string_view fact(LicenseRef ref, Fact fact) const { return tables_[ref.table].fact(ref.license, fact); }
  std::vector<LicenseRef> All() const;  // sorted by id
  // Hex; changes whenever an answer could.
  const std::string& hash() const { return hash_; }

 private:
  KnownLicenses() = default;
  void Add(std::string bytes);
  void Close();
  std::vector<std::unique_ptr<std::string>> owned_;
  std::vector<KnownTable> tables_;
  std::string hash_;
};

// The entries of a list fact.
std::vector<std::string_view> Entries(std::string_view list);

}  // namespace caveat::classify

#endif  // CAVEAT_CLASSIFY_KNOWN_H_
