#include "cli/mof.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "caveat.h"
#include "cli/exit_codes.h"
#include "cli/flags.h"
#include "cli/input.h"
#include "cli/output.h"
#include "model/mof.h"
#include "report/mof.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

struct Flags {
  std::vector<std::string> paths;
  std::string format = "human";
  std::string color = "auto";
};

int Run(const Flags& flags) {
  report::HumanOptions human;
  human.color = flags.format == "human" && UseColor(flags.color);
  human.width = OutputWidth();
  Output output;
  std::vector<report::ScoredManifest> all;
  size_t unreadable = 0;
  ForEachSource(flags.paths, [&](const Source& source) {
    std::string bytes, error = source.error;
    if (error.empty()) ReadFile(source.path, &bytes, &error);
    report::ScoredManifest scored;
    scored.path = source.path;
    if (error.empty()) {
      scored.manifest = model::ReadManifest(bytes);
      if (!scored.manifest.is_manifest) {
        if (source.walked) return output.good() && !Interrupted();  // a folder holds other files
        error =
            scored.manifest.error.empty() ? "not a manifest of the Model Openness Framework" : scored.manifest.error;
      }
    }
    if (!error.empty()) {
      ++unreadable;
      output.Flush();
      Complain(report::Printable(source.path) + ": " + error);
      return output.good() && !Interrupted();
    }
    scored.score = model::Score(scored.manifest.components);
    scored.presence = model::Score(scored.manifest.components, true);
    for (const model::ComponentInfo& info : model::AllComponents()) scored.component_ids.push_back(info.id);
    if (flags.format == "human") {
      if (!all.empty()) output.Write("\n");
      output.Write(report::MofHuman(scored, human));
    }
    all.push_back(std::move(scored));
    return output.good() && !Interrupted();
  });
  if (flags.format == "json") output.Write(report::MofJson(all, report::ToolOf(*Rules::BuiltIn())));
  return output.Finish(Interrupted() ? kInterrupted : unreadable > 0 ? kUnreadable : kDone);
}

}  // namespace

void AddMof(CLI::App* app, std::function<int()>* run) {
  CLI::App* command = app->add_subcommand("mof", "How open a model is by its manifest (Model Openness Framework)");
  auto flags = std::make_shared<Flags>();
  command->add_option("FILE", flags->paths, "Manifests (mof.yml), or folders of them")->required()->type_name("");
  command->add_option("--format", flags->format, "human or json")
      ->check(OneOf({"human", "json"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  AddColor(command, &flags->color);
  command->footer(
      "Example:\n"
      "  caveat mof mof.yml      per cent of the required components of each class, and the class reached\n\n"
      "Exit code: 0 done; 2 wrong usage; 3 something could not be read; 4 internal error.");
  command->callback([flags, run] { *run = [flags] { return Run(*flags); }; });
}

}  // namespace caveat::cli
