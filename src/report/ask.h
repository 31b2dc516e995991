// File: src/report/ask.h
//
// The answer to "may I?": as JSON, schema caveat.ask/1, and for people. The report knows the plain answer alone, so the
// caller hands over what was asked and the answer. Pure functions, thread-safe.

#ifndef CAVEAT_REPORT_ASK_H_
#define CAVEAT_REPORT_ASK_H_

#include <string>

#include "model/answers.h"
#include "model/model.h"
#include "report/human.h"
#include "report/json.h"

namespace caveat::report {

// Ends in a line break.
std::string AskJson(const model::Model& model, const model::Profile& profile, const model::AskResult& result,
                    const Tool& tool);
std::string AskHuman(const model::Model& model, const model::Profile& profile, const model::AskResult& result,
                     const HumanOptions& options);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_ASK_H_
