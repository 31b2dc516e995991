#include <gtest/gtest.h>

#include <string>

#include "text/fold.h"
#include "text/transforms.h"

namespace caveat::text {
namespace {

TEST(Decode, Utf8IsAView) {
  const std::string bytes = "caf\xC3\xA9";
  Text text;
  Decode(bytes, &text);
  EXPECT_EQ(text.encoding, Encoding::kUtf8);
  EXPECT_EQ(text.utf8.data(), bytes.data());
  EXPECT_EQ(text.SourceByte(3), 3u);
}

TEST(Decode, ByteOrderMarkIsLeftOut) {
  Text text;
  Decode("\xEF\xBB\xBFx", &text);
  EXPECT_EQ(text.encoding, Encoding::kUtf8Bom);
  EXPECT_EQ(text.utf8, "x");
  EXPECT_EQ(text.SourceByte(0), 3u);
  EXPECT_EQ(text.SourceByte(1), 4u);
}

TEST(Decode, Utf16BothWays) {
  for (const bool big : {false, true}) {
    for (const bool mark : {false, true}) {
      const std::string bytes = Utf16("You may not use \xF0\x9F\x98\x80 caf\xC3\xA9.", big, mark);
      Text text;
      Decode(bytes, &text);
      EXPECT_EQ(text.encoding, big ? Encoding::kUtf16Be : Encoding::kUtf16Le);
      EXPECT_EQ(text.utf8, "You may not use \xF0\x9F\x98\x80 caf\xC3\xA9.");
      EXPECT_EQ(text.SourceByte(4), (mark ? 2u : 0u) + 8u);
      EXPECT_EQ(text.SourceByte(static_cast<uint32_t>(text.utf8.size())), bytes.size());
    }
  }
  Text text;
  const std::string lone("\xFF\xFE\x41\x00\x00\xD8\x42\x00\x43", 9);
  Decode(lone, &text);  // a lone surrogate and half a unit
  EXPECT_EQ(text.utf8,
            "A\xEF\xBF\xBD"
            "B");
}

TEST(Decode, Latin1) {
  Text text;
  Decode("caf\xE9 \x93quoted\x94", &text);
  EXPECT_EQ(text.encoding, Encoding::kLatin1);
  EXPECT_EQ(text.utf8, "caf\xC3\xA9 \xE2\x80\x9Cquoted\xE2\x80\x9D");
  EXPECT_EQ(text.SourceByte(5), 4u);
}

TEST(Decode, FewBrokenBytesStayUtf8) {
  Text text;
  Decode("\xE6\xA8\xA1\xE5\x9E\x8B\xE8\xAE\xB8\xE5\x8F\xAF\xE8", &text);
  EXPECT_EQ(text.encoding, Encoding::kUtf8);
  EXPECT_EQ(text.utf8, "\xE6\xA8\xA1\xE5\x9E\x8B\xE8\xAE\xB8\xE5\x8F\xAF\xEF\xBF\xBD");
  EXPECT_EQ(text.SourceByte(12), 12u);
}

TEST(Decode, BinaryAndTruncated) {
  Text text;
  Decode(std::string("PK\x03\x04\0\0\x01", 7), &text);
  EXPECT_TRUE(text.binary);
  EXPECT_TRUE(text.utf8.empty());
  const std::string bytes = "abcd\xC3\xA9";
  Decode(bytes, &text, 5);
  EXPECT_TRUE(text.truncated);
  EXPECT_EQ(text.utf8, "abcd");
  Decode("", &text);
  EXPECT_FALSE(text.binary);
  EXPECT_FALSE(text.truncated);
  EXPECT_TRUE(text.utf8.empty());
}

}  // namespace
}  // namespace caveat::text
