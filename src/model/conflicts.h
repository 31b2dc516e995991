// File: src/model/conflicts.h
//
// Where declared, found and inherited disagree, and which duty of a base was left undone. Each conflict quotes the rule
// that it breaks, or names the fact that tells it, and cites the places. Severity: error for what breaks a term that
// the files show, warning for what very likely does or misleads, note for what a reader should know. Pure, thread-safe,
// linear in documents and links.

#ifndef CAVEAT_MODEL_CONFLICTS_H_
#define CAVEAT_MODEL_CONFLICTS_H_

#include <vector>

#include "model/model.h"
#include "model/view.h"

namespace caveat::model {

// `model` holds all but conflicts, questions and summary. Sorted by severity, kind and explanation.
std::vector<Conflict> FindConflicts(const View& view, const Model& model);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_CONFLICTS_H_
