// File: src/classify/own_license.h
//
// A licence of the user's own, made from its text alone.
//
//   OwnId("texts/Acme Terms.txt") == "Acme-Terms"
//
// Pure, thread-safe, linear.

#ifndef CAVEAT_CLASSIFY_OWN_LICENSE_H_
#define CAVEAT_CLASSIFY_OWN_LICENSE_H_

#include <string>
#include <string_view>

#include "classify/known.h"
#include "text/words.h"

namespace caveat::classify {

// The id of the text in a file of this name: without folders and ending; letters, digits, '.' and '-' are kept.
std::string OwnId(std::string_view path);

// Id, title, LicenseRef- and fingerprint. False if there are no words.
bool OwnLicense(const std::string& id, const std::string& title, const text::Words& words, LicenseFile* license);

}  // namespace caveat::classify

#endif  // CAVEAT_CLASSIFY_OWN_LICENSE_H_
