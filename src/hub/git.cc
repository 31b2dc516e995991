#include "hub/git.h"

#include <dlfcn.h>
#include <git2.h>

#include <memory>

#include "hub/fill.h"
#include "hub/folder.h"
#include "model/roles.h"

namespace caveat::hub {
namespace {

// clang-format off
#define CAVEAT_GIT_FUNCTIONS(F) \
  F(git_error_last) F(git_libgit2_init) F(git_libgit2_opts) F(git_object_free) F(git_object_id) \
  F(git_object_peel) F(git_odb_free) F(git_odb_object_data) F(git_odb_object_free) F(git_odb_object_size) \
  F(git_odb_read) F(git_odb_read_header) F(git_oid_tostr) F(git_remote_free) F(git_remote_lookup) \
  F(git_remote_url) F(git_repository_free) F(git_repository_odb) F(git_repository_open_ext) \
  F(git_revparse_single) F(git_tree_entry_filemode) F(git_tree_entry_id) F(git_tree_entry_name) \
  F(git_tree_entry_type) F(git_tree_walk)
// clang-format on

// libgit2 and the libraries that it brings take some four milliseconds to load: that is done when the first git folder
// is read, and not at every start of the program.
struct Library {
#define CAVEAT_MEMBER(f) decltype(&::f) f = nullptr;  // NOLINT(bugprone-macro-parentheses): a name to declare
  CAVEAT_GIT_FUNCTIONS(CAVEAT_MEMBER)
#undef CAVEAT_MEMBER
  bool there = false;

