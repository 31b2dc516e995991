#include "rules/compile.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

namespace caveat::rules {
namespace {

constexpr size_t kMaxSpellings = 512;
constexpr int kMaxAnchorWords = 6;
constexpr int kMaxClassDepth = 8;
constexpr size_t kMaxNodes = 200000;  // of one pattern, its classes written out

bool LeftOut(const std::vector<std::string>& from, const std::string& family) {
  return !family.empty() && from.size() == 1 && from[0] == family;
}

// Puts alternatives that are single words together into one word set, and sequences of one child into that child.
void Simplify(Node* node) {
  for (Node& child : node->children) Simplify(&child);
  if (node->kind == Node::Kind::kSeq) {
    // Sequences inside sequences are laid open, so that anchors can run across them.
    std::vector<Node> flat;
    for (Node& child : node->children) {
      const bool lone = child.kind == Node::Kind::kAlt && child.children.size() == 1;
      Node& inner = lone ? child.children[0] : child;
      if (inner.kind == Node::Kind::kSeq) {
        for (Node& grand : inner.children) flat.push_back(std::move(grand));
      } else {
        Node moved = std::move(inner);
        flat.push_back(std::move(moved));
      }
    }
    node->children = std::move(flat);
  } else if (node->kind == Node::Kind::kAlt) {
    std::vector<Node> kept;
    Node words;
    words.kind = Node::Kind::kWords;
    words.column = node->column;
    const auto take = [&](Node& child, auto&& self) -> void {
      if (child.kind == Node::Kind::kSeq && child.children.size() == 1) {
        Node only = std::move(child.children[0]);
        return self(only, self);
      }
      if (child.kind == Node::Kind::kAlt) {
        for (Node& grand : child.children) self(grand, self);
        return;
      }
      if (child.kind == Node::Kind::kWords) {
        words.words.insert(words.words.end(), child.words.begin(), child.words.end());
        words.stems.insert(words.stems.end(), child.stems.begin(), child.stems.end());
        return;
      }
      kept.push_back(std::move(child));
    };
    for (Node& child : node->children) take(child, take);
    if (!words.words.empty() || !words.stems.empty()) {
      std::sort(words.words.begin(), words.words.end());
      words.words.erase(std::unique(words.words.begin(), words.words.end()), words.words.end());
      std::sort(words.stems.begin(), words.stems.end());
      words.stems.erase(std::unique(words.stems.begin(), words.stems.end()), words.stems.end());
      if (kept.empty()) {
        *node = std::move(words);
        return;
      }
      kept.insert(kept.begin(), std::move(words));
    }
    node->children = std::move(kept);
  }
}

bool Expand(const RuleSet& rules, const CompileOptions& options, const Node& in, Node* out, std::string* error,
            int depth, size_t* nodes) {
  if (++*nodes > kMaxNodes) return *error = "the classes of this pattern write out to too much", false;
  if (in.kind == Node::Kind::kClass) {
    const auto it = rules.classes.find(in.name);
    if (it == rules.classes.end()) return *error = "unknown class '" + in.name + "'", false;
    if (depth > kMaxClassDepth) return *error = "class '" + in.name + "' refers to itself", false;
    Node alt;
    alt.kind = Node::Kind::kAlt;
    alt.column = in.column;
    for (const WordClass::Member& member : it->second.members) {
      if (LeftOut(member.from, options.without_family)) continue;
      Node child;
      if (!Expand(rules, options, member.pattern.root, &child, error, depth + 1, nodes)) return false;
      alt.children.push_back(std::move(child));
    }
    if (alt.children.empty()) {
      // A class whose members are all left out matches nothing: a word that no text holds.
      Node never;
      never.kind = Node::Kind::kWords;
      never.words.push_back("\x01");
      alt.children.push_back(std::move(never));
    }
    *out = std::move(alt);
    return true;
  }
  *out = in;
  out->children.clear();
  for (const Node& child : in.children) {
    Node expanded;
    if (!Expand(rules, options, child, &expanded, error, depth, nodes)) return false;
    out->children.push_back(std::move(expanded));
  }
  return true;
}

// One way to write out a run of elements.
struct Spelling {
  std::vector<std::string> words;
  bool open = false;  // the last word is a stem
};

// All ways to spell `node`; false if it cannot be spelled out or there are too many.
bool Spell(const Node& node, std::vector<Spelling>* out) {
  switch (node.kind) {
    case Node::Kind::kWords:
      for (const std::string& w : node.words) out->push_back({{w}, false});
      for (const std::string& s : node.stems) out->push_back({{s}, true});
      return out->size() <= kMaxSpellings;
    case Node::Kind::kHand:
      return Spell(node.children[0], out);
    case Node::Kind::kOptional:
      if (!Spell(node.children[0], out)) return false;
      out->push_back({});
      return true;
    case Node::Kind::kAlt:
      for (const Node& child : node.children)
        if (!Spell(child, out) || out->size() > kMaxSpellings) return false;
      return true;
    case Node::Kind::kSeq: {
      std::vector<Spelling> all = {{}};
      for (const Node& child : node.children) {
        std::vector<Spelling> next;
        if (!Spell(child, &next)) return false;
        std::vector<Spelling> product;
        for (const Spelling& a : all) {
          if (a.open) return false;  // a stem must come last
          for (const Spelling& b : next) {
            Spelling s = a;
            s.words.insert(s.words.end(), b.words.begin(), b.words.end());
            s.open = b.open;
            product.push_back(std::move(s));
          }
          if (product.size() > kMaxSpellings) return false;
        }
        all = std::move(product);
      }
      out->insert(out->end(), all.begin(), all.end());
      return out->size() <= kMaxSpellings;
    }
    case Node::Kind::kGap:
    case Node::Kind::kCapture:
    case Node::Kind::kClass:
    case Node::Kind::kBegin:
      return false;
  }
  return false;
}

struct Run {
  size_t begin = 0, end = 0;
  std::vector<Spelling> spellings;
  double cost = 1e18;
};

// What a variant costs beside its hits: tables, and the walk over alternatives.
constexpr double kVariantCost = 8, kAnchorCost = 0.5;

std::optional<Run> BestRun(const std::vector<Node>& elements, const Background& background,
                           std::map<std::string, double>* rates) {
  const auto rate = [&](const Spelling& s) {
    std::string key(1, s.open ? '*' : ' ');
    for (const std::string& w : s.words) key += w + " ";
    const auto [it, fresh] = rates->try_emplace(std::move(key), 0.0);
    if (fresh) it->second = background.Rate(s.words, s.open);
    return it->second;
  };
  std::optional<Run> best;
  for (size_t i = 0; i < elements.size(); ++i) {
    Node seq;
    seq.kind = Node::Kind::kSeq;
    const bool hand = elements[i].kind == Node::Kind::kHand;
    for (size_t j = i; j < elements.size(); ++j) {
      seq.children.push_back(elements[j]);
      Run run{i, j + 1, {}, 0};
      if (!Spell(seq, &run.spellings)) break;
      bool usable = true;
      size_t longest = 0;
      for (const Spelling& s : run.spellings) {
        usable &= !s.words.empty();
        longest = std::max(longest, s.words.size());
        if (usable) run.cost += rate(s) + kAnchorCost;
      }
      if (longest > kMaxAnchorWords) break;
      if (!usable) continue;
      if (hand && j == i) run.cost = -1;
      if (!best || run.cost < best->cost) best = std::move(run);
    }
  }
  return best;
}

class Compiler {
 public:
  Compiler(const RuleSet& rules, const CompileOptions& options, Bundle* bundle, std::vector<Diagnostic>* diagnostics)
      : rules_(rules), options_(options), bundle_(*bundle), diagnostics_(*diagnostics) {
    if (options.background != nullptr) background_ = *options.background;
  }

