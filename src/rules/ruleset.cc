#include "rules/ruleset.h"

#include <algorithm>
#include <cstdlib>

namespace caveat::rules {
namespace {

// Word-level edit distance would be overkill: the nearest id by plain edit distance, for hints.
size_t Distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string NearestClause(std::string_view id) {
  std::string best;
  size_t least = id.size() / 2 + 1;
  for (const ClauseInfo& info : AllClauses())
    if (const size_t d = Distance(id, info.id); d < least) least = d, best = std::string(info.id);
  return best;
}

std::string_view Trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

bool IsName(std::string_view s) {
  if (s.empty()) return false;
  for (char c : s)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.')) return false;
  return true;
}

// Reads one file.
class FileParser {
 public:
  FileParser(uint32_t file, const RuleSource& source, RuleSet* rules, std::vector<Diagnostic>* diagnostics)
      : file_(file), source_(source), rules_(rules), diagnostics_(diagnostics) {}

  void Parse() {
    std::string_view rest = source_.content;
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    while (!rest.empty()) {
      const size_t end = rest.find('\n');
      line_ = rest.substr(0, end);
      if (!line_.empty() && line_.back() == '\r') line_.remove_suffix(1);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
      ++number_;
      Line();
    }
    EndExample();
  }

 private:
  void Error(size_t column, std::string message, std::string hint = "") {
    diagnostics_->push_back({source_.name, number_, static_cast<uint32_t>(column + 1), std::move(message),
                             std::move(hint), std::string(line_), false});
  }
  Place Here() const { return {file_, number_}; }
  size_t ColumnOf(std::string_view part) const { return static_cast<size_t>(part.data() - line_.data()); }

  void Line() {
    const bool indented = !line_.empty() && (line_[0] == ' ' || line_[0] == '\t');
    if (example_ != nullptr) {
      // Example text: indented lines, blank lines inside it included.
      if (indented || Trim(line_).empty()) {
        std::string_view text = line_;
        size_t strip = 0;
        while (strip < 2 && strip < text.size() && text[strip] == ' ') ++strip;
        example_->text += text.substr(strip);
        example_->text += '\n';
        return;
      }
      EndExample();
    }
    std::string_view line = line_;
    if (const std::string_view t = Trim(line); t.empty() || t[0] == '#') return;
    if (const size_t hash = line.find("  #"); hash != std::string_view::npos) line = line.substr(0, hash);
    std::string_view body = Trim(line);
    const size_t space = body.find_first_of(" \t");
    const std::string_view keyword = body.substr(0, space);
    const std::string_view rest = space == std::string_view::npos ? body.substr(body.size()) : Trim(body.substr(space));
    if (!indented) {
      Head(keyword, rest);
    } else if (bad_class_) {
      return;
    } else if (word_class_ != nullptr) {
      Member(body);
    } else if (param_ != nullptr) {
      ParamValue(keyword, rest);
    } else {
      Attribute(keyword, rest);
    }
  }

  void Head(std::string_view keyword, std::string_view rest) {
    line_rule_ = nullptr;
    param_ = nullptr;
    word_class_ = nullptr;
    bad_class_ = false;
    if (keyword == "clause") {
      ClauseHead(rest);
    } else if (keyword == "class") {
      ClassHead(rest);
    } else if (keyword == "lead" || keyword == "end" || keyword == "mark") {
      ScopeHead(keyword, rest);
    } else if (keyword == "match" || keyword == "item") {
      if (!bad_block_) LineHead(keyword, rest);
    } else if (keyword == "says") {
      if (bad_block_) return;
      if (clause_ == nullptr) return Error(0, "'says' stands outside a clause");
      if (rest.empty()) return Error(0, "'says' needs a sentence");
      clause_->says = std::string(rest);
    } else if (keyword == "param") {
      if (!bad_block_) ParamHead(rest);
    } else if (keyword == "yes" || keyword == "no" || keyword == "miss") {
      ExampleHead(keyword, rest);
    } else {
      Error(0, "unknown word '" + std::string(keyword) + "'",
            "a line in column 1 begins with clause, says, match, item, param, class, lead, end, mark, yes, no or miss; "
            "indent what belongs to the line above");
    }
  }

