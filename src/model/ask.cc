#include "model/ask.h"

#include <algorithm>
#include <utility>

#include "classify/obligations.h"
#include "model/components.h"
#include "model/terms.h"

namespace caveat::model {
namespace {

constexpr std::string_view kEuropeanUnion[] = {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES",
                                               "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
                                               "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"};

struct ActivityWant {
  Activity activity;
  bool Profile::*wanted;  // null: always
  std::string_view words;
};
constexpr ActivityWant kWants[] = {
    {Activity::kPrivateUse, nullptr, "running it"},
    {Activity::kCommercialUse, &Profile::commercial, "commercial use"},
    {Activity::kModification, &Profile::fine_tuning, "fine-tuning it"},
    {Activity::kDistribution, &Profile::redistribution, "passing it on"},
    {Activity::kHosting, &Profile::hosting, "offering it as a service"},
    {Activity::kOutputTraining, &Profile::train_on_outputs, "training other models on its outputs"},
};

bool IsRevenue(std::string_view metric) {
  return metric.find("revenue") != std::string_view::npos || metric == "funding";
}
bool IsUsers(std::string_view metric) {
  return metric.find("users") != std::string_view::npos || metric == "monthly-visits" || metric.empty();
}

class Asker {
 public:
  Asker(const Model& model, const Profile& profile) : model_(model), profile_(profile) {
    for (const uint32_t i : model.governing) {
      const RoledDocument& d = model.documents[i];
      for (uint32_t k = 0; k < d.document.findings.size(); ++k) {
        const Finding& f = d.document.findings[k];
        if (f.confidence == Confidence::kWeak || (d.role == Role::kCard && f.confidence != Confidence::kCertain))
          continue;
        findings_.push_back({&f, {Because::Kind::kFinding, i, k}});
      }
    }
  }

  AskResult Run() {
    Activities();
    Caps();
    Territories();
    Fields();
    Others();
    Duties();
    Questions();
    AskResult& r = result_;
    if (!r.barriers.empty()) {
      r.answer = "not-allowed";
    } else if (!r.unclear.empty()) {
      r.answer = "unclear";
    } else {
      r.answer = r.duties.empty() ? "allowed" : "allowed-if";
    }
    return std::move(result_);
  }

 private:
  struct Cited {
    const Finding* finding;
    Because because;
  };

  static void Put(std::vector<Barrier>* list, std::string_view clause, std::string text, std::vector<Because> because) {
    for (Barrier& barrier : *list) {
      if (barrier.clause == clause && barrier.text == text) {
        for (const Because& b : because) {
          if (std::find(barrier.because.begin(), barrier.because.end(), b) == barrier.because.end())
            barrier.because.push_back(b);
        }
        return;
      }
    }
    list->push_back({std::string(clause), std::move(text), std::move(because)});
  }
  void Bar(std::string_view clause, std::string text, std::vector<Because> because) {
    Put(&result_.barriers, clause, std::move(text), std::move(because));
  }
  void Open(std::string_view clause, std::string text, std::vector<Because> because) {
    Put(&result_.unclear, clause, std::move(text), std::move(because));
  }

  const Permission& Get(Activity activity) const { return model_.verdict.permissions[static_cast<size_t>(activity)]; }

  // The clause that a prohibition comes from, with the reasons that are of it.
  std::string_view Prohibiting(const Permission& permission, std::vector<Because>* because) const {
    std::string_view clause;
    for (const Because& b : permission.because) {
      if (b.kind != Because::Kind::kFinding || b.document >= model_.documents.size()) continue;
      const auto& findings = model_.documents[b.document].document.findings;
      if (b.index >= findings.size() || ClauseGroup(findings[b.index].clause_id) != "restriction") continue;
      if (clause.empty()) clause = findings[b.index].clause;
      if (findings[b.index].clause == clause) because->push_back(b);
    }
    if (because->empty()) *because = permission.because;
    return clause;
  }

