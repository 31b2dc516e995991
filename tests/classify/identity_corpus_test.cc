// File: tests/classify/identity_corpus_test.cc
//
// Identity held against real licence texts: unaltered, disguised, damaged, with terms of ours inserted, and with their
// own fingerprint left out. Texts come from CAVEAT_SHARED/corpora/ai and, where CAVEAT_SPDX names the unpacked npm
// package spdx-license-list, from there. With CAVEAT_IDENTITY_ERRORS set every miss is listed.

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "classify/identity.h"
#include "text/fold.h"
#include "text/transforms.h"

namespace caveat::classify {
namespace {

namespace fs = std::filesystem;
using text::Random;

struct Sample {
  std::string id, content;
  bool spdx = false;
};

std::string Slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class IdentityCorpusTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    known_ = KnownLicenses::BuiltIn();
    samples_ = new std::vector<Sample>;
    if (const char* spdx = std::getenv("CAVEAT_SPDX")) {
      simdjson::dom::parser parser;
      for (const auto& entry : fs::directory_iterator(fs::path(spdx) / "licenses")) {
        std::string_view text;
        // An exception lies there too.
        if (parser.load(entry.path().string())["licenseText"].get(text) == simdjson::SUCCESS &&
            known_->Find(entry.path().stem().string()))
          samples_->push_back({entry.path().stem().string(), std::string(text), true});
      }
    }
    if (const char* shared = std::getenv("CAVEAT_SHARED")) {
      for (const char* folder : {"corpora/ai/read/texts", "corpora/ai/unlabelled"}) {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(fs::path(shared) / folder, error)) {
          std::string stem = entry.path().stem().string();
          if (stem.starts_with("spdx-")) stem.erase(0, 5);
          const auto ref = known_->Find(stem);
          if (ref) samples_->push_back({std::string(known_->fact(*ref, Fact::kId)), Slurp(entry.path()), false});
        }
      }
    }
    std::sort(samples_->begin(), samples_->end(), [](const Sample& x, const Sample& y) { return x.id < y.id; });
  }
  static void TearDownTestSuite() {
    delete samples_;
    samples_ = nullptr;
    known_.reset();
  }

  void SetUp() override {
    if (samples_->empty()) GTEST_SKIP() << "no texts: CAVEAT_SHARED and CAVEAT_SPDX are not set";
  }

  const std::vector<IdentityMatch>& Run(std::string_view content, const IdentityOptions& options = {}) {
    text::Decode(content, &text_);
    text::Fold(text_.utf8, &words_);
    Identify(words_, *known_, options, &scratch_, &matches_);
    return matches_;
  }

  std::string Id(const IdentityMatch& match) const { return std::string(known_->fact(match.license, Fact::kId)); }

  // The same licence, or one with the same words.
  bool Same(const IdentityMatch& match, const std::string& id) const {
    if (Id(match) == id) return true;
    for (const std::string_view twin : Entries(known_->fact(match.license, Fact::kTwins))) {
      if (twin == id) return true;
    }
    return false;
  }

  const IdentityMatch* Longest() const {
    const IdentityMatch* best = nullptr;
    for (const IdentityMatch& m : matches_) {
      if (best == nullptr || m.span.end - m.span.begin > best->span.end - best->span.begin) best = &m;
    }
    return best;
  }

  std::string Describe() const {
    std::string out;
    for (const IdentityMatch& m : matches_) {
      out += Id(m) + " " + std::to_string(static_cast<int>(m.how)) + " " + std::to_string(m.coverage) + " [" +
             std::to_string(m.span.begin) + "," + std::to_string(m.span.end) + ") of " + std::to_string(words_.size());
      for (const WordRange& r : m.added) {
        out += " +";
        for (uint32_t i = r.begin; i < std::min(r.end, r.begin + 8); ++i) out += std::string(words_[i]) + " ";
      }
      for (const MissingWords& w : m.missing) out += " -" + std::to_string(w.words) + "@" + std::to_string(w.at);
      out += "; ";
    }
    return out.empty() ? "nothing" : out;
  }

  static bool Listing() { return std::getenv("CAVEAT_IDENTITY_ERRORS") != nullptr; }

  static std::shared_ptr<const KnownLicenses> known_;
  static std::vector<Sample>* samples_;
  text::Text text_;
  text::Words words_;
  IdentityScratch scratch_;
  std::vector<IdentityMatch> matches_;
};

