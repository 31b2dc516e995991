#include "report/html_hub.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "embedded.h"
#include "report/html.h"
#include "report/html_charts.h"
#include "report/html_data.h"
#include "report/human.h"
#include "report/terminal.h"
#include "sha256.h"

namespace caveat::report {
namespace {

constexpr int kCategories = static_cast<int>(Category::kPublicDomain) + 1;
constexpr int kFlags = static_cast<int>(Flag::kCopyleft) + 1;
constexpr int kMoments = static_cast<int>(When::kPastThreshold) + 1;
constexpr std::array<std::string_view, 3> kSeverities = {"error", "warning", "note"};
constexpr size_t kMostKinds = 31;  // of conflicts: bits of a column

// How open a repository is, for the chart: the classes of the taxonomy, and that nothing is known of its terms.
struct Openness {
  std::string_view id, words, css;
};
constexpr Openness kOpenness[] = {{"open-source-ai", "open source AI", "open3"},
                                  {"open-tooling", "open weights and code", "open2"},
                                  {"open-weights", "open weights", "open1"},
                                  {"restricted-weights", "restricted weights", "restricted"},
                                  {"closed", "no weights", "closed"},
                                  {"unknown", "unknown terms", "unknown"}};

uint32_t OpennessOf(const model::Model& m) {
  uint32_t at = 0;
  while (at + 1 < std::size(kOpenness) && kOpenness[at].id != m.openness.openness_class) ++at;
  const bool nothing = m.licenses.empty() && m.verdict.category == Category::kUnknown;
  return nothing && m.openness.openness_class == "restricted-weights" ? std::size(kOpenness) - 1 : at;
}

std::string_view DeclaredLicense(const model::Model& m) {
  for (const model::Declared& declared : m.declared) {
    if (!declared.license.empty()) return declared.license;
  }
  return model::OwnLicense(m);
}

enum Drift : uint32_t { kNoBase, kKept, kChanged, kSilent, kBaseUnknown };
constexpr std::array<std::string_view, 5> kDrifts = {"none", "kept", "changed", "silent", "unknown"};

// "monthly-active-users:none:700000000"; empty without a threshold, which is then 0.
std::string CapKey(const Finding& f, uint64_t* threshold) {
  std::string metric, currency;
  *threshold = 0;
  for (const Param& p : f.params) {
    if (p.name == "metric") metric = p.text;
    if (p.name == "currency") currency = p.text;
    if (p.name == "threshold" && p.kind == Param::Kind::kNumber && p.number > 0)
      *threshold = static_cast<uint64_t>(p.number);
  }
  if (*threshold == 0) return {};
  return (metric.empty() ? "users" : metric) + ":" + (currency.empty() ? "none" : currency) + ":" +
         std::to_string(*threshold);
}

bool IsGate(const Finding& f) {
  return std::none_of(f.params.begin(), f.params.end(),
                      [](const Param& p) { return p.name == "consequence" && p.text == "display-name"; });
}

// A list of numbers as JSON.
class List {
 public:
  List& Add(int64_t value) {
    out_.append(out_.empty() ? "" : ",").append(std::to_string(value));
    return *this;
  }
  List& Json(std::string_view json) {
    out_.append(out_.empty() ? "" : ",").append(json);
    return *this;
  }
  std::string Take() const { return "[" + out_ + "]"; }

