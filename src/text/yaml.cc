#include "text/yaml.h"

#include <yaml.h>

#include <algorithm>
#include <vector>

namespace caveat::text {
namespace {

// libyaml counts characters; this leads back to bytes. Places are asked for in rising order.
class Bytes {
 public:
  explicit Bytes(std::string_view text) : text_(text) {
    ascii_ = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    // A byte order mark is eaten without being counted.
    if (text.substr(0, 3) == "\xEF\xBB\xBF") byte_ = 3;
  }

  uint64_t At(size_t character) {
    if (ascii_) return std::min(character, text_.size());
    if (character < character_) {  // the end of one event may lie behind the start of the next
      while (character_ > character && byte_ > 0) {
        --byte_;
        while (byte_ > 0 && (text_[byte_] & 0xC0) == 0x80) --byte_;
        --character_;
      }
      return byte_;
    }
    while (character_ < character && byte_ < text_.size()) {
      ++byte_;
      while (byte_ < text_.size() && (text_[byte_] & 0xC0) == 0x80) ++byte_;
      ++character_;
    }
    return byte_;
  }

 private:
  std::string_view text_;
  bool ascii_ = false;
  size_t character_ = 0, byte_ = 0;
};

// A map or list that is open.
struct Level {
  bool map = false;
  bool top = false;          // the map that a document is
  bool want_key = true;      // of a map
  size_t key_length = 0;     // of the path outside
  uint32_t item = 0;         // of a list: the next one
  uint32_t item_around = 0;  // of a map: the item of the list it stands in
};

class Reader {
 public:
  Reader(std::string_view yaml, uint64_t base, Fields* fields)
      : yaml_(yaml), base_(base), fields_(fields), bytes_(yaml) {}

  YamlError Read() {
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) return {"no memory", base_};
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(yaml_.data()), yaml_.size());
    YamlError error;
    for (bool done = false; !done;) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser, &event) == 0) {
        error = ErrorOf(parser);
        break;
      }
      done = event.type == YAML_STREAM_END_EVENT;
      const char* trouble = Take(event);
      if (trouble != nullptr) {
        error = {trouble, base_ + bytes_.At(event.start_mark.index)};
        done = true;
      }
      yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return error;
  }

 private:
  YamlError ErrorOf(const yaml_parser_t& parser) {
    YamlError error;
    error.message = parser.problem != nullptr ? parser.problem : "not YAML";
    if (parser.context != nullptr) error.message = std::string(parser.context) + ", " + error.message;
    // A reader error (no UTF-8, a control character) has a place of its own, in bytes.
    error.at = base_ + (parser.error == YAML_READER_ERROR ? std::min(parser.problem_offset, yaml_.size())
                                                          : bytes_.At(parser.problem_mark.index));
    return error;
  }

  // Null, or what is wrong.
  const char* Take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        path_.clear();
        levels_.clear();
        return nullptr;
      case YAML_ALIAS_EVENT: {
        const std::string name = std::string("*") + reinterpret_cast<const char*>(event.data.alias.anchor);
        return Scalar(name, Field::Kind::kText, event);
      }
      case YAML_SCALAR_EVENT: {
        const std::string_view value(reinterpret_cast<const char*>(event.data.scalar.value), event.data.scalar.length);
        const bool plain = event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        return Scalar(value, plain ? KindOfPlain(value) : Field::Kind::kText, event);
      }
      case YAML_SEQUENCE_START_EVENT:
        return Open(false);
      case YAML_MAPPING_START_EVENT:
        return Open(true);
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        path_.resize(levels_.back().key_length);
        levels_.pop_back();
        ValueDone();
        return nullptr;
      default:
        return nullptr;
    }
  }

  uint32_t Item() const {
    if (levels_.empty()) return 0;
    return levels_.back().map ? levels_.back().item_around : levels_.back().item;
  }

  const char* Open(bool map) {
    if (levels_.size() >= kMaxYamlDepth) return "nested too deeply";
    // A map or list as a key of a map: its parts have no name of their own.
    Level level;
    level.map = map;
    level.top = levels_.empty();
    level.item_around = Item();
    level.key_length = path_.size();
    levels_.push_back(level);
    return nullptr;
  }

  const char* Scalar(std::string_view value, Field::Kind kind, const yaml_event_t& event) {
    if (!levels_.empty() && levels_.back().map && levels_.back().want_key) {
      Level& level = levels_.back();
      level.want_key = false;
      if (!level.top) {
        const char* trouble = Add(value, Field::Kind::kKey, event);
        if (trouble != nullptr) return trouble;
        path_ += '.';
      }
      path_ += value;
      return nullptr;
    }
    const char* trouble = Add(value, kind, event);
    ValueDone();
    return trouble;
  }

  const char* Add(std::string_view value, Field::Kind kind, const yaml_event_t& event) {
    if (path_.size() > kMaxFieldKey) return nullptr;
    if (fields_->size() >= kMaxYamlFields) return "too many values";
    Field field;
    field.key = path_;
    field.value = value;
    field.kind = kind;
    field.item = Item();
    field.begin = base_ + bytes_.At(event.start_mark.index);
    field.end = base_ + bytes_.At(event.end_mark.index);
    // The end mark of a block scalar lies behind its line ends and the blanks of the next line.
    while (field.end > field.begin &&
           std::string_view(" \t\r\n").find(yaml_[field.end - base_ - 1]) != std::string_view::npos)
      --field.end;
    fields_->push_back(std::move(field));
    return nullptr;
  }

  // A value is complete: the path goes back to where it belongs.
  void ValueDone() {
    if (levels_.empty()) return;
    Level& level = levels_.back();
    if (!level.map) {
      ++level.item;
    } else if (level.want_key) {  // it was a key, though no scalar
      level.want_key = false;
    } else {
      level.want_key = true;
      path_.resize(level.key_length);
    }
  }

  std::string_view yaml_;
  uint64_t base_;
  Fields* fields_;
  Bytes bytes_;
  std::vector<Level> levels_;
  std::string path_;
};

bool IsAnyOf(std::string_view scalar, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), scalar) != words.end();
}

}  // namespace

Field::Kind KindOfPlain(std::string_view scalar) {
  if (IsAnyOf(scalar, {"", "~", "null", "Null", "NULL"})) return Field::Kind::kNull;
  if (IsAnyOf(scalar, {"true", "True", "TRUE", "false", "False", "FALSE", "yes", "Yes", "YES", "no", "No", "NO", "on",
                       "On", "ON", "off", "Off", "OFF"})) {
    return Field::Kind::kBool;
  }
  size_t i = scalar[0] == '-' || scalar[0] == '+';
  bool digits = false, dot = false;
  for (; i < scalar.size(); ++i) {
    const char c = scalar[i];
    if (c >= '0' && c <= '9') {
      digits = true;
    } else if (c == '.' && !dot) {
      dot = true;
    } else if ((c == 'e' || c == 'E') && digits && i + 1 < scalar.size()) {
      if (scalar[i + 1] == '-' || scalar[i + 1] == '+') ++i;
      dot = true;
      digits = false;
    } else {
      return Field::Kind::kText;
    }
  }
  return digits ? Field::Kind::kNumber : Field::Kind::kText;
}

YamlError ReadYaml(std::string_view yaml, uint64_t base, Fields* fields) {
  if (yaml.empty()) return {};
  return Reader(yaml, base, fields).Read();
}

}  // namespace caveat::text
