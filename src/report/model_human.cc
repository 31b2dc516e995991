#include "report/model_human.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "report/terminal.h"

namespace caveat::report {
namespace {

using model::Answer;
using model::Evidence;

constexpr size_t kMostDuties = 6;
constexpr size_t kMostConflicts = 12;
constexpr size_t kMostLinks = 6;
constexpr size_t kValueColumns = 40;

struct AnswerLook {
  std::string_view sign, words;
  Style style;
};

AnswerLook Look(Answer answer) {
  switch (answer) {
    case Answer::kYes:
      return {"\u2713", "yes", Style::kGood};
    case Answer::kPartly:
      return {"~", "partly", Style::kCare};
    case Answer::kNo:
      return {"\u2717", "no", Style::kBad};
    case Answer::kUnknown:
      break;
  }
  return {"?", "not known", Style::kDim};
}

std::string Padded(std::string_view text, size_t columns) {
  std::string out(text);
  const size_t width = DisplayWidth(text);
  if (width < columns) out.append(columns - width, ' ');
  return out;
}

class Writer {
 public:
  Writer(const model::Model& model, const HumanOptions& options)
      : model_(model), options_(options), width_(std::max<size_t>(options.width, 40)) {}

  std::string Run() {
    Head();
    Questions();
    Licences();
    Conflicts();
    Terms();
    Components();
    return std::move(out_);
  }

 private:
  void Heading(std::string_view text) { out_ += "\n  " + Paint(options_.color, Style::kBold, text) + "\n"; }

  std::string Place(const Evidence& e) const {
    if (e.document >= model_.documents.size()) return {};
    std::string place = Printable(model_.documents[e.document].document.path);
    if (e.span.start_line != 0) place += ":" + std::to_string(e.span.start_line);
    return place;
  }
  std::string Places(const std::vector<Evidence>& evidence) const {
    std::vector<std::string> seen;
    for (const Evidence& e : evidence) {
      const std::string place = Place(e);
      if (!place.empty() && std::find(seen.begin(), seen.end(), place) == seen.end() && seen.size() < 4)
        seen.push_back(place);
    }
    std::string out;
    for (const std::string& place : seen) out += (out.empty() ? "" : ", ") + place;
    return out;
  }

  void Head() {
    const std::string name = Printable(model_.id.empty() ? model_.path : model_.id);
    const std::string_view openness = model_.openness.openness_class;
    const Style style = openness == "open-source-ai" || openness == "open-tooling" ? Style::kGood
                        : openness == "closed"                                     ? Style::kBad
                                                                                   : Style::kCare;
    out_ += Paint(options_.color, Style::kBold, name) + "  " + Paint(options_.color, style, openness) + "\n";
    out_ += Wrap(PrintableLine(model_.openness.statement), width_, "  ", "  ");
  }

  void Questions() {
    Heading("Four questions");
    for (const model::Question& question : model_.questions) {
      const AnswerLook look = Look(question.answer);
      std::string text(question.reason);
      const std::string places = Places(question.evidence);
      if (!places.empty()) text += " [" + places + "]";
      const std::string first =
          "    " + std::string(look.sign) + " " + Padded(QuestionWords(question.id), 23) + Padded(look.words, 11);
      std::string lines = Wrap(PrintableLine(text), width_, first, std::string(40, ' '));
      // The colour is put on after the lines are cut.
      const std::string plain = std::string(look.sign) + " ";
      if (options_.color) lines.replace(lines.find(plain), plain.size(), Paint(true, look.style, look.sign) + " ");
      out_ += lines;
    }
  }

  void Row(std::string_view label, std::string_view text) {
    out_ += Wrap(PrintableLine(text), width_, "    " + Padded(label, 11), std::string(15, ' '));
  }

  void Licences() {
    Heading("Licence: declared, found, inherited");
    if (model_.declared.empty()) Row("declared", "nothing");
    for (const model::Declared& declared : model_.declared) {
      std::string text = declared.field + ": " + CutToWidth(PrintableLine(declared.value), kValueColumns);
      if (!declared.license.empty() && declared.license != declared.value) text += " = " + declared.license;
      text += "  [" + declared.source +
              (declared.span.start_line != 0 ? ":" + std::to_string(declared.span.start_line) : "") + "]";
      Row("declared", text);
    }
    // What several files say alike is one row with all of them.
    std::vector<std::pair<std::string, std::string>> rows;
    for (const model::Found& found : model_.found) {
      if (found.document >= model_.documents.size()) continue;
      std::string text = found.license.empty() ? "terms that are no known licence" : found.license;
      text += found.how == "exact"    ? ", word for word"
              : found.how == "edited" ? ", edited"
              : found.how == "quoted" ? ", inside of a longer text"
              : found.how == "named"  ? ", named in prose"
                                      : "";
      if (found.covers != "unspecified") text += ", for the " + found.covers;
      const std::string path = Printable(model_.documents[found.document].document.path);
      const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.first == text; });
      if (row == rows.end())
        rows.emplace_back(std::move(text), path);
      else
        row->second += ", " + path;
    }
    for (const auto& [text, paths] : rows) Row("found", text + "  [" + paths + "]");
    if (rows.empty()) Row("found", "no licence text");
    size_t shown = 0;
    for (const model::Inherited& link : model_.inherited) {
      if (++shown > kMostLinks) break;
      std::string text = link.base_model + " (" + link.relation + ", " + link.strength +
                         "): " + (link.license.empty() ? std::string("licence not known") : link.license) + "  [" +
                         link.source + (link.span.start_line != 0 ? ":" + std::to_string(link.span.start_line) : "") +
                         " " + link.field + "]";
      Row("inherited", text);
    }
    if (model_.inherited.size() > kMostLinks)
      Row("", "and " + std::to_string(model_.inherited.size() - kMostLinks) + " more");
  }

