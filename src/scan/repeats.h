// File: src/scan/repeats.h
//
// Answers for texts that repeat, by SHA-256, for one thread: cards made from one template, licences in a column of
// texts. Holds at most about `budget` bytes; what has not been asked for longest is forgotten.

#ifndef CAVEAT_SCAN_REPEATS_H_
#define CAVEAT_SCAN_REPEATS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace caveat::scan {

class Repeats {
 public:
  explicit Repeats(size_t budget) : budget_(budget / 2) {}

  // Null if it is not known; valid until the next call. O(1).
  const std::string* Find(const std::string& sha256);
  const std::string& Add(const std::string& sha256, std::string answer);

 private:
  // Two generations: what is asked for moves to the young one, and the old one goes as a whole.
  using Answers = std::unordered_map<std::string, std::string>;
  const size_t budget_;
  Answers young_, old_;
  size_t bytes_ = 0;  // of the young ones
};

}  // namespace caveat::scan

#endif  // CAVEAT_SCAN_REPEATS_H_
