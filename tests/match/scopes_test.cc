// How far a lead reaches: the words inside its scope, in brackets, for each way in which a text can go on.

#include "match/scopes.h"

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

constexpr std::string_view kRules = R"(lead no deny
match must not
match prohibited uses
  at heading
lead duty duty
match must
  unless near 1 not
lead may allow
match you may
end except
match however
clause use.spam
says S
item spam
clause use.fraud
item reports
  in duty
clause use.weapons
item letters
  in allow
)";

TEST(Scopes, HowFar) {
  struct Case {
    std::string_view what, words;
    Strings inside;
  };
  const Case cases[] = {
      {"rest of the sentence", "you must not send spam today <stop> then rest", {"send spam today"}},
      {"nothing follows", "you must not <stop> then rest", {}},
      {"at the end of the text", "you must not", {}},
      {"an inline list",
       "you must not <colon> <inline> send spam <semi> <inline> or lie <stop> rest",
       {"send spam or lie"}},
      {"inline items as sentences",
       "you must not <colon> <inline> send spam <stop> <inline> lie <stop> rest",
       {"send spam lie"}},
      {"a list", "you must not <colon> <item1> send spam <item1> lie <par> rest", {"send spam lie"}},
      {"a list without a colon", "you must not <item1> send spam <item1> lie <par> rest", {"send spam lie"}},
      {"a nested list",
       "you must not <colon> <item1> send <item2> spam <item3> mail <item1> lie <par> rest",
       {"send spam mail lie"}},
      {"items of several sentences",
       "you must not <colon> <item1> send spam <stop> ever <item1> lie <par> rest",
       {"send spam ever lie"}},
      {"a lead in an item", "<item1> you must not <colon> <item2> send <item2> lie <item1> rest", {"send lie"}},
      {"a lead in an item, its own level only", "<item2> you must not <item2> rest <item1> rest", {}},
      {"until a heading", "you must not <colon> <item1> send <head2> other <par> rest", {"send"}},
      {"a lead in a heading",
       "<head2> prohibited uses <par> send spam <item1> lie <head3> groups <par> more <head2> other <par> rest",
       {"send spam lie groups more"}},
      {"a higher heading closes too", "<head2> prohibited uses <par> send <head1> other <par> rest", {"send"}},
      {"a list without marks",
       "you must not <colon> <par> to send spam <par> to lie <par> Rest follows",
       {"to send spam to lie"}},
      {"headed groups after a colon",
       "you must not <colon> <head2> mail <par> send spam <head2> lies <par> lie <head1> other <par> rest",
       {"mail send spam lies lie"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    Rig rig(kRules);
    rig.RunWords(MakeWords(c.words));
    Strings inside;
    for (const Scope& s : rig.session->scopes()) {
      inside.push_back(rig.Text(s.begin, s.end));
      EXPECT_GE(s.begin, s.lead_end);
      EXPECT_EQ(s.polarity, 0);
      EXPECT_TRUE(s.Holds(s.begin, s.end));
      EXPECT_FALSE(s.Holds(s.begin, s.end + 1));
    }
    EXPECT_EQ(inside, c.inside);
  }
}

TEST(Scopes, ItemsByPolarity) {
  struct Case {
    std::string_view what, words;
    Strings found;
  };
  const Case cases[] = {
      {"outside", "send spam", {}},
      {"in the sentence", "you must not send spam", {"use.spam: spam"}},
      {"after it", "you must not lie <stop> send spam", {}},
      {"of its polarity only",
       "you must not write reports <stop> you must write reports <stop> you may write letters and spam",
       {"use.fraud: reports", "use.weapons: letters"}},
      {"the inner scope decides",
       "you must not <colon> <item1> send spam <item1> deny that you may send spam or letters <item1> more spam <par> "
       "end",
       {"use.spam: spam", "use.weapons: letters", "use.spam: spam"}},
      {"end in the lead's sentence", "you must not lie however spam is fine", {}},
      {"end in an item takes the rest of that sentence",
       "you must not <colon> <item1> send spam <item1> lie however spam is <stop> spam <item1> spam",
       {"use.spam: spam", "use.spam: spam", "use.spam: spam"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    Rig rig(kRules);
    rig.RunWords(MakeWords(c.words));
    EXPECT_EQ(rig.Found(), c.found);
  }
}

TEST(Scopes, ItemsKnowTheirLead) {
  Rig rig(kRules);
  rig.RunWords(MakeWords("you must not <colon> <item1> send spam"));
  ASSERT_EQ(rig.session->clauses().size(), 1u);
  const Clause& c = rig.session->clauses()[0];
  EXPECT_EQ(rig.Text(c.lead_begin, c.lead_end), "must not");
}

// The same from source texts, through the folder.
TEST(Scopes, FromSource) {
  constexpr std::string_view rules = R"(lead no deny
match (must not | may not | agree not to)
match (attachment a | prohibited uses)
  at heading
match 不得
end but
match (provided that | 但)
clause use.spam
item (spam | bulk mail | 垃圾邮件)
)";
  struct Case {
    std::string_view what, text;
    size_t count;
  };
  const Case cases[] = {
      {"one sentence", "You must not lie, send spam or cheat. Spam is a kind of meat.", 1},
      {"a list of dashes", "You agree not to:\n- send spam\n- send bulk mail\n\nSpam is bad.", 2},
      {"lettered items", "You may not use it to:\n(a) send spam;\n(b) send bulk mail.\n\nSpam is bad.", 2},
      {"a run-on list", "You may not use it to (a) send spam; (b) send bulk mail. Spam is bad.", 2},
      {"nested", "You must not:\n1. send\n   a. spam\n   b. bulk mail\n2. lie\n\nSpam is bad.", 2},
      {"an attachment", "# Attachment A\n\nSending spam to people.\n\nBulk mail.\n\n# Attachment B\n\nSpam is bad.", 2},
      {"a heading", "## Prohibited uses\n\n- Spam\n- Bulk mail\n\n## Other\n\nSpam is bad.", 2},
      {"an exception", "You may not send spam, provided that bulk mail is fine.", 1},
      {"Chinese", "您不得发送垃圾邮件。垃圾邮件是什么？", 1},
      {"a Chinese exception", "您不得发送广告，但垃圾邮件可以。", 0},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    Rig rig(rules);
    rig.Run(c.text);
    EXPECT_EQ(rig.Found().size(), c.count) << rig.words.text();
  }
}

TEST(Scopes, CutsAndHolds) {
  Scope s;
  s.begin = 10, s.end = 20, s.sentence_end = 12;
  EXPECT_TRUE(s.Holds(10, 20));
  EXPECT_FALSE(s.Holds(9, 11));
  EXPECT_FALSE(s.Holds(19, 21));
  s.cuts.emplace_back(13, 15);
  EXPECT_TRUE(s.Holds(10, 13));
  EXPECT_TRUE(s.Holds(15, 20));
  EXPECT_FALSE(s.Holds(12, 14));
  EXPECT_FALSE(s.Holds(13, 14));
  EXPECT_FALSE(s.Holds(11, 19));
}

}  // namespace
}  // namespace caveat::match
