// Rule sets to bundles: classes written out, anchors, refusals, families left out. The law of anchors: whatever a line
// can match contains one of its anchors.

#include "rules/compile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_files.h"

namespace caveat::rules {
namespace {

using ::caveat::testing::CompiledRules;
using ::caveat::testing::CompileSources;
using ::caveat::testing::CompileText;
using ::caveat::testing::ProjectRules;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Source(const Bundle& bundle, const BLine& line) { return std::string(bundle.strings[line.source]); }

// The anchors of each line.
std::vector<std::set<std::string>> AnchorsOf(const Bundle& bundle) {
  std::vector<std::set<std::string>> out(bundle.lines.size());
  for (const BAnchor& anchor : bundle.anchors)
    for (uint32_t i = 0; i < anchor.ref_count; ++i)
      out[bundle.variants[bundle.refs[anchor.ref_first + i]].line].insert(std::string(bundle.strings[anchor.text]));
  return out;
}

std::set<std::string> AnchorsOfPattern(std::string_view pattern) {
  const CompiledRules rules = CompileText("clause use.spam\nmatch " + std::string(pattern) + "\n");
  return rules.bundle.lines.empty() ? std::set<std::string>() : AnchorsOf(rules.bundle)[0];
}

TEST(Compile, AnchorsOfPatterns) {
  EXPECT_THAT(AnchorsOfPattern("unsolicited"), ElementsAre(" unsolicited "));
  EXPECT_THAT(AnchorsOfPattern("the unsolicited ..4 of"), Contains(HasSubstr("unsolicited")));
  EXPECT_THAT(AnchorsOfPattern("the ..3 unsolicited ..3 of"), ElementsAre(" unsolicited "));
  EXPECT_THAT(AnchorsOfPattern("discriminat*"), ElementsAre(" discriminat"));
  EXPECT_THAT(AnchorsOfPattern("a b ..3 {the} ..3 unsolicited"), ElementsAre(" the "));
  EXPECT_THAT(AnchorsOfPattern("(spam | bulk mail) ..3 the"), ElementsAre(" bulk mail ", " spam "));
  EXPECT_THAT(AnchorsOfPattern("<n:number> ..3 unsolicited?  mail"), Contains(" mail "));
  // No run of the whole can be spelled out: each branch gets anchors of its own.
  EXPECT_THAT(AnchorsOfPattern("(spam ..3 <n:number> | bulk ..3 <u:url>)"), ElementsAre(" bulk ", " spam "));
}

TEST(Compile, TiersOfLines) {
  const CompiledRules rules = CompileText(
      "clause use.spam\nmatch aaa\nitem bbb\nlead l deny\nmatch ccc\nend e\nmatch ddd\nmark m\nmatch eee\n");
  std::map<std::string, int> tiers;
  for (const BAnchor& a : rules.bundle.anchors) tiers[std::string(rules.bundle.strings[a.text])] = a.tier;
  EXPECT_THAT(tiers, ElementsAre(::testing::Pair(" aaa ", 0), ::testing::Pair(" bbb ", 1), ::testing::Pair(" ccc ", 0),
                                 ::testing::Pair(" ddd ", 1), ::testing::Pair(" eee ", 0)));
}

// Writes out one text that `node` matches.
class Sampler {
 public:
  explicit Sampler(uint32_t seed) : random_(seed) {}

  void Write(const Node& node, std::string* out) {
    switch (node.kind) {
      case Node::Kind::kWords: {
        const size_t i = Below(node.words.size() + node.stems.size());
        *out +=
            i < node.words.size() ? node.words[i] : node.stems[i - node.words.size()] + (Below(2) == 0 ? "" : "ion");
        *out += ' ';
        return;
      }
      case Node::Kind::kGap:
        for (size_t n = Below(static_cast<size_t>(node.gap) + 1); n > 0; --n) *out += "filler ";
        return;
      case Node::Kind::kCapture:
        *out += "5 ";
        return;
      case Node::Kind::kBegin:
        return;
      case Node::Kind::kOptional:
        if (Below(2) == 0) Write(node.children[0], out);
        return;
      case Node::Kind::kAlt:
        return Write(node.children[Below(node.children.size())], out);
      case Node::Kind::kSeq:
      case Node::Kind::kHand:
      case Node::Kind::kClass:
        for (const Node& child : node.children) Write(child, out);
        return;
    }
  }

