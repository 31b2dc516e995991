// File: src/classify/summary.cc

#include "classify/summary.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "classify/effects.h"
#include "classify/obligations.h"

namespace caveat {
namespace {

using classify::DescribeThreshold;
using classify::EffectOf;
using classify::FindParam;
using classify::IsDisplayOnly;
using classify::KnownClauses;

std::string_view Opening(Category category) {
  switch (category) {
    case Category::kUnknown:
      break;
    case Category::kNoRedistribution:
      return "Terms of use without redistribution";
    case Category::kResearchOnly:
      return "Research-only licence";
    case Category::kNonCommercial:
      return "Non-commercial licence";
    case Category::kNoDerivatives:
      return "No-derivatives licence";
    case Category::kScaleCapped:
      return "Scale-capped licence";
    case Category::kRegistration:
      return "Licence with prior registration";
    case Category::kTerritoryLimited:
      return "Territory-limited licence";
    case Category::kUseRestricted:
      return "Use-restricted licence";
    case Category::kCopyleft:
      return "Copyleft licence";
    case Category::kAttributionPlus:
      return "Permissive licence with a naming duty";
    case Category::kPermissive:
      return "Permissive licence";
    case Category::kPublicDomain:
      return "Public-domain terms";
  }
  return "Terms not recognised";
}

std::string_view Commerce(Value value) {
  switch (value) {
    case Value::kAllowed:
      return "commercial use allowed";
    case Value::kConditional:
      return "commercial use allowed with conditions";
    case Value::kProhibited:
      return "no commercial use";
    case Value::kUnspecified:
      break;
  }
  return "nothing said on commercial use";
}

// "a, b and c".
std::string Join(const std::set<std::string>& parts) {
  std::string text;
  size_t left = parts.size();
  for (const std::string& part : parts) {
    text += part;
    --left;
    if (left > 0) text += left == 1 ? " and " : ", ";
  }
  return text;
}

// What stands out in the findings, gathered in sets so that order and repetition are gone.
struct Highlights {
  std::set<std::string> caps, display_caps, territories;
  bool registration = false, fee = false, display = false, naming = false, marking = false, use_list = false,
       output_training = false, copyleft = false, no_derivatives = false, persons = false, named_uses = false,
       any = false;
};

Highlights Gather(std::span<const Finding> findings) {
  const classify::Known& known = KnownClauses();
  Highlights seen;
  for (const Finding& finding : findings) {
    if (finding.confidence == Confidence::kWeak) continue;
    const ClauseId clause = finding.clause_id;
    seen.any |= ClauseGroup(clause) != "legal";
    if (clause == known.scale_cap) {
      (IsDisplayOnly(finding) ? seen.display_caps : seen.caps).insert(DescribeThreshold(finding));
    }
    if (clause == known.territory) {
      const Param* param = FindParam(finding, "territories");
      if (param != nullptr) seen.territories.insert(param->list.begin(), param->list.end());
    }
    seen.registration |= clause == known.registration;
    seen.fee |= clause == known.fee;
    seen.display |= clause == known.display_attribution;
    seen.naming |= clause == known.name_derivatives;
    seen.marking |= clause == known.mark_ai_content;
    seen.use_list |= clause == known.acceptable_use;
    seen.named_uses |= ClauseGroup(clause) == "use" && EffectOf(clause) != nullptr;
    seen.output_training |= clause == known.output_training;
    seen.copyleft |= clause == known.same_license || clause == known.disclose_source || clause == known.network_source;
    seen.no_derivatives |= clause == known.no_derivatives;
  }
  return seen;
}

std::vector<std::string> Points(const Verdict& verdict, const Highlights& seen) {
  std::vector<std::string> points;
  const auto raised = [&](Flag flag) {
    return std::find(verdict.flags.begin(), verdict.flags.end(), flag) != verdict.flags.end();
  };
  if (seen.registration) points.push_back("register first");
  if (seen.fee) points.push_back("a fee may be due");
  if (seen.no_derivatives) points.push_back("changed versions are limited");
  if (seen.use_list) points.push_back("a list of prohibited uses binds");
  if (!seen.use_list && seen.named_uses) points.push_back("some uses are prohibited");
  if (seen.output_training) points.push_back("training other models is limited");
  if (seen.copyleft) points.push_back("derivatives stay under the same terms or show their source");
  if (seen.display && seen.display_caps.empty()) points.push_back("a name must be displayed");
  if (seen.naming) points.push_back("derived models carry a given name");
  if (seen.marking) points.push_back("generated content must be marked");
  if (!seen.display_caps.empty()) points.push_back("a name must be displayed past " + Join(seen.display_caps));
  if (!seen.caps.empty()) points.push_back("rights change past " + Join(seen.caps));
  if (!seen.territories.empty())
    points.push_back("not granted in " + Join(seen.territories));
  else if (raised(Flag::kTerritory))
    points.push_back("some territory is excluded");
  if (raised(Flag::kMutableTerms)) points.push_back("the terms may change");
  if (raised(Flag::kRevocable)) points.push_back("the licence may be withdrawn");
  return points;
}

}  // namespace

std::string Summarize(const Verdict& verdict, std::span<const Finding> findings) {
  const Highlights seen = Gather(findings);
  if (verdict.category == Category::kUnknown && !seen.any) return "No licence terms recognised.";
  const Permission& commerce = verdict.permissions[static_cast<size_t>(Activity::kCommercialUse)];
  const bool grants_nothing =
      std::all_of(verdict.permissions.begin(), verdict.permissions.end(),
                  [](const Permission& p) { return p.value == Value::kUnspecified || p.value == Value::kProhibited; });
  std::vector<std::string> points = Points(verdict, seen);
  std::string text;
  if (!seen.any) {
    // The licence is only named: its category is known, its terms are elsewhere.
    return std::string("Only names other terms: ").append(Name(verdict.category)).append(".");
  }
  if (verdict.category == Category::kUseRestricted && grants_nothing) {
    text = "Use restrictions that grant nothing by themselves: ";
    if (commerce.value == Value::kProhibited) points.insert(points.begin(), "no commercial use");
    if (points.empty()) points.push_back("some uses or users are excluded");
  } else {
    text.append(Opening(verdict.category)).append(": ");
    points.insert(points.begin(), std::string(Commerce(commerce.value)));
  }
  for (size_t i = 0; i < points.size(); ++i) text.append(i == 0 ? "" : "; ").append(points[i]);
  return text + ".";
}

}  // namespace caveat
