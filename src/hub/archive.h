// File: src/hub/archive.h
//
// Repositories inside a tar, zip or 7z archive, packed or not. Read twice from the beginning to the end: once for the
// names, which tell what is where, once for the documents; nothing is unpacked to disk. A repository is given as soon
// as its last document has gone by.

#ifndef CAVEAT_HUB_ARCHIVE_H_
#define CAVEAT_HUB_ARCHIVE_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/source.h"

namespace caveat::hub {

// A regular file of an archive as it goes by.
struct Member {
  std::string path;  // without "./", "/" at the beginning and ".." anywhere
  uint64_t size = 0;
  // Its first bytes, at least `limit` where it has them; valid during the call.
  std::function<bool(uint64_t limit, std::string* bytes, std::string* error)> read;
};

// Every regular file of an archive on disk, or of `bytes` where the path is empty. False with an error when it cannot
// be read to its end, or is larger than the limits allow.
bool ForEachMember(const std::string& path, std::string_view bytes, const Limits& limits,
                   const std::function<bool(const Member&)>& visit, std::string* error);

class ArchivePiece : public Piece {
 public:
  // `below`: the archive below the root; empty: the root is the archive.
  ArchivePiece(std::string root, std::string below, const Limits& limits);
  void Read(const std::function<bool(Found)>& visit, const OnProblem& problem) override;
  Stamp Look() override;

 private:
  std::string path_;
  Limits limits_;
};

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_ARCHIVE_H_
