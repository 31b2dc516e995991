#include "classify/identity.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "classify/letters.h"
#include "classify/list_marks.h"

namespace caveat::classify {
namespace {

constexpr uint32_t kCandidates = 16;  // texts that are looked at closely in one round
constexpr uint32_t kRounds = 64;
// Candidates estimated this far behind the best one may still be it: words, and share of its score.
constexpr double kMargin = 40, kMarginShare = 0.15;
constexpr uint32_t kLookBack = 24;   // places before one that may come before it in a chain
constexpr double kLeastShare = 0.3;  // of a text's shingles, to be a candidate
constexpr uint32_t kShortText = 25;  // words; a shorter text must be nearly whole
constexpr double kShortCoverage = 0.9;
constexpr uint32_t kMaxListMark = 6;     // words, of two marks in a row
constexpr uint32_t kSmallOutside = 200;  // words beside a licence that may all belong to it

// Words that speak of rights and duties: a paragraph with one beside a licence may change it.
constexpr std::string_view kTerms[] = {
    "agree",
    "agreement",
    "agrees",
    "allowed",
    "allows",
    "authorized",
    "ban",
    "banned",
    "cannot",
    "commercial",
    "commercially",
    "condition",
    "conditions",
    "consent",
    "distribute",
    "distributed",
    "distribution",
    "except",
    "exclude",
    "excluded",
    "excludes",
    "excluding",
    "exempt",
    "fee",
    "fees",
    "forbid",
    "forbidden",
    "forbids",
    "forfeit",
    "forfeits",
    "grant",
    "granted",
    "grants",
    "license",
    "licensed",
    "licensee",
    "licenses",
    "licensing",
    "limited",
    "may",
    "military",
    "must",
    "never",
    "noncommercial",
    "not",
    "nobody",
    "obtain",
    "oblige",
    "obliged",
    "only",
    "pay",
    "permission",
    "permissions",
    "permit",
    "permits",
    "permitted",
    "prohibit",
    "prohibited",
    "prohibits",
    "provided",
    "prior",
    "redistribute",
    "refrain",
    "require",
    "required",
    "requires",
    "reserved",
    "restrict",
    "restricted",
    "restriction",
    "restrictions",
    "revoked",
    "right",
    "rights",
    "royalty",
    "shall",
    "solely",
    "sublicense",
    "terminate",
    "terminates",
    "terms",
    "unless",
    "unlawful",
    "void",
    "waive",
    "without",
    // Words for the work and those who use it: such a paragraph may be about it.
    "above",
    "ask",
    "author",
    "authors",
    "barred",
    "below",
    "code",
    "copies",
    "copy",
    "data",
    "derivative",
    "derivatives",
    "dataset",
    "file",
    "files",
    "holders",
    "law",
    "laws",
    "lose",
    "loses",
    "model",
    "models",
    "need",
    "needs",
    "output",
    "outputs",
    "owe",
    "owes",
    "party",
    "product",
    "products",
    "program",
    "purpose",
    "purposes",
    "refused",
    "service",
    "services",
    "software",
    "use",
    "used",
    "user",
    "users",
    "uses",
    "using",
    "warranty",
    "weights",
    "work",
    "works",
    "you",
    "your",
};

// Words of titles and of lines such as "License: MIT".
constexpr std::string_view kTitleWords[] = {
    "a",     "agreement", "and",     "apache", "bsd",     "c",          "clause",  "copying",  "file",
    "for",   "full",      "general", "gnu",    "is",      "licence",    "license", "licensed", "licenses",
    "model", "of",        "open",    "public", "see",     "software",   "source",  "spdx",     "text",
    "the",   "this",      "under",   "v",      "version", "identifier",
};

bool IsTerm(std::string_view word) {
  return static_cast<uint8_t>(word[0]) < 0x80 ? In(kTerms, word) : IsOperative(word);
}

constexpr double kNone = -1e18;  // the score of no text at all

// A copy of a text in the document, as chained shingles; then aligned.
struct Instance {
  uint32_t table = 0, text = 0;
  std::vector<Block> anchors;  // may overlap
  double estimate = 0;
  uint32_t begin = 0, end = 0;  // in the masked words
};

struct Aligned {
  uint32_t table = 0, text = 0;
  double score = kNone, coverage = 0;
  bool perfect = false;
  uint32_t begin = 0, end = 0;  // in the masked words
  std::vector<WordRange> added;
  std::vector<MissingWords> missing;
};

class Run {
 public:
  Run(const text::Words& words, const KnownLicenses& known, const IdentityOptions& options, IdentityScratch* scratch)
      : words_(words), known_(known), options_(options), s_(*scratch) {}

