#include "model/openness.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "classify/names.h"
#include "classify/obligations.h"
#include "model/bases.h"
#include "model/components.h"
#include "model/license_facts.h"
#include "model/mof.h"

namespace caveat::model {
namespace {

std::string JoinWords(const std::vector<std::string>& parts) {
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? " and " : ", ";
    out += parts[i];
  }
  return out;
}

bool Raised(const Verdict& verdict, Flag flag) {
  return std::find(verdict.flags.begin(), verdict.flags.end(), flag) != verdict.flags.end();
}

// The findings of the documents that govern the weights.
template <class Visit>
void ForEachFinding(const Model& model, const Visit& visit) {
  for (const uint32_t i : model.governing) {
    const RoledDocument& d = model.documents[i];
    for (const Finding& finding : d.document.findings) {
      if (finding.confidence == Confidence::kWeak) continue;
      if (d.role == Role::kCard && finding.confidence != Confidence::kCertain) continue;
      visit(finding);
    }
  }
}

std::string_view Kind(Category category) {
  switch (category) {
    case Category::kNoRedistribution:
      return "terms that bar passing it on";
    case Category::kResearchOnly:
      return "a research-only licence";
    case Category::kNonCommercial:
      return "a non-commercial licence";
    case Category::kNoDerivatives:
      return "a licence that bars changed versions";
    case Category::kCopyleft:
      return "a copyleft licence";
    case Category::kPermissive:
      return "a permissive licence";
    case Category::kPublicDomain:
      return "public-domain terms";
    case Category::kUnknown:
      return "terms that are not recognised";
    default:
      return "a custom licence";
  }
}

// An edited text whose additions make other terms of it.
bool ChangesTerms(const Model& model, const Found& found) {
  if (found.how != "edited") return false;
  const Document& d = model.documents[found.document].document;
  const Category plain = CategoryOf(found.license), read = d.verdict.category;
  if (plain != Category::kUnknown && read != Category::kUnknown && read < plain) return true;
  for (const Identity& id : d.identity) {
    if (id.license != found.license) continue;
    for (const Identity::Added& added : id.added) {
      for (const Finding& finding : d.findings) {
        const std::string_view group = ClauseGroup(finding.clause_id);
        if (finding.confidence != Confidence::kWeak &&
            (group == "restriction" || group == "use" || group == "condition") &&
            finding.span.start_byte >= added.span.start_byte && finding.span.end_byte <= added.span.end_byte) {
          return true;
        }
      }
    }
  }
  return false;
}

// "the Apache License 2.0", with its kind for those that few know by name.
std::string LicenseWords(const Model& model) {
  if (model.licenses.empty()) return std::string(Kind(model.verdict.category));
  const names::License* row = names::Find(model.licenses[0]);
  const std::string title = TitleOf(model.licenses[0]);
  const bool edited = std::any_of(model.found.begin(), model.found.end(), [&](const Found& found) {
    return found.license == model.licenses[0] && found.covers != "code" && ChangesTerms(model, found);
  });
  if (edited) return "a modified " + title;
  if (row != nullptr && (row->flags & names::kSpdx) != 0) {
    std::string words = title.starts_with("The ") || title.starts_with("the ") ? title : "the " + title;
    // The titles of Creative Commons do not say what they are titles of.
    if (title.starts_with("Creative Commons") && title.find("icen") == std::string::npos) words += " licence";
    // What the card or a notice adds binds too.
    if (IsRestricted(model.verdict.category) && !IsRestricted(CategoryOf(model.licenses[0])))
      words += " and further terms";
    const bool choice = model.expression && model.expression->find(" OR ") != std::string::npos;
    return choice ? words + " (of a choice: " + *model.expression + ")" : words;
  }
  std::string kind(Kind(model.verdict.category));
  return kind + " (" + title + ")";
}

// The name that the card gives to a licence that nobody else knows: `license: other`, `license_name: our-terms`.
std::string OwnTerms(const Model& model) {
  if (model.licenses_found) return {};
  for (const Declared& declared : model.declared) {
    if (declared.field == "license_name" && declared.license.empty()) return declared.value;
  }
  return {};
}

const Component& Get(const Model& model, std::string_view id) { return model.components[ComponentIndex(id)]; }

}  // namespace

