#include "model/mof.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace caveat::model {
namespace {

MofComponents Open(const std::vector<std::string_view>& ids) {
  MofComponents components;
  for (const std::string_view id : ids) {
    MofComponent& component = components[ComponentIndex(id)];
    component.included = component.open = true;
  }
  return components;
}

const std::vector<std::string_view> kThree = {"model-architecture", "model-parameters-final",
                                              "technical-report",   "evaluation-results",
                                              "model-card",         "data-card"};

TEST(Mof, ClassesAreCumulative) {
  MofComponents components = Open(kThree);
  EXPECT_EQ(Score(components).mof_class, "III");
  for (const std::string_view id : {"training-code", "inference-code", "evaluation-code", "evaluation-data"})
    components[ComponentIndex(id)] = {.included = true, .open = true, .license = {}, .path = {}};
  EXPECT_EQ(Score(components).mof_class, "II");
  for (const std::string_view id :
       {"datasets", "data-preprocessing-code", "model-parameters-intermediate", "research-paper"})
    components[ComponentIndex(id)] = {.included = true, .open = true, .license = {}, .path = {}};
  EXPECT_EQ(Score(components).mof_class, "I");
  EXPECT_EQ(Score(components).mof, (std::array<int, 3>{100, 100, 100}));
  components[ComponentIndex("model-card")].open = false;
  EXPECT_EQ(Score(components).mof_class, "");
  EXPECT_EQ(Score(components, true).mof_class, "I");
  EXPECT_LT(Score(components).mof[2], 100);
}

TEST(Mof, APaperStandsForTheReport) {
  const MofComponents components = Open({"model-architecture", "model-parameters-final", "research-paper",
                                         "evaluation-results", "model-card", "data-card"});
  EXPECT_EQ(Score(components).mof_class, "III");
  EXPECT_EQ(Score(components).mof, (std::array<int, 3>{40, 60, 100}));
}

TEST(Mof, NothingIsNothing) {
  EXPECT_EQ(Score({}).mof, (std::array<int, 3>{0, 0, 0}));
  EXPECT_EQ(Score({}).mof_class, "");
}

TEST(Mof, LicencesOfManifests) {
  const struct {
    std::string_view license;
    bool open;
  } kCases[] = {
      {"Apache-2.0", true},
      {"MIT", true},
      {"CC-BY-3.0-NL", true},
      {"CC-BY-SA-1.0", true},
      {"CC0-1.0", true},
      {"ODbL-1.0", true},
      {"CDLA-Sharing-1.0", true},
      {"GFDL-1.3", true},
      {"OpenMDW-1.0", true},
      {"StandardML-NJ", true},
      {"CC-BY-NC-2.5", false},
      {"CC-BY-ND-3.0", false},
      {"CC-PDDC", false},
      {"Net-SNMP", false},
      {"GFDL-1.3-invariants-or-later", false},
      {"unlicensed", false},
      {"Proprietary", false},
      {"", false},
      {"llama3.1", false},
      {"no such licence", false},
  };
  for (const auto& c : kCases) EXPECT_EQ(IsOpenInMof(c.license), c.open) << c.license;
  EXPECT_TRUE(FitsType("MIT", ComponentType::kCode));
  EXPECT_FALSE(FitsType("CC-BY-4.0", ComponentType::kCode));
  EXPECT_TRUE(FitsType("CC-BY-4.0", ComponentType::kData));
  EXPECT_FALSE(FitsType("MIT", ComponentType::kDocument));
  EXPECT_TRUE(FitsType("OpenMDW-1.0", ComponentType::kCode));
}

constexpr std::string_view kManifest = R"(framework:
  name: 'Model Openness Framework'
  version: '1.0'
release:
  name: Pebble
  license:
    distribution: {name: Apache-2.0, path: ''}
    data: {name: CC-BY-4.0}
  components:
  - name: Model architecture
    description: code
  - name: 'Model parameters (Final)'
    license: MIT
    component_path: https://example.com/w
  - name: Datasets
  - name: Coffee machine
  - name: Model card
    license: CC-BY-NC-4.0
)";

TEST(Mof, AManifestIsReadWithItsOwnTypesAndDistributionsLicences) {
  const Manifest manifest = ReadManifest(kManifest);
  ASSERT_TRUE(manifest.is_manifest);
  EXPECT_EQ(manifest.name, "Pebble");
  const auto& at = [&](std::string_view id) -> const MofComponent& { return manifest.components[ComponentIndex(id)]; };
  EXPECT_EQ(at("model-architecture").license, "Apache-2.0");
  EXPECT_TRUE(at("model-architecture").open);
  EXPECT_EQ(at("model-parameters-final").license, "MIT");
  EXPECT_FALSE(at("model-parameters-final").fits);
  EXPECT_EQ(at("model-parameters-final").path, "https://example.com/w");
  EXPECT_EQ(at("datasets").license, "CC-BY-4.0");
  EXPECT_FALSE(at("model-card").open);
  EXPECT_FALSE(at("training-code").included);
  EXPECT_EQ(manifest.warnings.size(), 3u);  // another type, no component, not open
}

TEST(Mof, OtherFilesAreNoManifests) {
  EXPECT_FALSE(ReadManifest("a: b\n").is_manifest);
  EXPECT_FALSE(ReadManifest("").is_manifest);
  EXPECT_FALSE(ReadManifest("\xff\xfe{{").is_manifest);
  EXPECT_TRUE(IsManifestPath("docs/MOF.yml"));
  EXPECT_FALSE(IsManifestPath("mof.txt"));
}

}  // namespace
}  // namespace caveat::model
