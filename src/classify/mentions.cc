#include "classify/mentions.h"

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "classify/declared.h"
#include "classify/expression.h"
#include "classify/license_field.h"
#include "classify/license_urls.h"

namespace caveat {
namespace {

using names::Strength;
using text::Words;

// What a stretch of words speaks of; bit n + 1 stands for Covers n.
enum Subject : uint8_t { kCode = 1, kWeights = 2, kData = 4, kDocs = 8 };

constexpr uint32_t kMaxSentence = 160;  // words looked back for what a sentence speaks of
constexpr size_t kMaxLink = 200;        // bytes of a link's text
constexpr uint32_t kNotHere = UINT32_MAX;
constexpr uint16_t kBreaks = text::kSentence | text::kParagraph | text::kItem;

// Most words differ from all of the list in length or first byte.
inline bool In(std::string_view word, std::initializer_list<std::string_view> list) {
  for (const std::string_view other : list) {
    if (other.size() == word.size() && other[0] == word[0] && std::memcmp(other.data(), word.data(), word.size()) == 0)
      return true;
  }
  return false;
}

bool IsLicenseWord(std::string_view word) {
  return In(word, {"license", "licenses", "licensed", "licensing", "licence", "lizenz", "licencia"});
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Looks for the rarest character first: '](' and 'href=' are asked of every text.
bool HoldsLink(std::string_view text) {
  for (size_t at = text.find(']'); at != std::string_view::npos; at = text.find(']', at + 1))
    if (text.substr(at + 1).starts_with('(')) return true;
  for (size_t at = text.find('='); at != std::string_view::npos; at = text.find('=', at + 1))
    if (text.substr(0, at).ends_with("href")) return true;
  return false;
}

// A name as found, before it is known what it covers.
struct Found {
  uint32_t from = 0, to = 0;  // words
  const names::License* license = nullptr;
  std::string slug;  // where no table knows it
  std::string target;
  uint8_t subjects = 0;
  NamedAs as = NamedAs::kOwn;
  bool pointer = false;     // "see the [LICENSE](...)": counts only where nothing else is named
  bool repository = false;  // said of "this repository": code, where the weights have a licence of their own
  bool dropped = false;
  uint32_t sentence = 0;  // its first word
  uint32_t used = 0;      // words before this one have been read for this name
};

struct Link {
  uint32_t from = 0, to = 0;  // words of its text
  std::string target;
};

// What stands to the left of a name.
struct Cue {
  enum class Kind : uint8_t { kNone, kField, kUnder, kUses } kind = Kind::kNone;
  uint32_t distance = 0;  // words between
  bool pointer = false;   // see, refer to, found in
  bool former = false;    // changed from
  bool han = false;       // in Chinese
  explicit operator bool() const { return kind != Kind::kNone; }
};

class Finder {
 public:
  Finder(const Words& words, std::string_view utf8)
      : words_(words), utf8_(utf8), starts_(names::NameStarts()), links_(HoldsLink(utf8)) {}

  std::vector<LicenseMention> Run() {
    ReadHead();
    ReadDeclarations();
    for (uint32_t i = 0; i < words_.size(); ++i) {
      if (words_.begin(i) < fields_end_ && InReadField(words_.begin(i))) continue;
      const uint16_t marks = words_.marks(i);
      if ((marks & text::kHeading) != 0) NoteHeading(i);
      if ((marks & text::kUrl) != 0) {
        i = ReadUrl(i);
      } else if (starts_(words_, i)) {
        i = ReadWord(i);
      }
    }
    ReadBadges();
    if (found_.empty() && tags_.empty()) ReadWhole();
    if (found_.empty() && tags_.empty()) return {};
    for (size_t k = 0; k < found_.size(); ++k) DecideSubjects(k);
    Settle();
    return Emit();
  }

 private:
  std::string_view W(uint32_t i) const { return i < words_.size() ? words_[i] : std::string_view(); }
  bool Broken(uint32_t i) const { return i >= words_.size() || Starts(i); }
  // Does a sentence, an item or the row of a table start here?
  bool Starts(uint32_t i) const {
    const uint16_t marks = words_.marks(i);
    return (marks & kBreaks) != 0 || ((marks & text::kLine) != 0 && RowStarts(i));
  }
  bool RowStarts(uint32_t i) const {
    const std::vector<text::SourceLine>& lines = words_.lines();
    const auto line = std::lower_bound(lines.begin(), lines.end(), i,
                                       [](const text::SourceLine& l, uint32_t word) { return l.word < word; });
    return line != lines.end() && line->word == i && (line->flags & text::SourceLine::kTable) != 0;
  }
  bool Url(uint32_t i) const { return i < words_.size() && (words_.marks(i) & text::kUrl) != 0; }
  bool Pair(uint32_t i, std::string_view first, std::string_view second) const {
    return W(i) == first && W(i + 1) == second;
  }
  std::string_view Raw(uint32_t from, uint32_t to) const {  // bytes of words [from, to)
    const uint32_t begin = words_.begin(from), end = words_.end(to - 1);
    return end <= utf8_.size() && begin < end ? utf8_.substr(begin, end - begin) : std::string_view();
  }

  uint32_t SentenceStart(uint32_t i) const {
    uint32_t at = i;
    while (at > 0 && i - at < kMaxSentence && !Starts(at)) --at;
    return at;
  }
  uint32_t SentenceEnd(uint32_t i) const {
    uint32_t at = i;
    while (at < words_.size() && at - i < kMaxSentence && (at == i || !Starts(at))) ++at;
    return at;
  }

  void NoteHeading(uint32_t i) {
    if (i > 0 && i == heading_to_ && (words_.marks(i) & (text::kParagraph | text::kItem)) == 0) {
      heading_to_ = i + 1;
    } else {
      heading_from_ = i;
      heading_to_ = i + 1;
    }
  }

  // The link whose text holds word i: [text](target) or <a href="target">text</a>.
  std::optional<Link> LinkAround(uint32_t i) const {
    const uint32_t begin = words_.begin(i), end = words_.end(i);
    if (!links_ || end > utf8_.size()) return std::nullopt;
    size_t open = begin;
    const size_t least = begin > kMaxLink ? begin - kMaxLink : 0;
    bool html = false;
    while (true) {
      if (open == least) return std::nullopt;
      const char c = utf8_[--open];
      if (c == ']' || (c == '\n' && open > 0 && utf8_[open - 1] == '\n')) return std::nullopt;
      if (c == '[') break;
      if (c == '>') {
        html = true;
        break;
      }
    }
    const size_t most = std::min(utf8_.size(), size_t{end} + kMaxLink);
    size_t close = end;
    const char closing = html ? '<' : ']';
    while (close < most && utf8_[close] != closing && utf8_[close] != '[') ++close;
    if (close >= most || utf8_[close] != closing) return std::nullopt;
    Link link;
    if (html) {
      // Inner marks such as <b> are looked through to the left only.
      const size_t tag = utf8_.substr(0, open).rfind('<');
      if (tag == std::string_view::npos || open - tag > 600) return std::nullopt;
      const std::string_view head = utf8_.substr(tag, open - tag);
      if (!head.starts_with("<a ") && !head.starts_with("<A ")) return std::nullopt;
      const size_t href = head.find("href=");
      if (href == std::string_view::npos || href + 6 >= head.size()) return std::nullopt;
      const std::string_view value = head.substr(href + 6);
      link.target = std::string(value.substr(0, value.find_first_of("\"'> ")));
    } else {
      if (open > 0 && utf8_[open - 1] == '!') return std::nullopt;
      if (close + 1 >= utf8_.size() || utf8_[close + 1] != '(') return std::nullopt;
      const std::string_view value = utf8_.substr(close + 2, 600);
      link.target = std::string(value.substr(0, value.find_first_of(") \n\t")));
    }
    link.from = i;
    link.to = i + 1;
    while (link.from > 0 && words_.begin(link.from - 1) > open) --link.from;
    while (link.to < words_.size() && words_.end(link.to) <= close && !Url(link.to)) ++link.to;
    return link;
  }

  static bool LicenseTarget(std::string_view target) {
    std::string lower(target);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    for (std::string_view part :
         {"license", "licence", "agreement", "terms", "copying", "creativecommons", "许可", "协议"}) {
      if (lower.find(part) != std::string::npos) return true;
    }
    return false;
  }

  // The words before a name: does the text say that something is under it?
  Cue LeftCue(uint32_t from, uint32_t reach) const {
    Cue cue;
    const uint16_t marks = words_.marks(from);
    if (from == 0) return cue;
    if (Starts(from) && (marks & text::kColon) == 0) return cue;
    // License: X; license_name: X; **License(s)**: X
    if ((marks & text::kColon) != 0) {
      for (uint32_t k = 1; k <= 3 && k <= from; ++k) {
        if (IsLicenseWord(W(from - k)) || (k > 1 && Pair(from - k, "许", "可")) ||
            (k > 1 && Pair(from - k, "协", "议"))) {
          cue.kind = Cue::Kind::kField;
          return cue;
        }
        if (Starts(from - k)) break;
      }
    }
    if ((marks & text::kSentence) != 0) return cue;
    const uint32_t stop = found_.empty() ? 0 : found_.back().to;
    bool changes = false, linked = true;
    uint32_t fillers = 0;  // "the terms and conditions of the"
    for (uint32_t k = 1; k <= reach + fillers && k <= from; ++k) {
      const uint32_t j = from - k;
      const std::string_view word = W(j), before = j > 0 ? W(j - 1) : std::string_view();
      cue.distance = k - 1 - fillers;
      if (!found_.empty() && j + 1 <= stop && stop <= from && !found_.back().dropped) {
        // "the MIT License and the Model License": what was said of the first holds for the second.
        if (Joined(stop, from)) cue.kind = Cue::Kind::kUnder;
        return cue;
      }
      if (In(word, {"see", "refer", "found", "read", "check", "view", "visit", "details", "阅", "见", "voir"})) {
        cue.pointer = true;
        return cue;
      }
      const bool to =
          word == "to" && In(before, {"subject", "adhere", "adheres", "adhering", "adhered", "according", "conform",
                                      "conforms", "agree", "agreeing", "pursuant", "bound", "accept"});
      const bool with =
          word == "with" && In(before, {"comply", "complies", "complying", "compliance", "accordance", "compliant"});
      const bool by = word == "by" && In(before, {"governed", "bound", "covered", "regulated", "controlled"});
      const bool par = word == "par" && In(before, {"régis", "régi", "couvert", "prévu"});
      const bool content = word == "of" && before == "content";
      if (content) continue;
      if (to || with || by || par || In(word, {"under", "sous", "bajo", "unter", "follows", "obey", "respect"})) {
        cue.kind = Cue::Kind::kUnder;
        cue.former = j > 1 && In(W(j - 2), {"previously", "formerly"});
        return cue;
      }
      if (In(word, {"terms", "conditions", "term", "same"}) && fillers < 4) ++fillers;
      if (k <= 4 && In(word, {"from", "to"}) && Changes(from)) {
        cue.kind = Cue::Kind::kUnder;
        cue.former = word == "from";
        return cue;
      }
      // "license is X", "license: the X", "licensed as X", "the license of X"
      if (linked && IsLicenseWord(word)) {
        cue.kind = Cue::Kind::kField;
        return cue;
      }
      linked &= In(word, {"is", "are", "to", "the", "a", "an", "as", "s", "be", "of", "type", "version", "at", "osi",
                          "approved"});
      if (k <= 4 && In(word, {"uses", "adopts", "carries", "has", "have", "with"}) && cue.kind == Cue::Kind::kNone) {
        cue.kind = Cue::Kind::kUses;
        return cue;
      }
      if (static_cast<unsigned char>(word.front()) < 0xE0) {
        if (Starts(j)) break;
        continue;
      }
      for (const auto& [first, second] : {std::pair{"遵", "循"},
                                          {"遵", "守"},
                                          {"采", "用"},
                                          {"依", "照"},
                                          {"按", "照"},
                                          {"根", "据"},
                                          {"基", "于"},
                                          {"使", "用"},
                                          {"适", "用"},
                                          {"遵", "从"},
                                          {"更", "为"},
                                          {"改", "为"},
                                          {"依", "据"}}) {
        if (before == first && word == second) {
          cue.kind = Cue::Kind::kUnder;
          cue.han = true;
          return cue;
        }
      }
      if (word == "由" && k <= 2) {
        for (uint32_t g = from; g < SentenceEnd(from); ++g) changes |= Pair(g, "变", "更") || Pair(g, "改", "为");
        if (changes) {
          cue.kind = Cue::Kind::kUnder;
          cue.former = true;
          return cue;
        }
      }
      if (Starts(j)) break;
    }
    return cue;
  }

  // "A and B", "A or the B", "A/B", "A, B": does what is said of the words before `stop` hold for those from `from`
  // too?
  bool Joined(uint32_t stop, uint32_t from) const {
    uint32_t gap = 0;
    bool joined = false;
    for (uint32_t g = stop; g < from; ++g) {
      if (Url(g)) continue;
      ++gap;
      joined |= In(W(g), {"and", "or", "plus", "和", "及", "与", "或", "et", "y"});
    }
    if (gap > 3) return false;
    if (joined || gap > 0 || stop == 0 || stop >= words_.size() || Starts(stop)) return joined;
    const std::string_view between = Between(stop, from);
    return between.size() < 8 && between.find_first_of("/|&+,") != std::string_view::npos;
  }
  // The bytes between two words.
  std::string_view Between(uint32_t to, uint32_t from) const {
    const uint32_t begin = words_.end(to - 1), end = words_.begin(from);
    return begin < end && end <= utf8_.size() ? utf8_.substr(begin, end - begin) : std::string_view();
  }

  // "Dual MIT/GPL", "MIT or the GPL license": a word like MIT is a licence beside one.
  bool BesideLicense(uint32_t from, uint32_t to) const {
    if (from > 0 && !Broken(from) && W(from - 1) == "dual") return true;
    for (int names = 0; names < 4; ++names) {
      uint32_t next = to;
      while (next < to + 3 && !Broken(next) && In(W(next), {"and", "or", "the", "a", "license"})) ++next;
      if (Broken(next) || !Joined(to, next) || !starts_(words_, next)) return false;
      const std::optional<names::Match> match = names::At(words_, next, utf8_);
      if (!match || match->begin != next || match->strength == Strength::kTag || NamesModel(match->license))
        return false;
      if (Denied(next, match->end)) return false;
      if (match->strength == Strength::kSure || LicenseFollows(match->end)) return true;
      to = match->end;
    }
    return false;
  }

  bool Changes(uint32_t i) const {
    for (uint32_t at = SentenceStart(i); at < i; ++at) {
      if (In(W(at), {"change", "changes", "changed", "switched", "moved", "migrated", "relicensed", "switch"}))
        return true;
    }
    return false;
  }

  // Words after a name that make it another thing, or before it that deny it.
  bool Denied(uint32_t from, uint32_t to) const {
    if (!Broken(to) && In(W(to), {"compatible", "style", "like", "inspired", "incompatible", "alike"})) return true;
    if (InIdentifier(from, to)) return true;
    for (uint32_t k = 1; k <= 3 && k <= from; ++k) {
      if ((words_.marks(from - k + 1) & (kBreaks | text::kComma | text::kSemicolon)) != 0) break;
      if (In(W(from - k), {"not", "unlike", "never", "nor", "compatible", "than"})) return true;
    }
    return from >= 2 && (Pair(from - 2, "不", "是") || Pair(from - 2, "并", "非"));
  }

  // GPL2_BASE, drv_ms.pl: names of programs' things, but for those that speak of a licence.
  bool InIdentifier(uint32_t from, uint32_t to) const {
    const uint32_t begin = words_.begin(from), end = words_.end(to - 1);
    if (to > from + 1 || end > utf8_.size()) return false;
    const bool before = begin > 0 && utf8_[begin - 1] == '_';
    const bool after = end + 1 < utf8_.size() && utf8_[end] == '_' && !IsBlank(utf8_[end + 1]) && utf8_[end + 1] != '_';
    if (!before && !after) return false;
    return !(before && begin > 1 &&
             (utf8_[begin - 2] == '_' || IsBlank(utf8_[begin - 2]) || utf8_[begin - 2] == '*')) ||
           after;
  }

  // "license", "licensed", 许可证, ライセンス right after a name.
  bool LicenseFollows(uint32_t to) const {
    if (to >= words_.size() || (words_.marks(to) & (text::kParagraph | text::kItem)) != 0) return false;
    const std::string_view word = W(to);
    if ((words_.marks(to) & text::kSentence) != 0) return false;
    if (IsLicenseWord(word) || word == "agreement") return true;
    if (Pair(to, "许", "可") || Pair(to, "协", "议") || Pair(to, "授", "权") || Pair(to, "开", "源")) return true;
    return word.starts_with("ライセンス") || word.starts_with("라이");
  }

  // Takes "license agreement", 许可证, 协议 after a name into it.
  uint32_t Extend(uint32_t to) const {
    while (!Broken(to) &&
           (words_.marks(to) & (text::kComma | text::kParenOpen | text::kParenClose | text::kColon)) == 0) {
      if (In(W(to), {"license", "agreement"})) {
        ++to;
      } else if (Pair(to, "许", "可")) {
        to += 2;
        if (W(to) == "证") ++to;
      } else if (Pair(to, "协", "议")) {
        to += 2;
      } else if (W(to - 1) == "license" && W(to).size() > 1 && W(to)[0] == 'v' && IsDigit(W(to)[1])) {
        ++to;
      } else {
        break;
      }
    }
    return to;
  }

  void Add(uint32_t from, uint32_t to, const names::License* license, std::string slug, std::string target,
           const Cue& cue) {
    Found found;
    found.from = from;
    found.to = to;
    found.license = license != nullptr || slug.empty() ? license : names::Find(slug);
    found.slug = std::move(slug);
    found.target = std::move(target);
    found.pointer = cue.pointer && !cue;
    if (cue.former) found.as = NamedAs::kSuperseded;
    found.sentence = SentenceStart(from);
    found_.push_back(std::move(found));
  }

  // Adapted from, based on: the licence that another one was made of.
  bool IsBase(uint32_t from, bool* based) const {
    for (uint32_t k = 1; k <= 3 && k + 1 <= from; ++k) {
      const uint32_t j = from - k;
      if ((words_.marks(j + 1) & kBreaks) != 0) return false;
      if ((W(j) == "from" && In(W(j - 1), {"adapted", "derived", "modified", "copied"})) ||
          (W(j) == "on" && In(W(j - 1), {"based", "modelled", "modeled"})) ||
          (W(j) == "of" && In(W(j - 1), {"version", "variant", "modification", "adaptation"}))) {
        *based = W(j) == "on";
        return true;
      }
      if (Pair(j - 1, "基", "于")) {
        *based = true;
        return true;
      }
    }
    return false;
  }

  // A word that may start a name, or that stands in one. Returns the last word that was read.
  uint32_t ReadWord(uint32_t i) {
    const std::string_view word = words_[i];
    if (word == "spdx") {
      if (W(i + 1) == "license" && W(i + 2) == "identifier") return ReadSpdxTag(i);
      return i;
    }
    if (!found_.empty() && i < found_.back().to) return i;
    if (const std::optional<names::Match> match = names::At(words_, i, utf8_)) {
      if (const uint32_t last = ReadKnown(*match); last != kNotHere) return last;
    }
    if (words_.begin(i) < head_end_) return i;
    if (IsLicenseWord(word) || word == "agreement" || Pair(i, "许", "可") || Pair(i, "协", "议")) return ReadUnknown(i);
    return i;
  }

  // A name of the tables. Returns its last word, or kNotHere if it is none here.
  uint32_t ReadKnown(const names::Match& match) {
    uint32_t to = match.end;
    if (Denied(match.begin, to)) return to - 1;
    Cue cue = LeftCue(match.begin, 6);
    if (!cue && match.strength != Strength::kSure && classify::IsLicenseField(utf8_, words_.begin(match.begin)))
      cue = Cue{Cue::Kind::kField};
    const bool follows = LicenseFollows(to);
    std::optional<Link> link = LinkAround(match.begin);
    if (link && link->target.starts_with("#")) return link->to - 1;  // a table of contents
    if (match.strength != Strength::kSure) {
      if (words_.begin(match.begin) < head_end_) return kNotHere;
      bool taken = false;
      const bool capital_next =
          !Broken(to) &&
          (words_.marks(to) & (text::kCapital | text::kComma | text::kParenOpen | text::kParenClose)) ==
              text::kCapital &&
          !follows && !In(W(to), {"and", "or"}) && W(to) != W(match.begin);
      if (match.strength == Strength::kTag) {
        const bool whole = to >= words_.size() || Url(to) ||
                           (words_.marks(to) & (kBreaks | text::kLine | text::kQuoteClose | text::kParenClose)) != 0 ||
                           (words_.end(to - 1) < utf8_.size() && utf8_[words_.end(to - 1)] == '<');
        taken =
            cue.kind == Cue::Kind::kField && cue.distance == 0 && whole && !In(W(match.begin), {"other", "unknown"});
      } else if (follows) {
        taken = true;
      } else if (!NamesModel(match.license) && BesideLicense(match.begin, to)) {
        taken = true;
      } else if (capital_next) {
        taken = false;
      } else if (cue.kind == Cue::Kind::kField ||
                 (cue.kind == Cue::Kind::kUnder && (!NamesModel(match.license) || (EndsClause(to) && !cue.han)))) {
        taken = cue.distance <= 3;
      } else if (link && link->from == match.begin && link->to <= Extend(to) &&
                 (LicenseTarget(link->target) || names::FromUrl(link->target) != nullptr)) {
        taken = true;
      } else if (match.begin > 0 && In(W(match.begin - 1), {"is", "are"}) && !Broken(match.begin) && EndsClause(to) &&
                 Software(match.license)) {
        taken = true;
      } else if ((words_.marks(match.begin) & text::kColon) != 0 && EndsClause(to) && !NamesModel(match.license) &&
                 Subjects(SentenceStart(match.begin), match.begin) != 0) {
        taken = true;  // "Code: MIT"
      } else if ((words_.marks(match.begin) & text::kItem) != 0 && EndsClause(to) && HeadingSpeaksOfLicenses() &&
                 Software(match.license)) {
        taken = true;
      }
      if (!taken) return kNotHere;
    }
    to = Extend(to);
    bool based = false;
    if (IsBase(match.begin, &based)) {
      const uint32_t sentence = SentenceStart(match.begin);
      const bool own = !found_.empty() && found_.back().from >= sentence;
      if (own) return to - 1;
      const bool conditions =
          HasNear(to, 8, {"additional", "additionally", "modifications", "modified", "extra", "附", "额", "修"});
      if (based && conditions) return to - 1;
      Add(match.begin, to, match.license, "", link ? link->target : "", cue);
      // "Our model is based on the Apache-2.0 license" means that it is under it.
      if (!based) found_.back().as = NamedAs::kBase;
      return to - 1;
    }
    if (!found_.empty() && Repeats(found_.back(), match, to)) return to - 1;
    const bool path = OfPath(match.begin);
    // "... of the GPL can be found in /usr/share/common-licenses/GPL-2"
    if (path && !found_.empty() && found_.back().pointer && Refine(&found_.back(), match.license)) return to - 1;
    Add(match.begin, to, match.license, "", link ? link->target : "", cue);
    found_.back().pointer |= path || OfCopy(match.begin);
    if (link) Refine(&found_.back(), names::FromUrl(link->target));
    if (match.also != nullptr) {
      Found other = found_.back();
      other.license = match.also;
      found_.push_back(std::move(other));
    }
    return to - 1;
  }

  // "/usr/share/common-licenses/GPL-2": where a text lies, not what is under it.
  bool OfPath(uint32_t from) const {
    return from >= 2 && Pair(from - 2, "common", "licenses") && !Broken(from) && !Broken(from - 1);
  }
  // "you should have received a copy of the X", "the full text of version 2 of the X"
  bool OfCopy(uint32_t from) const {
    const uint32_t sentence = SentenceStart(from);
    uint32_t at = from;
    const auto take = [&](std::initializer_list<std::string_view> list) {
      if (at <= sentence || !In(W(at - 1), list)) return false;
      --at;
      return true;
    };
    take({"the"});
    if (!take({"of"})) return false;
    if (at > sentence + 2 && IsDigit(W(at - 1)[0]) && W(at - 2) == "version") {
      at -= 2;
      take({"the"});
      if (!take({"of"})) return false;
    }
    return take({"copy", "copies", "text"});
  }

  // "under the CogVLM2 [CogVLM2 LICENSE]", "Apache 2.0 (Apache License 2.0)": the same again at once.
  bool Repeats(const Found& last, const names::Match& match, uint32_t to) {
    uint32_t gap = 0;
    for (uint32_t g = last.to; g < match.begin; ++g) gap += Url(g) ? 0 : 1;
    if (gap > 1 || Broken(match.begin)) return false;
    if (last.license != match.license) {
      // "Creative Commons Attribution 4.0 (CC BY)"
      Found family;
      family.license = match.license;
      return last.license != nullptr && Refine(&family, last.license);
    }
    if ((words_.marks(match.begin) & text::kParenOpen) == 0) found_.back().to = to;
    return true;
  }

  bool EndsClause(uint32_t to) const {
    return to >= words_.size() ||
           (words_.marks(to) & (kBreaks | text::kComma | text::kSemicolon | text::kParenClose | text::kLine)) != 0 ||
           In(W(to), {"and", "but", "while"});
  }

  static bool Software(const names::License* license) {
    return In(license->id, {"MIT", "Apache-2.0", "bsd", "gpl", "lgpl", "agpl", "BSD-3-Clause", "BSD-2-Clause", "ISC"});
  }

  // "Llama 2" and "Gemma" are models first.
  static bool NamesModel(const names::License* license) {
    return license->id.starts_with("llama") || license->id.starts_with("gemma") || license->id.starts_with("tongyi");
  }

  bool HasNear(uint32_t from, uint32_t reach, std::initializer_list<std::string_view> list) const {
    for (uint32_t i = from; i < from + reach && !Broken(i); ++i) {
      if (In(W(i), list)) return true;
    }
    return false;
  }

  bool HeadingSpeaksOfLicenses() const {
    for (uint32_t i = heading_from_; i < heading_to_; ++i) {
      if (IsLicenseWord(W(i)) || Pair(i, "许", "可") || Pair(i, "协", "议")) return true;
    }
    return false;
  }

  // cc-by-nc and CC-BY-NC-4.0, bsd and BSD-3-Clause
  static bool OfFamily(const names::License& license, const names::License& family) {
    std::string id(license.id);
    for (char& c : id) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (family.id == "openrail") return id.find("rail") != id.npos;
    const std::string_view head = family.id == "mozilla-public"   ? "mpl"
                                  : family.id == "eclipse-public" ? "epl"
                                  : family.id == "mulan-psl"      ? "mulanpsl"
                                                                  : family.id;
    return id.size() > head.size() && id.starts_with(head) && id[head.size()] == '-';
  }

  // An address tells the version that a name left open.
  static bool Refine(Found* found, const names::License* license) {
    if (license == nullptr || found->license == nullptr || (found->license->flags & names::kFamily) == 0) return false;
    if ((license->flags & names::kFamily) != 0 && found->license->id != "cc") return false;
    if (!OfFamily(*license, *found->license)) return false;
    found->license = license;
    return true;
  }

  // Is the address at word i that of a link with words of its own?
  bool InLink(uint32_t i) const {
    const uint32_t begin = words_.begin(i);
    return i > 0 && begin >= 2 && begin <= utf8_.size() && utf8_.substr(begin - 2, 2) == "](";
  }

  uint32_t ReadUrl(uint32_t i) {
    const names::License* license = names::FromUrl(words_[i]);
    if (license == nullptr) return i;
    if (!found_.empty() && found_.back().to <= i) {
      uint32_t gap = 0;
      for (uint32_t g = found_.back().to; g < i && gap < 9; ++g) gap += Url(g) ? 0 : 1;
      Found* last = &found_.back();
      if (gap == 0) {  // the link of the name itself
        if (last->license == nullptr) last->license = license;
        Refine(last, license);
        if (last->target.empty()) last->target = std::string(words_[i]);
        return i;
      }
      // "CC BY-NC ([deed](URL))", "... under the X License. To view a copy, visit URL"
      if (last->license == license || (gap < 9 && Refine(last, license))) return i;
      if (last->license == nullptr && !InLink(i)) return i;
    }
    // A link on other words: [license](URL), [Terms of Use](URL), or the bare address.
    uint32_t from = i;
    bool speaks = words_[i].find("creativecommons") != std::string_view::npos;
    if (InLink(i)) {
      const std::optional<Link> link = LinkAround(i - 1);
      if (!link) return i;
      from = link->from;
      bool text_speaks = false;
      for (uint32_t k = from; k < link->to; ++k) {
        text_speaks |= Url(k) || IsLicenseWord(W(k)) ||
                       In(W(k), {"terms", "here", "deed", "agreement", "legalcode", "link", "许", "协", "此"});
      }
      if (!text_speaks) return i;
    }
    for (uint32_t k = SentenceStart(i); k < i && !speaks; ++k) {
      speaks = IsLicenseWord(W(k)) || In(W(k), {"terms", "under", "agreement"}) || Pair(k, "许", "可") ||
               Pair(k, "协", "议");
    }
    if (!speaks && !StandsAlone(i, license)) return i;
    Add(from, i + 1, license, "", std::string(words_[i]), LeftCue(from, 8));
    return i;
  }

  // An address on a line of its own, or after the id of what it leads to: "Zlib https://spdx.org/licenses/Zlib".
  bool StandsAlone(uint32_t i, const names::License* license) const {
    constexpr uint16_t kLines = kBreaks | text::kLine;
    if (i + 1 < words_.size() && (words_.marks(i + 1) & kLines) == 0) return false;
    uint32_t from = i;
    while (from > 0 && i - from < 8 && (words_.marks(from) & kLines) == 0) --from;
    if ((words_.marks(from) & kLines) == 0 && from > 0) return false;
    if (from == i) return (words_.marks(i) & text::kItem) == 0;
    std::string_view before = Raw(from, i);
    return names::FromText(before) == license;
  }

  // A word of licensing that no known name ends in. Returns the last word read.
  uint32_t ReadUnknown(uint32_t i) {
    const bool chinese = static_cast<unsigned char>(words_[i][0]) >= 0x80;
    if (W(i) == "licensed") return ReadLicensed(i);
    if (W(i) == "licenses" || W(i) == "licensing") return i;
    if (const std::optional<Link> link = LinkAround(i)) return ReadLink(*link, i);
    if ((words_.marks(i) & text::kHeading) != 0) return i;
    return chinese ? ReadChinese(i) : ReadPlain(i);
  }

  // "The following models are Seamless licensed"
  uint32_t ReadLicensed(uint32_t i) {
    if (!found_.empty() && found_.back().to >= i) return i;
    if (i < 2 || Broken(i) || Broken(i - 1) || (words_.marks(i - 1) & text::kCapital) == 0 ||
        !In(W(i - 2), {"is", "are"}))
      return i;
    if (In(W(i - 1), {"not", "also", "dual", "fully"})) return i;
    Cue cue;
    cue.kind = Cue::Kind::kUnder;
    Add(i - 1, i + 1, nullptr, names::Slug(Raw(i - 1, i)) + "-license", "", cue);
    return i;
  }

  uint32_t ReadLink(const Link& link, uint32_t i) {
    const uint32_t last = std::max(link.to - 1, i);
    if (link.target.empty() || link.target.starts_with("#")) return last;
    if (!found_.empty() && found_.back().to > link.from) return last;
    bool generic = true, other = false;
    for (uint32_t k = link.from; k < link.to; ++k) {
      if (k > link.from && starts_(words_, k)) {
        const std::optional<names::Match> match = names::At(words_, k, utf8_);
        if (match && match->strength == Strength::kSure && match->end <= link.to)
          return k - 1;  // it will be read as such
      }
      const bool han = static_cast<unsigned char>(W(k)[0]) >= 0xE3;
      if (han) {
        static constexpr std::string_view kPlainHan = "开源许可证协议的文件此本";
        generic &= kPlainHan.find(W(k)) != std::string_view::npos;
      } else {
        generic &=
            In(W(k), {"license", "licenses", "licence", "file", "the",     "this", "here",        "terms",     "of",
                      "use",     "md",       "txt",     "full", "details", "open", "source",      "agreement", "and",
                      "text",    "our",      "custom",  "a",    "for",     "more", "information", "pdf",       "link"});
      }
      other |= In(W(k), {"style", "like", "compatible", "information", "registration", "notice", "notices",
                         "application", "faq", "readme", "card", "内", "问", "登", "申"});
    }
    if (other) return last;
    if (static_cast<unsigned char>(W(i)[0]) >= 0x80) {
      // The name of a licence ends in the word.
      const std::string_view end = W(link.to - 1);
      if (!In(end, {"证", "议", "可", "license"})) return last;
    }
    Cue cue = LeftCue(link.from, 8);
    const names::License* license = names::FromUrl(link.target);
    const bool starts = (words_.marks(link.from) & (text::kItem | text::kParagraph | text::kSentence)) != 0;
    uint32_t to = link.to;
    if (license == nullptr && generic && cue) {
      // "the [License](...) of LLaMA"
      uint32_t at = to;
      while (Url(at)) ++at;
      if (In(W(at), {"of", "for"})) {
        ++at;
        if (W(at) == "the") ++at;
        if (!Broken(at) && starts_(words_, at)) {
          if (const std::optional<names::Match> match = names::At(words_, at, utf8_)) {
            license = match->license;
            to = match->end;
          }
        }
      }
    }
    if (license != nullptr) {
      Add(link.from, to, license, "", link.target, cue);
      return std::max(to - 1, last);
    }
    const bool stated = cue.kind == Cue::Kind::kUnder || cue.kind == Cue::Kind::kField;
    if (generic ? !stated
                : !(stated || cue.kind == Cue::Kind::kUses || (!cue.pointer && starts && LicenseTarget(link.target))))
      return last;
    if ((words_.marks(link.from) & text::kHeading) != 0) return last;
    uint32_t first = link.from;
    while (first + 1 < link.to && In(W(first), {"the", "a", "an", "our", "this"})) ++first;
    const bool bare = generic && Raw(first, link.to).size() <= 12;
    Add(link.from, link.to, nullptr, bare ? "license-file" : SlugOf(first, link.to), link.target, cue);
    return last;
  }

  // "subject to the Example Model License v1.0": capitalised words up to the word, after words of licensing.
  uint32_t ReadPlain(uint32_t i) {
    constexpr uint16_t kStops = kBreaks | text::kComma | text::kSemicolon | text::kColon | text::kParenOpen |
                                text::kParenClose | text::kQuoteOpen;
    uint32_t from = i;
    while (from > 0 && i - from < 9 && (words_.marks(from) & kStops) == 0) {
      const std::string_view word = W(from - 1);
      const bool part = (words_.marks(from - 1) & text::kCapital) != 0 || IsDigit(word[0]) || Url(from - 1) ||
                        (from < i && In(word, {"of", "for"}) && (words_.marks(from) & text::kCapital) != 0);
      if (!part || Url(from - 1)) break;
      --from;
    }
    while (from < i && In(W(from), {"the", "this", "our", "a", "an", "see", "all", "please", "under", "these", "your",
                                    "for", "of"}))
      ++from;
    if (from == i) return i;
    if (!found_.empty() && from < found_.back().to) return i;
    // "MIT-style license", MODULE_LICENSE
    if (In(W(i - 1), {"style", "compatible", "like", "type", "unknown"}) ||
        Raw(from, i + 1).find('_') != std::string::npos)
      return i;
    // Something particular must be in it.
    bool particular = false;
    for (uint32_t k = from; k < i; ++k) {
      particular |=
          !In(W(k), {"open",   "source",   "commercial", "software", "use",      "end",      "user", "public", "free",
                     "code",   "data",     "other",      "license",  "licenses", "original", "full", "both",   "and",
                     "custom", "research", "community",  "dataset",  "project",  "name",     "link"});
    }
    if (!particular) return i;
    const Cue cue = LeftCue(from, 6);
    if (cue.kind != Cue::Kind::kUnder && cue.kind != Cue::Kind::kField) return i;
    if (cue.distance > 3 || Denied(from, i + 1)) return i;
    uint32_t to = i + 1;
    // "License Agreement 1.2 - NC", "License v1.0", "License-NC", "License for X Model"
    while (!Broken(to) && (words_.marks(to) & (text::kComma | text::kParenOpen | text::kParenClose)) == 0 &&
           (In(W(to), {"agreement", "nc", "version"}) || IsDigit(W(to)[0]) ||
            (W(to)[0] == 'v' && W(to).size() > 1 && IsDigit(W(to)[1])))) {
      ++to;
    }
    Add(from, to, nullptr, names::Slug(Raw(from, to)), "", cue);
    return to - 1;
  }

  // 《...许可协议》, and Latin words before 许可证.
  uint32_t ReadChinese(uint32_t i) {
    uint32_t to = Extend(i);
    if (to == i) return i + 1;
    uint32_t from = i;
    bool quoted = false, latin = false;
    while (from > 0 && i - from < 24) {
      if ((words_.marks(from) & text::kQuoteOpen) != 0) {
        quoted = true;
        break;
      }
      if ((words_.marks(from) & (kBreaks | text::kComma | text::kParenClose | text::kQuoteClose)) != 0) break;
      --from;
    }
    if (!quoted) {
      static constexpr std::string_view kParts = "模型社区商用开源系列大源";
      from = i;
      while (from > 0 && i - from < 16 && (words_.marks(from) & (kBreaks | text::kComma | text::kParenClose)) == 0) {
        const std::string_view word = W(from - 1);
        const bool han = static_cast<unsigned char>(word[0]) >= 0x80;
        if (han && kParts.find(word) == std::string_view::npos) break;
        if (Url(from - 1)) break;
        latin |= !han;
        --from;
      }
      if (!latin) return to - 1;
    }
    if (!found_.empty() && from < found_.back().to) return to - 1;
    const Cue cue = LeftCue(from, 4);
    if (!cue) return to - 1;
    Add(from, to, nullptr, SlugOf(from, to), "", cue);
    return to - 1;
  }

  // A slug has Latin letters only: what is Chinese in a name is told in general.
  std::string SlugOf(uint32_t from, uint32_t to) const {
    bool han = false, model = false;
    for (uint32_t i = from; i < to; ++i) {
      han |= static_cast<unsigned char>(W(i)[0]) >= 0xE3;
      model |= Pair(i, "模", "型") && i + 1 < to;
    }
    std::string slug = names::Slug(Raw(from, to));
    if (!han) return slug;
    const std::string kind = model ? "model-license" : "license";
    return slug == "unnamed" ? kind : slug.find("license") == std::string::npos ? slug + "-" + kind : slug;
  }

  // SPDX-License-Identifier: expression, up to the end of the line.
  uint32_t ReadSpdxTag(uint32_t i) {
    const uint32_t start = words_.end(i + 2);
    if (start >= utf8_.size()) return i + 2;
    if (Ignored(start)) return i + 2;
    std::string_view line = utf8_.substr(start, 400);
    line = line.substr(0, line.find_first_of("\r\n"));
    const size_t colon = line.find_first_not_of(": \t");
    if (!line.starts_with(":") || colon == std::string_view::npos) return i + 2;
    line.remove_prefix(colon);
    // What closes a comment, or a string around it, is no part of it.
    for (std::string_view end : {"*/", "-->", "\"", "'", "`", "<", "#}", "%>", "*)", "-}", "]]", "{%", "=#", "|#"})
      line = line.substr(0, line.find(end));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '.' || line.back() == ','))
      line.remove_suffix(1);
    const uint32_t begin = static_cast<uint32_t>(line.data() - utf8_.data());
    const uint32_t end = begin + static_cast<uint32_t>(line.size());
    AddExpression(begin, end, spdx::Parse(line), false);
    uint32_t last = i + 2;
    while (last + 1 < words_.size() && words_.begin(last + 1) < end) ++last;
    return last;
  }