  void Conflicts() {
    if (model_.conflicts.empty()) return;
    Heading("Where these disagree, and what was left undone");
    size_t shown = 0;
    for (const model::Conflict& conflict : model_.conflicts) {
      if (++shown > kMostConflicts) break;
      const Style style = conflict.severity == "error"     ? Style::kBad
                          : conflict.severity == "warning" ? Style::kCare
                                                           : Style::kDim;
      out_ += "    " + Paint(options_.color, style, conflict.severity) + "  " + conflict.kind + "\n";
      std::string text = conflict.explanation;
      const std::string places = Places(conflict.evidence);
      if (!places.empty()) text += " [" + places + "]";
      out_ += Wrap(PrintableLine(text), width_, "      ", "      ");
    }
    if (model_.conflicts.size() > kMostConflicts)
      out_ += "      and " + std::to_string(model_.conflicts.size() - kMostConflicts) + " more\n";
  }

  void Terms() {
    Heading("What the terms of the weights allow (" + std::string(Name(model_.verdict.category)) + ")");
    std::string lines;
    for (int i = 0; i < kActivities; ++i) {
      const auto activity = static_cast<Activity>(i);
      const Permission& permission = model_.verdict.permissions[static_cast<size_t>(i)];
      lines += "    " + Padded(ActivityWords(activity), 18) + ValueWords(permission.value, options_.color) + "\n";
    }
    out_ += lines;
    if (!model_.licenses_found && !model_.licenses.empty())
      out_ += Wrap("As the licence that is declared has it; its text is not among the files.", width_, "    ", "    ");
    if (model_.verdict.obligations.empty()) return;
    Heading("Duties, in the order in which they bite");
    size_t shown = 0;
    for (const Obligation& duty : model_.verdict.obligations) {
      if (++shown > kMostDuties) break;
      out_ += Wrap(PrintableLine(duty.text), width_, "    " + Padded(WhenWords(duty.when), 21), std::string(25, ' '));
    }
    if (model_.verdict.obligations.size() > kMostDuties)
      out_ += "    and " + std::to_string(model_.verdict.obligations.size() - kMostDuties) + " more\n";
  }

  void Components() {
    const auto list = [&](Answer answer) {
      std::string out;
      for (const model::Component& component : model_.components) {
        if (component.present == answer) out += (out.empty() ? "" : ", ") + std::string(component.id);
      }
      return out;
    };
    Heading("Components, as far as files show");
    if (const std::string yes = list(Answer::kYes); !yes.empty()) Row("here", yes);
    if (const std::string no = list(Answer::kNo); !no.empty()) Row("not here", no);
    if (const std::string unknown = list(Answer::kUnknown); !unknown.empty()) Row("not known", unknown);
    const model::Openness& openness = model_.openness;
    Row("openness", (openness.mof_class.empty() ? "no class" : "class " + std::string(openness.mof_class)) +
                        " of the Model Openness Framework (I " + std::to_string(openness.mof[0]) + " %, II " +
                        std::to_string(openness.mof[1]) + " %, III " + std::to_string(openness.mof[2]) +
                        " %); Open Source AI Definition: " +
                        (openness.osaid_meets == Answer::kYes  ? "met as far as files show"
                         : openness.osaid_meets == Answer::kNo ? "not met"
                                                               : "not known"));
    if (!openness.osaid_missing.empty()) {
      std::string missing;
      for (const std::string& id : openness.osaid_missing) missing += (missing.empty() ? "" : ", ") + id;
      Row("", "not seen: " + missing);
    }
  }

  const model::Model& model_;
  const HumanOptions& options_;
  const size_t width_;
  std::string out_;
};

}  // namespace

std::string ModelHuman(const model::Model& model, const HumanOptions& options) { return Writer(model, options).Run(); }

}  // namespace caveat::report
