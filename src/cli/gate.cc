#include "cli/gate.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "caveat.h"
#include "cli/exit_codes.h"
#include "cli/exports.h"
#include "cli/flags.h"
#include "cli/gate_database.h"
#include "cli/input.h"
#include "cli/license_files.h"
#include "cli/output.h"
#include "cli/policy_files.h"
#include "cli/repository.h"
#include "cli/rule_files.h"
#include "gate/judge.h"
#include "model/judge.h"
#include "report/gate.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

struct Flags {
  std::vector<std::string> paths;
  std::string policy, format = "human", today, rules, licenses, color = "auto";
};

constexpr unsigned kMaxThreads = 8;  // more only wait for each other's memory

// What was asked about, kept for the report.
struct Asked {
  std::deque<Document> documents;
  std::vector<store::Ruleset> rulesets;  // of databases
  gate::Result result;
  size_t unreadable = 0;
};

void Unreadable(const std::string& path, const std::string& error, Asked* asked) {
  ++asked->unreadable;
  Complain(report::Printable(path) + ": " + error);
}

constexpr size_t kUnreadShown = 20;

// Every repository of a database is asked about.
void AskDatabase(const std::string& path, const gate::Policy& policy, std::string_view today, Asked* asked) {
  GatedDatabase gated;
  std::string error;
  const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1u, kMaxThreads);
  if (!GateDatabase(path, policy, today, threads, &gated, &error))
    return Unreadable(path, report::PrintableLine(error), asked);
  if (gated.unfinished) Unreadable(path, "the last scan has not finished; scan again for what is missing", asked);
  asked->unreadable += gated.unread.size();
  for (size_t i = 0; i < gated.unread.size() && i < kUnreadShown; ++i) Complain(gated.unread[i]);
  if (gated.unread.size() > kUnreadShown) {
    Complain(std::to_string(gated.unread.size() - kUnreadShown) + " more could not be read when " +
             report::Printable(path) + " was written; its view v_unread lists all");
  }
  asked->rulesets.push_back(std::move(gated.ruleset));
  asked->result.Append(std::move(gated.result));
}

// A folder is one repository.
void AskRepository(const std::string& path, Scanner& scanner, gate::Gate* gate, Asked* asked) {
  model::Repository repository;
  std::string error;
  if (!LoadRepository(path, {}, &repository, &error)) return Unreadable(path, error, asked);
  for (const model::File& file : repository.files) {
    if (file.content == model::Content::kUnread) Unreadable(path + "/" + file.path, file.error, asked);
  }
  const model::Model model = model::Reader(scanner).Read(repository);
  gate->Ask({.model = &model});
  asked->result.Append(gate->Take());
}

void AskText(const std::string& path, Scanner& scanner, gate::Gate* gate, Asked* asked) {
  Reader reader;
  if (!reader.Open(path, kMaxBytes)) return Unreadable(path, reader.error(), asked);
  if (reader.truncated()) Unreadable(path, "longer than 64 MiB; only the beginning was read", asked);
  asked->documents.push_back(scanner.Check(path, reader.bytes()));
  gate->Ask({.document = &asked->documents.back()});
  asked->result.Append(gate->Take());
}

