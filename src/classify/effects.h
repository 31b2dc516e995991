// File: src/classify/effects.h
//
// What each clause does to the seven activities, the flags and the duties: one table, keyed by clause id. What a table
// cannot say (clauses that change each other's meaning) is in verdict.cc, rule by rule. Pure data, thread-safe.
//
// Besides the parameters of the taxonomy, a rule may set these on its finding where the words tell; the verdict reads
// them, and takes the default (in brackets) where they are absent:
//
//   breadth=any|commerce|patent    on grant.use [commerce] and grant.commercial-use [see below]: any purpose or no
//                                  restriction at all; commerce only; a "sell" inside a patent licence only
//   service=true|false             on grant.* and condition.* [false; true on condition.display-attribution]: the words
//                                  name a service, or a product or service that contains the work
//   scope=all|competing|commercial on restriction.output-training [all; competing where restriction.competing-product
//                                  stands in the same text]: which training is barred
//   scope=use|commerce             on condition.registration [use]: what needs it
//   outputs=true|false             on condition.display-attribution [false] and condition.name-derivatives [true]: the
//                                  duty follows models trained with outputs
//   outputs=true|false             on restriction.acceptable-use-policy and use.* [false]: the list names outputs
//   limits=true|false              on grant.output-use and grant.patent [false]: the words themselves bind the right to
//                                  the licence's own limits (non-commercial, internal, as the agreement says); on
//                                  grant.output-use of weight beside restriction.non-commercial only
//   production=true               on restriction.non-commercial: what is barred is production use, which narrows
//                                  private use as well
//   excluded=minors|offenders|class  on restriction.persons [minors]: who is left out; a class of persons narrows what
//                                  is granted, minors and those in breach do not
//   removal=true                   on condition.include-notice: notices may not be taken away, which presupposes no
//   copies
//                                  and no changes
//   patents=withheld               on any finding: patents are expressly kept back; of no weight beside a patent grant
//
// Default of breadth on grant.commercial-use: any where copies or derivatives may be distributed, except beside a use
// list, a registration duty, a gating scale cap or a bar on commerce or competition; else commerce.

#ifndef CAVEAT_CLASSIFY_EFFECTS_H_
#define CAVEAT_CLASSIFY_EFFECTS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "taxonomy/taxonomy.h"

namespace caveat::classify {

// What one clause does to one activity.
enum class Pull : uint8_t {
  kNone,
  kGrants,       // gives the right, in words
  kPresupposes,  // speaks as if the right were given; counts as granted
  kNarrows,      // a granted right is conditional
  kBinds,        // kPresupposes and kNarrows at once
  kForbids,      // prohibited; conditional where the same text grants the right in words (each then holds for a part)
  kBars          // prohibited, whatever is granted
};

struct Effect {
  ClauseId clause = 0;
  std::array<Pull, kActivities> pulls{};
  std::optional<Flag> flag;
  std::optional<When> duty;  // set for what is reported as an obligation: when it bites
};

// The table: one row for each clause that does anything, sorted by clause.
std::span<const Effect> Effects();

// The row of `clause`, null where the clause moves nothing. O(1).
const Effect* EffectOf(ClauseId clause);

// Clauses that the combination rules name. Compile-time constants would need the spelling twice.
struct Known {
  ClauseId use, commercial_use, modification, distribution, derivative_distribution, output_use, patent, include_notice,
      name_derivatives, display_attribution, registration, fee, non_commercial, research_only, no_derivatives,
      scale_cap, territory, no_redistribution, hosting, benchmarks, output_training, competing_product, persons,
      acceptable_use, reverse_engineering, unlawful, third_party_rights, confidentiality, same_license, disclose_source,
      network_source, mark_ai_content;
};
const Known& KnownClauses();

}  // namespace caveat::classify

#endif  // CAVEAT_CLASSIFY_EFFECTS_H_
