#include "model/texts.h"

#include <gtest/gtest.h>

#include <string>

#include "model/make_repository.h"
#include "model/weights_file.h"

namespace caveat::model {
namespace {

const std::string kTerms = "Acme Terms\n\nYou may play with this.\nYou may not sell it.\n";

std::string Paths(const std::vector<Text>& texts) {
  std::string out;
  for (const Text& text : texts) out += (out.empty() ? "" : " ") + text.path + ":" + std::string(RoleName(text.role));
  return out;
}

TEST(TextsTest, Files) {
  Repository repository = MakeRepository({{"LICENSE", kTerms},
                                          {"LICENSE-MODEL", kTerms},
                                          {"NOTICE", "Notice"},
                                          {"README.md", "Card"},
                                          {"USE_POLICY.md", "Be kind."},
                                          {"config.json", "{}"},
                                          {"data_card.md", "Data"},
                                          {"docs/README.md", "More"},
                                          {"train.py", "x = 1"}});
  const std::vector<Text> texts = Texts(repository);
  EXPECT_EQ(Paths(texts),
            "LICENSE:license LICENSE-MODEL:model-license NOTICE:notice README.md:card USE_POLICY.md:use-policy "
            "data_card.md:data");
  EXPECT_EQ(texts[0].bytes, kTerms);
  EXPECT_TRUE(texts[0].repeats);
  EXPECT_FALSE(texts[3].repeats);
  repository.files[0].content = Content::kPointer;
  repository.files[1].content = Content::kUnread;
  repository.files[2].content = Content::kListed;
  EXPECT_EQ(Paths(Texts(repository)), "README.md:card USE_POLICY.md:use-policy data_card.md:data");
}

// A README below the top is a card where weights stand beside it, or where it has a card's head.
TEST(TextsTest, CardsOfParts) {
  const std::string head = "---\nlicense: mit\n---\n# Part\n";
  const Repository repository = MakeRepository({{"README.md", "Card"},
                                                {"adapter/README.md", "Part"},
                                                {"adapter/adapter_model.safetensors", ""},
                                                {"data/README.md", head},
                                                {"data/train.csv", "1"},
                                                {"docs/README.md", "More"},
                                                {"docs/deep/model.bin", ""},
                                                {"vendor/x/README.md", head}});
  EXPECT_EQ(Paths(Texts(repository)), "README.md:card adapter/README.md:card data/README.md:card");
  EXPECT_EQ(RoleIn(repository, 1), Role::kCard);
  EXPECT_EQ(RoleIn(repository, 5), Role::kOther);
  EXPECT_EQ(repository.files[6].path, "docs/deep/model.bin") << "its folder is another one";
  EXPECT_EQ(repository.files[5].path, "docs/README.md");
}

// A text inside a file, told by the words it should hold and where each stands in the file.
void ExpectInside(const Repository& repository, const std::string& path, const std::string& want) {
  for (const Text& text : Texts(repository)) {
    if (text.path != path) continue;
    EXPECT_EQ(text.bytes, want);
    const std::string& file = repository.files[text.file].bytes;
    for (const std::string word : {"Acme", "play", "sell"}) {
      const size_t at = std::string(text.bytes).find(word);
      ASSERT_NE(at, std::string::npos) << path;
      EXPECT_EQ(file.substr(text.InFile(at), word.size()), word) << path;
      EXPECT_EQ(text.InFile(at + word.size()), text.InFile(at) + word.size()) << path;
    }
    return;
  }
  ADD_FAILURE() << "no text " << path;
}

TEST(TextsTest, Gate) {
  const Repository repository =
      MakeRepository({{"README.md",
                       "---\nlicense: other\nextra_gated_heading: Ask\nextra_gated_prompt: |-\n  Acme Terms\n\n  You "
                       "may play with this and not sell it.\n"
                       "extra_gated_fields:\n  Name: text\n  I agree not to sell it: checkbox\n  Use:\n    type: "
                       "select\nextra_gated_button_content: Go\n---\n"}});
  const std::vector<Text> texts = Texts(repository);
  EXPECT_EQ(Paths(texts),
            "README.md:card README.md#extra_gated_fields:model-license README.md#extra_gated_prompt:model-license");
  EXPECT_EQ(texts[1].bytes, "Name: text\n  I agree not to sell it: checkbox\n  Use");
  ExpectInside(repository, "README.md#extra_gated_prompt",
               "\n  Acme Terms\n\n  You may play with this and not sell it.");
}

TEST(TextsTest, QuotedGate) {
  ExpectInside(MakeRepository({{"README.md",
                                "---\nextra_gated_prompt: \"### Acme\\n\\nYou may \\\"play\\\" with\\\n  \\ "
                                "this\\u2019s\n  game,\n\n  not sell it.\"\n---\n"}}),
               "README.md#extra_gated_prompt",
               "### Acme\n\nYou may \"play\" with this\xE2\x80\x99s game,\nnot sell it.");
  ExpectInside(
      MakeRepository({{"README.md", "---\nextra_gated_prompt: 'Acme''s game: play, do not\n  sell it.'\n---\n"}}),
      "README.md#extra_gated_prompt", "Acme's game: play, do not sell it.");
  ExpectInside(
      MakeRepository({{"README.md", "---\nextra_gated_prompt: Acme says to play\n  but not to sell it.\n---\n"}}),
      "README.md#extra_gated_prompt", "Acme says to play\n  but not to sell it.");
}

TEST(TextsTest, Headers) {
  ExpectInside(
      MakeRepository({{"m.gguf", GgufFile().String("general.name", "x").String("general.license", kTerms).Bytes()}}),
      "m.gguf#general.license", kTerms);
  ExpectInside(MakeRepository({{"m.safetensors",
                                SafetensorsFile("{\"__metadata__\":{\"modelspec.license\":\"Acme \\ud83d\\ude00\\nYou "
                                                "may play.\\n\\tDo not \\\"sell\\\" it.\"}}")}}),
               "m.safetensors#modelspec.license", "Acme \xF0\x9F\x98\x80\nYou may play.\n\tDo not \"sell\" it.");
  ExpectInside(MakeRepository({{"Modelfile", "FROM x\nLICENSE MIT\nLICENSE \"\"\"" + kTerms + "\"\"\"\n"}}),
               "Modelfile#license.1", kTerms);
  // Names and addresses are no texts.
  EXPECT_EQ(Paths(Texts(MakeRepository(
                {{"m.gguf", GgufFile().String("general.license", "apache-2.0").Bytes()},
                 {"m.safetensors", SafetensorsFile("{\"__metadata__\":{\"modelspec.license\":\"CC-BY-4.0\"}}")}}))),
            "");
}

TEST(TextsTest, PlacesInTheFile) {
  const std::string file = "---\nextra_gated_prompt: \"One line is here to read.\\nTwo.\"\n---\n";
  const Repository repository = MakeRepository({{"README.md", file}});
  const std::vector<Text> texts = Texts(repository);
  ASSERT_EQ(texts.size(), 2u);
  Document document;
  document.findings.resize(1);
  const size_t two = texts[1].bytes.find("Two");
  document.findings[0].span = {two, two + 3, 2, 2};
  document.findings[0].lead = Span{0, 3, 1, 1};
  document.identity.resize(1);
  document.identity[0].missing.push_back({two, 5});
  document.mentions.resize(1);
  document.mentions[0].span = {0, texts[1].bytes.size(), 1, 2};
  PlaceInFile(repository, texts[1], &document);
  EXPECT_EQ(document.findings[0].span, (Span{file.find("Two"), file.find("Two") + 3, 2, 2}));
  EXPECT_EQ(*document.findings[0].lead, (Span{file.find("One"), file.find("One") + 3, 2, 2}));
  EXPECT_EQ(document.identity[0].missing[0].at_byte, file.find("Two"));
  EXPECT_EQ(document.mentions[0].span, (Span{file.find("One"), file.find("Two.") + 4, 2, 2}));
  Document whole;
  whole.findings.resize(1);
  whole.findings[0].span = {3, 5, 1, 1};
  PlaceInFile(repository, texts[0], &whole);
  EXPECT_EQ(whole.findings[0].span, (Span{3, 5, 1, 1}));
}

TEST(TextsTest, Links) {
  const Repository repository = MakeRepository({{"LICENSE", ""},
                                                {"LICENSES/Acme Terms.txt", ""},
                                                {"MODEL_LICENSE.md", ""},
                                                {"NOTICE.md", ""},
                                                {"NOTICE.txt", ""},
                                                {"README.md", ""}});
  const std::pair<const char*, const char*> kCases[] = {
      {"LICENSE", "LICENSE"},
      {"license", "LICENSE"},
      {"./LICENSE", "LICENSE"},
      {" LICENSE. ", "LICENSE"},
      {"<LICENSE>", "LICENSE"},
      {"see LICENSE", "LICENSE"},
      {"the `LICENSE` file", "LICENSE"},
      {"[LICENSE](./LICENSE)", "LICENSE"},
      {"MODEL_LICENSE", "MODEL_LICENSE.md"},
      {"LICENSES/Acme%20Terms.txt", "LICENSES/Acme Terms.txt"},
      {"https://huggingface.co/acme/m/blob/main/LICENSE", "LICENSE"},
      {"https://huggingface.co/Acme/M/resolve/abc/LICENSE?download=true", "LICENSE"},
      {"https://modelscope.cn/models/acme/m/file/view/master/LICENSE", "LICENSE"},
      {"https://huggingface.co/acme/m/LICENSE", "LICENSE"},
      {"https://huggingface.co/acme/other/blob/main/LICENSE", ""},
      {"https://huggingface.co/acme/mm/blob/main/LICENSE", ""},
      {"https://example.org/terms", ""},
      {"NOTICE", ""},  // two files come into question
      {"LICENSE.pdf", ""},
      {"other", ""},
      {"", ""},
  };
  for (const auto& [link, want] : kCases) {
    const auto file = FileOfLink(repository, link);
    EXPECT_EQ(file ? repository.files[*file].path : "", want) << link;
  }
  EXPECT_FALSE(
      FileOfLink(MakeRepository({{"LICENSE", ""}}, ""), "https://huggingface.co/acme/m/blob/main/LICENSE").has_value());
}

}  // namespace
}  // namespace caveat::model