std::string TermsInWords(const Model& model) {
  std::string out = LicenseWords(model);
  std::set<std::string> caps, display_caps, territories;
  bool registration = false, fee = false, display = false, naming = false, training = false, uses = false;
  ForEachFinding(model, [&](const Finding& f) {
    if (f.clause == "restriction.scale-cap") {
      if (classify::DescribeThreshold(f) == "the stated threshold") return;
      (classify::IsDisplayOnly(f) ? display_caps : caps).insert(classify::DescribeThreshold(f));
    } else if (f.clause == "restriction.territory") {
      if (const Param* list = classify::FindParam(f, "territories"); list != nullptr)
        territories.insert(list->list.begin(), list->list.end());
    }
    registration |= f.clause == "condition.registration";
    fee |= f.clause == "condition.fee";
    display |= f.clause == "condition.display-attribution";
    naming |= f.clause == "condition.name-derivatives";
    training |= f.clause == "restriction.output-training";
    uses |= f.clause.starts_with("use.") && f.clause != "use.unlawful";
  });
  std::vector<std::string> parts;
  if (Raised(model.verdict, Flag::kAcceptableUse)) {
    parts.push_back("an acceptable-use policy");
  } else if (uses) {
    parts.push_back("prohibited uses");
  }
  if (!caps.empty()) {
    parts.push_back("a cap at " + JoinWords({caps.begin(), caps.end()}));
  } else if (model.verdict.category == Category::kScaleCapped) {
    parts.push_back("a cap on scale");
  }
  if (!display_caps.empty()) {
    parts.push_back("a duty to display a name past " + JoinWords({display_caps.begin(), display_caps.end()}));
  } else if (display && Raised(model.verdict, Flag::kScaleTriggeredAttribution)) {
    parts.push_back("a duty to display a name past a threshold");
  } else if (display) {
    parts.push_back("a duty to display a name");
  }
  if (naming) parts.push_back("a prescribed name for derived models");
  if (registration) parts.push_back("prior registration");
  if (fee) parts.push_back("a fee in some cases");
  if (!territories.empty()) parts.push_back("no grant in " + JoinWords({territories.begin(), territories.end()}));
  if (training) parts.push_back("a limit on training other models");
  if (!parts.empty()) out += " with " + JoinWords(parts);
  return out;
}

const Inherited* BindingBase(const Model& model) {
  for (const Inherited& link : model.inherited) {
    if (link.relation == "trained-on" || link.relation == "distilled" || link.strength == "hint" ||
        link.license.empty())
      continue;
    if (!IsRestricted(CategoryOf(link.license))) continue;
    // Named in prose, a family may be part of the story alone.
    if (link.strength != "declared" && link.field == "prose" && FindBaseModel(link.base_model) == nullptr) continue;
    if (std::find(model.licenses.begin(), model.licenses.end(), link.license) != model.licenses.end()) continue;
    return &link;
  }
  return nullptr;
}

Answer OpenTerms(const Model& model) {
  if (BindingBase(model) != nullptr) return Answer::kNo;
  if (IsRestricted(model.verdict.category) || model.verdict.category == Category::kAttributionPlus) return Answer::kNo;
  if (model.licenses.empty()) {
    if (model.verdict.category == Category::kUnknown) return model.licenses_found ? Answer::kUnknown : Answer::kNo;
    return Answer::kUnknown;
  }
  for (const Found& found : model.found) {
    const bool governs =
        std::find(model.governing.begin(), model.governing.end(), found.document) != model.governing.end();
    // The licence with an added term is another licence.
    if (governs && found.covers != "code" && model.documents[found.document].role != Role::kCard &&
        ChangesTerms(model, found)) {
      return Answer::kNo;
    }
  }
  Answer all = Answer::kYes;
  for (const std::string& license : model.licenses) {
    const Answer open = IsOpenLicense(license);
    if (open == Answer::kNo) return Answer::kNo;
    if (open == Answer::kUnknown) all = Answer::kUnknown;
  }
  return all;
}

