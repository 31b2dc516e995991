// The public API: total over any bytes, the same answer each time, spans that quote the file, and no allocation in
// steady state.

#include "caveat.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "classify/fingerprint.h"
#include "classify/known.h"
#include "match/engine.h"
#include "text/fold.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CAVEAT_COUNTS_ALLOCATIONS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CAVEAT_COUNTS_ALLOCATIONS 0
#endif
#endif
#ifndef CAVEAT_COUNTS_ALLOCATIONS
#define CAVEAT_COUNTS_ALLOCATIONS 1
#endif

namespace {
std::atomic<size_t> allocations{0};
}  // namespace

#if CAVEAT_COUNTS_ALLOCATIONS
__attribute__((noinline)) void* operator new(size_t size) {
  ++allocations;
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  throw std::bad_alloc();
}
__attribute__((noinline)) void operator delete(void* p) noexcept { std::free(p); }
__attribute__((noinline)) void operator delete(void* p, size_t) noexcept { std::free(p); }
#endif

namespace caveat {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kText =
    "Example Community License\n\nYou may use, modify and share the model for any purpose.\n\n"
    "If your products have more than 700 million monthly active users, you must request a license from us.\n\n"
    "You agree not to use the model to:\n- send spam;\n- harm minors;\n- break the law.\n\n"
    "THE MODEL IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND.\n";

std::vector<std::string> Samples() {
  std::vector<std::string> out = {
      "",         " ",    "\n", std::string(1, '\0'),     "\xEF\xBB\xBF",           "\xFF\xFE",
      "\xFE\xFF", "\xFF", "x",  std::string(100000, 'a'), std::string(100000, ' '), std::string(5000, '\n')};
  std::mt19937 random(5);
  for (int i = 0; i < 40; ++i) {
    std::string bytes;
    for (size_t n = random() % 3000; n > 0; --n) bytes += static_cast<char>(random());
    out.push_back(bytes);
    // Text with some bytes gone wrong.
    std::string damaged(kText);
    for (size_t n = random() % 20; n > 0; --n) damaged[random() % damaged.size()] = static_cast<char>(random());
    out.push_back(damaged);
  }
  std::string utf16le = "\xFF\xFE", utf16be = "\xFE\xFF";
  for (const char c : kText) {
    utf16le += c, utf16le += '\0';
    utf16be += '\0', utf16be += c;
  }
  out.push_back(utf16le);
  out.push_back(utf16be);
  out.push_back("\xEF\xBB\xBF" + std::string(kText));
  std::string line;  // one line without an end of a sentence
  while (line.size() < 300000) line += "you may not use the model to send spam or harm minors and ";
  out.push_back(line);
  return out;
}

std::string Show(const Document& doc) {
  std::string out = std::to_string(static_cast<int>(doc.status)) + doc.language + doc.summary + doc.error;
  for (const Finding& f : doc.findings) {
    out += "\n" + std::string(f.clause) + " " + std::to_string(f.span.start_byte) + "-" +
           std::to_string(f.span.end_byte) + " " + std::to_string(f.span.start_line) + "-" +
           std::to_string(f.span.end_line) + " " + f.quote + " " + f.rule;
    for (const Param& p : f.params) out += " " + p.name + "=" + p.text + std::to_string(p.number);
  }
  return out;
}

TEST(Caveat, BuiltInRulesFindClauses) {
  const auto rules = Rules::BuiltIn();
  ASSERT_NE(rules, nullptr);
  EXPECT_EQ(rules->hash().size(), 32u);
  Scanner scanner(*rules);
  const Document doc = scanner.Check("LICENSE", kText);
  EXPECT_EQ(doc.path, "LICENSE");
  EXPECT_EQ(doc.bytes, kText.size());
  EXPECT_EQ(doc.status, Status::kOk);
  EXPECT_EQ(doc.sha256.size(), 64u);
  EXPECT_EQ(doc.language, "en");
  std::vector<std::string> clauses;
  for (const Finding& f : doc.findings) clauses.emplace_back(f.clause);
  for (const char* id : {"restriction.scale-cap", "use.spam", "use.harm-minors", "legal.warranty-disclaimer"})
    EXPECT_THAT(clauses, ::testing::Contains(id));
}

// What was identified, as one SPDX expression; tags speak where no text does, and a file that declares licences rules.
TEST(Caveat, Expressions) {
  const std::string mit_tag = "// SPDX-License-Identifier: MIT\n";
  const struct {
    std::string text, expression;
  } cases[] = {
      {"// SPDX-License-Identifier: MIT OR Apache-2.0\nint x;\n", "MIT OR Apache-2.0"},
      {mit_tag + "int x;\n// SPDX-License-Identifier: ISC\n", "MIT AND ISC"},
      {mit_tag + mit_tag, "MIT"},
      {"# SPDX-License-Identifier: GPL-2.0-or-later WITH Classpath-exception-2.0\n",
       "GPL-2.0-or-later WITH Classpath-exception-2.0"},
      {"---\nlicense: llama3.1\n---\n# Oven\n", "LicenseRef-scancode-llama-3.1-license-2024"},
      {"[[annotations]]\npath = \"a\"\nSPDX-License-Identifier = \"MIT OR ISC\"\n"
       "[[annotations]]\npath = \"b\"\nSPDX-License-Identifier = \"CC0-1.0\"\n",
       "(MIT OR ISC) AND CC0-1.0"},
      {"Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nCopyright: Jane\n"
       "License: GPL-2+ or Expat\n\nLicense: GPL-2+\n See elsewhere.\n",
       "GPL-2.0-or-later OR MIT"},
      {"Bread and butter.\n", ""},
  };
  const auto rules = Rules::BuiltIn();
  Scanner scanner(*rules);
  for (const auto& c : cases) {
    const Document document = scanner.Check("x", c.text);
    EXPECT_EQ(document.expression.value_or(""), c.expression) << c.text;
    CheckOptions bare;
    bare.identity = false;
    EXPECT_FALSE(scanner.Check("x", c.text, bare).expression) << c.text;
  }
}

TEST(Caveat, AnyBytesGiveTheSameAnswerTwice) {
  const auto rules = Rules::BuiltIn();
  Scanner scanner(*rules);
  std::vector<std::string> first;
  const std::vector<std::string> samples = Samples();
  for (const std::string& bytes : samples) first.push_back(Show(scanner.Check("x", bytes)));
  // In another order, with the same scanner and with a fresh one.
  for (size_t i = samples.size(); i-- > 0;) EXPECT_EQ(Show(scanner.Check("x", samples[i])), first[i]);
  for (size_t i = 0; i < samples.size(); i += 9) EXPECT_EQ(Show(Scanner(*rules).Check("x", samples[i])), first[i]);
}

TEST(Caveat, SpansLieInTheFileAndQuoteIt) {
  const auto rules = Rules::BuiltIn();
  Scanner scanner(*rules);
  size_t findings = 0;
  for (const std::string& bytes : Samples()) {
    const Document doc = scanner.Check("x", bytes);
    const bool plain = !bytes.starts_with("\xFF\xFE") && !bytes.starts_with("\xFE\xFF");
    std::tuple<uint64_t, uint64_t, std::string_view> last;
    for (const Finding& f : doc.findings) {
      ++findings;
      ASSERT_LT(f.span.start_byte, f.span.end_byte);
      ASSERT_LE(f.span.end_byte, bytes.size());
      EXPECT_LE(last, std::make_tuple(f.span.start_byte, f.span.end_byte, f.clause));
      last = {f.span.start_byte, f.span.end_byte, f.clause};
      text::Text text;
      text::Decode(bytes, &text);
      if (plain && text.encoding != text::Encoding::kLatin1) {
        EXPECT_EQ(bytes.substr(f.span.start_byte, f.quote.size()), f.quote);
      }
      const auto line = [&](uint64_t at) {
        uint32_t n = 1;
        for (uint64_t i = 0; i < at; ++i)
          n += bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 >= bytes.size() || bytes[i + 1] != '\n'));
        return n;
      };
      if (plain && bytes.size() < 5000) {
        EXPECT_EQ(f.span.start_line, line(f.span.start_byte));
        EXPECT_EQ(f.span.end_line, line(f.span.end_byte - 1));
      }
      if (f.lead) {
        EXPECT_LT(f.lead->start_byte, f.lead->end_byte);
      }
    }
  }
  EXPECT_GT(findings, 50u);
}

