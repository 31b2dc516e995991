#include "hub/hf_cache.h"

#include "hub/fill.h"

namespace caveat::hub {
namespace {

constexpr uint64_t kMaxTree = 64 << 20;

// "models--org--name" -> "org/name". A name may hold "--" itself; the owner may not, and may be absent.
std::string IdOf(std::string_view name) {
  const size_t kind = name.find("--");
  std::string id(name.substr(kind + 2));
  if (const size_t at = id.find("--"); at != std::string::npos) id.replace(at, 2, "/");
  // Ids of models and data sets are different things: the Hub's own way of telling them.
  if (name.starts_with("datasets--")) return "datasets/" + id;
  if (name.starts_with("spaces--")) return "spaces/" + id;
  return id;
}

}  // namespace

bool IsHfCache(std::string_view name, const std::vector<Entry>& entries) {
  if (!name.starts_with("models--") && !name.starts_with("datasets--") && !name.starts_with("spaces--")) return false;
  const Entry* snapshots = FindEntry(entries, "snapshots");
  return snapshots != nullptr && snapshots->kind == Kind::kFolder;
}

HfCachePiece::HfCachePiece(std::string root, std::string below, std::string_view name, const Limits& limits)
    : root_(std::move(root)), below_(std::move(below)), id_(IdOf(name)), limits_(limits) {
  key = below_;
  many = true;
}

Stamp HfCachePiece::Look() {
  if (looked_) return stamp_;
  looked_ = true;
  Stamper stamp;
  const std::string folder = Join(root_, below_);
  std::vector<Entry> commits;
  std::string error;
  if (!ListPath(Join(folder, "snapshots"), &commits, &error)) problems_.push_back({Join(folder, "snapshots"), error});
  for (const Entry& commit : commits) {
    if (commit.kind != Kind::kFolder) continue;
    Snapshot snapshot{commit.name, FolderFiles(Join(folder, "snapshots/" + commit.name), limits_)};
    stamp.Add(commit.name);
    if (!snapshot.files.Look(nullptr, nullptr, &stamp, [&](Problem p) { problems_.push_back(std::move(p)); })) continue;
    struct stat info;
    if (stat(Join(folder, "trees/" + commit.name + ".json").c_str(), &info) == 0) stamp.Add(info);
    snapshots_.push_back(std::move(snapshot));
  }
  stamp_ = stamp.Finish();
  return stamp_;
}

void HfCachePiece::Read(const std::function<bool(Found)>& visit, const OnProblem& problem) {
  Look();
  for (const Problem& p : problems_) problem(p);
  const std::string folder = Join(root_, below_);
  BlobCache blobs;
  for (const Snapshot& snapshot : snapshots_) {
    Found found;
    found.key = snapshot.commit;
    model::Repository& repository = found.repository;
    repository.id = id_;
    repository.revision = snapshot.commit;
    repository.path = Join(folder, "snapshots/" + snapshot.commit);
    repository.layout = model::Layout::kHfCache;
    repository.files = snapshot.files.Read(snapshots_.size() > 1 ? &blobs : nullptr);
    // Only what was asked for was downloaded, unless the listing of the whole lies beside it.
    repository.paths_complete = false;
    std::string tree;
    if (ReadSmall(Join(folder, "trees/" + snapshot.commit + ".json"), kMaxTree, &tree)) AddTree(tree, &repository);
    if (!visit(std::move(found))) return;
  }
}

}  // namespace caveat::hub
