// File: src/classify/name_grammar.h
//
// Names of licences that are read by rule, because they are written in more ways than a table can hold:
//
//   GNU               GNU General Public License version 2 or (at your option) any later version; LGPLv2.1+; GPL (>= 2)
//   Creative Commons  CC BY-NC 4.0; Creative Commons Attribution Share Alike 3.0 Germany; 知识共享署名 4.0
//   Llama             Llama 3.1 Community License
//   the same terms    under the same terms as Perl itself
//
// Each reader starts at one word and gives the longest name there. Names written otherwise stand in licenses/names.
// Pure, thread-safe; the cost is that of the words read.

#ifndef CAVEAT_CLASSIFY_NAME_GRAMMAR_H_
#define CAVEAT_CLASSIFY_NAME_GRAMMAR_H_

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classify/names.h"
#include "text/words.h"

namespace caveat::names {

// "2.0", "v2.0", "1.3c": without the v and trailing ".0" parts, so that 2, 2.0 and v2.0 are equal. Empty: no version.
std::string_view Version(std::string_view word);

// A reader over the words of a text, or of a single name.
class Cursor {
 public:
  Cursor(const text::Words& words, uint32_t at) : words_(&words), at_(at) {}
  std::string_view Peek(uint32_t ahead = 0) const {
    return at_ + ahead < words_->size() ? (*words_)[at_ + ahead] : std::string_view();
  }
  // A name does not reach over the end of a sentence, nor out of a parenthesis it did not open.
  bool Broken(uint32_t ahead = 0) const {
    constexpr uint16_t kBreaks = text::kSentence | text::kParagraph | text::kItem | text::kSemicolon;
    return at_ + ahead >= words_->size() || (words_->marks(at_ + ahead) & kBreaks) != 0;
  }
  bool Opens() const { return !Broken() && (words_->marks(at_) & text::kParenOpen) != 0; }
  bool Capital() const { return at_ < words_->size() && (words_->marks(at_) & text::kCapital) != 0; }
  // Does the parenthesis end before this word?
  bool Closed() const {
    return ((at_ < words_->size() ? words_->marks(at_) : words_->tail_marks()) & text::kParenClose) != 0;
  }
  bool Take(std::string_view word) {
    if (Peek() != word) return false;
    ++at_;
    return true;
  }
  bool TakeAny(std::initializer_list<std::string_view> list);
  // A phrase of several words, the first of which may stand at a break (the start).
  bool TakePhrase(std::string_view phrase);
  bool TakeAnyPhrase(std::initializer_list<std::string_view> list);
  // "2.0", "v2", "version 2.0", ", version 2": the version, normalised; empty and nothing taken if there is none.
  // `closed`: right after a parenthesis, "(GPL), version 2".
  std::string_view TakeVersion(bool closed = false);
  // "(CDDL)", "(AFL 3.0)": what stands for a name that starts with `initial`; false and nothing taken if it is
  // something else. `version` is set where one is told.
  bool TakeAbbreviation(char initial, std::string_view* version);
  uint32_t at() const { return at_; }
  void set(uint32_t at) { at_ = at; }

 private:
  const text::Words* words_;
  uint32_t at_;
};

std::optional<Match> ReadGnu(const text::Words& words, uint32_t i, std::string_view utf8);
std::optional<Match> ReadCreativeCommons(const text::Words& words, uint32_t i);
std::optional<Match> ReadLlama(const text::Words& words, uint32_t i);
std::optional<Match> ReadSameTerms(const text::Words& words, uint32_t i);

// The words that the readers start with, for the table of starts: those that suffice, and those with the right second.
std::vector<std::string> GrammarStarts();
struct StartPair {
  std::string_view first, second;
};
std::vector<StartPair> GrammarPairs();

}  // namespace caveat::names

#endif  // CAVEAT_CLASSIFY_NAME_GRAMMAR_H_
