// File: src/classify/license_urls.h
//
// Which licence an address leads to: pages of licence texts and deeds, and badges. What hosts of many licences hold
// is read by rule (SPDX, the Open Source Initiative, choosealicense, GNU, Creative Commons); the rest stands in
// licenses/names/urls.inc.
//
//   FromUrl("https://www.apache.org/licenses/LICENSE-2.0.txt")          Apache-2.0
//   FromUrl("http://creativecommons.org/licenses/by/3.0/at/deed.de")    CC-BY-3.0-AT
//   FromUrl("https://github.com/org/project")                           null: a page of a project says nothing
//
// Pure, thread-safe; the cost is a binary search, and for addresses of other hosts one look at the host.

#ifndef CAVEAT_CLASSIFY_LICENSE_URLS_H_
#define CAVEAT_CLASSIFY_LICENSE_URLS_H_

#include <span>
#include <string>
#include <string_view>

#include "classify/names.h"

namespace caveat::names {

// The licence whose text or deed lies at this address; the address may be raw or folded. Null if not known.
const License* FromUrl(std::string_view url);

// A badge of shields.io: what it says before and after the dash. False if the address is no badge with two parts.
struct Badge {
  std::string label, message;  // decoded, lower case: "code license", "apache 2.0"
};
bool ParseBadge(std::string_view url, Badge* badge);

// The table: an address without scheme and "www.", lower case, and the id of what all addresses that start so lead to.
// Sorted by address.
struct KnownUrl {
  std::string_view address, id;
};
std::span<const KnownUrl> KnownUrls();

}  // namespace caveat::names

#endif  // CAVEAT_CLASSIFY_LICENSE_URLS_H_
