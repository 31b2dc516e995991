#include "classify/terms.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/fold.h"

namespace caveat::classify {
namespace {

ClauseId Id(std::string_view name) { return FindClause(name).value(); }

std::string Repeat(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

// 100 words of a manual.
const std::string kManual = Repeat("The loader reads each file in turn and keeps its rows. ", 10) + "\n\n";

struct Found {
  std::string_view clause, phrase;  // the phrase as folded
};

// The grades of clauses found at the first place of their phrases in `text`.
std::vector<Confidence> Grades(const std::string& text, const std::vector<Found>& found,
                               Confidence given = Confidence::kCertain) {
  text::Words words;
  text::Fold(text, &words);
  std::vector<PlacedFinding> findings;
  for (const Found& f : found) {
    const size_t at = words.text().find(f.phrase);
    EXPECT_NE(at, std::string_view::npos) << f.phrase;
    findings.push_back({Id(f.clause), words.WordAt(static_cast<uint32_t>(at)),
                        words.WordAt(static_cast<uint32_t>(at + f.phrase.size() - 1)) + 1, given});
  }
  JudgeTerms(words, findings);
  std::vector<Confidence> out;
  for (const PlacedFinding& f : findings) out.push_back(f.confidence);
  return out;
}

using C = Confidence;
constexpr std::string_view kWarranty = "legal.warranty-disclaimer";

struct Case {
  std::string name, text;
  std::vector<Found> found;
  std::vector<C> want;
};

class TermsTest : public testing::TestWithParam<Case> {};

TEST_P(TermsTest, Grades) { EXPECT_EQ(Grades(GetParam().text, GetParam().found), GetParam().want); }

INSTANTIATE_TEST_SUITE_P(
    All, TermsTest,
    testing::Values(
        Case{"ManualIsSilent",
             kManual + "The queue makes no guarantees about order.\n\n" + kManual,
             {{kWarranty, "makes no guarantees"}},
             {C::kWeak}},
        Case{"ShortTextIsTakenAtItsWord",
             "The queue makes no guarantees about order.",
             {{kWarranty, "makes no guarantees"}},
             {C::kCertain}},
        Case{"WordsOfLawAround",
             kManual + "Licensed under the terms of the MIT license, without warranty of any kind.\n\n" + kManual,
             {{kWarranty, "without warranty"}},
             {C::kCertain}},
        Case{"OneKindIsLittle",
             kManual + "See the license. The queue makes no guarantees.\n\n" + kManual,
             {{kWarranty, "makes no guarantees"}},
             {C::kLikely}},
        Case{"HeadingAnnounces",
             kManual + "## Disclaimer\n\nThe authors make no guarantees.\n\n" + kManual,
             {{kWarranty, "make no guarantees"}},
             {C::kCertain}},
        Case{"HeadingAboveHeading",
             kManual + "# License\n\nText.\n\n## Details\n\nThe authors make no guarantees.\n\n" + kManual,
             {{kWarranty, "make no guarantees"}},
             {C::kCertain}},
        Case{"NextHeadingEndsIt",
             kManual + "# License\n\nText.\n\n# Queue\n\n" + kManual + "It makes no guarantees.\n\n" + kManual,
             {{kWarranty, "makes no guarantees"}},
             {C::kWeak}},
        Case{"TitleMakesTerms",
             "# Usage Policy\n\n" + kManual + "Nobody may harass others.\n\n" + kManual,
             {{"use.harassment", "harass others"}},
             {C::kCertain}},
        Case{"SecurityPolicyIsNone",
             "# Security Policy\n\n" + kManual + "# Reports\n\n" + kManual + "Nobody may harass others.\n\n" + kManual,
             {{"use.harassment", "harass others"}},
             {C::kWeak}},
        Case{"HeadOfCardIsNoTitle",
             "license: mit\ntags: rows\n\n" + kManual + "The queue makes no guarantees.\n\n" + kManual,
             {{kWarranty, "makes no guarantees"}},
             {C::kWeak}},
        Case{"RunOfClauses",
             kManual + "Prohibited: spam, fraud, malware, violence, hate speech.\n\n" + kManual,
             {{"use.spam", "spam"},
              {"use.fraud", "fraud"},
              {"use.malware", "malware"},
              {"use.violence", "violence"},
              {"use.hate", "hate speech"}},
             {C::kCertain, C::kCertain, C::kCertain, C::kCertain, C::kCertain}},
        Case{"ResearchOnlyStandsAlone",
             kManual + "Only for research.\n\n" + kManual,
             {{"restriction.research-only", "only for research"}},
             {C::kLikely}},
        Case{"Chinese",
             Repeat("本模型可以读取数据并输出结果，速度很快。", 10) +
                 "\n\n使用本模型须遵守许可协议，不得用于商业用途。\n\n",
             {{"restriction.non-commercial", "商 业 用 途"}},
             {C::kCertain}}),
    [](const auto& tested) { return tested.param.name; });

TEST(TermsLawTest, NeverRaises) {
  const std::string text = kManual + "## License\n\nThe license comes without warranty.\n\n" + kManual;
  EXPECT_EQ(Grades(text, {{kWarranty, "without warranty"}}, C::kWeak), std::vector<C>{C::kWeak});
  EXPECT_EQ(Grades(text, {{kWarranty, "without warranty"}}, C::kLikely), std::vector<C>{C::kLikely});
}

TEST(TermsLawTest, OrderDoesNotMatter) {
  const std::string text = kManual + "Prohibited: spam, fraud and malware, see the license.\n\n" + kManual;
  const std::vector<Found> found = {{"use.spam", "spam"}, {"use.fraud", "fraud"}, {"use.malware", "malware"}};
  const std::vector<C> forth = Grades(text, found);
  std::vector<C> back = Grades(text, {found[2], found[1], found[0]});
  EXPECT_EQ(forth, (std::vector<C>{back[2], back[1], back[0]}));
}

TEST(TermsLawTest, NothingToJudge) {
  text::Words words;
  text::Fold("", &words);
  JudgeTerms(words, {});
  EXPECT_TRUE(words.empty());
}

}  // namespace
}  // namespace caveat::classify
