#include "cli/gate.h"

#include <CLI/CLI.hpp>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "caveat.h"
#include "cli/exit_codes.h"
#include "cli/exports.h"
#include "cli/flags.h"
#include "cli/input.h"
#include "cli/license_files.h"
#include "cli/output.h"
#include "cli/policy_files.h"
#include "cli/rule_files.h"
#include "gate/judge.h"
#include "report/gate.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

struct Flags {
  std::vector<std::string> paths;
  std::string policy, format = "human", today, rules, licenses, color = "auto";
};

// A folder holds much that is no licence.
bool SaysSomething(const Document& document) {
  return !document.findings.empty() || !document.identity.empty() || !document.mentions.empty();
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
  std::deque<Document> documents;
  size_t unreadable = 0;
  Reader reader;
  ForEachSource(flags.paths, [&](const Source& source) {
    std::string error = source.error;
    if (error.empty() && !reader.Open(source.path, kMaxBytes)) error = reader.error();
    if (error.empty() && reader.truncated()) error = "longer than 64 MiB; only the beginning was read";
    if (!error.empty()) {
      ++unreadable;
      Complain(report::Printable(source.path) + ": " + error);
    }
    Document document;
    if (error.empty() || reader.truncated()) {
      document = scanner.Check(source.path, reader.bytes());
      if (!source.walked || SaysSomething(document)) {
        documents.push_back(std::move(document));
        gate.Ask({.document = &documents.back()});
      }
    }
    reader.Close();
    return !Interrupted();
  });
  Output output;
  const gate::Result& result = gate.result();
  report::Tool tool = report::ToolOf(*rules);
  if (flags.format == "json") {
    output.Write(report::GateJson(policy, result, tool));
  } else if (flags.format == "sarif") {
    report::Export e;
    e.tool = tool;
    e.created = now;
    for (const Document& document : documents) e.items.push_back({&document, {}});
    output.Write(report::SarifOf(e, report::GateResults(policy, result)));
  } else {
    output.Write(report::GateHuman(policy, result, {.color = UseColor(flags.color), .width = OutputWidth()}));
  }
  if (Interrupted()) return output.Finish(kInterrupted);
  if (result.Denied() && policy.mode == gate::Mode::kBlock) return output.Finish(kNo);
  return output.Finish(unreadable > 0 ? kUnreadable : kDone);
}

}  // namespace

void AddGate(CLI::App* app, std::function<int()>* run) {
  CLI::App* sub = app->add_subcommand("gate", "Does a policy allow these licences? For CI: exit code 1 means no");
  auto flags = std::make_shared<Flags>();
  sub->add_option("PATH", flags->paths, "Files or folders; - reads standard input")->required()->type_name("");
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
      "  caveat gate --policy policy.toml model/               does it allow what lies in this folder\n"
      "  caveat gate --policy permissive-only LICENSE          a ready policy\n"
      "  caveat gate --policy policy.toml --format sarif .     for code scanning\n\n"
      "Exit code: 0 nothing denied; 1 something denied (mode block); 2 wrong usage or a bad policy; 3 something could "
      "not\n"
      "be read. A reading aid, not legal advice.");
  sub->callback([flags, run] { *run = [flags] { return Run(*flags); }; });
}

}  // namespace caveat::cli
