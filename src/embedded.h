// File: src/embedded.h
//
// What the build put into this binary: the compiled tables, and the style sheets and the script of the HTML reports.
// Read-only, 64-byte aligned, there for ever. All are empty in the rule compiler, which is built before there is
// anything to embed.

#ifndef CAVEAT_EMBEDDED_H_
#define CAVEAT_EMBEDDED_H_

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
extern const unsigned char caveat_page_css_begin[];
extern const unsigned char caveat_page_css_end[];
extern const unsigned char caveat_hub_css_begin[];
extern const unsigned char caveat_hub_css_end[];
extern const unsigned char caveat_hub_js_begin[];
extern const unsigned char caveat_hub_js_end[];
}

namespace caveat {

inline std::string_view Embedded(const unsigned char* begin, const unsigned char* end) {
  return {reinterpret_cast<const char*>(begin), static_cast<size_t>(end - begin)};
}
// See rules/bundle.h.
inline std::string_view EmbeddedBundle() { return Embedded(caveat_rules_begin, caveat_rules_end); }
// See classify/known.h.
inline std::string_view EmbeddedKnown() { return Embedded(caveat_known_begin, caveat_known_end); }
// See classify/names.h.
inline std::string_view EmbeddedNames() { return Embedded(caveat_names_begin, caveat_names_end); }
// Of every HTML report.
inline std::string_view EmbeddedPageCss() { return Embedded(caveat_page_css_begin, caveat_page_css_end); }
// What the page of a hub has besides.
inline std::string_view EmbeddedHubCss() { return Embedded(caveat_hub_css_begin, caveat_hub_css_end); }
// Its script.
inline std::string_view EmbeddedHubJs() { return Embedded(caveat_hub_js_begin, caveat_hub_js_end); }

}  // namespace caveat

#endif  // CAVEAT_EMBEDDED_H_