  void Identify(std::vector<IdentityMatch>* matches) {
    matches->clear();
    if (words_.empty() || known_.tables().empty() || ExactWhole(matches)) return;
    HashWords(words_, &s_.hashes);
    // First without regard to copyright lines: most texts end here.
    CollectHits();
    std::vector<Candidate> candidates = Prepare();
    if (candidates.empty()) return;
    if (Mask()) CollectHits();
    Search(std::move(candidates));
    Report(matches);
  }

 private:
  struct Candidate {
    uint32_t table = 0, text = 0;
    double score = 0;
  };

  bool Without(uint32_t table, uint32_t license) const {
    return std::find(options_.without.begin(), options_.without.end(), LicenseRef{table, license}) !=
           options_.without.end();
  }

  bool ExactWhole(std::vector<IdentityMatch>* matches) {
    const Hash128 whole = words_.hash();
    for (uint32_t t = 0; t < known_.tables().size(); ++t) {
      const KnownTable& table = known_.tables()[t];
      for (const uint32_t text : table.FindWhole(whole)) {
        if (Without(t, table.text(text).license)) continue;
        IdentityMatch match;
        match.license = {t, table.text(text).license};
        match.how = How::kExact;
        match.coverage = 1;
        match.span = {0, words_.size()};
        matches->push_back(std::move(match));
        return true;
      }
    }
    return false;
  }

  // Leaves copyright lines out: hashes are packed, at_[i] is the word they come from. False when there are none.
  bool Mask() {
    MaskCopyright(words_, &s_.mask);
    s_.at.clear();
    uint32_t kept = 0;
    for (uint32_t i = 0; i < words_.size(); ++i) {
      if (s_.mask[i] != 0) continue;
      s_.hashes[kept++] = s_.hashes[i];
      s_.at.push_back(i);
    }
    s_.hashes.resize(kept);
    return kept < words_.size();
  }

  void CollectHits() {
    s_.hits.clear();
    const auto n = static_cast<uint32_t>(s_.hashes.size());
    const bool dense = words_.size() < kDenseDocument;
    const auto tables = static_cast<uint32_t>(known_.tables().size());
    const uint8_t* const hashes = s_.hashes.data();
    const auto look_up = [&](uint32_t i) {
      const uint32_t key = ShingleKey(hashes + i);
      for (uint32_t t = 0; t < tables; ++t) {
        const KnownTable& table = known_.tables()[t];
        if (!table.MayHold(key)) continue;
        if (const uint32_t shingle = table.Find(key); shingle != 0) s_.hits.push_back({i, t, shingle});
      }
    };
    uint32_t i = 0;
    for (; !dense && i + 8 + kShingleWords <= n; i += 8) {
      for (uint64_t sampled = SampledOfEight(hashes + i); sampled != 0; sampled &= sampled - 1)
        look_up(i + static_cast<uint32_t>(std::countr_zero(sampled)) / 8);
    }
    for (; i + kShingleWords <= n; ++i) {
      if (dense || IsSampled(hashes + i)) look_up(i);
    }
    MarkRepeated();
    s_.covered.assign(n, 0);
  }

  // A shingle votes once.
  void MarkRepeated() {
    const auto tables = static_cast<uint32_t>(known_.tables().size());
    s_.keys.clear();
    for (size_t h = 0; h < s_.hits.size(); ++h)
      s_.keys.push_back((uint64_t{s_.hits[h].shingle} * tables + s_.hits[h].table) << 32 | h);
    std::sort(s_.keys.begin(), s_.keys.end());
    for (size_t k = 0; k < s_.keys.size(); ++k)
      s_.hits[s_.keys[k] & 0xFFFFFFFFu].again = k > 0 && s_.keys[k] >> 32 == s_.keys[k - 1] >> 32;
  }

  // Texts of all tables in one numbering.
  uint32_t Base(uint32_t table) const {
    uint32_t base = 0;
    for (uint32_t t = 0; t < table; ++t) base += known_.tables()[t].texts();
    return base;
  }

