#include "cli/gate.h"

#include <CLI/CLI.hpp>
#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "caveat.h"
#include "cli/exit_codes.h"
#include "cli/exports.h"
#include "cli/flags.h"
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

// What is asked about, kept for the report.
struct Asked {
  std::deque<Document> documents;
  std::deque<model::Model> models;
  size_t unreadable = 0;
};

void Unreadable(const std::string& path, const std::string& error, Asked* asked) {
  ++asked->unreadable;
  Complain(report::Printable(path) + ": " + error);
}

// A folder is one repository.
void AskRepository(const std::string& path, Scanner& scanner, gate::Gate* gate, Asked* asked) {
  model::Repository repository;
  std::string error;
  if (!LoadRepository(path, {}, &repository, &error)) return Unreadable(path, error, asked);
  for (const model::File& file : repository.files) {
    if (file.content == model::Content::kUnread) Unreadable(path + "/" + file.path, file.error, asked);
  }
  asked->models.push_back(model::Reader(scanner).Read(repository));
  gate->Ask({.model = &asked->models.back()});
}

void AskText(const std::string& path, Scanner& scanner, gate::Gate* gate, Asked* asked) {
  Reader reader;
  if (!reader.Open(path, kMaxBytes)) return Unreadable(path, reader.error(), asked);
  if (reader.truncated()) Unreadable(path, "longer than 64 MiB; only the beginning was read", asked);
  asked->documents.push_back(scanner.Check(path, reader.bytes()));
  gate->Ask({.document = &asked->documents.back()});
}

int Run(const Flags& flags) {
  gate::Policy policy;
  if (!LoadPolicy(flags.policy, &policy)) return kUsage;
  const std::string now = Now(), today = flags.today.empty() ? now.substr(0, 10) : flags.today;
  const std::shared_ptr<const Rules> rules = LoadRules(flags.rules);
  if (rules == nullptr) return kUsage;
  std::shared_ptr<const classify::KnownLicenses> known;  // null: the built-in ones
  if (!flags.licenses.empty() && (known = LoadLicenses(flags.licenses)) == nullptr) return kUsage;
  Scanner scanner(*rules, known);
  gate::Gate gate(policy, today);
  Asked asked;
  for (const std::string& path : flags.paths) {
    if (Interrupted()) break;
    std::error_code ignored;
    if (path != "-" && std::filesystem::is_directory(path, ignored))
      AskRepository(path, scanner, &gate, &asked);
    else
      AskText(path, scanner, &gate, &asked);
  }
  Output output;
  const gate::Result& result = gate.result();
  report::Tool tool = report::ToolOf(*rules);
  if (flags.format == "json") {
    output.Write(report::GateJson(policy, result, tool));
  } else if (flags.format == "sarif") {
    report::Export e;
    e.tool = tool;
    e.created = now;
    for (const Document& document : asked.documents) e.items.push_back({&document, {}});
    if (asked.models.size() == 1 && asked.documents.empty()) e.root = asked.models[0].path;
    for (const model::Model& model : asked.models) {
      for (const model::RoledDocument& d : model.documents) e.items.push_back({&d.document, {}});
    }
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
  sub->add_option("PATH", flags->paths, "Texts, and folders: each is one repository; - reads standard input")
      ->required()
      ->type_name("");
  sub->add_option("--policy", flags->policy, "A policy in TOML, or the name of a ready one (caveat policy list)")
      ->required()
      ->type_name("FILE");
  sub->add_option("--format", flags->format, "human, json or sarif")
      ->check(OneOf({"human", "json", "sarif"}))
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
      "  caveat gate --policy policy.toml --format sarif .     for code scanning\n\n"
      "Exit code: 0 nothing denied; 1 something denied (mode block); 2 wrong usage or a bad policy; 3 something could "
      "not\n"
      "be read. A reading aid, not legal advice.");
  sub->callback([flags, run] { *run = [flags] { return Run(*flags); }; });
}

}  // namespace caveat::cli
