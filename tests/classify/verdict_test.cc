// File: tests/classify/verdict_test.cc

#include "classify/verdict.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>

#include "classify/effects.h"
#include "classify/make_finding.h"

namespace caveat {
namespace {

using testing::MakeFinding;
using testing::MakeFindings;
using Texts = std::vector<std::string_view>;

// a, c, p or - an activity, in the order of the enum.
std::string Values(const Verdict& verdict) {
  std::string text;
  for (const Permission& permission : verdict.permissions) text += "acp-"[static_cast<size_t>(permission.value)];
  return text;
}

std::string FlagNames(const Verdict& verdict) {
  std::string text;
  for (Flag flag : verdict.flags) text.append(text.empty() ? "" : " ").append(Name(flag));
  return text;
}

TEST(VerdictTest, FromClausesToValues) {
  // private, commercial, modification, distribution, hosting, output-training, patents
  const struct {
    std::string_view name;
    Texts findings;
    std::string_view values;
    Category category;
  } cases[] = {
      {"nothing", {}, "-------", Category::kUnknown},
      {"only risk", {"legal.warranty-disclaimer", "legal.governing-law"}, "-------", Category::kUnknown},
      {"use alone", {"grant.use"}, "aa-----", Category::kPermissive},
      {"commerce alone says nothing of the rest", {"grant.commercial-use"}, "-a-----", Category::kPermissive},
      {"a right without restriction includes a service",
       {"grant.use", "grant.commercial-use", "grant.modification", "grant.distribution", "condition.include-notice"},
       "aaaaa--",
       Category::kPermissive},
      {"sale that is named in the patent licence only",
       {"grant.use", "grant.commercial-use breadth=patent", "grant.modification", "grant.distribution", "grant.patent",
        "condition.include-notice"},
       "aaaa--a",
       Category::kPermissive},
      {"copies only",
       {"grant.use", "grant.distribution", "condition.include-notice"},
       "aaaa---",
       Category::kPermissive},
      {"any purpose", {"grant.use breadth=any"}, "aa--a--", Category::kPermissive},
      {"a grant that names products and services",
       {"grant.use", "grant.distribution service=true"},
       "aa-aa--",
       Category::kPermissive},
      {"no condition at all",
       {"grant.use", "grant.modification", "grant.distribution"},
       "aaaa---",
       Category::kPublicDomain},
      {"waiver that keeps patents back",
       {"grant.use", "grant.modification", "grant.distribution", "legal.no-trademark patents=withheld"},
       "aaaa--p",
       Category::kPublicDomain},
      {"other patents kept back beside a patent licence",
       {"grant.use", "grant.patent", "legal.no-trademark patents=withheld"},
       "aa----a",
       Category::kPermissive},
      {"a class of persons is left out",
       {"grant.use", "grant.modification", "grant.distribution", "restriction.persons excluded=class"},
       "cccc---",
       Category::kUseRestricted},
      {"minors are left out",
       {"grant.use", "grant.modification", "grant.distribution", "condition.include-notice",
        "restriction.persons excluded=minors"},
       "aaaa---",
       Category::kPermissive},
      {"notices that may not be removed presuppose neither copies nor changes",
       {"grant.use", "condition.include-notice removal=true"},
       "aa-----",
       Category::kPermissive},
      {"a patent licence for some purposes",
       {"grant.use", "grant.patent limits=true"},
       "aa----c",
       Category::kPermissive},
      {"a use list narrows all but patents",
       {"grant.use", "grant.modification", "grant.distribution", "grant.hosting", "grant.output-use", "grant.patent",
        "restriction.acceptable-use-policy"},
       "cccccca",
       Category::kUseRestricted},
      {"one named use narrows as well", {"grant.use", "use.military"}, "cc-----", Category::kUseRestricted},
      {"lawfulness narrows nothing", {"grant.use", "use.unlawful"}, "aa-----", Category::kPermissive},
      {"nor do the rights of others", {"grant.use", "use.third-party-rights"}, "aa-----", Category::kPermissive},
      {"both spelled out are a list",
       {"grant.use", "grant.output-use", "grant.patent", "use.unlawful", "use.third-party-rights"},
       "cc---ca",
       Category::kUseRestricted},
      {"a policy alone grants nothing",
       {"restriction.acceptable-use-policy", "use.spam", "condition.mark-ai-content"},
       "-------",
       Category::kUseRestricted},
      {"a policy prohibits what it prohibits",
       {"use.spam", "restriction.non-commercial", "restriction.no-redistribution", "restriction.output-training"},
       "-p-p-p-",
       Category::kUseRestricted},
      {"non-commercial",
       {"grant.use", "grant.modification", "grant.distribution", "restriction.non-commercial"},
       "apcc---",
       Category::kNonCommercial},
      {"non-commercial, outputs free",
       {"grant.use", "grant.output-use", "restriction.non-commercial"},
       "ap---a-",
       Category::kNonCommercial},
      {"outputs as a licence without limits says",
       {"grant.use", "grant.output-use limits=true"},
       "aa---a-",
       Category::kPermissive},
      {"non-commercial, outputs as the licence says",
       {"grant.use", "grant.output-use limits=true", "restriction.non-commercial"},
       "ap---c-",
       Category::kNonCommercial},
      {"non-commercial beside a use list",
       {"grant.use", "restriction.non-commercial", "use.spam"},
       "cp-----",
       Category::kNonCommercial},
      {"non-commercial for a part",
       {"grant.use", "grant.commercial-use", "restriction.non-commercial"},
       "ac-----",
       Category::kNonCommercial},
      {"commerce by applying",
       {"grant.use", "restriction.non-commercial", "condition.registration"},
       "cc-----",
       Category::kRegistration},
      {"registration for commerce only",
       {"grant.use", "condition.registration scope=commerce"},
       "ac-----",
       Category::kRegistration},
      {"a fee", {"grant.use", "condition.fee"}, "ac-----", Category::kRegistration},
      {"research only",
       {"grant.use", "grant.modification", "restriction.research-only", "restriction.non-commercial"},
       "cpc----",
       Category::kResearchOnly},
      {"research only, grant unsaid", {"restriction.research-only", "use.spam"}, "cp-----", Category::kResearchOnly},
      {"no redistribution", {"grant.use", "restriction.no-redistribution"}, "aa-p---", Category::kNoRedistribution},
      {"kept secret", {"grant.use", "legal.confidentiality"}, "aa-----", Category::kNoRedistribution},
      {"secret, yet to be shared",
       {"grant.use", "grant.distribution", "legal.confidentiality", "condition.include-notice"},
       "aaaa---",
       Category::kPermissive},
      {"no derivatives", {"grant.use", "restriction.no-derivatives"}, "aap----", Category::kNoDerivatives},
      {"change for oneself only",
       {"grant.use", "grant.modification", "restriction.no-derivatives"},
       "aac----",
       Category::kNoDerivatives},
      {"change and sharing of changes for a part",
       {"grant.use", "grant.modification", "grant.derivative-distribution", "restriction.no-derivatives"},
       "aacc---",
       Category::kUseRestricted},
      {"neither to be changed nor passed on, but for parts of it",
       {"grant.use", "grant.distribution", "restriction.no-derivatives", "restriction.no-redistribution"},
       "aapc---",
       Category::kNoRedistribution},
      {"a cap reaches the patents too",
       {"grant.use", "grant.patent", "restriction.scale-cap threshold=5 consequence=terminates"},
       "ac----c",
       Category::kScaleCapped},
      {"scale cap that gates",
       {"grant.use", "grant.modification", "restriction.scale-cap threshold=5 consequence=request-license"},
       "acc----",
       Category::kScaleCapped},
      {"scale cap that only asks for a name",
       {"grant.use", "condition.display-attribution", "restriction.scale-cap threshold=5 consequence=display-name"},
       "aa--a--",
       Category::kAttributionPlus},
      {"territory", {"grant.use", "restriction.territory territories=[EU]"}, "cc-----", Category::kTerritoryLimited},
      {"no hosting",
       {"grant.use", "restriction.hosting", "condition.include-notice"},
       "acaap--",
       Category::kUseRestricted},
      {"hosting for some",
       {"grant.use", "grant.hosting", "restriction.hosting", "condition.include-license"},
       "ac-ac--",
       Category::kUseRestricted},
      {"training barred at large",
       {"grant.use", "grant.output-use", "restriction.output-training"},
       "ac---p-",
       Category::kUseRestricted},
      {"competing training barred",
       {"grant.use", "restriction.output-training scope=competing"},
       "ac---c-",
       Category::kUseRestricted},
      {"training barred where rivals are",
       {"grant.use", "restriction.output-training", "restriction.competing-product"},
       "ac---c-",
       Category::kUseRestricted},
      {"barred at large, and rivals too",
       {"grant.use", "restriction.output-training scope=all", "restriction.competing-product"},
       "ac---p-",
       Category::kUseRestricted},
      {"outputs free", {"grant.use", "grant.output-use"}, "aa---a-", Category::kPermissive},
      {"distilled models follow",
       {"grant.use", "grant.output-use", "restriction.distillation-as-derivative"},
       "aa---c-",
       Category::kPermissive},
      {"a name follows trained models",
       {"grant.use", "condition.name-derivatives prefix=Heron"},
       "aaa--c-",
       Category::kAttributionPlus},
      {"a name for changed models only",
       {"grant.use", "condition.name-derivatives outputs=false"},
       "aaa----",
       Category::kAttributionPlus},
      {"a display duty on trained models",
       {"grant.use", "condition.display-attribution outputs=true"},
       "aa--ac-",
       Category::kAttributionPlus},
      {"presupposed rights count", {"condition.include-notice"}, "aaaa---", Category::kPermissive},
      {"copyleft",
       {"grant.use", "grant.modification", "grant.distribution", "condition.same-license"},
       "aaaa---",
       Category::kCopyleft},
      {"source over a network", {"grant.use", "condition.network-source"}, "aaa-a--", Category::kCopyleft},
      {"marking", {"grant.use", "condition.mark-ai-content"}, "aa-----", Category::kAttributionPlus},
      {"only persons are excluded", {"restriction.persons"}, "cc-----", Category::kUseRestricted},
      {"some persons are excluded",
       {"grant.use", "restriction.persons", "condition.include-license"},
       "aa-a---",
       Category::kPermissive},
      {"no reverse engineering", {"restriction.reverse-engineering"}, "aa-----", Category::kUseRestricted},
  };
  std::set<Category> reached;
  for (const auto& c : cases) {
    const Verdict verdict = ScoreFindings(MakeFindings(c.findings));
    EXPECT_EQ(Values(verdict), c.values) << c.name;
    EXPECT_EQ(Name(verdict.category), Name(c.category)) << c.name;
    reached.insert(verdict.category);
  }
  EXPECT_EQ(reached.size(), static_cast<size_t>(Category::kPublicDomain) + 1) << "some category is never reached";
}

// Each category gives way to every one above it.
TEST(VerdictTest, FirstCategoryThatFits) {
  const struct {
    std::string_view finding;
    Category category;
  } steps[] = {
      {"condition.include-notice", Category::kPermissive},
      {"condition.display-attribution", Category::kAttributionPlus},
      {"condition.same-license", Category::kCopyleft},
      {"use.spam", Category::kUseRestricted},
      {"restriction.territory", Category::kTerritoryLimited},
      {"condition.registration", Category::kRegistration},
      {"restriction.scale-cap consequence=pay", Category::kScaleCapped},
      {"restriction.no-derivatives", Category::kNoDerivatives},
      {"restriction.research-only", Category::kResearchOnly},
      {"restriction.no-redistribution", Category::kNoRedistribution},
  };
  Texts texts = {"grant.use"};
  for (const auto& step : steps) {
    texts.push_back(step.finding);
    EXPECT_EQ(Name(ScoreFindings(MakeFindings(texts)).category), Name(step.category)) << step.finding;
  }
}

TEST(VerdictTest, Flags) {
  const struct {
    Texts findings;
    std::string_view flags;
  } cases[] = {
      {{"grant.use"}, ""},
      {{"restriction.scale-cap consequence=display-name"}, "scale-triggered-attribution"},
      {{"restriction.scale-cap consequence=pay"}, ""},
      {{"restriction.acceptable-use-policy"}, "acceptable-use"},
      {{"use.spam", "use.fraud"}, "acceptable-use"},
      {{"use.spam"}, ""},
      {{"use.unlawful", "use.third-party-rights"}, ""},
      {{"restriction.output-training"}, "output-limits"},
      {{"restriction.acceptable-use-policy outputs=true"}, "acceptable-use output-limits"},
      {{"restriction.acceptable-use-policy mutable=true"}, "acceptable-use mutable-terms"},
      {{"restriction.acceptable-use-policy mutable=false"}, "acceptable-use"},
      {{"legal.unilateral-change"}, "mutable-terms"},
      {{"legal.revocable"}, "revocable"},
      {{"legal.indemnity"}, "indemnity"},
      {{"restriction.territory"}, "territory"},
      {{"legal.remote-restriction"}, "remote-restriction"},
      {{"condition.name-derivatives"}, "naming"},
      {{"grant.patent"}, "patent-grant"},
      {{"condition.disclose-source"}, "copyleft"},
      {{"condition.network-source", "legal.revocable", "grant.patent"}, "copyleft patent-grant revocable"},
  };
  std::set<std::string> reached;
  for (const auto& c : cases) {
    const Verdict verdict = ScoreFindings(MakeFindings(c.findings));
    EXPECT_EQ(FlagNames(verdict), c.flags);
    for (Flag flag : verdict.flags) reached.insert(std::string(Name(flag)));
  }
  EXPECT_EQ(reached.size(), static_cast<size_t>(Flag::kCopyleft) + 1) << "some flag is never reached";
}

TEST(VerdictTest, WeakFindingsMoveNothing) {
  auto findings = MakeFindings({"grant.use", "condition.include-notice"});
  const Verdict before = ScoreFindings(findings);
  for (const ClauseInfo& info : AllClauses()) {
    findings.push_back(MakeFinding(info.id));
    findings.back().confidence = Confidence::kWeak;
  }
  const Verdict after = ScoreFindings(findings);
  EXPECT_EQ(Values(before), Values(after));
  EXPECT_EQ(before.category, after.category);
  EXPECT_EQ(before.flags, after.flags);
  EXPECT_EQ(before.obligations.size(), after.obligations.size());
}

TEST(VerdictTest, CitesWhatMadeTheValue) {
  const auto findings =
      MakeFindings({"use.spam", "grant.use", "grant.modification", "restriction.territory", "grant.use"});
  const Verdict verdict = ScoreFindings(findings, {.document = 7});
  const auto& because = verdict.permissions[0].because;
  ASSERT_EQ(because.size(), 3u);
  EXPECT_EQ(because[0], (Because{Because::Kind::kFinding, 7, 0}));
  EXPECT_EQ(because[1], (Because{Because::Kind::kFinding, 7, 1}));
  EXPECT_EQ(because[2], (Because{Because::Kind::kFinding, 7, 3}));
}

TEST(VerdictTest, ThePolicySpeaksForItsItems) {
  const auto findings = MakeFindings({"grant.use", "use.spam", "use.fraud", "restriction.acceptable-use-policy"});
  const auto because = ScoreFindings(findings).permissions[0].because;
  ASSERT_EQ(because.size(), 2u);
  EXPECT_EQ(because[0].index, 0u);
  EXPECT_EQ(because[1].index, 3u);
}

// A licence and its policy are one set: the policy narrows what the licence grants.
TEST(VerdictTest, DocumentsAreUnitedNotMerged) {
  const auto licence = MakeFindings({"grant.use", "grant.modification"});
  const auto policy = MakeFindings({"use.spam", "use.fraud"});
  std::vector<CitedFinding> all;
  for (uint32_t i = 0; i < 2; ++i) all.push_back({&licence[i], 0, i});
  for (uint32_t i = 0; i < 2; ++i) all.push_back({&policy[i], 1, i});
  const Verdict verdict = ScoreUnited(all);
  EXPECT_EQ(Values(verdict), "ccc----");
  EXPECT_EQ(verdict.permissions[0].because.back(), (Because{Because::Kind::kFinding, 1, 1}));
  EXPECT_EQ(verdict.category, Category::kUseRestricted);
}

TEST(VerdictTest, TheCallerMayKnowWhatTheTextIs) {
  const auto findings = MakeFindings({"grant.use", "use.spam"});
  EXPECT_EQ(Values(ScoreFindings(findings, {.text = ScoreContext::Text::kPolicy})), "-------");
  const auto unsaid = MakeFindings({"use.spam", "condition.include-notice"});
  EXPECT_EQ(Values(ScoreFindings(unsaid, {.text = ScoreContext::Text::kLicense})), "cccc---");
  EXPECT_EQ(Values(ScoreFindings(unsaid)), "-------");
}

TEST(VerdictTest, NamedLicences) {
  using C = Category;
  const struct {
    Texts own;
    std::vector<Category> named;
    Category category;
  } cases[] = {
      {{}, {C::kPermissive}, C::kPermissive},
      {{}, {C::kPermissive, C::kNonCommercial}, C::kNonCommercial},
      {{}, {C::kUnknown}, C::kUnknown},
      {{}, {C::kUnknown, C::kPermissive}, C::kUnknown},
      {{}, {C::kUnknown, C::kScaleCapped}, C::kScaleCapped},
      {{"grant.use"}, {C::kUnknown}, C::kUnknown},
      {{"grant.use", "condition.registration"}, {C::kUnknown}, C::kRegistration},
      {{"grant.use", "use.spam"}, {C::kScaleCapped}, C::kScaleCapped},
      {{"grant.use", "restriction.research-only"}, {C::kPermissive}, C::kResearchOnly},
  };
  for (const auto& c : cases) {
    const Verdict verdict = ScoreFindings(MakeFindings(c.own), {.named = c.named});
    EXPECT_EQ(Name(verdict.category), Name(c.category));
    EXPECT_TRUE(!c.own.empty() || Values(verdict) == "-------");
  }
  // Credit that a notice asks for is no grant.
  const std::vector<Category> permissive = {C::kPermissive};
  EXPECT_EQ(Values(ScoreFindings(MakeFindings({"condition.include-notice"}), {.named = permissive})), "-------");
}

// A notice with an exception grants more and asks for nothing itself: the licence it names still does.
TEST(VerdictTest, LicencesNamedBesideTerms) {
  using C = Category;
  const Texts free = {"grant.commercial-use", "grant.modification", "grant.distribution"};
  const Texts bound = {"grant.commercial-use", "grant.modification", "grant.distribution", "condition.include-notice"};
  const struct {
    const Texts& own;
    std::vector<Category> beside;
    Category category;
  } cases[] = {
      {free, {}, C::kPublicDomain},
      {free, {C::kUnknown}, C::kPublicDomain},
      {free, {C::kUnknown, C::kPermissive, C::kCopyleft}, C::kCopyleft},
      {bound, {C::kCopyleft}, C::kPermissive},
  };
  for (const auto& c : cases) {
    const Verdict verdict = ScoreFindings(MakeFindings(c.own), {.beside = c.beside});
    EXPECT_EQ(Name(verdict.category), Name(c.category));
  }
}

TEST(VerdictTest, TotalOnOddInput) {
  Finding odd = MakeFinding("grant.use");
  odd.clause_id = 200;
  EXPECT_EQ(Values(ScoreFindings(std::vector<Finding>{odd})), "-------");
  const CitedFinding none;
  EXPECT_EQ(Values(ScoreUnited(std::span(&none, 1))), "-------");
}

// ---- laws, on random sets ----

class Laws : public ::testing::Test {
 protected:
  std::vector<Finding> RandomFindings() {
    static constexpr std::string_view kExtras[] = {
        "restriction.scale-cap threshold=100 consequence=display-name",
        "restriction.scale-cap threshold=100 consequence=pay metric=devices",
        "restriction.output-training scope=competing",
        "restriction.acceptable-use-policy mutable=true outputs=true",
        "grant.use breadth=any",
        "condition.display-attribution phrase=Heron",
        "legal.no-trademark patents=withheld",
    };
    std::vector<Finding> findings;
    const size_t count = random_() % 14;
    while (findings.size() < count) {
      const size_t pick = random_() % (AllClauses().size() + std::size(kExtras));
      findings.push_back(
          MakeFinding(pick < AllClauses().size() ? AllClauses()[pick].id : kExtras[pick - AllClauses().size()]));
      findings.back().span = {findings.size() * 10, findings.size() * 10 + 5, 1, 1};
      findings.back().confidence = static_cast<Confidence>(random_() % 3);
    }
    return findings;
  }