  void Activities() {
    for (const ActivityWant& want : kWants) {
      if (want.wanted != nullptr && !(profile_.*want.wanted)) continue;
      const Permission& permission = Get(want.activity);
      const std::string words(want.words);
      if (permission.value == Value::kProhibited) {
        std::vector<Because> because;
        const std::string_view clause = Prohibiting(permission, &because);
        Bar(clause, "The terms do not allow " + words + ".", std::move(because));
      } else if (permission.value == Value::kUnspecified) {
        Open("", "The terms that are known say nothing on " + words + ".", {});
      } else if (want.activity == Activity::kOutputTraining && permission.value == Value::kConditional) {
        for (const Cited& c : findings_) {
          if (c.finding->clause == "restriction.output-training")
            Open(c.finding->clause,
                 "Training on outputs is limited; whether yours falls under it, the clause must tell.", {c.because});
        }
      }
    }
  }

  // -1: not known; 0: not passed; 1: passed.
  int Passed(const Finding& cap) const {
    const Param* threshold = classify::FindParam(cap, "threshold");
    const std::string_view metric = classify::TextParam(cap, "metric");
    if (threshold == nullptr || threshold->kind != Param::Kind::kNumber) return -1;
    std::optional<int64_t> mine;
    if (IsRevenue(metric)) {
      mine = profile_.revenue;
      const std::string_view currency = classify::TextParam(cap, "currency");
      if (mine && !currency.empty() && currency != "none" && currency != profile_.currency) return -1;
      if (mine && metric == "monthly-revenue") *mine /= 12;
    } else if (IsUsers(metric)) {
      mine = profile_.users;
    }
    if (!mine) return -1;
    return classify::TextParam(cap, "comparator") == "ge" ? *mine >= threshold->number : *mine > threshold->number;
  }

  void Caps() {
    for (const Cited& c : findings_) {
      if (c.finding->clause != "restriction.scale-cap") continue;
      const int passed = Passed(*c.finding);
      const std::string_view consequence = classify::TextParam(*c.finding, "consequence");
      const std::string what = classify::DescribeThreshold(*c.finding);
      if (passed == 0) {
        below_.push_back(c.because);
        continue;
      }
      if (passed < 0) continue;  // stays a duty past the threshold
      if (consequence == "request-license" || consequence == "terminates" || consequence == "prohibited") {
        Bar(c.finding->clause,
            "You are past " + what + ": there the licence gives no right; a licence of your own is needed.",
            {c.because});
      }
      passed_.push_back(c.because);
    }
  }

  void Territories() {
    for (const Cited& c : findings_) {
      if (c.finding->clause != "restriction.territory") continue;
      const Param* param = classify::FindParam(*c.finding, "territories");
      if (param == nullptr || param->list.empty()) {
        if (!profile_.territories.empty())
          Open(c.finding->clause, "Some territory is left out of the grant; the clause must tell which.", {c.because});
        continue;
      }
      for (const std::string& mine : profile_.territories) {
        const bool union_member =
            std::find(std::begin(kEuropeanUnion), std::end(kEuropeanUnion), mine) != std::end(kEuropeanUnion);
        const auto lists = [&](std::string_view code) {
          return std::find(param->list.begin(), param->list.end(), code) != param->list.end();
        };
        if (lists(mine) || (union_member && lists("EU")) || (mine == "UK" && lists("GB")))
          Bar(c.finding->clause, "The grant leaves out " + mine + ".", {c.because});
      }
    }
  }

