#include "hub/spool.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "temporary_folder.h"

namespace caveat::hub {
namespace {

std::string ReadAll(int file) {
  std::string out(64, '\0');
  const ssize_t n = read(file, out.data(), out.size());
  out.resize(n > 0 ? static_cast<size_t>(n) : 0);
  return out;
}

class Spooled : public testing::Test {
 protected:
  TemporaryFolder temporary_;
  const std::string& folder_ = temporary_.path();
};

TEST_F(Spooled, APipeIsCopiedAndLeavesNothing) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  Spool spool;
  spool.Open(folder_, ends[0]);
  spool.Append("one\n");
  spool.Append("two\n");
  bool packed = true;
  EXPECT_FALSE(spool.whole());
  EXPECT_EQ(spool.Rewind(&packed), -1);  // not before all is there
  spool.End();
  ASSERT_TRUE(spool.whole());
  EXPECT_EQ(ReadAll(spool.Rewind(&packed)), "one\ntwo\n");
  EXPECT_FALSE(packed);
  EXPECT_EQ(ReadAll(spool.Rewind(&packed)), "one\ntwo\n");
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
  close(ends[0]);
  close(ends[1]);
}

TEST_F(Spooled, AFileIsReadAgainFromWhereItWas) {
  const std::string path = folder_ + "/in";
  const Fd file(open(path.c_str(), O_RDWR | O_CREAT, 0600));
  ASSERT_EQ(write(file.get(), "head|rest", 9), 9);
  lseek(file.get(), 5, SEEK_SET);
  Spool spool;
  spool.Open("/nowhere", file.get());
  EXPECT_EQ(ReadAll(file.get()), "rest");
  spool.Append("is not needed");
  spool.End();
  bool packed = false;
  EXPECT_EQ(ReadAll(spool.Rewind(&packed)), "rest");
  EXPECT_TRUE(packed);
}

TEST_F(Spooled, WithoutAPlaceThereIsNoSecondPass) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  Spool spool;
  spool.Open(folder_ + "/none", ends[0]);
  spool.Append("x");
  spool.End();
  EXPECT_FALSE(spool.whole());
  close(ends[0]);
  close(ends[1]);
}

}  // namespace
}  // namespace caveat::hub
