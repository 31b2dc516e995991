// File: src/model/pointer.h
//
// Git LFS and xet pointers: short texts that stand in the place of a file whose content is elsewhere.
//
//   version https://git-lfs.github.com/spec/v1
//   oid sha256:4d7a...
//   size 4976698672
//
// Pure, thread-safe.

#ifndef CAVEAT_MODEL_POINTER_H_
#define CAVEAT_MODEL_POINTER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "caveat_export.h"

namespace caveat::model {

inline constexpr size_t kMaxPointer = 1024;  // bytes; a pointer is shorter

struct Pointer {
  std::string oid;    // hex, of the content's SHA-256; another hash for xet; empty if not told
  uint64_t size = 0;  // of the content
  bool size_known = false;
};

// `bytes` is the whole file. Nothing if it is no pointer.
CAVEAT_API std::optional<Pointer> ReadPointer(std::string_view bytes);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_POINTER_H_
