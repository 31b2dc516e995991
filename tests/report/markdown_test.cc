#include "report/markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/model_fixture.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Markdown, CodeSpansHoldAnything) {
  const std::pair<std::string, std::string> cases[] = {
      {"a", "`a`"},
      {"", "` `"},
      {"a`b", "``a`b``"},
      {"`a`", "`` `a` ``"},
      {"``x```", "```` ``x``` ````"},
      {"a|b|c", "`a¦b¦c`"},
      {"a\nb", "`a b`"},
      {"<b>@x", "`<b>@x`"},
  };
  for (const auto& [text, code] : cases) EXPECT_EQ(MarkdownCode(text), code) << text;
}

TEST(Markdown, TextIsNoMarkup) {
  const std::pair<std::string, std::string> cases[] = {
      {"plain words, here.", "plain words, here."},
      {"*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"},
      {"<img src=x>", "&#60;img src=x&#62;"},
      {"[x](http://y)", "\\[x\\](http&#58;//y)"},
      {"ask @octo", "ask &#64;octo"},
      {"www.x.example", "www&#46;x.example"},
      {"- item", "&#45; item"},
      {"1. item", "&#49;. item"},
      {"# head\n# head", "\\# head \\# head"},
      {"a &amp; b", "a &#38;amp; b"},
  };
  for (const auto& [text, want] : cases) EXPECT_EQ(MarkdownText(text), want) << text;
}

TEST(Markdown, SummaryOfAText) {
  Document d = Everything();
  d.path = "a|b`c";
  d.findings[5].quote = "`@all` <script>";
  const std::string out = Markdown(ExportOf(d, ""));
  EXPECT_THAT(out, HasSubstr("### ``a¦b`c``: scale-capped"));
  EXPECT_THAT(out, HasSubstr("- **Scale cap**: more than 500,000,000 monthly active users"));
  EXPECT_THAT(out, HasSubstr("**Spam**, `` `@all` <script> `` ("));
  EXPECT_THAT(out, HasSubstr("(on-modification)"));
  EXPECT_THAT(out, HasSubstr("not legal advice"));
}

TEST(Markdown, SummaryOfARepository) {
  const model::Model m = EverythingModel();
  const std::string out = Markdown(ExportOf(m, ""));
  EXPECT_THAT(out, HasSubstr("### `harbor/Quay-7B`: scale-capped"));
  EXPECT_THAT(out, HasSubstr("- error, declared-vs-found: The card says Apache-2.0, the licence text is another."));
}

TEST(Markdown, ManyFilesAreCounted) {
  const Document d = Everything();
  Document silent;
  Export e = ExportOf(d, "");
  e.items.push_back({&silent, {}});
  e.items.push_back({&silent, {}});
  const std::string out = Markdown(e);
  EXPECT_THAT(out, HasSubstr("2 files without recognised terms."));
  EXPECT_THAT(out, Not(HasSubstr("### ` `")));
}

}  // namespace
}  // namespace caveat::report
