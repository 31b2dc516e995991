// What bench/classify_arrow.py compares the Python package with: the same texts through the library alone, in one
// thread.
//
//   classify_core FILE     FILE holds texts, each after its length in eight bytes, little end first
//
// For each line of standard input every text is checked once; then documents, bytes, findings and seconds of processor
// time are printed.

#include <cstdint>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"

int main(int argc, char** argv) {
  std::ifstream file(argc > 1 ? argv[1] : "", std::ios::binary);
  const std::string content(std::istreambuf_iterator<char>(file), {});
  std::vector<std::string_view> texts;
  for (std::string_view rest = content; rest.size() >= sizeof(uint64_t);) {
    uint64_t size = 0;
    std::memcpy(&size, rest.data(), sizeof size);
    rest.remove_prefix(sizeof size);
    texts.push_back(rest.substr(0, size));
    rest.remove_prefix(texts.back().size());
  }
  const auto rules = caveat::Rules::BuiltIn();
  caveat::Scanner scanner(*rules);
  for (std::string line; std::getline(std::cin, line);) {
    uint64_t bytes = 0, findings = 0;
    const std::clock_t begin = std::clock();
    for (const std::string_view text : texts) {
      findings += scanner.Check("", text, {.sha256 = false}).findings.size();
      bytes += text.size();
    }
    std::cout << texts.size() << ' ' << bytes << ' ' << findings << ' '
              << static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC << std::endl;
  }
  return 0;
}
