// File: src/cli/exit_codes.h
//
// What the command returns; the same for every sub-command. Other programs rely on these numbers.

#ifndef CAVEAT_CLI_EXIT_CODES_H_
#define CAVEAT_CLI_EXIT_CODES_H_

namespace caveat::cli {

inline constexpr int kDone = 0;
inline constexpr int kNo = 1;          // the answer is no
inline constexpr int kUsage = 2;       // bad flag, unknown id, unreadable rules
inline constexpr int kUnreadable = 3;  // done, but some input could not be read
inline constexpr int kInternal = 4;    // internal error, or the output could not be written
inline constexpr int kInterrupted = 130;

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_EXIT_CODES_H_
