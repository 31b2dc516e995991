#include "classify/identity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "text/fold.h"
#include "text/transforms.h"

namespace caveat::classify {
namespace {

// Licences of our own making.
constexpr std::string_view kToy =
    "Toy Terms\n\n"
    "Copyright (c) 2020 Jane Doe\n\n"
    "Children of every age are welcome to borrow the wooden trains, build bridges out of the blocks and carry the "
    "bears "
    "about the house, as long as each thing lies in its box again when the bell rings in the evening.\n\n"
    "Broken wheels are mended in the workshop behind the kitchen; nobody is scolded who brings the pieces. The aunts "
    "give no "
    "promise that the trains run on time, that the bears stay clean or that any tower stands until morning.\n";
constexpr std::string_view kBoat =
    "Boat Agreement 2.0\n\n"
    "The green boat belongs to all families of the bay, and whoever rows it to the island looks after oars, rope and "
    "lantern "
    "on the way there and back.\n\n"
    "A family that keeps the boat over night hangs a white cloth from the pier, so that the others need not search for "
    "it, "
    "and brings it back before the milk comes. Leaks are told to the harbour master on the same day.\n";

LicenseFile Make(std::string_view id, std::string_view text) {
  LicenseFile license;
  license.facts[static_cast<size_t>(Fact::kId)] = {std::string(id)};
  license.facts[static_cast<size_t>(Fact::kTitle)] = {std::string(id)};
  text::Words words;
  text::Fold(text, &words);
  license.texts.push_back(MakeFingerprint(words, ShapeOf(words, id)));
  return license;
}

class IdentityTest : public testing::Test {
 protected:
  // "toy-terms exact [0,92) 1.00 +{added words} -3@17", one line a licence.
  std::string Run(std::string_view content, const IdentityOptions& options = {}) {
    text::Text text;
    text::Decode(content, &text);
    text::Fold(text.utf8, &words_);
    Identify(words_, *known_, options, &scratch_, &matches_);
    std::string out;
    for (const IdentityMatch& m : matches_) {
      constexpr std::string_view kHow[] = {"exact", "edited", "quoted"};
      out += std::string(known_->fact(m.license, Fact::kId)) + " " + std::string(kHow[static_cast<size_t>(m.how)]);
      for (const WordRange& r : m.added) {
        out += " +{";
        for (uint32_t i = r.begin; i < r.end; ++i) out += (i > r.begin ? " " : "") + std::string(words_[i]);
        out += "}";
      }
      for (const MissingWords& w : m.missing) out += " -" + std::to_string(w.words);
      out += "\n";
    }
    return out;
  }

