#include "report/model_json.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <string>

#include "report/model_fixture.h"

namespace caveat::report {
namespace {

TEST(ModelJson, HoldsAllThatTheContractNames) {
  const std::string json = ModelJson(WholeModel(), {"0.1.0", "r", "l"});
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  ASSERT_EQ(parser.parse(json).get(root), simdjson::SUCCESS);
  for (const char* key :
       {"schema", "tool", "repository", "documents", "declared", "found", "inherited", "conflicts", "components",
        "openness", "questions", "category", "flags", "permissions", "obligations", "summary", "gated", "claims"}) {
    EXPECT_EQ(root[key].error(), simdjson::SUCCESS) << key;
  }
  const auto text = [&](const char* pointer) { return std::string(root.at_pointer(pointer).get_string().value()); };
  EXPECT_EQ(text("/schema"), "caveat.model/1");
  EXPECT_EQ(text("/repository/id"), "northbay/pebble-7b");
  EXPECT_TRUE(root.at_pointer("/repository/revision").value().is_null());
  EXPECT_EQ(text("/repository/layout"), "directory");
  EXPECT_EQ(text("/documents/0/role"), "license");
  EXPECT_EQ(text("/declared/0/license"), "MIT");
  EXPECT_TRUE(root.at_pointer("/declared/1/license").value().is_null());
  EXPECT_EQ(text("/found/0/license"), "harbor-2");
  EXPECT_TRUE(root.at_pointer("/found/1/license").value().is_null());
  EXPECT_EQ(text("/inherited/0/strength"), "declared");
  EXPECT_EQ(text("/conflicts/0/kind"), "declared-vs-found");
  EXPECT_EQ(uint64_t(root.at_pointer("/conflicts/0/evidence/0/span/start_line")), 2u);
  EXPECT_EQ(root.at_pointer("/components").get_array().value().size(), 17u);
  EXPECT_EQ(text("/components/1/present"), "yes");
  EXPECT_EQ(text("/components/0/present"), "unknown");
  EXPECT_EQ(text("/openness/class"), "restricted-weights");
  EXPECT_TRUE(root.at_pointer("/openness/mof_class").value().is_null());
  EXPECT_EQ(int64_t(root.at_pointer("/openness/mof/III")), 17);
  EXPECT_EQ(text("/openness/osaid/meets"), "no");
  EXPECT_EQ(text("/questions/3/answer"), "unknown");
  EXPECT_EQ(json.find('\n'), std::string::npos) << "one object, one line";
  EXPECT_EQ(json, ModelJson(WholeModel(), {"0.1.0", "r", "l"}));
}

TEST(ModelJson, AnEmptyModelIsValidToo) {
  simdjson::dom::parser parser;
  EXPECT_EQ(parser.parse(ModelJson({}, {})).error(), simdjson::SUCCESS);
}

}  // namespace
}  // namespace caveat::report
