#include "report/html_hub.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <set>
#include <vector>

#include "embedded.h"
#include "report/model_fixture.h"
#include "report/page_check.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string PageOf(const std::vector<model::Model>& models, size_t detail_bytes = size_t{44} << 20) {
  HubOptions options;
  options.tool = {"0.1.0", "aa", "bb"};
  options.name = "hub.db";
  options.created = "2026-01-31T12:00:00Z";
  options.detail_bytes = detail_bytes;
  HubPage page(std::move(options));
  for (const model::Model& m : models) page.Add(m);
  std::string out;
  page.Write([&](std::string_view piece) { out += piece; });
  return out;
}

// The content of a data block.
std::string Block(const std::string& page, const std::string& id) {
  const std::string head = "<script type=\"application/json\" id=\"" + id + "\">";
  const size_t at = page.find(head);
  if (at == std::string::npos) return "";
  return page.substr(at + head.size(), page.find("</script>", at) - at - head.size());
}

// A string of the table's data.
std::string Text(const std::string& page, const char* key) {
  simdjson::dom::parser parser;
  const simdjson::padded_string json(Block(page, "data"));
  std::string_view text;
  EXPECT_EQ(parser.parse(json)[key].get(text), simdjson::SUCCESS);
  return std::string(text);
}
int64_t Number(const std::string& page, const char* key) {
  simdjson::dom::parser parser;
  const simdjson::padded_string json(Block(page, "data"));
  int64_t number = -1;
  EXPECT_EQ(parser.parse(json)[key].get(number), simdjson::SUCCESS);
  return number;
}

model::Model Named(std::string id) {
  model::Model m = EverythingModel();
  m.id = std::move(id);
  return m;
}

TEST(HtmlHub, ChartsCount) {
  model::Model open = Named("a/open");
  open.openness.openness_class = "open-weights";
  open.verdict.category = Category::kPermissive;
  open.conflicts.clear();
  open.inherited.clear();
  model::Model nothing = Named("a/unknown");
  nothing.verdict = {};
  nothing.found.clear();
  nothing.declared.clear();
  nothing.documents.clear();
  const std::string page = PageOf({open, Named("b/one"), Named("b/two"), nothing});
  EXPECT_EQ(Broken(page), "");
  EXPECT_THAT(page, HasSubstr("4 model repositories, 6 texts read, 2026-01-31"));
  for (const char* part : {
           "<a href=\"#?openness=open-weights\">open weights</a></dt><dd><b>25 %</b> 1",
           "<a href=\"#?openness=restricted-weights\">restricted weights</a></dt><dd><b>50 %</b> 2",
           "<a href=\"#?openness=unknown\">unknown terms</a></dt><dd><b>25 %</b> 1",
           "<a href=\"#?category=scale-capped\">scale-capped</a></th>",
           "<a href=\"#?clause=use.spam\">",
           "<a href=\"#?cap=monthly-active-users%3Anone%3A500000000\"",
           "<a href=\"#?conflict=declared-vs-found\">declared-vs-found</a>",
           "3 repositories contradict themselves or their base (75 %).",
       })
    EXPECT_THAT(page, HasSubstr(part));
  EXPECT_EQ(Number(page, "count"), 4);
  EXPECT_EQ(Number(page, "detailed"), 4);
  EXPECT_EQ(Text(page, "names"), "a/open\nb/one\nb/two\na/unknown");
}

TEST(HtmlHub, DataIsJsonAndTextsStandOnce) {
  std::vector<model::Model> models;
  for (int i = 0; i < 1500; ++i) models.push_back(Named("org/m" + std::to_string(10000 + i)));
  const std::string page = PageOf(models);
  simdjson::dom::parser parser;
  for (const char* id : {"data", "S0", "F0", "T0", "V0", "R0", "R1"})
    EXPECT_EQ(parser.parse(simdjson::padded_string(Block(page, id))).error(), simdjson::SUCCESS) << id;
  EXPECT_EQ(Block(page, "R2"), "") << "1500 repositories in pages of 1024";
  simdjson::dom::array texts;
  const simdjson::padded_string json(Block(page, "T0"));
  ASSERT_EQ(parser.parse(json).get(texts), simdjson::SUCCESS);
  EXPECT_EQ(texts.size(), 2U) << "a licence and a card, however often";
  const std::string quote = "must begin with Harbor";
  EXPECT_EQ(page.find(quote), page.rfind(quote)) << "quotes stand once";
}

