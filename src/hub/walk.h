// File: src/hub/walk.h
//
// The Source: walks a root of any layout, many mixed in one tree, and gives its Pieces in an order that depends on
// names alone. One thread; memory is that of the folders on the way down.

#ifndef CAVEAT_HUB_WALK_H_
#define CAVEAT_HUB_WALK_H_

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hub/dump.h"
#include "hub/listing.h"
#include "hub/source.h"

namespace caveat::hub {

struct WalkOptions {
  Limits limits;
  std::string git_ref;     // of git repositories without a working tree; empty: HEAD
  Columns columns;         // of dumps
  Spool* spool = nullptr;  // of standard input, to read it twice
  // Whether to go into a folder at all; empty: into each.
  std::function<bool(std::string_view below)> enter;
  // Whether what lies under this key was read to its end before with this stamp; then a dump is not opened.
  std::function<bool(std::string_view key, const Stamp& stamp)> known;
};

class Walk {
 public:
  // `root`: a folder, an archive, a dump, a weights file, or "-" for a dump on standard input.
  Walk(std::string root, WalkOptions options, OnProblem problem);
  ~Walk();
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;

  // The next Piece, or null at the end.
  std::unique_ptr<Piece> Next();

  // Keys (and beginnings of keys) below which something could not be listed: what was there may still be.
  const std::vector<std::string>& unlisted() const { return unlisted_; }
  // Links to folders that were not followed.
  uint64_t links() const { return links_; }
  uint64_t folders() const { return folders_; }

 private:
  struct Level {
    std::string below;  // the folder, "" for the root
    std::vector<Entry> entries;
    size_t next = 0;
    double from = 0, to = 1;  // the part of the whole that it stands for
    uint32_t depth = 0;
  };

  void Start();
  void Enter(const std::string& below, std::string_view name, uint32_t depth, double from, double to);
  void File(const std::string& below, const Entry& entry);
  void Give(std::unique_ptr<Piece> piece);
  void Fail(const std::string& below, const std::string& reason);
  double Share() const;
  std::shared_ptr<void> CountOpen();

  std::string root_;
  WalkOptions options_;
  OnProblem problem_;
  std::vector<Level> stack_;
  std::deque<std::unique_ptr<Piece>> ready_;
  std::unique_ptr<DumpReader> dump_;
  std::vector<std::string> unlisted_;
  std::shared_ptr<std::atomic<int>> open_ = std::make_shared<std::atomic<int>>(0);
  uint64_t links_ = 0, folders_ = 0;
  bool started_ = false;
};

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_WALK_H_