 private:
  std::string out_;
};

template <class Range, class Text>
std::string Texts(const Range& range, Text text) {
  List list;
  for (const auto& item : range) list.Json(ShownJson(text(item)));
  return list.Take();
}

std::string Plural(uint64_t count, std::string_view one, std::string_view many) {
  return CountWords(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace

// How the data is laid out is told where it is read: src/report/html/hub.js.
struct HubPage::Impl {
  explicit Impl(HubOptions given) : options(std::move(given)) {}

  HubOptions options;

  // Columns: one number a repository.
  std::vector<std::string> names;
  std::unordered_set<std::string> labels;
  Words licenses, bases, sets, cap_sets;
  std::vector<uint32_t> license, base, base_license, says, drift, category, openness, permissions, flags, kinds,
      severity, conflicts, clauses, caps;
  std::map<std::string, uint32_t> kind_ids;
  std::vector<std::string> kind_names;

  // What charts count and columns do not say.
  struct CapCount {
    uint64_t threshold = 0, repositories = 0, gates = 0;
  };
  std::map<std::string, CapCount> cap_counts;
  std::map<std::string, uint32_t> cap_ids;
  std::map<std::string, std::array<uint64_t, 3>> kind_counts;  // repositories by worst severity
  std::map<std::pair<std::string, std::string>, uint64_t> flow_counts;
  std::array<uint64_t, 256> clause_counts = {};

  // Details, each in pages of their own.
  Pages strings{'S'}, findings{'F'}, texts{'T'}, verdicts{'V'}, records{'R'};
  std::unordered_map<std::string, uint32_t> known_texts;  // by SHA-256
  uint64_t without_details = 0, documents = 0;

  uint32_t Str(std::string_view text) { return strings.AddOnce(ShownJson(text)); }
  uint32_t Line(std::string_view text) { return strings.AddOnce(StringJson(PrintableLine(text))); }
  size_t DetailBytes() const {
    return strings.bytes() + findings.bytes() + texts.bytes() + verdicts.bytes() + records.bytes();
  }

  std::string LabelOf(const model::Model& m) {
    std::string label = Printable(m.id.empty() ? m.path : m.id);
    if (labels.count(label) != 0 && !m.revision.empty()) label += " " + Printable(m.revision).substr(0, 12);
    const std::string plain = label;
    for (int n = 2; !labels.insert(label).second; ++n) label = plain + " (" + std::to_string(n) + ")";
    return label;
  }

  // Element of T: [path-less] status, language, bytes, [licence, how, words added, words missing]..., findings.
  uint32_t TextOf(const Document& d) {
    if (!d.sha256.empty()) {
      if (const auto at = known_texts.find(d.sha256); at != known_texts.end()) return at->second;
    }
    List identity, riders, list;
    for (const Identity& i : d.identity) {
      identity.Add(Str(i.license)).Add(Str(i.how)).Add(static_cast<int64_t>(i.added.size()));
      identity.Add(static_cast<int64_t>(i.missing.size()));
      for (const Identity::Added& added : i.added)
        riders.Add(added.span.start_line).Add(Line(added.text.substr(0, 300)));
    }
    for (const Finding& f : d.findings) {
      List finding;
      finding.Add(f.clause_id).Add(static_cast<int64_t>(f.confidence) | (f.hidden ? 4 : 0)).Add(Line(f.quote));
      const std::string params = ParamsWords(f);
      if (!params.empty()) finding.Add(strings.AddOnce(StringJson(params)));
      list.Add(findings.AddOnce(finding.Take())).Add(f.span.start_line);
    }
    List out;
    out.Add(static_cast<int64_t>(d.status)).Add(Str(d.error)).Add(Str(d.language));
    out.Add(static_cast<int64_t>(d.verdict.category)).Json(identity.Take()).Json(riders.Take()).Json(list.Take());
    const uint32_t id = texts.AddOnce(out.Take());
    if (!d.sha256.empty()) known_texts.emplace(d.sha256, id);
    return id;
  }

  // Pairs of a document and a finding in it (-1: the document as a whole).
  static std::string Because(const std::vector<caveat::Because>& because) {
    List out;
    std::set<std::pair<uint32_t, int64_t>> seen;
    for (const caveat::Because& b : because) {
      const int64_t finding = b.kind == caveat::Because::Kind::kFinding ? int64_t{b.index} : -1;
      if (seen.emplace(b.document, finding).second) out.Add(b.document).Add(finding);
    }
    return out.Take();
  }

  uint32_t VerdictOf(const Verdict& verdict) {
    List permission_places, duties;
    for (const Permission& p : verdict.permissions) permission_places.Json(Because(p.because));
    for (const Obligation& o : verdict.obligations) {
      duties.Json(List()
                      .Add(static_cast<int64_t>(FindClause(o.clause).value_or(0)))
                      .Add(static_cast<int64_t>(o.when))
                      .Add(Line(o.text))
                      .Json(Because(o.because))
                      .Take());
    }
    return verdicts.AddOnce("[" + permission_places.Take() + "," + duties.Take() + "]");
  }

  static std::string Places(const std::vector<model::Evidence>& evidence) {
    List out;
    for (const model::Evidence& place : evidence) out.Add(place.document).Add(place.span.start_line);
    return out.Take();
  }

  // Element of R.
  std::string RecordOf(const model::Model& m) {
    List docs, declared, found, inherited, disagree, questions, claims;
    for (const model::RoledDocument& d : m.documents)
      docs.Add(Str(d.document.path)).Add(Str(model::RoleName(d.role))).Add(TextOf(d.document));
    for (const model::Declared& d : m.declared)
      declared.Add(Str(d.source)).Add(Line(d.field)).Add(Line(d.value)).Add(Str(d.license)).Add(d.span.start_line);
    for (const model::Found& f : m.found) found.Add(f.document).Add(Str(f.license)).Add(Str(f.covers)).Add(Str(f.how));
    for (const model::Inherited& i : m.inherited) {
      inherited.Add(Str(i.base_model)).Add(Str(i.relation)).Add(Str(i.strength)).Add(Str(i.license));
      inherited.Add(Str(i.source)).Add(Line(i.evidence));
    }
    for (const model::Conflict& c : m.conflicts) {
      const auto rank = std::find(kSeverities.begin(), kSeverities.end(), c.severity) - kSeverities.begin();
      disagree.Json(List().Add(Str(c.kind)).Add(rank).Add(Line(c.explanation)).Json(Places(c.evidence)).Take());
    }
    for (const model::Question& q : m.questions)
      questions.Add(Str(q.id)).Add(static_cast<int64_t>(q.answer)).Add(Line(q.reason));
    for (const model::Claim& c : m.claims)
      claims.Add(Str(c.kind)).Add(Line(c.quote)).Add(c.evidence.document).Add(c.evidence.span.start_line);
    std::string components;
    for (const model::Component& c : m.components) {
      components += static_cast<char>('0' + static_cast<int>(c.present));
      components += static_cast<char>('0' + static_cast<int>(c.open));
    }
    return List()
        .Add(Str(m.path))
        .Add(Str(m.revision))
        .Add(Str(model::LayoutName(m.layout)))
        .Add(Line(m.summary))
        .Add(Line(m.openness.statement))
        .Add(Str(m.openness.mof_class))
        .Add(Str(m.expression.value_or("")))
        .Add(m.gated ? 1 : 0)
        .Add(VerdictOf(m.verdict))
        .Add(Str(components))
        .Json(docs.Take())
        .Json(declared.Take())
        .Json(found.Take())
        .Json(inherited.Take())
        .Json(disagree.Take())
        .Json(questions.Take())
        .Json(claims.Take())
        .Take();
  }

  void AddLineage(const model::Model& m) {
    const model::Inherited* first = nullptr;
    for (const model::Inherited& i : m.inherited) {
      if (i.relation == "trained-on") continue;
      if (first == nullptr || (first->strength == "hint" && i.strength != "hint")) first = &i;
    }
    if (first == nullptr) {
      base.push_back(bases.Of(""));
      base_license.push_back(licenses.Of(""));
      says.push_back(licenses.Of(""));
      drift.push_back(kNoBase);
      return;
    }
    const std::string from = Printable(first->license), own = Printable(DeclaredLicense(m));
    base.push_back(bases.Of(Printable(first->base_model)));
    base_license.push_back(licenses.Of(from));
    says.push_back(licenses.Of(own));
    drift.push_back(from.empty() ? kBaseUnknown : own.empty() ? kSilent : own == from ? kKept : kChanged);
    if (drift.back() != kBaseUnknown) ++flow_counts[{from, own}];
  }

  void AddConflicts(const model::Model& m) {
    std::map<std::string_view, size_t> worst;  // of each kind
    uint32_t mask = 0, most = 0;
    for (const model::Conflict& c : m.conflicts) {
      const auto rank =
          static_cast<size_t>(std::find(kSeverities.begin(), kSeverities.end(), c.severity) - kSeverities.begin());
      const size_t at = std::min(rank, kSeverities.size() - 1);
      const auto [known, fresh] = worst.try_emplace(c.kind, at);
      known->second = std::min(known->second, at);
      most = std::max(most, static_cast<uint32_t>(kSeverities.size() - at));
    }
    for (const auto& [kind, rank] : worst) {
      ++kind_counts[std::string(kind)][rank];
      auto at = kind_ids.find(std::string(kind));
      if (at == kind_ids.end()) {
        at = kind_ids.emplace(kind, static_cast<uint32_t>(kind_names.size())).first;
        kind_names.emplace_back(kind);
      }
      if (at->second < kMostKinds) mask |= 1U << at->second;
    }
    kinds.push_back(mask);
    severity.push_back(most);
    conflicts.push_back(static_cast<uint32_t>(m.conflicts.size()));
  }

  void AddClauses(const model::Model& m) {
    std::set<ClauseId> has;
    std::map<std::string, bool> limits;  // whether a right ends there
    for (const model::RoledDocument& d : m.documents) {
      for (const Finding& f : d.document.findings) {
        if (f.confidence == Confidence::kWeak) continue;
        has.insert(f.clause_id);
        if (f.clause != "restriction.scale-cap") continue;
        uint64_t threshold = 0;
        const std::string key = CapKey(f, &threshold);
        if (key.empty()) continue;
        limits[key] = limits[key] || IsGate(f);
        cap_counts[key].threshold = threshold;
      }
    }
    List set, cap_set;
    for (const ClauseId clause : has) {
      set.Add(clause);
      ++clause_counts[clause];
    }
    for (const auto& [key, gate] : limits) {
      cap_set.Add(cap_ids.try_emplace(key, static_cast<uint32_t>(cap_ids.size())).first->second);
      ++cap_counts[key].repositories;
      if (gate) ++cap_counts[key].gates;
    }
    clauses.push_back(has.empty() ? 0 : sets.Of(set.Take()));
    caps.push_back(limits.empty() ? 0 : cap_sets.Of(cap_set.Take()));
  }

  void Add(const model::Model& m) {
    names.push_back(LabelOf(m));
    documents += m.documents.size();
    license.push_back(licenses.Of(Printable(model::OwnLicense(m))));
    category.push_back(static_cast<uint32_t>(m.verdict.category));
    openness.push_back(OpennessOf(m));
    uint32_t values = 0;
    for (size_t i = 0; i < m.verdict.permissions.size(); ++i)
      values |= static_cast<uint32_t>(m.verdict.permissions[i].value) << (2 * i);
    permissions.push_back(values);
    uint32_t mask = 0;
    for (const Flag flag : m.verdict.flags) mask |= 1U << static_cast<uint32_t>(flag);
    flags.push_back(mask);
    AddLineage(m);
    AddConflicts(m);
    AddClauses(m);
    if (DetailBytes() < options.detail_bytes) {
      records.Add(RecordOf(m));
    } else {
      ++without_details;
    }
  }

  // --- the page ---

  uint64_t Of(const std::vector<uint32_t>& column, uint32_t value) const {
    return static_cast<uint64_t>(std::count(column.begin(), column.end(), value));
  }

  std::string OpennessChart() const {
    std::vector<Part> parts;
    for (size_t i = 0; i < std::size(kOpenness); ++i) {
      const Openness& o = kOpenness[i];
      const uint64_t count = Of(openness, static_cast<uint32_t>(i));
      if (count == 0 && (o.id == "open-tooling" || o.id == "closed")) continue;
      parts.push_back({std::string(o.words), "#?openness=" + std::string(o.id), o.css, count});
    }
    return ShareChart("openness", "How open they are",
                      "By the files of each repository: weights, their terms, and what of data and code is published.",
                      parts);
  }

  std::string CategoryChart() const {
    std::vector<Bar> bars;
    for (int i = 0; i < kCategories; ++i) {
      const std::string id(Name(static_cast<Category>(i)));
      if (const uint64_t count = Of(category, static_cast<uint32_t>(i)); count > 0)
        bars.push_back({id, "#?category=" + id, count});
    }
    std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.count > b.count; });
    return BarChart({.id = "categories",
                     .title = "Categories",
                     .note = "The strictest limit among the terms of the weights.",
                     .what = "category",
                     .unit = "repositories",
                     .all = names.size()},
                    bars);
  }

  std::string LicenseChart() const {
    std::vector<uint64_t> counts(licenses.words().size());
    for (const uint32_t l : license) ++counts[l];
    std::vector<Bar> bars;
    for (size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      const std::string name(licenses.words()[i]);
      bars.push_back(
          {name.empty() ? "unknown" : name, "#?license=" + HashPart(name.empty() ? "unknown" : name), counts[i]});
    }
    std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.count > b.count; });
    return BarChart({.id = "licenses",
                     .title = "Licences",
                     .note = "By the text that was found, else by what is declared.",
                     .what = "licence",
                     .unit = "repositories",
                     .all = names.size()},
                    bars);
  }

