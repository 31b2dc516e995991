#include "report/json.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <string>
#include <string_view>
#include <vector>

#include "report/fixture.h"
#include "report/terminal.h"

namespace caveat::report {
namespace {

const Tool kTool = {"1.2.3", "aabb", ""};

rapidjson::Document Parse(const std::string& text) {
  rapidjson::Document json;
  json.Parse<rapidjson::kParseValidateEncodingFlag>(text.data(), text.size());
  EXPECT_FALSE(json.HasParseError()) << json.GetErrorOffset() << ": " << text;
  return json;
}

std::vector<std::string> Keys(const rapidjson::Value& object) {
  std::vector<std::string> keys;
  for (const auto& member : object.GetObject()) keys.emplace_back(member.name.GetString());
  return keys;
}

using List = std::vector<std::string>;

TEST(Json, WholeAnswerCharacterByCharacter) {
  Document d = Everything();
  d.findings.resize(1);
  d.verdict.permissions[1].because.pop_back();
  d.verdict.permissions[5] = {};
  d.verdict.obligations.clear();
  EXPECT_EQ(
      CheckJson({{d}}, kTool),
      R"({"schema":"caveat.check/1","tool":{"name":"caveat","version":"1.2.3","rules":"aabb","licenses":""},"documents":[)"
      "\n"
      R"({"path":"LICENSE","bytes":4000,"sha256":"00ff","status":"ok","error":null,"language":"en",)"
      R"("identity":[{"license":"harbor-2","spdx":"LicenseRef-harbor","how":"edited","coverage":0.999,)"
      R"("span":{"start_byte":0,"end_byte":4000,"start_line":1,"end_line":40},)"
      R"("added":[{"span":{"start_byte":300,"end_byte":320,"start_line":3,"end_line":3},"text":"an added rider"}],)"
      R"("missing":[{"at_byte":512,"words":12}]}],"expression":"LicenseRef-harbor",)"
      R"("category":"scale-capped","flags":["acceptable-use","naming"],"permissions":{)"
      R"("private-use":{"value":"allowed","because":[{"kind":"finding","document":0,"index":0}]},)"
      R"("commercial-use":{"value":"conditional","because":[{"kind":"finding","document":0,"index":0}]},)"
      R"("modification":{"value":"unspecified","because":[]},"distribution":{"value":"unspecified","because":[]},)"
      R"("hosting":{"value":"unspecified","because":[]},"output-training":{"value":"unspecified","because":[]},)"
      R"("patent-use":{"value":"unspecified","because":[]}},"obligations":[],)"
      R"("findings":[{"clause":"grant.use","params":{},)"
      R"("span":{"start_byte":200,"end_byte":214,"start_line":2,"end_line":2},"lead":null,"quote":"license to use",)"
      R"("confidence":"certain","hidden":false}],)"
      R"("mentions":[{"name":"Apache 2.0","license":"Apache-2.0","aliases":["apache-2.0"],"covers":"code",)"
      R"("span":{"start_byte":2500,"end_byte":2510,"start_line":25,"end_line":25}}],)"
      R"("summary":"Rights change past a number of users."})"
      "\n]}\n");
}

TEST(Json, EveryFieldOfTheContractIsThere) {
  const rapidjson::Document json = Parse(CheckJson({{Everything()}}, kTool));
  EXPECT_EQ(Keys(json), (List{"schema", "tool", "documents"}));
  const rapidjson::Value& d = json["documents"][0];
  EXPECT_EQ(Keys(d), (List{"path", "bytes", "sha256", "status", "error", "language", "identity", "expression",
                           "category", "flags", "permissions", "obligations", "findings", "mentions", "summary"}));
  EXPECT_EQ(Keys(d["permissions"]), (List{"private-use", "commercial-use", "modification", "distribution", "hosting",
                                          "output-training", "patent-use"}));
  for (const auto& permission : d["permissions"].GetObject())
    EXPECT_EQ(Keys(permission.value), (List{"value", "because"}));
  EXPECT_EQ(Keys(d["obligations"][0]), (List{"clause", "when", "text", "because"}));
  EXPECT_STREQ(d["obligations"][0]["when"].GetString(), "on-modification");
  for (const auto& finding : d["findings"].GetArray()) {
    EXPECT_EQ(Keys(finding), (List{"clause", "params", "span", "lead", "quote", "confidence", "hidden"}));
    EXPECT_EQ(Keys(finding["span"]), (List{"start_byte", "end_byte", "start_line", "end_line"}));
  }
  EXPECT_EQ(Keys(d["mentions"][0]), (List{"name", "license", "aliases", "covers", "span"}));
}

TEST(Json, ParametersKeepTheirKinds) {
  const rapidjson::Document d = Parse(DocumentJson(Everything()));
  const auto& findings = d["findings"];
  EXPECT_EQ(findings[2]["params"]["threshold"].GetInt64(), 500000000);
  EXPECT_STREQ(findings[2]["params"]["comparator"].GetString(), "gt");
  EXPECT_EQ(findings[3]["params"]["territories"].Size(), 2u);
  EXPECT_STREQ(findings[3]["params"]["territories"][1].GetString(), "GB");
  EXPECT_TRUE(findings[4]["params"]["mutable"].GetBool());
  EXPECT_EQ(findings[5]["lead"]["start_line"].GetUint(), 10u);
  EXPECT_TRUE(findings[4]["lead"].IsNull());
  EXPECT_TRUE(findings[6]["hidden"].GetBool());
  EXPECT_STREQ(findings[8]["confidence"].GetString(), "likely");
  EXPECT_STREQ(findings[9]["confidence"].GetString(), "weak");
}

TEST(Json, WhatIsNotThereIsNull) {
  const rapidjson::Document d = Parse(DocumentJson(Document{}));
  EXPECT_TRUE(d["sha256"].IsNull());
  EXPECT_TRUE(d["error"].IsNull());
  EXPECT_TRUE(d["expression"].IsNull());
  EXPECT_STREQ(d["language"].GetString(), "und");
  EXPECT_STREQ(d["category"].GetString(), "unknown");
  for (const char* list : {"identity", "flags", "obligations", "findings", "mentions"})
    EXPECT_EQ(d[list].Size(), 0u) << list;
}

TEST(Json, Statuses) {
  const std::pair<Status, const char*> kCases[] = {
      {Status::kOk, "ok"}, {Status::kBinary, "binary"}, {Status::kTruncated, "truncated"}, {Status::kError, "error"}};
  for (const auto& [status, name] : kCases) {
    Document document;
    document.status = status;
    document.error = "why";
    const rapidjson::Document d = Parse(DocumentJson(document));
    EXPECT_STREQ(d["status"].GetString(), name);
    EXPECT_STREQ(d["error"].GetString(), "why");
  }
}

TEST(Json, BecauseCountsDocumentsOfTheWholeAnswer) {
  const rapidjson::Document json = Parse(CheckJson(std::vector<Document>{Document{}, Everything()}, kTool));
  EXPECT_EQ(json["documents"][1]["permissions"]["private-use"]["because"][0]["document"].GetUint(), 1u);
  EXPECT_EQ(json["documents"][1]["obligations"][0]["because"][0]["document"].GetUint(), 1u);
}

TEST(Json, AlwaysValidUtf8) {
  Document document = Everything();
  document.path = "caf\xe9/LICENSE";
  document.findings[0].quote = "bad \xff\xfe bytes \"and\" \x01 \x1b";
  document.mentions[0].name = "\xed\xa0\x80";
  document.summary = "cut \xe8\xae";
  document.error = "\xf0\x9f";
  document.identity[0].added[0].text = "\xc0";
  document.findings[1].params[0].text = "\x80";
  document.findings[3].params[0].list[0] = "\xf5";
  const std::string text = DocumentJson(document);
  EXPECT_TRUE(IsValidUtf8(text));
  const rapidjson::Document d = Parse(text);
  EXPECT_STREQ(d["path"].GetString(), "caf\ufffd/LICENSE");
  EXPECT_STREQ(d["path_base64"].GetString(), "Y2Fm6S9MSUNFTlNF");
  EXPECT_STREQ(d["findings"][0]["quote"].GetString(), "bad \ufffd bytes \"and\" \x01 \x1b");
}

TEST(Json, Base64OfAllLengths) {
  const std::pair<std::string_view, const char*> kCases[] = {
      {"\xff", "/w=="}, {"\xff\xfe", "//4="}, {"\xff\xfe\xfd", "//79"}};
  for (const auto& [path, base64] : kCases) {
    Document document;
    document.path = path;
    EXPECT_STREQ(Parse(DocumentJson(document))["path_base64"].GetString(), base64);
  }
}

TEST(Json, ALineIsALine) {
  Document document = Everything();
  document.findings[0].quote = "two\nlines\r\n";
  const std::string line = DocumentJson(document);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(line, DocumentJson(document));
}

TEST(Json, ExplainAddsRulesAndWhatWasDropped) {
  const std::vector<Dropped> dropped = {
      {"use.spam", "clauses/use/spam.clause:9", "a negation stands before it", "no spam", {7, 14, 1, 1}}};
  JsonOptions options;
  options.explain = true;
  options.dropped = dropped;
  const rapidjson::Document d = Parse(DocumentJson(Everything(), options));
  EXPECT_STREQ(d["findings"][0]["rule"].GetString(), "clauses/x.clause:2");
  EXPECT_EQ(Keys(d["dropped"][0]), (List{"clause", "rule", "reason", "quote", "span"}));
  EXPECT_STREQ(d["dropped"][0]["reason"].GetString(), "a negation stands before it");
}

TEST(Json, NoDocuments) { EXPECT_EQ(Parse(CheckJson({}, kTool))["documents"].Size(), 0u); }

}  // namespace
}  // namespace caveat::report
