#include "sha256.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace caveat {
namespace {

// FIPS 180-2, appendix B, and the empty text.
TEST(Sha256, Examples) {
  const struct {
    std::string text;
    std::string_view digest;
  } kCases[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {std::string(1000000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Hex(Sha256(c.text)), c.digest);
  EXPECT_EQ(Sha256("abc").size(), 32u);
  EXPECT_EQ(Hex(std::string_view("\x00\xff\x10", 3)), "00ff10");
}

}  // namespace
}  // namespace caveat
