#include "report/spdx2.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/model_fixture.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Spdx2, FileWithSnippetsAndText) {
  Document d = Everything();
  const std::string bytes = LicenseBytes();
  const std::string out = Spdx2(ExportOf(d, bytes));
  EXPECT_TRUE(IsJson(out));
  EXPECT_THAT(
      out, HasSubstr("\"fileName\":\"./LICENSE\",\"checksums\":[{\"algorithm\":\"SHA256\",\"checksumValue\":\"00ff\"}],"
                     "\"licenseConcluded\":\"LicenseRef-harbor\""));
  // Bytes 700 up to 742 are 701 to 742 when counted from 1.
  EXPECT_THAT(out, HasSubstr("{\"startPointer\":{\"reference\":\"SPDXRef-File-1\",\"offset\":701},"
                             "\"endPointer\":{\"reference\":\"SPDXRef-File-1\",\"offset\":742}}"));
  EXPECT_THAT(out, HasSubstr("{\"licenseId\":\"LicenseRef-harbor\",\"extractedText\":\"www"));
  EXPECT_THAT(out, HasSubstr("\"relationshipType\":\"DESCRIBES\",\"relatedSpdxElement\":\"SPDXRef-File-1\""));
}

TEST(Spdx2, PackageOfARepository) {
  const model::Model m = EverythingModel();
  const std::string out = Spdx2(ExportOf(m, LicenseBytes()));
  EXPECT_TRUE(IsJson(out));
  EXPECT_THAT(out, HasSubstr("\"licenseDeclared\":\"Apache-2.0\",\"licenseConcluded\":\"LicenseRef-harbor\""));
  EXPECT_THAT(out, HasSubstr("\"referenceLocator\":\"pkg:huggingface/harbor/Quay-7B@abcdef12\""));
  EXPECT_THAT(out, HasSubstr("\"relationshipType\":\"DESCENDANT_OF\",\"relatedSpdxElement\":\"SPDXRef-Base-1\""));
  EXPECT_THAT(out, HasSubstr("\"relationshipType\":\"GENERATED_FROM\",\"relatedSpdxElement\":\"SPDXRef-Base-2\""));
  EXPECT_THAT(out, HasSubstr("\"licenseInfoInFiles\":[\"Apache-2.0\",\"MIT\"]"));
}

TEST(Spdx2, FilesWithoutChecksumAreNamedOnly) {
  Document d = Everything();
  d.sha256.clear();
  const std::string out = Spdx2(ExportOf(d, ""));
  EXPECT_TRUE(IsJson(out));
  EXPECT_THAT(out, HasSubstr("Without checksum: LICENSE."));
  EXPECT_THAT(out, HasSubstr("\"files\":[]"));
  EXPECT_THAT(out, Not(HasSubstr("SPDXRef-File-1")));
}

TEST(Spdx2, NamespaceFollowsTheContent) {
  Document d = Everything();
  const auto name = [&] {
    const std::string out = Spdx2(ExportOf(d, ""));
    return out.substr(out.find("urn:uuid:"), 45);
  };
  const std::string before = name();
  EXPECT_EQ(name(), before);
  d.sha256 = "01";
  EXPECT_NE(name(), before);
}

}  // namespace
}  // namespace caveat::report