  // The first candidates.
  std::vector<Candidate> Prepare() {
    if (s_.hits.empty()) return {};
    const auto tables = static_cast<uint32_t>(known_.tables().size());
    base_.clear();
    for (uint32_t t = 0; t <= tables; ++t) base_.push_back(Base(t));
    s_.rejected.assign(base_.back(), 0);
    for (const LicenseRef& ref : options_.without) {
      for (uint32_t i = 0; i < known_.tables()[ref.table].texts(); ++i) {
        if (known_.tables()[ref.table].text(i).license == ref.license) s_.rejected[base_[ref.table] + i] = 1;
      }
    }
    return Vote();
  }

  void Search(std::vector<Candidate> candidates) {
    uint32_t idle = 0;  // rounds in a row without an answer: what is left is like something known, but is none
    for (uint32_t round = 0; round < kRounds && idle < 2 && !s_.hits.empty(); ++round) {
      if (round > 0) candidates = Vote();
      if (candidates.empty()) return;
      // The first one alone, if it is the whole answer; else all.
      const size_t before = found_.size();
      if (!Try({candidates.data(), 1}, true)) Try(candidates, false);
      idle = found_.size() > before ? 0 : idle + 1;
      if (idle > 0) continue;
      std::erase_if(s_.hits, [&](const IdentityScratch::Hit& hit) { return s_.covered[hit.at] != 0; });
      MarkRepeated();
    }
  }

  // True when something was found. What was not found is not tried again.
  bool Try(std::span<const Candidate> candidates, bool only_perfect) {
    std::vector<Instance> instances;
    Gather(candidates);
    for (size_t c = 0; c < candidates.size(); ++c) Chain(candidates[c], s_.places[c], &instances);
    const size_t before = found_.size();
    Choose(&instances, only_perfect);
    if (only_perfect && found_.size() == before) return false;
    for (const Candidate& c : candidates) s_.rejected[base_[c.table] + c.text] = 1;
    return found_.size() > before;
  }

  std::vector<Candidate> Vote() {
    s_.votes.assign(base_.back(), 0);
    s_.touched.clear();
    for (const IdentityScratch::Hit& hit : s_.hits) {
      if (hit.again) continue;
      const KnownTable& table = known_.tables()[hit.table];
      for (const uint32_t i : table.Votes(hit.shingle)) {
        if (i >= table.texts()) continue;
        if (s_.votes[base_[hit.table] + i]++ == 0) s_.touched.push_back(base_[hit.table] + i);
      }
    }
    std::vector<Candidate> out;
    for (const uint32_t i : s_.touched) {
      if (s_.rejected[i] != 0) continue;
      uint32_t t = 0;
      while (i >= base_[t + 1]) ++t;
      const KnownTable::Text& text = known_.tables()[t].text(i - base_[t]);
      const double share = std::min(1.0, static_cast<double>(s_.votes[i]) / std::max(text.voters, 1u));
      if (share < std::min(kLeastShare, options_.least)) continue;
      if (s_.votes[i] < 2 && text.voters > 3) continue;
      out.push_back({t, i - base_[t], (2 * share - 1) * text.words});
    }
    const auto better = [](const Candidate& x, const Candidate& y) {
      if (x.score != y.score) return x.score > y.score;
      return std::make_pair(x.table, x.text) < std::make_pair(y.table, y.text);
    };
    const size_t keep = std::min<size_t>(out.size(), kCandidates);
    std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(keep), out.end(), better);
    out.resize(keep);
    // What explains much less has its turn when this is set aside.
    if (!out.empty()) {
      const double least = out.front().score - kMargin - kMarginShare * std::abs(out.front().score);
      std::erase_if(out, [&](const Candidate& c) { return c.score < least; });
    }
    return out;
  }

  // Where the shingles of the candidates stand, in them and in the document.
  void Gather(std::span<const Candidate> candidates) {
    if (s_.places.size() < candidates.size()) s_.places.resize(candidates.size());
    for (size_t c = 0; c < candidates.size(); ++c) s_.places[c].clear();
    for (const IdentityScratch::Hit& hit : s_.hits) {
      const KnownTable& table = known_.tables()[hit.table];
      const std::span<const Posting> list = table.Places(hit.shingle);
      for (size_t c = 0; c < candidates.size(); ++c) {
        const Candidate& candidate = candidates[c];
        if (hit.table != candidate.table) continue;
        const std::span<const uint8_t> words = table.words(table.text(candidate.text));
        auto p = std::lower_bound(list.begin(), list.end(), candidate.text,
                                  [](const Posting& x, uint32_t id) { return x.text < id; });
        for (; p != list.end() && p->text == candidate.text; ++p) {
          if (p->at > words.size() || words.size() - p->at < kShingleWords) continue;
          uint32_t same = 0;
          while (same < kShingleWords && words[p->at + same] == s_.hashes[hit.at + same]) ++same;
          if (same == kShingleWords) s_.places[c].push_back({p->at, hit.at});
        }
      }
    }
  }

