// Two ways to one answer: the engine finds exactly the shortest matches that the oracle finds, for the project's rules
// over all their examples in all disguises, and for random patterns over random words.

#include "match/oracle.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "match/oracle_check.h"
#include "match/rig.h"
#include "rules/lint.h"

namespace caveat::match {
namespace {

using ::caveat::testing::CompileSources;
using ::caveat::testing::OracleCheck;
using ::caveat::testing::ProjectRules;
using ::caveat::testing::Rig;

TEST(Oracle, ProjectRulesOverTheirExamplesInAllDisguises) {
  Rig rig(CompileSources(ProjectRules()));
  const Oracle oracle(rig.set, rig.bundle());
  ASSERT_EQ(oracle.error(), "");
  OracleCheck check(*rig.engine, oracle);
  // Examples are put together to documents: fewer starts for the oracle, and neighbours for each example.
  std::vector<std::string> documents;
  for (const rules::ClauseRules& clause : rig.set.clauses) {
    for (const rules::Example& example : clause.examples) {
      for (const auto& [name, text] : rules::Disguises(example.text)) {
        if (documents.empty() || documents.back().size() > 6000) documents.emplace_back();
        documents.back() += text + "\n\n";
      }
    }
  }
  int different = 0;
  for (const std::string& document : documents) {
    const std::string differences = check.Compare(document);
    if (differences.empty() || ++different > 5) continue;
    ADD_FAILURE() << differences;
  }
  EXPECT_EQ(different, 0);
  EXPECT_GT(check.matches(), 1000u);
  EXPECT_GT(check.items(), 200u);
}

// Random patterns of a small language over texts of few words: every combination of gaps, options, values and breaks
// comes up.
class Random {
 public:
  explicit Random(uint32_t seed) : random_(seed) {}
  size_t Below(size_t n) { return random_() % n; }

  std::string Word() { return std::string(1, static_cast<char>('a' + Below(4))); }
  std::string Element(int depth) {
    switch (Below(depth > 0 ? 12 : 6)) {
      case 0:
        return ".." + std::to_string(1 + Below(4));
      case 1:
        return "..." + std::to_string(1 + Below(4));
      case 2:
        return "<n:number>";
      case 3:
      case 4:
      case 5:
        return Word();
      case 6:
        return Word() + "?";
      case 7:
        return "(" + Sequence(depth - 1) + ")?";
      default:
        return "(" + Sequence(depth - 1) + " | " + Sequence(depth - 1) + ")";
    }
  }
  // Ends in a word, so that no cross gap stands at the end of a group.
  std::string Sequence(int depth) {
    std::string out;
    for (size_t n = Below(3); n > 0; --n) out += Element(depth) + " ";
    return out + Word();
  }
  std::string Pattern() {
    std::string out = Below(5) == 0 ? "^ " : "";
    out += Word() + " ";
    for (size_t n = 1 + Below(4); n > 0; --n) out += Element(2) + " ";
    out += Word();
    return out + (Below(5) == 0 ? " $" : "");
  }
  std::string Text() {
    std::string out;
    for (size_t n = 5 + Below(60); n > 0; --n) {
      const size_t k = Below(30);
      if (k == 0)
        out += ". ";
      else if (k == 1)
        out += ".\n\n";
      else if (k == 2)
        out += "\n- ";
      else if (k == 3)
        out += "5 million ";
      else if (k == 4)
        out += "x ";
      else
        out += Word() + " ";
    }
    return out;
  }

 private:
  std::mt19937 random_;
};

TEST(Oracle, RandomPatternsOverRandomTexts) {
  int tried = 0;
  for (uint32_t seed = 0; seed < 60; ++seed) {
    Random random(seed);
    std::string rules = "clause use.spam\n";
    for (int i = 0; i < 10; ++i) rules += "match " + random.Pattern() + "\n";
    rules::RuleSet set;
    std::vector<rules::Diagnostic> diagnostics;
    rules::Bundle bundle;
    ASSERT_TRUE(rules::ParseRules({{"f", rules}}, &set, &diagnostics) &&
                rules::CompileRules(set, {}, &bundle, &diagnostics))
        << diagnostics[0].ToString();
    std::string error;
    const auto engine = Engine::Make(std::move(bundle), {}, &error);
    ASSERT_NE(engine, nullptr) << error;
    const Oracle oracle(set, engine->bundle());
    ASSERT_EQ(oracle.error(), "");
    OracleCheck check(*engine, oracle);
    for (int i = 0; i < 25; ++i) {
      const std::string text = random.Text();
      ASSERT_EQ(check.Compare(text), "") << "seed " << seed << "\n" << rules << text;
    }
    tried += static_cast<int>(check.matches());
  }
  EXPECT_GT(tried, 1000);
}

}  // namespace
}  // namespace caveat::match
