#include "cli/rule_files.h"

#include <stdlib.h>

#include <algorithm>
#include <string_view>

#include "cli/input.h"
#include "cli/output.h"
#include "cli/suggest.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

constexpr std::string_view kSuffix = ".clause";

// The part of `folder`'s real path before its last name, with the slash: what names are shown without.
std::string Parent(const std::string& folder) {
  char* real = realpath(folder.c_str(), nullptr);
  if (real == nullptr) return "";
  std::string path = real;
  free(real);
  return path.substr(0, path.rfind('/') + 1);
}

std::string RealPath(const std::string& folder) {
  char* real = realpath(folder.c_str(), nullptr);
  if (real == nullptr) return folder;
  std::string path = real;
  free(real);
  return path;
}

}  // namespace

bool LoadRuleFiles(const std::string& folder, std::vector<RuleSource>* sources) {
  bool good = true;
  const std::string real = RealPath(folder), parent = Parent(folder);
  ForEachSource({real}, [&](const Source& source) {
    const bool is_rules = source.path.ends_with(kSuffix);
    if (!source.error.empty()) {
      Complain("rules " + report::Printable(source.path == real ? folder : source.path) + ": " + source.error);
      good = false;
    } else if (is_rules) {
      RuleSource rules;
      rules.name = source.path.starts_with(parent) ? source.path.substr(parent.size()) : source.path;
      std::string error;
      if (!ReadFile(source.path, &rules.content, &error)) {
        Complain("rules " + report::Printable(source.path) + ": " + error);
        good = false;
      }
      sources->push_back(std::move(rules));
    }
    return good;
  });
  if (good && sources->empty()) {
    Complain("rules " + report::Printable(folder) + ": no *.clause files there; give a folder like licenses/clauses");
    return false;
  }
  return good;
}

std::shared_ptr<const Rules> LoadRules(const std::string& folder, const std::string& without_family) {
  if (folder.empty()) return Rules::BuiltIn();
  std::vector<RuleSource> sources;
  if (!LoadRuleFiles(folder, &sources)) return nullptr;
  RuleOptions options;
  options.without_family = without_family;
  Result<std::shared_ptr<const Rules>> rules = Rules::Compile(sources, options);
  if (!rules) {
    Complain("rules " + report::Printable(folder) + " have errors\n" + report::PrintableBlock(rules.error()));
    return nullptr;
  }
  return *rules;
}

bool ParseClauseIds(const std::vector<std::string>& names, std::vector<ClauseId>* clauses) {
  const std::span<const ClauseInfo> all = AllClauses();
  std::vector<std::string_view> known;
  for (size_t i = 0; i < all.size(); ++i) {
    known.push_back(all[i].id);
    const std::string_view group = ClauseGroup(static_cast<ClauseId>(i));
    if (std::find(known.begin(), known.end(), group) == known.end()) known.push_back(group);
  }
  for (const std::string& name : names) {
    const size_t before = clauses->size();
    for (size_t i = 0; i < all.size(); ++i) {
      if (all[i].id == name || ClauseGroup(static_cast<ClauseId>(i)) == name)
        clauses->push_back(static_cast<ClauseId>(i));
    }
    if (clauses->size() == before) {
      Complain("unknown clause '" + report::Printable(name) + "'" + DidYouMean(name, known) +
               " All ids: caveat rules list");
      return false;
    }
  }
  std::sort(clauses->begin(), clauses->end());
  clauses->erase(std::unique(clauses->begin(), clauses->end()), clauses->end());
  return true;
}

}  // namespace caveat::cli
