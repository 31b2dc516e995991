#include "hub/folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "hub/fill.h"
#include "model/roles.h"

namespace caveat::hub {
namespace {

constexpr uint64_t kMaxSideFile = 1 << 20;
constexpr uint64_t kMaxTree = 64 << 20;

std::string_view FirstLine(std::string_view text) {
  text = text.substr(0, text.find('\n'));
  while (text.ends_with('\r') || text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool IsCommit(std::string_view text) {
  return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Of `.git` in a working tree: where it was cloned from, and the commit that is checked out.
void ReadGitFolder(const std::string& git, model::Repository* repository) {
  std::string text;
  if (ReadSmall(Join(git, "config"), kMaxSideFile, &text)) {
    size_t at = text.find("[remote \"origin\"]");
    if (at != std::string::npos) at = text.find("url", at);
    if (at != std::string::npos) {
      at = text.find_first_not_of(" \t=", at + 3);
      if (at != std::string::npos) repository->id = IdFromUrl(FirstLine(std::string_view(text).substr(at)));
    }
  }
  if (!ReadSmall(Join(git, "HEAD"), kMaxSideFile, &text)) return;
  std::string_view head = FirstLine(text);
  if (!head.starts_with("ref: ")) {
    if (IsCommit(head)) repository->revision = head;
    return;
  }
  const std::string ref(head.substr(5));
  if (ref.find("..") != std::string::npos) return;
  if (ReadSmall(Join(git, ref), kMaxSideFile, &text) && IsCommit(FirstLine(text))) {
    repository->revision = FirstLine(text);
  } else if (ReadSmall(Join(git, "packed-refs"), kMaxTree, &text)) {
    const size_t at = text.find(" " + ref + "\n");
    if (at != std::string::npos && at >= 40 && IsCommit(std::string_view(text).substr(at - 40, 40)))
      repository->revision = text.substr(at - 40, 40);
  }
}

// Side files of `hf download --local-dir`: the commit of the card, or of the first file that has one.
std::string LocalDirRevision(const std::string& side) {
  const std::string downloads = Join(side, "download");
  std::string text;
  if (ReadSmall(Join(downloads, "README.md.metadata"), kMaxSideFile, &text) && IsCommit(FirstLine(text)))
    return std::string(FirstLine(text));
  std::vector<Entry> entries;
  std::string error;
  ListPath(downloads, &entries, &error);
  for (const Entry& entry : entries) {
    if (entry.name.ends_with(".metadata") && ReadSmall(Join(downloads, entry.name), kMaxSideFile, &text) &&
        IsCommit(FirstLine(text)))
      return std::string(FirstLine(text));
  }
  return "";
}

// ModelScope's `.mdl` is a pickle, which is never run: the id is the one printable text in it with a single slash.
std::string ModelScopeId(std::string_view pickle) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '/';
  };
  for (size_t at = 0; at < pickle.size();) {
    size_t end = at;
    while (end < pickle.size() && plain(pickle[end])) ++end;
    const std::string_view word = pickle.substr(at, end - at);
    const size_t slash = word.find('/');
    if (slash != std::string_view::npos && slash > 0 && slash + 1 < word.size() && word.rfind('/') == slash)
      return std::string(word);
    at = end + 1;
  }
  return "";
}

// "Qwen2___5-7B": a dot cannot stand in a name there.
std::string WithDots(std::string text) {
  for (size_t at = 0; (at = text.find("___", at)) != std::string::npos;) text.replace(at, 3, ".");
  return text;
}

}  // namespace

bool IsSideFolder(std::string_view name) {
  return name == ".git" || name == ".cache" || name == "._____temp" || name == ".locks" || name == ".no_exist" ||
         name == ".huggingface";
}

bool FolderFiles::Look(const std::vector<Entry>* top, const std::vector<std::string>* only, Stamper* stamp,
                       const OnProblem& problem) {
  files_.clear();
  if (!folder_) folder_ = OpenFolder(AT_FDCWD, path_, true);
  std::vector<Entry> listed;
  if (!folder_ || (top == nullptr && !List(folder_.get(), &listed))) {
    problem({path_, Reason(errno)});
    if (!folder_) return false;
  }
  const std::vector<Entry>& entries = top != nullptr ? *top : listed;
  if (only != nullptr) {
    for (const std::string& name : *only) AddFile(folder_.get(), "", {name, Kind::kLink}, stamp);
  } else {
    LookInto(folder_.get(), "", entries, 0, stamp, problem);
  }
  return true;
}

void FolderFiles::AddFile(int folder, const std::string& prefix, const Entry& entry, Stamper* stamp) {
  struct stat info;
  Listed file;
  file.path = prefix + entry.name;
  stamp->Add(file.path);
  // A regular file is no link: asking for the link itself saves nothing, following is right for both.
  if (fstatat(folder, entry.name.c_str(), &info, 0) != 0) {
    file.error = Reason(errno);
    stamp->Add(file.error);
  } else if (!S_ISREG(info.st_mode)) {
    return;  // a link to a folder
  } else {
    file.size = static_cast<uint64_t>(info.st_size);
    file.device = info.st_dev;
    file.inode = info.st_ino;
    stamp->Add(info);
  }
  files_.push_back(std::move(file));
}

void FolderFiles::LookInto(int folder, const std::string& prefix, const std::vector<Entry>& entries, uint32_t depth,
                           Stamper* stamp, const OnProblem& problem) {
  for (const Entry& entry : entries) {
    if (files_.size() >= limits_.files) {
      if (!full_) problem({path_, "more than " + std::to_string(limits_.files) + " files; the rest is left out"});
      full_ = true;
      return;
    }
    if (entry.kind == Kind::kFile || entry.kind == Kind::kLink) {
      if (!entry.name.ends_with(".incomplete")) AddFile(folder, prefix, entry, stamp);
    } else if (entry.kind == Kind::kFolder && !IsSideFolder(entry.name)) {
      const std::string below = prefix + entry.name;
      if (depth + 1 >= limits_.folder_depth) {
        problem({Join(path_, below), "folders are nested deeper than " + std::to_string(limits_.folder_depth)});
        continue;
      }
      const Fd child = OpenFolder(folder, entry.name, false);
      std::vector<Entry> inner;
      if (!child || !List(child.get(), &inner)) {
        problem({Join(path_, below), Reason(errno)});
        stamp->Add(below);
        if (!child) continue;
      }
      LookInto(child.get(), below + "/", inner, depth + 1, stamp, problem);
    }
  }
}

std::vector<model::File> FolderFiles::Read(BlobCache* blobs) const {
  std::vector<model::File> out;
  out.reserve(files_.size());
  for (const Listed& listed : files_) {
    model::File& file = out.emplace_back();
    file.path = listed.path;
    file.size = listed.size;
    file.size_known = listed.error.empty();
    if (!listed.error.empty()) {
      if (model::WishFor(file.path, 0) > 0 || model::WishFor(file.path, 1) > 0) {
        file.content = model::Content::kUnread;
        file.error = listed.error;
      }
      continue;
    }
    Fill(
        [&](uint64_t limit, std::string* bytes, uint64_t* size, std::string* error) {
          std::string* blob = nullptr;
          if (blobs != nullptr) {
            blob = &(*blobs)[{listed.device, listed.inode}];
            const uint64_t want = std::min(limit, listed.size);
            if (!blob->empty() && blob->size() >= want) {
              bytes->assign(*blob, 0, want);
              *size = listed.size;
              return true;
            }
          }
          if (!ReadHead(folder_.get(), listed.path, limit, bytes, size, error)) return false;
          if (blob != nullptr) *blob = *bytes;
          return true;
        },
        &file);
  }
  std::sort(out.begin(), out.end(), [](const model::File& a, const model::File& b) { return a.path < b.path; });
  return out;
}

FolderPiece::FolderPiece(std::string root, std::string below, std::vector<Entry> top, const Limits& limits)
    : root_(std::move(root)), below_(std::move(below)), top_(std::move(top)), files_(Join(root_, below_), limits) {
  key = below_;
}

void FolderPiece::Only(std::vector<std::string> names, model::Layout layout) {
  only_ = std::move(names);
  layout_ = layout;
  key = Join(below_, only_.front());
}

void FolderPiece::Keep(Fd folder, std::shared_ptr<void> counted) {
  files_.Keep(std::move(folder));
  counted_ = std::move(counted);
}

Stamp FolderPiece::Look() {
  if (looked_) return stamp_;
  looked_ = true;
  Stamper stamp;
  open_ = files_.Look(top_.empty() ? nullptr : &top_, only_.empty() ? nullptr : &only_, &stamp,
                      [&](Problem p) { problems_.push_back(std::move(p)); });
  // Where identity and revision come from.
  const std::string folder = Join(root_, below_);
  for (const char* side : {".git", ".cache"}) {
    if (FindEntry(top_, side) == nullptr) continue;
    for (const char* name : {"HEAD", "config", "huggingface/download"}) {
      struct stat info;
      if (stat(Join(Join(folder, side), name).c_str(), &info) == 0) stamp.Add(info);
    }
  }
  stamp_ = stamp.Finish();
  return stamp_;
}

void FolderPiece::Identify(model::Repository* repository) const {
  const std::string folder = Join(root_, below_);
  repository->layout = layout_;
  if (layout_ != model::Layout::kDirectory) {  // loose weights: the folder may be anything
    return;
  }
  repository->id = IdFromPath("/" + below_);
  if (below_.find('/') == std::string::npos) repository->id.clear();
  const auto has = [&](std::string_view name) { return FindEntry(top_, name) != nullptr; };
  if (has(".git")) ReadGitFolder(Join(folder, ".git"), repository);
  if (has(".cache")) {
    const std::string side = Join(folder, ".cache/huggingface");
    struct stat info;
    if (stat(side.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) {
      repository->layout = model::Layout::kHfLocalDir;
      if (repository->revision.empty()) repository->revision = LocalDirRevision(side);
      std::string tree;
      if (!repository->revision.empty() &&
          ReadSmall(Join(side, "trees/" + repository->revision + ".json"), kMaxTree, &tree))
        AddTree(tree, repository);
    }
  }
  if (has(".msc") || has(".mdl") || has(".mv")) {
    repository->layout = model::Layout::kModelScope;
    repository->id = WithDots(repository->id);
    std::string text;
    if (ReadSmall(Join(folder, ".mdl"), kMaxSideFile, &text)) {
      if (std::string id = ModelScopeId(text); !id.empty()) repository->id = std::move(id);
    }
    if (ReadSmall(Join(folder, ".mv"), kMaxSideFile, &text) && text.starts_with("Revision:"))
      repository->revision = text.substr(9, text.find_first_of(",\n", 9) - 9);
  }
}

std::optional<std::string> FolderPiece::Id() {
  model::Repository repository;
  Identify(&repository);
  return repository.id;
}

void FolderPiece::Read(const std::function<bool(Found)>& visit, const OnProblem& problem) {
  Look();
  for (const Problem& p : problems_) problem(p);
  if (!open_) return;
  Found found;
  model::Repository& repository = found.repository;
  repository.path = only_.empty() ? Join(root_, below_) : Join(root_, key);
  repository.files = files_.Read();
  repository.paths_complete = only_.empty();
  Identify(&repository);
  visit(std::move(found));
}

}  // namespace caveat::hub