  // The copies of one text: places that follow each other in both, with little shift between them.
  void Chain(const Candidate& candidate, const std::vector<IdentityScratch::Place>& places,
             std::vector<Instance>* instances) {
    const KnownTable::Text& text = known_.tables()[candidate.table].text(candidate.text);
    const size_t n = places.size();
    s_.best.assign(n, 1);
    s_.from.assign(n, -1);
    for (size_t i = 1; i < n; ++i) {
      for (size_t k = 1; k <= std::min<size_t>(i, kLookBack); ++k) {
        const size_t j = i - k;
        if (places[j].a >= places[i].a || places[j].b >= places[i].b) continue;
        const int64_t step_a = int64_t{places[i].a} - places[j].a, step_b = int64_t{places[i].b} - places[j].b;
        const auto shift = static_cast<float>(std::abs(step_a - step_b));
        const float gain = s_.best[j] + 1 - (shift == 0 ? 0 : std::min(1 + shift / 64, 8.0f));
        if (gain > s_.best[i]) {
          s_.best[i] = gain;
          s_.from[i] = static_cast<int32_t>(j);
        }
        if (shift == 0) break;  // the next one before it on the same line: no other can be much better
      }
    }
    // Chains end where none goes on.
    s_.used.assign(n, 0);
    for (size_t i = 0; i < n; ++i) {
      if (s_.from[i] >= 0) s_.used[static_cast<size_t>(s_.from[i])] = 1;
    }
    s_.order.clear();
    for (size_t i = 0; i < n; ++i) {
      if (s_.used[i] == 0) s_.order.push_back(static_cast<uint32_t>(i));
    }
    std::stable_sort(s_.order.begin(), s_.order.end(), [&](uint32_t x, uint32_t y) { return s_.best[x] > s_.best[y]; });
    s_.used.assign(n, 0);
    for (const uint32_t end : s_.order) {
      if (s_.used[end] != 0) continue;
      Instance instance;
      instance.table = candidate.table;
      instance.text = candidate.text;
      for (auto i = static_cast<int32_t>(end); i >= 0 && s_.used[static_cast<size_t>(i)] == 0;
           i = s_.from[static_cast<size_t>(i)]) {
        const auto at = static_cast<size_t>(i);
        s_.used[at] = 1;
        instance.anchors.push_back({places[at].a, places[at].b, kShingleWords});
      }
      const double share = static_cast<double>(instance.anchors.size()) / text.shingles;
      if (share < std::min(kLeastShare, options_.least)) continue;
      std::reverse(instance.anchors.begin(), instance.anchors.end());
      instance.begin = instance.anchors.front().b;
      instance.end = instance.anchors.back().b + kShingleWords;
      instance.estimate = (2 * share - 1) * text.words;
      instances->push_back(std::move(instance));
    }
  }

  uint32_t Covered(uint32_t begin, uint32_t end) const {
    return static_cast<uint32_t>(std::count(s_.covered.begin() + begin, s_.covered.begin() + end, uint8_t{1}));
  }

