#include "hub/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace caveat::hub {
namespace {

using Names = std::vector<std::string>;

// Names that end in "/" are folders.
std::vector<Entry> Of(Names names) {
  std::vector<Entry> out;
  for (std::string& name : names) {
    const bool folder = name.ends_with('/');
    if (folder) name.pop_back();
    out.push_back({name, folder ? Kind::kFolder : Kind::kFile});
  }
  std::sort(out.begin(), out.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return out;
}

struct Case {
  Names names;
  std::map<std::string, Names> below;
  FolderIs is;
  uint32_t depth = 1;
};

TEST(Layout, WhatAFolderIs) {
  const Case cases[] = {
      {{"config.json", "README.md"}, {}, FolderIs::kRepository},
      {{"README.md", "data/"}, {{"data", {"x.parquet"}}}, FolderIs::kRepository},
      {{"model.safetensors", "README.md"}, {}, FolderIs::kRepository},
      {{"pytorch_model.bin"}, {}, FolderIs::kRepository},
      {{"org/", "other/"}, {}, FolderIs::kContainer},
      {{"README.md", "org/"}, {{"org", {"name/"}}, {"org/name", {"README.md"}}}, FolderIs::kContainer},
      {{"README.md", "LICENSE", "org/"}, {{"org", {"name/"}}, {"org/name", {"README.md"}}}, FolderIs::kContainer, 0},
      {{"README.md", "src/"}, {{"src", {"package/"}}, {"src/package", {"a.py"}}}, FolderIs::kRepository},
      {{"README.md", "model/"}, {{"model", {"README.md", "config.json"}}}, FolderIs::kContainer},
      // Parts of one work: documents and configurations in its folders make no repositories of them.
      {{"README.md", "docs/", "eval/"}, {{"docs", {"README.md"}}, {"eval", {"README.md"}}}, FolderIs::kRepository},
      {{"LICENSE", "README.md", "model/"}, {{"model", {"README.md", "config.json"}}}, FolderIs::kRepository},
      {{"LICENSE", "configs/"},
       {{"configs", {"a/", "b/"}}, {"configs/a", {"README.md"}}, {"configs/b", {"README.md"}}},
       FolderIs::kRepository,
       2},
      // A model of its own, wherever it lies.
      {{"README.md", "LICENSE", "lora/"},
       {{"lora", {"README.md", "adapter_model.safetensors"}}},
       FolderIs::kContainer,
       2},
      {{"README.md", "LICENSE", "setup.py", "cloned/"}, {{"cloned", {".git/", "README.md"}}}, FolderIs::kContainer, 2},
      {{"README.md", "unet/"}, {{"unet", {"model.safetensors"}}}, FolderIs::kRepository, 2},
      {{"README.md", "LICENSE", "docs/", "demo/"},
       {{"docs", {"README.md"}}, {"demo", {"README.md"}}},
       FolderIs::kRepository},
      {{"README.md", "setup.py", "a/"}, {{"a", {"README.md"}}}, FolderIs::kRepository},
      {{"a-Q4_K_M.gguf", "a-Q8_0.gguf"}, {}, FolderIs::kRepository},
      {{"a-Q4_K_M.gguf", "b-Q8_0.gguf"}, {}, FolderIs::kLoose},
      {{"a.safetensors", "folder/"}, {}, FolderIs::kLoose},
      {{"modeling.py"}, {}, FolderIs::kContainer, 1},
      {{"modeling.py"}, {}, FolderIs::kRepository, 2},
      {{"a.tar.zst", "cards.jsonl"}, {}, FolderIs::kContainer, 2},
      {{".git/"}, {}, FolderIs::kRepository},
      {{}, {}, FolderIs::kContainer},
  };
  for (const Case& c : cases) {
    std::string shown;
    for (const std::string& name : c.names) shown += name + " ";
    EXPECT_EQ(WhatIs(Of(c.names), c.depth,
                     [&](const std::string& child) {
                       return c.below.count(child) ? Of(c.below.at(child)) : std::vector<Entry>();
                     }),
              c.is)
        << shown;
  }
}

TEST(Layout, LooseModelsByName) {
  const auto models =
      LooseModels(Of({"Name-7B-Q4_K_M-00001-of-00002.gguf", "Name-7B-Q4_K_M-00002-of-00002.gguf", "Name-7B.iq2_xs.gguf",
                      "mmproj-Name-7B-f16.gguf", "other-1.5.gguf", "x.safetensors", "README.md"}));
  ASSERT_EQ(models.size(), 3u);
  EXPECT_EQ(models[0].names.size(), 1u);
  EXPECT_EQ(models[0].layout, model::Layout::kSafetensorsFile);
  EXPECT_EQ(models[1].names.size(), 4u);
  EXPECT_EQ(models[2].names, Names{"other-1.5.gguf"});
}

TEST(Layout, Endings) {
  EXPECT_TRUE(IsArchiveName("x.tar.zst") && IsArchiveName("x.zip") && IsArchiveName("x.tgz"));
  EXPECT_FALSE(IsArchiveName(".zip") || IsArchiveName("x.gz") || IsArchiveName("zip"));
  EXPECT_TRUE(IsDumpName("x.jsonl") && IsDumpName("x.ndjson.zst"));
  EXPECT_FALSE(IsDumpName("x.json"));
  EXPECT_EQ(WithoutArchiveEnding("a.b.tar.gz"), "a.b");
}

}  // namespace
}  // namespace caveat::hub
