#include "classify/known.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <tuple>

#include "classify/letters.h"
#include "embedded.h"
#include "xxhash.h"

namespace caveat::classify {
namespace {

constexpr std::string_view kFactNames[kFacts] = {
    "license", "title",    "steward",  "version", "date", "spdx",  "osi",        "fsf",     "family",
    "kind",    "language", "category", "tag",     "url",  "alias", "supersedes", "clauses", "twin",
};
constexpr size_t kFirstList = static_cast<size_t>(Fact::kTags);
constexpr size_t kClauses = static_cast<size_t>(Fact::kClauses);
constexpr char kMagic[8] = {'c', 'a', 'v', 'k', 'n', 'o', 'w', '2'};
constexpr size_t kMaxPlaces = 8;  // of one shingle in one text; what stands there more often tells no place
// A shingle votes for the texts it stands in if these are few, and for texts that have few others if it is among their
// rarest.
constexpr size_t kFewTexts = 24, kMostVoters = 32;
constexpr uint32_t kBuckets = 1u << 16, kFilterWords = 1u << 14;

struct Head {
  char magic[8];
  uint64_t hash[2];  // of all that follows the head
  uint32_t licenses, texts, slots, segments, keys, postings, votes, wholes, words, strings, layout, ids, aliases,
      unused;
};
static_assert(sizeof(Head) % 8 == 0);
// Tells tables of another layout apart.
constexpr uint32_t kLayout = 1u << 24 | static_cast<uint32_t>(kFacts) << 16 | kShingleWords << 8 | 8;

std::string_view Trim(std::string_view s) {
  const size_t begin = s.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return s.substr(begin, s.find_last_not_of(" \t\r") + 1 - begin);
}

// Of a name in whatever case.
uint32_t NameHash(std::string_view name) {
  uint32_t h = 0x811C9DC5u;
  for (const char c : name) h = (h ^ static_cast<uint8_t>(Lower(c))) * 0x01000193u;
  return h;
}

// The lists by which a licence is found besides its id.
constexpr Fact kOtherNames[] = {Fact::kAliases, Fact::kSpdx, Fact::kTags};

// Of licences with the same words, the one to name: an SPDX id, "only" before "or later", the shorter, the earlier.
auto Preference(const LicenseFile& license) {
  const std::string& id = license.One(Fact::kId);
  return std::make_tuple(license.One(Fact::kSpdx) != id, !id.ends_with("-only"),
                         id.find("-or-later") != std::string::npos, id.find("-with-") != std::string::npos, id.size(),
                         id);
}

template <class T>
void AppendSection(const std::vector<T>& items, std::string* out) {
  if (!items.empty()) out->append(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T));
  out->resize((out->size() + 7) / 8 * 8);
}

// Takes sections off the front; `ok` turns false when there is too little.
struct Cutter {
  std::string_view rest;
  bool ok = true;

  template <class T>
  std::span<const T> Take(uint64_t count) {
    const uint64_t bytes = (count * sizeof(T) + 7) / 8 * 8;
    if (!ok || bytes > rest.size()) {
      ok = false;
      return {};
    }
    const std::span<const T> out(reinterpret_cast<const T*>(rest.data()), static_cast<size_t>(count));
    rest.remove_prefix(static_cast<size_t>(bytes));
    return out;
  }
};

}  // namespace

std::string_view FactName(Fact fact) { return kFactNames[static_cast<size_t>(fact)]; }

const std::string& LicenseFile::One(Fact fact) const {
  static const std::string none;
  const auto& list = facts[static_cast<size_t>(fact)];
  return list.empty() ? none : list.front();
}

