#include "cli/repository.h"

#include "cli/input.h"
#include "cli/output.h"
#include "hub/directory.h"
#include "report/terminal.h"

namespace caveat::cli {

bool LoadRepository(const std::string& path, const std::string& paths_file, model::Repository* repository,
                    std::string* error) {
  std::string listing;
  repository->path = paths_file;
  if (!paths_file.empty() && !ReadFile(paths_file, &listing, error)) return false;
  if (path.empty()) {
    repository->layout = model::Layout::kPaths;
  } else {
    const auto complain = [](const hub::Problem& problem) {
      Complain(report::Printable(problem.path) + ": " + report::PrintableLine(problem.reason));
    };
    const bool good = hub::OpenRepository(path, repository, complain, error);
    repository->path = path;
    if (!good) return false;
  }
  hub::AddPaths(listing, repository);
  // A listing is of the whole, even where only one file of it is here.
  if (!paths_file.empty()) repository->paths_complete = true;
  return true;
}

}  // namespace caveat::cli
