// Anchors by vocabulary id: the same hits as Hyperscan finds on the folded bytes, and as plain string search does.

#include "match/anchor_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "match/anchors.h"
#include "match/rig.h"

namespace caveat::match {
namespace {

using ::caveat::testing::CompileSources;
using ::caveat::testing::CompileText;
using ::caveat::testing::ProjectRules;
using Hits = std::vector<std::pair<uint32_t, uint32_t>>;  // anchor, first word

Hits ByIndex(const rules::Bundle& bundle, int tier, const text::Words& words, uint32_t begin, uint32_t end) {
  Vocabulary vocabulary(bundle.vocab);
  const AnchorIndex index(bundle, &vocabulary, tier);
  Reading reading;
  reading.Reset(vocabulary, words, "");
  Hits out;
  uint32_t last = begin;
  index.Scan(reading, begin, end, [&](uint32_t anchor, uint32_t first) {
    EXPECT_LE(last, first);
    last = first;
    out.emplace_back(anchor, first);
  });
  std::sort(out.begin(), out.end());
  return out;
}

Hits BySearch(const rules::Bundle& bundle, int tier, const text::Words& words, uint32_t begin, uint32_t end) {
  Hits out;
  if (begin >= end) return out;
  const uint32_t from = words.at(begin) - 1;
  const uint32_t to = end < words.size() ? words.at(end) : static_cast<uint32_t>(words.text().size());
  const std::string_view text = words.text().substr(0, to);
  for (uint32_t a = 0; a < bundle.anchors.size(); ++a) {
    if (bundle.anchors[a].tier != tier) continue;
    const std::string_view anchor = bundle.strings[bundle.anchors[a].text];
    for (size_t at = text.find(anchor, from); at != std::string_view::npos; at = text.find(anchor, at + 1))
      out.emplace_back(a, words.WordAt(static_cast<uint32_t>(at) + 1));
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST(AnchorIndex, AsPlainSearch) {
  const rules::Bundle bundle = CompileText(
                                   "clause use.spam\nmatch aaa\nmatch {aaa bbb}\nmatch {aaa bbb ccc}\nmatch {aaa "
                                   "bbb*}\nmatch {bbb*}\nmatch {bbbb*}\nmatch {ccc aaa bbb*}\n"
                                   "match {aaa aaa}\nmatch {不得 ccc}\nmatch {不}\nitem {aaa ddd}\nitem {ddd*}\n")
                                   .bundle;
  const std::vector<std::string> some = {"aaa",  "bbb", "ccc",  "ddd", "bbbb", "bbbbb",
                                         "dddx", "bb",  "aaaa", "不",  "得",   "zzz"};
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    text::Words words;
    for (uint32_t i = 0, n = 1 + static_cast<uint32_t>(random() % 40); i < n; ++i)
      words.Append(some[random() % some.size()], i, i + 1, 0, 0);
    const uint32_t begin = static_cast<uint32_t>(random() % words.size());
    const uint32_t end = begin + static_cast<uint32_t>(random() % (words.size() - begin + 1));
    for (const int tier : {0, 1}) {
      ASSERT_EQ(ByIndex(bundle, tier, words, 0, words.size()), BySearch(bundle, tier, words, 0, words.size()))
          << words.text();
      ASSERT_EQ(ByIndex(bundle, tier, words, begin, end), BySearch(bundle, tier, words, begin, end))
          << words.text() << begin << " " << end;
    }
  }
}

TEST(AnchorIndex, AsHyperscanOverTheProjectsExamples) {
  const caveat::testing::CompiledRules rules = CompileSources(ProjectRules());
  std::string all;
  for (const rules::ClauseRules& clause : rules.set.clauses)
    for (const rules::Example& example : clause.examples) all += example.text + "\n\n";
  text::Words words;
  text::Fold(all, &words);
  for (const int tier : {0, 1}) {
    std::string error;
    const auto db = AnchorDatabase::Make(rules.bundle, tier, false, &error);
    ASSERT_NE(db, nullptr) << error;
    AnchorScratch scratch;
    ASSERT_TRUE(scratch.Add(*db));
    std::vector<Hit> hits;
    scratch.Scan(*db, words.text(), 0, &hits);
    Hits want;
    for (const Hit& h : hits)
      want.emplace_back(
          h.anchor,
          words.WordAt(h.end - static_cast<uint32_t>(rules.bundle.strings[rules.bundle.anchors[h.anchor].text].size()) +
                       1));
    std::sort(want.begin(), want.end());
    EXPECT_GT(want.size(), 500u);
    EXPECT_TRUE(ByIndex(rules.bundle, tier, words, 0, words.size()) == want);
  }
}

}  // namespace
}  // namespace caveat::match
