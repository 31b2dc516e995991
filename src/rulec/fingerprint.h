// File: src/rulec/fingerprint.h
//
// Known licences at build time: texts to `.license` files, `.license` files to the table that the library embeds.

#ifndef CAVEAT_RULEC_FINGERPRINT_H_
#define CAVEAT_RULEC_FINGERPRINT_H_

#include <string>
#include <vector>

namespace caveat::rulec {

// Prints the `.license` file of the facts in file `facts` and the texts: one fingerprint a text. Exit code.
int MakeLicense(const std::string& facts, const std::vector<std::string>& texts);

// The same for many: each line of standard input holds, separated by tabs, a `.license` file to write, its facts and
// its texts. Texts with the words of one before are left out. Exit code.
int MakeLicenses();

// Compiles all `.license` files of `dir` into the file `out`. Exit code.
int CompileLicenses(const std::string& out, const std::string& dir);

}  // namespace caveat::rulec

#endif  // CAVEAT_RULEC_FINGERPRINT_H_