  // REUSE-IgnoreStart ... REUSE-IgnoreEnd: what stands between is an example. Bytes are asked for in order.
  bool Ignored(uint32_t byte) {
    static constexpr std::string_view kMark = "REUSE-Ignore";
    while (true) {
      const size_t next = utf8_.substr(0, byte).find(kMark, ignore_read_);
      if (next == std::string_view::npos) {
        ignore_read_ = std::max<size_t>(ignore_read_, byte > kMark.size() ? byte - kMark.size() : 0);
        return ignored_;
      }
      ignored_ = utf8_.substr(next + kMark.size()).starts_with("Start");
      ignore_read_ = next + kMark.size();
    }
  }

  // A tag for each licence of an expression; each knows the whole.
  void AddExpression(uint32_t begin, uint32_t end, const spdx::Expression& expression, bool ruling) {
    const std::string whole = spdx::ToString(expression);
    for (const std::string& id : spdx::Licenses(expression)) {
      if (id == "NONE" || id == "NOASSERTION") continue;
      const names::License* license = names::Find(id);
      AddTag(begin, end, license, license == nullptr ? id : "", Covers::kUnspecified);
      tags_.back().expression = whole;
      tags_.back().ruling = ruling;
    }
  }

  // Files that exist to declare licences.
  void ReadDeclarations() {
    for (const auto& read : {spdx::ReadDebianCopyright, spdx::ReadReuseToml}) {
      for (const spdx::Declared& declared : read(utf8_)) {
        AddExpression(declared.begin, declared.end, spdx::Parse(declared.expression), declared.files);
        fields_.emplace_back(declared.begin, declared.end);
        fields_end_ = std::max(fields_end_, declared.end);
      }
    }
  }

