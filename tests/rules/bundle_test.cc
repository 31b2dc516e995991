// The serial form of compiled rules: there and back again, and what is cut off or damaged is refused.

#include "rules/bundle.h"

#include <gtest/gtest.h>

#include <string>

#include "embedded.h"
#include "match/anchors.h"
#include "rules/rule_files.h"

namespace caveat::rules {
namespace {

constexpr char kRules[] = R"(class may
  may
  can
clause use.spam
match you <:may> ..3 send (bulk mail | spam*)? <n:number> letters
  set kind=x
  unless near 5 refund
  needs document @m
item newsletter~
param p after
  v  (a | b)
  w  *
lead l deny
match may not
mark m
match this license
)";

Bundle Sample() {
  Bundle bundle = caveat::testing::CompileText(kRules).bundle;
  std::string error;
  for (int tier = 0; tier < 2; ++tier)
    bundle.databases[tier] = BytesOf(match::AnchorDatabase::Serialize(bundle, tier, &error));
  EXPECT_EQ(error, "");
  return bundle;
}

TEST(Bundle, ThereAndBackAgain) {
  const Bundle bundle = Sample();
  const std::string bytes = Serialize(bundle);
  Bundle back;
  std::string error;
  ASSERT_TRUE(Deserialize(bytes, &back, &error)) << error;
  EXPECT_EQ(back.hash, bundle.hash);
  EXPECT_EQ(AsText(back.databases[0]), AsText(bundle.databases[0]));
  EXPECT_FALSE(back.databases[1].empty());
  EXPECT_EQ(Serialize(back), bytes);
  HashBundle(&back);
  EXPECT_EQ(back.hash, bundle.hash);
  EXPECT_EQ(bundle.hash.size(), 32u);
}

TEST(Bundle, TheEmbeddedOneIsSound) {
  Bundle checked, viewed;
  std::string error;
  ASSERT_TRUE(Deserialize(EmbeddedBundle(), &checked, &error)) << error;
  ASSERT_TRUE(ViewEmbedded(EmbeddedBundle(), &viewed));
  EXPECT_GT(checked.lines.size(), 1000u);
  EXPECT_EQ(viewed.hash, checked.hash);
  EXPECT_TRUE(Serialize(viewed) == EmbeddedBundle());
  // Only what nobody can check is left out.
  EXPECT_FALSE(viewed.engine_tables.empty());
  EXPECT_TRUE(checked.engine_tables.empty());
  checked.engine_tables = viewed.engine_tables;
  EXPECT_TRUE(Serialize(checked) == EmbeddedBundle());
}

TEST(Bundle, NothingIsEmbeddedWhereThereIsNone) {
  Bundle bundle;
  EXPECT_FALSE(ViewEmbedded("", &bundle));
  EXPECT_FALSE(ViewEmbedded(EmbeddedBundle().substr(0, 1000), &bundle));
}

TEST(Bundle, AnEmptyBundleToo) {
  Bundle bundle, back;
  std::string error;
  HashBundle(&bundle);
  const std::string bytes = Serialize(bundle);
  EXPECT_TRUE(Deserialize(bytes, &back, &error)) << error;
  EXPECT_EQ(back.vocab.size(), 0u);
}

TEST(Bundle, BytesThatAreNotAlignedAreRefused) {
  const std::string bytes = "x" + Serialize(Sample());
  Bundle back;
  std::string error;
  EXPECT_FALSE(Deserialize(std::string_view(bytes).substr(1), &back, &error));
}

TEST(Bundle, EveryCutIsRefused) {
  const std::string bytes = Serialize(Sample());
  for (size_t i = 0; i < bytes.size(); ++i) {
    Bundle back;
    std::string error;
    // An exact copy, so that a sanitizer sees a read past the end.
    const std::string head(bytes.data(), i);
    ASSERT_FALSE(Deserialize(std::string_view(head.data(), i), &back, &error)) << i;
    EXPECT_FALSE(error.empty());
  }
  Bundle back;
  std::string error;
  EXPECT_FALSE(Deserialize(bytes + "x", &back, &error));
}

TEST(Bundle, DamageIsNoticed) {
  const Bundle bundle = Sample();
  const std::string bytes = Serialize(bundle);
  // The databases stand at the end and have a checksum of their own (anchors_test.cc).
  const auto stored = [](const Table<char>& t) { return 8 + (t.size() + 7) / 8 * 8; };
  const size_t tables =
      bytes.size() - stored(bundle.databases[0]) - stored(bundle.databases[1]) - stored(bundle.engine_tables);
  for (size_t i = 0; i < tables; ++i) {
    if (i >= 12 && i < 16) continue;  // filler
    for (const int change : {1, 0x80, 0xFF}) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ change);
      Bundle back;
      std::string error;
      ASSERT_FALSE(Deserialize(damaged, &back, &error)) << "byte " << i;
      EXPECT_FALSE(error.empty());
    }
  }
}

TEST(Bundle, InconsistentTablesAreRefusedEvenWithTheRightHash) {
  struct Case {
    const char* what;
    void (*damage)(Bundle*);
  };
  const Case cases[] = {
      {"node", [](Bundle* b) { b->nodes.Edit(0).first = 1u << 31; }},
      {"id", [](Bundle* b) { b->ids.Edit(0) = b->vocab.size(); }},
      {"kid", [](Bundle* b) { b->kids.Edit(0) = static_cast<uint32_t>(b->nodes.size()); }},
      {"stem", [](Bundle* b) { b->stems.Edit(0) = b->strings.size(); }},
      {"ref", [](Bundle* b) { b->refs.Edit(0) = static_cast<uint32_t>(b->variants.size()); }},
      {"line", [](Bundle* b) { b->lines.Edit(0).guard_count = 1000; }},
      {"variant", [](Bundle* b) { b->variants.Edit(0).anchor_end = 1000; }},
      {"anchor", [](Bundle* b) { b->anchors.Edit(0).tier = 2; }},
      {"anchor text", [](Bundle* b) { b->anchors.Edit(0).text = b->strings.size(); }},
      {"guard", [](Bundle* b) { b->guards.Edit(0).node = static_cast<uint32_t>(b->nodes.size()); }},
      {"param", [](Bundle* b) { b->params.Edit(0).value_count = 1000; }},
      {"value", [](Bundle* b) { b->values.Edit(0).value = b->strings.size(); }},
      {"set", [](Bundle* b) { b->sets.Edit(0).name = b->strings.size(); }},
      {"pool", [](Bundle* b) { b->vocab.ends.Edit(1) = 100000; }},
      {"pool end", [](Bundle* b) { b->strings.ends.clear(); }},
      {"cycle",
       [](Bundle* b) {
         for (uint32_t i = 0; i < b->nodes.size(); ++i)
           if (b->nodes[i].op == Op::kAlt || b->nodes[i].op == Op::kSeq) b->kids.Edit(b->nodes[i].first) = i;
       }},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    Bundle bundle = Sample(), back;
    c.damage(&bundle);
    HashBundle(&bundle);
    std::string error;
    EXPECT_FALSE(Deserialize(Serialize(bundle), &back, &error));
  }
}

TEST(Bundle, OtherVersionsAreNamed) {
  std::string bytes = Serialize(Sample());
  bytes[8] = 9;
  Bundle back;
  std::string error;
  EXPECT_FALSE(Deserialize(bytes, &back, &error));
  EXPECT_EQ(error, "rule bundle of version 9, this program reads 2");
  EXPECT_FALSE(Deserialize("CAVEAT", &back, &error));
  EXPECT_EQ(error, "not a rule bundle");
}

}  // namespace
}  // namespace caveat::rules
