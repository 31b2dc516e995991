#include "text/span.h"

#include <gtest/gtest.h>

#include <string>

#include "text/transforms.h"

namespace caveat::text {
namespace {

TEST(LineIndex, EveryKindOfLineEnd) {
  const LineIndex index("a\nb\r\nc\rd");
  const uint32_t expected[] = {1, 1, 2, 2, 2, 3, 3, 4};
  for (uint32_t i = 0; i < 8; ++i) EXPECT_EQ(index.LineOf(i), expected[i]) << i;
  EXPECT_EQ(index.LineOf(99), 4u);
  EXPECT_EQ(index.lines(), 4u);
}

TEST(LineIndex, EmptyAndClosed) {
  EXPECT_EQ(LineIndex("").LineOf(0), 1u);
  EXPECT_EQ(LineIndex("").lines(), 1u);
  EXPECT_EQ(LineIndex("a\n").lines(), 1u);
  EXPECT_EQ(LineIndex("a\n").LineOf(2), 1u);
  EXPECT_EQ(LineIndex("\n\nx").LineOf(2), 3u);
}

TEST(LineIndex, Utf16) {
  for (const bool big : {false, true}) {
    const std::string bytes = Utf16("a\nb\r\nc", big, true);  // 2 bytes of mark, then 2 a unit
    const LineIndex index(bytes, big ? Encoding::kUtf16Be : Encoding::kUtf16Le);
    EXPECT_EQ(index.LineOf(2), 1u);
    EXPECT_EQ(index.LineOf(6), 2u);
    EXPECT_EQ(index.LineOf(12), 3u);
  }
}

}  // namespace
}  // namespace caveat::text