  void AddTag(uint32_t begin, uint32_t end, const names::License* license, std::string slug, Covers covers,
              NamedAs as = NamedAs::kTag) {
    LicenseMention mention;
    mention.license = license;
    mention.id = std::move(slug);
    mention.covers = covers;
    mention.as = as;
    mention.begin = begin;
    mention.end = end;
    mention.name = std::string(utf8_.substr(begin, end - begin));
    tags_.push_back(std::move(mention));
  }

  // Badges say "license | MIT"; in HTML their address is no word.
  void ReadBadges() {
    static constexpr std::string_view kHost = "shields.io/badge/";
    size_t at = 0;
    while (at < utf8_.size()) {
      const void* hit = memmem(utf8_.data() + at, utf8_.size() - at, kHost.data(), kHost.size());
      if (hit == nullptr) return;
      at = static_cast<size_t>(static_cast<const char*>(hit) - utf8_.data());
      const std::string_view rest = utf8_.substr(at, 400);
      names::Badge badge;
      const size_t path_end = std::min(rest.find_first_of("?)\"' >\n"), rest.size());
      if (names::ParseBadge(rest.substr(0, path_end), &badge) && badge.label.find("licen") != std::string::npos) {
        if (const names::License* license = names::FromText(badge.message)) {
          const Covers covers =
              badge.label.find("code") != std::string::npos ? Covers::kCode
              : badge.label.find("model") != std::string::npos || badge.label.find("weight") != std::string::npos
                  ? Covers::kWeights
              : badge.label.find("data") != std::string::npos ? Covers::kData
              : badge.label.find("doc") != std::string::npos  ? Covers::kDocs
                                                              : Covers::kUnspecified;
          AddTag(static_cast<uint32_t>(at + kHost.size()), static_cast<uint32_t>(at + path_end), license, "", covers,
                 NamedAs::kOwn);
        }
      }
      at += kHost.size();
    }
  }

