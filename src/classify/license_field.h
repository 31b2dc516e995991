// File: src/classify/license_field.h
//
// Is a place of a text the value of a field for licences? Manifests of packages, sources and configurations say so in
// many notations, all of which come down to a key right before the value:
//
//   "license": "MIT"      license = 'MIT'      <license><name>MIT</name>      licenseId: MIT      :licenses => ["MIT"]
//   MODULE_LICENSE("GPL")      "licenses": [{"type": "MIT"}]
//
// Pure, total, thread-safe; reads some dozen bytes.

#ifndef CAVEAT_CLASSIFY_LICENSE_FIELD_H_
#define CAVEAT_CLASSIFY_LICENSE_FIELD_H_

#include <cstddef>
#include <string_view>

namespace caveat::classify {

// `at`: the first byte of the value.
bool IsLicenseField(std::string_view utf8, size_t at);

}  // namespace caveat::classify

#endif  // CAVEAT_CLASSIFY_LICENSE_FIELD_H_