  bool Compile() {
    Expand();
    if (failed_) return false;
    Vocabulary();
    for (Prepared& p : prepared_) Emit(p);
    Params();
    Anchors();
    HashBundle(&bundle_);
    return !failed_;
  }

 private:
  struct Prepared {
    const RuleLine* line;
    int clause;
    std::vector<std::vector<Node>> variants;  // elements
    std::vector<Run> runs;
    std::vector<Node> guards;
  };

  void Error(Place place, uint32_t column, std::string message, std::string hint, const std::string& source) {
    failed_ = true;
    diagnostics_.push_back(
        {rules_.files[place.file], place.line, column, std::move(message), std::move(hint), source, false});
  }

  bool ExpandPattern(const Pattern& pattern, Place place, Node* out) {
    std::string error;
    if (!ExpandClasses(rules_, options_, pattern.root, out, &error)) {
      Error(place, 0, error, "classes are defined by 'class NAME' blocks", pattern.source);
      return false;
    }
    return true;
  }

  // What is looked for in a window must be something, and narrow enough to be found from any place.
  bool CheckGuard(const Node& node, Place place, const std::string& source) {
    const Width width = WidthOf(node);
    if (width.min == 0)
      return Error(place, 0, "the pattern may match nothing", "make one part required", source), false;
    if (width.max > kMaxGuardReach)
      return Error(place, 0, "the pattern may span " + std::to_string(width.max) + " words",
                   "at most " + std::to_string(kMaxGuardReach) + " here: shorten the gaps", source),
             false;
    return true;
  }

