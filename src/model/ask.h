// File: src/model/ask.h
//
// May I? An adopter's profile held against the clauses that govern a model: allowed, allowed if (the duties in the
// order in which they bite), not allowed, or unclear, each with the clause that says so; and the six questions of
// production.
//
//   model::Profile profile;
//   profile.commercial = true;
//   profile.users = 5'000'000;
//   model::AskResult result = model::Ask(model, profile);   // result.answer == "allowed-if"
//
// One barrier makes it "not-allowed"; what the clauses leave open makes it "unclear". Pure, thread-safe, linear.

#ifndef CAVEAT_MODEL_ASK_H_
#define CAVEAT_MODEL_ASK_H_

#include <string>
#include <string_view>
#include <vector>

#include "caveat_export.h"
#include "model/answers.h"
#include "model/model.h"

namespace caveat::model {

struct AskField {
  std::string_view id;       // "medical"
  std::string_view clauses;  // of the taxonomy, separated by spaces
};
CAVEAT_API const std::vector<AskField>& AskFields();

CAVEAT_API AskResult Ask(const Model& model, const Profile& profile);

// A licence text alone as a model of which nothing else is known.
CAVEAT_API Model ModelOfText(Document document);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_ASK_H_
