// What a line matches: every shortest match, from its anchor outwards. One table for gaps, breaks, options, values;
// then captures and the windows of guards.

#include "match/confirm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "match/rig.h"

namespace caveat::match {
namespace {

using ::caveat::testing::MakeWords;
using ::caveat::testing::Rig;
using Strings = std::vector<std::string>;

struct Case {
  std::string_view pattern, words;
  Strings matches;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.pattern) + "  in  " + std::string(c.words));
    Rig rig("clause use.spam\nmatch " + std::string(c.pattern) + "\n");
    rig.RunWords(MakeWords(c.words));
    EXPECT_EQ(rig.Matches(), c.matches);
  }
}

TEST(Confirm, WordsAndGaps) {
  Check({
      {"aaa", "aaa b aaa", {"aaa", "aaa"}},
      {"aaa bbb", "aaa bbb", {"aaa bbb"}},
      {"aaa bbb", "aaa x bbb", {}},
      {"aaa ..2 bbb", "aaa bbb", {"aaa bbb"}},
      {"aaa ..2 bbb", "aaa x y bbb", {"aaa x y bbb"}},
      {"aaa ..2 bbb", "aaa x y z bbb", {}},
      {"aaa ..60 bbb",
       "aaa x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x bbb",
       {"aaa x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x bbb"}},
      {"aaa~", "aaaing aaaed aaab", {"aaaing", "aaaed"}},
      {"discrim*", "discriminate discrim discri", {"discriminate", "discrim"}},
      {"x? aaa", "x aaa", {"aaa"}},
      {"aaa x?", "aaa x", {"aaa"}},
      {"(aaa | bbb ccc) ddd", "aaa ddd bbb ccc ddd ccc ddd", {"aaa ddd", "bbb ccc ddd"}},
      {"aaa (b c)? ddd", "aaa ddd aaa b c ddd aaa b ddd", {"aaa ddd", "aaa b c ddd"}},
      {"{the} aaa", "the aaa", {"the aaa"}},
      {"the ..3 {aaa} ..3 the", "the x aaa y the", {"the x aaa y the"}},
  });
}

TEST(Confirm, ShortestMatches) {
  Check({
      // The latest beginning and the earliest end.
      {"aaa ..5 bbb", "aaa aaa x bbb bbb", {"aaa x bbb"}},
      {"aaa ..5 bbb", "aaa bbb aaa bbb", {"aaa bbb", "aaa bbb"}},
      {"aaa ..5 mmm ..5 bbb", "aaa aaa mmm mmm bbb bbb", {"aaa mmm mmm bbb"}},
      // Overlapping ones that do not contain each other all stand.
      {"aaa ..3 aaa", "aaa aaa aaa", {"aaa aaa", "aaa aaa"}},
      {"aaa ..5 (bbb | ccc)", "aaa x ccc bbb", {"aaa x ccc"}},
      {"(aaa ..2 bbb | ccc)", "aaa ccc bbb", {"ccc"}},
  });
}

TEST(Confirm, BreaksHold) {
  Check({
      {"aaa bbb", "aaa <stop> bbb", {}},
      {"aaa ..5 bbb", "aaa <stop> bbb", {}},
      {"aaa ..5 bbb", "aaa x <stop> bbb", {}},
      {"aaa ..5 bbb", "aaa x <item1> x bbb", {}},
      {"aaa ..5 bbb", "aaa <comma> x <semi> bbb", {"aaa x bbb"}},
      {"aaa ..5 bbb", "aaa <inline> x bbb", {"aaa x bbb"}},
      {"aaa x? ..3 bbb", "aaa x <par> bbb", {}},
      {"^ aaa", "aaa b aaa <stop> aaa", {"aaa", "aaa"}},
      {"aaa $", "aaa b aaa <stop> b aaa", {"aaa", "aaa"}},
      {"^ aaa ..3 bbb $", "aaa x bbb <stop> x aaa bbb <stop> aaa bbb x", {"aaa x bbb"}},
      {"^ x? aaa", "x aaa <stop> aaa <stop> y aaa", {"x aaa", "aaa"}},
      {"aaa ..3 $", "aaa <stop> aaa x y <stop> aaa x y z w", {"aaa", "aaa x y"}},
  });
}

