// List marks within lines, and the numbers that are none.

#include "classify/list_marks.h"

#include <gtest/gtest.h>

#include <string>

#include "text/fold.h"

namespace caveat::classify {
namespace {

// The words that count as marks.
std::string Marks(std::string_view text) {
  text::Words words;
  text::Fold(text, &words);
  std::vector<uint8_t> marks;
  FindListMarks(words, &marks);
  EXPECT_EQ(marks.size(), words.size());
  std::string out;
  for (uint32_t i = 0; i < words.size(); ++i)
    if (marks[i] != 0) out += (out.empty() ? "" : " ") + std::string(words[i]);
  return out;
}

TEST(ListMarks, AreKnownByTheirLooksAndTheirNeighbours) {
  const struct {
    const char *name, *text, *want;
  } cases[] = {
      {"numbers", "Stay off the roof 3. Use the train 4. Use the bear", "3 4"},
      {"after a conjunction", "the stove; or 2. the well; or 3. the bees", "2 3"},
      {"letters", "We agree b. Trains stay here. c. Bears do too.", "b c"},
      {"after a heading", "Rules\nof play 1. Trains stay here. 2. Bears do too.", "1 2"},
      {"dotted", "It ends. 1.1 Trains stay here. 1.2 Bears do too.", "1.1 1.2"},
      {"roman", "Trains or else iv. Bears; v. Aunts", "iv v"},
      {"Han", "他们同意。 一、火车留在这里。 二、熊也一样。", "一 二"},
      {"the neighbour starts a line", "Off the roof 1. Trains\nstay here.\n\n2. Bears do too.\n\n3. So do we.", "1"},
      {"a letter that is a number", "\n\nh. Trains run.\n\ni. Bears sit on j. Aunts", "j"},
      {"left out by folding", "We agree. 1. Trains stay here. 2. Bears do too.", ""},
      // None:
      {"one alone", "We agree. 5. Trains stay here.", ""},
      {"counted things", "You may make 2 copies and 3 backups of them.", ""},
      {"counted at the start", "We agree. 2 Copies may be made. 3 Copies may not.", ""},
      {"far apart", "We agree. 2. Trains stay here. 7. Bears do too.", ""},
      {"dotted of two lists", "It ends. 1.1 Trains stay here. 2.7 Bears do too.", ""},
      {"years and large numbers", "It ends. 2019. Trains stay. 2020. Bears do. 0. None. 1000. Many.", ""},
      {"an article", "It is a train. A bear is a bear. B is not.", ""},
      {"Han numbers of things", "一个人二个人。", ""},
      {"nothing", "", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(Marks(c.text), c.want) << c.name;
}

TEST(ListMarks, TimeIsLinear) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "It ends. 1. Trains stay here; b. bears do. 三、二、 ";
  EXPECT_FALSE(Marks(text).empty());
}

}  // namespace
}  // namespace caveat::classify