  void ClauseHead(std::string_view id_text) {
    CloseBlock();
    const auto id = FindClause(id_text);
    if (!id) {
      const std::string near = NearestClause(id_text);
      bad_block_ = true;
      return Error(ColumnOf(id_text), "unknown clause '" + std::string(id_text) + "'",
                   near.empty() ? "ids are those of the taxonomy" : "did you mean '" + near + "'?");
    }
    clause_ = &rules_->clauses.emplace_back();
    clause_->clause = *id;
    clause_->place = Here();
  }

  // A class may stand inside a clause, which goes on after it.
  void ClassHead(std::string_view name) {
    bad_class_ = true;
    if (!IsName(name)) return Error(ColumnOf(name), "a class needs a name", "lower-case letters, digits, '-' and '.'");
    const auto [it, fresh] = rules_->classes.try_emplace(std::string(name));
    if (!fresh) {
      return Error(
          ColumnOf(name), "class '" + std::string(name) + "' is defined twice",
          "it stands in " + rules_->files[it->second.place.file] + ":" + std::to_string(it->second.place.line));
    }
    bad_class_ = false;
    it->second.place = Here();
    word_class_ = &it->second;
  }

  void ScopeHead(std::string_view keyword, std::string_view rest) {
    CloseBlock();
    const size_t space = rest.find(' ');
    scope_name_ = std::string(rest.substr(0, space));
    scope_kind_ = keyword == "lead" ? LineKind::kLead : keyword == "end" ? LineKind::kEnd : LineKind::kMark;
    scope_ = true;
    const std::string_view polarity = space == std::string_view::npos ? "" : Trim(rest.substr(space));
    if (!IsName(scope_name_)) Error(ColumnOf(rest), "'" + std::string(keyword) + "' needs a name");
    if (scope_kind_ == LineKind::kLead) {
      if (!ReadPolarity(polarity, &scope_polarity_))
        Error(ColumnOf(rest), "a lead needs a polarity", "deny, duty or allow");
    } else if (!polarity.empty()) {
      Error(ColumnOf(polarity), "only a lead has a polarity");
    }
  }

  void LineHead(std::string_view keyword, std::string_view pattern) {
    std::vector<RuleLine>* lines = clause_ != nullptr ? &clause_->lines : scope_ ? &rules_->scopes : nullptr;
    if (lines == nullptr)
      return Error(0, "'" + std::string(keyword) + "' stands outside a clause, lead, end or mark",
                   "begin with 'clause ID'");
    if (scope_ && keyword == "item") return Error(0, "a scope has match lines only");
    RuleLine rule;
    rule.kind = scope_ ? scope_kind_ : keyword == "item" ? LineKind::kItem : LineKind::kMatch;
    rule.place = Here();
    if (scope_) {
      rule.name = scope_name_;
      rule.polarity = scope_polarity_;
    } else {
      rule.guards = defaults_.guards;
      rule.grade = defaults_.grade;
      rule.at = defaults_.at;
      rule.in_definitions = defaults_.in_definitions;
      rule.sets = defaults_.sets;
      rule.from = defaults_.from;
      rule.polarity = defaults_.polarity;
    }
    if (!ReadPattern(pattern, &rule.pattern)) {
      skipped_ = rule;
      line_rule_ = &skipped_;
      return;
    }
    line_rule_ = &lines->emplace_back(std::move(rule));
  }

  void ParamHead(std::string_view rest) {
    if (clause_ == nullptr) return Error(0, "'param' stands outside a clause");
    ParamRule param;
    param.place = Here();
    const size_t space = rest.find(' ');
    param.name = std::string(rest.substr(0, space));
    if (!IsName(param.name)) return Error(ColumnOf(rest), "'param' needs a name");
    if (space != std::string_view::npos) {
      std::string_view where = Trim(rest.substr(space));
      if (!ReadWhere(&where, &param.where, &param.near) || !where.empty() || param.where == Where::kDocument)
        return Error(ColumnOf(rest) + space + 1, "unknown place",
                     "sentence, before, after, inside, near N or paragraph");
    }
    param_ = &clause_->params.emplace_back(std::move(param));
  }

