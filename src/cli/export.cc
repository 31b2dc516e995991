#include "cli/export.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/exit_codes.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "report/json.h"
#include "report/model_csv.h"
#include "report/model_json.h"
#include "report/terminal.h"
#include "store/reader.h"

namespace caveat::cli {
namespace {

struct Flags {
  std::string db;
  std::string format = "jsonl";
  int64_t since = 0;
};

int Export(const Flags& flags) {
  store::Reader reader;
  const std::string db = report::Printable(flags.db);
  if (!reader.Open(flags.db)) {
    Complain(db + ": " + report::PrintableLine(reader.error()));
    return kUsage;
  }
  if (flags.since > reader.last_run()) {
    Complain("--since: the last run in " + db + " is " + std::to_string(reader.last_run()));
    return kUsage;
  }
  if (reader.unfinished()) Complain(db + ": the last run has not finished; scan again for what is missing");
  const store::Ruleset ruleset = reader.ruleset();
  const report::Tool tool{ruleset.version, ruleset.rules, ruleset.licenses};
  const bool csv = flags.format == "csv";
  Output output;
  if (csv) output.Write(report::ModelCsvHead());
  const bool good = reader.ForEachModel(flags.since, [&](const model::Model& model) {
    output.Write(csv ? report::ModelCsv(model) : report::ModelJson(model, tool) + "\n");
    return output.good() && !Interrupted();
  });
  if (!good) {
    Complain(db + ": " + report::PrintableLine(reader.error()));
    return output.Finish(kInternal);
  }
  if (Interrupted()) {
    Complain("interrupted; what is printed is complete as far as it goes. Run the same command again for all of it.");
    return output.Finish(kInterrupted);
  }
  return output.Finish(kDone);
}

}  // namespace

void AddExport(CLI::App* app, std::function<int()>* run) {
  CLI::App* command = app->add_subcommand("export", "The answers of a scan, one model a line");
  auto flags = std::make_shared<Flags>();
  command->add_option("--db", flags->db, "The file that caveat scan wrote")->required()->type_name("FILE");
  command->add_option("--format", flags->format, "jsonl (caveat.model/1 objects) or csv (one row a model)")
      ->check(OneOf({"jsonl", "csv"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  command->add_option("--since", flags->since, "Only what runs after this one changed")
      ->check(CLI::NonNegativeNumber)
      ->type_name("RUN");
  command->footer(
      "Examples:\n"
      "  caveat export --db hub.db | jq 'select(.category==\"non-commercial\") | .repository.id'\n"
      "  caveat export --db hub.db --format csv > hub.csv\n"
      "  caveat export --db hub.db --since 41                  what the runs after number 41 changed\n\n"
      "Ordered by repository id; the same files give the same lines.\n"
      "Exit code: 0 done; 2 wrong usage; 4 internal error.");
  command->callback([flags, run] { *run = [flags] { return Export(*flags); }; });
}

}  // namespace caveat::cli
