#include "model/bases.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "model/license_facts.h"
#include "model/view.h"
#include "text/fold.h"

namespace caveat::model {
namespace {

TEST(Bases, ALicenceByIdTheLongestPatternFirst) {
  const struct {
    std::string_view id, license;
  } kCases[] = {
      {"meta-llama/Llama-3.1-8B-Instruct", "llama-3.1-community"},
      {"meta-llama/Meta-Llama-3-8B", "llama-3-community"},
      {"meta-llama/Meta-Llama-3.1-8B", "llama-3.1-community"},
      {"Qwen/Qwen2.5-3B-Instruct", "qwen-research"},
      {"Qwen/Qwen2.5-7B", "Apache-2.0"},
      {"Qwen/Qwen2.5-72B", "qwen-license"},
      {"upstage/SOLAR-10.7B-Instruct-v1.0", "CC-BY-NC-4.0"},
      {"upstage/SOLAR-10.7B-v1.0", "Apache-2.0"},
      {"black-forest-labs/FLUX.1-schnell", "Apache-2.0"},
      {"mosaicml/mpt-7b-chat", "CC-BY-NC-SA-4.0"},
      {"deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "MIT"},
  };
  for (const auto& c : kCases) {
    const BaseModel* row = FindBaseModel(c.id);
    ASSERT_NE(row, nullptr) << c.id;
    EXPECT_EQ(row->license, c.license) << c.id;
  }
  for (const std::string_view id :
       {"northbay/pebble-7b", "", "meta-llama", "mosaicml/mpt-7b-pebble", "upstage/SOLAR-10.7B"}) {
    EXPECT_EQ(FindBaseModel(id), nullptr) << id;
  }
}

TEST(Bases, EveryRowIsLowerCaseOnceAndNamesAKnownLicence) {
  std::set<std::string_view> seen;
  for (const BaseModel& row : AllBaseModels()) {
    EXPECT_EQ(LowerCase(row.pattern), row.pattern);
    EXPECT_TRUE(seen.insert(row.pattern).second) << row.pattern << " stands twice";
    EXPECT_NE(LicenseOfValue(row.license), "")
        << row.pattern << " has the licence " << row.license << ", which no table knows";
    EXPECT_TRUE(row.source == "hub" || row.source == "licence" || row.source == "release") << row.pattern;
  }
  EXPECT_GE(AllBaseModels().size(), 150u);
}

TEST(Bases, FamiliesAreWellFormed) {
  std::set<std::string_view> seen;
  for (const Family& family : AllFamilies()) {
    EXPECT_TRUE(seen.insert(family.id).second) << family.id;
    EXPECT_FALSE(family.words.empty() || family.words.starts_with('|') || family.words.ends_with('|')) << family.id;
    EXPECT_EQ(LowerCase(family.words), family.words) << family.id;
    if (!family.license.empty()) {
      EXPECT_NE(LicenseOfValue(family.license), "") << family.id;
    }
  }
  for (const Fingerprint& print : AllFingerprints()) EXPECT_NE(FindFamily(print.family), nullptr) << print.value;
}

TEST(Bases, TheFamilyOfAName) {
  const struct {
    std::string_view name, family;
  } kCases[] = {
      {"Meta-Llama-3.1-8B-Instruct-GGUF", "llama-3.1"},
      {"saiga_llama3_8b", "llama-3"},
      {"L3-Umbral-RP-8B", "llama-3"},
      {"Hermes-2-Llama-2-13B", "llama-2"},
      {"codegemma-7b", "gemma"},
      {"zephyr-7b-gemma-v0.1", "gemma"},
      {"Kimi-K2-Instruct", "kimi-k2"},
      {"flux-dev-lora", "flux-dev"},
      {"CodeLlama-34b", "code-llama"},
      {"pebble-7b", ""},
      {"llamas-in-spring", ""},
      {"", ""},
  };
  for (const auto& c : kCases) {
    const Family* family = FamilyInName(c.name);
    EXPECT_EQ(family == nullptr ? std::string_view() : family->id, c.family) << c.name;
  }
}

TEST(Bases, OneLineOfVersions) {
  EXPECT_TRUE(SameLine("llama", "llama-3"));
  EXPECT_TRUE(SameLine("llama-3.1", "llama-3"));
  EXPECT_TRUE(SameLine("qwen", "qwen2"));
  EXPECT_TRUE(SameLine("gemma", "gemma"));
  EXPECT_FALSE(SameLine("llama-2", "llama-3"));
  EXPECT_FALSE(SameLine("gemma", "llama"));
  EXPECT_FALSE(SameLine("", "llama"));
}

TEST(Bases, FamiliesAndOutputsInProse) {
  text::Words words;
  text::Fold("It was tuned from Meta Llama 3.1 with answers of GPT-4 Turbo", &words);
  std::string family, source;
  for (uint32_t i = 0; i < words.size(); ++i) {
    if (const auto match = FamilyAt(words, i); match && family.empty()) family = match->family->id;
    if (const auto match = OutputSourceAt(words, i); match && source.empty()) source = match->source->id;
  }
  EXPECT_EQ(family, "llama-3.1");
  EXPECT_EQ(source, "openai/gpt-4");
}

TEST(Bases, WordsOfAName) {
  EXPECT_EQ(NameWords("Meta-Llama_3.1 8B.gguf"), " meta llama 3.1 8b gguf ");
  EXPECT_EQ(NameWords(""), " ");
}

}  // namespace
}  // namespace caveat::model
