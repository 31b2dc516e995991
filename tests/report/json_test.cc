#include "report/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/fixture.h"
#include "report/terminal.h"

// That the answers of the whole program keep every promise of the format is checked by tests/cli/json.cli.

namespace caveat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Tool kTool = {"1.2.3", "aabb", ""};

TEST(Json, WholeAnswerCharacterByCharacter) {
  EXPECT_EQ(
      CheckJson({{Everything()}}, kTool),
      R"({"schema":"caveat.check/1","tool":{"name":"caveat","version":"1.2.3","rules":"aabb","licenses":""},)"
      R"("documents":[)"
      "\n"
      R"({"path":"LICENSE","bytes":4000,"sha256":"00ff","status":"ok","error":null,"language":"en",)"
      R"("identity":[{"license":"harbor-2","spdx":"LicenseRef-harbor","how":"edited","coverage":0.999,)"
      R"("span":{"start_byte":0,"end_byte":4000,"start_line":1,"end_line":40},"added":[{"span":{"start_byte":300,)"
      R"("end_byte":320,"start_line":3,"end_line":3},"text":"an added rider"}],"missing":[{"at_byte":512,)"
      R"("words":12}]}],"expression":"LicenseRef-harbor","category":"scale-capped","flags":["acceptable-use",)"
      R"("naming"],"permissions":{"private-use":{"value":"allowed","because":[{"kind":"finding","document":0,)"
      R"("index":0}]},"commercial-use":{"value":"conditional","because":[{"kind":"finding","document":0,)"
      R"("index":0},{"kind":"finding","document":0,"index":2}]},"modification":{"value":"unspecified",)"
      R"("because":[]},"distribution":{"value":"unspecified","because":[]},"hosting":{"value":"unspecified",)"
      R"("because":[]},"output-training":{"value":"prohibited","because":[{"kind":"finding","document":0,)"
      R"("index":8}]},"patent-use":{"value":"unspecified","because":[]}},)"
      R"("obligations":[{"clause":"condition.name-derivatives","when":"on-modification",)"
      R"("text":"Begin the name of a derived model with Harbor.","because":[{"kind":"finding","document":0,)"
      R"("index":1}]}],"findings":[{"clause":"grant.use","params":{},"span":{"start_byte":200,"end_byte":214,)"
      R"("start_line":2,"end_line":2},"lead":null,"quote":"license to use","confidence":"certain",)"
      R"("hidden":false},{"clause":"condition.name-derivatives","params":{"prefix":"Harbor"},)"
      R"("span":{"start_byte":500,"end_byte":522,"start_line":5,"end_line":5},"lead":null,)"
      R"("quote":"must begin with Harbor","confidence":"certain","hidden":false},)"
      R"({"clause":"restriction.scale-cap","params":{"comparator":"gt","consequence":"request-license",)"
      R"("currency":"none","metric":"monthly-active-users","threshold":500000000},"span":{"start_byte":700,)"
      R"("end_byte":742,"start_line":7,"end_line":7},"lead":null,)"
      R"("quote":"more than 500 million monthly active users","confidence":"certain","hidden":false},)"
      R"({"clause":"restriction.territory","params":{"territories":["EU","GB"]},"span":{"start_byte":800,)"
      R"("end_byte":825,"start_line":8,"end_line":8},"lead":null,"quote":"not in the European Union",)"
      R"("confidence":"certain","hidden":false},{"clause":"restriction.acceptable-use-policy",)"
      R"("params":{"mutable":true,"url":"https://x.example/p"},"span":{"start_byte":900,"end_byte":910,)"
      R"("start_line":9,"end_line":9},"lead":null,"quote":"the policy","confidence":"certain","hidden":false},)"
      R"({"clause":"use.spam","params":{},"span":{"start_byte":1100,"end_byte":1109,"start_line":11,)"
      R"("end_line":11},"lead":{"start_byte":1000,"end_byte":1030,"start_line":10,"end_line":10},)"
      R"("quote":"send spam","confidence":"certain","hidden":false},{"clause":"use.malware","params":{},)"
      R"("span":{"start_byte":1200,"end_byte":1214,"start_line":12,"end_line":12},"lead":null,)"
      R"("quote":"spread malware","confidence":"certain","hidden":true},{"clause":"use.spam","params":{},)"
      R"("span":{"start_byte":1400,"end_byte":1409,"start_line":14,"end_line":14},"lead":null,)"
      R"("quote":"bulk mail","confidence":"certain","hidden":false},{"clause":"legal.warranty-disclaimer",)"
      R"("params":{},"span":{"start_byte":2000,"end_byte":2005,"start_line":20,"end_line":20},"lead":null,)"
      R"("quote":"as is","confidence":"likely","hidden":false},{"clause":"legal.audit","params":{},)"
      R"("span":{"start_byte":2100,"end_byte":2119,"start_line":21,"end_line":21},"lead":null,)"
      R"("quote":"may look at records","confidence":"weak","hidden":false}],"mentions":[{"name":"Apache 2.0",)"
      R"("license":"Apache-2.0","aliases":["apache-2.0"],"covers":"code","span":{"start_byte":2500,)"
      R"("end_byte":2510,"start_line":25,"end_line":25}}],"summary":"Rights change past a number of users."})"
      "\n]}\n");
}

