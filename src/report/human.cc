#include "report/human.h"

#include <algorithm>
#include <array>

#include "report/terminal.h"

namespace caveat::report {
namespace {

constexpr size_t kMinWidth = 40;
// A quote is shown in at most so many columns; the whole of it is in the file, and in JSON.
constexpr size_t kQuoteColumns = 170;
// A place longer than this gets a line of its own where the quote does not fit beside it.
constexpr size_t kPlaceColumns = 32;
constexpr size_t kTitleColumns = 31;
// Fewer columns of a quote than this say nothing.
constexpr size_t kLeastQuote = 24;
// Places listed after the first one.
constexpr size_t kMorePlaces = 6;

constexpr std::array<std::string_view, kActivities> kActivityLabels = {
    "private use", "commercial use", "modification", "distribution", "hosting", "output training", "patent use"};

// Sign, words and style of a value. The sign alone tells them apart.
struct ValueLook {
  std::string_view sign, words;
  Style style;
};

ValueLook Look(Value value) {
  switch (value) {
    case Value::kAllowed:
      return {"\u2713", "allowed", Style::kGood};
    case Value::kConditional:
      return {"~", "with conditions", Style::kCare};
    case Value::kProhibited:
      return {"\u2717", "forbidden", Style::kBad};
    case Value::kUnspecified:
      return {"\u00b7", "not mentioned", Style::kDim};
  }
  return {"\u00b7", "not mentioned", Style::kDim};
}

Style CategoryStyle(Category category) {
  switch (category) {
    case Category::kPermissive:
    case Category::kPublicDomain:
    case Category::kAttributionPlus:
      return Style::kGood;
    case Category::kNoRedistribution:
    case Category::kResearchOnly:
    case Category::kNonCommercial:
    case Category::kNoDerivatives:
      return Style::kBad;
    case Category::kUnknown:
      return Style::kDim;
    default:
      return Style::kCare;
  }
}

// 700000000 as "700,000,000".
std::string Grouped(int64_t number) {
  const std::string digits = std::to_string(number);
  std::string out;
  for (size_t i = 0; i < digits.size(); ++i) {
    const bool inside = i > 0 && digits[i - 1] != '-';
    if (inside && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

const Param* FindParam(const Finding& finding, std::string_view name) {
  for (const Param& param : finding.params) {
    if (param.name == name) return &param;
  }
  return nullptr;
}

std::string ParamText(const Param& param) {
  switch (param.kind) {
    case Param::Kind::kText:
      return PrintableLine(param.text);
    case Param::Kind::kNumber:
      return Grouped(param.number);
    case Param::Kind::kBool:
      return param.number != 0 ? "yes" : "no";
    case Param::Kind::kList: {
      std::string out;
      for (const std::string& item : param.list) {
        if (!out.empty()) out += ", ";
        out += PrintableLine(item);
      }
      return out;
    }
  }
  return "";
}

std::string_view ConsequenceWords(std::string_view consequence) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"request-license", "a licence of its own must be requested"},
      {"pay", "a fee is due"},
      {"register", "registration is needed"},
      {"display-name", "a name must be displayed"},
      {"terminates", "the licence ends"},
      {"prohibited", "use is not allowed"},
      {"royalty", "a royalty is due"},
  };
  for (const auto& [id, words] : kWords) {
    if (id == consequence) return words;
  }
  return "";
}

// "more than 700,000,000 monthly active users: a licence of its own must be requested"
std::string ScaleCapText(const Finding& finding) {
  const Param* threshold = FindParam(finding, "threshold");
  if (threshold == nullptr || threshold->kind != Param::Kind::kNumber) return "";
  const Param* comparator = FindParam(finding, "comparator");
  std::string out = comparator != nullptr && comparator->text == "ge" ? "at least " : "more than ";
  const Param* currency = FindParam(finding, "currency");
  if (currency != nullptr && currency->text != "none" && !currency->text.empty()) out += ParamText(*currency) + " ";
  out += Grouped(threshold->number);
  if (const Param* metric = FindParam(finding, "metric")) {
    std::string words = ParamText(*metric);
    std::replace(words.begin(), words.end(), '-', ' ');
    out += (currency != nullptr && currency->text != "none" ? " of " : " ") + words;
  }
  if (const Param* consequence = FindParam(finding, "consequence")) {
    const std::string_view words = ConsequenceWords(consequence->text);
    if (!words.empty()) out.append(": ").append(words);
  }
  return out;
}

// What the parameters of a finding say, in plain words; empty if it has none.
// Parameters that only the verdict reads (classify/effects.h) tell a person nothing.
bool IsForTheVerdict(std::string_view name) {
  return name == "breadth" || name == "service" || name == "outputs" || name == "patents" || name == "limits" ||
         name == "removal" || name == "excluded";
}

std::string ParamsText(const Finding& finding) {
  if (finding.clause == "restriction.scale-cap") {
    std::string text = ScaleCapText(finding);
    if (!text.empty()) return text;
  }
  std::string out;
  for (const Param& param : finding.params) {
    if (IsForTheVerdict(param.name)) continue;
    std::string value = ParamText(param);
    if (value.empty()) continue;
    if (param.name == "mutable") {
      if (param.kind == Param::Kind::kBool ? param.number == 0 : param.text != "true") continue;
      value = "later versions bind";
    } else if (param.name == "phrase" || param.name == "prefix") {
      value = "\u201c" + value + "\u201d";
    } else if (param.name != "territories" && param.name != "url") {
      value = PrintableLine(param.name) + " " + value;
    }
    if (!out.empty()) out += "; ";
    out += value;
  }
  return out;
}

// Findings of one clause that say the same (equal parameters), by their indices.
struct Statement {
  std::vector<size_t> findings;
};

class Writer {
 public:
  Writer(const Document& document, const HumanOptions& options)
      : document_(document),
        options_(options),
        width_(std::max(options.width, kMinWidth)),
        path_(document.path == "-" ? "stdin" : Printable(document.path)) {}

