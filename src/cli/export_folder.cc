#include "cli/export_folder.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "report/exports.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

constexpr size_t kLongest = 150;  // of a part of a path; disks take 255 with the ending

std::string Part(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("_-+").find(c) != std::string_view::npos || (c == '.' && !out.empty());
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  if (out.size() > kLongest) out = out.substr(0, kLongest) + "~" + report::HashHex(text);
  return out;
}

}  // namespace

std::string ExportFolder::PathOf(std::string_view repository) {
  std::string out;
  while (!repository.empty()) {
    const size_t end = std::min(repository.find('/'), repository.size());
    if (end > 0) out.append(out.empty() ? "" : "/").append(Part(repository.substr(0, end)));
    repository.remove_prefix(std::min(end + 1, repository.size()));
  }
  return out.empty() ? "repository" : out;
}

bool ExportFolder::Write(std::string_view repository, std::string_view document) {
  std::string name = PathOf(repository);
  std::string lower = name;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (const int before = used_[lower]++; before > 0) name += "~" + std::to_string(before + 1);
  const std::filesystem::path path = std::filesystem::path(folder_) / (name + ending_);
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(document.data(), static_cast<std::streamsize>(document.size()));
  file.close();
  if (file.good()) return true;
  error_ = report::Printable(path.string()) + ": " + (error ? error.message() : std::string(strerror(errno)));
  return false;
}

}  // namespace caveat::cli
