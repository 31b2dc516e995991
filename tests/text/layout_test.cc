#include <gtest/gtest.h>

#include "text/marked.h"

namespace caveat::text {
namespace {

TEST(Layout, ListsNestByNumberAndKind) {
  constexpr FoldCase kCases[] = {
      {"(c) You agree not to use the models:\n\n(i) for crimes;\n\n(ii) for harming children.\n\n(d) You must keep "
       "notices.\n",
       "[1]you agree not to use the models [2]for crimes [2]for harming children [1]you must keep notices"},
      {"You agree not to:\n a. harm people\n b. spam people\nSection 3: You may sell it.\n",
       "you agree not to [1]harm people [1]spam people /section 3 you may sell it"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Marked(c.source), c.want) << c.source;
}

TEST(Layout, LastOfATightListIsNoHeading) {
  constexpr FoldCase kCases[] = {
      {"You may not use the model for:\n\n1. Gambling\n2. Spam\n3. Fraud\n\nContact us.\n",
       "you may not use the model for [1]gambling [1]spam [1]fraud /contact us"},
      {"不得用于：\n1、色情\n2、暴力\n3、赌博\n\n其他条款如下。\n",
       "不 得 用 于 [1]色 情 [1]暴 力 [1]赌 博 /其 他 条 款 如 下"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Marked(c.source), c.want) << c.source;
}

TEST(Layout, WrappedItemsStayWhole) {
  constexpr FoldCase kCases[] = {
      {"You must not:\n\n2.  Pass on results without a notice that what you\n    pass on is under these terms\n    and "
       "was changed.\n\n    1.  A copy goes along.\n",
       "you must not [1]pass on results without a notice that what you pass on is under these terms and was changed "
       "[2]a copy goes along"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Marked(c.source), c.want) << c.source;
}

TEST(Layout, HeadingsAndRunInHeadings) {
  constexpr FoldCase kCases[] = {
      {"# Terms of Use\n\nYou may use it.\n", "#terms #of #use /you may use it"},
      {"# You must not harm people.\n", "you must not harm people"},
      {"4. Limits of Liability. IN NO EVENT WILL ACME OR ITS FRIENDS BE\nLIABLE FOR ANYTHING AT ALL, WHETHER IN "
       "CONTRACT OR TORT.\n",
       "[1]#limits #of #liability |in no event will acme or its friends be liable for anything at all whether in "
       "contract or tort"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Marked(c.source), c.want) << c.source;
}

TEST(Layout, CapitalParagraphIsNoHeading) {
  constexpr FoldCase kCases[] = {
      {"ALL THIS IS ONE PARAGRAPH IN CAPITALS AND GOES ON\nOVER A SECOND LINE, WITHOUT ANY PROMISE AT\nALL.\n\nNext.\n",
       "all this is one paragraph in capitals and goes on over a second line without any promise at all /next"},
      {"IN NO EVENT SHALL THE BOAT CLUB BE LIABLE TO\nANYONE FOR ANY LOSS OF SAILS, MASTS, OARS, ROPES OR TIME SPENT "
       "ON "
       "THE LAKE, EVEN IF\nTOLD.\n",
       "in no event shall the boat club be liable to anyone for any loss of sails masts oars ropes or time spent on "
       "the "
       "lake even if told"},
  };
  for (const FoldCase& c : kCases) EXPECT_EQ(Marked(c.source), c.want) << c.source;
}

}  // namespace
}  // namespace caveat::text
