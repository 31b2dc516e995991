#include "text/yaml.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::text {
namespace {

// "key=value@item" of each field; kinds other than text are told by a letter before the value.
std::string Told(const Fields& fields) {
  std::string out;
  for (const Field& f : fields) {
    out += f.key + '=' + std::string(1, "TNB0K"[static_cast<int>(f.kind)]) + ':' + f.value;
    if (f.item != 0) out += '@' + std::to_string(f.item);
    out += '\n';
  }
  return out;
}

TEST(YamlTest, Flattens) {
  const struct {
    const char *yaml, *want;
  } kCases[] = {
      {"a: b", "a=T:b\n"},
      {"a: [x, y]\nb:\n- z\n", "a=T:x\na=T:y@1\nb=T:z\n"},
      {"a:\n  b: 1\n  c: no\n", "a=K:b\na.b=N:1\na=K:c\na.c=B:no\n"},
      {"a:\nb: ~\nc: 'null'\n", "a=0:\nb=0:~\nc=T:null\n"},
      {"a:\n- {p: x, l: m}\n- {p: y}\n", "a=K:p\na.p=T:x\na=K:l\na.l=T:m\na=K:p@1\na.p=T:y@1\n"},
      {"a: >-\n  one\n  two\nb: |\n  one\n  two\n", "a=T:one two\nb=T:one\ntwo\n\n"},
      {"- x\n- y: z\n", "=T:x\n=K:y@1\n.y=T:z@1\n"},
      {"a: &n x\nb: *n\n", "a=T:x\nb=T:*n\n"},
      {"a: 1.0\nb: 1e-05\nc: -3\nd: 1.2.3\ne: 3b\nf: '7'\n", "a=N:1.0\nb=N:1e-05\nc=N:-3\nd=T:1.2.3\ne=T:3b\nf=T:7\n"},
      {"a: x\n---\nb: y\n", "a=T:x\nb=T:y\n"},
      {"? [k, l]\n: v\nb: c\n", "=T:k\n=T:l@1\n=T:v\nb=T:c\n"},
      {"", ""},
  };
  for (const auto& c : kCases) {
    Fields fields;
    const YamlError error = ReadYaml(c.yaml, 0, &fields);
    EXPECT_EQ(error.message, "") << c.yaml;
    EXPECT_EQ(Told(fields), c.want) << c.yaml;
  }
}

TEST(YamlTest, PlacesAreBytes) {
  const std::string yaml =
      "\xE6\xA8\xA1\xE5\x9E\x8B: \xC3\xA9t\xC3\xA9\nlicense: \"mit\"  # why\ntext: |-\n  \xC3\xA4\n  b\n\nz: [p,q]\n";
  Fields fields;
  ASSERT_EQ(ReadYaml(yaml, 100, &fields).message, "");
  ASSERT_EQ(fields.size(), 5u);
  const auto slice = [&](const Field& f) { return yaml.substr(f.begin - 100, f.end - f.begin); };
  EXPECT_EQ(slice(fields[0]), "\xC3\xA9t\xC3\xA9");
  EXPECT_EQ(slice(fields[1]), "\"mit\"");
  EXPECT_EQ(slice(fields[2]), "|-\n  \xC3\xA4\n  b");
  EXPECT_EQ(slice(fields[3]), "p");
  EXPECT_EQ(slice(fields[4]), "q");
}

TEST(YamlTest, ErrorsKeepWhatStoodBefore) {
  const struct {
    std::string yaml;
    uint64_t at;
    size_t fields;
  } kCases[] = {
      {"a: b\n\tc: d\n", 5, 0}, {"a: b\nc: [d\ne: f: g", 0, 2}, {"a: b\nc: \x01\n", 8, 0}, {"a: b\nc: \xFF\n", 8, 0},
      {"a: @b\n", 3, 0},
  };
  for (const auto& c : kCases) {
    Fields fields;
    const YamlError error = ReadYaml(c.yaml, 0, &fields);
    EXPECT_NE(error.message, "") << c.yaml;
    EXPECT_LE(error.at, c.yaml.size());
    EXPECT_TRUE(c.at == 0 || error.at == c.at) << c.yaml << error.message << error.at;
    EXPECT_EQ(fields.size(), c.fields) << c.yaml;
  }
}

TEST(YamlTest, HasLimits) {
  Fields fields;
  EXPECT_EQ(ReadYaml(std::string(kMaxYamlDepth + 1, '[') + std::string(kMaxYamlDepth + 1, ']'), 0, &fields).message,
            "nested too deeply");
  EXPECT_EQ(ReadYaml(std::string(kMaxYamlDepth, '[') + std::string(kMaxYamlDepth, ']'), 0, &fields).message, "");
  std::string many = "a:\n";
  for (size_t i = 0; i <= kMaxYamlFields; ++i) many += "- x\n";
  fields.clear();
  EXPECT_EQ(ReadYaml(many, 0, &fields).message, "too many values");
  EXPECT_EQ(fields.size(), kMaxYamlFields);
}

}  // namespace
}  // namespace caveat::text
