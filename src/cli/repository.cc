#include "cli/repository.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "cli/input.h"
#include "model/pointer.h"
#include "model/roles.h"

namespace caveat::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostFiles = 200'000;

// The first `limit` bytes.
bool ReadHead(const std::string& path, uint64_t limit, std::string* bytes, std::string* error) {
  const std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (file == nullptr) {
    *error = std::strerror(errno);
    return false;
  }
  bytes->resize(limit);
  const size_t n = std::fread(bytes->data(), 1, limit, file.get());
  const bool failed = std::ferror(file.get()) != 0;
  bytes->resize(n);
  if (failed) *error = "it could not be read to its end";
  return !failed;
}

void Fill(const std::string& full, model::File* file) {
  const uint64_t wish = model::WishFor(file->path, file->size);
  if (wish == 0) return;
  std::string error;
  uint64_t limit = std::min(wish, file->size);
  if (!ReadHead(full, limit, &file->bytes, &error)) {
    file->content = model::Content::kUnread;
    file->error = error;
    file->bytes.clear();
    return;
  }
  if (const auto pointer = model::ReadPointer(file->bytes)) {
    file->content = model::Content::kPointer;
    file->size = pointer->size;
    file->bytes.clear();
    return;
  }
  uint64_t n = 0;
  while ((n = model::HeaderLength(file->path, file->bytes)) > file->bytes.size() && file->bytes.size() < file->size) {
    if (!ReadHead(full, std::min<uint64_t>(n, file->size), &file->bytes, &error)) break;
  }
  if (n != 0 && n < file->bytes.size()) file->bytes.resize(n);
  file->content = file->bytes.size() < file->size ? model::Content::kHead : model::Content::kWhole;
}

bool Walk(const fs::path& folder, const std::string& prefix, int depth, model::Repository* repository) {
  std::error_code code;
  for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
    const std::string name = it->path().filename().string();
    std::error_code ignored;
    if (it->is_directory(ignored)) {
      const bool link = it->is_symlink(ignored);
      if (!link && depth < 24 && !name.starts_with('.') && repository->files.size() < kMostFiles)
        Walk(it->path(), prefix + name + "/", depth + 1, repository);
      continue;
    }
    if (!it->is_regular_file(ignored) || repository->files.size() >= kMostFiles) continue;
    model::File file;
    file.path = prefix + name;
    file.size = it->file_size(ignored);
    file.size_known = true;
    Fill(it->path().string(), &file);
    repository->files.push_back(std::move(file));
  }
  return !code;
}

bool AddPaths(const std::string& paths_file, model::Repository* repository, std::string* error) {
  std::string list;
  if (!ReadFile(paths_file, &list, error)) return false;
  std::vector<std::string> known;
  for (const model::File& file : repository->files) known.push_back(file.path);
  std::sort(known.begin(), known.end());
  size_t at = 0;
  while (at < list.size()) {
    size_t end = list.find('\n', at);
    if (end == std::string::npos) end = list.size();
    std::string line = list.substr(at, end - at);
    at = end + 1;
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (line.starts_with("./")) line.erase(0, 2);
    if (line.empty() || line.back() == '/' || std::binary_search(known.begin(), known.end(), line)) continue;
    model::File file;
    file.path = std::move(line);
    repository->files.push_back(std::move(file));
  }
  return true;
}

}  // namespace

bool LoadRepository(const std::string& path, const std::string& paths_file, model::Repository* repository,
                    std::string* error) {
  repository->path = path.empty() ? paths_file : path;
  repository->layout = path.empty() ? model::Layout::kPaths : model::Layout::kDirectory;
  if (!path.empty()) {
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (code || !fs::exists(status)) {
      *error = code ? code.message() : "no such file or folder";
      return false;
    }
    if (fs::is_directory(status)) {
      if (!Walk(path, "", 0, repository)) {
        *error = "the folder cannot be read";
        return false;
      }
    } else {
      model::File file;
      file.path = fs::path(path).filename().string();
      file.size = fs::file_size(path, code);
      file.size_known = !code;
      Fill(path, &file);
      repository->paths_complete = false;
      repository->layout = file.path.ends_with(".gguf")          ? model::Layout::kGgufFile
                           : file.path.ends_with(".safetensors") ? model::Layout::kSafetensorsFile
                                                                 : model::Layout::kDirectory;
      repository->files.push_back(std::move(file));
    }
  }
  if (!paths_file.empty() && !AddPaths(paths_file, repository, error)) return false;
  std::sort(repository->files.begin(), repository->files.end(),
            [](const model::File& a, const model::File& b) { return a.path < b.path; });
  return true;
}

}  // namespace caveat::cli
