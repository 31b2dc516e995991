#include "match/engine.h"

#include <algorithm>
#include <string>
#include <utility>

#include "match/values.h"
#include "rules/ruleset.h"

namespace caveat::match {

using rules::BLine;
using rules::kNone;
using rules::LineKind;
using rules::Where;

namespace {

constexpr uint32_t kSentenceReach = 80;  // words either side of a match that count as its sentence
constexpr uint32_t kParagraphReach = 300;
constexpr uint32_t kDefinitionReach = 1000;  // no definition is longer

// The words that a match of `node` must begin with, as a Bloom set; false if that cannot be said.
bool HeadWords(const rules::Bundle& b, uint32_t id, Bits* set) {
  const rules::BNode& node = b.nodes[id];
  switch (node.op) {
    case rules::Op::kWords:
      for (uint32_t i = 0; i < node.count; ++i) set->Set(Vocabulary::Bloom(b.ids[node.first + i]));
      if (node.stem_count > 0) set->Set(Vocabulary::Bloom(kNone));
      return true;
    case rules::Op::kSeq:
      for (uint32_t i = 0; i < node.count; ++i) {
        const uint32_t kid = b.kids[node.first + i];
        if (!HeadWords(b, kid, set)) return false;
        if (!b.nodes[kid].nullable) return true;
      }
      return false;
    case rules::Op::kAlt:
      for (uint32_t i = 0; i < node.count; ++i)
        if (!HeadWords(b, b.kids[node.first + i], set)) return false;
      return true;
    case rules::Op::kOptional:
      return HeadWords(b, b.kids[node.first], set);
    case rules::Op::kGap:
    case rules::Op::kCapture:
    case rules::Op::kBegin:
      return false;
  }
  return false;
}

// The needs of a variant: its most selective elements. None where the match may go over sentence ends.
Need NeedsOf(const rules::Bundle& b, const rules::BVariant& v) {
  Need need;
  struct Candidate {
    int size;
    Bits words;
    uint32_t element;
  };
  std::vector<Candidate> sets;
  for (uint32_t i = 0; i < v.element_count; ++i) {
    const rules::BNode& node = b.nodes[b.kids[v.element_first + i]];
    if (node.op == rules::Op::kGap && node.cross) return need.crosses = true, need.count = 0, need;
    if ((i >= v.anchor_begin && i < v.anchor_end) || node.nullable) continue;
    Bits set;
    if (!HeadWords(b, b.kids[v.element_first + i], &set)) continue;
    int size = 0;
    set.ForEach([&](int) { ++size; });
    if (size < 120) sets.push_back({size, set, i});
  }
  // A gap inside an element may go over a sentence end too.
  const auto crosses = [&](uint32_t id, auto&& self) -> bool {
    const rules::BNode& node = b.nodes[id];
    if (node.op == rules::Op::kGap) return node.cross != 0;
    if (node.op == rules::Op::kWords || node.op == rules::Op::kCapture || node.op == rules::Op::kBegin) return false;
    for (uint32_t i = 0; i < node.count; ++i)
      if (self(b.kids[node.first + i], self)) return true;
    return false;
  };
  for (uint32_t i = 0; i < v.element_count; ++i)
    if (crosses(b.kids[v.element_first + i], crosses)) return need.crosses = true, need;
  std::stable_sort(sets.begin(), sets.end(), [](const Candidate& a, const Candidate& c) { return a.size < c.size; });
  for (size_t i = 0; i < sets.size() && i < 3; ++i) {
    const uint32_t element = sets[i].element;
    int nearest = 0, farthest = 0;
    if (element < v.anchor_begin) {
      const uint32_t first = v.element_first + element, count = v.anchor_begin - element;
      nearest = -Confirm::Least(b, first, count);
      farthest = -Confirm::Reach(b, first, count);
    } else {
      const uint32_t first = v.element_first + v.anchor_end, count = element - v.anchor_end;
      nearest = Confirm::Least(b, first, count) + 1;
      farthest = Confirm::Reach(b, first, count) + 1;
    }
    need.sets[need.count] = sets[i].words;
    need.nearest[need.count] = static_cast<int16_t>(nearest);
    need.farthest[need.count] = static_cast<int16_t>(std::clamp(farthest, -30000, 30000));
    ++need.count;
  }
  return need;
}

}  // namespace

template <class Archive>
void Engine::Tables(Archive& a) {
  vocabulary_.Tables(a);
  for (AnchorIndex& index : index_) index.Tables(a);
  a(needs_);
  a(heads_);
}

Engine::Engine(rules::Bundle bundle, rules::TableReader* made)
    : bundle_(std::move(bundle)),
      vocabulary_(bundle_.vocab, made),
      index_{AnchorIndex(bundle_, &vocabulary_, 0, made), AnchorIndex(bundle_, &vocabulary_, 1, made)} {
  for (const rules::BParamRule& p : bundle_.params) has_params_[p.clause >> 6] |= uint64_t{1} << (p.clause & 63);
  if (made != nullptr) {
    (*made)(needs_);
    (*made)(heads_);
    return;
  }
  heads_.assign(bundle_.nodes.size(), {});
  for (uint32_t node = 0; node < bundle_.nodes.size(); ++node)
    heads_.Edit(node).inside = Sentence::Inside(bundle_, node);
  const auto note = [&](uint32_t node) {
    if (node == kNone || heads_[node].known || bundle_.nodes[node].nullable) return;
    Bits words;
    if (HeadWords(bundle_, node, &words)) heads_.Edit(node).words = words, heads_.Edit(node).known = true;
  };
  for (const rules::BGuard& guard : bundle_.guards) note(guard.node);
  for (const rules::BValue& value : bundle_.values) note(value.node);
  for (const rules::BVariant& v : bundle_.variants) {
    Need need = NeedsOf(bundle_, v);
    need.narrow = Confirm::Reach(bundle_, v.element_first, v.anchor_begin) <= 62 &&
                  Confirm::Reach(bundle_, v.element_first + v.anchor_end, v.element_count - v.anchor_end) <= 62;
    need.inside = true;
    for (uint32_t i = 0; i < v.element_count; ++i)
      need.captures |= Confirm::HoldsCapture(bundle_, bundle_.kids[v.element_first + i]);
    for (uint32_t i = 0; i < v.element_count; ++i) need.inside &= heads_[bundle_.kids[v.element_first + i]].inside;
    needs_.push_back(need);
  }
}

std::string Engine::Serialize() {
  rules::TableWriter w;
  Tables(w);
  return std::move(w.out);
}

std::unique_ptr<Engine> Engine::Make(rules::Bundle bundle, const EngineOptions& options, std::string* error) {
  rules::TableReader made(rules::AsText(bundle.engine_tables));
  const bool view = !bundle.engine_tables.empty();
  std::unique_ptr<Engine> engine(new Engine(std::move(bundle), view ? &made : nullptr));
  for (int tier = 0; options.finder == Finder::kHyperscan && tier < 2; ++tier) {
    engine->anchors_[tier] = AnchorDatabase::Make(engine->bundle_, tier, options.native, error);
    if (engine->anchors_[tier] == nullptr) return nullptr;
  }
  return engine;
}

Session::Session(const Engine& engine) : engine_(engine), b_(engine.bundle()), confirm_(b_, reading_) {
  for (int tier = 0; tier < 2; ++tier)
    if (engine.anchors(tier) != nullptr) scratch_.Add(*engine.anchors(tier));
}

bool Session::MayMatch(uint32_t variant, uint32_t begin, uint32_t end) {
  const Need& need = engine_.needs()[variant];
  if (need.crosses) return true;
  const uint32_t word = begin;
  if (word < sentence_begin_ || word >= sentence_end_) {
    sentence_begin_ = reading_.SentenceBegin(word);
    sentence_end_ = reading_.SentenceEnd(word);
    sentence_words_ = {};
    for (uint32_t i = sentence_begin_; i < sentence_end_; ++i) sentence_words_.Set(reading_.Bloom(i));
  }
  for (int i = 0; i < need.count; ++i)
    if (!(need.sets[i] & sentence_words_).Any()) return false;
  // They are there; but where the pattern wants them?
  for (int i = 0; i < need.count; ++i) {
    uint32_t from, to;
    if (need.farthest[i] < 0) {
      const auto far = static_cast<uint32_t>(-need.farthest[i]), near = static_cast<uint32_t>(-need.nearest[i]);
      if (begin - sentence_begin_ < near) return false;
      from = begin - std::min(far, begin - sentence_begin_);
      to = begin - near + 1;
    } else {
      from = std::min(end + static_cast<uint32_t>(need.nearest[i]) - 1, sentence_end_);
      to = std::min(end + static_cast<uint32_t>(need.farthest[i]), sentence_end_);
    }
    while (from < to && !need.sets[i].Has(reading_.Bloom(from))) ++from;
    if (from >= to) return false;
  }
  return true;
}

bool Session::Narrow(uint32_t variant, uint32_t begin, uint32_t end) const {
  const Need& need = engine_.needs()[variant];
  if (need.narrow) return true;
  // MayMatch has just looked at the sentence: a match that stays in a short one cannot reach far.
  return !need.crosses && end <= sentence_end_ && begin - sentence_begin_ <= 62 && sentence_end_ - end <= 62;
}

void Session::Collect(int tier, uint32_t begin, uint32_t end, std::vector<RawMatch>* out) {
  if (begin >= end) return;
  const auto confirm = [&](uint32_t id, uint32_t first) {
    const rules::BAnchor& anchor = b_.anchors[id];
    for (uint32_t i = 0; i < anchor.ref_count; ++i) {
      const uint32_t variant = b_.refs[anchor.ref_first + i];
      RawMatch match;
      if (MayMatch(variant, first, first + anchor.words) &&
          confirm_.Around(variant, Narrow(variant, first, first + anchor.words), engine_.needs()[variant].inside, first,
                          first + anchor.words, &match))
        out->push_back(match);
    }
  };
  const AnchorDatabase* database = engine_.anchors(tier);
  if (database == nullptr) return engine_.index(tier).Scan(reading_, begin, end, confirm);
  // From the space before the first word to the space after the last.
  const text::Words& words = reading_.words();
  const uint32_t from = words.at(begin) - 1;
  const uint32_t to = end < words.size() ? words.at(end) : static_cast<uint32_t>(words.text().size());
  hits_.clear();
  scratch_.Scan(*database, words.text().substr(from, to - from), from, &hits_);
  for (const Hit& hit : hits_)
    confirm(hit.anchor,
            words.WordAt(hit.end - static_cast<uint32_t>(b_.strings[b_.anchors[hit.anchor].text].size()) + 1));
}

void Session::Shortest(std::vector<RawMatch>* matches) {
  if (matches->size() < 2) return;
  std::sort(matches->begin(), matches->end(), [](const RawMatch& a, const RawMatch& b) {
    return std::tie(a.begin, b.end, a.line, a.variant) < std::tie(b.begin, a.end, b.line, b.variant);
  });
  // By begin rising, end falling. Going backwards, a match contains another of its line if one that begins no earlier
  // ends no later.
  least_end_.resize(b_.lines.size());
  for (const RawMatch& m : *matches) least_end_[m.line] = kNone;
  size_t kept = matches->size();
  for (size_t i = matches->size(); i-- > 0;) {
    const RawMatch m = (*matches)[i];
    if (m.end >= least_end_[m.line]) continue;
    least_end_[m.line] = m.end;
    (*matches)[--kept] = m;
  }
  matches->erase(matches->begin(), matches->begin() + static_cast<std::ptrdiff_t>(kept));
}

void Session::Window(uint8_t where, uint32_t near, uint32_t begin, uint32_t end, uint32_t* from, uint32_t* to) const {
  const uint32_t n = reading_.size();
  const auto clip = [&](uint32_t low, uint32_t high, uint32_t reach) {
    *from = std::max(low, begin > reach ? begin - reach : 0);
    *to = std::min(high, std::min<uint64_t>(n, uint64_t{end} + reach) > end
                             ? static_cast<uint32_t>(std::min<uint64_t>(n, uint64_t{end} + reach))
                             : end);
  };
  switch (static_cast<Where>(where)) {
    case Where::kSentence:
      return clip(reading_.SentenceBegin(begin, kSentenceReach), reading_.SentenceEnd(end - 1, kSentenceReach),
                  kSentenceReach);
    case Where::kBefore:
      clip(reading_.SentenceBegin(begin, kSentenceReach), begin, kSentenceReach);
      *to = begin;
      return;
    case Where::kAfter:
      clip(end, reading_.SentenceEnd(end - 1, kSentenceReach), kSentenceReach);
      *from = end;
      return;
    case Where::kInside:
      *from = begin;
      *to = end;
      return;
    case Where::kNear:
      return clip(0, n, near);
    case Where::kParagraph:
      return clip(reading_.BlockBegin(begin, kParagraphReach), reading_.BlockEnd(end - 1, kParagraphReach),
                  kParagraphReach);
    case Where::kDocument:
      *from = 0;
      *to = n;
      return;
  }
}

bool Session::Stands(const rules::BGuard& guard, uint32_t from, uint32_t to) {
  // Matches are taken as they stand in the text, and those of one sentence share many guards.
  Asked& asked = asked_[(guard.node * 0x9E3779B1u ^ from * 0x85EBCA6Bu ^ to * 0xC2B2AE35u) >> (32 - kAskedBits)];
  if (asked.run != run_ || asked.node != guard.node || asked.from != from || asked.to != to || asked.ends != guard.ends)
    asked = {run_, guard.node, from,
             to,   guard.ends, confirm_.Within(guard.node, engine_.heads(guard.node), from, to, guard.ends)};
  return asked.there;
}

bool Session::Guards(const BLine& line, const RawMatch& match) {
  for (uint32_t g = 0; g < line.guard_count; ++g) {
    const rules::BGuard& guard = b_.guards[line.guard_first + g];
    uint32_t from = 0, to = 0;
    Window(guard.where, guard.near, match.begin, match.end, &from, &to);
    bool there = false;
    if (guard.node == kNone) {
      const auto mark = std::lower_bound(
          marks_.begin(), marks_.end(), MarkSpan{guard.mark, from, 0},
          [](const MarkSpan& a, const MarkSpan& b) { return std::tie(a.name, a.begin) < std::tie(b.name, b.begin); });
      there = mark != marks_.end() && mark->name == guard.mark && mark->end <= to;
    } else {
      there = from < to && Stands(guard, from, to);
    }
    if (there != (guard.needs != 0)) return false;
  }
  return true;
}

bool Session::InDefinition(uint32_t word) const {
  // "X" means ..., "X" shall mean ..., X: "..." refers to ...: a quoted or capitalised term, then a verb of defining,
  // early in the sentence.
  const text::Words& words = reading_.words();
  const uint32_t begin = reading_.SentenceBegin(word, kDefinitionReach);
  if (!reading_.BreakBefore(begin)) return false;
  uint32_t term = begin;
  while (term < begin + 6 && term < words.size() && (words.marks(term) & text::kQuoteOpen) == 0) ++term;
  if (term == begin + 6) return false;
  const uint32_t end = std::min(reading_.SentenceEnd(begin, 16), begin + 16);
  for (uint32_t i = std::max(term, begin + 1); i < end; ++i) {
    const std::string_view w = words[i];
    if (w == "means" || w == "mean" || w == "refers" || w == "refer") return i <= word;
    if ((w == "is" || w == "are") && i + 1 < end && words[i + 1] == "defined") return i <= word;
    if (w == "指" && (i + 1 >= end || words[i + 1] != "定")) return i <= word;
  }
  return false;
}

const char* Session::Refuse(const BLine& line, const RawMatch& match) {
  const text::Words& words = reading_.words();
  const auto at = static_cast<rules::At>(line.at);
  const bool heading = reading_.InHeading(match.begin) && reading_.InHeading(match.end - 1);
  if (heading != (at == rules::At::kHeading)) return heading ? "in a heading" : "not in a heading";
  if (at == rules::At::kStart && !reading_.BreakBefore(match.begin)) return "not at the start of a sentence";
  if (at == rules::At::kItem && (!reading_.BreakBefore(match.begin) || (words.marks(match.begin) & text::kItem) == 0))
    return "not at the start of a list item";
  if (!line.in_definitions && InDefinition(match.begin)) return "in a definition";
  if (!Guards(line, match)) return "a guard (unless, needs)";
  return nullptr;
}

void Session::Params(const BLine& line, const RawMatch& match, Clause* clause) {
  std::vector<Param>* params = &clause->params;
  // The shortest match may end inside a value ("over 700" of "over 700 million"): the clause holds all of it.
  const auto widen = [&](uint32_t from, uint32_t to) {
    clause->begin = std::min(clause->begin, from);
    clause->end = std::max(clause->end, to);
  };
  const auto set = [&](Param p) {
    for (const Param& have : *params)
      if (have.name == p.name) return;
    params->push_back(std::move(p));
  };
  captures_.clear();
  if (engine_.needs()[match.variant].captures) confirm_.Captures(match, &captures_);
  for (const CaptureSpan& c : captures_) {
    Param p;
    p.name = std::string(b_.strings[c.name]);
    switch (c.kind) {
      case rules::Capture::kNumber:
      case rules::Capture::kMoney: {
        Number number;
        if (!ReadNumber(reading_, c.begin, &number)) continue;
        p.kind = Param::Kind::kNumber;
        p.number = number.value;
        widen(number.begin, number.end);
        Param currency;
        currency.name = "currency";
        currency.text = number.currency;
        set(std::move(p));
        if (c.kind == rules::Capture::kMoney || number.currency != "none") set(std::move(currency));
        continue;
      }
      case rules::Capture::kPlace: {
        uint32_t end = 0;
        p.kind = Param::Kind::kList;
        p.list = ReadPlaces(reading_, c.begin, &end);
        widen(c.begin, end);
        break;
      }
      case rules::Capture::kQuoted:
        p.text = QuotedText(reading_, c.begin, c.end);
        widen(c.begin, c.begin + static_cast<uint32_t>(reading_.CaptureLength(c.kind, c.begin)));
        break;
      case rules::Capture::kName: {
        // A name goes on where the match ends.
        const uint32_t whole = c.begin + static_cast<uint32_t>(reading_.CaptureLength(c.kind, c.begin));
        const uint32_t end = c.end == match.end ? std::max(c.end, whole) : c.end;
        widen(c.begin, end);
        p.text = SourceText(reading_, c.begin, end);
        break;
      }
      case rules::Capture::kUrl:
      case rules::Capture::kAny:
        p.text = SourceText(reading_, c.begin, c.end);
        break;
    }
    set(std::move(p));
  }
  for (uint32_t i = 0; i < line.set_count; ++i) {
    const rules::BSet& s = b_.sets[line.set_first + i];
    Param p;
    p.name = std::string(b_.strings[s.name]);
    p.kind = static_cast<Param::Kind>(s.kind);
    p.number = s.number;
    p.text = std::string(b_.strings[s.text]);
    set(std::move(p));
  }
  if (engine_.HasParams(line.clause)) {
    for (const rules::BParamRule& rule : b_.params) {
      if (rule.clause != line.clause) continue;
      const std::string_view name = b_.strings[rule.name];
      if (std::any_of(params->begin(), params->end(), [&](const Param& p) { return p.name == name; })) continue;
      uint32_t from = 0, to = 0;
      Window(rule.where, rule.near, match.begin, match.end, &from, &to);
      int best = -1;
      uint32_t value = kNone;
      for (uint32_t v = 0; v < rule.value_count; ++v) {
        const rules::BValue& candidate = b_.values[rule.value_first + v];
        if (candidate.node == kNone) {
          if (best < 0 && value == kNone) value = candidate.value;
          continue;
        }
        const int distance =
            confirm_.Nearest(candidate.node, engine_.heads(candidate.node), from, to, match.begin, match.end);
        if (distance >= 0 && (best < 0 || distance < best)) best = distance, value = candidate.value;
      }
      if (value == kNone) continue;
      Param p;
      p.name = std::string(name);
      const std::string_view text = b_.strings[value];
      if (text == "true" || text == "false") {
        p.kind = Param::Kind::kBool;
        p.number = text == "true";
      } else {
        p.text = std::string(text);
      }
      params->push_back(std::move(p));
    }
  }
  std::sort(params->begin(), params->end(), [](const Param& a, const Param& b) { return a.name < b.name; });
}

void Session::Report(const RawMatch& match, const Scope* scope) {
  const BLine& line = b_.lines[match.line];
  Clause clause;
  clause.line = match.line;
  clause.begin = match.begin;
  clause.end = match.end;
  if (scope != nullptr) {
    clause.lead_begin = scope->lead_begin;
    clause.lead_end = scope->lead_end;
  }
  Params(line, match, &clause);
  for (uint32_t i = clause.begin; i < clause.end; ++i)
    clause.hidden |= (reading_.words().marks(i) & text::kHidden) != 0;
  clauses_.push_back(std::move(clause));
}

void Session::MergeOverlaps() {
  // A clause is reported once per place: of overlapping matches of one clause id the surest stays, then the one that
  // knows more, then the shorter.
  std::sort(clauses_.begin(), clauses_.end(), [&](const Clause& a, const Clause& b) {
    return std::make_tuple(b_.lines[a.line].clause, a.begin, a.end, a.line) <
           std::make_tuple(b_.lines[b.line].clause, b.begin, b.end, b.line);
  });
  const auto better = [&](const Clause& a, const Clause& b) {
    return std::make_tuple(b_.lines[a.line].grade, -static_cast<int>(a.params.size()), a.end - a.begin, a.begin,
                           a.line) < std::make_tuple(b_.lines[b.line].grade, -static_cast<int>(b.params.size()),
                                                     b.end - b.begin, b.begin, b.line);
  };
  size_t out = 0;
  uint32_t reach = 0;
  for (size_t i = 0; i < clauses_.size(); ++i) {
    if (out > 0 && b_.lines[clauses_[out - 1].line].clause == b_.lines[clauses_[i].line].clause &&
        clauses_[i].begin < reach) {
      const bool swap = better(clauses_[i], clauses_[out - 1]);
      const Clause& loser = swap ? clauses_[out - 1] : clauses_[i];
      if (explain_) dropped_.push_back({loser.line, loser.begin, loser.end, "the same clause at the same place"});
      if (swap) clauses_[out - 1] = std::move(clauses_[i]);
      reach = clauses_[out - 1].end;  // only what overlaps the one that stays is the same place
      continue;
    }
    reach = clauses_[i].end;
    if (out != i) clauses_[out] = std::move(clauses_[i]);
    ++out;
  }
  clauses_.resize(out);
  std::sort(clauses_.begin(), clauses_.end(), [&](const Clause& a, const Clause& b) {
    return std::make_tuple(a.begin, a.end, b_.lines[a.line].clause, a.line) <
           std::make_tuple(b.begin, b.end, b_.lines[b.line].clause, b.line);
  });
}

void Session::Run(const text::Words& words, std::string_view utf8, bool explain) {
  explain_ = explain;
  matches_.clear();
  items_.clear();
  scopes_.clear();
  marks_.clear();
  clauses_.clear();
  dropped_.clear();
  if (words.empty()) return;
  sentence_begin_ = sentence_end_ = 0;
  if (++run_ == 0) std::fill(std::begin(asked_), std::end(asked_), Asked{});
  reading_.Reset(engine_.vocabulary(), words, utf8);
  confirm_.Reset();
  Collect(0, 0, words.size(), &matches_);
  Shortest(&matches_);

  // Marks first, since guards may ask for them; then leads; then the rest.
  const auto each = [&](LineKind kind, auto&& f) {
    for (const RawMatch& m : matches_)
      if (b_.lines[m.line].kind == static_cast<uint8_t>(kind)) f(m, b_.lines[m.line]);
  };
  const auto drop = [&](const RawMatch& m, const char* reason) {
    if (explain_) dropped_.push_back({m.line, m.begin, m.end, reason});
  };
  each(LineKind::kMark, [&](const RawMatch& m, const BLine& line) {
    if (Guards(line, m)) marks_.push_back({line.name, m.begin, m.end});
  });
  std::sort(marks_.begin(), marks_.end(), [](const MarkSpan& a, const MarkSpan& b) {
    return std::tie(a.name, a.begin, a.end) < std::tie(b.name, b.begin, b.end);
  });
  each(LineKind::kLead, [&](const RawMatch& m, const BLine& line) {
    const bool heading = reading_.InHeading(m.begin);
    if ((line.at == static_cast<uint8_t>(rules::At::kHeading)) != heading)
      return drop(m, heading ? "in a heading" : "not in a heading");
    if (line.at == static_cast<uint8_t>(rules::At::kStart) && !reading_.BreakBefore(m.begin))
      return drop(m, "not at the start of a sentence");
    if (!Guards(line, m)) return drop(m, "a guard (unless, needs)");
    Scope scope = OpenScope(reading_, m, line.polarity);
    if (scope.begin < scope.end) scopes_.push_back(std::move(scope));
  });
  std::sort(scopes_.begin(), scopes_.end(), [](const Scope& a, const Scope& b) {
    // Of two that begin at one place the shorter is the inner one, and a prohibition wins over a permission: it comes
    // last.
    return std::tie(a.begin, b.end, b.polarity, a.line) < std::tie(b.begin, a.end, a.polarity, b.line);
  });

  // Items: the union of all scopes is searched once.
  uint32_t done = 0;
  for (size_t i = 0; i < scopes_.size();) {
    uint32_t begin = std::max(scopes_[i].begin, done), end = scopes_[i].end;
    size_t j = i + 1;
    while (j < scopes_.size() && scopes_[j].begin <= end) end = std::max(end, scopes_[j++].end);
    Collect(1, begin, end, &items_);
    done = std::max(done, end);
    i = j;
  }
  Shortest(&items_);
  for (const RawMatch& m : items_) {
    const BLine& line = b_.lines[m.line];
    if (line.kind != static_cast<uint8_t>(LineKind::kEnd) || !Guards(line, m)) continue;
    // Only scopes that began in the last kMaxScope words can reach this place.
    auto scope = std::upper_bound(scopes_.begin(), scopes_.end(), m.begin,
                                  [](uint32_t at, const Scope& s) { return at < s.begin; });
    while (scope != scopes_.begin() && (--scope)->begin + kMaxScope >= m.begin) CutScope(reading_, m.begin, &*scope);
  }

  each(LineKind::kMatch, [&](const RawMatch& m, const BLine& line) {
    if (const char* reason = Refuse(line, m)) return drop(m, reason);
    Report(m, nullptr);
  });
  for (const RawMatch& m : items_) {
    const BLine& line = b_.lines[m.line];
    if (line.kind != static_cast<uint8_t>(LineKind::kItem)) continue;
    // The innermost scope decides: the one that began last.
    const Scope* inner = nullptr;
    const auto after = std::upper_bound(scopes_.begin(), scopes_.end(), m.begin,
                                        [](uint32_t at, const Scope& scope) { return at < scope.begin; });
    for (auto scope = after; scope != scopes_.begin() && inner == nullptr && (--scope)->begin + kMaxScope >= m.begin;)
      if (scope->Holds(m.begin, m.end)) inner = &*scope;
    if (inner == nullptr) {
      drop(m, "outside every scope");
    } else if (inner->polarity != line.polarity) {
      drop(m, "in a scope of another polarity");
    } else if (const char* reason = Refuse(line, m)) {
      drop(m, reason);
    } else {
      Report(m, inner);
    }
  }
  MergeOverlaps();
}

}  // namespace caveat::match
