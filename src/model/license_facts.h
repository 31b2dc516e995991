// File: src/model/license_facts.h
//
// What is known of a licence by its name: its id, title, category, clauses, and whether it is open. From the known
// licences and the table of names; nothing here reads a repository.
// Pure functions, thread-safe; O(1) but for the first question of FindKnown.

#ifndef CAVEAT_MODEL_LICENSE_FACTS_H_
#define CAVEAT_MODEL_LICENSE_FACTS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classify/known.h"
#include "model/model.h"

namespace caveat::model {

// A known licence by id, alias or hub tag, case ignored.
std::optional<classify::LicenseRef> FindKnown(std::string_view id);

// The licence id of a value of `license`, `license_name`, `license_link` or the like; empty if it is not known.
std::string LicenseOfValue(std::string_view value);

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

#endif  // CAVEAT_MODEL_LICENSE_FACTS_H_
