#include "scan/queue.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace caveat::scan {
namespace {

constexpr auto kWait = std::chrono::milliseconds(50);

TEST(Queue, NumbersWhatIsTaken) {
  Queue<int> queue(8);
  EXPECT_TRUE(queue.Push(7) && queue.Push(8));
  EXPECT_EQ(queue.Pop(), (std::pair<uint64_t, int>(0, 7)));
  queue.Close();
  EXPECT_EQ(queue.Pop(), (std::pair<uint64_t, int>(1, 8)));
  EXPECT_EQ(queue.Pop(), std::nullopt);
  EXPECT_FALSE(queue.Push(9));
}

TEST(InOrder, GivesJobsInTheirOrder) {
  InOrder<int> answers(100);
  bool done = false;
  EXPECT_TRUE(answers.Push(1, {10, 11}, 1, true));
  EXPECT_TRUE(answers.Take(kWait, &done).empty());
  EXPECT_TRUE(answers.Push(0, {1}, 1, false));
  EXPECT_EQ(answers.Take(kWait, &done), std::vector<int>{1});
  EXPECT_TRUE(answers.Push(0, {2}, 1, true));
  EXPECT_EQ(answers.Take(kWait, &done), (std::vector<int>{2, 10, 11}));
  EXPECT_FALSE(done);
  answers.SetJobs(2);
  EXPECT_TRUE(answers.Take(kWait, &done).empty());
  EXPECT_TRUE(done);
}

TEST(InOrder, WhoseTurnItIsNeverWaits) {
  InOrder<int> answers(1);
  EXPECT_TRUE(answers.Push(5, {5}, 10, true));  // the room is full now
  EXPECT_TRUE(answers.Push(0, {0}, 10, true));
  std::thread far([&] { EXPECT_FALSE(answers.Push(7, {7}, 10, true)); });
  answers.Stop();
  far.join();
  EXPECT_FALSE(answers.Push(1, {1}, 1, true));
}

}  // namespace
}  // namespace caveat::scan
