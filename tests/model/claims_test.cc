#include "model/claims.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/judged.h"
#include "model/lineage.h"

namespace caveat::model {
namespace {

using testing::Card;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Seen;

std::vector<std::string> Kinds(std::string_view says, std::string_view head = "license: mit\n") {
  const Seen seen({{"README.md", Card(head, says)}});
  std::vector<std::string> out;
  for (const Claim& claim : FindClaims(*seen.view)) out.push_back(claim.kind);
  return out;
}

TEST(Claims, OpennessOfThisModel) {
  for (const std::string_view says :
       {"Pebble is an open-source language model.", "Pebble is fully open source.",
        "We open-source Pebble, a model for notes.", "This open source model sorts notes.", "It is a truly open model.",
        "The model has been open-sourced.", "Introducing Pebble, an open-source chatbot.",
        "Pebble \u5b8c\u5168\u5f00\u6e90\u3002", "\u6211\u4eec\u5f00\u6e90\u4e86 Pebble\u3002"}) {
    EXPECT_THAT(Kinds(says), ElementsAre("open-source")) << says;
  }
  EXPECT_THAT(Kinds("", "tags:\n- open-source\n"), ElementsAre("open-source"));
}

TEST(Claims, WhatIsSaidOfOthersIsNoClaim) {
  for (const std::string_view says : {"We thank the open source community.", "It was trained on open-source datasets.",
                                      "It beats other open-source models.", "Pebble is not open source.",
                                      "All open-source LLMs of this size do worse.", "Our open source library runs it.",
                                      "It is built using several open source tools.",
                                      "Weights are fully open to academic research.", "An open source license."}) {
    EXPECT_THAT(Kinds(says), IsEmpty()) << says;
  }
}

TEST(Claims, Origin) {
  EXPECT_THAT(Kinds("It was trained from scratch."), ElementsAre("from-scratch"));
  EXPECT_THAT(Kinds("Pre-trained entirely from scratch on notes."), ElementsAre("from-scratch"));
  EXPECT_THAT(Kinds("Composer is our own model."), ElementsAre("own-model"));
  EXPECT_THAT(Kinds("It runs on our in-house model."), ElementsAre("own-model"));
  EXPECT_THAT(Kinds("It was not trained from scratch."), IsEmpty());
  EXPECT_THAT(Kinds("To train a model from scratch, run train.py."), IsEmpty());
  EXPECT_THAT(Kinds("The tokenizer was trained from scratch."), IsEmpty());
}

TEST(Claims, TheSpanHoldsTheWords) {
  const std::string card = Card("license: mit\n", "Pebble is an open-source LLM for notes.");
  const Seen seen({{"README.md", card}});
  const std::vector<Claim> claims = FindClaims(*seen.view);
  ASSERT_EQ(claims.size(), 1u);
  const Span& span = claims[0].evidence.span;
  EXPECT_EQ(card.substr(span.start_byte, span.end_byte - span.start_byte), claims[0].quote);
  EXPECT_NE(claims[0].quote.find("open-source LLM"), std::string::npos);
}

int Weight(const testing::Files& files) {
  const Seen seen(files);
  int weight = 0;
  for (const OriginSign& sign : OriginSigns(*seen.view, ReadLineage(*seen.view, nullptr))) weight += sign.weight;
  return weight;
}

TEST(Claims, SignsOfSomebodyElsesBase) {
  const std::string kimi =
      R"({"architectures": ["KimiK25ForConditionalGeneration"], "model_type": "kimi_k25", "vocab_size": 163840})";
  EXPECT_GE(Weight({{"README.md", Card("license: mit\n")}, {"config.json", kimi}}), 3);
  // Acknowledged, in the head or in prose.
  EXPECT_EQ(Weight({{"README.md", Card("base_model: moonshotai/Kimi-K2-Base\n")}, {"config.json", kimi}}), 0);
  EXPECT_EQ(Weight({{"README.md", Card("license: mit\n", "It is based on Kimi K2.")}, {"config.json", kimi}}), 0);
  // One sign that others share is weak.
  EXPECT_EQ(Weight({{"config.json", R"({"model_type": "qwen2"})"}}), 1);
  EXPECT_EQ(Weight({{"config.json", R"({"model_type": "pebble", "vocab_size": 4096})"}}), 0);
  EXPECT_EQ(Weight({{"config.json", R"({"_name_or_path": "meta-llama/Llama-2-7b-hf"})"}}), 3);
}

}  // namespace
}  // namespace caveat::model
