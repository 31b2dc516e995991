// Fold with vector instructions. Most of a text is words with a blank, a comma or a line end between them: these are
// cut here, 64 bytes classified at once, each word lowered with one or two loads and stores. Whatever else comes up
// goes to the scalar parts of Folder, one step at a time. Compiled once for each instruction set; the best is chosen at
// run time. Tests and fuzzing hold every set against FoldScalar.

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "text/fold_vector.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <iterator>

#if HWY_ARCH_X86
#include <cpuid.h>
#endif

#include "text/fold.h"
#include "text/folder.h"

// What does not depend on the instruction set: once.
#ifndef CAVEAT_TEXT_FOLD_VECTOR_CC_
#define CAVEAT_TEXT_FOLD_VECTOR_CC_
namespace caveat::text {

// What the byte behind a word means for the word; kSlow: WordSlow or Number decides.
enum class After : uint8_t { kSlow, kEnds, kLook };
constexpr std::array<After, 256> MakeAfter() {
  std::array<After, 256> t{};
  for (size_t c = 0; c < 128; ++c) t[c] = After::kEnds;
  for (const char c : {'.', ')', ':', '-', '\'', '`', '*', '&', '<', '@'}) t[static_cast<size_t>(c)] = After::kLook;
  t[0xE2] = After::kLook;
  for (size_t c = 0xE5; c <= 0xE9; ++c) t[c] = After::kEnds;  // Han
  return t;
}
inline constexpr std::array<After, 256> kAfter = MakeAfter();

// Behind a number.
constexpr std::array<After, 256> MakeAfterNumber() {
  std::array<After, 256> t{};
  for (size_t c = 0; c < 128; ++c) t[c] = After::kEnds;
  for (const char c : {'\'', '_', '.', ')', '\\', '@', '&'}) t[static_cast<size_t>(c)] = After::kSlow;
  t[','] = After::kLook;
  return t;
}
inline constexpr std::array<After, 256> kAfterNumber = MakeAfterNumber();

inline bool Plain(uint8_t c) { return (kAsciiClass[c] & kIsEnd) != 0; }
// A word of up to five letters that is no list mark whatever follows: not one letter, not two alike, no roman number,
// no "sec" or "art".
inline bool NeverMarks(const char* word, uint32_t length) {
  if (length < 2) return false;
  const char c = word[0];
  if (c == 'i' || c == 'v' || c == 'x' || c == 'l' || c == 'c' || c <= '9') return false;
  if (length == 2) return c != word[1];
  return !(length == 3 && ((c == 's' && word[1] == 'e') || (c == 'a' && word[1] == 'r')));
}

// Whether the word, lowered at `word`, ends at `p` as it stands: nothing that follows belongs to it or makes it
// something else.
inline bool EndsPlainly(const uint8_t* p, const char* word, uint32_t length) {
  const uint8_t next = p[1];
  switch (*p) {
    case '.':
      return Plain(next) && (length > 5 ? true : NeverMarks(word, length));
    case ')':
      return length > 5 || NeverMarks(word, length);
    case ':':
      return (next != '/' && !(length == 6 && word[0] == 'm')) || length > 6 || length < 3;
    case '-':
      if (next >= 0x80 || next == '&' || next == '\n' || next == '\r' || IsBlank(next)) return false;
      return length > 3 || !((length == 1 && word[0] == 'e') || (length == 2 && word[0] == 'r' && word[1] == 'e') ||
                             (length == 3 && word[0] == 's' && word[1] == 'u' && word[2] == 'b'));
    case '\'':
    case '`':
      return next < 0x80 && next != '&' && !IsAlpha(next);
    case '*':
      return next != '*';
    case '&':
      return next < 0x80 && next != '#' && !IsAlnum(next);
    case '<':
      return next != '/' && next != '!' && next != '?' && !IsAlnum(next);
    case '@':
      return next < 0x80 && next != '&' && !IsAlnum(next);
    case 0xE2:  // “ ”
      return next == 0x80 && (p[2] == 0x9C || p[2] == 0x9D);
    default:
      return false;
  }
}

// "section", "article", "clause", "sec", "art" as the first word of a line may start an enumerator.
inline bool MayBeSection(const uint8_t* p, uint32_t length) {
  const uint32_t c = p[0] | 32u;
  if (length == 3) return c == 's' || (c == 'a' && (p[1] | 32) == 'r');
  return (length == 6 && c == 'c') || (length == 7 && (c == 's' || c == 'a'));
}

// Anything but a letter that starts a line and is neither a leader nor a list mark.
inline bool OtherPlainStart(const uint8_t* p) {
  if (p[0] == '"' || p[0] == '[') return true;
  if (p[0] == '`') return p[1] != '`';
  if (p[0] == '<') return p[1] != '!';
  if (p[0] == 0xE2) return p[1] == 0x80 && p[2] == 0x9C;
  if (p[0] < 0xE4 || p[0] > 0xE9 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80) return false;
  switch ((p[0] & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u)) {
    case 0x7B2C:  // 第 and the numbers from one to ten
    case 0x4E00:
    case 0x4E8C:
    case 0x4E09:
    case 0x56DB:
    case 0x4E94:
    case 0x516D:
    case 0x4E03:
    case 0x516B:
    case 0x4E5D:
    case 0x5341:
      return false;
    default:
      return true;
  }
}

// What stands between words.
enum class Step : uint8_t {
  kOther,
  kAlnum,
  kSkip,
  kBlank,
  kComma,
  kLine,
  kStop,
  kMark,
  kOpen,
  kClose,
  kOpenSquare,
  kCloseSquare,
  kStar,
  kHan,
  kWide
};
constexpr std::array<Step, 256> MakeSteps() {
  std::array<Step, 256> t{};
  for (size_t c = 0; c < 256; ++c) {
    if ((kAsciiClass[c] & (kIsAlpha | kIsDigit)) != 0) t[c] = Step::kAlnum;
    if ((kAsciiClass[c] & kIsBlank) != 0) t[c] = Step::kBlank;
  }
  for (const char c : {'-', '/', '=', '+', '~', '^', '#', '>', '{', '}', '|', '_', '\\', '@', '`'})
    t[static_cast<size_t>(c)] = Step::kSkip;
  for (size_t c = 0xE4; c <= 0xE9; ++c) t[c] = Step::kHan;
  t[0xE2] = t[0xE3] = t[0xEF] = Step::kWide;
  t[','] = t[';'] = t[':'] = Step::kComma;
  t['\n'] = t['\r'] = Step::kLine;
  t['.'] = Step::kStop;
  t['!'] = t['?'] = Step::kMark;
  t['('] = Step::kOpen;
  t[')'] = Step::kClose;
  t['['] = Step::kOpenSquare;
  t[']'] = Step::kCloseSquare;
  t['*'] = Step::kStar;
  return t;
}
inline constexpr std::array<Step, 256> kSteps = MakeSteps();

}  // namespace caveat::text
#endif  // CAVEAT_TEXT_FOLD_VECTOR_CC_

