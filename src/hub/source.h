// File: src/hub/source.h
//
// Where repositories come from. A Source walks what the user named and gives one Piece after the other, always in the
// same order: a model folder, a folder of a cache, an archive, a part of a dump. A Piece can then be looked at (which
// reads no file) or read, on any thread:
//
//   hub::Walk walk(root, options, [](hub::Problem p) { ... });
//   while (std::unique_ptr<hub::Piece> piece = walk.Next())
//     piece->Read([](hub::Found found) { ...found.repository...; return true; }, problem);
//
// Nothing here judges: of each file only so much is read as model::WishFor asks for.

#ifndef CAVEAT_HUB_SOURCE_H_
#define CAVEAT_HUB_SOURCE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "model/repository.h"

namespace caveat::hub {

// Something that could not be read, or was left out, with its reason.
struct Problem {
  std::string path, reason;
};
using OnProblem = std::function<void(Problem)>;

// 128 bits that change when what they were made of does. Both zero: unknown.
struct Stamp {
  uint64_t high = 0, low = 0;
  bool operator==(const Stamp&) const = default;
};

// What is too much. What lies beyond is left out, and a Problem says so.
struct Limits {
  uint64_t files = 1'000'000;                   // of one repository
  uint64_t archive_entries = 50'000'000;        // of one archive
  uint64_t archive_ratio = 2'000;               // bytes unpacked for one byte of the archive, past the first 64 MiB
  uint64_t archive_bytes = uint64_t{16} << 40;  // unpacked, of one archive
  uint64_t archive_documents = uint64_t{256} << 20;  // bytes of documents held in memory at once, of one archive
  uint32_t folder_depth = 64;
};

// A repository that a Piece holds.
struct Found {
  std::string key;  // within the piece: stays the same from run to run; empty where the piece holds only one
  model::Repository repository;
};

class Piece {
 public:
  virtual ~Piece() = default;
  // Calls `visit` for each repository, in an order that never changes, until it returns false. Errors of single files
  // stand in the repositories (Content::kUnread); `problem` is told about all that belongs to none.
  virtual void Read(const std::function<bool(Found)>& visit, const OnProblem& problem) = 0;
  // Device, inode, size and times of all that Read would open, hashed.
  virtual Stamp Look() = 0;
  // The id of its repositories where that can be told without reading any; nothing: it has to be read.
  virtual std::optional<std::string> Id() { return std::nullopt; }

  std::string key;    // its path below the root, empty for the root itself; the same from run to run
  bool many = false;  // it may hold more than one repository
  uint32_t part = 0;  // pieces of one dump have the same key and follow each other
  bool last = true;   // no other part follows
  double share = 0;   // how much of the source had been walked when it was found, 0 to 1
};

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_SOURCE_H_
