#include "report/ask.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "report/human.h"
#include "report/json_writer.h"
#include "report/model_json.h"
#include "report/terminal.h"

namespace caveat::report {
namespace {

// The words that a reason points at.
std::string Quote(const model::Model& model, const Because& because) {
  if (because.document >= model.documents.size()) return {};
  const Document& d = model.documents[because.document].document;
  if (because.kind == Because::Kind::kFinding && because.index < d.findings.size())
    return d.findings[because.index].quote;
  if (because.kind == Because::Kind::kMention && because.index < d.mentions.size())
    return d.mentions[because.index].name;
  if (because.kind == Because::Kind::kIdentity && because.index < d.identity.size())
    return d.identity[because.index].license;
  return {};
}

std::string Place(const model::Model& model, const Because& because) {
  if (because.document >= model.documents.size()) return {};
  const Document& d = model.documents[because.document].document;
  uint32_t line = 0;
  if (because.kind == Because::Kind::kFinding && because.index < d.findings.size())
    line = d.findings[because.index].span.start_line;
  if (because.kind == Because::Kind::kMention && because.index < d.mentions.size())
    line = d.mentions[because.index].span.start_line;
  if (because.kind == Because::Kind::kIdentity && because.index < d.identity.size())
    line = d.identity[because.index].span.start_line;
  return d.path == "-" ? "stdin:" + std::to_string(line) : Printable(d.path) + ":" + std::to_string(line);
}

void ProfileValue(JsonWriter& w, const model::Profile& profile) {
  w.Key("profile");
  w.StartObject();
  const auto flag = [&](std::string_view key, bool value) {
    w.Key(key);
    w.Bool(value);
  };
  flag("commercial", profile.commercial);
  flag("hosting", profile.hosting);
  flag("fine_tuning", profile.fine_tuning);
  flag("redistribution", profile.redistribution);
  flag("train_on_outputs", profile.train_on_outputs);
  w.Key("users");
  profile.users ? w.Int(*profile.users) : w.Null();
  w.Key("revenue");
  profile.revenue ? w.Int(*profile.revenue) : w.Null();
  Field(w, "currency", profile.currency);
  Strings(w, "territories", profile.territories);
  Strings(w, "fields", profile.fields);
  w.EndObject();
}

void BecauseAndQuote(JsonWriter& w, const model::Model& model, const std::vector<Because>& because) {
  w.Key("because");
  w.Json(BecauseJson(because));
  w.Key("quotes");
  w.StartArray();
  for (const Because& b : because) w.String(Quote(model, b));
  w.EndArray();
}

void Barriers(JsonWriter& w, std::string_view key, const model::Model& model, const std::vector<model::Barrier>& list) {
  w.Key(key);
  w.StartArray();
  for (const model::Barrier& barrier : list) {
    w.StartObject();
    FieldOrNull(w, "clause", barrier.clause);
    Field(w, "text", barrier.text);
    BecauseAndQuote(w, model, barrier.because);
    w.EndObject();
  }
  w.EndArray();
}

std::string Amount(int64_t n) {
  std::string digits = std::to_string(n);
  for (size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string ProfileWords(const model::Profile& profile) {
  std::vector<std::string> parts;
  parts.push_back(profile.commercial ? "commercial" : "not commercial");
  if (profile.users) parts.push_back(Amount(*profile.users) + " users a month");
  if (profile.revenue) parts.push_back(profile.currency + " " + Amount(*profile.revenue) + " a year");
  for (const std::string& t : profile.territories) parts.push_back("in " + t);
  if (profile.hosting) parts.push_back("hosting");
  if (profile.fine_tuning) parts.push_back("fine-tuning");
  if (profile.redistribution) parts.push_back("passing it on");
  if (profile.train_on_outputs) parts.push_back("training on outputs");
  for (const std::string& field : profile.fields) parts.push_back("field: " + field);
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

}  // namespace

std::string AskJson(const model::Model& model, const model::Profile& profile, const model::AskResult& result,
                    const Tool& tool) {
  JsonWriter w;
  w.StartObject();
  Field(w, "schema", "caveat.ask/1");
  w.Key("tool");
  w.Json(ToolJson(tool));
  ProfileValue(w, profile);
  Field(w, "answer", result.answer);
  w.Key("duties");
  w.StartArray();
  for (const model::Duty& duty : result.duties) {
    w.StartObject();
    Field(w, "when", Name(duty.when));
    Field(w, "text", duty.text);
    BecauseAndQuote(w, model, duty.because);
    w.EndObject();
  }
  w.EndArray();
  Barriers(w, "barriers", model, result.barriers);
  Barriers(w, "unclear", model, result.unclear);
  w.Key("questions");
  w.StartArray();
  for (const model::ProductionQuestion& question : result.questions) {
    w.StartObject();
    Field(w, "id", question.id);
    Field(w, "answer", model::AnswerName(question.answer));
    Field(w, "reason", question.reason);
    w.Key("because");
    w.Json(BecauseJson(question.because));
    w.EndObject();
  }
  w.EndArray();
  w.Key("documents");
  w.StartArray();
  for (uint32_t i = 0; i < model.documents.size(); ++i) w.Json(RoledDocumentJson(model.documents[i], i));
  w.EndArray();
  w.EndObject();
  return w.Take() + "\n";
}

std::string AskHuman(const model::Model& model, const model::Profile& profile, const model::AskResult& result,
                     const HumanOptions& options) {
  const size_t width = std::max<size_t>(options.width, 40);
  const bool good = result.answer == "allowed", bad = result.answer == "not-allowed";
  const Style style = good ? Style::kGood : bad ? Style::kBad : Style::kCare;
  const std::string_view words = good                            ? "allowed"
                                 : bad                           ? "not allowed"
                                 : result.answer == "allowed-if" ? "allowed, if you keep these duties"
                                                                 : "unclear";
  std::string out = Paint(options.color, Style::kBold, Printable(model.id.empty() ? model.path : model.id)) + "  " +
                    Paint(options.color, style, words) + "\n";
  out += Wrap("Asked: " + PrintableLine(ProfileWords(profile)), width, "  ", "    ");
  const auto heading = [&](std::string_view text) { out += "\n  " + Paint(options.color, Style::kBold, text) + "\n"; };
  const auto quotes = [&](const std::vector<Because>& because) {
    size_t shown = 0;
    for (const Because& b : because) {
      if (++shown > 2) break;
      const std::string quote = PrintableLine(Quote(model, b));
      if (quote.empty()) continue;
      out += Wrap(Place(model, b) + " \u201c" + CutToWidth(quote, 170) + "\u201d", width, "      ", "        ");
    }
    if (because.size() > 2) out += "      and " + std::to_string(because.size() - 2) + " more places\n";
  };
  const auto list = [&](std::string_view title, const std::vector<model::Barrier>& barriers) {
    if (barriers.empty()) return;
    heading(title);
    for (const model::Barrier& barrier : barriers) {
      out += Wrap(PrintableLine(barrier.text) + (barrier.clause.empty() ? "" : " (" + barrier.clause + ")"), width,
                  "    ", "    ");
      quotes(barrier.because);
    }
  };
  list("What stands against it", result.barriers);
  list("What the terms leave open", result.unclear);
  if (!result.duties.empty()) {
    heading("Duties, in the order in which they bite");
    for (const model::Duty& duty : result.duties) {
      out += Wrap(std::string(WhenWords(duty.when)) + ": " + PrintableLine(duty.text), width, "    ", "    ");
      quotes(duty.because);
    }
  }
  heading("Six questions of production");
  for (const model::ProductionQuestion& question : result.questions) {
    std::string first = "    ";
    first += QuestionWords(question.id);
    first.append(first.size() < 35 ? 35 - first.size() : 1, ' ');
    std::string answer(model::AnswerName(question.answer));
    answer.append(answer.size() < 9 ? 9 - answer.size() : 1, ' ');
    out += Wrap(PrintableLine(question.reason), width, first + answer, std::string(44, ' '));
  }
  return out;
}

}  // namespace caveat::report