  void Fields() {
    bool policy_only = false;
    const Because* policy = nullptr;
    bool any_use = false;
    for (const Cited& c : findings_) {
      any_use |= c.finding->clause.starts_with("use.") && c.finding->clause != "use.unlawful";
      if (c.finding->clause == "restriction.acceptable-use-policy") {
        policy_only = true;
        if (policy == nullptr) policy = &c.because;
      }
    }
    for (const std::string& field : profile_.fields) {
      const auto it =
          std::find_if(AskFields().begin(), AskFields().end(), [&](const AskField& f) { return f.id == field; });
      if (it == AskFields().end()) continue;
      bool barred = false;
      for (const Cited& c : findings_) {
        if (!Lists(it->clauses, c.finding->clause)) continue;
        barred = true;
        const ClauseInfo& info = AllClauses()[c.finding->clause_id];
        Bar(c.finding->clause, "The prohibited uses touch your field (" + field + "): " + std::string(info.title) + ".",
            {c.because});
      }
      if (!barred && policy_only && !any_use && policy != nullptr)
        Open("restriction.acceptable-use-policy",
             "A use policy binds whose text is not among the files; read what it says on " + field + ".", {*policy});
    }
  }

  static bool Lists(std::string_view list, std::string_view clause) {
    while (!list.empty()) {
      const size_t space = list.find(' ');
      if (list.substr(0, space) == clause) return true;
      if (space == std::string_view::npos) return false;
      list.remove_prefix(space + 1);
    }
    return false;
  }

  void Others() {
    for (const Cited& c : findings_) {
      if (c.finding->clause == "restriction.hosting" && profile_.hosting)
        Bar(c.finding->clause, "Offering it as a service needs a further licence.", {c.because});
      if (c.finding->clause == "restriction.no-redistribution" && profile_.redistribution)
        Bar(c.finding->clause, "It may not be passed on without permission.", {c.because});
      if (c.finding->clause == "restriction.persons")
        Open(c.finding->clause, "Certain people or bodies cannot be licensees; check that you are none of them.",
             {c.because});
      if (c.finding->clause == "restriction.competing-product" && profile_.commercial)
        Open(c.finding->clause,
             "Competing with the licensor is barred; whether your product does, the clause must tell.", {c.because});
    }
    // A question that hangs on who you are does not make everything unclear.
    std::erase_if(result_.unclear, [&](const Barrier& b) {
      if (b.clause != "restriction.persons") return false;
      result_.duties.push_back({When::kBeforeUse, "Make sure that you are none of the excluded persons.", b.because});
      return true;
    });
  }

  bool Bites(const Obligation& duty) const {
    switch (duty.when) {
      case When::kBeforeUse:
        if (duty.clause == "condition.registration" && !profile_.commercial) {
          for (const Because& b : duty.because) {
            if (b.kind != Because::Kind::kFinding || b.document >= model_.documents.size()) return true;
            const auto& findings = model_.documents[b.document].document.findings;
            if (b.index < findings.size() && classify::TextParam(findings[b.index], "scope") != "commerce") return true;
          }
          return false;
        }
        return true;
      case When::kInUse:
        return true;
      case When::kOnModification:
        return profile_.fine_tuning;
      case When::kOnDistribution:
        if (profile_.redistribution) return true;
        return profile_.hosting &&
               (duty.clause == "condition.display-attribution" || duty.clause == "condition.network-source" ||
                duty.clause == "condition.pass-through-restrictions");
      case When::kOnPublication:
        return profile_.redistribution;
      case When::kPastThreshold:
        // Known to be below: nothing to do; above or not known: it counts.
        return !std::all_of(duty.because.begin(), duty.because.end(), [&](const Because& b) {
          return std::find(below_.begin(), below_.end(), b) != below_.end();
        }) && !(below_.size() > 0 && passed_.empty() && duty.clause != "restriction.scale-cap");
    }
    return true;
  }

  void Duties() {
    std::vector<Duty> duties;
    for (const Obligation& duty : model_.verdict.obligations) {
      if (Bites(duty)) duties.push_back({duty.when, duty.text, duty.because});
    }
    result_.duties.insert(result_.duties.end(), duties.begin(), duties.end());
    std::stable_sort(result_.duties.begin(), result_.duties.end(),
                     [](const Duty& a, const Duty& b) { return a.when < b.when; });
  }