 private:
  size_t Below(size_t n) { return random_() % n; }
  std::mt19937 random_;
};

TEST(Compile, EveryMatchOfEveryProjectRuleHoldsAnAnchor) {
  const CompiledRules rules = CompileSources(ProjectRules());
  const std::vector<std::set<std::string>> anchors = AnchorsOf(rules.bundle);
  std::map<std::string, uint32_t> ids;
  for (uint32_t i = 0; i < rules.bundle.lines.size(); ++i) ids[Source(rules.bundle, rules.bundle.lines[i])] = i;
  Sampler sampler(1);
  int lines = 0;
  const auto check = [&](const RuleLine& line) {
    const std::string source = rules.set.files[line.place.file] + ":" + std::to_string(line.place.line);
    Node root;
    std::string error;
    ASSERT_TRUE(ExpandClasses(rules.set, {}, line.pattern.root, &root, &error)) << error;
    ++lines;
    for (int i = 0; i < 60; ++i) {
      std::string text = " ";
      sampler.Write(root, &text);
      bool held = false;
      for (const std::string& a : anchors[ids.at(source)]) held |= text.find(a) != std::string::npos;
      ASSERT_TRUE(held) << source << ": no anchor in" << text;
    }
  };
  for (const RuleLine& line : rules.set.scopes) check(line);
  for (const ClauseRules& clause : rules.set.clauses)
    for (const RuleLine& line : clause.lines) check(line);
  EXPECT_GT(lines, 500);
}

TEST(Compile, AnchorsPointAtTheWordsTheyStandFor) {
  const CompiledRules rules = CompileSources(ProjectRules());
  const Bundle& b = rules.bundle;
  std::vector<bool> reached(b.lines.size());
  for (const BAnchor& a : b.anchors) {
    const std::string_view text = b.strings[a.text];
    EXPECT_EQ(text.front(), ' ');
    EXPECT_EQ(a.open != 0, text.back() != ' ') << text;
    EXPECT_EQ(static_cast<size_t>(std::count(text.begin(), text.end(), ' ')), a.words + (a.open ? 0u : 1u)) << text;
    EXPECT_GT(a.ref_count, 0u);
    for (uint32_t i = 0; i < a.ref_count; ++i) reached[b.variants[b.refs[a.ref_first + i]].line] = true;
  }
  for (size_t i = 0; i < reached.size(); ++i) EXPECT_TRUE(reached[i]) << Source(b, b.lines[i]);
  for (uint32_t i = 1; i < b.vocab.size(); ++i) ASSERT_LT(b.vocab[i - 1], b.vocab[i]);
}

TEST(Compile, ClassesAreWrittenOut) {
  RuleSet set;
  std::vector<Diagnostic> diagnostics;
  ASSERT_TRUE(ParseRules(
      {{"f",
        "class inner\n  c d\n  e\nclass outer\n  a\n  b  from=x\n  <:inner>\nclause use.spam\nmatch <:outer> mail\n"}},
      &set, &diagnostics));
  Node out;
  std::string error;
  ASSERT_TRUE(ExpandClasses(set, {}, set.clauses[0].lines[0].pattern.root, &out, &error));
  ASSERT_EQ(out.children.size(), 2u);
  ASSERT_EQ(out.children[0].kind, Node::Kind::kAlt);
  ASSERT_EQ(out.children[0].children.size(), 2u);
  EXPECT_THAT(out.children[0].children[0].words, ElementsAre("a", "b", "e"));  // single words are one set
  EXPECT_EQ(out.children[0].children[1].children.size(), 2u);
  // Without the family that alone motivated a member.
  ASSERT_TRUE(ExpandClasses(set, {"x"}, set.clauses[0].lines[0].pattern.root, &out, &error));
  EXPECT_THAT(out.children[0].children[0].words, ElementsAre("a", "e"));
}

TEST(Compile, FamiliesAreLeftOut) {
  constexpr std::string_view kRules =
      "class c\n  qqq  from=llama\nclause use.spam\nmatch aaa\n  from llama\nmatch bbb\n  from llama, qwen\nmatch "
      "ccc\nmatch <:c> ddd\n";
  const auto anchors = [&](const std::string& family) {
    std::set<std::string> all;
    for (const auto& line : AnchorsOf(CompileText(kRules, {family}).bundle)) all.insert(line.begin(), line.end());
    return all;
  };
  EXPECT_THAT(anchors(""), Contains(" aaa "));
  EXPECT_THAT(anchors("llama"), Not(Contains(" aaa ")));
  EXPECT_THAT(anchors("llama"), Contains(" bbb "));
  EXPECT_THAT(anchors("llama"), Contains(" ccc "));
  EXPECT_THAT(anchors("qwen"), Contains(" aaa "));
  EXPECT_EQ(CompileText(kRules, {"qwen"}).bundle.hash, CompileText(kRules).bundle.hash);
  EXPECT_NE(CompileText(kRules, {"llama"}).bundle.hash, CompileText(kRules).bundle.hash);
}

TEST(Compile, SameRulesSameHash) {
  EXPECT_EQ(CompileSources(ProjectRules()).bundle.hash, CompileSources(ProjectRules()).bundle.hash);
  EXPECT_NE(CompileText("clause use.spam\nmatch aaa\n").bundle.hash,
            CompileText("clause use.spam\nmatch aab\n").bundle.hash);
  EXPECT_NE(CompileText("clause use.spam\nmatch aaa\n").bundle.hash,
            CompileText("clause use.spam\nmatch aaa\n  grade weak\n").bundle.hash);
}

TEST(Compile, EqualPartsAreOneNode) {
  const Bundle one = CompileText("clause use.spam\nmatch (aaa | bbb ccc) ..3 ddd\n").bundle;
  const Bundle two =
      CompileText("clause use.spam\nmatch (aaa | bbb ccc) ..3 ddd\nmatch ddd ..3 (aaa | bbb ccc)\n").bundle;
  EXPECT_EQ(one.nodes.size(), two.nodes.size());
  EXPECT_EQ(two.lines.size(), 2u);
}

TEST(Compile, Refusals) {
  struct Case {
    std::string_view rules, message;
  };
  const Case cases[] = {
      {"match ..6", "the pattern may match nothing"},
      {"match a?", "the pattern may match nothing"},
      {"match <n:number>", "no anchor"},
      {"match <n:number> ..3 <u:url>", "no anchor"},
      {"match (aaa | <n:number>)", "no anchor"},
      {"match aaa ..60 b ..60 c ..60 d ..60 e", "may span 245 words"},
      {"match aaa (b | ^ c)", "'^' stands inside the pattern"},
      {"match <:none> aaa", "unknown class 'none'"},
      {"match aaa\n  unless <:none>", "unknown class 'none'"},
      {"match aaa\n  unless @none", "unknown mark '@none'"},
      {"match aaa\n  needs b?", "may match nothing"},
      {"match aaa\n  needs b ..60 c ..60 d ..60 e", "may span 184 words"},
      {"match aaa\nparam p\n  v  b?", "may match nothing"},
      {"match aaa\nparam p\n  v  <:none>", "unknown class 'none'"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.rules);
    RuleSet set;
    std::vector<Diagnostic> diagnostics;
    ASSERT_TRUE(ParseRules({{"f", "clause use.spam\n" + std::string(c.rules) + "\n"}}, &set, &diagnostics))
        << diagnostics[0].ToString();
    Bundle bundle;
    EXPECT_FALSE(CompileRules(set, {}, &bundle, &diagnostics));
    ASSERT_FALSE(diagnostics.empty());
    EXPECT_THAT(diagnostics[0].message, HasSubstr(std::string(c.message)));
    EXPECT_GT(diagnostics[0].line, 1u);
  }
}

}  // namespace
}  // namespace caveat::rules
