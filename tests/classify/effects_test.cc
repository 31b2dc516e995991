// File: tests/classify/effects_test.cc

#include "classify/effects.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace caveat::classify {
namespace {

TEST(EffectsTest, OneSortedRowEach) {
  const auto effects = Effects();
  ASSERT_FALSE(effects.empty());
  for (size_t i = 1; i < effects.size(); ++i) EXPECT_LT(effects[i - 1].clause, effects[i].clause);
  for (const Effect& effect : effects) EXPECT_EQ(EffectOf(effect.clause), &effect);
}

TEST(EffectsTest, EveryGrantConditionAndRestrictionHasARow) {
  for (size_t i = 0; i < AllClauses().size(); ++i) {
    const auto clause = static_cast<ClauseId>(i);
    const std::string_view group = ClauseGroup(clause);
    if (group == "legal" || group == "use") continue;
    ASSERT_NE(EffectOf(clause), nullptr) << ClauseName(clause);
    EXPECT_TRUE(std::any_of(EffectOf(clause)->pulls.begin(), EffectOf(clause)->pulls.end(), [](Pull pull) {
      return pull != Pull::kNone;
    })) << ClauseName(clause);
    // Every condition is a duty with a moment of its own.
    EXPECT_TRUE(group != "condition" || EffectOf(clause)->duty) << ClauseName(clause);
  }
}

TEST(EffectsTest, UsesNarrowEverythingButPatents) {
  for (size_t i = 0; i < AllClauses().size(); ++i) {
    const auto clause = static_cast<ClauseId>(i);
    if (ClauseGroup(clause) != "use") continue;
    const Effect* effect = EffectOf(clause);
    if (clause == KnownClauses().unlawful || clause == KnownClauses().third_party_rights) {
      EXPECT_EQ(effect, nullptr);
      continue;
    }
    ASSERT_NE(effect, nullptr) << ClauseName(clause);
    for (int a = 0; a < kActivities; ++a) {
      const bool patent = static_cast<Activity>(a) == Activity::kPatentUse;
      EXPECT_EQ(effect->pulls[static_cast<size_t>(a)], patent ? Pull::kNone : Pull::kNarrows) << ClauseName(clause);
    }
  }
}

TEST(EffectsTest, OutsideTheTaxonomyIsNothing) {
  EXPECT_EQ(EffectOf(106), nullptr);
  EXPECT_EQ(EffectOf(255), nullptr);
}

}  // namespace
}  // namespace caveat::classify
