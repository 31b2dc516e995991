#include "model/view.h"

#include <gtest/gtest.h>

#include "model/judged.h"

namespace caveat::model {
namespace {

using testing::Seen;

TEST(View, IdsOfAHub) {
  const struct {
    std::string_view text, id;
  } kCases[] = {
      {"northbay/pebble-7b", "northbay/pebble-7b"},
      {"https://huggingface.co/northbay/pebble-7b", "northbay/pebble-7b"},
      {"https://huggingface.co/northbay/pebble-7b/blob/main/LICENSE", "northbay/pebble-7b"},
      {"https://hf.co/northbay/pebble-7b?x=1", "northbay/pebble-7b"},
      {"https://www.modelscope.cn/models/northbay/pebble-7b", "northbay/pebble-7b"},
      {"/cache/huggingface/hub/models--northbay--pebble-7b/snapshots/12", "northbay/pebble-7b"},
      {"D:\\hub\\models--northbay--pebble-7b\\snapshots\\12", "northbay/pebble-7b"},
      {"https://huggingface.co/datasets/northbay/notes", ""},
      {"https://huggingface.co/docs/hub", ""},
      {"https://example.com/northbay/pebble-7b", ""},
      {"./northbay/pebble", ""},
      {"/data/northbay", ""},
      {"pebble-7b", ""},
      {"a/b/c", ""},
      {"not an/id at all", ""},
      {"", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(HubId(c.text), c.id) << c.text;
}

TEST(View, NamesCardsAndPlaces) {
  const std::string card = "---\nlicense: mit\n---\n# One\n\nTwo words.\n";
  const Seen seen({{"README.md", card}, {"README_zh.md", "# 中文\n"}, {"docs/README.md", "# deep\n"}});
  const View& view = *seen.view;
  EXPECT_EQ(view.name(), "pebble-7b");
  EXPECT_EQ(view.owner(), "northbay");
  ASSERT_EQ(view.cards().size(), 2u);
  EXPECT_EQ(view.PathOf(view.cards()[0].file), "README.md");
  ASSERT_NE(view.main_card(), nullptr);
  const text::Field* license = text::First(view.main_card()->fields, "license");
  ASSERT_NE(license, nullptr);
  const Evidence evidence = view.EvidenceOf(view.main_card()->file, *license);
  EXPECT_EQ(evidence.span.start_line, 2u);
  EXPECT_EQ(card.substr(evidence.span.start_byte, evidence.span.end_byte - evidence.span.start_byte), "mit");
}

TEST(View, CutsAtWholeCharacters) {
  EXPECT_EQ(CutText("abc", 5), "abc");
  EXPECT_EQ(CutText("a\u4e2d\u4e2d", 3), "a");
  EXPECT_EQ(CutText("a\u4e2d\u4e2d", 4), "a\u4e2d");
}

TEST(View, AnEmptyRepository) {
  const Seen seen({}, "");
  EXPECT_TRUE(seen.view->cards().empty());
  EXPECT_EQ(seen.view->main_card(), nullptr);
}

}  // namespace
}  // namespace caveat::model
