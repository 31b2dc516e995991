#include "model/pointer.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::model {
namespace {

const std::string kOid(64, 'a');

TEST(PointerTest, ReadsPointers) {
  const struct {
    std::string bytes, oid;
    uint64_t size;
    bool size_known;
  } kCases[] = {
      {"version https://git-lfs.github.com/spec/v1\noid sha256:" + kOid + "\nsize 4976698672\n", kOid, 4976698672,
       true},
      {"version https://git-lfs.github.com/spec/v1\r\noid sha256:" + kOid + "\r\nsize 12\r\n", kOid, 12, true},
      {"version https://git-lfs.github.com/spec/v1\next-0-x sha256:00\noid sha256:" + kOid + "\nsize 12", kOid, 12,
       true},
      {"version https://hawser.github.com/spec/v1\noid sha256:" + kOid + "\nsize 1\n", kOid, 1, true},
      {"version https://git-lfs.github.com/spec/v1\noid sha256:not-hex\nsize x\n", "", 0, false},
      {"version https://git-lfs.github.com/spec/v1\nsize 99999999999999999999\n", "", 0, false},
      {"version https://git-lfs.github.com/spec/v1", "", 0, false},
      {"# xet version 0\nfilesize = 1024\nhash = 'abc0'\n", "abc0", 1024, true},
  };
  for (const auto& c : kCases) {
    const auto pointer = ReadPointer(c.bytes);
    ASSERT_TRUE(pointer.has_value()) << c.bytes;
    EXPECT_EQ(pointer->oid, c.oid) << c.bytes;
    EXPECT_EQ(pointer->size, c.size) << c.bytes;
    EXPECT_EQ(pointer->size_known, c.size_known) << c.bytes;
  }
}

TEST(PointerTest, OtherTextsAreNone) {
  const std::string pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + kOid + "\nsize 12\n";
  for (const std::string& bytes : {std::string(), std::string("version 2\n"), " " + pointer,
                                   pointer + std::string(kMaxPointer, ' '), std::string("MIT License\n")}) {
    EXPECT_FALSE(ReadPointer(bytes).has_value()) << bytes;
  }
}

}  // namespace
}  // namespace caveat::model