  void ExampleHead(std::string_view keyword, std::string_view rest) {
    current_example_ = {};
    current_example_.place = Here();
    current_example_.kind = keyword == "yes"  ? Example::Kind::kYes
                            : keyword == "no" ? Example::Kind::kNo
                                              : Example::Kind::kMiss;
    while (!rest.empty()) {
      const size_t space = TokenEnd(rest);
      const std::string_view token = rest.substr(0, space);
      const size_t equals = token.find('=');
      if (keyword == "no" && token == "near") {
        current_example_.kind = Example::Kind::kNear;
      } else if (equals != std::string_view::npos && equals > 0) {
        const std::string_view name = token.substr(0, equals), value = Unquoted(token.substr(equals + 1));
        if (name == "also") {
          for (size_t i = 0; i <= value.size();) {
            const size_t j = std::min(value.find(',', i), value.size());
            const std::string_view id = value.substr(i, j - i);
            if (!FindClause(id)) Error(ColumnOf(token), "unknown clause '" + std::string(id) + "'");
            current_example_.also.emplace_back(id);
            i = j + 1;
          }
        } else {
          current_example_.params.emplace_back(std::string(name), Spaced(value));
        }
      } else {
        Error(ColumnOf(token), "'" + std::string(token) + "' means nothing here",
              "name=value, also=ID,ID or, after no, near; the text goes on the next lines, indented");
      }
      rest = space == std::string_view::npos ? std::string_view() : Trim(rest.substr(space));
    }
    if (clause_ == nullptr && !bad_block_) Error(0, "an example stands outside a clause");
    example_ = &current_example_;
  }

  void EndExample() {
    if (example_ == nullptr) return;
    while (!example_->text.empty() && (example_->text.back() == '\n' || example_->text.back() == ' '))
      example_->text.pop_back();
    if (example_->text.empty()) {
      diagnostics_->push_back({source_.name, example_->place.line, 1, "the example is empty",
                               "its text goes on the next lines, indented", "", false});
    } else if (clause_ != nullptr) {
      clause_->examples.push_back(std::move(*example_));
    }
    example_ = nullptr;
  }

  void CloseBlock() {
    clause_ = nullptr;
    word_class_ = nullptr;
    scope_ = false;
    bad_block_ = false;
    defaults_ = {};
  }

  void Member(std::string_view body) {
    WordClass::Member member;
    // The last token may be from=a,b.
    if (const size_t at = body.rfind(" from=");
        at != std::string_view::npos && body.find(' ', at + 1) == std::string_view::npos) {
      SplitList(body.substr(at + 6), &member.from);
      body = Trim(body.substr(0, at));
    }
    if (!ReadPattern(body, &member.pattern)) return;
    if (member.pattern.at_begin || member.pattern.at_end)
      return Error(ColumnOf(body), "a phrase of a class cannot be tied to the ends of a sentence",
                   "write ^ and $ in match, unless and needs");
    word_class_->members.push_back(std::move(member));
  }

  void ParamValue(std::string_view keyword, std::string_view rest) {
    ParamRule::Value value;
    value.value = std::string(keyword);
    if (rest == "*") {
      value.otherwise = true;
    } else if (rest.starts_with("| ") || rest.empty()) {
      return Error(0, "a value needs a pattern, or * for the default");
    } else {
      // a | b without parentheses is what one wants to write here.
      std::string wrapped = "(" + std::string(rest) + ")";
      PatternError error;
      if (!ParsePattern(wrapped, &value.pattern, &error))
        return Error(ColumnOf(rest) + (error.column > 0 ? error.column - 1 : 0), error.message, error.hint);
    }
    param_->values.push_back(std::move(value));
  }