  // Bytes are asked for in order.
  bool InReadField(uint32_t byte) {
    while (field_ < fields_.size() && fields_[field_].second <= byte) ++field_;
    return field_ < fields_.size() && fields_[field_].first <= byte;
  }

  // A text that is nothing but the id of a licence, as some files called LICENSE are.
  void ReadWhole() {
    if (words_.empty() || words_.size() > 8 || utf8_.size() > 80) return;
    std::string_view text = utf8_;
    while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
    while (!text.empty() && (IsBlank(text.back()) || text.back() == '.')) text.remove_suffix(1);
    // One word may be anything: "Fair", "Zed"; and names of models are no licences.
    if (text.find_first_of("0123456789-") == std::string_view::npos) return;
    const names::License* license = names::FromText(text);
    if (license == nullptr || (license->flags & names::kSpdx) == 0) return;
    Add(0, words_.size(), license, "", "", Cue());
  }

  // The YAML head of a card: license, license_name, license_link. Their lines are read here and not again as words.
  void ReadHead() {
    std::string_view head = utf8_;
    size_t at = 0;
    while (at < head.size() && (head[at] == ' ' || head[at] == '\n' || head[at] == '\r' || head[at] == '\t')) ++at;
    if (!head.substr(at).starts_with("---")) return;
    // As the Hub reads it, "---" right after the first does not end the head.
    const size_t first = head.find('\n', at);
    const size_t end = first == std::string_view::npos ? first : head.find("\n---", first + 1);
    if (end == std::string_view::npos) return;
    head_end_ = fields_end_ = static_cast<uint32_t>(end);
    std::string_view field;
    bool skipped = false, read = false;
    const names::License* named = nullptr;
    for (size_t line_at = head.find('\n', at); line_at < end;) {
      const size_t next = std::min(head.find('\n', line_at + 1), end);
      std::string_view line = head.substr(line_at + 1, next - line_at - 1);
      const size_t offset = line_at + 1;
      const auto line_begin = static_cast<uint32_t>(line_at);
      line_at = next;
      size_t value = 0;
      if (!line.empty() && line[0] != ' ' && line[0] != '-' && line[0] != '\t') {
        const size_t colon = line.find(':');
        field = colon == std::string_view::npos ? std::string_view() : line.substr(0, colon);
        value = colon == std::string_view::npos ? line.size() : colon + 1;
        read = field == "license" || field == "license_name" || field == "license_link";
        skipped = read || In(field, {"tags", "datasets", "base_model", "language", "license_details"});
      }
      if (skipped) {
        if (!fields_.empty() && fields_.back().second >= line_begin) {
          fields_.back().second = static_cast<uint32_t>(next);
        } else {
          fields_.emplace_back(line_begin, static_cast<uint32_t>(next));
        }
      }
      if (!read) continue;
      // One value a line, or a list in brackets.
      while (value < line.size()) {
        const size_t from = line.find_first_not_of(" \t[],\"'\r", value);
        if (from == std::string_view::npos || line[from] == '#') break;
        if (line.substr(from).starts_with("- ")) {
          value = from + 2;
          continue;
        }
        const size_t to = std::min(line.find_first_of(",]\"'#\r", from), line.size());
        std::string_view text = line.substr(from, to - from);
        while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
        value = to + 1;
        const auto begin = static_cast<uint32_t>(offset + from);
        const auto stop = static_cast<uint32_t>(offset + from + text.size());
        if (field == "license_link") {
          const names::License* license = names::FromUrl(text);
          if (license != nullptr && license != named) AddTag(begin, stop, license, "", Covers::kUnspecified);
          continue;
        }
        if (text.empty() || text.front() == '{' || In(text, {"other", "unknown", "license", "none", "null", "~"}))
          continue;
        const names::License* license = names::FromText(text);
        if (field == "license_name" && license == nullptr) {
          AddTag(begin, stop, nullptr, names::Slug(text), Covers::kUnspecified);
        } else if (license != nullptr && license != named) {
          AddTag(begin, stop, license, "", Covers::kUnspecified);
        }
        if (license != nullptr) named = license;
      }
    }
  }

