// The command. Each sub-command is a file of its own; this one holds what they share: parsing, usage errors, the last
// resort.

#include <CLI/CLI.hpp>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "caveat.h"
#include "cli/ask.h"
#include "cli/check.h"
#include "cli/classify.h"
#include "cli/completion.h"
#include "cli/diff.h"
#include "cli/exit_codes.h"
#include "cli/export.h"
#include "cli/expr.h"
#include "cli/gate.h"
#include "cli/known.h"
#include "cli/merge.h"
#include "cli/model.h"
#include "cli/mof.h"
#include "cli/output.h"
#include "cli/policy.h"
#include "cli/report.h"
#include "cli/rules.h"
#include "cli/scan.h"
#include "cli/scancode.h"
#include "cli/suggest.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

// The sub-command that the arguments had reached.
const CLI::App* Deepest(const CLI::App* app) {
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return app;
}

std::string FullName(const CLI::App* app) {
  return app->get_parent() == nullptr ? "caveat" : FullName(app->get_parent()) + " " + app->get_name();
}

// The message of a usage error, with the nearest flag or command where something was not known.
std::string UsageMessage(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App* at = Deepest(&app);
  std::vector<std::string> flags, commands;
  for (const CLI::Option* option : at->get_options()) {
    for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
  }
  for (const CLI::App* command : at->get_subcommands({})) commands.push_back(command->get_name());
  const auto views = [](const std::vector<std::string>& list) {
    return std::vector<std::string_view>(list.begin(), list.end());
  };
  std::vector<std::string> extras = app.remaining(true);
  if (!extras.empty()) {
    const std::string& extra = extras.front();
    if (extra.size() > 1 && extra[0] == '-') {
      return "unknown flag " + report::Printable(extra) + DidYouMean(extra.substr(0, extra.find('=')), views(flags));
    }
    const char* what = commands.empty() ? "unexpected argument " : "unknown command ";
    return what + report::Printable(extra) + DidYouMean(extra, views(commands));
  }
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    if (at->get_name() == "caveat") return "no command given; to read a licence: caveat check LICENSE";
    if (at->get_name() == "check") return "no file given; name files or folders, or - for standard input";
    if (at->get_name() == "diff") return "two files are needed: caveat diff A B";
    if (at->get_name() == "show") return "no clause id given. All ids: caveat rules list";
    if (!commands.empty()) {
      std::string list;
      for (const std::string& command : commands) list.append(list.empty() ? "" : ", ").append(command);
      return "no command given; one of " + list;
    }
  }
  std::string what = report::PrintableLine(error.what());
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const std::string flag = what.substr(0, what.find(':'));
    return flag + (what.ends_with("missing") ? " needs a value" : " is given more than once");
  }
  return what;
}

int Main(int argc, char** argv) {
  InstallSignals();
  CLI::App app(
      "Caveat reads what an AI model's licence really says, clause by clause, and quotes the clause for every "
      "statement.");
  app.name("caveat");
  app.set_version_flag("--version", "caveat " + std::string(Version()));
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  caveat check LICENSE           what a text grants, asks and forbids\n"
      "  caveat diff A B                what two texts say differently\n"
      "  caveat scan /mirror --db F     a whole mirror of models into one SQLite file\n"
      "  caveat rules list              every kind of clause that Caveat knows\n"
      "  caveat check --help            all about one command\n\n"
      "A reading aid, not legal advice.");
  std::function<int()> run;
  AddCheck(&app, &run);
  AddDiff(&app, &run);
  AddModel(&app, &run);
  AddAsk(&app, &run);
  AddMof(&app, &run);
  AddExpr(&app, &run);
  AddRules(&app, &run);
  AddKnown(&app, &run);
  AddGate(&app, &run);
  AddPolicy(&app, &run);
  AddScanCode(&app, &run);
  AddScan(&app, &run);
  AddExport(&app, &run);
  AddReport(&app, &run);
  AddMerge(&app, &run);
  AddClassify(&app, &run);
  AddCompletion(&app, &run);
  Output output;
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    output.Write(app.help());
    return output.Finish(kDone);
  } catch (const CLI::CallForVersion& version) {
    output.Write(std::string(version.what()) + "\n");
    return output.Finish(kDone);
  } catch (const CLI::ParseError& error) {
    Complain(UsageMessage(app, error) + "\nTry `" + FullName(Deepest(&app)) + " --help`.");
    return kUsage;
  }
  return run();
}

}  // namespace
}  // namespace caveat::cli

int main(int argc, char** argv) {
  try {
    return caveat::cli::Main(argc, argv);
  } catch (const std::exception& error) {
    caveat::cli::Complain(std::string("internal error: ") + error.what() +
                          "\nPlease report it together with the command.");
    return caveat::cli::kInternal;
  }
}
