// File: src/taxonomy/taxonomy.h
//
// The closed vocabulary: clause ids, activities, values, categories, flags, and when a duty bites. Everything that
// names one of them does so by these enums; the spelling of an id exists once, in taxonomy.cc. Pure data, thread-safe.

#ifndef CAVEAT_TAXONOMY_TAXONOMY_H_
#define CAVEAT_TAXONOMY_TAXONOMY_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "caveat_export.h"

namespace caveat {

// A clause kind, as an index into AllClauses() (sorted by group in the order of the taxonomy). 106 of them.
using ClauseId = uint8_t;

struct ClauseInfo {
  std::string_view id;       // "restriction.scale-cap"
  std::string_view title;    // a short human heading: "Scale cap"
  std::string_view meaning;  // one plain sentence for people: what it means for the licensee
};

CAVEAT_API std::span<const ClauseInfo> AllClauses();
// The index of `id`, nothing if there is no such clause. O(log n).
CAVEAT_API std::optional<ClauseId> FindClause(std::string_view id);
CAVEAT_API std::string_view ClauseName(ClauseId clause);
// "grant", "condition", "restriction", "use" or "legal".
CAVEAT_API std::string_view ClauseGroup(ClauseId clause);

enum class Activity : uint8_t {
  kPrivateUse,
  kCommercialUse,
  kModification,
  kDistribution,
  kHosting,
  kOutputTraining,
  kPatentUse
};
inline constexpr int kActivities = 7;
enum class Value : uint8_t { kAllowed, kConditional, kProhibited, kUnspecified };
enum class Category : uint8_t {
  kUnknown,
  kNoRedistribution,
  kResearchOnly,
  kNonCommercial,
  kNoDerivatives,
  kScaleCapped,
  kRegistration,
  kTerritoryLimited,
  kUseRestricted,
  kCopyleft,
  kAttributionPlus,
  kPermissive,
  kPublicDomain
};
enum class Flag : uint8_t {
  kScaleTriggeredAttribution,
  kAcceptableUse,
  kOutputLimits,
  kMutableTerms,
  kRevocable,
  kIndemnity,
  kTerritory,
  kRemoteRestriction,
  kNaming,
  kPatentGrant,
  kCopyleft
};
enum class When : uint8_t { kBeforeUse, kInUse, kOnModification, kOnDistribution, kOnPublication, kPastThreshold };
enum class Confidence : uint8_t { kCertain, kLikely, kWeak };

CAVEAT_API std::string_view Name(Activity activity);  // "private-use"
CAVEAT_API std::string_view Name(Value value);        // "allowed"
CAVEAT_API std::string_view Name(Category category);  // "scale-capped"
CAVEAT_API std::string_view Name(Flag flag);          // "acceptable-use"
CAVEAT_API std::string_view Name(When when);          // "on-distribution"
CAVEAT_API std::string_view Name(Confidence confidence);

}  // namespace caveat

#endif  // CAVEAT_TAXONOMY_TAXONOMY_H_
