// File: src/hub/folder.h
//
// A repository that lies in a folder: plain, made by `hf download --local-dir`, by ModelScope or by `git clone`; one
// snapshot of the Hub's cache; or a few weights files that belong together. Links to files are followed, links to
// folders are not.

#ifndef CAVEAT_HUB_FOLDER_H_
#define CAVEAT_HUB_FOLDER_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hub/listing.h"
#include "hub/source.h"

namespace caveat::hub {

// Contents by device and inode: a blob that several snapshots link to is read once.
using BlobCache = std::map<std::pair<uint64_t, uint64_t>, std::string>;

// The files of one folder and of those below it.
class FolderFiles {
 public:
  // `path`: the folder. With `only`, just these names right in it.
  FolderFiles(std::string path, Limits limits) : path_(std::move(path)), limits_(limits) {}
  // The folder itself, which is open already: saves opening it again.
  void Keep(Fd folder) { folder_ = std::move(folder); }

  // Lists and stats; adds all to `stamp`. False: the folder itself cannot be opened.
  bool Look(const std::vector<Entry>* top, const std::vector<std::string>* only, Stamper* stamp,
            const OnProblem& problem);
  // The files with the contents that are wished for; after Look, which leaves the folder open.
  std::vector<model::File> Read(BlobCache* blobs = nullptr) const;

 private:
  struct Listed {
    std::string path;
    uint64_t size = 0, device = 0, inode = 0;
    std::string error;
  };
  void LookInto(int folder, const std::string& prefix, const std::vector<Entry>& entries, uint32_t depth,
                Stamper* stamp, const OnProblem& problem);
  void AddFile(int folder, const std::string& prefix, const Entry& entry, Stamper* stamp);

  std::string path_;
  Limits limits_;
  Fd folder_;
  std::vector<Listed> files_;
  bool full_ = false;
};

// A Piece of one repository.
class FolderPiece : public Piece {
 public:
  // `root`: what the user named; `below`: the folder below it, "" for the root; `top`: its entries, sorted, if known.
  FolderPiece(std::string root, std::string below, std::vector<Entry> top, const Limits& limits);
  // Only these files of the folder, as a repository named by its first file.
  void Only(std::vector<std::string> names, model::Layout layout);
  // The folder, open, and who counts the open ones: it is closed with this piece.
  void Keep(Fd folder, std::shared_ptr<void> counted);

  void Read(const std::function<bool(Found)>& visit, const OnProblem& problem) override;
  Stamp Look() override;
  std::optional<std::string> Id() override;

 private:
  void Identify(model::Repository* repository) const;

  std::string root_, below_;
  std::vector<Entry> top_;
  std::vector<std::string> only_;
  model::Layout layout_ = model::Layout::kDirectory;
  std::shared_ptr<void> counted_;
  FolderFiles files_;  // closed before it is counted
  std::vector<Problem> problems_;
  bool looked_ = false, open_ = false;
  Stamp stamp_;
};

// Folders inside a repository that are no part of it.
bool IsSideFolder(std::string_view name);

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_FOLDER_H_
