// A document that has one of everything, for the tests of the reports.

#ifndef CAVEAT_TESTS_REPORT_FIXTURE_H_
#define CAVEAT_TESTS_REPORT_FIXTURE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caveat.h"

namespace caveat::report {

inline Finding MakeFinding(std::string_view clause, uint32_t line, std::string quote, std::vector<Param> params = {}) {
  Finding f;
  f.clause_id = *FindClause(clause);
  f.clause = ClauseName(f.clause_id);
  f.params = std::move(params);
  f.span = {uint64_t{line} * 100, uint64_t{line} * 100 + quote.size(), line, line};
  f.quote = std::move(quote);
  f.rule = "clauses/x.clause:" + std::to_string(line);
  return f;
}

inline Because BecauseFinding(uint32_t index) { return {Because::Kind::kFinding, 0, index}; }

inline Document Everything() {
  using Kind = Param::Kind;
  Document d;
  d.path = "LICENSE";
  d.bytes = 4000;
  d.sha256 = "00ff";
  d.language = "en";
  d.expression = "LicenseRef-harbor";
  Identity identity;
  identity.license = "harbor-2";
  identity.spdx = "LicenseRef-harbor";
  identity.how = "edited";
  identity.coverage = 0.99961;
  identity.span = {0, 4000, 1, 40};
  identity.added = {{{300, 320, 3, 3}, "an added rider"}};
  identity.missing = {{512, 12}};
  d.identity = {identity};
  d.findings = {
      MakeFinding("grant.use", 2, "license to use"),
      MakeFinding("condition.name-derivatives", 5, "must begin with Harbor",
                  {{"prefix", Kind::kText, "Harbor", 0, {}}}),
      MakeFinding("restriction.scale-cap", 7, "more than 500 million monthly active users",
                  {{"comparator", Kind::kText, "gt", 0, {}},
                   {"consequence", Kind::kText, "request-license", 0, {}},
                   {"currency", Kind::kText, "none", 0, {}},
                   {"metric", Kind::kText, "monthly-active-users", 0, {}},
                   {"threshold", Kind::kNumber, "", 500000000, {}}}),
      MakeFinding("restriction.territory", 8, "not in the European Union",
                  {{"territories", Kind::kList, "", 0, {"EU", "GB"}}}),
      MakeFinding("restriction.acceptable-use-policy", 9, "the policy",
                  {{"mutable", Kind::kBool, "", 1, {}}, {"url", Kind::kText, "https://x.example/p", 0, {}}}),
      MakeFinding("use.spam", 11, "send spam"),
      MakeFinding("use.malware", 12, "spread malware"),
      MakeFinding("use.spam", 14, "bulk mail"),
      MakeFinding("legal.warranty-disclaimer", 20, "as is"),
      MakeFinding("legal.audit", 21, "may look at records"),
  };
  d.findings[5].lead = Span{1000, 1030, 10, 10};
  d.findings[6].hidden = true;
  d.findings[8].confidence = Confidence::kLikely;
  d.findings[9].confidence = Confidence::kWeak;
  d.mentions = {{"Apache 2.0", "Apache-2.0", {"apache-2.0"}, "code", {2500, 2510, 25, 25}}};
  d.verdict.category = Category::kScaleCapped;
  d.verdict.flags = {Flag::kAcceptableUse, Flag::kNaming};
  d.verdict.permissions[0] = {Value::kAllowed, {BecauseFinding(0)}};
  d.verdict.permissions[1] = {Value::kConditional, {BecauseFinding(0), BecauseFinding(2)}};
  d.verdict.permissions[5] = {Value::kProhibited, {BecauseFinding(8)}};
  d.verdict.obligations = {{"condition.name-derivatives",
                            When::kOnModification,
                            "Begin the name of a derived model with Harbor.",
                            {BecauseFinding(1)}}};
  d.summary = "Rights change past a number of users.";
  return d;
}

}  // namespace caveat::report

#endif  // CAVEAT_TESTS_REPORT_FIXTURE_H_
