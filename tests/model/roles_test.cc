#include "model/roles.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace caveat::model {
namespace {

TEST(RolesTest, Roles) {
  const std::pair<Role, std::vector<const char*>> kCases[] = {
      {Role::kLicense,
       {"LICENSE",
        "LICENCE",
        "license.md",
        "LICENSE.txt",
        "License.html",
        "UNLICENSE",
        "COPYING",
        "COPYING.LESSER",
        "LICENSE-MIT",
        "MIT-LICENSE",
        "LICENSE-2.0",
        "LICENSE.PLM",
        "LICENSE-CODE",
        "LICENSE_DATA",
        "DATA_LICENSE",
        "COMMUNITY_LICENSE",
        "Acme LICENSE AGREEMENT",
        "EULA.txt",
        "TERMS.md",
        "terms_of_use.md",
        "Terms and Conditions.txt",
        "LICENSES/MIT.txt",
        "LICENSES/LicenseRef-Acme.txt",
        "GPL-3.0.txt",
        "OFL.txt",
        "openrail.md",
        "finetune/LICENSE",
        "LICENSE.pdf",
        "LICENSE.docx",
        "LICENSING.md",
        "./LICENSE",
        "data.csv.license",
        "\xE8\xAE\xB8\xE5\x8F\xAF\xE8\xAF\x81.txt" /* 许可证 */,
        "\xE7\x94\xA8\xE6\x88\xB7\xE5\x8D\x8F\xE8\xAE\xAE.md" /* 用户协议 */}},
      {Role::kModelLicense,
       {"MODEL_LICENSE", "MODEL_LICENSE.md", "LICENSE-MODEL", "LICENSE_MODEL.txt", "LICENSE_WEIGHTS", "WEIGHTS_LICENSE",
        "LICENSE_weights", "ModelsCommunityLicenseAgreement", "INDEX_MODEL_LICENSE", "MODEL_LICENSE_AGREEMENT.txt",
        "WEIGHT_DIFF_LICENSE", "model.safetensors.license", "weights/LICENSE", "models/acme3/LICENSE",
        "Community License for Acme Model.pdf",
        "\xE6\xA8\xA1\xE5\x9E\x8B\xE8\xAE\xB8\xE5\x8F\xAF\xE5\x8D\x8F\xE8\xAE\xAE.txt" /* 模型许可协议 */}},
      {Role::kUsePolicy,
       {"USE_POLICY.md", "USAGE_POLICY", "use-policy.txt", "ACCEPTABLE_USE.md", "acceptable_use_policy.txt", "AUP.md",
        "prohibited_use_policy.md", "models/acme3/USE_POLICY.md", "use_restrictions.md",
        "\xE4\xBD\xBF\xE7\x94\xA8\xE8\xA7\x84\xE8\x8C\x83.md" /* 使用规范 */}},
      {Role::kNotice,
       {"NOTICE", "Notice", "Notice.txt", "NOTICE.md", "THIRD_PARTY_NOTICES.txt", "ThirdPartyNotices.txt",
        "third-party.md", "DISCLAIMER", "COPYRIGHT", "PATENTS", ".reuse/dep5", "REUSE.toml", "debian/copyright",
        "\xE5\x85\x8D\xE8\xB4\xA3\xE5\xA3\xB0\xE6\x98\x8E.md" /* 免责声明 */}},
      {Role::kCard,
       {"README.md", "README", "readme.MD", "README_zh.md", "README-cn.md", "README.zh.md", "README.rst", "README.org",
        "MODEL_CARD.md", "models/acme3/MODEL_CARD.md", "model_card.md", "modelcard.md", "Acme_v1_Model_Card.md",
        "model_cards/acme/x/README.md", "README_LICENSE.md"}},
      {Role::kConfig,
       {"config.json", "unet/config.json", "adapter_config.json", "model_index.json", "generation_config.json",
        "tokenizer_config.json", "tokenizer.json", "mergekit_config.yml", "Kitfile", "Modelfile",
        "model.safetensors.index.json", "mof.yml", "MOF.yml", "configuration.json", "params.json",
        "model-metadata.json"}},
      {Role::kCode,
       {"modeling_acme.py", "train.ipynb", "src/main.cc", "run.sh", "pyproject.toml", "license.py", "Dockerfile",
        "requirements.txt", "setup.cfg", "tools/model_license.js"}},
      {Role::kData,
       {"data/train.parquet", "eval.jsonl", "train.csv", "corpus.jsonl.gz", "data_card.md", "DATASHEET.md",
        "DatasetCard.md"}},
      {Role::kWeightsHeader,
       {"model.safetensors", "unet/diffusion_pytorch_model.safetensors", "acme-q4.gguf", "A-00001-of-00009.GGUF"}},
      {Role::kOther,
       {"pytorch_model.bin",
        "docs/README.md",
        "docs/intro.md",
        "license.png",
        "license.svg",
        "LICENSE.json",
        "license_header.txt",
        ".git/LICENSE",
        "third_party/x/LICENSE",
        "node_modules/y/LICENSE",
        "vendor/NOTICE",
        "picture.png.license",
        "privacy_policy.md",
        "responsible-use-guide.pdf",
        "SECURITY.md",
        "CODE_OF_CONDUCT.md",
        "agreements.zip",
        "notes.txt",
        "v2.txt",
        "1.0.md",
        "thermostat.md",
        "",
        "/",
        "a/",
        ".gitattributes",
        "long_term.md",
        "cc.log"}},
  };
  for (const auto& [role, paths] : kCases) {
    for (const char* path : paths) EXPECT_EQ(RoleName(RoleOf(path)), RoleName(role)) << path;
  }
}

TEST(RolesTest, Covers) {
  const std::pair<const char*, std::vector<const char*>> kCases[] = {
      {"weights",
       {"LICENSE-MODEL", "MODEL_LICENSE", "LICENSE_weights", "weights/LICENSE", "model.safetensors.license",
        "models/acme/LICENSE"}},
      {"code", {"LICENSE-CODE", "CODE_LICENSE.txt", "src/LICENSE"}},
      {"data", {"LICENSE_DATA", "DATA_LICENSE", "data/LICENSE", "train.csv.license"}},
      {"docs", {"LICENSE-docs", "docs/LICENSE"}},
      {"unspecified", {"LICENSE", "LICENSE-CODE-AND-MODEL", "COMMUNITY_LICENSE", "USE_POLICY.md"}},
  };
  for (const auto& [covers, paths] : kCases) {
    for (const char* path : paths) EXPECT_EQ(CoversOf(path), covers) << path;
  }
}

TEST(RolesTest, Weights) {
  for (const char* path :
       {"model.safetensors", "a/pytorch_model-00001-of-00002.bin", "x.gguf", "acme.pt", "consolidated.00.pth", "m.onnx",
        "tf_model.h5", "flax_model.msgpack", "x.ckpt", "acme.llamafile"}) {
    EXPECT_TRUE(IsWeights(path)) << path;
  }
  for (const char* path : {"training_args.bin", "optimizer.pt", "scheduler.pt", "config.json",
                           "model.safetensors.index.json", "README.md", "bin/x", "rng_state.pth", "tokenizer.bin"}) {
    EXPECT_FALSE(IsWeights(path)) << path;
  }
}

TEST(RolesTest, MainCard) {
  EXPECT_TRUE(IsMainCard("README.md"));
  EXPECT_TRUE(IsMainCard("readme.MD"));
  EXPECT_FALSE(IsMainCard("README_zh.md"));
  EXPECT_FALSE(IsMainCard("docs/README.md"));
  EXPECT_FALSE(IsMainCard("README"));
}

TEST(RolesTest, Texts) {
  for (const char* path : {"LICENSE", "USE_POLICY.md", "NOTICE", "README.md", "MODEL_CARD.md", "data_card.md"})
    EXPECT_TRUE(HasText(path)) << path;
  for (const char* path : {"config.json", "model.safetensors", "train.py", "train.csv", "docs/README.md"})
    EXPECT_FALSE(HasText(path)) << path;
}

TEST(RolesTest, ReadmesBelowTheTop) {
  for (const char* path : {"docs/README.md", "a/b/ReadMe.TXT", "quantized/README", "part/README_zh.md"})
    EXPECT_TRUE(IsReadmeBelow(path)) << path;
  for (const char* path : {"README.md", "docs/read.md", "docs/README.png", "node_modules/x/README.md", "vendor/README",
                           "model_cards/README.md", "readme/x.md"})
    EXPECT_FALSE(IsReadmeBelow(path)) << path;
}

TEST(RolesTest, Wishes) {
  EXPECT_EQ(WishFor("LICENSE", 0), kMaxText);
  EXPECT_EQ(WishFor("README.md", 1 << 30), kMaxText);
  EXPECT_EQ(WishFor("docs/README.md", 100), kMaxText);
  EXPECT_EQ(WishFor("docs/notes.md", 100), 0u);
  EXPECT_EQ(WishFor("third_party/x/README.md", 100), 0u);
  EXPECT_EQ(WishFor("LICENSE.pdf", 0), kMaxDocument);
  EXPECT_EQ(WishFor("config.json", 100), kMaxConfig);
  EXPECT_EQ(WishFor("tokenizer.json", 100), 0u);
  EXPECT_EQ(WishFor("model.safetensors.index.json", 100), kMaxDocument);
  EXPECT_EQ(WishFor("model.safetensors", 5'000'000'000), kHeaderFirst);
  EXPECT_EQ(WishFor("x.gguf", 0), kHeaderFirst);
  EXPECT_EQ(WishFor("pytorch_model.bin", 5'000'000'000), 0u);
  EXPECT_EQ(WishFor("pytorch_model.bin", 134), 1024u);
  EXPECT_EQ(WishFor("train.py", 100), 0u);
  EXPECT_EQ(WishFor("picture.png", 100), 0u);
}

TEST(RolesTest, HeaderLengths) {
  EXPECT_EQ(HeaderLength("model.safetensors", std::string("\x10\0\0\0\0\0\0\0{", 9)), 24u);
  EXPECT_EQ(HeaderLength("MODEL.SAFETENSORS", std::string("\x10\0\0\0\0\0\0\0{", 9)), 24u);
  EXPECT_EQ(HeaderLength("model.bin", std::string("\x10\0\0\0\0\0\0\0{", 9)), 0u);
  EXPECT_EQ(HeaderLength("any name", std::string("GGUF\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 24)), 24u);
  EXPECT_EQ(HeaderLength("x.gguf", "no such thing"), 0u);
}

}  // namespace
}  // namespace caveat::model
