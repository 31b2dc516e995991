// Any rule file: parsed or refused with messages; what compiles survives the serial form, and the engine agrees with
// the oracle on it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/require.h"
#include "match/engine.h"
#include "match/oracle.h"
#include "match/oracle_check.h"
#include "rules/bundle.h"
#include "rules/compile.h"
#include "rules/ruleset.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace caveat;
  if (size > 1 << 14) return 0;
  const std::string content(reinterpret_cast<const char*>(data), size);
  rules::RuleSet set;
  std::vector<rules::Diagnostic> diagnostics;
  const bool parsed = rules::ParseRules({{"f.clause", content}}, &set, &diagnostics);
  Require(parsed == diagnostics.empty());
  for (const rules::Diagnostic& d : diagnostics) Require(!d.ToString().empty() && d.line > 0);
  if (!parsed) return 0;
  rules::Bundle bundle;
  if (!rules::CompileRules(set, {}, &bundle, &diagnostics)) {
    Require(!diagnostics.empty());
    return 0;
  }
  const std::string bytes = rules::Serialize(bundle);
  rules::Bundle back;
  std::string error;
  Require(rules::Deserialize(bytes, &back, &error));
  Require(rules::Serialize(back) == bytes);
  if (bundle.anchors.size() > 200 || bundle.lines.size() > 30) return 0;  // databases take a while
  const auto engine = match::Engine::Make(std::move(back), {}, &error);
  Require(engine != nullptr);
  match::Session session(*engine);
  text::Words words;
  text::Fold(content, &words);
  session.Run(words, content, true);  // the rules over their own file
  return 0;
}
