#include "report/html_data.h"

#include <algorithm>
#include <numeric>

#include "report/json.h"
#include "report/terminal.h"

namespace caveat::report {

std::string ScriptJson(std::string_view json) {
  std::string out;
  out.reserve(json.size() + json.size() / 32);
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '<') {
      out += "\\u003c";
    } else if (c == '>') {
      out += "\\u003e";
    } else if (c == '&') {
      out += "\\u0026";
    } else if (c == '\xE2' && json.substr(i, 3) == "\xE2\x80\xA8") {
      out += "\\u2028";
      i += 2;
    } else if (c == '\xE2' && json.substr(i, 3) == "\xE2\x80\xA9") {
      out += "\\u2029";
      i += 2;
    } else {
      out += c;
    }
  }
  return out;
}

std::string DataBlock(std::string_view id, std::string_view json) {
  return "<script type=\"application/json\" id=\"" + std::string(id) + "\">" + ScriptJson(json) + "</script>\n";
}

std::string ShownJson(std::string_view text) { return StringJson(Printable(text)); }

std::string Base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t three = 0;
    for (size_t k = 0; k < 3; ++k)
      three = three << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (size_t k = 0; k < 4; ++k) out += i + k <= bytes.size() ? kDigits[three >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

std::string Packed(std::span<const uint32_t> column) {
  uint32_t most = 0;
  for (const uint32_t value : column) most = std::max(most, value);
  const int width = most < 1U << 8 ? 1 : most < 1U << 16 ? 2 : 4;
  std::string bytes;
  bytes.reserve(column.size() * static_cast<size_t>(width));
  for (const uint32_t value : column) {
    for (int k = 0; k < width; ++k) bytes += static_cast<char>(value >> (8 * k) & 0xFF);
  }
  return "{\"w\":" + std::to_string(width) + ",\"d\":\"" + Base64(bytes) + "\"}";
}

uint32_t Words::Of(std::string_view word) {
  const auto at = ids_.find(word);
  if (at != ids_.end()) return at->second;
  const auto id = static_cast<uint32_t>(words_.size());
  words_.emplace_back(ids_.emplace(word, id).first->first);
  return id;
}

std::vector<uint32_t> Words::Sort() {
  std::vector<uint32_t> order(words_.size()), rank(words_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return words_[a] < words_[b]; });
  for (size_t i = 0; i < order.size(); ++i) rank[order[i]] = static_cast<uint32_t>(i);
  for (auto& [word, id] : ids_) {
    id = rank[id];
    words_[id] = word;
  }
  return rank;
}

std::string Words::Json() const {
  std::string out = "[";
  for (size_t i = 0; i < words_.size(); ++i) out.append(i == 0 ? "" : ",").append(ShownJson(words_[i]));
  return out + "]";
}

uint32_t Pages::Add(std::string_view json) {
  if (size_ % kPage == 0) pages_.emplace_back();
  std::string& page = pages_.back();
  if (!page.empty()) page += ',';
  page += json;
  bytes_ += json.size() + 1;
  return static_cast<uint32_t>(size_++);
}

uint32_t Pages::AddOnce(const std::string& json) {
  const auto [at, fresh] = known_.try_emplace(json, static_cast<uint32_t>(size_));
  if (fresh) Add(json);
  return at->second;
}

std::string Pages::Block(size_t page) const {
  return DataBlock(name_ + std::to_string(page), "[" + pages_[page] + "]");
}

}  // namespace caveat::report
