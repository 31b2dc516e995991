#include "caveat_c.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr char kTerms[] =
    "Wharf Model Terms\n\nYou may use, copy and modify the model free of charge.\n"
    "If your products have more than 3 million monthly active users, you must request a license from us.\n"
    "You may not use the model to send spam. You shall comply with our acceptable use policy, which we may change.\n";

std::string String(caveat_view view) { return {view.data, view.size}; }

class CApi : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(caveat_rules_built_in(&rules_), CAVEAT_OK);
    ASSERT_EQ(caveat_scanner_new(rules_, nullptr, &scanner_), CAVEAT_OK);
    ASSERT_EQ(caveat_check(scanner_, caveat_text("TERMS"), caveat_text(kTerms), nullptr, &document_), CAVEAT_OK);
  }
  void TearDown() override {
    caveat_rules_free(rules_);  // in an order in which nothing could be borrowed
    caveat_scanner_free(scanner_);
    caveat_document_free(document_);
  }
  caveat_rules* rules_ = nullptr;
  caveat_scanner* scanner_ = nullptr;
  caveat_document* document_ = nullptr;
};

TEST_F(CApi, Summary) {
  caveat_summary s = {};
  s.struct_size = sizeof s;
  ASSERT_EQ(caveat_document_summary(document_, &s), CAVEAT_OK);
  EXPECT_STREQ(s.status, "ok");
  EXPECT_EQ(s.bytes, sizeof kTerms - 1);
  EXPECT_STREQ(s.language, "en");
  EXPECT_STREQ(s.category, "scale-capped");
  EXPECT_EQ(std::string(s.sha256).size(), 64u);
  EXPECT_EQ(s.expression, nullptr);
  EXPECT_GT(s.findings, 3u);
  EXPECT_NE(std::string(s.summary), "");
}

TEST_F(CApi, FindingsWithValues) {
  caveat_finding f = {};
  f.struct_size = sizeof f;
  bool cap = false;
  size_t count = 0;
  for (; caveat_document_finding(document_, count, &f) == CAVEAT_OK; ++count) {
    if (std::string(f.clause) != "restriction.scale-cap") continue;
    cap = true;
    EXPECT_STREQ(f.title, "Scale cap");
    EXPECT_EQ(f.span.start_line, 4u);
    EXPECT_NE(String(f.quote).find("3 million monthly"), std::string::npos);
    EXPECT_STREQ(f.confidence, "certain");
    caveat_param p = {};
    p.struct_size = sizeof p;
    int64_t threshold = 0;
    for (size_t i = 0; caveat_finding_param(document_, count, i, &p) == CAVEAT_OK; ++i) {
      if (std::string(p.name) == "threshold") threshold = p.number;
    }
    EXPECT_EQ(threshold, 3000000);
  }
  EXPECT_TRUE(cap);
  EXPECT_EQ(caveat_document_finding(document_, count, &f), CAVEAT_END);
}

TEST_F(CApi, PermissionsObligationsFlags) {
  caveat_permission p = {};
  p.struct_size = sizeof p;
  std::vector<std::string> names;
  for (size_t i = 0; caveat_document_permission(document_, i, &p) == CAVEAT_OK; ++i) names.emplace_back(p.activity);
  EXPECT_EQ(names.size(), 7u);
  EXPECT_EQ(names[1], "commercial-use");
  caveat_obligation o = {};
  o.struct_size = sizeof o;
  ASSERT_EQ(caveat_document_obligation(document_, 0, &o), CAVEAT_OK);
  EXPECT_NE(std::string(o.text), "");
  ASSERT_NE(caveat_document_flag(document_, 0), nullptr);
  EXPECT_EQ(caveat_document_flag(document_, 99), nullptr);
}

TEST_F(CApi, Json) {
  char* json = nullptr;
  ASSERT_EQ(caveat_document_json(document_, 0, &json), CAVEAT_OK);
  EXPECT_EQ(std::string(json).rfind("{\"schema\":\"caveat.check/1\"", 0), 0u);
  caveat_string_free(json);
  ASSERT_EQ(caveat_document_json(document_, 1, &json), CAVEAT_OK);
  EXPECT_EQ(std::string(json).rfind("{\"path\":\"TERMS\"", 0), 0u);
  EXPECT_EQ(std::string(json).find('\n'), std::string::npos);
  caveat_string_free(json);
}

TEST_F(CApi, OlderCallersGetWhatTheyKnow) {
  caveat_finding f = {};
  f.title = "untouched";
  f.struct_size = offsetof(caveat_finding, title);  // a caller that was built before there was a title
  ASSERT_EQ(caveat_document_finding(document_, 0, &f), CAVEAT_OK);
  EXPECT_NE(f.clause, nullptr);
  EXPECT_STREQ(f.title, "untouched");
  f.struct_size = 0;
  EXPECT_EQ(caveat_document_finding(document_, 0, &f), CAVEAT_BAD_ARGUMENT);
}

