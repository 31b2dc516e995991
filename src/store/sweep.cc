#include "store/sweep.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "store/reader.h"

namespace caveat::store {
namespace {

constexpr int64_t kPiece = 256;  // repositories a thread takes at a time

}  // namespace

bool Sweep(const std::string& path, unsigned threads, const std::function<bool(const Swept&)>& visit,
           std::string* error) {
  std::atomic<int64_t> next = 1;
  std::atomic<bool> stop = false;
  std::mutex mutex;
  bool good = true;
  const auto work = [&](unsigned worker) {
    Reader reader;
    bool read = reader.Open(path);
    const int64_t last = read ? reader.last_repository() : 0;
    while (read && !stop) {
      const int64_t first = next.fetch_add(kPiece);
      if (first > last) break;
      read = reader.ForEachTerms(first, std::min(first + kPiece - 1, last),
                                 [&](const model::Model& model, const std::vector<StoredDocument>& documents) {
                                   if (!visit({worker, model, documents})) stop = true;
                                   return !stop;
                                 });
    }
    if (read) return;
    stop = true;
    const std::lock_guard lock(mutex);
    if (good) *error = reader.error();
    good = false;
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(work, i);
  work(0);
  for (std::thread& other : others) other.join();
  return good;
}

}  // namespace caveat::store
