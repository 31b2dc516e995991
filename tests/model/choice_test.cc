#include "model/choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "model/judged.h"
#include "model/terms.h"

namespace caveat::model {
namespace {

using testing::Card;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Seen;

TEST(Choice, LicencesOfAnExpression) {
  EXPECT_THAT(LicensesOfExpression("mit or (apache-2.0 and isc)"), ElementsAre("MIT", "Apache-2.0", "ISC"));
  EXPECT_THAT(LicensesOfExpression("mit"), IsEmpty());
  EXPECT_THAT(LicensesOfExpression("our own or yours"), IsEmpty());
  EXPECT_THAT(LicensesOfExpression(""), IsEmpty());
}

TEST(Choice, Branches) {
  const auto branches = [](std::string_view text) { return BranchesOf(spdx::Parse(text).root); };
  EXPECT_THAT(branches("MIT"), ElementsAre(ElementsAre("MIT")));
  EXPECT_THAT(branches("MIT OR GPL-3.0-only"), ElementsAre(ElementsAre("MIT"), ElementsAre("GPL-3.0-only")));
  EXPECT_THAT(branches("(MIT OR ISC) AND (Zlib OR BSL-1.0)"),
              ElementsAre(ElementsAre("MIT", "Zlib"), ElementsAre("MIT", "BSL-1.0"), ElementsAre("ISC", "Zlib"),
                          ElementsAre("ISC", "BSL-1.0")));
}

TEST(Choice, TooManyWaysAreNone) {
  std::string text = "(MIT OR ISC)";
  for (int i = 0; i < 3; ++i) {
    text += " AND (LicenseRef-a" + std::to_string(i) + " OR LicenseRef-b" + std::to_string(i) + " OR LicenseRef-c" +
            std::to_string(i) + " OR LicenseRef-d" + std::to_string(i) + ")";
  }
  const spdx::Expression expression = spdx::Parse(text);
  ASSERT_TRUE(expression.valid);
  EXPECT_THAT(BranchesOf(expression.root), IsEmpty());
}

TEST(Choice, DeclaredByTheCardAlone) {
  const struct {
    std::string_view head, choice;
  } kCases[] = {
      {"license: mit OR apache-2.0\n", "MIT OR Apache-2.0"},
      {"license: Zlib AND (mit OR apache-2.0)\n", "MIT OR Apache-2.0"},
      {"license: mit\n", ""},
      {"license:\n- mit\n- apache-2.0\n", ""},  // a list says that each holds, perhaps for a part
  };
  for (const auto& c : kCases) {
    const Seen seen({{"README.md", Card(std::string(c.head))}});
    const auto choice = ChoiceOf(*seen.view, ReadDeclared(*seen.view));
    EXPECT_EQ(choice ? spdx::ToString(*choice) : "", c.choice) << c.head;
  }
}

}  // namespace
}  // namespace caveat::model