  // What the words [from, to) speak of.
  uint8_t Subjects(uint32_t from, uint32_t to, bool* repository = nullptr) const {
    uint8_t subjects = 0, weak = 0;
    bool inside = false;  // "the code for the X model": what follows only tells which code
    for (uint32_t i = from; i < to; ++i) {
      const std::string_view word = W(i);
      if (Url(i)) continue;
      if ((words_.marks(i) & (text::kComma | text::kSemicolon)) != 0 ||
          In(word, {"and", "or", "well", "plus", "和", "及", "与", "或", "et", "y", "und"}))
        inside = false;
      if (static_cast<unsigned char>(word[0]) >= 0xE3) {
        if (Pair(i, "代", "码") || Pair(i, "源", "码")) {
          subjects |= kCode;
        } else if (Pair(i, "模", "型") || Pair(i, "权", "重") || Pair(i, "参", "数")) {
          // 模型(的)(推理|训练)代码 is code.
          uint32_t next = i + 2;
          if (W(next) == "的") ++next;
          if (Pair(next, "推", "理") || Pair(next, "训", "练")) next += 2;
          if (!(next < to && (Pair(next, "代", "码") || Pair(next, "源", "码")))) subjects |= kWeights;
        } else if ((Pair(i, "数", "据") && !Pair(i + 2, "合", "规")) || Pair(i, "语", "料")) {
          subjects |= kData;
        } else if (Pair(i, "文", "档")) {
          subjects |= kDocs;
        } else if (Pair(i, "仓", "库") && repository != nullptr) {
          *repository = true;
        } else if (word.starts_with("モデル") || word.starts_with("모델")) {
          subjects |= kWeights;
        } else if (word.starts_with("コード") || word.starts_with("코드")) {
          subjects |= kCode;
        } else if (word.starts_with("データ") || word.starts_with("데이터")) {
          subjects |= kData;
        }
        continue;
      }
      if (In(word, {"repository", "repo"}) && repository != nullptr) *repository = true;
      if (inside) continue;
      const std::string_view next = i + 1 < to ? W(i + 1) : std::string_view();
      const bool leads = In(next, {"for", "of", "to", "behind"});
      if (In(word, {"code", "codes", "codebase", "software", "script", "scripts", "wrapper", "library", "package",
                    "toolkit", "implementation", "código", "quellcode"})) {
        subjects |= kCode;
        inside = leads;
      } else if (In(word,
                    {"data", "dataset", "datasets", "corpus", "corpora", "annotations", "données", "datos", "daten"})) {
        subjects |= kData;
        inside = leads;
      } else if (In(word, {"documentation", "docs", "tutorials"})) {
        subjects |= kDocs;
        inside = leads;
      } else if (In(word, {"weight",  "weights",  "checkpoint", "checkpoints", "ckpt",    "lora",      "loras",
                           "adapter", "adapters", "poids",      "modèle",      "modèles", "modelo",    "modelos",
                           "pesos",   "modell",   "modelle",    "llm",         "llms",    "parameters"})) {
        subjects |= kWeights;
      } else if (In(word, {"model", "models"})) {
        if (!In(next, {"card", "cards", "zoo", "hub", "page", "code", "codebase", "implementation"}))
          subjects |= kWeights;
      } else if (In(word, {"encoder", "decoder", "vae", "backbone"})) {
        weak |= kWeights;
      }
    }
    return subjects != 0 ? subjects : weak;
  }

