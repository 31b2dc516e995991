#include "model/openness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/judged.h"

namespace caveat::model {
namespace {

using testing::Card;
using ::testing::Contains;
using testing::Files;
using ::testing::HasSubstr;
using testing::Judged;
using ::testing::Not;

TEST(Openness, OpenWeightsAlone) {
  const Model model = Judged({{"README.md", Card("license: apache-2.0\n")}, {"model.safetensors", "x"}});
  EXPECT_EQ(model.openness.openness_class, "open-weights");
  EXPECT_EQ(model.openness.osaid_meets, Answer::kNo);
  EXPECT_THAT(model.openness.osaid_missing, Contains("training-code"));
  EXPECT_EQ(model.openness.statement,
            "This is an open-weight model under the Apache License 2.0; training data and training code are not "
            "published here.");
}

TEST(Openness, RestrictedWeights) {
  const Model model = Judged({{"README.md", Card("license: cc-by-nc-4.0\n")}, {"model.safetensors", "x"}});
  EXPECT_EQ(model.openness.openness_class, "restricted-weights");
  EXPECT_THAT(model.openness.osaid_missing, Contains("open-terms"));
  EXPECT_THAT(model.openness.statement, Not(HasSubstr("open")));
  const Model none = Judged({{"README.md", Card("")}, {"model.safetensors", "x"}});
  EXPECT_EQ(none.openness.openness_class, "restricted-weights");
  EXPECT_THAT(none.openness.statement, HasSubstr("no licence that is known"));
}

TEST(Openness, ASentenceWithTheTermsThatMatter) {
  const Model model = Judged({{"LICENSE",
                               "Subject to these terms we grant you a license to use, modify and distribute the "
                               "models.\n\nIf your products have more than 500 "
                               "million monthly active users, you must request a separate license from us.\n\nYou "
                               "agree not to use the models to harm minors, "
                               "to spread malware, or to send spam.\n"},
                              {"model.safetensors", "x"}});
  EXPECT_EQ(model.openness.openness_class, "restricted-weights");
  EXPECT_THAT(model.openness.statement, HasSubstr("open-weight model under a custom licence with "));
  EXPECT_THAT(model.openness.statement, HasSubstr("a cap at 500 million monthly active users"));
}

const Files kComplete = {{"README.md", Card("license: apache-2.0\n",
                                            "## Training data\n\nThe data are short notes, written for this test "
                                            "by its authors, sorted by length, cleaned of doubles, split in three "
                                            "parts of the same size, and kept as they were on the day on which they "
                                            "were written, with nothing added and nothing taken away by anybody.\n")},
                         {"model.safetensors", "x"},
                         {"modeling_pebble.py", ""},
                         {"training/train.py", ""},
                         {"scripts/preprocess_data.py", ""},
                         {"inference/generate.py", ""},
                         {"eval/run.py", ""}};

TEST(Openness, TheSentenceClaimsNoMoreThanFilesShow) {
  const struct {
    std::string_view head;
    bool weights;
    std::string_view part;
  } kCases[] = {
      {"license: apache-2.0\n", true, "This is an open-weight model under the Apache License 2.0;"},
      {"license: apache-2.0\n", false, "This is a model under the Apache License 2.0; "},
      {"license: cc-by-nc-4.0\n", true,
       "This is a model with downloadable weights under the Creative Commons Attribution Non Commercial 4.0 "
       "International licence;"},
      {"license: other\nlicense_name: heron-terms\n", true,
       "under terms of its own (heron-terms), whose text is not among the files;"},
      {"", true, "and no licence that is known; without one nothing is permitted;"},
  };
  for (const auto& c : kCases) {
    Files files{{"README.md", Card(c.head)}};
    if (c.weights) files.emplace_back("model.safetensors", "x");
    EXPECT_THAT(Judged(files).openness.statement, HasSubstr(c.part)) << c.head;
  }
}

TEST(Openness, AllThatTheDefinitionAsksFor) {
  const Model model = Judged(kComplete);
  EXPECT_EQ(model.openness.osaid_meets, Answer::kYes);
  EXPECT_EQ(model.openness.openness_class, "open-source-ai");
  EXPECT_THAT(model.openness.statement, HasSubstr("As far as its files show"));
  EXPECT_TRUE(model.openness.osaid_missing.empty());
}

TEST(Openness, OneMissingPieceOrOneBoundTermIsEnough) {
  for (size_t leave = 2; leave + 1 < kComplete.size(); ++leave) {
    Files files = kComplete;
    files.erase(files.begin() + static_cast<ptrdiff_t>(leave));
    const Model model = Judged(files);
    EXPECT_NE(model.openness.osaid_meets, Answer::kYes) << kComplete[leave].first;
    EXPECT_THAT(model.openness.statement, Not(HasSubstr("open source"))) << kComplete[leave].first;
  }
  Files bound = kComplete;
  bound.push_back(
      {"USE_POLICY.md",
       "# Use policy\n\nYou agree you will not use the model to:\n\n- harm minors\n- spread malware\n- send spam\n"});
  EXPECT_EQ(Judged(bound).openness.osaid_meets, Answer::kNo);
  EXPECT_EQ(Judged(bound).openness.openness_class, "restricted-weights");
}

}  // namespace
}  // namespace caveat::model
