#include "report/model_csv.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "report/csv.h"

namespace caveat::report {
namespace {

// Different ones, in order, separated by blanks.
std::string Joined(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : " ") + name;
  return out;
}

}  // namespace

std::string ModelCsvHead() {
  std::string row = "repository,revision,path,layout,category,flags,declared,found,expression,openness,mof_class";
  for (int i = 0; i < kActivities; ++i) row.append(",").append(Name(static_cast<Activity>(i)));
  return row + ",base_models,conflicts,unread,summary,clauses\r\n";
}

std::string ModelCsv(const model::Model& model) {
  std::set<std::string> declared, found, bases, conflicts, clauses;
  for (const model::Declared& d : model.declared) declared.insert(d.license.empty() ? d.value : d.license);
  for (const model::Found& f : model.found) found.insert(f.license);
  for (const model::Inherited& h : model.inherited) bases.insert(h.base_model);
  for (const model::Conflict& c : model.conflicts) conflicts.insert(c.kind);
  for (const model::RoledDocument& d : model.documents) {
    for (const Finding& f : d.document.findings) {
      if (f.confidence != Confidence::kWeak) clauses.emplace(f.clause);
    }
  }
  const auto unread = std::count_if(model.documents.begin(), model.documents.end(),
                                    [](const model::RoledDocument& d) { return d.document.status == Status::kError; });
  std::string flags;
  for (const Flag flag : model.verdict.flags) flags.append(flags.empty() ? "" : " ").append(Name(flag));
  std::string row;
  bool first = true;
  const auto add = [&](std::string_view text) {
    if (!first) row += ',';
    first = false;
    row += CsvCell(text);
  };
  add(model.id);
  add(model.revision);
  add(model.path);
  add(model::LayoutName(model.layout));
  add(Name(model.verdict.category));
  add(flags);
  add(Joined(declared));
  add(Joined(found));
  add(model.expression.value_or(""));
  add(model.openness.openness_class);
  add(model.openness.mof_class);
  for (const Permission& permission : model.verdict.permissions) add(Name(permission.value));
  add(Joined(bases));
  add(Joined(conflicts));
  add(std::to_string(unread));
  add(model.summary);
  add(Joined(clauses));
  return row + "\r\n";
}

}  // namespace caveat::report