  // List items that follow "the following components are ...:".
  uint8_t FollowingItems(uint32_t from) const {
    uint8_t subjects = 0;
    uint32_t i = SentenceEnd(from);
    uint32_t read = 0;
    while (i < words_.size() && (words_.marks(i) & text::kItem) != 0 && read < 400) {
      const uint32_t end = SentenceEnd(i);
      subjects |= Subjects(i, end);
      read += end - i;
      i = end;
    }
    return subjects;
  }

  void DecideSubjects(size_t k) {
    Found& found = found_[k];
    const Found* before = k > 0 && found_[k - 1].sentence == found.sentence ? &found_[k - 1] : nullptr;
    const uint32_t start = before != nullptr ? std::max({before->to, before->used, found.sentence}) : found.sentence;
    const uint32_t end = SentenceEnd(found.from);
    const uint32_t next = k + 1 < found_.size() ? std::min(end, found_[k + 1].from) : end;
    found.used = found.to;
    found.subjects = Subjects(std::min(start, found.from), found.from, &found.repository);
    ThirdParty(&found, start);
    if (found.subjects == 0) {
      // "MIT for the code", "CC BY 4.0 (weights)", "terms of use of the data"
      uint32_t at = found.to;
      while (at < next && Url(at)) ++at;
      if (at < next && (In(W(at), {"for", "of", "to", "on"}) || (words_.marks(at) & text::kParenOpen) != 0)) {
        uint32_t to = at;
        while (to < next && to - at < 7 &&
               (to == at || (words_.marks(to) & (text::kComma | text::kSemicolon | text::kParenClose)) == 0))
          ++to;
        found.subjects = Subjects(at, to);
        if (found.subjects != 0) found.used = to;
      }
    }
    if (found.subjects == 0 && before != nullptr && !found.repository) {
      uint32_t gap = 0;
      for (uint32_t g = before->to; g < found.from; ++g) gap += Url(g) ? 0 : 1;
      if (gap <= 4) found.subjects = before->subjects;
    }
    if (found.subjects == 0) {
      for (uint32_t i = found.sentence; i < found.from; ++i) {
        if (W(i) == "following" || Pair(i, "以", "下")) found.subjects = FollowingItems(found.from);
      }
    }
    if (found.subjects == 0) found.subjects = FromHeading(found.from);
    if (found.subjects == 0) {
      for (uint32_t i = found.from; i < found.to; ++i) {
        if (In(W(i), {"model", "models", "weights"}) || Pair(i, "模", "型")) found.subjects |= kWeights;
        if (In(W(i), {"dataset", "datasets"})) found.subjects |= kData;
      }
    }
    if (found.subjects == 0 && found.pointer) found.subjects = EarlierStatement(found.sentence);
    // "This applies to the code as well as the weights."
    uint32_t at = end;
    if (at < words_.size() && (words_.marks(at) & (text::kParagraph | text::kItem | text::kHeading)) == 0 &&
        In(W(at), {"this", "it", "that", "the"})) {
      for (uint32_t i = at; i < at + 4; ++i) {
        if (!In(W(i), {"applies", "covers"})) continue;
        if (const uint8_t subjects = Subjects(i, SentenceEnd(at))) found.subjects = subjects;
      }
    }
  }

