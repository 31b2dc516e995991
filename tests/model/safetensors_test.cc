#include "model/safetensors.h"

#include <gtest/gtest.h>

#include <string>

#include "model/weights_file.h"

namespace caveat::model {
namespace {

std::string Told(const Safetensors& file) {
  std::string out;
  for (const text::Field& f : file.fields) out += (out.empty() ? "" : " ") + f.key + "=" + f.value;
  return out;
}

const char kSample[] =
    R"({"__metadata__": {"format": "pt", "modelspec.license": "Acme \"Terms\"\nv1", "modelspec.merged_from": "a, b",)"
    R"( "ss_tag_frequency": "{}"}, "w": {"dtype": "BF16", "shape": [3, 4], "data_offsets": [0, 24]},)"
    R"( "b": {"dtype": "F32", "shape": [5], "data_offsets": [24, 44]}, "s": {"dtype": "F32", "shape": [], "data_offsets": [44, 48]}}   )";

TEST(SafetensorsTest, Reads) {
  const std::string bytes = SafetensorsFile(kSample) + "tensors";
  const Safetensors file = ReadSafetensors(bytes);
  EXPECT_TRUE(file.is_safetensors);
  EXPECT_TRUE(file.complete);
  EXPECT_EQ(file.error, "");
  EXPECT_EQ(file.header, sizeof kSample - 1);
  EXPECT_EQ(file.tensors, 3u);
  EXPECT_EQ(file.parameters, 18u);
  EXPECT_EQ(file.dtype, "BF16");
  EXPECT_EQ(Told(file), "format=pt modelspec.license=Acme \"Terms\"\nv1 modelspec.merged_from=a, b");
  EXPECT_EQ(bytes.substr(file.fields[0].begin, file.fields[0].end - file.fields[0].begin), "\"pt\"");
  EXPECT_EQ(bytes.substr(file.fields[1].begin, file.fields[1].end - file.fields[1].begin), R"("Acme \"Terms\"\nv1")");
  EXPECT_EQ(SafetensorsHeaderLength(bytes.substr(0, 9)), sizeof kSample - 1 + 8);
}

TEST(SafetensorsTest, CutAnywhere) {
  const std::string bytes = SafetensorsFile(kSample);
  size_t before = 0;
  for (size_t n = 0; n < bytes.size(); ++n) {
    const Safetensors file = ReadSafetensors(bytes.substr(0, n));
    EXPECT_FALSE(file.complete) << n;
    EXPECT_EQ(file.error, "") << n;
    EXPECT_GE(file.fields.size(), before) << n;
    before = file.fields.size();
  }
  EXPECT_EQ(before, 3u);  // the metadata stands first and is had without the rest
}

TEST(SafetensorsTest, OtherFilesAreNone) {
  for (const std::string& bytes : {std::string(), std::string("GGUF\3\0\0\0\0{", 10), SafetensorsFile("[1]"),
                                   SafetensorsFile("{}", 1), std::string("\x10\0\0\0\0\0\0\0", 8)}) {
    EXPECT_FALSE(ReadSafetensors(bytes).is_safetensors);
    EXPECT_EQ(SafetensorsHeaderLength(bytes), 0u);
  }
}

TEST(SafetensorsTest, Errors) {
  const struct {
    const char *name, *json;
    uint64_t declared, at;
    const char* fields;
  } kCases[] = {
      {"over the limit", "{}", kMaxSafetensorsHeader + 1, 0, ""},
      {"no string", R"({"__metadata__":{"a":1,"b":{"c":"d"},"e":"f"}})", 0, 8 + 21, "a=1 e=f"},
      {"twice", R"({"__metadata__":{"a":"x","a":"y"}})", 0, 8 + 29, "a=x a=y"},
      {"no object", R"({"w":3,"__metadata__":{"a":"x"}})", 0, 8 + 5, "a=x"},
      {"too many elements", R"({"w":{"dtype":"F32","shape":[4294967296,4294967296]}})", 0, 0, ""},
      {"negative", R"({"w":{"dtype":"F32","shape":[-1]}})", 0, 0, ""},
      {"broken", R"({"__metadata__":{"a":"x"},"w" 1})", 0, 0, "a=x"},
      {"no end", R"({"__metadata__":{"a":"x")", 0, 0, ""},
  };
  for (const auto& c : kCases) {
    const std::string bytes = SafetensorsFile(c.json, c.declared);
    const Safetensors file = ReadSafetensors(bytes);
    EXPECT_TRUE(file.is_safetensors) << c.name;
    EXPECT_NE(file.error, "") << c.name;
    EXPECT_LE(file.error_at, bytes.size()) << c.name;
    EXPECT_TRUE(c.at == 0 || file.error_at == c.at) << c.name << file.error_at;
    EXPECT_EQ(Told(file), c.fields) << c.name;
  }
  EXPECT_EQ(SafetensorsHeaderLength(SafetensorsFile("{}", kMaxSafetensorsHeader + 1)), 0u);
  EXPECT_EQ(SafetensorsHeaderLength(SafetensorsFile("{}", kMaxSafetensorsHeader)), kMaxSafetensorsHeader + 8);
}

TEST(SafetensorsTest, KeepsALimitedNumber) {
  std::string json = R"({"__metadata__":{"k":"v")";
  for (size_t i = 0; i < kMaxSafetensorsFields + 5; ++i) json += ",\"k" + std::to_string(i) + "\":\"v\"";
  EXPECT_EQ(ReadSafetensors(SafetensorsFile(json + "}}")).fields.size(), kMaxSafetensorsFields);
}

}  // namespace
}  // namespace caveat::model
