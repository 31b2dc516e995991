#include "cli/input.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "cli/output.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

// Why something cannot be read, and what to do about it.
std::string Reason(int error) {
  switch (error) {
    case ENOENT:
      return "no such file or folder; check the spelling";
    case EACCES:
    case EPERM:
      return "permission denied; ask its owner, or run as a user who may read it";
    case ELOOP:
      return "too many symbolic links; the link leads back to itself";
    case ENAMETOOLONG:
      return "the name is too long; start further down";
    case ENOTDIR:
      return "a part of the path is not a folder";
    case EMFILE:
    case ENFILE:
      return "too many open files; raise the limit with ulimit -n";
    case EISDIR:
      return "is a folder; give it by its name, not on standard input";
    case EBADF:
      return "it is closed; give a file or a pipe";
    case EINTR:
      return "interrupted";
    default:
      return std::string(strerror(error)) + "; the file may be damaged or on a device that is gone";
  }
}

std::string WrongKind(const std::string& path, mode_t mode) {
  if (S_ISDIR(mode)) return "is a folder; name a file in it";
  const char* kind = "not a regular file";
  if (S_ISFIFO(mode)) kind = "a pipe (FIFO)";
  if (S_ISSOCK(mode)) kind = "a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) kind = "a device";
  return std::string("is ") + kind + ", and only regular files are opened; to read from it: caveat check - < " +
         report::Printable(path);
}

std::string Join(const std::string& folder, std::string_view name) {
  std::string path = folder;
  if (path.empty() || path.back() != '/') path += '/';
  return path.append(name);
}

class Walker {
 public:
  explicit Walker(const std::function<bool(const Source&)>& visit) : visit_(visit) {}

  // False: stop.
  bool Named(const std::string& path) {
    if (path == "-") return visit_({path, "", false});
    struct stat info;
    if (stat(path.c_str(), &info) != 0) return visit_({path, Reason(errno), false});
    if (S_ISDIR(info.st_mode)) return Folder(path, false);
    if (!S_ISREG(info.st_mode)) return visit_({path, WrongKind(path, info.st_mode), false});
    return visit_({path, "", false});
  }

 private:
  struct Level {
    std::string path;
    std::vector<std::string> names;  // sorted
    size_t next = 0;
  };

  // Lists `path` and pushes it; a folder that cannot be listed is visited as an error.
  bool Push(const std::string& path, bool walked) {
    DIR* dir = opendir(path.c_str());
    if (dir == nullptr) return visit_({path, Reason(errno), walked});
    Level level;
    level.path = path;
    errno = 0;
    while (const dirent* entry = readdir(dir)) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") level.names.emplace_back(name);
      errno = 0;
    }
    const int error = errno;
    closedir(dir);
    std::sort(level.names.begin(), level.names.end());
    stack_.push_back(std::move(level));
    return error == 0 || visit_({path, Reason(error), walked});
  }

  // An explicit stack: folders may be nested deeper than the call stack allows.
  bool Folder(const std::string& path, bool walked) {
    if (!Push(path, walked)) return false;
    while (!stack_.empty()) {
      if (Interrupted()) return false;
      if (stack_.back().next == stack_.back().names.size()) {
        stack_.pop_back();
        continue;
      }
      Level& level = stack_.back();
      const std::string& name = level.names[level.next++];
      const std::string child = Join(level.path, name);
      struct stat info;
      bool go_on = true;
      if (lstat(child.c_str(), &info) != 0) {
        go_on = visit_({child, Reason(errno), true});
      } else if (S_ISDIR(info.st_mode)) {
        if (name[0] != '.') go_on = Push(child, true);  // `level` and `name` are gone after this
      } else if (S_ISLNK(info.st_mode)) {
        if (stat(child.c_str(), &info) != 0) {
          go_on = visit_({child,
                          errno == ENOENT ? "the link leads nowhere; remove it or restore its target" : Reason(errno),
                          true});
        } else if (S_ISREG(info.st_mode)) {
          go_on = visit_({child, "", true});
        }
      } else if (S_ISREG(info.st_mode)) {
        go_on = visit_({child, "", true});
      }
      if (!go_on) return false;
    }
    return true;
  }

  const std::function<bool(const Source&)>& visit_;
  std::vector<Level> stack_;
};

}  // namespace

void ForEachSource(const std::vector<std::string>& paths, const std::function<bool(const Source&)>& visit) {
  Walker walker(visit);
  for (const std::string& path : paths) {
    if (!walker.Named(path)) return;
  }
}

void Reader::Close() {
  if (fd_ >= 0 && !standard_input_) close(fd_);
  fd_ = -1;
}

bool Reader::Open(const std::string& path, size_t head) {
  Close();
  used_ = 0;
  size_ = 0;
  truncated_ = false;
  error_.clear();
  standard_input_ = path == "-";
  if (standard_input_) {
    fd_ = STDIN_FILENO;
    return ReadUpTo(kMaxBytes);
  }
  // Not blocking: what was a file when it was listed may be a pipe by now.
  fd_ = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat info;
  if (fd_ < 0 || fstat(fd_, &info) != 0) {
    error_ = Reason(errno);
    return false;
  }
  if (!S_ISREG(info.st_mode)) {
    error_ = WrongKind(path, info.st_mode);
    return false;
  }
  size_ = static_cast<uint64_t>(info.st_size);
  truncated_ = size_ > kMaxBytes;
  return ReadUpTo(truncated_ ? head : kMaxBytes);
}

bool Reader::ReadRest() { return ReadUpTo(kMaxBytes); }

bool Reader::ReadUpTo(size_t limit) {
  // Room for the file and one byte more, so that its end is seen in one read.
  const size_t expected = static_cast<size_t>(std::min<uint64_t>(size_, limit)) + 1;
  if (buffer_.size() < expected) buffer_.resize(expected);
  while (true) {
    if (buffer_.size() <= used_) buffer_.resize(std::min(std::max<size_t>(used_ * 2, 1 << 16), kMaxBytes + 1));
    // One byte past the limit tells a file that ends there from one that goes on.
    const size_t room = std::min(buffer_.size(), limit + 1) - used_;
    if (room == 0) break;
    const ssize_t n = read(fd_, buffer_.data() + used_, room);
    if (n < 0) {
      if (errno == EINTR && !Interrupted()) continue;
      error_ = Reason(errno);
      return false;
    }
    if (n == 0) break;
    used_ += static_cast<size_t>(n);
  }
  if (used_ > kMaxBytes) {
    used_ = kMaxBytes;
    truncated_ = true;
  }
  // A file may grow or be of a kind that states no size.
  size_ = std::max<uint64_t>(size_, used_);
  if (!truncated_) size_ = used_;
  return true;
}

bool ReadFile(const std::string& path, std::string* content, std::string* error) {
  Reader reader;
  if (!reader.Open(path, kMaxBytes)) {
    *error = reader.error();
    return false;
  }
  if (reader.truncated()) {
    *error = "is longer than 64 MiB";
    return false;
  }
  content->assign(reader.bytes());
  return true;
}

}  // namespace caveat::cli
