// File: src/gate/policy.h
//
// A policy: which properties of a licence are fine, which are not, and which exceptions were made. Written in TOML:
//
//   version = 1
//   name = "product"
//   mode = "block"                       # block: a violation fails the run; warn, audit: it is reported
//
//   [licenses]                           # by SPDX expression: one way through OR is enough, AND needs all
//   allow = ["MIT", "Apache-2.0"]        # nothing else is; rules are asked all the same
//   deny = ["AGPL-*"]                    # unless there is another choice
//   unknown = "review"                   # what is said of a text that is no known licence: allow (if not given) ...
//   edited = "deny"                      # ... and of a known one with words added: review (if not given)
//
//   [[rule]]                             # in order; all conditions of a rule must hold, of a list one entry
//   id = "no-small-caps"
//   action = "deny"                      # deny, review (reported, fails nothing), allow (nothing after it is asked)
//   because = "Our product may grow."
//   clause = "restriction.scale-cap"
//   params = {metric = "monthly-active-users", threshold = "< 10_000_000"}
//
//   [[exception]]
//   rule = "no-small-caps"
//   repository = "org/name"              # and / or license, sha256, path: at least one
//   reason = "Agreed with their sales on paper."
//   expires = 2027-01-31
//
// Conditions of a rule: category, flag, clause (ids or groups) with params, activity = {commercial-use = "prohibited"},
// license, openness, conflict. A key or value that is not known is an error. Pure functions, thread-safe.

#ifndef CAVEAT_GATE_POLICY_H_
#define CAVEAT_GATE_POLICY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caveat.h"

namespace caveat::gate {

enum class Mode : uint8_t { kBlock, kWarn, kAudit };
enum class Action : uint8_t { kDeny, kReview, kAllow };
std::string_view ModeName(Mode mode);        // "block"
std::string_view ActionName(Action action);  // "deny"

// One comparison with a parameter: a number by `op`, or one of `values`.
struct Compare {
  enum class Op : uint8_t { kLess, kLessEqual, kGreater, kGreaterEqual, kEqual, kNotEqual, kOneOf };
  std::string name;
  Op op = Op::kOneOf;
  int64_t number = 0;
  std::vector<std::string> values;  // kOneOf
};

struct Rule {
  std::string id, because;
  Action action = Action::kDeny;
  uint32_t line = 0;  // in the policy
  std::vector<Category> categories;
  std::vector<Flag> flags;
  std::vector<ClauseId> clauses;
  std::vector<Compare> params;
  std::vector<std::pair<Activity, std::vector<Value>>> activities;
  std::vector<std::string> licenses;  // SPDX ids; "GPL-*" stands for all that begin so
  std::vector<std::string> openness, conflicts;
};

struct Exception {
  std::string rule, repository, license, sha256, path;  // empty: not pinned
  std::string reason, expires;                          // "2027-01-31"
  uint32_t line = 0;
};

struct Policy {
  std::string name, says;
  Mode mode = Mode::kBlock;
  std::vector<std::string> allow, deny;  // SPDX ids and expressions
  Action unknown = Action::kAllow, edited = Action::kReview;
  bool has_licenses = false, has_allow = false;  // [licenses] is there; it has `allow`
  std::vector<Rule> rules;
  std::vector<Exception> exceptions;
};

struct PolicyError {
  uint32_t line = 0, column = 0;
  std::string message;                       // "unknown key 'catgory' in a rule"
  std::string word;                          // what was not known, and what could have been meant
  std::vector<std::string_view> candidates;  // of static storage
};

// All errors, in order; empty when `*policy` is good.
std::vector<PolicyError> ParsePolicy(std::string_view toml, Policy* policy);

// Openness classes and kinds of conflict, as a policy may name them.
const std::vector<std::string_view>& OpennessClasses();
const std::vector<std::string_view>& ConflictKinds();

// "2026-02-29" is none.
bool IsDate(std::string_view text);

}  // namespace caveat::gate

#endif  // CAVEAT_GATE_POLICY_H_
