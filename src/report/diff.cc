#include "report/diff.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "report/terminal.h"

namespace caveat::report {
namespace {

constexpr size_t kMinWidth = 40;
constexpr size_t kQuoteColumns = 170;

// The statements of a document by clause: indices of the first finding of each.
using Statements = std::map<ClauseId, std::vector<uint32_t>>;

Statements StatementsOf(const Document& document) {
  Statements out;
  for (size_t i = 0; i < document.findings.size(); ++i) {
    const Finding& finding = document.findings[i];
    if (finding.confidence == Confidence::kWeak) continue;
    std::vector<uint32_t>& list = out[finding.clause_id];
    const bool known = std::any_of(list.begin(), list.end(),
                                   [&](uint32_t k) { return document.findings[k].params == finding.params; });
    if (!known) list.push_back(static_cast<uint32_t>(i));
  }
  return out;
}

const Param* Find(const Finding& finding, std::string_view name) {
  for (const Param& param : finding.params) {
    if (param.name == name) return &param;
  }
  return nullptr;
}

size_t Agreement(const Finding& a, const Finding& b) {
  size_t equal = 0;
  for (const Param& param : a.params) {
    const Param* other = Find(b, param.name);
    equal += other != nullptr && *other == param ? 1 : 0;
  }
  return equal;
}

// Names of the parameters that are not equal in both, or that one of them lacks.
std::vector<std::string_view> Differing(const Finding& a, const Finding& b) {
  std::vector<std::string_view> out;
  for (const Param& param : a.params) {
    const Param* other = Find(b, param.name);
    if (other == nullptr || *other != param) out.push_back(param.name);
  }
  for (const Param& param : b.params) {
    if (Find(a, param.name) == nullptr) out.push_back(param.name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

// One clause: `left` and `right` are its statements in the two documents.
class Pairing {
 public:
  Pairing(const Document& a, const Document& b, Difference* out) : a_(a), b_(b), out_(*out) {}

  void Clause(const std::vector<uint32_t>& all_a, const std::vector<uint32_t>& all_b) {
    std::vector<uint32_t> left = all_a, right = all_b;
    std::erase_if(left, [&](uint32_t i) {
      const auto same = std::find_if(right.begin(), right.end(),
                                     [&](uint32_t k) { return a_.findings[i].params == b_.findings[k].params; });
      if (same == right.end()) return false;
      right.erase(same);
      ++out_.same;
      return true;
    });
    while (!left.empty() && !right.empty()) {
      size_t best_i = 0, best_k = 0, best = 0;
      for (size_t i = 0; i < left.size(); ++i) {
        for (size_t k = 0; k < right.size(); ++k) {
          const size_t agreement = Agreement(a_.findings[left[i]], b_.findings[right[k]]);
          if (agreement > best) best = agreement, best_i = i, best_k = k;
        }
      }
      const uint32_t i = left[best_i], k = right[best_k];
      out_.changed.push_back({i, k, Differing(a_.findings[i], b_.findings[k])});
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(best_i));
      right.erase(right.begin() + static_cast<std::ptrdiff_t>(best_k));
    }
    Rest(left, a_, all_b, b_, &out_.only_a);
    Rest(right, b_, all_a, a_, &out_.only_b);
  }

 private:
  // What is left, but for statements that the other text makes with all their values and more.
  static void Rest(const std::vector<uint32_t>& rest, const Document& mine, const std::vector<uint32_t>& others,
                   const Document& theirs, std::vector<uint32_t>* out) {
    for (const uint32_t i : rest) {
      const Finding& finding = mine.findings[i];
      const bool covered = std::any_of(others.begin(), others.end(), [&](uint32_t k) {
        return Agreement(finding, theirs.findings[k]) == finding.params.size();
      });
      if (!covered) out->push_back(i);
    }
  }

  const Document& a_;
  const Document& b_;
  Difference& out_;
};

std::string OrNull(std::string_view text) { return text.empty() ? "null" : StringJson(text); }

// What the two documents are, in short.
std::string SideJson(const Document& document) {
  std::string out = "{\"path\":" + StringJson(document.path) + ",\"bytes\":" + std::to_string(document.bytes) +
                    ",\"sha256\":" + OrNull(document.sha256) +
                    ",\"status\":" + StringJson(StatusName(document.status)) + ",\"error\":" + OrNull(document.error) +
                    ",\"category\":" + StringJson(Name(document.verdict.category)) + ",\"flags\":[";
  for (size_t i = 0; i < document.verdict.flags.size(); ++i) {
    out += (i > 0 ? "," : "") + StringJson(Name(document.verdict.flags[i]));
  }
  return out + "],\"summary\":" + StringJson(document.summary) + "}";
}

std::string ListJson(const Document& document, const std::vector<uint32_t>& findings) {
  std::string out = "[";
  for (const uint32_t i : findings) {
    if (out.size() > 1) out += ",\n";
    out += FindingJson(document.findings[i]);
  }
  return out + "]";
}

Value ValueOf(const Document& document, Activity activity) {
  return document.verdict.permissions[static_cast<size_t>(activity)].value;
}

class Writer {
 public:
  Writer(const Document& a, const Document& b, const HumanOptions& options)
      : a_(a), b_(b), color_(options.color), width_(std::max(options.width, kMinWidth)) {}

  std::string Run(const Difference& difference) {
    Head("A", a_);
    Head("B", b_);
    if (!difference.permissions.empty()) {
      Heading("What it lets you do, A and B");
      for (const Activity activity : difference.permissions) Permission(activity);
    }
    if (!difference.changed.empty()) Heading("Both say it, with other values");
    for (const Difference::Changed& changed : difference.changed) Change(changed);
    Only("Only in A", a_, difference.only_a);
    Only("Only in B", b_, difference.only_b);
    const bool differ = !difference.permissions.empty() || !difference.changed.empty() || !difference.only_a.empty() ||
                        !difference.only_b.empty();
    out_ += "\n";
    if (a_.findings.empty() && b_.findings.empty()) {
      out_ += "No terms were recognised in either text.\n";
    } else if (!differ) {
      out_ += Wrap("No difference in the terms recognised: both make the same " + Count(difference.same) + ".", width_,
                   "", "");
    } else {
      out_ += Wrap("In common: " + Count(difference.same) + ".", width_, "", "");
    }
    return std::move(out_);
  }

 private:
  static std::string Count(size_t n) { return std::to_string(n) + (n == 1 ? " statement" : " statements"); }
  static std::string PathOf(const Document& d) { return d.path == "-" ? "stdin" : Printable(d.path); }
  void Heading(std::string_view text) { out_ += "\n  " + Paint(color_, Style::kBold, text) + "\n"; }

  void Head(std::string_view side, const Document& document) {
    out_ += Paint(color_, Style::kBold, std::string(side) + "  " + PathOf(document)) + "  ";
    if (document.status == Status::kBinary) {
      out_ += "binary\n   Not a text, so no terms were looked for.\n";
      return;
    }
    out_ += std::string(Name(document.verdict.category)) + "\n";
    if (!document.summary.empty()) out_ += Wrap(PrintableLine(document.summary), width_, "   ", "   ");
  }

  void Permission(Activity activity) {
    const std::string_view name = ActivityWords(activity);
    const std::string left = ValueWords(ValueOf(a_, activity), false);
    out_ += "    " + std::string(name) + std::string(17 - std::min<size_t>(name.size(), 16), ' ') +
            ValueWords(ValueOf(a_, activity), color_) +
            std::string(19 - std::min<size_t>(DisplayWidth(left), 18), ' ') +
            ValueWords(ValueOf(b_, activity), color_) + "\n";
  }

  void Quote(std::string_view side, const Document& document, const Finding& finding) {
    const std::string place = PlaceWords(PathOf(document), finding.span.start_line);
    const std::string first = "      " + std::string(side);
    const std::string quote = "\u201c" + CutToWidth(PrintableLine(finding.quote), kQuoteColumns) + "\u201d";
    const std::string indent(first.size(), ' ');
    const std::string painted = Paint(color_, Style::kPlace, place);
    if (DisplayWidth(first) + DisplayWidth(place) + 2 + DisplayWidth(quote) <= width_) {
      out_ += first + painted + "  " + quote + "\n";
    } else {
      out_ += first + painted + "\n" + Wrap(quote, width_, indent, indent);
    }
  }

  void Change(const Difference::Changed& changed) {
    const Finding& a = a_.findings[changed.a];
    const Finding& b = b_.findings[changed.b];
    std::string values;
    for (const std::string_view name : changed.params) {
      values += (values.empty() ? ": " : "; ") + PrintableLine(name) + " " + Words(Find(a, name)) + " \u2192 " +
                Words(Find(b, name));
    }
    out_ += Wrap(std::string(AllClauses()[a.clause_id].title) + values, width_, "    ", "      ");
    Quote("A ", a_, a);
    Quote("B ", b_, b);
  }

  static std::string Words(const Param* param) {
    const std::string words = param == nullptr ? "" : ParamWords(*param);
    return words.empty() ? "not stated" : words;
  }

  void Only(std::string_view heading, const Document& document, const std::vector<uint32_t>& findings) {
    if (findings.empty()) return;
    Heading(heading);
    for (const uint32_t i : findings) {
      const Finding& finding = document.findings[i];
      const std::string params = ParamsWords(finding);
      out_ += Wrap(std::string(AllClauses()[finding.clause_id].title) + (params.empty() ? "" : ": " + params), width_,
                   "    ", "      ");
      Quote("", document, finding);
    }
  }

  const Document& a_;
  const Document& b_;
  const bool color_;
  const size_t width_;
  std::string out_;
};

}  // namespace

Difference Compare(const Document& a, const Document& b) {
  Difference out;
  const Statements in_a = StatementsOf(a), in_b = StatementsOf(b);
  const std::vector<uint32_t> none;
  Pairing pairing(a, b, &out);
  for (const auto& [clause, statements] : in_a) {
    const auto other = in_b.find(clause);
    pairing.Clause(statements, other == in_b.end() ? none : other->second);
  }
  for (const auto& [clause, statements] : in_b) {
    if (!in_a.contains(clause)) pairing.Clause(none, statements);
  }
  std::sort(out.only_a.begin(), out.only_a.end());
  std::sort(out.only_b.begin(), out.only_b.end());
  std::sort(out.changed.begin(), out.changed.end(),
            [](const auto& x, const auto& y) { return std::pair(x.a, x.b) < std::pair(y.a, y.b); });
  for (size_t i = 0; i < kActivities; ++i) {
    const auto activity = static_cast<Activity>(i);
    if (ValueOf(a, activity) != ValueOf(b, activity)) out.permissions.push_back(activity);
  }
  return out;
}

std::string DiffJson(const Document& a, const Document& b, const Difference& difference, const Tool& tool) {
  std::string out = "{\"schema\":\"caveat.diff/1\",\"tool\":" + ToolJson(tool) + ",\n\"a\":" + SideJson(a) +
                    ",\n\"b\":" + SideJson(b) + ",\n\"only_a\":" + ListJson(a, difference.only_a) +
                    ",\n\"only_b\":" + ListJson(b, difference.only_b) + ",\n\"changed\":[";
  for (size_t i = 0; i < difference.changed.size(); ++i) {
    const Difference::Changed& changed = difference.changed[i];
    const Finding& left = a.findings[changed.a];
    const Finding& right = b.findings[changed.b];
    out += (i > 0 ? ",\n" : "") + ("{\"clause\":" + StringJson(left.clause)) + ",\"a\":" + FindingJson(left) +
           ",\"b\":" + FindingJson(right) + ",\"params\":{";
    for (size_t k = 0; k < changed.params.size(); ++k) {
      const Param* in_a = Find(left, changed.params[k]);
      const Param* in_b = Find(right, changed.params[k]);
      out += (k > 0 ? "," : "") + StringJson(changed.params[k]) + ":[" + (in_a ? ParamJson(*in_a) : "null") + "," +
             (in_b ? ParamJson(*in_b) : "null") + "]";
    }
    out += "}}";
  }
  out += "],\n\"permissions\":{";
  for (size_t i = 0; i < difference.permissions.size(); ++i) {
    const Activity activity = difference.permissions[i];
    out += (i > 0 ? "," : "") + StringJson(Name(activity)) + ":[" + StringJson(Name(ValueOf(a, activity))) + "," +
           StringJson(Name(ValueOf(b, activity))) + "]";
  }
  return out + "}}\n";
}

std::string DiffHuman(const Document& a, const Document& b, const Difference& difference, const HumanOptions& options) {
  return Writer(a, b, options).Run(difference);
}

}  // namespace caveat::report
