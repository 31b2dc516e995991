#include "model/components.h"

#include <gtest/gtest.h>

#include "model/judged.h"

namespace caveat::model {
namespace {

using testing::Card;
using testing::Files;
using testing::Judged;
using testing::JudgedRepository;
using testing::MakeRepository;

Answer Present(const std::array<Component, kComponents>& components, std::string_view id) {
  return components[ComponentIndex(id)].present;
}

TEST(Components, TheTaxonomy) {
  int required[4] = {};
  for (const ComponentInfo& info : AllComponents()) required[info.mof_class] += info.required ? 1 : 0;
  EXPECT_EQ(required[3], 6);
  EXPECT_EQ(required[2], 4);
  EXPECT_EQ(required[1], 4);
  EXPECT_EQ(FindComponent("Model parameters (FINAL)"), ComponentIndex("model-parameters-final"));
  EXPECT_FALSE(FindComponent("coffee machine"));
}

TEST(Components, Paths) {
  const struct {
    std::string_view path, component;
  } kCases[] = {
      {"model.safetensors", "model-parameters-final"},
      {"pytorch_model.bin", "model-parameters-final"},
      {"checkpoint-500/model.safetensors", "model-parameters-intermediate"},
      {"modeling_pebble.py", "model-architecture"},
      {"training/train.py", "training-code"},
      {"pretrain_pebble.py", "training-code"},
      {"inference/generate.py", "inference-code"},
      {"eval/run.py", "evaluation-code"},
      {"eval/data/questions.jsonl", "evaluation-data"},
      {"scripts/preprocess_corpus.py", "data-preprocessing-code"},
      {"data/train/part-0.parquet", "datasets"},
      {"requirements.txt", "supporting-libraries-and-tools"},
      {"technical_report.pdf", "technical-report"},
      {"paper.pdf", "research-paper"},
      {"results/mmlu.json", "evaluation-results"},
      {"DATASHEET.md", "data-card"},
      {"MODEL_CARD.md", "model-card"},
      {"config.json", "model-metadata"},
      {"samples/one.txt", "sample-model-outputs"},
  };
  for (const auto& c : kCases) {
    Repository repository = MakeRepository({});
    File file;
    file.path = std::string(c.path);
    repository.files.push_back(file);
    EXPECT_EQ(Present(JudgedRepository(repository).components, c.component), Answer::kYes) << c.path;
  }
  // Fine-tuning alone, tests, and what a trainer leaves behind, are no training code; an optimiser's state is no
  // weight.
  for (const std::string_view path :
       {"finetune/train_lora.py", "tests/test_train.py", "training_args.bin", "trained.md"}) {
    Repository repository = MakeRepository({});
    File file;
    file.path = std::string(path);
    repository.files.push_back(file);
    EXPECT_NE(Present(JudgedRepository(repository).components, "training-code"), Answer::kYes) << path;
    EXPECT_NE(Present(JudgedRepository(repository).components, "model-parameters-final"), Answer::kYes) << path;
  }
}

TEST(Components, AnAbsenceNeedsAllPaths) {
  Repository repository = MakeRepository({{"README.md", Card("license: mit\n")}});
  EXPECT_EQ(Present(JudgedRepository(repository).components, "training-code"), Answer::kNo);
  repository.paths_complete = false;
  EXPECT_EQ(Present(JudgedRepository(repository).components, "training-code"), Answer::kUnknown);
}

TEST(Components, HeadingsAndLinks) {
  const Files files = {
      {"README.md",
       Card("license: apache-2.0\ndatasets: northbay/notes\n",
            "## Evaluation\n\nIt answers 12 of 40 questions when asked once, and 9 of 40 when asked twice in a row.\n\n"
            "See our paper: https://arxiv.org/abs/2401.00001 and the training code at "
            "https://github.com/northbay/pebble\n\n"
            "We release intermediate checkpoints too.\n")},
      {"model.safetensors", "x"}};
  const Model model = Judged(files);
  EXPECT_EQ(Present(model.components, "evaluation-results"), Answer::kYes);
  EXPECT_EQ(Present(model.components, "research-paper"), Answer::kYes);
  EXPECT_EQ(Present(model.components, "training-code"), Answer::kYes);
  EXPECT_EQ(Present(model.components, "model-parameters-intermediate"), Answer::kYes);
  EXPECT_EQ(Present(model.components, "datasets"), Answer::kYes);
  EXPECT_EQ(Present(model.components, "model-card"), Answer::kYes);
  // Data named for a fine-tune say nothing of what the base was trained on.
  const Model tuned = Judged({{"README.md", Card("base_model: a/stone-1\ndatasets: northbay/notes\n")}});
  EXPECT_EQ(Present(tuned.components, "datasets"), Answer::kUnknown);
}

TEST(Components, LicencesByType) {
  const Model model = Judged({{"README.md", Card("license: cc-by-nc-4.0\n")}, {"model.safetensors", "x"}});
  const Component& weights = model.components[ComponentIndex("model-parameters-final")];
  EXPECT_EQ(weights.license, "CC-BY-NC-4.0");
  EXPECT_EQ(weights.open, Answer::kNo);
  const Model open = Judged({{"README.md", Card("license: apache-2.0\n")}, {"model.safetensors", "x"}});
  EXPECT_EQ(open.components[ComponentIndex("model-parameters-final")].open, Answer::kYes);
}

}  // namespace
}  // namespace caveat::model
