#include "report/human.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "report/fixture.h"
#include "report/terminal.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Plain(const Document& document) { return HumanDocument(document, HumanOptions{}); }

TEST(Human, GoldenReport) {
  EXPECT_EQ(Plain(Everything()), R"(LICENSE  scale-capped
  Rights change past a number of users.
  Known text: harbor-2 (edited, 1 added, 1 left out)
    added at LICENSE:3 “an added rider”
  Flags: acceptable-use, naming

  What it lets you do
    ✓ private use      allowed          line 2
    ~ commercial use   with conditions  lines 2, 7
    · modification     not mentioned
    · distribution     not mentioned
    · hosting          not mentioned
    ✗ output training  forbidden        line 20
    · patent use       not mentioned

  What you must do
    When you change it:
    - Begin the name of a derived model with Harbor.
      LICENSE:5  “must begin with Harbor”

  What is forbidden or limited
    Scale cap: more than 500,000,000 monthly active users: a licence of its own must be requested
      LICENSE:7  “more than 500 million monthly active users”
    Territory: EU, GB
      LICENSE:8  “not in the European Union”
    Acceptable-use policy: later versions bind; https://x.example/p
      LICENSE:9  “the policy”
    Prohibited uses (2):
    Spam                            LICENSE:11  “send spam” (also line 14)
    Malware and hacking (hidden)    LICENSE:12  “spread malware”

  What it grants
    Use                             LICENSE:2  “license to use”

  Risk and term
    No warranty                     LICENSE:20  “as is”

  Hints, too weak to count
    Audit                           LICENSE:21  “may look at records”

  Licences it names
    Apache 2.0, for code (LICENSE:25)
)");
}

TEST(Human, ColourChangesNoCharacter) {
  HumanOptions options;
  options.color = true;
  std::string text = HumanDocument(Everything(), options);
  EXPECT_THAT(text, HasSubstr("\x1b["));
  for (size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b'))
    text.erase(at, text.find('m', at) - at + 1);
  EXPECT_EQ(text, Plain(Everything()));
}

TEST(Human, StaysWithinTheTerminal) {
  for (const size_t width : {40, 50, 63, 80, 100, 140}) {
    HumanOptions options;
    options.width = width;
    options.explain = true;
    const std::string text = HumanDocument(Everything(), options);
    for (size_t at = 0; at < text.size();) {
      const size_t end = text.find('\n', at);
      const std::string line = text.substr(at, end - at);
      EXPECT_LE(DisplayWidth(line), width) << line;
      EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
      at = end + 1;
    }
  }
}

TEST(Human, NothingOfAFileReachesTheTerminalRaw) {
  Document document = Everything();
  const std::string evil = "x\x1b[2J\x07\u202e\u009b1m\r\xff";
  document.path = evil;
  document.summary = document.error = evil;
  document.identity[0].license = document.identity[0].added[0].text = evil;
  document.mentions[0].name = document.mentions[0].covers = evil;
  document.verdict.obligations[0].text = evil;
  for (Finding& finding : document.findings) {
    finding.quote = finding.rule = evil;
    for (Param& param : finding.params) {
      if (param.name != "comparator" && param.name != "currency") param.text = evil;
      for (std::string& item : param.list) item = evil;
    }
  }
  const std::vector<Dropped> dropped = {{"use.spam", evil, evil, evil, {}}};
  HumanOptions options;
  options.explain = true;
  for (const Status status : {Status::kOk, Status::kBinary, Status::kTruncated, Status::kError}) {
    document.status = status;
    const std::string text = HumanDocument(document, options, dropped);
    EXPECT_TRUE(IsValidUtf8(text));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, Not(HasSubstr("\x07")));
    EXPECT_THAT(text, Not(HasSubstr("\r")));
    EXPECT_THAT(text, Not(HasSubstr("\u202e")));
    EXPECT_THAT(text, Not(HasSubstr("\u009b")));
  }
}

TEST(Human, OnlyTheClausesAskedFor) {
  HumanOptions options;
  options.clauses = {*FindClause("use.spam")};
  const std::string text = HumanDocument(Everything(), options);
  EXPECT_THAT(text, HasSubstr("Prohibited uses (1)"));
  EXPECT_THAT(text, HasSubstr("send spam"));
  for (const char* other : {"malware", "Harbor.", "What it grants", "Apache", "What it lets you do"}) {
    EXPECT_THAT(text, Not(HasSubstr(other)));
  }
  options.clauses = {*FindClause("use.elections")};
  EXPECT_THAT(HumanDocument(Everything(), options), HasSubstr("The clauses asked for were not found in it.\n"));
}

