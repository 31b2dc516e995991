// File: src/rules/bundle.h
//
// Compiled rules: flat tables that the matcher walks, and their serial form, which is embedded in the library and used
// where it lies. Plain data. Patterns are graphs of shared nodes (equal parts of different rules are one node); words
// are vocabulary ids.

#ifndef CAVEAT_RULES_BUNDLE_H_
#define CAVEAT_RULES_BUNDLE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "rules/table.h"

namespace caveat::rules {

inline constexpr uint32_t kNone = 0xffffffff;
inline constexpr uint32_t kBundleVersion = 2;
// A match may span so many words on either side of its anchor.
inline constexpr int kMaxReach = 240;
// A guard or the pattern of a parameter's value may span so many words.
inline constexpr int kMaxGuardReach = 127;
// BGuard::ends: the pattern must begin (end) where its window or a sentence begins (ends).
inline constexpr uint8_t kAtBegin = 1, kAtEnd = 2;

enum class Op : uint8_t { kWords, kGap, kSeq, kAlt, kOptional, kCapture, kBegin };

struct BNode {
  Op op;
  uint8_t nullable;                 // can match nothing
  uint8_t cross;                    // kGap: over sentence ends
  uint8_t capture;                  // kCapture: its kind
  uint32_t n;                       // kGap: words; kCapture: string id of its name
  uint32_t first, count;            // kWords: ids; kSeq, kAlt, kOptional: kids
  uint32_t stem_first, stem_count;  // kWords: stems, as string ids; vocabulary words that they begin are among the ids
  uint64_t head,
      tail;  // Bloom masks (vocabulary id mod 63; bit 63: any unknown word) of the words it may begin and end with
};

struct BLine {
  uint8_t kind, clause, polarity, grade, at, in_definitions, at_begin, at_end;
  uint32_t variant_first, variant_count;
  uint32_t guard_first, guard_count;
  uint32_t set_first, set_count;
  uint32_t source;   // string id: "clauses/use/spam.clause:12"
  uint32_t name;     // string id of a mark or lead, else kNone
  uint32_t pattern;  // string id of its source text, for people
};

// One way to read a line: elements in order, of which [anchor_begin, anchor_end) are literal and searched for.
struct BVariant {
  uint32_t line;
  uint32_t element_first, element_count;  // in kids
  uint16_t anchor_begin, anchor_end;
};

struct BAnchor {
  uint32_t text;  // string id: " word word " (no last space where the last word is a stem)
  uint8_t words;  // how many
  uint8_t open;   // ends in a stem
  uint8_t tier;   // 0: searched everywhere; 1: searched inside scopes only
  uint8_t spare = 0;
  uint32_t ref_first, ref_count;  // in refs: variants
};

struct BGuard {
  uint8_t needs, where, near;
  uint8_t ends;   // kAtBegin, kAtEnd
  uint32_t node;  // kNone where a mark is asked for
  uint32_t mark;  // string id of its name
};

struct BSet {
  uint8_t kind;  // Param::Kind
  uint8_t spare[7] = {};
  int64_t number;
  uint32_t name, text;  // string ids
};

struct BParamRule {
  uint8_t clause, where;
  uint16_t near;
  uint32_t name;
  uint32_t value_first, value_count;
};

struct BValue {
  uint32_t value;  // string id
  uint32_t node;   // kNone: the default
};

struct Bundle {
  StringPool vocab;  // sorted bytewise: id = rank
  StringPool strings;
  Table<BNode> nodes;
  Table<uint32_t> ids, kids, stems, refs;
  Table<BLine> lines;
  Table<BVariant> variants;
  Table<BAnchor> anchors;
  Table<BGuard> guards;
  Table<BSet> sets;
  Table<BParamRule> params;
  Table<BValue> values;
  std::string hash;           // hex XXH3-128 of everything above
  Table<char> databases[2];   // serialised anchor databases by tier for the generic platform; may be empty
  Table<char> engine_tables;  // what the engine makes of the tables above (match/engine.h); may be empty

  // 1 << (id mod 63); unknown words have bit 63.
  static uint64_t Bit(uint32_t id) { return id == kNone ? uint64_t{1} << 63 : uint64_t{1} << (id % 63); }
};

// Sets bundle->hash from the tables.
void HashBundle(Bundle* bundle);

// The serial form: magic, version, tables. Little-endian.
std::string Serialize(const Bundle& bundle);
// Both views: `bytes` must be 8-byte aligned and outlive the bundle.
//
// Bytes from anywhere. False if they are no bundle of this version or are cut off, damaged or inconsistent; `error`
// says what, and `bundle` is unspecified. Leaves out engine_tables, which nobody can check.
bool Deserialize(std::string_view bytes, Bundle* bundle, std::string* error);
// Bytes that the build put into this binary: their contents are taken as they are. A test holds them against
// Deserialize.
bool ViewEmbedded(std::string_view bytes, Bundle* bundle);

}  // namespace caveat::rules

#endif  // CAVEAT_RULES_BUNDLE_H_