  void Attribute(std::string_view keyword, std::string_view rest) {
    if (bad_block_) return;
    RuleLine* rule = line_rule_;
    if (rule == nullptr && clause_ != nullptr) rule = &defaults_;
    if (rule == nullptr) return Error(0, "an indented line belongs to nothing", "begin with match or item in column 1");
    if (keyword == "set") {
      while (!rest.empty()) {
        const size_t space = TokenEnd(rest);
        const std::string_view token = rest.substr(0, space);
        const size_t equals = token.find('=');
        if (equals == std::string_view::npos || equals == 0) return Error(ColumnOf(token), "set needs name=value");
        rule->sets.push_back(MakeParam(token.substr(0, equals), Unquoted(token.substr(equals + 1))));
        rest = space == std::string_view::npos ? std::string_view() : Trim(rest.substr(space));
      }
    } else if (keyword == "in") {
      if (!ReadPolarity(rest, &rule->polarity))
        Error(ColumnOf(rest), "unknown polarity '" + std::string(rest) + "'", "deny, duty or allow");
    } else if (keyword == "grade") {
      if (rest == "certain")
        rule->grade = Confidence::kCertain;
      else if (rest == "likely")
        rule->grade = Confidence::kLikely;
      else if (rest == "weak")
        rule->grade = Confidence::kWeak;
      else
        Error(ColumnOf(rest), "unknown grade '" + std::string(rest) + "'", "certain, likely or weak");
    } else if (keyword == "at") {
      if (rest == "start")
        rule->at = At::kStart;
      else if (rest == "heading")
        rule->at = At::kHeading;
      else if (rest == "item")
        rule->at = At::kItem;
      else
        Error(ColumnOf(rest), "unknown place '" + std::string(rest) + "'", "start, heading or item");
    } else if (keyword == "in-definitions") {
      rule->in_definitions = true;
    } else if (keyword == "from") {
      SplitList(rest, &rule->from);
    } else if (keyword == "unless" || keyword == "needs") {
      Guard guard;
      guard.needs = keyword == "needs";
      guard.place = Here();
      std::string_view body = rest;
      ReadWhere(&body, &guard.where, &guard.near);
      if (body.empty()) return Error(ColumnOf(rest), "a guard needs a pattern or @mark");
      if (body[0] == '@') {
        guard.mark = std::string(body.substr(1));
        if (!IsName(guard.mark)) return Error(ColumnOf(body), "a mark is a name", "needs document @licence-text");
      } else if (guard.where == Where::kDocument) {
        return Error(ColumnOf(body), "only marks can be asked of the whole document",
                     "define 'mark NAME' and write @NAME");
      } else if (!ReadPattern(body, &guard.pattern, true)) {
        return;
      }
      rule->guards.push_back(std::move(guard));
    } else {
      Error(ColumnOf(keyword), "unknown attribute '" + std::string(keyword) + "'",
            "set, in, grade, at, in-definitions, unless, needs or from");
    }
  }

  // One past a token: the next space that is not inside quotation marks, npos at the end.
  static size_t TokenEnd(std::string_view s) {
    bool quoted = false;
    for (size_t i = 0; i < s.size(); ++i) {
      if (s[i] == '"') quoted = !quoted;
      if (s[i] == ' ' && !quoted) return i;
    }
    return std::string_view::npos;
  }
  static std::string_view Unquoted(std::string_view s) {
    return s.size() >= 2 && s.front() == '"' && s.back() == '"' ? s.substr(1, s.size() - 2) : s;
  }
  // In values '_' stands for a space.
  static std::string Spaced(std::string_view s) {
    std::string text(s);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
  }

  static Param MakeParam(std::string_view name, std::string_view value) {
    Param p;
    p.name = std::string(name);
    if (value == "true" || value == "false") {
      p.kind = Param::Kind::kBool;
      p.number = value == "true";
    } else if (!value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos && value.size() < 19) {
      p.kind = Param::Kind::kNumber;
      p.number = std::strtoll(std::string(value).c_str(), nullptr, 10);
    } else {
      p.text = Spaced(value);
    }
    return p;
  }

  static bool ReadPolarity(std::string_view s, Polarity* polarity) {
    if (s == "deny")
      *polarity = Polarity::kDeny;
    else if (s == "duty")
      *polarity = Polarity::kDuty;
    else if (s == "allow")
      *polarity = Polarity::kAllow;
    else
      return false;
    return true;
  }

  // Reads a leading place word off `s`; leaves `s` alone and returns false if there is none.
  static bool ReadWhere(std::string_view* s, Where* where, int* near) {
    static constexpr std::pair<std::string_view, Where> kPlaces[] = {
        {"sentence", Where::kSentence}, {"before", Where::kBefore}, {"after", Where::kAfter},
        {"inside", Where::kInside},     {"near", Where::kNear},     {"paragraph", Where::kParagraph},
        {"document", Where::kDocument}};
    const size_t space = s->find(' ');
    const std::string_view word = s->substr(0, space);
    for (const auto& [name, value] : kPlaces) {
      if (word != name) continue;
      std::string_view rest = space == std::string_view::npos ? std::string_view() : Trim(s->substr(space));
      if (value == Where::kNear) {
        int n = 0;
        size_t i = 0;
        while (i < rest.size() && rest[i] >= '0' && rest[i] <= '9' && n < 1000) n = n * 10 + (rest[i++] - '0');
        if (i == 0) return false;
        *near = std::min(n, 100);
        rest = Trim(rest.substr(i));
      }
      *where = value;
      *s = rest;
      return true;
    }
    return false;
  }

