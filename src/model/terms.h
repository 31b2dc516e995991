// File: src/model/terms.h
//
// Which licence governs what in a repository: what cards and headers declare, what texts are found, and the verdicts of
// weights and code. Declared, found and inherited are never mixed: a verdict is made of found texts; where there are
// none, of the clauses of the licence that is declared, and it then cites that declaration.
// Pure functions, thread-safe; linear in documents and findings.

#ifndef CAVEAT_MODEL_TERMS_H_
#define CAVEAT_MODEL_TERMS_H_

#include <vector>

#include "model/model.h"
#include "model/view.h"

namespace caveat::model {

// Sorted by source and place.
std::vector<Declared> ReadDeclared(const View& view);

std::vector<Found> ReadFound(const View& view);

// Fills governing, licenses, licenses_found, code_licenses, expression, verdict and code of `model`, which holds
// documents, declared and found.
void JudgeTerms(const View& view, Model* model);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_TERMS_H_
