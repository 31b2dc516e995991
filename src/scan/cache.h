// File: src/scan/cache.h
//
// What is known of texts that repeat, by SHA-256: each is made once, and whoever asks meanwhile waits for it. Holds at
// most about `budget` bytes; what has not been asked for longest is forgotten. Thread-safe.

#ifndef CAVEAT_SCAN_CACHE_H_
#define CAVEAT_SCAN_CACHE_H_

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "caveat.h"
#include "model/card_notes.h"

namespace caveat::scan {

// A pure function of the bytes of a text, whatever repository they stand in.
struct Content {
  Document document;
  std::shared_ptr<const model::CardNotes> notes;  // of a card
};

class ContentCache {
 public:
  using Answer = std::shared_ptr<const Content>;
  explicit ContentCache(size_t budget) : budget_(budget / kParts / 2) {}

  // `*made`: it was not there.
  Answer Get(const std::string& sha256, const std::function<Answer()>& make, bool* made);
  // Something was forgotten: it may be in the store.
  bool forgot() const { return forgot_; }

 private:
  static constexpr size_t kParts = 16;
  struct Slot {
    Answer answer;  // null while it is being made
  };
  using Slots = std::unordered_map<std::string, std::shared_ptr<Slot>>;
  // Two generations: what is asked for moves to the young one, and the old one goes as a whole.
  struct Part {
    std::mutex mutex;
    std::condition_variable ready;
    Slots young, old;
    size_t bytes = 0;  // of the young ones
  };

  const size_t budget_;
  std::array<Part, kParts> parts_;
  std::atomic<bool> forgot_ = false;
};

}  // namespace caveat::scan

#endif  // CAVEAT_SCAN_CACHE_H_
