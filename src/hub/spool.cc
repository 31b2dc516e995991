#include "hub/spool.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace caveat::hub {

void Spool::Open(const std::string& folder, int input) {
  struct stat info;
  if (fstat(input, &info) == 0 && S_ISREG(info.st_mode)) {
    start_ = lseek(input, 0, SEEK_CUR);
    if (start_ >= 0) {
      input_ = input;
      return;
    }
  }
  const std::string place = folder.empty() ? "." : folder;
  copy_ = Fd(open(place.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (copy_) return;
  // A file system that has no files without a name.
  std::string name = Join(place, ".caveat-XXXXXX");
  copy_ = Fd(mkostemp(name.data(), O_CLOEXEC));
  if (copy_) unlink(name.c_str());
}

void Spool::Append(std::string_view bytes) {
  while (copy_ && !bytes.empty()) {
    const ssize_t n = write(copy_.get(), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      copy_ = Fd();
      return;
    }
    bytes.remove_prefix(static_cast<size_t>(n));
  }
}

void Spool::End() { whole_ = copy_ || input_ >= 0; }

int Spool::Rewind(bool* packed) {
  *packed = input_ >= 0;
  const int file = *packed ? input_ : copy_.get();
  return whole_ && lseek(file, *packed ? start_ : 0, SEEK_SET) >= 0 ? file : -1;
}

}  // namespace caveat::hub
