#include "report/markdown.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "report/human.h"
#include "report/terminal.h"

namespace caveat::report {
namespace {

constexpr size_t kPlaces = 3;  // shown of one clause; more are counted

std::string Place(const Document& d, const Finding& f) {
  return MarkdownCode(d.path + ":" + std::to_string(f.span.start_line));
}

void Permissions(const Verdict& verdict, std::string* out) {
  *out += "| activity | |\n|---|---|\n";
  for (size_t i = 0; i < verdict.permissions.size(); ++i) {
    *out += "| " + std::string(ActivityWords(static_cast<Activity>(i))) + " | " +
            ValueWords(verdict.permissions[i].value, false) + " |\n";
  }
}

// Which licence, and what stands out.
void Terms(const std::optional<std::string>& expression, const Verdict& verdict, std::string* out) {
  std::string flags;
  for (const Flag flag : verdict.flags) flags.append(flags.empty() ? "" : ", ").append(Name(flag));
  if (expression) *out += "Licence: " + MarkdownCode(*expression) + (flags.empty() ? "\n\n" : "; ");
  if (!flags.empty()) *out += std::string(expression ? "flags: " : "Flags: ") + flags + "\n\n";
}

void Obligations(const Verdict& verdict, std::string* out) {
  if (verdict.obligations.empty()) return;
  *out += "\n**What you must do**\n\n";
  for (const Obligation& o : verdict.obligations)
    *out += "- " + MarkdownText(o.text) + " (" + std::string(Name(o.when)) + ")\n";
}

void Limits(const Document& d, std::string* out) {
  std::map<ClauseId, std::vector<const Finding*>> limits;
  for (const Finding& f : d.findings) {
    const std::string_view group = ClauseGroup(f.clause_id);
    if ((group == "restriction" || group == "use") && f.confidence != Confidence::kWeak)
      limits[f.clause_id].push_back(&f);
  }
  if (limits.empty()) return;
  *out += "\n**What is forbidden or limited**\n\n";
  for (const auto& [clause, findings] : limits) {
    const Finding& first = *findings.front();
    *out += "- **" + std::string(AllClauses()[clause].title) + "**";
    const std::string params = ParamsWords(first);
    if (!params.empty()) *out += ": " + MarkdownText(params);
    *out += ", " + MarkdownCode(first.quote) + " (";
    for (size_t i = 0; i < findings.size() && i < kPlaces; ++i) {
      if (i > 0) *out += ", ";
      *out += Place(d, *findings[i]);
    }
    if (findings.size() > kPlaces) *out += " and " + std::to_string(findings.size() - kPlaces) + " more";
    *out += ")\n";
  }
}

// A table with a row a repository: who wants the clauses of one asks about that one.
class Table : public HubWriter {
 public:
  explicit Table(const Export& hub) : name_(hub.name) {}

  std::string Begin(int) override {
    return "### " + MarkdownCode(name_.empty() ? "hub" : name_) +
           "\n\n| repository | category | licence | openness | limits | disagreements |\n|---|---|---|---|---|---|\n";
  }
  std::string Add(int, const Export& e) override {
    const model::Model& m = *e.model;
    std::set<std::string_view> limits, conflicts;
    for (const Export::Item& item : e.items) {
      for (const Finding& f : item.document->findings) {
        const std::string_view group = ClauseGroup(f.clause_id);
        if (f.confidence != Confidence::kWeak && (group == "restriction" || group == "use")) limits.insert(f.clause);
      }
    }
    for (const model::Conflict& c : m.conflicts) conflicts.insert(c.kind);
    return "| " + MarkdownCode(m.id.empty() ? m.path : m.id) + " | " + std::string(Name(m.verdict.category)) + " | " +
           (m.expression ? MarkdownCode(*m.expression) : std::string("unknown")) + " | " +
           MarkdownText(m.openness.openness_class) + " | " + Joined(limits) + " | " + Joined(conflicts) + " |\n";
  }
  std::string End() override { return "\n_" + std::string(Disclaimer()) + "_\n"; }

 private:
  static std::string Joined(const std::set<std::string_view>& names) {
    std::string out;
    for (const std::string_view name : names) out += (out.empty() ? "" : ", ") + MarkdownText(name);
    return out;
  }

