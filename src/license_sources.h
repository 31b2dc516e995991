// File: src/license_sources.h
//
// A known licence made of a text: what LoadLicenses (caveat.h) and `caveat known add` do with a file that is no
// `.license` file. Pure functions, thread-safe, linear.

#ifndef CAVEAT_LICENSE_SOURCES_H_
#define CAVEAT_LICENSE_SOURCES_H_

#include <string>
#include <string_view>

#include "classify/known.h"

namespace caveat {

// The id of the text in this file: "texts/Acme Terms.txt" -> "Acme-Terms". Letters, digits, '.' and '-' are kept.
std::string LicenseId(std::string_view path);

// Id, title, LicenseRef- and fingerprint of a text. False if there are no words in it.
bool LicenseFromText(const std::string& id, const std::string& title, std::string_view content,
                     classify::LicenseFile* license);

}  // namespace caveat

#endif  // CAVEAT_LICENSE_SOURCES_H_
