#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "scan/cache.h"
#include "scan/queue.h"

namespace caveat::scan {
namespace {

TEST(ContentCacheThreads, WhoAsksMeanwhileWaits) {
  ContentCache cache(1 << 20);
  std::atomic<int> made_count = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        bool made = false;
        const auto answer = cache.Get(
            std::to_string(i),
            [&] {
              ++made_count;
              auto content = std::make_shared<Content>();
              content->document.bytes = static_cast<uint64_t>(i);
              return content;
            },
            &made);
        EXPECT_EQ(answer->document.bytes, static_cast<uint64_t>(i));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(made_count, 200);
}

TEST(InOrderThreads, ManyThreadsOneOrder) {
  Queue<int> jobs(4);
  InOrder<int> answers(16);
  std::thread giver([&] {
    for (int i = 0; i < 500; ++i) jobs.Push(i);
    answers.SetJobs(500);
    jobs.Close();
  });
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      while (auto job = jobs.Pop()) answers.Push(job->first, {job->second}, 3, true);
    });
  }
  std::vector<int> all;
  for (bool done = false; !done;) {
    for (const int value : answers.Take(std::chrono::milliseconds(10), &done)) all.push_back(value);
  }
  giver.join();
  for (std::thread& thread : threads) thread.join();
  ASSERT_EQ(all.size(), 500u);
  for (int i = 0; i < 500; ++i) EXPECT_EQ(all[static_cast<size_t>(i)], i);
}

}  // namespace
}  // namespace caveat::scan
