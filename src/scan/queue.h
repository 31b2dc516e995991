// File: src/scan/queue.h
//
// The two bounded queues of a run: jobs out to the threads, and what they made back in the order in which the jobs were
// given out, whichever thread was first.

#ifndef CAVEAT_SCAN_QUEUE_H_
#define CAVEAT_SCAN_QUEUE_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace caveat::scan {

// First in, first out. Thread-safe.
template <class T>
class Queue {
 public:
  explicit Queue(size_t room) : room_(room) {}

  // Waits for room; false once closed.
  bool Push(T value) {
    std::unique_lock lock(mutex_);
    has_room_.wait(lock, [&] { return values_.size() < room_ || closed_; });
    if (closed_) return false;
    values_.push_back(std::move(value));
    lock.unlock();
    has_values_.notify_one();
    return true;
  }
  // Waits for a value; nothing once the queue is closed and empty.
  // With how many were taken before it.
  std::optional<std::pair<uint64_t, T>> Pop() {
    std::unique_lock lock(mutex_);
    has_values_.wait(lock, [&] { return !values_.empty() || closed_; });
    if (values_.empty()) return std::nullopt;
    std::optional<std::pair<uint64_t, T>> out(std::in_place, taken_++, std::move(values_.front()));
    values_.pop_front();
    lock.unlock();
    has_room_.notify_one();
    return out;
  }
  // No more values come.
  void Close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    has_room_.notify_all();
    has_values_.notify_all();
  }

 private:
  const size_t room_;
  std::mutex mutex_;
  std::condition_variable has_room_, has_values_;
  std::deque<T> values_;
  uint64_t taken_ = 0;
  bool closed_ = false;
};

// What was made of job 0, then of job 1, and so on. A job may be answered in several steps. Threads that run far ahead
// wait; the one whose turn it is never does. Thread-safe.
template <class T>
class InOrder {
 public:
  explicit InOrder(size_t room) : room_(room) {}

  // `end`: the job is done. `weight`: of `values`, towards the room. False once stopped.
  bool Push(uint64_t job, std::vector<T> values, size_t weight, bool end) {
    std::unique_lock lock(mutex_);
    has_room_.wait(lock, [&] { return stopped_ || job == turn_ || held_ + weight <= room_ || held_ == 0; });
    if (stopped_) return false;
    Slot& slot = slots_[job];
    slot.values.insert(slot.values.end(), std::make_move_iterator(values.begin()),
                       std::make_move_iterator(values.end()));
    slot.weight += weight;
    slot.end = slot.end || end;
    held_ += weight;
    const bool next = job == turn_;
    lock.unlock();
    if (next) has_next_.notify_one();
    return true;
  }
  // All that is next, or nothing after `wait` when there is none yet; `*done` once all `jobs` (if known) have been
  // taken.
  template <class Duration>
  std::vector<T> Take(Duration wait, bool* done) {
    std::unique_lock lock(mutex_);
    std::vector<T> out;
    const auto ready = [&] {
      const auto at = slots_.find(turn_);
      return stopped_ || (jobs_ && turn_ >= *jobs_) ||
             (at != slots_.end() && (!at->second.values.empty() || at->second.end));
    };
    has_next_.wait_for(lock, wait, ready);
    for (auto at = slots_.find(turn_); at != slots_.end(); at = slots_.find(turn_)) {
      Slot& slot = at->second;
      out.insert(out.end(), std::make_move_iterator(slot.values.begin()), std::make_move_iterator(slot.values.end()));
      slot.values.clear();
      held_ -= std::exchange(slot.weight, 0);
      if (!slot.end) break;
      slots_.erase(at);
      ++turn_;
    }
    *done = stopped_ || (jobs_ && turn_ >= *jobs_);
    lock.unlock();
    has_room_.notify_all();
    return out;
  }
  // How many jobs there are in all.
  void SetJobs(uint64_t jobs) {
    const std::lock_guard lock(mutex_);
    jobs_ = jobs;
    has_next_.notify_one();
  }
  void Stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    has_room_.notify_all();
    has_next_.notify_all();
  }

 private:
  struct Slot {
    std::vector<T> values;
    size_t weight = 0;
    bool end = false;
  };
  const size_t room_;
  std::mutex mutex_;
  std::condition_variable has_room_, has_next_;  // one thread takes
  std::map<uint64_t, Slot> slots_;
  uint64_t turn_ = 0;
  size_t held_ = 0;
  std::optional<uint64_t> jobs_;
  bool stopped_ = false;
};

}  // namespace caveat::scan

#endif  // CAVEAT_SCAN_QUEUE_H_