TEST(HtmlHub, NamesAreTold) {
  std::vector<model::Model> models = {Named("a/same"), Named("a/same"), Named("a/same"), Named("")};
  models[1].revision = models[2].revision = "0123456789abcdef";
  models[3].path = "folder/x";
  EXPECT_EQ(Text(PageOf(models), "names"), "a/same\na/same 0123456789ab\na/same 0123456789ab (2)\nfolder/x");
}

TEST(HtmlHub, RoomForDetailsIsLimited) {
  std::vector<model::Model> models;
  for (int i = 0; i < 200; ++i) {
    models.push_back(Named("org/m" + std::to_string(i)));
    models.back().conflicts[0].explanation = "Only of number " + std::to_string(i) + std::string(100, '.');
  }
  const std::string all = PageOf(models), some = PageOf(models, 10000);
  EXPECT_EQ(Number(all, "detailed"), 200);
  EXPECT_EQ(Number(some, "count"), 200) << "the table has them all";
  EXPECT_GT(Number(some, "detailed"), 0);
  EXPECT_LT(Number(some, "detailed"), 100);
  EXPECT_LT(some.size() + 10000, all.size());
}

TEST(HtmlHub, StrangersWriteNoMarkup) {
  const std::vector<std::string> kNames = {"</script><script>alert(1)</script>",
                                           "<!--<script>",
                                           "\"><img src=x onerror=alert(1)>",
                                           "line\nbreak\r\n",
                                           "\xE2\x80\xA8\xE2\x80\xA9",
                                           "\xE2\x80\xAE reversed",
                                           "\x1b[31mred\x07",
                                           std::string("null\0byte", 9),
                                           "no utf-8 \xFF\xC0\x80",
                                           "javascript:alert(1)",
                                           "a&amp;b%3Cscript%3E"};
  std::vector<model::Model> models;
  for (const std::string& name : kNames) {
    model::Model m = Named(name);
    m.path = m.revision = m.summary = name;
    m.declared[0].license = m.declared[0].value = name;
    m.found = {{0, name, "weights", "exact"}};
    m.inherited[0].base_model = m.inherited[0].license = m.inherited[0].evidence = name;
    m.conflicts[0].kind = m.conflicts[0].explanation = name;
    m.documents[0].document.path = m.documents[0].document.findings[0].quote = name;
    m.documents[0].document.sha256 = name;
    m.openness.statement = name;
    m.claims = {{"open-source", name, {0, {}}}};
    models.push_back(m);
  }
  const std::string page = PageOf(models);
  EXPECT_EQ(Broken(page), "");
  for (const char* part : {"<script>alert", "<img", "<!--", "\x1b", "\x07", "\xE2\x80\xA8", "\xE2\x80\xA9",
                           "\xE2\x80\xAE", "\xFF", "\r", "href=\"javascript"})
    EXPECT_THAT(page, Not(HasSubstr(part))) << part;
  EXPECT_EQ(page.find('\0'), std::string::npos);
  const std::string names = Text(page, "names");
  EXPECT_EQ(static_cast<size_t>(std::count(names.begin(), names.end(), '\n')) + 1, kNames.size());
  EXPECT_THAT(names, HasSubstr("</script><script>alert(1)</script>")) << "shown as it is, as text";
}

TEST(HtmlHub, NothingIsLoadedAndOneScriptRuns) {
  const std::string page = PageOf({Named("a/b")});
  for (const char* part : {" src=", "url(", "@import", "http-equiv=\"refresh\"", " onclick", " style=\""})
    EXPECT_THAT(page, Not(HasSubstr(part))) << part;
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, HasSubstr("script-src 'sha256-"));
  EXPECT_EQ(page.find("<script>"), page.rfind("<script>"));
  EXPECT_FALSE(EmbeddedHubJs().empty());
  EXPECT_EQ(EmbeddedHubJs().find("</script"), std::string_view::npos) << "the script would end itself";
  EXPECT_EQ(EmbeddedHubJs().find("innerHTML"), std::string_view::npos) << "text is only ever set as text";
  EXPECT_EQ(EmbeddedHubCss().find("</"), std::string_view::npos);
  EXPECT_EQ(EmbeddedPageCss().find("</"), std::string_view::npos);
}

TEST(HtmlHub, UnfinishedAndEmpty) {
  HubOptions options;
  options.name = "hub.db";
  options.unfinished = true;
  HubPage page(std::move(options));
  std::string out;
  page.Write([&](std::string_view piece) { out += piece; });
  EXPECT_EQ(Broken(out), "");
  EXPECT_THAT(out, HasSubstr("0 model repositories"));
  EXPECT_THAT(out, HasSubstr("The scan was not finished"));
  EXPECT_THAT(PageOf({Named("a/b")}), Not(HasSubstr("The scan was not finished")));
}

}  // namespace
}  // namespace caveat::report
