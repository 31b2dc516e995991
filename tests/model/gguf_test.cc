#include "model/gguf.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "model/weights_file.h"

namespace caveat::model {
namespace {

std::string Told(const Gguf& gguf) {
  std::string out;
  for (const text::Field& f : gguf.fields) {
    if (!out.empty()) out += " ";
    out += f.key + "=" + f.value;
    if (f.item != 0) out += "@" + std::to_string(f.item);
  }
  return out;
}

GgufFile Sample(uint32_t version, bool big) {
  return GgufFile(version, big)
      .String("general.architecture", "acme")
      .String("general.license", "apache-2.0")
      .U32("general.base_model.count", 1)
      .String("general.base_model.0.repo_url", "https://example.org/acme/base")
      .Strings("general.tags", {"a", "b"})
      .Number("general.flag", 7, uint8_t{1})
      .Number("acme.rope.freq_base", 6, 10000.0f)
      .U32("acme.block_count", 32)
      .Number("acme.unknown", 10, uint64_t{7})
      .Strings("tokenizer.ggml.tokens", {"x", "yy", "zzz"})
      .Numbers<float>("tokenizer.ggml.scores", 6, {1, 2, 3})
      .String("tokenizer.ggml.pre", "acme-bpe")
      .Number("general.file_type", 11, int64_t{-3})
      .Tensor("w", {4, 5})
      .Tensor("b", {7});
}

TEST(GgufTest, AllVersionsAndByteOrders) {
  for (const uint32_t version : {1u, 2u, 3u}) {
    for (const bool big : {false, true}) {
      const std::string bytes = Sample(version, big).Bytes();
      const Gguf gguf = ReadGguf(bytes);
      EXPECT_TRUE(gguf.is_gguf);
      EXPECT_EQ(gguf.version, version);
      EXPECT_EQ(gguf.big_endian, big);
      EXPECT_EQ(gguf.error, "");
      EXPECT_TRUE(gguf.complete);
      EXPECT_EQ(gguf.key_values, 13u);
      EXPECT_EQ(gguf.tensors, 2u);
      EXPECT_EQ(gguf.parameters, 27u);
      EXPECT_EQ(Told(gguf),
                "general.architecture=acme general.license=apache-2.0 general.base_model.count=1 "
                "general.base_model.0.repo_url=https://example.org/acme/base general.tags=a general.tags=b@1 "
                "general.flag=true "
                "acme.rope.freq_base=10000 acme.block_count=32 tokenizer.ggml.pre=acme-bpe general.file_type=-3");
      for (const text::Field& field : gguf.fields) {
        if (field.kind != text::Field::Kind::kText) continue;
        EXPECT_EQ(bytes.substr(field.begin, field.end - field.begin), field.value);
      }
      EXPECT_EQ(GgufHeaderLength(bytes), bytes.size());
    }
  }
}

// However early the file ends: no error is made up, nothing that was there is lost, and more is asked for.
TEST(GgufTest, CutAnywhere) {
  const std::string bytes = Sample(3, false).Bytes();
  const Gguf whole = ReadGguf(bytes);
  size_t before = 0;
  for (size_t n = 4; n < bytes.size(); ++n) {
    const std::string head = bytes.substr(0, n);
    const Gguf gguf = ReadGguf(head);
    EXPECT_EQ(gguf.error, "") << n;
    EXPECT_GE(gguf.fields.size(), before) << n;
    before = gguf.fields.size();
    EXPECT_TRUE(gguf.fields.size() == whole.fields.size() || GgufHeaderLength(head) > n) << n;
  }
  EXPECT_FALSE(ReadGguf("GGU").is_gguf);
  EXPECT_EQ(GgufHeaderLength("GGU"), 0u);
}

// Asked again and again as its header says, a reader ends with all fields and without the tables behind them.
TEST(GgufTest, HeaderLengthLeadsToAllFields) {
  std::vector<std::string> tokens(200'000, "token");
  const std::string big =
      GgufFile().String("general.architecture", "acme").Strings("tokenizer.ggml.tokens", tokens).Bytes();
  const std::string late = GgufFile()
                               .String("general.architecture", "acme")
                               .Strings("tokenizer.ggml.tokens", tokens)
                               .Numbers<float>("tokenizer.ggml.scores", 6, std::vector<float>(200'000, 1))
                               .String("general.license", "mit")
                               .Bytes();
  for (const std::string* file : {&big, &late}) {
    size_t n = 1024, steps = 0;
    while (true) {
      const uint64_t wish = GgufHeaderLength(std::string_view(*file).substr(0, n));
      ASSERT_LT(++steps, 12u);
      if (wish <= n) {
        n = wish;
        break;
      }
      n = std::min<size_t>(wish, file->size());
    }
    const Gguf gguf = ReadGguf(std::string_view(*file).substr(0, n));
    EXPECT_TRUE(gguf.complete);
    EXPECT_EQ(gguf.fields.size(), file == &big ? 1u : 2u);
    EXPECT_TRUE(file == &late || n < 100) << n;
  }
}

// A table of numbers is stepped over by arithmetic: its end is known although it lies far behind the bytes at hand.
TEST(GgufTest, NumbersAreSteppedOver) {
  const std::string head = GgufFile().Array("tokenizer.ggml.scores", 6, 5'000'000).Bytes();
  EXPECT_EQ(GgufHeaderLength(head), head.size() + 20'000'000);
}

TEST(GgufTest, Errors) {
  const std::string start = GgufFile().String("general.architecture", "acme").Bytes();
  const uint64_t end = start.size();
  const auto more = [](const GgufFile& file) { return file.Bytes(); };
  const struct {
    const char* name;
    std::string bytes;
    uint64_t at;
    size_t fields;
  } kCases[] = {
      {"version", std::string("GGUF\x09\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 24), 4, 0},
      {"version 0", std::string("GGUF\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 24), 4, 0},
      {"type", more(GgufFile().String("general.architecture", "acme").Number("x", 13, uint8_t{1})), end + 9, 1},
      {"type in an array", more(GgufFile().String("general.architecture", "acme").Array("x", 99, 1)), end + 13, 1},
      {"long key", more(GgufFile().String("general.architecture", "acme").String(std::string(70'000, 'k'), "v")), end,
       1},
      {"twice", more(GgufFile().String("general.license", "mit").String("general.license", "isc")),
       24 + 8 + 15 + 4 + 8 + 3, 2},
      {"array too large", more(GgufFile().String("general.architecture", "acme").Array("x", 6, UINT64_MAX / 2)),
       end + 13, 1},
  };
  for (const auto& c : kCases) {
    const Gguf gguf = ReadGguf(c.bytes);
    EXPECT_NE(gguf.error, "") << c.name;
    EXPECT_EQ(gguf.error_at, c.at) << c.name << gguf.error;
    EXPECT_EQ(gguf.fields.size(), c.fields) << c.name;
    EXPECT_LE(GgufHeaderLength(c.bytes), c.bytes.size()) << c.name;
  }
}

// Declared sizes are not believed.
TEST(GgufTest, LiesCostNothing) {
  std::string nested = GgufFile().Array("x", 9, 1).Bytes();
  for (int i = 0; i < 100; ++i) nested += std::string("\x09\0\0\0\1\0\0\0\0\0\0\0", 12);
  EXPECT_NE(ReadGguf(nested).error, "");
  const std::string lie = GgufFile().Declare(UINT64_MAX).String("general.name", "x").Bytes();
  EXPECT_EQ(ReadGguf(lie).fields.size(), 1u);
  EXPECT_EQ(ReadGguf(lie).error, "");
  EXPECT_LE(GgufHeaderLength(lie), kMaxGgufHeader);
  std::string huge = GgufFile().Declare(2).Array("x", 8, UINT64_MAX).Bytes() + std::string(8, '\xFF');
  EXPECT_FALSE(ReadGguf(huge).complete);
  EXPECT_LE(GgufHeaderLength(huge), huge.size());
  const std::vector<std::string> many(kMaxGgufFields + 10, "x");
  EXPECT_EQ(ReadGguf(GgufFile().Strings("general.tags", many).Bytes()).fields.size(), kMaxGgufFields);
}

TEST(GgufTest, FullLicenceTextInside) {
  const std::string terms = "Acme Terms\n\nYou may use this for play only.\n";
  const std::string bytes = GgufFile().String("general.license", terms).Bytes();
  const Gguf gguf = ReadGguf(bytes);
  ASSERT_EQ(gguf.fields.size(), 1u);
  EXPECT_EQ(gguf.fields[0].value, terms);
  EXPECT_EQ(bytes.substr(gguf.fields[0].begin, terms.size()), terms);
}

}  // namespace
}  // namespace caveat::model
