#include "text/json.h"

#include <simdjson.h>

#include <algorithm>

namespace caveat::text {
namespace {

namespace od = simdjson::ondemand;

class Reader {
 public:
  Reader(uint64_t base, std::span<const std::string_view> skipped, Fields* fields)
      : base_(base), skipped_(skipped), fields_(fields) {}

  // `cut`: the text ends before its end.
  JsonError Read(std::string_view json, bool cut) {
    const simdjson::padded_string padded(json);
    start_ = padded.data();
    size_ = json.size();
    od::parser parser;
    od::document document;
    simdjson::error_code error = parser.iterate(padded).get(document);
    const bool begun = error == simdjson::SUCCESS;
    if (begun) error = Root(document);
    JsonError told;
    if (many_) {
      told = {"too many values", base_ + std::min(at_, size_)};
    } else if (error != simdjson::SUCCESS) {
      code_ = error;
      const char* place = nullptr;
      if (begun && document.current_location().get(place) == simdjson::SUCCESS && place >= start_)
        at_ = static_cast<size_t>(place - start_);
      told = {cut ? "cut off" : simdjson::error_message(error), base_ + std::min(at_, size_)};
    }
    return told;
  }

  simdjson::error_code code() const { return code_; }

 private:
  simdjson::error_code Root(od::document& document) {
    od::json_type type;
    if (const auto error = document.type().get(type)) return error;
    if (type == od::json_type::object) {
      od::object object;
      if (const auto error = document.get_object().get(object)) return error;
      return Object(object, 0, 0);
    }
    if (type == od::json_type::array) {
      od::array array;
      if (const auto error = document.get_array().get(array)) return error;
      return Array(array, 0);
    }
    return simdjson::SUCCESS;  // a lone value says nothing
  }

  simdjson::error_code Object(od::object& object, int depth, uint32_t item) {
    const size_t length = path_.size();
    for (auto member : object) {
      od::field field;
      if (const auto error = std::move(member).get(field)) return error;
      std::string_view key;
      if (const auto error = field.unescaped_key().get(key)) return error;
      if (std::find(skipped_.begin(), skipped_.end(), key) != skipped_.end()) continue;
      if (length != 0) path_ += '.';
      path_ += key;
      const auto error = Value(field.value(), depth, item);
      path_.resize(length);
      if (error) return error;
    }
    return simdjson::SUCCESS;
  }

  simdjson::error_code Array(od::array& array, int depth) {
    uint32_t item = 0;
    for (auto element : array) {
      od::value value;
      if (const auto error = element.get(value)) return error;
      if (const auto error = Value(value, depth, item++)) return error;
    }
    return simdjson::SUCCESS;
  }

  simdjson::error_code Value(od::value value, int depth, uint32_t item) {
    std::string_view raw = value.raw_json_token();
    at_ = static_cast<size_t>(raw.data() - start_);
    while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\t' || raw.back() == '\n' || raw.back() == '\r'))
      raw.remove_suffix(1);
    if (raw.empty()) return simdjson::TAPE_ERROR;
    if (raw[0] == '{' || raw[0] == '[') {
      if (depth + 1 >= kMaxJsonDepth) return simdjson::SUCCESS;
      if (raw[0] == '{') {
        od::object object;
        if (const auto error = value.get_object().get(object)) return error;
        return Object(object, depth + 1, item);
      }
      od::array array;
      if (const auto error = value.get_array().get(array)) return error;
      return Array(array, depth + 1);
    }
    if (path_.size() > kMaxFieldKey) return simdjson::SUCCESS;
    if (fields_->size() >= kMaxJsonFields) {
      many_ = true;
      return simdjson::CAPACITY;
    }
    Field field;
    field.key = path_;
    field.item = item;
    field.begin = base_ + at_;
    field.end = field.begin + raw.size();
    if (raw[0] == '"') {
      std::string_view text;
      if (const auto error = value.get_string().get(text)) return error;
      field.value = text;
    } else {
      field.value = raw;
      field.kind = raw == "null"                     ? Field::Kind::kNull
                   : raw == "true" || raw == "false" ? Field::Kind::kBool
                                                     : Field::Kind::kNumber;
      const bool number = raw[0] == '-' || raw[0] == 'N' || raw[0] == 'I' || (raw[0] >= '0' && raw[0] <= '9');
      if (field.kind == Field::Kind::kNumber && !number) return simdjson::TAPE_ERROR;
    }
    fields_->push_back(std::move(field));
    return simdjson::SUCCESS;
  }

  uint64_t base_;
  std::span<const std::string_view> skipped_;
  Fields* fields_;
  const char* start_ = nullptr;
  size_t size_ = 0;
  size_t at_ = 0;  // of the last value begun
  bool many_ = false;
  std::string path_;
  simdjson::error_code code_ = simdjson::SUCCESS;
};

}  // namespace

JsonError ReadJson(std::string_view json, uint64_t base, std::span<const std::string_view> skipped, Fields* fields) {
  if (json.substr(0, 3) == "\xEF\xBB\xBF") {
    json.remove_prefix(3);
    base += 3;
  }
  const size_t known = fields->size();
  Reader reader(base, skipped, fields);
  JsonError error = reader.Read(json, false);
  if (reader.code() == simdjson::UTF8_ERROR) {
    std::string ascii(json);
    for (char& c : ascii) {
      if (static_cast<unsigned char>(c) >= 0x80) c = '?';
    }
    fields->resize(known);
    return Reader(base, skipped, fields).Read(ascii, false);
  }
  // Of a text that was cut off the parser reads nothing at all: close it where its last value ends.
  if (error.message.empty() || fields->size() > known) return error;
  const size_t last = json.find_last_not_of(" \t\r\n");
  if (last == std::string_view::npos || json[last] == '}' || json[0] != '{') return error;
  const size_t cut = json.find_last_of(",\n");
  if (cut == std::string_view::npos) return error;
  fields->resize(known);
  JsonError again = Reader(base, skipped, fields).Read(std::string(json.substr(0, cut)) + "}", true);
  if (again.message.empty()) again = {"cut off", base + json.size()};
  return again;
}

}  // namespace caveat::text
