#include "model/safetensors.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

namespace caveat::model {
namespace {

namespace od = simdjson::ondemand;

constexpr std::string_view kMetadata = "__metadata__";
constexpr uint64_t kLength = 8;  // bytes of the length
// Statistics of training data and pictures: megabytes that name no licence.
constexpr std::array<std::string_view, 6> kSkipped = {
    "ss_tag_frequency", "ss_dataset_dirs", "ss_bucket_info", "ss_datasets", "modelspec.thumbnail", "ss_network_args",
};

uint64_t LittleEndian64(std::string_view bytes) {
  uint64_t value = 0;
  for (size_t i = 8; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

std::string_view Token(od::value& value) {
  std::string_view raw = value.raw_json_token();
  while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\t' || raw.back() == '\n' || raw.back() == '\r'))
    raw.remove_suffix(1);
  return raw;
}

class Reader {
 public:
  explicit Reader(Safetensors* out) : out_(out) {}

  // `json` begins at byte kLength of the file; `shapes`: the tensors too.
  simdjson::error_code Read(std::string_view json, uint64_t base, bool metadata_only) {
    const simdjson::padded_string padded(json);
    start_ = padded.data();
    base_ = base;
    od::parser parser;
    od::document document;
    if (const auto error = parser.iterate(padded).get(document)) return error;
    od::object object;
    simdjson::error_code error = document.get_object().get(object);
    if (error == simdjson::SUCCESS) error = metadata_only ? Metadata(object) : Members(object);
    const char* place = nullptr;
    if (error != simdjson::SUCCESS && document.current_location().get(place) == simdjson::SUCCESS && place >= start_) {
      at_ = std::min(static_cast<size_t>(place - start_), json.size());
    }
    return error;
  }

  uint64_t at() const { return base_ + at_; }

  void Finish() {
    const auto most = std::max_element(types_.begin(), types_.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != types_.end()) out_->dtype = most->first;
  }

 private:
  void Fail(std::string message, uint64_t at) {
    if (!out_->error.empty()) return;  // the first one tells
    out_->error = std::move(message);
    out_->error_at = at;
  }

  simdjson::error_code Members(od::object& object) {
    for (auto member : object) {
      od::field field;
      if (const auto error = std::move(member).get(field)) return error;
      std::string_view key;
      if (const auto error = field.unescaped_key().get(key)) return error;
      at_ = static_cast<size_t>(std::string_view(field.value().raw_json_token()).data() - start_);
      od::object inner;
      const auto error = field.value().get_object().get(inner);
      if (error == simdjson::INCORRECT_TYPE) {
        Fail("a member that is no object", base_ + at_);
        continue;
      }
      if (error) return error;
      if (const auto trouble = key == kMetadata ? Metadata(inner) : Tensor(inner)) return trouble;
    }
    return simdjson::SUCCESS;
  }

  simdjson::error_code Metadata(od::object& object) {
    for (auto member : object) {
      od::field field;
      if (const auto error = std::move(member).get(field)) return error;
      std::string_view key;
      if (const auto error = field.unescaped_key().get(key)) return error;
      if (std::find(kSkipped.begin(), kSkipped.end(), key) != kSkipped.end()) continue;
      od::value value = field.value();
      const std::string_view raw = Token(value);
      at_ = static_cast<size_t>(raw.data() - start_);
      text::Field told;
      told.key = key;
      told.begin = base_ + at_;
      told.end = told.begin + raw.size();
      if (out_->fields.size() >= kMaxSafetensorsFields || key.size() > text::kMaxFieldKey) continue;
      if (!keys_.insert(told.key).second) Fail("the key " + told.key + " stands twice", told.begin);
      if (raw.empty() || raw[0] != '"') {
        Fail("metadata that is no string", told.begin);
        if (raw.empty() || raw[0] == '{' || raw[0] == '[') continue;
        told.kind = raw == "null"                     ? text::Field::Kind::kNull
                    : raw == "true" || raw == "false" ? text::Field::Kind::kBool
                                                      : text::Field::Kind::kNumber;
        told.value = raw;
      } else {
        std::string_view string;
        if (const auto error = value.get_string().get(string)) return error;
        told.value = string;
      }
      out_->fields.push_back(std::move(told));
    }
    return simdjson::SUCCESS;
  }

  simdjson::error_code Tensor(od::object& object) {
    ++out_->tensors;
    uint64_t elements = 1;
    std::string_view type;
    bool shape = false;
    for (auto member : object) {
      od::field field;
      if (const auto error = std::move(member).get(field)) return error;
      std::string_view key;
      if (const auto error = field.unescaped_key().get(key)) return error;
      if (key == "dtype") {
        if (const auto error = field.value().get_string().get(type)) return error;
      } else if (key == "shape") {
        od::array extents;
        if (const auto error = field.value().get_array().get(extents)) return error;
        for (auto extent : extents) {
          uint64_t n = 0;
          if (const auto error = extent.get_uint64().get(n)) return error;
          if (n != 0 && elements > UINT64_MAX / n) return simdjson::NUMBER_OUT_OF_RANGE;
          elements *= n;
        }
        shape = true;
      }
    }
    if (!shape) return simdjson::SUCCESS;
    if (out_->parameters > UINT64_MAX - elements) return simdjson::NUMBER_OUT_OF_RANGE;
    out_->parameters += elements;
    const auto known =
        std::find_if(types_.begin(), types_.end(), [&](const auto& entry) { return entry.first == type; });
    if (known != types_.end()) {
      known->second += elements;
    } else if (types_.size() < 32) {
      types_.emplace_back(type, elements);
    }
    return simdjson::SUCCESS;
  }

  Safetensors* out_;
  const char* start_ = nullptr;
  uint64_t base_ = 0;
  size_t at_ = 0;
  std::vector<std::pair<std::string, uint64_t>> types_;
  std::set<std::string> keys_;
};

// The object behind "__metadata__" in a header that was cut off; empty unless all of it is there.
std::string_view MetadataOf(std::string_view json) {
  const size_t key = json.find("\"__metadata__\"");
  if (key == std::string_view::npos) return {};
  const size_t open = json.find('{', key);
  if (open == std::string_view::npos) return {};
  bool string = false;
  int depth = 0;
  for (size_t i = open; i < json.size(); ++i) {
    const char c = json[i];
    if (string) {
      if (c == '\\') ++i;
      string = c != '"';
    } else if (c == '"') {
      string = true;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return json.substr(open, i + 1 - open);
    }
  }
  return {};
}

}  // namespace

Safetensors ReadSafetensors(std::string_view head) {
  Safetensors out;
  if (head.size() <= kLength || head[kLength] != '{') return out;
  out.header = LittleEndian64(head);
  if (out.header < 2) return out;
  out.is_safetensors = true;
  if (out.header > kMaxSafetensorsHeader) {
    out.error = "a header of " + std::to_string(out.header) + " bytes, which is over the format's limit";
    return out;
  }
  Reader reader(&out);
  if (head.size() - kLength < out.header) {
    const std::string_view metadata = MetadataOf(head.substr(kLength));
    if (!metadata.empty()) reader.Read(metadata, static_cast<uint64_t>(metadata.data() - head.data()), true);
    return out;
  }
  const simdjson::error_code error = reader.Read(head.substr(kLength, out.header), kLength, false);
  reader.Finish();
  if (error != simdjson::SUCCESS) {
    out.error = simdjson::error_message(error);
    out.error_at = reader.at();
  } else {
    out.complete = true;
  }
  return out;
}

uint64_t SafetensorsHeaderLength(std::string_view head) {
  if (head.size() <= kLength || head[kLength] != '{') return 0;
  const uint64_t length = LittleEndian64(head);
  return length < 2 || length > kMaxSafetensorsHeader ? 0 : kLength + length;
}

}  // namespace caveat::model
