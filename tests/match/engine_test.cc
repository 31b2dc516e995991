// From matches to clauses: guards and their windows, places, definitions, parameters, overlaps, marks, and why a match
// was dropped.

#include "match/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "embedded.h"
#include "match/rig.h"

namespace caveat::match {
namespace {

using ::caveat::testing::CompileText;
using ::caveat::testing::MakeWords;
using ::caveat::testing::Rig;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Strings = std::vector<std::string>;

TEST(Engine, TheTablesOfTheBuildAreThoseItMakesItself) {
  rules::Bundle bundle;
  ASSERT_TRUE(rules::ViewEmbedded(EmbeddedBundle(), &bundle));
  const rules::Table<char> built = bundle.engine_tables;
  ASSERT_FALSE(built.empty());
  std::string error;
  EXPECT_TRUE(Engine::Make(bundle, {}, &error)->Serialize() == rules::AsText(built));
  bundle.engine_tables.clear();
  EXPECT_TRUE(Engine::Make(bundle, {}, &error)->Serialize() == rules::AsText(built));
}

TEST(Engine, GuardWindows) {
  struct Case {
    std::string_view guard, words;
    bool there;  // is the guard's pattern in its window?
  };
  const Case cases[] = {
      {"gg", "x gg x mm x", true},
      {"gg", "x mm x gg", true},
      {"gg", "gg <stop> x mm x <stop> gg", false},
      {"sentence gg", "mm gg", true},
      {"before gg", "gg x mm x", true},
      {"before gg", "x mm gg", false},
      {"before gg", "gg <stop> mm", false},
      {"after gg", "mm x gg", true},
      {"after gg", "gg mm", false},
      {"after gg", "mm <stop> gg", false},
      {"after ^ gg", "mm gg", true},
      {"after ^ gg", "mm x gg", false},
      {"after ^ ..2 gg", "mm x gg", true},
      {"after ^ ..2 gg", "mm x x x gg", false},
      {"before gg $", "gg mm", true},
      {"before gg $", "gg x mm", false},
      {"before ^ gg", "gg x mm", true},
      {"before ^ gg", "x gg mm", false},
      {"after gg $", "mm x gg <stop> x", true},
      {"after gg $", "mm gg x", false},
      {"inside gg", "mm", false},
      {"inside mm", "mm", true},
      {"near 2 gg", "gg <stop> x mm", true},
      {"near 2 gg", "gg x x mm", false},
      {"near 2 gg", "mm x gg", true},
      {"near 2 gg", "mm x x gg", false},
      {"paragraph gg", "gg <stop> x mm", true},
      {"paragraph gg", "gg <par> x mm", false},
      {"paragraph gg", "x mm <stop> gg", true},
      {"paragraph gg", "x mm <item1> gg", false},
      {"gg hh", "gg mm hh", false},
      {"gg ..3 hh", "gg mm hh", true},
  };
  for (const Case& c : cases) {
    for (const bool needs : {false, true}) {
      SCOPED_TRACE((needs ? "needs " : "unless ") + std::string(c.guard) + "  in  " + std::string(c.words));
      Rig rig("clause use.spam\nmatch mm\n  " + std::string(needs ? "needs " : "unless ") + std::string(c.guard) +
              "\n");
      rig.RunWords(MakeWords(c.words));
      EXPECT_EQ(rig.Found().size(), c.there == needs ? 1u : 0u);
      EXPECT_EQ(rig.Reasons().size(), c.there == needs ? 0u : 1u);
    }
  }
}

TEST(Engine, ASentenceIsEightyWordsEitherSide) {
  Rig rig("clause use.spam\nmatch mm\n  unless gg\n");
  const auto text = [](int words) {
    std::string s = "gg";
    for (int i = 0; i < words; ++i) s += " x";
    return s + " mm";
  };
  rig.RunWords(MakeWords(text(79)));
  EXPECT_THAT(rig.Found(), IsEmpty());
  rig.RunWords(MakeWords(text(80)));
  EXPECT_EQ(rig.Found().size(), 1u);
}

TEST(Engine, SeveralGuardsMustAllHold) {
  Rig rig("clause use.spam\nmatch mm\n  needs gg\n  needs hh\n  unless ii\n");
  for (const auto& [words, found] :
       std::vector<std::pair<std::string, size_t>>{{"mm gg hh", 1}, {"mm gg", 0}, {"mm hh", 0}, {"mm gg hh ii", 0}}) {
    rig.RunWords(MakeWords(words));
    EXPECT_EQ(rig.Found().size(), found) << words;
  }
}

TEST(Engine, Places) {
  struct Case {
    std::string_view at, words;
    size_t found;
    Strings reasons;
  };
  const Case cases[] = {
      {"", "x mm", 1, {}},
      {"", "<head1> mm <par> x", 0, {"mm: in a heading"}},
      {"at heading", "<head1> mm <par> x", 1, {}},
      {"at heading", "x mm", 0, {"mm: not in a heading"}},
      {"at start", "mm x <stop> x mm", 1, {"mm: not at the start of a sentence"}},
      {"at item", "<item1> mm", 1, {}},
      {"at item", "<par> mm", 0, {"mm: not at the start of a list item"}},
      {"at item", "<item1> x mm", 0, {"mm: not at the start of a list item"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.at) + "  in  " + std::string(c.words));
    Rig rig("clause use.spam\nmatch mm\n" + (c.at.empty() ? std::string() : "  " + std::string(c.at) + "\n"));
    rig.RunWords(MakeWords(c.words));
    EXPECT_EQ(rig.Found().size(), c.found);
    EXPECT_EQ(rig.Reasons(), c.reasons);
  }
}

TEST(Engine, Definitions) {
  struct Case {
    std::string_view words;
    bool definition;
  };
  const Case cases[] = {
      {"<open> output <close> means all mm", true}, {"the term <open> output <close> shall mean mm", true},
      {"<open> output <close> refers to mm", true}, {"output means all mm", false},
      {"mm <open> output <close> is fine", false},  {"<open> output <close> is mm", false},
      {"<open> mm <close> means nothing", false},   {"<open> x <close> 指 mm", true},
      {"<open> x <close> 指 定 mm", false},         {"<open> x <close> means y <stop> mm", false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.words);
    Rig rig("clause use.spam\nmatch mm\nclause use.fraud\nmatch mm\n  in-definitions\n");
    rig.RunWords(MakeWords(c.words));
    EXPECT_EQ(rig.Found().size(), c.definition ? 1u : 2u);
    if (c.definition) {
      EXPECT_THAT(rig.Reasons(), ElementsAre("mm: in a definition"));
    }
  }
}

TEST(Engine, Parameters) {
  constexpr std::string_view kRules = R"(clause restriction.scale-cap
match more than <threshold:number> ..3 (users | revenue)
  set consequence=ask_us
param metric
  users     (users | accounts)
  revenue   revenue
  unknown   *
param comparator before
  ge   at least
  gt   *
param strict
  true   strictly
param threshold
  5   five
)";
  struct Case {
    std::string_view text, found;
  };
  const Case cases[] = {
      {"more than 700 million users", "comparator=gt consequence=ask us metric=users threshold=700000000"},
      {"more than 5 revenue", "comparator=gt consequence=ask us metric=revenue threshold=5"},
      {"strictly more than $ 5 revenue",
       "comparator=gt consequence=ask us currency=USD metric=revenue strict=true threshold=5"},
      {"at least or more than 9 users", "comparator=ge consequence=ask us metric=users threshold=9"},
      // The nearest wins, then the order of the lines.
      {"accounts and so on, more than 9 users with revenue",
       "comparator=gt consequence=ask us metric=users threshold=9"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    Rig rig(kRules);
    rig.Run(c.text);
    ASSERT_EQ(rig.Found().size(), 1u);
    EXPECT_THAT(rig.Found()[0], ::testing::EndsWith(std::string(c.found)));
  }
}

TEST(Engine, MarksAnswerForTheWholeDocument) {
  constexpr std::string_view kRules =
      "mark licence\nmatch this license\n  unless no\nclause use.spam\nmatch mm\n  needs document @licence\nclause "
      "use.fraud\nmatch mm\n  unless @licence\n";
  Rig rig(kRules);
  rig.RunWords(MakeWords("mm <par> x <par> this license"));
  EXPECT_THAT(rig.Found(), ElementsAre("use.fraud: mm", "use.spam: mm"));
  rig.RunWords(MakeWords("mm this license"));
  EXPECT_THAT(rig.Found(), ElementsAre("use.spam: mm"));
  rig.RunWords(MakeWords("mm <par> no this license"));
  EXPECT_THAT(rig.Found(), ElementsAre("use.fraud: mm"));
}

TEST(Engine, OneClauseOncePerPlace) {
  struct Case {
    std::string_view rules, words;
    Strings found;
  };
  const Case cases[] = {
      {"match aa ..3 bb\nmatch bb ..3 cc\n", "aa x bb x cc", {"use.spam: aa x bb"}},
      {"match aa bb\n  grade weak\nmatch bb cc dd\n", "aa bb cc dd", {"use.spam: bb cc dd"}},
      {"match aa bb\nmatch bb cc\n  set k=v\n", "aa bb cc", {"use.spam: bb cc k=v"}},
      {"match aa bb\nmatch bb cc dd\n", "aa bb cc dd", {"use.spam: aa bb"}},
      {"match aa bb\nmatch cc dd\n", "aa bb cc dd", {"use.spam: aa bb", "use.spam: cc dd"}},
      {"match aa bb\nclause use.fraud\nmatch bb cc\n", "aa bb cc", {"use.spam: aa bb", "use.fraud: bb cc"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.rules);
    Rig rig("clause use.spam\n" + std::string(c.rules));
    rig.RunWords(MakeWords(c.words));
    EXPECT_EQ(rig.Found(), c.found);
  }
}

TEST(Engine, WhyItWasDropped) {
  Rig rig(R"(lead no deny
match must not
  unless near 1 zzz
clause use.spam
match aa bb
match bb cc
item spam
item letters
  in allow
)");
  rig.RunWords(
      MakeWords("aa bb cc <stop> you must not send letters <stop> must not zzz <stop> <head1> must not <par> x"));
  EXPECT_THAT(rig.Reasons(), ::testing::UnorderedElementsAre(
                                 "bb cc: the same clause at the same place", "letters: in a scope of another polarity",
                                 "must not: a guard (unless, needs)", "must not: in a heading"));
  rig.RunWords(MakeWords("aa bb cc"), false);
  EXPECT_THAT(rig.Reasons(), IsEmpty());
}

TEST(Engine, HiddenWordsAreTold) {
  Rig rig("clause use.spam\nmatch aa ..2 bb\n");
  rig.RunWords(MakeWords("aa <hidden> x bb <stop> aa x bb"));
  ASSERT_EQ(rig.session->clauses().size(), 2u);
  EXPECT_TRUE(rig.session->clauses()[0].hidden);
  EXPECT_FALSE(rig.session->clauses()[1].hidden);
}

TEST(Engine, FindingsAreInOrderAndTheSameEachTime) {
  Rig rig("clause use.spam\nmatch aa\nmatch aa bb\nclause use.fraud\nmatch aa\nmatch bb\n");
  const text::Words words = MakeWords("bb aa bb x aa <stop> aa bb");
  rig.RunWords(words);
  const Strings first = rig.Found();
  for (size_t i = 1; i < rig.session->clauses().size(); ++i)
    EXPECT_LE(rig.session->clauses()[i - 1].begin, rig.session->clauses()[i].begin);
  rig.RunWords(MakeWords("x"));
  EXPECT_THAT(rig.Found(), IsEmpty());
  rig.RunWords(MakeWords(""));
  EXPECT_THAT(rig.Found(), IsEmpty());
  rig.RunWords(words);
  EXPECT_EQ(rig.Found(), first);
}

TEST(Engine, NoRulesNoFindings) {
  std::string error;
  const auto engine = Engine::Make({}, {}, &error);
  ASSERT_NE(engine, nullptr) << error;
  Session session(*engine);
  const text::Words words = MakeWords("you must not send spam");
  session.Run(words, "you must not send spam", true);
  EXPECT_TRUE(session.clauses().empty());
}

}  // namespace
}  // namespace caveat::match
