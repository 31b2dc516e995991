// File: src/text/folder.h
//
// The cutter behind Fold: one pass over the source. Line starts are read by StartLine (leaders, list marks), words are
// cut, normalised and written in place into the arrays of Words. Whether characters become words never depends on how
// lines are wrapped; what a line means (heading, item, paragraph) is decided afterwards by MarkLayout, which changes
// marks only. Its parts: fold.cc (the loop, punctuation, output), fold_word.cc (words and numbers), fold_address.cc
// (URLs, e-mail, links), fold_markup.cc (entities, tags), fold_line.cc (line starts, list marks), data_block.h (what is
// passed over), fold_vector.cc (plain stretches of ASCII with vector instructions). Private to src/text.

#ifndef CAVEAT_TEXT_FOLDER_H_
#define CAVEAT_TEXT_FOLDER_H_

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "text/ascii.h"
#include "text/codepoint.h"
#include "text/enumerator.h"
#include "text/tables.h"
#include "text/words.h"

namespace caveat::text {

// Cuts one document. Lives for one call of Fold.
class Folder {
 public:
  Folder(std::string_view source, Words* words) : s_(source), n_(static_cast<uint32_t>(source.size())), w_(*words) {}

  // All of it, byte by byte.
  void Run() {
    Begin();
    RunScalar();
    Finish();
  }
  // The same with vector instructions: `loop` takes the plain stretches (fold_vector.cc) and leaves the rest.
  template <class Loop>
  void Run(Loop loop) {
    Begin();
    loop(*this);
    RunScalar();
    Finish();
  }

  // Private to the parts of the folder; open to the vector loop, which is compiled once for each instruction set.
  static constexpr uint32_t kRoom = 512;  // free bytes of text that every word finds

  struct Tag {
    uint32_t length = 0;  // 0: no tag
    TagKind kind = TagKind::kUnknown;
    bool closing = false;
    uint8_t level = 0;
  };

  uint8_t Byte(uint32_t at) const { return static_cast<uint8_t>(s_[at]); }
  bool In(uint32_t at) const { return at < n_; }

  // The character at `at`, full-width ASCII and entities read as what they stand for. {0, 0} at the end.
  CodePoint Peek(uint32_t at) const {
    if (at >= n_) return {0, 0};
    const uint8_t c = Byte(at);
    if (c < 0x80) return c == '&' ? PeekEntity(at) : CodePoint{c, 1};
    CodePoint p = ReadUtf8(s_, at);
    if (p.cp >= 0xFF01 && p.cp <= 0xFF5E) p.cp -= 0xFEE0;
    if (p.cp == 0xFE6A) p.cp = '%';
    return p;
  }
  CodePoint PeekEntity(uint32_t at) const;
  // Last word so far, or nothing.
  std::string_view Last() const { return LastBut(0); }
  std::string_view LastBut(uint32_t back) const {
    if (count_ <= back) return {};
    const uint32_t i = count_ - 1 - back;
    const uint32_t end = i + 1 < count_ ? w_.at_[i + 1] - 1 : text_size_ - 1;
    return std::string_view(w_.text_).substr(w_.at_[i], end - w_.at_[i]);
  }

  void Begin();
  void RunScalar() {
    while (pos_ < n_) {
      const uint8_t k = kAsciiClass[Byte(pos_)];
      if ((k & kIsAlpha) != 0) {
        Word();
      } else if ((k & kIsBlank) != 0) {
        ++pos_;
      } else {
        Other();
      }
    }
  }

  // --- output
  struct Arrays {
    uint32_t *at, *begins, *ends;
    uint16_t* marks;
    char* text;
  };
  Arrays arrays() { return {w_.at_.data(), w_.begin_.data(), w_.end_.data(), w_.marks_.data(), w_.text_.data()}; }
  void Grow();
  size_t Room() const { return w_.text_.size(); }
  char* Tail() { return w_.text_.data() + text_size_; }
  void Reserve(uint32_t bytes) {
    if (text_size_ + bytes + kRoom > w_.text_.size())
      w_.text_.resize(w_.text_.size() + bytes + kRoom + w_.text_.size() / 2);
  }
  void Emit(uint32_t length, uint32_t begin, uint32_t end);
  void EmitRespelled(uint32_t length, uint32_t begin, uint32_t end);
  void EmitText(std::string_view words, uint32_t begin, uint32_t end);
  void JoinThousands();
  void PopWord() { text_size_ = w_.at_[--count_]; }

  // --- cutting
  void Word();
  void WordSlow(uint32_t begin, uint32_t length, uint32_t end);
  void Number();
  void Other();
  void OtherAscii(uint32_t cp, uint32_t length);
  void OtherWide(uint32_t cp, uint32_t length);
  void Compat(uint32_t cp, uint32_t length);
  bool Url(uint32_t begin);
  bool Email(uint32_t at);
  bool Domain(uint32_t begin, uint32_t word_end);
  bool Link(uint32_t at);
  bool Acronym(uint32_t begin);
  bool Enumerate(uint32_t begin);
  void AngleBracket();
  Tag ReadTag(uint32_t at);
  void ApplyTag(uint32_t at, const Tag& tag);
  uint32_t HyphenTarget(uint32_t at) const;
  void FinishWide(uint32_t begin, uint32_t end);

