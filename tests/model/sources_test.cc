#include "model/sources.h"

#include <gtest/gtest.h>

#include <string>

#include "model/make_repository.h"
#include "model/weights_file.h"

namespace caveat::model {
namespace {

TEST(SourcesTest, ReadsEachKind) {
  const Repository repository = MakeRepository({
      {"Kitfile", "package:\n  license: MIT\n"},
      {"LICENSE", "Terms.\n"},
      {"Modelfile", "FROM acme\n"},
      {"README.md", "---\nlicense: mit\n---\nBody\n"},
      {"README_zh.md", "No head\n"},
      {"a.gguf", GgufFile().String("general.license", "mit").Tensor("w", {3}).Bytes()},
      {"config.json", "{\"model_type\": \"acme\"}"},
      {"m.safetensors",
       SafetensorsFile("{\"__metadata__\":{\"format\":\"pt\"},\"w\":{\"dtype\":\"F16\",\"shape\":[2]}}")},
      {"sha256-00", GgufFile().String("general.license", "isc").Bytes()},
      {"tokenizer.json", "{\"license\": \"none\"}"},
  });
  const std::vector<Source> sources = ReadSources(repository);
  const struct {
    const char* path;
    SourceFormat format;
    Role role;
    const char *key, *value;
    uint64_t parameters;
  } kWant[] = {
      {"Kitfile", SourceFormat::kYaml, Role::kConfig, "package.license", "MIT", 0},
      {"Modelfile", SourceFormat::kModelfile, Role::kConfig, "from", "acme", 0},
      {"README.md", SourceFormat::kCard, Role::kCard, "license", "mit", 0},
      {"a.gguf", SourceFormat::kGguf, Role::kWeightsHeader, "general.license", "mit", 3},
      {"config.json", SourceFormat::kJson, Role::kConfig, "model_type", "acme", 0},
      {"m.safetensors", SourceFormat::kSafetensors, Role::kWeightsHeader, "format", "pt", 2},
      {"sha256-00", SourceFormat::kGguf, Role::kWeightsHeader, "general.license", "isc", 0},
  };
  ASSERT_EQ(sources.size(), std::size(kWant));
  for (size_t i = 0; i < sources.size(); ++i) {
    EXPECT_EQ(repository.files[sources[i].file].path, kWant[i].path);
    EXPECT_EQ(sources[i].format, kWant[i].format) << kWant[i].path;
    EXPECT_EQ(sources[i].role, kWant[i].role) << kWant[i].path;
    EXPECT_EQ(sources[i].error, "") << kWant[i].path;
    EXPECT_TRUE(sources[i].complete) << kWant[i].path;
    EXPECT_EQ(sources[i].parameters, kWant[i].parameters) << kWant[i].path;
    const text::Field* field = text::First(sources[i].fields, kWant[i].key);
    ASSERT_NE(field, nullptr) << kWant[i].path;
    EXPECT_EQ(field->value, kWant[i].value) << kWant[i].path;
  }
  EXPECT_EQ(sources[2].body, 21u);
  EXPECT_EQ(sources[5].dtype, "F16");
}

TEST(SourcesTest, SaysWhatIsWrong) {
  Repository repository = MakeRepository({
      {"README.md", "---\nlicense:\tmit\n---\n"},
      {"a.gguf", GgufFile().String("general.license", "mit").Bytes().substr(0, 40)},
      {"b.gguf", GgufFile().String("general.license", "mit").Bytes().substr(0, 40)},
      {"c.gguf", "<html>Not found</html>"},
      {"config.json", "{\"model_type\": \"acme\","},
      {"d.gguf", GgufFile().String("general.license", "mit").Bytes()},
      {"e.safetensors", "version https://git-lfs.github.com/spec/v1\n"},
  });
  repository.files[2].content = Content::kHead;
  repository.files[5].content = Content::kUnread;
  repository.files[6].content = Content::kPointer;
  const std::vector<Source> sources = ReadSources(repository);
  ASSERT_EQ(sources.size(), 5u);
  EXPECT_NE(sources[0].error, "");
  EXPECT_EQ(sources[0].error_at, 12u);
  ASSERT_EQ(sources[0].problems.size(), 1u);
  EXPECT_EQ(sources[1].error, "the file ends inside its header");
  EXPECT_EQ(sources[1].error_at, 40u);
  EXPECT_FALSE(sources[1].complete);
  EXPECT_EQ(sources[2].error, "");
  EXPECT_FALSE(sources[2].complete);
  EXPECT_EQ(sources[3].error, "neither a GGUF nor a safetensors header");
  EXPECT_FALSE(sources[4].complete);
  EXPECT_NE(sources[4].error, "");
}

}  // namespace
}  // namespace caveat::model
