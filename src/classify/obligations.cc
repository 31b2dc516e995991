// File: src/classify/obligations.cc

#include "classify/obligations.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

#include "classify/effects.h"

namespace caveat::classify {
namespace {

struct Sentence {
  std::string_view clause, text;
};

// In the licensee's words; what carries a parameter is made in Describe().
constexpr Sentence kSentences[] = {
    {"condition.include-license", "Give every recipient a copy of the licence."},
    {"condition.include-notice", "Keep the notices and credit the authors."},
    {"condition.notice-file", "Carry the stated Notice file along."},
    {"condition.state-changes", "Say what you changed."},
    {"condition.disclose-source", "Make the source available to those who receive the work."},
    {"condition.network-source", "Offer the source to those who use it over a network."},
    {"condition.same-license", "License what you derive under the same terms."},
    {"condition.pass-through-restrictions", "Impose the use restrictions on your recipients in your own terms."},
    {"condition.bind-recipients", "Bind your recipients by this agreement."},
    {"condition.display-attribution", "Show the licensor's name or phrase where users see it."},
    {"condition.name-derivatives", "Give derived models the name that the licence asks for."},
    {"condition.mark-ai-content", "Mark generated content as made by AI."},
    {"condition.content-filter", "Keep safety filters in place."},
    {"condition.registration", "Register with the licensor, or get approval, first."},
    {"condition.acknowledge-publication", "Acknowledge the work in publications."},
    {"condition.use-latest-version", "Move to the latest version when there is one."},
    {"condition.data-protection", "Protect personal data as the law asks."},
    {"condition.report", "Report to the licensor what the licence asks for."},
    {"condition.fee", "Pay the fee that the licence asks for."},
};

struct Unit {
  std::string_view metric, text;
};

constexpr Unit kUnits[] = {
    {"monthly-active-users", "monthly active users"},
    {"daily-active-users", "daily active users"},
    {"annual-active-users", "yearly active users"},
    {"monthly-unique-users", "unique users a month"},
    {"daily-users", "users a day"},
    {"monthly-visits", "visits a month"},
    {"devices", "devices"},
    {"annual-revenue", "yearly revenue"},
    {"monthly-revenue", "monthly revenue"},
    {"annual-recurring-revenue", "yearly recurring revenue"},
    {"attributable-revenue", "revenue from it"},
    {"tokens-per-month", "tokens a month"},
    {"funding", "funding"},
    {"employees", "employees"},
};

// "700 million", "1.5 billion", "5,000".
std::string DescribeNumber(int64_t number) {
  const std::pair<int64_t, std::string_view> scales[] = {{1'000'000'000, " billion"}, {1'000'000, " million"}};
  for (const auto& [scale, name] : scales) {
    if (number < scale || number % (scale / 10) != 0) continue;
    std::string text = std::to_string(number / scale);
    if (const int64_t tenth = number % scale / (scale / 10); tenth != 0) text += "." + std::to_string(tenth);
    return text.append(name);
  }
  std::string digits = std::to_string(number);
  const size_t sign = number < 0 ? 1 : 0;
  for (size_t at = digits.size(); at > sign + 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string DescribeConsequence(std::string_view consequence) {
  if (consequence == "request-license") return "request a licence.";
  if (consequence == "pay") return "pay the licensor.";
  if (consequence == "register") return "register with the licensor.";
  if (consequence == "display-name") return "show the licensor's name to your users.";
  if (consequence == "terminates") return "stop: the licence ends.";
  if (consequence == "prohibited") return "stop: the use is no longer covered.";
  if (consequence == "royalty") return "pay a royalty.";
  return "other terms apply.";
}

// What the whole list has to say about one duty: display duties that hang on a cap bite with it.
struct Setting {
  bool display_cap = false;
  bool paying_cap = false;
};

std::string Describe(const Finding& finding, const Known& known) {
  const ClauseId clause = finding.clause_id;
  if (clause == known.scale_cap) {
    return "Past " + DescribeThreshold(finding) + ", " + DescribeConsequence(TextParam(finding, "consequence"));
  }
  if (clause == known.display_attribution) {
    if (const auto phrase = TextParam(finding, "phrase"); !phrase.empty()) {
      return "Show \"" + std::string(phrase) + "\" where users see it.";
    }
  }
  if (clause == known.name_derivatives) {
    if (const auto prefix = TextParam(finding, "prefix"); !prefix.empty()) {
      return "Put \"" + std::string(prefix) + "\" in the name of derived models.";
    }
  }
  if (clause == known.same_license && TextParam(finding, "scope") == "file") {
    return "License the files you change under the same terms.";
  }
  if (clause == known.same_license && TextParam(finding, "scope") == "library") {
    return "License changes to the library itself under the same terms.";
  }
  if (clause == known.acceptable_use) {
    const auto url = TextParam(finding, "url");
    std::string text = url.empty() ? "Keep to the acceptable-use policy" : "Keep to the acceptable-use policy at ";
    text.append(url);
    return text + (BoolParam(finding, "mutable") == true ? ", in its latest version." : ".");
  }
  const std::string_view id = ClauseName(clause);
  for (const Sentence& sentence : kSentences) {
    if (sentence.clause == id) return std::string(sentence.text);
  }
  return std::string();
}

std::optional<When> DutyOf(const Finding& finding, const Known& known, const Setting& setting) {
  if (finding.clause_id == known.scale_cap) return When::kPastThreshold;
  if (finding.clause_id == known.display_attribution && setting.display_cap) return When::kPastThreshold;
  if (finding.clause_id == known.fee && setting.paying_cap) return When::kPastThreshold;
  const Effect* effect = EffectOf(finding.clause_id);
  return effect == nullptr ? std::nullopt : effect->duty;
}

}  // namespace

const Param* FindParam(const Finding& finding, std::string_view name) {
  for (const Param& param : finding.params) {
    if (param.name == name) return &param;
  }
  return nullptr;
}

std::string_view TextParam(const Finding& finding, std::string_view name) {
  const Param* param = FindParam(finding, name);
  if (param == nullptr) return {};
  if (param->kind == Param::Kind::kText) return param->text;
  if (param->kind == Param::Kind::kList && !param->list.empty()) return param->list.front();
  return {};
}

std::optional<bool> BoolParam(const Finding& finding, std::string_view name) {
  const Param* param = FindParam(finding, name);
  if (param == nullptr) return std::nullopt;
  if (param->kind == Param::Kind::kBool) return param->number != 0;
  if (param->kind != Param::Kind::kText) return std::nullopt;
  if (param->text == "true" || param->text == "True" || param->text == "yes") return true;
  if (param->text == "false" || param->text == "False" || param->text == "no") return false;
  return std::nullopt;
}

std::string DescribeThreshold(const Finding& scale_cap) {
  const Param* threshold = FindParam(scale_cap, "threshold");
  if (threshold == nullptr || threshold->kind != Param::Kind::kNumber) return "the stated threshold";
  std::string text;
  const std::string_view currency = TextParam(scale_cap, "currency");
  const bool money = !currency.empty() && currency != "none";
  if (money) text.append(currency).append(" ");
  text += DescribeNumber(threshold->number);
  const std::string_view metric = TextParam(scale_cap, "metric");
  for (const Unit& unit : kUnits) {
    if (unit.metric == metric) text.append(money ? " of " : " ").append(unit.text);
  }
  return text;
}

bool IsDisplayOnly(const Finding& scale_cap) { return TextParam(scale_cap, "consequence") == "display-name"; }

std::vector<Obligation> ListObligations(std::span<const CitedFinding> findings) {
  const Known& known = KnownClauses();
  Setting setting;
  for (const CitedFinding& cited : findings) {
    if (cited.finding->clause_id != known.scale_cap) continue;
    const std::string_view consequence = TextParam(*cited.finding, "consequence");
    setting.display_cap |= IsDisplayOnly(*cited.finding);
    setting.paying_cap |= consequence == "pay" || consequence == "royalty" || consequence == "request-license";
  }
  struct Duty {
    When when;
    ClauseId clause;
    std::string text;
    Because because;
  };
  std::vector<Duty> duties;
  for (const CitedFinding& cited : findings) {
    const auto when = DutyOf(*cited.finding, known, setting);
    if (!when) continue;
    duties.push_back({*when,
                      cited.finding->clause_id,
                      Describe(*cited.finding, known),
                      {Because::Kind::kFinding, cited.document, cited.index}});
  }
  std::sort(duties.begin(), duties.end(), [](const Duty& a, const Duty& b) {
    return std::tie(a.when, a.clause, a.text, a.because.document, a.because.index) <
           std::tie(b.when, b.clause, b.text, b.because.document, b.because.index);
  });
  std::vector<Obligation> obligations;
  for (Duty& duty : duties) {
    const std::string_view clause = ClauseName(duty.clause);
    const bool same = !obligations.empty() && obligations.back().clause == clause &&
                      obligations.back().when == duty.when && obligations.back().text == duty.text;
    if (!same) obligations.push_back({clause, duty.when, std::move(duty.text), {}});
    std::vector<Because>& because = obligations.back().because;
    if (because.empty() || !(because.back() == duty.because)) because.push_back(duty.because);
  }
  return obligations;
}

}  // namespace caveat::classify
