// File: tests/classify/obligations_test.cc

#include "classify/obligations.h"

#include <gtest/gtest.h>

#include "classify/make_finding.h"

namespace caveat::classify {
namespace {

using ::caveat::testing::MakeFinding;
using ::caveat::testing::MakeFindings;

std::vector<Obligation> List(const std::vector<Finding>& findings) {
  std::vector<CitedFinding> cited;
  for (size_t i = 0; i < findings.size(); ++i) cited.push_back({&findings[i], 0, static_cast<uint32_t>(i)});
  return ListObligations(cited);
}

TEST(ObligationsTest, OneSentenceEach) {
  const struct {
    std::string_view finding;
    When when;
    std::string_view text;
  } cases[] = {
      {"restriction.scale-cap metric=monthly-active-users threshold=700000000 currency=none "
       "consequence=request-license",
       When::kPastThreshold, "Past 700 million monthly active users, request a licence."},
      {"restriction.scale-cap metric=annual-revenue threshold=2500000 currency=EUR consequence=royalty",
       When::kPastThreshold, "Past EUR 2.5 million of yearly revenue, pay a royalty."},
      {"restriction.scale-cap metric=devices threshold=5000 consequence=register", When::kPastThreshold,
       "Past 5,000 devices, register with the licensor."},
      {"restriction.scale-cap", When::kPastThreshold, "Past the stated threshold, other terms apply."},
      {"condition.display-attribution phrase=Powered_by_Heron", When::kInUse,
       "Show \"Powered by Heron\" where users see it."},
      {"condition.display-attribution", When::kInUse, "Show the licensor's name or phrase where users see it."},
      {"condition.name-derivatives prefix=Heron", When::kOnModification,
       "Put \"Heron\" in the name of derived models."},
      {"condition.registration", When::kBeforeUse, "Register with the licensor, or get approval, first."},
      {"condition.acknowledge-publication", When::kOnPublication, "Acknowledge the work in publications."},
      {"condition.include-license", When::kOnDistribution, "Give every recipient a copy of the licence."},
      {"condition.same-license scope=file", When::kOnDistribution,
       "License the files you change under the same terms."},
      {"restriction.acceptable-use-policy url=https://heron.example/use mutable=true", When::kInUse,
       "Keep to the acceptable-use policy at https://heron.example/use, in its latest version."},
      {"restriction.acceptable-use-policy", When::kInUse, "Keep to the acceptable-use policy."},
  };
  for (const auto& c : cases) {
    const auto duties = List({MakeFinding(c.finding)});
    ASSERT_EQ(duties.size(), 1u) << c.finding;
    EXPECT_EQ(duties[0].text, c.text);
    EXPECT_EQ(duties[0].when, c.when) << c.text;
    EXPECT_EQ(duties[0].because.size(), 1u);
  }
}

TEST(ObligationsTest, EveryConditionSpeaks) {
  for (const ClauseInfo& info : AllClauses()) {
    const auto duties = List({MakeFinding(info.id)});
    const bool duty = info.id.starts_with("condition.") || info.id == "restriction.acceptable-use-policy" ||
                      info.id == "restriction.scale-cap";
    ASSERT_EQ(duties.size(), duty ? 1u : 0u) << info.id;
    EXPECT_TRUE(!duty || duties[0].text.ends_with(".")) << info.id;
  }
}

TEST(ObligationsTest, OrderedByWhenAndSaidOnce) {
  const auto duties = List(
      MakeFindings({"restriction.scale-cap threshold=10 metric=employees consequence=pay", "condition.include-notice",
                    "condition.display-attribution phrase=Heron", "condition.registration", "condition.include-notice",
                    "condition.display-attribution phrase=Egret"}));
  ASSERT_EQ(duties.size(), 5u);
  EXPECT_EQ(duties[0].clause, "condition.registration");
  EXPECT_EQ(duties[1].text, "Show \"Egret\" where users see it.");
  EXPECT_EQ(duties[2].text, "Show \"Heron\" where users see it.");
  EXPECT_EQ(duties[3].clause, "condition.include-notice");
  EXPECT_EQ(duties[3].because.size(), 2u);
  EXPECT_EQ(duties[4].text, "Past 10 employees, pay the licensor.");
}

TEST(ObligationsTest, DutiesThatHangOnACapBiteWithIt) {
  const auto display = List(
      MakeFindings({"condition.display-attribution phrase=Heron", "restriction.scale-cap consequence=display-name"}));
  ASSERT_EQ(display.size(), 2u);
  EXPECT_EQ(display[0].when, When::kPastThreshold);
  EXPECT_EQ(display[1].when, When::kPastThreshold);
  const auto fee = List(MakeFindings({"condition.fee", "restriction.scale-cap consequence=pay"}));
  EXPECT_EQ(fee[0].when, When::kPastThreshold);
}

TEST(ObligationsTest, NumbersInWords) {
  const struct {
    std::string_view threshold, text;
  } cases[] = {{"7", "7 devices"},
               {"50", "50 devices"},
               {"1000", "1,000 devices"},
               {"1234567", "1,234,567 devices"},
               {"1000000", "1 million devices"},
               {"1500000000", "1.5 billion devices"}};
  for (const auto& c : cases) {
    const Finding cap = MakeFinding("restriction.scale-cap metric=devices threshold=" + std::string(c.threshold));
    EXPECT_EQ(DescribeThreshold(cap), c.text);
  }
}

TEST(ObligationsTest, Parameters) {
  const Finding finding = MakeFinding("restriction.acceptable-use-policy a=yes b=false c=12 d=[x,y] e=perhaps");
  EXPECT_EQ(BoolParam(finding, "a"), true);
  EXPECT_EQ(BoolParam(finding, "b"), false);
  EXPECT_EQ(BoolParam(finding, "c"), std::nullopt);
  EXPECT_EQ(BoolParam(finding, "e"), std::nullopt);
  EXPECT_EQ(BoolParam(finding, "none"), std::nullopt);
  EXPECT_EQ(TextParam(finding, "d"), "x");
  EXPECT_EQ(TextParam(finding, "c"), "");
  EXPECT_EQ(FindParam(finding, "none"), nullptr);
}

}  // namespace
}  // namespace caveat::classify
