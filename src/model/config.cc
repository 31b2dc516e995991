#include "model/config.h"

#include <algorithm>
#include <array>

#include "text/json.h"
#include "text/yaml.h"

namespace caveat::model {
namespace {

// Tables of thousands of entries that say nothing of origin or licence.
constexpr std::array<std::string_view, 9> kTables = {
    "id2label", "label2id", "added_tokens_decoder", "weight_map", "task_specific_params", "log_history", "vocab",
    "merges",   "features",
};

constexpr size_t kMaxModelfileFields = 1000;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c; }

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

std::string_view Trim(std::string_view s) {
  while (!s.empty() && (IsBlank(s.front()) || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (IsBlank(s.back()) || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

}  // namespace

ConfigFormat ConfigFormatOf(std::string_view path) {
  std::string name(path.substr(path.rfind('/') + 1));
  std::transform(name.begin(), name.end(), name.begin(), Lower);
  const auto is = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (is({"config.json", "adapter_config.json", "model_index.json", "tokenizer_config.json", "generation_config.json",
          "configuration.json", "params.json", "quantize_config.json", "model-metadata.json",
          "model-instance-metadata.json", "dataset-metadata.json", "dataset_infos.json", "modelpack.json",
          "oci-manifest.json"}) ||
      name.ends_with(".safetensors.index.json") || name.ends_with(".bin.index.json")) {
    return ConfigFormat::kJson;
  }
  if (is({"mergekit_config.yml", "mergekit_config.yaml", "mergekit-config.yml", "mergekit-config.yaml", "kitfile",
          "kitfile.yaml", "kitfile.yml", "mof.yml", "mof.yaml"}) ||
      name.ends_with(".mof.yml") || name.ends_with(".mof.yaml")) {
    return ConfigFormat::kYaml;
  }
  if (name == "modelfile" || name.starts_with("modelfile.") || name.ends_with(".modelfile"))
    return ConfigFormat::kModelfile;
  return ConfigFormat::kNone;
}

Config ReadModelfile(std::string_view bytes) {
  Config config;
  config.format = ConfigFormat::kModelfile;
  size_t i = bytes.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  while (i < bytes.size()) {
    size_t end = std::min(bytes.find('\n', i), bytes.size());
    while (i < end && IsBlank(bytes[i])) ++i;
    std::string word;
    size_t value = i;
    while (value < end && !IsBlank(bytes[value]) && bytes[value] != '\r') word += Lower(bytes[value++]);
    while (value < end && IsBlank(bytes[value])) ++value;
    size_t stop = end, begin = value;
    if (bytes.compare(value, 3, "\"\"\"") == 0) {
      begin = value + 3;
      stop = bytes.find("\"\"\"", begin);
      if (stop == std::string_view::npos) {
        config.error = "three quotes that are never closed";
        config.error_at = value;
        stop = bytes.size();
      }
      end = std::min(bytes.find('\n', stop), bytes.size());
    } else if (value < end && bytes[value] == '"') {
      // One pair of quotes may span lines too.
      const size_t close = bytes.find('"', value + 1);
      if (close != std::string_view::npos) {
        begin = value + 1;
        stop = close;
        end = std::min(bytes.find('\n', close), bytes.size());
      }
    }
    const bool wanted = word == "from" || word == "adapter" || word == "license";
    if (wanted && config.fields.size() < kMaxModelfileFields) {
      text::Field field;
      field.key = word;
      field.value = stop == end ? Trim(bytes.substr(begin, stop - begin)) : bytes.substr(begin, stop - begin);
      field.begin = begin;
      field.end = begin + field.value.size();
      for (const text::Field& other : config.fields) field.item += other.key == word;
      if (!field.value.empty()) config.fields.push_back(std::move(field));
    }
    i = end + 1;
  }
  return config;
}

Config ReadConfig(std::string_view path, std::string_view bytes) {
  Config config;
  config.format = ConfigFormatOf(path);
  switch (config.format) {
    case ConfigFormat::kJson: {
      text::JsonError error = text::ReadJson(bytes, 0, kTables, &config.fields);
      config.error = std::move(error.message);
      config.error_at = error.at;
      break;
    }
    case ConfigFormat::kYaml: {
      const bool bom = bytes.substr(0, 3) == "\xEF\xBB\xBF";
      text::YamlError error = text::ReadYaml(bytes.substr(bom ? 3 : 0), bom ? 3 : 0, &config.fields);
      config.error = std::move(error.message);
      config.error_at = error.at;
      break;
    }
    case ConfigFormat::kModelfile:
      config = ReadModelfile(bytes);
      break;
    case ConfigFormat::kNone:
      break;
  }
  return config;
}

}  // namespace caveat::model
