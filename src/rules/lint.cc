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

LintResult Lint(const std::vector<RuleSource>& sources, const LintOptions& options) {
  LintResult result;
  RuleSet set;
  std::vector<Diagnostic> diagnostics;
  const bool parsed = ParseRules(sources, &set, &diagnostics);
  for (const Diagnostic& d : diagnostics) (d.warning ? result.warnings : result.errors).push_back(d.ToString());
  if (!parsed) return result;
  const auto compiled = Rules::Compile(sources);
  if (!compiled) {
    result.errors.push_back(compiled.error());
    return result;
  }
  Scanner scanner(**compiled);

  std::map<ClauseId, int> yes, near, blocks;
  std::map<ClauseId, bool> says;
  std::map<ClauseId, Place> places;
  std::set<std::string> seen;
  const auto name = [&](const Place& place) { return set.files[place.file] + ":" + std::to_string(place.line); };
  const auto wanted = [&](const Place& place) {
    return options.only.empty() || set.files[place.file].find(options.only) != std::string::npos;
  };
  for (const ClauseRules& clause : set.clauses) {
    result.lines += static_cast<int>(clause.lines.size());
    places.try_emplace(clause.clause, clause.place);
    says[clause.clause] |= !clause.says.empty();
    ++blocks[clause.clause];
    for (const Example& example : clause.examples) {
      ++result.examples;
      if (example.kind == Example::Kind::kYes) ++yes[clause.clause];
      if (example.kind == Example::Kind::kNear) ++near[clause.clause];
      if (!seen.insert(std::string(ClauseName(clause.clause)) + "\n" + example.text).second)
        result.errors.push_back(name(example.place) + ": error: the same example stands here twice\n");
      if (!wanted(example.place)) continue;
      const bool must = example.kind == Example::Kind::kYes;
      std::vector<std::pair<std::string, std::string>> texts;
      if (must && options.hardening)
        texts = Disguises(example.text);
      else
        texts.emplace_back("as written", example.text);
      for (size_t t = 0; t < texts.size(); ++t) {
        const Document doc =
            scanner.Check("example", texts[t].second, {.identity = false, .sha256 = false, .explain = false});
        bool found = false, agrees = example.params.empty();
        std::string have;
        std::set<std::string> others;
        for (const Finding& f : doc.findings) {
          if (f.confidence == Confidence::kWeak) continue;
          if (f.clause_id != clause.clause) {
            others.insert(std::string(f.clause));
            continue;
          }
          found = true;
          bool all = true;
          for (const auto& param : example.params) {
            const std::string& key = param.first;
            const std::string& value = param.second;
            const auto it =
                std::find_if(f.params.begin(), f.params.end(), [&](const Param& p) { return p.name == key; });
            all &= it != f.params.end() && Lower(ParamText(*it)) == Lower(value);
          }
          agrees |= all;
          for (const Param& p : f.params) have += " " + p.name + "=" + ParamText(p);
        }
        const std::string id(ClauseName(clause.clause));
        if (must && !found) {
          result.errors.push_back(name(example.place) + ": error: " + id + " is not found in this example (" +
                                  texts[t].first + ")\n  " + texts[t].second + "\n");
          break;
        }
        if (must && !agrees) {
          result.errors.push_back(name(example.place) + ": error: other parameters (" + texts[t].first +
                                  "):" + (have.empty() ? " none" : have) + "\n");
          break;
        }
        if (t > 0) continue;
        if ((example.kind == Example::Kind::kNo || example.kind == Example::Kind::kNear) && found)
          result.errors.push_back(name(example.place) + ": error: " + id + " is found, but this example says no\n  " +
                                  example.text + "\n");
        if (example.kind == Example::Kind::kMiss && found)
          result.warnings.push_back(name(example.place) + ": warning: " + id + " is found now; make it a yes\n");
        if (must) {
          std::set<std::string> also(example.also.begin(), example.also.end());
          if (also != others)
            result.also.push_back({set.files[example.place.file], example.place.line, {others.begin(), others.end()}});
        }
      }
    }
  }
  for (const auto& [clause, place] : places) {
    if (!wanted(place)) continue;
    const std::string id(ClauseName(clause));
    if (!says[clause]) result.errors.push_back(name(place) + ": error: " + id + " has no 'says' line\n");
    if (yes[clause] < 2)
      result.errors.push_back(name(place) + ": error: " + id + " needs two 'yes' examples, has " +
                              std::to_string(yes[clause]) + "\n");
    if (near[clause] < 1) result.errors.push_back(name(place) + ": error: " + id + " needs a 'no near' example\n");
  }
  for (const LintResult::Also& also : result.also) {
    std::string list;
    for (const std::string& id : also.ids) list += (list.empty() ? "" : ",") + id;
    result.warnings.push_back(also.file + ":" + std::to_string(also.line) + ": warning: this example holds " +
                              (list.empty() ? "nothing else" : "also=" + list) + "\n");
  }
  result.clauses = static_cast<int>(places.size());
  return result;
}

}  // namespace caveat::rules
