#include "classify/mention_page.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "text/fold.h"

namespace caveat::mention {
namespace {

struct Folded {
  explicit Folded(std::string_view source) : text(source) { text::Fold(text, &words); }
  uint32_t Find(std::string_view word) const {
    for (uint32_t i = 0; i < words.size(); ++i) {
      if (words[i] == word) return i;
    }
    return words.size();
  }
  std::string text;
  text::Words words;
};

TEST(MentionPage, SentencesAndRows) {
  const Folded f("One bird sings. Two birds fly away.\n\n| name | license |\n|---|---|\n| wren | mit |\n");
  const Page page(f.words, f.text);
  const uint32_t fly = f.Find("fly");
  EXPECT_EQ(page.W(page.SentenceStart(fly)), "two");
  EXPECT_EQ(page.SentenceEnd(fly), f.Find("name"));
  EXPECT_TRUE(page.Starts(f.Find("wren")));
  EXPECT_FALSE(page.Starts(f.Find("birds")));
  EXPECT_TRUE(page.Broken(f.words.size()));
  EXPECT_EQ(page.W(f.words.size()), "");
  EXPECT_EQ(page.Raw(fly, fly + 2), "fly away");
  EXPECT_EQ(page.Between(fly, fly), " ");
}

TEST(MentionPage, Links) {
  const Folded f(
      "Read [the whole license](LICENSE.txt) or <a href=\"terms.html\">our terms</a>, not ![a badge](x.png).");
  const Page page(f.words, f.text);
  const std::optional<Link> license = page.LinkAround(f.Find("license"));
  ASSERT_TRUE(license);
  EXPECT_EQ(license->target, "LICENSE.txt");
  EXPECT_EQ(page.W(license->from), "the");
  EXPECT_EQ(page.W(license->to - 1), "license");
  const std::optional<Link> terms = page.LinkAround(f.Find("terms"));
  ASSERT_TRUE(terms);
  EXPECT_EQ(terms->target, "terms.html");
  EXPECT_FALSE(page.LinkAround(f.Find("read")));
  EXPECT_FALSE(page.LinkAround(f.Find("badge")));
}

TEST(MentionPage, NoLinks) {
  const Folded f("Nothing is linked here [at all].");
  EXPECT_FALSE(Page(f.words, f.text).LinkAround(f.Find("all")));
}

}  // namespace
}  // namespace caveat::mention
