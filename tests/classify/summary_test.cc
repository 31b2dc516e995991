// File: tests/classify/summary_test.cc

#include "classify/summary.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "classify/make_finding.h"
#include "classify/verdict.h"

namespace caveat {
namespace {

using testing::MakeFindings;

std::string SummaryOf(const std::vector<std::string_view>& texts) {
  const auto findings = MakeFindings(texts);
  return Summarize(ScoreFindings(findings), findings);
}

TEST(SummaryTest, OneSentenceForEachCategory) {
  const struct {
    std::vector<std::string_view> findings;
    std::string_view text;
  } cases[] = {
      {{}, "No licence terms recognised."},
      {{"legal.warranty-disclaimer"}, "No licence terms recognised."},
      {{"grant.use", "restriction.no-redistribution"}, "Terms of use without redistribution: commercial use allowed."},
      {{"grant.use", "restriction.research-only"}, "Research-only licence: no commercial use."},
      {{"grant.use", "restriction.non-commercial"}, "Non-commercial licence: no commercial use."},
      {{"grant.use", "restriction.no-derivatives"},
       "No-derivatives licence: commercial use allowed; changed versions are limited."},
      {{"grant.use", "condition.display-attribution",
        "restriction.scale-cap metric=monthly-active-users threshold=700000000 consequence=request-license",
        "restriction.acceptable-use-policy"},
       "Scale-capped licence: commercial use allowed with conditions; a list of prohibited uses binds; a name must be "
       "displayed; rights change past 700 million monthly active users."},
      {{"grant.use", "condition.registration"},
       "Licence with prior registration: commercial use allowed with conditions; register first."},
      {{"grant.use", "restriction.territory territories=[KR,EU]"},
       "Territory-limited licence: commercial use allowed with conditions; not granted in EU and KR."},
      {{"grant.use", "use.spam"},
       "Use-restricted licence: commercial use allowed with conditions; some uses are prohibited."},
      {{"restriction.acceptable-use-policy", "use.spam"},
       "Use restrictions that grant nothing by themselves: a list of prohibited uses binds."},
      {{"grant.use", "condition.same-license"},
       "Copyleft licence: commercial use allowed; derivatives stay under the same terms or show their source."},
      {{"grant.use", "condition.display-attribution",
        "restriction.scale-cap metric=monthly-revenue currency=USD threshold=20000000 consequence=display-name"},
       "Permissive licence with a naming duty: commercial use allowed; a name must be displayed past USD 20 million of "
       "monthly revenue."},
      {{"grant.use", "condition.include-notice"}, "Permissive licence: commercial use allowed."},
      {{"grant.use", "grant.modification", "grant.distribution"}, "Public-domain terms: commercial use allowed."},
  };
  for (const auto& c : cases) EXPECT_EQ(SummaryOf(c.findings), c.text);
}

TEST(SummaryTest, NamesOnly) {
  const Category named[] = {Category::kScaleCapped};
  const Verdict verdict = ScoreFindings({}, {.named = named});
  EXPECT_EQ(Summarize(verdict, {}), "Only names other terms: scale-capped.");
}

TEST(SummaryTest, OrderRepetitionAndHintsChangeNothing) {
  auto findings =
      MakeFindings({"grant.use", "restriction.territory territories=[KR]", "condition.mark-ai-content",
                    "restriction.territory territories=[EU]", "legal.revocable", "legal.unilateral-change"});
  const std::string text = Summarize(ScoreFindings(findings), findings);
  EXPECT_EQ(text,
            "Territory-limited licence: commercial use allowed with conditions; generated content must be marked; not "
            "granted in EU and KR; the terms may change; the licence may be withdrawn.");
  std::reverse(findings.begin(), findings.end());
  findings.push_back(findings.front());
  findings.push_back(testing::MakeFinding("restriction.non-commercial"));
  findings.back().confidence = Confidence::kWeak;
  EXPECT_EQ(Summarize(ScoreFindings(findings), findings), text);
}

// Whatever single clause or pair of clauses: one sentence, and never the words that only a whole model can earn.
TEST(SummaryTest, NeverSaysOpenSource) {
  for (const ClauseInfo& a : AllClauses()) {
    for (const ClauseInfo& b : AllClauses()) {
      std::string text = SummaryOf({a.id, b.id});
      EXPECT_TRUE(text.ends_with(".")) << text;
      EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 0);
      std::transform(text.begin(), text.end(), text.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
      EXPECT_EQ(text.find("open source"), std::string::npos) << text;
      EXPECT_EQ(text.find("open-source"), std::string::npos) << text;
    }
  }
}

}  // namespace
}  // namespace caveat
