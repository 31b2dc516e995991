#include "gate/policy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "gate/read_toml.h"

namespace caveat::gate {
namespace {

constexpr std::array<std::string_view, 3> kModes = {"block", "warn", "audit"};
constexpr std::array<std::string_view, 3> kActions = {"deny", "review", "allow"};

template <class Enum, size_t kCount>
std::vector<std::string_view> Names() {
  std::vector<std::string_view> out;
  for (size_t i = 0; i < kCount; ++i) out.push_back(Name(static_cast<Enum>(i)));
  return out;
}
constexpr size_t kCategoryCount = static_cast<size_t>(Category::kPublicDomain) + 1;
constexpr size_t kFlagCount = static_cast<size_t>(Flag::kCopyleft) + 1;
constexpr size_t kValueCount = static_cast<size_t>(Value::kUnspecified) + 1;

const std::vector<std::string_view>& ClauseIds() {
  static const std::vector<std::string_view> ids = [] {
    std::vector<std::string_view> out = {"grant", "condition", "restriction", "use", "legal"};
    for (const ClauseInfo& info : AllClauses()) out.push_back(info.id);
    return out;
  }();
  return ids;
}

class Parser {
 public:
  explicit Parser(Policy* policy) : p_(*policy) {}

  std::vector<PolicyError> Run(std::string_view text) {
    p_ = Policy();
    toml::table root;
    if (const auto error = ReadToml(text, &root)) {
      errors_.push_back({error->line, error->column, error->message, "", {}});
      return errors_;
    }
    Known(root, "the policy", {"version", "name", "says", "mode", "licenses", "rule", "exception"});
    if (const toml::node* version = root.get("version")) {
      if (version->value<int64_t>() != 1) Error(*version, "version must be 1");
    } else {
      errors_.push_back({1, 1, "no version; begin with: version = 1", "", {}});
    }
    Text(root, "name", &p_.name);
    Text(root, "says", &p_.says);
    Word(root, "mode", kModes, &p_.mode);
    if (const toml::node* node = root.get("licenses")) {
      if (node->is_table())
        Licenses(*node->as_table());
      else
        Error(*node, "licenses must be a table: [licenses]");
    }
    for (const toml::table* table : Tables(root, "rule")) OneRule(*table);
    for (const toml::table* table : Tables(root, "exception")) OneException(*table);
    Check();
    std::stable_sort(errors_.begin(), errors_.end(),
                     [](const PolicyError& a, const PolicyError& b) { return a.line < b.line; });
    return errors_;
  }

 private:
  void Error(const toml::node& node, std::string message, std::string word = {},
             std::vector<std::string_view> candidates = {}) {
    errors_.push_back({node.source().begin.line, node.source().begin.column, std::move(message), std::move(word),
                       std::move(candidates)});
  }

  void Known(const toml::table& table, std::string_view where, const std::vector<std::string_view>& keys) {
    for (const auto& [key, node] : table) {
      if (std::find(keys.begin(), keys.end(), key.str()) != keys.end()) continue;
      errors_.push_back({key.source().begin.line, key.source().begin.column,
                         "unknown key '" + std::string(key.str()) + "' in " + std::string(where),
                         std::string(key.str()), keys});
    }
  }

  std::vector<const toml::table*> Tables(const toml::table& root, std::string_view key) {
    std::vector<const toml::table*> out;
    const toml::node* node = root.get(key);
    if (node == nullptr) return out;
    if (node->is_array()) {
      for (const toml::node& entry : *node->as_array()) {
        if (entry.is_table())
          out.push_back(entry.as_table());
        else
          Error(entry, std::string(key) + " must be a table: [[" + std::string(key) + "]]");
      }
    } else {
      Error(*node, std::string(key) + " must be a list of tables: [[" + std::string(key) + "]]");
    }
    return out;
  }

  bool Text(const toml::table& table, std::string_view key, std::string* out) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return false;
    if (const auto value = node->value_exact<std::string>()) {
      *out = *value;
      return true;
    }
    Error(*node, std::string(key) + " must be a string");
    return false;
  }

  template <class Enum, size_t kSize>
  void Word(const toml::table& table, std::string_view key, const std::array<std::string_view, kSize>& words,
            Enum* out) {
    std::string value;
    if (!Text(table, key, &value)) return;
    const auto it = std::find(words.begin(), words.end(), value);
    if (it != words.end()) {
      *out = static_cast<Enum>(it - words.begin());
    } else {
      Error(*table.get(key), "unknown " + std::string(key) + " '" + value + "'", value, {words.begin(), words.end()});
    }
  }

  // A string or a list of strings.
  std::vector<std::pair<std::string, const toml::node*>> Strings(const toml::node& node, std::string_view key) {
    std::vector<std::pair<std::string, const toml::node*>> out;
    const auto add = [&](const toml::node& entry) {
      if (const auto value = entry.value_exact<std::string>())
        out.emplace_back(*value, &entry);
      else
        Error(entry, std::string(key) + " must be a string or a list of strings");
    };
    if (node.is_array()) {
      for (const toml::node& entry : *node.as_array()) add(entry);
      if (node.as_array()->empty()) Error(node, std::string(key) + " is empty: it would never hold");
    } else {
      add(node);
    }
    return out;
  }

