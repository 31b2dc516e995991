// What rule files say, and what is said about those that go wrong. The diagnostics of errors/NN-name.clause are held
// against errors/NN-name.expected; with UPDATE_GOLDEN=1 in the environment these are written anew.

#include "rules/ruleset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "rules/bundle.h"
#include "rules/compile.h"

namespace caveat::rules {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

fs::path SourceDir() {
  const char* dir = std::getenv("CAVEAT_SOURCE_DIR");
  return dir != nullptr ? dir : ".";
}

std::string Read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

RuleSet MustParse(std::string_view content) {
  RuleSet rules;
  std::vector<Diagnostic> diagnostics;
  EXPECT_TRUE(ParseRules({{"test.clause", std::string(content)}}, &rules, &diagnostics));
  for (const Diagnostic& d : diagnostics) ADD_FAILURE() << d.ToString();
  return rules;
}

TEST(RuleSet, GoldenDiagnostics) {
  int files = 0;
  for (const auto& entry : fs::directory_iterator(SourceDir() / "tests/rules/errors")) {
    if (entry.path().extension() != ".clause") continue;
    SCOPED_TRACE(entry.path().filename().string());
    ++files;
    RuleSet rules;
    std::vector<Diagnostic> diagnostics;
    Bundle bundle;
    const bool ok = ParseRules({{entry.path().filename().string(), Read(entry.path())}}, &rules, &diagnostics) &&
                    CompileRules(rules, {}, &bundle, &diagnostics);
    EXPECT_FALSE(ok);
    EXPECT_FALSE(diagnostics.empty());
    std::string all;
    for (const Diagnostic& d : diagnostics) all += d.ToString();
    fs::path golden = entry.path();
    golden.replace_extension(".expected");
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(golden, std::ios::binary) << all;
    EXPECT_EQ(all, Read(golden));
  }
  EXPECT_GE(files, 10);
}

TEST(RuleSet, AWholeFile) {
  const RuleSet rules = MustParse(R"(# a comment
clause  restriction.scale-cap
says    Past a number of users a licence must be asked for.   # trailing
  grade   likely
  unless  sentence benchmark

match   users ..6 (exceed~ | more than) <threshold:number>
  set     consequence=request-license limit=5 strict=true note=two_words
  unless  near 12 (a | b)
  needs   document @licence-text
  from    llama, qwen
item    more than <threshold:number>
  in      allow
  at      item
  in-definitions
  grade   weak

param   metric near 20
  monthly-active-users   monthly users | mau
  other                  *

yes threshold=700000000 metric=monthly-active-users also=use.spam,use.fraud
  First line.

    Second, indented.
no near
  Near.
no
  No.
miss
  Miss.

class  number-of
  number of   from=a
  amount of (the | all)
lead  you-may deny
match  you may not
end  but
match  however
mark  licence-text
match  this license
)");
  ASSERT_EQ(rules.clauses.size(), 1u);
  const ClauseRules& clause = rules.clauses[0];
  EXPECT_EQ(ClauseName(clause.clause), "restriction.scale-cap");
  EXPECT_EQ(clause.says, "Past a number of users a licence must be asked for.");
  EXPECT_EQ(clause.place.line, 2u);
  ASSERT_EQ(clause.lines.size(), 2u);

  const RuleLine& match = clause.lines[0];
  EXPECT_EQ(match.kind, LineKind::kMatch);
  EXPECT_EQ(match.grade, Confidence::kLikely);
  EXPECT_EQ(match.place.line, 7u);
  EXPECT_THAT(match.from, ElementsAre("llama", "qwen"));
  ASSERT_EQ(match.sets.size(), 4u);
  EXPECT_EQ(match.sets[0].text, "request-license");
  EXPECT_EQ(match.sets[1].kind, Param::Kind::kNumber);
  EXPECT_EQ(match.sets[1].number, 5);
  EXPECT_EQ(match.sets[2].kind, Param::Kind::kBool);
  EXPECT_EQ(match.sets[2].number, 1);
  EXPECT_EQ(match.sets[3].text, "two words");
  ASSERT_EQ(match.guards.size(), 3u);
  EXPECT_FALSE(match.guards[0].needs);
  EXPECT_EQ(match.guards[0].where, Where::kSentence);
  EXPECT_EQ(match.guards[1].where, Where::kNear);
  EXPECT_EQ(match.guards[1].near, 12);
  EXPECT_TRUE(match.guards[2].needs);
  EXPECT_EQ(match.guards[2].where, Where::kDocument);
  EXPECT_EQ(match.guards[2].mark, "licence-text");

  const RuleLine& item = clause.lines[1];
  EXPECT_EQ(item.kind, LineKind::kItem);
  EXPECT_EQ(item.polarity, Polarity::kAllow);
  EXPECT_EQ(item.at, At::kItem);
  EXPECT_EQ(item.grade, Confidence::kWeak);
  EXPECT_TRUE(item.in_definitions);
  EXPECT_EQ(item.guards.size(), 1u);
  EXPECT_TRUE(item.sets.empty());

  ASSERT_EQ(clause.params.size(), 1u);
  EXPECT_EQ(clause.params[0].name, "metric");
  EXPECT_EQ(clause.params[0].where, Where::kNear);
  EXPECT_EQ(clause.params[0].near, 20);
  ASSERT_EQ(clause.params[0].values.size(), 2u);
  EXPECT_EQ(clause.params[0].values[0].value, "monthly-active-users");
  EXPECT_FALSE(clause.params[0].values[0].otherwise);
  EXPECT_TRUE(clause.params[0].values[1].otherwise);

  ASSERT_EQ(clause.examples.size(), 4u);
  EXPECT_EQ(clause.examples[0].kind, Example::Kind::kYes);
  EXPECT_THAT(clause.examples[0].params,
              ElementsAre(Pair("threshold", "700000000"), Pair("metric", "monthly-active-users")));
  EXPECT_THAT(clause.examples[0].also, ElementsAre("use.spam", "use.fraud"));
  EXPECT_EQ(clause.examples[0].text, "First line.\n\n  Second, indented.");
  EXPECT_EQ(clause.examples[1].kind, Example::Kind::kNear);
  EXPECT_EQ(clause.examples[2].kind, Example::Kind::kNo);
  EXPECT_EQ(clause.examples[3].kind, Example::Kind::kMiss);

  ASSERT_EQ(rules.classes.size(), 1u);
  EXPECT_EQ(rules.classes.at("number-of").members.size(), 2u);
  EXPECT_THAT(rules.classes.at("number-of").members[0].from, ElementsAre("a"));
  ASSERT_EQ(rules.scopes.size(), 3u);
  EXPECT_EQ(rules.scopes[0].kind, LineKind::kLead);
  EXPECT_EQ(rules.scopes[0].polarity, Polarity::kDeny);
  EXPECT_EQ(rules.scopes[1].kind, LineKind::kEnd);
  EXPECT_EQ(rules.scopes[2].kind, LineKind::kMark);
  EXPECT_EQ(rules.scopes[2].name, "licence-text");
}

TEST(RuleSet, GuardsWithoutParentheses) {
  struct Case {
    std::string_view guard;
    Where where;
    bool begin, end;
    size_t branches;
  };
  const Case cases[] = {
      {"a | b", Where::kSentence, false, false, 2},          {"after ^ (a | b)", Where::kAfter, true, false, 2},
      {"after ^ a | b", Where::kAfter, true, false, 2},      {"before (a | b) $", Where::kBefore, false, true, 2},
      {"before a | b $", Where::kBefore, false, true, 2},    {"inside ^ a | b $", Where::kInside, true, true, 2},
      {"near 5 a | b c | d", Where::kNear, false, false, 3},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.guard);
    const RuleSet rules = MustParse("clause use.spam\nmatch x\n  unless " + std::string(c.guard) + "\n");
    const Guard& guard = rules.clauses.at(0).lines.at(0).guards.at(0);
    EXPECT_EQ(guard.where, c.where);
    EXPECT_EQ(guard.pattern.at_begin, c.begin);
    EXPECT_EQ(guard.pattern.at_end, c.end);
    ASSERT_EQ(guard.pattern.root.children.size(), 1u);
    EXPECT_EQ(guard.pattern.root.children[0].children.size(), c.branches);
  }
}

