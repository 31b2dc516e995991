#include "hub/directory.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "hub/fill.h"
#include "hub/folder.h"
#include "hub/git.h"
#include "hub/hf_cache.h"
#include "hub/layout.h"
#include "hub/listing.h"
#include "hub/oci.h"
#include "hub/ollama.h"
#include "hub/walk.h"
#include "model/roles.h"
#include "text/card.h"

namespace caveat::hub {
namespace {

constexpr size_t kMost = 1000;  // repositories counted below a folder that holds more than one
constexpr uint64_t kMaxRef = 4096;

std::string Clean(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

std::string_view LastPart(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// .../models--org--name/snapshots/<commit>, named itself.
bool IsSnapshot(std::string_view path, std::string* cache, std::string* commit) {
  const size_t last = path.rfind('/');
  if (last == std::string_view::npos || last < 10 || path.substr(last - 10, 10) != "/snapshots") return false;
  *cache = path.substr(0, last - 10);
  *commit = path.substr(last + 1);
  return LastPart(*cache).find("--") != std::string_view::npos;
}

// The path as it was written says who and what: org/name, hub/org/name. Folders of a home or of the system do not.
std::string IdAsWritten(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  const std::string whole = path.starts_with('/') ? std::string(path) : "/" + std::string(path);
  // Right below these stand names of people, machines and programs.
  constexpr std::string_view kSystem[] = {"home", "root", "Users", "usr", "var", "opt", "srv", "mnt", "media"};
  const std::string_view top = std::string_view(whole).substr(1, whole.find('/', 1) - 1);
  const bool shallow = std::count(whole.begin(), whole.end(), '/') < 4;
  if (shallow && std::find(std::begin(kSystem), std::end(kSystem), top) != std::end(kSystem)) return "";
  return IdFromPath(whole);
}

// A piece of one snapshot or more: the one that `wanted` names, else the last.
void TakeFrom(Piece* piece, const std::string& wanted, const OnProblem& problem,
              std::vector<model::Repository>* found) {
  piece->Read(
      [&](Found f) {
        if (!wanted.empty() && f.key != wanted) return true;
        found->push_back(std::move(f.repository));
        return found->size() < kMost;
      },
      problem);
}

bool LooksLikeModel(const model::Repository& repository) {
  return std::any_of(repository.files.begin(), repository.files.end(), [](const model::File& file) {
    return model::IsWeights(file.path) || model::RoleOf(file.path) == model::Role::kConfig ||
           (model::IsMainCard(file.path) && text::FindCardHead(file.bytes).head);
  });
}

// All that a walk finds, up to two.
std::vector<model::Repository> WalkInto(const std::string& path, const OnProblem& problem, std::string* error) {
  Walk walk(path, {}, [&](Problem p) {
    if (error->empty()) *error = p.reason;
    problem(std::move(p));
  });
  std::vector<model::Repository> found;
  while (found.size() < 2) {
    const std::unique_ptr<Piece> piece = walk.Next();
    if (piece == nullptr) break;
    TakeFrom(piece.get(), "", problem, &found);
  }
  return found;
}

bool TheOnly(std::vector<model::Repository> found, model::Repository* repository, std::string* error) {
  if (found.size() == 1) {
    *repository = std::move(found[0]);
    error->clear();
    return true;
  }
  if (!found.empty()) {
    *error = "it holds more than one model; name one of them, or use `caveat scan`";
  } else if (error->empty()) {
    *error = "there is no model in it: no card, licence, configuration or weights";
  }
  return false;
}

void OpenFolderOf(const std::string& folder, std::vector<Entry> entries, const OnProblem& problem,
                  model::Repository* repository) {
  FolderPiece piece(folder, "", std::move(entries), {});
  piece.Read(
      [&](Found found) {
        *repository = std::move(found.repository);
        return false;
      },
      problem);
}

bool OpenCache(const std::string& folder, const std::string& commit, const OnProblem& problem,
               model::Repository* repository, std::string* error) {
  std::string wanted = commit;
  if (wanted.empty() && ReadSmall(Join(folder, "refs/main"), kMaxRef, &wanted)) {
    wanted.resize(std::min(wanted.find_first_of(" \r\n"), wanted.size()));
  }
  std::vector<model::Repository> found;
  HfCachePiece piece(folder, "", LastPart(folder), {});
  TakeFrom(&piece, wanted, problem, &found);
  if (found.empty() && commit.empty()) TakeFrom(&piece, "", problem, &found);
  if (found.empty()) {
    *error = "none of its snapshots can be read";
    return false;
  }
  *repository = std::move(found.back());
  return true;
}

bool OpenFile(const std::string& path, model::Repository* repository, std::string* error) {
  model::File file;
  file.path = LastPart(path);
  std::string head;
  if (!ReadHead(AT_FDCWD, path, 4, &head, &file.size, error)) return false;
  // Read as what it is, whatever its name.
  model::File read;
  const bool gguf = head == "GGUF";
  read.path = gguf ? "model.gguf" : file.path;
  read.size = file.size;
  Fill([&](uint64_t limit, std::string* bytes, uint64_t* size,
           std::string* why) { return ReadHead(AT_FDCWD, path, limit, bytes, size, why); },
       &read);
  if (read.content == model::Content::kUnread) {
    *error = read.error;
    return false;
  }
  read.path = file.path;
  repository->layout = gguf ? model::Layout::kGgufFile
                       : model::RoleOf(file.path) == model::Role::kWeightsHeader
                           ? (file.path.ends_with(".gguf") ? model::Layout::kGgufFile : model::Layout::kSafetensorsFile)
                           : model::Layout::kDirectory;
  repository->paths_complete = false;
  repository->files.push_back(std::move(read));
  return true;
}

// Undoes the quotes that git puts around odd names: "docs/\345\244\207.md".
std::string Unquoted(std::string_view quoted) {
  std::string out;
  for (size_t i = 1; i + 1 < quoted.size(); ++i) {
    if (quoted[i] != '\\') {
      out += quoted[i];
      continue;
    }
    const char c = quoted[++i];
    if (c >= '0' && c <= '3' && i + 2 < quoted.size()) {
      int value = 0;
      std::from_chars(quoted.data() + i, quoted.data() + i + 3, value, 8);
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }
  }
  return out;
}

bool IsHex(std::string_view s) { return s.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos; }

// One line of a listing; false for one that names no file.
bool PathOf(std::string_view line, model::File* file) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  // "100644 blob <hash>    1234\tpath": mode, kind, hash, size.
  const size_t tab = line.find('\t');
  if (tab != std::string_view::npos && line.size() > 7 && line[6] == ' ' && IsHex(line.substr(0, 6))) {
    std::string_view before = line.substr(0, tab);
    if (before.find(" tree ") != std::string_view::npos || before.find(" commit ") != std::string_view::npos)
      return false;
    const bool sized = before.find(" blob ") != std::string_view::npos;
    before = before.substr(before.rfind(' ') + 1);
    const auto [end, code] = std::from_chars(before.data(), before.data() + before.size(), file->size);
    file->size_known = sized && code == std::errc() && end == before.data() + before.size() && before.size() < 20;
    if (!file->size_known) file->size = 0;
    line.remove_prefix(tab + 1);
  }
  // "<sha256>  path"
  if (line.size() > 66 && line[64] == ' ' && (line[65] == ' ' || line[65] == '*') && IsHex(line.substr(0, 64)))
    line.remove_prefix(66);
  while (line.starts_with("./")) line.remove_prefix(2);
  file->path = line.size() >= 2 && line.front() == '"' && line.back() == '"' ? Unquoted(line) : std::string(line);
  while (file->path.ends_with(' ')) file->path.pop_back();
  return !file->path.empty() && file->path != "." && !file->path.ends_with('/');
}

}  // namespace

bool OpenRepository(const std::string& path, model::Repository* repository, const OnProblem& problem,
                    std::string* error) {
  *repository = {};
  const std::string folder = Clean(path);
  struct stat info;
  if (stat(folder.c_str(), &info) != 0) {
    *error = errno == ENOENT ? "no such file or folder; check the spelling" : Reason(errno);
    return false;
  }
  bool good = true;
  if (!S_ISDIR(info.st_mode)) {
    const std::string_view name = LastPart(folder);
    good = IsArchiveName(name) || IsDumpName(name) ? TheOnly(WalkInto(folder, problem, error), repository, error)
                                                   : OpenFile(folder, repository, error);
    repository->path = path;
    return good;
  }
  std::vector<Entry> entries;
  if (!ListPath(folder, &entries, error)) return false;
  std::string cache, commit;
  const auto is_file = [](const Entry& entry) { return entry.kind != Kind::kFolder && entry.name[0] != '.'; };
  if (IsSnapshot(folder, &cache, &commit)) {
    good = OpenCache(cache, commit, problem, repository, error);
  } else if (IsHfCache(LastPart(folder), entries)) {
    good = OpenCache(folder, "", problem, repository, error);
  } else if (IsOciLayout(entries) || IsGitFolder(entries) || IsOllama(folder, entries)) {
    good = TheOnly(WalkInto(folder, problem, error), repository, error);
  } else if (std::none_of(entries.begin(), entries.end(), is_file)) {
    // Nothing but folders: of repositories, or the parts of one.
    std::vector<model::Repository> found = WalkInto(folder, problem, error);
    if (found.size() > 1 && std::none_of(found.begin(), found.end(), LooksLikeModel)) {
      OpenFolderOf(folder, std::move(entries), problem, repository);
    } else {
      good = TheOnly(std::move(found), repository, error);
    }
  } else {
    OpenFolderOf(folder, std::move(entries), problem, repository);
  }
  const bool plain =
      repository->layout == model::Layout::kDirectory || repository->layout == model::Layout::kHfLocalDir;
  if (repository->id.empty() && plain) repository->id = IdAsWritten(folder);
  repository->path = path;
  return good;
}

size_t AddPaths(std::string_view listing, model::Repository* repository) {
  std::set<std::string, std::less<>> known;
  for (const model::File& file : repository->files) known.insert(file.path);
  size_t added = 0;
  while (!listing.empty()) {
    const size_t end = std::min(listing.find('\n'), listing.size());
    model::File file;
    if (PathOf(listing.substr(0, end), &file) && known.insert(file.path).second) {
      repository->files.push_back(std::move(file));
      ++added;
    }
    listing.remove_prefix(std::min(end + 1, listing.size()));
  }
  SortFiles(repository);
  return added;
}

}  // namespace caveat::hub