  // "## Model License": the heading above tells, when it speaks of licences.
  uint8_t FromHeading(uint32_t i) const {
    uint32_t at = i;
    const uint32_t least = i > 400 ? i - 400 : 0;
    while (at > least && (words_.marks(at - 1) & text::kHeading) == 0) --at;
    if (at == least) return 0;
    const uint32_t to = at;
    while (at > least && (words_.marks(at - 1) & text::kHeading) != 0) {
      --at;
      if ((words_.marks(at) & text::kParagraph) != 0) break;
    }
    bool speaks = false;
    for (uint32_t k = at; k < to; ++k) speaks |= IsLicenseWord(W(k)) || Pair(k, "许", "可") || Pair(k, "协", "议");
    return speaks ? Subjects(at, to) : 0;
  }

  // For "See the LICENSE file": what was last said to be licensed, a few sentences up.
  uint8_t EarlierStatement(uint32_t sentence) const {
    uint32_t at = sentence;
    for (int sentences = 0; sentences < 4 && at > 0; ++sentences) {
      const uint32_t from = SentenceStart(at - 1);
      for (uint32_t i = from; i < at; ++i) {
        if (!In(W(i), {"licensed", "released", "license"})) continue;
        if ((words_.marks(i) & text::kHeading) != 0) return 0;
        if (const uint8_t subjects = Subjects(from, at)) return subjects;
      }
      at = from;
    }
    return 0;
  }

