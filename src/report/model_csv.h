// File: src/report/model_csv.h
//
// Models as rows of a table, RFC 4180: commas, line ends of two characters, quotes where they are needed. Valid UTF-8
// whatever the input. A cell that a spreadsheet would take for a formula has an apostrophe before it. Pure,
// thread-safe.

#ifndef CAVEAT_REPORT_MODEL_CSV_H_
#define CAVEAT_REPORT_MODEL_CSV_H_

#include <string>

#include "model/model.h"

namespace caveat::report {

std::string ModelCsvHead();
std::string ModelCsv(const model::Model& model);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_MODEL_CSV_H_
