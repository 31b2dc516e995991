// Patterns inside a sentence: which of them stay there, and the same places as the walk over any text finds.

#include "match/sentence.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "match/confirm.h"
#include "match/rig.h"

namespace caveat::match {
namespace {

using ::caveat::testing::MakeWords;
using ::caveat::testing::Rig;

TEST(Sentence, Inside) {
  const struct {
    std::string_view pattern;
    bool inside;
  } cases[] = {
      {"aaa bbb ..3 (ccc | ddd)? eee", true},
      {"aaa <n:number>", true},
      {"aaa <n:quoted>", false},
      {"aaa ...3 bbb", false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.pattern);
    const Rig rig("clause use.spam\nmatch " + std::string(c.pattern) + "\n");
    const rules::Bundle& b = rig.bundle();
    ASSERT_EQ(b.variants.size(), rig.engine->needs().size());
    for (size_t v = 0; v < b.variants.size(); ++v) {
      bool inside = true;
      for (uint32_t i = 0; i < b.variants[v].element_count; ++i)
        inside &= Sentence::Inside(b, b.kids[b.variants[v].element_first + i]);
      EXPECT_EQ(rig.engine->needs()[v].inside, inside);
      EXPECT_EQ(inside, c.inside);
    }
  }
}

// Every variant around every word, in sentences of every length up to the longest and beyond: what Confirm says when it
// may use the sentence and when it may not.
TEST(Sentence, AsTheWalk) {
  const Rig rig(
      "clause use.spam\n"
      "match aaa ..4 bbb\n"
      "match (ccc | ddd aaa)? aaa ..2 (bbb | ccc ddd | eee ..3 aaa) ddd\n"
      "match aaa ..60 eee\n"
      "match bbb <n:number> ..3 ccc\n"
      "match <n:name> ..2 ddd\n"
      "match ^ aaa ..3 bbb\n"
      "match ccc ..5 ddd $\n"
      "match ^ bbb? aaa ..9 ddd $\n");
  const rules::Bundle& b = rig.bundle();
  std::mt19937 random(7);
  size_t matches = 0;
  for (int round = 0; round < 400; ++round) {
    std::string script;
    const int length = round % 80 + 1;
    for (int i = 0; i < 90; ++i) {
      static constexpr std::string_view kWords[] = {"aaa", "bbb", "ccc", "ddd", "eee", "x", "5", "million", "Acme"};
      if (i % length == 0) script += "<stop> ";
      script += std::string(kWords[random() % std::size(kWords)]) + " ";
    }
    const text::Words words = MakeWords(script);
    Reading reading;
    reading.Reset(rig.engine->vocabulary(), words, "");
    Confirm confirm(b, reading);
    for (uint32_t v = 0; v < b.variants.size(); ++v) {
      if (!rig.engine->needs()[v].inside) continue;
      const uint32_t size = b.variants[v].anchor_end - b.variants[v].anchor_begin;
      for (uint32_t i = 0; i + size <= words.size(); ++i) {
        RawMatch one, other;
        const bool fast = confirm.Around(v, false, true, i, i + size, &one);
        ASSERT_EQ(fast, confirm.Around(v, false, false, i, i + size, &other)) << script << v << " " << i;
        if (!fast) continue;
        EXPECT_EQ(one, other);
        ++matches;
      }
    }
  }
  EXPECT_GT(matches, 1000u);
}

}  // namespace
}  // namespace caveat::match
