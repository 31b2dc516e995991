// File: src/text/tables.h
//
// The tables that folding reads: spelling pairs, contractions, hyphen habits, abbreviations, look-alike letters, HTML
// names, traditional and simplified Han. All are immutable and built at first use; every function is thread-safe and
// allocates nothing afterwards. Words are given folded (lower-case) unless said otherwise.

#ifndef CAVEAT_TEXT_TABLES_H_
#define CAVEAT_TEXT_TABLES_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace caveat::text {

// What a word is written as in folded text when that differs: "licence" -> "license", "noncommercial" -> "non
// commercial", "cannot" -> "can not". Empty when the word stays. No word of a replacement is replaced itself.
std::string_view Respelled(std::string_view word);

// Cheap filter before Respelled: false means that it would return nothing. `word` needs 8 readable bytes behind its
// end.
bool MayBeRespelled(const char* word, uint32_t length);

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

// The code point of an HTML entity name such as "nbsp" (case matters); 0 for none.
uint32_t EntityCodePoint(std::string_view name);

enum class TagKind : uint8_t { kUnknown, kInline, kLineBreak, kBlock, kItem, kHeading, kCell, kBold, kSkipContent };
// `name` in lower case.
TagKind KindOfTag(std::string_view name);

// Every word that Respelled changes, with what it becomes; for tests of the table.
const std::vector<std::pair<std::string_view, std::string_view>>& RespelledWords();

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_TABLES_H_