  std::shared_ptr<const KnownLicenses> known_ =
      KnownLicenses::With(std::vector<LicenseFile>{Make("toy-terms", kToy), Make("boat-agreement-2.0", kBoat)}, false);
  text::Words words_;
  IdentityScratch scratch_;
  std::vector<IdentityMatch> matches_;
};

std::string Replaced(std::string_view s, std::string_view from, std::string_view to) {
  std::string out(s);
  const size_t at = out.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return out.replace(at, from.size(), to);
}

TEST_F(IdentityTest, SaysWhatItIs) {
  const std::string toy(kToy), boat(kBoat);
  const struct {
    std::string name, content, want;
  } cases[] = {
      {"itself", toy, "toy-terms exact\n"},
      {"another holder", Replaced(toy, "2020 Jane Doe", "1999-2003 The Example Museum, Inc."), "toy-terms exact\n"},
      {"no holder", Replaced(toy, "Copyright (c) 2020 Jane Doe\n\n", ""), "toy-terms exact\n"},
      {"no title", Replaced(toy, "Toy Terms\n\n", ""), "toy-terms exact\n"},
      {"two holders", "Copyright (c) 2001 John Doe. All rights reserved.\n\n" + toy, "toy-terms exact\n"},
      {"upper case", text::UpperCased(toy), "toy-terms exact\n"},
      {"a comment", text::Prefixed(toy, "// "), "toy-terms exact\n"},
      {"a rider inside", Replaced(toy, "the bears about", "the bears (never on Mondays) about"),
       "toy-terms edited +{never on mondays}\n"},
      {"a rider after", toy + "\nMuseums must pay us a fee.\n", "toy-terms edited +{museums must pay us a fee}\n"},
      {"a rider before", "Museums may not use this.\n\n" + toy, "toy-terms edited +{museums may not use this}\n"},
      {"a rider in the last paragraph", Replaced(toy, "until morning.", "until morning. Bring cake!"),
       "toy-terms edited +{bring cake}\n"},
      {"a rider in the copyright line", Replaced(toy, "Jane Doe", "Jane Doe, not for museums"),
       "toy-terms edited +{copyright 2020 jane doe not for museums}\n"},
      {"a word left out", Replaced(toy, "wooden ", ""), "toy-terms edited -1\n"},
      {"a word changed", Replaced(toy, "wooden", "plastic"), "toy-terms edited +{plastic} -1\n"},
      {"unrelated paragraphs",
       "We went to see the sea in June.\n\n" + toy + "\nIt rained a lot, but the ice cream was good.\n",
       "toy-terms quoted\n"},
      {"two licences", toy + "\n\n" + boat, "toy-terms quoted\nboat-agreement-2.0 quoted\n"},
      {"twice", toy + "\n\n" + toy, "toy-terms quoted\ntoy-terms quoted\n"},
      {"a half", boat.substr(0, boat.size() / 2), ""},
      {"something else", "The cat sat on the mat and looked at the moon for a very long time, which pleased the mice.",
       ""},
      {"nothing", "", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(Run(c.content), c.want) << c.name;
}

// A list that was wrapped anew holds its numbers within lines.
TEST_F(IdentityTest, NumbersOfParagraphsAreNoWords) {
  constexpr std::string_view kList =
      "Rules of the garden\n\n1. Gates are shut by whoever goes through them last in the evening.\n2. Plums may be "
      "eaten "
      "as they fall, but nobody climbs into the crown of a tree for them.\n3. Copies of the key are made by the smith "
      "alone.\n";
  known_ = KnownLicenses::With(std::vector<LicenseFile>{Make("garden-rules", kList)}, false);
  std::string flat(kList);
  std::replace(flat.begin() + 21, flat.end() - 1, '\n', ' ');
  const struct {
    std::string name, content, want;
  } cases[] = {
      {"itself", std::string(kList), "garden-rules exact\n"},
      {"in one line", flat, "garden-rules exact\n"},
      {"another number", Replaced(flat, "2. Plums", "4. Plums"), "garden-rules exact\n"},
      {"a count", Replaced(flat, "Copies of", "2 copies of"), "garden-rules edited +{2}\n"},
      {"a count in place of a mark", Replaced(flat, "3. Copies", "3 copies"), "garden-rules edited +{3}\n"},
      {"a rider with a number", Replaced(flat, "2. Plums", "2. Nobody pays less than 3. Plums"),
       "garden-rules edited +{nobody pays less than 3}\n"},
      {"a rider of its own", Replaced(flat, "3. Copies", "3. Dogs stay outside. 4. Copies"),
       "garden-rules edited +{dogs stay outside}\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(Run(c.content), c.want) << c.name;
}

TEST_F(IdentityTest, CoverageIsOneOnlyForTheWhole) {
  Run(kToy);
  EXPECT_EQ(matches_.at(0).coverage, 1);
  EXPECT_EQ(matches_.at(0).span, (WordRange{0, words_.size()}));
  Run(Replaced(kToy, "wooden ", ""));
  EXPECT_LT(matches_.at(0).coverage, 1);
  EXPECT_GT(matches_.at(0).coverage, 0.97);
}

TEST_F(IdentityTest, LeavesOutWhatIsAsked) {
  const LicenseRef toy = *known_->Find("toy-terms");
  IdentityOptions options;
  options.without = {&toy, 1};
  EXPECT_EQ(Run(kToy, options), "");
}

TEST_F(IdentityTest, NearestHasNoLeastCoverage) {
  IdentityOptions options;
  options.least = 0.05;
  const std::string half(kBoat.substr(0, kBoat.size() / 2));
  EXPECT_TRUE(Run(half, options).starts_with("boat-agreement-2.0 edited")) << Run(half, options);
}

// A word with the same short hash as another is found out by the long hash.
TEST_F(IdentityTest, EqualShortHashesAreNotTrusted) {
  text::Words one;
  std::vector<uint8_t> want, have;
  text::Fold("wooden", &one);
  HashWords(one, &want);
  for (int i = 0; i < 10000; ++i) {
    const std::string word = "steel" + std::string(1, static_cast<char>('a' + i % 26)) +
                             std::string(1, static_cast<char>('a' + i / 26 % 26));
    text::Fold(word, &one);
    HashWords(one, &have);
    if (one.size() != 1 || have != want) continue;
    EXPECT_EQ(Run(Replaced(kToy, "wooden", word)), "toy-terms edited\n") << word;
    EXPECT_LT(matches_.at(0).coverage, 1);
    return;
  }
  FAIL() << "no such word";
}

TEST_F(IdentityTest, AnyBytesInLinearTime) {
  text::Random random(21);
  std::string noise;
  for (int i = 0; i < 20000; ++i) noise += static_cast<char>(random.Below(256));
  Run(noise);
  // Pieces of the licences in any order, and one shingle over and over.
  std::string pieces, repeated;
  for (int i = 0; i < 3000; ++i) {
    const std::string_view from = random.Below(2) == 0 ? kToy : kBoat;
    const size_t at = random.Below(from.size());
    pieces += std::string(from.substr(at, random.Below(60))) + " ";
    repeated += "carry the bears about the house as long as ";
  }
  Run(pieces);
  for (const IdentityMatch& m : matches_) {
    EXPECT_LE(m.span.end, words_.size());
    EXPECT_LT(m.span.begin, m.span.end);
    for (const WordRange& r : m.added) EXPECT_LE(r.end, words_.size());
    for (const MissingWords& w : m.missing) EXPECT_LE(w.at, words_.size());
  }
  Run(repeated);
}

}  // namespace
}  // namespace caveat::classify