TEST(Json, ParametersKeepTheirKinds) {
  const std::string json = DocumentJson(Everything());
  EXPECT_THAT(json, HasSubstr(R"("comparator":"gt","consequence":"request-license","currency":"none",)"));
  EXPECT_THAT(json, HasSubstr(R"("threshold":500000000})"));
  EXPECT_THAT(json, HasSubstr(R"("params":{"territories":["EU","GB"]})"));
  EXPECT_THAT(json, HasSubstr(R"("params":{"mutable":true,"url":"https://x.example/p"})"));
}

TEST(Json, WhatIsNotThereIsNull) {
  EXPECT_EQ(
      DocumentJson(Document{}),
      R"({"path":"","bytes":0,"sha256":null,"status":"ok","error":null,"language":"und","identity":[],"expression":null,)"
      R"("category":"unknown","flags":[],"permissions":{"private-use":{"value":"unspecified","because":[]},)"
      R"("commercial-use":{"value":"unspecified","because":[]},"modification":{"value":"unspecified","because":[]},)"
      R"("distribution":{"value":"unspecified","because":[]},"hosting":{"value":"unspecified","because":[]},)"
      R"("output-training":{"value":"unspecified","because":[]},"patent-use":{"value":"unspecified","because":[]}},)"
      R"("obligations":[],"findings":[],"mentions":[],"summary":""})");
}

TEST(Json, Statuses) {
  const std::pair<Status, std::string> kCases[] = {
      {Status::kOk, "ok"}, {Status::kBinary, "binary"}, {Status::kTruncated, "truncated"}, {Status::kError, "error"}};
  for (const auto& [status, name] : kCases) {
    Document document;
    document.status = status;
    document.error = "why";
    EXPECT_THAT(DocumentJson(document), HasSubstr("\"status\":\"" + name + "\",\"error\":\"why\""));
  }
}

TEST(Json, CoverageIsCutNotRounded) {
  const std::pair<double, std::string> kCases[] = {{0, "0.0"},         {1, "1.0"},        {0.5, "0.5"}, {0.29, "0.29"},
                                                   {0.99999, "0.999"}, {0.0625, "0.062"}, {1.5, "1.0"}, {-1, "0.0"}};
  for (const auto& [coverage, text] : kCases) {
    Document document;
    document.identity.resize(1);
    document.identity[0].coverage = coverage;
    EXPECT_THAT(DocumentJson(document), HasSubstr("\"coverage\":" + text + ","));
  }
}

TEST(Json, BecauseCountsDocumentsOfTheWholeAnswer) {
  const std::string json = CheckJson(std::vector<Document>{Document{}, Everything()}, kTool);
  EXPECT_THAT(json, HasSubstr(R"({"kind":"finding","document":1,"index":0})"));
  EXPECT_THAT(json, Not(HasSubstr(R"("document":0)")));
}

TEST(Json, AlwaysValidUtf8) {
  Document document = Everything();
  document.path = "caf\xe9/LICENSE";
  document.findings[0].quote = "bad \xff\xfe bytes \"and\" \\ \x01\x1b\x7f \u8bb8";
  document.mentions[0].name = "\xed\xa0\x80";
  document.summary = "cut \xe8\xae";
  document.error = "\xf0\x9f";
  document.identity[0].added[0].text = "\xc0";
  document.findings[1].params[0].text = "\x80";
  document.findings[3].params[0].list[0] = "\xf5";
  const std::string json = DocumentJson(document);
  EXPECT_TRUE(IsValidUtf8(json));
  EXPECT_THAT(json, HasSubstr("{\"path\":\"caf\ufffd/LICENSE\",\"path_base64\":\"Y2Fm6S9MSUNFTlNF\",\"bytes\""));
  EXPECT_THAT(json, HasSubstr("\"bad \ufffd bytes \\\"and\\\" \\\\ \\u0001\\u001b\\u007f \u8bb8\""));
}

TEST(Json, Base64OfAllLengths) {
  const std::pair<std::string_view, std::string> kCases[] = {
      {"\xff", "/w=="}, {"\xff\xfe", "//4="}, {"\xff\xfe\xfd", "//79"}};
  for (const auto& [path, base64] : kCases) {
    Document document;
    document.path = path;
    EXPECT_THAT(DocumentJson(document), HasSubstr("\"path_base64\":\"" + base64 + "\""));
  }
}

TEST(Json, ALineIsALine) {
  Document document = Everything();
  document.findings[0].quote = "two\nlines\r\n\t";
  const std::string line = DocumentJson(document);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_THAT(line, HasSubstr(R"("two\nlines\r\n\t")"));
  EXPECT_EQ(line, DocumentJson(document));
}

TEST(Json, ExplainAddsRulesAndWhatWasDropped) {
  const std::vector<Dropped> dropped = {
      {"use.spam", "clauses/use/spam.clause:9", "a negation", "no spam", {7, 14, 1, 1}}};
  JsonOptions options;
  options.explain = true;
  options.dropped = dropped;
  const std::string json = DocumentJson(Everything(), options);
  EXPECT_THAT(json, HasSubstr(R"("hidden":false,"rule":"clauses/x.clause:2"})"));
  EXPECT_THAT(json,
              HasSubstr(R"("dropped":[{"clause":"use.spam","rule":"clauses/use/spam.clause:9","reason":"a negation",)"
                        R"("quote":"no spam","span":{"start_byte":7,"end_byte":14,"start_line":1,"end_line":1}}]})"));
}

TEST(Json, NoDocuments) {
  EXPECT_EQ(CheckJson({}, kTool),
            R"({"schema":"caveat.check/1","tool":{"name":"caveat","version":"1.2.3","rules":"aabb",)"
            R"("licenses":""},"documents":[)"
            "\n]}\n");
}

}  // namespace
}  // namespace caveat::report
