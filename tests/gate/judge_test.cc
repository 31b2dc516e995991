#include "gate/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/model_fixture.h"

namespace caveat::gate {
namespace {

using ::testing::HasSubstr;

constexpr char kToday[] = "2026-06-15";

Policy Parsed(const std::string& body) {
  Policy policy;
  const auto errors = ParsePolicy("version = 1\n" + body, &policy);
  EXPECT_TRUE(errors.empty()) << (errors.empty() ? "" : errors[0].message);
  return policy;
}

Result Ask(const std::string& body, const Document& document) {
  const Policy policy = Parsed(body);
  Gate gate(policy, kToday);
  gate.Ask({.document = &document});
  return gate.result();
}

Result Ask(const std::string& body, const model::Model& m) {
  const Policy policy = Parsed(body);
  Gate gate(policy, kToday);
  gate.Ask({.model = &m});
  return gate.result();
}

std::string RuleWith(const std::string& conditions, const std::string& action = "deny") {
  return "[[rule]]\nid = \"r\"\naction = \"" + action + "\"\n" + conditions + "\n";
}

TEST(Gate, Conditions) {
  const Document d = report::Everything();
  const std::pair<const char*, size_t> cases[] = {
      {"category = \"scale-capped\"", 1},
      {"category = [\"permissive\", \"copyleft\"]", 0},
      {"flag = [\"copyleft\", \"naming\"]", 1},
      {"flag = \"copyleft\"", 0},
      {"clause = \"use.spam\"", 2},  // at two places
      {"clause = \"use\"", 3},
      {"clause = \"legal.audit\"", 0},  // a weak finding
      {"clause = \"restriction.scale-cap\"\nparams = {threshold = \"< 500_000_000\"}", 0},
      {"clause = \"restriction.scale-cap\"\nparams = {threshold = \"<= 500_000_000\"}", 1},
      {"clause = \"restriction.scale-cap\"\nparams = {threshold = \"> 499999999\"}", 1},
      {"clause = \"restriction.scale-cap\"\nparams = {threshold = \">= 500000001\"}", 0},
      {"clause = \"restriction.scale-cap\"\nparams = {threshold = 500_000_000}", 1},
      {"clause = \"restriction.scale-cap\"\nparams = {threshold = \"!= 500000000\"}", 0},
      {"clause = \"restriction.scale-cap\"\nparams = {threshold = \"> 1\", metric = \"annual-revenue\"}", 0},
      {"clause = \"restriction.scale-cap\"\nparams = {absent = \"> 1\"}", 0},
      {"clause = \"restriction.territory\"\nparams = {territories = [\"CN\", \"GB\"]}", 1},
      {"clause = \"restriction.acceptable-use-policy\"\nparams = {mutable = true}", 1},
      {"activity = {commercial-use = \"conditional\"}", 1},
      {"activity = {commercial-use = \"conditional\", output-training = \"allowed\"}", 0},
      {"license = \"LicenseRef-har*\"", 1},
      {"license = \"harbor-2\"", 1},
      {"license = \"harbor\"", 0},
      {"category = \"scale-capped\"\nflag = \"copyleft\"", 0},
      {"openness = \"closed\"", 0},
      {"conflict = \"declared-vs-found\"", 0},
  };
  for (const auto& [conditions, violations] : cases)
    EXPECT_EQ(Ask(RuleWith(conditions), d).violations.size(), violations) << conditions;
}

TEST(Gate, ViolationSaysWhatAndWhere) {
  Document d = report::Everything();
  const Result result = Ask(RuleWith("because = \"It grows.\"\nclause = \"restriction.scale-cap\""), d);
  ASSERT_EQ(result.violations.size(), 1u);
  const Violation& v = result.violations[0];
  EXPECT_EQ(v.rule, "r");
  EXPECT_EQ(v.because, "It grows.");
  EXPECT_EQ(v.document, "LICENSE");
  EXPECT_EQ(v.clause, "restriction.scale-cap");
  EXPECT_EQ(v.span->start_line, 7u);
  EXPECT_EQ(v.quote, "more than 500 million monthly active users");
  EXPECT_EQ(v.hint,
            "[[exception]]\nrule = \"r\"\npath = \"LICENSE\"\nlicense = \"LicenseRef-harbor\"\nsha256 = \"00ff\"\n"
            "reason = \"who agreed, and why\"\nexpires = 2027-06-15\n");
  EXPECT_TRUE(result.Denied());
  EXPECT_EQ(result.checked, 1u);
}

TEST(Gate, TheHintIsAGoodException) {
  const Document d = report::Everything();
  const std::string rule = RuleWith("category = \"scale-capped\"");
  const Result first = Ask(rule, d);
  const Result second = Ask(rule + first.violations[0].hint, d);
  EXPECT_TRUE(second.violations.empty());
  ASSERT_EQ(second.excepted.size(), 1u);
  EXPECT_EQ(second.excepted[0].reason, "who agreed, and why");
}

TEST(Gate, ExceptionsExpireAndArePinned) {
  const Document d = report::Everything();
  const auto with = [&](const std::string& pin, const std::string& expires) {
    return Ask(RuleWith("category = \"scale-capped\"") +
                   "[[exception]]\nrule = \"r\"\nreason = \"x\"\nexpires = " + expires + "\n" + pin + "\n",
               d);
  };
  EXPECT_TRUE(with("path = \"LICENSE\"", "2026-06-15").violations.empty());  // the last day
  const Result expired = with("path = \"LICENSE\"", "2026-06-14");
  EXPECT_EQ(expired.violations.size(), 1u);
  ASSERT_EQ(expired.expired.size(), 1u);
  EXPECT_EQ(expired.expired[0].expires, "2026-06-14");
  EXPECT_TRUE(with("license = \"harbor-2\"", "2027-01-01").violations.empty());
  EXPECT_EQ(with("sha256 = \"00fe\"", "2027-01-01").violations.size(), 1u);  // another content
  EXPECT_EQ(with("path = \"LICENSE\"\nsha256 = \"00fe\"", "2027-01-01").violations.size(), 1u);
  EXPECT_EQ(with("repository = \"org/name\"", "2027-01-01").violations.size(), 1u);
}

TEST(Gate, AllowEndsTheRules) {
  const Document d = report::Everything();
  const std::string deny = "[[rule]]\nid = \"d\"\naction = \"deny\"\nclause = \"use\"\n";
  EXPECT_TRUE(Ask(RuleWith("license = \"harbor-2\"", "allow") + deny, d).violations.empty());
  EXPECT_EQ(Ask(deny + RuleWith("license = \"harbor-2\"", "allow"), d).violations.size(), 3u);
  const Result review = Ask(RuleWith("clause = \"use\"", "review"), d);
  EXPECT_EQ(review.violations.size(), 3u);
  EXPECT_FALSE(review.Denied());
}

TEST(Gate, Licenses) {
  struct {
    const char *policy, *expression;
    bool violated;
  } const cases[] = {
      {"allow = [\"MIT\", \"Apache-2.0\"]", "MIT", false},
      {"allow = [\"MIT\"]", "MIT OR GPL-2.0-only", false},
      {"allow = [\"MIT\"]", "MIT AND GPL-2.0-only", true},
      {"allow = [\"MIT\", \"GPL-2.0-only\"]", "MIT AND GPL-2.0-only", false},
      {"allow = [\"MIT\"]", "Apache-2.0", true},
      {"allow = [\"MIT\"]", "", false},
      {"allow = [\"MIT\"]\nunknown = \"deny\"", "", true},
      {"deny = \"AGPL-*\"", "AGPL-3.0-only", true},
      {"deny = \"AGPL-*\"", "AGPL-3.0-only OR MIT", false},
      {"deny = \"AGPL-*\"", "AGPL-3.0-only AND MIT", true},
      {"deny = \"AGPL-*\"", "GPL-3.0-only", false},
  };
  for (const auto& c : cases) {
    Document d;
    d.path = "LICENSE";
    if (*c.expression != '\0') d.expression = c.expression;
    EXPECT_EQ(!Ask(std::string("[licenses]\n") + c.policy + "\n", d).violations.empty(), c.violated)
        << c.policy << " " << c.expression;
  }
}

TEST(Gate, AddedWordsDoNotPassAsTheLicence) {
  Document d;
  d.path = "LICENSE";
  d.expression = "MIT";
  d.identity = {{"MIT", "MIT", "edited", 0.99, {}, {{{10, 20, 2, 2}, "show our name"}}, {}}};
  const Result review = Ask("[licenses]\nallow = \"MIT\"\n", d);
  ASSERT_EQ(review.violations.size(), 1u);
  EXPECT_EQ(review.violations[0].action, Action::kReview);
  EXPECT_EQ(review.violations[0].quote, "show our name");
  EXPECT_TRUE(Ask("[licenses]\nallow = \"MIT\"\nedited = \"deny\"\n", d).Denied());
  EXPECT_TRUE(Ask("[licenses]\nallow = \"MIT\"\nedited = \"allow\"\n", d).violations.empty());
}

TEST(Gate, Repositories) {
  const model::Model m = report::EverythingModel();
  const Result conflict = Ask(RuleWith("conflict = \"declared-vs-found\""), m);
  ASSERT_EQ(conflict.violations.size(), 1u);
  EXPECT_EQ(conflict.violations[0].repository, "harbor/Quay-7B");
  EXPECT_EQ(conflict.violations[0].document, "LICENSE");
  EXPECT_THAT(conflict.violations[0].explanation, HasSubstr("The card says Apache-2.0"));
  EXPECT_THAT(conflict.violations[0].hint, HasSubstr("repository = \"harbor/Quay-7B\"\n"));
  EXPECT_EQ(Ask(RuleWith("openness = [\"closed\", \"restricted-weights\"]"), m).violations.size(), 1u);
  EXPECT_EQ(Ask(RuleWith("openness = \"open-weights\""), m).violations.size(), 0u);
  EXPECT_EQ(Ask(RuleWith("clause = \"use.malware\""), m).violations.size(), 1u);
}

TEST(Gate, HintsEscape) {
  Document d = report::Everything();
  d.path = "a\"b\\c\nd";
  EXPECT_THAT(Ask(RuleWith("flag = \"naming\""), d).violations[0].hint, HasSubstr("path = \"a\\\"b\\\\c\\u000Ad\"\n"));
  // What it says is that very file.
  const std::string rule = RuleWith("flag = \"naming\"");
  EXPECT_TRUE(Ask(rule + Ask(rule, d).violations[0].hint, d).violations.empty());
}

// A database holds a text once for all repositories that have it, each under its own path.
TEST(Gate, PartsStandForTheDocuments) {
  model::Model m = report::EverythingModel();
  const std::string rules = RuleWith("clause = \"use.malware\"") +
                            "[[rule]]\nid = \"c\"\naction = \"deny\"\nconflict = \"declared-vs-found\"\n" +
                            "[licenses]\nedited = \"deny\"\n";
  const Result whole = Ask(rules, m);
  std::vector<model::RoledDocument> documents = std::move(m.documents);
  m.documents.clear();
  std::vector<Subject::Part> parts;
  std::vector<std::string> paths;
  for (model::RoledDocument& d : documents) paths.push_back(std::exchange(d.document.path, ""));
  for (size_t i = 0; i < documents.size(); ++i) parts.push_back({paths[i], &documents[i].document});
  const Policy policy = Parsed(rules);
  Gate gate(policy, kToday);
  gate.Ask({.model = &m, .parts = parts});
  const Result result = gate.Take();
  ASSERT_EQ(result.violations.size(), whole.violations.size());
  ASSERT_EQ(result.violations.size(), 3u);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(result.violations[i].document, whole.violations[i].document);
    EXPECT_EQ(result.violations[i].hint, whole.violations[i].hint);
    EXPECT_EQ(result.violations[i].folder, "quay");
  }
  EXPECT_EQ(gate.result().checked, 0u);  // taken
}

TEST(Gate, ResultsAreAppended) {
  const Document d = report::Everything();
  const std::string rule = RuleWith("clause = \"use.spam\"");
  Result all = Ask(rule, d);
  all.Append(Ask(rule + "[[exception]]\nrule = \"r\"\nreason = \"x\"\nexpires = 2027-01-01\npath = \"LICENSE\"\n", d));
  EXPECT_EQ(all.checked, 2u);
  EXPECT_EQ(all.violations.size(), 2u);
  EXPECT_EQ(all.excepted.size(), 2u);
}

}  // namespace
}  // namespace caveat::gate
