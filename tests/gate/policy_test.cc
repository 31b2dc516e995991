#include "gate/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::gate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kHead[] = "version = 1\n";
constexpr char kRule[] = "[[rule]]\nid = \"r\"\naction = \"deny\"\n";

std::string FirstError(const std::string& toml) {
  Policy policy;
  const auto errors = ParsePolicy(toml, &policy);
  return errors.empty() ? "" : std::to_string(errors[0].line) + ": " + errors[0].message;
}

TEST(Policy, Everything) {
  Policy p;
  const auto errors = ParsePolicy(R"(
version = 1
name = "product"
says = "What we sell."
mode = "warn"

[licenses]
allow = ["MIT", "Apache-2.0"]
deny = "AGPL-*"
unknown = "deny"
edited = "allow"

[[rule]]
id = "no-small-caps"
action = "review"
because = "It grows."
category = "scale-capped"
flag = ["naming", "copyleft"]
clause = ["restriction.scale-cap", "grant"]
params = {threshold = "<= 10_000_000", metric = ["monthly-active-users", "annual-revenue"], mutable = true, words = 3}
activity = {commercial-use = ["prohibited", "unspecified"], hosting = "conditional"}
license = "GPL-*"
openness = "closed"
conflict = "declared-vs-found"

[[exception]]
rule = "no-small-caps"
repository = "org/name"
reason = "Agreed."
expires = 2027-01-31

[[exception]]
rule = "licenses"
path = "x"
reason = "Agreed."
expires = "2028-02-29"
)",
                                  &p);
  ASSERT_THAT(errors, IsEmpty()) << errors[0].message;
  EXPECT_EQ(p.name, "product");
  EXPECT_EQ(p.mode, Mode::kWarn);
  EXPECT_THAT(p.allow, ElementsAre("MIT", "Apache-2.0"));
  EXPECT_THAT(p.deny, ElementsAre("AGPL-*"));
  EXPECT_EQ(p.unknown, Action::kDeny);
  EXPECT_EQ(p.edited, Action::kAllow);
  ASSERT_EQ(p.rules.size(), 1u);
  const Rule& r = p.rules[0];
  EXPECT_EQ(r.action, Action::kReview);
  EXPECT_THAT(r.categories, ElementsAre(Category::kScaleCapped));
  EXPECT_THAT(r.flags, ElementsAre(Flag::kNaming, Flag::kCopyleft));
  EXPECT_EQ(r.clauses.size(), 10u);  // one, and the nine of the group
  ASSERT_EQ(r.params.size(), 4u);
  EXPECT_EQ(r.params[0].name, "metric");
  EXPECT_EQ(r.params[0].op, Compare::Op::kOneOf);
  EXPECT_EQ(r.params[2].op, Compare::Op::kLessEqual);
  EXPECT_EQ(r.params[2].number, 10000000);
  ASSERT_EQ(r.activities.size(), 2u);
  EXPECT_EQ(r.activities[0].first, Activity::kCommercialUse);
  EXPECT_THAT(r.activities[0].second, ElementsAre(Value::kProhibited, Value::kUnspecified));
  EXPECT_EQ(p.exceptions[0].expires, "2027-01-31");
  EXPECT_EQ(p.exceptions[1].expires, "2028-02-29");
}

