// File: src/report/human.h
//
// The answer for people: the verdict in one sentence, the seven activities, then what must be done, what is forbidden,
// what is granted, and who bears which risk: each statement with `file:line` and the file's own words. Anything that
// comes from a file is escaped before it is shown. Without colour every sign keeps its meaning. Pure functions,
// thread-safe.

#ifndef CAVEAT_REPORT_HUMAN_H_
#define CAVEAT_REPORT_HUMAN_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"

namespace caveat::report {

struct HumanOptions {
  bool color = false;
  size_t width = 100;             // columns; at least 40 are used
  bool explain = false;           // the rule behind each finding, and what was tried and dropped
  std::vector<ClauseId> clauses;  // show only these; empty: all
};

// Everything about one document, ending in a line break. `dropped` is for options.explain.
std::string HumanDocument(const Document& document, const HumanOptions& options, std::span<const Dropped> dropped = {});

// Parts that other reports share: the sign and the words of a value ("~ with conditions"), its name for people, what a
// parameter and what all parameters of a finding say (empty when they say nothing). Escaped.
std::string ValueWords(Value value, bool color);
std::string_view ActivityWords(Activity activity);
// When a duty bites: "When you pass it on", at most 19 columns.
std::string_view WhenWords(When when);
// "LICENSE:12" below a heading that names the document; "line 12" where a long path would push the words aside.
std::string PlaceWords(std::string_view path, uint32_t line);
// The short form of a careful reader's question, by its id: "Change and share it?".
std::string_view QuestionWords(std::string_view id);
std::string ParamWords(const Param& param);
std::string ParamsWords(const Finding& finding);

// The line that ends every report.
std::string_view Disclaimer();

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_HUMAN_H_
