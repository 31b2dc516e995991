// File: src/classify/declared.h
//
// What files say whose purpose it is to declare licences: REUSE.toml, and Debian's copyright format, which REUSE uses
// too (.reuse/dep5).
//
//   [[annotations]]                              Files: src/*
//   path = "src/**"                              Copyright: 2024 Jane Doe
//   SPDX-License-Identifier = "MIT OR ISC"       License: GPL-2+ or Expat
//
// Debian's names become SPDX's: GPL-2+ or Expat is GPL-2.0-or-later OR MIT; "with OpenSSL exception", for which SPDX
// has no single id, becomes WITH AdditionRef-caveat-openssl-exception; a name that no table knows becomes
// LicenseRef-caveat-<name>. "A or B, and C" is (A OR B) AND C.
//
// Pure, total, thread-safe, linear.

#ifndef CAVEAT_CLASSIFY_DECLARED_H_
#define CAVEAT_CLASSIFY_DECLARED_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::spdx {

struct Declared {
  uint32_t begin = 0, end = 0;  // bytes of the value, without quotation marks
  std::string expression;       // SPDX, valid and normalised
  bool files = false;           // said of files; false for a paragraph that only gives the text of a licence
};

// The fields of a file in Debian's machine-readable format; empty if it is none.
std::vector<Declared> ReadDebianCopyright(std::string_view utf8);

// The keys SPDX-License-Identifier of a REUSE.toml; empty if it is none.
std::vector<Declared> ReadReuseToml(std::string_view utf8);

// The value of a field `License:` in Debian's format; empty if it names nothing.
std::string FromDebian(std::string_view value);

}  // namespace caveat::spdx

#endif  // CAVEAT_CLASSIFY_DECLARED_H_
