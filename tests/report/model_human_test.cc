#include "report/model_human.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/model_fixture.h"
#include "report/terminal.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ModelHuman, SaysWhatALawyerAsksFor) {
  HumanOptions options;
  options.width = 300;
  const std::string text = ModelHuman(WholeModel(), options);
  for (const char* part :
       {"northbay/pebble-7b  restricted-weights", "This is an open-weight model.", "Download and run it?",
        "license: mit = MIT", "harbor-2, edited", "a/stone-1 (finetune, declared): licence not known",
        "error  declared-vs-found", "LICENSE:2", "What the terms of the weights allow", "model-parameters-final",
        "Open Source AI Definition: not met", "open-terms, training-code"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_TRUE(text.ends_with('\n'));
}

TEST(ModelHuman, NothingFromAFileMovesTheCursor) {
  EXPECT_THAT(ModelHuman(WholeModel(), {}), Not(HasSubstr("\x1b")));
  HumanOptions options;
  options.color = true;
  EXPECT_THAT(ModelHuman(WholeModel(), options), HasSubstr("\x1b["));
}

TEST(ModelHuman, LinesFitTheWidth) {
  for (const size_t width : {60u, 80u, 120u}) {
    HumanOptions options;
    options.width = width;
    const std::string text = ModelHuman(WholeModel(), options);
    size_t at = 0;
    while (at < text.size()) {
      const size_t end = text.find('\n', at);
      EXPECT_LE(DisplayWidth(std::string_view(text).substr(at, end - at)), width);
      at = end + 1;
    }
  }
}

TEST(ModelHuman, FilesThatSayTheSameAreOneRow) {
  model::Model m = EverythingModel();
  m.found = {{0, "MIT", "weights", "named"}, {1, "MIT", "weights", "named"}, {1, "MIT", "code", "named"}};
  const std::string text = ModelHuman(m, {});
  EXPECT_THAT(text, HasSubstr("MIT, named in prose, for the weights [LICENSE, README.md]\n"));
  EXPECT_THAT(text, HasSubstr("MIT, named in prose, for the code [README.md]\n"));
}

TEST(ModelHuman, AnEmptyModel) { EXPECT_THAT(ModelHuman({}, {}), HasSubstr("no licence text")); }

}  // namespace
}  // namespace caveat::report
