#include "cli/merge.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/exit_codes.h"
#include "cli/output.h"
#include "report/terminal.h"
#include "scan/progress.h"
#include "store/merge.h"

namespace caveat::cli {
namespace {

struct Flags {
  std::string db;
  std::vector<std::string> inputs;
};

int Merge(const Flags& flags) {
  Output output;
  const store::Merged merged = store::Merge(flags.db, flags.inputs, Interrupted);
  if (merged.interrupted) {
    Complain("interrupted; " + report::Printable(flags.db) +
             " is not complete. Remove it and run the same command again.");
    return output.Finish(kInterrupted);
  }
  if (!merged.error.empty()) {
    Complain(report::PrintableLine(merged.error));
    return output.Finish(merged.repositories > 0 ? kInternal : kUsage);
  }
  output.Write(scan::Thousands(static_cast<uint64_t>(merged.repositories)) +
               (merged.repositories == 1 ? " repository in " : " repositories in ") + report::Printable(flags.db) +
               ".\n");
  return output.Finish(kDone);
}

}  // namespace

void AddMerge(CLI::App* app, std::function<int()>* run) {
  CLI::App* merge = app->add_subcommand("merge", "Databases of shards into one");
  auto flags = std::make_shared<Flags>();
  merge->add_option("FILE", flags->inputs, "What caveat scan --shard wrote")->required()->type_name("");
  merge->add_option("--db", flags->db, "The new file")->required()->type_name("FILE");
  merge->footer(
      "Examples:\n"
      "  caveat scan /mirror --shard 0/2 --db 0.db             on one machine\n"
      "  caveat scan /mirror --shard 1/2 --db 1.db             on another\n"
      "  caveat merge 0.db 1.db --db hub.db                    what one run would have written\n\n"
      "Exit code: 0 done; 2 wrong usage; 4 internal error; 130 interrupted.");
  merge->callback([flags, run] { *run = [flags] { return Merge(*flags); }; });
}

}  // namespace caveat::cli
