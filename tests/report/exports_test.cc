#include "report/exports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/model_fixture.h"

namespace caveat::report {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Exports, IdsOfExpressions) {
  EXPECT_THAT(IdsOf(""), IsEmpty());
  EXPECT_THAT(IdsOf("MIT"), ElementsAre("MIT"));
  EXPECT_THAT(IdsOf("MIT OR (Apache-2.0 AND LicenseRef-x) OR MIT"), ElementsAre("Apache-2.0", "LicenseRef-x", "MIT"));
  EXPECT_THAT(IdsOf("GPL-2.0-only WITH Classpath-exception-2.0"), ElementsAre("GPL-2.0-only"));
  EXPECT_THAT(IdsOf("((("), IsEmpty());
}

TEST(Exports, Uris) {
  const std::pair<const char*, const char*> cases[] = {
      {"LICENSE", "LICENSE"},
      {"./a/b.txt", "a/b.txt"},
      {"a b/\xE4\xB8\xAD", "a%20b/%E4%B8%AD"},
      {"/opt/x", "file:///opt/x"},
      {"c:evil", "c%3Aevil"},  // no scheme
      {"x/c:y", "x/c:y"},
      {"a?b#c%", "a%3Fb%23c%25"},
      {"\xFF", "%FF"},
      {"", ""},
  };
  for (const auto& [path, uri] : cases) EXPECT_EQ(UriOf(path), uri) << path;
}

TEST(Exports, Purls) {
  model::Model m;
  EXPECT_EQ(PurlOf(m), "");
  m.id = "harbor/Quay-7B";
  EXPECT_EQ(PurlOf(m), "pkg:huggingface/harbor/Quay-7B");
  m.revision = "ABCDEF12";
  EXPECT_EQ(PurlOf(m), "pkg:huggingface/harbor/Quay-7B@abcdef12");
  m.id = "a/b/c";
  EXPECT_EQ(PurlOf(m), "");
}

TEST(Exports, HashesAndUuidsAreStable) {
  EXPECT_EQ(HashHex("a"), HashHex("a"));
  EXPECT_NE(HashHex("a"), HashHex("b"));
  EXPECT_THAT(UuidOf("a"),
              ::testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_NE(UuidOf("a"), UuidOf("b"));
}

TEST(Exports, CustomLicensesBringTheirWords) {
  const Document d = Everything();
  const std::string bytes = LicenseBytes();
  EXPECT_TRUE(WantsText(d));
  const Export e = ExportOf(d, bytes);
  const auto custom = CustomLicenses(e);
  ASSERT_EQ(custom.size(), 1u);
  EXPECT_EQ(custom[0].id, "LicenseRef-harbor");
  EXPECT_EQ(custom[0].text, bytes);
  EXPECT_EQ(CustomLicenses(ExportOf(d, "short"))[0].text, "");  // bytes of something else
  EXPECT_FALSE(WantsText(Document()));
}

TEST(Exports, DeclaredAndConcluded) {
  const model::Model m = EverythingModel();
  Export e = ExportOf(m, "");
  EXPECT_EQ(DeclaredExpression(e), "Apache-2.0");
  EXPECT_EQ(ConcludedExpression(e), "LicenseRef-harbor");
  e.spdx_of = nullptr;
  EXPECT_EQ(DeclaredExpression(e), "");
}

TEST(Exports, Parameters) {
  const Document d = Everything();
  EXPECT_EQ(ParamsText(d.findings[0]), "");
  EXPECT_EQ(ParamsText(d.findings[3]), "territories EU GB");
  EXPECT_EQ(ParamsText(d.findings[4]), "mutable yes, url https://x.example/p");
}

}  // namespace
}  // namespace caveat::report
