// File: src/rules/embedded.h
//
// The rule bundle that the build put into this binary.

#ifndef CAVEAT_RULES_EMBEDDED_H_
#define CAVEAT_RULES_EMBEDDED_H_

#include <string_view>

extern "C" {
// Defined by cmake/rules.S in the library, and as empty in the rule compiler.
extern const unsigned char caveat_rules_begin[];
extern const unsigned char caveat_rules_end[];
}

namespace caveat::rules {

// Empty in the rule compiler, which is built before there is a bundle.
inline std::string_view EmbeddedBundle() {
  return {reinterpret_cast<const char*>(caveat_rules_begin),
          static_cast<size_t>(caveat_rules_end - caveat_rules_begin)};
}

}  // namespace caveat::rules

#endif  // CAVEAT_RULES_EMBEDDED_H_
