// File: src/cli/output.h
//
// Standard output through one buffer, standard error for messages, and the signals that concern both. A reader that
// goes away (a closed pipe) ends the run quietly. Used by one thread.

#ifndef CAVEAT_CLI_OUTPUT_H_
#define CAVEAT_CLI_OUTPUT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace caveat::cli {

// Standard output. Write and Flush return false when nothing more can be written.
class Output {
 public:
  Output() = default;
  ~Output() { Flush(); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  bool Write(std::string_view text);
  bool Flush();
  // What to return for a run that would have returned `code`: kDone for a closed pipe, kInternal (with a message) for
  // an error.
  int Finish(int code);
  // False once writing has failed.
  bool good() const { return error_ == 0; }

 private:
  std::string buffer_;
  int error_ = 0;
};

// "caveat: message" on standard error. The message must be escaped already.
void Complain(std::string_view message);

// Turns a broken pipe into an error of write(), and the first interrupt into Interrupted(); the second one ends the
// program.
void InstallSignals();
bool Interrupted();

// What `--color` says, decided for standard output: "always", "never", or "auto" (a terminal, and NO_COLOR is not set).
bool UseColor(std::string_view mode);
// Columns of the terminal on standard output; 100 where there is none.
size_t OutputWidth();

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_OUTPUT_H_
