#include "classify/name_grammar.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "classify/letters.h"

namespace caveat::names {
namespace {

constexpr Strength kSure = Strength::kSure, kContext = Strength::kContext;

using classify::In;
using classify::IsDigit;
using classify::IsLetter;
using classify::LowerCase;

// The characters of the source right after word `i`.
std::string_view After(const text::Words& words, uint32_t i, std::string_view utf8) {
  return words.end(i) <= utf8.size() ? utf8.substr(words.end(i), 8) : std::string_view();
}

std::string NumberOf(std::string_view version) {
  return version.find('.') == std::string_view::npos ? std::string(version) + ".0" : std::string(version);
}

}  // namespace

std::string_view Version(std::string_view word) {
  if (word.size() > 1 && word[0] == 'v' && IsDigit(word[1])) word.remove_prefix(1);
  if (word.empty() || !IsDigit(word[0]) || word.size() > 10) return {};
  for (size_t i = 1; i < word.size(); ++i) {
    const bool last_letter = i + 1 == word.size() && (IsDigit(word[i]) || IsLetter(word[i]));
    if (!IsDigit(word[i]) && word[i] != '.' && !last_letter) return {};
  }
  while (word.size() > 2 && word.ends_with(".0")) word.remove_suffix(2);
  return word;
}

bool Cursor::TakeAny(std::initializer_list<std::string_view> list) {
  return std::any_of(list.begin(), list.end(), [this](std::string_view word) { return Take(word); });
}

bool Cursor::TakePhrase(std::string_view phrase) {
  uint32_t ahead = 0;
  for (size_t at = 0; at <= phrase.size();) {
    const size_t end = std::min(phrase.find(' ', at), phrase.size());
    if (Peek(ahead) != phrase.substr(at, end - at) || (ahead > 0 && Broken(ahead))) return false;
    ++ahead;
    at = end + 1;
  }
  at_ += ahead;
  return true;
}

bool Cursor::TakeAnyPhrase(std::initializer_list<std::string_view> list) {
  return std::any_of(list.begin(), list.end(), [this](std::string_view phrase) { return TakePhrase(phrase); });
}

std::string_view Cursor::TakeVersion(bool closed) {
  const uint32_t start = at_;
  if (Broken()) return {};
  // ", version 2" goes on with a name; ", 2" and "(2" do not.
  const uint16_t marks = words_->marks(at_);
  if ((marks & (closed ? text::kParenOpen : text::kParenOpen | text::kParenClose)) != 0) return {};
  const std::string_view next = Peek();
  const bool told = next == "version" || (next[0] == 'v' && (next.size() == 1 || IsDigit(next[1])));
  if ((marks & text::kComma) != 0 && !told) return {};
  if (TakeAny({"version", "v", "ver", "versions"})) {
    // "v. 2.0" is no end of a sentence.
    if (at_ >= words_->size() || (words_->marks(at_) & (text::kParagraph | text::kItem)) != 0) {
      at_ = start;
      return {};
    }
  }
  if (Take("第")) {  // 第2版
    const std::string_view version = Version(Peek());
    if (!version.empty() && Peek(1) == "版") {
      at_ += 2;
      return version;
    }
    at_ = start;
    return {};
  }
  const std::string_view version = Version(Peek());
  if (version.empty()) {
    at_ = start;
    return {};
  }
  ++at_;
  return version;
}

bool Cursor::TakeAbbreviation(char initial, std::string_view* version) {
  const uint32_t start = at_;
  if (!Opens()) return false;
  std::string_view told;
  Take("the");
  bool fits = !Peek().empty() && Peek()[0] == initial && IsLetter(initial) && Peek() != "license";
  for (uint32_t words = 0; fits && words < 4; ++words) {
    if (words > 0 && (Closed() || Broken())) break;
    if (words > 0 && Peek() != "version") {
      told = Version(Peek());
      fits = !told.empty() || Peek() == "v";
    }
    ++at_;
  }
  // The parenthesis may have been forgotten right before the address that follows.
  if (!fits || !(Closed() || at_ >= words_->size() || Opens())) {
    at_ = start;
    return false;
  }
  *version = told;
  return true;
}

namespace {

// "or later", "or (at your option) any later version", "and above", "plus"; true and taken.
bool TakeLater(Cursor* c) {
  const uint32_t start = c->at();
  if (c->Broken()) return false;
  if (c->Take("plus")) return true;
  c->TakeAny({"or", "and"});
  const bool joined = c->at() > start;
  if (!c->TakeAnyPhrase({"at your option", "at your choice", "at your discretion", "optionally"}) && !joined) {
    if (c->Peek() != "any") return false;
  }
  if (c->Peek() == "or") c->Take("or");
  const bool any = c->TakeAny({"any", "a", "all"});
  c->TakePhrase("more");
  const bool later =
      c->TakeAny({"later", "newer", "higher", "greater", "above", "subsequent", "up", "recent", "latter"});
  if (!later || (!any && !joined)) {
    c->set(start);
    return false;
  }
  if (!c->Broken()) c->TakeAny({"version", "versions", "release"});
  return true;
}

// The kinds of GNU licences by their abbreviations.
constexpr std::string_view kGnuKinds[] = {"agpl", "lgpl", "gfdl", "gpl"};
// How versions are written that are glued to them, and what follows: gplv2, lgpl21plus.
constexpr std::pair<std::string_view, std::string_view> kGluedVersions[] = {
    {"1", "1"},     {"1.0", "1"},   {"10", "1"},   {"1.1", "1.1"}, {"11", "1.1"}, {"1.2", "1.2"},
    {"12", "1.2"},  {"1.3", "1.3"}, {"13", "1.3"}, {"2", "2"},     {"2.0", "2"},  {"20", "2"},
    {"2.1", "2.1"}, {"21", "2.1"},  {"3", "3"},    {"3.0", "3"},   {"30", "3"}};
constexpr std::pair<std::string_view, bool> kGluedTails[] = {{"", false}, {"plus", true}};

struct Glued {
  std::string_view kind, version;  // "gpl", "2"
  bool gnu = false, later = false;
};

// gpl, gplv3, gnulgpl, lgpl2.1, gpl20plus
std::optional<Glued> ReadGlued(std::string_view word) {
  Glued out;
  if (word.size() > 3 && word.starts_with("gnu")) {
    out.gnu = true;
    word.remove_prefix(3);
  }
  const auto kind =
      std::find_if(std::begin(kGnuKinds), std::end(kGnuKinds), [&](std::string_view k) { return word.starts_with(k); });
  if (kind == std::end(kGnuKinds)) return std::nullopt;
  out.kind = *kind;
  word.remove_prefix(kind->size());
  if (word.empty()) return out;
  if (word.size() > 1 && word[0] == 'v') word.remove_prefix(1);
  for (const auto& [written, version] : kGluedVersions) {
    for (const auto& [tail, later] : kGluedTails) {
      if (word.size() != written.size() + tail.size() || !word.starts_with(written) || !word.ends_with(tail)) continue;
      out.version = version;
      out.later = later;
      return out;
    }
  }
  return std::nullopt;
}

// The words of a GNU licence, after "gnu" or without it; empty and nothing taken if they are none.
std::string_view TakeSpelledGnu(Cursor* c, bool gnu) {
  if (c->TakeAnyPhrase({"affero general public license", "affero gpl", "affero gnu general public license"}))
    return "agpl";
  if (c->TakeAnyPhrase({"lesser general public license", "library general public license", "lesser gpl", "library gpl",
                        "lesser gnu general public license", "library gnu general public license",
                        "lesser gnu public license", "library gnu public license",
                        "lesser or library general public license", "library or lesser general public license",
                        "library lesser general public license", "lesser library general public license"}))
    return "lgpl";
  if (c->TakePhrase("general public license")) return "gpl";
  if (!gnu) return {};
  if (c->TakeAnyPhrase({"affero public license", "affero license"})) return "agpl";
  if (c->TakeAnyPhrase({"lesser public license", "library public license", "lesser general license"})) return "lgpl";
  if (c->TakeAnyPhrase({"general public licenses", "public license", "general license"})) return "gpl";
  if (c->TakeAnyPhrase({"free documentation license", "free document license", "documentation license", "fdl"}))
    return "gfdl";
  // A common slip of the pen, which is something else without "GNU".
  if (c->TakeAny({"glp", "glpv2", "glpv3"})) return "gpl";
  return {};
}

// "version 2 (or later) of the GNU General Public License": what stands before word `i`.
std::string_view VersionBefore(const text::Words& words, uint32_t i, bool* later) {
  if (i < 4 || words[i - 1] != "the" || words[i - 2] != "of") return {};
  uint32_t at = i - 3;
  bool said = false;
  while (at > 1 && i - at < 12 &&
         In(words[at],
            {"or", "and", "at", "your", "option", "any", "later", "newer", "higher", "greater", "above", "version"})) {
    said |= In(words[at], {"later", "newer", "higher", "greater", "above"});
    --at;
  }
  const std::string_view version = Version(words[at]);
  if (version.empty() || !(In(words[at - 1], {"version", "v"}) || words[at][0] == 'v')) return {};
  *later = said;
  return version;
}

}  // namespace

// GNU: [GNU] (affero | lesser | library) general public license | GPLv3 | LGPL ..., version, "or later".
std::optional<Match> ReadGnu(const text::Words& words, uint32_t i, std::string_view utf8) {
  // "license" and "a" are asked about far more often than any of these.
  if (!In(words[i], {"gnu", "affero", "lesser", "library", "general"}) && !ReadGlued(words[i])) return std::nullopt;
  Cursor c(words, i);
  bool gnu = c.Take("gnu");
  if (gnu && c.Broken()) return std::nullopt;
  std::string_view version, kind = TakeSpelledGnu(&c, gnu);
  bool later = false;
  const bool spelled = gnu || !kind.empty();
  if (kind.empty()) {
    const std::optional<Glued> glued = ReadGlued(c.Peek());
    if (!glued) return std::nullopt;
    kind = glued->kind;
    version = glued->version;
    later = glued->later;
    gnu |= glued->gnu;
    c.set(c.at() + 1);
  } else if (words[c.at() - 1].starts_with("glpv")) {
    version = words[c.at() - 1].substr(4);
  }
  // "GPL license version 3", "GPL License 3.0"
  if (version.empty() && c.Peek() == "license" && !c.Broken()) {
    const uint32_t here = c.at();
    c.set(here + 1);
    version = c.TakeVersion();
    if (version.empty()) c.set(here);
  }
  // "GNU General Public License (GPL)", "(GPLv2 or higher)", "LGPL (v3 or later)", "GPL (>= 2)"
  bool closed = false;
  if (c.Opens()) {
    Cursor p = c;
    const uint32_t opening = words.begin(p.at());
    const std::string_view before = utf8.substr(0, std::min<size_t>(opening, utf8.size()));
    const bool least = before.ends_with(">= ") || before.ends_with(">=");
    std::string_view told;
    bool from = least, same = false;
    p.Take("gnu");
    if (const std::optional<Glued> glued = ReadGlued(p.Peek()); glued && glued->kind == kind) {
      same = true;
      told = glued->version;
      from |= glued->later;
      p.set(p.at() + 1);
      if (told.empty() && !p.Closed()) told = p.TakeVersion();
    } else if (least || p.Peek() == "version" || p.Peek().starts_with('v')) {
      p.TakeAny({"version", "v", "ver"});
      told = Version(p.Peek());
      if (!told.empty()) p.set(p.at() + 1);
    }
    if (!told.empty()) from |= After(words, p.at() - 1, utf8).starts_with("+");
    if (!told.empty() && !p.Closed()) from |= TakeLater(&p);
    const bool ends = p.Closed() || p.at() >= words.size();
    if (ends && (same || !told.empty()) && (version.empty() || told.empty() || told == version)) {
      if (!told.empty()) version = told;
      later |= from;
      c = p;
      closed = true;
    }
  }
  bool noticed = false;
  const uint32_t named = c.at();
  if (version.empty()) version = c.TakeVersion(closed);
  if (version.empty()) {
    // The notice of a source file: "...; either version 2 of the License, or (at your option) any later version".
    if (c.TakeAnyPhrase({"as published by the free software foundation", "as published by the fsf"})) {
      c.Take("inc");
      c.TakeAny({"either", "in", "at", "under"});
      if (c.at() < words.size() && (words.marks(c.at()) & (text::kParagraph | text::kItem)) == 0) {
        const bool spaced = c.TakeAny({"version", "v", "versions"});
        version = Version(c.Peek());
        if (!version.empty() && (spaced || c.Peek()[0] == 'v')) {
          c.set(c.at() + 1);
          noticed = true;
        } else {
          version = {};
        }
      }
    }
    if (version.empty()) c.set(named);
  }
  if (version.empty()) version = VersionBefore(words, i, &later);
  std::string id(kind);
  for (char& ch : id) ch = static_cast<char>(ch - 32);
  const auto versioned = [&](std::string_view number, bool open) {
    return Find(id + "-" + NumberOf(number) + (open ? "-or-later" : "-only"));
  };
  Match match{nullptr, i, c.at(), spelled || !version.empty() ? kSure : kContext, !version.empty()};
  if (version.empty() || versioned(version, false) == nullptr) {
    match.version = false;
    match.strength = spelled || gnu ? kSure : kContext;
    match.license = Find(kind);
    return match.license == nullptr ? std::nullopt : std::optional<Match>(match);
  }
  later |= After(words, c.at() - 1, utf8).starts_with("+");
  const uint32_t here = c.at();
  std::string_view second;
  if (!c.Broken()) {
    if (noticed || spelled)
      c.TakeAnyPhrase(
          {"of the license", "of that license", "of the license as published by the free software foundation"});
    if (!noticed) c.TakeAnyPhrase({"as published by the free software foundation", "as published by the fsf"});
    if (!c.Broken()) c.Take("license");
    const uint32_t told = c.at();
    if (TakeLater(&c)) {
      later = true;
    } else if (!c.Broken()) {
      // "version 2 or 3", "v2 or v3"
      Cursor p = c;
      if (p.TakeAny({"or", "and"})) {
        p.TakePhrase("at your option");
        p.TakeAny({"version", "v"});
        second = Version(p.Peek());
        if (!second.empty() && versioned(second, false) != nullptr && second != version) {
          p.set(p.at() + 1);
          c = p;
        } else {
          second = {};
        }
      }
    }
    if (c.at() == told) {
      c.set(noticed ? told : here);
      c.TakePhrase("only");
    }
  }
  match.end = c.at();
  match.license = versioned(version, later);
  if (!second.empty()) match.also = versioned(second, After(words, c.at() - 1, utf8).starts_with("+") || TakeLater(&c));
  match.end = c.at();
  // "gpl1" and "gpl 1" are names of pins and variables before they are licences.
  if (version == "1" && !later && !spelled && !gnu && words[i].find('v') == std::string_view::npos &&
      !After(words, i, utf8).starts_with("-1.0"))
    match.strength = kContext;
  return match;
}

// "the same terms as Perl itself": perl's own are a choice of two.
std::optional<Match> ReadSameTerms(const text::Words& words, uint32_t i) {
  Cursor c(words, i);
  Match match{nullptr, i, i, kSure, true};
  if (c.Take("perl")) {
    c.TakeAny({"5", "v5"});
    if (!c.Broken() && c.TakeAny({"license", "licenses"})) {
      match.strength = kSure;
    } else if (c.at() > i + 1) {
      match.strength = Strength::kTag;
    } else {
      return std::nullopt;
    }
    match.license = Find("Artistic-1.0-Perl");
    match.also = Find("GPL-1.0-or-later");
    match.end = c.at();
    return match;
  }
  if (!c.Take("same")) return std::nullopt;
  const uint32_t start = c.at();
  c.TakeAny({"license", "licensing", "copyright"});
  if (!c.Broken()) c.TakeAny({"terms", "term", "conditions", "licenses"});
  if (c.at() == start) return std::nullopt;
  if (!c.Broken()) c.TakePhrase("and conditions");
  if (c.Broken() || !c.Take("as")) return std::nullopt;
  c.TakeAnyPhrase({"that of", "those of", "those for", "that for", "for"});
  c.Take("the");
  if (c.Broken()) return std::nullopt;
  static constexpr std::pair<std::string_view, std::string_view> kProjects[] = {{"perl", "Artistic-1.0-Perl"},
                                                                                {"perl5", "Artistic-1.0-Perl"},
                                                                                {"ruby", "Ruby"},
                                                                                {"vim", "Vim"},
                                                                                {"postgresql", "PostgreSQL"},
                                                                                {"zlib", "Zlib"},
                                                                                {"curl", "curl"},
                                                                                {"tcl", "TCL"}};
  for (const auto& [project, id] : kProjects) {
    if (!c.Take(project)) continue;
    match.license = Find(id);
    if (project.starts_with("perl")) match.also = Find("GPL-1.0-or-later");
    if (!c.Broken()) c.TakeAnyPhrase({"5", "v5"});
    if (!c.Broken()) c.TakeAnyPhrase({"programming language system itself", "programming language itself", "itself"});
    match.end = c.at();
    return match;
  }
  return std::nullopt;
}

namespace {

std::string Prefix(bool by, bool nc, bool sa, bool nd, bool headed, bool spelled, int parts) {
  std::string id = by || !(nc && parts == 1 && headed && spelled) ? "CC-BY" : "CC";
  if (nc) id += "-NC";
  if (sa) id += "-SA";
  if (nd) id += "-ND";
  return id;
}

// "Germany", "DE", "IGO" after a version, where that port has an id of its own.
const License* TakePort(Cursor* c, const std::string& id) {
  if (c->Broken()) return nullptr;
  static constexpr std::pair<std::string_view, std::string_view> kPorts[] = {
      {"austria", "AT"},       {"australia", "AU"},
      {"germany", "DE"},       {"deutschland", "DE"},
      {"france", "FR"},        {"japan", "JP"},
      {"igo", "IGO"},          {"netherlands", "NL"},
      {"united states", "US"}, {"england and wales", "UK"}};
  const uint32_t here = c->at();
  for (const auto& [country, code] : kPorts) {
    if (!c->TakePhrase(country)) continue;
    if (const License* ported = Find(id + "-" + std::string(code))) return ported;
    c->set(here);
  }
  for (const std::string_view code : {"at", "au", "de", "fr", "jp", "nl", "us", "uk"}) {
    if (!c->Capital() || !c->Take(code)) continue;
    if (const License* ported = Find(id + "-" + std::string(code))) return ported;
    c->set(here);
  }
  return nullptr;
}

}  // namespace

// Creative Commons: "cc by nc 4.0", "creative commons attribution non commercial 4.0 international", 知识共享署名 ...
std::optional<Match> ReadCreativeCommons(const text::Words& words, uint32_t i) {
  if (!In(words[i], {"cc", "cc0", "ccby", "creative", "creativecommons", "by", "attribution", "知", "署"}))
    return std::nullopt;
  Cursor c(words, i);
  bool headed = false;
  if (c.Take("cc0") || c.TakePhrase("cc zero") || c.TakePhrase("cc 0") || c.TakePhrase("creative commons zero") ||
      c.TakePhrase("creative commons cc0") || c.TakePhrase("creative commons public domain dedication")) {
    const std::string_view version = c.TakeVersion();
    if (!c.Broken()) c.Take("universal");
    return Match{Find("CC0-1.0"), i, c.at(), kSure, !version.empty()};
  }
  if (c.Take("cc") || c.TakePhrase("creative commons") || c.TakePhrase("creativecommons") ||
      c.TakePhrase("知 识 共 享")) {
    headed = true;
    if (!c.Broken()) c.TakeAny({"license", "public"});
  }
  const uint32_t head_end = c.at();
  bool by = false, nc = false, sa = false, nd = false, spelled = false;
  int parts = 0;
  const auto take_part = [&]() -> bool {
    if (c.at() > i && c.Broken()) return false;
    const uint32_t here = c.at();
    if (c.Take("attribution") || c.TakePhrase("署 名")) {
      by = spelled = true;
    } else if (c.TakeAny({"by", "ccby"})) {
      by = true;
    } else if (c.TakePhrase("non commercial") || c.TakePhrase("noncommercial") || c.TakePhrase("非 商 业 性 使 用") ||
               c.TakePhrase("非 商 业 性") || c.TakePhrase("非 商 业 使 用") || c.TakePhrase("非 商 业")) {
      nc = spelled = true;
    } else if (c.Take("nc")) {
      nc = true;
    } else if (c.TakePhrase("share alike") || c.Take("sharealike") || c.TakePhrase("相 同 方 式 共 享") ||
               c.TakePhrase("相 同 方 式")) {
      sa = spelled = true;
    } else if (c.Take("sa")) {
      sa = true;
    } else if (c.TakeAnyPhrase({"no derivatives", "no derivs", "no derivative works", "no derivate works",
                                "no derivative", "no derivate", "no derivates", "禁 止 演 绎"}) ||
               c.TakeAny({"noderivatives", "noderivs", "noderivativeworks"})) {
      nd = spelled = true;
    } else if (c.Take("nd")) {
      nd = true;
    } else {
      return false;
    }
    return c.at() > here && ++parts > 0;
  };
  while (parts < 6 && take_part()) {
  }
  if (parts == 0) {
    if (!headed) return std::nullopt;
    return Match{Find("cc"), i, head_end, kContext, false};
  }
  if (!headed && parts == 1 && !(by && spelled)) return std::nullopt;
  uint32_t end = c.at();
  std::string_view version;
  if (!c.Broken()) {
    version = c.TakeVersion();
    if (version.empty()) {
      if (c.Take("license") && !c.Broken()) version = c.TakeVersion();
      if (version.empty()) {
        c.set(end);
        if (c.TakeAny({"international", "unported", "generic"})) version = c.TakeVersion();
      }
    }
    if (version.empty()) {
      c.set(end);
    } else {
      end = c.at();
      if (!c.Broken() && (c.TakeAny({"international", "unported", "generic", "intl", "deed"}) || c.TakePhrase("国 际")))
        end = c.at();
      if (const License* ported =
              TakePort(&c, Prefix(by, nc, sa, nd, headed, spelled, parts) + "-" + NumberOf(version))) {
        return Match{ported, i, c.at(), kSure, true};
      }
    }
  }
  // Without "Creative Commons" one part alone says nothing ("attribution 4.0" excepted), nor do several without a
  // version
  // ("by sa") unless they are spelled out.
  if (!headed && version.empty() && !(spelled && parts > 1)) return std::nullopt;
  const std::string id = Prefix(by, nc, sa, nd, headed, spelled, parts);
  const License* license = version.empty() ? Find(LowerCase(id)) : Find(id + "-" + NumberOf(version));
  if (license == nullptr && headed) license = Find(LowerCase(id));
  if (license == nullptr) return std::nullopt;
  return Match{license, i, end, kSure, !version.empty()};
}

// Llama: [Meta] Llama [3.1] [Community] License [Agreement]; without "license" a name of a model.
std::optional<Match> ReadLlama(const text::Words& words, uint32_t i) {
  Cursor c(words, i);
  c.Take("meta");
  std::string_view word = c.Peek();
  if (!word.starts_with("llama")) return std::nullopt;
  std::string_view version = Version(word.substr(5));
  if (word.size() > 5 && version.empty()) return std::nullopt;
  c.set(c.at() + 1);
  if (version.empty()) version = c.TakeVersion();
  Match match{nullptr, i, c.at(), kContext, !version.empty()};
  const uint32_t bare = c.at();
  if (!c.Broken()) {
    c.Take("community");
    if (c.Take("license") || c.TakePhrase("许 可 证") || c.TakePhrase("许 可 协 议")) {
      match.strength = kSure;
      if (!c.Broken()) c.Take("agreement");
      match.end = c.at();
    } else {
      c.set(bare);
    }
  }
  if (version.empty()) {
    match.license = Find("llama");
  } else {
    match.license =
        version == "1" ? Find("llama-1-noncommercial") : Find("llama-" + std::string(version) + "-community");
  }
  if (match.license == nullptr) return std::nullopt;
  return match;
}

std::vector<std::string> GrammarStarts() {
  std::vector<std::string> out = {"gnu",         "affero",   "cc",     "cc0",    "ccby",   "creativecommons",
                                  "attribution", "llama",    "llama1", "llama2", "llama3", "llama3.1",
                                  "llama3.2",    "llama3.3", "llama4"};
  for (const std::string_view gnu : {"", "gnu"}) {
    for (const std::string_view kind : kGnuKinds) {
      const std::string name = std::string(gnu) + std::string(kind);
      out.push_back(name);
      for (const auto& [written, version] : kGluedVersions) {
        for (const auto& [tail, later] : kGluedTails) {
          for (const std::string_view v : {"", "v"}) {
            std::string word = name;
            for (const std::string_view part : {v, written, tail}) word += part;
            out.push_back(std::move(word));
          }
        }
      }
    }
  }
  return out;
}

std::vector<StartPair> GrammarPairs() {
  return {{"creative", "commons"},
          {"by", "nc"},
          {"by", "sa"},
          {"by", "nd"},
          {"general", "public"},
          {"lesser", "general"},
          {"lesser", "gpl"},
          {"lesser", "gnu"},
          {"lesser", "or"},
          {"lesser", "library"},
          {"library", "general"},
          {"library", "gpl"},
          {"library", "gnu"},
          {"library", "or"},
          {"library", "lesser"},
          {"知", "识"},
          {"署", "名"},
          {"meta", "llama"},
          {"meta", "llama2"},
          {"meta", "llama3"},
          {"meta", "llama3.1"},
          {"same", "terms"},
          {"same", "license"},
          {"same", "copyright"},
          {"same", "licensing"},
          {"same", "conditions"},
          {"perl", "license"},
          {"perl", "5"},
          {"perl", "licenses"}};
}

}  // namespace caveat::names