  const std::string name_;
};

}  // namespace

std::unique_ptr<HubWriter> MarkdownHub(const Export& hub) { return std::make_unique<Table>(hub); }

std::string MarkdownCode(std::string_view text) {
  std::string line = PrintableLine(text);
  // A fence longer than any run of backticks within.
  size_t longest = 0, run = 0;
  for (const char c : line) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  // Tables are cut at bars, even in code.
  for (size_t i = line.find('|'); i != std::string::npos; i = line.find('|', i + 3)) line.replace(i, 1, "¦");
  if (line.empty()) return "` `";
  const std::string fence(longest + 1, '`');
  const bool pad = line.front() == '`' || line.back() == '`';
  return fence + (pad ? " " : "") + line + (pad ? " " : "") + fence;
}

std::string MarkdownText(std::string_view text) {
  std::string out;
  const std::string line = PrintableLine(text);
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const auto entity = [&](unsigned code) { out += "&#" + std::to_string(code) + ";"; };
    // What marks up is escaped; what would become a link or a mention without any mark is written as an entity.
    if (std::string_view("\\`*_[]<>#|~$&!").find(c) != std::string_view::npos) {
      c == '&' || c == '<' || c == '>' ? entity(static_cast<unsigned char>(c)) : void(out.append("\\").push_back(c));
    } else if (c == '@' || (c == ':' && line.compare(i, 3, "://") == 0) ||
               (c == '.' && i >= 3 && line.compare(i - 3, 3, "www") == 0) ||
               (i == 0 && (c == '-' || c == '+' || (c >= '0' && c <= '9')))) {
      entity(static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string Markdown(const Export& e) {
  std::string out;
  if (e.model != nullptr) {
    const model::Model& m = *e.model;
    out += "### " + MarkdownCode(m.id.empty() ? e.name : std::string_view(m.id)) + ": " +
           std::string(Name(m.verdict.category)) + "\n\n" + MarkdownText(m.summary) + "\n\n";
    if (!m.openness.statement.empty() && m.openness.statement != m.summary)
      out += MarkdownText(m.openness.statement) + "\n\n";
    Terms(m.expression, m.verdict, &out);
    Permissions(m.verdict, &out);
    Obligations(m.verdict, &out);
    if (!m.conflicts.empty()) {
      out += "\n**Where statements disagree**\n\n";
      for (const model::Conflict& c : m.conflicts)
        out += "- " + c.severity + ", " + MarkdownText(c.kind) + ": " + MarkdownText(c.explanation) + "\n";
    }
    if (!m.inherited.empty()) {
      out += "\n**What it was made of**\n\n";
      for (const model::Inherited& i : m.inherited) {
        out += "- " + MarkdownCode(i.base_model) + ", " + MarkdownText(i.relation) +
               (i.license.empty() ? "" : ", under " + MarkdownCode(i.license)) + "\n";
      }
    }
    for (const Export::Item& item : e.items) Limits(*item.document, &out);
    out += "\n";
  } else {
    size_t silent = 0;
    for (const Export::Item& item : e.items) {
      const Document& d = *item.document;
      if (d.status == Status::kError) {
        out += "### " + MarkdownCode(d.path) + "\n\nCould not be read: " + MarkdownText(d.error) + "\n\n";
        continue;
      }
      if (d.findings.empty() && d.identity.empty() && d.mentions.empty() && e.items.size() > 1) {
        ++silent;
        continue;
      }
      out += "### " + MarkdownCode(d.path) + ": " + std::string(Name(d.verdict.category)) + "\n\n" +
             MarkdownText(d.summary) + "\n\n";
      Terms(d.expression, d.verdict, &out);
      Permissions(d.verdict, &out);
      Obligations(d.verdict, &out);
      Limits(d, &out);
      out += "\n";
    }
    if (silent > 0)
      out += std::to_string(silent) + (silent == 1 ? " file" : " files") + " without recognised terms.\n\n";
  }
  return out + "_" + std::string(Disclaimer()) + "_\n";
}

}  // namespace caveat::report
