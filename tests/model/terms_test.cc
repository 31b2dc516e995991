#include "model/terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/judged.h"

namespace caveat::model {
namespace {

using testing::Card;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Judged;
using testing::Seen;

constexpr std::string_view kCapped =
    "Subject to these terms we grant you a license to use, copy, modify and distribute the models, including for "
    "commercial "
    "purposes.\n\nIf your products have more than 500 million monthly active users, you must request a separate "
    "license from us.\n\n"
    "You agree not to use the models to harm minors, to spread malware, or to send spam.\n";
constexpr std::string_view kFree =
    "You may use, copy, modify and distribute this software for any purpose, including commercial purposes, without "
    "restriction.\n";

TEST(Terms, EveryLicenceOfAListCounts) {
  const model::Model listed = Judged({{"README.md", Card("license:\n- mit\n- cc-by-nc-4.0\n")}, {"model.gguf", ""}});
  EXPECT_EQ(listed.verdict.category, Category::kNonCommercial);
  EXPECT_THAT(listed.licenses, ElementsAre("CC-BY-NC-4.0", "MIT"));
  EXPECT_EQ(listed.expression, "CC-BY-NC-4.0 AND MIT");
}

TEST(Terms, WhatTheCardSaysOfTheWeightsGoesBeforeItsTag) {
  const Model apart =
      Judged({{"README.md", Card("license: apache-2.0\n", "The weights are released under CC BY-NC 4.0.")},
              {"model.gguf", ""}});
  EXPECT_EQ(apart.verdict.category, Category::kNonCommercial);
  EXPECT_THAT(apart.licenses, ElementsAre("CC-BY-NC-4.0"));
  EXPECT_THAT(testing::KindsOf(apart), Contains("declared-vs-found"));

  const Model base = Judged({{"README.md", Card("license: apache-2.0\nbase_model: meta-llama/Llama-2-7b-hf\n",
                                                "The base weights are under the Llama 2 Community License.")},
                             {"model.gguf", ""}});
  EXPECT_THAT(base.licenses, ElementsAre("Apache-2.0"));
}

TEST(Terms, AChoiceIsJudgedByWhatAsksLeast) {
  const Model named = Judged({{"README.md", Card("license: cc-by-nc-4.0 OR apache-2.0\n")}, {"model.gguf", ""}});
  EXPECT_EQ(named.verdict.category, Category::kPermissive);
  EXPECT_THAT(named.licenses, ElementsAre("Apache-2.0", "CC-BY-NC-4.0"));
  EXPECT_EQ(named.expression, "CC-BY-NC-4.0 OR Apache-2.0");

  // Texts of no known licence are no part of the choice: they hold whatever is chosen.
  const Model rider =
      Judged({{"README.md", Card("license: mit OR gpl-3.0-only\n")}, {"LICENSE", std::string(kCapped)}});
  EXPECT_EQ(rider.verdict.category, Category::kScaleCapped);
}

TEST(Terms, DeclaredInAllKindsOfFiles) {
  const Seen seen({{"README.md", Card("license: other\nlicense_name: tidy-terms\nlicense_link: LICENSE\n")},
                   {"Kitfile", "manifestVersion: 1.0.0\nmodel:\n  license: MIT\n"},
                   {"modelpack.json", R"({"descriptor": {"licenses": ["Apache-2.0", "MIT"]}})"},
                   {"oci-manifest.json", R"({"annotations": {"org.opencontainers.image.licenses": "ISC"}})"}});
  std::vector<std::string> fields;
  for (const Declared& declared : ReadDeclared(*seen.view)) fields.push_back(declared.field + "=" + declared.value);
  EXPECT_THAT(fields, Contains("license=other"));
  EXPECT_THAT(fields, Contains("license_name=tidy-terms"));
  EXPECT_THAT(fields, Contains("license_link=LICENSE"));
  EXPECT_THAT(fields, Contains("model.license=MIT"));
  EXPECT_THAT(fields, Contains("descriptor.licenses=Apache-2.0"));
  EXPECT_THAT(fields, Contains("descriptor.licenses=MIT"));
  EXPECT_THAT(fields, Contains("annotations.org.opencontainers.image.licenses=ISC"));
}

TEST(Terms, TagsAreDeclarations) {
  const std::string tag = "SPDX-License-Identifier: Apache-2.0 OR MIT\n";
  for (const char* path : {"LICENSE", "model.safetensors.license"}) {
    const Model model = Judged({{path, tag}, {"model.safetensors", "x"}, {"README.md", Card("")}});
    EXPECT_THAT(model.licenses, ::testing::UnorderedElementsAre("Apache-2.0", "MIT")) << path;
    EXPECT_EQ(model.verdict.category, Category::kPermissive) << path;
    ASSERT_EQ(model.declared.size(), 2u) << path;
    EXPECT_EQ(model.declared[0].value, "Apache-2.0 OR MIT") << path;
    EXPECT_FALSE(model.licenses_found) << path;
  }
  // That of another file says nothing about the weights.
  for (const char* path : {"README.md.license", "tools/LICENSE", "run.py.license"})
    EXPECT_THAT(Judged({{path, tag}, {"model.safetensors", "x"}}).licenses, IsEmpty()) << path;
}

TEST(Terms, CodeAndWeightsAreScoredApart) {
  const Model model =
      Judged({{"LICENSE", std::string(kFree)}, {"MODEL_LICENSE", std::string(kCapped)}, {"README.md", Card("")}});
  EXPECT_EQ(model.verdict.category, Category::kScaleCapped);
  for (const uint32_t i : model.governing) EXPECT_NE(model.documents[i].document.path, "LICENSE");
}

TEST(Terms, LicencePolicyAndCardAreUnitedAndScoredOnce) {
  const Model model = Judged(
      {{"LICENSE", std::string(kFree)},
       {"USE_POLICY.md",
        "# Use policy\n\nYou agree you will not use the model to:\n\n- harm minors\n- spread malware\n- send spam\n"},
       {"README.md", Card("")}});
  EXPECT_EQ(model.verdict.category, Category::kUseRestricted);
  EXPECT_EQ(model.verdict.permissions[static_cast<size_t>(Activity::kCommercialUse)].value, Value::kConditional);
  EXPECT_EQ(model.governing.size(), 3u);
}

TEST(Terms, ADeclaredLicenceIsCitedWhereItsTextIsNotThere) {
  const Model model = Judged({{"README.md", Card("license: apache-2.0\n")}, {"model.safetensors", "x"}});
  EXPECT_FALSE(model.licenses_found);
  EXPECT_THAT(model.licenses, ElementsAre("Apache-2.0"));
  EXPECT_EQ(model.verdict.category, Category::kPermissive);
  const Permission& commerce = model.verdict.permissions[static_cast<size_t>(Activity::kCommercialUse)];
  EXPECT_EQ(commerce.value, Value::kAllowed);
  ASSERT_FALSE(commerce.because.empty());
  EXPECT_EQ(commerce.because[0].kind, Because::Kind::kIdentity);
  EXPECT_LT(commerce.because[0].index, model.documents[commerce.because[0].document].document.identity.size());
}

TEST(Terms, NothingKnownIsNothingSaid) {
  const Model model = Judged({{"README.md", Card("")}, {"model.safetensors", "x"}});
  EXPECT_THAT(model.licenses, IsEmpty());
  EXPECT_EQ(model.verdict.category, Category::kUnknown);
  for (const Permission& permission : model.verdict.permissions) EXPECT_EQ(permission.value, Value::kUnspecified);
  EXPECT_FALSE(model.expression);
}

TEST(Terms, FoldersBelowDoNotGovern) {
  const Model model = Judged({{"LICENSE", std::string(kFree)}, {"third_party/LICENSE", std::string(kCapped)}});
  EXPECT_NE(model.verdict.category, Category::kScaleCapped);
}

}  // namespace
}  // namespace caveat::model
