#include "classify/mention_subjects.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "text/fold.h"

namespace caveat::mention {
namespace {

TEST(MentionSubjects, Words) {
  const struct {
    std::string_view text;
    uint8_t subjects;
    bool repository = false;
  } kCases[] = {
      {"the training scripts", kCode},
      {"the code for the bird model", kCode},
      {"the code and the model weights", kCode | kWeights},
      {"our checkpoints", kWeights},
      {"the annotations", kData},
      {"the tutorials", kDocs},
      {"this repository", 0, true},
      {"the model card", 0},
      {"\xE6\xA8\xA1\xE5\x9E\x8B", kWeights},  // model
      {"a bird", 0},
      {"", 0},
  };
  for (const auto& c : kCases) {
    const std::string text(c.text);
    text::Words words;
    text::Fold(text, &words);
    bool repository = false;
    EXPECT_EQ(SubjectReader(words, text).Subjects(0, words.size(), &repository), c.subjects) << text;
    EXPECT_EQ(repository, c.repository) << text;
  }
}

TEST(MentionSubjects, HeadingsAndLists) {
  const std::string text = "## License of the data\n\nIt is free. These are open:\n\n- the code\n- the weights\n";
  text::Words words;
  text::Fold(text, &words);
  const SubjectReader reader(words, text);
  uint32_t open = 0;
  while (words[open] != "open") ++open;
  EXPECT_EQ(reader.FromHeading(open), kData);
  EXPECT_EQ(reader.FollowingItems(open), kCode | kWeights);
  EXPECT_EQ(reader.FromHeading(0), 0);
}

}  // namespace
}  // namespace caveat::mention
