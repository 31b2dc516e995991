// File: src/cli/input.h
//
// Files, folders and standard input as bytes in memory. Only regular files and standard input are read, never more than
// kMaxBytes of one; everything else is an error with its reason and a remedy. Used by one thread.

#ifndef CAVEAT_CLI_INPUT_H_
#define CAVEAT_CLI_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::cli {

inline constexpr size_t kMaxBytes = size_t{64} << 20;

// One thing to read, or why it cannot be.
struct Source {
  std::string path;     // as given, or the folder as given and what lies below it
  std::string error;    // not empty: it cannot be read
  bool walked = false;  // found in a folder, not named by the user
};

// Walks `paths` in the order given. A folder gives the regular files below it, sorted by name; folders whose name
// begins with a dot are passed over, links to files are followed, links to folders are not (so there are no loops). "-"
// is standard input. `visit` returns false to stop.
void ForEachSource(const std::vector<std::string>& paths, const std::function<bool(const Source&)>& visit);

// Reads files into one buffer that is kept.
class Reader {
 public:
  // Opens `path` and reads it; only its first `head` bytes when it is longer than kMaxBytes. False with error() set
  // when it cannot be read.
  bool Open(const std::string& path, size_t head);
  // Reads on up to kMaxBytes in all.
  bool ReadRest();
  void Close();
  ~Reader() { Close(); }

  std::string_view bytes() const { return {buffer_.data(), used_}; }
  // There is more than kMaxBytes.
  bool truncated() const { return truncated_; }
  // Size of the file; for standard input what was read.
  uint64_t size() const { return size_; }
  const std::string& error() const { return error_; }

 private:
  bool ReadUpTo(size_t limit);

  std::string buffer_;  // grows, never shrinks
  size_t used_ = 0;
  uint64_t size_ = 0;
  int fd_ = -1;
  bool standard_input_ = false;
  bool truncated_ = false;
  std::string error_;
};

// All of a small file; false and `error` when it cannot be read or is longer than kMaxBytes.
bool ReadFile(const std::string& path, std::string* content, std::string* error);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_INPUT_H_