std::shared_ptr<const KnownLicenses> IdentityCorpusTest::known_;
std::vector<Sample>* IdentityCorpusTest::samples_ = nullptr;

TEST_F(IdentityCorpusTest, UnalteredTextsAreExact) {
  size_t right = 0;
  for (const Sample& sample : *samples_) {
    Run(sample.content);
    const bool ok = matches_.size() == 1 && matches_[0].how == How::kExact && matches_[0].coverage == 1 &&
                    Same(matches_[0], sample.id) && matches_[0].span == WordRange{0, words_.size()};
    right += ok ? 1 : 0;
    EXPECT_TRUE(ok) << sample.id << ": " << Describe();
  }
  std::cout << right << " of " << samples_->size() << " unaltered texts exact\n";
}

// Paragraphs set anew in lines of `width`.
std::string Reflowed(std::string_view s, size_t width) {
  std::string out, line;
  const auto flush = [&] {
    if (!line.empty()) out.append(line).append("\n");
    line.clear();
  };
  for (size_t i = 0; i < s.size();) {
    const size_t end = std::min(s.find('\n', i), s.size());
    std::string_view rest = s.substr(i, end - i);
    i = end + 1;
    if (rest.find_first_not_of(" \t\r") == std::string_view::npos) {
      flush();
      out += "\n";
      continue;
    }
    while (!rest.empty()) {
      const size_t begin = rest.find_first_not_of(" \t\r");
      if (begin == std::string_view::npos) break;
      const size_t stop = std::min(rest.find_first_of(" \t\r", begin), rest.size());
      const std::string_view word = rest.substr(begin, stop - begin);
      if (!line.empty() && line.size() + 1 + word.size() > width) flush();
      line.append(line.empty() ? "" : " ").append(word);
      rest.remove_prefix(stop);
    }
  }
  flush();
  return out;
}

// `share` of the words replaced by others, or left out.
std::string Damaged(std::string_view s, double share, bool remove, Random* random) {
  static constexpr std::string_view kOther[] = {"table",   "green",   "seven", "walking",
                                                "harbour", "letters", "often", "small"};
  std::string out;
  for (size_t i = 0; i < s.size();) {
    const size_t stop = std::min(s.find_first_of(" \n", i), s.size());
    const bool hit = stop > i && random->Below(10000) < static_cast<size_t>(share * 10000);
    if (!hit) out += s.substr(i, stop - i);
    if (hit && !remove) out += kOther[random->Below(std::size(kOther))];
    if (stop < s.size()) out += s[stop];
    i = stop + 1;
  }
  return out;
}

std::string FilledIn(std::string s) {
  for (const auto& [from, to] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {"<year>", "2021-2024"},
           {"[yyyy]", "2023"},
           {"<copyright holders>", "Jane Q. Doe and the Example Team"},
           {"<copyright holder>", "Example GmbH"},
           {"<owner>", "Example Labs, Inc."},
           {"<OWNER>", "Example Labs, Inc."},
           {"[name of copyright owner]", "Maria Muster"},
           {"<name of author>", "John Public"}}) {
    for (size_t at = s.find(from); at != std::string::npos; at = s.find(from, at + to.size()))
      s.replace(at, from.size(), to);
  }
  return s;
}

constexpr std::string_view kBefore =
    "Our little bakery opened in the spring of that year, and people came from three villages to taste the rye loaves "
    "which Martha had learnt to make from her grandmother.\n\n";
constexpr std::string_view kAfter =
    "\n\nOn Sundays the river smelled of tar and willow; boats went up to the mill and came back with flour, gossip "
    "and "
    "now and then a passenger who had missed the train.\n";

