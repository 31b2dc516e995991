#include "cli/diff.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include "caveat.h"
#include "cli/exit_codes.h"
#include "cli/flags.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/rule_files.h"
#include "report/diff.h"
#include "report/human.h"
#include "report/json.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

struct Flags {
  std::string a, b;
  std::string format = "human";
  std::string rules;
  std::string color = "auto";
  bool no_identity = false;
};

Document Read(const std::string& path, const CheckOptions& options, Scanner* scanner) {
  std::string content, error;
  std::error_code ignored;
  if (path != "-" && std::filesystem::is_directory(path, ignored)) {
    error = "is a folder; name the licence in it";
  } else if (ReadFile(path, &content, &error)) {
    return scanner->Check(path, content, options);
  }
  if (!Interrupted()) {
    Complain((path == "-" ? "standard input" : report::Printable(path)) + ": " + report::PrintableLine(error));
  }
  Document document;
  document.path = path;
  document.status = Status::kError;
  document.error = error;
  document.summary = "It could not be read.";
  return document;
}

int Diff(const Flags& flags) {
  if (flags.a == "-" && flags.b == "-") {
    Complain("standard input can be read only once; name a file for A or B");
    return kUsage;
  }
  const std::shared_ptr<const Rules> rules = LoadRules(flags.rules);
  if (rules == nullptr) return kUsage;
  Scanner scanner(*rules);
  CheckOptions options;
  options.identity = !flags.no_identity;
  const Document a = Read(flags.a, options, &scanner);
  const Document b = Interrupted() ? Document() : Read(flags.b, options, &scanner);
  Output output;
  if (Interrupted()) {
    Complain("interrupted; nothing was compared. Run the same command again.");
    return output.Finish(kInterrupted);
  }
  // With one side missing everything would be a difference: nothing is said.
  const bool readable = a.status != Status::kError && b.status != Status::kError;
  const report::Difference difference = readable ? report::Compare(a, b) : report::Difference();
  if (flags.format == "json") {
    output.Write(report::DiffJson(a, b, difference, report::ToolOf(*rules)));
  } else if (readable) {
    report::HumanOptions human;
    human.color = UseColor(flags.color);
    human.width = OutputWidth();
    output.Write(report::DiffHuman(a, b, difference, human));
    output.Write(std::string(report::Disclaimer()) + "\n");
  }
  return output.Finish(readable ? kDone : kUnreadable);
}

}  // namespace

void AddDiff(CLI::App* app, std::function<int()>* run) {
  CLI::App* diff = app->add_subcommand("diff", "What two licence texts say differently, clause by clause");
  auto flags = std::make_shared<Flags>();
  diff->add_option("A", flags->a, "A file; - reads standard input")->required()->type_name("");
  diff->add_option("B", flags->b, "The file to compare it with")->required()->type_name("");
  diff->add_option("--format", flags->format, "human or json")
      ->check(OneOf({"human", "json"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  AddNoIdentity(diff, &flags->no_identity);
  AddRulesFolder(diff, &flags->rules);
  AddColor(diff, &flags->color);
  diff->footer(
      "Examples:\n"
      "  caveat diff LICENSE.old LICENSE                 what changed between two versions\n"
      "  curl -s URL | caveat diff - LICENSE             whether a copy says what the original says\n"
      "  caveat diff --format json A B | jq .changed     caps, names and places with other values\n\n"
      "Exit code: 0 done, whether they differ or not; 2 wrong usage; 3 a file could not be read; 4 internal error.\n"
      "A reading aid, not legal advice.");
  diff->callback([flags, run] { *run = [flags] { return Diff(*flags); }; });
}

}  // namespace caveat::cli
