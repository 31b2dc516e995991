// Fold: the cutter. One pass over the source: line starts are read by LineStart (leaders, list marks), words are cut, normalised
// and written in place into the arrays of Words. Whether characters become words never depends on how lines are wrapped; what a
// line means (heading, item, paragraph) is decided afterwards by Layout, which changes marks only.

#include "text/fold.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <utf8proc.h>

#include "text/codepoint.h"
#include "text/enumerator.h"
#include "text/layout.h"
#include "text/tables.h"

namespace caveat::text {
namespace {

// ASCII classes.
enum : uint8_t {
  kA = 1,      // letter
  kD = 2,      // digit
  kEnd = 4,    // ends a word and nothing that follows can change that word
  kBlank = 8,  // space, tab, vertical tab, form feed
};

constexpr std::array<uint8_t, 256> MakeClasses() {
  std::array<uint8_t, 256> t{};
  for (int c = 'a'; c <= 'z'; ++c) t[static_cast<size_t>(c)] = kA;
  for (int c = 'A'; c <= 'Z'; ++c) t[static_cast<size_t>(c)] = kA;
  for (int c = '0'; c <= '9'; ++c) t[static_cast<size_t>(c)] = kD;
  for (const char c : {' ', '\t', '\v', '\f'}) t[static_cast<size_t>(c)] = kBlank | kEnd;
  for (const char c : {'\n', '\r', ',', ';', '"', '(', '[', ']', '{', '}', '!', '?', '/', '$', '%', '|', '=', '+', '~', '^', '#', '>'})
    t[static_cast<size_t>(c)] |= kEnd;
  return t;
}
constexpr std::array<uint8_t, 256> kClass = MakeClasses();

constexpr std::array<char, 256> MakeLower() {
  std::array<char, 256> t{};
  for (size_t c = 0; c < 256; ++c) t[c] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return t;
}
constexpr std::array<char, 256> kLower = MakeLower();

constexpr bool IsAlnum(uint32_t cp) { return cp < 128 && (kClass[cp] & (kA | kD)) != 0; }
constexpr bool IsDigit(uint32_t cp) { return cp < 128 && (kClass[cp] & kD) != 0; }
constexpr bool IsAlpha(uint32_t cp) { return cp < 128 && (kClass[cp] & kA) != 0; }
constexpr bool IsUpper(uint32_t cp) { return cp >= 'A' && cp <= 'Z'; }
constexpr bool IsBlank(uint32_t cp) { return cp < 128 && (kClass[cp] & kBlank) != 0; }

constexpr uint32_t kRoom = 512;  // free bytes of text that every word finds

}  // namespace

// Cuts one document. Lives for one call of Fold.
class Folder {
 public:
  Folder(std::string_view source, Words* words) : s_(source), n_(static_cast<uint32_t>(source.size())), w_(*words) {}

  void Run() {
    w_.clear();
    text_size_ = 1;
    Grow();
    StartLine(0, true);
    while (pos_ < n_) {
      const uint8_t c = Byte(pos_);
      const uint8_t k = kClass[c];
      if ((k & kA) != 0) {
        Word();
      } else if ((k & kBlank) != 0) {
        ++pos_;
      } else {
        Other();
      }
    }
    Finish();
  }

 private:
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

  // --- output
  void Grow();
  char* Tail() { return w_.text_.data() + text_size_; }
  void Reserve(uint32_t bytes) {
    if (text_size_ + bytes + kRoom > w_.text_.size()) w_.text_.resize(w_.text_.size() + bytes + kRoom + w_.text_.size() / 2);
  }
  void Emit(uint32_t length, uint32_t begin, uint32_t end);
  void EmitRespelled(uint32_t length, uint32_t begin, uint32_t end);
  void EmitText(std::string_view words, uint32_t begin, uint32_t end);
  void JoinThousands();
  void PopWord() {
    text_size_ = w_.at_[--count_];
  }

  // --- cutting
  void Word();
  void WordSlow(uint32_t begin, uint32_t length, uint32_t end);
  void Number();
  void Other();
  void OtherAscii(uint32_t cp, uint32_t length);
  void OtherWide(uint32_t cp, uint32_t length);
  void Compat(uint32_t cp, uint32_t length);
  bool Url(uint32_t begin, bool check_only = false);
  bool Email(uint32_t at);
  bool Domain(uint32_t begin, uint32_t word_end);
  bool Link(uint32_t at);
  bool Acronym(uint32_t begin);
  bool Enumerate(uint32_t begin, uint32_t word_end);
  void AngleBracket();
  Tag ReadTag(uint32_t at);
  void ApplyTag(uint32_t at, const Tag& tag);
  uint32_t HyphenTarget(uint32_t at) const;
  void FinishWide(uint32_t begin, uint32_t end);

  // --- lines
  void StartLine(uint32_t at, bool first);
  void Finish();
  void EndLine(uint32_t at);
  void PushLine(uint32_t begin, uint32_t indent, uint8_t flags);
  bool AcceptEnumerator(const Enumerator& e, bool at_line_start, bool paragraph_start) const;
  bool IsReference(const Enumerator& e) const;
  bool HashRun(uint32_t at) const;
  bool LeaderRun(uint32_t line, uint32_t at, std::string_view leader) const;

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
  uint32_t pos_ = 0;

  uint32_t text_size_ = 1;  // bytes of text written
  uint32_t count_ = 0;      // words written
  uint32_t capacity_ = 0;

  uint16_t pending_ = 0;    // marks of the next word
  uint8_t stop_ = 0;        // 1: a full stop stands before the next word, 2: ! ? 。
  uint32_t stop_end_ = 0;   // byte after it
  char last_punct_ = 0;     // last sentence punctuation since the last word, 0: none
  bool quote_open_ = false;
  bool single_open_ = false;
  uint32_t depth_ = 0;      // open parentheses in this paragraph
  uint32_t reference_ = 0xFFFFFF;  // index of the word that an enumerator was kept as
  uint32_t next_gt_ = 0;    // the next '>' at or behind a '<', cached: tags are found in linear time
  bool hidden_ = false;     // the next word follows a bidi override
  bool bold_ = false;       // inside ** or <b>