TEST_F(IdentityCorpusTest, DisguisedAndDamagedTextsAreRecognised) {
  struct Mutation {
    std::string name;
    std::function<std::string(const Sample&, Random*)> apply;
  };
  std::vector<Mutation> mutations = {
      {"filled in", [](const Sample& s, Random*) { return FilledIn(s.content); }},
      {"copyright line",
       [](const Sample& s, Random*) {
         return "Copyright (c) 2019-2022 Jane Doe <jane@example.org>\nAll rights reserved.\n\n" + s.content;
       }},
      {"upper case", [](const Sample& s, Random*) { return text::UpperCased(s.content); }},
      {"quote", [](const Sample& s, Random*) { return text::Prefixed(s.content, "> "); }},
      {"1 % other", [](const Sample& s, Random* r) { return Damaged(s.content, 0.01, false, r); }},
      {"5 % left out", [](const Sample& s, Random* r) { return Damaged(s.content, 0.05, true, r); }},
      {"paragraphs", [](const Sample& s, Random*) { return std::string(kBefore) + s.content + std::string(kAfter); }},
      {"html", [](const Sample& s, Random*) { return text::Paragraphs(s.content); }},
      {"crlf", [](const Sample& s, Random*) { return "\xEF\xBB\xBF" + text::CrLf(s.content); }},
  };
  for (const size_t width : {60, 80, 120})
    mutations.push_back(
        {"wrap " + std::to_string(width), [width](const Sample& s, Random*) { return Reflowed(s.content, width); }});
  for (const char* prefix : {"// ", "# ", " * ", "-- ", "; ", "% "})
    mutations.push_back({std::string("comment ") + prefix,
                         [prefix](const Sample& s, Random*) { return text::Prefixed(s.content, prefix); }});

  size_t all = 0, all_right = 0;
  for (const Mutation& mutation : mutations) {
    size_t right = 0, total = 0, exact = 0, outside = 0, outside_right = 0;
    Random random(7);
    for (const Sample& sample : *samples_) {
      const std::string content = mutation.apply(sample, &random);
      Run(content);
      ++total;
      const IdentityMatch* match = Longest();
      const bool ok = match != nullptr && Same(*match, sample.id);
      right += ok ? 1 : 0;
      exact += ok && match->how == How::kExact ? 1 : 0;
      if (!ok && Listing())
        std::cout << mutation.name << ": " << sample.id << " (" << words_.size() << " words): " << Describe() << "\n";
      if (ok && mutation.name == "paragraphs") {
        // What was put around is outside of the span, or said to be added; never part of an exact copy.
        ++outside;
        text::Words before, after;
        text::Fold(kBefore, &before);
        text::Fold(kAfter, &after);
        std::vector<uint8_t> explained(words_.size(), 0);
        for (uint32_t i = 0; i < words_.size(); ++i) explained[i] = i < match->span.begin || i >= match->span.end;
        for (const IdentityMatch& m : matches_) {
          for (const WordRange& r : m.added)
            std::fill(explained.begin() + r.begin, explained.begin() + r.end, uint8_t{1});
        }
        const size_t seen = static_cast<size_t>(std::count(explained.begin(), explained.begin() + before.size(), 1)) +
                            static_cast<size_t>(std::count(explained.end() - after.size(), explained.end(), 1));
        const bool fine = match->how != How::kExact && seen + 2 >= before.size() + after.size();
        outside_right += fine ? 1 : 0;
        if (!fine && Listing()) std::cout << "outside: " << sample.id << ": " << Describe() << "\n";
      }
    }
    all += total;
    all_right += right;
    std::cout << mutation.name << ": " << right << " of " << total << ", exact " << exact
              << (outside > 0 ? ", outside told " + std::to_string(outside_right) : "") << "\n";
    EXPECT_GE(static_cast<double>(right), 0.985 * static_cast<double>(total)) << mutation.name;
    EXPECT_EQ(outside, outside_right);
  }
  std::cout << all_right << " of " << all << " in all\n";
  EXPECT_GE(static_cast<double>(all_right), 0.995 * static_cast<double>(all));
}

std::vector<std::string> Riders() {
  static constexpr std::string_view kWho[] = {"Military bodies", "Employees of rival firms",
                                              "Anyone under contract with an insurer", "Advertising networks",
                                              "Persons outside our club"};
  static constexpr std::string_view kWhat[] = {"must stay away from this work.",
                                               "may run it on Tuesdays only.",
                                               "owe the author two euros for each start of the program.",
                                               "are barred from all of the above.",
                                               "need a signed letter from us first.",
                                               "shall show our logo on each screen.",
                                               "lose these rights after ninety days.",
                                               "are refused any use in weather forecasting."};
  static constexpr std::string_view kLong[] = {
      "",
      " This holds for their affiliates as well, wherever they have their seat, and ends when we say so in writing.",
      " Whoever passes it on tells the next person the same.", " No exceptions.", " Ask first."};
  std::vector<std::string> out;
  for (const auto who : kWho) {
    for (const auto what : kWhat) {
      for (const auto more : kLong) out.push_back(std::string(who) + " " + std::string(what) + std::string(more));
    }
  }
  return out;
}

