// File: src/rules/ruleset.h
//
// What rule files say, as plain data, and the parser that reads them. No engine, no files: content comes from memory.

#ifndef CAVEAT_RULES_RULESET_H_
#define CAVEAT_RULES_RULESET_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caveat.h"
#include "rules/pattern.h"
#include "taxonomy/taxonomy.h"

namespace caveat::rules {

// A message about a rule file, ready to print: "file:line:column: error: what\n  source line\n  ^\n  hint: ...".
struct Diagnostic {
  std::string file;
  uint32_t line = 0, column = 0;  // 1-based; column 0: the whole line
  std::string message, hint, source;
  bool warning = false;
  std::string ToString() const;
};

struct Place {
  uint32_t file = 0, line = 0;  // index into RuleSet::files; 1-based line
};

enum class Polarity : uint8_t { kDeny, kDuty, kAllow };
enum class Where : uint8_t { kSentence, kBefore, kAfter, kInside, kNear, kParagraph, kDocument };
enum class At : uint8_t { kAnywhere, kStart, kHeading, kItem };

struct Guard {
  bool needs = false;  // else unless
  Where where = Where::kSentence;
  int near = 0;     // kNear: words either side
  Pattern pattern;  // unused where `mark` is set
  std::string mark;
  Place place;
};

enum class LineKind : uint8_t { kMatch, kItem, kLead, kEnd, kMark };

struct RuleLine {
  LineKind kind = LineKind::kMatch;
  Pattern pattern;
  std::string name;  // of the lead, end or mark block
  Polarity polarity = Polarity::kDeny;
  Confidence grade = Confidence::kCertain;
  At at = At::kAnywhere;
  bool in_definitions = false;
  std::vector<Param> sets;
  std::vector<Guard> guards;
  std::vector<std::string> from;
  Place place;
};

struct ParamRule {
  std::string name;
  Where where = Where::kSentence;
  int near = 0;
  struct Value {
    std::string value;
    Pattern pattern;
    bool otherwise = false;
  };
  std::vector<Value> values;
  Place place;
};

struct Example {
  enum class Kind : uint8_t { kYes, kNo, kNear, kMiss };
  Kind kind = Kind::kYes;
  std::vector<std::pair<std::string, std::string>> params;
  std::vector<std::string> also;
  std::string text;
  Place place;
};

struct ClauseRules {
  ClauseId clause = 0;
  std::string says;
  std::vector<RuleLine> lines;
  std::vector<ParamRule> params;
  std::vector<Example> examples;
  Place place;
};

struct WordClass {
  struct Member {
    Pattern pattern;
    std::vector<std::string> from;
  };
  std::vector<Member> members;
  Place place;
};

struct RuleSet {
  std::vector<std::string> files;
  std::vector<ClauseRules> clauses;  // one a block, in order of appearance
  std::vector<RuleLine> scopes;      // leads, ends and marks
  std::map<std::string, WordClass> classes;
};

// Reads all sources. False if there was any error; `diagnostics` holds all of them, sorted by file and line.
bool ParseRules(const std::vector<RuleSource>& sources, RuleSet* rules, std::vector<Diagnostic>* diagnostics);

}  // namespace caveat::rules

#endif  // CAVEAT_RULES_RULESET_H_
