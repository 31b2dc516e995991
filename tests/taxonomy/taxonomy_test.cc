// File: tests/taxonomy/taxonomy_test.cc

#include "taxonomy/taxonomy.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace caveat {
namespace {

TEST(TaxonomyTest, HoldsEveryClauseInGroupOrder) {
  ASSERT_EQ(AllClauses().size(), 106u);
  const std::string_view groups[] = {"grant", "condition", "restriction", "use", "legal"};
  size_t group = 0;
  std::set<std::string_view> ids, titles;
  for (size_t i = 0; i < AllClauses().size(); ++i) {
    const ClauseInfo& info = AllClauses()[i];
    const auto clause = static_cast<ClauseId>(i);
    EXPECT_EQ(FindClause(info.id), clause);
    EXPECT_EQ(ClauseName(clause), info.id);
    while (group < 5 && ClauseGroup(clause) != groups[group]) ++group;
    ASSERT_LT(group, 5u) << info.id << " stands outside its group";
    EXPECT_TRUE(ids.insert(info.id).second) << info.id;
    EXPECT_TRUE(titles.insert(info.title).second) << info.title;
    EXPECT_FALSE(info.title.empty());
    ASSERT_FALSE(info.meaning.empty());
    EXPECT_EQ(info.meaning.back(), '.') << info.id;
  }
  EXPECT_EQ(group, 4u);
}

TEST(TaxonomyTest, CountsOfGroups) {
  const struct {
    std::string_view group;
    int count;
  } cases[] = {{"grant", 9}, {"condition", 19}, {"restriction", 14}, {"use", 45}, {"legal", 19}};
  for (const auto& c : cases) {
    int count = 0;
    for (size_t i = 0; i < AllClauses().size(); ++i) count += ClauseGroup(static_cast<ClauseId>(i)) == c.group;
    EXPECT_EQ(count, c.count) << c.group;
  }
}

TEST(TaxonomyTest, FindsNothingElse) {
  for (const std::string_view id : {"", "grant", "grant.", "grant.usee", "GRANT.USE", "zzz", "use.unlawful "}) {
    EXPECT_FALSE(FindClause(id)) << id;
  }
}

TEST(TaxonomyTest, NamesAreTotal) {
  EXPECT_EQ(ClauseName(106), "");
  EXPECT_EQ(ClauseGroup(255), "");
  EXPECT_EQ(Name(static_cast<Category>(99)), "");
}

TEST(TaxonomyTest, NamesByPosition) {
  EXPECT_EQ(Name(Activity::kPrivateUse), "private-use");
  EXPECT_EQ(Name(Activity::kPatentUse), "patent-use");
  EXPECT_EQ(Name(Value::kAllowed), "allowed");
  EXPECT_EQ(Name(Value::kUnspecified), "unspecified");
  EXPECT_EQ(Name(Category::kUnknown), "unknown");
  EXPECT_EQ(Name(Category::kScaleCapped), "scale-capped");
  EXPECT_EQ(Name(Category::kPublicDomain), "public-domain");
  EXPECT_EQ(Name(Flag::kScaleTriggeredAttribution), "scale-triggered-attribution");
  EXPECT_EQ(Name(Flag::kCopyleft), "copyleft");
  EXPECT_EQ(Name(When::kBeforeUse), "before-use");
  EXPECT_EQ(Name(When::kPastThreshold), "past-threshold");
  EXPECT_EQ(Name(Confidence::kWeak), "weak");
}

}  // namespace
}  // namespace caveat
