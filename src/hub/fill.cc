#include "hub/fill.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <set>

#include "model/pointer.h"
#include "model/roles.h"

namespace caveat::hub {
namespace {

constexpr uint64_t kFirstOfSafetensors = 8 << 10;

// Folders that hold repositories without being their owner.
constexpr std::array<std::string_view, 18> kNobody = {
    "models",    "model", "checkpoints", "weights", "hub",    "repos", "repositories", "mirror", "mirrors",
    "downloads", "data",  "datasets",    "spaces",  "ollama", "gguf",  "loras",        "tmp",    "snapshots"};

}  // namespace

bool IsPointer(std::string_view bytes, uint64_t* size) {
  const auto pointer = model::ReadPointer(bytes);
  *size = pointer ? pointer->size : 0;
  return pointer.has_value();
}

void Fill(const ReadFrom& read, model::File* file) {
  const uint64_t wish = model::WishFor(file->path, file->size);
  if (wish == 0) return;
  uint64_t size = file->size;
  // A safetensors header tells its length in its first bytes, and most are short.
  const bool short_first = file->path.ends_with(".safetensors");
  bool good = read(short_first ? std::min(wish, kFirstOfSafetensors) : wish, &file->bytes, &size, &file->error);
  // Headers of weights say themselves how long they are, some in more than one step.
  uint64_t header = 0;
  while (good && (header = model::HeaderLength(file->path, file->bytes)) > file->bytes.size() &&
         size > file->bytes.size()) {
    const size_t before = file->bytes.size();
    good = read(header, &file->bytes, &size, &file->error);
    if (good && file->bytes.size() <= before) break;  // it has become shorter
  }
  if (!good) {
    file->content = model::Content::kUnread;
    file->bytes.clear();
    return;
  }
  if (header != 0 && header < file->bytes.size()) file->bytes.resize(header);
  file->size = size;
  file->size_known = true;
  uint64_t real = 0;
  if (IsPointer(file->bytes, &real)) {
    file->content = model::Content::kPointer;
    file->size = real;
    file->size_known = real > 0;
    file->bytes.clear();
    return;
  }
  file->content = file->bytes.size() < file->size ? model::Content::kHead : model::Content::kWhole;
}

void FillWith(std::string bytes, model::File* file) {
  file->size = bytes.size();
  file->size_known = true;
  Fill(
      [&](uint64_t limit, std::string* out, uint64_t* size, std::string*) {
        *size = bytes.size();
        out->assign(bytes, 0, limit);
        return true;
      },
      file);
}

std::string IdFromPath(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  const size_t slash = path.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return "";
  std::string_view name = path.substr(slash + 1);
  if (name.size() > 4 && name.ends_with(".git")) name.remove_suffix(4);
  std::string_view owner = path.substr(0, slash);
  owner = owner.substr(owner.rfind('/') + 1);
  if (owner.empty() || owner == "." || owner == ".." || name.empty()) return "";
  if (std::find(kNobody.begin(), kNobody.end(), owner) != kNobody.end()) return "";
  return std::string(owner) + "/" + std::string(name);
}

std::string IdFromUrl(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
    const size_t host = url.find('/');
    if (host == std::string_view::npos) return "";
    return IdFromPath(url.substr(host));
  }
  const size_t colon = url.find(':');  // git@host:org/name.git
  if (colon == std::string_view::npos || url.find('/') < colon) return "";
  return IdFromPath("/" + std::string(url.substr(colon + 1)));
}

bool AddTree(std::string_view json, model::Repository* repository) {
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  simdjson::dom::object files;
  if (parser.parse(json.data(), json.size()).get(document) || document["files"].get(files)) return false;
  std::set<std::string_view> here;
  for (const model::File& file : repository->files) here.insert(file.path);
  std::vector<model::File> missing;
  for (const auto& [path, value] : files) {
    if (here.count(path) > 0) continue;
    model::File file;
    file.path = std::string(path);
    file.size_known = !value["size"].get(file.size);
    // What the judge would have read is elsewhere; of the rest the name is enough.
    if (model::WishFor(file.path, file.size) > 0) file.content = model::Content::kPointer;
    missing.push_back(std::move(file));
  }
  repository->files.insert(repository->files.end(), std::make_move_iterator(missing.begin()),
                           std::make_move_iterator(missing.end()));
  SortFiles(repository);
  repository->paths_complete = true;
  return true;
}

void SortFiles(model::Repository* repository) {
  std::sort(repository->files.begin(), repository->files.end(),
            [](const model::File& a, const model::File& b) { return a.path < b.path; });
}

}  // namespace caveat::hub
