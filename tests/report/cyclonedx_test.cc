#include "report/cyclonedx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/model_fixture.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(CycloneDx, IdsOfTheListOnly) {
  Document d = Everything();
  std::string out = CycloneDx(ExportOf(d, LicenseBytes()), CycloneDxVersion::k16);
  EXPECT_TRUE(IsJson(out));
  EXPECT_THAT(out,
              HasSubstr("\"license\":{\"name\":\"LicenseRef-harbor\",\"acknowledgement\":\"concluded\",\"text\":{"));
  d.expression = "MIT";
  out = CycloneDx(ExportOf(d, ""), CycloneDxVersion::k16);
  EXPECT_THAT(out, HasSubstr("\"licenses\":[{\"license\":{\"id\":\"MIT\",\"acknowledgement\":\"concluded\"}}]"));
  d.expression = "MIT OR Apache-2.0";
  out = CycloneDx(ExportOf(d, ""), CycloneDxVersion::k16);
  EXPECT_THAT(out,
              HasSubstr("\"licenses\":[{\"expression\":\"MIT OR Apache-2.0\",\"acknowledgement\":\"concluded\"}]"));
}

TEST(CycloneDx, OccurrencesAndProperties) {
  const Document d = Everything();
  const std::string out = CycloneDx(ExportOf(d, ""), CycloneDxVersion::k17);
  EXPECT_THAT(out, HasSubstr("\"specVersion\":\"1.7\""));
  EXPECT_THAT(out, HasSubstr("\"line\":7,\"offset\":700,\"symbol\":\"restriction.scale-cap\""));
  EXPECT_THAT(out, HasSubstr("{\"name\":\"caveat:permission:commercial-use\",\"value\":\"conditional\"}"));
  EXPECT_THAT(out, HasSubstr("{\"name\":\"caveat:flag\",\"value\":\"naming\"}"));
}

TEST(CycloneDx, Model) {
  const model::Model m = EverythingModel();
  const std::string out = CycloneDx(ExportOf(m, LicenseBytes()), CycloneDxVersion::k16);
  EXPECT_TRUE(IsJson(out));
  EXPECT_THAT(
      out,
      HasSubstr(
          "\"type\":\"machine-learning-model\",\"bom-ref\":\"subject\",\"group\":\"harbor\",\"name\":\"Quay-7B\""));
  EXPECT_THAT(out, HasSubstr("\"license\":{\"id\":\"Apache-2.0\",\"acknowledgement\":\"declared\"}"));
  EXPECT_THAT(out, HasSubstr("\"ancestors\":[{\"type\":\"machine-learning-model\",\"name\":\"dock/"
                             "Base-7B\",\"purl\":\"pkg:huggingface/dock/Base-7B\""));
  EXPECT_THAT(out, HasSubstr("\"datasets\":[{\"type\":\"dataset\",\"name\":\"dock/waves\"}]"));
}

// 1.6 wants either licences or one expression; 1.7 takes both side by side.
TEST(CycloneDx, CompoundConclusionLeavesNoRoomForTheDeclared) {
  model::Model m = EverythingModel();
  m.expression = "MIT OR Apache-2.0";
  const std::string old = CycloneDx(ExportOf(m, ""), CycloneDxVersion::k16);
  EXPECT_THAT(old, Not(HasSubstr("\"acknowledgement\":\"declared\"")));
  EXPECT_THAT(old, HasSubstr("{\"name\":\"caveat:declared\",\"value\":\"Apache-2.0\"}"));
  const std::string now = CycloneDx(ExportOf(m, ""), CycloneDxVersion::k17);
  EXPECT_THAT(now, HasSubstr("\"acknowledgement\":\"declared\""));
  EXPECT_THAT(now, Not(HasSubstr("caveat:declared")));
}

}  // namespace
}  // namespace caveat::report
