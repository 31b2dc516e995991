// Line starts: comment leaders, blank lines, rules, headings, list marks.

#include <algorithm>
#include <array>
#include <cstring>

#include "text/data_block.h"
#include "text/folder.h"

namespace caveat::text {

// A section, clause or version number is expected here, not a list mark.
bool Folder::IsReference(const Enumerator& e) const {
  if (count_ == 0 || last_punct_ == '.' || last_punct_ == ';' || last_punct_ == ':' || last_punct_ == '!' ||
      last_punct_ == '?')
    return false;
  const std::string_view last = Last();
  if (e.parenthesised ? TakesReference(last) : TakesNumber(last)) return true;
  if (IsDigit(static_cast<uint8_t>(last[0])) && last_punct_ == 0) return true;
  // "Sections 2 (a) and (b)", "paragraphs (a), (b) or (c)".
  if (reference_ < count_ && count_ - reference_ <= 2) return true;
  if (!e.parenthesised) return false;
  return last == "条" || last == "款" || last == "项" || last == "第" || last == "节";
}

// Whether a number or letter that looks like a list mark is one. Uses nothing that re-wrapping changes, except at the
// start of a paragraph or behind a line that was plainly broken on purpose.
bool Folder::AcceptEnumerator(const Enumerator& e, bool glued, bool paragraph_start) const {
  if (paragraph_start) {
    if (e.kind == Marker::kDotted && e.close == 0) return count_ != 0 && sequence_.Plausible(e);
    return true;
  }
  if (IsReference(e)) return false;
  const bool terminal = last_punct_ == '.' || last_punct_ == ';' || last_punct_ == ':' || last_punct_ == '!' ||
                        last_punct_ == '?' || last_punct_ == ',';
  if (e.parenthesised) {
    if (e.kind == Marker::kDigit) {
      if (IsNumberWord(Last()) || !sequence_.Follows(e)) return false;
      return true;
    }
    return glued ? sequence_.Follows(e) : sequence_.Follows(e) || sequence_.Plausible(e);
  }
  if (e.close == ')') return sequence_.Follows(e);
  const std::string_view last = Last();
  const bool conjunction = last == "and" || last == "or";
  return (terminal ? last_punct_ != ',' || e.kind != Marker::kDotted : conjunction && e.kind != Marker::kDotted) &&
         sequence_.Follows(e);
}

// A list number written as word and mark: "a)", "iv.", "2.", "1、".
bool Folder::Enumerate(uint32_t begin) {
  // Only where a token starts.
  if (begin > 0) {
    const uint8_t before = Byte(begin - 1);
    const bool open = IsBlank(before) || before == '\n' || before == '\r' || before == '*' || before == '_' ||
                      before == '>' || before == '|' || before == ';' || before == '\\' || before == '#' ||
                      before == '"';
    if (!open && !(before >= 0x80 && count_ > 0 && w_.end_[count_ - 1] != begin)) return false;
  }
  const Enumerator e = ReadEnumerator(s_, begin);
  if (e.length == 0 || e.parenthesised || e.kind == Marker::kChinese) return false;
  if (e.close == ')' && depth_ != 0) return false;
  if (!AcceptEnumerator(e, false, false)) return false;
  sequence_.Note(e);
  pending_ |= kInlineItem;
  pos_ = begin + e.length;
  return true;
}

void Folder::PushLine(uint32_t begin, uint32_t indent, uint8_t flags) {
  line_begin_ = begin;
  SourceLine line;
  line.word = count_ + ((flags & SourceLine::kJoined) != 0 ? 1 : 0);
  line.begin = begin;
  line.end = begin;
  line.indent = static_cast<uint16_t>(std::min<uint32_t>(indent, 0xFFFF));
  line.flags = flags;
  // A line without words is replaced by the next one, which inherits that something stood before it.
  if (!w_.lines_.empty() && w_.lines_.back().word == line.word && (flags & SourceLine::kJoined) == 0) {
    SourceLine& old = w_.lines_.back();
    line.flags |= old.flags & (SourceLine::kBlankBefore | SourceLine::kBlockTag | SourceLine::kItemTag);
    if (old.heading != 0 && line.heading == 0 && heading_tag_ != 0) line.heading = old.heading;
    if (line.marker == Marker::kNone && (old.flags & SourceLine::kItemTag) != 0) line.indent = old.indent;
    if (old.marker != Marker::kNone) {  // a list mark alone on its line belongs to the text below it
      line.marker = old.marker;
      line.depth = old.depth;
      line.number = old.number;
      line.indent = old.indent;
      line.flags |= old.flags & SourceLine::kParenMarker;
    }
    old = line;
    return;
  }
  w_.lines_.push_back(line);
}

void Folder::EndLine(uint32_t at) {
  if (w_.lines_.empty()) return;
  SourceLine& line = w_.lines_.back();
  if (line.word >= count_ && (line.flags & SourceLine::kJoined) == 0) return;  // no words: nothing to close
  line.end = std::max(at, line.begin);
  uint32_t columns = line.indent;
  const uint32_t stop = std::min(line.end, line.begin + 400);
  uint32_t q = line.begin;
  while (q < stop) {
    const uint32_t from = q;
    for (uint64_t w[4]; q + 32 <= stop &&
                        (std::memcpy(w, s_.data() + q, 32), ((w[0] | w[1] | w[2] | w[3]) & 0x8080808080808080u) == 0);)
      q += 32;
    for (uint64_t eight; q + 8 <= stop && (std::memcpy(&eight, s_.data() + q, 8), (eight & 0x8080808080808080u) == 0);)
      q += 8;
    while (q < stop && Byte(q) < 0x80) ++q;
    columns += q - from;
    while (q < stop && Byte(q) >= 0x80) {
      if (Byte(q) >= 0xE4 && Byte(q) <= 0xE9 && q + 2 < n_ && (s_[q + 1] & 0xC0) == 0x80 &&
          (s_[q + 2] & 0xC0) == 0x80) {  // most of them
        columns += 2;
        q += 3;
      } else {
        const CodePoint c = ReadUtf8(s_, q);
        columns += ColumnsOf(c.cp);
        q += c.length;
      }
    }
  }
  line.width = static_cast<uint16_t>(std::min<uint32_t>(columns, 0xFFFF));
  line.terminal = last_punct_;
  previous_width_ = columns - line.indent;
  previous_terminal_ = line.terminal;
}

// Whether the line whose leader `leader` stands at `at` has a neighbour below with the same leader.
bool Folder::LeaderRun(uint32_t at, std::string_view leader) const {
  size_t q = LineEnd(at);
  if (q == std::string_view::npos) return false;
  q += s_[q] == '\r' && q + 1 < n_ && s_[q + 1] == '\n' ? 2 : 1;
  while (q < n_ && IsBlank(Byte(static_cast<uint32_t>(q)))) ++q;
  if (q + leader.size() > n_) return false;
  for (size_t i = 0; i < leader.size(); ++i) {
    if (kLowered[Byte(static_cast<uint32_t>(q + i))] != leader[i]) return false;
  }
  const size_t after = q + leader.size();
  if (IsAlpha(static_cast<uint8_t>(leader[0]))) return after >= n_ || !IsAlnum(Byte(static_cast<uint32_t>(after)));
  return true;
}

// Lines that start with "#" one below the other are a comment; a lone one, or two of several "#", are Markdown
// headings.
bool Folder::HashRun(uint32_t at) const {
  if (!LeaderRun(at, "#")) return false;
  if (at + 1 < n_ && s_[at + 1] != '#') return true;
  size_t q = LineEnd(at);
  q = s_.find('#', q);
  return q != std::string_view::npos && LeaderRun(static_cast<uint32_t>(q), "#");
}

// Length of the comment leader at `q`, 0 for none. Sets `kind`: one letter for each sort. Marks that mean something
// else in prose are leaders only in a run of lines that share them.
uint32_t Folder::LeaderLength(uint32_t q, char* kind) {
  const auto has = [&](std::string_view what) { return s_.substr(q, what.size()) == what; };
  const auto word_leader = [&](std::string_view what) {
    if (q + what.size() >= n_) return false;
    for (size_t i = 0; i < what.size(); ++i) {
      if (kLowered[Byte(q + static_cast<uint32_t>(i))] != what[i]) return false;
    }
    const uint8_t next = Byte(q + static_cast<uint32_t>(what.size()));
    return IsBlank(next) || next == '\n' || next == '\r';
  };
  uint32_t skip = 0;
  if (has("/*")) {
    skip = 2;
    while (q + skip < n_ && (s_[q + skip] == '*' || s_[q + skip] == '!')) ++skip;
    *kind = '*';
    in_comment_ = true;
  } else if (has("*/")) {
    skip = 2;
    in_comment_ = false;
    *kind = '*';
  } else if (in_comment_ && s_[q] == '*') {
    skip = 1;
    *kind = '*';
  } else if (has("//")) {
    skip = 2;
    while (q + skip < n_ && (s_[q + skip] == '/' || s_[q + skip] == '!')) ++skip;
    *kind = '/';
  } else if (has("<!--")) {
    skip = 4;
    *kind = '<';
  } else if (s_[q] == '#' && (leader_ == '#' || HashRun(q))) {
    skip = 1;
    *kind = '#';
  } else if (s_[q] == ';' && (leader_ == ';' || LeaderRun(q, ";"))) {
    while (q + skip < n_ && s_[q + skip] == ';') ++skip;
    *kind = ';';
  } else if (s_[q] == '%' && (leader_ == '%' || LeaderRun(q, "%"))) {
    while (q + skip < n_ && s_[q + skip] == '%') ++skip;
    *kind = '%';
  } else if (has("--") && !has("---") && (leader_ == '-' || LeaderRun(q, "--"))) {
    skip = 2;
    *kind = '-';
  } else if (s_[q] == '\'' && (leader_ == '\'' || LeaderRun(q, "'"))) {
    skip = 1;
    *kind = '\'';
  } else if (word_leader("rem") && (leader_ == 'r' || LeaderRun(q, "rem"))) {
    skip = 3;
    *kind = 'r';
  } else if (word_leader("dnl") && (leader_ == 'd' || LeaderRun(q, "dnl"))) {
    skip = 3;
    *kind = 'd';
  }
  return skip;
}

// What a comment leader may start with.
constexpr std::array<bool, 256> MakeLeaderMarks() {
  std::array<bool, 256> marks{};
  for (const char c : std::string_view("/*<#;%-'rRdD")) marks[static_cast<unsigned char>(c)] = true;
  return marks;
}
constexpr std::array<bool, 256> kLeaderMark = MakeLeaderMarks();

constexpr std::array<bool, 256> MakeRuleMarks() {
  std::array<bool, 256> marks{};
  for (const char c : std::string_view("-=*_~+#|:/")) marks[static_cast<unsigned char>(c)] = true;
  return marks;
}
constexpr std::array<bool, 256> kRuleMark = MakeRuleMarks();

// A line of nothing but one kind of mark: a rule, the underline of a heading, a fence. Returns its end, or `q` for
// none.
uint32_t Folder::SkipRule(uint32_t q, bool blank_above) {
  const uint8_t c = Byte(q);
  uint32_t rest = q;  // a line of nothing but one kind of mark: a rule, an underline, a fence
  if (kRuleMark[c]) {
    while (rest < n_ && (kRuleMark[Byte(rest)] || s_[rest] == ' ' || s_[rest] == '\t')) ++rest;
  }
  const bool fence = s_.substr(q, 3) == "```" || s_.substr(q, 3) == "~~~";
  if (fence) {
    in_fence_ = !in_fence_;
    size_t end = LineEnd(q);
    const size_t limit = end == std::string_view::npos ? n_ : end;
    // ```text : an info string is no text; more than one word is.
    const std::string_view info = s_.substr(q + 3, limit - q - 3);
    const bool plain =
        info.size() <= 16 && info.find(' ') == std::string_view::npos && info.find('`') == std::string_view::npos;
    rest = plain ? static_cast<uint32_t>(limit) : q;
    if (plain && in_fence_ && !open_fence_ && IsCodeLanguage(info)) {
      const size_t close = ClosingFence(s_, q);
      open_fence_ = close == std::string_view::npos;
      if (!open_fence_) return static_cast<uint32_t>(close - 1);
    }
  }
  if (rest > q && (rest >= n_ || s_[rest] == '\n' || s_[rest] == '\r')) {
    const bool underline = (c == '=' || c == '-') && rest - q >= 3 && !fence;
    if (underline && !blank_above && !w_.lines_.empty() && w_.lines_.back().word < count_) {
      SourceLine& above = w_.lines_.back();
      if (above.terminal == 0 && above.width <= 100 && above.marker != Marker::kBullet)
        above.heading = c == '=' ? 1 : 2;
    }
    return rest;
  }
  return q;
}

// At the first byte of a source line: blank lines, leaders, quote marks and list marks are read off; pos_ is left at
// the text.
void Folder::StartLine(uint32_t at, bool first) {
  uint8_t flags = first || blank_before_ ? SourceLine::kBlankBefore : 0;
  blank_before_ = false;
  uint32_t q = at;
  uint32_t indent = 0;
  for (bool again = true; again;) {
    again = false;
    indent = 0;
    if (q < front_end_) {
      if (const uint32_t next = SkipDataKey(s_, q, front_end_); next != q) {
        q = next;
        flags |= SourceLine::kBlankBefore;
        again = true;
        continue;
      }
    }
    bool leader_seen = false;
    for (;;) {  // blanks and leaders
      const CodePoint c = Peek(q);
      if (c.length == 0) break;
      if (c.cp == ' ' || c.cp == 0xA0 || c.cp == 0xFEFF) {
        ++indent;
        q += c.length;
        continue;
      }
      if (c.cp == '\t') {
        indent = (indent / 4 + 1) * 4;
        q += c.length;
        continue;
      }
      if (c.cp == 0x3000) {
        indent += 2;
        q += c.length;
        continue;
      }
      if (c.cp == '\f' || c.cp == '\v') {
        q += c.length;
        continue;
      }
      if (c.length != 1 || leader_seen) {
        if (c.cp == '>' && c.length == 1) {  // quoted comment
          ++q;
          continue;
        }
        break;
      }
      char kind = 0;
      if (c.cp == '>') {
        ++q;
        indent = 0;
        continue;
      }
      const uint32_t skip = kLeaderMark[Byte(q)] ? LeaderLength(q, &kind) : 0;
      if (skip == 0) break;
      q += skip;
      indent = 0;
      leader_seen = true;
      leader_ = kind;
    }
    if (!leader_seen) leader_ = 0;
    if (q >= n_) break;
    if (kRuleMark[Byte(q)] || s_[q] == '`') q = SkipRule(q, (flags & SourceLine::kBlankBefore) != 0);
    if (q < n_ && (s_[q] == '\n' || s_[q] == '\r')) {
      flags |= SourceLine::kBlankBefore;
      q += s_[q] == '\r' && q + 1 < n_ && s_[q + 1] == '\n' ? 2 : 1;
      again = true;
    }
  }
  if ((flags & SourceLine::kBlankBefore) != 0) depth_ = 0;
  const bool paragraph = (flags & SourceLine::kBlankBefore) != 0;

  // Markdown heading, table row, bold, bullet, enumerator: in this order, each once.
  uint32_t heading = heading_tag_;
  while (q < n_ && s_[q] == '#') {
    uint32_t h = q;
    while (h < n_ && s_[h] == '#') ++h;
    if (h - q <= 6 && leader_ != '#' && (h >= n_ || IsBlank(Byte(h)) || Byte(h) >= 0x80 || s_[h] == '*'))
      heading = h - q;
    q = h;
    while (q < n_ && IsBlank(Byte(q))) ++q;
  }
  if (q < n_ && s_[q] == '|') {
    flags |= SourceLine::kTable;
    while (q < n_ && (s_[q] == '|' || IsBlank(Byte(q)))) ++q;
  }
  Marker marker = Marker::kNone;
  uint8_t depth = 0;
  uint16_t number = 0;
  const auto skip_blanks = [&] {
    for (CodePoint c = Peek(q); c.length != 0 && (IsBlank(c.cp) || c.cp == 0xA0 || c.cp == 0x3000); c = Peek(q))
      q += c.length;
  };
  const auto skip_bold = [&] {
    if (s_.substr(q, 2) == "**" || s_.substr(q, 2) == "__") {
      flags |= SourceLine::kBoldStart;
      if (s_[q] == '*') bold_ = !bold_;
      q += 2;
    }
  };
  {
    const CodePoint c = Peek(q);
    const CodePoint next = Peek(q + c.length);
    const bool spaced = next.length != 0 && (IsBlank(next.cp) || next.cp == 0xA0 || next.cp == 0x3000);
    const bool ascii_bullet = c.length == 1 && (c.cp == '-' || c.cp == '*' || c.cp == '+') && spaced;
    const bool dash = c.cp >= 0x80 && c.length != 0 && ClassOf(c.cp) == Class::kHyphen && spaced;
    const bool sign = c.cp >= 0x80 && c.length != 0 && ClassOf(c.cp) == Class::kBullet;
    const bool letter_o =
        c.cp == 'o' && next.length != 0 && (next.cp == '\t' || (next.cp == ' ' && Peek(q + 2).cp == ' '));
    const bool expected = ExpectsBullet(paragraph, indent);
    if (sign || ((ascii_bullet || dash || (letter_o && indent > 0)) && (expected || c.cp == '*' || c.cp == '+'))) {
      marker = Marker::kBullet;
      q += c.length;
      skip_blanks();
      if (q + 3 < n_ && s_[q] == '[' && (s_[q + 1] == ' ' || s_[q + 1] == 'x' || s_[q + 1] == 'X') && s_[q + 2] == ']')
        q += 3;  // task
      skip_blanks();
    }
  }
  skip_bold();
  {
    const Enumerator e = ReadEnumerator(s_, q);
    if (e.length != 0) {
      const bool broken =
          !paragraph && previous_width_ < 45 && (e.kind != Marker::kDotted || e.close != 0 || sequence_.Plausible(e));
      // At a line start without a blank line before it, the next of its kind is a list mark even if the line above has
      // no stop; the first of its kind needs a line above that was plainly broken on purpose.
      const bool listed = e.strong || (e.kind != Marker::kSection && sequence_.Follows(e) && (broken || e.value != 1));
      const bool strong = paragraph || heading != 0 || (listed && !IsReference(e));
      const bool weak = !strong && e.kind != Marker::kSection && AcceptEnumerator(e, false, false);
      if (e.kind == Marker::kChinese ? strong || previous_terminal_ != 0 || broken
                                     : (strong && AcceptEnumerator(e, false, true)) || weak) {
        sequence_.Note(e);
        if (marker == Marker::kNone) {
          marker = e.kind;
          depth = e.depth;
          number = e.value;
          if (e.parenthesised) flags |= SourceLine::kParenMarker;
        }
        q += e.length;
        skip_blanks();
        skip_bold();
      }
    }
  }
  pos_ = q;
  PushLine(q, indent, flags);
  SourceLine& line = w_.lines_.back();
  if (marker != Marker::kNone) {
    line.marker = marker;
    line.depth = depth;
    line.number = number;
    line.flags = static_cast<uint8_t>((line.flags & ~SourceLine::kParenMarker) | (flags & SourceLine::kParenMarker));
    line.indent = static_cast<uint16_t>(std::min<uint32_t>(indent, 0xFFFF));
  }
  if (heading != 0) line.heading = static_cast<uint8_t>(heading);
}

}  // namespace caveat::text
