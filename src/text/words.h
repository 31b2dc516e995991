// File: src/text/words.h
//
// `Words` is a document folded to lower-case words: what every later stage reads. Identical words come out of a text
// whether it is wrapped, quoted, commented out, set in HTML or full-width letters; every word knows the bytes it came
// from.
//
//   "THE \"LICENSEE\" MAY NOT\n// sub-licence it."   ->   " the licensee may not sublicense it "
//
// Laws (tests/text/fold_test.cc):
//   * folding is total: any bytes give Words;
//   * folding text() again gives the same text();
//   * each word maps to a non-empty byte range of the source, in order, never overlapping except for words that one
//   source word
//     was split into (noncommercial -> non commercial), which share their range;
//   * equal texts have equal hash().

#ifndef CAVEAT_TEXT_WORDS_H_
#define CAVEAT_TEXT_WORDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::text {

// What stands between the previous word and this one. A word carries the union of all that applies.
enum Mark : uint16_t {
  kComma = 1 << 0,        // , 、
  kSemicolon = 1 << 1,    // ; ；
  kColon = 1 << 2,        // : ：
  kSentence = 1 << 3,     // a sentence starts here (. ! ? 。！？ before it, or any of kParagraph, kItem, kHeading)
  kParagraph = 1 << 4,    // a paragraph starts here (blank line, block tag)
  kItem = 1 << 5,         // a list item starts here: a bullet or enumerator at the start of a line
  kInlineItem = 1 << 6,   // an enumerator such as (a), (iv) or 1) inside a line
  kHeading = 1 << 7,      // this word belongs to a heading (set on every word of it)
  kQuoteOpen = 1 << 8,    // an opening quotation mark stands right before this word
  kQuoteClose = 1 << 9,   // a closing quotation mark stands between the previous word and this one
  kParenOpen = 1 << 10,   // ( right before this word
  kParenClose = 1 << 11,  // ) between the previous word and this one
  kUrl = 1 << 12,         // this word is a URL or e-mail address, folded as one word
  kCapital = 1 << 13,     // in the source this word starts with a capital letter
  kLine = 1 << 14,        // first word of a source line (whatever the wrapping means)
  kHidden = 1 << 15,      // the word held zero-width, bidi or homoglyph characters: a reader would not see it as such
};

// How a source line starts, as far as lists and headings go.
enum class Marker : uint8_t {
  kNone,
  kBullet,   // - * + •
  kDigit,    // 1. 1) (1) 1、 ①
  kDotted,   // 1.2 1.2.3
  kLower,    // a. a) (a)
  kUpper,    // A. A) (A)
  kRoman,    // i. iv) (iv) IV.
  kChinese,  // 一、 （一）
  kSection,  // Section 4. Article 5: §6 第三条
};

// One line of the source that holds words, comment leaders and list marks set aside.
struct SourceLine {
  enum Flag : uint8_t {
    kBlankBefore = 1,   // a blank line, a rule or a block tag stands before it
    kBoldOnly = 2,      // all of it is set in bold
    kTable = 4,         // a row of a table
    kItemTag = 8,       // <li>
    kBlockTag = 16,     // <p>, <div>, ... : surely a paragraph
    kJoined = 32,       // continues a word that was hyphenated at the end of the line before
    kParenMarker = 64,  // the enumerator stands in parentheses
    kBoldStart = 128,   // starts in bold
  };
  uint32_t word = 0;    // index of its first word
  uint32_t begin = 0;   // byte of its first character after leaders and list mark
  uint32_t end = 0;     // byte after its last character
  uint16_t indent = 0;  // columns before text or list mark
  uint16_t width = 0;   // columns in all
  Marker marker = Marker::kNone;
  uint16_t number = 0;  // what the mark counts: 3 for 3., c), iii.; last part of a dotted number
  uint8_t depth = 0;    // number of parts of a dotted number (1.2.3 has 3)
  uint8_t heading = 0;  // level given by markup (#, <h2>, underline); 0: none
  char terminal = 0;    // last punctuation of the line: . ! ? : ; , or 0 when it ends in a word
  uint8_t flags = 0;
};

// The words of one document. Reused between documents without allocating once its vectors have grown.
// Not thread-safe; one per thread. Copyable.
class Words {
 public:
  // The folded text: a space, then each word followed by a space. Empty document: " ".
  std::string_view text() const { return std::string_view(text_.data(), text_size_); }
  uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // Word i without its spaces. Precondition: i < size().
  std::string_view operator[](uint32_t i) const {
    const uint32_t end = (i + 1 < size_ ? at_[i + 1] : text_size_) - 1;
    return std::string_view(text_.data() + at_[i], end - at_[i]);
  }
  uint32_t at(uint32_t i) const { return at_[i]; }        // offset of word i in text()
  uint32_t begin(uint32_t i) const { return begin_[i]; }  // its bytes in the source: [begin, end)
  uint32_t end(uint32_t i) const { return end_[i]; }
  uint16_t marks(uint32_t i) const { return marks_[i]; }
  // Nesting depth of the list item or heading that word i stands in: 0 for none; items count from 1 by indentation and
  // kind of enumerator; for headings the level, 1 the highest. Same for all words of the block.
  uint8_t level(uint32_t i) const { return level_[i]; }

  // Index of the word that holds text() offset `offset`; the following word when it is a space. O(log n).
  uint32_t WordAt(uint32_t offset) const;

  // Marks that stand after the last word (closing quote, full stop: kSentence, ...).
  uint16_t tail_marks() const { return tail_marks_; }

  // 128-bit XXH3 of text(), marks left out.
  std::array<uint64_t, 2> hash() const;

  void clear();
  // For the folder and for tests: appends a word. Precondition: `word` is not empty and holds no space.
  void Append(std::string_view word, uint32_t begin, uint32_t end, uint16_t marks, uint8_t level);
  // The lines of the source that hold words, in order. Filled by Fold; empty for words that were appended by hand.
  const std::vector<SourceLine>& lines() const { return lines_; }
  void set_tail_marks(uint16_t marks) { tail_marks_ = marks; }
  // size() entries each.
  uint16_t* mutable_marks() { return marks_.data(); }
  uint8_t* mutable_levels() { return level_.data(); }

 private:
  // The arrays are as long as the longest document so far has needed, so that they are not cleared and filled anew for
  // each; size_ and text_size_ say how much of them is this one's.
  uint32_t size_ = 0;
  uint32_t text_size_ = 1;
  std::string text_ = " ";
  std::vector<uint32_t> at_, begin_, end_;
  std::vector<uint16_t> marks_;
  std::vector<uint8_t> level_;
  uint16_t tail_marks_ = 0;
  std::vector<SourceLine> lines_;
  std::vector<int32_t> scratch_;  // code points of the word being cut, when it is not plain ASCII
  friend class Folder;
};

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_WORDS_H_
