// File: src/text/tables.h
//
// The tables that folding reads: spelling pairs, contractions, hyphen habits, abbreviations, look-alike letters, HTML
// names, traditional and simplified Han. All are immutable and built at first use; every function is thread-safe and
// allocates nothing afterwards. Words are given folded (lower-case) unless said otherwise.

#ifndef CAVEAT_TEXT_TABLES_H_
#define CAVEAT_TEXT_TABLES_H_

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace caveat::text {

// What a word is written as in folded text when that differs: "licence" -> "license", "noncommercial" -> "non
// commercial", "cannot" -> "can not". Empty when the word stays. No word of a replacement is replaced itself.
std::string_view Respelled(std::string_view word);

// Cheap filter before Respelled: a Bloom set of the words it changes, two bits of one 64-bit block each. Taken once a
// document, so that a look-up is a multiplication and a load.
class SpellingFilter {
 public:
  static const SpellingFilter& Get();

  // False means that Respelled would return nothing. `word` needs 8 readable bytes behind its end.
  bool MayHave(const char* word, uint32_t length) const { return Has(HashOf(word, length)); }
  // The same for a word of ASCII letters and digits that is not lowered yet.
  bool MayHaveRaw(const char* word, uint32_t length) const {
    uint64_t head, tail;
    std::memcpy(&head, word, 8);
    std::memcpy(&tail, word + (length < 8 ? 0 : length - 8), 8);
    return Has(Mix(head | 0x2020202020202020u, tail | 0x2020202020202020u, length));
  }
  bool Has(uint64_t h) const {
    const uint64_t bits = uint64_t{1} << (h >> 46 & 63) | uint64_t{1} << (h >> 40 & 63);
    return (blocks_[h >> (64 - kBlockBits)] & bits) == bits;
  }
  void Add(const char* word, uint32_t length) {
    const uint64_t h = HashOf(word, length);
    blocks_[h >> (64 - kBlockBits)] |= uint64_t{1} << (h >> 46 & 63) | uint64_t{1} << (h >> 40 & 63);
  }

  // Of the first and last 8 bytes and the length.
  static uint64_t HashOf(const char* word, uint32_t length) {
    uint64_t head, tail;
    std::memcpy(&head, word, 8);
    std::memcpy(&tail, word + (length < 8 ? 0 : length - 8), 8);
    return Mix(head, tail, length);
  }

 private:
  static uint64_t Mix(uint64_t head, uint64_t tail, uint32_t length) {
    if (length < 8) head = tail = head & ((uint64_t{1} << (8 * length)) - 1);
    return ((head ^ (tail << 1 | tail >> 63)) + length) * 0x9E3779B97F4A7C15u;
  }
  static constexpr int kBlockBits = 10;
  uint64_t blocks_[1 << kBlockBits] = {};
};

// "it" + "s" -> "it is", "can" + "t" -> "can not", "you" + "re" -> "you are": what a contraction stands for; empty for
// none. `head` is the part before the apostrophe, `tail` the part after it. Possessives ("licensor" + "s") give none.
std::string_view Expanded(std::string_view head, std::string_view tail);

// A hyphen after this word is dropped and the parts are joined: sub-license, re-distribute; e-mail.
bool JoinsAcrossHyphen(std::string_view first, std::string_view second);

// At the end of a line: "royalty-" / "free" are two words, "commer-" / "cial" one.
bool SplitsAtLineEnd(std::string_view first, std::string_view second);

// "etc", "inc", "no": a full stop after it ends no sentence.
bool IsAbbreviation(std::string_view word);
// "one" ... "hundred": a number in parentheses behind it repeats it.
bool IsNumberWord(std::string_view word);
// "section", "clause", "version": a number or letter behind it is a reference, not a list mark.
bool TakesReference(std::string_view word);
// "version", "than": a number behind it belongs to it, even with a stop.
bool TakesNumber(std::string_view word);
// "section", "article": with a number and a stop, an enumerator at the start of a paragraph.
bool IsSectionWord(std::string_view word);
// "attachment", "exhibit": with a letter or number, the start of a heading.
bool IsAttachmentWord(std::string_view word);
// The last label of a host name. `bare`: trusted without a path behind it.
bool IsTopLevelDomain(std::string_view label, bool bare);

// The Latin letter that a Cyrillic, Greek, Cherokee or other letter looks like; 0 for none.
uint32_t Lookalike(uint32_t cp);

// The simplified form of a Han character of the BMP, or itself.
uint32_t Simplified(uint32_t cp);
// The same as a table, from kFirstSimplified to U+9FFF.
inline constexpr uint32_t kFirstSimplified = 0x3400;
const uint16_t* SimplifiedTable();

// The code point of an HTML entity name such as "nbsp" (case matters); 0 for none.
uint32_t EntityCodePoint(std::string_view name);

enum class TagKind : uint8_t { kUnknown, kInline, kLineBreak, kBlock, kItem, kHeading, kCell, kBold, kSkipContent };
// `name` in lower case.
TagKind KindOfTag(std::string_view name);

// Every word that Respelled changes, with what it becomes; for tests of the table.
const std::vector<std::pair<std::string_view, std::string_view>>& RespelledWords();

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_TABLES_H_
