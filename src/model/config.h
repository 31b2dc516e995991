// File: src/model/config.h
//
// Configurations to fields (text/field.h): JSON (config.json, adapter_config.json, model_index.json,
// tokenizer_config.json ...), YAML (mergekit_config.yml, Kitfile, MOF manifests) and Modelfiles.
//
//   model::Config config = model::ReadConfig("config.json", bytes);
//   text::First(config.fields, "architectures")->value;   // "LlamaForCausalLM"
//   text::All(config.fields, "models.model");              // parents, in a mergekit_config.yml
//
// JSON: nested objects give dotted keys (text_config.vocab_size), lists repeat the key. Long tables that say nothing of
// origin (labels, added tokens, weight maps) are left out. Modelfile: keys `from`, `adapter`, `license`.
// After an error what stood before it is there. Total, pure, thread-safe, linear in the size; memory at most 8 times
// the file's.

#ifndef CAVEAT_MODEL_CONFIG_H_
#define CAVEAT_MODEL_CONFIG_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "text/field.h"

namespace caveat::model {

enum class ConfigFormat : uint8_t { kNone, kJson, kYaml, kModelfile };

// Told by the path alone; kNone for files that this module does not read.
ConfigFormat ConfigFormatOf(std::string_view path);

struct Config {
  ConfigFormat format = ConfigFormat::kNone;
  text::Fields fields;
  std::string error;  // empty: read to its end
  uint64_t error_at = 0;
};

Config ReadConfig(std::string_view path, std::string_view bytes);
Config ReadModelfile(std::string_view bytes);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_CONFIG_H_
