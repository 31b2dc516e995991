// File: src/report/html_data.h
//
// Data of a page that has to stay small: words written once, columns of numbers in as few bytes as they need, and lists
// of records in pages, so that a script reads only what is looked at. All of it is text that may stand within
// <script type="application/json">. Pure data, used by one thread; linear.
//
//   Words licences;
//   column.push_back(licences.Of("MIT"));
//   const std::vector<uint32_t> rank = licences.Sort();   // column[i] is now word rank[column[i]]
//   out += DataBlock("table", "{\"licences\":" + licences.Json() + ",\"licence\":" + Packed(column) + "}");

#ifndef CAVEAT_REPORT_HTML_DATA_H_
#define CAVEAT_REPORT_HTML_DATA_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace caveat::report {

// JSON as the content of a script element: nothing in it can end the element, begin a comment or break a line. Still
// the same JSON.
std::string ScriptJson(std::string_view json);
// A script element that holds data and is never run. `id` must be a name of ours.
std::string DataBlock(std::string_view id, std::string_view json);

// What strangers wrote, as a JSON string in which everything can be seen (report/terminal.h: Printable).
std::string ShownJson(std::string_view text);

std::string Base64(std::string_view bytes);

// {"w":2,"d":"AAEC..."}: little-endian numbers of `w` bytes (1, 2 or 4) in base64.
std::string Packed(std::span<const uint32_t> column);

// Each different string once, numbered in the order of their coming. Word 0 is the empty one.
class Words {
 public:
  Words() { Of({}); }
  uint32_t Of(std::string_view word);
  const std::vector<std::string_view>& words() const { return words_; }
  // By bytes, the empty one first: then numbers can be compared in place of words. For each old number the new one.
  std::vector<uint32_t> Sort();
  std::string Json() const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  std::unordered_map<std::string, uint32_t, Hash, std::equal_to<>> ids_;
  std::vector<std::string_view> words_;  // into ids_, whose keys stay where they are
};

// A list of JSON values in pages of kPage, each a block of its own: value n is element n % kPage of block n / kPage.
class Pages {
 public:
  static constexpr size_t kPage = 1024;

  explicit Pages(char name) : name_(name) {}
  uint32_t Add(std::string_view json);
  // The number of an equal value that is there, else that of a new one.
  uint32_t AddOnce(const std::string& json);
  size_t size() const { return size_; }
  size_t bytes() const { return bytes_; }
  // Blocks "S0", "S1" ... for the name 'S'.
  size_t blocks() const { return pages_.size(); }
  std::string Block(size_t page) const;

 private:
  char name_;
  size_t size_ = 0, bytes_ = 0;
  std::vector<std::string> pages_;
  std::unordered_map<std::string, uint32_t> known_;
};

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_HTML_DATA_H_
