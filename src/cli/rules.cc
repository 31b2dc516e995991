#include "cli/rules.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "caveat.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/rule_files.h"
#include "cli/suggest.h"
#include "report/terminal.h"
#include "rules/bundle.h"
#include "rules/lint.h"
#include "rules/ruleset.h"

namespace caveat::cli {
namespace {

// Where the rules lie in a checkout.
constexpr char kDefaultFolder[] = "licenses/clauses";
constexpr size_t kWidth = 100;

struct Flags {
  std::string group, clause, rules, folder = kDefaultFolder;
};

// One line of a rule, for people.
struct Line {
  ClauseId clause = 0;
  std::string kind, pattern, source;
};

struct Shown {
  std::vector<Line> lines;
  std::vector<std::pair<ClauseId, rules::Example>> examples;
  std::map<ClauseId, std::string> says;
};

std::string SourceName(const rules::RuleSet& set, const rules::Place& place) {
  return set.files[place.file] + ":" + std::to_string(place.line);
}

std::string_view KindName(rules::LineKind kind) { return kind == rules::LineKind::kItem ? "item" : "match"; }

// The built-in rules: their lines are part of the bundle, their examples are not.
void ShowBuiltIn(Shown* shown) {
  const std::shared_ptr<const Rules> rules = Rules::BuiltIn();
  const rules::Bundle& bundle = rules->bundle();
  for (const rules::BLine& line : bundle.lines) {
    const auto kind = static_cast<rules::LineKind>(line.kind);
    if (kind != rules::LineKind::kMatch && kind != rules::LineKind::kItem) continue;
    shown->lines.push_back({line.clause, std::string(KindName(kind)), std::string(bundle.strings[line.pattern]),
                            std::string(bundle.strings[line.source])});
  }
}

bool ShowFolder(const std::string& folder, Shown* shown) {
  std::vector<RuleSource> sources;
  if (!LoadRuleFiles(folder, &sources)) return false;
  rules::RuleSet set;
  std::vector<rules::Diagnostic> diagnostics;
  if (!rules::ParseRules(sources, &set, &diagnostics)) {
    std::string text;
    for (const rules::Diagnostic& d : diagnostics) {
      if (!d.warning) text += d.ToString();
    }
    Complain("rules " + report::Printable(folder) + " have errors\n" + report::PrintableBlock(text));
    return false;
  }
  for (const rules::ClauseRules& clause : set.clauses) {
    if (!clause.says.empty()) shown->says[clause.clause] = clause.says;
    for (const rules::RuleLine& line : clause.lines) {
      shown->lines.push_back(
          {clause.clause, std::string(KindName(line.kind)), line.pattern.source, SourceName(set, line.place)});
    }
    for (const rules::Example& example : clause.examples) shown->examples.emplace_back(clause.clause, example);
  }
  return true;
}

bool Load(const Flags& flags, Shown* shown) {
  if (!flags.rules.empty()) return ShowFolder(flags.rules, shown);
  ShowBuiltIn(shown);
  return true;
}

int List(const Flags& flags) {
  const std::span<const ClauseInfo> all = AllClauses();
  std::vector<std::string_view> groups;
  for (size_t i = 0; i < all.size(); ++i) {
    const std::string_view group = ClauseGroup(static_cast<ClauseId>(i));
    if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
  }
  if (!flags.group.empty() && std::find(groups.begin(), groups.end(), flags.group) == groups.end()) {
    std::string known;
    for (const std::string_view group : groups) known.append(known.empty() ? "" : ", ").append(group);
    Complain("unknown group '" + report::Printable(flags.group) + "'" + DidYouMean(flags.group, groups) +
             " The groups are " + known + ".");
    return kUsage;
  }
  Shown shown;
  if (!Load(flags, &shown)) return kUsage;
  std::vector<size_t> lines(all.size());
  for (const Line& line : shown.lines) ++lines[line.clause];
  Output output;
  size_t kinds = 0, recognised = 0, total = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    if (!flags.group.empty() && ClauseGroup(static_cast<ClauseId>(i)) != flags.group) continue;
    ++kinds;
    recognised += lines[i] > 0 ? 1 : 0;
    total += lines[i];
    const std::string count = lines[i] == 0 ? "-" : std::to_string(lines[i]);
    output.Write(std::string(all[i].id) + std::string(40 - std::min<size_t>(all[i].id.size(), 39), ' ') +
                 std::string(4 - std::min<size_t>(count.size(), 4), ' ') + count + "  " + std::string(all[i].title) +
                 "\n");
  }
  output.Write("\n" + std::to_string(kinds) + " kinds of clause, " + std::to_string(recognised) +
               " of them recognised, by " + std::to_string(total) +
               " rule lines. `caveat rules show ID` tells what one means.\n");
  return output.Finish(kDone);
}

int Show(const Flags& flags) {
  const std::optional<ClauseId> clause = FindClause(flags.clause);
  if (!clause) {
    std::vector<std::string_view> ids;
    for (const ClauseInfo& info : AllClauses()) ids.push_back(info.id);
    Complain("unknown clause '" + report::Printable(flags.clause) + "'" + DidYouMean(flags.clause, ids) +
             " All ids: caveat rules list");
    return kUsage;
  }
  Shown shown;
  if (!Load(flags, &shown)) return kUsage;
  const ClauseInfo& info = AllClauses()[*clause];
  std::string out =
      std::string(info.id) + "  " + std::string(info.title) + "\n" + report::Wrap(info.meaning, kWidth, "  ", "  ");
  if (const auto says = shown.says.find(*clause); says != shown.says.end() && says->second != info.meaning) {
    out += report::Wrap(report::PrintableLine(says->second), kWidth, "  ", "  ");
  }
  std::string lines;
  for (const Line& line : shown.lines) {
    if (line.clause != *clause) continue;
    lines +=
        "  " + line.kind + " " + report::PrintableLine(line.pattern) + "\n    " + report::Printable(line.source) + "\n";
  }
  out += lines.empty() ? "\nNo rule recognises it yet.\n" : "\nRecognised by\n" + lines;
  constexpr std::pair<rules::Example::Kind, std::string_view> kKinds[] = {
      {rules::Example::Kind::kYes, "Examples that are recognised"},
      {rules::Example::Kind::kNear, "Near misses: not this clause"},
      {rules::Example::Kind::kNo, "Not this clause"},
      {rules::Example::Kind::kMiss, "Known to be missed"},
  };
  for (const auto& [kind, heading] : kKinds) {
    bool headed = false;
    for (const auto& [id, example] : shown.examples) {
      if (id != *clause || example.kind != kind) continue;
      if (!headed) out.append("\n").append(heading).append("\n");
      headed = true;
      out += report::Wrap(report::PrintableLine(example.text), kWidth, "  - ", "    ");
      std::string params;
      for (const auto& [name, value] : example.params)
        params.append(params.empty() ? "" : ", ").append(name + "=" + value);
      if (!params.empty()) out += report::Wrap("reads " + report::PrintableLine(params), kWidth, "    ", "      ");
    }
  }
  if (flags.rules.empty())
    out += "\nThe examples are in the rule files: caveat rules show ID --rules " + std::string(kDefaultFolder) + "\n";
  Output output;
  output.Write(out);
  return output.Finish(kDone);
}

// A message may hold several diagnostics; each names its kind.
size_t Diagnostics(const std::vector<std::string>& messages, std::string_view kind) {
  size_t count = 0;
  for (const std::string& message : messages) {
    size_t here = 0;
    for (size_t at = message.find(kind); at != std::string::npos; at = message.find(kind, at + 1)) ++here;
    count += std::max<size_t>(here, 1);
  }
  return count;
}

int CheckRules(const Flags& flags) {
  std::vector<RuleSource> sources;
  if (!LoadRuleFiles(flags.folder, &sources)) return kUsage;
  const rules::LintResult result = rules::Lint(sources);
  const size_t errors = Diagnostics(result.errors, " error: "), warnings = Diagnostics(result.warnings, " warning: ");
  std::string text;
  for (const std::vector<std::string>* messages : {&result.errors, &result.warnings}) {
    for (const std::string& message : *messages) text += message.substr(0, message.find_last_not_of('\n') + 1) + "\n";
  }
  const auto count = [](size_t n, std::string_view one) {
    return std::to_string(n) + " " + std::string(one) + (n == 1 ? "" : "s");
  };
  const auto counted = [&](int n, std::string_view one) { return count(static_cast<size_t>(n), one); };
  Output output;
  output.Write(report::PrintableBlock(text) + (text.empty() ? "" : "\n") + counted(result.clauses, "clause") + ", " +
               counted(result.lines, "line") + ", " + counted(result.examples, "example") + " in " +
               count(sources.size(), "file") + ": " + count(errors, "error") + ", " + count(warnings, "warning") +
               ".\n");
  return output.Finish(result.errors.empty() ? kDone : kNo);
}

void AddRulesFlag(CLI::App* app, Flags* flags) {
  app->add_option("--rules", flags->rules, "Look at the rules of this folder instead of the built-in ones")
      ->type_name("DIR");
}

}  // namespace