TEST(Caveat, EncodingsGiveTheSameFindings) {
  const auto rules = Rules::BuiltIn();
  Scanner scanner(*rules);
  const Document plain = scanner.Check("x", kText);
  std::string utf16 = "\xFF\xFE", crlf;
  for (const char c : kText) {
    utf16 += c, utf16 += '\0';
    crlf += c == '\n' ? "\r\n" : std::string(1, c);
  }
  for (const std::string& bytes : {utf16, crlf, "\xEF\xBB\xBF" + std::string(kText)}) {
    const Document doc = scanner.Check("x", bytes);
    ASSERT_EQ(doc.findings.size(), plain.findings.size());
    for (size_t i = 0; i < doc.findings.size(); ++i) {
      EXPECT_EQ(doc.findings[i].clause, plain.findings[i].clause);
      EXPECT_EQ(doc.findings[i].span.start_line, plain.findings[i].span.start_line);
      EXPECT_EQ(doc.findings[i].span.end_line, plain.findings[i].span.end_line);
    }
  }
}

TEST(Caveat, QuotesAreCutToCharacters) {
  const auto rules = Rules::Compile({{"f", "clause use.spam\nmatch aa ..60 bb\n"}});
  ASSERT_TRUE(rules) << rules.error();
  Scanner scanner(**rules);
  std::string text = "aa";
  for (int i = 0; i < 50; ++i) text += " d\xC3\xA9j\xC3\xA0-vu";  // 8 characters, 10 bytes
  text += " bb";
  // Hyphens may split words; take fewer if need be.
  const Document doc = scanner.Check("x", text);
  for (const Finding& f : doc.findings) {
    size_t characters = 0;
    for (const char c : f.quote) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    EXPECT_LE(characters, 300u);
    EXPECT_TRUE(text.starts_with(f.quote));
  }
}

