#include "gate/judge.h"

#include <algorithm>
#include <iterator>

namespace caveat::gate {
namespace {

bool Has(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// "GPL-*" stands for all that begin with "GPL-"; ASCII case does not matter.
bool Fits(std::string_view pattern, std::string_view id) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const bool open = pattern.ends_with('*');
  if (open) pattern.remove_suffix(1);
  if (id.size() < pattern.size() || (!open && id.size() != pattern.size())) return false;
  return std::equal(pattern.begin(), pattern.end(), id.begin(), [&](char a, char b) { return lower(a) == lower(b); });
}

bool Holds(const Compare& compare, const Finding& finding) {
  const auto param = std::find_if(finding.params.begin(), finding.params.end(),
                                  [&](const Param& p) { return p.name == compare.name; });
  if (param == finding.params.end()) return false;  // what was not read holds no comparison
  if (compare.op == Compare::Op::kOneOf) {
    if (param->kind == Param::Kind::kList)
      return std::any_of(param->list.begin(), param->list.end(),
                         [&](const std::string& item) { return Has(compare.values, item); });
    return param->kind == Param::Kind::kText && Has(compare.values, param->text);
  }
  if (param->kind != Param::Kind::kNumber && param->kind != Param::Kind::kBool) return false;
  switch (compare.op) {
    case Compare::Op::kLess:
      return param->number < compare.number;
    case Compare::Op::kLessEqual:
      return param->number <= compare.number;
    case Compare::Op::kGreater:
      return param->number > compare.number;
    case Compare::Op::kGreaterEqual:
      return param->number >= compare.number;
    case Compare::Op::kEqual:
      return param->number == compare.number;
    case Compare::Op::kNotEqual:
      return param->number != compare.number;
    case Compare::Op::kOneOf:
      break;
  }
  return false;
}

std::string Toml(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      constexpr char kHex[] = "0123456789ABCDEF";
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

// What the rules see of a subject.
struct Gate::View {
  std::string repository, folder, expression, openness;
  const Verdict* verdict = nullptr;
  std::vector<Subject::Part> documents;
  std::vector<std::string> ids;  // licences: SPDX ids and the project's own
  const model::Model* model = nullptr;
};

bool Result::Denied() const {
  return std::any_of(violations.begin(), violations.end(),
                     [](const Violation& v) { return v.action == Action::kDeny; });
}

void Result::Append(Result other) {
  const auto move = [](auto& from, auto* to) {
    to->insert(to->end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  move(other.violations, &violations);
  move(other.excepted, &excepted);
  move(other.expired, &expired);
  checked += other.checked;
}

Gate::Gate(const Policy& policy, std::string_view today) : policy_(policy), today_(today) {
  for (const std::string& text : policy.allow) allow_.push_back(spdx::Parse(text));
}

bool Gate::Holds(const Rule& rule, const View& view, std::vector<Violation>* found) const {
  const Verdict& verdict = *view.verdict;
  std::string why;
  const auto because = [&](std::string_view text) { why.append(why.empty() ? "" : ", ").append(text); };
  if (!rule.categories.empty()) {
    if (std::find(rule.categories.begin(), rule.categories.end(), verdict.category) == rule.categories.end())
      return false;
    because("category " + std::string(Name(verdict.category)));
  }
  if (!rule.flags.empty()) {
    const auto flag =
        std::find_first_of(verdict.flags.begin(), verdict.flags.end(), rule.flags.begin(), rule.flags.end());
    if (flag == verdict.flags.end()) return false;
    because("flag " + std::string(Name(*flag)));
  }
  const Because* place = nullptr;
  for (const auto& [activity, values] : rule.activities) {
    const Permission& permission = verdict.permissions[static_cast<size_t>(activity)];
    if (std::find(values.begin(), values.end(), permission.value) == values.end()) return false;
    because(std::string(Name(activity)) + " " + std::string(Name(permission.value)));
    if (!permission.because.empty()) place = &permission.because.front();
  }
  if (!rule.licenses.empty()) {
    const auto id = std::find_if(view.ids.begin(), view.ids.end(), [&](const std::string& have) {
      return std::any_of(rule.licenses.begin(), rule.licenses.end(),
                         [&](const std::string& pattern) { return Fits(pattern, have); });
    });
    if (id == view.ids.end()) return false;
    because("licence " + *id);
  }
  if (!rule.openness.empty()) {
    if (!Has(rule.openness, view.openness)) return false;
    because("openness " + view.openness);
  }
  const model::Conflict* conflict = nullptr;
  if (!rule.conflicts.empty()) {
    if (view.model == nullptr) return false;
    for (const model::Conflict& c : view.model->conflicts) {
      if (conflict == nullptr && Has(rule.conflicts, c.kind)) conflict = &c;
    }
    if (conflict == nullptr) return false;
    because("conflict " + conflict->kind + ": " + conflict->explanation);
  }

  Violation violation;
  violation.rule = rule.id;
  violation.because = rule.because;
  violation.action = rule.action;
  const auto in = [&](const Subject::Part& part) {
    violation.document = part.path;
    violation.sha256 = part.document->sha256;
  };
  const auto at = [&](const Subject::Part& part, const Finding& finding) {
    in(part);
    violation.clause = finding.clause;
    violation.span = finding.span;
    violation.quote = finding.quote;
  };
  if (rule.clauses.empty()) {
    if (view.documents.size() == 1) in(view.documents[0]);
    if (conflict != nullptr && !conflict->evidence.empty() && conflict->evidence[0].document < view.documents.size()) {
      in(view.documents[conflict->evidence[0].document]);
      violation.span = conflict->evidence[0].span;
    } else if (place != nullptr && place->kind == Because::Kind::kFinding && place->document < view.documents.size() &&
               place->index < view.documents[place->document].document->findings.size()) {
      const Subject::Part& part = view.documents[place->document];
      at(part, part.document->findings[place->index]);
    }
    violation.explanation = why;
    found->push_back(std::move(violation));
    return true;
  }
  bool any = false;
  for (const Subject::Part& part : view.documents) {
    for (const Finding& finding : part.document->findings) {
      if (finding.confidence == Confidence::kWeak ||
          std::find(rule.clauses.begin(), rule.clauses.end(), finding.clause_id) == rule.clauses.end() ||
          !std::all_of(rule.params.begin(), rule.params.end(),
                       [&](const Compare& compare) { return gate::Holds(compare, finding); }))
        continue;
      any = true;
      at(part, finding);
      violation.explanation = (why.empty() ? "" : why + ", ") + std::string(AllClauses()[finding.clause_id].title);
      found->push_back(violation);
    }
  }
  return any;
}

void Gate::Report(Violation violation, const View& view) {
  violation.repository = view.repository;
  violation.folder = view.folder;
  violation.license = view.expression;
  const Exception* expired = nullptr;
  for (const Exception& e : policy_.exceptions) {
    const bool fits = e.rule == violation.rule && (e.repository.empty() || e.repository == view.repository) &&
                      (e.license.empty() || e.license == view.expression || Has(view.ids, e.license)) &&
                      (e.sha256.empty() || e.sha256 == violation.sha256) &&
                      (e.path.empty() || e.path == violation.document);
    if (!fits) continue;
    if (e.expires >= today_) {
      result_.excepted.push_back({e.rule, view.repository, violation.document, e.reason, e.expires, e.line});
      return;
    }
    expired = &e;
  }
  if (expired != nullptr)
    result_.expired.push_back(
        {expired->rule, view.repository, violation.document, expired->reason, expired->expires, expired->line});
  std::string& hint = violation.hint;
  hint = "[[exception]]\nrule = " + Toml(violation.rule) + "\n";
  if (!view.repository.empty()) hint += "repository = " + Toml(view.repository) + "\n";
  if (view.repository.empty() && !violation.document.empty()) hint += "path = " + Toml(violation.document) + "\n";
  if (!view.expression.empty()) hint += "license = " + Toml(view.expression) + "\n";
  if (!violation.sha256.empty()) hint += "sha256 = " + Toml(violation.sha256) + "\n";
  hint += "reason = \"who agreed, and why\"\n";
  // A year from now; the 29th of February has no next year.
  std::string year = today_.substr(0, std::min<size_t>(4, today_.size()));
  int number = 0;
  for (const char c : year) number = number * 10 + (c - '0');
  std::string rest = today_.size() == 10 ? today_.substr(4) : "-01-01";
  if (rest == "-02-29") rest = "-02-28";
  hint += "expires = " + std::to_string(number + 1) + rest + "\n";
  result_.violations.push_back(std::move(violation));
}

bool Gate::Denied(std::string_view id) const {
  return std::any_of(policy_.deny.begin(), policy_.deny.end(),
                     [&](const std::string& pattern) { return Fits(pattern, id); });
}

void Gate::Licenses(const View& view) {
  Violation violation;
  violation.rule = "licenses";
  if (view.documents.size() == 1) {
    violation.document = view.documents[0].path;
    violation.sha256 = view.documents[0].document->sha256;
  }
  if (policy_.edited != Action::kAllow) {
    for (const auto& [path, document] : view.documents) {
      for (const Identity& identity : document->identity) {
        if (identity.how != "edited") continue;
        Violation edited = violation;
        edited.action = policy_.edited;
        edited.document = path;
        edited.sha256 = document->sha256;
        edited.explanation = "the text of " + identity.license + " was changed";
        if (!identity.added.empty()) {
          edited.span = identity.added.front().span;
          edited.quote = identity.added.front().text;
          edited.explanation = "words were added to the text of " + identity.license;
        }
        Report(std::move(edited), view);
      }
    }
  }
  const spdx::Expression expression = spdx::Parse(view.expression);
  if (view.expression.empty() || !expression.valid) {
    if (policy_.unknown == Action::kAllow) return;
    violation.action = policy_.unknown;
    violation.explanation = "the text is no known licence";
    return Report(std::move(violation), view);
  }
  // A denied licence that one need not choose does no harm.
  std::vector<spdx::Expression> others;
  std::string denied;
  for (const std::string& id : spdx::Licenses(expression)) {
    if (Denied(id))
      denied.append(denied.empty() ? "" : ", ").append(id);
    else
      others.push_back(spdx::Parse(id));
  }
  if (!denied.empty() && !spdx::Satisfies(expression, others)) {
    violation.explanation = "licence " + denied + " is denied";
    return Report(std::move(violation), view);
  }
  if (policy_.has_allow && !spdx::Satisfies(expression, allow_)) {
    violation.explanation = "licence " + view.expression + " is not on the list of allowed ones";
    Report(std::move(violation), view);
  }
}

void Gate::Ask(const Subject& subject) {
  ++result_.checked;
  View view;
  if (subject.model != nullptr) {
    const model::Model& m = *subject.model;
    view.model = &m;
    view.repository = m.id.empty() ? m.path : m.id;
    view.folder = m.path;
    view.expression = m.expression.value_or("");
    view.openness = m.openness.openness_class;
    view.verdict = &m.verdict;
    view.documents.assign(subject.parts.begin(), subject.parts.end());
    for (const model::RoledDocument& d : m.documents) view.documents.push_back({d.document.path, &d.document});
  } else {
    view.expression = subject.document->expression.value_or("");
    view.verdict = &subject.document->verdict;
    view.documents.push_back({subject.document->path, subject.document});
  }
  for (const std::string& id : spdx::Licenses(spdx::Parse(view.expression))) view.ids.push_back(id);
  for (const Subject::Part& part : view.documents) {
    for (const Identity& identity : part.document->identity) {
      if (!Has(view.ids, identity.license)) view.ids.push_back(identity.license);
    }
  }

  for (const Rule& rule : policy_.rules) {
    std::vector<Violation> found;
    if (!Holds(rule, view, &found)) continue;
    if (rule.action == Action::kAllow) return;
    for (Violation& violation : found) Report(std::move(violation), view);
  }
  if (policy_.has_licenses) Licenses(view);
}

}  // namespace caveat::gate
