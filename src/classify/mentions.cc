#include "classify/mentions.h"

#include <algorithm>
#include <bit>
#include <initializer_list>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "classify/license_field.h"
#include "classify/license_urls.h"
#include "classify/mention_cues.h"
#include "classify/mention_page.h"
#include "classify/mention_subjects.h"
#include "classify/mention_tags.h"

namespace caveat {
namespace {

using mention::Cue;
using mention::In;
using mention::IsBlank;
using mention::IsDigit;
using mention::IsLicenseWord;
using mention::kBreaks;
using mention::kCode;
using mention::kData;
using mention::kWeights;
using mention::Link;
using names::Strength;
using text::Words;

constexpr uint32_t kNotHere = UINT32_MAX;

bool LicenseTarget(std::string_view target) {
  std::string lower(target);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (std::string_view part :
       {"license", "licence", "agreement", "terms", "copying", "creativecommons", "许可", "协议"}) {
    if (lower.find(part) != std::string::npos) return true;
  }
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

class Finder : private mention::Page {
 public:
  Finder(const Words& words, std::string_view utf8)
      : Page(words, utf8),
        cues_(words, utf8),
        subjects_(words, utf8),
        tags_(words, utf8),
        starts_(names::NameStarts()) {}

  std::vector<LicenseMention> Run() {
    FindPlaces();
    tags_.ReadHead();
    if (declares_) tags_.ReadDeclarations();
    uint32_t next = 0;  // words before this one have been read
    for (const uint32_t i : places_) {
      if (i < next || tags_.InReadField(words_.begin(i))) continue;
      next = (Url(i) ? ReadUrl(i) : ReadWord(i)) + 1;
    }
    tags_.ReadBadges();
    if (found_.empty() && tags_.tags().empty()) ReadWhole();
    if (found_.empty() && tags_.tags().empty()) return {};
    for (size_t k = 0; k < found_.size(); ++k) DecideSubjects(k);
    Settle();
    return Emit();
  }

 private:
  // The end of the last name that was found.
  uint32_t LastName() const { return found_.empty() || found_.back().dropped ? 0 : found_.back().to; }

  // Where a name may start, and addresses; nothing else of a text is looked at twice.
  void FindPlaces() {
    for (uint32_t from = 0; from < words_.size(); from += 64) {
      for (uint64_t mask = starts_.Mask(words_, from, text::kUrl); mask != 0; mask &= mask - 1) {
        const uint32_t i = from + static_cast<uint32_t>(std::countr_zero(mask));
        if (!Url(i) && !starts_(words_, i)) continue;
        declares_ |= In(words_[i], {"annotations", "format"});
        places_.push_back(i);
      }
    }
  }

  // The headings before word `to`; asked in order.
  void NoteHeadings(uint32_t to) {
    for (; noted_ < to; ++noted_) {
      if ((words_.marks(noted_) & text::kHeading) != 0) NoteHeading(noted_);
    }
  }
  void NoteHeading(uint32_t i) {
    if (i > 0 && i == heading_to_ && (words_.marks(i) & (text::kParagraph | text::kItem)) == 0) {
      heading_to_ = i + 1;
    } else {
      heading_from_ = i;
      heading_to_ = i + 1;
    }
  }

  // "Dual MIT/GPL", "MIT or the GPL license": a word like MIT is a licence beside one.
  bool BesideLicense(uint32_t from, uint32_t to) const {
    if (from > 0 && !Broken(from) && W(from - 1) == "dual") return true;
    for (int names = 0; names < 4; ++names) {
      uint32_t next = to;
      while (next < to + 3 && !Broken(next) && In(W(next), {"and", "or", "the", "a", "license"})) ++next;
      if (Broken(next) || !cues_.Joined(to, next) || !starts_(words_, next)) return false;
      const std::optional<names::Match> match = names::At(words_, next, utf8_);
      if (!match || match->begin != next || match->strength == Strength::kTag || NamesModel(match->license))
        return false;
      if (cues_.Denied(next, match->end)) return false;
      if (match->strength == Strength::kSure || cues_.LicenseFollows(match->end)) return true;
      to = match->end;
    }
    return false;
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

  // A word that may start a name, or that stands in one. Returns the last word that was read.
  uint32_t ReadWord(uint32_t i) {
    const std::string_view word = words_[i];
    if (word == "spdx") {
      if (W(i + 1) == "license" && W(i + 2) == "identifier") return tags_.ReadSpdxTag(i);
      return i;
    }
    if (!found_.empty() && i < found_.back().to) return i;
    if (const std::optional<names::Match> match = names::At(words_, i, utf8_)) {
      if (const uint32_t last = ReadKnown(*match); last != kNotHere) return last;
    }
    if (words_.begin(i) < tags_.head_end()) return i;
    if (IsLicenseWord(word) || word == "agreement" || Pair(i, "许", "可") || Pair(i, "协", "议")) return ReadUnknown(i);
    return i;
  }

  // A name of the tables. Returns its last word, or kNotHere if it is none here.
  uint32_t ReadKnown(const names::Match& match) {
    uint32_t to = match.end;
    if (cues_.Denied(match.begin, to)) return to - 1;
    Cue cue = cues_.LeftCue(match.begin, 6, LastName());
    if (!cue && match.strength != Strength::kSure && classify::IsLicenseField(utf8_, words_.begin(match.begin)))
      cue = Cue{Cue::Kind::kField};
    const bool follows = cues_.LicenseFollows(to);
    std::optional<Link> link = LinkAround(match.begin);
    if (link && link->target.starts_with("#")) return link->to - 1;  // a table of contents
    if (match.strength != Strength::kSure) {
      if (words_.begin(match.begin) < tags_.head_end()) return kNotHere;
      bool taken = false;
      const bool capital_next =
          !Broken(to) &&
          (words_.marks(to) & (text::kCapital | text::kComma | text::kParenOpen | text::kParenClose)) ==
              text::kCapital &&
          !follows && !In(W(to), {"and", "or"}) && W(to) != W(match.begin) &&
          Between(to, to).find_first_of("/|&+") == std::string_view::npos;
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
                 (cue.kind == Cue::Kind::kUnder &&
                  (!NamesModel(match.license) || (cues_.EndsClause(to) && !cue.han)))) {
        taken = cue.distance <= 3;
      } else if (link && link->from == match.begin && link->to <= cues_.Extend(to) &&
                 (LicenseTarget(link->target) || names::FromUrl(link->target) != nullptr)) {
        taken = true;
      } else if (match.begin > 0 && In(W(match.begin - 1), {"is", "are"}) && !Broken(match.begin) &&
                 cues_.EndsClause(to) && Software(match.license)) {
        taken = true;
      } else if ((words_.marks(match.begin) & text::kColon) != 0 && cues_.EndsClause(to) &&
                 !NamesModel(match.license) && subjects_.Subjects(SentenceStart(match.begin), match.begin) != 0) {
        taken = true;  // "Code: MIT"
      } else if ((words_.marks(match.begin) & (text::kItem | text::kParagraph)) != 0 &&
                 (words_.marks(match.begin) & text::kHeading) == 0 && (cues_.EndsClause(to) || cues_.Dash(to)) &&
                 HeadingSpeaksOfLicenses(match.begin) && Software(match.license)) {
        taken = true;
      }
      if (!taken) return kNotHere;
    }
    to = cues_.Extend(to);
    bool based = false;
    if (cues_.IsBase(match.begin, &based)) {
      const uint32_t sentence = SentenceStart(match.begin);
      const bool own = !found_.empty() && found_.back().from >= sentence;
      if (own) return to - 1;
      const bool conditions =
          cues_.HasNear(to, 8, {"additional", "additionally", "modifications", "modified", "extra", "附", "额", "修"});
      if (based && conditions) return to - 1;
      Add(match.begin, to, match.license, "", link ? link->target : "", cue);
      // "Our model is based on the Apache-2.0 license" means that it is under it.
      if (!based) found_.back().as = NamedAs::kBase;
      return to - 1;
    }
    if (!found_.empty() && Repeats(found_.back(), match, to)) return to - 1;
    const bool path = cues_.OfPath(match.begin);
    // "... of the GPL can be found in /usr/share/common-licenses/GPL-2"
    if (path && !found_.empty() && found_.back().pointer && Refine(&found_.back(), match.license)) return to - 1;
    Add(match.begin, to, match.license, "", link ? link->target : "", cue);
    found_.back().pointer |= path || cues_.OfCopy(match.begin);
    if (link) Refine(&found_.back(), names::FromUrl(link->target));
    if (match.also != nullptr) {
      Found other = found_.back();
      other.license = match.also;
      found_.push_back(std::move(other));
    }
    return to - 1;
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

  static bool Software(const names::License* license) {
    return In(license->id, {"MIT", "Apache-2.0", "bsd", "gpl", "lgpl", "agpl", "BSD-3-Clause", "BSD-2-Clause", "ISC"});
  }

  // "Llama 2" and "Gemma" are models first.
  static bool NamesModel(const names::License* license) {
    return license->id.starts_with("llama") || license->id.starts_with("gemma") || license->id.starts_with("tongyi");
  }

  bool HeadingSpeaksOfLicenses(uint32_t before) {
    NoteHeadings(before);
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
    bool speaks =
        words_[i].find("creativecommons") != std::string_view::npos || classify::IsLicenseField(utf8_, words_.begin(i));
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
    Add(from, i + 1, license, "", std::string(words_[i]), cues_.LeftCue(from, 8, LastName()));
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
    Cue cue = cues_.LeftCue(link.from, 8, LastName());
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
    const Cue cue = cues_.LeftCue(from, 6, LastName());
    if (cue.kind != Cue::Kind::kUnder && cue.kind != Cue::Kind::kField) return i;
    if (cue.distance > 3 || cues_.Denied(from, i + 1)) return i;
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
    uint32_t to = cues_.Extend(i);
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
    const Cue cue = cues_.LeftCue(from, 4, LastName());
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

  void DecideSubjects(size_t k) {
    Found& found = found_[k];
    const Found* before = k > 0 && found_[k - 1].sentence == found.sentence ? &found_[k - 1] : nullptr;
    const uint32_t start = before != nullptr ? std::max({before->to, before->used, found.sentence}) : found.sentence;
    const uint32_t end = SentenceEnd(found.from);
    const uint32_t next = k + 1 < found_.size() ? std::min(end, found_[k + 1].from) : end;
    found.used = found.to;
    found.subjects = subjects_.Subjects(std::min(start, found.from), found.from, &found.repository);
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
        found.subjects = subjects_.Subjects(at, to);
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
        if (W(i) == "following" || Pair(i, "以", "下")) found.subjects = subjects_.FollowingItems(found.from);
      }
    }
    if (found.subjects == 0) found.subjects = subjects_.FromHeading(found.from);
    if (found.subjects == 0) {
      for (uint32_t i = found.from; i < found.to; ++i) {
        if (In(W(i), {"model", "models", "weights"}) || Pair(i, "模", "型")) found.subjects |= kWeights;
        if (In(W(i), {"dataset", "datasets"})) found.subjects |= kData;
      }
    }
    if (found.subjects == 0 && found.pointer) found.subjects = subjects_.EarlierStatement(found.sentence);
    // "This applies to the code as well as the weights."
    uint32_t at = end;
    if (at < words_.size() && (words_.marks(at) & (text::kParagraph | text::kItem | text::kHeading)) == 0 &&
        In(W(at), {"this", "it", "that", "the"})) {
      for (uint32_t i = at; i < at + 4; ++i) {
        if (!In(W(i), {"applies", "covers"})) continue;
        if (const uint8_t subjects = subjects_.Subjects(i, SentenceEnd(at))) found.subjects = subjects;
      }
    }
  }

  // "Original Code" is what a licence's own notice calls the work.
  bool DefinedTerm(uint32_t i) const {
    return i > 0 && (words_.marks(i) & words_.marks(i + 1) & text::kCapital) != 0 &&
           (words_.marks(i) & text::kSentence) == 0;
  }

  void ThirdParty(Found* found, uint32_t start) const {
    if (found->as != NamedAs::kOwn) return;
    for (uint32_t i = start; i < found->from; ++i) {
      const bool which = W(i) == "which" && In(W(i + 1), {"is", "are"});
      const bool party = W(i) == "third" && W(i + 1) == "party";
      const bool based = In(W(i), {"based", "built"}) && In(W(i + 1), {"on", "upon"});
      const bool uses =
          W(i) == "ship" || In(W(i), {"dependency", "dependencies"}) ||
          (W(i) == "original" && In(W(i + 1), {"model", "weights", "code", "dataset"}) && !DefinedTerm(i));
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
    bool others = !tags_.tags().empty();
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
    std::vector<LicenseMention> out = std::move(tags_.tags());
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

  const mention::CueReader cues_;
  const mention::SubjectReader subjects_;
  mention::TagReader tags_;
  const names::Starts& starts_;
  std::vector<uint32_t> places_;  // words at which names may start, and addresses
  bool declares_ = false;         // may this be a file that declares licences?
  std::vector<Found> found_;
  uint32_t noted_ = 0, heading_from_ = 0, heading_to_ = 0;
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
