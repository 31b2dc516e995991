#include "cli/classify.h"

#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "cli/exit_codes.h"
#include "cli/flags.h"
#include "cli/license_files.h"
#include "cli/output.h"
#include "cli/rule_files.h"
#include "report/terminal.h"
#include "scan/filter.h"
#include "scan/progress.h"

namespace caveat::cli {
namespace {

struct Flags {
  std::vector<std::string> paths;
  std::string format = "jsonl";
  std::string columns, rules, licenses;
  unsigned threads = 0;
  bool no_identity = false;
};

// "id=_id,text=body": false with the part that is wrong.
bool ParseColumns(std::string_view mapping, scan::FilterOptions* options, std::string* wrong) {
  while (!mapping.empty()) {
    const size_t comma = std::min(mapping.find(','), mapping.size());
    const std::string_view part = mapping.substr(0, comma);
    mapping.remove_prefix(std::min(comma + 1, mapping.size()));
    const size_t equals = part.find('=');
    const std::string_view name = part.substr(0, equals);
    if (equals == std::string_view::npos || equals + 1 >= part.size() || (name != "id" && name != "text")) {
      *wrong = std::string(part);
      return false;
    }
    (name == "id" ? options->id : options->text) = std::string(part.substr(equals + 1));
  }
  return true;
}

int Classify(const Flags& flags) {
  scan::FilterOptions options;
  std::string wrong;
  if (!ParseColumns(flags.columns, &options, &wrong)) {
    Complain("--columns: '" + report::Printable(wrong) + "' is not id=KEY or text=KEY");
    return kUsage;
  }
  options.rules = LoadRules(flags.rules);
  if (options.rules == nullptr) return kUsage;
  if (!flags.licenses.empty() && (options.known = LoadLicenses(flags.licenses)) == nullptr) return kUsage;
  options.threads = flags.threads;
  options.identity = !flags.no_identity;
  options.interrupted = Interrupted;
  Output output;
  uint64_t lines = 0, bad = 0, unread = 0;
  std::vector<std::string> paths = flags.paths;
  if (paths.empty()) paths.push_back("-");
  for (const std::string& path : paths) {
    const int fd = path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
    std::string error = fd < 0 ? strerror(errno) : "";
    if (fd >= 0) {
      const scan::FilterSummary summary = scan::Filter(
          options, [&](char* buffer, size_t size) -> int64_t { return Interrupted() ? 0 : read(fd, buffer, size); },
          // Who streams waits for the answers to what was sent.
          [&](std::string_view text) { return output.Write(text) && output.Flush(); });
      lines += summary.lines;
      bad += summary.bad;
      error = summary.error;
      if (fd != STDIN_FILENO) close(fd);
    }
    if (!error.empty()) {
      ++unread;
      Complain((path == "-" ? "standard input" : report::Printable(path)) + ": " + error);
    }
    if (!output.good() || Interrupted()) break;
  }
  if (Interrupted()) {
    Complain("interrupted after " + scan::Thousands(lines) + (lines == 1 ? " line" : " lines") +
             "; what is printed is complete as far as it goes.");
    return output.Finish(kInterrupted);
  }
  if (bad > 0)
    Complain(scan::Thousands(bad) + (bad == 1 ? " line" : " lines") +
             " could not be read; they have \"status\":\"error\"");
  return output.Finish(bad + unread > 0 ? kUnreadable : kDone);
}

}  // namespace

void AddClassify(CLI::App* app, std::function<int()>* run) {
  CLI::App* classify = app->add_subcommand("classify", "Texts as JSON lines in, answers as JSON lines out");
  auto flags = std::make_shared<Flags>();
  classify->add_option("FILE", flags->paths, "JSON lines; standard input if none is given")->type_name("");
  classify->add_option("--format", flags->format, "jsonl")
      ->check(OneOf({"jsonl"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  classify->add_option("--columns", flags->columns, "Keys of a line, as in id=_id,text=body")
      ->type_name("NAME=KEY,...");
  AddThreads(classify, &flags->threads);
  AddNoIdentity(classify, &flags->no_identity);
  AddRulesFolder(classify, &flags->rules);
  AddLicensesFolder(classify, &flags->licenses);
  classify->footer(
      "Examples:\n"
      "  caveat classify < texts.jsonl > answers.jsonl         {\"id\": ..., \"text\": \"...\"} a line\n"
      "  zstdcat cards.jsonl.zst | caveat classify --columns id=modelId,text=card\n\n"
      "One line in, one line out, in the same order; a line that cannot be read gives \"status\":\"error\".\n"
      "Exit code: 0 done; 2 wrong usage; 3 some line could not be read; 4 internal error; 130 interrupted.");
  classify->callback([flags, run] { *run = [flags] { return Classify(*flags); }; });
}

}  // namespace caveat::cli
