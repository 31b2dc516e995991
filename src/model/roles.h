// File: src/model/roles.h
//
// What a file of a repository is there for, told by its path alone, and how much of it the judge wants to see. Pure
// functions, thread-safe, linear in the length of the path.

#ifndef CAVEAT_MODEL_ROLES_H_
#define CAVEAT_MODEL_ROLES_H_

#include <cstdint>
#include <string_view>

#include "model/model.h"

namespace caveat::model {

Role RoleOf(std::string_view path);

// How many bytes of the file are wanted, from its beginning; 0: the path alone is enough. A larger file is read to that
// limit and handed over as Content::kHead. GGUF and safetensors headers state their own length: `kHeaderFirst` bytes
// tell it, and `HeaderLength` (model/gguf.h, model/safetensors.h) says how many more are needed.
uint64_t WishFor(std::string_view path, uint64_t size);

inline constexpr uint64_t kMaxText = 8 << 20;       // of a licence, policy, notice or card
inline constexpr uint64_t kMaxConfig = 4 << 20;     // of a JSON or YAML configuration
inline constexpr uint64_t kHeaderFirst = 64 << 10;  // of a weights file

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_ROLES_H_
