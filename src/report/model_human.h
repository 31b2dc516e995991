// File: src/report/model_human.h
//
// The answer for one repository for people, on one screen: the careful sentence, the four questions, what is declared,
// found and inherited beside each other, conflicts with the rule that is broken, what the terms allow, and the
// components. Whatever comes from a file is escaped. Pure functions, thread-safe.

#ifndef CAVEAT_REPORT_MODEL_HUMAN_H_
#define CAVEAT_REPORT_MODEL_HUMAN_H_

#include <string>

#include "model/model.h"
#include "report/human.h"

namespace caveat::report {

// Ends in a line break. Of `options`, colour and width are used.
std::string ModelHuman(const model::Model& model, const HumanOptions& options);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_MODEL_HUMAN_H_