TEST(Human, NotRecognisedIsSaid) {
  Document document;
  document.path = "notes.txt";
  document.summary = "No licence terms were recognised.";
  EXPECT_EQ(Plain(document),
            "notes.txt  unknown\n"
            "  No licence terms were recognised.\n"
            "  Not recognised does not mean that there are no terms: please read the text itself.\n");
}

TEST(Human, OtherStatuses) {
  Document document;
  document.path = "f";
  document.status = Status::kBinary;
  EXPECT_EQ(Plain(document), "f  binary\n  Not a text, so no terms were looked for.\n");
  document.status = Status::kError;
  document.error = "permission denied";
  EXPECT_EQ(Plain(document), "f  not read\n  permission denied\n");
  document = Everything();
  document.status = Status::kTruncated;
  document.error = "only the first 64 MiB were looked at.";
  EXPECT_THAT(Plain(document),
              HasSubstr("Truncated: only the first 64 MiB were looked at. What follows is about that part"));
}

TEST(Human, ExplainNamesRulesAndWhatWasDropped) {
  HumanOptions options;
  options.explain = true;
  const std::vector<Dropped> dropped = {
      {"use.spam", "clauses/x.clause:9", "not in a list of prohibited uses", "likes spam", {0, 1, 30, 30}}};
  const std::string text = HumanDocument(Everything(), options, dropped);
  EXPECT_THAT(text, HasSubstr("why line 11: rule clauses/x.clause:11, certain, in the list opened at line 10\n"));
  EXPECT_THAT(text, HasSubstr("why line 20: rule clauses/x.clause:20, likely\n"));
  EXPECT_THAT(text, HasSubstr("  Tried and dropped\n"
                              "    use.spam: not in a list of prohibited uses (rule clauses/x.clause:9)\n"
                              "      LICENSE:30  \u201clikes spam\u201d\n"));
}

TEST(Human, ScaleCapsInWords) {
  using Kind = Param::Kind;
  const struct {
    std::vector<Param> params;
    const char* words;
  } kCases[] = {
      {{{"comparator", Kind::kText, "ge", 0, {}},
        {"consequence", Kind::kText, "pay", 0, {}},
        {"currency", Kind::kText, "USD", 0, {}},
        {"metric", Kind::kText, "annual-revenue", 0, {}},
        {"threshold", Kind::kNumber, "", 1000000, {}}},
       "Scale cap: at least USD 1,000,000 of annual revenue: a fee is due\n"},
      {{{"threshold", Kind::kNumber, "", 999, {}}}, "Scale cap: more than 999\n"},
      {{{"metric", Kind::kText, "devices", 0, {}}}, "Scale cap: metric devices\n"},
      {{}, "Scale cap\n"},
  };
  for (const auto& c : kCases) {
    Document document;
    document.path = "f";
    document.findings = {MakeFinding("restriction.scale-cap", 1, "q", c.params)};
    EXPECT_THAT(Plain(document), HasSubstr(c.words));
  }
}

TEST(Human, ALongPathLeavesRoomForTheQuote) {
  Document document = Everything();
  document.path = "a/rather/long/path/to/some/model/repository/LICENSE";
  document.findings[2].quote = std::string(20, 'w') + " " + std::string(30, 'x');
  const std::string text = Plain(document);
  EXPECT_THAT(text, HasSubstr("    No warranty                     line 20  \u201cas is\u201d\n"));
  EXPECT_THAT(text, HasSubstr("      line 7  \u201cwwww"));
  document.path = std::string(32, 'p');
  EXPECT_THAT(Plain(document), HasSubstr("    No warranty                     " + document.path + ":20  "));
}

TEST(Human, ManyPlacesAreCounted) {
  Document document;
  document.path = "f";
  for (uint32_t line = 1; line <= 12; ++line) document.findings.push_back(MakeFinding("use.spam", line, "spam"));
  EXPECT_THAT(Plain(document), HasSubstr("(also lines 2, 3, 4, 5, 6, 7 and 5 more)"));
}

TEST(Human, TheDisclaimerIsOneLine) { EXPECT_EQ(Disclaimer(), "This is a reading aid, not legal advice."); }

}  // namespace
}  // namespace caveat::report
