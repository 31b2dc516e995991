#include "text/layout.h"

#include <algorithm>
#include <array>

#include "text/tables.h"

namespace caveat::text {
namespace {

constexpr uint32_t kMostHeadingWords = 14;
constexpr uint32_t kFewestCapitalWords = 7;  // a shorter line in capitals above another is a title of two lines

bool IsLowerByte(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpperByte(char c) { return c >= 'A' && c <= 'Z'; }
bool IsHanWord(std::string_view w) { return !w.empty() && static_cast<uint8_t>(w[0]) >= 0xE3; }

class Layout {
 public:
  Layout(std::string_view source, const std::vector<SourceLine>& lines, Words* words)
      : s_(source), lines_(lines), w_(*words), marks_(words->mutable_marks()), levels_(words->mutable_levels()) {}

  void Run() {
    Measure();
    for (size_t i = 0; i < lines_.size(); ++i) Line(i);
  }

 private:
  struct Open {
    uint16_t indent;
    Marker marker;
    uint8_t depth;
    bool paren;
    bool roman;       // counts i, ii, iii
    uint16_t number;  // of its last item
  };

  uint32_t First(size_t i) const { return lines_[i].word; }
  uint32_t Last(size_t i) const { return i + 1 < lines_.size() ? lines_[i + 1].word : w_.size(); }
  bool Has(size_t i, uint8_t flag) const { return (lines_[i].flags & flag) != 0; }
  char SourceByte(uint32_t word) const { return s_[w_.begin(word)]; }

  // The width that prose is wrapped at; 0 when its paragraphs are long lines.
  void Measure() {
    uint32_t widest = 0, total = 0;
    std::array<uint32_t, 256> histogram{};
    for (const SourceLine& line : lines_) {
      widest = std::max<uint32_t>(widest, line.width);
      ++histogram[std::min<uint32_t>(line.width, 255)];
      ++total;
    }
    if (widest > 200 || total < 4) {
      wrap_ = widest > 200 ? 0 : widest;
      return;
    }
    wrap_ = widest;
    // A few lines may stick out: 95 of 100 do not.
    uint32_t seen = 0;
    for (uint32_t w = 0; w < 256; ++w) {
      seen += histogram[w];
      if (seen * 100 >= total * 95) {
        wrap_ = std::min(widest, w + 4);
        break;
      }
    }
  }

  // Line i was ended on purpose: the first word of the next would have fitted on it.
  bool HardEnd(size_t i) const {
    if (i + 1 >= lines_.size()) return true;
    if (wrap_ == 0) return true;
    const uint32_t next = First(i + 1);
    const uint32_t room = next < w_.size() ? static_cast<uint32_t>(w_[next].size()) : 0;
    return lines_[i].width + 1 + room + 3 < wrap_;
  }

  // A paragraph starts with line i.
  bool Breaks(size_t i) const {
    if (i == 0) return true;
    const SourceLine& line = lines_[i];
    const SourceLine& above = lines_[i - 1];
    if (Has(i, SourceLine::kJoined)) return false;
    if (line.marker != Marker::kNone || line.heading != 0 || above.heading != 0)
      return Has(i, SourceLine::kBlankBefore);
    const uint32_t first = First(i);
    const bool lower = IsLowerByte(SourceByte(first));
    if (Has(i, SourceLine::kBlockTag)) return true;
    if (Has(i, SourceLine::kBlankBefore)) {
      // A blank line inside a sentence: page breaks of PDFs, mail wrapping.
      const bool open = above.terminal == 0 || above.terminal == ',';
      const bool same_indent = line.indent <= above.indent + 1;
      const bool inside = open && lower && same_indent && (marks_[first] & kQuoteOpen) == 0 && !heading_ &&
                          lines_[i].width > 0 && Last(i - 1) - First(i - 1) >= 1;
      return !inside;
    }
    if (lower || !HardEnd(i - 1)) return false;
    // Paragraphs that are single lines.
    return above.terminal == '.' || above.terminal == ';' || above.terminal == ':' || above.terminal == '!' ||
           above.terminal == '?';
  }

  // --- headings
  struct Case {
    uint32_t letters = 0, capitals = 0, small = 0, upper = 0, han = 0, urls = 0;
  };
  // Counts of words [a, b): capitals are words with a first capital, small are longer words without, upper those all in
  // capitals.
  Case Count(uint32_t a, uint32_t b) const {
    Case c;
    for (uint32_t i = a; i < b; ++i) {
      const std::string_view word = w_[i];
      if ((marks_[i] & kUrl) != 0) ++c.urls;
      if (IsHanWord(word)) {
        ++c.han;
        continue;
      }
      if (!IsLowerByte(word[0]) && static_cast<uint8_t>(word[0]) < 0x80) continue;
      ++c.letters;
      const uint32_t begin = w_.begin(i), end = w_.end(i);
      if (IsUpperByte(s_[begin])) {
        ++c.capitals;
      } else if (word.size() >= 5 && IsLowerByte(s_[begin])) {
        // Parts of hyphenated compounds after the first need no capital.
        if (begin == 0 || s_[begin - 1] != '-') ++c.small;
      }
      if (!std::any_of(s_.begin() + begin, s_.begin() + end, IsLowerByte)) ++c.upper;
    }
    return c;
  }
  bool TitleLike(uint32_t a, uint32_t b) const {
    const Case c = Count(a, b);
    if (c.urls != 0) return false;
    if (c.han > 0 && c.letters == 0) return b - a <= 20;
    if (c.han > 0) return b - a <= 20 && c.small <= 2;
    return c.letters > 0 && c.small == 0 && c.capitals > 0 && c.capitals * 3 >= c.letters;
  }
  bool AllCaps(uint32_t a, uint32_t b) const {
    const Case c = Count(a, b);
    return c.letters > 0 && c.upper == c.letters && c.urls == 0;
  }

  // Line i stands alone: ended on purpose on both sides.
  bool Alone(size_t i) const {
    const bool above =
        i == 0 || Has(i, SourceLine::kBlankBefore) || lines_[i].marker != Marker::kNone || heading_ || HardEnd(i - 1);
    const bool below = i + 1 >= lines_.size() || Has(i + 1, SourceLine::kBlankBefore) ||
                       lines_[i + 1].marker != Marker::kNone || lines_[i + 1].heading != 0 || HardEnd(i);
    return above && below;
  }
  bool NextStartsLower(size_t i) const {
    if (i + 1 >= lines_.size()) return false;
    return lines_[i + 1].marker == Marker::kNone && IsLowerByte(SourceByte(First(i + 1)));
  }
  bool SameMarker(size_t i, size_t k) const {
    return lines_[i].marker == lines_[k].marker && lines_[i].depth == lines_[k].depth &&
           Has(i, SourceLine::kParenMarker) == Has(k, SourceLine::kParenMarker);
  }
  // Short siblings directly around line i: a list of names, not a row of headings.
  bool HasSiblings(size_t i) const {
    const bool next = i + 1 < lines_.size() && SameMarker(i, i + 1) && lines_[i + 1].number == lines_[i].number + 1;
    const bool previous = i > 0 && SameMarker(i, i - 1) && !heading_ && lines_[i - 1].number + 1 == lines_[i].number;
    return next || previous;
  }

  // A line of a paragraph in capitals ("IN NO EVENT SHALL ...") that goes on below.
  bool RunsOnInCapitals(size_t i) const {
    if (Last(i) - First(i) < kFewestCapitalWords || i + 1 >= lines_.size() || lines_[i].terminal == ':') return false;
    if (Has(i + 1, SourceLine::kBlankBefore) || lines_[i + 1].marker != Marker::kNone) return false;
    return AllCaps(First(i), Last(i)) && AllCaps(First(i + 1), Last(i + 1));
  }

  // Level of the heading that line i is as a whole; 0 for none.
  uint8_t HeadingLevel(size_t i) const {
    const SourceLine& line = lines_[i];
    const uint32_t a = First(i), b = Last(i);
    if (b == a) return 0;
    // "# You must not harm people." is a comment, not a heading.
    if (line.heading != 0 && line.terminal == '.' && b - a > 4 && !TitleLike(a, b)) return 0;
    if (line.heading != 0) return std::min<uint8_t>(line.heading, 9);
    if (line.marker == Marker::kBullet || Has(i, SourceLine::kTable) || Has(i, SourceLine::kJoined)) return 0;
    const uint32_t count = b - a;
    const bool han = IsHanWord(w_[a]);
    if (count > (han ? 24u : kMostHeadingWords)) return 0;
    if (!Alone(i) || NextStartsLower(i) || RunsOnInCapitals(i)) return 0;
    // A sentence that begins inside the line: at most a run-in heading.
    for (uint32_t k = a + 3; k < b; ++k)
      if ((marks_[k] & kSentence) != 0) return 0;
    const char terminal = line.terminal;
    const bool numbered = line.marker == Marker::kDigit || line.marker == Marker::kDotted ||
                          line.marker == Marker::kSection || line.marker == Marker::kRoman ||
                          line.marker == Marker::kUpper || line.marker == Marker::kChinese;
    if (Has(i, SourceLine::kBoldOnly) && terminal != ';' && terminal != ',' && line.marker != Marker::kLower) {
      return numbered ? Depth(line) : 2;
    }
    if (numbered) {
      if (terminal == ';' || terminal == ',' || terminal == '!' || terminal == '?') return 0;
      if (terminal == ':' && !AllCaps(a, b) && (han || count > 4)) return 0;
      if (terminal == '.' && (!TitleLike(a, b) || count > 8)) return 0;
      if (Has(i, SourceLine::kParenMarker) && !AllCaps(a, b)) return 0;
      // The last of a tight list.
      if (i > 0 && !heading_ && SameMarker(i, i - 1) && lines_[i - 1].number + 1 == line.number &&
          !Has(i, SourceLine::kBlankBefore) && !AllCaps(a, b))
        return 0;
      if (HasSiblings(i) && !AllCaps(a, b) && line.marker != Marker::kSection && !Followed(i)) return 0;
      return TitleLike(a, b) || AllCaps(a, b) ? Depth(line) : 0;
    }
    if (line.marker != Marker::kNone) return 0;
    if (count >= 2 && count <= 12 && IsAttachmentWord(w_[a]) && IsUpperByte(SourceByte(a)) && terminal != '.' &&
        terminal != ';' && terminal != ',' && (w_[a + 1].size() <= 4) &&
        (TitleLike(a, b) || Has(i, SourceLine::kBlankBefore))) {
      return 1;
    }
    if (terminal == '.' || terminal == ';' || terminal == ',' || terminal == '!' || terminal == '?') return 0;
    if (InList(i)) return 0;
    if (w_[a] == "copyright" || w_[a] == "version" || w_[a] == "dated" || w_[a] == "last" || w_[a] == "date") return 0;
    const bool above = i == 0 || Has(i, SourceLine::kBlankBefore);
    const bool below =
        i + 1 >= lines_.size() || Has(i + 1, SourceLine::kBlankBefore) || lines_[i + 1].marker != Marker::kNone;
    if (AllCaps(a, b) && (above || below || i == 0 || lines_[i - 1].terminal != 0) && terminal == 0) return 1;
    if (AllCaps(a, b) && above && terminal == ':') return 1;
    if (terminal != 0) return 0;
    if (i == 0) return count <= 12 && (TitleLike(a, b) || han) ? 1 : 0;
    if (han && std::any_of(marks_ + a + 1, marks_ + b, [](uint16_t m) { return (m & (kColon | kComma)) != 0; }))
      return 0;
    if (han)
      return above && (below || Has(i, SourceLine::kBlankBefore)) && count <= 16 && (marks_[a] & kQuoteOpen) == 0 ? 2
                                                                                                                  : 0;
    return above && below && count <= 9 && TitleLike(a, b) && (marks_[a] & kQuoteOpen) == 0 ? 2 : 0;
  }
  // Text that is not a sibling comes after the numbered line i.
  bool Followed(size_t i) const {
    if (i + 1 >= lines_.size()) return false;
    return !SameMarker(i, i + 1) || lines_[i + 1].number != lines_[i].number + 1;
  }
  // An unmarked line that is deeper than the lead of a list it stands in.
  bool InList(size_t i) const { return lead_ && lines_[i].indent > lead_indent_; }

  static uint8_t Depth(const SourceLine& line) {
    if (line.marker == Marker::kDotted) return std::max<uint8_t>(2, line.depth);
    return line.marker == Marker::kSection || line.marker == Marker::kChinese ? 1 : 1;
  }

  // Words [a, result) of line i are a heading and a sentence follows in the same paragraph; a for none.
  uint32_t RunIn(size_t i, bool paragraph) const {
    const SourceLine& line = lines_[i];
    const uint32_t a = First(i), b = Last(i);
    const bool numbered = line.marker != Marker::kNone && line.marker != Marker::kBullet;
    if (!numbered && !(Has(i, SourceLine::kBoldStart) && paragraph)) return a;
    if ((marks_[a] & kQuoteOpen) != 0) return a;
    const uint32_t most = std::min(b, a + 11);
    for (uint32_t k = a + 1; k < most; ++k) {
      const uint16_t m = marks_[k];
      if ((m & (kSemicolon | kQuoteOpen | kQuoteClose | kParenOpen | kUrl)) != 0 && (m & (kSentence | kColon)) == 0)
        return a;
      if ((m & (kSentence | kColon)) == 0) continue;
      if (IsHanWord(w_[a])) return (m & kColon) != 0 && k - a <= 10 ? k : a;
      if ((m & kSentence) == 0 && !(IsUpperByte(SourceByte(k)) && numbered)) return a;
      return TitleLike(a, k) ? k : a;
    }
    return a;
  }

  // --- lists
  // What a mark of one letter counts as a roman number: 1 for i, 5 for v; longer ones are known to be roman.
  static uint16_t Roman(const SourceLine& line) {
    if (line.marker == Marker::kRoman) return line.number;
    if (line.marker != Marker::kLower && line.marker != Marker::kUpper) return 0;
    switch (line.number) {
      case 9:
        return 1;
      case 22:
        return 5;
      case 24:
        return 10;
      default:
        return 0;
    }
  }

  // The level of the item that line i begins: goes on an open list where its number does, else opens one.
  uint8_t Nest(size_t i) {
    const SourceLine& line = lines_[i];
    const bool paren = Has(i, SourceLine::kParenMarker);
    const uint16_t roman = Roman(line);
    while (open_ > 0 && stack_[open_ - 1].indent > line.indent + 1) --open_;
    const auto alike = [&](const Open& o) { return o.paren == paren && o.depth == line.depth; };
    const auto take = [&](size_t k, uint16_t number) {
      open_ = k + 1;
      stack_[k].indent = line.indent;
      stack_[k].number = number;
      return static_cast<uint8_t>(open_);
    };
    if (line.marker != Marker::kBullet && line.marker != Marker::kNone) {
      for (size_t k = open_; k-- > 0;) {
        const Open& o = stack_[k];
        if (!alike(o) || stack_[k].indent + 3 < line.indent) continue;
        if (o.roman && roman == o.number + 1) return take(k, roman);
        if (!o.roman && o.marker == line.marker && line.number == o.number + 1) return take(k, line.number);
      }
    }
    const bool first = line.number == 1 || roman == 1;
    const bool below = first && i > 0 && lines_[i - 1].terminal == ':' && open_ > 0;  // an item that introduces a list
    const bool counts_roman = roman != 0 && line.number != 1;
    if (!below) {
      for (size_t k = open_; k-- > 0;) {
        const Open& o = stack_[k];
        const bool same = alike(o) && (counts_roman ? o.roman : !o.roman && o.marker == line.marker);
        if (!same || !(o.indent + 1 >= line.indent || line.marker != Marker::kBullet)) continue;
        if (o.indent + 3 < line.indent) break;
        return take(k, counts_roman ? roman : line.number);
      }
    }
    if (open_ < stack_.size())
      stack_[open_++] = {line.indent, line.marker, line.depth, paren, counts_roman, counts_roman ? roman : line.number};
    return static_cast<uint8_t>(open_);
  }

  void Set(uint32_t a, uint32_t b, uint8_t level) { std::fill(levels_ + a, levels_ + b, level); }

  void Line(size_t i) {
    const SourceLine& line = lines_[i];
    const uint32_t a = First(i), b = Last(i);
    if (a >= b) return;
    if (!Has(i, SourceLine::kJoined)) marks_[a] |= kLine;
    // An unmarked line further out than the list it follows ends the list.
    const bool outside = i > 0 && open_ > 0 && line.marker == Marker::kNone && line.indent < stack_[0].indent &&
                         HardEnd(i - 1) && IsUpperByte(SourceByte(a)) && !Has(i, SourceLine::kJoined);
    const bool paragraph = Breaks(i) || outside;
    const uint8_t heading = HeadingLevel(i);
    const bool marked = line.marker != Marker::kNone || Has(i, SourceLine::kItemTag);
    marks_[a] &= static_cast<uint16_t>(~(marked ? kInlineItem : 0));
    if (heading != 0) {
      for (uint32_t k = a; k < b; ++k) marks_[k] |= kHeading;
      marks_[a] |= kSentence | kParagraph;
      if (b < w_.size()) marks_[b] |= kSentence | kParagraph;
      Set(a, b, heading);
      heading_ = true;
      open_ = 0;
      lead_ = false;
      level_ = 0;
      return;
    }
    const bool after_heading = heading_;
    heading_ = false;
    if (paragraph || after_heading) marks_[a] |= kParagraph | kSentence;
    bool item = marked;
    // Lists by indentation alone: paragraphs deeper than the lead that ended in a colon.
    const bool broken = paragraph || (i > 0 && HardEnd(i - 1) && IsUpperByte(SourceByte(a)));
    if (!item && lead_ && line.indent > lead_indent_ + 1 && (broken || line.indent != lines_[i - 1].indent)) {
      // In the middle of a sentence a deeper line is the wrapped rest of the one above.
      item = i == 0 || paragraph || (HardEnd(i - 1) && (lines_[i - 1].terminal != 0 || IsUpperByte(SourceByte(a))));
    }
    if (item) {
      marks_[a] |= kItem | kSentence;
      level_ = Nest(i);
    } else if (paragraph || after_heading) {
      if (open_ > 0 && line.indent > stack_[open_ - 1].indent + 1 && !after_heading) {
        // continues the item
      } else {
        open_ = 0;
        level_ = 0;
      }
    }
    Set(a, b, level_);
    if (paragraph || item) {
      const uint32_t end = RunIn(i, paragraph);
      if (end > a) {
        for (uint32_t k = a; k < end; ++k) marks_[k] |= kHeading;
        marks_[end] |= kSentence;
      }
    }
    if (line.terminal == ':') {
      if (!lead_ || line.indent < lead_indent_ || !item) {
        lead_indent_ = item && lead_ ? lead_indent_ : line.indent;
        lead_ = true;
      }
    } else if (lead_ && paragraph && !item && line.indent <= lead_indent_) {
      lead_ = false;
    }
  }

  const std::string_view s_;
  const std::vector<SourceLine>& lines_;
  Words& w_;
  uint16_t* const marks_;  // of all words
  uint8_t* const levels_;
  uint32_t wrap_ = 0;
  bool heading_ = false;  // the line above is a heading
  bool lead_ = false;     // a line that ended in a colon may have opened a list
  uint16_t lead_indent_ = 0;
  uint8_t level_ = 0;
  std::array<Open, 12> stack_{};
  size_t open_ = 0;
};

}  // namespace

void MarkLayout(std::string_view source, const std::vector<SourceLine>& lines, Words* words) {
  Layout(source, lines, words).Run();
}

}  // namespace caveat::text
