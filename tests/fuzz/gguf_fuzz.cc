// Any bytes as the head of a GGUF file: an answer, places inside of what is there, no memory for what is only declared,
// and the same fields when the head is cut where GgufHeaderLength says.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/memory.h"
#include "fuzz/require.h"
#include "model/gguf.h"

namespace {

void Check(std::string_view bytes) {
  using namespace caveat::model;
  allocated = 0;
  const Gguf gguf = ReadGguf(bytes);
  Require(allocated <= 8 * bytes.size() + (4 << 20));
  Require(gguf.fields.size() <= kMaxGgufFields);
  Require(gguf.error_at <= bytes.size());
  Require(gguf.is_gguf || (gguf.fields.empty() && !gguf.complete));
  for (const caveat::text::Field& field : gguf.fields) {
    Require(field.begin <= field.end && field.end <= bytes.size());
    if (field.kind == caveat::text::Field::Kind::kText)
      Require(bytes.substr(field.begin, field.end - field.begin) == field.value);
  }
  const uint64_t wish = GgufHeaderLength(bytes);
  Require(wish <= kMaxGgufHeader && (wish == 0) == !gguf.is_gguf);
  if (wish == 0 || wish > bytes.size()) return;
  const Gguf cut = ReadGguf(bytes.substr(0, wish));
  Require(cut.fields.size() == gguf.fields.size() && cut.complete == gguf.complete);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  Check(bytes);
  Check("GGUF" + std::string("\3\0\0\0", 4) + bytes);  // so that mutations of the magic number are not lost
  return 0;
}
