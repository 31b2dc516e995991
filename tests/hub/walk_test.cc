#include "hub/walk.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "temporary_folder.h"

namespace caveat::hub {
namespace {

namespace fs = std::filesystem;

class Walked : public testing::Test {
 protected:
  void Put(const std::string& path, const std::string& content = "x") const {
    fs::create_directories(fs::path(root_ + "/" + path).parent_path());
    std::ofstream(root_ + "/" + path) << content;
  }
  // A tar of these files.
  void PutTar(const std::string& path, const std::map<std::string, std::string>& files) const {
    archive* a = archive_write_new();
    archive_write_set_format_ustar(a);
    ASSERT_EQ(archive_write_open_filename(a, (root_ + "/" + path).c_str()), ARCHIVE_OK);
    for (const auto& [name, content] : files) {
      archive_entry* entry = archive_entry_new();
      archive_entry_set_pathname(entry, name.c_str());
      archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_perm(entry, 0644);
      archive_write_header(a, entry);
      archive_write_data(a, content.data(), content.size());
      archive_entry_free(entry);
    }
    archive_write_free(a);
  }
  // Everything below the root, by key of piece and repository.
  std::map<std::string, model::Repository> Read(const WalkOptions& options = {}) {
    problems_.clear();
    std::map<std::string, model::Repository> out;
    const OnProblem problem = [&](Problem p) {
      problems_.push_back(p.path.substr(std::min(root_.size(), p.path.size())) + ": " + p.reason);
    };
    Walk walk(root_, options, problem);
    while (const std::unique_ptr<Piece> piece = walk.Next()) {
      const Stamp stamp = piece->Look();
      EXPECT_EQ(stamp, piece->Look()) << piece->key;
      piece->Read(
          [&](Found found) {
            const std::string key = piece->key + "|" + found.key;
            EXPECT_EQ(out.count(key), 0u) << key;
            out[key] = std::move(found.repository);
            return true;
          },
          problem);
    }
    return out;
  }
  static const model::File* FileOf(const model::Repository& repository, const std::string& path) {
    for (const model::File& file : repository.files) {
      if (file.path == path) return &file;
    }
    return nullptr;
  }

