// File: src/report/json.h
//
// The answer as JSON, schema caveat.check/1. Field names are a promise to other programs: add, never rename. The output
// is valid UTF-8 whatever the input, and the same input gives the same bytes. Pure functions, thread-safe, linear in
// the number of findings.
//
//   out += CheckJsonHead(tool);
//   for (each document i) out += (i ? ",\n" : "\n") + DocumentJson(document, {.index = i});
//   out += CheckJsonTail();

#ifndef CAVEAT_REPORT_JSON_H_
#define CAVEAT_REPORT_JSON_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"

namespace caveat::report {

// What made the answer. The views must outlive the call they are given to.
struct Tool {
  std::string_view version;   // "0.1.0"
  std::string_view rules;     // hash of the rule bundle
  std::string_view licenses;  // hash of the known licences, empty while none are loaded
};

// The running library with these rules.
Tool ToolOf(const Rules& rules);

struct JsonOptions {
  uint32_t index = 0;                     // the document's place in `documents`; added to every `because`
  bool explain = false;                   // adds `rule` to each finding and the list `dropped`
  std::span<const Dropped> dropped = {};  // for `explain`
  std::string_view role = {};             // adds `role`: what the document is for in a repository
};

// One document: an element of `documents`, or a line of `--format jsonl` (without the line break).
std::string DocumentJson(const Document& document, const JsonOptions& options = {});

// What stands before and after the documents.
std::string CheckJsonHead(const Tool& tool);
std::string CheckJsonTail();

// Parts that other answers share: the object `tool`, an element of `findings`, the value of a parameter, a string.
std::string ToolJson(const Tool& tool);
std::string FindingJson(const Finding& finding);
std::string ParamJson(const Param& param);
std::string StringJson(std::string_view text);
// The members `category`, `flags`, `permissions` and `obligations` of an object, without its braces; the places that a
// verdict points at are those of the answer. The list `because` by itself.
std::string VerdictJson(const Verdict& verdict);
std::string BecauseJson(const std::vector<Because>& because);

// The whole answer for a list of documents.
std::string CheckJson(std::span<const Document> documents, const Tool& tool);

// "ok", "binary", "truncated" or "error".
std::string_view StatusName(Status status);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_JSON_H_
