// File: src/rules/embedded.h
//
// What the build compiled and put into this binary: read-only, 64-byte aligned, there for ever. All are empty in the
// rule compiler, which is built before there is anything to embed.

#ifndef CAVEAT_RULES_EMBEDDED_H_
#define CAVEAT_RULES_EMBEDDED_H_

#include <cstddef>
#include <string_view>

extern "C" {
// Defined by cmake/embed.S.in in the library, by rulec/no_embedded.cc in the rule compiler.
extern const unsigned char caveat_rules_begin[];
extern const unsigned char caveat_rules_end[];
extern const unsigned char caveat_known_begin[];
extern const unsigned char caveat_known_end[];
extern const unsigned char caveat_names_begin[];
extern const unsigned char caveat_names_end[];
}

namespace caveat::rules {

inline std::string_view Embedded(const unsigned char* begin, const unsigned char* end) {
  return {reinterpret_cast<const char*>(begin), static_cast<size_t>(end - begin)};
}
inline std::string_view EmbeddedBundle() { return Embedded(caveat_rules_begin, caveat_rules_end); }  // rules/bundle.h
inline std::string_view EmbeddedKnown() { return Embedded(caveat_known_begin, caveat_known_end); }   // classify/known.h
inline std::string_view EmbeddedNames() { return Embedded(caveat_names_begin, caveat_names_end); }   // classify/names.h

}  // namespace caveat::rules

#endif  // CAVEAT_RULES_EMBEDDED_H_
