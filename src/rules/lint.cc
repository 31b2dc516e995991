#include "rules/lint.h"

#include <algorithm>
#include <map>
#include <set>

#include "rules/ruleset.h"

namespace caveat::rules {
namespace {

std::string ParamText(const Param& p) {
  switch (p.kind) {
    case Param::Kind::kText:
      return p.text;
    case Param::Kind::kNumber:
      return std::to_string(p.number);
    case Param::Kind::kBool:
      return p.number != 0 ? "true" : "false";
    case Param::Kind::kList: {
      std::string out;
      for (const std::string& s : p.list) out += (out.empty() ? "" : ",") + s;
      return out;
    }
  }
  return {};
}

std::string Lower(std::string s) {
  for (char& c : s)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return s;
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t i = 0; i <= text.size();) {
    const size_t j = std::min(text.find('\n', i), text.size());
    lines.push_back(text.substr(i, j - i));
    i = j + 1;
  }
  return lines;
}

std::string Prefixed(const std::string& text, const std::string& prefix) {
  std::string out;
  for (const std::string& line : Lines(text)) out += prefix + line + "\n";
  return out;
}

// Breaks lines at spaces so that none is much longer than `width`; keeps the lines there are.
std::string Wrapped(const std::string& text, size_t width) {
  std::string out;
  for (const std::string& line : Lines(text)) {
    size_t column = 0;
    const size_t indent = std::min(line.find_first_not_of(' '), line.size());
    for (size_t i = 0; i < line.size(); ++i) {
      if (line[i] == ' ' && i > indent && column >= width) {
        out += '\n';
        out.append(indent, ' ');
        column = 0;
        continue;
      }
      out += line[i];
      ++column;
    }
    out += '\n';
  }
  return out;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> Disguises(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> out;
  out.emplace_back("as written", text);
  bool ascii = true;
  for (char c : text) ascii &= static_cast<unsigned char>(c) < 0x80;
  std::string upper = text;
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  out.emplace_back("upper case", upper);
  if (ascii) out.emplace_back("wrapped at 40", Wrapped(text, 40));
  std::string crlf;
  for (char c : text) crlf += c == '\n' ? "\r\n" : std::string(1, c);
  out.emplace_back("CRLF", crlf);
  // One line alone would be a Markdown heading.
  out.emplace_back("# comment", "#\n" + Prefixed(text, "# ") + "#\n");
  out.emplace_back("// comment", Prefixed(text, "// "));
  out.emplace_back("* comment", "/*\n" + Prefixed(text, " * ") + " */\n");
  out.emplace_back("Markdown quote", Prefixed(text, "> "));
  std::string curly;
  bool open = true;
  for (char c : text) {
    if (c == '"')
      curly += open ? "\xE2\x80\x9C" : "\xE2\x80\x9D", open = !open;
    else if (c == '\'')
      curly += "\xE2\x80\x99";
    else
      curly += c;
  }
  out.emplace_back("curly quotes", curly);
  if (text.find('\n') == std::string::npos) {
    out.emplace_back("HTML", "<p>" + text + "</p>");
    out.emplace_back("bold", "**" + text + "**");
  }
  return out;
}

namespace {

// One set of rules under examination.
class Linter {
 public:
  Linter(const RuleSet& set, const Rules& rules, const LintOptions& options, LintResult* result)
      : set_(set), scanner_(rules), options_(options), result_(result) {}

  void Run() {
    for (const ClauseRules& clause : set_.clauses) {
      Counts& counts = counts_.try_emplace(clause.clause, Counts{.place = clause.place}).first->second;
      counts.says |= !clause.says.empty();
      result_->lines += static_cast<int>(clause.lines.size());
      for (const Example& example : clause.examples) {
        ++result_->examples;
        counts.yes += example.kind == Example::Kind::kYes;
        counts.near += example.kind == Example::Kind::kNear;
        if (!seen_.insert(std::string(ClauseName(clause.clause)) + "\n" + example.text).second)
          Error(example.place, "the same example stands here twice");
        if (Wanted(example.place)) Try(clause.clause, example);
      }
    }
    for (const auto& [clause, counts] : counts_) {
      if (!Wanted(counts.place)) continue;
      const std::string id(ClauseName(clause));
      if (!counts.says) Error(counts.place, id + " has no 'says' line");
      if (counts.yes < 2) Error(counts.place, id + " needs two 'yes' examples, has " + std::to_string(counts.yes));
      if (counts.near < 1) Error(counts.place, id + " needs a 'no near' example");
    }
    for (const LintResult::Also& also : result_->also) {
      std::string list;
      for (const std::string& id : also.ids) list += (list.empty() ? "" : ",") + id;
      result_->warnings.push_back(also.file + ":" + std::to_string(also.line) + ": warning: this example holds " +
                                  (list.empty() ? "nothing else" : "also=" + list) + "\n");
    }
    result_->clauses = static_cast<int>(counts_.size());
  }

 private:
  struct Counts {
    Place place;  // of the first block
    int yes = 0, near = 0;
    bool says = false;
  };
  // What is found in a text, for a clause that is looked for with some parameters.
  struct Outcome {
    bool found = false, agrees = false;
    std::string params;  // those that were found
    std::set<std::string> others;
  };

  std::string Name(const Place& place) const { return set_.files[place.file] + ":" + std::to_string(place.line); }
  bool Wanted(const Place& place) const {
    return options_.only.empty() || set_.files[place.file].find(options_.only) != std::string::npos;
  }
  void Error(const Place& place, const std::string& text) {
    result_->errors.push_back(Name(place) + ": error: " + text + "\n");
  }

  Outcome Look(ClauseId clause, const Example& example, std::string_view text) {
    Outcome out;
    out.agrees = example.params.empty();
    const Document doc = scanner_.Check("example", text, {.identity = false, .sha256 = false, .explain = false});
    for (const Finding& f : doc.findings) {
      if (f.confidence == Confidence::kWeak) continue;
      if (f.clause_id != clause) {
        out.others.insert(std::string(f.clause));
        continue;
      }
      out.found = true;
      out.agrees |= std::all_of(example.params.begin(), example.params.end(), [&](const auto& param) {
        return std::any_of(f.params.begin(), f.params.end(), [&](const Param& p) {
          return p.name == param.first && Lower(ParamText(p)) == Lower(param.second);
        });
      });
      for (const Param& p : f.params) out.params += " " + p.name + "=" + ParamText(p);
    }
    return out;
  }

  void Try(ClauseId clause, const Example& example) {
    const std::string id(ClauseName(clause));
    if (example.kind == Example::Kind::kYes) return TryYes(clause, id, example);
    if (!Look(clause, example, example.text).found) return;
    if (example.kind == Example::Kind::kMiss)
      result_->warnings.push_back(Name(example.place) + ": warning: " + id + " is found now; make it a yes\n");
    else
      Error(example.place, id + " is found, but this example says no\n  " + example.text);
  }

  void TryYes(ClauseId clause, const std::string& id, const Example& example) {
    std::vector<std::pair<std::string, std::string>> texts = Disguises(example.text);
    if (!options_.hardening) texts.resize(1);
    for (size_t i = 0; i < texts.size(); ++i) {
      const Outcome outcome = Look(clause, example, texts[i].second);
      if (!outcome.found)
        return Error(example.place,
                     id + " is not found in this example (" + texts[i].first + ")\n  " + texts[i].second);
      if (!outcome.agrees)
        return Error(example.place, "other parameters (" + texts[i].first +
                                        "):" + (outcome.params.empty() ? " none" : outcome.params));
      const std::set<std::string> also(example.also.begin(), example.also.end());
      if (i == 0 && also != outcome.others)
        result_->also.push_back(
            {set_.files[example.place.file], example.place.line, {outcome.others.begin(), outcome.others.end()}});
    }
  }

  const RuleSet& set_;
  Scanner scanner_;
  const LintOptions& options_;
  LintResult* result_;
  std::map<ClauseId, Counts> counts_;
  std::set<std::string> seen_;
};

}  // namespace

LintResult Lint(const std::vector<RuleSource>& sources, const LintOptions& options) {
  LintResult result;
  RuleSet set;
  std::vector<Diagnostic> diagnostics;
  const bool parsed = ParseRules(sources, &set, &diagnostics);
  for (const Diagnostic& d : diagnostics) (d.warning ? result.warnings : result.errors).push_back(d.ToString());
  if (!parsed) return result;
  const auto compiled = Rules::Compile(sources);
  if (!compiled)
    result.errors.push_back(compiled.error());
  else
    Linter(set, **compiled, options, &result).Run();
  return result;
}

}  // namespace caveat::rules
