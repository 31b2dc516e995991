// File: src/report/csv.h
//
// One line a clause, for spreadsheets: RFC 4180, UTF-8, a head line. A text without clauses has one line with an empty
// clause. Spreadsheets take cells that begin with = + - @ for formulas: such cells get an apostrophe before them. Pure,
// thread-safe, linear.

#ifndef CAVEAT_REPORT_CSV_H_
#define CAVEAT_REPORT_CSV_H_

#include <string>
#include <string_view>

#include "caveat.h"

namespace caveat::report {

// "path,status,category,expression,clause,...", ending in CR LF like every line.
std::string CsvHead();
std::string CsvDocument(const Document& document);

// One cell: quoted where needed, harmless to spreadsheets and terminals.
std::string CsvCell(std::string_view text);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_CSV_H_
