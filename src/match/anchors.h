// File: src/match/anchors.h
//
// All anchors of a tier as one Hyperscan database. Hyperscan sees literals only; what it reports is a superset of where
// matches are.
//
// A database is made for the generic x86 platform when rules are compiled and embedded with them; where libhs does not
// take it (another version, another processor) it is made anew from the anchor list, which costs some 10 to 40 ms.

#ifndef CAVEAT_MATCH_ANCHORS_H_
#define CAVEAT_MATCH_ANCHORS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/bundle.h"

struct hs_database;
struct hs_scratch;

namespace caveat::match {

struct Hit {
  uint32_t anchor;  // index into Bundle::anchors
  uint32_t end;     // offset into the text, past the anchor's last byte
};

// Immutable and thread-safe once made.
class AnchorDatabase {
 public:
  // Loads the embedded database of `tier`, or compiles it (for this very machine if `native`). Null with `error` if
  // libhs refuses both.
  static std::unique_ptr<AnchorDatabase> Make(const rules::Bundle& bundle, int tier, bool native, std::string* error);
  // The serial form for the generic platform. Empty if there is no anchor or libhs fails.
  static std::string Serialize(const rules::Bundle& bundle, int tier, std::string* error);
  ~AnchorDatabase();

  // Was the embedded database taken as it is?
  bool embedded() const { return embedded_; }
  size_t size_bytes() const;

 private:
  friend class AnchorScratch;
  AnchorDatabase() = default;
  hs_database* db_ = nullptr;      // null: the tier holds no anchor
  std::vector<uint32_t> anchors_;  // Hyperscan's ids to Bundle::anchors
  bool embedded_ = false;
};

// What one thread needs to scan with some databases. Not thread-safe.
class AnchorScratch {
 public:
  AnchorScratch() = default;
  ~AnchorScratch();
  AnchorScratch(const AnchorScratch&) = delete;
  AnchorScratch& operator=(const AnchorScratch&) = delete;
  // False if there is no memory for it.
  bool Add(const AnchorDatabase& database);

  // Appends the hits in `text` (folded, at most 4 GiB), in order of their ends, `offset` added to each.
  void Scan(const AnchorDatabase& database, std::string_view text, uint32_t offset, std::vector<Hit>* hits);

 private:
  hs_scratch* scratch_ = nullptr;
};

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_ANCHORS_H_