TEST_F(IdentityCorpusTest, RidersAreNeverHidden) {
  const std::vector<std::string> riders = Riders();
  ASSERT_GE(riders.size(), 200u);
  static const std::set<std::string> kTexts = {"MIT",       "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0",
                                               "CC-BY-4.0", "CC-BY-3.0",    "CC-BY-ND-4.0"};
  std::vector<const Sample*> texts;
  for (const Sample& sample : *samples_) {
    if (kTexts.count(sample.id) > 0) texts.push_back(&sample);
  }
  if (texts.empty()) GTEST_SKIP() << "none of the texts is there";
  Random random(11);
  size_t tried = 0, told = 0, right = 0;
  for (size_t i = 0; i < riders.size(); ++i) {
    for (const Sample* sample : texts) {
      // At any space, line end or paragraph; and right before and after the text.
      std::string content = sample->content;
      const bool filled = i % 2 == 0;
      if (filled) content = FilledIn(content);
      std::vector<size_t> places = {0, content.size()};
      for (size_t k = 0; k < content.size(); ++k) {
        if (content[k] == ' ' || content[k] == '\n') places.push_back(k);
      }
      const size_t at = i < 20 ? places[i % 2] : places[random.Below(places.size())];
      const std::string glue = at < content.size() && content[at] == '\n' ? "\n" : " ";
      content.insert(at, (i % 5 == 0 ? "\n\n" : glue) + riders[i] + (i % 5 == 0 ? "\n\n" : glue));
      const size_t begin = content.find(riders[i], at), end = begin + riders[i].size();
      Run(content);
      ++tried;
      uint32_t words = 0, seen = 0, most = 0;
      bool exact = false;
      for (const IdentityMatch& m : matches_) exact = exact || m.how != How::kEdited;
      for (uint32_t w = 0; w < words_.size(); ++w) {
        if (words_.begin(w) < begin || words_.end(w) > end) continue;
        ++words;
        for (const IdentityMatch& m : matches_) {
          for (const WordRange& r : m.added) {
            if (r.begin <= w && w < r.end) {
              ++seen;
              most = std::max(most, r.end - r.begin);
              break;
            }
          }
        }
      }
      const bool fine = !exact && seen * 10 >= words * 8;
      told += fine ? 1 : 0;
      right += !matches_.empty() && Same(*Longest(), sample->id) ? 1 : 0;
      EXPECT_FALSE(exact) << sample->id << " at " << at << ": " << riders[i] << "\n" << Describe();
      EXPECT_TRUE(fine) << sample->id << " at " << at << " (" << seen << " of " << words << " words): " << riders[i]
                        << "\n"
                        << Describe();
      EXPECT_LE(most, words + 60) << sample->id << " at " << at << ": " << riders[i] << "\n" << Describe();
    }
  }
  std::cout << told << " of " << tried << " riders located, none exact; " << right << " named rightly\n";
  EXPECT_EQ(told, tried);
}

// Words in common in order, of the words themselves: the longest common subsequence, 64 places at a time.
size_t CommonWords(const text::Words& a, const text::Words& b) {
  std::map<std::string_view, std::vector<uint64_t>> places;
  const size_t blocks = a.size() / 64 + 1;
  for (uint32_t i = 0; i < a.size(); ++i) {
    auto& bits = places[a[i]];
    bits.resize(blocks);
    bits[i / 64] |= uint64_t{1} << (i % 64);
  }
  std::vector<uint64_t> state(blocks, ~uint64_t{0});
  for (uint32_t j = 0; j < b.size(); ++j) {
    const auto it = places.find(b[j]);
    if (it == places.end()) continue;
    uint64_t carry = 0;
    for (size_t k = 0; k < blocks; ++k) {
      const uint64_t u = state[k] & it->second[k];
      const uint64_t sum = state[k] + u, with = sum + carry;
      carry = (sum < u || with < sum) ? 1 : 0;
      state[k] = with | (state[k] & ~it->second[k]);
    }
  }
  size_t common = 0;
  for (uint32_t i = 0; i < a.size(); ++i) common += (state[i / 64] >> (i % 64) & 1) == 0 ? 1 : 0;
  return common;
}

