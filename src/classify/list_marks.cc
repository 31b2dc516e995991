#include "classify/list_marks.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

namespace caveat::classify {
namespace {

using text::Marker;
using text::Words;

constexpr uint32_t kMostValue = 200;  // of a number that counts paragraphs

// What a mark counts. Marks of one list have the same kind and, if dotted, the same parts before the last.
struct Place {
  Marker kind = Marker::kNone;
  uint32_t before = 0;  // of a dotted number, 100 * part + part ...
  uint32_t value = 0;
  bool operator<(const Place& other) const {
    return std::tie(kind, before, value) < std::tie(other.kind, other.before, other.value);
  }
};

struct Candidate {
  Place place, roman;  // "i" is a letter and a number
  uint32_t begin = 0, end = 0;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// "13", "1.3", "4.2.1": the place; kNone if it is no number of a paragraph.
Place ReadNumber(std::string_view word) {
  Place p;
  uint32_t part = 0, digits = 0, dots = 0;
  for (const char c : word) {
    if (IsDigit(c)) {
      if ((digits == 0 && c == '0') || ++digits > 3) return {};
      part = part * 10 + static_cast<uint32_t>(c - '0');
    } else {
      if (c != '.' || digits == 0 || ++dots > 3 || part >= 100) return {};
      p.before = p.before * 100 + part;
      part = digits = 0;
    }
  }
  if (digits == 0 || part > kMostValue) return {};
  p.kind = dots > 0 ? Marker::kDotted : Marker::kDigit;
  p.value = part;
  return p;
}

Place ReadRoman(std::string_view word) {
  uint32_t value = 0, last = 0;
  for (size_t i = word.size(); i-- > 0;) {
    const uint32_t v = word[i] == 'i' ? 1 : word[i] == 'v' ? 5 : word[i] == 'x' ? 10 : 0;
    if (v == 0) return {};
    value = v < last ? value - v : value + v;
    last = std::max(last, v);
  }
  return word.empty() || word.size() > 6 ? Place() : Place{Marker::kRoman, 0, value};
}

// The Han number that starts at word i, of up to three characters: 三, 十二, 二十一.
Place ReadHan(const Words& words, uint32_t i, uint32_t* end) {
  static constexpr std::string_view kDigits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
  uint32_t value = 0, digit = 0;
  uint32_t at = i;
  for (; at < words.size() && at < i + 3; ++at) {
    const std::string_view word = words[at];
    const auto* found = std::find(std::begin(kDigits), std::end(kDigits), word);
    if (word == "十") {
      value += 10 * std::max(digit, 1u);
      digit = 0;
    } else if (found != std::end(kDigits) && digit == 0) {
      digit = static_cast<uint32_t>(found - kDigits) + 1;
    } else {
      break;
    }
  }
  *end = at;
  return at == i ? Place() : Place{Marker::kChinese, 0, value + digit};
}

// Does the word before end a clause? "...; or 2. ..."
bool Opens(const Words& words, uint32_t i) {
  constexpr uint16_t kOpen =
      text::kSentence | text::kParagraph | text::kItem | text::kColon | text::kSemicolon | text::kComma;
  static constexpr std::string_view kJoins[] = {"and", "or", "und", "oder", "et", "ou", "y", "o", "e", "dan", "atau"};
  if (i == 0 || (words.marks(i) & kOpen) != 0) return true;
  return (words.marks(i - 1) & kOpen) != 0 &&
         std::find(std::begin(kJoins), std::end(kJoins), words[i - 1]) != std::end(kJoins);
}

bool IsHan(std::string_view word) {
  const auto first = static_cast<uint8_t>(word[0]);
  return first >= 0xE4 && first <= 0xE9;
}

// Is there a stop behind the mark, as far as words tell, and does something start?
bool Closes(const Words& words, uint32_t last, bool opened) {
  if (last + 1 >= words.size()) return false;
  const uint16_t marks = words.marks(last + 1);
  if ((marks & text::kSentence) != 0) return true;
  const bool stop = words.begin(last + 1) >= words.end(last) + 2;  // ". "
  return stop && (opened || (marks & text::kCapital) != 0);
}

std::vector<Candidate> Candidates(const Words& words) {
  std::vector<Candidate> out;
  for (uint32_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    Candidate c;
    c.begin = i;
    c.end = i + 1;
    const bool opened = Opens(words, i);
    const auto first = static_cast<uint8_t>(word[0]);
    if (IsDigit(word[0])) {
      if (word.size() > 12) continue;
      c.place = ReadNumber(word);
      const bool starts = i + 1 < words.size() && ((words.marks(i + 1) & text::kCapital) != 0 || IsHan(words[i + 1]));
      if (c.place.kind == Marker::kDotted ? !opened && !starts : !Closes(words, i, opened)) continue;
    } else if (first < 0x80) {
      if (word.size() > 6) continue;
      c.roman = ReadRoman(word);
      if (word.size() == 1 && first >= 'a' && first <= 'z') c.place = {Marker::kLower, 0, first - 'a' + 1u};
      if (c.place.kind == Marker::kNone) c.place = c.roman;
      if (c.place.kind == Marker::kNone || !Closes(words, i, opened)) continue;
    } else if (IsHan(word)) {
      c.place = ReadHan(words, i, &c.end);
      // 三、
      if (c.end >= words.size() || (words.marks(c.end) & text::kComma) == 0) continue;
      i = std::max(i, c.end - 1);
    }
    if (c.place.kind != Marker::kNone) out.push_back(c);
  }
  return out;
}

}  // namespace

void FindListMarks(const Words& words, std::vector<uint8_t>* marks) {
  marks->assign(words.size(), 0);
  const std::vector<Candidate> candidates = Candidates(words);
  if (candidates.empty()) return;
  std::vector<Place> there;
  for (const Candidate& c : candidates) {
    there.push_back(c.place);
    if (c.roman.kind != Marker::kNone) there.push_back(c.roman);
  }
  // Marks at the start of lines. Of dotted ones only the last part is known.
  std::vector<uint32_t> dotted;
  for (const text::SourceLine& line : words.lines()) {
    if (line.marker == Marker::kDotted) {
      dotted.push_back(line.number);
    } else if (line.marker != Marker::kNone && line.marker != Marker::kBullet) {
      there.push_back({line.marker == Marker::kUpper ? Marker::kLower : line.marker, 0, line.number});
      // i, v and x are letters too.
      for (const auto& [number, letter] : {std::pair<uint32_t, uint32_t>{1, 9}, {5, 22}, {10, 24}})
        if (line.marker == Marker::kRoman && line.number == number) there.push_back({Marker::kLower, 0, letter});
    }
  }
  std::sort(there.begin(), there.end());
  std::sort(dotted.begin(), dotted.end());
  const auto has = [&](Place p, uint32_t value) {
    if (p.kind == Marker::kDotted && std::binary_search(dotted.begin(), dotted.end(), value)) return true;
    p.value = value;
    return std::binary_search(there.begin(), there.end(), p);
  };
  const auto listed = [&](const Place& p) {
    return p.kind != Marker::kNone && (has(p, p.value + 1) || (p.value > 1 && has(p, p.value - 1)));
  };
  for (const Candidate& c : candidates) {
    if (listed(c.place) || listed(c.roman)) std::fill(marks->begin() + c.begin, marks->begin() + c.end, uint8_t{1});
  }
}

}  // namespace caveat::classify
