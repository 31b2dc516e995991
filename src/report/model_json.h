// File: src/report/model_json.h
//
// The answer for one repository as JSON, schema caveat.model/1. Field names are a promise to other programs: add, never
// rename. Valid UTF-8 whatever the input; the same input gives the same bytes. Pure functions, thread-safe, linear.

#ifndef CAVEAT_REPORT_MODEL_JSON_H_
#define CAVEAT_REPORT_MODEL_JSON_H_

#include <string>

#include "model/model.h"
#include "report/json.h"

namespace caveat::report {

// One object without a line break at the end: a line of an export, or all of `caveat model --format json`.
std::string ModelJson(const model::Model& model, const Tool& tool);

// The element of `documents` with number `index`.
std::string RoledDocumentJson(const model::RoledDocument& document, uint32_t index);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_MODEL_JSON_H_