  static Answer Of(Value value) {
    switch (value) {
      case Value::kAllowed:
        return Answer::kYes;
      case Value::kConditional:
        return Answer::kPartly;
      case Value::kProhibited:
        return Answer::kNo;
      case Value::kUnspecified:
        break;
    }
    return Answer::kUnknown;
  }
  static std::string_view Say(Answer answer) {
    switch (answer) {
      case Answer::kYes:
        return "Allowed.";
      case Answer::kPartly:
        return "Allowed with conditions.";
      case Answer::kNo:
        return "Not allowed.";
      case Answer::kUnknown:
        break;
    }
    return "The terms that are known do not say.";
  }
  bool Raised(Flag flag) const {
    return std::find(model_.verdict.flags.begin(), model_.verdict.flags.end(), flag) != model_.verdict.flags.end();
  }
  std::vector<Because> Citing(std::initializer_list<std::string_view> clauses) const {
    std::vector<Because> out;
    for (const Cited& c : findings_) {
      if (std::find(clauses.begin(), clauses.end(), c.finding->clause) != clauses.end() && out.size() < 6)
        out.push_back(c.because);
    }
    return out;
  }

  void Questions() {
    auto& q = result_.questions;
    q[0].id = "commercial-use";
    q[0].answer = Of(Get(Activity::kCommercialUse).value);
    q[0].reason = Say(q[0].answer);
    q[0].because = Get(Activity::kCommercialUse).because;

    q[1].id = "redistribute-fine-tuned";
    const Permission& change = Get(Activity::kModification);
    const Permission& share = Get(Activity::kDistribution);
    const Answer a = Of(change.value), b = Of(share.value);
    q[1].answer = a == Answer::kNo || b == Answer::kNo             ? Answer::kNo
                  : a == Answer::kUnknown || b == Answer::kUnknown ? Answer::kUnknown
                  : a == Answer::kPartly || b == Answer::kPartly   ? Answer::kPartly
                                                                   : Answer::kYes;
    q[1].reason = Say(q[1].answer);
    q[1].because = change.because;
    for (const Because& one : share.because) {
      if (std::find(q[1].because.begin(), q[1].because.end(), one) == q[1].because.end()) q[1].because.push_back(one);
    }

    const auto present = [&](std::string_view id) { return model_.components[ComponentIndex(id)].present; };
    q[2].id = "explain-provenance";
    const Inherited* base = nullptr;
    for (const Inherited& link : model_.inherited) {
      if (link.relation != "trained-on" && link.strength != "hint" && base == nullptr) base = &link;
    }
    const bool data = present("datasets") == Answer::kYes || present("data-card") == Answer::kYes;
    const bool doubt = std::any_of(model_.conflicts.begin(), model_.conflicts.end(),
                                   [](const Conflict& c) { return c.kind == "origin-claim"; });
    if (doubt) {
      q[2].answer = Answer::kNo;
      q[2].reason = "What the card says of the origin is against what the files show.";
    } else if (base != nullptr) {
      q[2].answer = base->license.empty() && !data ? Answer::kPartly : data ? Answer::kYes : Answer::kPartly;
      q[2].reason = "It derives from " + base->base_model +
                    (data ? ", and its data are named." : "; its data are not named here.");
    } else if (data) {
      q[2].answer = Answer::kYes;
      q[2].reason = "Its data are named, and no base is.";
    } else {
      q[2].reason = "Neither a base nor data are named in these files.";
    }

    q[3].id = "audit-training";
    if (present("training-code") == Answer::kYes && present("data-preprocessing-code") == Answer::kYes && data) {
      q[3].answer = Answer::kYes;
      q[3].reason = "Training code, data preparation and information about the data are published.";
    } else if (present("training-code") == Answer::kYes || present("technical-report") == Answer::kYes ||
               present("research-paper") == Answer::kYes) {
      q[3].answer = Answer::kPartly;
      q[3].reason = present("training-code") == Answer::kYes ? "Training code is published, not all of the rest."
                                                             : "There is a report, but no training code here.";
    } else {
      q[3].answer = present("training-code") == Answer::kNo ? Answer::kNo : Answer::kUnknown;
      q[3].reason = q[3].answer == Answer::kNo ? "No training code is published here."
                                               : "Training code is not among these files.";
    }

    q[4].id = "comply";
    const size_t duties = model_.verdict.obligations.size();
    const bool known = model_.verdict.category != Category::kUnknown;
    if (!known) {
      q[4].reason = "The terms are not known.";
    } else {
      const bool open_ended = Raised(Flag::kMutableTerms);
      q[4].answer = open_ended || !result_.unclear.empty() ? Answer::kPartly : Answer::kYes;
      q[4].reason = std::to_string(duties) + (duties == 1 ? " duty follows" : " duties follow") + " from the terms" +
                    (open_ended ? ", and terms may change." : ".");
      for (const Obligation& duty : model_.verdict.obligations) {
        for (const Because& one : duty.because) {
          if (q[4].because.size() < 8) q[4].because.push_back(one);
        }
      }
    }

    q[5].id = "replace-or-reproduce";
    const bool reproduce = present("training-code") == Answer::kYes && present("datasets") == Answer::kYes;
    if (Raised(Flag::kRevocable) || Raised(Flag::kRemoteRestriction)) {
      q[5].answer = Answer::kNo;
      q[5].reason = "The rights may be taken back, or use be restricted from afar.";
      q[5].because = Citing({"legal.revocable", "legal.remote-restriction"});
    } else if (Raised(Flag::kMutableTerms)) {
      q[5].answer = reproduce ? Answer::kPartly : Answer::kNo;
      q[5].reason = "The terms may change by the licensor's act.";
      q[5].because = Citing({"legal.unilateral-change"});
    } else if (!known) {
      q[5].reason = "The terms are not known.";
    } else if (reproduce) {
      q[5].answer = Answer::kYes;
      q[5].reason = "A copy may be kept, and training code and data are named or published.";
    } else {
      q[5].answer = Answer::kPartly;
      q[5].reason =
          "A copy that you hold stays yours under these terms; the model cannot be made anew from what is published "
          "here.";
    }
  }