void AddRules(CLI::App* app, std::function<int()>* run) {
  CLI::App* rules =
      app->add_subcommand("rules", "The kinds of clause that are known, and the rules that recognise them");
  rules->require_subcommand(1);
  rules->footer(
      "Examples:\n"
      "  caveat rules list --group use             the prohibited uses that are known\n"
      "  caveat rules show restriction.scale-cap   how a clause is recognised\n"
      "  caveat rules check my-rules               whether a folder of rules is in order");
  auto flags = std::make_shared<Flags>();

  CLI::App* list = rules->add_subcommand("list", "All kinds of clause, with the number of rule lines of each");
  list->add_option("--group", flags->group, "Only grant, condition, restriction, use or legal")->type_name("GROUP");
  AddRulesFlag(list, flags.get());
  list->footer("Example:\n  caveat rules list --group restriction");
  list->callback([flags, run] { *run = [flags] { return List(*flags); }; });

  CLI::App* show = rules->add_subcommand("show", "What a clause means, the lines that recognise it, and examples");
  show->add_option("ID", flags->clause, "A clause id, such as restriction.scale-cap")->required();
  AddRulesFlag(show, flags.get());
  show->footer("Example:\n  caveat rules show restriction.scale-cap --rules licenses/clauses");
  show->callback([flags, run] { *run = [flags] { return Show(*flags); }; });

  CLI::App* check = rules->add_subcommand("check", "Read a folder of rules, lint them and run all their examples");
  check->add_option("DIR", flags->folder, "The folder")->capture_default_str();
  check->footer(
      "Exit code: 0 in order; 1 errors were found; 2 the folder could not be read.\n"
      "Example:\n  caveat rules check my-rules && caveat check --rules my-rules LICENSE");
  check->callback([flags, run] { *run = [flags] { return CheckRules(*flags); }; });
}

}  // namespace caveat::cli
