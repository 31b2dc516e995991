#include "model/questions.h"

#include <gtest/gtest.h>

#include "model/judged.h"

namespace caveat::model {
namespace {

using testing::Card;
using testing::Files;
using testing::Judged;

void Expect(const Files& files, std::array<Answer, 4> want) {
  const Model model = Judged(files);
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(AnswerName(model.questions[i].answer), AnswerName(want[i]))
        << files[0].second.substr(0, 40) << model.questions[i].id;
    EXPECT_FALSE(model.questions[i].reason.empty());
    for (const Evidence& e : model.questions[i].evidence) EXPECT_LT(e.document, model.documents.size());
  }
}

TEST(Questions, Answers) {
  constexpr Answer kYes = Answer::kYes, kNo = Answer::kNo, kPartly = Answer::kPartly, kUnknown = Answer::kUnknown;
  Expect({{"README.md", Card("license: apache-2.0\n")}, {"model.safetensors", "x"}}, {kYes, kNo, kNo, kYes});
  Expect({{"README.md", Card("license: apache-2.0\nextra_gated_heading: Who are you\n")}, {"model.safetensors", "x"}},
         {kPartly, kNo, kNo, kYes});
  Expect({{"README.md", Card("license: apache-2.0\n")}}, {kNo, kNo, kNo, kYes});
  Expect({{"README.md", Card("")}, {"model.safetensors", "x"}}, {kUnknown, kNo, kNo, kUnknown});
  Expect({{"README.md", Card("license: cc-by-nc-nd-4.0\n")}, {"model.safetensors", "x"}}, {kYes, kNo, kNo, kPartly});
  Expect({{"README.md", Card("license: apache-2.0\ndatasets: northbay/notes\n")},
          {"model.safetensors", "x"},
          {"training/train.py", ""}},
         {kYes, kPartly, kPartly, kYes});
  // What the card declares is not all that binds.
  Expect({{"README.md", Card("license: mit\nbase_model: google/gemma-2-9b\n")}, {"model.safetensors", "x"}},
         {kYes, kNo, kNo, kPartly});
  Expect({{"README.md", Card("license: mit\nbase_model: mistralai/Mistral-7B-v0.1\n")}, {"model.safetensors", "x"}},
         {kYes, kNo, kNo, kYes});
}

}  // namespace
}  // namespace caveat::model
