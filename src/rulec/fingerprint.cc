#include "rulec/fingerprint.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <regex>
#include <string_view>

#include "classify/fingerprint.h"
#include "classify/known.h"
#include "text/fold.h"

namespace caveat::rulec {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> Read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    std::cerr << "rulec: cannot read " << path.string() << "\n";
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// "<year>", "[name of copyright owner]", "{{organization}}": the bytes of what a copy replaces.
std::vector<std::pair<uint32_t, uint32_t>> Placeholders(const std::string& text) {
  static const std::regex kBracket(R"(<[^<>\n@#:/]{2,60}>|\[[^\[\]\n@#:/]{2,60}\]|\{\{?[^{}\n]{2,60}\}\}?)");
  static const std::regex kInside(
      R"(\b(year|years|yyyy|xxxx|name|names|holder|holders|inhaber|jahr|owner|author|authors|organization|licensor|institution|insert|enter|product|asset|state|email|program|group|entities|complete|software)\b)",
      std::regex::icase);
  std::vector<std::pair<uint32_t, uint32_t>> out;
  for (std::sregex_iterator it(text.begin(), text.end(), kBracket), end; it != end; ++it) {
    const std::string inside = it->str();
    if (std::regex_search(inside, kInside)) out.emplace_back(it->position(), it->position() + it->length());
  }
  return out;
}

std::optional<classify::Fingerprint> FingerprintOf(const fs::path& path, const std::string& title) {
  const std::optional<std::string> bytes = Read(path);
  if (!bytes) return std::nullopt;
  text::Text text;
  text::Words words;
  text::Decode(*bytes, &text);
  text::Fold(text.utf8, &words);
  if (words.empty()) {
    std::cerr << "rulec: no words in " << path.string() << "\n";
    return std::nullopt;
  }
  classify::TextShape shape = classify::ShapeOf(words, title);
  const std::string utf8(text.utf8);
  uint32_t word = 0;
  for (const auto& [begin, end] : Placeholders(utf8)) {
    while (word < words.size() && words.begin(word) < begin) ++word;
    const uint32_t from = word;
    while (word < words.size() && words.end(word) <= end) ++word;
    if (word > from) shape.replaceable.push_back({from, word});
  }
  std::sort(shape.replaceable.begin(), shape.replaceable.end(),
            [](const auto& x, const auto& y) { return x.begin < y.begin; });
  return classify::MakeFingerprint(words, shape);
}

bool Make(const std::string& facts, const std::vector<std::string>& texts, classify::LicenseFile* license) {
  const std::optional<std::string> content = Read(facts);
  if (!content) return false;
  std::string error;
  if (!classify::ParseLicense(*content, license, &error)) {
    std::cerr << "rulec: " << facts << ": " << error << "\n";
    return false;
  }
  for (const std::string& path : texts) {
    std::optional<classify::Fingerprint> f = FingerprintOf(path, license->One(classify::Fact::kTitle));
    if (!f) return false;
    const bool fresh = std::none_of(license->texts.begin(), license->texts.end(), [&](const classify::Fingerprint& x) {
      return x.whole == f->whole || x.words == f->words;
    });
    if (fresh) license->texts.push_back(std::move(*f));
  }
  return true;
}

bool Write(const fs::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) std::cerr << "rulec: cannot write " << path.string() << "\n";
  return static_cast<bool>(file);
}

}  // namespace

int MakeLicense(const std::string& facts, const std::vector<std::string>& texts) {
  classify::LicenseFile license;
  if (!Make(facts, texts, &license)) return 1;
  std::cout << classify::FormatLicense(license);
  return 0;
}

int MakeLicenses() {
  std::string line;
  size_t made = 0;
  while (std::getline(std::cin, line)) {
    std::vector<std::string> fields(1);
    for (const char c : line) {
      if (c == '\t') {
        fields.emplace_back();
      } else {
        fields.back() += c;
      }
    }
    classify::LicenseFile license;
    if (fields.size() < 2 || !Make(fields[1], {fields.begin() + 2, fields.end()}, &license) ||
        !Write(fields[0], classify::FormatLicense(license)))
      return 1;
    ++made;
  }
  std::cout << made << " licences\n";
  return 0;
}

int CompileLicenses(const std::string& out, const std::string& dir) {
  std::vector<classify::LicenseFile> licenses;
  std::error_code failed;
  size_t texts = 0;
  for (fs::recursive_directory_iterator it(dir, failed), end; !failed && it != end; it.increment(failed)) {
    if (it->path().extension() != ".license") continue;
    const std::optional<std::string> content = Read(it->path());
    std::string error;
    if (!content) return 1;
    licenses.emplace_back();
    if (!classify::ParseLicense(*content, &licenses.back(), &error)) {
      std::cerr << "rulec: " << it->path().string() << ": " << error << "\n";
      return 1;
    }
    texts += licenses.back().texts.size();
  }
  if (failed) {
    std::cerr << "rulec: cannot read " << dir << ": " << failed.message() << "\n";
    return 1;
  }
  const std::string bytes = classify::CompileKnown(licenses);
  if (!Write(out, bytes)) return 1;
  std::cout << "known licences: " << licenses.size() << ", " << texts << " texts, " << bytes.size() << " bytes\n";
  return 0;
}

}  // namespace caveat::rulec
