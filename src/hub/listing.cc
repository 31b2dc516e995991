#include "hub/listing.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace caveat::hub {
namespace {

// As the kernel writes them.
struct Dirent {
  uint64_t inode;
  int64_t offset;
  uint16_t length;
  uint8_t type;
  char name[1];
};
constexpr size_t kNameAt = 19;
constexpr size_t kListBuffer = 64 << 10;

Kind KindOf(int folder, const char* name, uint8_t type) {
  switch (type) {
    case DT_REG:
      return Kind::kFile;
    case DT_DIR:
      return Kind::kFolder;
    case DT_LNK:
      return Kind::kLink;
    case DT_UNKNOWN: {  // a file system that does not tell
      struct stat info;
      if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0) return Kind::kOther;
      if (S_ISREG(info.st_mode)) return Kind::kFile;
      if (S_ISDIR(info.st_mode)) return Kind::kFolder;
      return S_ISLNK(info.st_mode) ? Kind::kLink : Kind::kOther;
    }
    default:
      return Kind::kOther;
  }
}

}  // namespace

Fd::~Fd() {
  if (fd_ >= 0) close(fd_);
}

Fd& Fd::operator=(Fd&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

std::string Reason(int error) {
  switch (error) {
    case ENOENT:
      return "it is gone, or a link leads nowhere";
    case EACCES:
    case EPERM:
      return "permission denied";
    case ELOOP:
      return "the link leads back to itself";
    case EMFILE:
    case ENFILE:
      return "too many open files";
    default:
      return strerror(error);
  }
}

Fd OpenFolder(int at, const std::string& path, bool follow) {
  return Fd(
      openat(at, path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW)));
}

bool List(int folder, std::vector<Entry>* entries) {
  entries->clear();
  alignas(Dirent) thread_local char buffer[kListBuffer];
  bool good = true;
  while (true) {
    const long n = syscall(SYS_getdents64, folder, buffer, sizeof(buffer));
    if (n < 0) {
      good = false;
      break;
    }
    if (n == 0) break;
    for (long at = 0; at < n;) {
      const char* record = buffer + at;
      const auto* entry = reinterpret_cast<const Dirent*>(record);
      at += entry->length;
      const char* name = record + kNameAt;
      if (name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'))) continue;
      entries->push_back({name, KindOf(folder, name, entry->type)});
    }
  }
  const int error = errno;
  std::sort(entries->begin(), entries->end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  errno = error;
  return good;
}

bool ListPath(const std::string& path, std::vector<Entry>* entries, std::string* error) {
  error->clear();
  entries->clear();
  const Fd folder = OpenFolder(AT_FDCWD, path, true);
  if (!folder || !List(folder.get(), entries)) {
    *error = Reason(errno);
    return false;
  }
  return true;
}

const Entry* FindEntry(const std::vector<Entry>& sorted, std::string_view name) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), name,
                                   [](const Entry& entry, std::string_view wanted) { return entry.name < wanted; });
  return at != sorted.end() && at->name == name ? &*at : nullptr;
}

bool ReadHead(int at, const std::string& path, uint64_t limit, std::string* bytes, uint64_t* size, std::string* error) {
  bytes->clear();
  const Fd file(openat(at, path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!file || fstat(file.get(), &info) != 0) {
    *error = Reason(errno);
    return false;
  }
  if (!S_ISREG(info.st_mode)) {
    *error = "is no regular file";
    return false;
  }
  *size = static_cast<uint64_t>(info.st_size);
  bytes->resize(std::min(*size, limit));
  size_t used = 0;
  while (used < bytes->size()) {
    const ssize_t n = read(file.get(), bytes->data() + used, bytes->size() - used);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      *error = Reason(errno);
      bytes->clear();
      return false;
    }
    if (n == 0) break;  // it has become shorter since
    used += static_cast<size_t>(n);
  }
  if (used < bytes->size()) {
    bytes->resize(used);
    *size = used;
  }
  return true;
}

bool ReadSmall(const std::string& path, uint64_t limit, std::string* bytes) {
  uint64_t size = 0;
  std::string error;
  return ReadHead(AT_FDCWD, path, limit, bytes, &size, &error);
}

std::string Join(std::string_view folder, std::string_view name) {
  std::string out(folder);
  if (!out.empty() && out.back() != '/' && !name.empty()) out += '/';
  return out.append(name);
}

Stamper::Stamper() : state_(XXH3_createState()) { XXH3_128bits_reset(static_cast<XXH3_state_t*>(state_)); }
Stamper::~Stamper() { XXH3_freeState(static_cast<XXH3_state_t*>(state_)); }

void Stamper::Add(std::string_view bytes) {
  Add(bytes.size());
  XXH3_128bits_update(static_cast<XXH3_state_t*>(state_), bytes.data(), bytes.size());
}

void Stamper::Add(uint64_t number) { XXH3_128bits_update(static_cast<XXH3_state_t*>(state_), &number, sizeof(number)); }

void Stamper::Add(const struct stat& info) {
  const uint64_t numbers[] = {info.st_dev, info.st_ino, static_cast<uint64_t>(info.st_size),
                              static_cast<uint64_t>(info.st_mtim.tv_sec), static_cast<uint64_t>(info.st_mtim.tv_nsec)};
  XXH3_128bits_update(static_cast<XXH3_state_t*>(state_), numbers, sizeof(numbers));
}

Stamp Stamper::Finish() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(static_cast<const XXH3_state_t*>(state_));
  return {hash.high64, hash.low64};
}

Stamp StampOf(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

}  // namespace caveat::hub
