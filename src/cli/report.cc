#include "cli/report.h"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "caveat.h"
#include "classify/known.h"
#include "cli/exit_codes.h"
#include "cli/exports.h"
#include "cli/flags.h"
#include "cli/input.h"
#include "cli/license_files.h"
#include "cli/output.h"
#include "cli/repository.h"
#include "cli/rule_files.h"
#include "model/judge.h"
#include "report/html.h"
#include "report/html_charts.h"
#include "report/html_hub.h"
#include "report/terminal.h"
#include "store/reader.h"

namespace caveat::cli {
namespace {

namespace fs = std::filesystem;

struct Flags {
  std::string path, html, id, rules, licenses;
};

constexpr std::string_view kDatabaseHead("SQLite format 3\0", 16);

std::string Size(uint64_t bytes) {
  if (bytes < 1'000'000) return std::to_string((bytes + 999) / 1000) + " kB";
  const uint64_t tenths = bytes / 100'000;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

// Where the page goes: standard output for "-", else a file that is complete or not there at all.
class Page {
 public:
  explicit Page(std::string path) : path_(std::move(path)) {}
  ~Page() {
    std::error_code ignored;
    if (!part_.empty()) fs::remove(part_, ignored);
  }
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  // False: it cannot be written, and the user has been told.
  bool Open() {
    if (path_ == "-") return true;
    std::error_code ignored;
    // A device or a pipe is written to as it is.
    const bool in_place = fs::exists(path_, ignored) && !fs::is_regular_file(path_, ignored);
    if (!in_place) part_ = path_ + ".part";
    errno = 0;
    file_.open(in_place ? path_ : part_, std::ios::binary | std::ios::trunc);
    if (file_) return true;
    part_.clear();
    return Fail();
  }
  void Write(std::string_view text) {
    bytes_ += text.size();
    if (path_ == "-") {
      output_.Write(text);
    } else {
      file_.write(text.data(), static_cast<std::streamsize>(text.size()));
    }
  }
  // Says what was written; what to return for a run that would have returned `code`.
  int Finish(const std::string& what, int code) {
    if (path_ == "-") return output_.Finish(code);
    file_.close();
    std::error_code error;
    if (file_ && !part_.empty()) fs::rename(part_, path_, error);
    if (!file_ || error) {
      Fail();
      return kInternal;
    }
    part_.clear();
    output_.Write(report::Printable(path_) + ": " + what + ", " + Size(bytes_) + ".\n");
    return output_.Finish(code);
  }

 private:
  bool Fail() {
    Complain(report::Printable(path_) + ": cannot be written: " + (errno == 0 ? "unknown error" : strerror(errno)) +
             "; check that its folder exists and has room");
    return false;
  }

  const std::string path_;
  std::string part_;
  std::ofstream file_;
  Output output_;
  uint64_t bytes_ = 0;
};

int Unreadable(const std::string& path, const std::string& error) {
  Complain((path == "-" ? "standard input" : report::Printable(path)) + ": " + error);
  return kUnreadable;
}

int Hub(const Flags& flags) {
  store::Reader reader;
  const std::string db = report::Printable(flags.path);
  if (!reader.Open(flags.path)) {
    Complain(db + ": " + report::PrintableLine(reader.error()));
    return kUsage;
  }
  const store::Ruleset ruleset = reader.ruleset();
  report::HubOptions options;
  options.tool = {ruleset.version, ruleset.rules, ruleset.licenses};
  options.name = flags.id.empty() ? fs::path(flags.path).filename().string() : flags.id;
  options.created = Now();
  options.unfinished = reader.unfinished();
  if (options.unfinished) Complain(db + ": the last run has not finished; scan again for what is missing");
  report::HubPage hub(std::move(options));
  uint64_t repositories = 0;
  const bool good = reader.ForEachModel(0, [&](const model::Model& model) {
    ++repositories;
    hub.Add(model);
    return !Interrupted();
  });
  if (!good) return Unreadable(flags.path, report::PrintableLine(reader.error()));
  if (Interrupted()) {
    Complain("interrupted; nothing was written");
    return kInterrupted;
  }
  Page page(flags.html);
  if (!page.Open()) return kInternal;
  hub.Write([&](std::string_view piece) { page.Write(piece); });
  return page.Finish(report::CountWords(repositories) + (repositories == 1 ? " repository" : " repositories"), kDone);
}

// What reads licences, by the flags; null rules: the user has been told.
struct Judge {
  std::shared_ptr<const Rules> rules;
  std::shared_ptr<const classify::KnownLicenses> known;  // null: the built-in ones

  explicit Judge(const Flags& flags) : rules(LoadRules(flags.rules)) {
    if (rules == nullptr || flags.licenses.empty()) return;
    known = LoadLicenses(flags.licenses);
    if (known == nullptr) rules = nullptr;
  }
  report::Tool Tool() const {
    report::Tool tool = report::ToolOf(*rules);
    if (known != nullptr) tool.licenses = known->hash();
    return tool;
  }
};

int Repository(const Flags& flags) {
  const Judge judge(flags);
  if (judge.rules == nullptr) return kUsage;
  model::Repository repository;
  std::string error;
  if (!LoadRepository(flags.path, {}, &repository, &error)) return Unreadable(flags.path, error);
  if (!flags.id.empty()) repository.id = flags.id;
  Scanner scanner(*judge.rules, judge.known);
  const model::Model model = model::Reader(scanner).Read(repository);
  report::Export e = ExportOf(model, repository);
  const std::string created = Now();
  e.tool = judge.Tool();
  e.created = created;
  int code = kDone;
  for (const model::File& file : repository.files) {
    if (file.content == model::Content::kUnread)
      code = Unreadable(file.path, file.error.empty() ? "it could not be read" : file.error);
  }
  Page page(flags.html);
  if (!page.Open()) return kInternal;
  page.Write(report::Html(e));
  const size_t texts = model.documents.size();
  return page.Finish("1 repository, " + std::to_string(texts) + (texts == 1 ? " text" : " texts"), code);
}

int Text(const Flags& flags, Reader* reader) {
  const Judge judge(flags);
  if (judge.rules == nullptr) return kUsage;
  Scanner scanner(*judge.rules, judge.known);
  const Document document = scanner.Check(flags.path, reader->bytes());
  if (document.status == Status::kBinary) {
    return Unreadable(flags.path,
                      "is neither a text nor a database of caveat scan; for a weights file: caveat model FILE");
  }
  int code = kDone;
  if (reader->truncated()) code = Unreadable(flags.path, "longer than 64 MiB; only the beginning was read");
  report::Export e;
  const std::string created = Now();
  e.tool = judge.Tool();
  e.created = created;
  e.name = flags.path == "-" ? std::string_view("standard input") : std::string_view(flags.path);
  e.items.push_back({&document, reader->bytes()});
  Page page(flags.html);
  if (!page.Open()) return kInternal;
  page.Write(report::Html(e));
  return page.Finish("1 text", code);
}

int Run(const Flags& flags) {
  std::error_code ignored;
  if (flags.path != "-" && fs::equivalent(flags.path, flags.html, ignored)) {
    Complain("--html: " + report::Printable(flags.html) + " is what is to be read; name another file to write");
    return kUsage;
  }
  if (flags.path != "-" && fs::is_directory(flags.path, ignored)) return Repository(flags);
  const std::string ending = fs::path(flags.path).extension().string();
  if (ending == ".gguf" || ending == ".safetensors") return Repository(flags);
  Reader reader;
  // A database is large and read elsewhere: only its head is wanted here.
  if (!reader.Open(flags.path, kDatabaseHead.size())) return Unreadable(flags.path, reader.error());
  if (reader.bytes().starts_with(kDatabaseHead)) {
    reader.Close();
    return Hub(flags);
  }
  if (reader.truncated() && !reader.ReadRest()) return Unreadable(flags.path, reader.error());
  return Text(flags, &reader);
}

}  // namespace

void AddReport(CLI::App* app, std::function<int()>* run) {
  CLI::App* command = app->add_subcommand("report", "A page to read and to pass on: of a text, a model or a whole hub");
  auto flags = std::make_shared<Flags>();
  command
      ->add_option("PATH", flags->path,
                   "A text, the folder of a model, or the file that caveat scan wrote; - reads a text")
      ->required()
      ->type_name("");
  command->add_option("--html", flags->html, "Where the page goes, one file that needs no other; - is standard output")
      ->required()
      ->type_name("FILE");
  command->add_option("--id", flags->id, "Name of the model, \"org/name\", or of the hub, for the heading")
      ->type_name("ID");
  AddRulesFolder(command, &flags->rules);
  AddLicensesFolder(command, &flags->licenses);
  command->footer(
      "Examples:\n"
      "  caveat report --html license.html LICENSE     the text with its clauses marked and explained\n"
      "  caveat report --html model.html ./my-model    a repository: verdict, conflicts, components, texts\n"
      "  caveat scan /mirror --db hub.db && caveat report --html hub.html hub.db\n"
      "                                                charts, a table to search, a view of each repository\n\n"
      "The page opens from disk, loads nothing, and prints. --rules and --licenses do not change what a database "
      "holds.\n"
      "Exit code: 0 done; 2 wrong usage, or no database of this version; 3 something could not be read; 4 not "
      "written.");
  command->callback([flags, run] { *run = [flags] { return Run(*flags); }; });
}

}  // namespace caveat::cli