TEST_F(CApi, NewerCallersToo) {
  struct Newer {
    caveat_finding known;
    const char* more;
  } f = {};
  f.more = "untouched";
  f.known.struct_size = sizeof f;
  ASSERT_EQ(caveat_document_finding(document_, 0, &f.known), CAVEAT_OK);
  EXPECT_NE(f.known.clause, nullptr);
  EXPECT_STREQ(f.more, "untouched");
}

TEST_F(CApi, NullsAreRefused) {
  caveat_scanner_free(scanner_);
  EXPECT_EQ(caveat_rules_built_in(nullptr), CAVEAT_BAD_ARGUMENT);
  EXPECT_EQ(caveat_scanner_new(nullptr, nullptr, &scanner_), CAVEAT_BAD_ARGUMENT);
  EXPECT_EQ(scanner_, nullptr);
  ASSERT_EQ(caveat_scanner_new(rules_, nullptr, &scanner_), CAVEAT_OK);
  caveat_document* none = nullptr;
  EXPECT_EQ(caveat_check(scanner_, {nullptr, 3}, caveat_text(""), nullptr, &none), CAVEAT_BAD_ARGUMENT);
  EXPECT_EQ(caveat_check(nullptr, caveat_text(""), caveat_text(""), nullptr, &none), CAVEAT_BAD_ARGUMENT);
  caveat_finding f = {};
  EXPECT_EQ(caveat_document_finding(nullptr, 0, &f), CAVEAT_BAD_ARGUMENT);
  EXPECT_EQ(caveat_document_finding(document_, 0, nullptr), CAVEAT_BAD_ARGUMENT);
  EXPECT_EQ(caveat_document_json(document_, 0, nullptr), CAVEAT_BAD_ARGUMENT);
  caveat_document_free(nullptr);
  caveat_string_free(nullptr);
}

TEST_F(CApi, OptionsAndAnyBytes) {
  caveat_check_options options = {};
  options.struct_size = sizeof options;
  options.without_sha256 = 1;
  caveat_document* d = nullptr;
  const std::string bytes("\0\xff\xfe bytes \x80", 12);
  ASSERT_EQ(caveat_check(scanner_, caveat_text(nullptr), {bytes.data(), bytes.size()}, &options, &d), CAVEAT_OK);
  caveat_summary s = {};
  s.struct_size = sizeof s;
  ASSERT_EQ(caveat_document_summary(d, &s), CAVEAT_OK);
  EXPECT_EQ(s.sha256, nullptr);
  caveat_document_free(d);
}

TEST_F(CApi, OwnRules) {
  const caveat_source bad = {caveat_text("bad.clause"), caveat_text("clause use.spamm\n")};
  caveat_rules* rules = nullptr;
  char* message = nullptr;
  EXPECT_EQ(caveat_rules_compile(&bad, 1, &rules, &message), CAVEAT_BAD_RULES);
  EXPECT_EQ(rules, nullptr);
  ASSERT_NE(message, nullptr);
  EXPECT_NE(std::string(message).find("bad.clause:1"), std::string::npos);
  caveat_string_free(message);

  const caveat_source good = {caveat_text("good.clause"), caveat_text("clause  use.spam\n"
                                                                      "says    No spam.\n"
                                                                      "match   may not juggle\n")};
  ASSERT_EQ(caveat_rules_compile(&good, 1, &rules, &message), CAVEAT_OK) << message;
  EXPECT_EQ(message, nullptr);
  EXPECT_STRNE(caveat_rules_hash(rules), caveat_rules_hash(rules_));
  caveat_scanner* scanner = nullptr;
  ASSERT_EQ(caveat_scanner_new(rules, nullptr, &scanner), CAVEAT_OK);
  caveat_document* d = nullptr;
  ASSERT_EQ(caveat_check(scanner, caveat_text("x"), caveat_text("You may not juggle."), nullptr, &d), CAVEAT_OK);
  caveat_finding f = {};
  f.struct_size = sizeof f;
  ASSERT_EQ(caveat_document_finding(d, 0, &f), CAVEAT_OK);
  EXPECT_STREQ(f.clause, "use.spam");
  caveat_document_free(d);
  caveat_scanner_free(scanner);
  caveat_rules_free(rules);
}

