#include "report/terminal.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace caveat::report {
namespace {

using std::string_view_literals::operator""sv;

TEST(Terminal, NamesLoseEverythingThatMovesOrHides) {
  const struct {
    std::string_view in, out;
  } kCases[] = {
      {"", ""},
      {"LICENSE.txt", "LICENSE.txt"},
      {"\u8bb8\u53ef \u00e9", "\u8bb8\u53ef \u00e9"},
      {"a\nb\tc\rd", "a\\nb\\tc\\rd"},
      {"\x1b[31mred\x07\x7f"sv, "\\x1b[31mred\\x07\\x7f"},
      {"a\0b"sv, "a\\x00b"},
      {"\u009b31m", "\\u{9b}31m"},                           // the one-character form of an escape sequence
      {"\u202egpj.exe\u2066", "\\u{202e}gpj.exe\\u{2066}"},  // text that runs backwards
      {"zero\u200bwidth\ufeff\u00ad", "zero\\u{200b}width\\u{feff}\\u{ad}"},
      {"\U000e0041tag", "\\u{e0041}tag"},
      {"\u3164\u2800\ufe0f", "\\u{3164}\\u{2800}\\u{fe0f}"},  // fillers that look like nothing
      {"line\u2028end", "line\\u{2028}end"},
      {"\xff\xfe"sv, "\\xff\\xfe"},
      {"caf\xe9"sv, "caf\\xe9"},
      {"\xed\xa0\x80"sv, "\\xed\\xa0\\x80"},  // half a surrogate pair
      {"\xc0\xaf"sv, "\\xc0\\xaf"},           // too long a form
      {"cut \xe8\xae"sv, "cut \\xe8\\xae"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Printable(c.in), c.out);
}

TEST(Terminal, RunningTextGetsSingleSpaces) {
  EXPECT_EQ(PrintableLine("  one\r\n\t two\u00a0\u3000three \n"), "one two three");
  EXPECT_EQ(PrintableLine(" \n "), "");
  EXPECT_EQ(PrintableLine("a\x1b]0;title\x07 b"), "a\\x1b]0;title\\x07 b");
}

TEST(Terminal, BlocksKeepTheirLines) {
  EXPECT_EQ(PrintableBlock("a\tb\n\n  c\x1b[0m\n"), "a\tb\n\n  c\\x1b[0m\n");
  EXPECT_EQ(PrintableBlock("\n"), "\n");
  EXPECT_EQ(PrintableBlock(""), "");
}

TEST(Terminal, EveryByteGivesPrintableText) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  for (int a = 0; a < 256; ++a) {
    for (const std::string& s : {std::string(1, static_cast<char>(a)), all.substr(static_cast<size_t>(a)),
                                 "\xf0\x9f" + std::string(1, static_cast<char>(a))}) {
      const std::string out = Printable(s);
      EXPECT_TRUE(IsValidUtf8(out));
      EXPECT_EQ(Printable(out), out);
      for (const char c : out) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    }
  }
}

TEST(Terminal, ValidUtf8ReplacesRuns) {
  EXPECT_EQ(ValidUtf8("plain \u8bb8"), "plain \u8bb8");
  EXPECT_EQ(ValidUtf8("a\xff\xff\xff-b\xe8\xae"sv), "a\ufffd-b\ufffd");
  EXPECT_EQ(ValidUtf8(""), "");
  EXPECT_FALSE(IsValidUtf8("\xe8\xae"));
  EXPECT_TRUE(IsValidUtf8("\u8bb8"));
}

TEST(Terminal, WidthCountsColumns) {
  EXPECT_EQ(DisplayWidth(""), 0u);
  EXPECT_EQ(DisplayWidth("abc"), 3u);
  EXPECT_EQ(DisplayWidth("\u8bb8\u53ef"), 4u);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1u);
}

TEST(Terminal, CutsAtAWordAndSaysSo) {
  EXPECT_EQ(CutToWidth("short", 10), "short");
  EXPECT_EQ(CutToWidth("exactly te", 10), "exactly te");
  EXPECT_EQ(CutToWidth("one two three four", 12), "one two\u2026");
  EXPECT_EQ(CutToWidth("abcdefghijkl", 5), "abcd\u2026");
  EXPECT_EQ(CutToWidth("\u8bb8\u53ef\u8bb8\u53ef", 6), "\u8bb8\u53ef\u2026");
  EXPECT_EQ(CutToWidth("abc", 0), "");
  for (size_t width = 1; width < 30; ++width)
    EXPECT_LE(DisplayWidth(CutToWidth("a few words \u8bb8\u53ef here", width)), width);
}

TEST(Terminal, WrapsByColumns) {
  const struct {
    std::string_view text;
    size_t width;
    std::string_view first, rest, out;
  } kCases[] = {
      {"", 20, "", "", "\n"},
      {"one two three four", 9, "", "", "one two\nthree\nfour\n"},
      {"one two three", 14, "- ", "  ", "- one two\n  three\n"},
      {"abcdefghijklmnop qr", 10, "", "", "abcdefghij\nklmnop qr\n"},
      {"\u8bb8\u53ef\u8bb8\u53ef\u8bb8\u53ef\u3002\u8bb8", 12, "", "",
       "\u8bb8\u53ef\u8bb8\u53ef\u8bb8\n\u53ef\u3002\u8bb8\n"},
      {"tiny room", 3, "......", "", "......tiny\nroom\n"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Wrap(c.text, c.width, c.first, c.rest), c.out) << c.text;
}

TEST(Terminal, WrapLosesNothingAndStaysWithin) {
  const std::string text = "Some words \u8bb8\u53ef, a/very/long/path/that/goes/on/for/ever and caf\u00e9 e\u0301nd.";
  const auto squeezed = [](std::string s) {
    std::erase_if(s, [](char c) { return c == ' ' || c == '\n'; });
    return s;
  };
  for (size_t width = 10; width < 90; ++width) {
    const std::string out = Wrap(text, width, "  ", "  ");
    EXPECT_EQ(squeezed(out), squeezed(text));
    for (size_t at = 0; at < out.size();) {
      const size_t end = out.find('\n', at);
      EXPECT_LE(DisplayWidth(out.substr(at, end - at)), width);
      at = end + 1;
    }
  }
}

TEST(Terminal, PaintsOnlyWhenAsked) {
  EXPECT_EQ(Paint(false, Style::kBad, "x"), "x");
  EXPECT_EQ(Paint(true, Style::kPlain, "x"), "x");
  EXPECT_EQ(Paint(true, Style::kBad, ""), "");
  EXPECT_EQ(Paint(true, Style::kBad, "x"), "\x1b[31mx\x1b[0m");
}

}  // namespace
}  // namespace caveat::report
