#include "report/ask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include "report/model_fixture.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;

model::AskResult Result() {
  model::AskResult result;
  result.answer = "not-allowed";
  result.duties = {{When::kOnDistribution, "Give every recipient a copy of the licence.", {BecauseFinding(0)}}};
  result.barriers = {{"restriction.scale-cap", "You are past the cap.", {BecauseFinding(2)}}};
  result.unclear = {{"", "Nothing is said on hosting.", {}}};
  constexpr std::string_view kIds[] = {
      "commercial-use", "redistribute-fine-tuned", "explain-provenance", "audit-training",
      "comply",         "replace-or-reproduce"};
  for (size_t i = 0; i < 6; ++i) result.questions[i] = {kIds[i], model::Answer::kPartly, "A reason.", {}};
  return result;
}

TEST(AskReport, Json) {
  model::Profile profile;
  profile.commercial = true;
  profile.users = 5000000;
  profile.territories = {"DE"};
  const std::string json = AskJson(WholeModel(), profile, Result(), {"0.1.0", "r", "l"});
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  ASSERT_EQ(parser.parse(json).get(root), simdjson::SUCCESS);
  EXPECT_EQ(std::string_view(root["schema"]), "caveat.ask/1");
  EXPECT_EQ(std::string_view(root["answer"]), "not-allowed");
  EXPECT_EQ(bool(root.at_pointer("/profile/commercial")), true);
  EXPECT_EQ(int64_t(root.at_pointer("/profile/users")), 5000000);
  EXPECT_TRUE(root.at_pointer("/profile/revenue").value().is_null());
  EXPECT_EQ(std::string_view(root.at_pointer("/duties/0/when")), "on-distribution");
  EXPECT_EQ(std::string_view(root.at_pointer("/barriers/0/clause")), "restriction.scale-cap");
  EXPECT_EQ(uint64_t(root.at_pointer("/barriers/0/because/0/index")), 2u);
  EXPECT_EQ(std::string_view(root.at_pointer("/barriers/0/quotes/0")), "more than 500 million monthly active users");
  EXPECT_EQ(root.at_pointer("/questions").get_array().value().size(), 6u);
  EXPECT_EQ(std::string_view(root.at_pointer("/documents/0/role")), "license");
}

TEST(AskReport, Human) {
  model::Profile profile;
  profile.users = 5000000;
  const std::string text = AskHuman(WholeModel(), profile, Result(), {});
  for (const char* part : {"not allowed", "5,000,000 users a month", "What stands against it",
                           "more than 500 million monthly active users", "LICENSE:7", "What the terms leave open",
                           "When you pass it on: Give every recipient", "Six questions"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

}  // namespace
}  // namespace caveat::report
