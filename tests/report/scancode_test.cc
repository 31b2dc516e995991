#include "report/scancode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "report/model_fixture.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ScanCode Scan() {
  ScanCode scan;
  scan.tool = {"0.1.0", "aa", "bb"};
  scan.inputs = {"quay"};
  scan.options = {{"--info", "true"}};
  scan.start = scan.end = "2026-01-31T12:00:00Z";
  scan.info = scan.references = true;
  scan.entries = {{"docs", true, {}}, {"docs/LICENSE.txt", false, Everything()}};
  return scan;
}

TEST(ScanCode, WhatReadersNeed) {
  const std::string out = ScanCodeJson(Scan());
  EXPECT_TRUE(IsJson(out));
  for (const char* part :
       {"\"tool_version\":\"0.1.0\"", "\"options\":{\"input\":[\"quay\"],\"--info\":true}",
        "\"start_timestamp\":\"2026-01-31T120000.000000\"", "\"output_format_version\":\"4.0.0\"",
        "\"path\":\"docs\",\"type\":\"directory\"", "\"path\":\"docs/LICENSE.txt\",\"type\":\"file\"",
        "\"name\":\"LICENSE.txt\",\"base_name\":\"LICENSE\",\"extension\":\".txt\"",
        "\"detected_license_expression\":\"harbor\",\"detected_license_expression_spdx\":\"LicenseRef-harbor\"",
        "\"from_file\":\"docs/LICENSE.txt\",\"start_line\":1,\"end_line\":40", "\"score\":99.96", "\"copyrights\":[]",
        "\"scan_errors\":[]", "{\"key\":\"apache-2.0\",\"name\":\"Apache-2.0\",\"spdx_license_key\":\"Apache-2.0\"}",
        "\"restriction.scale-cap\""})
    EXPECT_THAT(out, HasSubstr(part));
  EXPECT_THAT(out, Not(HasSubstr("matched_text")));
  EXPECT_THAT(out, Not(HasSubstr("legal.audit")));  // a weak finding
}

TEST(ScanCode, EditedTextsNeverScoreAHundred) {
  ScanCode scan = Scan();
  scan.entries[1].document.identity[0].coverage = 1;
  EXPECT_THAT(ScanCodeJson(scan), HasSubstr("\"score\":99.99"));
  scan.entries[1].document.identity[0].how = "exact";
  EXPECT_THAT(ScanCodeJson(scan), HasSubstr("\"matcher\":\"1-hash\",\"score\":100.00"));
}

TEST(ScanCode, Lines) {
  const std::string out = ScanCodeJsonLines(Scan());
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 3);
  EXPECT_EQ(out.rfind("{\"headers\":", 0), 0u);
  EXPECT_THAT(out, HasSubstr("\n{\"files\":[{\"path\":\"docs\""));
}

TEST(ScanCode, Errors) {
  ScanCode scan = Scan();
  scan.entries[1].document = Document();
  scan.entries[1].document.status = Status::kError;
  scan.entries[1].document.error = "no such file";
  const std::string out = ScanCodeJson(scan);
  EXPECT_THAT(out, HasSubstr("\"errors\":[\"Path: docs/LICENSE.txt\"]"));
  EXPECT_THAT(out, HasSubstr("\"scan_errors\":[\"no such file\"]"));
}

TEST(ScanCode, Keys) {
  EXPECT_EQ(ScanCodeKeys("Apache-2.0 OR (MIT AND LicenseRef-scancode-llama-2)"), "apache-2.0 OR (mit AND llama-2)");
  EXPECT_EQ(ScanCodeKeys("GPL-2.0-only WITH Classpath-exception-2.0"), "gpl-2.0-only WITH classpath-exception-2.0");
  EXPECT_EQ(ScanCodeKeys(""), "");
}

}  // namespace
}  // namespace caveat::report
