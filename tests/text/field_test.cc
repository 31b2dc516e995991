#include "text/field.h"

#include <gtest/gtest.h>

namespace caveat::text {
namespace {

TEST(FieldTest, FindsWhatCounts) {
  Fields fields(5);
  fields[0] = {.key = "license", .value = "mit", .overridden = true};
  fields[1] = {.key = "license", .value = "", .kind = Field::Kind::kNull};
  fields[2] = {.key = "license", .value = "name", .kind = Field::Kind::kKey};
  fields[3] = {.key = "license", .value = "gpl"};
  fields[4] = {.key = "license", .value = "isc", .item = 1};
  ASSERT_NE(First(fields, "license"), nullptr);
  EXPECT_EQ(First(fields, "license")->value, "gpl");
  ASSERT_EQ(All(fields, "license").size(), 2u);
  EXPECT_EQ(All(fields, "license")[1]->value, "isc");
  EXPECT_EQ(First(fields, "licens"), nullptr);
  EXPECT_TRUE(All(fields, "base_model").empty());
}

}  // namespace
}  // namespace caveat::text