  TemporaryFolder temporary_;
  std::string root_ = temporary_.path();
  std::vector<std::string> problems_;
};

TEST_F(Walked, PlainFolders) {
  Put("org/name/README.md", "# Card");
  Put("org/name/config.json", "{}");
  Put("org/name/onnx/model.onnx", "weights");
  const auto found = Read();
  ASSERT_EQ(found.size(), 1u);
  const model::Repository& r = found.at("org/name|");
  EXPECT_EQ(r.id, "org/name");
  EXPECT_EQ(r.layout, model::Layout::kDirectory);
  EXPECT_EQ(r.path, root_ + "/org/name");
  ASSERT_EQ(r.files.size(), 3u);
  EXPECT_EQ(r.files[0].path, "README.md");
  EXPECT_EQ(r.files[0].bytes, "# Card");
  EXPECT_EQ(r.files[2].path, "onnx/model.onnx");
}

TEST_F(Walked, HubCache) {
  const std::string folder = "models--org--name/", commit(40, 'a');
  Put(folder + "blobs/111", "# Card");
  Put(folder + "snapshots/" + commit + "/.keep");
  fs::create_symlink("../../blobs/111", root_ + "/" + folder + "snapshots/" + commit + "/README.md");
  Put(folder + ".no_exist/" + commit + "/LICENSE", "");
  Put(folder + "trees/" + commit + ".json", R"({"files":{"README.md":{"size":6},"LICENSE":{"size":9}}})");
  const auto found = Read();
  ASSERT_EQ(found.size(), 1u);
  const model::Repository& r = found.begin()->second;
  EXPECT_EQ(r.id, "org/name");
  EXPECT_EQ(r.revision, commit);
  EXPECT_EQ(r.layout, model::Layout::kHfCache);
  EXPECT_EQ(FileOf(r, "README.md")->bytes, "# Card");
  EXPECT_EQ(FileOf(r, "LICENSE")->content, model::Content::kPointer);
}

TEST_F(Walked, ModelScope) {
  Put("models/Qwen/Qwen2___5-7B/README.md");
  Put("models/Qwen/Qwen2___5-7B/.mv", "Revision:v1.0,CreatedAt:1");
  const auto found = Read();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.begin()->second.id, "Qwen/Qwen2.5-7B");
  EXPECT_EQ(found.begin()->second.revision, "v1.0");
  EXPECT_EQ(found.begin()->second.layout, model::Layout::kModelScope);
}

TEST_F(Walked, Ollama) {
  const std::string a(64, 'a'), b(64, 'b');
  Put("blobs/sha256-" + a, "A licence.");
  Put("blobs/sha256-" + b, "A policy.");
  const auto layer = [](const std::string& hex) {
    return R"({"mediaType":"application/vnd.ollama.image.license","digest":"sha256:)" + hex + R"(","size":9})";
  };
  Put("manifests/registry.ollama.ai/library/tiny/latest",
      "{\"layers\":[" + layer(a) + "," + layer(b) + "," + layer("../../etc") + "]}");
  Put("manifests/registry.ollama.ai/library/tiny/bad", "no manifest");
  const auto found = Read();
  ASSERT_EQ(found.size(), 1u);
  const model::Repository& r = found.begin()->second;
  EXPECT_EQ(r.id, "library/tiny");
  EXPECT_EQ(r.revision, "latest");
  ASSERT_EQ(r.files.size(), 2u);
  EXPECT_EQ(r.files[0].bytes, "A licence.");
  EXPECT_EQ(r.files[1].path, "LICENSE.2");
  ASSERT_EQ(problems_.size(), 1u);
  EXPECT_NE(problems_[0].find("is no manifest"), std::string::npos);
}

TEST_F(Walked, OciLayout) {
  const std::string licence(64, '1'), manifest(64, '2');
  Put("m/oci-layout", "{}");
  Put("m/blobs/sha256/" + licence, "A licence.");
  Put("m/blobs/sha256/" + manifest, R"({"layers":[{"mediaType":"application/vnd.docker.ai.license","digest":"sha256:)" +
                                        licence + R"(","size":10},)" +
                                        R"({"mediaType":"application/vnd.docker.ai.gguf.v3","digest":"sha256:)" +
                                        std::string(64, '3') + R"(","size":99}]})");
  Put("m/index.json", R"({"manifests":[{"digest":"sha256:)" + manifest +
                          R"(","annotations":{"org.opencontainers.image.ref.name":"reg.example/ai/tiny:1B"}}]})");
  const auto found = Read();
  ASSERT_EQ(found.size(), 1u);
  const model::Repository& r = found.begin()->second;
  EXPECT_EQ(r.id, "ai/tiny");
  EXPECT_EQ(r.revision, "1B");
  EXPECT_EQ(FileOf(r, "LICENSE")->bytes, "A licence.");
  EXPECT_EQ(FileOf(r, "model.gguf")->content, model::Content::kPointer);  // not pulled
}

TEST_F(Walked, OciManifestsThatNameLicences) {
  const std::string config(64, '1'), manifest(64, '2');
  Put("m/oci-layout", "{}");
  Put("m/blobs/sha256/" + config, R"({"descriptor":{"licenses":["MIT"]}})");
  const std::string text = R"({"annotations":{"org.opencontainers.image.licenses":"MIT"},"config":{"mediaType":)"
                           R"("application/vnd.cncf.model.config.v1+json","digest":"sha256:)" +
                           config + R"(","size":36}})";
  Put("m/blobs/sha256/" + manifest, text);
  Put("m/index.json", R"({"manifests":[{"digest":"sha256:)" + manifest + R"("}]})");
  const auto found = Read();
  ASSERT_EQ(found.size(), 1u);
  const model::Repository& r = found.begin()->second;
  ASSERT_NE(FileOf(r, "modelpack.json"), nullptr);
  EXPECT_EQ(FileOf(r, "modelpack.json")->bytes, R"({"descriptor":{"licenses":["MIT"]}})");
  ASSERT_NE(FileOf(r, "oci-manifest.json"), nullptr);
  EXPECT_EQ(FileOf(r, "oci-manifest.json")->bytes, text);
}

