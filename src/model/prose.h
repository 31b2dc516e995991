// File: src/model/prose.h
//
// The words of a card, and phrases that stand in them.
//
//   static const Phrases kPhrases = {"trained|built ?entirely from scratch", "based on"};
//   if (const uint32_t end = kPhrases.At(prose.words, i); end != 0) ... prose.Quote(i, end)
//
// Prose views what it was made of and is for one thread (lines are looked up lazily); Phrases are immutable.

#ifndef CAVEAT_MODEL_PROSE_H_
#define CAVEAT_MODEL_PROSE_H_

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"
#include "classify/letters.h"
#include "model/first_words.h"
#include "text/fold.h"
#include "text/span.h"
#include "text/words.h"

namespace caveat::model {

// A card cut into words, its head included.
struct Prose {
  // `text` and `words` are what Decode and Fold make of `bytes`; the Markdown begins at byte `body`.
  Prose(std::string_view bytes, uint64_t body, const text::Text& text, const text::Words& words);

  const text::Text& text;
  const text::Words& words;
  uint32_t body = 0;  // the first word behind the head
  text::LineIndex lines;

  // Of words [begin, end).
  uint64_t StartByte(uint32_t word) const { return text.SourceByte(words.begin(word)); }
  uint64_t EndByte(uint32_t word) const { return text.SourceByte(words.end(word)); }
  std::string_view Quote(uint32_t begin, uint32_t end) const {
    const uint32_t from = words.begin(begin);
    return text.utf8.substr(from, words.end(end - 1) - from);
  }
  Span SpanOf(uint32_t begin, uint32_t end) const;
  // The sentence around `word`, in words, never more than 60 on either side.
  uint32_t SentenceBegin(uint32_t word) const;
  uint32_t SentenceEnd(uint32_t word) const;
  // The first word that starts at this byte of the file or behind it.
  uint32_t WordFrom(uint64_t byte) const;
};

// How the lines of a file are to be counted: by its byte order mark.
text::Encoding EncodingOf(std::string_view bytes);

using classify::In;  // a word of a text: is it one of them?

// Phrases: words separated by spaces; "a|b" either, "a*" begins with, "?a" may be left out, "..3" up to three words
// that stay inside of the sentence. They begin with plain words and are of static storage. A word that starts none
// costs one look at a table.
class Phrases {
 public:
  Phrases(std::initializer_list<std::string_view> phrases);
  // The word after the first of them that stands at word `i`, 0 if none does.
  uint32_t At(const text::Words& words, uint32_t i) const;
  const FirstWords& first_words() const { return first_words_; }

 private:
  struct Token {
    std::vector<std::string_view> words;  // empty: a gap
    uint32_t gap = 0;
    bool optional = false;
  };
  using Phrase = std::vector<Token>;
  struct First {
    std::string_view word;
    uint16_t next = 0;  // in the same slot, 0 for the last one
    std::vector<uint16_t> phrases;
  };
  static constexpr size_t kSlots = 256;
  static Token ReadToken(std::string_view token);
  static uint32_t Match(const text::Words& words, uint32_t i, const Token* token, const Token* end);

  FirstWords first_words_;
  std::vector<Phrase> phrases_;
  std::vector<First> firsts_;  // the first one is nobody's
  std::array<uint16_t, kSlots> slots_ = {};
};

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_PROSE_H_
