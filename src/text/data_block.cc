#include "text/data_block.h"

#include <algorithm>
#include <iterator>

#include "text/ascii.h"

namespace caveat::text {
namespace {

// Keys of model and dataset cards that hold data. Sorted.
constexpr std::string_view kDataKeys[] = {
    "co2_eq_emissions", "configs",     "dataset_info",     "eval_results",
    "language_details", "model-index", "train-eval-index", "widget",
};

// Info strings of fences, in lower case. Sorted.
constexpr std::string_view kLanguages[] = {
    "bash",   "bat",     "batch",      "bib",     "bibtex",   "c",           "c#",      "c++",     "cmake",
    "cmd",    "console", "cpp",        "cs",      "csharp",   "css",         "cuda",    "diff",    "dockerfile",
    "go",     "golang",  "haskell",    "ipython", "java",     "javascript",  "js",      "jsx",     "julia",
    "kotlin", "latex",   "lua",        "make",    "makefile", "matlab",      "mermaid", "objc",    "pandas",
    "perl",   "php",     "powershell", "ps1",     "py",       "python",      "python3", "pytorch", "r",
    "ruby",   "rust",    "scala",      "sh",      "shell",    "shellscript", "sql",     "swift",   "tex",
    "ts",     "tsx",     "typescript", "vim",     "zsh",
};

template <size_t N>
bool Has(const std::string_view (&sorted)[N], std::string_view word) {
  return std::binary_search(std::begin(sorted), std::end(sorted), word);
}

}  // namespace

uint32_t SkipDataKey(std::string_view text, uint32_t at, uint32_t end) {
  const std::string_view line = text.substr(at, 32);
  const size_t colon = line.find(':');
  if (colon == line.npos || !Has(kDataKeys, line.substr(0, colon))) return at;
  for (size_t q = at;;) {
    q = text.find('\n', q);
    if (q == text.npos || ++q >= end) return end;
    const char c = text[q];
    // What is indented, a list at the margin, a comment or a blank line goes on with the key.
    if (c != ' ' && c != '\t' && c != '-' && c != '#' && c != '\n' && c != '\r') return static_cast<uint32_t>(q);
  }
}

bool IsCodeLanguage(std::string_view info) {
  while (!info.empty() && IsBlank(static_cast<uint8_t>(info.front()))) info.remove_prefix(1);
  while (!info.empty() && (IsBlank(static_cast<uint8_t>(info.back())) || info.back() == '\r')) info.remove_suffix(1);
  char lower[16];
  if (info.size() > sizeof(lower)) return false;
  std::transform(info.begin(), info.end(), lower,
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return Has(kLanguages, std::string_view(lower, info.size()));
}

size_t ClosingFence(std::string_view text, size_t fence) {
  const char mark = text[fence];
  size_t length = 0;
  while (fence + length < text.size() && text[fence + length] == mark) ++length;
  for (size_t line = text.find('\n', fence); line != text.npos; line = text.find('\n', line)) {
    size_t q = ++line;
    while (q < text.size() && (text[q] == ' ' || text[q] == '\t' || text[q] == '>')) ++q;
    size_t marks = 0;
    while (q < text.size() && text[q] == mark) ++q, ++marks;
    if (marks < length) continue;
    while (q < text.size() && (text[q] == ' ' || text[q] == '\t' || text[q] == '\r')) ++q;
    if (q == text.size() || text[q] == '\n') return line;
  }
  return text.npos;
}

}  // namespace caveat::text