  // Takes the best copies that do not overlap.
  void Choose(std::vector<Instance>* instances, bool only_perfect) {
    std::stable_sort(instances->begin(), instances->end(),
                     [](const Instance& x, const Instance& y) { return x.begin < y.begin; });
    std::vector<uint32_t> order(instances->size());
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t x, uint32_t y) { return (*instances)[x].estimate > (*instances)[y].estimate; });
    std::vector<uint8_t> done(instances->size(), 0);
    for (const uint32_t first : order) {
      if (done[first] != 0) continue;
      const Instance& leader = (*instances)[first];
      // Others that stand in about the same place.
      const uint32_t length = leader.end - leader.begin, slack = length / 3 + 8;
      const auto from =
          std::lower_bound(instances->begin(), instances->end(), leader.begin - std::min(leader.begin, slack),
                           [](const Instance& x, uint32_t begin) { return x.begin < begin; });
      Aligned best;
      for (auto it = from; it != instances->end() && it->begin <= leader.begin + slack; ++it) {
        const auto index = static_cast<size_t>(it - instances->begin());
        if (done[index] != 0 || it->end + slack < leader.end || it->end > leader.end + slack) continue;
        const double margin = kMargin + kMarginShare * std::abs(leader.estimate);
        if (it->estimate < leader.estimate - margin) continue;
        done[index] = 1;
        if (Covered(it->begin, it->end) * 5 > it->end - it->begin) continue;
        Aligned aligned = AlignInstance(*it);
        const KnownTable::Text& text = known_.tables()[it->table].text(it->text);
        const bool sure = aligned.coverage >= (text.words < kShortText && options_.least > 0.5
                                                   ? std::max(options_.least, kShortCoverage)
                                                   : options_.least);
        if (only_perfect && !aligned.perfect) continue;
        if (sure && aligned.score > best.score) best = std::move(aligned);
      }
      if (best.score == kNone) continue;
      std::fill(s_.covered.begin() + best.begin, s_.covered.begin() + best.end, uint8_t{1});
      found_.push_back(std::move(best));
    }
  }

  // The masked words [begin, end) as words.
  WordRange Words(uint32_t begin, uint32_t end) const { return {s_.at[begin], s_.at[end - 1] + 1}; }

  // A name or a year, as a slot may hold it.
  bool FillsSlot(const Slot& slot, uint32_t begin, uint32_t end) const {
    if (end - begin > slot.max) return false;
    for (uint32_t i = begin; i < end; ++i) {
      const uint32_t word = s_.at[i];
      if (IsOperative(words_[word]) || !IsNameLike(words_, word)) return false;
    }
    return true;
  }

  // Numbers of paragraphs that a text wrapped anew holds within its lines.
  bool AreListMarks(uint32_t begin, uint32_t end) {
    if (end - begin > kMaxListMark) return false;
    if (!listed_) FindListMarks(words_, &s_.list_marks);
    listed_ = true;
    for (uint32_t i = begin; i < end; ++i) {
      if (s_.list_marks[s_.at[i]] == 0) return false;
    }
    return true;
  }

  Aligned AlignInstance(const Instance& instance) {
    const KnownTable& table = known_.tables()[instance.table];
    const KnownTable::Text& text = table.text(instance.text);
    const std::span<const uint8_t> a = table.words(text);
    const std::span<const Slot> slots = table.slots(text);
    std::vector<Block>& blocks = s_.blocks;
    Align(a, s_.hashes, instance.anchors, &s_.align, &blocks);
    // What another licence covers already is not part of this one.
    std::erase_if(blocks, [&](const Block& block) { return Covered(block.b, block.b + block.length) > 0; });
    Aligned out;
    out.table = instance.table;
    out.text = instance.text;
    if (blocks.empty()) return out;

    // Which optional segments are there at all.
    const std::span<const KnownTable::SegmentRecord> segments = table.segments(text);
    std::vector<uint32_t> found(segments.size(), 0);
    {
      size_t s = 0;
      for (const Block& block : blocks) {
        for (uint32_t i = block.a; i < block.a + block.length;) {
          while (segments[s].end <= i) ++s;
          const uint32_t stop = std::min(segments[s].end, block.a + block.length);
          found[s] += stop - i;
          i = stop;
        }
      }
    }
    uint32_t matched = 0, missing = 0, added = 0;
    for (const uint32_t f : found) matched += f;
    const auto lack = [&](uint32_t begin, uint32_t end, uint32_t at) {
      uint32_t start = 0, count = 0;
      for (size_t s = 0; s < segments.size(); ++s) {
        const uint32_t low = std::max(begin, start), high = std::min(end, segments[s].end);
        if (high > low && (segments[s].optional == 0 || found[s] > 0)) count += high - low;
        start = segments[s].end;
      }
      if (count == 0) return;
      missing += count;
      out.missing.push_back({at, count});
    };
    size_t slot = 0;
    for (size_t k = 0; k < blocks.size(); ++k) {
      const Block& block = blocks[k];
      const uint32_t end_a = k == 0 ? 0 : blocks[k - 1].a + blocks[k - 1].length;
      const uint32_t end_b = k == 0 ? block.b : blocks[k - 1].b + blocks[k - 1].length;
      if (block.a > end_a) lack(end_a, block.a, s_.at[k == 0 ? block.b : end_b - 1] + (k == 0 ? 0 : 1));
      if (block.b == end_b) continue;
      while (slot < slots.size() && slots[slot].at < end_a) ++slot;
      bool fills = false;
      for (size_t i = slot; i < slots.size() && slots[i].at <= block.a && !fills; ++i)
        fills = FillsSlot(slots[i], end_b, block.b);
      if (fills || (block.a == end_a && AreListMarks(end_b, block.b))) continue;
      out.added.push_back(Words(end_b, block.b));
      added += block.b - end_b;
    }
    const Block& last = blocks.back();
    if (last.a + last.length < a.size())
      lack(last.a + last.length, static_cast<uint32_t>(a.size()), s_.at[last.b + last.length - 1] + 1);
    out.begin = blocks.front().b;
    out.end = last.b + last.length;
    out.coverage = static_cast<double>(matched) / (matched + missing);
    // What is asked for the nearest licence, however far, may lack more than it has.
    const double weight = options_.least >= 0.5 ? 1 : 0.2;
    out.score = matched - weight * missing - 0.25 * std::min(added, matched);
    out.perfect = missing == 0 && added == 0 && SegmentsEqual(segments, blocks, found);
    if (out.perfect) out.score += 0.5;
    // Words are not the same although their short hashes are.
    if (!out.perfect && out.coverage >= 1 && added == 0) out.coverage = 1 - 1.0 / matched;
    return out;
  }

  // By their long hashes. All words of the segments that are there are in `blocks`.
  bool SegmentsEqual(std::span<const KnownTable::SegmentRecord> segments, const std::vector<Block>& blocks,
                     const std::vector<uint32_t>& found) {
    size_t k = 0;
    uint32_t begin = 0;
    for (size_t s = 0; s < segments.size(); begin = segments[s++].end) {
      if (found[s] == 0) continue;
      hasher_.Reset();
      for (uint32_t i = begin; i < segments[s].end;) {
        while (k < blocks.size() && blocks[k].a + blocks[k].length <= i) ++k;
        if (k == blocks.size() || blocks[k].a > i) return false;
        const uint32_t stop = std::min(segments[s].end, blocks[k].a + blocks[k].length);
        uint32_t b = blocks[k].b + (i - blocks[k].a);
        const uint32_t stop_b = b + (stop - i);
        while (b < stop_b) {
          uint32_t run = b + 1;
          while (run < stop_b && s_.at[run] == s_.at[run - 1] + 1) ++run;
          hasher_.Add(words_, s_.at[b], s_.at[run - 1] + 1);
          b = run;
        }
        i = stop;
      }
      if (hasher_.Take() != segments[s].hash) return false;
    }
    return true;
  }

  bool NewParagraph(uint32_t i) const {
    if (i == 0 || (words_.marks(i) & (text::kParagraph | text::kItem)) != 0) return true;
    return ((words_.marks(i) ^ words_.marks(i - 1)) & text::kHeading) != 0;
  }

  // A title, a name or a copyright line beside a licence: says nothing that changes it.
  bool IsIgnorable(uint32_t begin, uint32_t end, LicenseRef license) const {
    uint32_t count = 0;
    bool names = true, title = true;
    for (uint32_t i = begin; i < end; ++i) {
      if (s_.mask[i] != 0) continue;
      ++count;
      const std::string_view word = words_[i];
      names = names && !IsOperative(word) && (IsNameLike(words_, i) || word == "copyright");
      title = title && (In(kTitleWords, word) || InTitle(word, license));
    }
    return count == 0 || (title && count <= 16) ||
           (names && count <= 24 && (words_[begin] == "copyright" || words_[begin] == "c"));
  }

  bool InTitle(std::string_view word, LicenseRef license) const {
    for (const Fact fact : {Fact::kTitle, Fact::kId}) {
      const std::string_view title = known_.fact(license, fact);
      for (size_t i = 0; i + word.size() <= title.size(); ++i) {
        const auto alnum = [&](size_t k) {
          const char c = title[k];
          return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        };
        if ((i > 0 && alnum(i - 1)) || (i + word.size() < title.size() && alnum(i + word.size()))) continue;
        if (EqualIgnoringCase(title.substr(i, word.size()), word)) return true;
      }
    }
    return false;
  }

  // Makes one of ranges with nothing but a copyright line between them.
  void Merge(std::vector<WordRange>* ranges) const {
    size_t kept = 0;
    for (const WordRange& r : *ranges) {
      bool touches = kept > 0;
      for (uint32_t i = kept > 0 ? (*ranges)[kept - 1].end : 0; touches && i < r.begin; ++i) touches = s_.mask[i] != 0;
      if (touches) {
        (*ranges)[kept - 1].end = std::max((*ranges)[kept - 1].end, r.end);
      } else {
        (*ranges)[kept++] = r;
      }
    }
    ranges->resize(kept);
  }

  // From what was found to what is said: what stands beside the licences decides between exact, quoted and edited.
  void Report(std::vector<IdentityMatch>* matches) {
    std::sort(found_.begin(), found_.end(), [](const Aligned& x, const Aligned& y) { return x.begin < y.begin; });
    uint32_t held = 0;
    for (Aligned& f : found_) {
      IdentityMatch match;
      const KnownTable& table = known_.tables()[f.table];
      match.license = {f.table, table.text(f.text).license};
      match.how = f.perfect ? How::kExact : How::kEdited;
      match.coverage = f.coverage;
      match.span = Words(f.begin, f.end);
      match.added = std::move(f.added);
      match.missing = std::move(f.missing);
      held += f.end - f.begin;
      matches->push_back(std::move(match));
    }
    if (matches->empty()) return;
    struct Piece {
      uint32_t begin, end;
      size_t match;
      bool attached;
    };
    std::vector<Piece> pieces;
    uint32_t outside = 0;
    const auto cut = [&](uint32_t begin, uint32_t end, size_t before, bool has_before, size_t after, bool has_after) {
      for (uint32_t i = begin; i < end;) {
        uint32_t stop = i + 1;
        while (stop < end && !NewParagraph(stop)) ++stop;
        const bool runs_on = has_before && i == begin && !NewParagraph(i);
        const bool runs_in = has_after && stop == end && !NewParagraph(end);
        const size_t match = runs_in && !runs_on ? after : has_before ? before : after;
        if (!IsIgnorable(i, stop, (*matches)[match].license)) {
          pieces.push_back({i, stop, match, runs_on || runs_in});
          outside += stop - i;
        }
        i = stop;
      }
    };
    for (size_t k = 0; k < matches->size(); ++k) {
      const uint32_t begin = k == 0 ? 0 : (*matches)[k - 1].span.end;
      cut(begin, (*matches)[k].span.begin, k - 1, k > 0, k, true);
    }
    cut(matches->back().span.end, words_.size(), matches->size() - 1, true, 0, false);

    const bool small = outside <= std::max(kSmallOutside, held / 2);
    for (const Piece& piece : pieces) {
      bool term = false;
      // What stands in the paragraph of a copyright line is said of the work.
      for (uint32_t i = piece.begin; i < piece.end && !term; ++i) term = s_.mask[i] != 0 || IsTerm(words_[i]);
      if (small ? piece.attached || term : piece.attached && term)
        (*matches)[piece.match].added.push_back({piece.begin, piece.end});
    }
    for (IdentityMatch& match : *matches) {
      std::sort(match.added.begin(), match.added.end(),
                [](const WordRange& x, const WordRange& y) { return x.begin < y.begin; });
      Merge(&match.added);
      if (match.how == How::kExact && !match.added.empty()) match.how = How::kEdited;
      if (match.how == How::kExact && (outside > 0 || matches->size() > 1)) match.how = How::kQuoted;
    }
  }

  const text::Words& words_;
  const KnownLicenses& known_;
  const IdentityOptions& options_;
  IdentityScratch& s_;
  SegmentHasher hasher_;
  bool listed_ = false;  // s_.list_marks is that of this document
  std::vector<Aligned> found_;
  std::vector<uint32_t> base_;  // first text of each table in one numbering, and the number of all
};

}  // namespace

void Identify(const text::Words& words, const KnownLicenses& known, const IdentityOptions& options,
              IdentityScratch* scratch, std::vector<IdentityMatch>* matches) {
  Run(words, known, options, scratch).Identify(matches);
}

}  // namespace caveat::classify
