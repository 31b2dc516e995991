#include "cli/model.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "caveat.h"
#include "cli/exit_codes.h"
#include "cli/flags.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/repository.h"
#include "cli/rule_files.h"
#include "model/judge.h"
#include "report/model_human.h"
#include "report/model_json.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

struct Flags {
  std::string path, paths, mof, id, rules;
  std::string format = "human";
  std::string color = "auto";
};

int Run(const Flags& flags) {
  if (flags.path.empty() && flags.paths.empty()) {
    Complain("no repository given; name a folder or a weights file, or give --paths FILE");
    return kUsage;
  }
  const std::shared_ptr<const Rules> rules = LoadRules(flags.rules);
  if (rules == nullptr) return kUsage;
  model::Context context;
  std::string manifest, error;
  if (!flags.mof.empty()) {
    if (!ReadFile(flags.mof, &manifest, &error)) {
      Complain(report::Printable(flags.mof) + ": " + error);
      return kUnreadable;
    }
    context.manifest = manifest;
    context.manifest_path = flags.mof;
  }
  model::Repository repository;
  if (!LoadRepository(flags.path, flags.paths, &repository, &error)) {
    Complain(report::Printable(repository.path) + ": " + error);
    return kUnreadable;
  }
  if (!flags.id.empty()) repository.id = flags.id;
  Scanner scanner(*rules);
  const model::Model model = model::Reader(scanner).Read(repository, context);
  Output output;
  if (flags.format == "json") {
    output.Write(report::ModelJson(model, report::ToolOf(*rules)) + "\n");
  } else {
    report::HumanOptions options;
    options.color = UseColor(flags.color);
    options.width = OutputWidth();
    output.Write(report::ModelHuman(model, options));
    output.Write("\n" + std::string(report::Disclaimer()) + "\n");
  }
  int code = kDone;
  for (const model::File& file : repository.files) {
    if (file.content != model::Content::kUnread) continue;
    output.Flush();
    Complain(report::Printable(file.path) + ": " + (file.error.empty() ? "it could not be read" : file.error));
    code = kUnreadable;
  }
  return output.Finish(code);
}

}  // namespace

void AddModel(CLI::App* app, std::function<int()>* run) {
  CLI::App* command = app->add_subcommand("model", "A whole model repository: licence, lineage, components, openness");
  auto flags = std::make_shared<Flags>();
  command->add_option("DIR", flags->path, "Folder of a repository, or a GGUF or safetensors file")->type_name("");
  command->add_option("--paths", flags->paths, "List of the repository's paths, one a line; contents are not needed")
      ->type_name("FILE");
  command->add_option("--mof", flags->mof, "Manifest of the Model Openness Framework, as evidence")->type_name("FILE");
  command->add_option("--id", flags->id, "Name of the repository, \"org/name\", where its folder does not tell")
      ->type_name("ID");
  command->add_option("--format", flags->format, "human or json")
      ->check(OneOf({"human", "json"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  AddRulesFolder(command, &flags->rules);
  AddColor(command, &flags->color);
  command->footer(
      "Examples:\n"
      "  caveat model ./my-model                     what it is, under which terms, and what is missing\n"
      "  caveat model --id org/name ./my-model       the same, with the name that the hub knows\n"
      "  caveat model model.gguf                     a weights file alone: what its header says\n"
      "  caveat model --paths list.txt               components, judged by paths alone\n\n"
      "Exit code: 0 done; 2 wrong usage; 3 something could not be read; 4 internal error.\n"
      "Not recognised is reported as such, never guessed. A reading aid, not legal advice.");
  command->callback([flags, run] { *run = [flags] { return Run(*flags); }; });
}

}  // namespace caveat::cli