  std::mt19937 random_{20240607};
};

// What a verdict says, with places in the text instead of indices.
using Place = std::tuple<std::string_view, uint64_t>;

std::string Describe(const Verdict& verdict, const std::vector<Finding>& findings) {
  std::string text = Values(verdict) + " " + std::string(Name(verdict.category)) + " " + FlagNames(verdict) + "\n";
  const auto cite = [&](const std::vector<Because>& because) {
    std::set<Place> places;
    for (const Because& b : because) places.insert({findings[b.index].clause, findings[b.index].span.start_byte});
    for (const auto& [clause, start] : places) text.append(" ").append(clause).append("@") += std::to_string(start);
    text += "\n";
  };
  for (const Permission& permission : verdict.permissions) cite(permission.because);
  for (const Obligation& duty : verdict.obligations) {
    text.append(duty.clause).append(" ").append(Name(duty.when)).append(" ").append(duty.text);
    cite(duty.because);
  }
  return text;
}

TEST_F(Laws, OrderAndRepetitionChangeNothing) {
  for (int round = 0; round < 3000; ++round) {
    auto findings = RandomFindings();
    const std::string before = Describe(ScoreFindings(findings), findings);
    for (size_t i = findings.size() / 2; i > 0; --i) findings.push_back(findings[random_() % findings.size()]);
    std::shuffle(findings.begin(), findings.end(), random_);
    ASSERT_EQ(before, Describe(ScoreFindings(findings), findings));
  }
}

TEST_F(Laws, EveryValueCitesCountingFindings) {
  for (int round = 0; round < 3000; ++round) {
    const auto findings = RandomFindings();
    const Verdict verdict = ScoreFindings(findings);
    for (const Permission& permission : verdict.permissions) {
      ASSERT_EQ(permission.because.empty(), permission.value == Value::kUnspecified);
      for (const Because& because : permission.because) {
        ASSERT_LT(because.index, findings.size());
        ASSERT_NE(findings[because.index].confidence, Confidence::kWeak);
      }
    }
    for (const Obligation& duty : verdict.obligations) ASSERT_FALSE(duty.because.empty());
    ASSERT_TRUE(std::is_sorted(verdict.obligations.begin(), verdict.obligations.end(),
                               [](const Obligation& a, const Obligation& b) { return a.when < b.when; }));
    ASSERT_TRUE(
        std::is_sorted(verdict.flags.begin(), verdict.flags.end(), [](Flag a, Flag b) { return Name(a) < Name(b); }));
  }
}

// The category and the values never depend on the bytes that were quoted.
TEST_F(Laws, QuotesAreNotRead) {
  for (int round = 0; round < 500; ++round) {
    auto findings = RandomFindings();
    const std::string before = Describe(ScoreFindings(findings), findings);
    for (Finding& finding : findings) {
      finding.quote = "something else " + std::to_string(round);
      finding.hidden = !finding.hidden;
    }
    ASSERT_EQ(before, Describe(ScoreFindings(findings), findings));
  }
}

// Adding a restriction to a licence never makes an activity freer, except where it presupposes a right nobody spoke of.
TEST_F(Laws, NarrowingNeverFrees) {
  for (int round = 0; round < 2000; ++round) {
    auto findings = RandomFindings();
    const Verdict before = ScoreFindings(findings, {.text = ScoreContext::Text::kLicense});
    findings.push_back(MakeFinding("restriction.acceptable-use-policy"));
    const Verdict after = ScoreFindings(findings, {.text = ScoreContext::Text::kLicense});
    for (size_t i = 0; i < before.permissions.size(); ++i) {
      if (after.permissions[i].value == Value::kUnspecified) continue;
      ASSERT_GE(static_cast<int>(after.permissions[i].value), static_cast<int>(before.permissions[i].value));
    }
  }
}

}  // namespace
}  // namespace caveat