TEST(RuleSet, LineEndsAndByteOrderMarksDoNotMatter) {
  const std::string unix_file = "clause use.spam\nsays S.\nmatch bulk mail\n  grade weak\nyes\n  A.\n  B.\n";
  std::string dos_file = "\xEF\xBB\xBF";
  for (char c : unix_file) dos_file += c == '\n' ? "\r\n" : std::string(1, c);
  const RuleSet a = MustParse(unix_file), b = MustParse(dos_file);
  EXPECT_EQ(a.clauses[0].says, b.clauses[0].says);
  EXPECT_EQ(a.clauses[0].examples[0].text, b.clauses[0].examples[0].text);
  EXPECT_EQ(a.clauses[0].lines[0].grade, b.clauses[0].lines[0].grade);
  EXPECT_EQ(b.clauses[0].place.line, 1u);
}

TEST(RuleSet, DiagnosticsOfSeveralFilesAreSorted) {
  RuleSet rules;
  std::vector<Diagnostic> diagnostics;
  EXPECT_FALSE(ParseRules({{"b.clause", "x\n"}, {"a.clause", "\ny\nz\n"}}, &rules, &diagnostics));
  std::vector<std::string> heads;
  for (const Diagnostic& d : diagnostics) heads.push_back(d.file + ":" + std::to_string(d.line));
  EXPECT_THAT(heads, ElementsAre("a.clause:2", "a.clause:3", "b.clause:1"));
}

TEST(RuleSet, CaretStandsUnderMultiByteText) {
  const Diagnostic d{"f.clause", 3, 9, "what", "how", "\t\xE4\xB8\x8D\xE5\xBE\x97 x|", false};
  EXPECT_EQ(d.ToString(), "f.clause:3:9: error: what\n  \t\xE4\xB8\x8D\xE5\xBE\x97 x|\n  \t   ^\n  hint: how\n");
  const Diagnostic whole{"f.clause", 3, 0, "what", "", "", true};
  EXPECT_EQ(whole.ToString(), "f.clause:3: warning: what\n");
}

TEST(RuleSet, EveryCutOfAFileIsReadOrRefused) {
  const std::string file =
      "class c\n  a (b | c)  from=x\nlead l deny\nmatch you (may | must) not ..3\nclause use.spam\nsays S\n  grade "
      "weak\nmatch <:c> ..3 "
      "<n:number>\n  set a=1\n  unless near 3 a | b\nparam p\n  v  a | b\n  w  *\nyes p=v also=use.spam\n  Text.\n";
  for (size_t i = 0; i <= file.size(); i += 1) {
    for (const std::string& part : {file.substr(0, i), file.substr(i)}) {
      RuleSet rules;
      std::vector<Diagnostic> diagnostics;
      const bool ok = ParseRules({{"f", part}}, &rules, &diagnostics);
      EXPECT_EQ(ok, diagnostics.empty());
      if (!ok) continue;
      Bundle bundle;
      const bool compiled = CompileRules(rules, {}, &bundle, &diagnostics);
      EXPECT_EQ(compiled, diagnostics.empty());
    }
  }
}

}  // namespace
}  // namespace caveat::rules
