#include "classify/declared.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "classify/expression.h"

namespace caveat::spdx {
namespace {

TEST(Declared, NamesOfDebian) {
  const struct {
    std::string_view value, expression;
  } cases[] = {
      {"Expat", "MIT"},
      {"GPL-2+", "GPL-2.0-or-later"},
      {"GPL-2", "GPL-2.0-only"},
      {"LGPL-2.1+", "LGPL-2.1-or-later"},
      {"GFDL-NIV-1.3+", "GFDL-1.3-no-invariants-or-later"},
      {"gpl-3+ OR expat", "GPL-3.0-or-later OR MIT"},
      {"GPL-2+ and BSD-3-clause", "GPL-2.0-or-later AND BSD-3-Clause"},
      {"GPL-2+ or Artistic, and BSD-3-clause", "(GPL-2.0-or-later OR Artistic-1.0-Perl) AND BSD-3-Clause"},
      {"GPL-2+ or BSD-3-clause and Expat", "GPL-2.0-or-later OR BSD-3-Clause AND MIT"},
      {"GPL-2+ with Classpath exception", "GPL-2.0-or-later WITH Classpath-exception-2.0"},
      {"GPL-2+ with OpenSSL exception", "GPL-2.0-or-later WITH AdditionRef-caveat-openssl-exception"},
      {"GPL-2 with Linux-syscall-note exception", "GPL-2.0-only WITH Linux-syscall-note"},
      {"Apache-2.0 with LLVM exception or Expat", "Apache-2.0 WITH LLVM-exception OR MIT"},
      {"Apache-2", "Apache-2.0"},
      {"Perl", "Artistic-1.0-Perl OR GPL-1.0-or-later"},
      {"zlib/libpng", "Zlib"},
      {"CC-BY-SA-4.0", "CC-BY-SA-4.0"},
      {"bakery-terms", "LicenseRef-caveat-bakery-terms"},
      {"  ISC\t", "ISC"},
      {"", ""},
      {"or", "LicenseRef-caveat-or"},
      {"Expat or", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(FromDebian(c.value), c.expression) << c.value;
}

constexpr std::string_view kDep5 =
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
    "Upstream-Name: oven\n"
    "\n"
    "Files: *\n"
    "Copyright: 2024 Jane Doe <jane@example.org>\n"
    "License: GPL-2+ or Expat\n"
    "\n"
    "Files: data/*\n"
    "Copyright: 2024 Jane Doe\n"
    "License: CC-BY-4.0\n"
    " License: this line is a part of the text.\n"
    "\n"
    "License: Expat\n"
    " Do as you like.\n";

TEST(Declared, FieldsOfDebian) {
  const auto found = ReadDebianCopyright(kDep5);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].expression, "GPL-2.0-or-later OR MIT");
  EXPECT_EQ(kDep5.substr(found[0].begin, found[0].end - found[0].begin), "GPL-2+ or Expat");
  EXPECT_TRUE(found[0].files);
  EXPECT_EQ(found[1].expression, "CC-BY-4.0");
  EXPECT_TRUE(found[1].files);
  EXPECT_EQ(found[2].expression, "MIT");
  EXPECT_FALSE(found[2].files) << "a text that other paragraphs refer to";
  // Not in this format.
  EXPECT_TRUE(ReadDebianCopyright("Files: *\nLicense: MIT\n").empty());
  EXPECT_TRUE(ReadDebianCopyright("Write Format: copyright-format at the head.\nLicense: MIT\n").empty());
  EXPECT_TRUE(ReadDebianCopyright("").empty());
}

TEST(Declared, KeysOfReuse) {
  constexpr std::string_view kToml =
      "version = 1\n"
      "# SPDX-License-Identifier = \"ISC\"\n"
      "[[annotations]]\r\n"
      "path = \"src/**\"\r\n"
      "SPDX-FileCopyrightText = \"2024 Jane Doe\"\r\n"
      "SPDX-License-Identifier = \"MIT or Apache-2.0\"\r\n"
      "[[annotations]]\n"
      "path = [\"data/**\", \"docs/**\"]\n"
      "SPDX-License-Identifier = [\n"
      "  'CC0-1.0',  # waived\n"
      "  \"CC-BY-4.0\"\n"
      "]\n"
      "[[annotations]]\n"
      "path = \"x\"\n"
      "SPDX-License-Identifier = \"no such licence\"\n";
  const auto found = ReadReuseToml(kToml);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].expression, "MIT OR Apache-2.0");
  EXPECT_EQ(kToml.substr(found[0].begin, found[0].end - found[0].begin), "MIT or Apache-2.0");
  EXPECT_EQ(found[1].expression, "CC0-1.0");
  EXPECT_EQ(found[2].expression, "CC-BY-4.0");
  EXPECT_TRUE(ReadReuseToml("SPDX-License-Identifier = \"MIT\"\n").empty()) << "no REUSE.toml";
  EXPECT_TRUE(ReadReuseToml("[[annotations]]\nSPDX-License-Identifier = \"MIT\nISC\"\n").empty());
}

TEST(Declared, AnyBytesGiveAnAnswer) {
  std::string text(kDep5);
  for (size_t i = 0; i < text.size(); ++i) {
    std::string bad = text;
    bad[i] = static_cast<char>(0x80 + i % 100);
    for (const Declared& d : ReadDebianCopyright(bad)) {
      EXPECT_LE(d.end, bad.size());
      EXPECT_TRUE(Parse(d.expression).valid);
    }
    (void)ReadDebianCopyright(text.substr(0, i));
  }
}

}  // namespace
}  // namespace caveat::spdx
