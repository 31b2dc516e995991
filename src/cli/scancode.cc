#include "cli/scancode.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "caveat.h"
#include "cli/exit_codes.h"
#include "cli/exports.h"
#include "cli/flags.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/rule_files.h"
#include "report/scancode.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

struct Flags {
  std::vector<std::string> paths;
  std::string json, pretty, lines, rules;
  bool strip_root = false, full_root = false;
  bool text = false, info = false, references = false, quiet = false, verbose = false;
};

// Options of ScanCode that ask for what is not done here, or done anyway: accepted, so that callers need not know.
constexpr const char* kIgnoredFlags[] = {"-l,--license",
                                         "-c,--copyright",
                                         "-p,--package",
                                         "-e,--email",
                                         "-u,--url",
                                         "--classify",
                                         "--summary",
                                         "--license-clarity-score",
                                         "--license-text-diagnostics",
                                         "--license-diagnostics",
                                         "--unknown-licenses",
                                         "--only-findings",
                                         "--mark-source",
                                         "--system-package",
                                         "--from-json"};
constexpr const char* kIgnoredOptions[] = {"--timeout",       "-n,--processes",         "--max-in-memory",
                                           "--license-score", "--license-url-template", "--max-depth"};

std::string BaseName(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return std::string(path.substr(path.rfind('/') + 1));
}

// How ScanCode calls a file: the input's own name and what lies below it; without the root, or with all of it.
std::string Reported(const Flags& flags, std::string_view input, std::string_view path, bool walked) {
  if (flags.full_root) {
    std::string full(path);
    if (!full.starts_with('/')) {
      char* const folder = realpath(".", nullptr);
      if (folder != nullptr) full = std::string(folder) + "/" + full;
      std::free(folder);
    }
    return full;
  }
  if (!walked) return BaseName(path);
  std::string_view below = path.substr(std::min(path.size(), input.size()));
  while (below.starts_with('/')) below.remove_prefix(1);
  return flags.strip_root ? std::string(below) : BaseName(input) + "/" + std::string(below);
}

bool WriteFile(const std::string& path, const std::string& content, Output* output) {
  if (path == "-") return output->Write(content);
  FILE* const file = fopen(path.c_str(), "wb");
  bool good = file != nullptr && fwrite(content.data(), 1, content.size(), file) == content.size();
  if (file != nullptr && fclose(file) != 0) good = false;
  if (!good) Complain(report::Printable(path) + ": " + strerror(errno));
  return good;
}

int Run(const Flags& flags) {
  if (flags.json.empty() && flags.pretty.empty() && flags.lines.empty()) {
    Complain("say where to write: --json FILE, --json-pp FILE or --json-lines FILE; - is standard output");
    return kUsage;
  }
  const std::shared_ptr<const Rules> rules = LoadRules(flags.rules);
  if (rules == nullptr) return kUsage;
  Scanner scanner(*rules);
  report::ScanCode scan;
  scan.tool = report::ToolOf(*rules);
  scan.inputs = flags.paths;
  scan.start = Now();
  scan.text = flags.text;
  scan.info = flags.info;
  scan.references = flags.references;
  for (const auto& [name, on] : {std::pair<const char*, bool>{"--info", flags.info},
                                 {"--license-references", flags.references},
                                 {"--license-text", flags.text},
                                 {"--strip-root", flags.strip_root},
                                 {"--full-root", flags.full_root}}) {
    if (on) scan.options.emplace_back(name, "true");
  }
  size_t unreadable = 0;
  Reader reader;
  std::set<std::string> folders;
  for (const std::string& input : flags.paths) {
    ForEachSource({input}, [&](const Source& source) {
      report::ScanCode::Entry entry;
      entry.path = Reported(flags, input, source.path, source.walked);
      std::string error = source.error;
      if (error.empty() && !reader.Open(source.path, kMaxBytes)) error = reader.error();
      if (error.empty()) {
        entry.document = scanner.Check(entry.path, reader.bytes());
        if (reader.truncated()) entry.document.error = "only the first 64 MiB were read";
      } else {
        ++unreadable;
        entry.document.status = Status::kError;
        entry.document.error = error;
        if (!flags.quiet) Complain(report::Printable(source.path) + ": " + error);
      }
      entry.document.bytes = reader.size();
      reader.Close();
      for (size_t i = entry.path.find('/', 1); i != std::string::npos; i = entry.path.find('/', i + 1))
        folders.insert(entry.path.substr(0, i));
      scan.entries.push_back(std::move(entry));
      return !Interrupted();
    });
  }
  for (const std::string& folder : folders) scan.entries.push_back({folder, true, {}});
  std::sort(scan.entries.begin(), scan.entries.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  scan.end = Now();
  Output output;
  bool good = true;
  for (const std::string& file : {flags.json, flags.pretty}) {
    if (!file.empty()) good = WriteFile(file, report::ScanCodeJson(scan), &output) && good;
  }
  if (!flags.lines.empty()) good = WriteFile(flags.lines, report::ScanCodeJsonLines(scan), &output) && good;
  if (!good) return kInternal;
  if (Interrupted()) return output.Finish(kInterrupted);
  return output.Finish(unreadable > 0 ? kUnreadable : kDone);
}

}  // namespace

void AddScanCode(CLI::App* app, std::function<int()>* run) {
  CLI::App* sub = app->add_subcommand("scancode", "Stand in for ScanCode: take its options, write its JSON");
  auto flags = std::make_shared<Flags>();
  sub->add_option("PATH", flags->paths, "Files or folders")->required()->type_name("");
  sub->add_option("--json", flags->json, "Write JSON to this file; - is standard output")->type_name("FILE");
  sub->add_option("--json-pp", flags->pretty, "The same")->type_name("FILE");
  sub->add_option("--json-lines", flags->lines, "Write one file a line")->type_name("FILE");
  sub->add_flag("--strip-root", flags->strip_root, "Report paths below the input");
  sub->add_flag("--full-root", flags->full_root, "Report absolute paths");
  sub->add_flag("-i,--info", flags->info, "Give names, sizes and hashes of files");
  sub->add_flag("--license-text", flags->text, "Give the words that were added to a known text");
  sub->add_flag("--license-references", flags->references, "List the licences that were found");
  sub->add_flag("-q,--quiet", flags->quiet, "Say nothing of unreadable files");
  sub->add_flag("-v,--verbose", flags->verbose, "Accepted, means nothing");
  for (const char* name : kIgnoredFlags) sub->add_flag(name)->group("");
  for (const char* name : kIgnoredOptions) sub->add_option(name)->group("");
  AddRulesFolder(sub, &flags->rules);
  // The form that callers of ScanCode parse; the number is Caveat's.
  sub->set_version_flag("--version", "ScanCode version: " + std::string(Version()) +
                                         "\nScanCode Output Format version: 4.0.0\nTool: Caveat");
  sub->footer(
      "Examples:\n"
      "  caveat scancode --license --strip-root --json out.json model/\n"
      "  caveat scancode --json - LICENSE | jq '.files[].detected_license_expression_spdx'\n\n"
      "To have it called by a tool, put a script named scancode on the PATH: exec caveat scancode \"$@\"\n\n"
      "Exit code: 0 done; 2 wrong usage; 3 something could not be read; 4 the output could not be written.");
  sub->callback([flags, run] { *run = [flags] { return Run(*flags); }; });
}

}  // namespace caveat::cli
