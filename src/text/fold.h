// File: src/text/fold.h
//
// Bytes to Words. `Decode` makes UTF-8 of any bytes and keeps the way back; `Fold` cuts and normalises words.
// Both are total, deterministic, linear in the input and free of input/output. Thread-safe for distinct objects.

#ifndef CAVEAT_TEXT_FOLD_H_
#define CAVEAT_TEXT_FOLD_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/words.h"

namespace caveat::text {

enum class Encoding : uint8_t { kUtf8, kUtf8Bom, kUtf16Le, kUtf16Be, kLatin1 };

// A decoded document. `utf8` views the given bytes where they are UTF-8 already, else `storage`.
struct Text {
  std::string_view utf8;
  Encoding encoding = Encoding::kUtf8;
  bool binary = false;     // NUL bytes or control characters say that this is no text; utf8 is then empty
  bool truncated = false;  // longer than the limit; only its head was taken
  std::string storage;
  std::vector<uint32_t> source;  // for re-coded documents: source[i] is the byte of the file that utf8[i] came from,
                                 // one more entry for the end; empty: the same, plus `skip`
  uint32_t skip = 0;             // bytes of a byte order mark that utf8 leaves out

  // The byte of the file that offset `i` of utf8 (0 <= i <= size) came from.
  uint64_t SourceByte(uint32_t i) const { return source.empty() ? i + skip : source[i]; }
};

inline constexpr size_t kMaxDocumentBytes = size_t{64} << 20;

// `text` views `bytes`, which must outlive it.
void Decode(std::string_view bytes, Text* text, size_t limit = kMaxDocumentBytes);

// Word byte ranges are offsets into `utf8`; Text::SourceByte leads on to the file.
// Uses the vector instructions of the processor it runs on; the result does not depend on them.
void Fold(std::string_view utf8, Words* words);

// The same byte by byte: the oracle that tests hold Fold against.
void FoldScalar(std::string_view utf8, Words* words);
// The same with one instruction set. FoldTargets: those compiled in that this processor has (bits of
// hwy/detect_targets.h).
std::vector<int64_t> FoldTargets();
void FoldWith(int64_t target, std::string_view utf8, Words* words);

// Convenience for rule parsers and tests: the folded words of a short phrase, separated by single spaces, without outer
// spaces.
std::string FoldPhrase(std::string_view phrase);

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_FOLD_H_
