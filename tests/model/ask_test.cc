#include "model/ask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classify/make_finding.h"
#include "classify/verdict.h"

namespace caveat::model {
namespace {

using ::testing::HasSubstr;

Model TextOf(const std::vector<std::string_view>& findings) {
  Document document;
  document.path = "LICENSE";
  document.findings = caveat::testing::MakeFindings(findings);
  document.verdict = ScoreFindings(document.findings, {});
  return ModelOfText(std::move(document));
}

const std::vector<std::string_view> kFree = {
    "grant.use breadth=any", "grant.commercial-use",          "grant.modification",
    "grant.distribution",    "grant.derivative-distribution", "grant.hosting"};

std::vector<std::string_view> With(std::vector<std::string_view> more) {
  std::vector<std::string_view> all = kFree;
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

TEST(Ask, PlainPermissionAndDuties) {
  Profile profile;
  profile.commercial = true;
  EXPECT_EQ(Ask(TextOf(kFree), profile).answer, "allowed");
  const Model copy = TextOf(With({"condition.include-license"}));
  EXPECT_EQ(Ask(copy, profile).answer, "allowed");  // nothing is passed on
  profile.redistribution = true;
  const AskResult result = Ask(copy, profile);
  EXPECT_EQ(result.answer, "allowed-if");
  ASSERT_EQ(result.duties.size(), 1u);
  EXPECT_EQ(result.duties[0].when, When::kOnDistribution);
  EXPECT_FALSE(result.duties[0].because.empty());
}

TEST(Ask, Caps) {
  const Model capped =
      TextOf(With({"restriction.scale-cap metric=monthly-active-users threshold=1000 currency=none comparator=gt "
                   "consequence=request-license"}));
  Profile profile;
  profile.users = 1000;
  EXPECT_EQ(Ask(capped, profile).answer, "allowed");
  profile.users = 1001;
  EXPECT_EQ(Ask(capped, profile).answer, "not-allowed");
  EXPECT_EQ(Ask(capped, profile).barriers[0].clause, "restriction.scale-cap");
  profile.users.reset();
  EXPECT_EQ(Ask(capped, profile).answer, "allowed-if");
  // In another currency it cannot be compared.
  const Model revenue =
      TextOf(With({"restriction.scale-cap metric=annual-revenue threshold=1000000 currency=USD comparator=ge "
                   "consequence=pay"}));
  Profile rich;
  rich.revenue = 1000000;
  EXPECT_EQ(Ask(revenue, rich).answer, "allowed-if");
  rich.revenue = 999999;
  EXPECT_EQ(Ask(revenue, rich).answer, "allowed");
  rich.currency = "EUR";
  EXPECT_EQ(Ask(revenue, rich).answer, "allowed-if");
}

TEST(Ask, Territories) {
  const Model model = TextOf(With({"restriction.territory territories=[EU,KR]"}));
  for (const auto& [code, answer] : std::vector<std::pair<std::string, std::string_view>>{
           {"DE", "not-allowed"}, {"KR", "not-allowed"}, {"CH", "allowed"}, {"US", "allowed"}}) {
    Profile profile;
    profile.territories = {code};
    EXPECT_EQ(Ask(model, profile).answer, answer) << code;
  }
}

TEST(Ask, FieldsOfUse) {
  const Model model = TextOf(With({"restriction.acceptable-use-policy", "use.medical", "use.military"}));
  Profile profile;
  profile.fields = {"medical"};
  const AskResult result = Ask(model, profile);
  EXPECT_EQ(result.answer, "not-allowed");
  EXPECT_THAT(result.barriers[0].text, HasSubstr("medical"));
  profile.fields = {"gambling"};
  EXPECT_NE(Ask(model, profile).answer, "not-allowed");
  // A policy that is somewhere else leaves it open.
  profile.fields = {"medical"};
  EXPECT_EQ(Ask(TextOf(With({"restriction.acceptable-use-policy"})), profile).answer, "unclear");
  for (const AskField& field : AskFields()) EXPECT_FALSE(field.clauses.empty());
}

TEST(Ask, WhatIsForbiddenAndWhatIsNotSaid) {
  Profile profile;
  profile.commercial = true;
  const AskResult result = Ask(TextOf({"grant.use", "restriction.non-commercial"}), profile);
  EXPECT_EQ(result.answer, "not-allowed");
  EXPECT_EQ(result.barriers[0].clause, "restriction.non-commercial");
  EXPECT_EQ(result.questions[0].answer, Answer::kNo);
  EXPECT_EQ(Ask(TextOf({}), profile).answer, "unclear");
}

TEST(Ask, SixQuestionsInOrder) {
  const AskResult result = Ask(TextOf(kFree), {});
  const char* const ids[] = {"commercial-use", "redistribute-fine-tuned", "explain-provenance", "audit-training",
                             "comply",         "replace-or-reproduce"};
  for (size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(result.questions[i].id, ids[i]);
    EXPECT_FALSE(result.questions[i].reason.empty());
  }
  EXPECT_EQ(Ask(TextOf(With({"legal.revocable"})), {}).questions[5].answer, Answer::kNo);
}

}  // namespace
}  // namespace caveat::model