  const Model& model_;
  const Profile& profile_;
  std::vector<Cited> findings_;
  std::vector<Because> below_, passed_;
  AskResult result_;
};

}  // namespace

const std::vector<AskField>& AskFields() {
  static const std::vector<AskField> fields = {
      {"medical", "use.medical use.unlicensed-profession"},
      {"legal", "use.professional-advice use.unlicensed-profession"},
      {"financial", "use.professional-advice use.essential-services"},
      {"military", "use.military use.weapons use.cbrn"},
      {"weapons", "use.weapons use.cbrn"},
      {"employment", "use.essential-services use.automated-decision"},
      {"credit", "use.essential-services use.automated-decision"},
      {"housing", "use.essential-services use.automated-decision"},
      {"insurance", "use.essential-services use.automated-decision"},
      {"law-enforcement", "use.justice"},
      {"migration", "use.justice"},
      {"biometrics", "use.tracking use.sensitive-inference"},
      {"surveillance", "use.tracking"},
      {"critical-infrastructure", "use.critical-infrastructure"},
      {"vehicles", "use.critical-infrastructure"},
      {"politics", "use.elections"},
      {"adult", "use.sexual-content"},
      {"gambling", "use.sector"},
      {"security-testing", "use.malware use.safeguard-bypass"},
      {"social-scoring", "use.social-scoring"},
  };
  return fields;
}

AskResult Ask(const Model& model, const Profile& profile) { return Asker(model, profile).Run(); }

Model ModelOfText(Document document) {
  Model model;
  model.path = document.path;
  for (const Identity& identity : document.identity) model.licenses.push_back(identity.license);
  model.licenses_found = true;
  model.expression = document.expression;
  model.verdict = document.verdict;
  for (size_t i = 0; i < kComponents; ++i) model.components[i].id = AllComponents()[i].id;
  model.documents.push_back({std::move(document), Role::kLicense});
  model.governing = {0};
  return model;
}

}  // namespace caveat::model
