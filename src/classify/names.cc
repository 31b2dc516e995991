#include "classify/names.h"

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>

#include "embedded.h"
#include "rules/string_map.h"

namespace caveat::names {

class StartsBuilder {
 public:
  static void Clear(Starts* starts) {
    starts->first_.assign(1024, 0);
    starts->table_.assign(65536, 0);
    starts->pairs_.assign(65536, 0);
  }
  static void Add(Starts* starts, std::string_view word) {
    const uint32_t hash = Starts::Hash(word);
    starts->first_.Edit(hash >> 6) |= uint64_t{1} << (hash & 63);
    starts->table_.Edit(hash) = 2;
  }
  static void Add(Starts* starts, std::string_view first, std::string_view second) {
    const uint32_t hash = Starts::Hash(first);
    starts->first_.Edit(hash >> 6) |= uint64_t{1} << (hash & 63);
    if (starts->table_[hash] == 0) starts->table_.Edit(hash) = 1;
    starts->pairs_.Edit(Starts::PairHash(Starts::Hash(first), Starts::Hash(second))) = 1;
  }
};

namespace {

constexpr License kLicenses[] = {
#include "../../licenses/names/spdx.inc"
// Own ids follow those of SPDX.
#include "../../licenses/names/ai.inc"
};

constexpr std::string_view kExceptions[] = {
#include "../../licenses/names/exceptions.inc"
};

struct Pair {
  std::string_view name, id;
};

constexpr Pair kTags[] = {
#include "../../licenses/names/tags.inc"
};

constexpr Pair kSlugs[] = {
#include "../../licenses/names/slugs.inc"
};

constexpr Pair kUrls[] = {
#include "../../licenses/names/urls.inc"
};

constexpr Strength kSure = Strength::kSure, kContext = Strength::kContext;

struct Wording {
  std::string_view words, id;
  Strength strength;
};

constexpr Wording kWordings[] = {
#include "../../licenses/names/phrases.inc"
};

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAlnum(char c) { return IsDigit(c) || (Lower(c) >= 'a' && Lower(c) <= 'z'); }

std::string LowerCase(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = Lower(c);
  return out;
}

// The key under which whole names are kept: lower case, one '-' for blanks and underscores.
std::string Key(std::string_view name) {
  std::string out;
  for (char c : name) {
    if (c == ' ' || c == '_' || c == '\t' || c == '-') {
      if (!out.empty() && out.back() != '-') out += '-';
    } else if (c != '"' && c != '\'' && c != '`') {
      out += Lower(c);
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

bool In(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::vector<std::string_view> Split(std::string_view text, char separator = ' ') {
  std::vector<std::string_view> out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(separator, at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// "2.0", "v2.0", "1.3c": without the v and trailing ".0" parts, so that 2, 2.0 and v2.0 are equal. Empty: no version.
std::string_view Version(std::string_view word) {
  if (word.size() > 1 && word[0] == 'v' && IsDigit(word[1])) word.remove_prefix(1);
  if (word.empty() || !IsDigit(word[0]) || word.size() > 10) return {};
  for (size_t i = 1; i < word.size(); ++i) {
    const bool last_letter = i + 1 == word.size() && IsAlnum(word[i]);
    if (!IsDigit(word[i]) && word[i] != '.' && !last_letter) return {};
  }
  while (word.size() > 2 && word.ends_with(".0")) word.remove_suffix(2);
  return word;
}

// Ids whose wording with a version cannot be anything else: "mpl 2.0", but not "python 2.0".
bool IsSpeakingId(std::string_view id) {
  static constexpr std::string_view kHeads[] = {
      "AFL-",      "AGPL-", "Apache-", "Artistic-", "BSD-",    "BUSL-",     "CDDL-", "CDLA-",    "CECILL-",
      "CERN-OHL-", "ECL-",  "EPL-",    "EUPL-",     "LPPL-",   "MPL-",      "MS-PL", "MS-RL",    "ODbL-",
      "ODC-",      "OFL-",  "OSL-",    "PDDL-",     "SSPL-",   "C-UDA",     "O-UDA", "OpenMDW-", "Mulan",
      "Blue",      "UPL-",  "NCSA-",   "0BSD",      "WTFPL",   "PolyForm-", "MIT-0", "NLOD-",    "OGL-UK-",
      "etalab-",   "BSL-",  "CC0-",    "FSL-",      "Elastic-"};
  for (std::string_view head : kHeads) {
    if (id.starts_with(head)) return true;
  }
  return false;
}

// How the tables are found: licences are indices of kLicenses.
struct Index {
  struct Entry {
    uint32_t words = 0;    // of `strings`: after the first, "license" of "apache license"
    uint32_t version = 0;  // of `strings`: normalised; empty: none is told
    uint32_t license = 0;
    Strength strength = Strength::kTag;
    uint8_t spare[3] = {};
  };
  struct Url {
    uint32_t url = 0;  // of kUrls
    uint32_t license = 0;
  };

  rules::StringMap by_key;        // Key of a whole name -> licence
  rules::StringMap exceptions;    // lower case -> kExceptions
  rules::StringMap by_first;      // first word -> group
  rules::Table<uint32_t> groups;  // where the entries of a group begin; one more at the end
  rules::Table<Entry> entries;    // of a group, the longest first
  rules::StringPool strings;
  rules::Table<Url> urls;  // the longest first
  rules::StringMap hosts;
  Starts starts;

  // Of a rules::TableWriter or TableReader.
  template <class Archive>
  void Tables(Archive& a) {
    by_key.Tables(a);
    exceptions.Tables(a);
    by_first.Tables(a);
    a(groups);
    a(entries);
    a(strings);
    a(urls);
    hosts.Tables(a);
    starts.Tables(a);
  }
};

// Makes an index.
class Builder {
 public:
  explicit Builder(Index* index) : index_(*index) {}
  void Build();

 private:
  struct Entry {
    std::string words, version;
    uint32_t license;
    Strength strength;
  };

  uint32_t Id(std::string_view id) const { return by_id_.at(id); }
  void AddKey(std::string_view name, uint32_t license) { index_.by_key.Add(Key(name), license); }
  void AddStart(std::string_view word) { StartsBuilder::Add(&index_.starts, word); }
  void AddPair(std::string_view first, std::string_view second) { StartsBuilder::Add(&index_.starts, first, second); }
  void AddWords(std::string_view folded, std::string_view version, uint32_t license, Strength strength);
  void AddTitle(uint32_t license);

  Index& index_;
  std::map<std::string_view, uint32_t> by_id_;
  std::map<std::string, std::vector<Entry>> by_first_;
};

void Builder::AddWords(std::string_view folded, std::string_view version, uint32_t license, Strength strength) {
  const size_t space = folded.find(' ');
  const std::string first(folded.substr(0, space));
  std::string rest(space == std::string_view::npos ? "" : folded.substr(space + 1));
  std::vector<Entry>& entries = by_first_[first];
  for (Entry& entry : entries) {
    if (entry.words == rest && entry.version == version) return;  // the first table that names it counts
  }
  if (rest.empty()) {
    AddStart(first);  // followed by any way to write a version
  } else {
    AddPair(first, std::string_view(rest).substr(0, rest.find(' ')));
  }
  entries.push_back({std::move(rest), std::string(version), license, strength});
}

// A title gives the words before its version and the version; a leading "the" and a trailing "agreement" may be
// missing.
void Builder::AddTitle(uint32_t number) {
  const License& license = kLicenses[number];
  const std::string folded = FoldName(license.title);
  std::vector<std::string_view> words = Split(folded);
  if (!words.empty() && words[0] == "the") words.erase(words.begin());
  std::string version;
  if (words.size() > 1) {
    version = std::string(Version(words.back()));
    if (!version.empty()) {
      words.pop_back();
      if (words.size() > 1 && (words.back() == "version" || words.back() == "v")) words.pop_back();
    }
  }
  static constexpr std::string_view kMarks[] = {"license", "agreement", "licence", "dedication", "terms", "license-nc"};
  const bool speaks = std::any_of(words.begin(), words.end(), [](std::string_view w) {
    return std::find(std::begin(kMarks), std::end(kMarks), w) != std::end(kMarks);
  });
  if (words.size() < 2) return;
  if (!speaks && (license.flags & kOwn) == 0) return;
  const auto join = [&] {
    std::string out;
    for (std::string_view w : words) out.append(out.empty() ? "" : " ").append(w);
    return out;
  };
  const Strength strength = speaks || words.size() > 2 ? kSure : kContext;
  AddWords(join(), version, number, strength);
  if (words.back() == "agreement" && words.size() > 2) {
    words.pop_back();
    AddWords(join(), version, number, strength);
  }
}

void Builder::Build() {
  StartsBuilder::Clear(&index_.starts);
  const auto count = static_cast<uint32_t>(std::size(kLicenses));
  for (uint32_t i = 0; i < count; ++i) by_id_.emplace(kLicenses[i].id, i);
  // The first to come counts: tags and spellings lead deprecated ids to their successors.
  for (const Pair& tag : kTags) AddKey(tag.name, Id(tag.id));
  for (const Pair& slug : kSlugs) AddKey(slug.name, Id(slug.id));
  for (uint32_t i = 0; i < count; ++i) AddKey(kLicenses[i].id, i);
  for (uint32_t i = 0; i < count; ++i) {
    if (!kLicenses[i].tag.empty()) AddKey(kLicenses[i].tag, i);
    if (!kLicenses[i].scancode.empty()) AddKey(kLicenses[i].scancode, i);
  }
  for (uint32_t i = 0; i < std::size(kExceptions); ++i) index_.exceptions.Add(LowerCase(kExceptions[i]), i);
  for (uint32_t i = 0; i < std::size(kUrls); ++i) index_.urls.push_back({i, Id(kUrls[i].id)});
  const std::span<Index::Url> urls = index_.urls.EditAll();
  std::stable_sort(urls.begin(), urls.end(), [](const Index::Url& a, const Index::Url& b) {
    return kUrls[a.url].name.size() > kUrls[b.url].name.size();
  });

  for (const Wording& wording : kWordings) {
    const std::string folded = FoldName(wording.words);
    const size_t space = folded.rfind(' ');
    const std::string_view version =
        space == std::string::npos ? std::string_view() : Version(std::string_view(folded).substr(space + 1));
    AddWords(version.empty() ? folded : folded.substr(0, space), version, Id(wording.id), wording.strength);
  }
  for (uint32_t number = 0; number < count; ++number) {
    const License& license = kLicenses[number];
    // Creative Commons and GNU are read by rule, with all their ways of naming versions and parts.
    const bool by_rule = license.id.starts_with("CC-") || license.id.starts_with("cc") ||
                         license.id.starts_with("GPL-") || license.id.starts_with("LGPL-") ||
                         license.id.starts_with("AGPL-") || license.id.starts_with("GFDL-") || license.id == "gpl" ||
                         license.id == "lgpl" || license.id == "agpl" || license.id == "gfdl" ||
                         license.id == "llama" || license.id.starts_with("llama-");
    if (by_rule) continue;
    if ((license.flags & kDeprecated) == 0) AddTitle(number);
    const std::string folded = FoldName(license.id);
    std::vector<std::string_view> words = Split(folded);
    std::string_view version = words.size() > 1 ? Version(words.back()) : std::string_view();
    const bool sure =
        (license.flags & kSpdx) != 0 && IsSpeakingId(license.id) && (words.size() > 1 || !version.empty());
    if (version.empty()) {
      AddWords(folded, "", number, sure ? kSure : Strength::kTag);
    } else {
      const std::string_view base = std::string_view(folded).substr(0, folded.rfind(' '));
      AddWords(base, version, number, sure ? kSure : Strength::kTag);
    }
  }
  for (auto& [first, entries] : by_first_) {
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.words.size() > b.words.size(); });
    index_.by_first.Add(first, static_cast<uint32_t>(index_.groups.size()));
    index_.groups.push_back(static_cast<uint32_t>(index_.entries.size()));
    for (const Entry& e : entries)
      index_.entries.push_back({index_.strings.Add(e.words), index_.strings.Add(e.version), e.license, e.strength, {}});
  }
  index_.groups.push_back(static_cast<uint32_t>(index_.entries.size()));
  // What the rules below start with.
  for (std::string_view word : {"gnu",         "gpl",      "lgpl",     "agpl",    "gfdl",
                                "affero",      "gplv2",    "gplv3",    "gpl2",    "gpl3",
                                "agplv3",      "agpl3",    "lgplv2",   "lgplv3",  "lgplv2.1",
                                "lgpl3",       "gplv3.0",  "gplv2.0",  "lgpl2.1", "agplv3.0",
                                "lgplv3.0",    "cc",       "cc0",      "ccby",    "creativecommons",
                                "attribution", "llama",    "llama1",   "llama2",  "llama3",
                                "llama3.1",    "llama3.2", "llama3.3", "llama4"}) {
    AddStart(word);
  }
  for (const auto& [first, second] :
       {Pair{"creative", "commons"}, Pair{"by", "nc"}, Pair{"by", "sa"}, Pair{"by", "nd"}, Pair{"general", "public"},
        Pair{"lesser", "general"}, Pair{"lesser", "gpl"}, Pair{"library", "general"}, Pair{"知", "识"},
        Pair{"署", "名"}, Pair{"meta", "llama"}, Pair{"meta", "llama2"}, Pair{"meta", "llama3"},
        Pair{"meta", "llama3.1"}}) {
    AddPair(first, second);
  }
  // Words beside which a name may stand that no table holds (see mentions.cc).
  for (std::string_view word : {"license", "licensed", "agreement", "spdx"}) AddStart(word);
  AddPair("许", "可");
  AddPair("协", "议");

  for (const Pair& url : kUrls) index_.hosts.Add(url.name.substr(0, url.name.find('/')), 1);
  for (std::string_view host : {"creativecommons.org", "spdx.org", "choosealicense.com", "opensource.org",
                                "huggingface.co", "gnu.org", "fsf.org"})
    index_.hosts.Add(host, 1);
}

const Index& TheIndex() {
  static const Index index = [] {
    Index out;
    if (const std::string_view embedded = EmbeddedNames(); !embedded.empty()) {
      rules::TableReader made(embedded);
      out.Tables(made);
    } else {
      Builder(&out).Build();
    }
    return out;
  }();
  return index;
}

// A reader over the words of a text, or of a single name.
class Cursor {
 public:
  Cursor(const text::Words& words, uint32_t at) : words_(words), at_(at), size_(words.size()) {}
  std::string_view Peek(uint32_t ahead = 0) const {
    return at_ + ahead < size_ ? words_[at_ + ahead] : std::string_view();
  }
  // A name does not reach over the end of a sentence, nor out of a parenthesis it did not open.
  bool Broken(uint32_t ahead = 0) const {
    constexpr uint16_t kBreaks = text::kSentence | text::kParagraph | text::kItem | text::kSemicolon;
    return at_ + ahead >= size_ || (words_.marks(at_ + ahead) & kBreaks) != 0;
  }
  bool Take(std::string_view word) {
    if (Peek() != word) return false;
    ++at_;
    return true;
  }
  bool TakeAny(std::initializer_list<std::string_view> list) {
    for (std::string_view word : list) {
      if (Take(word)) return true;
    }
    return false;
  }
  // A phrase of several words, the first of which may stand at a break (the start).
  bool TakePhrase(std::string_view phrase) {
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
  bool TakeAnyPhrase(std::initializer_list<std::string_view> list) {
    return std::any_of(list.begin(), list.end(), [this](std::string_view phrase) { return TakePhrase(phrase); });
  }
  // "2.0", "v2", "version 2.0", ", version 2": the version, normalised; empty and nothing taken if there is none.
  // `closed`: right after a parenthesis, "(GPL), version 2".
  std::string_view TakeVersion(bool closed = false) {
    const uint32_t start = at_;
    if (Broken()) return {};
    // ", version 2" goes on with a name; ", 2" and "(2" do not.
    const uint16_t marks = words_.marks(at_);
    if ((marks & (closed ? text::kParenOpen : text::kParenOpen | text::kParenClose)) != 0) return {};
    const std::string_view next = Peek();
    const bool told = next == "version" || (next[0] == 'v' && (next.size() == 1 || IsDigit(next[1])));
    if ((marks & text::kComma) != 0 && !told) return {};
    if (TakeAny({"version", "v", "ver", "versions"})) {
      // "v. 2.0" is no end of a sentence.
      if (at_ >= size_ || (words_.marks(at_) & (text::kParagraph | text::kItem)) != 0) {
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
  uint32_t at() const { return at_; }
  void set(uint32_t at) { at_ = at; }
  const text::Words& words() const { return words_; }

 private:
  const text::Words& words_;
  uint32_t at_, size_;
};

// The characters of the source right after word `i`.
std::string_view After(const text::Words& words, uint32_t i, std::string_view utf8) {
  return words.end(i) <= utf8.size() ? utf8.substr(words.end(i), 8) : std::string_view();
}

std::string NumberOf(std::string_view version) {
  return version.find('.') == std::string_view::npos ? std::string(version) + ".0" : std::string(version);
}

// GNU: [GNU] (affero | lesser | library) general public license | GPLv3 | LGPL ..., version, "or later".
std::optional<Match> Gnu(const text::Words& words, uint32_t i, std::string_view utf8) {
  Cursor c(words, i);
  const bool gnu = c.Take("gnu");
  std::string kind;
  std::string_view version;
  bool spelled = false;
  if (c.TakePhrase("affero general public license") || c.TakePhrase("affero gpl")) {
    kind = "AGPL", spelled = true;
  } else if (c.TakePhrase("lesser general public license") || c.TakePhrase("library general public license") ||
             c.TakePhrase("lesser gpl")) {
    kind = "LGPL", spelled = true;
  } else if (gnu && c.TakePhrase("general public license")) {
    kind = "GPL", spelled = true;
  } else if (gnu && c.TakePhrase("free documentation license")) {
    kind = "GFDL", spelled = true;
  } else if (!gnu && c.TakePhrase("general public license")) {
    kind = "GPL", spelled = true;
  } else {
    std::string_view word = c.Peek();
    for (std::string_view name : {"agpl", "lgpl", "gfdl", "gpl"}) {
      if (!word.starts_with(name)) continue;
      std::string_view tail = word.substr(name.size());
      if (!tail.empty()) {
        version = Version(tail);
        if (version.empty()) return std::nullopt;
      }
      for (char ch : name) kind += static_cast<char>(ch - 32);
      break;
    }
    if (kind.empty() || (gnu && c.at() > i && c.Broken())) return std::nullopt;
    c.set(c.at() + 1);
    spelled = gnu;
    // "GPL license version 3", "GPL License 3.0"
    if (version.empty() && c.Peek() == "license" && !c.Broken()) {
      const uint32_t here = c.at();
      c.set(here + 1);
      version = c.TakeVersion();
      if (version.empty()) c.set(here);
    }
  }
  // "GNU General Public License (GPL)"
  const bool short_too = spelled && version.empty() && !c.Broken() && !c.Broken(1) &&
                         (words.marks(c.at()) & text::kParenOpen) != 0 && c.Peek() == LowerCase(kind) &&
                         (words.marks(c.at() + 1) & text::kParenClose) != 0;
  if (short_too) c.set(c.at() + 1);
  bool later = false, noticed = false;
  const uint32_t named = c.at();
  if (version.empty()) version = c.TakeVersion(short_too);
  if (version.empty()) {
    // The notice of a source file: "...; either version 2 of the License, or (at your option) any later version".
    if (c.TakeAnyPhrase({"as published by the free software foundation", "as published by the fsf"})) {
      c.Take("inc");
      c.TakeAny({"either", "in", "at"});
      if (c.at() < words.size() && (words.marks(c.at()) & (text::kParagraph | text::kItem)) == 0) {
        const bool spaced = c.Take("version");
        version = Version(c.Peek());
        if (spaced && !version.empty()) {
          c.set(c.at() + 1);
          noticed = true;
        } else {
          version = {};
        }
      }
    }
    if (version.empty()) c.set(named);
  }
  // "version 2 of the GNU General Public License", "version 3 or later of the GNU GPL"
  if (version.empty() && i >= 4 && words[i - 1] == "the" && words[i - 2] == "of") {
    uint32_t at = i - 3;
    if (at >= 3 && words[at] == "later" && words[at - 1] == "or") {
      later = true;
      at -= 2;
    }
    if (words[at - 1] == "version") version = Version(words[at]);
    if (version.empty()) later = false;
  }
  Match match{nullptr, i, c.at(), spelled || !version.empty() ? kSure : kContext, !version.empty()};
  if (version.empty()) {
    match.license = Find(LowerCase(kind));
    return match.license == nullptr ? std::nullopt : std::optional<Match>(match);
  }
  later |= After(words, c.at() - 1, utf8).starts_with("+");
  const uint32_t here = c.at();
  if (!c.Broken()) {
    if (noticed || spelled) c.TakeAnyPhrase({"of the license", "of that license"});
    if (!noticed) c.TakeAnyPhrase({"as published by the free software foundation", "as published by the fsf"});
    const uint32_t told = c.at();
    if (!c.Broken()) {
      later |= c.TakeAnyPhrase({"or later", "or newer", "and later", "or any later version",
                                "or at your option any later version", "or at your option any later", "or any later",
                                "or any newer version", "and any later version", "plus"});
    }
    if (c.at() == told) {
      c.set(noticed ? told : here);
      c.TakePhrase("only");
    }
  }
  match.end = c.at();
  match.license = Find(kind + "-" + NumberOf(version) + (later ? "-or-later" : "-only"));
  return match.license == nullptr ? std::nullopt : std::optional<Match>(match);
}

// Creative Commons: "cc by nc 4.0", "creative commons attribution non commercial 4.0 international", 知识共享署名 ...
std::optional<Match> CreativeCommons(const text::Words& words, uint32_t i) {
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
    } else if (c.TakePhrase("no derivatives") || c.TakePhrase("no derivs") ||
               c.TakeAny({"noderivatives", "noderivs"}) || c.TakePhrase("no derivative works") ||
               c.TakePhrase("禁 止 演 绎")) {
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
    }
  }
  // Without "Creative Commons" one part alone says nothing ("attribution 4.0" excepted), nor do several without a
  // version
  // ("by sa") unless they are spelled out.
  if (!headed && version.empty() && !(spelled && parts > 1)) return std::nullopt;
  std::string id = by || headed ? "CC" : "CC-BY";
  if (by || parts > 0) id = by ? "CC-BY" : (nc && parts == 1 && headed && spelled ? "CC" : "CC-BY");
  if (nc) id += "-NC";
  if (sa) id += "-SA";
  if (nd) id += "-ND";
  const License* license = version.empty() ? Find(LowerCase(id)) : Find(id + "-" + NumberOf(version));
  if (license == nullptr) license = Find(LowerCase(id));
  if (license == nullptr) return std::nullopt;
  return Match{license, i, end, kSure, !version.empty()};
}

// Llama: [Meta] Llama [3.1] [Community] License [Agreement]; without "license" a name of a model.
std::optional<Match> Llama(const text::Words& words, uint32_t i) {
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

}  // namespace

std::span<const License> AllLicenses() { return kLicenses; }
std::span<const std::string_view> AllExceptions() { return kExceptions; }

const License* Find(std::string_view name) {
  while (!name.empty() && (name.front() == ' ' || name.front() == '"' || name.front() == '\'')) name.remove_prefix(1);
  if (name.starts_with("LicenseRef-scancode-")) name.remove_prefix(20);
  if (name.starts_with("LicenseRef-caveat-")) name.remove_prefix(18);
  const uint32_t found = TheIndex().by_key.Find(Key(name));
  return found == rules::StringMap::kMissing ? nullptr : &kLicenses[found];
}

std::string_view FindException(std::string_view id) {
  const uint32_t found = TheIndex().exceptions.Find(LowerCase(id));
  return found == rules::StringMap::kMissing ? std::string_view() : kExceptions[found];
}

std::string Slug(std::string_view name) {
  std::string out;
  for (size_t i = 0; i < name.size() && out.size() < 64; ++i) {
    const char c = name[i];
    const bool keep =
        IsAlnum(c) || (c == '.' && i > 0 && IsDigit(name[i - 1]) && i + 1 < name.size() && IsDigit(name[i + 1]));
    if (keep) {
      out += Lower(c);
    } else if (!out.empty() && out.back() != '-' && c != '\'') {
      out += '-';
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() ? "unnamed" : out;
}

std::string SpdxId(std::string_view slug) {
  std::string out = "LicenseRef-caveat-";
  for (size_t i = 0; i < slug.size(); ++i) {
    if (slug[i] == '+') {
      out += out.ends_with("-plus") ? "plus" : "-plus";
    } else {
      out += IsAlnum(slug[i]) || slug[i] == '-' || slug[i] == '.' ? slug[i] : '-';
    }
  }
  return out;
}

std::string SpdxId(const License& license) {
  if ((license.flags & kSpdx) != 0) return std::string(license.id);
  if (!license.scancode.empty()) return "LicenseRef-scancode-" + std::string(license.scancode);
  return SpdxId(license.id);
}

std::vector<std::string> Aliases(const License& license) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view name) {
    if (!name.empty() && name != license.id) out.emplace_back(name);
  };
  if ((license.flags & kFamily) == 0) add(SpdxId(license));
  add(license.tag);
  add(license.scancode);
  for (const Pair& tag : kTags) {
    if (tag.id == license.id) add(tag.name);
  }
  for (const Pair& slug : kSlugs) {
    if (slug.id == license.id) add(slug.name);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

namespace {

// Without allocating, for the many addresses of other hosts.
bool KnownHost(std::string_view url) {
  if (const size_t scheme = url.find("://"); scheme != std::string_view::npos && scheme < 8)
    url.remove_prefix(scheme + 3);
  char host[64];
  size_t size = 0;
  for (; size < std::min(url.size(), sizeof(host)) && url[size] != '/' && url[size] != '?' && url[size] != '#'; ++size)
    host[size] = Lower(url[size]);
  std::string_view lower(host, size);
  if (lower.starts_with("www.")) lower.remove_prefix(4);
  return TheIndex().hosts.Has(lower);
}

}  // namespace

const License* FromUrl(std::string_view raw) {
  if (!KnownHost(raw)) return nullptr;
  const std::string lower = LowerCase(raw);
  std::string_view url = lower;
  if (const size_t scheme = url.find("://"); scheme != std::string_view::npos && scheme < 8)
    url.remove_prefix(scheme + 3);
  if (url.starts_with("www.")) url.remove_prefix(4);
  url = url.substr(0, url.find_first_of("#?"));
  while (!url.empty() && (url.back() == '/' || url.back() == '.' || url.back() == ',' || url.back() == ')'))
    url.remove_suffix(1);
  if (url.size() < 8 || url.size() > 512) return nullptr;
  // A page of a repository says nothing by itself; its licence file does.
  const bool page = url.starts_with("huggingface.co/") || url.starts_with("github.com/");
  if (page && url.find("license") == std::string_view::npos && url.find("agreement") == std::string_view::npos)
    return nullptr;
  const auto file = [](std::string_view name) {
    for (std::string_view end : {".html", ".en", ".md", ".txt", ".php", ".json"}) {
      if (name.ends_with(end)) name.remove_suffix(end.size());
    }
    if (name.ends_with(".en")) name.remove_suffix(3);
    return name;
  };
  if (url.starts_with("creativecommons.org/")) {
    const std::vector<std::string_view> parts = Split(url, '/');
    if (parts.size() < 3) return nullptr;
    if (parts[1] == "publicdomain")
      return parts[2] == "zero" ? Find("CC0-1.0") : parts[2] == "mark" ? Find("CC-PDM-1.0") : nullptr;
    if (parts[1] != "licenses") return nullptr;
    const std::string id = "CC-" + std::string(parts[2]);
    const License* exact = parts.size() > 3 ? Find(id + "-" + std::string(parts[3])) : nullptr;
    return exact != nullptr ? exact : Find(id);
  }
  for (std::string_view head :
       {"spdx.org/licenses/", "choosealicense.com/licenses/", "opensource.org/licenses/", "opensource.org/license/",
        "huggingface.co/datasets/choosealicense/licenses/blob/main/markdown/"}) {
    if (!url.starts_with(head)) continue;
    const std::string_view name = file(url.substr(head.size()));
    if (const License* found = Find(name)) return found;
    std::string dotted(name);  // apache-2-0
    for (size_t i = 1; i + 1 < dotted.size(); ++i) {
      if (dotted[i] == '-' && IsDigit(dotted[i - 1]) && IsDigit(dotted[i + 1])) dotted[i] = '.';
    }
    return Find(dotted);
  }
  if (const size_t gnu = url.find("gnu.org/"); gnu != std::string_view::npos && gnu < 8) {
    std::string_view name = file(url.substr(url.rfind('/') + 1));
    if (name.starts_with("fdl")) return Find("g" + std::string(name));
    return name.starts_with("gpl") || name.starts_with("lgpl") || name.starts_with("agpl") ? Find(name) : nullptr;
  }
  for (const Index::Url& known : TheIndex().urls) {
    if (url.starts_with(kUrls[known.url].name)) return &kLicenses[known.license];
  }
  // Model pages of the Llamas hold the licence of their version.
  if (url.starts_with("huggingface.co/meta-llama/") && url.find("license") != std::string_view::npos) {
    for (const auto& [part, id] : {Pair{"llama-3.1-", "llama-3.1-community"}, Pair{"llama-3.2-", "llama-3.2-community"},
                                   Pair{"llama-3.3-", "llama-3.3-community"}, Pair{"llama-4-", "llama-4-community"},
                                   Pair{"llama-3-", "llama-3-community"}, Pair{"llama-2-", "llama-2-community"}}) {
      if (url.find(part) != std::string_view::npos) return Find(id);
    }
  }
  return nullptr;
}

bool ParseBadge(std::string_view url, Badge* badge) {
  const size_t at = url.find("shields.io/badge/");
  if (at == std::string_view::npos) return false;
  std::string_view path = url.substr(at + 17);
  path = path.substr(0, path.find_first_of("?#)\"' >\n"));
  std::vector<std::string> parts(1);
  for (size_t i = 0; i < path.size() && path.size() < 512; ++i) {
    const char c = path[i];
    const auto hex = [](char h) {
      return IsDigit(h) ? h - '0' : Lower(h) >= 'a' && Lower(h) <= 'f' ? Lower(h) - 'a' + 10 : -1;
    };
    if (c == '%' && i + 2 < path.size() && hex(path[i + 1]) >= 0 && hex(path[i + 2]) >= 0) {
      parts.back() += Lower(static_cast<char>(hex(path[i + 1]) * 16 + hex(path[i + 2])));
      i += 2;
    } else if (c == '-' && i + 1 < path.size() && path[i + 1] == '-') {
      parts.back() += '-';
      ++i;
    } else if (c == '-') {
      parts.emplace_back();
    } else if (c == '_') {
      parts.back() += ' ';
    } else {
      parts.back() += Lower(c);
    }
  }
  if (parts.size() < 3) return false;
  badge->label = parts[0];
  // An unescaped dash inside the message: all but the last part, which is the colour.
  badge->message.clear();
  for (size_t i = 1; i + 1 < parts.size(); ++i) badge->message.append(i > 1 ? "-" : "").append(parts[i]);
  return !badge->message.empty();
}

const Starts& NameStarts() { return TheIndex().starts; }

std::optional<Match> At(const text::Words& words, uint32_t i, std::string_view utf8) {
  const std::string_view first = words[i];
  const Index& index = TheIndex();
  if (!index.starts(words, i)) return std::nullopt;
  std::optional<Match> best;
  const auto offer = [&](const std::optional<Match>& match) {
    if (match && match->license != nullptr &&
        (!best || match->end > best->end || (match->end == best->end && match->strength > best->strength)))
      best = match;
  };
  switch (first[0]) {
    case 'g':
      offer(Gnu(words, i, utf8));
      break;
    case 'a':
      offer(Gnu(words, i, utf8));
      offer(CreativeCommons(words, i));
      break;
    case 'l':
      offer(Gnu(words, i, utf8));
      offer(Llama(words, i));
      break;
    case 'm':
      if (first == "meta") offer(Llama(words, i));
      break;
    case 'c':
    case 'b':
    case '\xE7':
      offer(CreativeCommons(words, i));
      break;
    default:
      break;
  }
  const uint32_t group = index.by_first.Find(first);
  if (group == rules::StringMap::kMissing) return best;
  for (uint32_t e = index.groups[group]; e < index.groups[group + 1]; ++e) {
    const Index::Entry& entry = index.entries[e];
    const std::string_view rest = index.strings[entry.words], version = index.strings[entry.version];
    const License* const license = &kLicenses[entry.license];
    Cursor c(words, i + 1);
    if (!rest.empty() && (c.Broken() || !c.TakePhrase(rest))) continue;
    if (rest.empty()) c.set(i + 1);
    const uint32_t base = c.at();
    if (version.empty()) {
      offer(Match{license, i, base, entry.strength, (license->flags & kFamily) == 0});
      continue;
    }
    // "apache license version 2.0", "apache 2.0 license", "version 2.0 of the apache license"
    if (c.TakeVersion() == version) {
      offer(Match{license, i, c.at(), entry.strength, true});
    } else if (base == c.at() && i >= 4 && words[i - 1] == "the" && words[i - 2] == "of" &&
               Version(words[i - 3]) == version && words[i - 4] == "version") {
      Match match{license, i - 4, base, entry.strength, true};
      if (!best || best->end <= base) best = match;
    }
  }
  // RAIL-M and RAIL++-M fold to the same words.
  if (best && (best->license->id == "openrail" || best->license->id == "creativeml-openrail-m")) {
    const uint32_t from = words.begin(best->begin), to = words.end(best->end - 1);
    if (to <= utf8.size() && utf8.substr(from, to - from).find("++") != std::string_view::npos)
      best->license = Find("openrail++");
  }
  return best;
}

const License* FromText(std::string_view text) {
  if (const License* found = Find(text)) return found;
  const std::string folded = FoldName(text);
  text::Words words;
  uint32_t at = 0;
  for (std::string_view word : Split(folded)) {
    if (word == "the" && words.empty()) continue;
    words.Append(word, at, at + 1, 0, 0);
    ++at;
  }
  if (words.empty()) return nullptr;
  const std::optional<Match> match = At(words, 0, "");
  if (!match) return nullptr;
  uint32_t end = match->end;
  while (end < words.size() && (words[end] == "license" || words[end] == "licensed" || words[end] == "agreement"))
    ++end;
  if (end != words.size()) return nullptr;
  if (text.find("++") != std::string_view::npos && match->license->id.find("openrail") != std::string_view::npos)
    return Find("openrail++");
  return match->license;
}

std::string CompileNames() {
  Index index;
  Builder(&index).Build();
  rules::TableWriter w;
  index.Tables(w);
  return std::move(w.out);
}

std::string FoldName(std::string_view name) {
  std::string out;
  const auto gap = [&] {
    if (!out.empty() && out.back() != ' ') out += ' ';
  };
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const auto byte = static_cast<unsigned char>(c);
    if (IsAlnum(c)) {
      out += Lower(c);
    } else if (c == '.' && i > 0 && IsDigit(name[i - 1]) && i + 1 < name.size() && IsDigit(name[i + 1])) {
      out += c;
    } else if (c == '.' && i > 0 && In(LowerCase(name.substr(i + 1, 3)), {"com", "org", "net"}) &&
               (i + 4 >= name.size() || !IsAlnum(name[i + 4]))) {
      out += c;
    } else if (c == '\'' && i + 1 < name.size() && name[i + 1] == 's') {
      ++i;
    } else if (byte >= 0xE3 && byte <= 0xE9 && i + 2 < name.size()) {  // a Han character is a word
      const bool punctuation = byte == 0xE3 && static_cast<unsigned char>(name[i + 1]) == 0x80;
      gap();
      if (!punctuation) out.append(name.substr(i, 3)) += ' ';
      i += 2;
    } else if (byte >= 0xC3 && byte <= 0xC5 && i + 1 < name.size()) {  // accented Latin letters
      out.append(name.substr(i, 2));
      ++i;
    } else {
      gap();
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  // Spellings that folding unites.
  std::string united;
  for (std::string_view word : Split(out)) {
    if (!united.empty()) united += ' ';
    united += word == "licence"           ? "license"
              : word == "licences"        ? "licenses"
              : word == "noncommercial"   ? "non commercial"
              : word == "acknowledgement" ? "acknowledgment"
                                          : word;
  }
  return united;
}

}  // namespace caveat::names
