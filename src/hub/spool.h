// File: src/hub/spool.h
//
// Standard input, kept so that a second pass can read it: a regular file is read again from where it was, of a pipe a
// copy is made in a file without a name, which is gone whatever ends the program.
//
//   Spool spool;
//   spool.Open("/folder/of/the/database");
//   ... read, and spool.Append(what was read) ... spool.End();
//   if (spool.whole()) read(spool.Rewind(&packed), ...)
//
// A full disk ends the copy and nothing else: then there is no second pass. Not thread-safe.

#ifndef CAVEAT_HUB_SPOOL_H_
#define CAVEAT_HUB_SPOOL_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "hub/listing.h"

namespace caveat::hub {

class Spool {
 public:
  // `input`: standard input, but for tests. Without a place for a copy the spool is never whole.
  void Open(const std::string& folder, int input = 0);
  void Append(std::string_view bytes);  // unpacked
  void End();
  // All that came in can be had once more.
  bool whole() const { return whole_; }
  // A descriptor that stands at the beginning, not to be closed, or -1. `*packed`: it gives what came in; else what was
  // appended.
  int Rewind(bool* packed);

 private:
  Fd copy_;
  int input_ = -1;     // a regular file
  int64_t start_ = 0;  // of it
  bool whole_ = false;
};

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_SPOOL_H_