  Library() {
    void* const handle = dlopen("libgit2.so." LIBGIT2_SOVERSION, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) return;
    there = true;
#define CAVEAT_LOAD(f)                                       \
  (f) = reinterpret_cast<decltype(&::f)>(dlsym(handle, #f)); \
  there &= (f) != nullptr;
    CAVEAT_GIT_FUNCTIONS(CAVEAT_LOAD)
#undef CAVEAT_LOAD
  }
};
#undef CAVEAT_GIT_FUNCTIONS

const Library& Git() {
  static const Library library;
  return library;
}

template <class T, auto Free>
struct Freer {
  void operator()(T* p) const { (Git().*Free)(p); }
};
template <class T, auto Free>
using Handle = std::unique_ptr<T, Freer<T, Free>>;

// libgit2 counts its users; one for the whole program.
void StartLibrary() {
  static const int started = [] {
    const int count = Git().git_libgit2_init();
    // A mirror often belongs to somebody else. Only objects are read: no hook, filter or include of its is run.
    Git().git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    return count;
  }();
  (void)started;
}

std::string GitReason() {
  const git_error* error = Git().git_error_last();
  return error != nullptr && error->message != nullptr ? error->message : "git cannot read it";
}

struct TreeWalk {
  git_odb* odb;
  model::Repository* repository;
  uint64_t limit;
  bool full = false;
};

int OnEntry(const char* folder, const git_tree_entry* entry, void* payload) {
  auto& walk = *static_cast<TreeWalk*>(payload);
  if (Git().git_tree_entry_type(entry) != GIT_OBJECT_BLOB || Git().git_tree_entry_filemode(entry) == GIT_FILEMODE_LINK)
    return 0;
  if (walk.repository->files.size() >= walk.limit) {
    walk.full = true;
    return -1;
  }
  model::File file;
  file.path = std::string(folder) + Git().git_tree_entry_name(entry);
  // The size costs a look into the pack; it is needed only where the content may be wanted.
  if (model::WishFor(file.path, 1) > 0 || model::WishFor(file.path, model::kMaxText) > 0) {
    const git_oid* oid = Git().git_tree_entry_id(entry);
    size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    if (Git().git_odb_read_header(&size, &type, walk.odb, oid) == 0) {
      file.size = size;
      file.size_known = true;
      Fill(
          [&](uint64_t limit, std::string* bytes, uint64_t* whole, std::string* error) {
            git_odb_object* raw = nullptr;
            if (Git().git_odb_read(&raw, walk.odb, oid) != 0) {
              *error = GitReason();
              return false;
            }
            const Handle<git_odb_object, &Library::git_odb_object_free> object(raw);
            *whole = Git().git_odb_object_size(raw);
            bytes->assign(static_cast<const char*>(Git().git_odb_object_data(raw)), std::min<uint64_t>(*whole, limit));
            return true;
          },
          &file);
    } else {
      // A partial clone (--filter=blob:limit=...) has the name and lacks the content.
      file.content = model::Content::kPointer;
    }
  }
  walk.repository->files.push_back(std::move(file));
  return 0;
}

}  // namespace

bool IsGitFolder(const std::vector<Entry>& entries) {
  const Entry *head = FindEntry(entries, "HEAD"), *objects = FindEntry(entries, "objects"),
              *refs = FindEntry(entries, "refs");
  return head != nullptr && objects != nullptr && refs != nullptr && head->kind == Kind::kFile &&
         objects->kind == Kind::kFolder && refs->kind == Kind::kFolder;
}

GitPiece::GitPiece(std::string root, std::string below, std::string ref, const Limits& limits)
    : root_(std::move(root)), below_(std::move(below)), ref_(std::move(ref)), limits_(limits) {
  key = below_;
}

Stamp GitPiece::Look() {
  Stamper stamp;
  struct stat info;
  const std::string folder = Join(root_, below_);
  for (const char* name : {"HEAD", "packed-refs", "config"}) {
    if (stat(Join(folder, name).c_str(), &info) == 0) stamp.Add(info);
  }
  // All that a ref may point to; objects themselves never change.
  FolderFiles refs(Join(folder, "refs"), limits_);
  refs.Look(nullptr, nullptr, &stamp, [](const Problem&) {});
  stamp.Add(ref_);
  return stamp.Finish();
}

void GitPiece::Read(const std::function<bool(Found)>& visit, const OnProblem& problem) {
  const std::string folder = Join(root_, below_);
  if (!Git().there) return problem({folder, "git repositories cannot be read: libgit2 is not there"});
  StartLibrary();
  git_repository* raw_repository = nullptr;
  if (Git().git_repository_open_ext(&raw_repository, folder.c_str(),
                                    GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE, nullptr) != 0)
    return problem({folder, GitReason()});
  const Handle<git_repository, &Library::git_repository_free> git(raw_repository);
  git_object* raw_commit = nullptr;
  const std::string spec = (ref_.empty() ? "HEAD" : ref_) + "^{commit}";
  if (Git().git_revparse_single(&raw_commit, raw_repository, spec.c_str()) != 0)
    return problem({folder, (ref_.empty() ? "it has no commit: " : "no such ref: ") + GitReason()});
  const Handle<git_object, &Library::git_object_free> commit(raw_commit);
  git_object* raw_tree = nullptr;
  if (Git().git_object_peel(&raw_tree, raw_commit, GIT_OBJECT_TREE) != 0) return problem({folder, GitReason()});
  const Handle<git_object, &Library::git_object_free> tree(raw_tree);
  git_odb* raw_odb = nullptr;
  if (Git().git_repository_odb(&raw_odb, raw_repository) != 0) return problem({folder, GitReason()});
  const Handle<git_odb, &Library::git_odb_free> odb(raw_odb);

  Found found;
  model::Repository& repository = found.repository;
  repository.layout = model::Layout::kGit;
  repository.path = folder;
  char hex[GIT_OID_HEXSZ + 1] = {};
  Git().git_oid_tostr(hex, sizeof(hex), Git().git_object_id(raw_commit));
  repository.revision = hex;
  git_remote* raw_remote = nullptr;
  if (Git().git_remote_lookup(&raw_remote, raw_repository, "origin") == 0) {
    const Handle<git_remote, &Library::git_remote_free> remote(raw_remote);
    if (Git().git_remote_url(raw_remote) != nullptr) repository.id = IdFromUrl(Git().git_remote_url(raw_remote));
  }
  if (repository.id.empty()) {
    std::string path = below_;
    if (path.ends_with("/.git")) path.resize(path.size() - 5);
    if (path.find('/') != std::string::npos) repository.id = IdFromPath("/" + path);
  }
  TreeWalk walk{raw_odb, &repository, limits_.files};
  if (Git().git_tree_walk(reinterpret_cast<git_tree*>(raw_tree), GIT_TREEWALK_PRE, OnEntry, &walk) != 0 && !walk.full)
    problem({folder, GitReason()});
  if (walk.full) {
    repository.paths_complete = false;
    problem({folder, "more than " + std::to_string(limits_.files) + " files; the rest is left out"});
  }
  SortFiles(&repository);
  visit(std::move(found));
}

}  // namespace caveat::hub
