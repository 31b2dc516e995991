#include "classify/known.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classify/expression.h"
#include "classify/names.h"
#include "embedded.h"
#include "taxonomy/taxonomy.h"
#include "text/fold.h"
#include "text/transforms.h"

namespace caveat::classify {
namespace {

LicenseFile Make(std::string_view id, std::string_view text, std::string_view spdx = "") {
  LicenseFile license;
  license.facts[static_cast<size_t>(Fact::kId)] = {std::string(id)};
  if (!spdx.empty()) license.facts[static_cast<size_t>(Fact::kSpdx)] = {std::string(spdx)};
  text::Words words;
  text::Fold(text, &words);
  license.texts.push_back(MakeFingerprint(words));
  return license;
}

constexpr std::string_view kFirst =
    "Paint the fence green and give the brush back to the neighbour before supper, or he will be cross with both of "
    "us.";
constexpr std::string_view kSecond =
    "Whoever finds the key keeps the garden tidy for a year and may eat as many plums as fall down by themselves.";

TEST(KnownTest, FilesReadBack) {
  LicenseFile license = Make("toy-1.0", kFirst, "LicenseRef-toy");
  license.facts[static_cast<size_t>(Fact::kTags)] = {"toy", "toy-one"};
  license.facts[static_cast<size_t>(Fact::kClauses)] = {"grant.use", "condition.report"};
  LicenseFile back;
  std::string error;
  ASSERT_TRUE(ParseLicense(FormatLicense(license), &back, &error)) << error;
  EXPECT_EQ(back.facts, license.facts);
  EXPECT_EQ(back.texts, license.texts);
}

TEST(KnownTest, BadFilesAreRefused) {
  const struct {
    std::string_view content, error;
  } cases[] = {
      {"", "no license line"},
      {"title X\n", "no license line"},
      {"license a\nlicense b\n", "line 2: license is given twice"},
      {"license a\ncolour red\n", "line 2: not a fact: colour red"},
      {"license a\ntitle\n", "line 2: not a fact: title"},
      {"license a\n\n# note\ntext 00\n", "line 4: 32 hexadecimal digits are needed: text 00"},
      {"license a\ntwin b\n", "line 2: not a fact: twin b"},
  };
  for (const auto& c : cases) {
    LicenseFile license;
    std::string error;
    EXPECT_FALSE(ParseLicense(c.content, &license, &error)) << c.content;
    EXPECT_EQ(error, c.error);
  }
}

TEST(KnownTest, TablesHoldFactsTextsAndTwins) {
  const std::vector<LicenseFile> files = {Make("b-or-later", kFirst, "b-or-later"), Make("b-only", kFirst, "b-only"),
                                          Make("c", kSecond)};
  const std::string bytes = CompileKnown(files);
  // The order of the files does not matter.
  EXPECT_EQ(bytes, CompileKnown(std::vector<LicenseFile>{files[2], files[1], files[0]}));
  const auto known = KnownLicenses::With(files, false);
  ASSERT_EQ(known->tables().size(), 1u);
  const KnownTable& table = known->tables()[0];
  EXPECT_EQ(table.licenses(), 3u);
  EXPECT_EQ(table.texts(), 3u);
  const auto only = known->Find("B-ONLY");
  ASSERT_TRUE(only);
  EXPECT_EQ(known->fact(*only, Fact::kTwins), "b-or-later");
  text::Words words;
  text::Fold(kFirst, &words);
  const auto texts = table.FindWhole(words.hash());
  ASSERT_EQ(texts.size(), 2u);
  EXPECT_EQ(table.fact(table.text(texts[0]).license, Fact::kId), "b-only") << "the main one comes first";
  EXPECT_FALSE(known->Find("nothing"));
  EXPECT_EQ(known->All().size(), 3u);
  EXPECT_EQ(known->hash().size(), 32u);
}

// Whatever the bytes are: refused, or every look-up stays inside.
TEST(KnownTest, DamagedTablesAreHarmless) {
  const std::string good = CompileKnown(std::vector<LicenseFile>{Make("a", kFirst), Make("c", kSecond)});
  // A copy of its own for each try, aligned as needed.
  const auto probe = [](const std::string& bytes) {
    std::vector<uint64_t> aligned((bytes.size() + 7) / 8);
    if (!bytes.empty()) std::memcpy(aligned.data(), bytes.data(), bytes.size());
    KnownTable table;
    std::string error;
    if (!KnownTable::Load({reinterpret_cast<const char*>(aligned.data()), bytes.size()}, &table, &error)) return false;
    for (uint32_t l = 0; l < table.licenses(); ++l) {
      for (size_t f = 0; f < kFacts; ++f) (void)table.fact(l, static_cast<Fact>(f)).size();
    }
    for (uint32_t t = 0; t < table.texts(); ++t) {
      for (const uint8_t byte : table.words(table.text(t))) (void)byte;
    }
    for (uint32_t key = 0; key < 1u << 16; ++key) {
      if (const uint32_t found = table.Find(key << 16); found != 0) {
        (void)table.Places(found).size();
        (void)table.Votes(found).size();
      }
    }
    return true;
  };
  EXPECT_TRUE(probe(good));
  EXPECT_FALSE(probe(""));
  for (size_t size = 0; size < good.size(); size += 1 + good.size() / 97)
    EXPECT_FALSE(probe(good.substr(0, size))) << size;
  text::Random random(3);
  for (int i = 0; i < 200; ++i) {
    std::string bad = good;
    // The head, the records, anywhere.
    const size_t limit = i % 2 == 0 ? 400 : bad.size();
    for (size_t n = 1 + random.Below(4); n-- > 0;) bad[random.Below(limit)] = static_cast<char>(random.Below(256));
    probe(bad);
  }
}

TEST(KnownTest, TheEmbeddedTableIsSoundAndThereOnce) {
  KnownTable checked, viewed;
  std::string error;
  ASSERT_TRUE(KnownTable::Load(EmbeddedKnown(), &checked, &error)) << error;
  ASSERT_TRUE(KnownTable::View(EmbeddedKnown(), &viewed, &error)) << error;
  EXPECT_GT(viewed.licenses(), 700u);
  EXPECT_EQ(viewed.licenses(), checked.licenses());
  EXPECT_EQ(viewed.hash(), checked.hash());
  EXPECT_EQ(KnownLicenses::BuiltIn(), KnownLicenses::BuiltIn());
  EXPECT_EQ(KnownLicenses::BuiltIn()->hash(), KnownLicenses::With({})->hash());
}

TEST(KnownTest, NamesAreFoundAsByReadingAllOfThem) {
  const auto known = KnownLicenses::BuiltIn();
  const auto lower = [](std::string_view name) {
    std::string out(name);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
  };
  std::map<std::string, std::string_view> first;  // id
  const std::vector<Fact> others = {Fact::kAliases, Fact::kSpdx, Fact::kTags};
  const KnownTable& table = known->tables()[0];
  for (uint32_t l = 0; l < table.licenses(); ++l)
    first.emplace(lower(table.fact(l, Fact::kId)), table.fact(l, Fact::kId));
  for (uint32_t l = 0; l < table.licenses(); ++l) {
    for (const Fact other : others)
      for (const std::string_view name : Entries(table.fact(l, other)))
        first.emplace(lower(name), table.fact(l, Fact::kId));
  }
  EXPECT_GT(first.size(), 1000u);
  for (const auto& [name, id] : first) {
    std::string shouted = name;
    for (char& c : shouted) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    for (const std::string& asked : {name, shouted}) {
      const std::optional<LicenseRef> found = known->Find(asked);
      ASSERT_TRUE(found) << asked;
      EXPECT_EQ(known->fact(*found, Fact::kId), id) << asked;
    }
  }
  for (const std::string_view none : {"", "no-such-license", "mi", "mitt"}) EXPECT_FALSE(known->Find(none)) << none;
}

TEST(KnownTest, OwnLicencesComeBeforeBuiltInOnes) {
  const auto known = KnownLicenses::With(std::vector<LicenseFile>{Make("MIT", kFirst)});
  const auto ref = known->Find("mit");
  ASSERT_TRUE(ref);
  EXPECT_EQ(ref->table, 0u);
  const auto all = known->All();
  EXPECT_EQ(std::count_if(all.begin(), all.end(), [&](LicenseRef x) { return known->fact(x, Fact::kId) == "MIT"; }), 1);
  EXPECT_NE(known->hash(), KnownLicenses::BuiltIn()->hash());
}

// ---- what is built in -----------------------------------------------------------------------------------------------

// Every entry of every list fact, and what it must be.
TEST(KnownTest, BuiltInFactsAreSound) {
  const auto known = KnownLicenses::BuiltIn();
  std::set<std::string_view> all_categories;
  for (int i = 1; i <= static_cast<int>(Category::kPublicDomain); ++i)
    all_categories.insert(Name(static_cast<Category>(i)));
  size_t categories = 0, clauses = 0, free = 0, not_free = 0, approved = 0, stewards = 0;
  std::map<std::string, std::string> ids;
  for (const LicenseRef ref : known->All()) {
    const std::string id(known->fact(ref, Fact::kId));
    EXPECT_TRUE(ids.emplace(id, id).second) << id;
    EXPECT_FALSE(known->fact(ref, Fact::kTitle).empty()) << id;
    const std::string_view spdx_id = known->fact(ref, Fact::kSpdx);
    EXPECT_TRUE(spdx_id.empty() || spdx::Parse(spdx_id).valid) << id << ": " << spdx_id;
    for (const Fact fact : {Fact::kOsi, Fact::kFsf}) {
      const std::string_view value = known->fact(ref, fact);
      EXPECT_TRUE(value.empty() || value == "yes" || value == "no") << id << ": " << value;
    }
    free += known->fact(ref, Fact::kFsf) == "yes" ? 1 : 0;
    not_free += known->fact(ref, Fact::kFsf) == "no" ? 1 : 0;
    approved += known->fact(ref, Fact::kOsi) == "yes" ? 1 : 0;
    stewards += known->fact(ref, Fact::kSteward).empty() ? 0 : 1;
    const std::string_view category = known->fact(ref, Fact::kCategory);
    categories += category.empty() ? 0 : 1;
    EXPECT_TRUE(category.empty() || all_categories.count(category) == 1) << id << ": " << category;
    for (const std::string_view clause : Entries(known->fact(ref, Fact::kClauses))) {
      ++clauses;
      EXPECT_TRUE(FindClause(clause)) << id << ": " << clause;
    }
    const std::string_view date = known->fact(ref, Fact::kDate);
    EXPECT_TRUE(date.empty() || (date.size() >= 4 && date[0] >= '1' && date[0] <= '2')) << id << ": " << date;
  }
  EXPECT_GE(ids.size(), 1046u);
  EXPECT_GE(categories, ids.size() - 6);
  EXPECT_GT(clauses, 8000u);
  EXPECT_GE(stewards, 570u);
  // As the lists of the FSF and the OSI have it.
  EXPECT_EQ(free, 127u);
  EXPECT_EQ(not_free, 19u);
  EXPECT_GE(approved, 140u);
}

TEST(KnownTest, SuccessorsAndTwinsAreKnown) {
  const auto known = KnownLicenses::BuiltIn();
  size_t pairs = 0, twins = 0;
  for (const LicenseRef ref : known->All()) {
    const std::string id(known->fact(ref, Fact::kId));
    // Going back from one to what it superseded ends somewhere.
    std::set<std::string> seen = {id};
    for (LicenseRef at = ref;;) {
      const auto before = Entries(known->fact(at, Fact::kSupersedes));
      if (before.empty()) break;
      const auto next = known->Find(before[0]);
      ASSERT_TRUE(next) << id << " supersedes " << before[0];
      ASSERT_TRUE(seen.insert(std::string(known->fact(*next, Fact::kId))).second) << id << " supersedes itself";
      at = *next;
      ++pairs;
    }
    for (const std::string_view twin : Entries(known->fact(ref, Fact::kTwins))) {
      ++twins;
      const auto other = known->Find(twin);
      ASSERT_TRUE(other) << id << " and " << twin;
      const auto back = Entries(known->fact(*other, Fact::kTwins));
      EXPECT_TRUE(std::count(back.begin(), back.end(), id) == 1) << id << " and " << twin;
    }
  }
  EXPECT_GE(pairs, 150u);
  EXPECT_GE(twins, 80u);
}

TEST(KnownTest, LaterVersionsAreTold) {
  const auto known = KnownLicenses::BuiltIn();
  const struct {
    std::string_view later, before;
  } cases[] = {
      {"GPL-3.0-only", "GPL-2.0-only"},
      {"Apache-2.0", "Apache-1.1"},
      {"CC-BY-4.0", "CC-BY-3.0"},
      {"llama-3.3-community", "llama-3.2-community"},
      {"OLDAP-2.2.2", "OLDAP-2.2.1"},
      {"LPPL-1.3c", "LPPL-1.3a"},
      {"EPL-1.0", "CPL-1.0"},
      {"openmdw-1.1", "OpenMDW-1.0"},
      {"AGPL-3.0-only", "AGPL-1.0-only"},
      {"GPL-1.0-only", ""},
      {"BSD-3-Clause", ""},
      {"CC-BY-3.0-DE", ""},
      {"kolors-2024-09-03", "kolors-2024-07-10"},
  };
  for (const auto& c : cases) {
    const auto ref = known->Find(c.later);
    ASSERT_TRUE(ref) << c.later;
    EXPECT_EQ(known->fact(*ref, Fact::kSupersedes), c.before) << c.later;
  }
}

// Open source allows any use by anybody, and passing on: what the rules find in such a licence must not say otherwise.
TEST(KnownTest, OpenSourceLicencesRestrictNothing) {
  const auto known = KnownLicenses::BuiltIn();
  size_t read = 0;
  for (const LicenseRef& ref : known->All()) {
    if (known->fact(ref, Fact::kOsi) != "yes") continue;
    const std::string_view id = known->fact(ref, Fact::kId);
    for (const std::string_view clause : Entries(known->fact(ref, Fact::kClauses))) {
      ++read;
      // That the law holds, and the rights of others, some say themselves.
      const bool use = clause.starts_with("use.") && clause != "use.unlawful" && clause != "use.third-party-rights";
      const bool limit = clause == "condition.registration" || clause == "condition.fee" ||
                         clause == "restriction.no-redistribution" || clause == "restriction.no-derivatives" ||
                         clause == "restriction.non-commercial" || clause == "restriction.research-only" ||
                         clause == "restriction.scale-cap" || clause == "restriction.competing-product" ||
                         clause == "restriction.acceptable-use-policy" || clause == "restriction.output-training";
      EXPECT_TRUE(!use && !limit) << id << ": " << clause;
    }
  }
  EXPECT_GT(read, 1000u);
}

// What the table of names says of a licence, its file says too.
TEST(KnownTest, NamesAndFilesAgree) {
  const auto known = KnownLicenses::BuiltIn();
  size_t both = 0;
  for (const names::License& license : names::AllLicenses()) {
    const auto ref = known->Find(license.id);
    if (!ref || (license.flags & names::kFamily) != 0) continue;
    ++both;
    const std::string_view category = known->fact(*ref, Fact::kCategory);
    EXPECT_EQ(category.empty() ? "unknown" : category, Name(license.category)) << license.id;
    if ((license.flags & names::kSpdx) == 0) continue;
    EXPECT_EQ(known->fact(*ref, Fact::kSpdx), license.id);
    EXPECT_EQ(known->fact(*ref, Fact::kOsi) == "yes", (license.flags & names::kOsi) != 0) << license.id;
    EXPECT_EQ(known->fact(*ref, Fact::kFsf) == "yes", (license.flags & names::kFsf) != 0) << license.id;
  }
  EXPECT_GE(both, 790u);
}

// A tag of the hub names the same licence in both tables.
TEST(KnownTest, TagsOfTheHubAreKnown) {
  const auto known = KnownLicenses::BuiltIn();
  std::map<std::string, std::string> tags;
  for (const LicenseRef ref : known->All()) {
    for (const std::string_view tag : Entries(known->fact(ref, Fact::kTags))) {
      // Two licences may share a tag where the tag leaves the version open.
      tags.emplace(tag, known->fact(ref, Fact::kId));
      const names::License* license = names::Find(tag);
      ASSERT_NE(license, nullptr) << tag;
      if ((license->flags & names::kFamily) != 0) {
        EXPECT_EQ(known->fact(ref, Fact::kKind), "family") << tag;
        continue;
      }
      const std::string_view category = known->fact(ref, Fact::kCategory);
      EXPECT_EQ(category, Name(license->category)) << tag;
    }
  }
  EXPECT_EQ(tags.size(), 81u);  // `other` and `unknown` name none
}

TEST(KnownTest, ListsAreCut) {
  EXPECT_EQ(Entries("a\nb"), (std::vector<std::string_view>{"a", "b"}));
  EXPECT_TRUE(Entries("").empty());
}

}  // namespace
}  // namespace caveat::classify
