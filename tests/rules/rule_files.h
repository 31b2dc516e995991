// The project's own rule files, and small rule sets, for tests.

#ifndef CAVEAT_TESTS_RULES_RULE_FILES_H_
#define CAVEAT_TESTS_RULES_RULE_FILES_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caveat.h"
#include "rules/bundle.h"
#include "rules/compile.h"
#include "rules/ruleset.h"

namespace caveat::testing {

// All of licenses/clauses, sorted by name.
inline std::vector<RuleSource> ProjectRules() {
  const char* root = std::getenv("CAVEAT_SOURCE_DIR");
  const std::filesystem::path dir = std::filesystem::path(root != nullptr ? root : ".") / "licenses/clauses";
  std::vector<RuleSource> sources;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(dir)) {
    if (entry.path().extension() != ".clause") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    sources.push_back({"clauses/" + std::filesystem::relative(entry.path(), dir).generic_string(),
                       {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}});
  }
  std::sort(sources.begin(), sources.end(), [](const RuleSource& a, const RuleSource& b) { return a.name < b.name; });
  return sources;
}

struct CompiledRules {
  rules::RuleSet set;
  rules::Bundle bundle;
};

// Parses and compiles; what goes wrong fails the test.
inline CompiledRules CompileSources(const std::vector<RuleSource>& sources, const rules::CompileOptions& options = {}) {
  CompiledRules out;
  std::vector<rules::Diagnostic> diagnostics;
  EXPECT_TRUE(rules::ParseRules(sources, &out.set, &diagnostics) &&
              rules::CompileRules(out.set, options, &out.bundle, &diagnostics));
  for (const rules::Diagnostic& d : diagnostics) ADD_FAILURE() << d.ToString();
  return out;
}

inline CompiledRules CompileText(std::string_view content, const rules::CompileOptions& options = {}) {
  return CompileSources({{"test.clause", std::string(content)}}, options);
}

}  // namespace caveat::testing

#endif  // CAVEAT_TESTS_RULES_RULE_FILES_H_
