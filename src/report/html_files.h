// File: src/report/html_files.h
//
// Style sheets and the script of the HTML reports, as they stand in src/report/html/: put into the library by
// cmake/embed.cmake. Empty in the rule compiler.

#ifndef CAVEAT_REPORT_HTML_FILES_H_
#define CAVEAT_REPORT_HTML_FILES_H_

#include <cstddef>
#include <string_view>

extern "C" {
extern const unsigned char caveat_page_css_begin[];
extern const unsigned char caveat_page_css_end[];
extern const unsigned char caveat_hub_css_begin[];
extern const unsigned char caveat_hub_css_end[];
extern const unsigned char caveat_hub_js_begin[];
extern const unsigned char caveat_hub_js_end[];
}

namespace caveat::report {

inline std::string_view EmbeddedText(const unsigned char* begin, const unsigned char* end) {
  return {reinterpret_cast<const char*>(begin), static_cast<size_t>(end - begin)};
}
// Of every page.
inline std::string_view PageCss() { return EmbeddedText(caveat_page_css_begin, caveat_page_css_end); }
// What the page of a hub has besides.
inline std::string_view HubCss() { return EmbeddedText(caveat_hub_css_begin, caveat_hub_css_end); }
inline std::string_view HubJs() { return EmbeddedText(caveat_hub_js_begin, caveat_hub_js_end); }

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_HTML_FILES_H_
