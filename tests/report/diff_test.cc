#include "report/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "report/fixture.h"

namespace caveat::report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Kind = Param::Kind;

Param Text(std::string name, std::string text) { return {std::move(name), Kind::kText, std::move(text), 0, {}}; }
Param Number(std::string name, int64_t number) { return {std::move(name), Kind::kNumber, "", number, {}}; }

Document Of(std::vector<Finding> findings) {
  Document d;
  d.path = "X";
  d.findings = std::move(findings);
  return d;
}

Finding Cap(uint32_t line, std::string metric, int64_t threshold) {
  return MakeFinding("restriction.scale-cap", line, "a cap",
                     {Text("metric", std::move(metric)), Number("threshold", threshold)});
}

TEST(Diff, SameDocumentHasNoDifference) {
  const Document d = Everything();
  const Difference difference = Compare(d, d);
  EXPECT_THAT(difference.only_a, IsEmpty());
  EXPECT_THAT(difference.only_b, IsEmpty());
  EXPECT_THAT(difference.changed, IsEmpty());
  EXPECT_THAT(difference.permissions, IsEmpty());
  EXPECT_EQ(difference.same, 8u);  // ten findings: one is made twice, one is weak
}

TEST(Diff, PlacesAndQuotesAreNoDifference) {
  const Document a = Of({MakeFinding("use.spam", 1, "spam"), MakeFinding("use.spam", 9, "junk")});
  const Document b = Of({MakeFinding("use.spam", 4, "bulk mail")});
  const Difference difference = Compare(a, b);
  EXPECT_EQ(difference.same, 1u);
  EXPECT_THAT(difference.only_a, IsEmpty());
  EXPECT_THAT(difference.changed, IsEmpty());
}

TEST(Diff, OnlyOneSide) {
  const Document a = Of({MakeFinding("grant.use", 1, "use"), MakeFinding("use.spam", 2, "spam")});
  const Document b = Of({MakeFinding("grant.use", 1, "use"), MakeFinding("legal.audit", 3, "look")});
  const Difference difference = Compare(a, b);
  EXPECT_THAT(difference.only_a, ElementsAre(1u));
  EXPECT_THAT(difference.only_b, ElementsAre(1u));
}

TEST(Diff, WeakFindingsAreNotCompared) {
  Finding weak = MakeFinding("legal.audit", 1, "look");
  weak.confidence = Confidence::kWeak;
  EXPECT_THAT(Compare(Of({weak}), Of({})).only_a, IsEmpty());
}

TEST(Diff, ChangedParametersAreNamed) {
  const Document a = Of({Cap(1, "monthly-active-users", 700)}), b = Of({Cap(5, "monthly-active-users", 100)});
  const Difference difference = Compare(a, b);
  ASSERT_EQ(difference.changed.size(), 1u);
  EXPECT_THAT(difference.changed[0].params, ElementsAre("threshold"));
  EXPECT_THAT(difference.only_a, IsEmpty());
  EXPECT_THAT(difference.only_b, IsEmpty());
}

TEST(Diff, StatementsThatAgreeMostArePaired) {
  const Document a = Of({Cap(1, "annual-revenue", 10), Cap(2, "monthly-active-users", 700)});
  const Document b = Of({Cap(1, "monthly-active-users", 100)});
  const Difference difference = Compare(a, b);
  ASSERT_EQ(difference.changed.size(), 1u);
  EXPECT_EQ(difference.changed[0].a, 1u);
  EXPECT_THAT(difference.only_a, ElementsAre(0u));
}

TEST(Diff, AStatementThatTheOtherMakesInMoreDetailIsNotOnlyOnOneSide) {
  const Finding plain = MakeFinding("restriction.acceptable-use-policy", 1, "policy");
  const Finding full =
      MakeFinding("restriction.acceptable-use-policy", 2, "policy", {Text("url", "https://x.example")});
  const Difference difference = Compare(Of({plain, full}), Of({full}));
  EXPECT_THAT(difference.only_a, IsEmpty());
  EXPECT_THAT(difference.changed, IsEmpty());
  // Alone against it, what the other adds is shown.
  ASSERT_EQ(Compare(Of({plain}), Of({full})).changed.size(), 1u);
}

