// File: src/model/choice.h
//
// Where a repository lets its users choose between licences ("MIT OR GPL-3.0-only"): a tag in the card, in a licence
// file or beside the weights, or a `license:` that is an expression. Two licence files side by side are no choice
// unless something says so.
// Pure functions, thread-safe; linear in the documents' identities and declarations.

#ifndef CAVEAT_MODEL_CHOICE_H_
#define CAVEAT_MODEL_CHOICE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classify/expression.h"
#include "model/model.h"
#include "model/view.h"

namespace caveat::model {

// Licences that suffice together, by the ids of this project.
using Branch = std::vector<std::string>;

// The ids of this project of all licences in an SPDX expression of more than one, in the order written; empty for
// anything else.
std::vector<std::string> LicensesOfExpression(std::string_view text);

// The first choice that the repository declares, a node of the kind kOr.
std::optional<spdx::Node> ChoiceOf(const View& view, const std::vector<Declared>& declared);

// What may be chosen, in the order of the expression; none if there were more than 64 ways.
std::vector<Branch> BranchesOf(const spdx::Node& node);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_CHOICE_H_
