#include "report/exports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/cyclonedx.h"
#include "report/markdown.h"
#include "report/model_fixture.h"
#include "report/sarif.h"
#include "report/scancode.h"
#include "report/spdx2.h"
#include "report/spdx3.h"

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

// Two repositories with the same texts under the same names, in each format that takes a hub.
std::string HubOf(std::unique_ptr<HubWriter> writer) {
  const model::Model m = EverythingModel();
  std::string out;
  for (int pass = 0; pass < writer->passes(); ++pass) {
    out += writer->Begin(pass);
    for (const char* root : {"hub/a", "hub/b"}) {
      Export e = ExportOf(m, "");
      e.root = root;
      out += writer->Add(pass, e);
    }
  }
  return out + writer->End();
}

Export Hub() {
  Export hub;
  hub.tool = {"0.1.0", "aa", "bb"};
  hub.name = "hub.db";
  hub.created = "2026-01-31T12:00:00Z";
  return hub;
}

size_t Count(const std::string& text, const std::string& part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

TEST(Hub, EachFormatIsOneDocument) {
  const Export hub = Hub();
  ScanCode scan;
  scan.tool = hub.tool;
  for (const auto& out :
       {HubOf(Spdx2Hub(hub)), HubOf(Spdx3Hub(hub)), HubOf(SarifHub(hub)), HubOf(ScanCodeHub(scan)),
        HubOf(CycloneDxHub(hub, CycloneDxVersion::k16)), HubOf(CycloneDxHub(hub, CycloneDxVersion::k17))}) {
    EXPECT_TRUE(IsJson(out)) << out.substr(0, 200);
    EXPECT_GE(Count(out, "hub/a/LICENSE"), 1u) << out.substr(0, 200);
    EXPECT_GE(Count(out, "hub/b/LICENSE"), 1u) << out.substr(0, 200);
  }
}

TEST(Hub, IdsAreUsedOnce) {
  const Export hub = Hub();
  const std::string spdx = HubOf(Spdx2Hub(hub));
  for (const char* id :
       {"SPDXRef-R1-Model", "SPDXRef-R2-Model", "SPDXRef-R1-File-1", "SPDXRef-R2-Snippet-1-1", "SPDXRef-R2-Base-1"})
    EXPECT_EQ(Count(spdx, std::string("\"SPDXID\":\"") + id + "\""), 1u) << id;
  EXPECT_EQ(Count(spdx, "\"relationshipType\":\"DESCRIBES\""), 2u);
  EXPECT_EQ(Count(spdx, "\"licenseId\":\"LicenseRef-harbor\""), 1u);
  const std::string spdx3 = HubOf(Spdx3Hub(hub));
  EXPECT_EQ(Count(spdx3, "\"type\":\"ai_AIPackage\""), 4u);  // each with a base
  EXPECT_EQ(Count(spdx3, "\"type\":\"SpdxDocument\""), 1u);
  EXPECT_EQ(Count(spdx3, "\"simplelicensing_licenseExpression\":\"LicenseRef-harbor\""), 1u);
  // The document, which stands last, names each element but itself, once.
  const size_t list = spdx3.find("\"element\":[");
  ASSERT_NE(list, std::string::npos);
  const std::string kId = "\"spdxId\":";
  size_t elements = 0;
  for (size_t at = spdx3.find(kId); at < list; at = spdx3.find(kId, at + 1)) {
    const std::string id = spdx3.substr(at + kId.size(), spdx3.find('"', at + kId.size() + 1) - at - kId.size() + 1);
    if (id.ends_with("#Document\"")) continue;
    EXPECT_EQ(Count(spdx3.substr(list), id), 1u) << id;
    ++elements;
  }
  EXPECT_EQ(Count(spdx3.substr(list), "\"urn:uuid:"), elements);
  EXPECT_GT(elements, 20u);
  const std::string bill = HubOf(CycloneDxHub(hub, CycloneDxVersion::k16));
  for (const char* ref : {"subject", "model-1", "model-2", "model-1-file-1", "model-2-file-2"})
    EXPECT_EQ(Count(bill, std::string("\"bom-ref\":\"") + ref + "\""), 1u) << ref;
  const std::string scan = HubOf(ScanCodeHub(ScanCode{}));
  EXPECT_EQ(Count(scan, "\"path\":\"hub\",\"type\":\"directory\""), 1u);
  EXPECT_THAT(scan, ::testing::HasSubstr("\"files_count\":4"));
}

TEST(Hub, ResultsPointAtTheirArtifacts) {
  const std::string log = HubOf(SarifHub(Hub()));
  EXPECT_THAT(log, ::testing::HasSubstr("\"uri\":\"hub/b/LICENSE\",\"index\":2}"));
  EXPECT_THAT(log, ::testing::HasSubstr("\"uri\":\"hub/a/LICENSE\",\"index\":0}"));
}

TEST(Hub, TextsWithoutChecksumAreCounted) {
  model::Model m = EverythingModel();
  m.documents[1].document.sha256.clear();
  const Export hub = Hub();
  const auto writer = Spdx2Hub(hub);
  std::string out;
  for (int pass = 0; pass < writer->passes(); ++pass) {
    out += writer->Begin(pass);
    out += writer->Add(pass, ExportOf(m, ""));
  }
  out += writer->End();
  EXPECT_TRUE(IsJson(out));
  EXPECT_THAT(out, ::testing::HasSubstr("Files left out, because they have no checksum: 1."));
}

TEST(Hub, MarkdownIsATable) {
  model::Model m = EverythingModel();
  m.id = "a|b/`c`";
  const auto writer = MarkdownHub(Hub());
  std::string out = writer->Begin(0);
  out += writer->Add(0, ExportOf(m, ""));
  out += writer->End();
  EXPECT_THAT(out, ::testing::HasSubstr("\n| `` a¦b/`c` `` | "));
  EXPECT_THAT(out, ::testing::HasSubstr(" | declared-vs-found |\n"));
}

}  // namespace
}  // namespace caveat::report