  // Values of a closed list, as indices into it.
  std::vector<size_t> Choices(const toml::node& node, std::string_view key,
                              const std::vector<std::string_view>& names) {
    std::vector<size_t> out;
    for (const auto& [value, at] : Strings(node, key)) {
      const auto it = std::find(names.begin(), names.end(), value);
      if (it != names.end())
        out.push_back(static_cast<size_t>(it - names.begin()));
      else
        Error(*at, "unknown " + std::string(key) + " '" + value + "'", value, names);
    }
    return out;
  }

  void Licenses(const toml::table& table) {
    Known(table, "[licenses]", {"allow", "deny", "unknown", "edited"});
    const auto list = [&](std::string_view key, std::vector<std::string>* out) {
      if (const toml::node* node = table.get(key)) {
        for (auto& [value, at] : Strings(*node, key)) out->push_back(value);
      }
    };
    list("allow", &p_.allow);
    list("deny", &p_.deny);
    p_.has_licenses = true;
    p_.has_allow = table.contains("allow");
    Word(table, "unknown", kActions, &p_.unknown);
    Word(table, "edited", kActions, &p_.edited);
  }

  void Params(const toml::node& node, Rule* rule) {
    if (!node.is_table()) return Error(node, "params must be a table: {threshold = \"< 1_000_000\"}");
    if (rule->clauses.empty()) Error(node, "params need a clause");
    for (const auto& [key, value] : *node.as_table()) {
      Compare compare;
      compare.name = std::string(key.str());
      if (const auto number = value.value_exact<int64_t>()) {
        compare.op = Compare::Op::kEqual;
        compare.number = *number;
      } else if (const auto flag = value.value_exact<bool>()) {
        compare.op = Compare::Op::kEqual;
        compare.number = *flag ? 1 : 0;
      } else {
        for (const auto& [text, at] : Strings(value, key.str())) {
          if (!Comparison(text, &compare)) {
            if (!text.empty() && std::string_view("<>=!").find(text[0]) != std::string_view::npos)
              Error(*at, "'" + text + "' compares with no number; write \"< 1_000_000\"");
            compare.values.push_back(text);
          } else if (value.is_array()) {
            Error(*at, "a comparison stands alone, not in a list");
          }
        }
      }
      rule->params.push_back(std::move(compare));
    }
  }

  // "<= 10_000"
  static bool Comparison(std::string_view text, Compare* compare) {
    using Op = Compare::Op;
    constexpr std::pair<std::string_view, Op> kOps[] = {{"<=", Op::kLessEqual}, {">=", Op::kGreaterEqual},
                                                        {"==", Op::kEqual},     {"!=", Op::kNotEqual},
                                                        {"<", Op::kLess},       {">", Op::kGreater}};
    for (const auto& [sign, op] : kOps) {
      if (!text.starts_with(sign)) continue;
      std::string digits;
      for (const char c : text.substr(sign.size())) {
        if (c != '_' && c != ' ') digits += c;
      }
      int64_t number = 0;
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
      if (error != std::errc() || end != digits.data() + digits.size()) return false;
      compare->op = op;
      compare->number = number;
      return true;
    }
    return false;
  }

  void OneRule(const toml::table& table) {
    Rule rule;
    rule.line = table.source().begin.line;
    Known(table, "a rule",
          {"id", "action", "because", "category", "flag", "clause", "params", "activity", "license", "openness",
           "conflict"});
    if (!Text(table, "id", &rule.id) || rule.id.empty()) Error(table, "a rule needs an id");
    Text(table, "because", &rule.because);
    if (!table.contains("action")) Error(table, "a rule needs an action: deny, review or allow");
    Word(table, "action", kActions, &rule.action);
    bool any = false;
    const auto with = [&](std::string_view key, const auto& body) {
      if (const toml::node* node = table.get(key)) {
        any = true;
        body(*node);
      }
    };
    with("category", [&](const toml::node& node) {
      for (const size_t i : Choices(node, "category", Names<Category, kCategoryCount>()))
        rule.categories.push_back(static_cast<Category>(i));
    });
    with("flag", [&](const toml::node& node) {
      for (const size_t i : Choices(node, "flag", Names<Flag, kFlagCount>()))
        rule.flags.push_back(static_cast<Flag>(i));
    });
    with("clause", [&](const toml::node& node) {
      for (const size_t i : Choices(node, "clause", ClauseIds())) {
        for (size_t c = 0; c < AllClauses().size(); ++c) {
          const auto id = static_cast<ClauseId>(c);
          if (ClauseName(id) == ClauseIds()[i] || ClauseGroup(id) == ClauseIds()[i]) rule.clauses.push_back(id);
        }
      }
    });
    with("params", [&](const toml::node& node) { Params(node, &rule); });
    with("activity", [&](const toml::node& node) {
      if (!node.is_table()) return Error(node, "activity must be a table: {commercial-use = \"prohibited\"}");
      for (const auto& [key, value] : *node.as_table()) {
        const auto names = Names<Activity, kActivities>();
        const auto it = std::find(names.begin(), names.end(), key.str());
        if (it == names.end()) {
          errors_.push_back({key.source().begin.line, key.source().begin.column,
                             "unknown activity '" + std::string(key.str()) + "'", std::string(key.str()), names});
          continue;
        }
        std::vector<Value> values;
        for (const size_t i : Choices(value, "value", Names<Value, kValueCount>()))
          values.push_back(static_cast<Value>(i));
        rule.activities.emplace_back(static_cast<Activity>(it - names.begin()), std::move(values));
      }
    });
    with("license", [&](const toml::node& node) {
      for (auto& [value, at] : Strings(node, "license")) rule.licenses.push_back(value);
    });
    with("openness", [&](const toml::node& node) {
      for (const size_t i : Choices(node, "openness", OpennessClasses()))
        rule.openness.emplace_back(OpennessClasses()[i]);
    });
    with("conflict", [&](const toml::node& node) {
      for (const size_t i : Choices(node, "conflict", ConflictKinds())) rule.conflicts.emplace_back(ConflictKinds()[i]);
    });
    if (!any) Error(table, "a rule needs a condition: category, flag, clause, activity, license, openness or conflict");
    p_.rules.push_back(std::move(rule));
  }

