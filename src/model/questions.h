// File: src/model/questions.h
//
// The careful reader's four questions about a repository: can I download and run it, inspect its training, know its
// data, change it and share it? Each with an answer, a reason and the places that bear it out. Pure, thread-safe.

#ifndef CAVEAT_MODEL_QUESTIONS_H_
#define CAVEAT_MODEL_QUESTIONS_H_

#include <array>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace caveat::model {

// In the order of the taxonomy. `model` holds all but questions and summary.
std::array<Question, 4> AnswerQuestions(const Model& model);

// The places that a permission cites.
std::vector<Evidence> PlacesOf(const Model& model, const std::vector<Because>& because, size_t most = 3);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_QUESTIONS_H_