bool ParseLicense(std::string_view content, LicenseFile* license, std::string* error) {
  *license = LicenseFile();
  uint32_t number = 0;
  std::string_view rest = content;
  while (!rest.empty()) {
    ++number;
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    const std::string_view trimmed = Trim(line);
    const size_t blank = std::min(trimmed.find_first_of(" \t"), trimmed.size());
    const std::string_view name = trimmed.substr(0, blank), value = Trim(trimmed.substr(blank));
    if (name == "text") {
      // Up to the next line that is not indented.
      size_t stop = std::min(end + 1, rest.size());
      while (stop < rest.size() && (rest[stop] == ' ' || rest[stop] == '\t'))
        stop = std::min(rest.find('\n', stop), rest.size() - 1) + 1;
      std::string what;
      license->texts.emplace_back();
      if (!ParseFingerprint(rest.substr(0, stop), &license->texts.back(), &what)) {
        *error = "line " + std::to_string(number) + ": " + what;
        return false;
      }
      number +=
          static_cast<uint32_t>(std::count(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(stop), '\n')) - 1;
      rest.remove_prefix(stop);
      continue;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (trimmed.empty() || trimmed[0] == '#') continue;
    const auto fact =
        static_cast<size_t>(std::find(std::begin(kFactNames), std::end(kFactNames), name) - std::begin(kFactNames));
    if (fact >= static_cast<size_t>(Fact::kTwins) || value.empty() || line[0] == ' ' || line[0] == '\t') {
      *error = "line " + std::to_string(number) + ": not a fact: " + std::string(trimmed.substr(0, 60));
      return false;
    }
    std::vector<std::string>& list = license->facts[fact];
    if (fact < kFirstList && !list.empty()) {
      *error = "line " + std::to_string(number) + ": " + std::string(name) + " is given twice";
      return false;
    }
    if (fact == kClauses) {
      for (size_t i = 0; i < value.size();) {
        const size_t stop = std::min(value.find_first_of(" \t", i), value.size());
        if (stop > i) list.emplace_back(value.substr(i, stop - i));
        i = stop + 1;
      }
    } else {
      list.emplace_back(value);
    }
  }
  if (license->One(Fact::kId).empty()) {
    *error = "no license line";
    return false;
  }
  return true;
}

std::string FormatLicense(const LicenseFile& license) {
  std::string out;
  for (size_t f = 0; f < static_cast<size_t>(Fact::kTwins); ++f) {
    const std::string name = std::string(kFactNames[f]) + std::string(12 - kFactNames[f].size(), ' ');
    if (f == kClauses) {
      std::string line;
      for (const std::string& entry : license.facts[f]) {
        if (!line.empty() && name.size() + line.size() + 1 + entry.size() > 118) {
          out.append(name).append(line).append("\n");
          line.clear();
        }
        line.append(line.empty() ? "" : " ").append(entry);
      }
      if (!line.empty()) out.append(name).append(line).append("\n");
      continue;
    }
    for (const std::string& entry : license.facts[f]) out.append(name).append(entry).append("\n");
  }
  for (const Fingerprint& text : license.texts) out += FormatFingerprint(text);
  return out;
}

std::string CompileKnown(std::span<const LicenseFile> licenses) {
  std::vector<const LicenseFile*> sorted;
  for (const LicenseFile& license : licenses) sorted.push_back(&license);
  std::sort(sorted.begin(), sorted.end(), [](const LicenseFile* x, const LicenseFile* y) {
    return std::make_pair(x->One(Fact::kId), FormatLicense(*x)) < std::make_pair(y->One(Fact::kId), FormatLicense(*y));
  });

  // Texts with the same words share one entry of the index.
  struct Source {
    uint32_t license, text;
  };
  std::vector<Source> sources;
  std::map<std::string, uint32_t> main;
  std::vector<uint32_t> twin;
  for (uint32_t l = 0; l < sorted.size(); ++l) {
    for (uint32_t t = 0; t < sorted[l]->texts.size(); ++t) {
      const auto here = static_cast<uint32_t>(sources.size());
      sources.push_back({l, t});
      const auto [at, fresh] = main.emplace(sorted[l]->texts[t].words, here);
      if (!fresh && Preference(*sorted[l]) < Preference(*sorted[sources[at->second].license])) at->second = here;
    }
  }
  std::map<uint32_t, std::vector<uint32_t>> groups;
  for (const Source& s : sources) {
    twin.push_back(main[sorted[s.license]->texts[s.text].words]);
    groups[twin.back()].push_back(s.license);
  }
  std::vector<std::vector<std::string>> twins(sorted.size());
  for (auto& [text, members] : groups) {
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    for (const uint32_t a : members) {
      for (const uint32_t b : members) {
        if (a != b) twins[a].push_back(sorted[b]->One(Fact::kId));
      }
    }
  }

  std::string strings, words;
  std::map<std::string, uint32_t> pool;
  std::vector<uint32_t> refs;
  for (uint32_t l = 0; l < sorted.size(); ++l) {
    std::sort(twins[l].begin(), twins[l].end());
    twins[l].erase(std::unique(twins[l].begin(), twins[l].end()), twins[l].end());
    for (size_t f = 0; f < kFacts; ++f) {
      std::string value;
      for (const std::string& entry : f == static_cast<size_t>(Fact::kTwins) ? twins[l] : sorted[l]->facts[f])
        value += (value.empty() ? "" : "\n") + entry;
      const auto [at, fresh] = pool.emplace(value, static_cast<uint32_t>(strings.size()));
      if (fresh) strings += value;
      refs.push_back(at->second);
      refs.push_back(static_cast<uint32_t>(value.size()));
    }
  }

  std::vector<KnownTable::Text> texts;
  std::vector<Slot> slots;
  std::vector<KnownTable::SegmentRecord> segments;
  std::map<uint32_t, std::vector<Posting>> index;
  std::vector<uint32_t> wholes;
  for (uint32_t i = 0; i < sources.size(); ++i) {
    const Fingerprint& f = sorted[sources[i].license]->texts[sources[i].text];
    KnownTable::Text t;
    t.license = sources[i].license;
    t.words_begin = static_cast<uint32_t>(words.size());
    t.words = static_cast<uint32_t>(f.words.size());
    words += f.words;
    t.slots_begin = static_cast<uint32_t>(slots.size());
    t.slots = static_cast<uint32_t>(f.slots.size());
    slots.insert(slots.end(), f.slots.begin(), f.slots.end());
    t.segments_begin = static_cast<uint32_t>(segments.size());
    t.segments = static_cast<uint32_t>(f.segments.size());
    uint32_t begin = 0;
    for (const Segment& s : f.segments) {
      segments.push_back({s.end, s.optional ? 1u : 0u, s.hash});
      if (!s.optional) t.required += s.end - begin;
      begin = s.end;
    }
    t.twin = twin[i];
    t.whole = f.whole;
    wholes.push_back(i);
    if (t.twin == i) {
      std::map<uint32_t, std::vector<uint32_t>> own;  // key -> places
      const auto* bytes = reinterpret_cast<const uint8_t*>(f.words.data());
      const bool dense = f.words.size() < kDenseText;
      size_t slot = 0;
      for (uint32_t at = 0; at + kShingleWords <= f.words.size(); ++at) {
        while (slot < f.slots.size() && f.slots[slot].at <= at) ++slot;
        if (slot < f.slots.size() && f.slots[slot].at < at + kShingleWords) continue;
        if (dense || IsSampled(bytes + at)) own[ShingleKey(bytes + at)].push_back(at);
      }
      for (const auto& [key, places] : own) {
        if (places.size() > kMaxPlaces) continue;
        for (const uint32_t at : places) index[key].push_back({i, at});
        ++t.shingles;
      }
    }
    texts.push_back(t);
  }
  std::sort(wholes.begin(), wholes.end(), [&](uint32_t x, uint32_t y) {
    if (texts[x].whole != texts[y].whole) return texts[x].whole < texts[y].whole;
    return Preference(*sorted[texts[x].license]) < Preference(*sorted[texts[y].license]);
  });

  std::vector<uint32_t> keys, starts, buckets(kBuckets + 1, 0);
  std::vector<uint64_t> filter(kFilterWords, 0);
  std::vector<Posting> postings;
  std::map<uint32_t, std::vector<uint32_t>> votes_of;  // key -> texts
  {
    std::vector<std::vector<std::pair<uint32_t, uint32_t>>> keys_of(texts.size());  // (texts of the key, key)
    for (const auto& [key, list] : index) {
      std::vector<uint32_t> holders;
      for (const Posting& p : list) {
        if (holders.empty() || holders.back() != p.text) holders.push_back(p.text);
      }
      for (const uint32_t text : holders) keys_of[text].emplace_back(static_cast<uint32_t>(holders.size()), key);
    }
    for (uint32_t i = 0; i < texts.size(); ++i) {
      std::sort(keys_of[i].begin(), keys_of[i].end());
      for (const auto& [holders, key] : keys_of[i]) {
        if (holders > kFewTexts && texts[i].voters >= kMostVoters) break;
        votes_of[key].push_back(i);
        ++texts[i].voters;
      }
    }
  }
  std::vector<uint32_t> vote_starts, votes;
  for (const auto& [key, list] : index) {
    vote_starts.push_back(static_cast<uint32_t>(votes.size()));
    if (const auto it = votes_of.find(key); it != votes_of.end())
      votes.insert(votes.end(), it->second.begin(), it->second.end());
    keys.push_back(key);
    starts.push_back(static_cast<uint32_t>(postings.size()));
    postings.insert(postings.end(), list.begin(), list.end());
    ++buckets[(key >> 16) + 1];
    filter[key >> 18] |= uint64_t{1} << (key >> 12 & 63);
  }
  starts.push_back(static_cast<uint32_t>(postings.size()));
  vote_starts.push_back(static_cast<uint32_t>(votes.size()));
  for (size_t b = 1; b < buckets.size(); ++b) buckets[b] += buckets[b - 1];

  std::vector<NamedLicense> ids, aliases;
  for (uint32_t l = 0; l < sorted.size(); ++l) {
    ids.push_back({NameHash(sorted[l]->One(Fact::kId)), l});
    for (const Fact list : kOtherNames) {
      for (const std::string& entry : sorted[l]->facts[static_cast<size_t>(list)])
        aliases.push_back({NameHash(entry), l});
    }
  }
  for (std::vector<NamedLicense>* names : {&ids, &aliases}) {
    const auto before = [](NamedLicense x, NamedLicense y) {
      return x.hash != y.hash ? x.hash < y.hash : x.license < y.license;
    };
    std::sort(names->begin(), names->end(), before);
  }

  Head head = {};
  std::memcpy(head.magic, kMagic, sizeof(kMagic));
  head.ids = static_cast<uint32_t>(ids.size());
  head.aliases = static_cast<uint32_t>(aliases.size());
  head.licenses = static_cast<uint32_t>(sorted.size());
  head.texts = static_cast<uint32_t>(texts.size());
  head.slots = static_cast<uint32_t>(slots.size());
  head.segments = static_cast<uint32_t>(segments.size());
  head.keys = static_cast<uint32_t>(keys.size());
  head.postings = static_cast<uint32_t>(postings.size());
  head.votes = static_cast<uint32_t>(votes.size());
  head.wholes = static_cast<uint32_t>(wholes.size());
  head.words = static_cast<uint32_t>(words.size());
  head.strings = static_cast<uint32_t>(strings.size());
  head.layout = kLayout;
  std::string out(sizeof(Head), '\0');
  AppendSection(refs, &out);
  AppendSection(texts, &out);
  AppendSection(slots, &out);
  AppendSection(segments, &out);
  AppendSection(filter, &out);
  AppendSection(buckets, &out);
  AppendSection(keys, &out);
  AppendSection(starts, &out);
  AppendSection(postings, &out);
  AppendSection(vote_starts, &out);
  AppendSection(votes, &out);
  AppendSection(wholes, &out);
  AppendSection(ids, &out);
  AppendSection(aliases, &out);
  AppendSection(std::vector<char>(words.begin(), words.end()), &out);
  AppendSection(std::vector<char>(strings.begin(), strings.end()), &out);
  const XXH128_hash_t h = XXH3_128bits(out.data() + sizeof(Head), out.size() - sizeof(Head));
  head.hash[0] = h.high64;
  head.hash[1] = h.low64;
  std::memcpy(out.data(), &head, sizeof(Head));
  return out;
}

bool KnownTable::View(std::string_view bytes, KnownTable* table, std::string* error) {
  *table = KnownTable();
  const auto fail = [&](const char* what) {
    *error = what;
    *table = KnownTable();
    return false;
  };
  Head head;
  if (bytes.size() < sizeof(Head)) return fail("too short");
  if (reinterpret_cast<uintptr_t>(bytes.data()) % 8 != 0) return fail("not aligned");
  std::memcpy(&head, bytes.data(), sizeof(Head));
  if (std::memcmp(head.magic, kMagic, sizeof(kMagic)) != 0 || head.layout != kLayout)
    return fail("not a table of this version");
  Cutter cut{bytes.substr(sizeof(Head))};
  table->licenses_ = head.licenses;
  table->hash_ = {head.hash[0], head.hash[1]};
  table->refs_ = cut.Take<uint32_t>(uint64_t{head.licenses} * kFacts * 2);
  table->texts_ = cut.Take<Text>(head.texts);
  table->slots_ = cut.Take<Slot>(head.slots);
  table->segments_ = cut.Take<SegmentRecord>(head.segments);
  table->filter_ = cut.Take<uint64_t>(kFilterWords);
  table->buckets_ = cut.Take<uint32_t>(kBuckets + 1);
  table->keys_ = cut.Take<uint32_t>(head.keys);
  table->starts_ = cut.Take<uint32_t>(uint64_t{head.keys} + 1);
  table->postings_ = cut.Take<Posting>(head.postings);
  table->vote_starts_ = cut.Take<uint32_t>(uint64_t{head.keys} + 1);
  table->votes_ = cut.Take<uint32_t>(head.votes);
  table->wholes_ = cut.Take<uint32_t>(head.wholes);
  table->ids_ = cut.Take<NamedLicense>(head.ids);
  table->aliases_ = cut.Take<NamedLicense>(head.aliases);
  table->words_ = cut.Take<uint8_t>(head.words);
  const std::span<const char> strings = cut.Take<char>(head.strings);
  if (!cut.ok || !cut.rest.empty()) return fail("cut off");
  table->strings_ = {strings.data(), strings.size()};
  return true;
}

bool KnownTable::Load(std::string_view bytes, KnownTable* table, std::string* error) {
  if (!View(bytes, table, error)) return false;
  const auto fail = [&](const char* what) {
    *error = what;
    *table = KnownTable();
    return false;
  };
  const auto inside = [](uint64_t begin, uint64_t count, uint64_t size) { return begin + count <= size; };
  for (size_t i = 0; i < table->refs_.size(); i += 2) {
    if (!inside(table->refs_[i], table->refs_[i + 1], table->strings_.size())) return fail("a fact outside");
  }
  for (uint32_t i = 0; i < table->texts(); ++i) {
    const Text& t = table->texts_[i];
    if (t.license >= table->licenses_ || t.twin >= table->texts() ||
        !inside(t.words_begin, t.words, table->words_.size()) ||
        !inside(t.slots_begin, t.slots, table->slots_.size()) ||
        !inside(t.segments_begin, t.segments, table->segments_.size()) || t.required > t.words)
      return fail("a text outside");
    uint32_t begin = 0;
    for (const SegmentRecord& s : table->segments(t)) {
      if (s.end <= begin || s.end > t.words) return fail("segments out of order");
      begin = s.end;
    }
    if (begin != t.words) return fail("segments do not end with the words");
  }
  for (const auto names : {table->ids_, table->aliases_}) {
    for (const NamedLicense& n : names) {
      if (n.license >= table->licenses_) return fail("a name outside");
    }
  }
  for (const uint32_t i : table->wholes_) {
    if (i >= table->texts()) return fail("a text outside");
  }
  for (uint32_t b = 0; b < kBuckets; ++b) {
    if (table->buckets_[b] > table->buckets_[b + 1]) return fail("buckets out of order");
  }
  if (table->buckets_[kBuckets] != table->keys_.size()) return fail("buckets out of order");
  return true;
}

std::string_view KnownTable::fact(uint32_t license, Fact fact) const {
  const size_t i = (license * kFacts + static_cast<size_t>(fact)) * 2;
  return strings_.substr(refs_[i], refs_[i + 1]);
}

uint32_t KnownTable::Find(uint32_t key) const {
  if (!MayHold(key)) return 0;
  const auto begin = keys_.begin() + buckets_[key >> 16], end = keys_.begin() + buckets_[(key >> 16) + 1];
  const auto at = std::lower_bound(begin, end, key);
  return at == end || *at != key ? 0 : static_cast<uint32_t>(at - keys_.begin()) + 1;
}

// The ranges are not checked when the table is loaded: they are many.
std::span<const Posting> KnownTable::Places(uint32_t found) const {
  const uint32_t begin = starts_[found - 1], end = starts_[found];
  if (begin > end || end > postings_.size()) return {};
  return postings_.subspan(begin, end - begin);
}

std::span<const uint32_t> KnownTable::Votes(uint32_t found) const {
  const uint32_t begin = vote_starts_[found - 1], end = vote_starts_[found];
  if (begin > end || end > votes_.size()) return {};
  return votes_.subspan(begin, end - begin);
}

std::span<const uint32_t> KnownTable::FindWhole(const Hash128& whole) const {
  const auto begin = std::lower_bound(wholes_.begin(), wholes_.end(), whole,
                                      [&](uint32_t i, const Hash128& h) { return texts_[i].whole < h; });
  auto end = begin;
  while (end != wholes_.end() && texts_[*end].whole == whole) ++end;
  return {begin, end};
}

std::shared_ptr<const KnownLicenses> KnownLicenses::BuiltIn() {
  static const std::shared_ptr<const KnownLicenses> built_in = With({});
  return built_in;
}

std::shared_ptr<const KnownLicenses> KnownLicenses::With(std::span<const LicenseFile> more, bool built_in) {
  std::shared_ptr<KnownLicenses> out(new KnownLicenses);
  if (!more.empty()) out->Add(CompileKnown(more));
  KnownTable table;
  std::string error;
  if (built_in && KnownTable::View(EmbeddedKnown(), &table, &error)) out->tables_.push_back(table);
  out->Close();
  return out;
}

void KnownLicenses::Add(std::string bytes) {
  // On the heap of its own: a moved std::string may move its bytes.
  auto owned = std::make_unique<std::string>(std::move(bytes));
  KnownTable table;
  std::string error;
  if (!KnownTable::Load(*owned, &table, &error)) return;
  owned_.push_back(std::move(owned));
  tables_.push_back(table);
}

void KnownLicenses::Close() {
  std::vector<Hash128> hashes;
  for (const KnownTable& table : tables_) hashes.push_back(table.hash());
  const XXH128_hash_t h = XXH3_128bits(hashes.data(), hashes.size() * sizeof(Hash128));
  for (const uint64_t half : {h.high64, h.low64}) {
    for (int shift = 60; shift >= 0; shift -= 4) hash_ += "0123456789abcdef"[half >> shift & 15];
  }
}

std::optional<uint32_t> KnownTable::FindNamed(std::string_view name, bool alias) const {
  const std::span<const NamedLicense> list = alias ? aliases_ : ids_;
  const uint32_t hash = NameHash(name);
  auto at = std::lower_bound(list.begin(), list.end(), hash, [](NamedLicense n, uint32_t h) { return n.hash < h; });
  for (; at != list.end() && at->hash == hash; ++at) {
    if (!alias && EqualIgnoringCase(fact(at->license, Fact::kId), name)) return at->license;
    if (!alias) continue;
    for (const Fact other : kOtherNames) {
      for (const std::string_view entry : Entries(fact(at->license, other))) {
        if (EqualIgnoringCase(entry, name)) return at->license;
      }
    }
  }
  return std::nullopt;
}

std::optional<LicenseRef> KnownLicenses::Find(std::string_view id) const {
  for (const bool alias : {false, true}) {
    for (uint32_t t = 0; t < tables_.size(); ++t) {
      if (const std::optional<uint32_t> license = tables_[t].FindNamed(id, alias)) return LicenseRef{t, *license};
    }
  }
  return std::nullopt;
}

std::vector<LicenseRef> KnownLicenses::All() const {
  std::vector<LicenseRef> out;
  for (uint32_t t = 0; t < tables_.size(); ++t) {
    for (uint32_t l = 0; l < tables_[t].licenses(); ++l) out.push_back({t, l});
  }
  std::stable_sort(out.begin(), out.end(),
                   [&](LicenseRef x, LicenseRef y) { return fact(x, Fact::kId) < fact(y, Fact::kId); });
  out.erase(std::unique(out.begin(), out.end(),
                        [&](LicenseRef x, LicenseRef y) { return fact(x, Fact::kId) == fact(y, Fact::kId); }),
            out.end());
  return out;
}

std::vector<std::string_view> Entries(std::string_view list) {
  std::vector<std::string_view> out;
  while (!list.empty()) {
    const size_t end = std::min(list.find('\n'), list.size());
    if (end > 0) out.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

}  // namespace caveat::classify