TEST(Caveat, BinaryAndTruncated) {
  const auto rules = Rules::BuiltIn();
  Scanner scanner(*rules);
  std::string binary =
      "\x7F"
      "ELF";
  for (int i = 0; i < 4000; ++i) binary += static_cast<char>(i % 7 == 0 ? 0 : i);
  const Document doc = scanner.Check("x", binary);
  EXPECT_EQ(doc.status, Status::kBinary);
  EXPECT_TRUE(doc.findings.empty());
  EXPECT_FALSE(doc.summary.empty());
  EXPECT_EQ(doc.bytes, binary.size());
  EXPECT_EQ(scanner.Check("x", kText).status, Status::kOk);
}

TEST(Caveat, CompileErrorsAreDiagnostics) {
  const auto bad = Rules::Compile({{"dir/a.clause", "clause use.spam\nmatch (a\n"}});
  ASSERT_FALSE(bad);
  EXPECT_THAT(bad.error(), HasSubstr("dir/a.clause:2:7: error: '(' is not closed\n"));
  const auto none = Rules::Compile({});
  ASSERT_TRUE(none);
  Scanner scanner(**none);
  EXPECT_TRUE(scanner.Check("x", kText).findings.empty());
}

TEST(Caveat, HashChangesWithAnswers) {
  const auto hash = [](const char* rules) { return (*Rules::Compile({{"f", rules}}))->hash(); };
  EXPECT_EQ(hash("clause use.spam\nmatch aa\n"), hash("clause use.spam\nmatch aa\n"));
  EXPECT_NE(hash("clause use.spam\nmatch aa\n"), hash("clause use.fraud\nmatch aa\n"));
  EXPECT_NE(hash("clause use.spam\nmatch aa\n"), hash("clause use.spam\nmatch aa\n  grade likely\n"));
}