  std::string PermissionChart() const {
    constexpr std::array<std::string_view, 4> kCss = {"allowed", "conditional", "prohibited", "unspecified"};
    constexpr std::array<std::string_view, 4> kWords = {"allowed", "with conditions", "forbidden", "not mentioned"};
    std::vector<PartsRow> rows;
    for (size_t a = 0; a < kActivities; ++a) {
      std::array<uint64_t, 4> counts = {};
      for (const uint32_t p : permissions) ++counts[p >> (2 * a) & 3];
      PartsRow row;
      const auto activity = static_cast<Activity>(a);
      row.label = std::string(ActivityWords(activity));
      for (size_t v = 0; v < counts.size(); ++v) {
        row.parts.push_back({std::string(kWords[v]),
                             "#?may=" + std::string(Name(activity)) + ":" + std::string(Name(static_cast<Value>(v))),
                             kCss[v], counts[v]});
      }
      rows.push_back(std::move(row));
    }
    return PartsChart({.id = "permissions",
                       .title = "What they let you do",
                       .note = "Of all repositories, by their terms.",
                       .what = "activity",
                       .whole = true},
                      rows);
  }

  std::string UseChart() const {
    std::vector<Bar> bars;
    for (size_t c = 0; c < AllClauses().size(); ++c) {
      if (clause_counts[c] == 0 || ClauseGroup(static_cast<ClauseId>(c)) != "use") continue;
      const ClauseInfo& info = AllClauses()[c];
      bars.push_back({std::string(info.title), "#?clause=" + std::string(info.id), clause_counts[c]});
    }
    std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.count > b.count; });
    return BarChart({.id = "uses",
                     .title = "Prohibited uses",
                     .note = "Repositories whose texts forbid them.",
                     .what = "use",
                     .unit = "repositories",
                     .all = names.size()},
                    bars);
  }

  std::string CapsChart() const {
    std::vector<Cap> list;
    for (const auto& [key, counts] : cap_counts) {
      const size_t a = key.find(':'), b = key.rfind(':');
      std::string metric = key.substr(0, a);
      std::replace(metric.begin(), metric.end(), '-', ' ');
      const std::string currency = key.substr(a + 1, b - a - 1);
      if (currency != "none") metric.insert(0, currency + " of ");
      // A cap that ends a right in one text only counts as one that does.
      list.push_back({metric, "#?cap=" + HashPart(key), counts.threshold, counts.repositories, counts.gates > 0});
    }
    return CapChart("caps", "Scale caps", "Where terms change with size. Circles grow with the number of repositories.",
                    list);
  }

  std::string ConflictChart() const {
    std::vector<PartsRow> rows;
    for (const auto& [kind, counts] : kind_counts) {
      PartsRow row{kind, "#?conflict=" + HashPart(kind), {}};
      for (size_t s = 0; s < kSeverities.size(); ++s)
        row.parts.push_back({std::string(kSeverities[s]), "", kSeverities[s], counts[s]});
      rows.push_back(std::move(row));
    }
    const auto sum = [](const PartsRow& row) { return row.parts[0].count + row.parts[1].count + row.parts[2].count; };
    std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return sum(a) > sum(b); });
    const uint64_t some = names.size() - Of(severity, 0);
    const std::string note = Plural(some, "repository contradicts itself or its base (",
                                    "repositories contradict themselves or their base (") +
                             ShareWords(some, names.size()) + ").";
    return PartsChart({.id = "conflicts", .title = "Conflicts", .note = note, .what = "kind"}, rows);
  }

  std::string LineageChart() const {
    std::vector<Flow> flows;
    for (const auto& [pair, count] : flow_counts) {
      const auto& [from, to] = pair;
      flows.push_back({from, to.empty() ? "nothing" : to,
                       "#?base-license=" + HashPart(from) + "&says=" + HashPart(to.empty() ? "unknown" : to), count,
                       to.empty()   ? "silent"
                       : to == from ? "kept"
                                    : "changed"});
    }
    const uint64_t known = Of(drift, kKept) + Of(drift, kChanged) + Of(drift, kSilent);
    const uint64_t all = known + Of(drift, kBaseUnknown);
    std::string note = Plural(all, "names a base", "name a base");
    if (known > 0) {
      note += "; for " + CountWords(known) + " its licence is known. Of these " + ShareWords(Of(drift, kKept), known) +
              " keep it, " + ShareWords(Of(drift, kChanged), known) + " say another, " +
              ShareWords(Of(drift, kSilent), known) + " say nothing";
    } else if (all > 0) {
      note += ", of which no licence is known";
    }
    note += ".";
    return Flows({.id = "lineage",
                  .title = "Lineage: what derivatives make of their base's licence",
                  .note = note,
                  .from = "the base's licence",
                  .to = "the derivative declares"},
                 flows);
  }

  std::string Head() const {
    const std::string hash = Base64(Sha256(EmbeddedHubJs()));
    const std::string title = HtmlText(options.name);
    std::string out =
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src "
        "'sha256-" +
        hash +
        "'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
        title + " - Caveat</title>\n<style>\n" + std::string(EmbeddedPageCss()) + std::string(EmbeddedHubCss()) +
        "</style>\n</head>\n<body class=\"hub\">\n<a class=\"skip\" href=\"#repositories\">To the table</a>\n";
    out += "<header><p class=\"tool\">Caveat</p><h1>" + title + "</h1><p class=\"lead\">" +
           Plural(names.size(), "model repository", "model repositories") + ", " + Plural(documents, "text", "texts") +
           " read" + (options.created.empty() ? "" : ", " + HtmlText(options.created.substr(0, 10))) + ".</p>";
    if (options.unfinished)
      out += "<p class=\"warn\">The scan was not finished: there is more than what is counted here.</p>";
    return out + "</header>\n";
  }

  std::string Charts() const {
    return "<div id=\"hub\">\n" + OpennessChart() + "<div class=\"charts\">\n" + CategoryChart() + LicenseChart() +
           CapsChart() + PermissionChart() + ConflictChart() + UseChart() + "</div>\n" + LineageChart();
  }

  // What the script fills.
  std::string Frame() const {
    std::string out =
        "<section id=\"repositories\" aria-labelledby=\"repositories-h\"><h2 id=\"repositories-h\">Repositories</h2>\n"
        "<noscript><p class=\"warn\">The table of repositories needs JavaScript; the charts above do "
        "not.</p></noscript>\n"
        "<div id=\"table\"></div></section>\n</div>\n<article id=\"repository\" "
        "hidden></article>\n</main>\n<footer><p>" +
        std::string(Disclaimer()) +
        " Conflicts, categories and components are judged by the files of each repository alone.</p><p>Caveat " +
        HtmlText(options.tool.version) + ", rules " + HtmlText(options.tool.rules) + ", licences " +
        HtmlText(options.tool.licenses);
    if (!options.created.empty()) out += ", " + HtmlText(options.created);
    return out + "</p></footer>\n";
  }

  std::string Table() {
    const std::vector<uint32_t> license_rank = licenses.Sort(), base_rank = bases.Sort();
    const auto ranked = [](std::vector<uint32_t>* column, const std::vector<uint32_t>& rank) {
      for (uint32_t& value : *column) value = rank[value];
    };
    for (std::vector<uint32_t>* column : {&license, &base_license, &says}) ranked(column, license_rank);
    ranked(&base, base_rank);
    std::vector<std::string_view> caps_by_id(cap_ids.size());
    for (const auto& [key, id] : cap_ids) caps_by_id[id] = key;
    const auto raw = [](const Words& words) {
      List out;
      for (const std::string_view word : words.words()) out.Json(word.empty() ? "[]" : word);
      return out.Take();
    };
    std::string joined;
    for (const std::string& name : names) joined += (joined.empty() ? "" : "\n") + name;
    List activities, values, value_words, moment_words, flag_names, category_names, clause_list;
    for (int i = 0; i < kActivities; ++i) {
      const auto activity = static_cast<Activity>(i);
      activities.Json("[" + StringJson(Name(activity)) + "," + StringJson(ActivityWords(activity)) + "]");
    }
    for (int i = 0; i < 4; ++i) {
      values.Json(StringJson(Name(static_cast<Value>(i))));
      value_words.Json(StringJson(ValueWords(static_cast<Value>(i), false)));
    }
    for (int i = 0; i < kMoments; ++i) moment_words.Json(StringJson(WhenWords(static_cast<When>(i))));
    for (int i = 0; i < kFlags; ++i) flag_names.Json(StringJson(Name(static_cast<Flag>(i))));
    for (int i = 0; i < kCategories; ++i) category_names.Json(StringJson(Name(static_cast<Category>(i))));
    for (size_t i = 0; i < AllClauses().size(); ++i) {
      const ClauseInfo& c = AllClauses()[i];
      clause_list.Json("[" + StringJson(c.id) + "," + StringJson(c.title) + "," + StringJson(c.meaning) + "," +
                       std::to_string(clause_counts[i]) + "]");
    }
    std::string out = "{\"count\":" + std::to_string(names.size()) + ",\"detailed\":" + std::to_string(records.size()) +
                      ",\"page\":" + std::to_string(Pages::kPage) + ",\"title\":" + ShownJson(options.name);
    const auto add = [&](std::string_view key, const std::string& json) {
      out.append(",\"").append(key).append("\":").append(json);
    };
    add("activities", activities.Take());
    add("values", values.Take());
    add("valueWords", value_words.Take());
    add("momentWords", moment_words.Take());
    add("questionWords", QuestionsJson());
    add("opennessCss", Texts(kOpenness, [](const Openness& o) { return o.css; }));
    add("flagNames", flag_names.Take());
    add("categories", category_names.Take());
    add("opennesses", Texts(kOpenness, [](const Openness& o) { return o.id; }));
    add("opennessWords", Texts(kOpenness, [](const Openness& o) { return o.words; }));
    add("severities", "[\"\",\"note\",\"warning\",\"error\"]");
    add("drifts", Texts(kDrifts, [](std::string_view s) { return s; }));
    add("clauseInfo", clause_list.Take());
    add("components", Components());
    add("licenses", licenses.Json());
    add("bases", bases.Json());
    add("clauseSets", raw(sets));
    add("capKeys", Texts(caps_by_id, [](std::string_view s) { return s; }));
    add("capSets", raw(cap_sets));
    add("kindNames", Texts(kind_names, [](const std::string& s) { return s; }));
    add("license", Packed(license));
    add("base", Packed(base));
    add("baseLicense", Packed(base_license));
    add("says", Packed(says));
    add("drift", Packed(drift));
    add("category", Packed(category));
    add("openness", Packed(openness));
    add("permissions", Packed(permissions));
    add("flags", Packed(flags));
    add("kinds", Packed(kinds));
    add("severity", Packed(severity));
    add("conflicts", Packed(conflicts));
    add("clauses", Packed(clauses));
    add("caps", Packed(caps));
    add("names", StringJson(joined));
    return DataBlock("data", out + "}");
  }

  static std::string QuestionsJson() {
    std::string out;
    for (const std::string_view id : {"download-and-run", "inspect-training", "know-the-data", "modify-and-share"})
      out += (out.empty() ? "{" : ",") + StringJson(id) + ":" + StringJson(QuestionWords(id));
    return out + "}";
  }

  std::vector<std::string> component_ids;
  std::string Components() const {
    return Texts(component_ids, [](const std::string& s) { return s; });
  }

  void Write(const std::function<void(std::string_view)>& out) {
    out(Head() + "<main id=\"main\">\n" + Charts() + Frame());
    out(Table());
    for (const Pages* pages : {&strings, &findings, &texts, &verdicts, &records}) {
      for (size_t i = 0; i < pages->blocks(); ++i) out(pages->Block(i));
    }
    out("<script>" + std::string(EmbeddedHubJs()) + "</script>\n</body>\n</html>\n");
  }
};

HubPage::HubPage(HubOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
HubPage::~HubPage() = default;

void HubPage::Add(const model::Model& model) {
  if (impl_->component_ids.empty()) {
    for (const model::Component& c : model.components) impl_->component_ids.emplace_back(c.id);
  }
  impl_->Add(model);
}

void HubPage::Write(const std::function<void(std::string_view)>& out) { impl_->Write(out); }

}  // namespace caveat::report
