#include "model/config.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::model {
namespace {

std::string Told(const Config& config) {
  std::string out;
  for (const text::Field& f : config.fields) {
    if (f.kind == text::Field::Kind::kKey) continue;
    if (!out.empty()) out += " ";
    out += f.key + "=" + f.value;
    if (f.item != 0) out += "@" + std::to_string(f.item);
  }
  return out;
}

TEST(ConfigTest, Formats) {
  for (const char* path :
       {"config.json", "unet/config.json", "adapter_config.json", "model_index.json", "Tokenizer_Config.json",
        "configuration.json", "model.safetensors.index.json", "dataset-metadata.json"}) {
    EXPECT_EQ(ConfigFormatOf(path), ConfigFormat::kJson) << path;
  }
  for (const char* path : {"mergekit_config.yml", "Kitfile", "a/Kitfile", "mof.yml", "MOF.yaml", "acme.mof.yml"}) {
    EXPECT_EQ(ConfigFormatOf(path), ConfigFormat::kYaml) << path;
  }
  for (const char* path : {"Modelfile", "Modelfile.q4", "x/acme.modelfile"})
    EXPECT_EQ(ConfigFormatOf(path), ConfigFormat::kModelfile);
  for (const char* path : {"tokenizer.json", "package.json", "train.yml", "README.md", "modelfile/x", ""}) {
    EXPECT_EQ(ConfigFormatOf(path), ConfigFormat::kNone) << path;
  }
}

TEST(ConfigTest, Json) {
  const Config config = ReadConfig("config.json", R"({
    "_name_or_path": "acme/base-7b", "architectures": ["AcmeForCausalLM"], "model_type": "acme",
    "auto_map": {"AutoModel": "modeling_acme.AcmeModel"}, "id2label": {"0": "A", "1": "B"},
    "text_config": {"vocab_size": 32000}, "rope_theta": 1e6, "tie_word_embeddings": false})");
  EXPECT_EQ(config.error, "");
  EXPECT_EQ(Told(config),
            "_name_or_path=acme/base-7b architectures=AcmeForCausalLM model_type=acme "
            "auto_map.AutoModel=modeling_acme.AcmeModel "
            "text_config.vocab_size=32000 rope_theta=1e6 tie_word_embeddings=false");
}

TEST(ConfigTest, Merge) {
  const Config config =
      ReadConfig("mergekit_config.yml",
                 "merge_method: slerp\nbase_model: a/b\nslices:\n- sources:\n  - model: a/b\n    layer_range: [0, 32]\n"
                 "  - model: c/d\n---\nmodels:\n- model: e/f\n  parameters: {weight: 0.5}\n- model: g/h\n");
  EXPECT_EQ(config.error, "");
  EXPECT_EQ(Told(config),
            "merge_method=slerp base_model=a/b slices.sources.model=a/b slices.sources.layer_range=0 "
            "slices.sources.layer_range=32@1 slices.sources.model=c/d@1 models.model=e/f models.parameters.weight=0.5 "
            "models.model=g/h@1");
}

TEST(ConfigTest, Kitfile) {
  const Config config =
      ReadConfig("Kitfile",
                 "\xEF\xBB\xBFmanifestVersion: 1.0.0\npackage:\n  license: MIT\nmodel: {path: m.gguf, license: other}\n"
                 "code:\n- path: src\n  license: Apache-2.0\n- path: x\n");
  EXPECT_EQ(Told(config),
            "manifestVersion=1.0.0 package.license=MIT model.path=m.gguf model.license=other code.path=src "
            "code.license=Apache-2.0 "
            "code.path=x@1");
  EXPECT_EQ(config.fields[0].begin, 20u);
}

TEST(ConfigTest, Modelfile) {
  const std::string file =
      "# made by hand\r\nFROM ./acme.gguf\r\nadapter lora.bin\n\nLICENSE \"\"\"First terms.\nTwo lines.\n\"\"\"\n"
      "license MIT\nSYSTEM \"\"\"\nLICENSE not one\n\"\"\"\nLICENSE \"one\nquote\"\nPARAMETER x 1\n";
  const Config config = ReadConfig("Modelfile", file);
  EXPECT_EQ(config.error, "");
  EXPECT_EQ(Told(config),
            "from=./acme.gguf adapter=lora.bin license=First terms.\nTwo lines.\n license=MIT@1 license=one\nquote@2");
  for (const text::Field& field : config.fields)
    EXPECT_EQ(file.substr(field.begin, field.end - field.begin), field.value);
}

TEST(ConfigTest, Errors) {
  const Config open = ReadConfig("Modelfile", "FROM x\nLICENSE \"\"\"never\nclosed\n");
  EXPECT_NE(open.error, "");
  EXPECT_EQ(open.error_at, 15u);
  EXPECT_EQ(Told(open), "from=x license=never\nclosed\n");
  const Config json = ReadConfig("config.json", "{\"model_type\": \"acme\", oops}");
  EXPECT_NE(json.error, "");
  EXPECT_GT(json.error_at, 15u);
  EXPECT_EQ(Told(json), "model_type=acme");
  const Config yaml = ReadConfig("Kitfile", "package:\n  license: MIT\n bad: [\n");
  EXPECT_NE(yaml.error, "");
  EXPECT_EQ(Told(yaml), "package.license=MIT");
  EXPECT_TRUE(ReadConfig("x.txt", "a: b").fields.empty());
}

}  // namespace
}  // namespace caveat::model
