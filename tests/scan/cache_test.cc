#include "scan/cache.h"

#include <gtest/gtest.h>

namespace caveat::scan {
namespace {

ContentCache::Answer Made(const std::string& summary) {
  auto content = std::make_shared<Content>();
  content->document.summary = summary;
  return content;
}

TEST(ContentCache, MakesEachOnce) {
  ContentCache cache(1 << 20);
  bool made = false;
  EXPECT_EQ(cache
                .Get(
                    "a", [] { return Made("first"); }, &made)
                ->document.summary,
            "first");
  EXPECT_TRUE(made);
  EXPECT_EQ(cache
                .Get(
                    "a", [] { return Made("second"); }, &made)
                ->document.summary,
            "first");
  EXPECT_FALSE(made);
  EXPECT_FALSE(cache.forgot());
}

TEST(ContentCache, ForgetsWhatWasNotAskedForLongest) {
  ContentCache cache(64 << 10);
  bool made = false;
  for (int i = 0; i < 1000; ++i) {
    cache.Get(
        std::to_string(i) + "a", [] { return Made("x"); }, &made);
    EXPECT_TRUE(made);
  }
  EXPECT_TRUE(cache.forgot());
  cache.Get(
      "999a", [] { return Made("x"); }, &made);
  EXPECT_FALSE(made);
  cache.Get(
      "0a", [] { return Made("x"); }, &made);
  EXPECT_TRUE(made);
}

TEST(ContentCache, NotesOfCardsTakeRoomToo) {
  ContentCache cache(1 << 20);
  bool made = false;
  for (int i = 0; i < 64; ++i) {
    cache.Get(
        std::to_string(i) + "a",
        [] {
          auto notes = std::make_shared<model::CardNotes>();
          notes->origins.resize(100);
          auto content = std::make_shared<Content>();
          content->notes = std::move(notes);
          return content;
        },
        &made);
  }
  EXPECT_TRUE(cache.forgot());
}

}  // namespace
}  // namespace caveat::scan
