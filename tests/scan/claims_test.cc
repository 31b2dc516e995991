#include "scan/claims.h"

#include <gtest/gtest.h>

#include "scan/licenses.h"
#include "scan/progress.h"

namespace caveat::scan {
namespace {

TEST(Claims, EachRowIsTakenOnce) {
  Claims claims;
  claims.Add(1, 10);
  claims.Add(1, 11);
  claims.Add(2, 20);
  EXPECT_EQ(claims.Take(1), 10);
  EXPECT_EQ(claims.Take(1), 11);
  EXPECT_EQ(claims.Take(1), std::nullopt);
  EXPECT_EQ(claims.Left(), std::vector<int64_t>{20});
  EXPECT_EQ(claims.TakeAny(), 20);
  EXPECT_EQ(claims.TakeAny(), std::nullopt);
}

TEST(Claims, BookLoadsOnce) {
  ClaimsBook book;
  int loads = 0;
  const auto load = [&](Claims* claims) {
    ++loads;
    claims->Add(1, loads);
  };
  EXPECT_EQ(book.Of("a", load), book.Of("a", load));
  EXPECT_EQ(loads, 1);
  book.Forget("a");
  book.Of("a", load);
  EXPECT_EQ(loads, 2);
}

TEST(Licenses, SeveralAreNone) {
  LicenseBook book;
  std::optional<std::string> license;
  book.Add("a/b", "MIT");
  book.Add("a/b", "MIT");
  EXPECT_TRUE(book.Of("a/b", &license));
  EXPECT_EQ(license, "MIT");
  EXPECT_FALSE(book.Of("a/c", &license));
  EXPECT_EQ(license, std::nullopt);
  book.Add("a/b", "Zlib");
  EXPECT_TRUE(book.Of("a/b", &license));
  EXPECT_EQ(license, std::nullopt);
}

// What came first stays, what comes later is not held; and nothing that is held is forgotten.
TEST(Licenses, HoldsSoMany) {
  LicenseBook book;
  std::optional<std::string> license;
  for (int i = 0; i < 500'000; ++i) book.Add(std::to_string(i), "MIT");
  EXPECT_TRUE(book.Of("0", &license));
  EXPECT_TRUE(book.Of("400000", &license));
  EXPECT_FALSE(book.Of("499999", &license));
}

TEST(Progress, Lines) {
  EXPECT_EQ(Thousands(0), "0");
  EXPECT_EQ(Thousands(1234567), "1,234,567");
  EXPECT_EQ(Duration(3.14), "3.1 s");
  EXPECT_EQ(Duration(80), "1 min 20 s");
  EXPECT_EQ(Duration(7300), "2 h 1 min");
  EXPECT_EQ(Megabytes(3'200'000), "3.20 MB");
  Progress progress;
  progress.repositories = 2000;
  progress.seconds = 10;
  progress.share = 0.25;
  EXPECT_EQ(ProgressLine(progress), "2,000 repositories, 200/s, 25 %, 30 s left");
  progress.at = "a\"b";
  EXPECT_EQ(ProgressJson(progress),
            "{\"repositories\":2000,\"judged\":0,\"unread\":0,\"bytes\":0,\"share\":0.2500,\"seconds\":10.00,"
            "\"seconds_left\":30.0,\"at\":\"a\\\"b\"}");
}

}  // namespace
}  // namespace caveat::scan
