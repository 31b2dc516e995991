// File: src/model/safetensors.h
//
// The JSON header of a safetensors file: `__metadata__` (licence, ModelSpec, merge parents, training notes) and the
// shapes of its tensors.
//
//   u64 little-endian N | N bytes of JSON | data
//
// Total: any bytes give an answer, an error names the byte. The declared length is not believed: work and memory are
// linear in the bytes given, memory at most 8 times these. Pure, thread-safe.

#ifndef CAVEAT_MODEL_SAFETENSORS_H_
#define CAVEAT_MODEL_SAFETENSORS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "text/field.h"

namespace caveat::model {

inline constexpr uint64_t kMaxSafetensorsHeader = 100'000'000;  // the format's own limit
inline constexpr size_t kMaxSafetensorsFields = 4096;

struct Safetensors {
  bool is_safetensors = false;  // a plausible length, then a JSON object
  uint64_t header = 0;          // bytes of the JSON, as declared
  uint64_t tensors = 0;         // seen
  uint64_t parameters = 0;      // elements of the tensors seen
  std::string dtype;            // of most parameters: "BF16"
  bool complete = false;        // the header was read to its end
  text::Fields fields;          // of __metadata__, keys as they stand: "modelspec.license", "format"
  std::string error;            // empty: what was there was well-formed
  uint64_t error_at = 0;        // byte
};

Safetensors ReadSafetensors(std::string_view head);

// How many bytes of the file ReadSafetensors wants: 8 + N, as the first 8 bytes tell. 0 for what is no safetensors
// header, or one beyond the limit.
uint64_t SafetensorsHeaderLength(std::string_view head);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_SAFETENSORS_H_
