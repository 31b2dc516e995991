#include "model/gguf.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <set>

namespace caveat::model {
namespace {

enum Type : uint32_t { kU8, kI8, kU16, kI16, kU32, kI32, kF32, kBool, kString, kArray, kU64, kI64, kF64, kTypes };

constexpr std::array<uint8_t, kTypes> kSizes = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
constexpr uint64_t kMaxKey = 65'535;
constexpr uint64_t kMaxDimensions = 8;  // the format has 4 today
constexpr int kMaxNesting = 4;          // arrays in arrays
constexpr uint64_t kMaxKeptValue = 4 << 20;
constexpr uint64_t kSmall = 1 << 20;  // a head that is kept whole, for the shapes of its tensors

bool IsKept(std::string_view key) {
  if (key.size() > text::kMaxFieldKey) return false;
  if (key.substr(0, 8) == "general.") return true;
  for (const std::string_view whole : {"tokenizer.ggml.model", "tokenizer.ggml.pre", "tokenizer.chat_template"}) {
    if (key == whole) return true;
  }
  if (key.substr(0, 10) == "tokenizer.") return false;
  for (const std::string_view end : {".vocab_size", ".block_count", ".embedding_length", ".context_length",
                                     ".feed_forward_length", ".attention.head_count", ".attention.head_count_kv",
                                     ".expert_count", ".expert_used_count", ".rope.freq_base"}) {
    if (key.size() > end.size() && key.substr(key.size() - end.size()) == end) return true;
  }
  return false;
}

class Reader {
 public:
  explicit Reader(std::string_view head) : head_(head) {}

  Gguf Read() {
    if (head_.substr(0, 4) != "GGUF") return std::move(gguf_);
    gguf_.is_gguf = true;
    at_ = 4;
    if (!Header()) return std::move(gguf_);
    useful_ = at_;
    for (uint64_t i = 0; i < gguf_.key_values; ++i) {
      if (at_ == head_.size()) {
        between_ = true;
        break;
      }
      if (!KeyValue()) return std::move(gguf_);
    }
    gguf_.complete = true;
    done_ = true;
    if (!between_) Tensors();
    return std::move(gguf_);
  }

  // The answer of GgufHeaderLength.
  uint64_t Wish() {
    Read();
    if (done_ && !between_) return at_ <= kSmall && infos_ ? at_ : useful_;
    // One byte into the next key-value: the end is seen to be none.
    const uint64_t enough = std::min<uint64_t>(useful_ + 1, head_.size());
    if (!cut_ && !between_) return enough;  // an error: more would not help
    if (needed_ > kMaxGgufHeader || head_.size() >= kMaxGgufHeader) return enough;
    return std::min(std::max(needed_, 4 * static_cast<uint64_t>(head_.size())), kMaxGgufHeader);
  }

 private:
  bool Fail(std::string message, uint64_t at) {
    gguf_.error = std::move(message);
    gguf_.error_at = at;
    return false;
  }

  // False: `n` further bytes are not all there.
  bool Have(uint64_t n) {
    if (n <= head_.size() - at_) return true;
    cut_ = true;
    needed_ = n > UINT64_MAX - at_ ? UINT64_MAX : at_ + n;
    return false;
  }

  template <class T>
  T Value(uint64_t at) const {
    std::array<char, sizeof(T)> bytes;
    std::memcpy(bytes.data(), head_.data() + at, sizeof(T));
    if (gguf_.big_endian != (std::endian::native == std::endian::big)) std::reverse(bytes.begin(), bytes.end());
    return std::bit_cast<T>(bytes);
  }

  bool U32(uint32_t* value) {
    if (!Have(4)) return false;
    *value = Value<uint32_t>(at_);
    at_ += 4;
    return true;
  }

  // Lengths and counts: 32 bits in version 1.
  bool Count(uint64_t* value) {
    if (gguf_.version == 1) {
      uint32_t narrow = 0;
      if (!U32(&narrow)) return false;
      *value = narrow;
      return true;
    }
    if (!Have(8)) return false;
    *value = Value<uint64_t>(at_);
    at_ += 8;
    return true;
  }

  bool String(std::string_view* value) {
    uint64_t length = 0;
    if (!Count(&length) || !Have(length)) return false;
    *value = head_.substr(at_, length);
    at_ += length;
    return true;
  }

  bool Header() {
    if (!U32(&gguf_.version)) return false;
    // Big-endian files carry no flag; their version shows it.
    if (gguf_.version != 0 && (gguf_.version & 0xFFFF) == 0) {
      gguf_.big_endian = true;
      gguf_.version = Value<uint32_t>(4);
    }
    if (gguf_.version < 1 || gguf_.version > 3) return Fail("unknown version " + std::to_string(gguf_.version), 4);
    return Count(&gguf_.tensors) && Count(&gguf_.key_values);
  }

