// Words and numbers: cutting, joining over hyphens, case folding, look-alike letters.

#include <utf8proc.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "text/folder.h"

namespace caveat::text {

namespace {
constexpr auto kCompatible = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
}  // namespace

// At an ASCII letter. The fast path: a run of letters and digits with a plain end.
void Folder::Word() {
  const uint32_t begin = pos_;
  const auto* p = reinterpret_cast<const uint8_t*>(s_.data()) + begin;
  const auto* const end = reinterpret_cast<const uint8_t*>(s_.data()) + std::min(n_, begin + kRoom / 2);
  char* out = Tail();
  while (p < end && (kAsciiClass[*p] & (kIsAlpha | kIsDigit)) != 0) *out++ = kLowered[*p++];
  const uint32_t length = static_cast<uint32_t>(out - Tail());
  pos_ = begin + length;
  if (pos_ == n_ || (p < end && (kAsciiClass[*p] & kIsEnd) != 0)) {
    EmitRespelled(length, begin, pos_);
    return;
  }
  // A full stop before a blank is a plain end too, unless the word is short enough for a list mark or an initial.
  if (length > 5 && p < end && *p == '.' && p + 1 < end && (kAsciiClass[p[1]] & kIsEnd) != 0) {
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
  bool wide = false;  // scratch_ holds the word as code points
  bool hidden = false;
  bool kana_like = false;
  Class script = Class::kLetter;
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
      Tail()[length] = kLowered[cp];
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
        const auto count =
            utf8proc_decompose_char(static_cast<utf8proc_int32_t>(cp), parts, 32, kCompatible, &boundary);
        bool letters = count > 0 && count <= 32;
        for (int i = 0; letters && i < count; ++i) {
          const uint32_t part = static_cast<uint32_t>(parts[i]);
          letters =
              IsAlpha(part) || (part >= 0x80 && (ClassOf(part) == Class::kLetter || ClassOf(part) == Class::kMark));
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
          if (nk != Class::kSoftHyphen && nk != Class::kZeroWidth && nk != Class::kIgnored && nk != Class::kOverride)
            break;
          bad |= nk == Class::kZeroWidth || nk == Class::kOverride;
          q += next.length;
          next = Peek(q);
        }
        bool goes_on = IsAlnum(next.cp) && next.length != 0;
        if (next.length != 0 && next.cp >= 0x80) {
          const Class nk = ClassOf(next.cp);
          goes_on = nk == Class::kLetter || nk == Class::kMark || nk == Class::kKana || nk == Class::kHangul ||
                    nk == Class::kCompat;
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
        tail[t++] = kLowered[next.cp];
        q += next.length;
        next = Peek(q);
      }
      const bool ended =
          next.length == 0 || !(IsAlnum(next.cp) || (next.cp >= 0x80 && ClassOf(next.cp) == Class::kLetter));
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
          part[t++] = kLowered[p.cp];
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
    const bool straight = !wide && c.length == 1 && end - begin == length;  // written as it stands in the source
    if (cp == '.' && !wide && c.length == 1) {
      const CodePoint next = Peek(after);
      if (IsDigit(next.cp) && length != 0 && IsDigit(static_cast<uint8_t>(Tail()[length - 1]))) {
        add('.');
        end = after;
        continue;
      }
      if (straight && length == 1 && IsAlpha(next.cp) && Acronym(begin)) return;
      if (straight && IsAlnum(next.cp) && Domain(begin, end)) return;
      if (length <= 5 && end - begin == length && Enumerate(begin)) return;
      break;
    }
    if ((cp == ')' || cp == 0x3001) && !wide && length <= 5) {
      if (Enumerate(begin)) return;
      break;
    }
    if (cp == ':' && straight) {
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
    const uint32_t lower = cp < 0x80 ? static_cast<uint8_t>(kLowered[cp]) : SimpleLower(cp);
    if (lower == 0) {
      simple = false;
    } else {
      p = static_cast<int32_t>(lower);
    }
  }
  return simple;
}

}  // namespace

// Writes the word in scratch_, normalised: look-alikes, case folding, compatibility forms, composition. A step may make
// room for another (a folded letter that is a look-alike), so they are repeated until nothing changes.
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
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                                        UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(Tail());
    const auto need = utf8proc_decompose(bytes, length, nullptr, 0, options);
    if (need <= 0) break;
    points.resize(static_cast<size_t>(need) + 1);
    utf8proc_decompose(bytes, length, points.data(), need, options);
    const auto kept = utf8proc_normalize_utf32(points.data(), need,
                                               static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
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
      Tail()[length++] = kLowered[c.cp & 127];
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
  if ((next.cp == '.' || next.cp == ')' || next.cp == 0x3001 || next.cp == '\\') && separator == 0 && Enumerate(begin))
    return;
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
    if (k == Class::kLetter || k == Class::kMark || k == Class::kZeroWidth || k == Class::kIgnored ||
        k == Class::kSoftHyphen) {
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
    Tail()[length++] = kLowered[Byte(q)];
    q += 2;
    end = q - 1;
  }
  if (length == 12) return false;
  if (q < n_ && IsAlpha(Byte(q)) && !(q + 1 < n_ && (IsAlnum(Byte(q + 1)) || Byte(q + 1) >= 0x80))) {
    Tail()[length++] = kLowered[Byte(q)];
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

void Folder::Compat(uint32_t cp, uint32_t length) {
  utf8proc_int32_t parts[32];
  int boundary = 0;
  const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(cp), parts, 32, kCompatible, &boundary);
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
      const auto n = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c.cp), parts, 32, kCompatible, &boundary);
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
      Tail()[run++] = kLowered[part];
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

}  // namespace caveat::text
