// Rules held against their own examples.

#include "rules/lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view kGood = R"(clause use.spam
says Mail that nobody asked for.
match (must not | may not) ..3 send ..3 (spam | bulk mail)
  set kind=mail
yes kind=mail
  You must not send bulk mail.
yes
  Nobody may not ever send any spam from here,
  whatever it says.
no near
  You may send bulk mail.
no
  Use it as you like.
miss
  Unsolicited letters are out of the question.
)";

LintResult LintText(std::string text, const LintOptions& options = {}) {
  return Lint({{"a.clause", std::move(text)}}, options);
}

std::string Replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out(text);
  const size_t at = out.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) out.replace(at, from.size(), to);
  return out;
}

TEST(Lint, GoodRules) {
  const LintResult result = LintText(std::string(kGood));
  EXPECT_THAT(result.errors, IsEmpty());
  EXPECT_THAT(result.warnings, IsEmpty());
  EXPECT_THAT(result.also, IsEmpty());
  EXPECT_EQ(result.clauses, 1);
  EXPECT_EQ(result.lines, 1);
  EXPECT_EQ(result.examples, 5);
}

TEST(Lint, WhatIsWrongIsSaid) {
  struct Case {
    std::string_view from, to, message;
  };
  const Case cases[] = {
      {"You must not send bulk mail.", "You must not post bulk mail.",
       "a.clause:5: error: use.spam is not found in this example (as written)"},
      {"yes kind=mail", "yes kind=letter", "a.clause:5: error: other parameters (as written): kind=mail"},
      {"yes kind=mail", "yes sort=mail", "a.clause:5: error: other parameters"},
      {"You may send bulk mail.", "You may not send bulk mail.",
       "a.clause:10: error: use.spam is found, but this example says no"},
      {"Use it as you like.", "They must not send spam.",
       "a.clause:12: error: use.spam is found, but this example says no"},
      {"says Mail that nobody asked for.\n", "", "a.clause:1: error: use.spam has no 'says' line"},
      {"yes kind=mail\n  You must not send bulk mail.\n", "", "needs two 'yes' examples, has 1"},
      {"no near", "no", "needs a 'no near' example"},
      {"Use it as you like.", "You may send bulk mail.", "a.clause:12: error: the same example stands here twice"},
      {"match (must", "match must", "'|' outside parentheses"},
      {"match (must not | may not) ..3 send ..3 (spam | bulk mail)", "match <n:number>", "no anchor"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.message);
    const LintResult result = LintText(Replaced(kGood, c.from, c.to));
    ASSERT_FALSE(result.errors.empty());
    std::string all;
    for (const std::string& e : result.errors) all += e;
    EXPECT_THAT(all, HasSubstr(std::string(c.message)));
  }
}

TEST(Lint, AMissThatIsFoundIsAWarning) {
  const LintResult result = LintText(Replaced(kGood, "Unsolicited letters are", "You must not send spam: letters are"));
  EXPECT_THAT(result.errors, IsEmpty());
  EXPECT_THAT(result.warnings, ElementsAre(HasSubstr("a.clause:14: warning: use.spam is found now")));
}

TEST(Lint, AlsoMustBeComplete) {
  const std::string other =
      "clause use.fraud\nsays S\nmatch bulk mail\nyes also=use.spam\n  You must not send bulk mail to anyone.\nyes\n  "
      "Bulk mail.\nno near\n  Mail.\n";
  const LintResult result = LintText(std::string(kGood) + other);
  EXPECT_THAT(result.errors, IsEmpty());
  ASSERT_EQ(result.also.size(), 1u);
  EXPECT_EQ(result.also[0].file, "a.clause");
  EXPECT_EQ(result.also[0].line, 5u);
  EXPECT_THAT(result.also[0].ids, ElementsAre("use.fraud"));
  EXPECT_THAT(result.warnings, ElementsAre(HasSubstr("this example holds also=use.fraud")));
  // Too long a list is told as well.
  const LintResult longer = LintText(Replaced(kGood, "yes kind=mail", "yes kind=mail also=use.fraud"));
  ASSERT_EQ(longer.also.size(), 1u);
  EXPECT_THAT(longer.also[0].ids, IsEmpty());
}

TEST(Lint, OnlyTheFilesAskedFor) {
  const std::string bad = Replaced(kGood, "You must not send bulk mail.", "You must not post bulk mail.");
  LintOptions options;
  options.only = "b.clause";
  EXPECT_THAT(LintText(bad, options).errors, IsEmpty());
  options.only = "a.";
  EXPECT_THAT(LintText(bad, options).errors, ::testing::SizeIs(1));
}

TEST(Lint, DisguisesKeepTheWords) {
  const std::string text =
      "The \"User\" may not, in any\nway, use the licensor's model for the purpose of sending bulk mail to people.";
  std::set<std::string> names;
  for (const auto& [name, disguised] : Disguises(text)) {
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_FALSE(disguised.empty());
  }
  EXPECT_TRUE(names.count("as written"));
  EXPECT_TRUE(names.count("upper case"));
  EXPECT_TRUE(names.count("CRLF"));
  EXPECT_GE(names.size(), 9u);
  EXPECT_EQ(Disguises("one line").size(), Disguises(text).size() + 2);
}

TEST(Lint, HardeningCatchesRulesThatHangOnCase) {
  // Found as written only: in capitals every word looks like a name.
  LintOptions options;
  const std::string rules =
      "clause use.spam\nsays S\nmatch spam club\n  unless near 2 <w:name>\nyes\n  Please do not spam club "
      "members.\nyes\n  We will never spam club people.\nno near\n  spam\n";
  EXPECT_FALSE(LintText(rules, options).errors.empty());
  options.hardening = false;
  EXPECT_THAT(LintText(rules, options).errors, IsEmpty());
}

}  // namespace
}  // namespace caveat::rules
