// File: src/classify/obligations.h
//
// The duties among the findings, one plain sentence each, in the order in which they bite. Thread-safe.

#ifndef CAVEAT_CLASSIFY_OBLIGATIONS_H_
#define CAVEAT_CLASSIFY_OBLIGATIONS_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"
#include "classify/verdict.h"

namespace caveat::classify {

// A finding's parameter by name. Text of a list is its first element; yes/no accepts the words "true" and "false".
const Param* FindParam(const Finding& finding, std::string_view name);
std::string_view TextParam(const Finding& finding, std::string_view name);
std::optional<bool> BoolParam(const Finding& finding, std::string_view name);

// "700 million monthly active users", "USD 20 million of monthly revenue"; a bare "the stated threshold" where nothing
// is known.
std::string DescribeThreshold(const Finding& scale_cap);
// True where passing the cap asks for no more than showing a name.
bool IsDisplayOnly(const Finding& scale_cap);

// `findings` must be free of weak ones. Duties with the same clause and the same sentence are one, citing all their
// findings.
std::vector<Obligation> ListObligations(std::span<const CitedFinding> findings);

}  // namespace caveat::classify

#endif  // CAVEAT_CLASSIFY_OBLIGATIONS_H_
