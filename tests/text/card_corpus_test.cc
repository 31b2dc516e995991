// File: tests/text/card_corpus_test.cc
//
// Real cards against what their manifest says of their heads: licence, base model, relation, data sets, gate, language.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "text/card.h"
#include "text/yaml.h"

namespace caveat::text {
namespace {

namespace fs = std::filesystem;

std::string Slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Cells of a line, quotes of spreadsheets undone.
std::vector<std::string> Cells(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && (quoted || cells.back().empty())) {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
        cells.back() += line[i++];
      } else {
        quoted = !quoted;
      }
    } else if (line[i] == '\t' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += line[i];
    }
  }
  return cells;
}

// "null" -> nothing, "x" -> x, ["x", "y"] -> x, y
std::vector<std::string> Wanted(const std::string& cell) {
  if (cell == "null" || cell == "[]") return {};
  Fields fields;
  if (cell[0] == '[' && ReadYaml(cell, 0, &fields).message.empty()) {
    std::vector<std::string> values;
    for (const Field& field : fields) values.push_back(field.value);
    return values;
  }
  return {cell};
}

std::vector<std::string> Read(const Card& card, std::string_view key) {
  std::vector<std::string> values;
  for (const Field* field : All(card.fields, key)) values.push_back(field->value);
  if (values.empty() && key == "language") return Read(card, "languages");
  return values;
}

TEST(CardCorpusTest, SaysWhatTheManifestSays) {
  const char* shared = std::getenv("CAVEAT_SHARED");
  const fs::path folder = fs::path(shared != nullptr ? shared : "") / "corpora/cards";
  std::ifstream manifest(folder / "manifest.tsv");
  if (!manifest) GTEST_SKIP() << "no " << folder;
  std::string line;
  std::getline(manifest, line);
  const std::vector<std::string> names = Cells(line);
  size_t cards = 0, values = 0, right = 0;
  while (std::getline(manifest, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const std::vector<std::string> cells = Cells(line);
    ASSERT_GE(cells.size(), 12u) << line;
    const std::string bytes = Slurp(folder / "texts" / (cells[0] + ".md"));
    ASSERT_FALSE(bytes.empty()) << cells[0];
    const Card card = ReadCard(bytes);
    const std::string& trap = cells[10];
    ++cards;
    // The manifest takes a head with a second line of dashes for an empty one; the Hub's pattern reads on.
    const bool second = trap.find("second opening ---") != std::string::npos;
    // Where YAML's rules are broken the manifest says nothing at all; here it is recovered, and marked.
    const bool broken = trap.find("YAML error") != std::string::npos;
    EXPECT_EQ(broken, card.Has(CardProblem::Kind::kSyntax) || card.Has(CardProblem::Kind::kTab)) << cells[0];
    EXPECT_EQ(trap.find("unclosed") != std::string::npos, card.Has(CardProblem::Kind::kUnclosed)) << cells[0];
    EXPECT_EQ(trap.find("duplicate key") != std::string::npos, card.Has(CardProblem::Kind::kDuplicateKey)) << cells[0];
    EXPECT_EQ(trap.find("not a mapping") != std::string::npos, card.Has(CardProblem::Kind::kNotMap)) << cells[0];
    for (size_t i = 3; i < 12; ++i) {
      const std::string& name = names[i];
      if (name == "trap" || second) continue;
      ++values;
      bool good;
      if (name == "gated") {
        bool gated = First(card.fields, "gated") != nullptr;
        for (const Field& field : card.fields) gated = gated || field.key.starts_with("extra_gated_");
        good = (cells[i] == "yes") == gated;
      } else if (cells[i].find('{') != std::string::npos) {  // a template's {license}: no value
        good = Read(card, name).empty() && card.Has(CardProblem::Kind::kPlaceholder);
      } else if (name == "language" && cells[i].starts_with("(")) {
        good = true;  // told by the text, not by the head
      } else if (broken) {
        good = Wanted(cells[i]).empty();
        for (const Field& field : card.fields) good = good && field.recovered;
      } else if (name == "language" && trap.find("boolean false") != std::string::npos) {
        good = !Read(card, name).empty();
      } else if (cells[i][0] == '[' && cells[i].back() != ']') {  // the cell was cut
        std::vector<std::string> read = Read(card, name);
        const std::vector<std::string> wanted = Wanted(cells[i].substr(0, cells[i].rfind(',')) + "]");
        good = read.size() > wanted.size() && std::equal(wanted.begin(), wanted.end(), read.begin());
      } else {
        good = Read(card, name) == Wanted(cells[i]);
      }
      right += good;
      EXPECT_TRUE(good) << cells[0] << ": " << name << " should be " << cells[i] << ", is "
                        << testing::PrintToString(Read(card, name));
    }
  }
  std::cout << cards << " cards: " << right << " of " << values << " values as the manifest says\n";
  EXPECT_EQ(cards, 228u);
}

}  // namespace
}  // namespace caveat::text