  static void SplitList(std::string_view s, std::vector<std::string>* out) {
    for (size_t i = 0; i <= s.size();) {
      const size_t j = std::min(s.find(',', i), s.size());
      const std::string_view item = Trim(s.substr(i, j - i));
      if (!item.empty()) out->emplace_back(item);
      i = j + 1;
    }
  }

  bool ReadPattern(std::string_view body, Pattern* pattern, bool wrap = false) {
    PatternError error;
    if (ParsePattern(body, pattern, &error)) return true;
    size_t column = ColumnOf(body) + error.column;
    if (wrap && body.find('|') != std::string_view::npos) {
      // a | b without parentheses is accepted where only a pattern can stand; ^ and $ are for the whole of it.
      std::string_view inside = body;
      const bool begin = inside.starts_with('^'), end = inside.ends_with('$');
      if (begin) inside = Trim(inside.substr(1));
      if (end && !inside.empty()) inside = Trim(inside.substr(0, inside.size() - 1));
      *pattern = {};
      PatternError wrapped;
      if (ParsePattern("(" + std::string(inside) + ")", pattern, &wrapped)) {
        pattern->at_begin = begin;
        pattern->at_end = end;
        return true;
      }
      // Was it the missing parentheses that the first try tripped over?
      if (body[std::min<size_t>(error.column, body.size() - 1)] == '|' && wrapped.column > 0) {
        error = wrapped;
        column = ColumnOf(inside) + wrapped.column - 1;
      }
    }
    Error(column, error.message, error.hint);
    return false;
  }

  uint32_t file_;
  const RuleSource& source_;
  RuleSet* rules_;
  std::vector<Diagnostic>* diagnostics_;
  std::string_view line_;
  uint32_t number_ = 0;
  ClauseRules* clause_ = nullptr;
  WordClass* word_class_ = nullptr;
  ParamRule* param_ = nullptr;
  RuleLine* line_rule_ = nullptr;
  RuleLine defaults_, skipped_;
  Example* example_ = nullptr;
  Example current_example_;
  bool scope_ = false, bad_block_ = false, bad_class_ = false;
  std::string scope_name_;
  LineKind scope_kind_ = LineKind::kLead;
  Polarity scope_polarity_ = Polarity::kDeny;
};

}  // namespace

std::string Diagnostic::ToString() const {
  std::string out = file + ":" + std::to_string(line);
  if (column > 0) out += ":" + std::to_string(column);
  out += warning ? ": warning: " : ": error: ";
  out += message + "\n";
  if (!source.empty()) {
    out += "  " + source + "\n";
    if (column > 0) {
      out += "  ";
      // One column a character, not a byte, so that the caret stands right under multi-byte text.
      for (uint32_t i = 0; i + 1 < column && i < source.size(); ++i) {
        if (source[i] == '\t')
          out += '\t';
        else if ((source[i] & 0xC0) != 0x80)
          out += ' ';
      }
      out += "^\n";
    }
  }
  if (!hint.empty()) out += "  hint: " + hint + "\n";
  return out;
}

bool ParseRules(const std::vector<RuleSource>& sources, RuleSet* rules, std::vector<Diagnostic>* diagnostics) {
  const size_t before = diagnostics->size();
  for (const RuleSource& source : sources) rules->files.push_back(source.name);
  for (uint32_t i = 0; i < sources.size(); ++i) FileParser(i, sources[i], rules, diagnostics).Parse();
  std::stable_sort(diagnostics->begin() + static_cast<std::ptrdiff_t>(before), diagnostics->end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
                   });
  return std::none_of(diagnostics->begin() + static_cast<std::ptrdiff_t>(before), diagnostics->end(),
                      [](const Diagnostic& d) { return !d.warning; });
}

}  // namespace caveat::rules