  void Prepare(const RuleLine& line, int clause) {
    if (LeftOut(line.from, options_.without_family)) return;
    Prepared p;
    p.line = &line;
    p.clause = clause;
    Node root;
    if (!ExpandPattern(line.pattern, line.place, &root)) return;
    const Width width = WidthOf(root);
    if (width.max > kMaxReach)
      return Error(line.place, 0, "the pattern may span " + std::to_string(width.max) + " words",
                   "at most " + std::to_string(kMaxReach) + ": shorten the gaps", line.pattern.source);
    if (width.min == 0)
      return Error(line.place, 0, "the pattern may match nothing", "make one part required", line.pattern.source);
    const auto has_begin = [](const Node& n, auto&& self) -> bool {
      return n.kind == Node::Kind::kBegin ||
             std::any_of(n.children.begin(), n.children.end(), [&](const Node& c) { return self(c, self); });
    };
    if (has_begin(root, has_begin))
      return Error(line.place, 0, "'^' stands inside the pattern",
                   "in a match it is allowed only at the beginning; in a guard anywhere", line.pattern.source);
    Plan plan = Split(root.children, 0);
    if (plan.variants.empty())
      return Error(line.place, 0, "no anchor: only gaps, values and optional parts",
                   "every match must contain literal words at one place of the pattern", line.pattern.source);
    p.variants = std::move(plan.variants);
    p.runs = std::move(plan.runs);
    for (const Guard& guard : line.guards) {
      Node node;
      if (guard.mark.empty()) {
        if (!ExpandPattern(guard.pattern, guard.place, &node)) return;
        if (!CheckGuard(node, guard.place, guard.pattern.source)) return;
      }
      p.guards.push_back(std::move(node));
    }
    prepared_.push_back(std::move(p));
  }

  struct Plan {
    double cost = 1e18;
    std::vector<std::vector<Node>> variants;
    std::vector<Run> runs;
  };

  // The cheapest way to anchor `elements`: one run, or the elements split at alternatives, each branch with a run of
  // its own.
  Plan Split(const std::vector<Node>& elements, int depth) {
    Plan plan;
    if (auto run = BestRun(elements, background_, &rates_)) {
      plan.cost = run->cost + kVariantCost;
      plan.variants.push_back(elements);
      plan.runs.push_back(std::move(*run));
    }
    if (depth >= 2 || plan.cost < 60) return plan;
    for (size_t i = 0; i < elements.size(); ++i) {
      const Node& e = elements[i].kind == Node::Kind::kHand ? elements[i].children[0] : elements[i];
      const bool optional = e.kind == Node::Kind::kOptional;
      if ((e.kind != Node::Kind::kAlt && !optional) || e.children.size() > 64) continue;
      Plan split;
      split.cost = 0;
      std::vector<Node> branches = e.children;
      if (optional) {
        Node nothing;
        nothing.kind = Node::Kind::kSeq;
        branches.push_back(nothing);
      }
      for (const Node& branch : branches) {
        std::vector<Node> variant(elements.begin(), elements.begin() + static_cast<std::ptrdiff_t>(i));
        if (branch.kind == Node::Kind::kSeq)
          variant.insert(variant.end(), branch.children.begin(), branch.children.end());
        else
          variant.push_back(branch);
        variant.insert(variant.end(), elements.begin() + static_cast<std::ptrdiff_t>(i) + 1, elements.end());
        Plan one = Split(variant, depth + 1);
        split.cost += one.cost;
        if (split.cost >= plan.cost) break;
        for (auto& v : one.variants) split.variants.push_back(std::move(v));
        for (auto& r : one.runs) split.runs.push_back(std::move(r));
      }
      if (split.cost < plan.cost) plan = std::move(split);
    }
    return plan;
  }

