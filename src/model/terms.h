// File: src/model/terms.h
//
// Which licence governs what in a repository: what cards and headers declare, what texts are found, and the verdicts of
// weights and code. Declared, found and inherited are never mixed: a verdict is made of found texts; where there are
// none, of the clauses of the licence that is declared, and it then cites that declaration.
// Pure functions, thread-safe; linear in documents and findings.

#ifndef CAVEAT_MODEL_TERMS_H_
#define CAVEAT_MODEL_TERMS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classify/known.h"
#include "model/model.h"
#include "model/view.h"

namespace caveat::model {

// A known licence by id, alias or hub tag, case ignored. O(1) but for the first question.
std::optional<classify::LicenseRef> FindKnown(std::string_view id);

// Sorted by source and place.
std::vector<Declared> ReadDeclared(const View& view);

// The licence id of a value of `license`, `license_name`, `license_link` or the like; empty if it is not known.
std::string LicenseOfValue(std::string_view value);

std::vector<Found> ReadFound(const View& view);

// Fills governing, licenses, licenses_found, code_licenses, expression, verdict and code of `model`, which holds
// documents, declared and found.
void JudgeTerms(const View& view, Model* model);

// Are these terms open: OSI-approved, FSF-libre, an open-data licence or OpenMDW? kUnknown for what no table knows and
// for families.
Answer IsOpenLicense(std::string_view license);
// Ids of the clauses that the text of a known licence holds; empty for others. Static storage.
std::vector<std::string_view> ClausesOfLicense(std::string_view license);
// The category of a licence by its name, kUnknown if no table knows it.
Category CategoryOf(std::string_view license);
// "Apache License 2.0", or the id where no title is known.
std::string TitleOf(std::string_view license);
// Does the licence bind by use restrictions, caps or the like that derivatives have to carry on?
bool IsRestricted(Category category);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_TERMS_H_
