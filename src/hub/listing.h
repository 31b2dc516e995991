// File: src/hub/listing.h
//
// Folders and files by system calls: names with their kinds straight from getdents64 (std::filesystem takes half as
// long again), contents in one read. Every function is thread-safe.

#ifndef CAVEAT_HUB_LISTING_H_
#define CAVEAT_HUB_LISTING_H_

#include <sys/stat.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hub/source.h"

namespace caveat::hub {

enum class Kind : uint8_t { kFile, kFolder, kLink, kOther };

struct Entry {
  std::string name;
  Kind kind = Kind::kOther;
};

// A file descriptor that closes itself.
class Fd {
 public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  ~Fd();
  Fd(Fd&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  Fd& operator=(Fd&& other) noexcept;
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_;
};

// What errno says, in plain words.
std::string Reason(int error);

// Opens a folder; `at` is a folder's descriptor or AT_FDCWD. Links are followed only with `follow`.
Fd OpenFolder(int at, const std::string& path, bool follow);

// The names in an open folder, sorted by bytes, without "." and "..". False: only a part could be listed, errno says
// why.
bool List(int folder, std::vector<Entry>* entries);

// The same for a path. An empty `error` tells success.
bool ListPath(const std::string& path, std::vector<Entry>* entries, std::string* error);

const Entry* FindEntry(const std::vector<Entry>& sorted, std::string_view name);

// At most `limit` bytes of a regular file, from `offset` on. False with `error` when it cannot be read. Follows links;
// opens nothing but regular files (what was a file when it was listed may be a pipe by now).
bool ReadHead(int at, const std::string& path, uint64_t limit, std::string* bytes, uint64_t* size, std::string* error);
bool ReadSmall(const std::string& path, uint64_t limit, std::string* bytes);

std::string Join(std::string_view folder, std::string_view name);

// Hashes what is put in. Not for secrets: XXH3.
class Stamper {
 public:
  Stamper();
  ~Stamper();
  Stamper(const Stamper&) = delete;
  Stamper& operator=(const Stamper&) = delete;
  void Add(std::string_view bytes);  // with its length
  void Add(uint64_t number);
  void Add(const struct stat& info);  // device, inode, size, time of the last change of content
  Stamp Finish() const;

 private:
  void* state_;
};
Stamp StampOf(std::string_view bytes);

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_LISTING_H_
