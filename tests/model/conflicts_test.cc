#include "model/conflicts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/judged.h"

namespace caveat::model {
namespace {

using testing::Card;
using ::testing::Contains;
using testing::Files;
using ::testing::HasSubstr;
using testing::Judged;
using testing::KindsOf;
using ::testing::Not;

const Conflict* Find(const Model& model, std::string_view kind) {
  for (const Conflict& conflict : model.conflicts) {
    if (conflict.kind == kind) return &conflict;
  }
  return nullptr;
}

TEST(Conflicts, ADerivativeOverALlamaBase) {
  const Model model = Judged(
      {{"README.md", Card("license: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B\n")}, {"model.safetensors", "x"}});
  for (const char* kind : {"declared-vs-inherited", "dropped-restrictions", "missing-display-attribution",
                           "missing-license-text", "missing-name-prefix", "missing-notice"}) {
    const Conflict* conflict = Find(model, kind);
    ASSERT_NE(conflict, nullptr) << kind;
    EXPECT_THAT(conflict->explanation, HasSubstr("Rule: ")) << "the rule that is broken is quoted";
    ASSERT_FALSE(conflict->evidence.empty()) << kind;
    EXPECT_LT(conflict->evidence[0].document, model.documents.size());
  }
  EXPECT_EQ(Find(model, "declared-vs-inherited")->severity, "error");
}

TEST(Conflicts, ThatWhichKeepsTheTermsHasNone) {
  const Model model =
      Judged({{"README.md", Card("license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B\n", "Built with Llama.")},
              {"NOTICE", "Pebble, a sample."}},
             "northbay/Llama-3.1-Pebble");
  EXPECT_THAT(KindsOf(model), Not(Contains("declared-vs-inherited")));
  EXPECT_THAT(KindsOf(model), Not(Contains("missing-name-prefix")));
  EXPECT_THAT(KindsOf(model), Not(Contains("missing-display-attribution")));
  EXPECT_THAT(KindsOf(model), Not(Contains("missing-notice")));
}

TEST(Conflicts, PermissiveBasesBreakNothing) {
  for (const std::string_view base : {"mistralai/Mistral-7B-v0.1", "Qwen/Qwen2.5-7B", "a/stone-1"}) {
    const Model model = Judged(
        {{"README.md", Card("license: mit\nbase_model: " + std::string(base) + "\n")}, {"model.safetensors", "x"}});
    EXPECT_THAT(KindsOf(model), Not(Contains("declared-vs-inherited"))) << base;
  }
}

TEST(Conflicts, AHintWarnsWhereAFieldErrs) {
  const Model model =
      Judged({{"README.md", Card("license: mit\n")}, {"model.safetensors", "x"}}, "northbay/tidy-llama-3-8b");
  const Conflict* conflict = Find(model, "declared-vs-inherited");
  ASSERT_NE(conflict, nullptr);
  EXPECT_EQ(conflict->severity, "warning");
}

TEST(Conflicts, TheCardAgainstItsOwnTag) {
  const Model model = Judged({{"README.md", Card("license: mit\n", "The weights are for non-commercial use only.")},
                              {"model.safetensors", "x"}});
  const Conflict* conflict = Find(model, "declared-vs-found");
  ASSERT_NE(conflict, nullptr);
  EXPECT_EQ(conflict->severity, "error");
  EXPECT_THAT(conflict->explanation, HasSubstr("non-commercial"));
}

TEST(Conflicts, ConditionsThatTheTagDoesNotKnow) {
  const struct {
    std::string_view head, says;
    bool told;
  } kCases[] = {
      {"license: apache-2.0\n", "Commercial users of the weights must obtain written permission from us first.", true},
      {"license: other\n", "Commercial users of the weights must obtain written permission from us first.", false},
      {"license: apache-2.0\n", "The model answers questions about birds.", false},
  };
  for (const auto& c : kCases) {
    const Model model = Judged({{"README.md", Card(c.head, c.says)}, {"model.safetensors", "x"}});
    const Conflict* conflict = Find(model, "declared-vs-found");
    EXPECT_EQ(conflict != nullptr, c.told) << c.head << c.says;
    if (c.told && conflict != nullptr) {
      EXPECT_EQ(conflict->severity, "warning");
    }
  }
}

TEST(Conflicts, AnUnknownLicenceIsCalledByItsName) {
  const Model model =
      Judged({{"README.md", Card("license: other\nlicense_name: heron-terms\n")}, {"model.safetensors", "x"}});
  const Conflict* conflict = Find(model, "unknown-license");
  ASSERT_NE(conflict, nullptr);
  EXPECT_THAT(conflict->explanation, HasSubstr("license: other, license_name: heron-terms, which names no known"));
}

TEST(Conflicts, Claims) {
  EXPECT_THAT(KindsOf(Judged({{"README.md", Card("license: cc-by-nc-4.0\n", "Pebble is an open-source LLM.")},
                              {"model.safetensors", "x"}})),
              Contains("openness-claim"));
  const Model open =
      Judged({{"README.md", Card("license: mit\n", "Pebble is an open-source LLM.")}, {"model.safetensors", "x"}});
  ASSERT_NE(Find(open, "openness-claim"), nullptr);
  EXPECT_EQ(Find(open, "openness-claim")->severity, "note");
  const Files renamed = {
      {"README.md", Card("license: mit\n", "Composer is our own model.")},
      {"config.json",
       R"({"architectures": ["KimiK25ForConditionalGeneration"], "model_type": "kimi_k25", "vocab_size": 163840})"}};
  const Model origin = Judged(renamed);
  const Conflict* conflict = Find(origin, "origin-claim");
  ASSERT_NE(conflict, nullptr);
  EXPECT_EQ(conflict->severity, "error");
  EXPECT_THAT(conflict->explanation, HasSubstr("moonshotai/Kimi-K2"));
  EXPECT_THAT(conflict->explanation, HasSubstr("kimi_k25"));
}

TEST(Conflicts, CardAgainstHeader) {
  // magic, version 3, no tensors, one key-value: general.license = "cc-by-nc-4.0"
  std::string gguf("GGUF\x03\0\0\0", 8);
  const auto u64 = [&](uint64_t n) {
    for (int i = 0; i < 8; ++i) gguf += static_cast<char>(n >> (8 * i));
  };
  u64(0);
  u64(1);
  u64(15);
  gguf += "general.license";
  gguf += std::string("\x08\0\0\0", 4);
  u64(12);
  gguf += "cc-by-nc-4.0";
  const Model model = Judged({{"README.md", Card("license: mit\n")}, {"model.gguf", gguf}});
  EXPECT_THAT(KindsOf(model), Contains("card-vs-header"));
}

TEST(Conflicts, NothingDeclaredAndNothingFound) {
  EXPECT_THAT(KindsOf(Judged({{"README.md", Card("")}, {"model.safetensors", "x"}})), Contains("unknown-license"));
  EXPECT_THAT(KindsOf(Judged({{"README.md", Card("license: other\nlicense_link: TERMS.md\n")}})),
              Contains("missing-license-text"));
  EXPECT_THAT(Judged({}).openness.statement, Not(HasSubstr("open source")));
}

TEST(Conflicts, DataAreNotes) {
  const Model model =
      Judged({{"README.md", Card("license: apache-2.0\ndatasets: tatsu-lab/alpaca\n")}, {"model.safetensors", "x"}});
  const Conflict* conflict = Find(model, "declared-vs-inherited");
  ASSERT_NE(conflict, nullptr);
  EXPECT_EQ(conflict->severity, "note");
}

}  // namespace
}  // namespace caveat::model