  Sequence sequence_;
  // the line being read
  uint32_t line_begin_ = 0;
  uint32_t bold_end_ = 0;
  bool bold_line_ = false;
  uint32_t previous_width_ = 0;
  char previous_terminal_ = 0;
  char leader_ = 0;          // leader of the last line, for runs
  bool in_comment_ = false;  // inside /* */
  bool in_fence_ = false;
  uint32_t heading_tag_ = 0;
  bool blank_before_ = false;
};

// ------------------------------------------------------------------------------------------------------------ output

void Folder::Grow() {
  const uint32_t more = capacity_ == 0 ? n_ / 6 + 64 : capacity_ / 2 + 64;
  capacity_ += more;
  w_.at_.resize(capacity_);
  w_.begin_.resize(capacity_);
  w_.end_.resize(capacity_);
  w_.marks_.resize(capacity_);
  if (w_.text_.size() < n_ + kRoom) w_.text_.resize(n_ + n_ / 16 + 2 * kRoom);
}

// Ends the word that was written at Tail(). One word: no space in it.
inline void Folder::Emit(uint32_t length, uint32_t begin, uint32_t end) {
  if (count_ == capacity_) Grow();
  uint16_t marks = pending_;
  const uint8_t c = Byte(begin);
  if (IsUpper(c)) marks |= kCapital;
  if (stop_ != 0) {
    const bool spaced = stop_end_ < begin && (stop_ == 2 || IsBlank(Byte(stop_end_)) || begin > stop_end_);
    const bool starts = IsUpper(c) || IsDigit(c) || c >= 0x80 || (marks & kQuoteOpen) != 0 || (stop_ == 2 && begin == stop_end_);
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

// "1 000 000": groups of three digits whose last is 000. Decided on words, so that folding the result changes nothing.
void Folder::JoinThousands() {
  uint32_t first = count_ - 1;
  // Longer ones are themselves sums of groups: "1000" when "1 000" was joined a word ago.
  const auto digits = [&](std::string_view w) {
    return !w.empty() && (w.size() <= 3 || w.ends_with("000")) && std::all_of(w.begin(), w.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  uint32_t i = count_ - 1;
  while (i > 0) {
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

inline void Folder::EmitRespelled(uint32_t length, uint32_t begin, uint32_t end) {
  if (MayBeRespelled(Tail(), length)) {
    const std::string_view other = Respelled(std::string_view(Tail(), length));
    if (!other.empty()) return EmitText(other, begin, end);
  }
  Emit(length, begin, end);
}

// ----------------------------------------------------------------------------------------------------------- cutting

CodePoint Folder::PeekEntity(uint32_t at) const {
  const uint32_t end = std::min(n_, at + 12);
  uint32_t q = at + 1;
  if (q < end && s_[q] == '#') {
    ++q;
    const bool hex = q < end && (s_[q] == 'x' || s_[q] == 'X');
    if (hex) ++q;
    uint32_t cp = 0;
    const uint32_t first = q;
    for (; q < end && s_[q] != ';'; ++q) {
      const uint32_t c = Byte(q);
      uint32_t digit;
      if (IsDigit(c)) {
        digit = c - '0';
      } else if (hex && (c | 32) >= 'a' && (c | 32) <= 'f') {
        digit = (c | 32) - 'a' + 10;
      } else {
        return {'&', 1};
      }
      cp = cp * (hex ? 16 : 10) + digit;
      if (cp > 0x10FFFF) return {'&', 1};
    }
    if (q == first || q >= end || (cp >= 0xD800 && cp < 0xE000)) return {'&', 1};
    if (cp >= 0xFF01 && cp <= 0xFF5E) cp -= 0xFEE0;
    return {cp == 0 ? 0xFFFD : cp == '&' ? 0xFFFDu : cp, q + 1 - at};
  }
  while (q < end && IsAlnum(Byte(q))) ++q;
  if (q >= n_ || s_[q] != ';' || q == at + 1) return {'&', 1};
  const uint32_t cp = EntityCodePoint(s_.substr(at + 1, q - at - 1));
  if (cp == 0) return {'&', 1};
  return {cp == '&' ? 0xFFFD : cp, q + 1 - at};  // an ampersand by name is a sign like any other, never the start of an entity
}

// At an ASCII letter. The fast path: a run of letters and digits with a plain end.
void Folder::Word() {
  const uint32_t begin = pos_;
  const auto* p = reinterpret_cast<const uint8_t*>(s_.data()) + begin;
  const auto* const end = reinterpret_cast<const uint8_t*>(s_.data()) + std::min(n_, begin + kRoom / 2);
  char* out = Tail();
  while (p < end && (kClass[*p] & (kA | kD)) != 0) *out++ = kLower[*p++];
  const uint32_t length = static_cast<uint32_t>(out - Tail());
  pos_ = begin + length;
  if (pos_ == n_ || (p < end && (kClass[*p] & kEnd) != 0)) {
    EmitRespelled(length, begin, pos_);
    return;
  }
  // A full stop before a blank is a plain end too, unless the word is short enough for a list mark or an initial.
  if (length > 5 && p < end && *p == '.' && p + 1 < end && (kClass[p[1]] & kEnd) != 0) {
    EmitRespelled(length, begin, pos_);
    return;
  }
  WordSlow(begin, length, pos_);
}

// Where the word after a hyphen at `at` (the byte behind it) goes on when the line ends there; 0 when nothing goes on.
uint32_t Folder::HyphenTarget(uint32_t at) const {
  uint32_t q = at;
  for (CodePoint c = Peek(q); c.length != 0 && c.cp != '\n' && c.cp != '\r'; c = Peek(q)) {
    if (!IsBlank(c.cp) && c.cp != 0xA0) return 0;
    q += c.length;
  }
  if (q >= n_) return 0;
  q += s_[q] == '\r' && q + 1 < n_ && s_[q + 1] == '\n' ? 2 : 1;
  const uint32_t limit = std::min(n_, q + 64);
  while (q < limit && (IsBlank(Byte(q)) || std::strchr("#/*>%;|!", s_[q]) != nullptr) && s_[q] != 0) ++q;
  return q < limit && (IsAlpha(Byte(q)) || Byte(q) >= 0xC3) ? q : 0;
}

// The word that starts at `begin`, `length` bytes of which are written at Tail() and end at `end` in the source.
void Folder::WordSlow(uint32_t begin, uint32_t length, uint32_t end) {
  bool wide = false;    // scratch_ holds the word as code points
  bool hidden = false;
  bool kana_like = false;
  Class script = Class::kLetter;
  uint32_t hyphen_base = 0;  // part of the word before a hyphen that was joined
  auto& points = w_.scratch_;
  const auto widen = [&] {
    if (wide) return;
    points.clear();
    for (uint32_t i = 0; i < length; ++i) points.push_back(static_cast<uint8_t>(Tail()[i]));
    wide = true;
  };
  const auto add = [&](uint32_t cp) {
    if (wide) {
      points.push_back(static_cast<int32_t>(cp));
    } else {
      Reserve(length + 8);
      Tail()[length] = kLower[cp];
    }
    ++length;
  };
  const auto finish = [&] {
    if (hidden) hidden_ = true;
    if (wide) {
      FinishWide(begin, end);
    } else {
      EmitRespelled(length, begin, end);
    }
  };
  if (length == 0) {
    const CodePoint first = Peek(begin);
    const Class k = first.cp < 0x80 ? Class::kLetter : ClassOf(first.cp);
    script = k;
    kana_like = k == Class::kKana || k == Class::kHangul;
    end = begin;
  }
  (void)hyphen_base;
  for (;;) {
    const CodePoint c = Peek(end);
    if (c.length == 0) break;
    const uint32_t cp = c.cp;
    const uint32_t after = end + c.length;
    if (IsAlnum(cp)) {
      if (kana_like) break;
      add(cp);
      end = after;
      continue;
    }
    if (cp >= 0x80) {
      const Class k = ClassOf(cp);
      if (k == Class::kLetter || k == Class::kKana || k == Class::kHangul) {
        if (length != 0 && k != script) break;
        widen();
        add(cp);
        end = after;
        continue;
      }
      if (k == Class::kMark) {
        widen();
        add(cp);
        end = after;
        continue;
      }
      if (k == Class::kCompat && !kana_like) {
        // Ligatures and the like inside a word; anything else ends it.
        utf8proc_int32_t parts[32];
        int boundary = 0;
        const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(cp), parts, 32, UTF8PROC_COMPAT, &boundary);
        bool letters = count > 0 && count <= 32;
        for (int i = 0; letters && i < count; ++i) {
          const uint32_t part = static_cast<uint32_t>(parts[i]);
          letters = IsAlpha(part) || (part >= 0x80 && (ClassOf(part) == Class::kLetter || ClassOf(part) == Class::kMark));
        }
        if (!letters) break;
        widen();
        for (int i = 0; i < count; ++i) add(static_cast<uint32_t>(parts[i]));
        end = after;
        continue;
      }
      if (k == Class::kSoftHyphen || k == Class::kZeroWidth || k == Class::kIgnored || k == Class::kOverride) {
        uint32_t q = after;
        bool bad = k == Class::kZeroWidth || k == Class::kOverride;
        CodePoint next = Peek(q);
        while (next.length != 0 && next.cp >= 0x80) {
          const Class nk = ClassOf(next.cp);
          if (nk != Class::kSoftHyphen && nk != Class::kZeroWidth && nk != Class::kIgnored && nk != Class::kOverride) break;
          bad |= nk == Class::kZeroWidth || nk == Class::kOverride;
          q += next.length;
          next = Peek(q);
        }
        bool goes_on = IsAlnum(next.cp) && next.length != 0;
        if (next.length != 0 && next.cp >= 0x80) {
          const Class nk = ClassOf(next.cp);
          goes_on = nk == Class::kLetter || nk == Class::kMark || nk == Class::kKana || nk == Class::kHangul || nk == Class::kCompat;
        }
        if (!goes_on && k == Class::kSoftHyphen) {
          const uint32_t target = HyphenTarget(q);
          if (target != 0) {
            EndLine(q);
            PushLine(target, 0, SourceLine::kJoined);
            end = target;
            continue;
          }
        }
        // Joiners are ordinary in scripts that need them: only beside a Latin letter do they hide something.
        hidden |= goes_on && bad && script == Class::kLetter && IsAlnum(next.cp);
        end = q;
        if (goes_on) continue;
        break;
      }
      if (k != Class::kApostrophe && k != Class::kHyphen) break;
    }
    if (cp == '*' && after < n_ && s_[end] == '*' && s_[after] == '*' && IsAlpha(Peek(after + 1).cp)) {
      end = after + 1;  // bold inside a word
      bold_ = !bold_;
      continue;
    }
    if (cp == '<' && c.length == 1) {
      const Tag tag = ReadTag(end);
      if (tag.length != 0 && (tag.kind == TagKind::kInline || tag.kind == TagKind::kBold)) {
        const CodePoint next = Peek(end + tag.length);
        if (IsAlpha(next.cp)) {
          end += tag.length;
          continue;
        }
      }
      break;
    }
    const bool apostrophe = cp == '\'' || (cp >= 0x80 && ClassOf(cp) == Class::kApostrophe) || cp == '`';
    if (apostrophe && !wide) {
      // The part behind it.
      char tail[4];
      uint32_t t = 0, q = after;
      CodePoint next = Peek(q);
      while (t < 4 && IsAlpha(next.cp) && next.length != 0) {
        tail[t++] = kLower[next.cp];
        q += next.length;
        next = Peek(q);
      }
      const bool ended = next.length == 0 || !(IsAlnum(next.cp) || (next.cp >= 0x80 && ClassOf(next.cp) == Class::kLetter));
      if (t == 0 || t == 4 || !ended) break;
      const std::string_view suffix(tail, t);
      const std::string_view other = Expanded(std::string_view(Tail(), length), suffix);
      if (hidden) hidden_ = true;
      if (!other.empty()) {
        EmitText(other, begin, q);
        pos_ = q;
        return;
      }
      if (suffix == "s") {
        EmitRespelled(length, begin, q);
        pos_ = q;
        return;
      }
      break;
    }
    const bool hyphen = cp == '-' || (cp >= 0x80 && ClassOf(cp) == Class::kHyphen);
    if (hyphen && !wide) {
      const CodePoint next = Peek(after);
      const std::string_view first(Tail(), length);
      const auto part_at = [&](uint32_t q, char* part) {
        uint32_t t = 0;
        for (CodePoint p = Peek(q); t < 24 && p.length != 0 && IsAlpha(p.cp); p = Peek(q)) {
          part[t++] = kLower[p.cp];
          q += p.length;
        }
        return t;
      };
      char part[24];
      if (next.length != 0 && IsAlpha(next.cp)) {
        const std::string_view second(part, part_at(after, part));
        if (JoinsAcrossHyphen(first, second)) {
          end = after;
          continue;
        }
        break;
      }
      const uint32_t target = cp == '-' || cp == 0x2010 ? HyphenTarget(after) : 0;
      if (target != 0 && IsAlpha(Byte(target)) && IsAlpha(Byte(end - 1))) {
        const std::string_view second(part, part_at(target, part));
        const bool same_case = !IsUpper(Byte(target)) || IsUpper(Byte(end - 1));
        if (same_case && (JoinsAcrossHyphen(first, second) || !SplitsAtLineEnd(first, second))) {
          EndLine(after);
          PushLine(target, 0, SourceLine::kJoined);
          end = target;
          continue;
        }
      }
      break;
    }
    if (cp == '.' && !wide && c.length == 1) {
      const CodePoint next = Peek(after);
      if (IsDigit(next.cp) && length != 0 && IsDigit(static_cast<uint8_t>(Tail()[length - 1]))) {
        add('.');
        end = after;
        continue;
      }
      if (length == 1 && IsAlpha(next.cp) && Acronym(begin)) return;
      if (IsAlnum(next.cp) && Domain(begin, end)) return;
      if (length <= 5 && Enumerate(begin, end)) return;
      break;
    }
    if ((cp == ')' || cp == 0x3001) && !wide && length <= 5) {
      if (Enumerate(begin, end)) return;
      break;
    }
    if (cp == ':' && c.length == 1 && !wide) {
      const std::string_view scheme(Tail(), length);
      if ((scheme == "http" || scheme == "https" || scheme == "ftp" || scheme == "mailto") && Url(begin)) return;
      break;
    }
    if (cp == '@' && c.length == 1 && !wide && IsAlnum(Peek(after).cp)) {
      finish();
      pos_ = end;
      if (!Email(end)) pos_ = end;
      return;
    }
    break;
  }
  finish();
  pos_ = std::max(pos_, end);
}

namespace {

// Look-alike letters in an otherwise Latin word become Latin. True when there were any.
bool MapLookalikes(std::vector<int32_t>* points) {
  bool latin = false, foreign = false;
  for (const int32_t p : *points) {
    const uint32_t cp = static_cast<uint32_t>(p);
    latin |= IsAlpha(cp);
    if (cp < 0x80) continue;
    if (Lookalike(cp) != 0) {
      foreign = true;
    } else if (cp >= 0x250) {
      return false;  // a word of another script
    }
  }
  if (!latin || !foreign) return false;
  for (int32_t& p : *points) {
    const uint32_t like = p >= 0x80 ? Lookalike(static_cast<uint32_t>(p)) : 0;
    if (like != 0) p = static_cast<int32_t>(like);
  }
  return true;
}

// Lower case where that is one code point each; false when the word needs full normalisation.
bool LowerSimply(std::vector<int32_t>* points) {
  bool simple = true;
  for (int32_t& p : *points) {
    const uint32_t cp = static_cast<uint32_t>(p);
    const uint32_t lower = cp < 0x80 ? static_cast<uint8_t>(kLower[cp]) : SimpleLower(cp);
    if (lower == 0) {
      simple = false;
    } else {
      p = static_cast<int32_t>(lower);
    }
  }
  return simple;
}

}  // namespace

// Writes the word in scratch_, normalised: look-alikes, case folding, compatibility forms, composition. A step may make room for
// another (a folded letter that is a look-alike), so they are repeated until nothing changes.
void Folder::FinishWide(uint32_t begin, uint32_t end) {
  auto& points = w_.scratch_;
  const auto write = [&] {
    Reserve(static_cast<uint32_t>(points.size()) * 4);
    uint32_t length = 0;
    for (const int32_t p : points) length += WriteUtf8(static_cast<uint32_t>(p), Tail() + length);
    return length;
  };
  uint32_t length = 0;
  for (int round = 0; round < 5; ++round) {
    if (MapLookalikes(&points)) hidden_ = true;
    const bool simple = LowerSimply(&points);
    const bool mapped = MapLookalikes(&points);
    if (mapped) hidden_ = true;
    length = write();
    if (simple) break;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(Tail());
    const auto need = utf8proc_decompose(bytes, length, nullptr, 0, options);
    if (need <= 0) break;
    points.resize(static_cast<size_t>(need) + 1);
    utf8proc_decompose(bytes, length, points.data(), need, options);
    const auto kept = utf8proc_normalize_utf32(points.data(), need, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (kept <= 0) break;
    points.resize(static_cast<size_t>(kept));
    const std::string before(Tail(), length);
    length = write();
    if (before == std::string_view(Tail(), length)) break;
  }
  if (length != 0) EmitRespelled(length, begin, end);
}

// Digits at pos_: groups, decimals, a unit behind them.
void Folder::Number() {
  const uint32_t begin = pos_;
  uint32_t end = begin, length = 0;
  const auto digits = [&](uint32_t at, uint32_t* stop) {
    uint32_t n = 0;
    for (CodePoint c = Peek(at); c.length != 0 && IsDigit(c.cp); c = Peek(at)) {
      at += c.length;
      ++n;
    }
    *stop = at;
    return n;
  };
  const auto copy = [&](uint32_t from, uint32_t to) {
    Reserve(length + (to - from) + 8);
    for (uint32_t at = from; at < to;) {
      const CodePoint c = Peek(at);
      Tail()[length++] = kLower[c.cp & 127];
      at += c.length;
    }
    end = to;
  };
  uint32_t stop;
  const uint32_t head = digits(begin, &stop);
  copy(begin, stop);
  uint32_t separator = 0;
  if (head <= 3) {
    for (;;) {
      const CodePoint c = Peek(end);
      if (c.length == 0) break;
      uint32_t kind = c.cp;
      if (kind >= 0x80) {
        const Class k = ClassOf(kind);
        kind = k == Class::kThinSpace ? ' ' : k == Class::kApostrophe ? '\'' : 0;
      } else if (kind == ' ') {
        break;  // decided on words
      }
      if (kind != ',' && kind != '\'' && kind != '_' && kind != ' ' && kind != '.') break;
      if (separator != 0 && kind != separator) break;
      uint32_t after;
      if (digits(end + c.length, &after) != 3) break;
      if (kind == '.' && separator == 0) {  // 1.000.000, but not 1.000
        const CodePoint again = Peek(after);
        uint32_t unused;
        if (again.cp != '.' || digits(after + 1, &unused) != 3) break;
      }
      separator = kind;
      copy(end + c.length, after);
    }
  }
  if (separator != '.') {
    for (CodePoint c = Peek(end); c.cp == '.' && c.length != 0; c = Peek(end)) {
      uint32_t after;
      if (digits(end + c.length, &after) == 0) break;
      Reserve(length + 8);
      Tail()[length++] = '.';
      copy(end + c.length, after);
    }
  }
  const CodePoint next = Peek(end);
  if (next.length != 0 && IsAlpha(next.cp)) return WordSlow(begin, length, end);
  if ((next.cp == '.' || next.cp == ')' || next.cp == 0x3001 || next.cp == '\\') && separator == 0 && Enumerate(begin, end)) return;
  if (next.cp == '.' && IsAlnum(Peek(end + 1).cp) && Domain(begin, end)) return;
  if (next.cp == '@' && IsAlnum(Peek(end + 1).cp)) {
    Emit(length, begin, end);
    pos_ = end;
    Email(end);
    return;
  }
  if (next.cp == '\'' || (next.cp >= 0x80 && ClassOf(next.cp) == Class::kApostrophe)) {
    const CodePoint s = Peek(end + next.length);
    if ((s.cp | 32) == 's' && s.length != 0 && !IsAlnum(Peek(end + next.length + s.length).cp)) {
      Emit(length, begin, end);
      pos_ = end + next.length + s.length;
      return;
    }
  }
  if (next.cp >= 0x80) {
    const Class k = ClassOf(next.cp);
    if (k == Class::kLetter || k == Class::kMark || k == Class::kZeroWidth || k == Class::kIgnored || k == Class::kSoftHyphen) {
      return WordSlow(begin, length, end);
    }
  }
  Emit(length, begin, end);
  pos_ = end;
}

// "U.S.", "e.g.", "L.L.C.": single letters with stops between them are one word.
bool Folder::Acronym(uint32_t begin) {
  uint32_t q = begin, length = 0, end = begin;
  while (q + 1 < n_ && IsAlpha(Byte(q)) && s_[q + 1] == '.' && length < 12) {
    Tail()[length++] = kLower[Byte(q)];
    q += 2;
    end = q - 1;
  }
  if (length == 12) return false;
  if (q < n_ && IsAlpha(Byte(q)) && !(q + 1 < n_ && (IsAlnum(Byte(q + 1)) || Byte(q + 1) >= 0x80))) {
    Tail()[length++] = kLower[Byte(q)];
    end = ++q;
  } else if (q < n_ && (IsAlnum(Byte(q)) || Byte(q) >= 0x80)) {
    return false;
  }
  if (length < 2) return false;
  // The byte behind must end the word: no apostrophe, hyphen or at sign of a longer form.
  if (q < n_ && (s_[q] == '@' || s_[q] == '_')) return false;
  EmitRespelled(length, begin, end);
  pos_ = end;
  return true;
}

namespace {
// What may stand in a URL, brackets apart.
constexpr bool IsUrlByte(uint8_t c) {
  if (IsAlnum(c)) return true;
  switch (c) {
    case '-': case '.': case '_': case '~': case ':': case '/': case '?': case '#': case '@': case '!': case '$': case '&': case '+':
    case ',': case ';': case '=': case '%': case '(': case ')': case '*': case '\'':
      return true;
    default: return false;
  }
}
// What is cut from its end.
constexpr bool IsUrlTail(uint8_t c) {
  switch (c) {
    case '.': case ',': case ';': case ':': case '!': case '?': case '\'': case '*': case '_': case '(': case ')': case '&':
      return true;
    default: return false;
  }
}
}  // namespace

// A URL from `begin` on: one word. False when nothing worth the name stands there.
bool Folder::Url(uint32_t begin, bool) {
  uint32_t q = begin;
  int depth = 0;
  uint32_t last_paren = 0;
  while (q < n_ && IsUrlByte(Byte(q))) {
    if (s_[q] == '(') ++depth;
    if (s_[q] == ')') {
      if (depth == 0) break;
      --depth;
      last_paren = q + 1;
    }
    if (s_[q] == '*' && q + 1 < n_ && s_[q + 1] == '*') break;
    ++q;
  }
  while (q > begin && q != last_paren && IsUrlTail(Byte(q - 1))) --q;
  const std::string_view url = s_.substr(begin, q - begin);
  const size_t colon = url.find(':');
  const bool scheme = colon != std::string_view::npos && colon <= 6;
  size_t body = 0;
  if (scheme && url.substr(colon, 3) == "://") {
    body = colon + 3;
  } else if (scheme && colon == 6 && (url[0] | 32) == 'm') {
    body = colon + 1;
  } else if (url.size() > 4 && (url[0] | 32) == 'w' && url[3] == '.') {
    body = 4;
  } else if (scheme) {
    return false;
  }
  if (body >= url.size() || !IsAlnum(static_cast<uint8_t>(url[body]))) return false;
  Reserve(static_cast<uint32_t>(url.size()) + 8);
  for (size_t i = 0; i < url.size(); ++i) Tail()[i] = kLower[static_cast<uint8_t>(url[i])];
  pending_ |= kUrl;
  Emit(static_cast<uint32_t>(url.size()), begin, q);
  pos_ = q;
  return true;
}

// "llama.com/license", "ai.google.dev": host names without a scheme. `word_end` is where the first label ends.
bool Folder::Domain(uint32_t begin, uint32_t word_end) {
  if (begin > 0 && (s_[begin - 1] == '@' || s_[begin - 1] == '.' || s_[begin - 1] == '-' || s_[begin - 1] == '_')) return false;
  uint32_t q = word_end, label = begin;
  uint32_t dots = 0;
  for (;;) {
    while (q < n_ && (IsAlnum(Byte(q)) || (s_[q] == '-' && q + 1 < n_ && IsAlnum(Byte(q + 1)) && q > label))) ++q;
    if (q + 1 < n_ && s_[q] == '.' && IsAlnum(Byte(q + 1)) && q > label) {
      ++dots;
      label = ++q;
      continue;
    }
    break;
  }
  if (dots == 0 || q - label > 10 || q == label || q - begin > 200) return false;
  char last[12];
  for (uint32_t i = label; i < q; ++i) last[i - label] = kLower[Byte(i)];
  const bool path = q + 1 < n_ && s_[q] == '/' && IsAlnum(Byte(q + 1));
  const bool www = word_end - begin == 3 && (s_[begin] | 32) == 'w' && (s_[begin + 1] | 32) == 'w' && (s_[begin + 2] | 32) == 'w';
  if (!www && !IsTopLevelDomain(std::string_view(last, q - label), !path)) return false;
  if (q < n_ && (s_[q] == '@' || s_[q] == '_' || Byte(q) >= 0xC3)) {
    if (s_[q] == '@' || s_[q] == '_') return false;
  }
  if (path || www) return Url(begin);
  Reserve(q - begin + 8);
  for (uint32_t i = begin; i < q; ++i) Tail()[i - begin] = kLower[Byte(i)];
  pending_ |= kUrl;
  Emit(q - begin, begin, q);
  pos_ = q;
  return true;
}

// At '@' between letters or digits: the address around it, replacing the words that its local part was cut into.
bool Folder::Email(uint32_t at) {
  const auto local = [](uint8_t c) { return IsAlnum(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-'; };
  uint32_t first = at;
  while (first > line_begin_ && at - first < 64 && local(Byte(first - 1))) --first;
  while (first < at && !IsAlnum(Byte(first))) ++first;
  if (first == at) return false;
  uint32_t q = at + 1, dot = 0;
  while (q < n_ && (IsAlnum(Byte(q)) || ((s_[q] == '.' || s_[q] == '-') && q + 1 < n_ && IsAlnum(Byte(q + 1))))) {
    if (s_[q] == '.') dot = q;
    ++q;
  }
  if (dot == 0 || !IsAlpha(Byte(q - 1))) return false;
  uint16_t marks = 0;
  uint32_t keep = count_;
  while (keep > 0 && w_.begin_[keep - 1] >= first) --keep;
  if (keep == count_ || w_.begin_[keep] != first || (keep > 0 && w_.end_[keep - 1] > first)) return false;
  for (uint32_t i = keep; i < count_; ++i) {
    if ((w_.marks_[i] & kUrl) != 0) return false;
  }
  marks = w_.marks_[keep];
  while (count_ > keep) PopWord();
  Reserve(q - first + 8);
  for (uint32_t i = first; i < q; ++i) Tail()[i - first] = kLower[Byte(i)];
  stop_ = 0;
  pending_ = static_cast<uint16_t>(marks | kUrl);
  Emit(q - first, first, q);
  pos_ = q;
  return true;
}

// At "](": the target of a Markdown link. A full address becomes a word, anything else vanishes.
bool Folder::Link(uint32_t at) {
  const uint32_t limit = std::min(n_, at + 2048);
  uint32_t q = at + 2;
  if (q < limit && s_[q] == '<') ++q;
  const uint32_t begin = q;
  int depth = 0;
  while (q < limit && s_[q] != '\n') {
    if (s_[q] == '(') ++depth;
    if (s_[q] == ')' && depth-- == 0) break;
    ++q;
  }
  if (q >= limit || s_[q] != ')') return false;
  const uint32_t close = q;
  uint32_t end = begin;
  while (end < close && !IsBlank(Byte(end)) && s_[end] != '>') ++end;
  // A title may follow in quotes; words after the address mean that this is no link.
  uint32_t rest = end;
  while (rest < close && (IsBlank(Byte(rest)) || s_[rest] == '>')) ++rest;
  if (rest < close && s_[rest] != '"' && s_[rest] != '\'') return false;
  if (end == begin) return false;
  const std::string_view target = s_.substr(begin, end - begin);
  const auto starts = [&](std::string_view what) {
    return target.size() > what.size() &&
           std::equal(what.begin(), what.end(), target.begin(), [](char a, char b) { return a == kLower[static_cast<uint8_t>(b)]; });
  };
  if (starts("http://") || starts("https://") || starts("www.") || starts("mailto:") || starts("ftp://")) {
    Url(begin);
  } else {
    // Only what looks like a path, an anchor or an address: "[a](b) c" in prose keeps its words.
    const bool plain = target.find_first_of("/.#_") == std::string_view::npos;
    if (plain && std::all_of(target.begin(), target.end(), [](char c) { return IsAlpha(static_cast<uint8_t>(c)) && !IsUpper(static_cast<uint8_t>(c)); }))
      return false;
    if (plain && target.size() <= 5) return false;
    uint32_t label = begin;
    while (label < end && IsAlnum(Byte(label))) ++label;
    if (label > begin && label + 1 < end && s_[label] == '.') Domain(begin, label);
  }
  pos_ = close + 1;
  return true;
}

// A list number written as word and mark: "a)", "iv.", "2.", "1、".
bool Folder::Enumerate(uint32_t begin, uint32_t) {
  // Only where a token starts.
  if (begin > 0) {
    const uint8_t before = Byte(begin - 1);
    const bool open = IsBlank(before) || before == '\n' || before == '\r' || before == '*' || before == '_' || before == '>' ||
                      before == '|' || before == ';' || before == '\\' || before == '#' || before == '"';
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

Folder::Tag Folder::ReadTag(uint32_t at) {
  Tag tag;
  if (next_gt_ <= at) {
    const size_t found = s_.find('>', at);
    next_gt_ = found == std::string_view::npos ? n_ : static_cast<uint32_t>(found);
  }
  if (next_gt_ >= n_ || next_gt_ - at > 4096) return tag;
  uint32_t q = at + 1;
  if (q < n_ && s_[q] == '!') {
    if (s_.substr(q, 3) == "!--") {
      tag.length = 4;
      tag.kind = TagKind::kLineBreak;
      tag.closing = true;  // a comment mark: separates words, breaks no line
      return tag;
    }
    if (q + 1 < n_ && IsAlpha(Byte(q + 1))) {
      tag.length = next_gt_ + 1 - at;
      tag.kind = TagKind::kBlock;
    }
    return tag;
  }
  if (q < n_ && s_[q] == '?') {
    if (q + 1 < n_ && IsAlpha(Byte(q + 1))) {
      tag.length = next_gt_ + 1 - at;
      tag.kind = TagKind::kBlock;
    }
    return tag;
  }
  if (q < n_ && s_[q] == '/') {
    tag.closing = true;
    ++q;
  }
  char name[12];
  uint32_t length = 0;
  while (q < n_ && IsAlnum(Byte(q)) && length < sizeof name) name[length++] = kLower[Byte(q++)];
  if (length == 0 || length == sizeof name || q >= n_) return tag;
  if (s_[q] != '>' && s_[q] != '/' && !IsBlank(Byte(q)) && s_[q] != '\n' && s_[q] != '\r') return tag;
  if (s_[q] == '/' && s_.substr(q, 2) != "/>") return tag;
  tag.kind = KindOfTag(std::string_view(name, length));
  if (tag.kind == TagKind::kUnknown) return tag;
  // Behind the name only attributes: "<a name of your own>" is no tag.
  uint32_t r = q;
  bool attribute = false;
  while (r < next_gt_ && (IsBlank(Byte(r)) || s_[r] == '\n' || s_[r] == '\r' || s_[r] == '/')) ++r;
  if (r < next_gt_) attribute = s_.substr(r, next_gt_ - r).find('=') != std::string_view::npos;
  if (r < next_gt_ && !attribute) {
    // A single bare word is an attribute too (<details open>, <ol reversed>).
    uint32_t t = r;
    while (t < next_gt_ && IsAlpha(Byte(t))) ++t;
    const std::string_view bare = s_.substr(r, t - r);
    if (t != next_gt_ || (bare != "open" && bare != "reversed" && bare != "hidden" && bare != "disabled")) return tag;
  }
  tag.length = next_gt_ + 1 - at;
  if (tag.kind == TagKind::kHeading) tag.level = static_cast<uint8_t>(name[1] - '0');
  if (tag.kind == TagKind::kSkipContent && !tag.closing) {
    // Up to its closing tag, if there is one.
    size_t q2 = next_gt_ + 1;
    while ((q2 = s_.find("</", q2)) != std::string_view::npos && q2 + 2 + length <= n_) {
      bool same = true;
      for (uint32_t i = 0; i < length; ++i) same &= kLower[Byte(static_cast<uint32_t>(q2) + 2 + i)] == name[i];
      if (same) {
        tag.length = static_cast<uint32_t>(q2) - at;
        break;
      }
      q2 += 2;
    }
    tag.kind = TagKind::kBlock;
  } else if (tag.kind == TagKind::kSkipContent) {
    tag.kind = TagKind::kBlock;
  }
  return tag;
}

void Folder::ApplyTag(uint32_t at, const Tag& tag) {
  const uint32_t after = at + tag.length;
  pos_ = after;
  switch (tag.kind) {
    case TagKind::kBold:
      bold_ = !tag.closing;
      break;
    case TagKind::kCell:
    case TagKind::kBlock:
    case TagKind::kItem:
    case TagKind::kHeading:
      EndLine(at);
      blank_before_ = true;
      heading_tag_ = tag.kind == TagKind::kHeading && !tag.closing ? tag.level : 0;
      StartLine(after, false);
      if (!w_.lines_.empty()) {
        SourceLine& line = w_.lines_.back();
        line.flags |= SourceLine::kBlankBefore | SourceLine::kBlockTag;
        if (tag.kind == TagKind::kItem && !tag.closing) line.flags |= SourceLine::kItemTag;
        if (tag.kind == TagKind::kCell) line.flags |= SourceLine::kTable;
      }
      break;
    case TagKind::kLineBreak:
      if (tag.closing) break;  // a comment mark
      EndLine(at);
      StartLine(after, false);
      break;
    default: break;
  }
}

void Folder::AngleBracket() {
  const Tag tag = ReadTag(pos_);
  if (tag.length == 0) {
    ++pos_;
    return;
  }
  ApplyTag(pos_, tag);
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
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
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
      const bool initial = glued && last.size() == 1 && IsAlpha(static_cast<uint8_t>(last[0])) && IsUpper(Byte(w_.begin_[count_ - 1]));
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
      const bool before_space = pos_ == line_begin_ || IsBlank(Byte(pos_ - 1)) || s_[pos_ - 1] == '\n' || s_[pos_ - 1] == '(' ||
                                s_[pos_ - 1] == '*' || s_[pos_ - 1] == '[' || s_[pos_ - 1] == '-' || s_[pos_ - 1] == '_';
      const bool after_space = next.length == 0 || IsBlank(next.cp) || next.cp == '\n' || next.cp == '\r';
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
    default: break;
  }
  pos_ = after;
}

void Folder::Compat(uint32_t cp, uint32_t length) {
  utf8proc_int32_t parts[32];
  int boundary = 0;
  const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(cp), parts, 32, UTF8PROC_COMPAT, &boundary);
  const uint32_t begin = pos_, end = pos_ + length;
  if (count <= 0 || count > 32) {
    pos_ = end;
    return;
  }
  // A word of its own that may go on (a ligature at its start): letters only.
  bool letters = true;
  for (int i = 0; i < count; ++i) {
    const uint32_t part = static_cast<uint32_t>(parts[i]);
    letters &= IsAlpha(part) || (part >= 0x80 && ClassOf(part) == Class::kLetter);
  }
  if (letters) return WordSlow(begin, 0, begin);
  // Half-width kana and jamo: a run of them composes.
  const Class first = parts[0] >= 0x80 ? ClassOf(static_cast<uint32_t>(parts[0])) : Class::kOther;
  if (first == Class::kKana || first == Class::kHangul) {
    auto& points = w_.scratch_;
    points.clear();
    uint32_t q = pos_;
    for (CodePoint c = Peek(q); c.length != 0 && c.cp >= 0x80 && ClassOf(c.cp) == Class::kCompat; c = Peek(q)) {
      const auto n = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c.cp), parts, 32, UTF8PROC_COMPAT, &boundary);
      if (n <= 0 || n > 32) break;
      bool same = true;
      for (int i = 0; i < n; ++i) {
        const Class k = parts[i] >= 0x80 ? ClassOf(static_cast<uint32_t>(parts[i])) : Class::kOther;
        same &= k == first || (k == Class::kMark && first == Class::kKana);
      }
      if (!same) break;
      points.insert(points.end(), parts, parts + n);
      q += c.length;
    }
    if (q > pos_) {
      FinishWide(begin, q);
      pos_ = q;
      return;
    }
  }
  // Symbols that stand for several characters: each run of letters or digits is a word.
  pos_ = end;
  uint32_t run = 0;
  const auto flush = [&] {
    if (run != 0) EmitRespelled(run, begin, end);
    run = 0;
  };
  for (int i = 0; i < count; ++i) {
    const uint32_t part = static_cast<uint32_t>(parts[i]);
    if (IsAlnum(part)) {
      Tail()[run++] = kLower[part];
      continue;
    }
    flush();
    if (part < 0x80) continue;
    const Class k = ClassOf(part);
    if (k == Class::kHan) {
      Emit(WriteUtf8(Simplified(part), Tail()), begin, end);
    } else if (k == Class::kLetter || k == Class::kKana || k == Class::kHangul) {
      auto& points = w_.scratch_;
      points.clear();
      for (; i < count && parts[i] >= 0x80; ++i) {
        const Class next = ClassOf(static_cast<uint32_t>(parts[i]));
        if (next != k && next != Class::kMark) break;
        points.push_back(parts[i]);
      }
      --i;
      FinishWide(begin, end);
    }
  }
  flush();
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
    default: break;
  }
  pos_ = after;
}

// ------------------------------------------------------------------------------------------------------------- lines

// A section, clause or version number is expected here, not a list mark.
bool Folder::IsReference(const Enumerator& e) const {
  if (count_ == 0 || last_punct_ == '.' || last_punct_ == ';' || last_punct_ == ':' || last_punct_ == '!' || last_punct_ == '?') return false;
  const std::string_view last = Last();
  if (e.parenthesised ? TakesReference(last) : TakesNumber(last)) return true;
  if (IsDigit(static_cast<uint8_t>(last[0])) && last_punct_ == 0) return true;
  // "Sections 2 (a) and (b)", "paragraphs (a), (b) or (c)".
  if (reference_ < count_ && count_ - reference_ <= 2) return true;
  if (!e.parenthesised) return false;
  return last == "条" || last == "款" || last == "项" || last == "第" || last == "节";
}

// Whether a number or letter that looks like a list mark is one. Uses nothing that re-wrapping changes, except at the start of a
// paragraph or behind a line that was plainly broken on purpose.
bool Folder::AcceptEnumerator(const Enumerator& e, bool glued, bool paragraph_start) const {
  if (paragraph_start) {
    if (e.kind == Marker::kDotted && e.close == 0) return count_ != 0 && sequence_.Plausible(e);
    return true;
  }
  if (IsReference(e)) return false;
  const bool terminal = last_punct_ == '.' || last_punct_ == ';' || last_punct_ == ':' || last_punct_ == '!' || last_punct_ == '?' ||
                        last_punct_ == ',';
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
  return (terminal ? last_punct_ != ',' || e.kind != Marker::kDotted : conjunction && e.kind != Marker::kDotted) && sequence_.Follows(e);
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
  for (uint32_t q = line.begin; q < stop;) {
    if (Byte(q) < 0x80) {
      ++columns;
      ++q;
    } else {
      const CodePoint c = ReadUtf8(s_, q);
      columns += ColumnsOf(c.cp);
      q += c.length;
    }
  }
  line.width = static_cast<uint16_t>(std::min<uint32_t>(columns, 0xFFFF));
  line.terminal = last_punct_;
  previous_width_ = columns - line.indent;
  previous_terminal_ = line.terminal;
}

// Whether the line at `line`, whose leader `leader` stands at `at`, has a neighbour below with the same leader.
bool Folder::LeaderRun(uint32_t, uint32_t at, std::string_view leader) const {
  size_t q = s_.find_first_of("\n\r", at);
  if (q == std::string_view::npos) return false;
  q += s_[q] == '\r' && q + 1 < n_ && s_[q + 1] == '\n' ? 2 : 1;
  while (q < n_ && IsBlank(Byte(static_cast<uint32_t>(q)))) ++q;
  if (q + leader.size() > n_) return false;
  for (size_t i = 0; i < leader.size(); ++i) {
    if (kLower[Byte(static_cast<uint32_t>(q + i))] != leader[i]) return false;
  }
  const size_t after = q + leader.size();
  if (IsAlpha(static_cast<uint8_t>(leader[0]))) return after >= n_ || !IsAlnum(Byte(static_cast<uint32_t>(after)));
  return true;
}

// Lines that start with "#" one below the other are a comment; a lone one, or two of several "#", are Markdown headings.
bool Folder::HashRun(uint32_t at) const {
  if (!LeaderRun(0, at, "#")) return false;
  if (at + 1 < n_ && s_[at + 1] != '#') return true;
  size_t q = s_.find_first_of("\n\r", at);
  q = s_.find('#', q);
  return q != std::string_view::npos && LeaderRun(0, static_cast<uint32_t>(q), "#");
}

// At the first byte of a source line: blank lines, leaders, quote marks and list marks are read off; pos_ is left at the text.
void Folder::StartLine(uint32_t at, bool first) {
  uint8_t flags = first || blank_before_ ? SourceLine::kBlankBefore : 0;
  blank_before_ = false;
  uint32_t q = at;
  uint32_t indent = 0;
  for (bool again = true; again;) {
    again = false;
    indent = 0;
    const uint32_t line = q;
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
      const auto has = [&](std::string_view what) { return s_.substr(q, what.size()) == what; };
      const auto word_leader = [&](std::string_view what) {
        if (q + what.size() >= n_) return false;
        for (size_t i = 0; i < what.size(); ++i) {
          if (kLower[Byte(q + static_cast<uint32_t>(i))] != what[i]) return false;
        }
        const uint8_t next = Byte(q + static_cast<uint32_t>(what.size()));
        return IsBlank(next) || next == '\n' || next == '\r';
      };
      uint32_t skip = 0;
      char kind = 0;
      if (c.cp == '>') {
        ++q;
        indent = 0;
        continue;
      }
      if (has("/*")) {
        skip = 2;
        while (q + skip < n_ && (s_[q + skip] == '*' || s_[q + skip] == '!')) ++skip;
        kind = '*';
        in_comment_ = true;
      } else if (has("*/")) {
        skip = 2;
        in_comment_ = false;
        kind = '*';
      } else if (in_comment_ && c.cp == '*') {
        skip = 1;
        kind = '*';
      } else if (has("//")) {
        skip = 2;
        while (q + skip < n_ && (s_[q + skip] == '/' || s_[q + skip] == '!')) ++skip;
        kind = '/';
      } else if (has("<!--")) {
        skip = 4;
        kind = '<';
      } else if (c.cp == '#' && (leader_ == '#' || HashRun(q))) {
        skip = 1;
        kind = '#';
      } else if (c.cp == ';' && (leader_ == ';' || LeaderRun(line, q, ";"))) {
        while (q + skip < n_ && s_[q + skip] == ';') ++skip;
        kind = ';';
      } else if (c.cp == '%' && (leader_ == '%' || LeaderRun(line, q, "%"))) {
        while (q + skip < n_ && s_[q + skip] == '%') ++skip;
        kind = '%';
      } else if (has("--") && !has("---") && (leader_ == '-' || LeaderRun(line, q, "--"))) {
        skip = 2;
        kind = '-';
      } else if (c.cp == '\'' && (leader_ == '\'' || LeaderRun(line, q, "'"))) {
        skip = 1;
        kind = '\'';
      } else if (word_leader("rem") && (leader_ == 'r' || LeaderRun(line, q, "rem"))) {
        skip = 3;
        kind = 'r';
      } else if (word_leader("dnl") && (leader_ == 'd' || LeaderRun(line, q, "dnl"))) {
        skip = 3;
        kind = 'd';
      }
      if (skip == 0) break;
      q += skip;
      indent = 0;
      leader_seen = true;
      leader_ = kind;
    }
    if (!leader_seen) leader_ = 0;
    if (q >= n_) break;
    const uint8_t c = Byte(q);
    uint32_t rest = q;  // a line of nothing but one kind of mark: a rule, an underline, a fence
    if (std::strchr("-=*_~+#|:/", static_cast<char>(c)) != nullptr && c != 0) {
      while (rest < n_ && (std::strchr("-=*_~+#|:/ \t", s_[rest]) != nullptr) && s_[rest] != 0) ++rest;
    }
    const bool fence = s_.substr(q, 3) == "```" || s_.substr(q, 3) == "~~~";
    if (fence) {
      in_fence_ = !in_fence_;
      size_t end = s_.find_first_of("\n\r", q);
      const size_t limit = end == std::string_view::npos ? n_ : end;
      // ```text : an info string is no text; more than one word is.
      const std::string_view info = s_.substr(q + 3, limit - q - 3);
      const bool plain = info.size() <= 16 && info.find(' ') == std::string_view::npos && info.find('`') == std::string_view::npos;
      rest = plain ? static_cast<uint32_t>(limit) : q;
    }
    if (rest > q && (rest >= n_ || s_[rest] == '\n' || s_[rest] == '\r')) {
      const bool underline = (c == '=' || c == '-') && rest - q >= 3 && !fence;
      if (underline && (flags & SourceLine::kBlankBefore) == 0 && !w_.lines_.empty() && w_.lines_.back().word < count_) {
        SourceLine& above = w_.lines_.back();
        if (above.terminal == 0 && above.width <= 100 && above.marker != Marker::kBullet) above.heading = c == '=' ? 1 : 2;
      }
      q = rest;
    }
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
    if (h - q <= 6 && leader_ != '#' && (h >= n_ || IsBlank(Byte(h)) || Byte(h) >= 0x80 || s_[h] == '*')) heading = h - q;
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
    for (CodePoint c = Peek(q); c.length != 0 && (IsBlank(c.cp) || c.cp == 0xA0 || c.cp == 0x3000); c = Peek(q)) q += c.length;
  };
  const auto skip_bold = [&] {
    if (s_.substr(q, 2) == "**" || s_.substr(q, 2) == "__") {
      flags |= SourceLine::kBoldStart;
      if (s_[q] == '*') bold_ = !bold_;
      q += 2;
    }
  };
  // Bullets. A dash at the start of a wrapped line is punctuation: Layout forgives nothing there, so it is asked for here.
  {
    const CodePoint c = Peek(q);
    const CodePoint next = Peek(q + c.length);
    const bool spaced = next.length != 0 && (IsBlank(next.cp) || next.cp == 0xA0 || next.cp == 0x3000);
    const bool ascii_bullet = c.length == 1 && (c.cp == '-' || c.cp == '*' || c.cp == '+') && spaced;
    const bool dash = c.cp >= 0x80 && c.length != 0 && ClassOf(c.cp) == Class::kHyphen && spaced;
    const bool sign = c.cp >= 0x80 && c.length != 0 && ClassOf(c.cp) == Class::kBullet;
    const bool letter_o = c.cp == 'o' && next.length != 0 && (next.cp == '\t' || (next.cp == ' ' && Peek(q + 2).cp == ' '));
    const bool listed = !w_.lines_.empty() && w_.lines_.back().marker == Marker::kBullet;
    const bool expected = paragraph || listed || previous_terminal_ != 0 || previous_width_ < 45 || indent >= 2;
    if (sign || ((ascii_bullet || dash || (letter_o && indent > 0)) && (expected || c.cp == '*' || c.cp == '+'))) {
      marker = Marker::kBullet;
      q += c.length;
      skip_blanks();
      if (q + 3 < n_ && s_[q] == '[' && (s_[q + 1] == ' ' || s_[q + 1] == 'x' || s_[q + 1] == 'X') && s_[q + 2] == ']') q += 3;  // task
      skip_blanks();
    }
  }
  skip_bold();
  {
    const Enumerator e = ReadEnumerator(s_, q);
    if (e.length != 0) {
      const bool broken = !paragraph && previous_width_ < 45 && (e.kind != Marker::kDotted || e.close != 0 || sequence_.Plausible(e));
      // At a line start without a blank line before it, the next of its kind is a list mark even if the line above has no stop;
      // the first of its kind needs a line above that was plainly broken on purpose.
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

void Folder::Finish() {
  EndLine(n_);
  w_.at_.resize(count_);
  w_.begin_.resize(count_);
  w_.end_.resize(count_);
  w_.marks_.resize(count_);
  w_.level_.assign(count_, 0);
  w_.text_.resize(text_size_);
  w_.text_[0] = ' ';
  while (!w_.lines_.empty() && w_.lines_.back().word >= count_) w_.lines_.pop_back();
  uint16_t tail = pending_;
  if (stop_ != 0) tail |= kSentence;
  w_.tail_marks_ = tail;
  MarkLayout(s_, w_.lines_, &w_);
}

void Fold(std::string_view utf8, Words* words) {
  constexpr size_t kMost = 0x40000000;  // offsets are 32 bits, and folding may lengthen a text
  Folder(utf8.substr(0, kMost), words).Run();
}

std::string FoldPhrase(std::string_view phrase) {
  Words words;
  Fold(phrase, &words);
  const std::string_view text = words.text();
  return text.size() < 2 ? std::string() : std::string(text.substr(1, text.size() - 2));
}

}  // namespace caveat::text
