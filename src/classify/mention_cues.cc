#include "classify/mention_cues.h"

#include <algorithm>
#include <utility>

namespace caveat::mention {

bool CueReader::Joined(uint32_t stop, uint32_t from) const {
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
  return between.size() < 8 && between.find_first_of("/|&+,") != std::string_view::npos &&
         between.find('(') == std::string_view::npos;
}

bool CueReader::Changes(uint32_t i) const {
  for (uint32_t at = SentenceStart(i); at < i; ++at) {
    if (In(W(at), {"change", "changes", "changed", "switched", "moved", "migrated", "relicensed", "switch"}))
      return true;
  }
  return false;
}

Cue CueReader::LeftCue(uint32_t from, uint32_t reach, uint32_t last) const {
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
  bool changes = false, linked = true;
  uint32_t fillers = 0;  // "the terms and conditions of the"
  for (uint32_t k = 1; k <= reach + fillers && k <= from; ++k) {
    const uint32_t j = from - k;
    const std::string_view word = W(j), before = j > 0 ? W(j - 1) : std::string_view();
    cue.distance = k - 1 - fillers;
    if (j + 1 <= last && last <= from) {
      // "the MIT License and the Model License": what was said of the first holds for the second.
      if (Joined(last, from)) cue.kind = Cue::Kind::kUnder;
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
    linked &= In(
        word, {"is", "are", "to", "the", "a", "an", "as", "s", "be", "of", "type", "version", "at", "osi", "approved"});
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

bool CueReader::InIdentifier(uint32_t from, uint32_t to) const {
  const uint32_t begin = words_.begin(from), end = words_.end(to - 1);
  if (to > from + 1 || end > utf8_.size()) return false;
  const bool before = begin > 0 && utf8_[begin - 1] == '_';
  const bool after = end + 1 < utf8_.size() && utf8_[end] == '_' && !IsBlank(utf8_[end + 1]) && utf8_[end + 1] != '_';
  // "_MIT_" is set in italics.
  const bool mark =
      before && (begin < 2 || utf8_[begin - 2] == '_' || utf8_[begin - 2] == '*' || IsBlank(utf8_[begin - 2]));
  return after || (before && !mark);
}

bool CueReader::Denied(uint32_t from, uint32_t to) const {
  if (!Broken(to) && In(W(to), {"compatible", "style", "like", "inspired", "incompatible", "alike"})) return true;
  if (InIdentifier(from, to)) return true;
  for (uint32_t k = 1; k <= 3 && k <= from; ++k) {
    if ((words_.marks(from - k + 1) & (kBreaks | text::kComma | text::kSemicolon)) != 0) break;
    if (In(W(from - k), {"not", "unlike", "never", "nor", "compatible", "incompatible", "than"})) return true;
  }
  return from >= 2 && (Pair(from - 2, "不", "是") || Pair(from - 2, "并", "非"));
}

bool CueReader::LicenseFollows(uint32_t to) const {
  if (to >= words_.size() || (words_.marks(to) & (text::kParagraph | text::kItem)) != 0) return false;
  const std::string_view word = W(to);
  if ((words_.marks(to) & text::kSentence) != 0) return false;
  if (IsLicenseWord(word) || word == "agreement" || (word == "dual" && IsLicenseWord(W(to + 1)))) return true;
  if (Pair(to, "许", "可") || Pair(to, "协", "议") || Pair(to, "授", "权") || Pair(to, "开", "源")) return true;
  return word.starts_with("ライセンス") || word.starts_with("라이");
}

uint32_t CueReader::Extend(uint32_t to) const {
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

bool CueReader::IsBase(uint32_t from, bool* based) const {
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

bool CueReader::OfPath(uint32_t from) const {
  return from >= 2 && Pair(from - 2, "common", "licenses") && !Broken(from) && !Broken(from - 1);
}

bool CueReader::OfCopy(uint32_t from) const {
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

bool CueReader::EndsClause(uint32_t to) const {
  return to >= words_.size() ||
         (words_.marks(to) & (kBreaks | text::kComma | text::kSemicolon | text::kParenClose | text::kLine)) != 0 ||
         In(W(to), {"and", "but", "while"});
}

bool CueReader::Dash(uint32_t to) const {
  if (to >= words_.size() || to == 0) return false;
  const std::string_view between = Between(to, to);
  return (words_.marks(to) & text::kColon) != 0 || between.starts_with(" - ") || between.starts_with(" --") ||
         between.starts_with(" \u2013") || between.starts_with(" \u2014");
}

bool CueReader::HasNear(uint32_t from, uint32_t reach, std::initializer_list<std::string_view> list) const {
  for (uint32_t i = from; i < from + reach && !Broken(i); ++i) {
    if (In(W(i), list)) return true;
  }
  return false;
}

}  // namespace caveat::mention
