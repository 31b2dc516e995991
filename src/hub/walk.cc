#include "hub/walk.h"

#include <fcntl.h>

#include <cerrno>

#include "hub/archive.h"
#include "hub/folder.h"
#include "hub/git.h"
#include "hub/hf_cache.h"
#include "hub/layout.h"
#include "hub/oci.h"
#include "hub/ollama.h"

namespace caveat::hub {

namespace {

constexpr int kOpenFolders = 256;  // that pieces keep: the usual limit of a process is 1024

}  // namespace

Walk::Walk(std::string root, WalkOptions options, OnProblem problem)
    : root_(std::move(root)), options_(std::move(options)), problem_(std::move(problem)) {
  while (root_.size() > 1 && root_.ends_with('/')) root_.pop_back();
}
Walk::~Walk() = default;

void Walk::Fail(const std::string& below, const std::string& reason) {
  unlisted_.push_back(below);
  problem_({Join(root_, below), reason});
}

double Walk::Share() const {
  if (stack_.empty()) return 1;
  const Level& level = stack_.back();
  const double part =
      level.entries.empty() ? 0 : static_cast<double>(level.next) / static_cast<double>(level.entries.size());
  return level.from + (level.to - level.from) * part;
}

void Walk::Give(std::unique_ptr<Piece> piece) {
  piece->share = Share();
  ready_.push_back(std::move(piece));
}

// Null when enough are open.
std::shared_ptr<void> Walk::CountOpen() {
  if (open_->fetch_add(1) < kOpenFolders) return {open_.get(), [open = open_](void*) { open->fetch_sub(1); }};
  open_->fetch_sub(1);
  return nullptr;
}

void Walk::Start() {
  started_ = true;
  if (root_ == "-") {
    dump_ = std::make_unique<DumpReader>(root_, "", options_.columns, options_.limits, problem_, options_.spool);
    return;
  }
  struct stat info;
  if (stat(root_.c_str(), &info) != 0) return Fail("", Reason(errno));
  if (S_ISDIR(info.st_mode)) return Enter("", root_.substr(root_.rfind('/') + 1), 0, 0, 1);
  if (!S_ISREG(info.st_mode)) return Fail("", "is neither a folder nor a regular file");
  const size_t slash = root_.rfind('/');
  const std::string name = root_.substr(slash + 1);
  if (IsArchiveName(name)) {
    Give(std::make_unique<ArchivePiece>(root_, "", options_.limits));
  } else if (name.ends_with(".gguf") || name.ends_with(".safetensors")) {
    const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : root_.substr(0, slash);
    auto piece = std::make_unique<FolderPiece>(folder, "", std::vector<Entry>{{name, Kind::kFile}}, options_.limits);
    piece->Only({name}, name.ends_with(".gguf") ? model::Layout::kGgufFile : model::Layout::kSafetensorsFile);
    Give(std::move(piece));
  } else {
    File("", {"", Kind::kFile});
  }
}

// A file of a container: an archive or a dump, or nothing to us.
void Walk::File(const std::string& below, const Entry& entry) {
  const std::string key = Join(below, entry.name);
  if (IsArchiveName(entry.name)) {
    Give(std::make_unique<ArchivePiece>(root_, key, options_.limits));
  } else if (entry.name.empty() || IsDumpName(entry.name)) {
    if (options_.enter && !options_.enter(key)) return;
    auto reader = std::make_unique<DumpReader>(Join(root_, key), key, options_.columns, options_.limits, problem_);
    if (options_.known && options_.known(key, reader->stamp())) {
      Give(reader->Whole());
    } else {
      dump_ = std::move(reader);
    }
  }
}

void Walk::Enter(const std::string& below, std::string_view name, uint32_t depth, double from, double to) {
  if (depth >= options_.limits.folder_depth)
    return Fail(below, "folders are nested deeper than " + std::to_string(options_.limits.folder_depth));
  if (options_.enter && !options_.enter(below)) return;
  ++folders_;
  const std::string path = Join(root_, below);
  // The root may be a link, what lies below may not: so there are no loops.
  Fd folder = OpenFolder(AT_FDCWD, path, depth == 0);
  std::vector<Entry> entries;
  if (!folder || !List(folder.get(), &entries)) {
    Fail(below, Reason(errno));
    if (!folder) return;
  }
  if (IsHfCache(name, entries)) return Give(std::make_unique<HfCachePiece>(root_, below, name, options_.limits));
  if (IsOciLayout(entries)) return Give(std::make_unique<OciPiece>(root_, below, options_.limits));
  if (IsGitFolder(entries)) return Give(std::make_unique<GitPiece>(root_, below, options_.git_ref, options_.limits));
  if (IsOllama(path, entries)) {
    return OllamaPieces(root_, below, problem_, [&](std::unique_ptr<Piece> piece) { Give(std::move(piece)); });
  }
  const FolderIs kind = WhatIs(entries, depth, [&](const std::string& child) {
    std::vector<Entry> inner;
    const Fd opened = OpenFolder(folder.get(), child, false);
    if (opened) List(opened.get(), &inner);
    return inner;
  });
  if (kind == FolderIs::kRepository) {
    if (entries.size() == 1 && entries[0].name == ".git")  // cloned without a checkout
      return Give(std::make_unique<GitPiece>(root_, Join(below, ".git"), options_.git_ref, options_.limits));
    auto piece = std::make_unique<FolderPiece>(root_, below, std::move(entries), options_.limits);
    if (std::shared_ptr<void> counted = CountOpen()) piece->Keep(std::move(folder), std::move(counted));
    return Give(std::move(piece));
  }
  if (kind == FolderIs::kLoose) {
    for (const LooseModel& model : LooseModels(entries)) {
      auto piece = std::make_unique<FolderPiece>(root_, below, entries, options_.limits);
      piece->Only(model.names, model.layout);
      Give(std::move(piece));
    }
  } else if (std::vector<std::string> stray = StrayDocuments(entries); !stray.empty()) {
    auto piece = std::make_unique<FolderPiece>(root_, below, entries, options_.limits);
    piece->Only(std::move(stray), model::Layout::kDirectory);
    Give(std::move(piece));
  }
  stack_.push_back({below, std::move(entries), 0, from, to, depth});
}

std::unique_ptr<Piece> Walk::Next() {
  if (!started_) Start();
  while (true) {
    if (!ready_.empty()) {
      std::unique_ptr<Piece> piece = std::move(ready_.front());
      ready_.pop_front();
      return piece;
    }
    if (dump_ != nullptr) {
      if (std::unique_ptr<Piece> piece = dump_->Next()) {
        piece->share = stack_.empty() ? dump_->share() : Share();
        return piece;
      }
      dump_.reset();
      continue;
    }
    if (stack_.empty()) return nullptr;
    Level& level = stack_.back();
    if (level.next == level.entries.size()) {
      stack_.pop_back();
      continue;
    }
    const Entry entry = std::move(level.entries[level.next]);
    ++level.next;
    if (entry.kind == Kind::kFolder) {
      if (entry.name == ".git" || entry.name == ".locks" || entry.name == ".no_exist" || entry.name == "lost+found")
        continue;
      const double size = static_cast<double>(level.entries.size()), width = level.to - level.from;
      const double to = level.from + width * static_cast<double>(level.next) / size;
      Enter(Join(level.below, entry.name), entry.name, level.depth + 1, to - width / size, to);  // `level` is gone
    } else if (entry.kind == Kind::kFile) {
      File(level.below, entry);
    } else if (entry.kind == Kind::kLink) {
      struct stat info;
      const std::string path = Join(Join(root_, level.below), entry.name);
      if (stat(path.c_str(), &info) != 0) continue;
      if (S_ISDIR(info.st_mode)) ++links_;
      if (S_ISREG(info.st_mode)) File(level.below, entry);
    }
  }
}

}  // namespace caveat::hub