TEST(Diff, JsonCharacterByCharacter) {
  Document a = Of({Cap(1, "devices", 700), MakeFinding("use.spam", 2, "spam")}), b = Of({Cap(5, "devices", 100)});
  b.findings[0].params.pop_back();
  b.path = "Y";
  a.verdict.permissions[1].value = Value::kConditional;
  const std::string cap_a = FindingJson(a.findings[0]), cap_b = FindingJson(b.findings[0]);
  EXPECT_EQ(DiffJson(a, b, Compare(a, b), {"1.2.3", "aa", "bb"}),
            "{\"schema\":\"caveat.diff/1\",\"tool\":{\"name\":\"caveat\",\"version\":\"1.2.3\",\"rules\":\"aa\","
            "\"licenses\":\"bb\"},\n"
            "\"a\":{\"path\":\"X\",\"bytes\":0,\"sha256\":null,\"status\":\"ok\",\"error\":null,"
            "\"category\":\"unknown\",\"flags\":[],\"summary\":\"\"},\n"
            "\"b\":{\"path\":\"Y\",\"bytes\":0,\"sha256\":null,\"status\":\"ok\",\"error\":null,"
            "\"category\":\"unknown\",\"flags\":[],\"summary\":\"\"},\n"
            "\"only_a\":[" +
                FindingJson(a.findings[1]) +
                "],\n\"only_b\":[],\n\"changed\":[{\"clause\":\"restriction.scale-cap\",\"a\":" + cap_a +
                ",\"b\":" + cap_b +
                ",\"params\":{\"threshold\":[700,null]}}],\n"
                "\"permissions\":{\"commercial-use\":[\"conditional\",\"unspecified\"]}}\n");
}

TEST(Diff, HumanShowsBothSides) {
  Document a = Of({Cap(1, "devices", 700000), MakeFinding("use.spam", 2, "send spam")});
  Document b = Of({Cap(5, "devices", 1000), MakeFinding("legal.audit", 8, "look at books")});
  b.path = "Y";
  b.verdict.permissions[1].value = Value::kProhibited;
  EXPECT_EQ(DiffHuman(a, b, Compare(a, b), {}), R"(A  X  unknown
B  Y  unknown

  What it lets you do, A and B
    commercial use   · not mentioned    ✗ forbidden

  Both say it, with other values
    Scale cap: threshold 700,000 → 1,000
      A X:1  “a cap”
      B Y:5  “a cap”

  Only in A
    Spam
      X:2  “send spam”

  Only in B
    Audit
      Y:8  “look at books”

In common: 0 statements.
)");
}

TEST(Diff, HumanEscapesWhatFilesSay) {
  Document a = Of({MakeFinding("use.spam", 2, "send \x1b[2J spam")});
  a.path = "evil\x1b[2J";
  const std::string text = DiffHuman(a, Of({}), Compare(a, Of({})), {});
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, HasSubstr("evil\\x1b[2J"));
}

TEST(Diff, HumanSaysWhenThereIsNothing) {
  const Document d = Everything();
  EXPECT_THAT(DiffHuman(d, d, Compare(d, d), {}), HasSubstr("No difference in the terms recognised"));
  EXPECT_THAT(DiffHuman(Of({}), Of({}), {}, {}), HasSubstr("No terms were recognised in either text."));
  Document binary = Of({});
  binary.status = Status::kBinary;
  EXPECT_THAT(DiffHuman(binary, d, Compare(binary, d), {}), HasSubstr("binary\n   Not a text"));
}

}  // namespace
}  // namespace caveat::report
