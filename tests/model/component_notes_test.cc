#include "model/component_notes.h"

#include <gtest/gtest.h>

namespace caveat::model {
namespace {

using enum component::Index;

ComponentNotes Notes(std::string_view bytes) {
  text::Text text;
  text::Words words;
  text::Decode(bytes, &text);
  text::Fold(text.utf8, &words);
  const Prose prose(bytes, 0, text, words);
  ComponentNotes notes;
  ComponentReader reader(prose, &notes);
  for (uint32_t i = 0; i < words.size(); ++i) reader.At(i);
  return notes;
}

std::string Section(std::string_view title, size_t words, std::string_view word = "pebble") {
  std::string out = "# ";
  out.append(title).append("\n\n");
  for (size_t i = 0; i < words; ++i) out.append(word).append(" ");
  return out + "\n";
}

TEST(ComponentNotes, Headings) {
  const struct {
    std::string text;
    component::Index component;
    bool there;
    size_t count;
  } kCases[] = {
      {Section("Evaluation results", 12, "87"), kEvalResults, true, 1},
      {Section("Evaluation results", 12), kEvalResults, true, 0},  // no number
      {Section("Evaluation results", 5, "87"), kEvalResults, true, 0},
      {Section("Training data", 50), kDataCard, true, 1},
      {Section("Training data", 12), kDataCard, false, 1},
      {Section("Test dataset", 50), kDataCard, true, 0},
      {Section("Sample outputs", 12), kSamples, true, 1},
      {Section("Limits", 50, "87"), kSamples, true, 0},
  };
  for (const auto& c : kCases) {
    const ComponentNotes notes = Notes(c.text);
    ASSERT_EQ(notes.notes.size(), c.count) << c.text;
    if (c.count == 0) continue;
    EXPECT_EQ(notes.notes[0].component, c.component) << c.text;
    EXPECT_EQ(notes.notes[0].there, c.there) << c.text;
    EXPECT_TRUE(notes.notes[0].of_card);
    EXPECT_EQ(notes.notes[0].evidence, c.text.substr(2, c.text.find('\n') - 2));
  }
}

TEST(ComponentNotes, Links) {
  const struct {
    std::string_view text;
    component::Index component;
    bool there;
  } kCases[] = {
      {"See our paper: https://arxiv.org/abs/1", kPaper, true},
      {"Somewhere https://ARXIV.org/abs/1", kPaper, false},
      {"The paper https://example.com/a.PDF", kPaper, true},
      {"The report https://example.com/a.pdf", kReport, true},
      {"The evaluation https://github.com/northbay/x", kEvalCode, true},
      {"Look at https://github.com/northbay/lm-eval", kEvalCode, true},
      {"Training code: https://gitlab.com/northbay/x", kTrainingCode, true},
      {"Code for training: https://gitlab.com/northbay/x", kTrainingCode, true},
      {"For inference https://gitee.com/northbay/x", kInferenceCode, true},
      {"Data pipeline: https://bitbucket.org/northbay/x", kPreprocessing, true},
      {"Curves https://wandb.ai/northbay/x", kTrainingCode, false},
      {"The technical report is at https://example.com/x", kReport, true},
      {"Read the technical report.", kReport, false},
      {"@misc{a, eprint={1234}}", kPaper, true},
      {"Each intermediate checkpoint is here", kIntermediate, true},
  };
  for (const auto& c : kCases) {
    const ComponentNotes notes = Notes(c.text);
    ASSERT_EQ(notes.notes.size(), 1u) << c.text;
    EXPECT_EQ(notes.notes[0].component, c.component) << c.text;
    EXPECT_EQ(notes.notes[0].there, c.there) << c.text;
  }
  for (const std::string_view text : {"Look at https://example.com/x", "The code https://github.com/northbay/x",
                                      "training https://example.com/code", "an intermediate layer"})
    EXPECT_TRUE(Notes(text).notes.empty()) << text;
}

TEST(ComponentNotes, DataHubsAndUse) {
  const ComponentNotes notes = Notes(
      "Trained on https://huggingface.co/datasets/northbay/notes and https://zenodo.org/1\n\n"
      "Weights: https://hf.co/northbay/pebble-7b\n\nfrom transformers import "
      "pipeline\n\nhttps://github.com/northbay\n");
  ASSERT_FALSE(notes.datasets.empty());
  EXPECT_EQ(notes.datasets[0], "https://huggingface.co/datasets/northbay/notes");
  ASSERT_EQ(notes.hub_links.size(), 1u);
  EXPECT_EQ(notes.hub_links[0].name, " pebble 7b ");
  EXPECT_EQ(notes.hub_links[0].shown, "https://hf.co/northbay/pebble-7b");
  EXPECT_TRUE(notes.usage);
  EXPECT_TRUE(notes.linked_repository);
  EXPECT_FALSE(notes.describes);
  EXPECT_TRUE(Notes(Section("Pebble", 50)).describes);
}

TEST(ComponentNotes, EachOnceAndFew) {
  std::string text;
  for (int i = 0; i < 20; ++i) {
    const std::string number = std::to_string(i);
    text += "our paper https://arxiv.org/abs/" + number + "\n\n\n";
    text += "our paper https://arxiv.org/abs/" + number + "\n\n\n";
  }
  EXPECT_EQ(Notes(text).notes.size(), kMostEvidence);
}

}  // namespace
}  // namespace caveat::model
