#include "report/gate.h"

#include <algorithm>
#include <map>
#include <utility>

#include "report/exports.h"
#include "report/human.h"
#include "report/json_writer.h"
#include "report/markdown.h"
#include "report/terminal.h"

namespace caveat::report {
namespace {

constexpr size_t kMarkdownRows = 50;  // comments on pull requests are short of room; more are counted

std::string Where(const gate::Violation& v) {
  std::string out = Printable(v.repository);
  if (!v.document.empty()) out += (out.empty() ? "" : " ") + Printable(v.document);
  if (v.span && v.span->start_line > 0) out += ":" + std::to_string(v.span->start_line);
  return out.empty() ? "-" : out;
}

void UsedList(JsonWriter& w, std::string_view key, const std::vector<gate::Used>& list) {
  w.Key(key);
  w.StartArray();
  for (const gate::Used& used : list) {
    w.StartObject();
    Field(w, "rule", used.rule);
    FieldOrNull(w, "repository", used.repository);
    FieldOrNull(w, "document", used.document);
    Field(w, "reason", used.reason);
    Field(w, "expires", used.expires);
    UintField(w, "policy_line", used.line);
    w.EndObject();
  }
  w.EndArray();
}

std::string Count(size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

template <class List, class Word>
std::string Either(const List& list, Word&& word) {
  std::string out;
  for (size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out += i + 1 == list.size() ? " or " : ", ";
    out += word(list[i]);
  }
  return out;
}

std::string Same(const std::string& text) { return PrintableLine(text); }

std::string CompareWords(const gate::Compare& c) {
  using Op = gate::Compare::Op;
  std::string name = PrintableLine(c.name);
  switch (c.op) {
    case Op::kLess:
      return name + " below " + std::to_string(c.number);
    case Op::kLessEqual:
      return name + " at most " + std::to_string(c.number);
    case Op::kGreater:
      return name + " above " + std::to_string(c.number);
    case Op::kGreaterEqual:
      return name + " at least " + std::to_string(c.number);
    case Op::kEqual:
      return name + " " + std::to_string(c.number);
    case Op::kNotEqual:
      return name + " other than " + std::to_string(c.number);
    case Op::kOneOf:
      return name + " " + Either(c.values, Same);
  }
  return name;
}

std::string RuleWords(const gate::Rule& rule) {
  std::string out;
  const auto add = [&](const std::string& text) { out += (out.empty() ? "" : ", and ") + text; };
  if (!rule.categories.empty())
    add("its category is " + Either(rule.categories, [](Category c) { return std::string(Name(c)); }));
  if (!rule.flags.empty()) add("it has the flag " + Either(rule.flags, [](Flag f) { return std::string(Name(f)); }));
  if (!rule.clauses.empty()) {
    std::string clauses;
    if (rule.clauses.size() > 8) {
      clauses = "one of " + std::to_string(rule.clauses.size()) + " kinds of clause (" +
                std::string(ClauseName(rule.clauses.front())) + " ...)";
    } else {
      clauses = "a clause " + Either(rule.clauses, [](ClauseId c) { return std::string(ClauseName(c)); });
    }
    for (size_t i = 0; i < rule.params.size(); ++i)
      clauses += (i == 0 ? " with " : " and ") + CompareWords(rule.params[i]);
    add("it holds " + clauses);
  }
  for (const auto& [activity, values] : rule.activities)
    add(std::string(ActivityWords(activity)) + " is " + Either(values, [](Value v) { return std::string(Name(v)); }));
  if (!rule.licenses.empty()) add("its licence is " + Either(rule.licenses, Same));
  if (!rule.openness.empty()) add("its openness class is " + Either(rule.openness, Same));
  if (!rule.conflicts.empty()) add("there is a conflict of kind " + Either(rule.conflicts, Same));
  return out;
}

std::string_view Does(gate::Action action) {
  switch (action) {
    case gate::Action::kDeny:
      return "denied";
    case gate::Action::kReview:
      return "to be reviewed";
    case gate::Action::kAllow:
      return "allowed";
  }
  return "denied";
}

struct Tally {
  std::string_view rule;
  gate::Action action = gate::Action::kDeny;
  size_t places = 0, subjects = 0;
};

// By rule, those with most places first. Violations of a subject stand together.
std::vector<Tally> ByRule(const gate::Result& result) {
  std::map<std::pair<std::string_view, gate::Action>, Tally> rules;
  std::map<std::pair<std::string_view, gate::Action>, std::string> last;
  for (const gate::Violation& v : result.violations) {
    const std::pair<std::string_view, gate::Action> key(v.rule, v.action);
    Tally& tally = rules[key];
    tally.rule = v.rule;
    tally.action = v.action;
    ++tally.places;
    // A text is a subject by itself.
    const std::string subject = v.repository.empty() ? v.document : v.repository + '\0' + v.folder;
    std::string& before = last[key];
    tally.subjects += tally.places == 1 || before != subject ? 1 : 0;
    before = subject;
  }
  std::vector<Tally> out;
  out.reserve(rules.size());
  for (const auto& [key, tally] : rules) out.push_back(tally);
  std::stable_sort(out.begin(), out.end(), [](const Tally& a, const Tally& b) { return a.places > b.places; });
  return out;
}

// The violation whose exception is shown: the first that fails the run, else the first.
const gate::Violation* ToExcept(const gate::Result& result) {
  const auto first = std::find_if(result.violations.begin(), result.violations.end(),
                                  [](const gate::Violation& v) { return v.action == gate::Action::kDeny; });
  if (first != result.violations.end()) return &*first;
  return result.violations.empty() ? nullptr : &result.violations.front();
}

// A block of code that nothing within can end.
std::string Fenced(std::string_view text, std::string_view language) {
  const std::string block = PrintableBlock(text);
  size_t longest = 2, run = 0;
  for (const char c : block) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fence + std::string(language) + "\n" + block + (block.ends_with('\n') ? "" : "\n") + fence + "\n";
}

// How it ended, without the full stop: "3 subjects checked by product: 1 denial, 2 to review". The name is escaped.
std::string Sum(const std::string& policy, const gate::Result& result) {
  const auto denied =
      static_cast<size_t>(std::count_if(result.violations.begin(), result.violations.end(),
                                        [](const gate::Violation& v) { return v.action == gate::Action::kDeny; }));
  std::string out = Count(result.checked, "subject", "subjects") + " checked";
  if (!policy.empty()) out += " by " + policy;
  out += ": " + (denied == 0 ? "nothing denied" : Count(denied, "denial", "denials"));
  if (result.violations.size() > denied) out += ", " + std::to_string(result.violations.size() - denied) + " to review";
  if (!result.excepted.empty()) out += ", " + std::to_string(result.excepted.size()) + " excepted";
  return out;
}

}  // namespace

std::string GateJson(const gate::Policy& policy, const gate::Result& result, const Tool& tool) {
  JsonWriter w;
  w.StartObject();
  Field(w, "schema", "caveat.gate/1");
  w.Key("tool");
  w.Json(ToolJson(tool));
  Field(w, "policy", policy.name);
  Field(w, "mode", gate::ModeName(policy.mode));
  w.Key("violations");
  w.StartArray();
  for (const gate::Violation& v : result.violations) {
    w.StartObject();
    Field(w, "rule", v.rule);
    Field(w, "action", gate::ActionName(v.action));
    FieldOrNull(w, "repository", v.repository);
    FieldOrNull(w, "document", v.document);
    FieldOrNull(w, "clause", v.clause);
    w.Key("span");
    if (v.span) {
      SpanValue(w, *v.span);
    } else {
      w.Null();
    }
    FieldOrNull(w, "quote", v.quote);
    FieldOrNull(w, "license", v.license);
    Field(w, "explanation", v.explanation);
    FieldOrNull(w, "because", v.because);
    Field(w, "exception_hint", v.hint);
    w.EndObject();
  }
  w.EndArray();
  UsedList(w, "excepted", result.excepted);
  UsedList(w, "expired", result.expired);
  UintField(w, "checked", result.checked);
  w.EndObject();
  return w.Take() + "\n";
}

std::string GateHuman(const gate::Policy& policy, const gate::Result& result, const GateHumanOptions& options) {
  std::string out;
  size_t shown = 0;
  for (const gate::Violation& v : result.violations) {
    if (++shown > options.most) break;
    const bool deny = v.action == gate::Action::kDeny;
    out += Paint(options.color, deny ? Style::kBad : Style::kCare, deny ? "denied" : "review") + "  " +
           Paint(options.color, Style::kBold, PrintableLine(v.rule)) + "  " +
           Paint(options.color, Style::kPlace, Where(v)) + "\n";
    std::string text = PrintableLine(v.explanation);
    if (!v.quote.empty()) text += ": “" + CutToWidth(PrintableLine(v.quote), 120) + "”";
    out += Wrap(text, options.width, "  ", "  ");
    if (!v.because.empty()) out += Wrap(PrintableLine(v.because), options.width, "  why: ", "       ");
    if (!v.clause.empty()) out += "  clause " + v.clause + "\n";
    out += "\n";
  }
  if (result.violations.size() > options.most) {
    out += Count(result.violations.size() - options.most, "more violation", "more violations") +
           "; --format json lists all. By rule:\n";
    for (const Tally& tally : ByRule(result)) {
      out += "  " + PrintableLine(tally.rule) + " (" + std::string(Does(tally.action)) +
             "): " + Count(tally.places, "place", "places") + " in " + Count(tally.subjects, "subject", "subjects") +
             "\n";
    }
    out += "\n";
  }
  if (const gate::Violation* v = ToExcept(result); v != nullptr) {
    out += "To make an exception to " + PrintableLine(v->rule) + ", once somebody has agreed, add to the policy:\n";
    out += PrintableBlock(v->hint) + "\n";
  }
  for (const gate::Used& used : result.expired) {
    out += Wrap("expired on " + used.expires + ": the exception to " + PrintableLine(used.rule) + " in line " +
                    std::to_string(used.line) + " of the policy (" + PrintableLine(used.reason) + ")",
                options.width, "", "  ");
  }
  for (const gate::Used& used : result.excepted) {
    out += Wrap("excepted until " + used.expires + ": " + PrintableLine(used.rule) + " for " +
                    Printable(used.repository.empty() ? used.document : used.repository) + " (" +
                    PrintableLine(used.reason) + ")",
                options.width, "", "  ");
  }
  out += Sum(PrintableLine(policy.name), result) + ".";
  if (result.Denied() && policy.mode != gate::Mode::kBlock)
    out += " Mode " + std::string(gate::ModeName(policy.mode)) + ": this run does not fail.";
  return out + "\n";
}

std::string GateMarkdown(const gate::Policy& policy, const gate::Result& result) {
  std::string out = "### Licence policy" + (policy.name.empty() ? "" : " " + MarkdownCode(policy.name)) + ": " +
                    (!result.Denied()                    ? "passed"
                     : policy.mode == gate::Mode::kBlock ? "failed"
                                                         : "violated, reported only") +
                    "\n\n" + Sum(MarkdownText(policy.name), result) + ".\n";
  if (!result.violations.empty()) out += "\n| | rule | where | what |\n|---|---|---|---|\n";
  size_t shown = 0;
  for (const gate::Violation& v : result.violations) {
    if (++shown > kMarkdownRows) break;
    out += "| " + std::string(v.action == gate::Action::kDeny ? "denied" : "review") + " | " + MarkdownCode(v.rule) +
           " | " + MarkdownCode(Where(v)) + " | " + MarkdownText(v.explanation);
    if (!v.quote.empty()) out += ": " + MarkdownCode(v.quote);
    if (!v.because.empty()) out += "<br>" + MarkdownText(v.because);
    out += " |\n";
  }
  if (result.violations.size() > kMarkdownRows)
    out += "\n" + Count(result.violations.size() - kMarkdownRows, "more violation", "more violations") + ".\n";
  if (const gate::Violation* v = ToExcept(result); v != nullptr) {
    out += "\n<details><summary>To make an exception to " + MarkdownText(v->rule) +
           ", once somebody has agreed, add to the policy</summary>\n\n" + Fenced(v->hint, "toml") + "\n</details>\n";
  }
  if (!result.expired.empty() || !result.excepted.empty()) out += "\n";
  for (const gate::Used& used : result.expired) {
    out += "- expired on " + used.expires + ": the exception to " + MarkdownCode(used.rule) + " in line " +
           std::to_string(used.line) + " of the policy (" + MarkdownText(used.reason) + ")\n";
  }
  for (const gate::Used& used : result.excepted) {
    out += "- excepted until " + used.expires + ": " + MarkdownCode(used.rule) + " for " +
           MarkdownCode(used.repository.empty() ? used.document : used.repository) + " (" + MarkdownText(used.reason) +
           ")\n";
  }
  return out;
}

std::vector<SarifResult> GateResults(const gate::Policy& policy, const gate::Result& result) {
  std::vector<SarifResult> out;
  for (const gate::Violation& v : result.violations) {
    SarifResult r;
    r.rule = "policy/" + v.rule;
    r.title = v.because.empty() ? "Policy " + policy.name + ", rule " + v.rule : v.because;
    r.level = v.action != gate::Action::kDeny || policy.mode == gate::Mode::kWarn ? "warning"
              : policy.mode == gate::Mode::kAudit                                 ? "note"
                                                                                  : "error";
    r.message = v.explanation + (v.quote.empty() ? "" : " \"" + PrintableLine(v.quote) + "\"") + "\n\n" + v.hint;
    // As somebody finds it who looks from where the command ran.
    r.path = v.folder.empty() || v.folder == "." || v.document.starts_with('/')
                 ? v.document
                 : v.folder + (v.document.empty() ? "" : "/" + v.document);
    if (v.span) r.span = *v.span;
    r.quote = v.quote;
    out.push_back(std::move(r));
  }
  return out;
}

std::string ExplainPolicy(const gate::Policy& policy, size_t width) {
  std::string out;
  const auto line = [&](const std::string& text) { out += Wrap(text, width, "- ", "  "); };
  out += Wrap(PrintableLine(policy.name.empty() ? "policy" : policy.name) +
                  (policy.says.empty() ? "" : ": " + PrintableLine(policy.says)),
              width, "", "");
  out += "\n";
  for (const gate::Rule& rule : policy.rules) {
    line(PrintableLine(rule.id) + ": " + std::string(Does(rule.action)) + " where " + RuleWords(rule) + "." +
         (rule.because.empty() ? "" : " " + PrintableLine(rule.because)));
  }
  if (!policy.deny.empty()) line("Denied unless there is another choice: " + Either(policy.deny, Same) + ".");
  if (policy.has_allow)
    line("Of known licences only these are allowed, one way through OR, all through AND: " +
         Either(policy.allow, Same) + ".");
  if (policy.has_licenses) {
    line("A text that is no known licence is " + std::string(Does(policy.unknown)) + "; a known one with changes is " +
         std::string(Does(policy.edited)) + ".");
  }
  for (const gate::Exception& e : policy.exceptions) {
    std::string text = "Until " + e.expires + ", " + PrintableLine(e.rule) + " does not bind";
    for (const auto& [what, value] : {std::pair<const char*, const std::string*>{"repository", &e.repository},
                                      {"licence", &e.license},
                                      {"file", &e.path},
                                      {"content", &e.sha256}}) {
      if (!value->empty()) text += std::string(", ") + what + " " + PrintableLine(*value);
    }
    line(text + ": " + PrintableLine(e.reason));
  }
  out += "\n";
  switch (policy.mode) {
    case gate::Mode::kBlock:
      out += "What is denied fails the run (exit code 1). What is to be reviewed is reported.\n";
      break;
    case gate::Mode::kWarn:
      out += "Everything is reported as a warning; no run fails.\n";
      break;
    case gate::Mode::kAudit:
      out += "Everything is noted; no run fails.\n";
      break;
  }
  return out;
}

}  // namespace caveat::report
