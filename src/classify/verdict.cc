// File: src/classify/verdict.cc
//
// The table of effects.h, and the few combination rules that no table can say. Each rule is a function with its reason.

#include "classify/verdict.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "classify/effects.h"
#include "classify/obligations.h"

namespace caveat {
namespace {

using classify::BoolParam;
using classify::Effect;
using classify::EffectOf;
using classify::FindParam;
using classify::IsDisplayOnly;
using classify::Known;
using classify::KnownClauses;
using classify::Pull;
using classify::TextParam;

using Pulls = std::array<Pull, kActivities>;

constexpr size_t At(Activity activity) { return static_cast<size_t>(activity); }

bool LessParam(const Param& a, const Param& b) {
  return std::tie(a.name, a.kind, a.text, a.number, a.list) < std::tie(b.name, b.kind, b.text, b.number, b.list);
}

bool LessParams(const Finding& a, const Finding& b) {
  return std::lexicographical_compare(a.params.begin(), a.params.end(), b.params.begin(), b.params.end(), LessParam);
}

// By clause, then parameters, then place: one order for every permutation of the same set.
bool LessCited(const CitedFinding& a, const CitedFinding& b) {
  if (a.finding->clause_id != b.finding->clause_id) return a.finding->clause_id < b.finding->clause_id;
  if (a.finding->params != b.finding->params) return LessParams(*a.finding, *b.finding);
  return std::tie(a.document, a.finding->span.start_byte, a.finding->span.end_byte, a.index) <
         std::tie(b.document, b.finding->span.start_byte, b.finding->span.end_byte, b.index);
}

// The same thing said twice of the same place.
bool SameFinding(const CitedFinding& a, const CitedFinding& b) {
  return a.document == b.document && a.finding->clause_id == b.finding->clause_id &&
         a.finding->params == b.finding->params && a.finding->span == b.finding->span;
}

bool IsBreadth(const Finding& finding, std::string_view breadth) { return TextParam(finding, "breadth") == breadth; }

// The findings that count, in canonical order, and what the combination rules ask of them.
class Facts {
 public:
  Facts(std::span<const CitedFinding> findings, ScoreContext::Text text) {
    for (const CitedFinding& cited : findings) {
      if (cited.finding == nullptr || cited.finding->confidence == Confidence::kWeak) continue;
      if (cited.finding->clause_id >= AllClauses().size()) continue;
      findings_.push_back(cited);
    }
    std::sort(findings_.begin(), findings_.end(), LessCited);
    findings_.erase(std::unique(findings_.begin(), findings_.end(), SameFinding), findings_.end());
    for (const CitedFinding& cited : findings_) Note(*cited.finding);
    policy_ = text == ScoreContext::Text::kPolicy || (text == ScoreContext::Text::kTell && LooksLikePolicy());
  }

  const std::vector<CitedFinding>& findings() const { return findings_; }
  bool Has(ClauseId clause) const { return has_[clause]; }
  bool any_grant() const { return any_grant_; }
  bool any_condition() const { return any_condition_; }
  bool any_term() const { return any_term_; }      // grant, condition, restriction or use
  bool gating_cap() const { return gating_cap_; }  // a scale cap that stops or gates use
  bool display_cap() const { return display_cap_; }
  bool excludes_class() const { return excludes_class_; }  // of persons, minors aside
  bool policy() const { return policy_; }
  bool mutable_policy() const { return mutable_policy_; }
  bool outputs_named() const { return outputs_named_; }

  // A policy, or an item of a list that narrows what is granted.
  bool use_list() const { return Has(known_.acceptable_use) || narrowing_uses_ > 0 || lawful_pair(); }
  // Lawfulness and the rights of others, both spelled out, are the licence's own list of what may not be done.
  bool lawful_pair() const { return Has(known_.unlawful) && Has(known_.third_party_rights); }
  // One lone item is a restriction, not a list.
  bool acceptable_use_flag() const { return Has(known_.acceptable_use) || (narrowing_uses_ > 0 && distinct_uses_ > 1); }

