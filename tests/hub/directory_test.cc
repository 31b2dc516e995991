#include "hub/directory.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "model/weights_file.h"

namespace caveat::hub {
namespace {

namespace fs = std::filesystem;
using model::Content;
using model::Layout;

class DirectoryTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("caveat-directory-" + std::to_string(::getpid()) + "-" +
                                         testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  void Write(const std::string& path, const std::string& bytes) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << bytes;
  }
  bool Open(const std::string& path) {
    problems_.clear();
    error_.clear();
    return OpenRepository((root_ / path).string(), &repository_,
                          [&](Problem p) { problems_.push_back(p.path + ": " + p.reason); }, &error_);
  }
  // "path" of each file with a letter for its content.
  std::string Told() const {
    std::string out;
    for (const model::File& file : repository_.files) {
      out += (out.empty() ? "" : " ") + file.path + ":" + "lwhpu"[static_cast<int>(file.content)];
    }
    return out;
  }
  const model::File& File(const std::string& path) const {
    for (const model::File& file : repository_.files) {
      if (file.path == path) return file;
    }
    ADD_FAILURE() << path;
    return repository_.files.at(0);
  }

  fs::path root_;
  model::Repository repository_;
  std::vector<std::string> problems_;
  std::string error_;
};

const std::string kPointer =
    "version https://git-lfs.github.com/spec/v1\noid sha256:" + std::string(64, 'a') + "\nsize 5000\n";

TEST_F(DirectoryTest, PlainFolder) {
  Write("acme/m/README.md", "---\nlicense: mit\n---\n");
  Write("acme/m/LICENSE", "Terms");
  Write("acme/m/config.json", "{}");
  Write("acme/m/train.py", "pass");
  Write("acme/m/pytorch_model.bin", kPointer);
  Write("acme/m/model.safetensors", kPointer);
  Write("acme/m/unet/x.safetensors", model::SafetensorsFile("{}") + std::string(100'000, 'x'));
  Write("acme/m/caf\xE9.md", "x");
  Write("acme/m/.gitattributes", "*.bin filter=lfs");
  Write("acme/m/part.incomplete", "x");
  fs::create_symlink("nowhere", root_ / "acme/m/NOTICE");
  fs::create_symlink("LICENSE", root_ / "acme/m/LICENSE.txt");
  fs::create_directory_symlink("..", root_ / "acme/m/loop");
  ASSERT_TRUE(Open("acme/m/")) << error_;
  EXPECT_EQ(repository_.layout, Layout::kDirectory);
  EXPECT_EQ(repository_.id, "acme/m");
  EXPECT_EQ(repository_.path, (root_ / "acme/m/").string());
  EXPECT_TRUE(repository_.paths_complete);
  EXPECT_EQ(
      Told(),
      ".gitattributes:l LICENSE:w LICENSE.txt:w NOTICE:u README.md:w caf\xE9.md:l config.json:w model.safetensors:p "
      "pytorch_model.bin:p train.py:l unet/x.safetensors:h");
  EXPECT_EQ(File("LICENSE").bytes, "Terms");
  EXPECT_EQ(File("model.safetensors").size, 5000u);
  EXPECT_NE(File("NOTICE").error, "");
  EXPECT_EQ(File("unet/x.safetensors").bytes.size(), 10u);
  EXPECT_EQ(File("unet/x.safetensors").size, 100'010u);
  EXPECT_TRUE(problems_.empty());
}

TEST_F(DirectoryTest, LocalDir) {
  const std::string commit(40, 'c');
  Write("m/README.md", "x");
  Write("m/.cache/huggingface/download/README.md.metadata", commit + "\n" + std::string(40, 'e') + "\n1700000000.5\n");
  ASSERT_TRUE(Open("m")) << error_;
  EXPECT_EQ(repository_.layout, Layout::kHfLocalDir);
  EXPECT_EQ(repository_.revision, commit);
  EXPECT_EQ(Told(), "README.md:w");
}

TEST_F(DirectoryTest, Cache) {
  const std::string one(40, '1'), two(40, '2');
  for (const std::string& commit : {one, two}) Write("hub/models--acme--m/snapshots/" + commit + "/README.md", commit);
  Write("hub/models--acme--m/refs/main", one + "\n");
  ASSERT_TRUE(Open("hub/models--acme--m")) << error_;
  EXPECT_EQ(repository_.layout, Layout::kHfCache);
  EXPECT_EQ(repository_.id, "acme/m");
  EXPECT_EQ(repository_.revision, one);
  EXPECT_EQ(File("README.md").bytes, one);
  ASSERT_TRUE(Open("hub/models--acme--m/snapshots/" + two)) << error_;
  EXPECT_EQ(repository_.id, "acme/m");
  EXPECT_EQ(repository_.revision, two);
  EXPECT_EQ(File("README.md").bytes, two);
  fs::remove(root_ / "hub/models--acme--m/refs/main");
  ASSERT_TRUE(Open("hub/models--acme--m")) << error_;
  EXPECT_EQ(repository_.revision, two);
}

TEST_F(DirectoryTest, FoldersOfRepositories) {
  Write("hub/acme/m/README.md", "x");
  Write("hub/acme/m/config.json", "{}");
  ASSERT_TRUE(Open("hub")) << error_;
  EXPECT_EQ(repository_.id, "acme/m");
  Write("hub/acme/n/README.md", "x");
  EXPECT_FALSE(Open("hub"));
  EXPECT_NE(error_.find("more than one"), std::string::npos) << error_;
  // Parts of one repository of code, each with a README of its own, read to see whether it is a card.
  Write("code/one/README.md", "x");
  Write("code/two/README.md", "x");
  ASSERT_TRUE(Open("code")) << error_;
  EXPECT_EQ(Told(), "one/README.md:w two/README.md:w");
  fs::create_directories(root_ / "empty");
  EXPECT_FALSE(Open("empty"));
  EXPECT_NE(error_, "");
  EXPECT_FALSE(Open("missing"));
  EXPECT_EQ(error_, "no such file or folder; check the spelling");
}

TEST_F(DirectoryTest, SingleFiles) {
  const std::string gguf = model::GgufFile().String("general.license", "mit").Bytes();
  Write("x/acme.gguf", gguf + std::string(10, 'x'));
  Write("x/sha256-00", gguf);
  Write("x/m.safetensors", model::SafetensorsFile("{}") + "data");
  Write("x/p.gguf", kPointer);
  Write("x/LICENSE", "Terms");
  ASSERT_TRUE(Open("x/acme.gguf")) << error_;
  EXPECT_EQ(repository_.layout, Layout::kGgufFile);
  EXPECT_FALSE(repository_.paths_complete);
  EXPECT_EQ(repository_.id, "");
  EXPECT_EQ(Told(), "acme.gguf:h");
  EXPECT_EQ(File("acme.gguf").bytes, gguf);
  ASSERT_TRUE(Open("x/sha256-00")) << error_;
  EXPECT_EQ(repository_.layout, Layout::kGgufFile);
  EXPECT_EQ(Told(), "sha256-00:w");
  ASSERT_TRUE(Open("x/m.safetensors")) << error_;
  EXPECT_EQ(repository_.layout, Layout::kSafetensorsFile);
  EXPECT_EQ(File("m.safetensors").bytes, model::SafetensorsFile("{}"));
  ASSERT_TRUE(Open("x/p.gguf")) << error_;
  EXPECT_EQ(Told(), "p.gguf:p");
  ASSERT_TRUE(Open("x/LICENSE")) << error_;
  EXPECT_EQ(repository_.layout, Layout::kDirectory);
  EXPECT_EQ(Told(), "LICENSE:w");
}

// A long header is read to its end, and what is not worth keeping is dropped.
TEST_F(DirectoryTest, LongHeaders) {
  const std::vector<std::string> tokens(300'000, "token");
  Write("m/a.gguf", model::GgufFile()
                            .String("general.name", "a")
                            .Strings("tokenizer.ggml.tokens", tokens)
                            .String("general.license", "mit")
                            .Bytes() +
                        std::string(1000, 'x'));
  Write("m/b.gguf", model::GgufFile().String("general.name", "b").Strings("tokenizer.ggml.tokens", tokens).Bytes());
  std::string json = "{\"__metadata__\":{\"format\":\"pt\"}";
  for (int i = 0; i < 5000; ++i)
    json += ",\"layer." + std::to_string(i) + "\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
  Write("m/c.safetensors", model::SafetensorsFile(json + "}") + std::string(1000, 'x'));
  ASSERT_TRUE(Open("m")) << error_;
  EXPECT_NE(File("a.gguf").bytes.find("general.license"), std::string::npos);
  EXPECT_LT(File("b.gguf").bytes.size(), 100u);
  EXPECT_EQ(File("c.safetensors").bytes.size(), json.size() + 9);
}

TEST(DirectoryPathsTest, Listings) {
  model::Repository repository;
  repository.files.emplace_back().path = "LICENSE";
  const std::string listing =
      "README.md\r\n./config.json\nLICENSE\ndocs/\n\n\"docs/\\345\\244\\207 \\\"x\\\".md\"\n"
      "100644 blob 0123456789012345678901234567890123456789    1234\tmodel.safetensors\n"
      "040000 tree 0123456789012345678901234567890123456789       -\tunet\n"
      "100644 0123456789012345678901234567890123456789 0\tstaged.txt\n" +
      std::string(64, 'a') + "  summed.txt\nname with blanks.md\nREADME.md";
  EXPECT_EQ(AddPaths(listing, &repository), 7u);
  std::string told;
  for (const model::File& file : repository.files) told += file.path + "|";
  EXPECT_EQ(told,
            "LICENSE|README.md|config.json|docs/\xE5\xA4\x87 \"x\".md|model.safetensors|name with "
            "blanks.md|staged.txt|summed.txt|");
  EXPECT_EQ(repository.files[4].size, 1234u);
  EXPECT_TRUE(repository.files[4].size_known);
  EXPECT_FALSE(repository.files[6].size_known);
  for (const model::File& file : repository.files) EXPECT_EQ(file.content, Content::kListed);
  EXPECT_EQ(AddPaths("", &repository), 0u);
}

}  // namespace
}  // namespace caveat::hub
