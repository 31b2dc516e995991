// Licences named in real notices, against their labels: (licence, what it covers), counted as tools of the labels do. A
// mention matches by its id or an alias; where the label's licence has no public id, by overlapping the labelled quote.

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "classify/mentions.h"
#include "text/fold.h"

namespace caveat {
namespace {

namespace fs = std::filesystem;

std::string Read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string Lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

// Where the quote stands, white space aside; {0, 0} if it does not.
std::pair<size_t, size_t> QuoteSpan(const std::string& text, const std::string& quote) {
  const auto squeeze = [](const std::string& from, std::vector<size_t>* places) {
    std::string out;
    for (size_t i = 0; i < from.size(); ++i) {
      if (from[i] == ' ' || from[i] == '\n' || from[i] == '\r' || from[i] == '\t') continue;
      out += from[i];
      if (places != nullptr) places->push_back(i);
    }
    return out;
  };
  std::vector<size_t> places;
  const std::string flat = squeeze(text, &places), want = squeeze(quote, nullptr);
  const size_t at = flat.find(want);
  if (at == std::string::npos || want.empty()) return {0, 0};
  return {places[at], places[at + want.size() - 1] + 1};
}

TEST(MentionsCorpus, Notices) {
  const char* shared = std::getenv("CAVEAT_SHARED");
  const fs::path folder = fs::path(shared == nullptr ? "" : shared) / "corpora" / "notices";
  if (shared == nullptr || !fs::exists(folder)) GTEST_SKIP() << "no shared data";
  size_t texts = 0, hits = 0, extra = 0, wanted = 0;
  std::vector<fs::path> labels;
  for (const auto& entry : fs::directory_iterator(folder / "labels")) labels.push_back(entry.path());
  std::sort(labels.begin(), labels.end());
  simdjson::dom::parser parser;
  for (const fs::path& path : labels) {
    simdjson::dom::element label;
    ASSERT_EQ(parser.load(path.string()).get(label), simdjson::SUCCESS) << path;
    const std::string bytes = Read(folder / "texts" / path.filename().replace_extension(".txt"));
    text::Text text;
    text::Decode(bytes, &text);
    text::Words words;
    text::Fold(text.utf8, &words);
    std::vector<LicenseMention> said = FindMentions(words, text.utf8);
    ++texts;
    for (const simdjson::dom::element want : simdjson::dom::array(label["mentions"])) {
      ++wanted;
      const std::string canonical = Lower(std::string(std::string_view(want["canonical"])));
      bool is_public = true;
      if (want["public"].get(is_public) != simdjson::SUCCESS) is_public = true;
      const auto [from, to] = QuoteSpan(std::string(text.utf8), std::string(std::string_view(want["quote"])));
      const auto hit = std::find_if(said.begin(), said.end(), [&, from = from, to = to](const LicenseMention& mention) {
        bool named = Lower(mention.id) == canonical || (!is_public && mention.begin < to && from < mention.end);
        for (const std::string& alias : mention.aliases) named |= Lower(alias) == canonical;
        return named && Name(mention.covers) == std::string_view(want["covers"]);
      });
      if (hit == said.end()) continue;
      ++hits;
      said.erase(hit);
    }
    extra += said.size();
  }
  const double precision = static_cast<double>(hits) / static_cast<double>(hits + extra);
  const double recall = static_cast<double>(hits) / static_cast<double>(wanted);
  const double f1 = 2 * precision * recall / (precision + recall);
  std::cout << texts << " notices: precision " << precision << ", recall " << recall << ", F1 " << f1 << "\n";
  EXPECT_GE(texts, 60u);
  EXPECT_GE(f1, 0.95);
}

// Licences that the heads of real cards declare must all be read.
TEST(MentionsCorpus, CardHeads) {
  const char* shared = std::getenv("CAVEAT_SHARED");
  const fs::path folder = fs::path(shared == nullptr ? "" : shared) / "corpora" / "cards" / "texts";
  if (shared == nullptr || !fs::exists(folder)) GTEST_SKIP() << "no shared data";
  size_t cards = 0, declared = 0, read = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string bytes = Read(entry.path());
    if (!bytes.starts_with("---\n")) continue;
    ++cards;
    const size_t end = bytes.find("\n---", 4), at = bytes.find("\nlicense: ");
    if (at == std::string::npos || at > end) continue;
    const std::string value = bytes.substr(at + 10, bytes.find('\n', at + 1) - at - 10);
    const names::License* license = names::Find(value);
    if (license == nullptr) continue;
    ++declared;
    text::Text text;
    text::Decode(bytes, &text);
    text::Words words;
    text::Fold(text.utf8, &words);
    const std::vector<LicenseMention> said = FindMentions(words, text.utf8);
    const bool found = std::any_of(said.begin(), said.end(), [&](const LicenseMention& m) {
      return m.license == license && m.as == NamedAs::kTag;
    });
    EXPECT_TRUE(found) << entry.path().filename() << ": " << value;
    read += found ? 1 : 0;
  }
  std::cout << cards << " cards, " << declared << " tags declared, " << read << " read\n";
  EXPECT_EQ(read, declared);
  EXPECT_GT(declared, 0u);
}

}  // namespace
}  // namespace caveat