 private:
  void Note(const Finding& finding) {
    const ClauseId clause = finding.clause_id;
    const std::string_view group = ClauseGroup(clause);
    const bool fresh = !has_[clause];
    has_[clause] = true;
    any_grant_ |= group == "grant";
    any_condition_ |= group == "condition";
    any_term_ |= group != "legal";
    if (group == "use" && fresh) {
      ++distinct_uses_;
      if (EffectOf(clause) != nullptr) ++narrowing_uses_;
    }
    if (clause == known_.persons && TextParam(finding, "excluded") == "class") excludes_class_ = true;
    if (clause == known_.scale_cap) (IsDisplayOnly(finding) ? display_cap_ : gating_cap_) = true;
    if (clause == known_.acceptable_use && BoolParam(finding, "mutable") == true) mutable_policy_ = true;
    if ((clause == known_.acceptable_use || group == "use") && BoolParam(finding, "outputs") == true)
      outputs_named_ = true;
  }

  // A policy text alone grants nothing. A text that presupposes use in other ways than by its list (research only,
  // register, scale) is a licence whose grant was left unsaid.
  bool LooksLikePolicy() const {
    return use_list() && !any_grant_ && !Has(known_.research_only) && !Has(known_.registration) && !gating_cap_ &&
           !display_cap_;
  }

