#include "report/spdx3.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/model_fixture.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Spdx3, LicencesAreRelationships) {
  const Document d = Everything();
  const std::string out = Spdx3(ExportOf(d, LicenseBytes()));
  EXPECT_TRUE(IsJson(out));
  EXPECT_THAT(out, HasSubstr("\"relationshipType\":\"hasDeclaredLicense\""));
  EXPECT_THAT(
      out, HasSubstr("\"simplelicensing_customIdToUri\":[{\"type\":\"DictionaryEntry\",\"key\":\"LicenseRef-harbor\""));
  EXPECT_THAT(out, HasSubstr("\"software_byteRange\":{\"type\":\"PositiveIntegerRange\",\"beginIntegerRange\":701,"
                             "\"endIntegerRange\":742}"));
  EXPECT_THAT(out, HasSubstr("\"profileConformance\":[\"core\",\"software\",\"simpleLicensing\"]"));
}

TEST(Spdx3, RepositoryWithLineage) {
  const model::Model m = EverythingModel();
  const std::string out = Spdx3(ExportOf(m, LicenseBytes()));
  EXPECT_TRUE(IsJson(out));
  EXPECT_THAT(out, HasSubstr("\"type\":\"ai_AIPackage\""));
  for (const char* type : {"hasConcludedLicense", "hasDeclaredLicense", "descendantOf", "trainedOn", "contains"})
    EXPECT_THAT(out, HasSubstr("\"relationshipType\":\"" + std::string(type) + "\""));
  EXPECT_THAT(out, Not(HasSubstr("\"ai\"]")));  // conformance that cannot be kept is not claimed
}

TEST(Spdx3, NothingIsADocumentToo) { EXPECT_TRUE(IsJson(Spdx3(Export()))); }

}  // namespace
}  // namespace caveat::report
