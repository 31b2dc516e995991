// File: src/classify/effects.cc

#include "classify/effects.h"

#include <algorithm>
#include <vector>

namespace caveat::classify {
namespace {

struct Row {
  std::string_view clause;
  // One letter an activity, in the order private-use, commercial-use, modification, distribution, hosting,
  // output-training, patent-use: g grants, p presupposes, n narrows, b binds, f forbids, x bars, '.' nothing.
  std::string_view pulls;
  std::optional<Flag> flag = std::nullopt;
  std::optional<When> duty = std::nullopt;
};

// Prohibited uses have one row between them, below: they differ in nothing here.
constexpr Row kRows[] = {
    {"grant.use", "gp....."},
    {"grant.commercial-use", ".g....."},
    {"grant.modification", "ppg...."},
    {"grant.distribution", "pp.g..."},
    {"grant.derivative-distribution", "pppg..."},
    {"grant.sublicense", "pp.p..."},
    {"grant.hosting", "pp..g.."},
    {"grant.output-use", "pp...g."},
    {"grant.patent", "......g", Flag::kPatentGrant},

    {"condition.include-license", "pp.p...", std::nullopt, When::kOnDistribution},
    {"condition.include-notice", "pppp...", std::nullopt, When::kOnDistribution},
    {"condition.notice-file", "pp.p...", std::nullopt, When::kOnDistribution},
    {"condition.state-changes", "ppp....", std::nullopt, When::kOnModification},
    {"condition.disclose-source", "pp.p...", Flag::kCopyleft, When::kOnDistribution},
    {"condition.network-source", "ppp.p..", Flag::kCopyleft, When::kInUse},
    {"condition.same-license", "pppp...", Flag::kCopyleft, When::kOnDistribution},
    {"condition.pass-through-restrictions", "nnnb...", std::nullopt, When::kOnDistribution},
    {"condition.bind-recipients", "pp.p...", std::nullopt, When::kOnDistribution},
    {"condition.display-attribution", "pp.....", std::nullopt, When::kInUse},
    {"condition.name-derivatives", "ppp..b.", Flag::kNaming, When::kOnModification},
    {"condition.mark-ai-content", "pp.....", std::nullopt, When::kInUse},
    {"condition.content-filter", "pp.....", std::nullopt, When::kInUse},
    {"condition.registration", "nbnnnnn", std::nullopt, When::kBeforeUse},
    {"condition.acknowledge-publication", "p......", std::nullopt, When::kOnPublication},
    {"condition.use-latest-version", "p......", std::nullopt, When::kInUse},
    {"condition.data-protection", "pp.....", std::nullopt, When::kInUse},
    {"condition.report", "p......", std::nullopt, When::kInUse},
    {"condition.fee", ".nnnn..", std::nullopt, When::kBeforeUse},

    {"restriction.non-commercial", ".fnnn.."},
    {"restriction.research-only", "bxnnnn."},
    {"restriction.no-derivatives", "p.fn..."},
    {"restriction.scale-cap", ".nnnnnn"},
    {"restriction.territory", "nnnnnn.", Flag::kTerritory},
    {"restriction.hosting", ".n..f.."},
    {"restriction.no-redistribution", "...f..."},
    {"restriction.output-training", ".nnnnxn", Flag::kOutputLimits},
    {"restriction.distillation-as-derivative", ".....b."},
    {"restriction.competing-product", ".nnnnn."},
    {"restriction.reverse-engineering", "pp....."},
    {"restriction.benchmark-publication", "pp....."},
    {"restriction.persons", "pp....."},
    {"restriction.acceptable-use-policy", "nnnnnn.", std::nullopt, When::kInUse},

    {"legal.indemnity", ".......", Flag::kIndemnity},
    {"legal.revocable", ".......", Flag::kRevocable},
    {"legal.unilateral-change", ".......", Flag::kMutableTerms},
    {"legal.remote-restriction", ".......", Flag::kRemoteRestriction},
};

// A named use is barred. Lawfulness and the rights of others bind without a licence saying so: alone they narrow
// nothing (verdict.cc tells what both together do).
constexpr std::string_view kUsePulls = "nnnnnn.";

Pull ParsePull(char letter) {
  switch (letter) {
    case 'g':
      return Pull::kGrants;
    case 'p':
      return Pull::kPresupposes;
    case 'n':
      return Pull::kNarrows;
    case 'b':
      return Pull::kBinds;
    case 'f':
      return Pull::kForbids;
    case 'x':
      return Pull::kBars;
    default:
      return Pull::kNone;
  }
}

Effect MakeEffect(ClauseId clause, const Row& row) {
  Effect effect{.clause = clause, .pulls = {}, .flag = row.flag, .duty = row.duty};
  for (size_t i = 0; i < effect.pulls.size() && i < row.pulls.size(); ++i) effect.pulls[i] = ParsePull(row.pulls[i]);
  return effect;
}

std::vector<Effect> BuildTable() {
  std::vector<Effect> table;
  for (const Row& row : kRows) {
    if (const auto clause = FindClause(row.clause)) table.push_back(MakeEffect(*clause, row));
  }
  const Known& known = KnownClauses();
  for (size_t i = 0; i < AllClauses().size(); ++i) {
    const auto clause = static_cast<ClauseId>(i);
    if (ClauseGroup(clause) != "use" || clause == known.unlawful || clause == known.third_party_rights) continue;
    table.push_back(MakeEffect(clause, Row{ClauseName(clause), kUsePulls}));
  }
  std::sort(table.begin(), table.end(), [](const Effect& a, const Effect& b) { return a.clause < b.clause; });
  return table;
}

const std::vector<Effect>& Table() {
  static const std::vector<Effect> table = BuildTable();
  return table;
}

}  // namespace

std::span<const Effect> Effects() { return Table(); }

const Effect* EffectOf(ClauseId clause) {
  static const std::array<const Effect*, 256> index = [] {
    std::array<const Effect*, 256> rows{};
    for (const Effect& effect : Table()) rows[effect.clause] = &effect;
    return rows;
  }();
  return index[clause];
}

const Known& KnownClauses() {
  static const Known known = [] {
    const auto at = [](std::string_view id) { return FindClause(id).value_or(0); };
    return Known{.use = at("grant.use"),
                 .commercial_use = at("grant.commercial-use"),
                 .modification = at("grant.modification"),
                 .distribution = at("grant.distribution"),
                 .derivative_distribution = at("grant.derivative-distribution"),
                 .output_use = at("grant.output-use"),
                 .patent = at("grant.patent"),
                 .include_notice = at("condition.include-notice"),
                 .name_derivatives = at("condition.name-derivatives"),
                 .display_attribution = at("condition.display-attribution"),
                 .registration = at("condition.registration"),
                 .fee = at("condition.fee"),
                 .non_commercial = at("restriction.non-commercial"),
                 .research_only = at("restriction.research-only"),
                 .no_derivatives = at("restriction.no-derivatives"),
                 .scale_cap = at("restriction.scale-cap"),
                 .territory = at("restriction.territory"),
                 .no_redistribution = at("restriction.no-redistribution"),
                 .hosting = at("restriction.hosting"),
                 .benchmarks = at("restriction.benchmark-publication"),
                 .output_training = at("restriction.output-training"),
                 .competing_product = at("restriction.competing-product"),
                 .persons = at("restriction.persons"),
                 .acceptable_use = at("restriction.acceptable-use-policy"),
                 .reverse_engineering = at("restriction.reverse-engineering"),
                 .unlawful = at("use.unlawful"),
                 .third_party_rights = at("use.third-party-rights"),
                 .confidentiality = at("legal.confidentiality"),
                 .same_license = at("condition.same-license"),
                 .disclose_source = at("condition.disclose-source"),
                 .network_source = at("condition.network-source"),
                 .mark_ai_content = at("condition.mark-ai-content")};
  }();
  return known;
}

}  // namespace caveat::classify