TEST(Caveat, ExplainTellsWhatWasDropped) {
  const auto rules = Rules::Compile({{"f", "clause use.spam\nmatch spam\n  unless no\n"}});
  ASSERT_TRUE(rules) << rules.error();
  Scanner scanner(**rules);
  scanner.Check("x", "there is no spam here", {.identity = true, .sha256 = true, .explain = true});
  ASSERT_EQ(scanner.dropped().size(), 1u);
  EXPECT_EQ(scanner.dropped()[0].clause, "use.spam");
  EXPECT_EQ(scanner.dropped()[0].quote, "spam");
  EXPECT_EQ(scanner.dropped()[0].rule, "f:2");
  EXPECT_EQ(scanner.dropped()[0].span.start_byte, 12u);
  scanner.Check("x", "there is no spam here");
  EXPECT_TRUE(scanner.dropped().empty());
}

TEST(Caveat, RulesOutliveWhoeverMadeThem) {
  // Scanners hold a reference only: the rules must stay, whoever shares them. A temporary is refused by the compiler.
  static_assert(!std::is_constructible_v<Scanner, Rules&&>);
  static_assert(!std::is_copy_constructible_v<Scanner>);
  std::weak_ptr<const Rules> weak;
  {
    const auto rules = Rules::BuiltIn();
    weak = rules;
    Scanner one(*rules), two(*rules);
    EXPECT_EQ(rules.use_count(), 1);
    EXPECT_EQ(Show(one.Check("x", kText)), Show(two.Check("x", kText)));
  }
  EXPECT_TRUE(weak.expired());
}

TEST(Caveat, NoAllocationInSteadyState) {
  if (!CAVEAT_COUNTS_ALLOCATIONS) return;
  const auto rules = Rules::BuiltIn();
  match::Session session(rules->engine());
  text::Words words;
  // Without a finding nothing is allocated; each finding may bring its parameters, each scope its cuts.
  for (const std::string_view source :
       {std::string_view("The quick brown fox jumps over the lazy dog, and so on.\n\n- one\n- two\n"), kText}) {
    text::Fold(source, &words);
    session.Run(words, source, false);
    session.Run(words, source, false);
    const size_t before = allocations;
    session.Run(words, source, false);
    const size_t used = allocations - before;
    EXPECT_LE(used, session.clauses().size() * 8 + session.scopes().size() * 2);
    RecordProperty("allocations_" + std::to_string(session.clauses().size()) + "_clauses", static_cast<int>(used));
    std::printf("allocations: %zu for %zu clauses, %zu scopes\n", used, session.clauses().size(),
                session.scopes().size());
    // Folding again allocates nothing.
    const size_t fold = allocations;
    text::Fold(source, &words);
    EXPECT_EQ(allocations - fold, 0u);
  }
}

TEST(Caveat, ALicenceNamesItselfButAPictureBesideItDoesNot) {
  constexpr std::string_view kOwn =
      "Kite terms. Whoever flies the kite brings it down before dark. This text is licensed under the MIT License, and "
      "so is the tail; the string is not.\n";
  constexpr std::string_view kBadge = "![](https://img.shields.io/badge/license-Apache--2.0-green.svg)\n";
  classify::LicenseFile file;
  file.facts[static_cast<size_t>(classify::Fact::kId)] = {"kite-1.0"};
  text::Words words;
  text::Fold(kOwn, &words);
  file.texts.push_back(classify::MakeFingerprint(words));
  const auto rules = Rules::BuiltIn();
  Scanner scanner(*rules, classify::KnownLicenses::With({&file, 1}, false));
  const auto names = [&](std::string_view text, bool identity) {
    std::vector<std::string> out;
    for (const Mention& m : scanner.Check("x", text, {.identity = identity}).mentions) out.push_back(m.license);
    return out;
  };
  EXPECT_THAT(names(kOwn, true), ElementsAre());
  EXPECT_THAT(names(kOwn, false), ElementsAre("MIT"));
  EXPECT_THAT(names("\n# " + std::string(kOwn) + "\n", true), ElementsAre());
  for (const std::string& text :
       {std::string(kBadge) + "\n" + std::string(kOwn), std::string(kOwn) + "\n" + std::string(kBadge)})
    EXPECT_THAT(names(text, true), ElementsAre("Apache-2.0")) << text;
}

TEST(Caveat, Version) { EXPECT_THAT(std::string(Version()), ::testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+.*")); }

}  // namespace
}  // namespace caveat
