#include "model/model.h"

#include <gtest/gtest.h>

namespace caveat::model {
namespace {

TEST(ModelTest, Names) {
  EXPECT_EQ(RoleName(Role::kLicense), "license");
  EXPECT_EQ(RoleName(Role::kModelLicense), "model-license");
  EXPECT_EQ(RoleName(Role::kUsePolicy), "use-policy");
  EXPECT_EQ(RoleName(Role::kNotice), "notice");
  EXPECT_EQ(RoleName(Role::kCard), "card");
  EXPECT_EQ(RoleName(Role::kConfig), "config");
  EXPECT_EQ(RoleName(Role::kCode), "code");
  EXPECT_EQ(RoleName(Role::kData), "data");
  EXPECT_EQ(RoleName(Role::kWeightsHeader), "weights-header");
  EXPECT_EQ(RoleName(Role::kOther), "other");
  EXPECT_EQ(AnswerName(Answer::kYes), "yes");
  EXPECT_EQ(AnswerName(Answer::kPartly), "partly");
  EXPECT_EQ(AnswerName(Answer::kNo), "no");
  EXPECT_EQ(AnswerName(Answer::kUnknown), "unknown");
}

TEST(ModelTest, OwnLicensePrefersTheWeights) {
  Model m;
  EXPECT_EQ(OwnLicense(m), "");
  m.declared = {{"README.md", "license", "x", "", 0, {}}, {"README.md", "license", "mit", "MIT", 0, {}}};
  EXPECT_EQ(OwnLicense(m), "MIT");
  m.found = {{0, "Apache-2.0", "code", ""}, {1, "", "weights", ""}};
  EXPECT_EQ(OwnLicense(m), "MIT") << "neither of the code nor unknown";
  m.found.push_back({2, "Zlib", "unspecified", ""});
  EXPECT_EQ(OwnLicense(m), "Zlib");
  m.found.push_back({3, "ISC", "weights", ""});
  EXPECT_EQ(OwnLicense(m), "ISC");
}

}  // namespace
}  // namespace caveat::model
