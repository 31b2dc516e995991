// File: src/report/markdown.h
//
// A summary in GitHub's Markdown, short enough for a pull request: what each text lets one do, what must be done, what
// is forbidden, each with its place. Words of strangers stand in code spans, where they can neither mark up nor mention
// anybody. Pure, thread-safe, linear.

#ifndef CAVEAT_REPORT_MARKDOWN_H_
#define CAVEAT_REPORT_MARKDOWN_H_

#include <memory>
#include <string>
#include <string_view>

#include "report/exports.h"

namespace caveat::report {

// Ends in a line break.
std::string Markdown(const Export& e);
// A hub as a table, one row a repository. `hub` has no items.
std::unique_ptr<HubWriter> MarkdownHub(const Export& hub);

// One line in a code span, whatever it holds; also within a table.
std::string MarkdownCode(std::string_view text);
// One line as plain text: nothing in it is markup, a link or a mention.
std::string MarkdownText(std::string_view text);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_MARKDOWN_H_