  const Known& known_ = KnownClauses();
  std::vector<CitedFinding> findings_;
  std::array<bool, 256> has_{};
  int distinct_uses_ = 0, narrowing_uses_ = 0;
  bool any_grant_ = false, any_condition_ = false, any_term_ = false, gating_cap_ = false, display_cap_ = false;
  bool excludes_class_ = false;
  bool policy_ = false, mutable_policy_ = false, outputs_named_ = false;
};

// Adds a pull unless the table already has a stronger one.
void Presuppose(Pulls& pulls, Activity activity) {
  if (pulls[At(activity)] == Pull::kNone) pulls[At(activity)] = Pull::kPresupposes;
}

// A cap that only asks for a name to be shown takes no right away.
void ApplyDisplayCap(const Finding& finding, Pulls& pulls) {
  if (finding.clause_id == KnownClauses().scale_cap && IsDisplayOnly(finding)) pulls.fill(Pull::kNone);
}

// Use for any purpose, or without restriction, includes use as a service. Express commerce is read so unless a gate or
// a list stands beside it, which shows that the use is not free of restriction.
void ApplyBreadth(const Finding& finding, const Facts& facts, Pulls& pulls) {
  const Known& known = KnownClauses();
  if (finding.clause_id != known.use && finding.clause_id != known.commercial_use) return;
  bool any = IsBreadth(finding, "any");
  if (finding.clause_id == known.commercial_use && FindParam(finding, "breadth") == nullptr) {
    any = (facts.Has(known.distribution) || facts.Has(known.derivative_distribution)) && !facts.acceptable_use_flag() &&
          !facts.Has(known.registration) && !facts.gating_cap() && !facts.Has(known.non_commercial) &&
          !facts.Has(known.competing_product);
  }
  if (any) Presuppose(pulls, Activity::kHosting);
}

// Words that name a service, or a product or service containing the work, presuppose that there may be one. A name to
// be shown to users speaks of products and services by its nature.
void ApplyService(const Finding& finding, Pulls& pulls) {
  const bool display = finding.clause_id == KnownClauses().display_attribution;
  if (BoolParam(finding, "service").value_or(display)) Presuppose(pulls, Activity::kHosting);
}

// A bar on competing or commercial training leaves other training open.
void ApplyTrainingScope(const Finding& finding, const Facts& facts, Pulls& pulls) {
  const Known& known = KnownClauses();
  if (finding.clause_id != known.output_training) return;
  const std::string_view scope = TextParam(finding, "scope");
  const bool part =
      scope == "competing" || scope == "commercial" || (scope.empty() && facts.Has(known.competing_product));
  if (part) pulls[At(Activity::kOutputTraining)] = Pull::kBinds;
}

// A naming or display duty that follows models trained with outputs presupposes that they may be trained.
void ApplyDutyOnTrained(const Finding& finding, Pulls& pulls) {
  const Known& known = KnownClauses();
  if (finding.clause_id != known.display_attribution && finding.clause_id != known.name_derivatives) return;
  const bool follows = BoolParam(finding, "outputs").value_or(finding.clause_id == known.name_derivatives);
  pulls[At(Activity::kOutputTraining)] = follows ? Pull::kBinds : Pull::kNone;
}

// Commerce that is to be had by applying for it is gated, not barred.
void ApplyRegistrationForCommerce(const Finding& finding, const Facts& facts, Pulls& pulls) {
  const Known& known = KnownClauses();
  if (finding.clause_id == known.non_commercial && facts.Has(known.registration)) {
    pulls[At(Activity::kCommercialUse)] = Pull::kNarrows;
  }
}

// What may not go into production is not free at home either: trying it out is.
void ApplyProduction(const Finding& finding, Pulls& pulls) {
  if (finding.clause_id != KnownClauses().non_commercial || BoolParam(finding, "production") != true) return;
  pulls[At(Activity::kPrivateUse)] = Pull::kNarrows;
}

// Where only commerce needs registration, private use needs none.
void ApplyRegistrationScope(const Finding& finding, Pulls& pulls) {
  if (finding.clause_id == KnownClauses().registration && TextParam(finding, "scope") == "commerce") {
    pulls[At(Activity::kPrivateUse)] = Pull::kNone;
  }
}

// Where nothing else is granted, excluding some persons is what the text does: the others may, some may not.
void ApplyLonePersons(const Finding& finding, const Facts& facts, Pulls& pulls) {
  if (finding.clause_id != KnownClauses().persons || facts.any_grant()) return;
  pulls[At(Activity::kPrivateUse)] = pulls[At(Activity::kCommercialUse)] = Pull::kBinds;
}

// Whole classes of persons left out, minors aside, are users that the grant does not reach.
void ApplyExcludedPersons(const Finding& finding, Pulls& pulls) {
  if (finding.clause_id != KnownClauses().persons || TextParam(finding, "excluded") != "class") return;
  for (Activity activity : {Activity::kPrivateUse, Activity::kCommercialUse, Activity::kModification,
                            Activity::kDistribution, Activity::kHosting, Activity::kOutputTraining}) {
    Pull& pull = pulls[At(activity)];
    pull = pull == Pull::kPresupposes ? Pull::kBinds : Pull::kNarrows;
  }
}

// Notices that may not be taken away say nothing of copies or changes; a duty to put them on copies does.
void ApplyNoticeRemoval(const Finding& finding, Pulls& pulls) {
  if (finding.clause_id != KnownClauses().include_notice || BoolParam(finding, "removal") != true) return;
  pulls[At(Activity::kModification)] = pulls[At(Activity::kDistribution)] = Pull::kNone;
}

// "No other patent licence" beside a patent licence withholds nothing of that.
void ApplyWithheldPatents(const Finding& finding, const Facts& facts, Pulls& pulls) {
  if (facts.Has(KnownClauses().patent)) return;
  if (TextParam(finding, "patents") == "withheld") pulls[At(Activity::kPatentUse)] = Pull::kBars;
}

// A right that its own words bind to the licence's limits is conditional, if the licence limits the purpose.
void ApplyLimits(const Finding& finding, const Facts& facts, Pulls& pulls) {
  const Known& known = KnownClauses();
  if (BoolParam(finding, "limits") != true) return;
  if (finding.clause_id == known.output_use && facts.Has(known.non_commercial)) {
    pulls[At(Activity::kOutputTraining)] = Pull::kBinds;
  }
  if (finding.clause_id == known.patent) pulls[At(Activity::kPatentUse)] = Pull::kBinds;
}

// See Facts::lawful_pair: then both count as items of a list.
void ApplyLawfulPair(const Finding& finding, const Facts& facts, Pulls& pulls) {
  const Known& known = KnownClauses();
  if (finding.clause_id != known.unlawful && finding.clause_id != known.third_party_rights) return;
  if (!facts.lawful_pair()) return;
  pulls.fill(Pull::kNarrows);
  pulls[At(Activity::kPatentUse)] = Pull::kNone;
}

// A policy grants nothing and narrows nothing of its own; what it prohibits stays prohibited.
void ApplyPolicy(const Facts& facts, Pulls& pulls) {
  if (!facts.policy()) return;
  for (Pull& pull : pulls) {
    if (pull != Pull::kForbids && pull != Pull::kBars) pull = Pull::kNone;
  }
}

// A text that only names licences speaks of rights which those give, not itself.
void ApplyNaming(bool names_only, Pulls& pulls) {
  if (!names_only) return;
  for (Pull& pull : pulls) {
    if (pull == Pull::kPresupposes) pull = Pull::kNone;
  }
}

Pulls PullsOf(const Finding& finding, const Facts& facts, bool names_only) {
  Pulls pulls{};
  if (const Effect* effect = EffectOf(finding.clause_id)) pulls = effect->pulls;
  ApplyDisplayCap(finding, pulls);
  ApplyBreadth(finding, facts, pulls);
  ApplyService(finding, pulls);
  ApplyTrainingScope(finding, facts, pulls);
  ApplyDutyOnTrained(finding, pulls);
  ApplyRegistrationForCommerce(finding, facts, pulls);
  ApplyProduction(finding, pulls);
  ApplyRegistrationScope(finding, pulls);
  ApplyExcludedPersons(finding, pulls);
  ApplyLonePersons(finding, facts, pulls);
  ApplyNoticeRemoval(finding, pulls);
  ApplyLimits(finding, facts, pulls);
  ApplyLawfulPair(finding, facts, pulls);
  ApplyWithheldPatents(finding, facts, pulls);
  ApplyPolicy(facts, pulls);
  ApplyNaming(names_only, pulls);
  return pulls;
}

// Collects the first of each clause with the same parameters; the findings come in canonical order.
class Citations {
 public:
  void Add(const CitedFinding& cited) {
    if (!cited_.empty() && cited_.back().finding->clause_id == cited.finding->clause_id &&
        cited_.back().finding->params == cited.finding->params) {
      return;
    }
    cited_.push_back(cited);
  }
  bool empty() const { return cited_.empty(); }
  void AppendTo(std::vector<Because>& out, bool without_uses) const {
    for (const CitedFinding& cited : cited_) {
      if (without_uses && ClauseGroup(cited.finding->clause_id) == "use") continue;
      out.push_back({Because::Kind::kFinding, cited.document, cited.index});
    }
  }

