// Any text: the whole check answers, its findings lie inside the file in order, a second check says the same, and the
// engine agrees with the oracle on rules that use the whole language.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"
#include "fuzz/require.h"
#include "match/engine.h"
#include "match/oracle.h"
#include "match/oracle_check.h"
#include "rules/compile.h"
#include "rules/ruleset.h"

namespace {

constexpr std::string_view kRules = R"(class deny
  may not
  must not
  不得
lead no deny
match (you | licensee~)? ..4 <:deny>
match ^ prohibited uses $
  at heading
lead may allow
match you may
  unless near 1 not
end except
match (however | except)
mark license
match this license
clause restriction.scale-cap
says S
match more than <threshold:number> ..6 (users | accounts)
match <threshold:money> ..3 (revenue | turnover) ...12 (request | obtain) ..4 license
match <threshold:number> ..4 用户
param metric near 20
  users    (users | accounts)
  revenue  *
clause use.spam
says S
item (spam | bulk mail | 垃圾 ..2 邮件)
item send~ ..3 mail~ ..2 (to ..3 people)?
  unless after ^ (inside | within)
clause condition.name-derivatives
says S
match include ..3 <phrase:quoted>
match name ..6 (begin* | start*) ..2 with (<phrase:quoted> | <phrase:name>)
clause restriction.territory
says S
match not ..4 in ..2 <region:place>
  needs document @license
match $ <n:number>
)";

struct Rules {
  Rules() {
    std::vector<caveat::rules::Diagnostic> diagnostics;
    caveat::rules::Bundle bundle;
    std::string error;
    Require(caveat::rules::ParseRules({{"f.clause", std::string(kRules)}}, &set, &diagnostics));
    Require(caveat::rules::CompileRules(set, {}, &bundle, &diagnostics));
    engine = caveat::match::Engine::Make(std::move(bundle), {}, &error);
    Require(engine != nullptr);
    oracle = std::make_unique<caveat::match::Oracle>(set, engine->bundle());
    Require(oracle->error().empty());
    check = std::make_unique<caveat::testing::OracleCheck>(*engine, *oracle);
    built_in = caveat::Rules::BuiltIn();
    scanner = std::make_unique<caveat::Scanner>(*built_in);
  }
  caveat::rules::RuleSet set;
  std::unique_ptr<caveat::match::Engine> engine;
  std::unique_ptr<caveat::match::Oracle> oracle;
  std::unique_ptr<caveat::testing::OracleCheck> check;
  std::shared_ptr<const caveat::Rules> built_in;
  std::unique_ptr<caveat::Scanner> scanner;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static Rules& rules = *new Rules;
  if (size > 1 << 14) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);

  const caveat::CheckOptions options{.identity = true, .sha256 = false, .explain = true};
  const caveat::Document doc = rules.scanner->Check("f", bytes, options);
  uint64_t last = 0;
  for (const caveat::Finding& f : doc.findings) {
    Require(!f.clause.empty() && f.span.start_byte >= last && f.span.start_byte < f.span.end_byte &&
            f.span.end_byte <= size);
    Require(f.span.start_line >= 1 && f.span.start_line <= f.span.end_line && !f.quote.empty());
    last = f.span.start_byte;
  }
  const caveat::Document again = rules.scanner->Check("f", bytes, options);
  Require(again.findings.size() == doc.findings.size() && again.summary == doc.summary);
  for (size_t i = 0; i < doc.findings.size(); ++i)
    Require(doc.findings[i].span == again.findings[i].span && doc.findings[i].params == again.findings[i].params);

  caveat::text::Text text;
  caveat::text::Decode(bytes, &text);
  Require(rules.check->Compare(text.utf8).empty());
  return 0;
}