HWY_BEFORE_NAMESPACE();
namespace caveat::text::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr uint32_t kBlock = 64;

// Bit i is set when p[i] is an ASCII letter or digit.
HWY_INLINE uint64_t AlnumBits(const uint8_t* p) {
  const hn::CappedTag<int8_t, kBlock> d;
  constexpr size_t kLanes = hn::MaxLanes(hn::CappedTag<int8_t, kBlock>());
  const auto* from = reinterpret_cast<const int8_t*>(p);
  uint64_t bits = 0;
  for (size_t i = 0; i < kBlock; i += kLanes) {
    const auto v = hn::LoadU(d, from + i);
    // Moved so that the range ends at 127: one signed comparison each. Bytes from 0x80 on stay below.
    const auto letter = hn::Gt(hn::Add(hn::Or(v, hn::Set(d, 0x20)), hn::Set(d, 127 - 'z')), hn::Set(d, 127 - 26));
    const auto digit = hn::Gt(hn::Add(v, hn::Set(d, 127 - '9')), hn::Set(d, 127 - 10));
    uint64_t part = 0;
    hn::StoreMaskBits(d, hn::Or(letter, digit), reinterpret_cast<uint8_t*>(&part));
    bits |= part << i;
  }
  return bits;
}

// Copies at least `length` and at most 64 bytes in lower case.
HWY_INLINE void CopyLowered(const uint8_t* from, uint32_t length, char* to) {
  const hn::CappedTag<int8_t, 32> d;
  constexpr size_t kLanes = hn::MaxLanes(hn::CappedTag<int8_t, 32>());
  size_t i = 0;
  do {
    const auto v = hn::LoadU(d, reinterpret_cast<const int8_t*>(from) + i);
    const auto upper = hn::Gt(hn::Add(v, hn::Set(d, 127 - 'Z')), hn::Set(d, 127 - 26));
    hn::StoreU(hn::Or(v, hn::And(hn::VecFromMask(d, upper), hn::Set(d, 0x20))), d, reinterpret_cast<int8_t*>(to) + i);
    i += kLanes;
  } while (HWY_UNLIKELY(i < length));
}

