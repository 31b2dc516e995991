// File: src/model/roles.h
//
// What a file of a repository is there for, told by its path alone, and how much of it the judge wants to see. Pure
// functions, thread-safe, linear in the length of the path.

#ifndef CAVEAT_MODEL_ROLES_H_
#define CAVEAT_MODEL_ROLES_H_

#include <cstdint>
#include <string_view>

#include "caveat_export.h"
#include "model/model.h"

namespace caveat::model {

CAVEAT_API Role RoleOf(std::string_view path);

// What the name of a licence file says it covers: "weights" (LICENSE-MODEL), "code", "data", "docs" or "unspecified".
std::string_view CoversOf(std::string_view path);

// Weights in any format, also those whose header nobody reads (.bin, .pt, .onnx, .h5 ...).
bool IsWeights(std::string_view path);

// README.md at the top, the card that the Hub shows; any case, other markup too.
bool IsMainCard(std::string_view path);

// A README of a folder below the top. Its path does not tell what it is there for: see RoleIn in model/sources.h.
bool IsReadmeBelow(std::string_view path);

// The text of the file is to be checked (as far as it was read): licences, policies, notices, cards, data cards.
bool HasText(std::string_view path);

// How many bytes of the file are wanted, from its beginning; 0: the path alone is enough. A larger file is read to that
// limit and handed over as Content::kHead. GGUF and safetensors headers state their own length: `kHeaderFirst` bytes
// tell it, and `HeaderLength` says how many more are needed.
//
//   bytes = read(WishFor(path, size));
//   if (ReadPointer(bytes)) ...                                       // model/pointer.h; files below kMaxPointer
//   while ((n = HeaderLength(path, bytes)) > bytes.size() && more of the file) bytes = read(n);
//   if (n != 0 && n < bytes.size()) bytes.resize(n);
CAVEAT_API uint64_t WishFor(std::string_view path, uint64_t size);

// How many bytes of a weights file are wanted, judged by the first ones: more than `head` holds, or fewer when the rest
// says nothing; 0 for other files. See model/gguf.h and model/safetensors.h.
CAVEAT_API uint64_t HeaderLength(std::string_view path, std::string_view head);

inline constexpr uint64_t kMaxText = 8 << 20;       // of a licence, policy, notice or card
inline constexpr uint64_t kMaxConfig = 4 << 20;     // of a JSON or YAML configuration
inline constexpr uint64_t kHeaderFirst = 64 << 10;  // of a weights file
inline constexpr uint64_t kMaxDocument = 4 << 10;   // of a PDF or word processor file: enough to tell that it is one

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_ROLES_H_
