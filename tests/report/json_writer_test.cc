#include "report/json_writer.h"

#include <gtest/gtest.h>

namespace caveat::report {
namespace {

TEST(JsonWriter, CommasStandBetweenValues) {
  JsonWriter w;
  w.StartObject();
  Field(w, "a", "x");
  FieldOrNull(w, "b", "");
  FieldOrNull(w, "c", "y");
  Strings(w, "d", {"1", "2"});
  w.Key("e");
  w.StartArray();
  w.EndArray();
  w.Key("f");
  w.Json("{\"g\":1}");
  w.Key("h");
  w.Bool(true);
  w.Key("i");
  w.Int(-5);
  SpanField(w, "j", {1, 2, 3, 4});
  w.EndObject();
  EXPECT_EQ(w.Take(),
            "{\"a\":\"x\",\"b\":null,\"c\":\"y\",\"d\":[\"1\",\"2\"],\"e\":[],\"f\":{\"g\":1},\"h\":true,\"i\":-5,"
            "\"j\":{\"start_byte\":1,\"end_byte\":2,\"start_line\":3,\"end_line\":4}}");
}

TEST(JsonWriter, Escapes) {
  const struct {
    std::string text, json;
  } kCases[] = {
      {"a\"b\\c", "\"a\\\"b\\\\c\""},
      {"\n\r\t", "\"\\n\\r\\t\""},
      {std::string("\0\x1f\x7f", 3), "\"\\u0000\\u001f\\u007f\""},
      {"\u4e2d", "\"\u4e2d\""},
      {"\xff", "\"\ufffd\""},
      {"", "\"\""},
  };
  for (const auto& c : kCases) {
    JsonWriter w;
    w.String(c.text);
    EXPECT_EQ(w.Take(), c.json);
  }
}

TEST(JsonWriter, ASharesThousandthsAreCut) {
  const std::pair<double, const char*> kCases[] = {{0, "0.0"}, {1, "1.0"}, {0.9999, "0.999"}, {0.5, "0.5"}, {2, "1.0"}};
  for (const auto& [value, json] : kCases) {
    JsonWriter w;
    w.Share(value);
    EXPECT_EQ(w.Take(), json);
  }
}

}  // namespace
}  // namespace caveat::report
