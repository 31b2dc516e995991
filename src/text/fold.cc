// Fold: the loop over the source, punctuation and output.

#include "text/fold.h"

#include <algorithm>
#include <cstring>

#include "text/card.h"
#include "text/folder.h"
#include "text/layout.h"

namespace caveat::text {

void Folder::Begin() {
  w_.clear();
  Grow();
  if (w_.text_.size() < n_ + 2 * kRoom) w_.text_.resize(n_ + n_ / 16 + 3 * kRoom);
  if (n_ > 3 && s_.starts_with("---") && (s_[3] == '\n' || s_[3] == '\r'))
    front_end_ = static_cast<uint32_t>(FindCardHead(s_).head_end);
  StartLine(0, true);
}

void Folder::Grow() {
  const uint32_t least = n_ / 6 + 64;  // most texts have fewer words than that
  capacity_ = count_ == 0 ? std::max(static_cast<uint32_t>(w_.at_.size()), least) : capacity_ + capacity_ / 2;
  if (w_.at_.size() >= capacity_) return;
  w_.at_.resize(capacity_);
  w_.begin_.resize(capacity_);
  w_.end_.resize(capacity_);
  w_.marks_.resize(capacity_);
  w_.level_.resize(capacity_);
}

// "1 000 000": groups of three digits whose last is 000. Decided on words, so that folding the result changes nothing.
void Folder::JoinThousands() {
  uint32_t first = count_ - 1;
  // Longer ones are themselves sums of groups: "1000" when "1 000" was joined a word ago.
  const auto digits = [&](std::string_view w) {
    return !w.empty() && (w.size() <= 3 || w.ends_with("000")) &&
           std::all_of(w.begin(), w.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  uint32_t i = count_ - 1;
  while (i > 0 && count_ - i <= 8) {
    const std::string_view w = std::string_view(w_.text_).substr(w_.at_[i - 1], w_.at_[i] - 1 - w_.at_[i - 1]);
    if (!digits(w)) break;
    if (w[0] != '0') first = i - 1;
    if (w.size() != 3) break;
    --i;
  }
  if (first + 1 == count_) return;
  char* out = w_.text_.data() + w_.at_[first];
  for (uint32_t k = first; k < count_; ++k) {
    const uint32_t end = k + 1 < count_ ? w_.at_[k + 1] - 1 : text_size_ - 1;
    std::memmove(out, w_.text_.data() + w_.at_[k], end - w_.at_[k]);
    out += end - w_.at_[k];
  }
  *out++ = ' ';
  text_size_ = static_cast<uint32_t>(out - w_.text_.data());
  w_.end_[first] = w_.end_[count_ - 1];
  count_ = first + 1;
  for (auto line = w_.lines_.rbegin(); line != w_.lines_.rend() && line->word > count_; ++line) line->word = count_;
}

// Writes the words of a replacement, which share their bytes.
void Folder::EmitText(std::string_view words, uint32_t begin, uint32_t end) {
  bool first = true;
  while (!words.empty()) {
    const size_t space = std::min(words.find(' '), words.size());
    std::memcpy(Tail(), words.data(), space);
    Emit(static_cast<uint32_t>(space), begin, end);
    if (!first) w_.marks_[count_ - 1] &= static_cast<uint16_t>(~kCapital);
    first = false;
    words.remove_prefix(std::min(space + 1, words.size()));
  }
}

// Anything that is no ASCII letter or digit.
void Folder::Other() {
  const uint8_t byte = Byte(pos_);
  if (byte >= 0x80 || byte == '&') {
    const CodePoint c = Peek(pos_);
    if (c.cp < 0x80) {
      if (IsAlpha(c.cp)) return WordSlow(pos_, 0, pos_);
      return OtherAscii(c.cp, c.length);
    }
    return OtherWide(c.cp, c.length);
  }
  OtherAscii(byte, 1);
}

void Folder::OtherAscii(uint32_t cp, uint32_t length) {
  const uint32_t after = pos_ + length;
  switch (cp) {
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
      return Number();
    case '\n':
    case '\r': {
      EndLine(pos_);
      uint32_t next = after;
      if (length == 1 && cp == '\r' && next < n_ && s_[next] == '\n') ++next;
      return StartLine(next, false);
    }
    case ',':
      Punct(kComma, ',');
      break;
    case ';':
      Punct(kSemicolon, ';');
      break;
    case ':':
      Punct(kColon, ':');
      break;
    case '.': {
      const bool glued = count_ > 0 && w_.end_[count_ - 1] == pos_;
      const std::string_view last = Last();
      const bool initial =
          glued && last.size() == 1 && IsAlpha(static_cast<uint8_t>(last[0])) && IsUpper(Byte(w_.begin_[count_ - 1]));
      if (glued && (initial || (last.size() <= 6 && IsAbbreviation(last)))) {
        last_punct_ = '.';
      } else {
        Stop(1, '.', after);
      }
      break;
    }
    case '!':
    case '?':
      Stop(length == 1 ? 1 : 3, static_cast<char>(cp), after);
      break;
    case '"': {
      const CodePoint next = Peek(after);
      const bool before_space = pos_ == line_begin_ || IsBlank(Byte(pos_ - 1)) || s_[pos_ - 1] == '\n' ||
                                s_[pos_ - 1] == '(' || s_[pos_ - 1] == '[' ||
                                (!quote_open_ && (s_[pos_ - 1] == '*' || s_[pos_ - 1] == '-' || s_[pos_ - 1] == '_'));
      const bool after_space = next.length == 0 || IsBlank(next.cp) || next.cp == '\n' || next.cp == '\r' ||
                               next.cp == '.' || next.cp == ',' || next.cp == ';' || next.cp == ')';
      const bool open = before_space == after_space ? !quote_open_ : before_space;
      quote_open_ = open;
      pending_ |= open ? kQuoteOpen : kQuoteClose;
      break;
    }
    case '\'':
    case '`': {
      const CodePoint next = Peek(after);
      const bool before_space = pos_ == line_begin_ || IsBlank(Byte(pos_ - 1)) || s_[pos_ - 1] == '(';
      if (cp == '\'' && before_space && next.length != 0 && IsAlpha(next.cp)) {
        pending_ |= kQuoteOpen;
        single_open_ = true;
      } else if (cp == '\'' && single_open_ && !before_space) {
        pending_ |= kQuoteClose;
        single_open_ = false;
      }
      break;
    }
    case '(': {
      const Enumerator e = ReadEnumerator(s_, pos_);
      if (e.length != 0 && e.parenthesised) {
        const bool glued = count_ > 0 && w_.end_[count_ - 1] == pos_;
        const std::string_view rest = s_.substr(pos_ + e.length, 5);
        const bool year = rest.size() == 5 && rest[0] == ' ' && std::all_of(rest.begin() + 1, rest.end(), [](char d) {
                            return IsDigit(static_cast<uint8_t>(d));
                          });
        if (e.value == 3 && e.kind != Marker::kDigit && !glued && (year || Last() == "copyright")) {
          pos_ += e.length;  // (c) after copyright: the sign
          return;
        }
        const bool latin_before = glued && pos_ > 0 && Byte(pos_ - 1) < 0x80;
        if (!latin_before && AcceptEnumerator(e, glued, false)) {
          sequence_.Note(e);
          pending_ |= kInlineItem;
          pos_ += e.length;
          return;
        }
        reference_ = count_;  // the word behind the parenthesis is a reference, kept
      }
      pending_ |= kParenOpen;
      ++depth_;
      break;
    }
    case ')':
      pending_ |= kParenClose;
      if (depth_ > 0) --depth_;
      break;
    case '[':
      pending_ |= kParenOpen;
      break;
    case ']':
      if (length == 1 && after < n_ && s_[after] == '(' && Link(pos_)) return;
      pending_ |= kParenClose;
      break;
    case '*':
      if (after < n_ && s_[after] == '*') {
        bold_ = !bold_;
        pos_ = after + 1;
        return;
      }
      break;
    case '<':
      if (length == 1) return AngleBracket();
      break;
    case '$':
      Tail()[0] = '$';
      Emit(1, pos_, after);
      break;
    case '%':
      Tail()[0] = '%';
      Emit(1, pos_, after);
      break;
    default:
      break;
  }
  pos_ = after;
}

void Folder::OtherWide(uint32_t cp, uint32_t length) {
  const uint32_t after = pos_ + length;
  switch (ClassOf(cp)) {
    case Class::kHan:
      Emit(WriteUtf8(Simplified(cp), Tail()), pos_, after);
      break;
    case Class::kLetter:
    case Class::kKana:
    case Class::kHangul:
      return WordSlow(pos_, 0, pos_);
    case Class::kCompat:
      return Compat(cp, length);
    case Class::kOverride:
      hidden_ = true;
      break;
    case Class::kComma:
      Punct(kComma, ',');
      break;
    case Class::kSemicolon:
      Punct(kSemicolon, ';');
      break;
    case Class::kColon:
      Punct(kColon, ':');
      break;
    case Class::kStop:
      Stop(3, '.', after);
      break;
    case Class::kExclaim:
      Stop(3, '!', after);
      break;
    case Class::kNewline:
      EndLine(pos_);
      return StartLine(after, false);
    case Class::kQuoteOpen:
      pending_ |= kQuoteOpen;
      break;
    case Class::kQuoteClose:
      pending_ |= kQuoteClose;
      break;
    case Class::kApostrophe: {
      // Used as a quotation mark here, not inside a word.
      const CodePoint next = Peek(after);
      if (cp == 0x2018 || cp == 0x201B) {
        if (next.length != 0 && next.cp > ' ') pending_ |= kQuoteOpen;
        single_open_ = true;
      } else if (cp == 0x2019 && single_open_) {
        pending_ |= kQuoteClose;
        single_open_ = false;
      }
      break;
    }
    case Class::kParenOpen:
      pending_ |= kParenOpen;
      break;
    case Class::kParenClose:
      pending_ |= kParenClose;
      break;
    case Class::kCurrency: {
      const uint32_t sign = cp == 0xFFE1 ? 0xA3 : cp == 0xFFE5 ? 0xA5 : cp == 0xFFE6 ? 0x20A9 : cp;
      Emit(WriteUtf8(sign, Tail()), pos_, after);
      break;
    }
    case Class::kCircled:
      pending_ |= kInlineItem;
      break;
    default:
      break;
  }
  pos_ = after;
}

void Folder::Finish() {
  EndLine(n_);
  w_.size_ = count_;
  w_.text_size_ = text_size_;
  std::fill_n(w_.level_.begin(), count_, uint8_t{0});
  while (!w_.lines_.empty() && w_.lines_.back().word >= count_) w_.lines_.pop_back();
  uint16_t tail = pending_;
  if (stop_ != 0) tail |= kSentence;
  w_.tail_marks_ = tail;
  MarkLayout(s_, w_.lines_, &w_);
}

std::string FoldPhrase(std::string_view phrase) {
  Words words;
  Fold(phrase, &words);
  const std::string_view text = words.text();
  return text.size() < 2 ? std::string() : std::string(text.substr(1, text.size() - 2));
}

}  // namespace caveat::text