  void OneException(const toml::table& table) {
    Exception e;
    e.line = table.source().begin.line;
    Known(table, "an exception", {"rule", "repository", "license", "sha256", "path", "reason", "expires"});
    if (!Text(table, "rule", &e.rule)) Error(table, "an exception names its rule");
    Text(table, "repository", &e.repository);
    Text(table, "license", &e.license);
    Text(table, "sha256", &e.sha256);
    Text(table, "path", &e.path);
    if (e.repository.empty() && e.license.empty() && e.sha256.empty() && e.path.empty())
      Error(table, "an exception is pinned to a repository, license, sha256 or path");
    if (!Text(table, "reason", &e.reason) || e.reason.empty()) Error(table, "an exception has a reason");
    if (const toml::node* node = table.get("expires")) {
      if (const auto date = node->value_exact<toml::date>()) {
        const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        e.expires = std::to_string(date->year) + "-" + two(date->month) + "-" + two(date->day);
      } else if (!Text(table, "expires", &e.expires) || !IsDate(e.expires)) {
        Error(*node, "expires must be a date: 2027-01-31");
      }
    } else {
      Error(table, "an exception expires: expires = 2027-01-31");
    }
    p_.exceptions.push_back(std::move(e));
  }

  // What cannot be seen in one entry alone.
  void Check() {
    std::set<std::string> ids = {"licenses"};
    for (const Rule& rule : p_.rules) {
      if (!rule.id.empty() && !ids.insert(rule.id).second)
        errors_.push_back({rule.line, 1, "two rules of the id '" + rule.id + "'", "", {}});
    }
    for (const Exception& e : p_.exceptions) {
      if (!e.rule.empty() && ids.count(e.rule) == 0)
        errors_.push_back({e.line, 1, "an exception to '" + e.rule + "', which is no rule of this policy", "", {}});
    }
    if (p_.rules.empty() && !p_.has_licenses && errors_.empty())
      errors_.push_back({1, 1, "a policy without rules and licences says nothing", "", {}});
  }

  Policy& p_;
  std::vector<PolicyError> errors_;
};

}  // namespace

std::string_view ModeName(Mode mode) { return kModes[static_cast<size_t>(mode)]; }
std::string_view ActionName(Action action) { return kActions[static_cast<size_t>(action)]; }

const std::vector<std::string_view>& OpennessClasses() {
  static const std::vector<std::string_view> names = {"closed", "restricted-weights", "open-weights", "open-tooling",
                                                      "open-source-ai"};
  return names;
}

const std::vector<std::string_view>& ConflictKinds() {
  static const std::vector<std::string_view> names = {"declared-vs-found",
                                                      "found-vs-inherited",
                                                      "declared-vs-inherited",
                                                      "missing-license-text",
                                                      "missing-notice",
                                                      "missing-name-prefix",
                                                      "missing-display-attribution",
                                                      "dropped-restrictions",
                                                      "code-vs-weights",
                                                      "edited-license",
                                                      "unknown-license",
                                                      "card-vs-header",
                                                      "openness-claim",
                                                      "origin-claim"};
  return names;
}

bool IsDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto number = [&](size_t at, size_t size) {
    int n = 0;
    for (size_t i = at; i < at + size; ++i) {
      if (text[i] < '0' || text[i] > '9') return -1;
      n = n * 10 + (text[i] - '0');
    }
    return n;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1) return false;
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

std::vector<PolicyError> ParsePolicy(std::string_view toml, Policy* policy) { return Parser(policy).Run(toml); }

}  // namespace caveat::gate
