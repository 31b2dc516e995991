#include "report/mof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

namespace caveat::report {
namespace {

using ::testing::HasSubstr;

ScoredManifest Scored() {
  ScoredManifest scored;
  scored.path = "mof.yml";
  scored.manifest.is_manifest = true;
  scored.manifest.name = "Pebble";
  scored.manifest.components[0] = {
      .included = true, .open = true, .fits = true, .own = true, .license = "MIT", .path = ""};
  scored.manifest.warnings = {"Model card: no licence"};
  scored.score = {{40, 60, 100}, "III"};
  scored.presence = {{50, 70, 100}, "III"};
  scored.component_ids = {"model-architecture", "model-parameters-final"};
  return scored;
}

TEST(MofReport, Json) {
  const ScoredManifest scored[] = {Scored()};
  const std::string json = MofJson(scored, {"0.1.0", "r", "l"});
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  ASSERT_EQ(parser.parse(json).get(root), simdjson::SUCCESS);
  EXPECT_EQ(std::string_view(root["schema"]), "caveat.mof/1");
  EXPECT_EQ(std::string_view(root.at_pointer("/manifests/0/mof_class")), "III");
  EXPECT_EQ(int64_t(root.at_pointer("/manifests/0/mof/II")), 60);
  EXPECT_EQ(std::string_view(root.at_pointer("/manifests/0/components/0/license")), "MIT");
  EXPECT_EQ(std::string_view(root.at_pointer("/manifests/0/components/1/present")), "no");
  EXPECT_EQ(std::string_view(root.at_pointer("/manifests/0/warnings/0")), "Model card: no licence");
}

TEST(MofReport, Human) {
  const std::string text = MofHuman(Scored(), {});
  EXPECT_THAT(text, HasSubstr("mof.yml  class III"));
  EXPECT_THAT(text, HasSubstr("I 40 %, II 60 %, III 100 %"));
  EXPECT_THAT(text, HasSubstr("Not included: model-parameters-final"));
  EXPECT_THAT(MofHuman({}, {}), HasSubstr("not a manifest"));
}

}  // namespace
}  // namespace caveat::report
