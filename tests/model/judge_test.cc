#include "model/judge.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "model/judged.h"

namespace caveat::model {
namespace {

using testing::Card;
using testing::Files;
using testing::Judged;
using testing::JudgedRepository;
using testing::MakeRepository;

const Files kFiles = {
    {"README.md", Card("license: apache-2.0\nbase_model: google/gemma-2-9b\n", "Pebble is an open-source LLM.")},
    {"LICENSE", "You may use, copy, modify and distribute this software for any purpose, without restriction.\n"},
    {"config.json", R"({"model_type": "gemma2"})"},
    {"model.safetensors", "x"}};

TEST(Judge, EveryReasonPointsToAPlace) {
  const Model model = Judged(kFiles);
  for (const Permission& permission : model.verdict.permissions) {
    EXPECT_TRUE(permission.value == Value::kUnspecified || !permission.because.empty());
    for (const Because& because : permission.because) {
      ASSERT_LT(because.document, model.documents.size());
      const Document& d = model.documents[because.document].document;
      const size_t size = because.kind == Because::Kind::kFinding    ? d.findings.size()
                          : because.kind == Because::Kind::kIdentity ? d.identity.size()
                                                                     : d.mentions.size();
      EXPECT_LT(because.index, size);
    }
  }
  for (const Found& found : model.found) EXPECT_LT(found.document, model.documents.size());
  for (const Conflict& conflict : model.conflicts) {
    for (const Evidence& evidence : conflict.evidence) EXPECT_LT(evidence.document, model.documents.size());
  }
  EXPECT_TRUE(std::is_sorted(model.documents.begin(), model.documents.end(),
                             [](const auto& a, const auto& b) { return a.document.path < b.document.path; }));
}

TEST(Judge, TheOrderOfFilesAndDocumentsDoesNotMatter) {
  const Repository repository = MakeRepository(kFiles);
  const std::shared_ptr<const Rules> rules = Rules::BuiltIn();
  Scanner scanner(*rules);
  std::vector<Text> texts = Texts(repository);
  const auto judge = [&] {
    std::vector<Document> documents;
    for (const Text& text : texts) documents.push_back(scanner.Check(text.path, text.bytes));
    return Judge(repository, texts, std::move(documents));
  };
  const Model a = judge();
  std::reverse(texts.begin(), texts.end());
  const Model b = judge();
  ASSERT_EQ(a.documents.size(), b.documents.size());
  for (size_t i = 0; i < a.documents.size(); ++i) EXPECT_EQ(a.documents[i].document.path, b.documents[i].document.path);
  EXPECT_EQ(a.openness.statement, b.openness.statement);
  ASSERT_EQ(a.conflicts.size(), b.conflicts.size());
  for (size_t i = 0; i < a.conflicts.size(); ++i) EXPECT_EQ(a.conflicts[i].explanation, b.conflicts[i].explanation);
}

TEST(Judge, AnythingGivesAnAnswer) {
  EXPECT_EQ(Judged({}).components.size(), kComponents);
  for (const std::string& junk :
       {std::string(), std::string("\0\xff\xfe---\n", 7), std::string("---\n---\n---"), std::string(5000, '{')}) {
    const Model model = Judged({{"README.md", junk},
                                {"LICENSE", junk},
                                {"config.json", junk},
                                {"model.gguf", junk},
                                {"model.safetensors", junk},
                                {"mof.yml", junk},
                                {"mergekit_config.yml", junk}});
    EXPECT_FALSE(model.openness.statement.empty());
  }
}

TEST(Judge, APointerIsUnreadAndStillAWeight) {
  Repository repository = MakeRepository({{"README.md", Card("license: mit\n")}});
  File file;
  file.path = "model.safetensors";
  file.content = Content::kPointer;
  repository.files.push_back(file);
  File license;
  license.path = "LICENSE";
  license.content = Content::kPointer;
  repository.files.insert(repository.files.begin(), license);
  const Model model = JudgedRepository(repository);
  EXPECT_EQ(model.components[1].present, Answer::kYes);
  const auto it = std::find_if(model.documents.begin(), model.documents.end(),
                               [](const auto& d) { return d.document.path == "LICENSE"; });
  ASSERT_NE(it, model.documents.end());
  EXPECT_EQ(it->document.status, Status::kError);
}

TEST(Judge, AManifestIsEvidence) {
  const Repository repository =
      MakeRepository({{"README.md", Card("license: apache-2.0\n")}, {"model.safetensors", "x"}});
  Context context;
  context.manifest =
      "framework: {name: Model Openness Framework}\nrelease:\n  name: Pebble\n  license: {distribution: {name: MIT}}\n"
      "  components:\n  - name: Training code\n    component_path: https://example.com/code\n";
  context.manifest_path = "mof.yml";
  const Model model = JudgedRepository(repository, context);
  const auto& component = model.components[7];
  EXPECT_EQ(component.id, "training-code");
  EXPECT_EQ(component.present, Answer::kYes);
  EXPECT_EQ(component.license, "MIT");
  EXPECT_EQ(component.open, Answer::kYes);
}

TEST(Judge, GatesAreSeen) {
  EXPECT_TRUE(Judged({{"README.md", Card("license: mit\nextra_gated_heading: Hello\n")}}).gated);
  EXPECT_FALSE(Judged({{"README.md", Card("license: mit\n")}}).gated);
}

}  // namespace
}  // namespace caveat::model
