// File: src/rules/table.h
//
// Arrays that are made once and then only read: a Table owns its elements while it grows, and views them where they lie
// once they are part of the binary. Loading a serial form copies nothing, allocates nothing and touches only its head.
//
//   Table<uint32_t> ids;
//   ids.push_back(7);
//   TableWriter w;
//   w(ids);                       // the serial form: w.out
//   TableReader r(bytes);         // 8-byte aligned, must outlive the tables
//   r(ids);                       // a view; r.Done() tells whether the bytes were just right
//
// Elements are trivially copyable and keep the layout of this machine: a serial form is for the build that made it.
// Reading is thread-safe.

#ifndef CAVEAT_RULES_TABLE_H_
#define CAVEAT_RULES_TABLE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace caveat::rules {

// What it reads is like a const std::vector<T>. Growing a view copies it first.
template <class T>
class Table {
  static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);

 public:
  using value_type = T;

  Table() = default;
  Table(const Table& other) { *this = other; }
  Table(Table&& other) noexcept { *this = std::move(other); }
  Table& operator=(const Table& other) {
    if (this == &other) return *this;
    own_ = other.own_;
    if (other.owns_) return Sync();
    return View(other.data_, other.size_);
  }
  Table& operator=(Table&& other) noexcept {
    if (this == &other) return *this;
    own_ = std::move(other.own_);
    data_ = std::exchange(other.data_, nullptr);
    size_ = std::exchange(other.size_, 0);
    owns_ = std::exchange(other.owns_, true);
    other.own_.clear();
    return *this;
  }

  // `data` must outlive the table.
  Table& View(const T* data, size_t size) {
    own_.clear();
    owns_ = false;
    data_ = data;
    size_ = size;
    return *this;
  }

  const T& operator[](size_t i) const { return data_[i]; }
  const T* data() const { return data_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  const T& back() const { return data_[size_ - 1]; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  void push_back(const T& value) {
    Own();
    own_.push_back(value);
    Sync();
  }
  template <class It>
  void Append(It first, It last) {
    Own();
    own_.insert(own_.end(), first, last);
    Sync();
  }
  void assign(size_t size, const T& value) {
    own_.assign(size, value);
    Sync();
  }
  void resize(size_t size) {
    Own();
    own_.resize(size);
    Sync();
  }
  void clear() {
    own_.clear();
    Sync();
  }
  // The element at `i`, to be changed.
  T& Edit(size_t i) {
    Own();
    return own_[i];
  }
  // All of them; valid until the table grows.
  std::span<T> EditAll() {
    Own();
    return own_;
  }

 private:
  void Own() {
    if (owns_) return;
    own_.assign(data_, data_ + size_);
    Sync();
  }
  Table& Sync() {
    owns_ = true;
    data_ = own_.data();
    size_ = own_.size();
    return *this;
  }
  const T* data_ = nullptr;
  size_t size_ = 0;
  bool owns_ = true;
  std::vector<T> own_;
};

// Bytes, as text.
inline std::string_view AsText(const Table<char>& bytes) { return {bytes.data(), bytes.size()}; }
inline void Append(std::string_view text, Table<char>* bytes) { bytes->Append(text.begin(), text.end()); }
inline Table<char> BytesOf(std::string_view text) {
  Table<char> out;
  Append(text, &out);
  return out;
}

// All strings in one block. `ids` are given in order from 0.
class StringPool {
 public:
  std::string_view operator[](uint32_t id) const { return {bytes.data() + ends[id], ends[id + 1] - ends[id]}; }
  uint32_t size() const { return ends.empty() ? 0 : static_cast<uint32_t>(ends.size() - 1); }
  uint32_t Add(std::string_view text) {
    if (ends.empty()) ends.push_back(0);
    Append(text, &bytes);
    ends.push_back(static_cast<uint32_t>(bytes.size()));
    return size() - 1;
  }

  Table<char> bytes;
  Table<uint32_t> ends;  // one more than strings
};

// Each table: its length, its elements, filler up to eight bytes.
class TableWriter {
 public:
  template <class T>
  void operator()(const Table<T>& table) {
    const uint64_t size = table.size();
    out.append(reinterpret_cast<const char*>(&size), sizeof(size));
    if (size > 0) out.append(reinterpret_cast<const char*>(table.data()), size * sizeof(T));
    out.resize((out.size() + 7) / 8 * 8);
  }
  void operator()(const StringPool& pool) {
    (*this)(pool.bytes);
    (*this)(pool.ends);
  }
  std::string out;
};

class TableReader {
 public:
  explicit TableReader(std::string_view bytes)
      : rest_(bytes), ok_(reinterpret_cast<uintptr_t>(bytes.data()) % 8 == 0) {}
  template <class T>
  void operator()(Table<T>& table) {
    const uint64_t size = Length(sizeof(T));
    table.View(reinterpret_cast<const T*>(rest_.data()), size);
    rest_.remove_prefix(std::min<size_t>(rest_.size(), (size * sizeof(T) + 7) / 8 * 8));
  }
  void operator()(StringPool& pool) {
    (*this)(pool.bytes);
    (*this)(pool.ends);
  }
  bool ok() const { return ok_; }
  size_t left() const { return rest_.size(); }
  bool Done() const { return ok_ && rest_.empty(); }

 private:
  // 0, and not ok, if so many elements of `size` bytes and their filler are not there.
  uint64_t Length(size_t size) {
    uint64_t n = 0;
    if (!ok_ || rest_.size() < sizeof(n)) return ok_ = false, 0;
    std::memcpy(&n, rest_.data(), sizeof(n));
    rest_.remove_prefix(sizeof(n));
    if (n > rest_.size() / size || (n * size + 7) / 8 * 8 > rest_.size()) return ok_ = false, 0;
    return n;
  }
  std::string_view rest_;
  bool ok_;
};

}  // namespace caveat::rules

#endif  // CAVEAT_RULES_TABLE_H_