HWY_INLINE bool PlainLine(Folder& f, uint32_t at, uint32_t indent, bool blank, bool bullet) {
  f.leader_ = 0;
  f.blank_before_ = false;
  if (blank) f.depth_ = 0;
  f.pos_ = at;
  f.PushLine(at, indent, blank ? uint8_t{SourceLine::kBlankBefore} : uint8_t{0});
  f.HeadLine(bullet, indent);
  return true;
}

// The line at `at` when it starts with a plain word: blank lines and indentation are all there is to read off. False,
// with nothing done, when StartLine must see it.
HWY_INLINE bool StartPlainLine(Folder& f, uint32_t at) {
  if (at < f.front_end_) return false;
  const auto* const s = reinterpret_cast<const uint8_t*>(f.s_.data());
  uint32_t q = at, indent = 0;
  bool blank = f.blank_before_;
  for (;; ++q) {
    if (q + kBlock + 2 > f.n_) return false;
    if (s[q] == ' ') {
      ++indent;
    } else if (s[q] == 0xE3 && s[q + 1] == 0x80 && s[q + 2] == 0x80) {
      indent += 2;
      q += 2;
    } else if (s[q] == '\n') {
      indent = 0;
      blank = true;
    } else if (s[q] != '\r' || s[q + 1] != '\n') {
      break;
    }
  }
  const bool bullet = (s[q] == '-' || s[q] == '*') && s[q + 1] == ' ';
  if (bullet) {
    if (s[q] == '*' ? f.in_comment_ : !f.ExpectsBullet(blank, indent)) return false;
    for (++q; s[q] == ' '; ++q) {
      if (q + kBlock + 2 > f.n_) return false;
    }
    if (q + kBlock + 2 > f.n_) return false;
  }
  const uint8_t c = s[q];
  if (!IsAlpha(c)) return !(bullet && c == '[') && OtherPlainStart(s + q) && PlainLine(f, q, indent, blank, bullet);
  if (!bullet) {
    if (c == 'o' && (s[q + 1] == ' ' || s[q + 1] == '\t')) return false;  // may be a bullet
    if (((c | 32) == 'r' && (s[q + 1] | 32) == 'e' && (s[q + 2] | 32) == 'm') ||
        ((c | 32) == 'd' && (s[q + 1] | 32) == 'n' && (s[q + 2] | 32) == 'l')) {
      return false;  // may be a comment leader
    }
  }
  // No list mark.
  const uint32_t length = static_cast<uint32_t>(std::countr_one(AlnumBits(s + q)));
  if (length <= 8) {
    const uint8_t end = s[q + length];
    if (end == '.' || end == ')' || end == '\\' || end >= 0x80 || MayBeSection(s + q, length)) return false;
  }
  return PlainLine(f, q, indent, blank, bullet);
}