  void Expand() {
    std::set<std::string> marks;
    for (const RuleLine& line : rules_.scopes) {
      if (line.kind == LineKind::kMark) marks.insert(line.name);
      Prepare(line, 0);
    }
    for (const ClauseRules& clause : rules_.clauses) {
      for (const RuleLine& line : clause.lines) Prepare(line, clause.clause);
      for (const ParamRule& param : clause.params) {
        for (const ParamRule::Value& value : param.values) {
          Node node;
          if (!value.otherwise && (!ExpandPattern(value.pattern, param.place, &node) ||
                                   !CheckGuard(node, param.place, value.pattern.source)))
            continue;
          param_nodes_.push_back(std::move(node));
        }
      }
    }
    for (const Prepared& p : prepared_)
      for (const Guard& guard : p.line->guards)
        if (!guard.mark.empty() && !marks.count(guard.mark))
          Error(guard.place, 0, "unknown mark '@" + guard.mark + "'", "define it by a 'mark " + guard.mark + "' block",
                "");
  }

  void Collect(const Node& node) {
    for (const std::string& w : node.words) words_.insert(w);
    for (const Node& child : node.children) Collect(child);
  }

  void Vocabulary() {
    for (const Prepared& p : prepared_) {
      for (const auto& variant : p.variants)
        for (const Node& n : variant) Collect(n);
      for (const Node& n : p.guards) Collect(n);
    }
    for (const Node& n : param_nodes_) Collect(n);
    for (const std::string& w : words_) word_ids_[w] = bundle_.vocab.Add(w);
  }

  uint32_t String(std::string_view s) {
    const auto [it, fresh] = string_ids_.try_emplace(std::string(s), bundle_.strings.size());
    if (fresh) bundle_.strings.Add(s);
    return it->second;
  }

