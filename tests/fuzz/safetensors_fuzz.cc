// Any bytes as the head of a safetensors file: an answer, places inside of what is there, and no memory for what is
// only declared.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/memory.h"
#include "fuzz/require.h"
#include "model/safetensors.h"

namespace {

void Check(std::string_view bytes) {
  using namespace caveat::model;
  allocated = 0;
  const Safetensors file = ReadSafetensors(bytes);
  Require(allocated <= 10 * bytes.size() + (4 << 20));
  Require(file.fields.size() <= kMaxSafetensorsFields && file.error_at <= bytes.size());
  Require(file.is_safetensors || (file.fields.empty() && !file.complete && file.parameters == 0));
  for (const caveat::text::Field& field : file.fields) Require(field.begin <= field.end && field.end <= bytes.size());
  const uint64_t wish = SafetensorsHeaderLength(bytes);
  Require(wish <= kMaxSafetensorsHeader + 8);
  if (wish == 0 || wish > bytes.size()) return;
  Require(ReadSafetensors(bytes.substr(0, wish)).fields.size() == file.fields.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  Check(bytes);
  std::string fitting;  // with a length that fits, so that the JSON is reached
  const uint64_t length = size > 8 ? size - 8 : 2;
  for (int i = 0; i < 8; ++i) fitting += static_cast<char>(length >> 8 * i & 0xFF);
  if (size > 8) fitting += bytes.substr(8);
  Check(fitting);
  return 0;
}