TEST(Policy, ErrorsNameLineAndCause) {
  const std::string head = kHead, rule = head + kRule;
  const std::pair<std::string, std::string> cases[] = {
      {"", "1: no version"},
      {"version = 2\n[licenses]\n", "1: version must be 1"},
      {"version = \n", "1: "},
      {head, "1: a policy without rules"},
      {head + "mode = \"blok\"\n", "2: unknown mode 'blok'"},
      {head + "modes = 1\n", "2: unknown key 'modes' in the policy"},
      {head + "name = 3\n", "2: name must be a string"},
      {head + "rule = 3\n", "2: rule must be a list of tables: [[rule]]"},
      {head + "licenses = 3\n", "2: licenses must be a table"},
      {rule, "2: a rule needs a condition"},
      {head + "[[rule]]\naction = \"deny\"\ncategory = \"unknown\"\n", "2: a rule needs an id"},
      {head + "[[rule]]\nid = \"r\"\ncategory = \"unknown\"\n", "2: a rule needs an action"},
      {rule + "category = \"permisive\"\n", "5: unknown category 'permisive'"},
      {rule + "category = []\n", "5: category is empty"},
      {rule + "category = 1\n", "5: category must be a string"},
      {rule + "flag = \"x\"\n", "5: unknown flag 'x'"},
      {rule + "clause = \"use.spamm\"\n", "5: unknown clause 'use.spamm'"},
      {rule + "params = {threshold = \"< 1\"}\n", "5: params need a clause"},
      {rule + "clause = \"use.spam\"\nparams = {threshold = \"< x\"}\n", "6: '< x' compares with no number"},
      {rule + "clause = \"use.spam\"\nparams = {threshold = [\"< 1\", \"a\"]}\n", "6: a comparison stands alone"},
      {rule + "activity = {selling = \"allowed\"}\n", "5: unknown activity 'selling'"},
      {rule + "activity = {hosting = \"yes\"}\n", "5: unknown value 'yes'"},
      {rule + "openness = \"open\"\n", "5: unknown openness 'open'"},
      {rule + "conflict = \"x\"\n", "5: unknown conflict 'x'"},
      {rule + "flag = \"naming\"\n" + kRule + "flag = \"naming\"\n", "6: two rules of the id 'r'"},
      {rule + "flag = \"naming\"\n[[exception]]\nrule = \"s\"\npath = \"x\"\nreason = \"y\"\nexpires = 2027-01-01\n",
       "6: an exception to 's', which is no rule"},
      {rule + "flag = \"naming\"\n[[exception]]\nrule = \"r\"\nreason = \"y\"\nexpires = 2027-01-01\n",
       "6: an exception is pinned"},
      {rule + "flag = \"naming\"\n[[exception]]\nrule = \"r\"\npath = \"x\"\nexpires = 2027-01-01\n",
       "6: an exception has a reason"},
      {rule + "flag = \"naming\"\n[[exception]]\nrule = \"r\"\npath = \"x\"\nreason = \"y\"\n",
       "6: an exception expires"},
      {rule + "flag = \"naming\"\n[[exception]]\nrule = \"r\"\npath = \"x\"\nreason = \"y\"\nexpires = \"soon\"\n",
       "10: expires must be a date"},
  };
  for (const auto& [toml, want] : cases) EXPECT_THAT(FirstError(toml), HasSubstr(want)) << toml;
}

TEST(Policy, UnknownWordsComeWithCandidates) {
  Policy policy;
  const auto errors =
      ParsePolicy(std::string(kHead) + kRule + "catgory = \"permissive\"\nflag = \"naming\"\n", &policy);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].word, "catgory");
  EXPECT_THAT(errors[0].candidates, ::testing::Contains("category"));
}

TEST(Policy, Dates) {
  for (const char* good : {"2026-01-31", "2024-02-29", "2000-02-29", "1999-12-01"}) EXPECT_TRUE(IsDate(good)) << good;
  for (const char* bad : {"", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31",
                          "26-01-31", "2026/01/31", "2026-1-31", "20x6-01-31", "2026-01-311"})
    EXPECT_FALSE(IsDate(bad)) << bad;
}

TEST(Policy, AnyBytes) {
  for (const std::string& bytes : {std::string("\0\0", 2), std::string("\xFF\xFE"), std::string(5000, '['),
                                   std::string("a=[[[[[["), std::string("version = 1\n[[rule]]\n[[rule.x]]\n")}) {
    Policy policy;
    EXPECT_FALSE(ParsePolicy(bytes, &policy).empty());
  }
}

}  // namespace
}  // namespace caveat::gate
