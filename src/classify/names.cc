#include "classify/names.h"

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>

#include "classify/letters.h"
#include "classify/name_grammar.h"
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

constexpr Strength kSure = Strength::kSure, kContext = Strength::kContext;

struct Wording {
  std::string_view words, id;
  Strength strength;
};

constexpr Wording kWordings[] = {
#include "../../licenses/names/phrases.inc"
};

using classify::In;
using classify::IsDigit;
using classify::Lower;
using classify::LowerCase;

bool IsAlnum(char c) { return IsDigit(c) || classify::IsLetter(c); }

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

std::vector<std::string_view> Split(std::string_view text, char separator = ' ') {
  std::vector<std::string_view> out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(separator, at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
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
    bool lone = false;  // the version need not be told, as there is no other
    uint8_t spare[2] = {};
  };
  rules::StringMap by_key;        // Key of a whole name -> licence
  rules::StringMap exceptions;    // lower case -> kExceptions
  rules::StringMap by_first;      // first word -> group
  rules::Table<uint32_t> groups;  // where the entries of a group begin; one more at the end
  rules::Table<Entry> entries;    // of a group, the longest first
  rules::StringPool strings;
  rules::Table<uint32_t> alias_groups;  // where the aliases of a licence begin; one more at the end
  rules::Table<uint32_t> aliases;       // of `strings`
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
    a(alias_groups);
    a(aliases);
    starts.Tables(a);
  }
};

std::vector<std::string> MakeAliases(const License& license);

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
    bool lone = false;
  };

  uint32_t Id(std::string_view id) const { return by_id_.at(id); }
  void AddKey(std::string_view name, uint32_t license) { index_.by_key.Add(Key(name), license); }
  void AddStart(std::string_view word) { StartsBuilder::Add(&index_.starts, word); }
  void AddPair(std::string_view first, std::string_view second) { StartsBuilder::Add(&index_.starts, first, second); }
  void AddWords(std::string_view folded, std::string_view version, uint32_t license, Strength strength);
  void AddTitle(uint32_t license);
  void FindLone(std::vector<Entry>* entries);

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

// A title of which the list knows one version only says it without its number too.
void Builder::FindLone(std::vector<Entry>* entries) {
  for (Entry& entry : *entries) {
    if (entry.version.empty() || entry.strength != kSure || !std::string_view(entry.words).ends_with("license"))
      continue;
    entry.lone = std::none_of(entries->begin(), entries->end(),
                              [&](const Entry& other) { return &other != &entry && other.words == entry.words; });
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
    const uint32_t now = index_.by_key.Find(Key(license.id));  // a deprecated id leads to its successor
    const bool sure =
        (license.flags & kSpdx) != 0 && IsSpeakingId(license.id) && (words.size() > 1 || !version.empty());
    if (version.empty()) {
      AddWords(folded, "", now, sure ? kSure : Strength::kTag);
    } else {
      const std::string_view base = std::string_view(folded).substr(0, folded.rfind(' '));
      AddWords(base, version, now, sure ? kSure : Strength::kTag);
      // "AFLv2.1", "EPLv2.0"
      if (sure && words.size() == 2) {
        const std::string glued = std::string(base) + "v" + std::string(words.back());
        AddWords(glued, "", now, kSure);
      }
    }
  }
  for (auto& [first, entries] : by_first_) {
    FindLone(&entries);
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.words.size() > b.words.size(); });
    index_.by_first.Add(first, static_cast<uint32_t>(index_.groups.size()));
    index_.groups.push_back(static_cast<uint32_t>(index_.entries.size()));
    for (const Entry& e : entries)
      index_.entries.push_back(
          {index_.strings.Add(e.words), index_.strings.Add(e.version), e.license, e.strength, e.lone, {}});
  }
  index_.groups.push_back(static_cast<uint32_t>(index_.entries.size()));
  for (const std::string& word : GrammarStarts()) AddStart(word);
  for (const auto& [first, second] : GrammarPairs()) AddPair(first, second);
  for (const License& license : kLicenses) {
    index_.alias_groups.push_back(static_cast<uint32_t>(index_.aliases.size()));
    for (const std::string& alias : MakeAliases(license)) index_.aliases.push_back(index_.strings.Add(alias));
  }
  index_.alias_groups.push_back(static_cast<uint32_t>(index_.aliases.size()));
  // Words beside which a name may stand that no table holds (see mentions.cc).
  for (std::string_view word : {"license", "licensed", "agreement", "spdx"}) AddStart(word);
  // ... and those of files that declare licences.
  for (std::string_view word : {"annotations", "format"}) AddStart(word);
  AddPair("许", "可");
  AddPair("协", "议");
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

