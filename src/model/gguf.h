// File: src/model/gguf.h
//
// The key-values at the head of a GGUF file, versions 1 to 3, little and big endian. Of interest are `general.*` (name,
// licence, base models, data sets, source) and a few that tell the architecture; tokenizer tables are stepped over.
//
//   u32 magic | u32 version | u64 tensors | u64 key-values | (string key | u32 type | value)... | tensor infos | data
//
// Total: any bytes give an answer, an error names the byte. Nothing is allocated beyond the values kept: at most
// kMaxGgufFields fields, each a copy of bytes that are there, and no declared count is believed. Pure, thread-safe,
// linear in the bytes given.

#ifndef CAVEAT_MODEL_GGUF_H_
#define CAVEAT_MODEL_GGUF_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "text/field.h"

namespace caveat::model {

inline constexpr size_t kMaxGgufFields = 4096;
inline constexpr uint64_t kMaxGgufHeader = 64 << 20;  // bytes of a header that are looked at

struct Gguf {
  bool is_gguf = false;  // starts with the magic number
  uint32_t version = 0;
  bool big_endian = false;
  uint64_t tensors = 0;     // as declared
  uint64_t key_values = 0;  // as declared
  uint64_t parameters = 0;  // elements of all tensors; 0 unless all of their infos were there
  bool complete = false;    // all key-values were seen; a head that ends between two of them was cut there because
                            // the others say nothing (GgufHeaderLength)
  text::Fields fields;      // general.*, *.vocab_size, *.block_count and the like; list elements repeat the key
  std::string error;        // empty: what was there was well-formed
  uint64_t error_at = 0;    // byte
};

Gguf ReadGguf(std::string_view head);

// How many bytes of the file ReadGguf wants, judged by those at hand: more than head.size() means "ask again with that
// many" (never more than kMaxGgufHeader; the end of the file ends the asking too). Otherwise everything worth having
// lies within that many first bytes, and the rest can be dropped. 0 for what is not GGUF.
uint64_t GgufHeaderLength(std::string_view head);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_GGUF_H_