  // The shared node for `node`.
  uint32_t Emit(const Node& node) {
    BNode b{};
    std::vector<uint32_t> ids, kids, stems;
    switch (node.kind) {
      case Node::Kind::kWords:
        b.op = Op::kWords;
        for (const std::string& w : node.words) ids.push_back(word_ids_.at(w));
        for (const std::string& s : node.stems) {
          stems.push_back(String(s));
          // Words of the vocabulary that the stem begins count by their ids; the stem itself is for all others.
          for (auto it = word_ids_.lower_bound(s); it != word_ids_.end() && it->first.starts_with(s); ++it)
            ids.push_back(it->second);
        }
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        for (uint32_t id : ids) b.head |= Bundle::Bit(id);
        if (!stems.empty()) b.head |= Bundle::Bit(kNone);
        b.tail = b.head;
        break;
      case Node::Kind::kGap:
        b.op = Op::kGap;
        b.n = static_cast<uint32_t>(node.gap);
        b.cross = node.cross;
        b.nullable = 1;
        b.head = b.tail = ~uint64_t{0};
        break;
      case Node::Kind::kCapture:
        b.op = Op::kCapture;
        b.capture = static_cast<uint8_t>(node.capture);
        b.n = String(node.name);
        b.head = b.tail = ~uint64_t{0};
        break;
      case Node::Kind::kHand:
        return Emit(node.children[0]);
      case Node::Kind::kBegin:
        b.op = Op::kBegin;
        b.nullable = 1;
        b.head = b.tail = ~uint64_t{0};
        break;
      case Node::Kind::kSeq:
      case Node::Kind::kAlt:
      case Node::Kind::kOptional:
      case Node::Kind::kClass: {
        b.op = node.kind == Node::Kind::kSeq ? Op::kSeq : node.kind == Node::Kind::kAlt ? Op::kAlt : Op::kOptional;
        for (const Node& child : node.children) kids.push_back(Emit(child));
        if (b.op == Op::kSeq) {
          b.nullable = 1;
          bool open = true;
          for (uint32_t k : kids) {
            if (open) b.head |= bundle_.nodes[k].head;
            open = open && bundle_.nodes[k].nullable;
            b.nullable &= bundle_.nodes[k].nullable;
          }
          open = true;
          for (auto it = kids.rbegin(); it != kids.rend(); ++it) {
            if (open) b.tail |= bundle_.nodes[*it].tail;
            open = open && bundle_.nodes[*it].nullable;
          }
        } else {
          b.nullable = b.op == Op::kOptional;
          for (uint32_t k : kids) {
            b.head |= bundle_.nodes[k].head;
            b.tail |= bundle_.nodes[k].tail;
            b.nullable |= bundle_.nodes[k].nullable;
          }
        }
        break;
      }
    }
    std::string key;
    const auto put = [&](uint64_t v) { key += std::to_string(v) + ","; };
    put(static_cast<uint64_t>(b.op)), put(b.cross), put(b.capture), put(b.n);
    for (const auto* list : {&ids, &kids, &stems}) {
      key += '|';
      for (uint32_t v : *list) put(v);
    }
    const auto [it, fresh] = interned_.try_emplace(key, static_cast<uint32_t>(bundle_.nodes.size()));
    if (!fresh) return it->second;
    if (b.op == Op::kWords) {
      b.first = static_cast<uint32_t>(bundle_.ids.size());
      b.count = static_cast<uint32_t>(ids.size());
      bundle_.ids.Append(ids.begin(), ids.end());
      b.stem_first = static_cast<uint32_t>(bundle_.stems.size());
      b.stem_count = static_cast<uint32_t>(stems.size());
      bundle_.stems.Append(stems.begin(), stems.end());
    } else {
      b.first = static_cast<uint32_t>(bundle_.kids.size());
      b.count = static_cast<uint32_t>(kids.size());
      bundle_.kids.Append(kids.begin(), kids.end());
    }
    bundle_.nodes.push_back(b);
    return it->second;
  }

