#include "model/repository.h"

#include <cstddef>

namespace caveat::model {

std::string_view LayoutName(Layout layout) {
  constexpr std::string_view kNames[] = {
      "directory", "hf-local-dir", "hf-cache",         "modelscope", "ollama", "oci",    "git",
      "archive",   "gguf-file",    "safetensors-file", "dump",       "paths",  "memory",
  };
  static_assert(sizeof kNames / sizeof *kNames == static_cast<size_t>(Layout::kMemory) + 1);
  return kNames[static_cast<size_t>(layout)];
}

}  // namespace caveat::model