TEST(Confirm, CrossGaps) {
  Check({
      {"aaa ...5 bbb", "aaa bbb", {"aaa bbb"}},
      {"aaa ...5 bbb", "aaa <stop> bbb", {"aaa bbb"}},
      {"aaa ...5 bbb", "aaa x <stop> y <par> bbb", {"aaa x y bbb"}},
      {"aaa ...2 bbb", "aaa x <stop> y z bbb", {}},
      {"aaa ...5 bbb ccc", "aaa <stop> bbb <stop> ccc", {}},
      {"aaa ...3 ..2 bbb", "aaa <stop> x x bbb", {"aaa x x bbb"}},
      {"aaa ..2 ...3 bbb", "aaa x x <stop> bbb", {"aaa x x bbb"}},
      {"aaa ...3 <n:number> bbb", "aaa <stop> 5 million bbb", {"aaa 5 million bbb"}},
  });
}

TEST(Confirm, Values) {
  Check({
      {"over <n:number> users", "over 700 million users", {"over 700 million users"}},
      {"over <n:number> users", "over many users", {}},
      {"over <n:number> ..3 users", "over 700 million active users", {"over 700 million active users"}},
      {"over <n:number>", "over 700 million", {"over 700 million"}},  // a value is taken whole
      {"over <n:number> million", "over 700 million", {}},
      {"<n:number> ..2 users", "over 700 million users", {"million users"}},
      {"<n:money> revenue", "$ 5 revenue", {"5 revenue"}},
      {"in <p:place> only", "in south korea only", {"in south korea only"}},
      {"say <q:quoted>  here", "say <open> built with care <close> here", {"say built with care here"}},
      {"by <w:name>", "by Acme", {"by acme"}},
      {"by <w:name>", "by acme", {}},
      {"by <w:any> now", "by x now by now", {"by x now"}},
  });
}

TEST(Confirm, VariantsOfOneLineAreOneLine) {
  Check({
      {"(spam ..3 <n:number> | bulk ..3 <w:name>)", "spam 5 bulk Acme", {"spam 5", "bulk acme"}},
      {"(spam ..3 <n:number> | bulk ..3 <n:number>)", "spam bulk 5", {"bulk 5"}},
      {"(the | a)? ..3 (<n:number> mails | <n:number> letters)", "the 5 mails a 6 letters", {"5 mails", "6 letters"}},
  });
}

TEST(Confirm, CapturesTakeWhatTheyCan) {
  struct Capture {
    std::string_view pattern, text;
    Strings found;
  };
  const std::vector<Capture> cases = {
      {"over <n:number> users", "over 700 million users", {"use.spam: over 700 million users n=700000000"}},
      {"over <n:number>", "over 700 million users", {"use.spam: over 700 million n=700000000"}},
      {"over <n:money> ..3 revenue",
       "over $ 5 million in revenue",
       {"use.spam: over $ 5 million in revenue currency=USD n=5000000"}},
      {"users ..3 <n:number> (or more | <:x>)", "users of 5 or more", {"use.spam: users of 5 or more n=5"}},
      {"(first <n:number> | second <m:number>) users", "second 5 users", {"use.spam: second 5 users m=5"}},
      {"over <n:number>? users", "over 5 users", {"use.spam: over 5 users n=5"}},
      {"from <p:place> only", "from France, Germany only", {}},
      {"forbidden in ..2 <p:place>",
       "forbidden in the European Union or Japan, now",
       {"use.spam: forbidden in the european union or japan p=EU,JP"}},
      {"by <w:name> ..2 only",
       "it is sent by Acme Labs Inc only, and so on.",
       {"use.spam: by acme labs inc only w=Acme Labs Inc"}},
      {"display <q:quoted> ..4 page",
       "display \"Built with Great Care\" on every page",
       {"use.spam: display built with great care on every page q=Built with Great Care"}},
      {"display <q:quoted>",
       "display \"Built with Great Care\" on every page",
       {"use.spam: display built with great care q=Built with Great Care"}},
      {"<n:number> ..2 users", "over 700 million users", {"use.spam: 700 million users n=700000000"}},
      {"sent by <w:name>",
       "it is sent by Acme Labs Inc today, and so on.",
       {"use.spam: sent by acme labs inc w=Acme Labs Inc"}},
      {"see <u:url>", "see https://example.org/a", {"use.spam: see https://example.org/a u=https://example.org/a"}},
  };
  for (const Capture& c : cases) {
    SCOPED_TRACE(c.pattern);
    Rig rig("class x\n  and up\nclause use.spam\nmatch " + std::string(c.pattern) + "\n");
    rig.Run(c.text);
    Strings found = rig.Found();
    // Only the clause and its values matter here, not how a URL is folded.
    ASSERT_EQ(found.size(), c.found.size()) << rig.words.text();
    if (found.empty() || c.pattern == "see <u:url>") continue;
    EXPECT_EQ(found, c.found);
  }
}

