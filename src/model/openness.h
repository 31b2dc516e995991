// File: src/model/openness.h
//
// How open a repository is, as far as its files show: class of the taxonomy, class and per cent of the Model Openness
// Framework, the Open Source AI Definition 1.0 with what is missing, and one careful sentence. The sentence says "open
// source" only where the definition is met, and nothing that no evidence bears out. Pure, thread-safe.

#ifndef CAVEAT_MODEL_OPENNESS_H_
#define CAVEAT_MODEL_OPENNESS_H_

#include "model/model.h"
#include "model/view.h"

namespace caveat::model {

// `model` holds terms and components.
Openness JudgeOpenness(const View& view, const Model& model);

// The terms of the weights in a few words: "a custom licence with an acceptable-use policy and a cap at 700 million
// monthly active users".
std::string TermsInWords(const Model& model);

// A base, declared or known from prose, whose restricting terms bind beside the repository's own; null if there is
// none.
const Inherited* BindingBase(const Model& model);

// Are the weights under open terms: open licences, unchanged, and nothing else that restricts?
Answer OpenTerms(const Model& model);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_OPENNESS_H_
