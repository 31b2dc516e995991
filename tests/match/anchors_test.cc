// Anchors: what is scanned for is found, all of it, in order; a database from the bundle answers as one made anew does.

#include "match/anchors.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/rule_files.h"

namespace caveat::match {
namespace {

using ::caveat::testing::CompileText;
using Found = std::vector<std::pair<std::string, uint32_t>>;

constexpr std::string_view kRules =
    "clause use.spam\nmatch spam\nmatch bulk mail\nmatch discrim*\nmatch the spam\nitem letters\n";

Found Scan(const rules::Bundle& bundle, const AnchorDatabase& db, std::string_view text, uint32_t offset = 0) {
  AnchorScratch scratch;
  EXPECT_TRUE(scratch.Add(db));
  std::vector<Hit> hits;
  scratch.Scan(db, text, offset, &hits);
  Found out;
  for (const Hit& h : hits) out.emplace_back(std::string(bundle.strings[bundle.anchors[h.anchor].text]), h.end);
  return out;
}

TEST(Anchors, FindsAllInOrder) {
  const rules::Bundle bundle = CompileText(kRules).bundle;
  std::string error;
  const auto db = AnchorDatabase::Make(bundle, 0, false, &error);
  ASSERT_NE(db, nullptr) << error;
  EXPECT_FALSE(db->embedded());
  EXPECT_GT(db->size_bytes(), 0u);
  EXPECT_EQ(Scan(bundle, *db, " spam bulk mail discriminate letters "),
            (Found{{" spam ", 6}, {" bulk mail ", 16}, {" discrim", 23}}));
  EXPECT_EQ(Scan(bundle, *db, " spam spam "), (Found{{" spam ", 6}, {" spam ", 11}}));
  EXPECT_EQ(Scan(bundle, *db, " spam ", 100), (Found{{" spam ", 106}}));
  EXPECT_EQ(Scan(bundle, *db, " spammer bulk mails "), Found{});
  EXPECT_EQ(Scan(bundle, *db, ""), Found{});
  const auto items = AnchorDatabase::Make(bundle, 1, false, &error);
  ASSERT_NE(items, nullptr);
  EXPECT_EQ(Scan(bundle, *items, " spam letters "), (Found{{" letters ", 14}}));
}

TEST(Anchors, FromTheBundleAsMadeAnew) {
  rules::Bundle bundle = caveat::testing::CompileSources(caveat::testing::ProjectRules()).bundle;
  std::string text = " ";
  for (size_t i = 0; i < bundle.anchors.size(); i += 7) {
    const std::string_view a = bundle.strings[bundle.anchors[i].text];
    text += std::string(a.substr(1)) + (a.back() == ' ' ? "" : " ");
  }
  for (const int tier : {0, 1}) {
    std::string error;
    const auto made = AnchorDatabase::Make(bundle, tier, false, &error);
    const auto native = AnchorDatabase::Make(bundle, tier, true, &error);
    const std::string whole = AnchorDatabase::Serialize(bundle, tier, &error);
    bundle.databases[tier] = rules::BytesOf(whole);
    const auto embedded = AnchorDatabase::Make(bundle, tier, false, &error);
    ASSERT_TRUE(made && native && embedded) << error;
    EXPECT_TRUE(embedded->embedded());
    EXPECT_FALSE(native->embedded());
    const Found want = Scan(bundle, *made, text);
    EXPECT_GT(want.size(), 100u);
    EXPECT_EQ(Scan(bundle, *embedded, text), want);
    EXPECT_EQ(Scan(bundle, *native, text), want);
    // A database that was cut off or damaged is not taken, but made anew.
    std::vector<std::string> bad = {"", "x", whole.substr(0, 100), whole + "x", std::string(4096, '\0')};
    for (const size_t at : {size_t{0}, size_t{5}, size_t{9}, whole.size() / 2, whole.size() - 1}) {
      bad.push_back(whole);
      bad.back()[at] = static_cast<char>(bad.back()[at] ^ 0x41);
    }
    for (const std::string& serial : bad) {
      bundle.databases[tier] = rules::BytesOf(serial);
      const auto again = AnchorDatabase::Make(bundle, tier, false, &error);
      ASSERT_NE(again, nullptr) << error;
      EXPECT_EQ(Scan(bundle, *again, text), want);  // (the very last byte may be padding, and the database is taken)
    }
    bundle.databases[tier].clear();
  }
}

TEST(Anchors, NoAnchorsNoDatabase) {
  const rules::Bundle empty;
  std::string error;
  const auto db = AnchorDatabase::Make(empty, 0, false, &error);
  ASSERT_NE(db, nullptr);
  EXPECT_EQ(db->size_bytes(), 0u);
  EXPECT_EQ(AnchorDatabase::Serialize(empty, 0, &error), "");
  EXPECT_EQ(error, "");
  EXPECT_EQ(Scan(empty, *db, " spam "), Found{});
}

}  // namespace
}  // namespace caveat::match
