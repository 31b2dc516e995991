#include "report/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "report/model_fixture.h"
#include "report/page_check.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Findings of Everything() lie at hundreds of bytes, so this text holds them all.
std::string Text() {
  std::string text;
  for (int line = 0; line < 80; ++line)
    text +=
        "This is line number " + std::to_string(100 + line) + " of the terms, no more.\n" + (line % 5 == 4 ? "\n" : "");
  return text;
}

TEST(Html, TextWithMarksAndMargin) {
  const Document d = Everything();
  const std::string text = Text(), page = Html(ExportOf(d, text));
  EXPECT_EQ(Broken(page), "");
  for (const char* part :
       {"<strong class=\"category\">scale-capped</strong>", "<mark class=\"restriction\">", "<mark class=\"use\">",
        "<mark class=\"added\">", "id=\"nd1f3\"", "href=\"#d1f3\"", "Hidden from readers.", "a hint only",
        "more than 500,000,000 monthly active users", "With changes: <strong>harbor-2</strong>",
        "Begin the name of a derived model with Harbor.", "not legal advice"})
    EXPECT_THAT(page, HasSubstr(part));
}

TEST(Html, EveryByteOfTheTextIsShownOnce) {
  const Document d = Everything();
  const std::string text = Text();
  const std::string page = Html(ExportOf(d, text));
  std::string shown;
  for (size_t i = page.find("<pre"); i != std::string::npos; i = page.find("<pre", i + 1)) {
    bool tag = false;
    for (size_t at = page.find('>', i) + 1; page.compare(at, 6, "</pre>") != 0; ++at) {
      if (page[at] == '<') tag = true;
      if (!tag) shown += page[at];
      if (page[at] == '>') tag = false;
    }
  }
  EXPECT_EQ(shown, text);
}

TEST(Html, OverlappingMarks) {
  Document d;
  d.path = "x";
  d.findings = {MakeFinding("grant.use", 1, "a"), MakeFinding("grant.modification", 1, "b"),
                MakeFinding("use.spam", 1, "c"), MakeFinding("use.malware", 1, "d")};
  d.findings[0].span = {0, 10, 1, 1};
  d.findings[1].span = {0, 20, 1, 1};
  d.findings[2].span = {5, 30, 1, 3};    // across paragraphs
  d.findings[3].span = {25, 900, 3, 3};  // beyond the end: not marked
  const std::string page = Html(ExportOf(d, "0123456789abcdefgh\n\nnext paragraph\n"));
  EXPECT_EQ(Broken(page), "");
  EXPECT_THAT(page, HasSubstr("<mark class=\"grant\">01234</mark>"));
  EXPECT_THAT(page, HasSubstr("<mark class=\"grant use\">56789</mark>"));
  EXPECT_THAT(page, HasSubstr("<mark class=\"use\">next parag</mark>"));
}

TEST(Html, WhatIsSaidAgainIsToldOnce) {
  Document d;
  d.path = "x";
  d.findings = {MakeFinding("use.spam", 1, "a"), MakeFinding("use.malware", 1, "b"), MakeFinding("use.spam", 1, "c"),
                MakeFinding("use.spam", 3, "d")};
  for (size_t i = 0; i < 4; ++i) d.findings[i].span = {i * 6, i * 6 + 4, 1, 1};
  const std::string page = Html(ExportOf(d, "spam, viru, spam\n\nspam\n"));
  EXPECT_EQ(Broken(page), "");
  const std::string meaning = HtmlText(AllClauses()[*FindClause("use.spam")].meaning);
  size_t told = 0, again = 0;
  for (size_t at = page.find(meaning); at != std::string::npos; at = page.find(meaning, at + 1)) ++told;
  for (size_t at = page.find(" again."); at != std::string::npos; at = page.find(" again.", at + 1)) ++again;
  EXPECT_EQ(told, 2U) << "in each paragraph";
  EXPECT_EQ(again, 1U);
}

TEST(Html, ATextWithoutMarksHasNoLegend) {
  Document d;
  d.path = "x";
  EXPECT_THAT(Html(ExportOf(d, "Nothing here.\n")), Not(HasSubstr("<mark")));
}

TEST(Html, StrangersWriteNoMarkup) {
  Document d = Everything();
  d.path = "<script>alert(1)</script>\"'";
  d.summary = "</main><b>";
  d.error = "<i>";
  d.findings[0].quote = "<u>";
  d.identity[0].license = "<s>";
  const std::string evil = "<img src=x onerror=alert(1)>\x1b[31m \xE2\x80\xAE reversed &amp; \r\n";
  for (const std::string& bytes : {evil + Text(), std::string()}) {
    const std::string page = Html(ExportOf(d, bytes));
    for (const char* part : {"<script", "<img", "<b>", "<i>", "<u>", "<s>", "\x1b", "\xE2\x80\xAE"})
      EXPECT_THAT(page, Not(HasSubstr(part)));
    EXPECT_EQ(Broken(page), "");
  }
  EXPECT_EQ(HtmlText("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
}

TEST(Html, NothingIsLoaded) {
  const Document d = Everything();
  const std::string page = Html(ExportOf(d, Text()));
  for (const char* part : {"<script", " src=", "url(", "@import"}) EXPECT_THAT(page, Not(HasSubstr(part))) << part;
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(Html, Repository) {
  model::Model m = EverythingModel();
  m.components[0].id = "model-architecture";
  m.questions[0].id = "download-and-run";
  m.questions[0].reason = "The weights are there.";
  const std::string text = Text(), page = Html(ExportOf(m, text));
  EXPECT_EQ(Broken(page), "");
  for (const char* part :
       {"<h1>harbor/Quay-7B</h1>", "Where statements disagree", "The card says Apache-2.0", "model-architecture",
        "Download and run it?", "finetune of <strong>dock/Base-7B</strong>", "license: apache-2.0", "href=\"#d2\""})
    EXPECT_THAT(page, HasSubstr(part));
}

TEST(Html, PlacesLeadToParagraphs) {
  model::Model m = EverythingModel();
  m.conflicts[0].evidence = {{0, {0, 10, 7, 7}}, {0, {0, 10, 900, 900}}, {1, {0, 1, 2, 2}}};
  m.documents[0].document.findings.clear();
  const std::string page = Html(ExportOf(m, Text()));  // paragraphs of five lines and a blank one
  EXPECT_EQ(Broken(page), "");
  EXPECT_THAT(page, HasSubstr("href=\"#d1l7\">LICENSE:7</a>"));
  EXPECT_THAT(page, HasSubstr("href=\"#d1l91\">LICENSE:900</a>")) << "beyond the end: the last one";
  EXPECT_THAT(page, HasSubstr("href=\"#d2\">README.md:2</a>")) << "its text is not shown";
}

TEST(Html, UnreadableBinaryAndEmpty) {
  Document d;
  d.path = "x";
  d.status = Status::kError;
  d.error = "no such file";
  EXPECT_EQ(Broken(Html(ExportOf(d, ""))), "");
  EXPECT_THAT(Html(ExportOf(d, "")), HasSubstr("no such file"));
  EXPECT_EQ(Broken(Html(Export())), "");
}

}  // namespace
}  // namespace caveat::report
