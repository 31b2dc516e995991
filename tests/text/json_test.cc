#include "text/json.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace caveat::text {
namespace {

std::string Told(const Fields& fields) {
  std::string out;
  for (const Field& f : fields) {
    out += f.key + '=' + std::string(1, "TNB0K"[static_cast<int>(f.kind)]) + ':' + f.value;
    if (f.item != 0) out += '@' + std::to_string(f.item);
    out += '\n';
  }
  return out;
}

TEST(JsonTest, Flattens) {
  const struct {
    std::string json, want;
  } kCases[] = {
      {R"({"a": "b", "c": 1.50, "d": true, "e": null})", "a=T:b\nc=N:1.50\nd=B:true\ne=0:null\n"},
      {R"({"a": ["x", "y"], "b": {"c": {"d": 7}}, "e": [], "f": {}})", "a=T:x\na=T:y@1\nb.c.d=N:7\n"},
      {R"({"a": [{"p": 1}, {"p": 2, "q": ["r"]}]})", "a.p=N:1\na.p=N:2@1\na.q=T:r\n"},
      {R"({"a": "\u00e9\n\"x\"", "\u0062": 1})", "a=T:\xC3\xA9\n\"x\"\nb=N:1\n"},
      {R"({"a": NaN, "b": -Infinity, "c": 1000000000000000019884624838656})",
       "a=N:NaN\nb=N:-Infinity\nc=N:1000000000000000019884624838656\n"},
      {R"([{"a": 1}, 2])", "a=N:1\n=N:2@1\n"},
      {R"({"skipped": {"a": 1}, "b": {"skipped": [1, {"c": 2}], "d": 3}})", "b.d=N:3\n"},
      {"\xEF\xBB\xBF{\"a\": 1}", "a=N:1\n"},
      {"{\"a\": \"caf\xE9\", \"b\": 1}", "a=T:caf?\nb=N:1\n"},
      {"\"alone\"", ""},
  };
  constexpr std::array<std::string_view, 1> kSkipped = {"skipped"};
  for (const auto& c : kCases) {
    Fields fields;
    EXPECT_EQ(ReadJson(c.json, 0, kSkipped, &fields).message, "") << c.json;
    EXPECT_EQ(Told(fields), c.want) << c.json;
  }
}

TEST(JsonTest, PlacesAreBytes) {
  const std::string json = "{\"\xC3\xA9\": \"\xC3\xA4\\n\" , \"b\":\n12 }";
  Fields fields;
  ASSERT_EQ(ReadJson(json, 10, {}, &fields).message, "");
  ASSERT_EQ(fields.size(), 2u);
  EXPECT_EQ(json.substr(fields[0].begin - 10, fields[0].end - fields[0].begin), "\"\xC3\xA4\\n\"");
  EXPECT_EQ(json.substr(fields[1].begin - 10, fields[1].end - fields[1].begin), "12");
}

TEST(JsonTest, ErrorsKeepWhatStoodBefore) {
  const struct {
    std::string json, want;
  } kCases[] = {
      {"", ""},
      {"{", ""},
      {"{\"a\": 1, \"b\"", "a=N:1\n"},
      {"{\"a\": 1,\n \"b\": \"unfinis", "a=N:1\n"},
      {"{\"a\": {\"s\": 5},\n \"w\": {\"x\": \"y\",\n \"z\": \"", "a.s=N:5\nw.x=T:y\n"},
      {"{\"a\": 1, \"b\": @}", "a=N:1\n"},
      {"{\"a\": 1, \"b\" 2}", "a=N:1\n"},
      {"version https://git-lfs", ""},
  };
  for (const auto& c : kCases) {
    Fields fields;
    const JsonError error = ReadJson(c.json, 0, {}, &fields);
    EXPECT_NE(error.message, "") << c.json;
    EXPECT_LE(error.at, c.json.size()) << c.json;
    EXPECT_EQ(Told(fields), c.want) << c.json;
  }
}

TEST(JsonTest, HasLimits) {
  Fields fields;
  EXPECT_EQ(ReadJson(std::string(5000, '[') + std::string(5000, ']'), 0, {}, &fields).message, "");
  EXPECT_TRUE(fields.empty());
  std::string deep = "1";
  for (int i = 0; i < 40; ++i) deep = "{\"a\": " + deep + "}";
  fields.clear();
  EXPECT_EQ(ReadJson(deep, 0, {}, &fields).message, "");
  EXPECT_TRUE(fields.empty());
  std::string many = "{\"a\": [1";
  for (size_t i = 0; i < kMaxJsonFields; ++i) many += ",1";
  many += "]}";
  fields.clear();
  EXPECT_EQ(ReadJson(many, 0, {}, &fields).message, "too many values");
  EXPECT_EQ(fields.size(), kMaxJsonFields);
}

}  // namespace
}  // namespace caveat::text
