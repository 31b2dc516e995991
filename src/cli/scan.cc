#include "cli/scan.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "caveat.h"
#include "cli/exit_codes.h"
#include "cli/flags.h"
#include "cli/license_files.h"
#include "cli/output.h"
#include "cli/rule_files.h"
#include "report/terminal.h"
#include "scan/progress.h"
#include "scan/run.h"
#include "store/reader.h"

namespace caveat::cli {
namespace {

using scan::Thousands;

constexpr size_t kProblemsShown = 5;
constexpr double kLinesEvery = 10;  // seconds, where there is no terminal

struct Flags {
  std::string root, db, shard, columns, ref, rules, licenses;
  unsigned threads = 0;
  bool verify = false, quiet = false, json_progress = false;
};

// "0/4" -> 0, 4.
bool ParseShard(std::string_view text, uint32_t* shard, uint32_t* shards) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return false;
  const auto number = [](std::string_view digits, uint32_t* out) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), *out);
    return error == std::errc() && end == digits.data() + digits.size() && !digits.empty();
  };
  return number(text.substr(0, slash), shard) && number(text.substr(slash + 1), shards) && *shards > 0 &&
         *shard < *shards;
}

// Progress on standard error: one line that is written over on a terminal, now and then a line elsewhere.
class Teller {
 public:
  explicit Teller(const Flags& flags)
      : json_(flags.json_progress), quiet_(flags.quiet), terminal_(isatty(STDERR_FILENO) == 1) {}

  void Tell(const scan::Progress& progress) {
    if (json_) {
      if (progress.seconds - last_ >= 1 || progress.share >= 1) Write(scan::ProgressJson(progress) + "\n", progress);
    } else if (quiet_) {
      return;
    } else if (terminal_) {
      std::string line = "\r\x1b[K" + scan::ProgressLine(progress);
      shown_ = true;
      Write(line, progress);
    } else if (progress.seconds - last_ >= kLinesEvery) {
      Write("caveat: " + scan::ProgressLine(progress) + "\n", progress);
    }
  }
  void Clear() {
    if (shown_) Put("\r\x1b[K");
    shown_ = false;
  }

 private:
  void Write(const std::string& text, const scan::Progress& progress) {
    last_ = progress.seconds;
    Put(text);
  }
  static void Put(const std::string& text) {
    const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    (void)written;  // nobody may be listening
  }

  const bool json_, quiet_, terminal_;
  bool shown_ = false;
  double last_ = 0;
};

std::string Count(uint64_t number, const char* one, const char* many) {
  return Thousands(number) + " " + (number == 1 ? one : many);
}

std::string Percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

void PrintSummary(const scan::Summary& summary, const std::string& db, Output* output) {
  output->Write(Count(summary.repositories, "repository", "repositories") + " in " + report::Printable(db) + ": " +
                Thousands(summary.judged) + " read, " + Thousands(summary.same) + " as before, " +
                Thousands(summary.removed) + " gone.\n");
  store::Reader reader;
  if (reader.Open(db)) {
    std::string line;
    store::Statement categories(reader.connection(), "SELECT category, repositories FROM v_categories");
    while (categories.Next()) {
      line += (line.empty() ? "" : ", ") + std::string(categories.Bytes(0)) + " " +
              Thousands(static_cast<uint64_t>(categories.Number(1)));
    }
    if (!line.empty()) output->Write("  categories  " + line + "\n");
    line.clear();
    store::Statement conflicts(
        reader.connection(),
        "SELECT n.text, count(*) FROM conflict c JOIN name n ON n.id = c.severity GROUP BY 1 ORDER BY 1");
    while (conflicts.Next()) {
      line += (line.empty() ? "" : ", ") + std::string(conflicts.Bytes(0)) + " " +
              Thousands(static_cast<uint64_t>(conflicts.Number(1)));
    }
    output->Write("  conflicts   " + (line.empty() ? "none" : line) + "\n");
  }
  if (summary.texts > 0) {
    const double rate = summary.seconds > 0 ? static_cast<double>(summary.bytes) / 1e6 / summary.seconds : 0;
    output->Write("  texts       " + Thousands(summary.texts) + " in " + scan::Megabytes(summary.bytes) + ", " +
                  Thousands(static_cast<uint64_t>(rate)) + " MB/s; " +
                  Percent(static_cast<double>(summary.texts_seen) / static_cast<double>(summary.texts)) +
                  " were known from before\n");
  }
  output->Write("  time        " + scan::Duration(summary.seconds) + "; of the processors: walking " +
                scan::Duration(summary.walk_seconds) + ", reading " + scan::Duration(summary.read_seconds) +
                ", matching " + scan::Duration(summary.check_seconds) + ", judging " +
                scan::Duration(summary.judge_seconds) + ", writing " + scan::Duration(summary.write_seconds) + "\n");
  if (!summary.slowest.empty() && summary.slowest.front().first >= 0.1) {
    output->Write("  slowest     " + report::Printable(summary.slowest.front().second) + " (" +
                  scan::Duration(summary.slowest.front().first) + ")\n");
  }
  if (summary.links > 0)
    output->Write("  " + Count(summary.links, "link to a folder was", "links to folders were") + " not followed\n");
  if (summary.unread > 0)
    output->Write("  unread      " + Thousands(summary.unread) + "; they are listed in the view v_unread\n");
}

