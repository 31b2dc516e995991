// File: src/classify/identity.h
//
// Which known licences a document is or holds, word for word, and what was added and left out: the second witness.
//
// How: the hash of the whole document; else shingles of five words, looked up in the index, name candidates; the best
// of them are aligned word by word (classify/align.h), and the one that explains most is taken, the longest first; what
// it covers is set aside, and the rest may hold another. A text without any rare shingle costs one hash and a quarter
// of a look-up a word.
//
//   exact    every word of the licence and none besides, copyright lines, names in slots and numbers of paragraphs left
//            out of account
//   edited   nearly all of it; `added` and `missing` tell the difference (both empty: words were changed, it is not
//   known
//            where)
//   quoted   every word of it, inside a longer document
//
// An added term is never hidden: words inside of a licence, words that run on from it in the same paragraph, and
// paragraphs beside it that speak of rights and duties are `added`, and the licence is then `edited`.
//
// Places are indices of words. Time is linear in the words and in the hits. Thread-safe for distinct scratch objects.

#ifndef CAVEAT_CLASSIFY_IDENTITY_H_
#define CAVEAT_CLASSIFY_IDENTITY_H_

#include <cstdint>
#include <span>
#include <vector>

#include "classify/align.h"
#include "classify/known.h"
#include "text/words.h"

namespace caveat::classify {

struct WordRange {
  uint32_t begin = 0, end = 0;
  bool operator==(const WordRange&) const = default;
};

// `words` words of the licence are missing before word `at` of the document (words.size() for its end).
struct MissingWords {
  uint32_t at = 0, words = 0;
  bool operator==(const MissingWords&) const = default;
};

enum class How : uint8_t { kExact, kEdited, kQuoted };

struct IdentityMatch {
  LicenseRef license;
  How how = How::kEdited;
  double coverage = 0;                // share of the licence's words that stand here; 1 only if all do
  WordRange span;                     // without what was added before and after
  std::vector<WordRange> added;       // sorted; may lie outside of the span
  std::vector<MissingWords> missing;  // sorted
};

struct IdentityOptions {
  double least = 0.8;                        // coverage below which nothing is said
  std::span<const LicenseRef> without = {};  // as if these were not known
};

// Buffers, kept between documents.
struct IdentityScratch {
  struct Hit {
    uint32_t at = 0, table = 0, shingle = 0;
    bool again = false;  // it stood before in the document
  };
  struct Place {
    uint32_t a = 0, b = 0;
  };
  std::vector<uint8_t> hashes, mask, seen, used, list_marks;
  std::vector<uint32_t> at, votes, touched;
  std::vector<Hit> hits;
  std::vector<uint64_t> keys;
  std::vector<std::vector<Place>> places;  // of each candidate
  std::vector<float> best;
  std::vector<int32_t> from;
  std::vector<uint32_t> order;
  std::vector<uint8_t> covered, rejected;
  std::vector<Block> blocks;
  AlignScratch align;
};

// Sorted by place. Licences in one document do not overlap.
void Identify(const text::Words& words, const KnownLicenses& known, const IdentityOptions& options,
              IdentityScratch* scratch, std::vector<IdentityMatch>* matches);

}  // namespace caveat::classify

#endif  // CAVEAT_CLASSIFY_IDENTITY_H_
