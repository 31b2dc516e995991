// File: src/report/scancode.h
//
// ScanCode's JSON, output format 4.0.0, as far as its readers need it (ORT among them): headers, files with detections
// and matches, licence references. ScanCode's keys are made of SPDX ids: lower-case, LicenseRef-scancode-x as x. What
// ScanCode has no place for (category, clauses) stands in `caveat` of each file. Pure, thread-safe, linear.

#ifndef CAVEAT_REPORT_SCANCODE_H_
#define CAVEAT_REPORT_SCANCODE_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caveat.h"
#include "report/exports.h"
#include "report/json.h"

namespace caveat::report {

struct ScanCode {
  struct Entry {
    std::string path;  // as it is to be reported
    bool directory = false;
    Document document;  // of a file
  };
  Tool tool;
  std::vector<std::string> inputs;                           // as named by the user
  std::vector<std::pair<std::string, std::string>> options;  // "--license" -> "true" or JSON
  std::string start, end;                                    // RFC 3339, UTC, whole seconds
  std::vector<Entry> entries;                                // sorted by path
  bool text = false;                                         // matched_text
  bool info = false;                                         // size, sha256, file names
  bool references = false;                                   // license_references
};

// The whole document, ending in a line break; as lines: the headers, then one file a line.
std::string ScanCodeJson(const ScanCode& scan);
std::string ScanCodeJsonLines(const ScanCode& scan);

// The texts of a hub as files of one scan, folders before what they hold. `scan` has no entries and asks for no
// references; it must outlive the writer.
std::unique_ptr<HubWriter> ScanCodeHub(const ScanCode& scan);

// "apache-2.0" for Apache-2.0, in each part of an expression.
std::string ScanCodeKeys(std::string_view spdx_expression);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_SCANCODE_H_
