#include "text/codepoint.h"

#include <utf8proc.h>

namespace caveat::text {

CodePoint ReadUtf8(std::string_view s, uint32_t at) {
  const auto* p = reinterpret_cast<const uint8_t*>(s.data()) + at;
  const size_t room = s.size() - at;
  const uint32_t a = p[0];
  const auto tail = [&](size_t i) { return i < room && (p[i] & 0xC0) == 0x80; };
  if (a < 0x80) return {a, 1};
  if (a >= 0xC2 && a < 0xE0 && tail(1)) return {(a & 31) << 6 | (p[1] & 63u), 2};
  if (a >= 0xE0 && a < 0xF0 && tail(1) && tail(2)) {
    const uint32_t cp = (a & 15) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
    if (cp >= 0x800 && (cp < 0xD800 || cp > 0xDFFF)) return {cp, 3};
  } else if (a >= 0xF0 && a < 0xF5 && tail(1) && tail(2) && tail(3)) {
    const uint32_t cp = (a & 7) << 18 | (p[1] & 63u) << 12 | (p[2] & 63u) << 6 | (p[3] & 63u);
    if (cp >= 0x10000 && cp <= 0x10FFFF) return {cp, 4};
  }
  return {0xFFFD, 1};
}

uint32_t WriteUtf8(uint32_t cp, char* out) {
  if (cp < 0x80) {
    out[0] = static_cast<char>(cp);
    return 1;
  }
  if (cp < 0x800) {
    out[0] = static_cast<char>(0xC0 | cp >> 6);
    out[1] = static_cast<char>(0x80 | (cp & 63));
    return 2;
  }
  if (cp < 0x10000) {
    out[0] = static_cast<char>(0xE0 | cp >> 12);
    out[1] = static_cast<char>(0x80 | (cp >> 6 & 63));
    out[2] = static_cast<char>(0x80 | (cp & 63));
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | cp >> 18);
  out[1] = static_cast<char>(0x80 | (cp >> 12 & 63));
  out[2] = static_cast<char>(0x80 | (cp >> 6 & 63));
  out[3] = static_cast<char>(0x80 | (cp & 63));
  return 4;
}

namespace {

// U+0080 to U+00BF.
Class ClassOfLatin1(uint32_t cp) {
  switch (cp) {
    case 0x85:
      return Class::kNewline;
    case 0xA0:
      return Class::kSpace;
    case 0xA3:
    case 0xA5:
      return Class::kCurrency;
    case 0xA7:
      return Class::kSection;
    case 0xAA:
    case 0xBA:
    case 0xB5:
      return Class::kCompat;
    case 0xAB:
      return Class::kQuoteOpen;
    case 0xBB:
      return Class::kQuoteClose;
    case 0xAD:
      return Class::kSoftHyphen;
    case 0xB4:
      return Class::kApostrophe;
    case 0xB7:
      return Class::kBullet;
    default:
      return Class::kOther;
  }
}

// U+2000 to U+206F, general punctuation.
Class ClassOfPunctuation(uint32_t cp) {
  switch (cp) {
    case 0x2009:
    case 0x202F:
      return Class::kThinSpace;
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x200E:
    case 0x200F:
      return Class::kZeroWidth;
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return Class::kHyphen;
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
      return Class::kApostrophe;
    case 0x201C:
    case 0x201E:
    case 0x201F:
    case 0x2039:
    case 0x201A:
      return Class::kQuoteOpen;
    case 0x201D:
    case 0x203A:
      return Class::kQuoteClose;
    case 0x2022:
    case 0x2023:
    case 0x2043:
    case 0x204C:
    case 0x204D:
      return Class::kBullet;
    case 0x2028:
    case 0x2029:
      return Class::kNewline;
    case 0x202D:
    case 0x202E:
      return Class::kOverride;
    case 0x205F:
      return Class::kSpace;
    default:
      break;
  }
  if (cp <= 0x200A) return Class::kSpace;
  if (cp >= 0x202A && cp <= 0x202C) return Class::kZeroWidth;
  if (cp >= 0x2060) return Class::kZeroWidth;
  return Class::kOther;
}

// U+3000 to U+30FF: CJK punctuation and kana.
Class ClassOfCjk(uint32_t cp) {
  switch (cp) {
    case 0x3000:
      return Class::kSpace;
    case 0x3001:
      return Class::kComma;
    case 0x3002:
      return Class::kStop;
    case 0x3005:
    case 0x3007:
      return Class::kHan;
    case 0x3008:
    case 0x300A:
    case 0x300C:
    case 0x300E:
    case 0x301D:
      return Class::kQuoteOpen;
    case 0x3009:
    case 0x300B:
    case 0x300D:
    case 0x300F:
    case 0x301E:
    case 0x301F:
      return Class::kQuoteClose;
    case 0x3010:
    case 0x3014:
    case 0x3016:
    case 0x3018:
    case 0x301A:
      return Class::kParenOpen;
    case 0x3011:
    case 0x3015:
    case 0x3017:
    case 0x3019:
    case 0x301B:
      return Class::kParenClose;
    case 0x3099:
    case 0x309A:
      return Class::kMark;
    case 0x30FB:
    case 0x30A0:
      return Class::kOther;
    case 0x309B:
    case 0x309C:
      return Class::kOther;
    case 0x309F:
    case 0x30FF:
      return Class::kCompat;
    default:
      return cp >= 0x3041 ? Class::kKana : Class::kOther;
  }
}

// Full-width and half-width forms beyond the ASCII ones, which the reader has already made ASCII.
Class ClassOfHalfWidth(uint32_t cp) {
  switch (cp) {
    case 0xFF61:
      return Class::kStop;
    case 0xFF62:
      return Class::kQuoteOpen;
    case 0xFF63:
      return Class::kQuoteClose;
    case 0xFF64:
      return Class::kComma;
    case 0xFF65:
      return Class::kOther;
    case 0xFFE1:
    case 0xFFE5:
    case 0xFFE6:
      return Class::kCurrency;
    case 0xFF5F:
      return Class::kParenOpen;
    case 0xFF60:
      return Class::kParenClose;
    case 0xFF9E:
    case 0xFF9F:
      return Class::kCompat;
    default:
      break;
  }
  if (cp >= 0xFF66 && cp <= 0xFFDC) return Class::kCompat;
  return cp >= 0xFFF0 && cp <= 0xFFF8 ? Class::kIgnored : Class::kOther;
}

}  // namespace

Class ClassOf(uint32_t cp) {
  if (cp >= 0x4E00 && cp <= 0x9FFF) return Class::kHan;
  if (cp < 0xC0) return ClassOfLatin1(cp);
  if (cp < 0x250) {
    if (cp == 0xD7 || cp == 0xF7) return Class::kOther;
    const bool compat = cp == 0x132 || cp == 0x133 || cp == 0x13F || cp == 0x140 || cp == 0x149 || cp == 0x17F ||
                        (cp >= 0x1C4 && cp <= 0x1CC) || (cp >= 0x1F1 && cp <= 0x1F3);
    return compat ? Class::kCompat : Class::kLetter;
  }
  if (cp >= 0x2000 && cp <= 0x206F) return ClassOfPunctuation(cp);
  if (cp >= 0x3000 && cp <= 0x30FF) return ClassOfCjk(cp);
  if (cp >= 0xAC00 && cp <= 0xD7A3) return Class::kHangul;
  if (cp >= 0x3400 && cp <= 0x4DBF) return Class::kHan;
  if (cp >= 0x20000 && cp <= 0x2EE5D) return Class::kHan;
  if (cp >= 0x30000 && cp <= 0x323AF) return Class::kHan;
  if (cp >= 0xFF5F && cp <= 0xFFFF) return ClassOfHalfWidth(cp);
  if (cp == 0x2BC || cp == 0x2B9 || cp == 0x2BB) return Class::kApostrophe;
  if (cp >= 0x2150 && cp <= 0x215F) return Class::kOther;  // fractions
  if (cp >= 0x2070 && cp <= 0x209F) return Class::kOther;  // super- and subscripts: notes
  if (cp >= 0x20A0 && cp <= 0x20CF) return cp == 0x20A8 ? Class::kOther : Class::kCurrency;
  if (cp == 0x20E3 || cp == 0x345) return Class::kIgnored;  // keycap; iota subscript, which folds to a letter
  if (cp == 0x2117 || cp == 0x2120 || cp == 0x2122) return Class::kOther;  // sound recording, service mark, trade mark
  if (cp == 0x2212) return Class::kHyphen;
  if (cp == 0x2219 || cp == 0x2024 || cp == 0x25E6 || cp == 0x25CF || cp == 0x25CB || cp == 0x25A0 || cp == 0x25A1 ||
      cp == 0x25AA || cp == 0x25AB || cp == 0x25B8 || cp == 0x25BA || cp == 0x25B6 || cp == 0x25C6 || cp == 0x25C7 ||
      cp == 0x25E6 || cp == 0x2B24 || cp == 0x2756 || cp == 0x27A2 || cp == 0x2713 || cp == 0x2714 || cp == 0x2717 ||
      cp == 0x2718 || cp == 0xF0B7 || cp == 0xF0A7) {
    return Class::kBullet;
  }
  if (cp >= 0x2460 && cp <= 0x249B) return Class::kCircled;
  if (cp >= 0x249C && cp <= 0x24B5) return Class::kCircled;
  if (cp >= 0x2776 && cp <= 0x2793) return Class::kCircled;
  if (cp >= 0x24EB && cp <= 0x24FF) return Class::kCircled;
  if (cp == 0xFEFF) return Class::kZeroWidth;
  if (cp == 0x34F || cp == 0x115F || cp == 0x1160 || cp == 0x180E || cp == 0x61C || cp == 0x3164)
    return Class::kZeroWidth;
  if (cp >= 0xE0000 && cp <= 0xE007F) return Class::kZeroWidth;
  if (cp == 0x1680) return Class::kSpace;
  if (cp == 0x60C || cp == 0x55D || cp == 0xFE50 || cp == 0xFE51 || cp == 0xFE10 || cp == 0xFE11) return Class::kComma;
  if (cp == 0x61B || cp == 0xFE54 || cp == 0xFE14) return Class::kSemicolon;
  if (cp == 0x61F || cp == 0xFE56 || cp == 0xFE57 || cp == 0xFE15 || cp == 0xFE16) return Class::kExclaim;
  if (cp == 0xFE55 || cp == 0xFE13) return Class::kColon;
  if (cp == 0xFE52 || cp == 0xFE12 || cp == 0x6D4 || cp == 0x964) return Class::kStop;
  if (cp == 0xFE59 || cp == 0xFE35) return Class::kParenOpen;
  if (cp == 0xFE5A || cp == 0xFE36) return Class::kParenClose;
  if (cp == 0xFE58 || cp == 0xFE63 || cp == 0xFE31 || cp == 0xFE32) return Class::kHyphen;
  if (cp >= 0x31F0 && cp <= 0x31FF) return Class::kKana;
  if (cp > 0x10FFFF) return Class::kOther;

  const utf8proc_property_t* const property = utf8proc_get_property(static_cast<utf8proc_int32_t>(cp));
  if (property->ignorable) return Class::kIgnored;
  switch (property->category) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return Class::kMark;
    default:
      break;
  }
  if (property->decomp_seqindex != UINT16_MAX) {
    if (property->decomp_type != 0) return Class::kCompat;
    if (cp >= 0xF900 && cp <= 0xFAFF) return Class::kCompat;  // compatibility ideographs decompose canonically
    if (cp >= 0x2F800 && cp <= 0x2FA1F) return Class::kCompat;
  }
  switch (property->category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return (cp >= 0x1100 && cp <= 0x11FF) || (cp >= 0xA960 && cp <= 0xA97F) || (cp >= 0xD7B0 && cp <= 0xD7FF)
                 ? Class::kHangul
                 : Class::kLetter;
    case UTF8PROC_CATEGORY_ZS:
      return Class::kSpace;
    case UTF8PROC_CATEGORY_SC:
      return Class::kCurrency;
    case UTF8PROC_CATEGORY_PD:
      return Class::kHyphen;
    case UTF8PROC_CATEGORY_PI:
      return Class::kQuoteOpen;
    case UTF8PROC_CATEGORY_PF:
      return Class::kQuoteClose;
    case UTF8PROC_CATEGORY_PS:
      return Class::kParenOpen;
    case UTF8PROC_CATEGORY_PE:
      return Class::kParenClose;
    default:
      return Class::kOther;
  }
}

uint32_t SimpleLower(uint32_t cp) {
  // The ranges where lower case is what case folding gives and nothing is decomposed.
  const bool latin = cp >= 0xC0 && cp < 0x180 && cp != 0xDF && cp != 0x130 && cp != 0x149 && cp != 0x17F;
  const bool greek = cp >= 0x386 && cp < 0x3D0 && cp != 0x390 && cp != 0x3B0 && cp != 0x3C2;
  const bool cyrillic = cp >= 0x400 && cp < 0x482;
  const bool kana = cp >= 0x3041 && cp <= 0x30FE;
  const bool hangul = cp >= 0xAC00 && cp <= 0xD7A3;
  if (latin || greek || cyrillic) return static_cast<uint32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(cp)));
  return kana || hangul ? cp : 0;
}

}  // namespace caveat::text