// Whether they are nearly the same is asked of the words themselves.
TEST_F(IdentityCorpusTest, WithoutItsOwnFingerprintOnlyNearTwinsAreNamed) {
  size_t named = 0, texts = 0, proved = 0, asked = 0;
  std::map<std::string, const Sample*> by_id;
  for (const Sample& sample : *samples_) by_id[sample.id] = &sample;
  for (const Sample& sample : *samples_) {
    const auto own = known_->Find(sample.id);
    ASSERT_TRUE(own);
    std::vector<LicenseRef> without = {*own};
    for (const std::string_view twin : Entries(known_->fact(*own, Fact::kTwins))) {
      if (const auto ref = known_->Find(twin)) without.push_back(*ref);
    }
    IdentityOptions options;
    options.without = without;
    Run(sample.content, options);
    ++texts;
    for (const IdentityMatch& m : matches_) {
      if (m.coverage < 0.9) continue;
      ++named;
      if (const auto other = by_id.find(Id(m)); other != by_id.end()) {
        text::Words theirs;
        text::Fold(other->second->content, &theirs);
        // Of the words that every copy holds: title, appendix and copyright line are not among them.
        const KnownTable& table = known_->tables()[m.license.table];
        uint32_t required = theirs.size();
        for (uint32_t t = 0; t < table.texts(); ++t) {
          if (table.text(t).license == m.license.license) required = std::min(required, table.text(t).required);
        }
        const double share = static_cast<double>(CommonWords(theirs, words_)) / std::max(required, 1u);
        EXPECT_GE(share, 0.88) << sample.id << " named " << Id(m);
        proved += share >= 0.88 ? 1 : 0;
        ++asked;
      }
      uint32_t added = 0, missing = 0;
      for (const WordRange& r : m.added) added += r.end - r.begin;
      for (const MissingWords& w : m.missing) missing += w.words;
      if (Listing())
        std::cout << "without " << sample.id << " (" << words_.size() << "): " << Id(m) << " "
                  << static_cast<int>(m.how) << " " << m.coverage << " [" << m.span.begin << "," << m.span.end << ") +"
                  << added << " -" << missing << "\n";
      // It says what it is: not exact unless nothing but copyright lines differs.
      if (m.how == How::kExact) {
        EXPECT_EQ(added + missing, 0u);
      }
    }
  }
  std::cout << named << " identities at 0.9 or more among " << texts << " texts without their own fingerprint; "
            << proved << " of " << asked << " whose texts are at hand are near twins by their words\n";
}

TEST_F(IdentityCorpusTest, ReadmesHoldNone) {
  const char* shared = std::getenv("CAVEAT_SHARED");
  if (shared == nullptr) GTEST_SKIP() << "CAVEAT_SHARED is not set";
  size_t files = 0, named = 0, words = 0;
  double fold = 0, identify = 0;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(shared) / "corpora/cards", error)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".md") continue;
    const std::string content = Slurp(entry.path());
    ++files;
    const auto t0 = std::clock();
    text::Decode(content, &text_);
    text::Fold(text_.utf8, &words_);
    const auto t1 = std::clock();
    Identify(words_, *known_, {}, &scratch_, &matches_);
    const auto t2 = std::clock();
    fold += static_cast<double>(t1 - t0) / CLOCKS_PER_SEC;
    identify += static_cast<double>(t2 - t1) / CLOCKS_PER_SEC;
    words += words_.size();
    named += matches_.size();
    if (!matches_.empty() && Listing()) std::cout << entry.path().filename().string() << ": " << Describe() << "\n";
  }
  std::cout << named << " identities in " << files << " cards of " << words << " words; fold " << fold * 1e3
            << " ms, identify " << identify * 1e3 << " ms\n";
}

TEST_F(IdentityCorpusTest, CostOfLicenceProse) {
  double fold = 0, identify = 0;
  size_t bytes = 0;
  for (const Sample& sample : *samples_) {
    // One word more, so that the whole hash does not answer at once.
    const std::string content = sample.content + "\n\nextra\n";
    bytes += content.size();
    const auto t0 = std::clock();
    text::Decode(content, &text_);
    text::Fold(text_.utf8, &words_);
    const auto t1 = std::clock();
    Identify(words_, *known_, {}, &scratch_, &matches_);
    const auto t2 = std::clock();
    fold += static_cast<double>(t1 - t0) / CLOCKS_PER_SEC;
    identify += static_cast<double>(t2 - t1) / CLOCKS_PER_SEC;
  }
  const double mb = static_cast<double>(bytes) / 1e6;
  std::cout << "licence texts: fold " << mb / fold << " MB/s, identify " << mb / identify << " MB/s\n";
}

}  // namespace
}  // namespace caveat::classify
