#include "cli/export.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_codes.h"
#include "cli/export_folder.h"
#include "cli/exports.h"
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
  std::string db, out;
  std::string format = "jsonl";
  int64_t since = 0;
};

class Exporter {
 public:
  explicit Exporter(const Flags& flags) : flags_(flags), db_(report::Printable(flags.db)) {}

  int Run() {
    if (!reader_.Open(flags_.db)) {
      Complain(db_ + ": " + report::PrintableLine(reader_.error()));
      return kUsage;
    }
    if (flags_.since > reader_.last_run()) {
      Complain("--since: the last run in " + db_ + " is " + std::to_string(reader_.last_run()));
      return kUsage;
    }
    if (reader_.unfinished()) Complain(db_ + ": the last run has not finished; scan again for what is missing");
    ruleset_ = reader_.ruleset();
    tool_ = {ruleset_.version, ruleset_.rules, ruleset_.licenses};
    const bool good = !flags_.out.empty() ? Folder() : IsLines() ? Lines() : Whole();
    if (!good) {
      if (!reader_.error().empty()) Complain(db_ + ": " + report::PrintableLine(reader_.error()));
      return output_.Finish(kInternal);
    }
    if (Interrupted()) {
      Complain("interrupted; what is printed is complete as far as it goes. Run the same command again for all of it.");
      return output_.Finish(kInterrupted);
    }
    return output_.Finish(kDone);
  }

 private:
  bool IsLines() const { return flags_.format == "jsonl" || flags_.format == "csv"; }
  bool GoesOn() const { return output_.good() && !Interrupted(); }

  bool Lines() {
    const bool csv = flags_.format == "csv";
    if (csv) output_.Write(report::ModelCsvHead());
    return reader_.ForEachModel(flags_.since, [&](const model::Model& model) {
      if (csv) {
        output_.Write(report::ModelCsv(model));
      } else {
        output_.Write(report::ModelJson(model, tool_));
        output_.Write("\n");
      }
      return GoesOn();
    });
  }

  report::Export Of(const model::Model& model) const {
    report::Export e = ExportOf(model);
    e.tool = tool_;
    e.created = created_;
    return e;
  }

  // All in one document.
  bool Whole() {
    report::Export hub;
    hub.tool = tool_;
    hub.name = flags_.db;
    hub.created = created_;
    const std::unique_ptr<report::HubWriter> writer = HubWriterOf(flags_.format, hub);
    bool good = true;
    for (int pass = 0; pass < writer->passes() && good && GoesOn(); ++pass) {
      output_.Write(writer->Begin(pass));
      good = reader_.ForEachModel(flags_.since, [&](const model::Model& model) {
        report::Export e = Of(model);
        e.root = model.path;
        output_.Write(writer->Add(pass, e));
        return GoesOn();
      });
    }
    if (good) output_.Write(writer->End());
    return good;
  }

  // A document for each.
  bool Folder() {
    ExportFolder folder(flags_.out, EndingOf(flags_.format));
    bool written = true;
    const bool good = reader_.ForEachModel(flags_.since, [&](const model::Model& model) {
      const std::string document =
          flags_.format == "jsonl" ? report::ModelJson(model, tool_) + "\n" : WriteExport(flags_.format, Of(model));
      written = folder.Write(model.id.empty() ? model.path : model.id, document);
      return written && GoesOn();
    });
    if (!written) Complain(folder.error());
    return good && written;
  }

  const Flags& flags_;
  const std::string db_, created_ = Now();
  store::Reader reader_;
  store::Ruleset ruleset_;
  report::Tool tool_;
  Output output_;
};

}  // namespace

void AddExport(CLI::App* app, std::function<int()>* run) {
  CLI::App* command =
      app->add_subcommand("export", "The answers of a scan: one model a line, or in the formats of other tools");
  auto flags = std::make_shared<Flags>();
  command->add_option("--db", flags->db, "The file that caveat scan wrote")->required()->type_name("FILE");
  std::vector<std::string_view> formats = {"jsonl", "csv"};
  formats.insert(formats.end(), HubFormats().begin(), HubFormats().end());
  command
      ->add_option("--format", flags->format,
                   "jsonl (caveat.model/1 objects), csv (one row a model), or one document with all models: sarif, "
                   "spdx, spdx3, cyclonedx, cyclonedx-1.7, scancode, markdown")
      ->check(OneOf(formats))
      ->capture_default_str()
      ->type_name("FORMAT");
  command->add_option("--out", flags->out, "Write a document for each model into this folder instead")
      ->type_name("DIR");
  command->add_option("--since", flags->since, "Only what runs after this one changed")
      ->check(CLI::NonNegativeNumber.description(""))
      ->type_name("RUN");
  command->footer(
      "Examples:\n"
      "  caveat export --db hub.db | jq 'select(.category==\"non-commercial\") | .repository.id'\n"
      "  caveat export --db hub.db --format csv > hub.csv\n"
      "  caveat export --db hub.db --format cyclonedx > bom.json   one bill of materials, each model a component\n"
      "  caveat export --db hub.db --format spdx --out sbom/       a document for each model: sbom/org/name.spdx.json\n"
      "  caveat export --db hub.db --since 41                  what the runs after number 41 changed\n\n"
      "Ordered by repository id; the same files give the same lines.\n"
      "Exit code: 0 done; 2 wrong usage; 4 internal error.");
  command->callback([flags, run] { *run = [flags] { return Exporter(*flags).Run(); }; });
}

}  // namespace caveat::cli