  std::string Run(std::span<const Dropped> dropped);

 private:
  void Head();
  void Activities();
  void Duties();
  void Forbidden();
  void Group(std::string_view heading, std::string_view group);
  void Hints();
  void Mentions();
  void DroppedList(std::span<const Dropped> dropped);

  void Heading(std::string_view text) { out_ += "\n  " + Paint(options_.color, Style::kBold, text) + "\n"; }
  std::string Place(uint32_t line) const { return PlaceWords(path_, line); }
  bool Shown(ClauseId clause) const {
    return options_.clauses.empty() ||
           std::find(options_.clauses.begin(), options_.clauses.end(), clause) != options_.clauses.end();
  }
  std::vector<Statement> Statements(std::string_view group, bool weak) const;
  std::string MorePlaces(std::span<const size_t> findings) const;
  void Quote(const Span& span, std::string_view text, std::string_view indent, size_t limit);
  void Full(const Statement& statement);
  void Compact(const Statement& statement);
  void Rules(const Statement& statement, std::string_view indent);

  const Document& document_;
  const HumanOptions& options_;
  const size_t width_;
  const std::string path_;
  std::string out_;
};

std::string HowWords(const Identity& identity) {
  if (identity.how == "exact") return "the whole text, word for word";
  if (identity.how == "quoted") return "stands inside this text";
  if (identity.how == "named") return "named by this text";
  std::string out = "edited";
  if (!identity.added.empty()) out += ", " + std::to_string(identity.added.size()) + " added";
  if (!identity.missing.empty()) out += ", " + std::to_string(identity.missing.size()) + " left out";
  return out;
}

void Writer::Head() {
  out_ += Paint(options_.color, Style::kBold, path_);
  if (document_.status == Status::kError) {
    out_ += "  " + Paint(options_.color, Style::kBad, "not read") + "\n" +
            Wrap(PrintableLine(document_.error), width_, "  ", "  ");
    return;
  }
  if (document_.status == Status::kBinary) {
    out_ += "  " + Paint(options_.color, Style::kDim, "binary") + "\n  Not a text, so no terms were looked for.\n";
    if (!document_.error.empty()) out_ += Wrap("Truncated: " + PrintableLine(document_.error), width_, "  ", "  ");
    return;
  }
  const Category category = document_.verdict.category;
  out_ += "  " + Paint(options_.color, CategoryStyle(category), Name(category)) + "\n";
  if (document_.status == Status::kTruncated) {
    out_ += Wrap("Truncated: " + PrintableLine(document_.error) + " What follows is about that part alone.", width_,
                 "  ", "  ");
  }
  out_ += Wrap(PrintableLine(document_.summary), width_, "  ", "  ");
  for (const Identity& identity : document_.identity) {
    out_ +=
        Wrap("Known text: " + PrintableLine(identity.license) + " (" + HowWords(identity) + ")", width_, "  ", "    ");
    for (const Identity::Added& added : identity.added) {
      out_ += Wrap("added at " + Place(added.span.start_line) + " \u201c" +
                       CutToWidth(PrintableLine(added.text), kQuoteColumns) + "\u201d",
                   width_, "    ", "      ");
    }
  }
  if (!document_.verdict.flags.empty()) {
    std::string flags;
    for (const Flag flag : document_.verdict.flags) flags.append(flags.empty() ? "" : ", ").append(Name(flag));
    out_ += Wrap("Flags: " + flags, width_, "  ", "    ");
  }
}

void Writer::Activities() {
  Heading("What it lets you do");
  for (size_t i = 0; i < kActivities; ++i) {
    const Permission& permission = document_.verdict.permissions[i];
    const ValueLook look = Look(permission.value);
    std::string words(look.words);
    std::string lines;
    std::vector<uint32_t> seen;
    for (const Because& because : permission.because) {
      if (because.kind != Because::Kind::kFinding || because.index >= document_.findings.size()) continue;
      const Finding& finding = document_.findings[because.index];
      if (Shown(finding.clause_id)) seen.push_back(finding.span.start_line);
    }
    std::sort(seen.begin(), seen.end());
    seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
    for (size_t k = 0; k < seen.size() && k < 4; ++k) lines += (k == 0 ? "" : ", ") + std::to_string(seen[k]);
    if (seen.size() > 4) lines += ", ...";
    std::string line = "    " + Paint(options_.color, look.style, look.sign) + " " + std::string(kActivityLabels[i]) +
                       std::string(17 - kActivityLabels[i].size(), ' ') + Paint(options_.color, look.style, words);
    // Sign, name and value take 41 columns; the lines come where there is room.
    const size_t columns = 41 + 6 + lines.size();
    if (!lines.empty() && columns <= width_) {
      line += std::string(17 - words.size(), ' ') +
              Paint(options_.color, Style::kDim, (seen.size() > 1 ? "lines " : "line ") + lines);
    }
    out_ += line + "\n";
  }
}

std::vector<Statement> Writer::Statements(std::string_view group, bool weak) const {
  std::vector<Statement> out;
  for (size_t i = 0; i < document_.findings.size(); ++i) {
    const Finding& finding = document_.findings[i];
    if ((finding.confidence == Confidence::kWeak) != weak) continue;
    if (!group.empty() && ClauseGroup(finding.clause_id) != group) continue;
    if (!Shown(finding.clause_id)) continue;
    const auto same = std::find_if(out.begin(), out.end(), [&](const Statement& s) {
      const Finding& other = document_.findings[s.findings[0]];
      return other.clause_id == finding.clause_id && other.params == finding.params;
    });
    if (same == out.end()) {
      out.push_back({{i}});
    } else {
      same->findings.push_back(i);
    }
  }
  return out;
}

// " (also lines 40, 52)" for all but the first; lines that were named already are left out.
std::string Writer::MorePlaces(std::span<const size_t> findings) const {
  std::vector<uint32_t> lines;
  const uint32_t first = document_.findings[findings[0]].span.start_line;
  for (const size_t i : findings) {
    const uint32_t line = document_.findings[i].span.start_line;
    if (line != first && (lines.empty() || lines.back() != line)) lines.push_back(line);
  }
  if (lines.empty()) return "";
  std::string out = lines.size() == 1 ? " (also line " : " (also lines ";
  for (size_t k = 0; k < lines.size() && k < kMorePlaces; ++k) out += (k == 0 ? "" : ", ") + std::to_string(lines[k]);
  if (lines.size() > kMorePlaces) out += " and " + std::to_string(lines.size() - kMorePlaces) + " more";
  return out + ")";
}

// The place and the quote, wrapped below each other at `indent`.
void Writer::Quote(const Span& span, std::string_view text, std::string_view indent, size_t limit) {
  const std::string place = Place(span.start_line);
  const std::string quote = "\u201c" + CutToWidth(PrintableLine(text), limit) + "\u201d";
  const std::string painted = Paint(options_.color, Style::kPlace, place);
  const size_t one_line = indent.size() + DisplayWidth(place) + 2 + DisplayWidth(quote);
  if (DisplayWidth(place) > std::min(kPlaceColumns, width_ / 3) && one_line > width_) {
    out_ += std::string(indent) + painted + "\n" + Wrap(quote, width_, indent, indent);
    return;
  }
  // Wrapped with blanks where the place will stand, so that escape codes do not count as columns.
  const std::string rest = std::string(indent) + std::string(DisplayWidth(place) + 2, ' ');
  out_ += std::string(indent) + painted + "  " + Wrap(quote, width_, rest, rest).substr(rest.size());
}

void Writer::Rules(const Statement& statement, std::string_view indent) {
  if (!options_.explain) return;
  for (const size_t i : statement.findings) {
    const Finding& finding = document_.findings[i];
    std::string text = "why line " + std::to_string(finding.span.start_line) + ": rule " + PrintableLine(finding.rule) +
                       ", " + std::string(Name(finding.confidence));
    if (finding.lead) text += ", in the list opened at line " + std::to_string(finding.lead->start_line);
    out_ += Wrap(text, width_, indent, std::string(indent) + "  ");
  }
}

// A statement with its meaning, its parameters and a long quote.
void Writer::Full(const Statement& statement) {
  const Finding& finding = document_.findings[statement.findings[0]];
  const ClauseInfo& info = AllClauses()[finding.clause_id];
  const std::string params = ParamsText(finding);
  std::string text(info.title);
  if (!params.empty()) text += ": " + params;
  text += MorePlaces(statement.findings);
  if (finding.hidden) text += " (hidden from a reader's eye)";
  out_ += Wrap(text, width_, "    ", "      ");
  Quote(finding.span, finding.quote, "      ", kQuoteColumns);
  Rules(statement, "      ");
}

// A statement in one line where the terminal is wide enough: title, place, and as much of the quote as fits.
void Writer::Compact(const Statement& statement) {
  const Finding& finding = document_.findings[statement.findings[0]];
  const ClauseInfo& info = AllClauses()[finding.clause_id];
  std::string title = std::string(info.title);
  const std::string params = ParamsText(finding);
  if (!params.empty()) title += ": " + params;
  if (finding.hidden) title += " (hidden)";
  const std::string place = Place(finding.span.start_line);
  const std::string more = MorePlaces(statement.findings);
  const std::string quote = PrintableLine(finding.quote);
  const size_t used = 4 + kTitleColumns + 1 + DisplayWidth(place) + DisplayWidth(more);
  if (DisplayWidth(title) > kTitleColumns || used > width_) {
    out_ += Wrap(title + more, width_, "    ", "      ");
    Quote(finding.span, finding.quote, "      ", std::min(kQuoteColumns, width_));
  } else {
    out_ += "    " + title + std::string(kTitleColumns + 1 - DisplayWidth(title), ' ') +
            Paint(options_.color, Style::kPlace, place);
    // Blanks and quotation marks take four columns. A quote of which only a few words fit goes to the next line.
    const size_t room = width_ - used;
    const bool beside = room >= 4 + std::min(kLeastQuote, DisplayWidth(quote));
    if (beside) out_ += "  \u201c" + CutToWidth(quote, room - 4) + "\u201d";
    out_ += Paint(options_.color, Style::kDim, more) + "\n";
    if (!beside) out_ += "      \u201c" + CutToWidth(quote, width_ - 8) + "\u201d\n";
  }
  Rules(statement, "      ");
}

void Writer::Duties() {
  bool headed = false;
  const When* when = nullptr;
  for (const Obligation& obligation : document_.verdict.obligations) {
    const std::optional<ClauseId> clause = FindClause(obligation.clause);
    if (clause && !Shown(*clause)) continue;
    if (!headed) Heading("What you must do");
    headed = true;
    if (when == nullptr || *when != obligation.when) {
      out_ += "    " + Paint(options_.color, Style::kDim, std::string(WhenWords(obligation.when)) + ":") + "\n";
    }
    when = &obligation.when;
    std::vector<size_t> findings;
    for (const Because& because : obligation.because) {
      if (because.kind == Because::Kind::kFinding && because.index < document_.findings.size()) {
        findings.push_back(because.index);
      }
    }
    std::sort(findings.begin(), findings.end());
    const std::string more = findings.empty() ? "" : MorePlaces(findings);
    out_ += Wrap(PrintableLine(obligation.text) + more, width_, "    - ", "      ");
    if (findings.empty()) continue;
    const Finding& first = document_.findings[findings[0]];
    Quote(first.span, first.quote, "      ", kQuoteColumns);
    Rules({findings}, "      ");
  }
}

void Writer::Forbidden() {
  const std::vector<Statement> limits = Statements("restriction", false), uses = Statements("use", false);
  if (limits.empty() && uses.empty()) return;
  Heading("What is forbidden or limited");
  for (const Statement& statement : limits) Full(statement);
  if (uses.empty()) return;
  out_ += "    " + Paint(options_.color, Style::kDim, "Prohibited uses (" + std::to_string(uses.size()) + "):") + "\n";
  for (const Statement& statement : uses) Compact(statement);
}

void Writer::Group(std::string_view heading, std::string_view group) {
  const std::vector<Statement> statements = Statements(group, false);
  if (statements.empty()) return;
  Heading(heading);
  for (const Statement& statement : statements) Compact(statement);
}

void Writer::Hints() {
  const std::vector<Statement> statements = Statements("", true);
  if (statements.empty()) return;
  Heading("Hints, too weak to count");
  for (const Statement& statement : statements) Compact(statement);
}

void Writer::Mentions() {
  if (document_.mentions.empty() || !options_.clauses.empty()) return;
  Heading("Licences it names");
  for (const Mention& mention : document_.mentions) {
    std::string text = PrintableLine(mention.name);
    if (!mention.covers.empty() && mention.covers != "unspecified") text += ", for " + PrintableLine(mention.covers);
    out_ += Wrap(text + " (" + Place(mention.span.start_line) + ")", width_, "    ", "      ");
  }
}

void Writer::DroppedList(std::span<const Dropped> dropped) {
  bool headed = false;
  for (const Dropped& d : dropped) {
    const std::optional<ClauseId> clause = FindClause(d.clause);
    if (clause ? !Shown(*clause) : !options_.clauses.empty()) continue;  // leads have no clause
    if (!headed) Heading("Tried and dropped");
    headed = true;
    out_ += Wrap(std::string(d.clause) + ": " + PrintableLine(d.reason) + " (rule " + PrintableLine(d.rule) + ")",
                 width_, "    ", "      ");
    Quote(d.span, d.quote, "      ", kQuoteColumns);
  }
}

std::string Writer::Run(std::span<const Dropped> dropped) {
  Head();
  if (document_.status == Status::kError || document_.status == Status::kBinary) return std::move(out_);
  const bool nothing = document_.findings.empty() && document_.identity.empty() && document_.mentions.empty();
  if (!options_.clauses.empty()) {
    const bool shown = std::any_of(document_.findings.begin(), document_.findings.end(),
                                   [&](const Finding& f) { return Shown(f.clause_id); });
    if (!shown) out_ += "  The clauses asked for were not found in it.\n";
  } else if (nothing) {
    out_ +=
        Wrap("Not recognised does not mean that there are no terms: please read the text itself.", width_, "  ", "  ");
  } else if (!document_.findings.empty() || !document_.identity.empty()) {
    Activities();
  }
  Duties();
  Forbidden();
  Group("What it grants", "grant");
  Group("Risk and term", "legal");
  Hints();
  Mentions();
  if (options_.explain) DroppedList(dropped);
  return std::move(out_);
}

}  // namespace

std::string HumanDocument(const Document& document, const HumanOptions& options, std::span<const Dropped> dropped) {
  return Writer(document, options).Run(dropped);
}

std::string ValueWords(Value value, bool color) {
  const ValueLook look = Look(value);
  return Paint(color, look.style, std::string(look.sign) + " " + std::string(look.words));
}

std::string_view QuestionWords(std::string_view id) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"download-and-run", "Download and run it?"},
      {"inspect-training", "Inspect its training?"},
      {"know-the-data", "Know its data?"},
      {"modify-and-share", "Change and share it?"},
      {"commercial-use", "Use it commercially?"},
      {"redistribute-fine-tuned", "Pass on a fine-tuned version?"},
      {"explain-provenance", "Explain where it came from?"},
      {"audit-training", "Audit the training?"},
      {"comply", "Comply: which duties follow?"},
      {"replace-or-reproduce", "Replace or reproduce it?"},
  };
  for (const auto& [key, words] : kWords) {
    if (key == id) return words;
  }
  return id;
}

std::string PlaceWords(std::string_view path, uint32_t line) {
  constexpr size_t kMostColumns = 32;
  std::string out = DisplayWidth(path) > kMostColumns ? "line " : std::string(path) + ":";
  return out + std::to_string(line);
}

std::string_view WhenWords(When when) {
  switch (when) {
    case When::kBeforeUse:
      return "Before you use it";
    case When::kInUse:
      return "While you use it";
    case When::kOnModification:
      return "When you change it";
    case When::kOnDistribution:
      return "When you pass it on";
    case When::kOnPublication:
      return "When you publish";
    case When::kPastThreshold:
      return "Past a threshold";
  }
  return "While you use it";
}

std::string_view ActivityWords(Activity activity) { return kActivityLabels[static_cast<size_t>(activity)]; }

std::string ParamWords(const Param& param) { return ParamText(param); }

std::string ParamsWords(const Finding& finding) { return ParamsText(finding); }

std::string_view Disclaimer() { return "This is a reading aid, not legal advice."; }

}  // namespace caveat::report
