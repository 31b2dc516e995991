#include "text/enumerator.h"

#include <algorithm>

#include "text/codepoint.h"
#include "text/tables.h"

namespace caveat::text {
namespace {

// A cursor that reads full-width ASCII as ASCII.
struct Cursor {
  std::string_view s;
  uint32_t at;
  CodePoint Peek() const {
    if (at >= s.size()) return {0, 0};
    CodePoint c = ReadUtf8(s, at);
    if (c.cp >= 0xFF01 && c.cp <= 0xFF5E) c.cp -= 0xFEE0;
    return c;
  }
  uint32_t Next() {
    const CodePoint c = Peek();
    at += c.length;
    return c.cp;
  }
  bool Take(uint32_t cp) {
    const CodePoint c = Peek();
    if (c.length == 0 || c.cp != cp) return false;
    at += c.length;
    return true;
  }
};

bool Digit(uint32_t cp) { return cp >= '0' && cp <= '9'; }
bool Letter(uint32_t cp) { return (cp | 32) >= 'a' && (cp | 32) <= 'z' && cp < 128; }
bool BlankOrEnd(CodePoint c) {
  return c.length == 0 || c.cp == ' ' || c.cp == '\t' || c.cp == '\n' || c.cp == '\r' || c.cp == 0xA0 ||
         c.cp == 0x3000 || c.cp == '&' || c.cp == '*' || c.cp == '<';
}
// Chinese text puts no space behind a list mark.
bool Wide(CodePoint c) { return c.length != 0 && c.cp >= 0x80; }

uint16_t RomanValue(std::string_view word) {
  const auto value = [](char c) -> int {
    switch (c) {
      case 'i':
        return 1;
      case 'v':
        return 5;
      case 'x':
        return 10;
      case 'l':
        return 50;
      case 'c':
        return 100;
      default:
        return 0;
    }
  };
  int sum = 0, last = 0;
  for (size_t i = word.size(); i-- > 0;) {
    const int v = value(word[i]);
    if (v == 0) return 0;
    sum += v < last ? -v : v;
    last = std::max(last, v);
  }
  if (sum <= 0 || sum > 99) return 0;
  // Written back, it must be the same: "iiv" is no number.
  static constexpr std::string_view kOnes[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
  static constexpr std::string_view kTens[] = {"", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"};
  const std::string_view tens = kTens[sum / 10], ones = kOnes[sum % 10];
  const bool same = word.size() == tens.size() + ones.size() && word.substr(0, tens.size()) == tens &&
                    word.substr(tens.size()) == ones;
  return same ? static_cast<uint16_t>(sum) : 0;
}

uint32_t HanDigit(uint32_t cp) {
  switch (cp) {
    case 0x4E00:
      return 1;  // 一
    case 0x4E8C:
      return 2;  // 二
    case 0x4E09:
      return 3;  // 三
    case 0x56DB:
      return 4;  // 四
    case 0x4E94:
      return 5;  // 五
    case 0x516D:
      return 6;  // 六
    case 0x4E03:
      return 7;  // 七
    case 0x516B:
      return 8;  // 八
    case 0x4E5D:
      return 9;  // 九
    case 0x5341:
      return 10;  // 十
    default:
      return 0;
  }
}

// 一 to 九十九. Returns 0 for none.
uint16_t ReadHanNumber(Cursor* c) {
  uint32_t value = 0, digits = 0;
  for (;; ++digits) {
    const uint32_t d = HanDigit(c->Peek().cp);
    if (d == 0 || digits == 3) break;
    if (d == 10) {
      value = value == 0 ? 10 : value * 10;
    } else {
      value += d;
    }
    c->Next();
  }
  return static_cast<uint16_t>(value);
}

// Fills kind and value from a short ASCII word; false when it is none.
bool Classify(std::string_view word, bool upper, Enumerator* e) {
  e->roman = RomanValue(word);
  if (word.size() == 1) {
    e->kind = upper ? Marker::kUpper : Marker::kLower;
    e->value = static_cast<uint16_t>(word[0] - 'a' + 1);
    return true;
  }
  if (e->roman != 0 && word.size() <= 6) {
    e->kind = Marker::kRoman;
    e->value = e->roman;
    return true;
  }
  if (word.size() == 2 && word[0] == word[1]) {  // (aa)
    e->kind = upper ? Marker::kUpper : Marker::kLower;
    e->value = static_cast<uint16_t>(26 + word[0] - 'a' + 1);
    return true;
  }
  return false;
}

// Digits, letters or Han digits up to a closing mark. `c` stands behind "(" or at the start.
struct Token {
  char text[8];
  uint32_t length = 0;
  bool digits = false, letters = false, upper = false;
  uint16_t value = 0;
};
Token ReadToken(Cursor* c) {
  Token t;
  for (CodePoint p = c->Peek(); p.length != 0 && t.length < sizeof t.text; p = c->Peek()) {
    if (Digit(p.cp) && !t.letters) {
      t.digits = true;
      t.value = static_cast<uint16_t>(t.value * 10 + (p.cp - '0'));
      if (t.length == 3) break;
    } else if (Letter(p.cp) && !t.digits) {
      t.letters = true;
      t.upper |= p.cp < 'a';
    } else {
      break;
    }
    t.text[t.length++] = static_cast<char>(p.cp | 32);
    c->at += p.length;
  }
  return t;
}

Enumerator Done(Enumerator e, const Cursor& c, uint32_t at) {
  e.length = c.at - at;
  return e;
}

// "(1)", "(a)", "（一）", "(iv)".
Enumerator ReadParenthesised(std::string_view s, uint32_t at) {
  Enumerator e;
  Cursor c{s, at};
  c.Next();
  e.parenthesised = true;
  e.close = ')';
  const uint16_t han = ReadHanNumber(&c);
  if (han != 0) {
    if (!c.Take(')')) return {};
    e.kind = Marker::kChinese;
    e.value = han;
    e.strong = true;
    return Done(e, c, at);
  }
  const Token t = ReadToken(&c);
  if (t.length == 0 || !c.Take(')')) return {};
  if (t.digits) {
    if (t.length > 2) return {};
    e.kind = Marker::kDigit;
    e.value = t.value;
  } else if (!Classify(std::string_view(t.text, t.length), t.upper, &e)) {
    return {};
  }
  // "(s)" of a plural, "(b)(2)": what is glued to a letter behind is part of something else; a parenthesis is a nested
  // mark.
  const CodePoint next = c.Peek();
  if (next.length != 0 && (Letter(next.cp) || Digit(next.cp)) && t.letters) return Done(e, c, at);
  return Done(e, c, at);
}

// "Section 4.", "Article IV:", "§ 5".
Enumerator ReadSection(std::string_view s, uint32_t at) {
  Enumerator e;
  Cursor c{s, at};
  if (c.Take(0xA7)) {
    c.Take(0xA7);
    c.Take(' ');
    const Token t = ReadToken(&c);
    if (!t.digits) return {};
    c.Take('.');
    e.kind = Marker::kSection;
    e.value = t.value;
    return BlankOrEnd(c.Peek()) ? Done(e, c, at) : Enumerator{};
  }
  const Token word = ReadToken(&c);
  if (!word.letters || !IsSectionWord(std::string_view(word.text, word.length))) return {};
  c.Take('.');
  uint32_t blanks = 0;
  while (c.Take(' ') || c.Take(0xA0)) ++blanks;
  if (blanks == 0 || blanks > 3) return {};
  const Token t = ReadToken(&c);
  if (t.length == 0 || t.length > 5) return {};
  if (t.digits) {
    e.value = t.value;
  } else {
    e.value = RomanValue(std::string_view(t.text, t.length));
    if (e.value == 0) return {};
  }
  if (!c.Take('.') && !c.Take(':') && !c.Take(')')) return {};
  if (!BlankOrEnd(c.Peek()) && !Wide(c.Peek())) return {};
  e.kind = Marker::kSection;
  return Done(e, c, at);
}

// "第三条", "第 3 章", with its colon.
Enumerator ReadHanSection(std::string_view s, uint32_t at) {
  Enumerator e;
  Cursor c{s, at};
  c.Next();
  bool spaced = c.Take(' ');
  uint16_t value = ReadHanNumber(&c);
  if (value == 0) {
    const Token t = ReadToken(&c);
    if (!t.digits || t.length > 3) return {};
    value = t.value;
  }
  spaced |= c.Take(' ');
  const uint32_t unit = c.Next();
  // 条 條 章 节 節 款 项 項
  if (unit != 0x6761 && unit != 0x689D && unit != 0x7AE0 && unit != 0x8282 && unit != 0x7BC0 && unit != 0x6B3E &&
      unit != 0x9879 && unit != 0x9805) {
    return {};
  }
  // Followed by a mark, a blank or a bracket; "第三条规定" is a reference.
  const CodePoint next = c.Peek();
  if (next.cp == 0x3001 || next.cp == ':' || next.cp == '.' || next.cp == 0xFF1A) {
    c.Next();
  } else if (spaced) {  // folded text looks like this too: a mark must tell them apart
    return {};
  } else if (!BlankOrEnd(next) && next.cp != 0x3010 && next.cp != '(') {
    return {};
  }
  e.kind = Marker::kSection;
  e.value = value;
  e.strong = true;
  return Done(e, c, at);
}

// Whether the text at `at` is no enumerator at first sight: a sign of ASCII other than "(", or letters without a mark
// behind them that are no word of sections. Most lines begin so.
bool IsOrdinary(std::string_view s, uint32_t at) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(s[i]); };
  if (byte(at) >= 0x80 || byte(at) == '(' || Digit(byte(at))) return false;
  if (!Letter(byte(at))) return true;
  const size_t most = std::min<size_t>(s.size(), at + size_t{9});
  size_t end = at + 1;
  while (end < most && Letter(byte(end))) ++end;
  const size_t length = end - at;
  if (length > 8) return true;
  const char first = static_cast<char>(s[at] | 32);
  if ((length == 3 || length == 6 || length == 7) && (first == 's' || first == 'a' || first == 'c')) return false;
  return end < s.size() && byte(end) < 0x80 && s[end] != '.' && s[end] != ')' && s[end] != '\\';
}

}  // namespace

Enumerator ReadEnumerator(std::string_view s, uint32_t at) {
  if (at >= s.size() || IsOrdinary(s, at)) return {};
  Cursor c{s, at};
  const CodePoint first = c.Peek();
  if (first.cp == '(') return ReadParenthesised(s, at);
  if (first.cp == 0x7B2C) return ReadHanSection(s, at);
  if (first.cp == 0xA7) return ReadSection(s, at);
  Enumerator e;
  if (first.cp >= 0x80) {
    if (ClassOf(first.cp) == Class::kCircled) {
      c.Next();
      e.kind = Marker::kDigit;
      e.strong = true;
      e.parenthesised = true;
      e.close = 'o';
      const uint32_t base = first.cp >= 0x2776 && first.cp <= 0x277F   ? 0x2775
                            : first.cp >= 0x2780 && first.cp <= 0x2789 ? 0x277F
                            : first.cp >= 0x278A && first.cp <= 0x2793 ? 0x2789
                            : first.cp >= 0x2488 && first.cp <= 0x249B ? 0x2487
                            : first.cp >= 0x2474 && first.cp <= 0x2487 ? 0x2473
                            : first.cp >= 0x249C                       ? 0x249B
                                                                       : 0x245F;
      e.value = static_cast<uint16_t>(first.cp - base);
      return Done(e, c, at);
    }
    const uint16_t han = ReadHanNumber(&c);
    if (han == 0) return {};
    const CodePoint mark = c.Peek();
    if (mark.cp != 0x3001 && mark.cp != '.' && mark.cp != 0xFF0E) return {};
    if (mark.length == 0) return {};
    c.Next();
    e.kind = Marker::kChinese;
    e.value = han;
    e.strong = true;
    return Done(e, c, at);
  }
  const Token t = ReadToken(&c);
  if (t.length == 0) return {};
  if (t.letters && t.length >= 3) {
    const Enumerator section = ReadSection(s, at);
    if (section.length != 0) return section;
  }
  if (t.digits && t.length > 3) return {};
  c.Take('\\');  // "1\." of escaped Markdown
  const CodePoint mark = c.Peek();
  if (mark.length == 0) return {};
  if (mark.cp == 0x3001) {
    if (t.length > 2 || (t.letters && t.length > 1)) return {};
    c.Next();
    e.kind = t.digits ? Marker::kDigit : t.upper ? Marker::kUpper : Marker::kLower;
    e.value = t.digits ? t.value : static_cast<uint16_t>(t.text[0] - 'a' + 1);
    e.close = ')';
    return Done(e, c, at);
  }
  if (mark.cp != '.' && mark.cp != ')') {
    return {};
  }
  c.Next();
  e.close = static_cast<char>(mark.cp);
  if (t.digits && mark.cp == '.') {
    const CodePoint next = c.Peek();
    if (next.length != 0 && Digit(next.cp)) {
      // A dotted number.
      e.kind = Marker::kDotted;
      e.close = 0;
      e.parts[0] = t.value;
      if (t.length > 2) return {};
      for (;;) {
        const Token part = ReadToken(&c);
        if (!part.digits || part.length > 2 || e.depth == 4) return {};
        e.parts[e.depth++] = part.value;
        const uint32_t back = c.at;
        if (!c.Take('.')) break;
        const CodePoint after = c.Peek();
        if (after.length == 0 || !Digit(after.cp)) {
          e.close = '.';
          if (!BlankOrEnd(after) && !Wide(after)) {
            c.at = back;
            e.close = 0;
          }
          break;
        }
      }
      if (c.Take(')')) e.close = ')';
      c.Take(0x3001);
      const CodePoint after = c.Peek();
      const bool ends = BlankOrEnd(after) ||
                        (Wide(after) && ClassOf(after.cp) != Class::kHyphen && ClassOf(after.cp) != Class::kCurrency);
      if (!ends && after.cp != '(' && after.cp != '"' && !(Letter(after.cp) && after.cp < 'a')) return {};
      e.value = e.parts[e.depth - 1u];
      return Done(e, c, at);
    }
  }
  if (t.digits) {
    if (t.length > 2) return {};
    e.kind = Marker::kDigit;
    e.value = t.value;
  } else if (!Classify(std::string_view(t.text, t.length), t.upper, &e)) {
    return {};
  }
  const CodePoint next = c.Peek();
  if (BlankOrEnd(next) || (Wide(next) && ClassOf(next.cp) != Class::kHyphen)) return Done(e, c, at);
  // "1)The" and "1.The": a capital may be glued to a digit's mark, or a quote.
  if (t.digits && (next.cp == '"' || (Letter(next.cp) && next.cp < 'a'))) return Done(e, c, at);
  if (mark.cp == ')' && next.cp == '"') return Done(e, c, at);
  return {};
}

uint32_t Sequence::Slot(const Enumerator& e) {
  const uint32_t style = e.parenthesised ? 0 : e.close == ')' ? 1 : 2;
  if (e.close == 'o') return 6;
  return style * 2 + (e.kind == Marker::kDigit ? 0 : 1);
}

void Sequence::Note(const Enumerator& e) {
  if (e.kind == Marker::kDotted) {
    dotted_ = e.parts;
    return;
  }
  if (e.kind == Marker::kChinese || e.kind == Marker::kSection) return;
  const uint32_t slot = Slot(e);
  if (e.kind == Marker::kDigit) {
    last_[slot] = e.value;
    if (!e.parenthesised && e.close == '.') dotted_ = {e.value, 0, 0, 0};
    return;
  }
  const bool roman = e.roman != 0 && (e.kind == Marker::kRoman || e.roman == last_roman_[slot] + 1 ||
                                      (e.roman == 1 && e.value != last_[slot] + 1));
  const bool letter = e.kind != Marker::kRoman && (!roman || e.value == last_[slot] + 1);
  if (roman) last_roman_[slot] = e.roman;
  if (letter) last_[slot] = e.value;
}

bool Sequence::Follows(const Enumerator& e) const {
  if (e.kind == Marker::kChinese || e.kind == Marker::kSection || e.strong) return true;
  if (e.kind == Marker::kDotted) {
    const auto& d = dotted_;
    for (size_t i = 0; i < e.depth; ++i) {
      if (e.parts[i] == d[i]) continue;
      // The first part that differs counts one up, and nothing but 1 stands behind it.
      if (e.parts[i] != d[i] + 1) return false;
      for (size_t k = i + 1; k < e.depth; ++k) {
        if (e.parts[k] != 1) return false;
      }
      return true;
    }
    return false;
  }
  const uint32_t slot = Slot(e);
  if (e.kind == Marker::kDigit) return e.value == 1 || e.value == last_[slot] + 1;
  const bool letter = e.kind != Marker::kRoman && (e.value == 1 || e.value == last_[slot] + 1);
  const bool roman = e.roman != 0 && (e.roman == 1 || e.roman == last_roman_[slot] + 1);
  return letter || roman;
}

bool Sequence::Plausible(const Enumerator& e) const {
  if (Follows(e)) return true;
  if (e.kind == Marker::kDotted) {
    const auto& d = dotted_;
    const uint16_t last = e.parts[e.depth - 1u];
    if (e.parts[0] == d[0] && e.parts[e.depth - 1u] <= d[e.depth - 1u] + 3) return true;
    return last <= 1 && e.parts[0] <= d[0] + 2;
  }
  const uint32_t slot = Slot(e);
  if (e.kind == Marker::kDigit) return e.value > last_[slot] && e.value <= last_[slot] + 2;
  const bool letter = e.kind != Marker::kRoman && e.value > last_[slot] && e.value <= last_[slot] + 2;
  const bool roman = e.roman > last_roman_[slot] && e.roman <= last_roman_[slot] + 2;
  return letter || roman;
}

}  // namespace caveat::text