  void Emit(const Prepared& p) {
    const RuleLine& line = *p.line;
    BLine b{};
    b.kind = static_cast<uint8_t>(line.kind);
    b.clause = static_cast<uint8_t>(p.clause);
    b.polarity = static_cast<uint8_t>(line.polarity);
    b.grade = static_cast<uint8_t>(line.grade);
    b.at = static_cast<uint8_t>(line.at);
    b.in_definitions = line.in_definitions;
    b.at_begin = line.pattern.at_begin;
    b.at_end = line.pattern.at_end;
    b.source = String(rules_.files[line.place.file] + ":" + std::to_string(line.place.line));
    b.name = line.name.empty() ? kNone : String(line.name);
    b.pattern = String(line.pattern.source);
    b.variant_first = static_cast<uint32_t>(bundle_.variants.size());
    b.variant_count = static_cast<uint32_t>(p.variants.size());
    const uint32_t line_id = static_cast<uint32_t>(bundle_.lines.size());
    const uint8_t tier = line.kind == LineKind::kItem || line.kind == LineKind::kEnd;
    for (size_t v = 0; v < p.variants.size(); ++v) {
      std::vector<uint32_t> elements;
      for (const Node& n : p.variants[v]) elements.push_back(Emit(n));
      BVariant variant{line_id, static_cast<uint32_t>(bundle_.kids.size()), static_cast<uint32_t>(elements.size()),
                       static_cast<uint16_t>(p.runs[v].begin), static_cast<uint16_t>(p.runs[v].end)};
      bundle_.kids.Append(elements.begin(), elements.end());
      const uint32_t id = static_cast<uint32_t>(bundle_.variants.size());
      bundle_.variants.push_back(variant);
      for (const Spelling& s : p.runs[v].spellings) {
        std::string text = " ";
        for (const std::string& w : s.words) text += w + " ";
        if (s.open) text.pop_back();
        AnchorPlan& plan = anchors_[{tier, text}];
        plan.words = static_cast<uint8_t>(s.words.size());
        plan.open = s.open;
        plan.refs.insert(id);
      }
    }
    b.guard_first = static_cast<uint32_t>(bundle_.guards.size());
    b.guard_count = static_cast<uint32_t>(line.guards.size());
    for (size_t g = 0; g < line.guards.size(); ++g) {
      const Guard& guard = line.guards[g];
      const uint8_t ends =
          static_cast<uint8_t>((guard.pattern.at_begin ? kAtBegin : 0) | (guard.pattern.at_end ? kAtEnd : 0));
      bundle_.guards.push_back({guard.needs, static_cast<uint8_t>(guard.where), static_cast<uint8_t>(guard.near), ends,
                                guard.mark.empty() ? Emit(p.guards[g]) : kNone,
                                guard.mark.empty() ? 0 : String(guard.mark)});
    }
    b.set_first = static_cast<uint32_t>(bundle_.sets.size());
    b.set_count = static_cast<uint32_t>(line.sets.size());
    for (const Param& set : line.sets) {
      BSet s{};
      s.kind = static_cast<uint8_t>(set.kind);
      s.number = set.number;
      s.name = String(set.name);
      s.text = String(set.text);
      bundle_.sets.push_back(s);
    }
    bundle_.lines.push_back(b);
  }

  void Params() {
    size_t next = 0;
    for (const ClauseRules& clause : rules_.clauses) {
      for (const ParamRule& param : clause.params) {
        BParamRule b{clause.clause,
                     static_cast<uint8_t>(param.where),
                     static_cast<uint16_t>(param.near),
                     String(param.name),
                     static_cast<uint32_t>(bundle_.values.size()),
                     static_cast<uint32_t>(param.values.size())};
        for (const ParamRule::Value& value : param.values) {
          const Node& node = param_nodes_[next++];
          bundle_.values.push_back({String(value.value), value.otherwise ? kNone : Emit(node)});
        }
        bundle_.params.push_back(b);
      }
    }
  }

  void Anchors() {
    for (const auto& [key, plan] : anchors_) {
      BAnchor a{};
      a.text = String(key.second);
      a.words = plan.words;
      a.open = plan.open;
      a.tier = key.first;
      a.ref_first = static_cast<uint32_t>(bundle_.refs.size());
      a.ref_count = static_cast<uint32_t>(plan.refs.size());
      bundle_.refs.Append(plan.refs.begin(), plan.refs.end());
      bundle_.anchors.push_back(a);
    }
  }

  struct AnchorPlan {
    uint8_t words = 0;
    bool open = false;
    std::set<uint32_t> refs;
  };

  const RuleSet& rules_;
  const CompileOptions& options_;
  Background background_;
  std::map<std::string, double> rates_;
  Bundle& bundle_;
  std::vector<Diagnostic>& diagnostics_;
  bool failed_ = false;
  std::vector<Prepared> prepared_;
  std::vector<Node> param_nodes_;
  std::set<std::string> words_;
  std::map<std::string, uint32_t> word_ids_;
  std::unordered_map<std::string, uint32_t> string_ids_, interned_;
  std::map<std::pair<uint8_t, std::string>, AnchorPlan> anchors_;
};

}  // namespace

bool ExpandClasses(const RuleSet& rules, const CompileOptions& options, const Node& in, Node* out, std::string* error) {
  size_t nodes = 0;
  if (!Expand(rules, options, in, out, error, 0, &nodes)) return false;
  Simplify(out);
  return true;
}

bool CompileRules(const RuleSet& rules, const CompileOptions& options, Bundle* bundle,
                  std::vector<Diagnostic>* diagnostics) {
  return Compiler(rules, options, bundle, diagnostics).Compile();
}

}  // namespace caveat::rules
