// File: src/classify/mention_page.h
//
// A text as the readers of mentions see it: words at places, where sentences, items and rows begin, and the links
// around words. A base of those readers; cheap to make and to copy. Not thread-safe: one a text.

#ifndef CAVEAT_CLASSIFY_MENTION_PAGE_H_
#define CAVEAT_CLASSIFY_MENTION_PAGE_H_

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "classify/letters.h"
#include "text/words.h"

namespace caveat::mention {

constexpr uint16_t kBreaks = text::kSentence | text::kParagraph | text::kItem;

using classify::In;
using classify::IsDigit;

inline bool IsLicenseWord(std::string_view word) {
  return In(word, {"license", "licenses", "licensed", "licensing", "licence", "lizenz", "licencia"});
}
inline bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

struct Link {
  uint32_t from = 0, to = 0;  // words of its text
  std::string target;
};

class Page {
 public:
  // `words` is what text::Fold made of `utf8`; both must outlive the page.
  Page(const text::Words& words, std::string_view utf8) : words_(words), utf8_(utf8) {}

  std::string_view W(uint32_t i) const { return i < words_.size() ? words_[i] : std::string_view(); }
  bool Broken(uint32_t i) const { return i >= words_.size() || Starts(i); }
  // Does a sentence, an item or the row of a table start here?
  bool Starts(uint32_t i) const {
    const uint16_t marks = words_.marks(i);
    return (marks & kBreaks) != 0 || ((marks & text::kLine) != 0 && RowStarts(i));
  }
  bool Url(uint32_t i) const { return i < words_.size() && (words_.marks(i) & text::kUrl) != 0; }
  bool Pair(uint32_t i, std::string_view first, std::string_view second) const {
    return W(i) == first && W(i + 1) == second;
  }
  std::string_view Raw(uint32_t from, uint32_t to) const {  // bytes of words [from, to)
    const uint32_t begin = words_.begin(from), end = words_.end(to - 1);
    return end <= utf8_.size() && begin < end ? utf8_.substr(begin, end - begin) : std::string_view();
  }
  // The bytes between two words.
  std::string_view Between(uint32_t to, uint32_t from) const {
    const uint32_t begin = words_.end(to - 1), end = words_.begin(from);
    return begin < end && end <= utf8_.size() ? utf8_.substr(begin, end - begin) : std::string_view();
  }
  // Is the address at word i that of a link with words of its own?
  bool InLink(uint32_t i) const {
    const uint32_t begin = words_.begin(i);
    return i > 0 && begin >= 2 && begin <= utf8_.size() && utf8_.substr(begin - 2, 2) == "](";
  }
  uint32_t SentenceStart(uint32_t i) const;
  uint32_t SentenceEnd(uint32_t i) const;

  // The link whose text holds word i: [text](target) or <a href="target">text</a>.
  std::optional<Link> LinkAround(uint32_t i) const;

 protected:
  const text::Words& words_;
  const std::string_view utf8_;

 private:
  bool RowStarts(uint32_t i) const;
  // Is there any link? Asked of texts that name something only.
  bool HoldsLinks() const;

  mutable std::optional<bool> links_;  // is there any link?
};

}  // namespace caveat::mention

#endif  // CAVEAT_CLASSIFY_MENTION_PAGE_H_