TEST_F(Walked, PartsOfARepositoryAreNoRepositories) {
  Put("org/name/README.md", "# Card");
  Put("org/name/LICENSE", "terms");
  Put("org/name/docs/README.md", "# Docs");
  Put("org/name/configs/a/README.md", "# A");
  Put("org/name/unet/model.safetensors", "weights");
  Put("org/other/README.md", "# Card");
  Put("org/other/lora/README.md", "# Card");
  Put("org/other/lora/adapter_model.safetensors", "weights");
  PutTar("m.tar", {{"org/name/README.md", "# Card"}, {"org/name/docs/README.md", "# Docs"}});
  const auto found = Read();
  ASSERT_EQ(found.size(), 4u);
  EXPECT_NE(FileOf(found.at("org/name|"), "docs/README.md"), nullptr);
  EXPECT_EQ(found.count("org/other/README.md|"), 1u);
  EXPECT_EQ(found.count("org/other/lora|"), 1u);
  EXPECT_EQ(found.count("m.tar|org/name"), 1u);
}

TEST_F(Walked, ArchivesHoldWhatTheTreeHolds) {
  fs::create_directories(root_ + "/x");
  PutTar("x/m.tar", {{"./org/a/README.md", "# A"},
                     {"./org/a/config.json", "{}"},
                     {"org/b/README.md", "# B"},
                     {"org/b/w/x.png", "w"},
                     {"../evil/README.md", "no"},
                     {"org/inner.zip", "no"}});
  Put("x/broken.zip", "this is none");
  const auto found = Read();
  ASSERT_EQ(found.size(), 2u);
  const model::Repository& a = found.at("x/m.tar|org/a");
  EXPECT_EQ(a.id, "org/a");
  EXPECT_EQ(a.layout, model::Layout::kArchive);
  EXPECT_EQ(a.path, root_ + "/x/m.tar/org/a");
  EXPECT_EQ(FileOf(a, "README.md")->bytes, "# A");
  EXPECT_EQ(FileOf(found.at("x/m.tar|org/b"), "w/x.png")->content, model::Content::kListed);
  EXPECT_EQ(problems_.size(), 2u);  // the broken one, and the inner one
}

TEST_F(Walked, ArchivesThatGrowTooMuchAreLeft) {
  fs::create_directories(root_ + "/x");
  PutTar("x/m.tar", {{"org/a/README.md", "# A"}, {"org/a/config.json", "{}"}, {"org/b/README.md", "# B"}});
  WalkOptions options;
  options.limits.archive_entries = 2;
  const auto found = Read(options);
  EXPECT_EQ(found.size(), 1u);
  EXPECT_EQ(problems_.size(), 1u);
}

TEST_F(Walked, LooseWeightsAndStrayCards) {
  Put("loose/a-Q4_0.gguf");
  Put("loose/b.gguf");
  Put("README.md", "# Mirror");
  Put("org/x/config.json");
  const auto found = Read();
  EXPECT_EQ(found.count("loose/a-Q4_0.gguf|"), 1u);
  EXPECT_EQ(found.count("loose/b.gguf|"), 1u);
  EXPECT_EQ(found.count("org/x|"), 1u);
  EXPECT_EQ(found.at("loose/b.gguf|").layout, model::Layout::kGgufFile);
  EXPECT_TRUE(found.at("loose/b.gguf|").id.empty());
}

TEST_F(Walked, LinksMakeNoLoops) {
  Put("org/x/config.json");
  fs::create_symlink(root_, root_ + "/org/loop");
  fs::create_symlink("..", root_ + "/org/x/loop");
  fs::create_symlink("nowhere", root_ + "/org/x/LICENSE");
  const auto found = Read();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(FileOf(found.at("org/x|"), "LICENSE")->content, model::Content::kUnread);
}

TEST_F(Walked, ChangesShowInTheStamp) {
  Put("org/x/config.json", "{}");
  const auto look = [&] { return Walk(root_, {}, [](const Problem&) {}).Next()->Look(); };
  const Stamp before = look();
  EXPECT_EQ(look(), before);
  Put("org/x/deep/new.txt");
  const Stamp after = look();
  EXPECT_NE(after, before);
  Put("org/x/config.json", "{ }");
  EXPECT_NE(look(), after);
}

TEST_F(Walked, EntersOnlyWhatIsAskedFor) {
  Put("a/x/config.json");
  Put("b/x/config.json");
  WalkOptions options;
  options.enter = [](std::string_view below) { return below.empty() || below.starts_with("b"); };
  const auto found = Read(options);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.begin()->first, "b/x|");
}

TEST_F(Walked, MissingRootIsAProblem) {
  root_ += "/none";
  EXPECT_TRUE(Read().empty());
  EXPECT_EQ(problems_.size(), 1u);
  root_.resize(root_.size() - 5);
}

}  // namespace
}  // namespace caveat::hub
