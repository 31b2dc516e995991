#include "classify/expression.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "classify/names.h"

namespace caveat::spdx {
namespace {

struct NormalCase {
  std::string_view text, normal;
};

class Normal : public testing::TestWithParam<NormalCase> {};

TEST_P(Normal, IsAsExpected) {
  const Expression parsed = Parse(GetParam().text);
  ASSERT_TRUE(parsed.valid) << GetParam().text << ": " << parsed.error;
  EXPECT_EQ(ToString(parsed), GetParam().normal);
  // What is normal stays as it is.
  const Expression again = Parse(ToString(parsed));
  ASSERT_TRUE(again.valid) << again.error;
  EXPECT_EQ(ToString(again), ToString(parsed));
  EXPECT_EQ(again.root, parsed.root);
}

constexpr NormalCase kNormal[] = {
    {"MIT", "MIT"},
    {"mit", "MIT"},
    {"  apache-2.0\t", "Apache-2.0"},
    {"(MIT)", "MIT"},
    {"((MIT))", "MIT"},
    {"Apache-2.0+", "Apache-2.0+"},
    {"MIT or isc", "MIT OR ISC"},
    {"MIT and isc", "MIT AND ISC"},
    {"MIT OR ISC AND Zlib", "MIT OR ISC AND Zlib"},
    {"(MIT OR ISC) AND Zlib", "(MIT OR ISC) AND Zlib"},
    {"MIT OR (ISC AND Zlib)", "MIT OR ISC AND Zlib"},
    {"MIT OR (ISC OR Zlib)", "MIT OR ISC OR Zlib"},
    {"MIT AND (ISC AND Zlib)", "MIT AND ISC AND Zlib"},
    // Deprecated ids and their successors.
    {"GPL-2.0", "GPL-2.0-only"},
    {"gpl-2.0+", "GPL-2.0-or-later"},
    {"GPL-2.0-only+", "GPL-2.0-or-later"},
    {"GPL-2.0-or-later+", "GPL-2.0-or-later"},
    {"AGPL-3.0", "AGPL-3.0-only"},
    {"LGPL-2.1+", "LGPL-2.1-or-later"},
    {"GFDL-1.3", "GFDL-1.3-only"},
    {"GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"},
    {"GPL-2.0-with-bison-exception", "GPL-2.0-or-later WITH Bison-exception-2.2"},
    {"wxWindows", "LGPL-2.0-or-later WITH WxWindows-exception-3.1"},
    {"eCos-2.0", "GPL-2.0-or-later WITH eCos-exception-2.0"},
    {"StandardML-NJ", "SMLNJ"},
    {"BSD-2-Clause-FreeBSD", "BSD-2-Clause-Views"},
    // WITH
    {"gpl-2.0-only with classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"},
    {"Apache-2.0 WITH LLVM-exception OR MIT", "Apache-2.0 WITH LLVM-exception OR MIT"},
    {"GPL-3.0+ WITH GCC-exception-3.1", "GPL-3.0-or-later WITH GCC-exception-3.1"},
    {"MIT WITH AdditionRef-rider", "MIT WITH AdditionRef-rider"},
    {"MIT WITH DocumentRef-d:AdditionRef-rider.1", "MIT WITH DocumentRef-d:AdditionRef-rider.1"},
    // References
    {"LicenseRef-mine", "LicenseRef-mine"},
    {"DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2", "DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2"},
    {"LicenseRef-a AND LicenseRef-A", "LicenseRef-a AND LicenseRef-A"},
    {"NONE", "NONE"},
    {"NOASSERTION", "NOASSERTION"},
    // What says nothing new goes.
    {"MIT OR MIT", "MIT"},
    {"MIT AND mit AND Mit", "MIT"},
    {"MIT OR (MIT AND ISC)", "MIT"},
    {"(MIT AND ISC) OR MIT", "MIT"},
    {"MIT AND (MIT OR ISC)", "MIT"},
    {"(MIT AND ISC) OR (ISC AND MIT)", "MIT AND ISC"},
    {"(MIT OR ISC) AND (ISC OR MIT)", "MIT OR ISC"},
    {"(MIT AND ISC) OR (MIT AND ISC AND Zlib)", "MIT AND ISC"},
    {"GPL-2.0 OR GPL-2.0-only", "GPL-2.0-only"},
    {"ISC OR MIT", "ISC OR MIT"},  // the order is the author's
};
INSTANTIATE_TEST_SUITE_P(Expression, Normal, testing::ValuesIn(kNormal));

struct BadCase {
  std::string_view text, error;
  uint32_t at;
};

class Bad : public testing::TestWithParam<BadCase> {};

TEST_P(Bad, SaysWhy) {
  const Expression parsed = Parse(GetParam().text);
  EXPECT_FALSE(parsed.valid);
  EXPECT_NE(parsed.error.find(GetParam().error), std::string::npos) << parsed.error;
  EXPECT_EQ(parsed.error_at, GetParam().at);
  EXPECT_EQ(ToString(parsed), "");
  EXPECT_TRUE(Licenses(parsed).empty());
  EXPECT_FALSE(Satisfies(parsed, std::vector<Expression>{Parse("MIT")}));
}

constexpr BadCase kBad[] = {
    {"", "empty", 0},
    {"  ", "empty", 0},
    {"MIT OR", "missing at the end", 6},
    {"OR MIT", "expected a licence id", 0},
    {"MIT ISC", "expected AND, OR or WITH", 4},
    {"MIT Or ISC", "expected AND, OR or WITH", 4},
    {"MIT aNd ISC", "expected AND, OR or WITH", 4},
    {"Apache-2.0 +", "no blank", 11},
    {"(MIT", "without its ')'", 0},
    {"MIT)", "without its '('", 3},
    {"()", "expected a licence id", 1},
    {"(MIT)+", "parenthesis", 5},
    {"(MIT OR ISC) WITH LLVM-exception", "parenthesis", 13},
    {"MIT WITH", "exception id is missing", 4},
    {"MIT WITH MIT", "unknown exception", 9},
    {"MIT WITH LLVM-exception WITH LLVM-exception", "only one WITH", 24},
    {"GPL-2.0-with-classpath-exception WITH LLVM-exception", "only one WITH", 33},
    {"LLVM-exception", "unknown licence id", 0},
    {"NoSuch-1.0", "unknown licence id 'NoSuch-1.0'", 0},
    {"licenseref-x", "unknown licence id", 0},
    {"LicenseRef-", "well-formed", 0},
    {"DocumentRef-a:MIT", "well-formed", 0},
    {"DocumentRef-:LicenseRef-x", "well-formed", 0},
    {"LicenseRef-a+", "cannot follow", 0},
    {"LicenseRef-a_b", "cannot stand", 12},
    {"MIT, ISC", "cannot stand", 3},
    {"MIT/ISC", "cannot stand", 3},
    {"MIT \xE2\x80\x94 ISC", "'\xE2\x80\x94' cannot stand", 4},
    {"NONE OR MIT", "stand alone", 0},
    {"NONE+", "cannot follow NONE", 0},
    {"llama3.1", "unknown licence id", 0},
    {"apache", "unknown licence id", 0},
};
INSTANTIATE_TEST_SUITE_P(Expression, Bad, testing::ValuesIn(kBad));

TEST(Expression, ManyParenthesesAreRefusedNotFollowed) {
  const Expression parsed = Parse(std::string(5000, '(') + "MIT" + std::string(5000, ')'));
  EXPECT_FALSE(parsed.valid);
  EXPECT_NE(parsed.error.find("deep"), std::string::npos);
  EXPECT_TRUE(Parse(std::string(100, '(') + "MIT" + std::string(100, ')')).valid);
}

TEST(Expression, LongOnesAreRefused) {
  std::string text = "MIT";
  while (text.size() < 16000) text += " OR MIT";
  EXPECT_EQ(ToString(Parse(text)), "MIT");
  EXPECT_FALSE(Parse(text + std::string(1000, ' ')).valid);
}

TEST(Expression, EveryIdOfTheListIsTaken) {
  int ids = 0;
  for (const names::License& license : names::AllLicenses()) {
    if ((license.flags & names::kSpdx) == 0) continue;
    ++ids;
    const Expression parsed = Parse(license.id);
    ASSERT_TRUE(parsed.valid) << license.id << ": " << parsed.error;
    if ((license.flags & names::kDeprecated) == 0) {
      EXPECT_EQ(ToString(parsed), license.id);
    }
    for (const std::string& id : Licenses(parsed)) {
      const names::License* found = names::Find(id);
      ASSERT_NE(found, nullptr) << id;
      EXPECT_TRUE((found->flags & names::kDeprecated) == 0 || id == "Net-SNMP") << license.id << " -> " << id;
    }
  }
  EXPECT_GE(ids, 727);
  for (std::string_view exception : names::AllExceptions()) {
    EXPECT_EQ(ToString(Parse("GPL-2.0-only WITH " + std::string(exception))),
              "GPL-2.0-only WITH " + std::string(exception));
  }
}

TEST(Expression, ListsWhatIsInIt) {
  const Expression parsed =
      Parse("(MIT OR Apache-2.0 WITH LLVM-exception) AND GPL-2.0+ AND LicenseRef-x AND (MIT OR ISC)");
  EXPECT_EQ(Licenses(parsed),
            (std::vector<std::string>{"Apache-2.0", "GPL-2.0-or-later", "ISC", "LicenseRef-x", "MIT"}));
  EXPECT_EQ(Exceptions(parsed), (std::vector<std::string>{"LLVM-exception"}));
}

struct AllowCase {
  std::string_view text;
  std::vector<std::string_view> allow;
  bool met;
};

TEST(Expression, Satisfaction) {
  const AllowCase cases[] = {
      {"MIT", {"MIT"}, true},
      {"MIT", {"mit"}, true},
      {"MIT", {}, false},
      {"MIT OR GPL-2.0-only", {"MIT"}, true},
      {"MIT AND GPL-2.0-only", {"MIT"}, false},
      {"MIT AND GPL-2.0-only", {"MIT", "GPL-2.0"}, true},
      {"Zlib AND (MIT OR GPL-2.0-only)", {"MIT", "Zlib"}, true},
      {"Zlib AND (MIT OR GPL-2.0-only)", {"MIT", "GPL-2.0-only"}, false},
      {"MIT AND ISC", {"MIT AND ISC"}, true},
      // Later versions.
      {"GPL-2.0-or-later", {"GPL-3.0-only"}, true},
      {"GPL-2.0-or-later", {"GPL-2.0-only"}, true},
      {"GPL-3.0-or-later", {"GPL-2.0-only"}, false},
      {"GPL-2.0-only", {"GPL-2.0-or-later"}, true},
      {"GPL-3.0-only", {"GPL-2.0-or-later"}, true},
      {"GPL-2.0-only", {"GPL-3.0-or-later"}, false},
      {"GPL-2.0-only", {"GPL-3.0-only"}, false},
      {"GPL-2.0-or-later", {"GPL-3.0-or-later"}, true},
      {"LGPL-2.1-or-later", {"GPL-3.0-only"}, false},
      {"GPL-2.0-or-later", {"LGPL-3.0-only"}, false},
      {"Apache-1.1+", {"Apache-2.0"}, true},
      {"Apache-2.0", {"Apache-1.1+"}, true},
      {"Apache-2.0", {"Apache-1.1"}, false},
      {"MPL-1.1+", {"MPL-2.0"}, true},
      {"MPL-1.1+", {"MPL-2.0-no-copyleft-exception"}, false},
      {"CC-BY-3.0+", {"CC-BY-4.0"}, true},
      {"CC-BY-3.0+", {"CC-BY-SA-4.0"}, false},
      {"CC-BY-3.0+", {"CC-BY-3.0-IGO"}, false},
      {"EUPL-1.1+", {"EUPL-1.2"}, true},
      {"BSD-2-Clause+", {"BSD-3-Clause"}, false},
      // Exceptions are allowed as such.
      {"Apache-2.0 WITH LLVM-exception", {"Apache-2.0"}, false},
      {"Apache-2.0 WITH LLVM-exception", {"Apache-2.0 WITH LLVM-exception"}, true},
      {"Apache-2.0", {"Apache-2.0 WITH LLVM-exception"}, false},
      {"GPL-2.0-or-later WITH GCC-exception-3.1", {"GPL-3.0-only WITH GCC-exception-3.1"}, true},
      {"MIT WITH AdditionRef-rider", {"MIT"}, false},
      // References are themselves only.
      {"LicenseRef-x", {"LicenseRef-x"}, true},
      {"LicenseRef-x-1.0", {"LicenseRef-x-2.0"}, false},
      {"DocumentRef-a:LicenseRef-x", {"LicenseRef-x"}, false},
      {"NONE", {"MIT"}, false},
      {"NOASSERTION", {"NOASSERTION"}, true},
  };
  for (const AllowCase& c : cases) {
    std::vector<Expression> allow;
    std::string list;
    for (std::string_view text : c.allow) {
      allow.push_back(Parse(text));
      ASSERT_TRUE(allow.back().valid) << text;
      list.append(" ").append(text);
    }
    EXPECT_EQ(Satisfies(Parse(c.text), allow), c.met) << c.text << " by" << list;
  }
}

TEST(Expression, JoinsThatHoldTogether) {
  EXPECT_EQ(ToString(AllOf(std::vector<Expression>{Parse("MIT"), Parse("ISC OR Zlib"), Parse("mit")})),
            "MIT AND (ISC OR Zlib)");
  EXPECT_EQ(ToString(AllOf(std::vector<Expression>{Parse("nonsense"), Parse("ISC")})), "ISC");
  EXPECT_FALSE(AllOf(std::vector<Expression>{}).valid);
}

TEST(Expression, AnyBytesGiveAnAnswer) {
  uint32_t state = 7;
  const std::string_view pieces[] = {
      "MIT", " ", "(", ")", "+", " OR ", " AND ", " WITH ", "GPL-2.0", "LicenseRef-a", "\xff", ":", "LLVM-exception",
      "\n",  "or"};
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (int i = 0; i < 8; ++i) {
      state = state * 1664525 + 1013904223;
      text += pieces[(state >> 16) % std::size(pieces)];
    }
    const Expression parsed = Parse(text);
    if (parsed.valid) {
      const Expression again = Parse(ToString(parsed));
      ASSERT_TRUE(again.valid) << text << " -> " << ToString(parsed) << ": " << again.error;
      ASSERT_EQ(ToString(again), ToString(parsed)) << text;
    } else {
      ASSERT_FALSE(parsed.error.empty()) << text;
      ASSERT_LE(parsed.error_at, text.size());
    }
  }
}

}  // namespace
}  // namespace caveat::spdx