namespace {

std::vector<std::string> MakeAliases(const License& license) {
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

}  // namespace

std::vector<std::string> Aliases(const License& license) {
  const Index& index = TheIndex();
  const auto number = static_cast<uint32_t>(&license - kLicenses);
  std::vector<std::string> out;
  out.reserve(index.alias_groups[number + 1] - index.alias_groups[number]);
  for (uint32_t k = index.alias_groups[number]; k < index.alias_groups[number + 1]; ++k)
    out.emplace_back(index.strings[index.aliases[k]]);
  return out;
}

uint64_t Starts::Mask(const text::Words& words, uint32_t from, uint16_t marks) const {
  const char* const text = words.text().data();
  const uint64_t* const first = &first_[0];
  const uint32_t to = std::min(words.size(), from + 64);
  // The last words lie too near to the end for eight bytes to be read at once.
  uint32_t near = to == words.size() && to > from ? to - 1 : to;
  while (near > from && words.at(near - 1) + 8 > words.text().size()) --near;
  uint64_t mask = 0, bit = 1;
  uint32_t i = from, at = i < near ? words.at(i) : 0;
  for (; i < near; ++i, bit <<= 1) {
    const uint32_t next = words.at(i + 1);
    uint64_t head = 0;
    std::memcpy(&head, text + at, 8);
    const uint32_t hash = Mix(head, next - at - 1);
    at = next;
    if (((first[hash >> 6] >> (hash & 63)) & 1) != 0 || (words.marks(i) & marks) != 0) mask |= bit;
  }
  for (; i < to; ++i, bit <<= 1) {
    const uint32_t hash = Hash(words, i);
    if (((first[hash >> 6] >> (hash & 63)) & 1) != 0 || (words.marks(i) & marks) != 0) mask |= bit;
  }
  return mask;
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
      offer(ReadGnu(words, i, utf8));
      break;
    case 'a':
      offer(ReadGnu(words, i, utf8));
      offer(ReadCreativeCommons(words, i));
      break;
    case 'l':
      offer(ReadGnu(words, i, utf8));
      offer(ReadLlama(words, i));
      break;
    case 's':
    case 'p':
      offer(ReadSameTerms(words, i));
      break;
    case 'm':
      if (first == "meta") offer(ReadLlama(words, i));
      break;
    case 'c':
    case 'b':
    case '\xE7':
      offer(ReadCreativeCommons(words, i));
      break;
    default:
      break;
  }
  const uint32_t group = index.by_first.Find(first);
  if (group == rules::StringMap::kMissing) return best;
  const std::string_view second = i + 1 < words.size() ? words[i + 1] : std::string_view();
  for (uint32_t e = index.groups[group]; e < index.groups[group + 1]; ++e) {
    const Index::Entry& entry = index.entries[e];
    const std::string_view rest = index.strings[entry.words], version = index.strings[entry.version];
    const License* const license = &kLicenses[entry.license];
    if (!rest.empty() && (second.empty() || second[0] != rest[0])) continue;
    Cursor c(words, i + 1);
    if (!rest.empty() && (c.Broken() || !c.TakePhrase(rest))) continue;
    if (rest.empty()) c.set(i + 1);
    const uint32_t base = c.at();
    if (version.empty()) {
      offer(Match{license, i, base, entry.strength, (license->flags & kFamily) == 0});
      continue;
    }
    // "apache license version 2.0", "apache 2.0 license", "academic free license (AFL) v3.0", "... (AFL 3.0)"
    std::string_view told;
    const bool abbreviated = c.TakeAbbreviation(first[0], &told);
    const uint32_t named = c.at();
    if (told.empty()) told = c.TakeVersion(abbreviated);
    if (told == version) {
      offer(Match{license, i, c.at(), entry.strength, true});
    } else if (entry.lone && told.empty()) {
      offer(Match{license, i, named, entry.strength, true});
    } else if (named == c.at() && i >= 4 && words[i - 1] == "the" && words[i - 2] == "of" &&
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
  // Folding leaves the plus of "LGPLv2.1+" out.
  if (text.ends_with('+') && match->license->id.ends_with("-only"))
    return Find(std::string(match->license->id.substr(0, match->license->id.size() - 4)) + "or-later");
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