Openness JudgeOpenness(const View& view, const Model& model) {
  Openness out;
  MofComponents components;
  for (size_t i = 0; i < kComponents; ++i) {
    components[i].included = model.components[i].present == Answer::kYes;
    components[i].open = model.components[i].open == Answer::kYes;
    components[i].license = model.components[i].license;
  }
  const MofScore score = Score(components);
  out.mof = score.mof;
  out.mof_class = score.mof_class;

  const Answer terms = OpenTerms(model);
  // The definition: data information, code, parameters, each under open terms.
  bool any_no = terms == Answer::kNo, any_unknown = terms == Answer::kUnknown;
  if (terms != Answer::kYes) out.osaid_missing.emplace_back("open-terms");
  const auto need = [&](std::string_view id) {
    const Component& component = Get(model, id);
    if (component.present == Answer::kYes && component.open != Answer::kNo) {
      if (component.open == Answer::kUnknown) any_unknown = true;
      return;
    }
    out.osaid_missing.emplace_back(id);
    (component.present == Answer::kUnknown ? any_unknown : any_no) = true;
  };
  // Information about the data: a card or the data themselves, and where they come from.
  const bool data = Get(model, "data-card").present == Answer::kYes || Get(model, "datasets").present == Answer::kYes;
  const bool paper =
      Get(model, "research-paper").present == Answer::kYes || Get(model, "technical-report").present == Answer::kYes;
  if (!data) {
    out.osaid_missing.emplace_back("data-information");
    const bool may = Get(model, "data-card").present == Answer::kUnknown ||
                     Get(model, "datasets").present == Answer::kUnknown || paper;
    (may ? any_unknown : any_no) = true;
  }
  for (const std::string_view id :
       {"data-preprocessing-code", "training-code", "inference-code", "model-architecture", "model-parameters-final"})
    need(id);
  out.osaid_meets = any_no ? Answer::kNo : any_unknown ? Answer::kUnknown : Answer::kYes;

  const Component& weights = Get(model, "model-parameters-final");
  const Component& training = Get(model, "training-code");
  const bool dataset_only = weights.present == Answer::kNo && view.repository().paths_complete;
  if (dataset_only && model.licenses.empty() && !model.licenses_found) {
    out.openness_class = "closed";
  } else if (terms != Answer::kYes) {
    out.openness_class = "restricted-weights";
  } else if (out.osaid_meets == Answer::kYes) {
    out.openness_class = "open-source-ai";
  } else if (score.mof_class == "I" || score.mof_class == "II" ||
             (training.present == Answer::kYes && training.open == Answer::kYes &&
              Get(model, "inference-code").open == Answer::kYes && Get(model, "evaluation-code").open == Answer::kYes &&
              weights.present == Answer::kYes)) {
    out.openness_class = "open-tooling";
  } else {
    out.openness_class = "open-weights";
  }

  // The sentence.
  const Category category = model.verdict.category;
  std::string text;
  if (out.openness_class == "closed") {
    text = "No weights are among these files";
    if (!model.licenses.empty()) text += "; what is here is under " + TermsInWords(model);
  } else if (out.openness_class == "open-source-ai") {
    text =
        "As far as its files show, this is an open source AI model: weights, code and information about the data "
        "under " +
        TermsInWords(model);
  } else {
    const bool shared = terms == Answer::kYes || category == Category::kScaleCapped ||
                        category == Category::kUseRestricted || category == Category::kAttributionPlus ||
                        category == Category::kTerritoryLimited || category == Category::kRegistration ||
                        category == Category::kCopyleft || category == Category::kPermissive ||
                        category == Category::kPublicDomain;
    const bool none = model.licenses.empty() && category == Category::kUnknown;
    const bool here = weights.present == Answer::kYes;
    const std::string it = here ? "This is a model with downloadable weights" : "This is a model";
    const std::string own = none ? OwnTerms(model) : std::string();
    if (!own.empty()) {
      text = it + " under terms of its own (" + own + "), whose text is not among the files";
    } else if (none) {
      text = it + (model.licenses_found ? " under terms that are not recognised"
                                        : (here ? " and no licence that is known" : " with no licence that is known") +
                                              std::string("; without one nothing is permitted"));
    } else {
      text = (here && shared ? "This is an open-weight model" : it) + " under " + TermsInWords(model);
    }
    if (const Inherited* base = none ? nullptr : BindingBase(model); base != nullptr && !IsRestricted(category)) {
      text = it + " that declares " + TermsInWords(model) + ", but derives from " + base->base_model +
             ", whose terms (" + TitleOf(base->license) + ") still bind";
    }
    if (!here) {
      text += weights.present == Answer::kNo ? "; its weights are not among these files"
                                             : "; whether its weights can be had is not seen from these files";
    }
  }
  std::vector<std::string> unpublished, unseen;
  for (const std::string_view id : {"datasets", "training-code"}) {
    const Component& component = Get(model, id);
    const std::string words(AllComponents()[ComponentIndex(id)].words);
    if (component.present == Answer::kNo) unpublished.push_back(words);
    if (component.present == Answer::kUnknown) unseen.push_back(words);
  }
  if (!unpublished.empty())
    text += "; " + JoinWords(unpublished) + (unpublished.size() > 1 ? " are" : " is") + " not published here";
  if (!unseen.empty())
    text += "; whether " + JoinWords(unseen) + (unseen.size() > 1 ? " are" : " is") +
            " published elsewhere cannot be told from these files";
  if (unpublished.empty() && unseen.empty() && out.openness_class != "open-source-ai" && out.openness_class != "closed")
    text += "; training data and training code are published";
  out.statement = text + ".";
  return out;
}

}  // namespace caveat::model
