// Makes GGUF and safetensors files for tests.

#ifndef CAVEAT_TESTS_MODEL_WEIGHTS_FILE_H_
#define CAVEAT_TESTS_MODEL_WEIGHTS_FILE_H_

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caveat::model {

// A GGUF file, key-value by key-value:
//   GgufFile().String("general.license", "mit").Strings("general.tags", {"a", "b"}).U32("acme.block_count", 7).Bytes()
class GgufFile {
 public:
  explicit GgufFile(uint32_t version = 3, bool big = false) : version_(version), big_(big) {}

  GgufFile& String(std::string_view key, std::string_view value) {
    Key(key, 8);
    Text(value);
    return *this;
  }
  GgufFile& U32(std::string_view key, uint32_t value) { return Number(key, 4, value); }
  template <class T>
  GgufFile& Number(std::string_view key, uint32_t type, T value) {
    Key(key, type);
    Put(value);
    return *this;
  }
  GgufFile& Strings(std::string_view key, const std::vector<std::string>& values) {
    Array(key, 8, values.size());
    for (const std::string& value : values) Text(value);
    return *this;
  }
  template <class T>
  GgufFile& Numbers(std::string_view key, uint32_t type, const std::vector<T>& values) {
    Array(key, type, values.size());
    for (const T value : values) Put(value);
    return *this;
  }
  // Only the head of an array; the test appends what it likes with Raw.
  GgufFile& Array(std::string_view key, uint32_t type, uint64_t count) {
    Key(key, 9);
    Put(type);
    Count(count);
    return *this;
  }
  GgufFile& Raw(std::string_view bytes) {
    body_ += bytes;
    return *this;
  }
  GgufFile& Tensor(std::string_view name, const std::vector<uint64_t>& extents) {
    std::swap(body_, infos_);
    Text(name);
    Put(static_cast<uint32_t>(extents.size()));
    for (const uint64_t extent : extents) Count(extent);
    Put(uint32_t{0});
    Put(uint64_t{0});
    std::swap(body_, infos_);
    ++tensors_;
    return *this;
  }
  GgufFile& Declare(uint64_t key_values) {
    declared_ = key_values;
    return *this;
  }

  std::string Bytes() const {
    GgufFile head(version_, big_);
    head.body_ = "GGUF";
    head.Put(version_);
    head.Count(tensors_);
    head.Count(declared_ != 0 ? declared_ : key_values_);
    return head.body_ + body_ + infos_;
  }

 private:
  template <class T>
  void Put(T value) {
    const auto bytes = std::bit_cast<std::array<char, sizeof(T)>>(value);
    if (big_) {
      body_.append(bytes.rbegin(), bytes.rend());
    } else {
      body_.append(bytes.begin(), bytes.end());
    }
  }
  void Count(uint64_t count) {
    if (version_ == 1) {
      Put(static_cast<uint32_t>(count));
    } else {
      Put(count);
    }
  }
  void Text(std::string_view text) {
    Count(text.size());
    body_ += text;
  }
  void Key(std::string_view key, uint32_t type) {
    Text(key);
    Put(type);
    ++key_values_;
  }

  uint32_t version_;
  bool big_;
  uint64_t key_values_ = 0, declared_ = 0, tensors_ = 0;
  std::string body_, infos_;
};

inline std::string SafetensorsFile(std::string_view json, uint64_t declared = 0) {
  const uint64_t length = declared != 0 ? declared : json.size();
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(length >> 8 * i & 0xFF);
  return bytes.append(json);
}

}  // namespace caveat::model

#endif  // CAVEAT_TESTS_MODEL_WEIGHTS_FILE_H_
