#include "hub/archive.h"

#include <algorithm>
#include <map>
#include <memory>

#include "hub/fill.h"
#include "hub/folder.h"
#include "hub/layout.h"
#include "hub/libarchive.h"
#include "model/roles.h"

namespace caveat::hub {
namespace {

constexpr size_t kReadBlock = 256 << 10;
constexpr uint64_t kFreeBytes = 64 << 20;  // unpacked before the ratio matters
constexpr size_t kMaxPath = 4096;

struct Closer {
  void operator()(archive* a) const { LibArchive().archive_read_free(a); }
};

// A path that stays where it is put; empty for what is none.
std::string CleanPath(std::string_view path) {
  std::string out;
  if (path.size() > kMaxPath) return out;
  while (!path.empty()) {
    const size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part == "..") return "";
    out = Join(out, part);
  }
  return out;
}

// The folders of an archive, built from the paths of its files.
struct Node {
  std::map<std::string, Node, std::less<>> folders;
  std::vector<std::pair<std::string, uint64_t>> files;
};

std::vector<Entry> EntriesOf(const Node& node) {
  std::vector<Entry> entries;
  for (const auto& [name, child] : node.folders) entries.push_back({name, Kind::kFolder});
  for (const auto& [name, size] : node.files) entries.push_back({name, Kind::kFile});
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

// A repository of the archive while its documents are awaited.
struct Open {
  std::string inner;  // folder inside the archive
  model::Repository repository;
  std::map<std::string, size_t, std::less<>> files;  // by path inside the archive
  size_t awaited = 0;
  uint64_t held = 0;
};

class Reading {
 public:
  Reading(const std::string& path, const Limits& limits, const std::function<bool(Found)>& visit,
          const OnProblem& problem)
      : path_(path), limits_(limits), visit_(visit), problem_(problem) {}

  void Run() {
    std::string error;
    if (!ForEachMember(
            path_, {}, limits_, [&](const Member& member) { return Name(member); }, &error))
      problem_({path_, error});
    Find(root_, "", 0);
    root_ = {};
    for (size_t i = 0; i < open_.size() && going_; ++i) {
      if (open_[i].awaited == 0) Give(&open_[i]);
    }
    const std::string first = error;
    if (going_ &&
        !ForEachMember(
            path_, {}, limits_, [&](const Member& member) { return Document(member); }, &error) &&
        error != first)
      problem_({path_, error});
    for (Open& open : open_) {  // those whose documents never came
      if (!going_ || open.awaited == 0) continue;
      for (model::File& file : open.repository.files) {
        if (file.content != model::Content::kListed || model::WishFor(file.path, file.size) == 0) continue;
        file.content = model::Content::kUnread;
        file.error = "the archive ends before it";
      }
      Give(&open);
    }
  }

 private:
  bool Name(const Member& member) {
    Node* node = &root_;
    std::string_view rest = member.path;
    for (size_t slash; (slash = rest.find('/')) != std::string_view::npos; rest.remove_prefix(slash + 1)) {
      const std::string_view part = rest.substr(0, slash);
      const auto at = node->folders.find(part);
      node = at != node->folders.end() ? &at->second : &node->folders[std::string(part)];
    }
    node->files.emplace_back(std::string(rest), member.size);
    return true;
  }

  void Find(const Node& node, const std::string& inner, uint32_t depth) {
    if (depth >= limits_.folder_depth)
      return problem_({path_, "folders are nested deeper than " + std::to_string(limits_.folder_depth)});
    const std::vector<Entry> entries = EntriesOf(node);
    const FolderIs kind = WhatIs(entries, depth, [&](const std::string& child) {
      const Node* at = &node;
      for (std::string_view rest = child; at != nullptr && !rest.empty();) {
        const size_t slash = std::min(rest.find('/'), rest.size());
        const auto found = at->folders.find(rest.substr(0, slash));
        at = found == at->folders.end() ? nullptr : &found->second;
        rest.remove_prefix(std::min(slash + 1, rest.size()));
      }
      return at == nullptr ? std::vector<Entry>() : EntriesOf(*at);
    });
    if (kind == FolderIs::kRepository)
      return Add(
          inner, [&](Open* open) { AddAll(node, "", open); }, true);
    std::vector<std::vector<std::string>> groups;
    if (kind == FolderIs::kLoose) {
      for (LooseModel& model : LooseModels(entries)) groups.push_back(std::move(model.names));
    } else if (std::vector<std::string> stray = StrayDocuments(entries); !stray.empty()) {
      groups.push_back(std::move(stray));
    }
    for (const std::vector<std::string>& names : groups) {
      Add(
          inner,
          [&](Open* open) {
            for (const auto& [name, size] : node.files) {
              if (std::find(names.begin(), names.end(), name) != names.end()) AddOne(name, size, open);
            }
          },
          false);
    }
    for (const auto& [name, size] : node.files) {
      if (IsArchiveName(name)) problem_({path_, "an archive inside an archive is left out: " + Join(inner, name)});
    }
    for (const auto& [name, child] : node.folders) {
      if (!IsSideFolder(name)) Find(child, Join(inner, name), depth + 1);
    }
  }

  void Add(const std::string& inner, const std::function<void(Open*)>& fill, bool complete) {
    const size_t at = open_.size();
    open_.emplace_back();
    Open* open = &open_.back();
    open->inner = inner;
    open->repository.layout = model::Layout::kArchive;
    open->repository.paths_complete = complete;
    if (complete) open->repository.id = IdOf(inner);
    fill(open);
    SortFiles(&open->repository);
    for (size_t i = 0; i < open->repository.files.size(); ++i) {
      const model::File& file = open->repository.files[i];
      if (model::WishFor(file.path, file.size) == 0) continue;
      if (where_.emplace(Join(inner, file.path), std::pair(at, i)).second) ++open->awaited;
    }
  }

  void AddOne(const std::string& path, uint64_t size, Open* open) {
    if (open->repository.files.size() >= limits_.files) {
      open->repository.paths_complete = false;
      return;
    }
    model::File& file = open->repository.files.emplace_back();
    file.path = path;
    file.size = size;
    file.size_known = true;
  }

  void AddAll(const Node& node, const std::string& prefix, Open* open) {
    for (const auto& [name, size] : node.files) AddOne(prefix + name, size, open);
    for (const auto& [name, child] : node.folders) {
      if (!IsSideFolder(name)) AddAll(child, prefix + name + "/", open);
    }
  }

  // org/name inside the archive, or with the archive's own path where the folders inside do not tell.
  std::string IdOf(const std::string& inner) const {
    if (inner.find('/') != std::string::npos) return IdFromPath("/" + inner);
    const size_t slash = path_.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : path_.substr(0, slash);
    return IdFromPath(Join(folder, inner.empty() ? std::string(WithoutArchiveEnding(path_.substr(slash + 1))) : inner));
  }

  bool Document(const Member& member) {
    const auto at = where_.find(member.path);
    if (at == where_.end()) return going_;
    Open& open = open_[at->second.first];
    model::File& file = open.repository.files[at->second.second];
    if (file.content != model::Content::kListed) return going_;  // a second member of this name
    Fill(
        [&](uint64_t limit, std::string* bytes, uint64_t* size, std::string* error) {
          *size = member.size;
          if (held_ + std::min(limit, member.size) > limits_.archive_documents) {
            *error = "too many documents of the archive are open at once";
            return false;
          }
          return member.read(limit, bytes, error);
        },
        &file);
    open.held += file.bytes.size();
    held_ += file.bytes.size();
    if (--open.awaited == 0) Give(&open);
    return going_;
  }

  void Give(Open* open) {
    Found found;
    found.key = open->inner;
    found.repository = std::move(open->repository);
    found.repository.path = Join(path_, open->inner);
    if (!found.repository.paths_complete && !found.repository.files.empty()) {
      found.key = Join(open->inner, found.repository.files.front().path);
      found.repository.path = Join(path_, found.key);
    }
    held_ -= open->held;
    open->repository = {};
    open->awaited = 0;
    going_ = going_ && visit_(std::move(found));
  }

  const std::string& path_;
  const Limits& limits_;
  const std::function<bool(Found)>& visit_;
  const OnProblem& problem_;
  Node root_;
  std::vector<Open> open_;
  std::map<std::string, std::pair<size_t, size_t>, std::less<>> where_;  // path inside the archive: repository, file
  uint64_t held_ = 0;
  bool going_ = true;
};

}  // namespace

bool ForEachMember(const std::string& path, std::string_view bytes, const Limits& limits,
                   const std::function<bool(const Member&)>& visit, std::string* error) {
  if (!LibArchive().there) {
    *error = "archives cannot be read: libarchive is not there";
    return false;
  }
  const std::unique_ptr<archive, Closer> a(LibArchive().archive_read_new());
  LibArchive().archive_read_support_filter_all(a.get());
  LibArchive().archive_read_support_format_tar(a.get());
  LibArchive().archive_read_support_format_zip(a.get());
  LibArchive().archive_read_support_format_7zip(a.get());
  const int opened = path.empty() ? LibArchive().archive_read_open_memory(a.get(), bytes.data(), bytes.size())
                                  : LibArchive().archive_read_open_filename(a.get(), path.c_str(), kReadBlock);
  const auto reason = [&] {
    const char* text = LibArchive().archive_error_string(a.get());
    return std::string("the archive cannot be read: ") + (text != nullptr ? text : "damaged");
  };
  if (opened != ARCHIVE_OK) {
    *error = reason();
    return false;
  }
  uint64_t entries = 0, unpacked = 0;
  archive_entry* entry = nullptr;
  for (int status; (status = LibArchive().archive_read_next_header(a.get(), &entry)) != ARCHIVE_EOF;) {
    if (status < ARCHIVE_WARN) {
      *error = reason();
      return false;
    }
    if (++entries > limits.archive_entries) {
      *error = "more than " + std::to_string(limits.archive_entries) + " entries; the rest is left out";
      return false;
    }
    if (LibArchive().archive_entry_filetype(entry) != AE_IFREG || LibArchive().archive_entry_hardlink(entry) != nullptr)
      continue;
    const char* name = LibArchive().archive_entry_pathname(entry);
    Member member;
    member.path = CleanPath(name != nullptr ? name : "");
    if (member.path.empty()) continue;
    member.size = LibArchive().archive_entry_size_is_set(entry)
                      ? static_cast<uint64_t>(std::max<la_int64_t>(LibArchive().archive_entry_size(entry), 0))
                      : 0;
    unpacked += member.size;
    const auto packed = static_cast<uint64_t>(std::max<la_int64_t>(LibArchive().archive_filter_bytes(a.get(), -1), 1));
    if (unpacked > limits.archive_bytes || (LibArchive().archive_filter_count(a.get()) > 1 && unpacked > kFreeBytes &&
                                            unpacked / limits.archive_ratio > packed)) {
      *error = "it unpacks to too much (" + std::to_string(unpacked >> 20) + " MiB); the rest is left out";
      return false;
    }
    // What goes by is kept: a header may be asked for again, with more of it.
    std::string gone_by;
    member.read = [&](uint64_t limit, std::string* out, std::string* why) {
      *out = std::move(gone_by);
      size_t used = out->size();
      out->resize(std::max<size_t>(std::min(limit, member.size), used));
      while (used < out->size()) {
        const la_ssize_t n = LibArchive().archive_read_data(a.get(), out->data() + used, out->size() - used);
        if (n < 0) {
          *why = reason();
          out->clear();
          return false;
        }
        if (n == 0) break;
        used += static_cast<size_t>(n);
      }
      out->resize(used);
      gone_by = *out;
      return true;
    };
    if (!visit(member)) return true;
  }
  return true;
}

ArchivePiece::ArchivePiece(std::string root, std::string below, const Limits& limits)
    : path_(Join(root, below)), limits_(limits) {
  key = std::move(below);
  many = true;
}

Stamp ArchivePiece::Look() {
  Stamper stamp;
  struct stat info;
  if (stat(path_.c_str(), &info) == 0) stamp.Add(info);
  return stamp.Finish();
}

void ArchivePiece::Read(const std::function<bool(Found)>& visit, const OnProblem& problem) {
  Reading(path_, limits_, visit, problem).Run();
}

}  // namespace caveat::hub