  bool KeyValue() {
    const uint64_t start = at_;
    uint64_t length = 0;
    if (!Count(&length)) return false;
    if (length > kMaxKey) return Fail("a key of " + std::to_string(length) + " bytes", start);
    if (!Have(length)) return false;
    const std::string_view key = head_.substr(at_, length);
    at_ += length;
    const uint64_t type_at = at_;
    uint32_t type = 0;
    if (!U32(&type)) return false;
    if (type >= kTypes) return Fail("unknown type " + std::to_string(type), type_at);
    const bool keep = IsKept(key);
    if (keep && !keys_.insert(key).second && gguf_.error.empty())
      Fail("the key " + std::string(key) + " stands twice", start);
    if (!(type == kArray ? Array(keep ? key : std::string_view(), 0)
                         : Scalar(keep ? key : std::string_view(), type, 0)))
      return false;
    if (keep) useful_ = at_;
    return true;
  }

  // One value that is no array; kept under `key` unless that is empty.
  bool Scalar(std::string_view key, uint32_t type, uint32_t item) {
    text::Field field;
    if (type == kString) {
      std::string_view value;
      if (!String(&value)) return false;
      if (key.empty() || value.size() > kMaxKeptValue) return true;
      field.value = value;
      field.begin = at_ - value.size();
    } else {
      if (!Have(kSizes[type])) return false;
      field.begin = at_;
      at_ += kSizes[type];
      if (key.empty()) return true;
      field.kind = type == kBool ? text::Field::Kind::kBool : text::Field::Kind::kNumber;
      field.value = Printed(type, field.begin);
    }
    if (gguf_.fields.size() >= kMaxGgufFields) return true;
    field.key = key;
    field.item = item;
    field.end = at_;
    gguf_.fields.push_back(std::move(field));
    useful_ = at_;
    return true;
  }

  bool Array(std::string_view key, int nesting) {
    const uint64_t start = at_;
    uint32_t type = 0;
    uint64_t count = 0;
    if (!U32(&type) || !Count(&count)) return false;
    if (type >= kTypes) return Fail("unknown type " + std::to_string(type), start);
    if (type == kArray) {
      if (nesting >= kMaxNesting) return Fail("arrays nested too deeply", start);
      for (uint64_t i = 0; i < count; ++i) {
        if (!Array({}, nesting + 1)) return false;
      }
      return true;
    }
    if (type != kString && (key.empty() || count > kMaxGgufFields)) {  // all of one size: stepped over at once
      if (count > UINT64_MAX / kSizes[type]) return Fail("an array of " + std::to_string(count) + " values", start);
      if (!Have(count * kSizes[type])) return false;
      at_ += count * kSizes[type];
      return true;
    }
    for (uint64_t i = 0; i < count; ++i) {
      if (!Scalar(key, type, static_cast<uint32_t>(i))) return false;
    }
    return true;
  }

  template <class T>
  static std::string Printed(T value) {
    char buffer[40];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    return error == std::errc() ? std::string(buffer, end) : std::string();
  }

  std::string Printed(uint32_t type, uint64_t at) const {
    switch (type) {
      case kU8:
        return Printed(unsigned{Value<uint8_t>(at)});
      case kI8:
        return Printed(int{Value<int8_t>(at)});
      case kU16:
        return Printed(Value<uint16_t>(at));
      case kI16:
        return Printed(Value<int16_t>(at));
      case kU32:
        return Printed(Value<uint32_t>(at));
      case kI32:
        return Printed(Value<int32_t>(at));
      case kF32:
        return Printed(Value<float>(at));
      case kBool:
        return Value<uint8_t>(at) != 0 ? "true" : "false";
      case kU64:
        return Printed(Value<uint64_t>(at));
      case kI64:
        return Printed(Value<int64_t>(at));
      default:
        return Printed(Value<double>(at));
    }
  }

  // Counts elements, if all infos are there; what is not is no error, the key-values were what mattered.
  void Tensors() {
    uint64_t parameters = 0;
    for (uint64_t i = 0; i < gguf_.tensors; ++i) {
      std::string_view name;
      uint32_t dimensions = 0, type = 0;
      if (!String(&name) || !U32(&dimensions)) return;
      if (dimensions > kMaxDimensions) {
        if (gguf_.error.empty()) Fail("a tensor of " + std::to_string(dimensions) + " dimensions", at_ - 4);
        return;
      }
      uint64_t elements = 1;
      for (uint32_t d = 0; d < dimensions; ++d) {
        uint64_t extent = 0;
        if (!Count(&extent)) return;
        if (extent != 0 && elements > UINT64_MAX / extent) return;
        elements *= extent;
      }
      if (!U32(&type) || !Have(8)) return;
      at_ += 8;
      if (parameters > UINT64_MAX - elements) return;
      parameters += elements;
    }
    gguf_.parameters = parameters;
    infos_ = true;
  }

  std::string_view head_;
  Gguf gguf_;
  uint64_t at_ = 0;
  bool cut_ = false;      // the head ends inside of something
  bool between_ = false;  // the head ends between two key-values
  bool done_ = false;     // all key-values were walked over, or the head ended between two
  bool infos_ = false;    // so were all infos of tensors
  uint64_t needed_ = 0;
  uint64_t useful_ = 0;  // where the last kept value ends
  std::set<std::string_view> keys_;
};

}  // namespace

Gguf ReadGguf(std::string_view head) { return Reader(head.substr(0, kMaxGgufHeader)).Read(); }

uint64_t GgufHeaderLength(std::string_view head) {
  if (head.substr(0, 4) != "GGUF") return 0;
  Reader reader(head.substr(0, kMaxGgufHeader));
  return reader.Wish();
}

}  // namespace caveat::model