int Scan(const Flags& flags) {
  scan::Options options;
  options.root = flags.root;
  options.db = flags.db;
  options.threads = flags.threads;
  options.verify = flags.verify;
  options.git_ref = flags.ref;
  options.columns_text = flags.columns;
  std::string wrong;
  if (!options.columns.Parse(flags.columns, &wrong)) {
    Complain("--columns: '" + report::Printable(wrong) +
             "' is not NAME=KEY; names are id, revision, card, data, files, tags, license, config");
    return kUsage;
  }
  if (!flags.shard.empty() && !ParseShard(flags.shard, &options.shard, &options.shards)) {
    Complain("--shard: '" + report::Printable(flags.shard) + "' is not I/N with I from 0 to N-1, as in 0/4");
    return kUsage;
  }
  std::error_code error;
  if (flags.root != "-" && !std::filesystem::exists(flags.root, error) && !error) {
    Complain(report::Printable(flags.root) + ": no such file or folder; check the spelling");
    return kUnreadable;
  }
  options.rules = LoadRules(flags.rules);
  if (options.rules == nullptr) return kUsage;
  if (!flags.licenses.empty() && (options.known = LoadLicenses(flags.licenses)) == nullptr) return kUsage;

  Teller teller(flags);
  options.interrupted = Interrupted;
  options.progress = [&](const scan::Progress& progress) { teller.Tell(progress); };
  scan::Summary summary;
  const scan::Ended ended = scan::Run(options, &summary);
  teller.Clear();
  Output output;
  const std::string db = report::Printable(flags.db);
  if (ended.end == scan::End::kFailed) {
    Complain(db + ": " + report::PrintableLine(ended.error) +
             (ended.usage ? "" : "; what was written before is kept, and the same command goes on from there"));
    return output.Finish(ended.usage ? kUsage : kInternal);
  }
  if (!flags.quiet) {
    if (summary.resumed) output.Write("An earlier run had not finished; this one went on with it.\n");
    PrintSummary(summary, flags.db, &output);
  }
  for (size_t i = 0; i < summary.problems.size() && i < kProblemsShown; ++i)
    Complain(report::Printable(summary.problems[i].path) + ": " + report::PrintableLine(summary.problems[i].reason));
  if (summary.unread > kProblemsShown && summary.problems.size() > kProblemsShown)
    Complain(Count(summary.unread - kProblemsShown, "more", "more") +
             " could not be read; the view v_unread lists all");
  if (ended.end == scan::End::kInterrupted) {
    Complain("interrupted after " + Count(summary.judged, "repository", "repositories") +
             "; what was written is complete as far as it goes. Run the same command again for the rest.");
    return output.Finish(kInterrupted);
  }
  return output.Finish(summary.unread > 0 ? kUnreadable : kDone);
}

}  // namespace

void AddScan(CLI::App* app, std::function<int()>* run) {
  CLI::App* scan = app->add_subcommand("scan", "A whole mirror of models into one SQLite file");
  auto flags = std::make_shared<Flags>();
  scan->add_option("ROOT", flags->root, "A folder of any layout, an archive, or a dump as JSON lines; - reads a dump")
      ->required()
      ->type_name("");
  scan->add_option("--db", flags->db, "The SQLite file; one that is there is brought up to date")
      ->required()
      ->type_name("FILE");
  AddThreads(scan, &flags->threads);
  scan->add_option("--shard", flags->shard, "Only the repositories of part I of N, as in 0/4; see caveat merge")
      ->type_name("I/N");
  scan->add_flag("--verify", flags->verify, "Read everything again and trust no time stamp");
  scan->add_option("--columns", flags->columns, "Keys of a dump, as in id=modelId,card=readme")
      ->type_name("NAME=KEY,...");
  scan->add_option("--ref", flags->ref, "Of git repositories without a working tree, instead of HEAD")
      ->type_name("REF");
  scan->add_flag("--quiet", flags->quiet, "Neither progress nor summary");
  scan->add_flag("--json-progress", flags->json_progress, "Progress as JSON lines on standard error");
  AddRulesFolder(scan, &flags->rules);
  AddLicensesFolder(scan, &flags->licenses);
  scan->footer(
      "Examples:\n"
      "  caveat scan /mirror --db hub.db                       everything, whatever its layout; again: what has "
      "changed\n"
      "  caveat scan cards.jsonl.zst --db cards.db             a dump of cards or of the Hub's records\n"
      "  caveat scan ~/.cache/huggingface/hub --db cache.db    what has been downloaded here\n"
      "  caveat export --db hub.db | jq .category              the answers\n"
      "  sqlite3 hub.db 'SELECT * FROM v_conflicts'            questions; .schema explains the tables\n\n"
      "It may be interrupted or killed at any time: the same command goes on.\n"
      "Exit code: 0 done; 2 wrong usage; 3 something could not be read; 4 internal error; 130 interrupted.\n"
      "A reading aid, not legal advice.");
  scan->callback([flags, run] { *run = [flags] { return Scan(*flags); }; });
}

}  // namespace caveat::cli