  // --- lines
  void StartLine(uint32_t at, bool first);
  // The first \n or \r at or behind `at`; npos for none.
  size_t LineEnd(size_t at) const {
    const size_t newline = s_.find('\n', at);
    const size_t carriage = s_.substr(0, newline).find('\r', at);
    return std::min(newline, carriage);
  }
  void Finish();
  void EndLine(uint32_t at);
  // What stands before the text of the line just pushed: a bullet perhaps, or <h2> and the like around it.
  void HeadLine(bool bullet, uint32_t indent) {
    SourceLine& line = w_.lines_.back();
    if (bullet) {
      line.marker = Marker::kBullet;
      line.depth = 0;
      line.number = 0;
      line.flags = static_cast<uint8_t>(line.flags & ~SourceLine::kParenMarker);
      line.indent = static_cast<uint16_t>(std::min<uint32_t>(indent, 0xFFFF));
    }
    if (heading_tag_ != 0) line.heading = static_cast<uint8_t>(heading_tag_);
  }
  // A dash at the start of a wrapped line is punctuation: not so behind a blank line, in a list, when indented or when
  // the line above was ended on purpose.
  bool ExpectsBullet(bool paragraph, uint32_t indent) const {
    const bool listed = !w_.lines_.empty() && w_.lines_.back().marker == Marker::kBullet;
    return paragraph || listed || previous_terminal_ != 0 || previous_width_ < 45 || indent >= 2;
  }
  void PushLine(uint32_t begin, uint32_t indent, uint8_t flags);
  bool AcceptEnumerator(const Enumerator& e, bool at_line_start, bool paragraph_start) const;
  bool IsReference(const Enumerator& e) const;
  bool HashRun(uint32_t at) const;
  uint32_t LeaderLength(uint32_t q, char* kind);
  uint32_t SkipRule(uint32_t q, bool blank_above);
  bool LeaderRun(uint32_t at, std::string_view leader) const;

  void Stop(uint8_t kind, char punct, uint32_t after) {
    stop_ = kind;
    stop_end_ = after;
    last_punct_ = punct;
  }
  void Punct(uint16_t mark, char punct) {
    pending_ |= mark;
    last_punct_ = punct;
    if (punct == ',' || punct == ';' || punct == ':') stop_ = 0;
  }

  const std::string_view s_;
  const uint32_t n_;
  Words& w_;
  const SpellingFilter& spelling_ = SpellingFilter::Get();
  uint32_t pos_ = 0;

  uint32_t text_size_ = 1;  // bytes of text written
  uint32_t count_ = 0;      // words written
  uint32_t capacity_ = 0;

  uint16_t pending_ = 0;   // marks of the next word
  uint8_t stop_ = 0;       // 1: a full stop stands before the next word, 2: ! ? 。
  uint32_t stop_end_ = 0;  // byte after it
  char last_punct_ = 0;    // last sentence punctuation since the last word, 0: none
  bool quote_open_ = false;
  bool single_open_ = false;
  uint32_t depth_ = 0;             // open parentheses in this paragraph
  uint32_t reference_ = 0xFFFFFF;  // index of the word that an enumerator was kept as
  uint32_t next_gt_ = 0;           // the next '>' at or behind a '<', cached: tags are found in linear time
  bool unclosed_ = false;          // some <script> or <style> has no end: search no more
  bool hidden_ = false;            // the next word follows a bidi override
  bool bold_ = false;              // inside ** or <b>

  Sequence sequence_;
  // the line being read
  uint32_t line_begin_ = 0;
  uint32_t previous_width_ = 0;
  char previous_terminal_ = 0;
  char leader_ = 0;          // leader of the last line, for runs
  bool in_comment_ = false;  // inside /* */
  bool in_fence_ = false;
  bool open_fence_ = false;  // some fence is never closed: search no more
  uint32_t front_end_ = 0;   // byte where the front matter ends; 0 without one
  uint32_t heading_tag_ = 0;
  bool blank_before_ = false;
};

// Ends the word that was written at Tail(). One word: no space in it.
inline void Folder::Emit(uint32_t length, uint32_t begin, uint32_t end) {
  if (count_ == capacity_) Grow();
  uint16_t marks = pending_;
  const uint8_t c = Byte(begin);
  if (IsUpper(c)) marks |= kCapital;
  if (stop_ != 0) {
    const bool spaced = stop_end_ < begin && (stop_ == 2 || IsBlank(Byte(stop_end_)) || begin > stop_end_);
    const bool starts =
        IsUpper(c) || IsDigit(c) || c >= 0x80 || (marks & kQuoteOpen) != 0 || (stop_ == 2 && begin == stop_end_);
    if (stop_ == 3 || (spaced && starts)) marks |= kSentence;
    stop_ = 0;
  }
  if (hidden_) {
    marks |= kHidden;
    hidden_ = false;
  }
  pending_ = 0;
  last_punct_ = 0;
  w_.at_[count_] = text_size_;
  w_.begin_[count_] = begin;
  w_.end_[count_] = end;
  w_.marks_[count_] = marks;
  ++count_;
  char* const t = Tail();
  const bool thousands = length == 3 && t[0] == '0' && t[1] == '0' && t[2] == '0';
  t[length] = ' ';
  text_size_ += length + 1;
  if (text_size_ + kRoom > w_.text_.size()) w_.text_.resize(w_.text_.size() + w_.text_.size() / 2 + kRoom);
  if (thousands) JoinThousands();
}

inline void Folder::EmitRespelled(uint32_t length, uint32_t begin, uint32_t end) {
  if (spelling_.MayHave(Tail(), length)) {
    const std::string_view other = Respelled(std::string_view(Tail(), length));
    if (!other.empty()) return EmitText(other, begin, end);
  }
  Emit(length, begin, end);
}

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_FOLDER_H_
