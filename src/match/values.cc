#include "match/values.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "match/currency.h"
#include "match/places.h"
#include "match/reading.h"

namespace caveat::match {
namespace {

struct Word {
  std::string_view text;
  double value;
};

constexpr Word kSmall[] = {{"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},
                           {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},
                           {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
                           {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
                           {"twenty", 20},  {"thirty", 30},  {"forty", 40},     {"fifty", 50},    {"sixty", 60},
                           {"seventy", 70}, {"eighty", 80},  {"ninety", 90},    {"一", 1},        {"二", 2},
                           {"两", 2},       {"三", 3},       {"四", 4},         {"五", 5},        {"六", 6},
                           {"七", 7},       {"八", 8},       {"九", 9}};
constexpr Word kScale[] = {{"hundred", 1e2},  {"thousand", 1e3},  {"million", 1e6}, {"millions", 1e6}, {"billion", 1e9},
                           {"billions", 1e9}, {"trillion", 1e12}, {"十", 1e1},      {"百", 1e2},       {"千", 1e3},
                           {"万", 1e4},       {"亿", 1e8},        {"lakh", 1e5},    {"lakhs", 1e5},    {"crore", 1e7},
                           {"crores", 1e7},   {"m", 1e6},         {"mn", 1e6},      {"mm", 1e6},       {"bn", 1e9},
                           {"k", 1e3}};
constexpr Word kSuffix[] = {{"k", 1e3},   {"m", 1e6}, {"mn", 1e6}, {"mm", 1e6},
                            {"mio", 1e6}, {"b", 1e9}, {"bn", 1e9}, {"t", 1e12}};

template <size_t N>
const Word* Find(const Word (&table)[N], std::string_view word) {
  for (const Word& w : table)
    if (w.text[0] == word[0] && w.text == word) return &w;
  return nullptr;
}

// Digits, perhaps with a fraction and a scale suffix. -1 if the word is none.
double Digits(std::string_view word) {
  size_t i = 0;
  double value = 0, unit = 1;
  bool fraction = false;
  for (; i < word.size(); ++i) {
    if (word[i] >= '0' && word[i] <= '9') {
      if (fraction)
        value += (word[i] - '0') * (unit /= 10);
      else
        value = value * 10 + (word[i] - '0');
    } else if (word[i] == '.' && !fraction && i > 0) {
      fraction = true;
    } else {
      break;
    }
  }
  if (i == 0) return -1;
  if (i == word.size()) return value;
  const Word* suffix = Find(kSuffix, word.substr(i));
  return suffix != nullptr ? value * suffix->value : -1;
}

// The first bytes of the words of numbers: most words begin with none of them, or end here by length.
constexpr std::array<bool, 256> MakeFirstBytes() {
  std::array<bool, 256> first{};
  for (const Word& w : kSmall) first[static_cast<unsigned char>(w.text[0])] = true;
  for (const Word& w : kScale) first[static_cast<unsigned char>(w.text[0])] = true;
  return first;
}
constexpr std::array<bool, 256> kFirstBytes = MakeFirstBytes();
constexpr size_t kLongest = 9;  // bytes of the longest of them, "seventeen"

}  // namespace

bool IsNumberWord(std::string_view word) {
  if (word.empty()) return false;
  if (word[0] >= '0' && word[0] <= '9') return Digits(word) >= 0;
  if (word.size() > kLongest || !kFirstBytes[static_cast<unsigned char>(word[0])]) return false;
  return Find(kSmall, word) != nullptr || (word.size() > 2 && Find(kScale, word) != nullptr);
}

bool ReadNumber(const Reading& reading, uint32_t i, Number* number) {
  const text::Words& words = reading.words();
  if (i >= words.size()) return false;
  uint32_t begin = i;
  if (!IsNumberWord(words[begin])) {
    if (begin + 1 >= words.size() || !IsNumberWord(words[begin + 1])) return false;
    ++begin;
  }
  const auto joined = [&](uint32_t j) {
    return j > 0 && !reading.BreakBefore(j) && (words.marks(j) & (text::kComma | text::kParenOpen)) == 0;
  };
  while (joined(begin)) {
    if (IsNumberWord(words[begin - 1])) {
      --begin;
    } else if (words[begin - 1] == "and" && joined(begin - 1) && Find(kSmall, words[begin]) != nullptr &&
               Find(kScale, words[begin - 2]) != nullptr) {
      begin -= 2;  // "one hundred and fifty", come upon at "fifty"
    } else {
      break;
    }
  }
  uint32_t end = begin;
  double total = 0, current = 0;
  bool digits = false, any = false;
  for (; end < words.size() &&
         (end == begin || (!reading.BreakBefore(end) &&
                           (words.marks(end) & (text::kComma | text::kParenOpen | text::kParenClose)) == 0));
       ++end) {
    const std::string_view w = words[end];
    if (const double d = Digits(w); d >= 0) {
      if (any) break;  // "one million (1000000)": the first form counts
      current = d;
      digits = true;
    } else if (const Word* small = Find(kSmall, w)) {
      if (digits) break;
      current += small->value;
    } else if (const Word* scale = Find(kScale, w)) {
      if (!any && w.size() <= 2) break;
      if (scale->value == 1e4 || scale->value == 1e8) {
        total = (total + current > 0 ? total + current : 1) * scale->value;
        current = 0;
      } else if (scale->value >= 1e3 && w.size() > 3) {
        total += std::max(current, 1.0) * scale->value;
        current = 0;
      } else if (scale->value >= 1e3 && !digits && w.size() == 3) {  // 千
        total += std::max(current, 1.0) * scale->value;
        current = 0;
      } else {
        current = std::max(current, 1.0) * scale->value;
      }
    } else if (any && w == "and" && end + 1 < words.size() && Find(kSmall, words[end + 1]) != nullptr && !digits) {
      continue;
    } else {
      break;
    }
    any = true;
  }
  if (!any) return false;
  const double value = total + current;
  if (!(value < 9e18)) return false;
  number->value = static_cast<int64_t>(std::llround(value));
  number->begin = begin;
  number->end = end;
  number->currency = ReadCurrency(reading, begin, end);
  return true;
}

int PlaceLength(const Reading& reading, uint32_t i) {
  const text::Words& words = reading.words();
  std::string key;
  int best = 0;
  for (uint32_t n = 1; n <= 4 && i + n <= words.size() && (n == 1 || !reading.BreakBefore(i + n - 1)); ++n) {
    if (n > 1) key += ' ';
    key += words[i + n - 1];
    if (!FindPlace(key).empty()) best = static_cast<int>(n);
  }
  return best;
}

std::vector<std::string> ReadPlaces(const Reading& reading, uint32_t i, uint32_t* end) {
  const text::Words& words = reading.words();
  std::vector<std::string> codes;
  *end = i;
  int strangers = 0;
  for (uint32_t j = i; j < words.size() && (j == i || !reading.BreakBefore(j));) {
    if (const int n = PlaceLength(reading, j); n > 0) {
      std::string key;
      for (int k = 0; k < n; ++k) {
        if (k > 0) key += ' ';
        key += words[j + static_cast<uint32_t>(k)];
      }
      std::string_view list = FindPlace(key);
      while (!list.empty()) {
        const size_t comma = list.find(',');
        codes.emplace_back(list.substr(0, comma));
        list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
      }
      j += static_cast<uint32_t>(n);
      *end = j;
      strangers = 0;
      continue;
    }
    // "and", "or", "the", "the territory of", "any member state of": a few words may stand between two names.
    if (++strangers > 4) break;
    ++j;
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

namespace {

std::string SingleSpaced(std::string_view raw) {
  std::string out;
  for (char c : raw) {
    if (c == '\n' || c == '\r' || c == '\t' || c == ' ') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += c;
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

constexpr std::string_view kQuoteMarks[] = {"\"",     "\u201C", "\u201D", "\u2018", "\u2019", "\u300C", "\u300D",
                                            "\u300E", "\u300F", "\u00AB", "\u00BB", "\uFF02", "'",      "`"};
constexpr size_t kQuoteReach = 16;  // bytes between a word and its quotation mark: brackets, stops

}  // namespace

std::string QuotedText(const Reading& reading, uint32_t begin, uint32_t end) {
  if (begin >= end || end > reading.size()) return {};
  const std::string_view text = reading.utf8();
  const size_t first = reading.words().begin(begin), last = reading.words().end(end - 1);
  size_t from = first, to = last;
  const size_t low =
      begin > 0 ? std::max<size_t>(reading.words().end(begin - 1), first > kQuoteReach ? first - kQuoteReach : 0)
                : (first > kQuoteReach ? first - kQuoteReach : 0);
  const std::string_view before = text.substr(low, first - low);
  const std::string_view after = text.substr(last, kQuoteReach);
  size_t best = std::string_view::npos;
  for (std::string_view mark : kQuoteMarks)
    if (const size_t at = before.rfind(mark);
        at != std::string_view::npos && (best == std::string_view::npos || at + mark.size() > best))
      best = at + mark.size();
  if (best != std::string_view::npos) from = low + best;
  best = std::string_view::npos;
  for (std::string_view mark : kQuoteMarks)
    if (const size_t at = after.find(mark); at != std::string_view::npos && at < best) best = at;
  if (best != std::string_view::npos) to = last + best;
  std::string out = SingleSpaced(text.substr(from, to - from));
  while (!out.empty() && (out.back() == ',' || out.back() == ' ' || out.back() == '*' || out.back() == '_'))
    out.pop_back();
  size_t skip = 0;
  while (skip < out.size() && (out[skip] == ' ' || out[skip] == '*' || out[skip] == '_')) ++skip;
  return out.substr(skip);
}

std::string SourceText(const Reading& reading, uint32_t begin, uint32_t end) {
  if (begin >= end || end > reading.size()) return {};
  return SingleSpaced(
      reading.utf8().substr(reading.words().begin(begin), reading.words().end(end - 1) - reading.words().begin(begin)));
}

}  // namespace caveat::match
