// File: src/report/html.h
//
// One page that opens from disk: the verdict, what must be done, and the text itself with its clauses marked by group
// and a margin that says in plain words what each means. For a repository also what is declared, found and inherited,
// where these disagree, its components and questions. Nothing is loaded and nothing runs: no script, no network (a
// policy in the page forbids both). Light and dark, narrow and wide, screen and paper, by CSS alone; links and
// landmarks for keyboards and screen readers. What strangers wrote is escaped. Pure functions, thread-safe, linear.

#ifndef CAVEAT_REPORT_HTML_H_
#define CAVEAT_REPORT_HTML_H_

#include <string>
#include <string_view>

#include "report/exports.h"

namespace caveat::report {

// The whole page, ending in a line break. Items whose `bytes` are not given, or are no UTF-8, show quotes instead of
// their text.
std::string Html(const Export& e);

// As the text of an element or the value of an attribute: nothing in it is markup, and nothing is invisible.
std::string HtmlText(std::string_view text);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_HTML_H_