int Run(const Flags& flags) {
  gate::Policy policy;
  if (!LoadPolicy(flags.policy, &policy)) return kUsage;
  const std::string now = Now(), today = flags.today.empty() ? now.substr(0, 10) : flags.today;
  const bool own_rules = !flags.rules.empty() || !flags.licenses.empty();
  std::shared_ptr<const Rules> rules;
  std::shared_ptr<const classify::KnownLicenses> known;  // null: the built-in ones
  std::optional<Scanner> scanner;                        // made when there is something to read
  gate::Gate gate(policy, today);
  Asked asked;
  for (const std::string& path : flags.paths) {
    if (Interrupted()) break;
    const bool database = path != "-" && IsDatabase(path);
    if (database && own_rules) {
      Complain(report::Printable(path) + ": its answers were given by the rules it was scanned with; " +
               "scan it anew with --rules and --licenses, and leave them out here");
      return kUsage;
    }
    if (!database && !scanner) {
      if ((rules = LoadRules(flags.rules)) == nullptr) return kUsage;
      if (!flags.licenses.empty() && (known = LoadLicenses(flags.licenses)) == nullptr) return kUsage;
      scanner.emplace(*rules, known);
    }
    std::error_code ignored;
    if (database)
      AskDatabase(path, policy, today, &asked);
    else if (path != "-" && std::filesystem::is_directory(path, ignored))
      AskRepository(path, *scanner, &gate, &asked);
    else
      AskText(path, *scanner, &gate, &asked);
  }
  Output output;
  const gate::Result& result = asked.result;
  report::Tool tool;
  if (rules == nullptr && !asked.rulesets.empty()) {
    const store::Ruleset& ruleset = asked.rulesets[0];
    tool = {ruleset.version, ruleset.rules, ruleset.licenses};
  } else {
    if (rules == nullptr) rules = Rules::BuiltIn();
    tool = report::ToolOf(*rules);
  }
  if (flags.format == "json") {
    output.Write(report::GateJson(policy, result, tool));
  } else if (flags.format == "markdown") {
    output.Write(report::GateMarkdown(policy, result));
  } else if (flags.format == "sarif") {
    report::Export e;
    e.tool = tool;
    e.created = now;
    for (const Document& document : asked.documents) e.items.push_back({&document, {}});
    output.Write(report::SarifOf(e, report::GateResults(policy, result)));
  } else {
    output.Write(report::GateHuman(policy, result, {.color = UseColor(flags.color), .width = OutputWidth()}));
  }
  if (Interrupted()) return output.Finish(kInterrupted);
  if (result.Denied() && policy.mode == gate::Mode::kBlock) return output.Finish(kNo);
  return output.Finish(asked.unreadable > 0 ? kUnreadable : kDone);
}

}  // namespace

void AddGate(CLI::App* app, std::function<int()>* run) {
  CLI::App* sub = app->add_subcommand("gate", "Does a policy allow these licences? For CI: exit code 1 means no");
  auto flags = std::make_shared<Flags>();
  sub->add_option("PATH", flags->paths,
                  "Texts, folders (each is one repository), and databases of caveat scan; - reads standard input")
      ->required()
      ->type_name("");
  sub->add_option("--policy", flags->policy, "A policy in TOML, or the name of a ready one (caveat policy list)")
      ->required()
      ->type_name("FILE");
  sub->add_option("--format", flags->format, "human, json, sarif, or markdown for pull requests")
      ->check(OneOf({"human", "json", "sarif", "markdown"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  sub->add_option("--today", flags->today, "The day by which exceptions expire: 2026-01-31; the clock's if not given")
      ->check([](const std::string& value) {
        return gate::IsDate(value) ? std::string() : "'" + report::Printable(value) + "' is no date; write 2026-01-31";
      })
      ->type_name("DATE");
  AddRulesFolder(sub, &flags->rules);
  AddLicensesFolder(sub, &flags->licenses);
  AddColor(sub, &flags->color);
  sub->footer(
      "Examples:\n"
      "  caveat policy init commercial-product > policy.toml   a policy to begin with\n"
      "  caveat gate --policy policy.toml model/               does it allow the repository in this folder\n"
      "  caveat gate --policy permissive-only LICENSE          a ready policy\n"
      "  caveat gate --policy policy.toml hub.db               every repository that caveat scan has read\n"
      "  caveat gate --policy policy.toml --format sarif .     for code scanning\n\n"
      "Exit code: 0 nothing denied; 1 something denied (mode block); 2 wrong usage or a bad policy; 3 something could "
      "not\n"
      "be read. A reading aid, not legal advice.");
  sub->callback([flags, run] { *run = [flags] { return Run(*flags); }; });
}

}  // namespace caveat::cli
