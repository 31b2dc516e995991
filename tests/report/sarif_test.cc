#include "report/sarif.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/model_fixture.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Sarif, ResultsHaveLevelPlaceAndWords) {
  const Document d = Everything();
  const std::string log = Sarif(ExportOf(d, ""));
  EXPECT_TRUE(IsJson(log));
  EXPECT_THAT(log, HasSubstr("\"version\":\"2.1.0\""));
  EXPECT_THAT(log, HasSubstr("{\"ruleId\":\"restriction.scale-cap\",\"ruleIndex\":"));
  EXPECT_THAT(log, HasSubstr("\"kind\":\"fail\",\"level\":\"warning\""));
  EXPECT_THAT(log, HasSubstr("\"kind\":\"informational\",\"level\":\"none\""));  // a right
  EXPECT_THAT(log, HasSubstr("\"kind\":\"review\",\"level\":\"none\""));         // a weak finding
  EXPECT_THAT(log, HasSubstr("\"region\":{\"startLine\":7,\"endLine\":7,\"byteOffset\":700,\"byteLength\":42,"
                             "\"snippet\":{\"text\":\"more than 500 million monthly active users\"}}"));
  EXPECT_THAT(log, HasSubstr("\"threshold\":500000000"));
  EXPECT_THAT(log, HasSubstr("\"relatedLocations\""));
}

TEST(Sarif, FingerprintsDoNotDependOnLines) {
  Document d = Everything();
  const auto fingerprints = [](const std::string& log) {
    std::vector<std::string> out;
    for (size_t i = log.find("LineHash\":\""); i != std::string::npos; i = log.find("LineHash\":\"", i + 1))
      out.push_back(log.substr(i + 11, 18));
    return out;
  };
  const auto before = fingerprints(Sarif(ExportOf(d, "")));
  ASSERT_EQ(before.size(), d.findings.size());
  for (Finding& f : d.findings) f.span.start_line += 7;
  EXPECT_EQ(fingerprints(Sarif(ExportOf(d, ""))), before);
  d.findings[5].quote = d.findings[7].quote;  // the same words twice: told apart by number
  const auto same = fingerprints(Sarif(ExportOf(d, "")));
  EXPECT_EQ(same[5].substr(0, 16), same[7].substr(0, 16));
  EXPECT_NE(same[5], same[7]);
}

TEST(Sarif, ConflictsAreResults) {
  const model::Model m = EverythingModel();
  const std::string log = Sarif(ExportOf(m, ""));
  EXPECT_TRUE(IsJson(log));
  EXPECT_THAT(log, HasSubstr("\"ruleId\":\"conflict.declared-vs-found\""));
  EXPECT_THAT(log, HasSubstr("\"name\":\"DeclaredVsFound\""));
}

TEST(Sarif, UnreadableFilesAreNotifications) {
  Document d;
  d.path = "gone";
  d.status = Status::kError;
  d.error = "no such file";
  EXPECT_THAT(
      Sarif(ExportOf(d, "")),
      HasSubstr("\"toolExecutionNotifications\":[{\"message\":{\"text\":\"no such file\"},\"level\":\"error\""));
}

TEST(Sarif, OwnResults) {
  const Document d = Everything();
  const std::string log = SarifOf(
      ExportOf(d, ""),
      std::vector<SarifResult>{{"policy/no-caps", "No caps", "error", "A cap.", "LICENSE", {1, 4, 2, 2}, "cap"}});
  EXPECT_TRUE(IsJson(log));
  EXPECT_THAT(log, HasSubstr("\"ruleId\":\"policy/no-caps\",\"ruleIndex\":0,\"kind\":\"fail\",\"level\":\"error\""));
  EXPECT_THAT(log, Not(HasSubstr("restriction.scale-cap")));
}

TEST(Sarif, NothingIsValidToo) { EXPECT_TRUE(IsJson(Sarif(Export()))); }

}  // namespace
}  // namespace caveat::report