// Elements beside the anchor as near and as far as they may stand, and one word farther.
TEST(Confirm, NearestAndFarthest) {
  Check({
      {"p (q r)? {aaa} ..3 (b | c d) e", "p aaa b e", {"p aaa b e"}},
      {"p (q r)? {aaa} ..3 (b | c d) e", "p q r aaa x x x c d e", {"p q r aaa x x x c d e"}},
      {"p (q r)? {aaa} ..3 (b | c d) e", "p q r aaa x x x x c d e", {}},
      {"p (q r)? {aaa} ..3 (b | c d) e", "p q q r aaa b e", {}},
      {"p ..2 q? ..2 {aaa}", "p x x q x x aaa", {"p x x q x x aaa"}},
      {"p ..2 q? ..2 {aaa}", "p x x x x aaa", {"p x x x x aaa"}},
      {"p ..2 q? ..2 {aaa}", "p x x x x x x aaa", {}},
      {"(p | q r s) {aaa}", "q r s aaa p aaa", {"q r s aaa", "p aaa"}},
      {"{aaa} (x y z)? b", "aaa x y z b aaa b", {"aaa x y z b", "aaa b"}},
      {"{aaa} b", "aaa . b", {}},
  });
}

TEST(Confirm, LongReaches) {
  // Three gaps of 60 and the words between: the anchor may stand anywhere in it.
  const std::string fill = [] {
    std::string s;
    for (int i = 0; i < 60; ++i) s += " x";
    return s;
  }();
  for (const char* pattern :
       {"{aaa} ..60 b ..60 c ..60 d", "aaa ..60 {b} ..60 c ..60 d", "aaa ..60 b ..60 c ..60 {d}"}) {
    SCOPED_TRACE(pattern);
    Rig rig("clause use.spam\nmatch " + std::string(pattern) + "\n");
    rig.RunWords(MakeWords("y aaa" + fill + " b" + fill + " c" + fill + " d y"));
    ASSERT_EQ(rig.session->matches().size(), 1u);
    EXPECT_EQ(rig.session->matches()[0].begin, 1u);
    EXPECT_EQ(rig.session->matches()[0].end, 185u);
    rig.RunWords(MakeWords("y aaa" + fill + " x b" + fill + " c" + fill + " d y"));
    EXPECT_TRUE(rig.session->matches().empty());
  }
}

TEST(Confirm, WithinFindsAGuardAtAnyOffsetOfALongWindow) {
  Rig rig("clause use.spam\nmatch zzz\n  unless paragraph gg ..60 hh ..60 ii\n");
  const uint32_t guard = rig.bundle().guards[0].node;
  for (uint32_t at = 0; at < 420; at += 3) {
    text::Words words;
    for (uint32_t i = 0; i < 600; ++i)
      words.Append(i == at ? "gg" : i == at + 61 ? "hh" : i == at + 122 ? "ii" : "x", i, i + 1, 0, 0);
    Reading reading;
    reading.Reset(rig.engine->vocabulary(), words, "");
    Confirm confirm(rig.bundle(), reading);
    EXPECT_TRUE(confirm.Within(guard, rig.engine->heads(guard), 0, 600)) << at;
    EXPECT_TRUE(confirm.Within(guard, rig.engine->heads(guard), at, at + 123)) << at;
    EXPECT_FALSE(confirm.Within(guard, rig.engine->heads(guard), at + 1, 600)) << at;
    EXPECT_FALSE(confirm.Within(guard, rig.engine->heads(guard), 0, at + 122)) << at;
    EXPECT_EQ(confirm.Nearest(guard, rig.engine->heads(guard), 0, 600, at, at + 1), 0) << at;
  }
}

TEST(Confirm, NearestIsTheDistanceInWords) {
  Rig rig("clause use.spam\nmatch zzz\nparam p near 50\n  v  gg hh\n");
  const uint32_t node = rig.bundle().values[0].node;
  struct {
    std::string_view words;
    int distance;
  } const cases[] = {{"x x M x x", -1},  {"gg hh M", 1},  {"gg hh x M x gg hh", 2}, {"gg hh x x M gg hh", 1},
                     {"M x x gg hh", 3}, {"gg M hh", -1}, {"gg <stop> hh M", -1},   {"M <stop> gg hh", 1}};
  for (const auto& c : cases) {
    SCOPED_TRACE(c.words);
    const text::Words words = MakeWords(c.words);
    uint32_t at = 0;
    while (words[at] != "m") ++at;
    Reading reading;
    reading.Reset(rig.engine->vocabulary(), words, "");
    EXPECT_EQ(Confirm(rig.bundle(), reading).Nearest(node, rig.engine->heads(node), 0, words.size(), at, at + 1),
              c.distance);
  }
}

}  // namespace
}  // namespace caveat::match
