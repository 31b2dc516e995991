#include "hub/fill.h"

#include <gtest/gtest.h>

namespace caveat::hub {
namespace {

TEST(Fill, IdsFromPathsAndUrls) {
  EXPECT_EQ(IdFromPath("/a/org/name"), "org/name");
  EXPECT_EQ(IdFromPath("org/name.git/"), "org/name");
  EXPECT_EQ(IdFromPath("/name"), "");
  EXPECT_EQ(IdFromPath("/x/models/name"), "");
  EXPECT_EQ(IdFromPath("./name"), "");
  EXPECT_EQ(IdFromUrl("https://hub.example/org/name.git"), "org/name");
  EXPECT_EQ(IdFromUrl("git@host.example:org/name.git"), "org/name");
  EXPECT_EQ(IdFromUrl("https://hub.example"), "");
  EXPECT_EQ(IdFromUrl("name"), "");
}

TEST(Fill, ReadsNoMoreThanIsWished) {
  model::File file;
  file.path = "x.png";
  file.size = 1000;
  Fill([](uint64_t, std::string*, uint64_t*, std::string*) -> bool { return ADD_FAILURE() << "read", false; }, &file);
  EXPECT_EQ(file.content, model::Content::kListed);

  file.path = "LICENSE";
  FillWith("some words", &file);
  EXPECT_EQ(file.content, model::Content::kWhole);
  EXPECT_EQ(file.size, 10u);
}

TEST(Fill, PointersAreNoTexts) {
  model::File file;
  file.path = "model.safetensors";
  FillWith("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 4096\n", &file);
  EXPECT_EQ(file.content, model::Content::kPointer);
  EXPECT_EQ(file.size, 4096u);
  EXPECT_TRUE(file.bytes.empty());
}

TEST(Fill, WeightsAreReadToTheEndOfTheirHeader) {
  const std::string json = "{\"__metadata__\":{\"x\":\"" + std::string(20'000, 'y') + "\"}}";
  std::string whole(8, '\0');
  for (int i = 0; i < 4; ++i) whole[static_cast<size_t>(i)] = static_cast<char>(json.size() >> (8 * i));
  whole += json + std::string(100'000, '\0');
  model::File file;
  file.path = "model.safetensors";
  FillWith(whole, &file);
  EXPECT_EQ(file.content, model::Content::kHead);
  EXPECT_EQ(file.bytes.size(), 8 + json.size());
  EXPECT_EQ(file.size, whole.size());
}

TEST(Fill, UnreadKeepsItsReason) {
  model::File file;
  file.path = "README.md";
  Fill([](uint64_t, std::string*, uint64_t*, std::string* error) { return *error = "gone", false; }, &file);
  EXPECT_EQ(file.content, model::Content::kUnread);
  EXPECT_EQ(file.error, "gone");
}

TEST(Fill, TreeAddsWhatWasNotDownloaded) {
  model::Repository repository;
  repository.paths_complete = false;
  repository.files.resize(1);
  repository.files[0].path = "config.json";
  EXPECT_FALSE(AddTree("[]", &repository));
  EXPECT_FALSE(AddTree("{", &repository));
  ASSERT_TRUE(AddTree(R"({"files":{"LICENSE":{"size":5},"config.json":{"size":2},"x.png":{"size":7}}})", &repository));
  ASSERT_EQ(repository.files.size(), 3u);
  EXPECT_EQ(repository.files[0].path, "LICENSE");
  EXPECT_EQ(repository.files[0].content, model::Content::kPointer);
  EXPECT_EQ(repository.files[2].content, model::Content::kListed);
  EXPECT_TRUE(repository.paths_complete);
}

}  // namespace
}  // namespace caveat::hub
