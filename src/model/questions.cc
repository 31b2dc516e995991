#include "model/questions.h"

#include <algorithm>
#include <string>
#include <vector>

#include "model/components.h"
#include "model/license_facts.h"
#include "model/openness.h"

namespace caveat::model {
namespace {

const Component& Get(const Model& model, std::string_view id) { return model.components[ComponentIndex(id)]; }

std::string List(const std::vector<std::string>& parts) {
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? " and " : ", ";
    out += parts[i];
  }
  return out;
}

// Components among `ids` that are there, as words.
std::vector<std::string> Here(const Model& model, std::initializer_list<std::string_view> ids, Answer answer) {
  std::vector<std::string> out;
  for (const std::string_view id : ids) {
    if (Get(model, id).present == answer) out.emplace_back(AllComponents()[ComponentIndex(id)].words);
  }
  return out;
}

Question Download(const Model& model) {
  Question q;
  q.id = "download-and-run";
  const Component& weights = Get(model, "model-parameters-final");
  const Permission& use = model.verdict.permissions[static_cast<size_t>(Activity::kPrivateUse)];
  q.evidence = PlacesOf(model, use.because);
  if (weights.present == Answer::kNo) {
    q.answer = Answer::kNo;
    q.reason = "No weights are among the files.";
    return q;
  }
  const std::string here =
      weights.present == Answer::kYes ? "The weights are there" : "Whether the weights can be had is not seen here";
  const std::string gate = model.gated ? "; access has to be asked for" : "";
  switch (use.value) {
    case Value::kAllowed:
      q.answer = weights.present != Answer::kYes ? Answer::kUnknown : model.gated ? Answer::kPartly : Answer::kYes;
      q.reason = here + gate + ", and running them is allowed.";
      break;
    case Value::kConditional:
      q.answer = weights.present != Answer::kYes ? Answer::kUnknown : Answer::kPartly;
      q.reason = here + gate + "; running them is allowed with conditions.";
      break;
    case Value::kProhibited:
      q.answer = Answer::kNo;
      q.reason = here + gate + ", but running them is not allowed.";
      break;
    case Value::kUnspecified:
      q.answer = Answer::kUnknown;
      q.reason = here + gate + "; no terms are known that allow to run them.";
      break;
  }
  return q;
}

Question Training(const Model& model) {
  Question q;
  q.id = "inspect-training";
  const auto code = Here(model, {"training-code", "data-preprocessing-code"}, Answer::kYes);
  const auto papers =
      Here(model, {"technical-report", "research-paper", "model-parameters-intermediate"}, Answer::kYes);
  if (Get(model, "training-code").present == Answer::kYes) {
    q.answer = code.size() == 2 || !papers.empty() ? Answer::kYes : Answer::kPartly;
    std::vector<std::string> all = code;
    all.insert(all.end(), papers.begin(), papers.end());
    q.reason = "Published: " + List(all) + ".";
  } else if (!papers.empty()) {
    q.answer = Answer::kPartly;
    q.reason = "There is a " + List(papers) + ", but no training code here.";
  } else if (Get(model, "training-code").present == Answer::kNo) {
    q.answer = Answer::kNo;
    q.reason = "Neither training code nor a report is published here.";
  } else {
    q.answer = Answer::kUnknown;
    q.reason = "Training code is not among the files; whether it is published elsewhere cannot be told.";
  }
  return q;
}

Question Data(const Model& model) {
  Question q;
  q.id = "know-the-data";
  const Component& data = Get(model, "datasets");
  const Component& card = Get(model, "data-card");
  for (const Inherited& link : model.inherited) {
    if (link.relation == "trained-on" && link.document < model.documents.size() && q.evidence.size() < 3)
      q.evidence.push_back({link.document, link.span});
  }
  const bool base = std::any_of(model.inherited.begin(), model.inherited.end(), [](const Inherited& l) {
    return l.relation != "trained-on" && l.relation != "distilled";
  });
  if (data.present == Answer::kYes && card.present == Answer::kYes) {
    q.answer = base ? Answer::kPartly : Answer::kYes;
    q.reason = "The data sets are named or published, and described.";
    if (base) q.reason += " Those of the base model are another matter.";
  } else if (data.present == Answer::kYes || card.present == Answer::kYes) {
    q.answer = Answer::kPartly;
    q.reason = data.present == Answer::kYes ? "The data sets are named or published; they are not described here."
                                            : "The data are described; they are not published here.";
  } else if (!data.evidence.empty()) {
    q.answer = Answer::kPartly;
    q.reason =
        "Data of the last step are named (" + data.evidence[0] + "); what the base was trained on is not said here.";
  } else if (Get(model, "technical-report").present == Answer::kYes ||
             Get(model, "research-paper").present == Answer::kYes) {
    q.answer = Answer::kUnknown;
    q.reason = "A paper is linked and may describe the data; the files do not.";
  } else if (data.present == Answer::kNo && card.present == Answer::kNo) {
    q.answer = Answer::kNo;
    q.reason = "Nothing is said about the training data.";
  } else {
    q.answer = Answer::kUnknown;
    q.reason = "The files do not tell.";
  }
  return q;
}

Question Share(const Model& model) {
  Question q;
  q.id = "modify-and-share";
  const Permission& change = model.verdict.permissions[static_cast<size_t>(Activity::kModification)];
  const Permission& share = model.verdict.permissions[static_cast<size_t>(Activity::kDistribution)];
  q.evidence = PlacesOf(model, change.because, 2);
  for (const Evidence& e : PlacesOf(model, share.because, 2)) q.evidence.push_back(e);
  const auto either = [&](Value value) { return change.value == value || share.value == value; };
  if (change.value == Value::kAllowed && share.value == Value::kAllowed) {
    q.answer = Answer::kYes;
    q.reason = "Changing and passing on are both allowed";
    q.reason += model.verdict.category == Category::kCopyleft ? ", under the same terms." : ".";
    if (const Inherited* base = BindingBase(model); base != nullptr) {
      q.answer = Answer::kPartly;
      q.reason = "By the model's own terms, yes; those of " + base->base_model + " (" +
                 std::string(Name(CategoryOf(base->license))) + ") bind too.";
      if (base->document != kNoDocument) q.evidence.push_back({base->document, base->span});
    }
  } else if (either(Value::kProhibited)) {
    q.answer = change.value == share.value ? Answer::kNo : Answer::kPartly;
    q.reason = change.value == Value::kProhibited ? "Changing it is not allowed" : "Passing it on is not allowed";
    if (q.answer == Answer::kNo) q.reason = "Neither changing it nor passing it on is allowed";
    q.reason += ".";
  } else if (either(Value::kUnspecified)) {
    q.answer = Answer::kUnknown;
    q.reason = "The terms that are known do not say.";
  } else {
    q.answer = Answer::kPartly;
    q.reason = "Allowed with conditions (" + std::string(Name(model.verdict.category)) + ").";
  }
  return q;
}

}  // namespace

std::vector<Evidence> PlacesOf(const Model& model, const std::vector<Because>& because, size_t most) {
  std::vector<Evidence> out;
  for (const Because& b : because) {
    if (out.size() >= most || b.document >= model.documents.size()) continue;
    const Document& d = model.documents[b.document].document;
    if (b.kind == Because::Kind::kFinding && b.index < d.findings.size())
      out.push_back({b.document, d.findings[b.index].span});
    if (b.kind == Because::Kind::kIdentity && b.index < d.identity.size())
      out.push_back({b.document, d.identity[b.index].span});
    if (b.kind == Because::Kind::kMention && b.index < d.mentions.size())
      out.push_back({b.document, d.mentions[b.index].span});
  }
  return out;
}

std::array<Question, 4> AnswerQuestions(const Model& model) {
  return {Download(model), Training(model), Data(model), Share(model)};
}

}  // namespace caveat::model