 private:
  std::vector<CitedFinding> cited_;
};

struct Evidence {
  Citations grants, presupposed, narrows, forbids, bars;

  void Add(Pull pull, const CitedFinding& cited) {
    switch (pull) {
      case Pull::kNone:
        break;
      case Pull::kGrants:
        grants.Add(cited);
        break;
      case Pull::kPresupposes:
        presupposed.Add(cited);
        break;
      case Pull::kNarrows:
        narrows.Add(cited);
        break;
      case Pull::kBinds:
        presupposed.Add(cited);
        narrows.Add(cited);
        break;
      case Pull::kForbids:
        forbids.Add(cited);
        break;
      case Pull::kBars:
        bars.Add(cited);
        break;
    }
  }
};

// The value of one activity. A bar wins; a prohibition next to a grant in words holds for a part; a right that is
// granted or presupposed is conditional as soon as anything narrows it. A named policy speaks for its items in the
// citation.
Permission Weigh(const Evidence& evidence, bool has_policy) {
  Permission permission;
  std::vector<Because>& because = permission.because;
  if (!evidence.bars.empty()) {
    permission.value = Value::kProhibited;
    evidence.bars.AppendTo(because, false);
  } else if (!evidence.forbids.empty()) {
    permission.value = evidence.grants.empty() ? Value::kProhibited : Value::kConditional;
    evidence.grants.AppendTo(because, false);
    evidence.forbids.AppendTo(because, false);
  } else if (!evidence.grants.empty() || !evidence.presupposed.empty()) {
    permission.value = evidence.narrows.empty() ? Value::kAllowed : Value::kConditional;
    (evidence.grants.empty() ? evidence.presupposed : evidence.grants).AppendTo(because, false);
    evidence.narrows.AppendTo(because, has_policy);
  }
  std::sort(because.begin(), because.end(), [](const Because& a, const Because& b) {
    return std::tie(a.document, a.index) < std::tie(b.document, b.index);
  });
  because.erase(std::unique(because.begin(), because.end()), because.end());
  return permission;
}

std::vector<Flag> FlagsOf(const Facts& facts) {
  std::array<bool, static_cast<size_t>(Flag::kCopyleft) + 1> set{};
  const auto raise = [&set](Flag flag, bool on) { set[static_cast<size_t>(flag)] |= on; };
  for (const CitedFinding& cited : facts.findings()) {
    const Effect* effect = EffectOf(cited.finding->clause_id);
    if (effect != nullptr && effect->flag) raise(*effect->flag, true);
  }
  raise(Flag::kScaleTriggeredAttribution, facts.display_cap());
  raise(Flag::kAcceptableUse, facts.acceptable_use_flag());
  raise(Flag::kOutputLimits, facts.outputs_named());
  raise(Flag::kMutableTerms, facts.mutable_policy());
  std::vector<Flag> flags;
  for (size_t i = 0; i < set.size(); ++i) {
    if (set[i]) flags.push_back(static_cast<Flag>(i));
  }
  std::sort(flags.begin(), flags.end(), [](Flag a, Flag b) { return Name(a) < Name(b); });
  return flags;
}

// Passing the work on is barred, or it is kept secret and nothing lets it out. Where it may be neither changed nor
// passed on as such, a right to give parts of it away inside a product does not open it.
bool KeepsTheWorkIn(const Facts& facts, const Verdict& verdict) {
  const Known& known = KnownClauses();
  const Value distribution = verdict.permissions[At(Activity::kDistribution)].value;
  const Value modification = verdict.permissions[At(Activity::kModification)].value;
  if (facts.Has(known.no_redistribution) &&
      (distribution == Value::kProhibited || (facts.Has(known.no_derivatives) && modification == Value::kProhibited))) {
    return true;
  }
  return facts.Has(known.confidentiality) &&
         (distribution == Value::kUnspecified || distribution == Value::kProhibited);
}

// Changing the work, or sharing the result, is barred: not where both are granted in words for a part of it.
bool KeepsTheWorkWhole(const Facts& facts) {
  const Known& known = KnownClauses();
  return facts.Has(known.no_derivatives) &&
         !(facts.Has(known.modification) && facts.Has(known.derivative_distribution));
}

// Rights without a single condition, for what makes a work free: use, change and copies.
bool IsWaiver(const Facts& facts, const Verdict& verdict) {
  const auto allowed = [&](Activity a) { return verdict.permissions[At(a)].value == Value::kAllowed; };
  return !facts.any_condition() && allowed(Activity::kCommercialUse) && allowed(Activity::kModification) &&
         allowed(Activity::kDistribution);
}

// The first category that fits, from the top of the taxonomy's list.
Category CategoryOf(const Facts& facts, const Verdict& verdict) {
  const Known& known = KnownClauses();
  if (!facts.any_term()) return Category::kUnknown;
  if (facts.policy()) return Category::kUseRestricted;
  if (KeepsTheWorkIn(facts, verdict)) return Category::kNoRedistribution;
  if (facts.Has(known.research_only)) return Category::kResearchOnly;
  const bool gated = facts.Has(known.registration) || facts.Has(known.fee);
  if (facts.Has(known.non_commercial) && !facts.Has(known.registration)) return Category::kNonCommercial;
  if (KeepsTheWorkWhole(facts)) return Category::kNoDerivatives;
  if (facts.gating_cap()) return Category::kScaleCapped;
  if (gated) return Category::kRegistration;
  if (facts.Has(known.territory)) return Category::kTerritoryLimited;
  const bool behaviour = facts.use_list() || facts.Has(known.no_derivatives) || facts.Has(known.output_training) ||
                         facts.Has(known.competing_product) || facts.Has(known.reverse_engineering) ||
                         facts.Has(known.hosting) || facts.Has(known.benchmarks) || facts.excludes_class();
  if (behaviour) return Category::kUseRestricted;
  if (facts.Has(known.same_license) || facts.Has(known.disclose_source) || facts.Has(known.network_source)) {
    return Category::kCopyleft;
  }
  if (facts.Has(known.display_attribution) || facts.Has(known.name_derivatives) || facts.Has(known.mark_ai_content)) {
    return Category::kAttributionPlus;
  }
  // Nobody is granted anything, yet some are excluded: that is all the text does.
  if (facts.Has(known.persons) && !facts.any_grant()) return Category::kUseRestricted;
  if (IsWaiver(facts, verdict)) return Category::kPublicDomain;
  return facts.any_grant() || facts.any_condition() ? Category::kPermissive : Category::kUseRestricted;
}

// A text that names licences is as strict as the strictest of them and of its own clauses. A name that cannot be
// resolved may hold anything: then only what the text itself, or another name, restricts is known.
Category WithNamed(Category own, std::span<const Category> named) {
  if (named.empty()) return own;
  constexpr auto kNone = static_cast<Category>(static_cast<int>(Category::kPublicDomain) + 1);
  Category strictest = own == Category::kUnknown ? kNone : own;
  bool unresolved = false;
  for (Category category : named) {
    if (category == Category::kUnknown) {
      unresolved = true;
    } else {
      strictest = std::min(strictest, category);
    }
  }
  return strictest == kNone || (unresolved && strictest >= Category::kPermissive) ? Category::kUnknown : strictest;
}

// Names beside terms of its own make a text stricter where they can be resolved.
Category WithBeside(Category own, std::span<const Category> beside) {
  for (Category category : beside) {
    if (category != Category::kUnknown) own = std::min(own, category);
  }
  return own;
}

}  // namespace

Verdict ScoreUnited(std::span<const CitedFinding> findings, const ScoreContext& context) {
  const Facts facts(findings, context.text);
  std::array<Evidence, kActivities> evidence;
  for (const CitedFinding& cited : facts.findings()) {
    const Pulls pulls = PullsOf(*cited.finding, facts, !context.named.empty());
    for (size_t i = 0; i < pulls.size(); ++i) evidence[i].Add(pulls[i], cited);
  }
  Verdict verdict;
  const bool has_policy = facts.Has(KnownClauses().acceptable_use);
  for (size_t i = 0; i < evidence.size(); ++i) verdict.permissions[i] = Weigh(evidence[i], has_policy);
  verdict.category = WithNamed(CategoryOf(facts, verdict), context.named);
  if (verdict.category == Category::kPublicDomain) verdict.category = WithBeside(verdict.category, context.beside);
  verdict.flags = FlagsOf(facts);
  verdict.obligations = classify::ListObligations(facts.findings());
  return verdict;
}

Verdict ScoreFindings(std::span<const Finding> findings, const ScoreContext& context) {
  std::vector<CitedFinding> cited;
  cited.reserve(findings.size());
  for (size_t i = 0; i < findings.size(); ++i) {
    cited.push_back({&findings[i], context.document, static_cast<uint32_t>(i)});
  }
  return ScoreUnited(cited, context);
}

}  // namespace caveat
