#include "store/codec.h"

#include <gtest/gtest.h>

#include "report/json.h"
#include "report/model_json.h"

namespace caveat::store {
namespace {

Document SomeDocument() {
  const auto rules = Rules::BuiltIn();
  Scanner scanner(*rules);
  return scanner.Check("LICENSE",
                       "Permission is granted to use, copy and modify the model. You may not use it for commercial "
                       "purposes. If you have more than 700 million monthly active users you must request a license.");
}

model::Model SomeModel() {
  model::Model m;
  m.id = "org/name";
  m.path = "x/\xff";
  m.layout = model::Layout::kHfCache;
  m.declared = {{"README.md", "license", "mit", "MIT", 1, {4, 5, 1, 1}}};
  m.found = {{0, "MIT", "weights", "named"}};
  m.inherited = {{"a/b", "finetune", "declared", "README.md", "base_model", "a/b", "", 0, {}}};
  m.conflicts = {{"declared-vs-found", "error", "They differ.", {{0, {1, 5, 1, 1}}}}};
  m.components[0].id = "model-architecture";
  m.components[0].present = model::Answer::kYes;
  m.components[0].evidence = {"config.json"};
  m.openness.openness_class = "open-weights";
  m.openness.mof = {20, 0, -1};
  m.openness.osaid_missing = {"training-code"};
  m.questions[1].id = "modify";
  m.questions[1].reason = "because";
  m.verdict.category = Category::kNonCommercial;
  m.verdict.permissions[0] = {Value::kAllowed, {{Because::Kind::kIdentity, 3, 70'000}}};
  m.verdict.obligations = {{"condition.notice", When::kOnDistribution, "Keep it.", {}}};
  m.claims = {{"open-source", "it is", {2, {1, 2, 1, 1}}}};
  m.gated = m.licenses_found = true;
  m.code.emplace();
  m.governing = {0, 2};
  m.licenses = {"MIT"};
  m.code_licenses = {"Zlib"};
  m.expression = "MIT";
  m.summary = "A sentence.";
  return m;
}

TEST(Codec, DocumentComesBackWhole) {
  const Document document = SomeDocument();
  ASSERT_FALSE(document.findings.empty());
  Decoder decoder;
  Document back;
  ASSERT_TRUE(decoder.Document(EncodeDocument(document), &back));
  back.path = document.path;
  EXPECT_EQ(report::DocumentJson(back), report::DocumentJson(document));
  EXPECT_EQ(back.findings[0].clause_id, document.findings[0].clause_id);
}

TEST(Codec, ModelComesBackWhole) {
  const model::Model m = SomeModel();
  Decoder decoder;
  model::Model back;
  ASSERT_TRUE(decoder.Model(EncodeModel(m), &back));
  EXPECT_EQ(report::ModelJson(back, {}), report::ModelJson(m, {}));
  EXPECT_EQ(EncodeModel(back), EncodeModel(m));
}

TEST(Codec, TermsAreThePartThatPoliciesAskAbout) {
  const model::Model m = SomeModel();
  Decoder decoder;
  model::Model back, all;
  const std::string bytes = EncodeModel(m);
  ASSERT_TRUE(decoder.Terms(bytes, &back));
  EXPECT_EQ(back.id, m.id);
  EXPECT_EQ(back.path, m.path);
  EXPECT_EQ(back.expression, m.expression);
  EXPECT_EQ(back.openness.openness_class, m.openness.openness_class);
  ASSERT_EQ(back.conflicts.size(), 1u);
  EXPECT_EQ(back.conflicts[0].explanation, "They differ.");
  EXPECT_EQ(back.conflicts[0].evidence[0].span.end_byte, 5u);
  EXPECT_EQ(back.verdict.category, m.verdict.category);
  EXPECT_EQ(back.verdict.permissions[0].because, m.verdict.permissions[0].because);
  EXPECT_EQ(back.summary, m.summary);
  EXPECT_TRUE(back.declared.empty() && back.inherited.empty() && back.verdict.obligations.empty());
  EXPECT_TRUE(back.components[0].evidence.empty() && back.questions[1].reason.empty() && !back.code);
  ASSERT_TRUE(decoder.Model(bytes, &all));  // the same decoder passes nothing over
  EXPECT_EQ(EncodeModel(all), bytes);
}

TEST(Codec, ExtremeNumbers) {
  Document document;
  document.bytes = UINT64_MAX;
  Finding finding;
  finding.clause = ClauseName(0);
  finding.params = {{"n", Param::Kind::kNumber, "", INT64_MIN, {}}, {"m", Param::Kind::kNumber, "", INT64_MAX, {}}};
  document.findings = {finding};
  Decoder decoder;
  Document back;
  ASSERT_TRUE(decoder.Document(EncodeDocument(document), &back));
  EXPECT_EQ(back.bytes, UINT64_MAX);
  EXPECT_EQ(back.findings[0].params, document.findings[0].params);
}

TEST(Codec, DamagedBytesAreRefused) {
  const std::string bytes = EncodeModel(SomeModel());
  Decoder decoder;
  for (size_t cut = 0; cut < bytes.size(); ++cut) {
    model::Model back;
    EXPECT_FALSE(decoder.Model(std::string_view(bytes).substr(0, cut), &back)) << cut;
    EXPECT_FALSE(decoder.Terms(std::string_view(bytes).substr(0, cut), &back)) << cut;
  }
  model::Model back;
  EXPECT_FALSE(decoder.Model(bytes + "x", &back));
  Document document;
  EXPECT_FALSE(decoder.Document("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", &document));
}

}  // namespace
}  // namespace caveat::store
