// bare_walk FOLDER [--stat] [--threads N]: what reading a tree costs at least. Walks the folders and opens, reads (64
// KiB at most) and closes each file, or with --stat only asks for its size and times. Prints how many files that were,
// and bytes. With several threads, each takes the next folder two levels down.

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

constexpr size_t kMost = 64 << 10;

struct Count {
  uint64_t files = 0, bytes = 0;
};

void Walk(const std::string& path, bool only_stat, int levels, std::vector<std::string>* later, Count* count) {
  DIR* const folder = opendir(path.c_str());
  if (folder == nullptr) return;
  static thread_local char buffer[kMost];
  while (const dirent* entry = readdir(folder)) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (entry->d_type == DT_DIR) {
      std::string below = path + "/" + entry->d_name;
      if (levels > 0) {
        later->push_back(std::move(below));
      } else {
        Walk(below, only_stat, 0, later, count);
      }
      continue;
    }
    ++count->files;
    if (only_stat) {
      struct stat info;
      if (fstatat(dirfd(folder), entry->d_name, &info, 0) == 0) count->bytes += static_cast<uint64_t>(info.st_size);
      continue;
    }
    const int file = openat(dirfd(folder), entry->d_name, O_RDONLY | O_CLOEXEC);
    if (file < 0) continue;
    const ssize_t n = read(file, buffer, sizeof(buffer));
    count->bytes += n > 0 ? static_cast<uint64_t>(n) : 0;
    close(file);
  }
  closedir(folder);
}

}  // namespace

int main(int argc, char** argv) {
  bool only_stat = false;
  int threads = 1;
  const char* root = nullptr;
  for (int i = 1; i < argc; ++i) {
    if (strcmp(argv[i], "--stat") == 0) {
      only_stat = true;
    } else if (strcmp(argv[i], "--threads") == 0 && i + 1 < argc) {
      threads = atoi(argv[++i]);
    } else {
      root = argv[i];
    }
  }
  if (root == nullptr) {
    fprintf(stderr, "usage: bare_walk FOLDER [--stat] [--threads N]\n");
    return 2;
  }
  Count all;
  std::vector<std::string> folders = {root};
  for (int level = 0; level < 2; ++level) {
    std::vector<std::string> next;
    for (const std::string& folder : folders) Walk(folder, only_stat, 1, &next, &all);
    folders = std::move(next);
  }
  std::atomic<size_t> taken = 0;
  std::mutex mutex;
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; ++t) {
    workers.emplace_back([&] {
      Count mine;
      for (size_t i = taken++; i < folders.size(); i = taken++) Walk(folders[i], only_stat, 0, nullptr, &mine);
      const std::lock_guard lock(mutex);
      all.files += mine.files;
      all.bytes += mine.bytes;
    });
  }
  for (std::thread& worker : workers) worker.join();
  printf("%llu files %llu bytes\n", static_cast<unsigned long long>(all.files),
         static_cast<unsigned long long>(all.bytes));
}