TEST_F(CApi, OwnLicenses) {
  const caveat_source source = {caveat_text("Wharf.txt"), caveat_text(kTerms)};
  caveat_licenses* licenses = nullptr;
  ASSERT_EQ(caveat_licenses_load(&source, 1, 1, &licenses, nullptr), CAVEAT_OK);
  caveat_scanner* scanner = nullptr;
  ASSERT_EQ(caveat_scanner_new(rules_, licenses, &scanner), CAVEAT_OK);
  caveat_document* d = nullptr;
  ASSERT_EQ(caveat_check(scanner, caveat_text("x"), caveat_text(kTerms), nullptr, &d), CAVEAT_OK);
  caveat_identity i = {};
  i.struct_size = sizeof i;
  ASSERT_EQ(caveat_document_identity(d, 0, &i), CAVEAT_OK);
  EXPECT_STREQ(i.license, "Wharf");
  EXPECT_STREQ(i.how, "exact");
  char* json = nullptr;
  ASSERT_EQ(caveat_document_json(d, 0, &json), CAVEAT_OK);
  EXPECT_NE(std::string(json).find(caveat_licenses_hash(licenses)), std::string::npos);
  caveat_string_free(json);
  caveat_licenses_free(licenses);
  caveat_document_free(d);
  caveat_scanner_free(scanner);
}

TEST_F(CApi, RulesAreSharedByThreads) {
  std::vector<std::string> answers(4);
  std::vector<std::thread> threads;
  for (std::string& answer : answers) {
    threads.emplace_back([&answer, this] {
      caveat_scanner* scanner = nullptr;
      caveat_document* document = nullptr;
      char* json = nullptr;
      if (caveat_scanner_new(rules_, nullptr, &scanner) == CAVEAT_OK &&
          caveat_check(scanner, caveat_text("x"), caveat_text(kTerms), nullptr, &document) == CAVEAT_OK &&
          caveat_document_json(document, 1, &json) == CAVEAT_OK)
        answer = json;
      caveat_string_free(json);
      caveat_document_free(document);
      caveat_scanner_free(scanner);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_NE(answers[0], "");
  EXPECT_EQ(std::vector<std::string>(4, answers[0]), answers);
}

TEST_F(CApi, Model) {
  const std::string card = "---\nlicense: apache-2.0\nbase_model: dock/Base-7B\n---\n# Quay\n";
  const std::string pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:" + std::string(64, 'a') + "\nsize 123456\n";
  const caveat_file files[] = {
      {caveat_text("model.safetensors"), {pointer.data(), pointer.size()}, 0},
      {caveat_text("README.md"), {card.data(), card.size()}, 0},
      {caveat_text("LICENSE"), {kTerms, sizeof kTerms - 1}, 0},
      {caveat_text("config.json"), {nullptr, 0}, 512},
  };
  caveat_repository r = {};
  r.struct_size = sizeof r;
  r.id = caveat_text("harbor/Quay");
  r.files = files;
  r.file_count = 4;
  char* json = nullptr;
  ASSERT_EQ(caveat_model(scanner_, &r, &json), CAVEAT_OK);
  const std::string answer = json;
  caveat_string_free(json);
  for (const char* part : {"\"schema\":\"caveat.model/1\"", "\"id\":\"harbor/Quay\"", "\"layout\":\"memory\"",
                           "apache-2.0", "dock/Base-7B", "restriction.scale-cap", "declared-vs-found"})
    EXPECT_NE(answer.find(part), std::string::npos) << part;
}

TEST_F(CApi, ModelOfAnything) {
  char* json = nullptr;
  caveat_repository r = {};
  EXPECT_EQ(caveat_model(scanner_, &r, &json), CAVEAT_BAD_ARGUMENT);
  r.struct_size = sizeof r;
  EXPECT_EQ(caveat_model(scanner_, nullptr, &json), CAVEAT_BAD_ARGUMENT);
  EXPECT_EQ(caveat_model(nullptr, &r, &json), CAVEAT_BAD_ARGUMENT);
  EXPECT_EQ(caveat_model(scanner_, &r, nullptr), CAVEAT_BAD_ARGUMENT);
  ASSERT_EQ(caveat_model(scanner_, &r, &json), CAVEAT_OK);  // a repository of nothing
  caveat_string_free(json);
  const caveat_file twice[] = {{caveat_text("README.md"), caveat_text("a"), 0},
                               {caveat_text("README.md"), caveat_text("b"), 0}};
  r.files = twice;
  r.file_count = 2;
  ASSERT_EQ(caveat_model(scanner_, &r, &json), CAVEAT_OK);
  caveat_string_free(json);
}

TEST_F(CApi, Wishes) {
  EXPECT_GT(caveat_wish(caveat_text("LICENSE"), 1000), 0u);
  EXPECT_EQ(caveat_wish(caveat_text("photo.png"), 1000), 0u);
  const char head[16] = {100, 0, 0, 0, 0, 0, 0, 0, '{'};
  EXPECT_EQ(caveat_header_wish(caveat_text("model.safetensors"), {head, sizeof head}), 108u);
  EXPECT_EQ(caveat_header_wish(caveat_text("LICENSE"), {head, sizeof head}), 0u);
}

TEST(CApiText, StatusesAndVersion) {
  for (int status = -1; status < 9; ++status) EXPECT_NE(std::string(caveat_status_text(status)), "");
  EXPECT_NE(std::string(caveat_version()), "");
}

}  // namespace