// From f.pos_ to near the end of the source. The state of the folder lives in locals here, since stores of characters
// could be stores to anything; it is written back for each call.
void Loop(Folder& f) {
  if (f.n_ < 2 * kBlock) return;
  const uint32_t limit = f.n_ - kBlock - 4;  // a block behind a blank, and what EndsPlainly looks at behind it
  const auto* const s = reinterpret_cast<const uint8_t*>(f.s_.data());
  const SpellingFilter& spelling = f.spelling_;

  uint32_t p, count, capacity, text_size, room, stop_end, depth;
  Folder::Arrays arrays;
  uint32_t pending;
  uint8_t stop;
  char last_punct;
  bool hidden;
  const auto load = [&] {
    if (f.count_ == f.capacity_) f.Grow();
    // Every word takes as many bytes as it writes, so that no word of the plain stretches needs to look.
    f.Reserve(f.n_ - f.pos_ + kBlock);
    p = f.pos_, count = f.count_, capacity = f.capacity_, text_size = f.text_size_;
    stop_end = f.stop_end_, depth = f.depth_;
    arrays = f.arrays(), room = static_cast<uint32_t>(f.Room());
    pending = f.pending_, stop = f.stop_, last_punct = f.last_punct_, hidden = f.hidden_;
  };
  const auto store = [&] {
    f.pos_ = p, f.count_ = count, f.text_size_ = text_size;
    f.stop_end_ = stop_end, f.depth_ = depth;
    f.pending_ = static_cast<uint16_t>(pending), f.stop_ = stop, f.last_punct_ = last_punct;
  };
  load();
  uint32_t base = p - kBlock;  // `gaps` are the bytes [base, base + 64) that are neither letter nor digit
  uint64_t gaps = 0;
  // The word of `length` bytes at `tail` that starts with `c` and ends at `end`.
  const auto emit = [&](char* tail, uint8_t c, uint32_t length, uint32_t end) {
    uint32_t m = pending | (IsUpper(c) ? uint32_t{kCapital} : 0u);
    if (HWY_UNLIKELY(stop != 0)) {  // a sentence may start
      const bool starts = !(c >= 'a' && c <= 'z') || (m & kQuoteOpen) != 0 || (stop == 2 && p == stop_end);
      if (stop == 3 || (stop_end < p && starts)) m |= kSentence;
      stop = 0;
    }
    if (HWY_UNLIKELY(hidden)) {
      m |= kHidden;
      f.hidden_ = hidden = false;
    }
    pending = 0;
    last_punct = 0;
    arrays.at[count] = text_size;
    arrays.begins[count] = p;
    arrays.ends[count] = end;
    arrays.marks[count] = static_cast<uint16_t>(m);
    tail[length] = ' ';
    text_size += length + 1;
    p = end;
    if (HWY_UNLIKELY(++count == capacity)) {
      store();
      load();
    }
  };
  const uint16_t* const simplified = SimplifiedTable();
  while (p < limit) {
    uint8_t c = s[p];
    if (c == ' ') c = s[++p];
    const Step step = kSteps[c];
    // No case of the switch: a jump that is predicted, most of the time.
    if (HWY_LIKELY(step == Step::kAlnum)) {
      const uint32_t offset = p - base;
      uint64_t rest = offset < kBlock ? gaps >> offset : 0;
      if (rest == 0) {
        base = p;
        rest = gaps = ~AlnumBits(s + p);
        if (HWY_UNLIKELY(rest == 0)) {  // longer than a block
          store();
          if (IsAlpha(c)) {
            f.Word();
          } else {
            f.Number();
          }
          load();
          continue;
        }
      }
      uint32_t length = static_cast<uint32_t>(std::countr_zero(rest));
      uint32_t end = p + length;
      char* const tail = arrays.text + text_size;
      CopyLowered(s + p, length, tail);
      bool plain;
      if (HWY_LIKELY(c >= 'A')) {
        const After after = kAfter[s[end]];
        plain = after == After::kEnds || (after == After::kLook && EndsPlainly(s + end, tail, length));
        if (HWY_UNLIKELY(!plain)) {
          store();
          f.pos_ = end;
          f.WordSlow(p, length, end);
          load();
          continue;
        }
        if (HWY_UNLIKELY(spelling.MayHaveRaw(f.s_.data() + p, length))) {
          store();
          f.pos_ = end;
          f.EmitRespelled(length, p, end);
          load();
          continue;
        }
      } else {
        uint32_t digits = 1;
        while (digits < length && s[p + digits] <= '9') ++digits;
        if (digits < length) {  // "4th", "7b"
          const After after = kAfter[s[end]];
          plain = after == After::kEnds || (s[end] == '-' && EndsPlainly(s + end, tail, length));
        } else {
          if (s[end] == '.' && IsDigit(s[end + 1]) &&
              length < 16) {  // "0.5"; "1.000.000" and "1.2.3" are left to Number
            do ++end;
            while (end < p + kBlock - 1 && IsDigit(s[end]));
            const After after = kAfterNumber[s[end]];
            plain = (after == After::kEnds || after == After::kLook) && !IsAlpha(s[end]);
            length = end - p;
            CopyLowered(s + p, length, tail);
          } else {
            const After after = kAfterNumber[s[end]];
            plain = after == After::kEnds ||
                    (after == After::kLook &&
                     (length > 3 || (s[end + 1] < 0x80 && s[end + 1] != '&' && !IsDigit(s[end + 1]))));
            plain &= length != 3 || c != '0';  // may belong to "1 000"
          }
        }
        if (!plain) {
          store();
          f.Number();
          load();
          continue;
        }
      }
      emit(tail, c, length, end);
      continue;
    }
    switch (step) {
      case Step::kAlnum:
      case Step::kBlank:
      case Step::kSkip:
        ++p;
        break;
      case Step::kComma:
        pending |= c == ',' ? kComma : c == ';' ? kSemicolon : kColon;
        last_punct = static_cast<char>(c);
        stop = 0;
        ++p;
        break;
      case Step::kLine: {
        store();
        f.EndLine(p);
        const uint32_t next = p + (c == '\r' && s[p + 1] == '\n' ? 2 : 1);
        if (!StartPlainLine(f, next)) f.StartLine(next, false);
        load();
        break;
      }
      case Step::kStop: {
        // Behind a word that may be short for something OtherAscii decides.
        const bool glued = count > 0 && arrays.ends[count - 1] == p;
        if (glued && text_size - arrays.at[count - 1] - 1 <= 6) {
          store();
          f.OtherAscii('.', 1);
          load();
          break;
        }
        stop = 1;
        last_punct = '.';
        stop_end = ++p;
        break;
      }
      case Step::kMark:
        stop = 1;
        last_punct = static_cast<char>(c);
        stop_end = ++p;
        break;
      case Step::kOpen: {
        // "(a)" may be a list mark; a longer run of letters and digits, or one that ends otherwise, is not.
        const uint32_t run = static_cast<uint32_t>(std::countr_one(AlnumBits(s + p + 1)));
        const uint8_t end = s[p + 1 + std::min(run, kBlock - 1)];
        if (run <= 8 && (end == ')' || end >= 0x80)) {
          store();
          f.OtherAscii('(', 1);
          load();
          break;
        }
        pending |= kParenOpen;
        ++depth;
        ++p;
        break;
      }
      case Step::kClose:
        pending |= kParenClose;
        if (depth > 0) --depth;
        ++p;
        break;
      case Step::kOpenSquare:
        pending |= kParenOpen;
        ++p;
        break;
      case Step::kCloseSquare:
        if (s[p + 1] == '(') {
          store();
          f.OtherAscii(']', 1);
          load();
          break;
        }
        pending |= kParenClose;
        ++p;
        break;
      case Step::kStar:
        if (s[p + 1] == '*') {
          f.bold_ = !f.bold_;
          ++p;
        }
        ++p;
        break;
      case Step::kHan: {  // three bytes become four: room is asked for
        const uint32_t cp = (c & 15u) << 12 | (s[p + 1] & 63u) << 6 | (s[p + 2] & 63u);
        if ((s[p + 1] & 0xC0) != 0x80 || (s[p + 2] & 0xC0) != 0x80 || cp < 0x4E00) {
          store();
          f.Other();
          load();
          break;
        }
        if (HWY_UNLIKELY(text_size + (f.n_ - p) + kBlock > room)) {
          store();
          load();
        }
        char* const tail = arrays.text + text_size;
        WriteHan(simplified[cp - kFirstSimplified], tail);
        emit(tail, c, 3, p + 3);
        break;
      }
      case Step::kWide:
        if (c == 0xE2 && s[p + 1] == 0x80 && (s[p + 2] == 0x9C || s[p + 2] == 0x9D)) {  // “ ”
          pending |= s[p + 2] == 0x9C ? kQuoteOpen : kQuoteClose;
          p += 3;
          break;
        }
        if ((c == 0xE3 && s[p + 1] == 0x80 && s[p + 2] == 0x81) ||
            (c == 0xEF && s[p + 1] == 0xBC && s[p + 2] == 0x8C)) {
          pending |= kComma;  // 、 ，
          last_punct = ',';
          stop = 0;
          p += 3;
          break;
        }
        if (c == 0xE3 && s[p + 1] == 0x80 && s[p + 2] == 0x82) {  // 。
          stop = 3;
          last_punct = '.';
          p += 3;
          stop_end = p;
          break;
        }
        [[fallthrough]];
      case Step::kOther:
        store();
        f.Other();
        load();
        break;
    }
  }
  store();
}

}  // namespace caveat::text::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace caveat::text {
namespace {

constexpr size_t kMost = 0x40000000;  // offsets are 32 bits, and folding may lengthen a text

struct Target {
  int64_t bit;
  void (*loop)(Folder&);  // null: not compiled in
};
// The best first. The last one is what every processor has that this binary is for.
constexpr Target kTargets[] = {
    {HWY_AVX3_DL, HWY_CHOOSE_AVX3_DL(Loop)}, {HWY_AVX3, HWY_CHOOSE_AVX3(Loop)},
    {HWY_AVX2, HWY_CHOOSE_AVX2(Loop)},       {HWY_SSE4, HWY_CHOOSE_SSE4(Loop)},
    {HWY_SSSE3, HWY_CHOOSE_SSSE3(Loop)},     {HWY_STATIC_TARGET, &HWY_STATIC_DISPATCH(Loop)},
};

#if HWY_ARCH_X86
// What __builtin_cpu_supports has no name for, in every compiler.
bool HasBit(uint32_t leaf, uint32_t cpuid_register, uint32_t bit) {
  uint32_t r[4] = {};
  return __get_cpuid_count(leaf, 0, &r[0], &r[1], &r[2], &r[3]) != 0 && (r[cpuid_register] >> bit & 1) != 0;
}
#endif

// The targets of Highway that the processor and the system support. Highway's own answer is in its shared library,
// which measures the clock for some milliseconds when it is loaded: only its headers are used.
int64_t Supported() {
  int64_t targets = HWY_STATIC_TARGET;
#if HWY_ARCH_X86
  constexpr uint32_t kEcx = 2;
  if (!__builtin_cpu_supports("ssse3")) return targets;
  targets |= HWY_SSSE3;
  if (!__builtin_cpu_supports("sse4.1") || !__builtin_cpu_supports("sse4.2") || !__builtin_cpu_supports("pclmul") ||
      !__builtin_cpu_supports("aes"))
    return targets;
  targets |= HWY_SSE4;
  const bool f16c = HasBit(1, kEcx, 29), lzcnt = HasBit(0x80000001, kEcx, 5);
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") || !__builtin_cpu_supports("bmi") ||
      !__builtin_cpu_supports("bmi2") || !f16c || !lzcnt)
    return targets;
  targets |= HWY_AVX2;
  if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512vl") ||
      !__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512cd"))
    return targets;
  targets |= HWY_AVX3;
  const bool vaes = HasBit(7, kEcx, 9), vpclmul = HasBit(7, kEcx, 10);
  if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vbmi") &&
      __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512bitalg") &&
      __builtin_cpu_supports("avx512vpopcntdq") && vaes && vpclmul)
    targets |= HWY_AVX3_DL;
#endif
  return targets;
}

// The first target with a bit in `wanted`; the last one otherwise.
const Target& Best(int64_t wanted) {
  for (const Target& target : kTargets)
    if ((target.bit & wanted) != 0 && target.loop != nullptr) return target;
  return kTargets[std::size(kTargets) - 1];
}

}  // namespace

void Fold(std::string_view utf8, Words* words) {
  static const Target& best = Best(Supported());
  Folder(utf8.substr(0, kMost), words).Run(best.loop);
}

void FoldScalar(std::string_view utf8, Words* words) { Folder(utf8.substr(0, kMost), words).Run(); }

std::vector<int64_t> FoldTargets() {
  std::vector<int64_t> targets;
  for (const Target& target : kTargets) {
    if ((target.bit & Supported()) == 0 || target.loop == nullptr) continue;
    if (targets.empty() || targets.back() != target.bit) targets.push_back(target.bit);
  }
  return targets;
}

void FoldWith(int64_t target, std::string_view utf8, Words* words) {
  Folder(utf8.substr(0, kMost), words).Run(Best(target).loop);
}

}  // namespace caveat::text
#endif  // HWY_ONCE