  void ThirdParty(Found* found, uint32_t start) const {
    if (found->as != NamedAs::kOwn) return;
    for (uint32_t i = start; i < found->from; ++i) {
      const bool which = W(i) == "which" && In(W(i + 1), {"is", "are"});
      const bool party = W(i) == "third" && W(i + 1) == "party";
      const bool based = In(W(i), {"based", "built"}) && In(W(i + 1), {"on", "upon"});
      const bool uses = W(i) == "ship" || In(W(i), {"dependency", "dependencies"}) ||
                        (W(i) == "original" && In(W(i + 1), {"model", "weights", "code", "dataset"}));
      const bool han = Pair(i, "第", "三");
      // "is based on Y, licensed under X" speaks of Y; "is based on Y and governed by X" does not.
      bool of_base = false;
      for (uint32_t k = i; based && k < found->from; ++k) {
        of_base |= (words_.marks(k) & text::kComma) != 0 &&
                   In(W(k), {"licensed", "released", "distributed", "available", "under"});
      }
      if (which || party || uses || han || of_base) found->as = NamedAs::kThirdParty;
    }
    // "..., licensed under X, and the Y, licensed under Z" goes on with what the sentence uses.
    for (const Found* other = found; other != found_.data() && (--other)->sentence == found->sentence;) {
      if (other->as == NamedAs::kThirdParty) found->as = NamedAs::kThirdParty;
    }
  }

  // What only all names together tell.
  void Settle() {
    bool others = !tags_.empty();
    for (const Found& found : found_) others |= !found.pointer;
    for (size_t k = 0; k < found_.size(); ++k) {
      if (found_[k].pointer && others) found_[k].dropped = true;
      // "... the Model License; please respect the [license](...)": the same again.
      const bool bare = found_[k].license == nullptr && found_[k].slug == "license-file" && found_[k].subjects == 0;
      if (bare && k > 0 && found_[k - 1].sentence == found_[k].sentence) found_[k].dropped = true;
    }
    // A short name beside the whole one: "the GPL" of GPL-2.0-or-later. Few licences are named, however often.
    std::vector<std::pair<const names::License*, uint8_t>> whole;
    for (const Found& found : found_) {
      if (found.dropped || found.as != NamedAs::kOwn || found.license == nullptr) continue;
      if ((found.license->flags & names::kFamily) == 0) whole.emplace_back(found.license, found.subjects);
    }
    std::sort(whole.begin(), whole.end());
    whole.erase(std::unique(whole.begin(), whole.end()), whole.end());
    for (Found& found : found_) {
      if (found.as != NamedAs::kOwn || found.license == nullptr || (found.license->flags & names::kFamily) == 0)
        continue;
      for (const auto& [license, subjects] : whole) {
        const bool same = found.subjects == 0 || found.subjects == subjects;
        found.dropped |= same && OfFamily(*license, *found.license);
      }
    }
    // Of "this repository" where the weights have a licence of their own.
    std::set<std::pair<const names::License*, std::string>> weights;
    for (const Found& found : found_) {
      if ((found.subjects & kWeights) != 0 && !found.dropped) weights.emplace(found.license, found.slug);
    }
    for (Found& found : found_) {
      if (!found.repository || found.subjects != 0 || found.dropped) continue;
      const bool same = weights.count({found.license, found.slug}) != 0;
      if (weights.size() > (same ? 1 : 0)) found.subjects = kCode;
    }
  }

  // "License](https://...) of LLaMA" -> "License of LLaMA"
  static std::string Plain(std::string_view raw) {
    std::string out;
    for (size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] == ']' && i + 1 < raw.size() && raw[i + 1] == '(') {
        i = std::min(raw.find(')', i), raw.size());
      } else if (raw[i] == '\n' || raw[i] == '\r' || raw[i] == '\t') {
        if (!out.empty() && out.back() != ' ') out += ' ';
      } else if (raw[i] != '*' && raw[i] != '`' && raw[i] != '[') {
        out += raw[i];
      }
    }
    return out;
  }

  std::vector<LicenseMention> Emit() {
    std::vector<LicenseMention> out = std::move(tags_);
    for (const Found& found : found_) {
      if (found.dropped) continue;
      for (int bit = 0; bit < 5; ++bit) {
        const auto covers = static_cast<Covers>(bit);
        if (found.subjects == 0 ? bit != 0 : bit == 0 || ((found.subjects >> (bit - 1)) & 1) == 0) continue;
        LicenseMention mention;
        mention.license = found.license;
        mention.id = found.slug;
        mention.covers = covers;
        mention.as = found.as;
        mention.begin = words_.begin(found.from);
        mention.end = words_.end(found.to - 1);
        mention.name = Plain(Raw(found.from, found.to));
        mention.target = found.target;
        out.push_back(std::move(mention));
      }
    }
    for (LicenseMention& mention : out) {
      if (mention.license != nullptr) {
        mention.id = std::string(mention.license->id);
        mention.aliases = names::Aliases(*mention.license);
        if ((mention.license->flags & names::kFamily) == 0) mention.spdx = names::SpdxId(*mention.license);
      } else if (mention.id != "license-file") {
        mention.spdx = mention.id.starts_with("LicenseRef-") ? mention.id : names::SpdxId(mention.id);
      }
    }
    std::stable_sort(out.begin(), out.end(), [](const LicenseMention& a, const LicenseMention& b) {
      return std::tie(a.begin, a.end, a.id, a.covers) < std::tie(b.begin, b.end, b.id, b.covers);
    });
    // The same licence for the same thing is named once, unless two parts of others link to it at different places.
    std::vector<LicenseMention> kept;
    std::unordered_set<std::string> tags;
    std::unordered_map<std::string, std::vector<size_t>> by_id;
    for (LicenseMention& mention : out) {
      if (mention.as == NamedAs::kTag) {
        std::string key = mention.id + "\n" + mention.expression;
        key += static_cast<char>('a' + static_cast<int>(mention.covers) * 2 + (mention.ruling ? 1 : 0));
        if (tags.insert(std::move(key)).second) kept.push_back(std::move(mention));
        continue;
      }
      std::vector<size_t>& others = by_id[mention.id];
      const auto same = [&](size_t k) {
        const LicenseMention& other = kept[k];
        if (other.as == NamedAs::kThirdParty && mention.as == NamedAs::kThirdParty && other.target != mention.target &&
            !mention.target.empty())
          return false;
        return other.covers == mention.covers || mention.covers == Covers::kUnspecified;
      };
      if (std::any_of(others.begin(), others.end(), same)) continue;
      others.push_back(kept.size());
      kept.push_back(std::move(mention));
    }
    return kept;
  }

  const Words& words_;
  const std::string_view utf8_;
  const names::Starts& starts_;
  const bool links_;  // is there any link?
  std::vector<Found> found_;
  std::vector<LicenseMention> tags_;  // complete but for ids
  size_t ignore_read_ = 0;            // bytes read for marks of REUSE
  bool ignored_ = false;
  uint32_t heading_from_ = 0, heading_to_ = 0;
  uint32_t head_end_ = 0, fields_end_ = 0;             // bytes
  std::vector<std::pair<uint32_t, uint32_t>> fields_;  // bytes of the head that are not read as words
  size_t field_ = 0;                                   // the next of them
};

}  // namespace

std::string_view Name(Covers covers) {
  switch (covers) {
    case Covers::kCode:
      return "code";
    case Covers::kWeights:
      return "weights";
    case Covers::kData:
      return "data";
    case Covers::kDocs:
      return "docs";
    case Covers::kUnspecified:
      break;
  }
  return "unspecified";
}

std::vector<LicenseMention> FindMentions(const Words& words, std::string_view utf8) {
  return Finder(words, utf8).Run();
}

std::vector<Category> NamedCategories(std::span<const LicenseMention> mentions) {
  const auto collect = [&](auto wanted) {
    std::vector<Category> out;
    for (const LicenseMention& mention : mentions) {
      if (mention.as == NamedAs::kThirdParty || mention.as == NamedAs::kSuperseded || !wanted(mention.covers)) continue;
      out.push_back(mention.license == nullptr ? Category::kUnknown : mention.license->category);
    }
    return out;
  };
  std::vector<Category> out = collect([](Covers covers) { return covers == Covers::kWeights; });
  if (out.empty()) out = collect([](Covers covers) { return covers == Covers::kUnspecified; });
  if (out.empty()) out = collect([](Covers) { return true; });
  return out;
}

}  // namespace caveat
