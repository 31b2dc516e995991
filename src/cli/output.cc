#include "cli/output.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "cli/exit_codes.h"

namespace caveat::cli {
namespace {

constexpr size_t kBufferSize = 1 << 16;
constexpr size_t kDefaultWidth = 100;
// Longer lines are hard to read, however wide the terminal.
constexpr size_t kMaxWidth = 140;

volatile sig_atomic_t interrupted = 0;

void OnInterrupt(int) { interrupted = 1; }

// Writes everything; 0 or errno.
int WriteAll(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = write(fd, text.data(), text.size());
    if (n >= 0) {
      text.remove_prefix(static_cast<size_t>(n));
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

}  // namespace

bool Output::Write(std::string_view text) {
  if (error_ != 0) return false;
  buffer_.append(text);
  return buffer_.size() < kBufferSize || Flush();
}

bool Output::Flush() {
  if (error_ == 0) error_ = WriteAll(STDOUT_FILENO, buffer_);
  buffer_.clear();
  return error_ == 0;
}

int Output::Finish(int code) {
  Flush();
  if (error_ == 0) return code;
  if (error_ == EPIPE) return kDone;
  Complain(std::string("standard output: ") + strerror(error_) + ". What was printed is not complete.");
  return kInternal;
}

void Complain(std::string_view message) {
  std::string line = "caveat: ";
  line.append(message);
  if (!line.ends_with('\n')) line += '\n';
  WriteAll(STDERR_FILENO, line);
}

void InstallSignals() {
  signal(SIGPIPE, SIG_IGN);
  struct sigaction action = {};
  action.sa_handler = OnInterrupt;
  // Not restarted: a read that waits on standard input has to return.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool Interrupted() { return interrupted != 0; }

bool UseColor(std::string_view mode) {
  if (mode == "always") return true;
  if (mode == "never") return false;
  const char* no_color = getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* term = getenv("TERM");
  if (term != nullptr && strcmp(term, "dumb") == 0) return false;
  return isatty(STDOUT_FILENO) == 1;
}

size_t OutputWidth() {
  winsize size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kDefaultWidth;
  return std::min<size_t>(size.ws_col, kMaxWidth);
}

}  // namespace caveat::cli
