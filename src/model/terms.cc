#include "model/terms.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "classify/expression.h"
#include "classify/known.h"
#include "classify/names.h"
#include "classify/verdict.h"
#include "model/roles.h"
#include "model/texts.h"

namespace caveat::model {
namespace {

constexpr size_t kMaxValue = 300;
constexpr uint32_t kFromMention = UINT32_MAX / 2;  // and up: of a licence that this mention of the document names
constexpr uint32_t kFromDeclared = UINT32_MAX;     // index of a clause that a declared licence holds

struct LicenseClauses {
  std::string_view license, clauses;
};
constexpr LicenseClauses kLicenseClauses[] = {
#include "../../licenses/models/clauses.inc"
};

struct LicenseKey {
  SourceFormat format;
  std::string_view key;
};

// The fields that declare a licence, by the kind of file.
constexpr LicenseKey kLicenseKeys[] = {
    {SourceFormat::kCard, "license"},
    {SourceFormat::kCard, "licenses"},
    {SourceFormat::kCard, "licence"},
    {SourceFormat::kCard, "license_name"},
    {SourceFormat::kCard, "license_link"},
    {SourceFormat::kCard, "license_details"},
    {SourceFormat::kGguf, "general.license"},
    {SourceFormat::kGguf, "general.license.name"},
    {SourceFormat::kGguf, "general.license.link"},
    {SourceFormat::kSafetensors, "modelspec.license"},
    {SourceFormat::kSafetensors, "license"},
    {SourceFormat::kYaml, "package.license"},
    {SourceFormat::kYaml, "model.license"},
    {SourceFormat::kYaml, "code.license"},
    {SourceFormat::kYaml, "datasets.license"},
    {SourceFormat::kYaml, "release.license.distribution.name"},
    {SourceFormat::kYaml, "release.license.code.name"},
    {SourceFormat::kYaml, "release.license.data.name"},
    {SourceFormat::kJson, "license"},
    {SourceFormat::kJson, "licenseName"},
    {SourceFormat::kJson, "descriptor.licenses"},                            // CNCF ModelPack
    {SourceFormat::kJson, "annotations.org.opencontainers.image.licenses"},  // of an OCI manifest
};

bool IsLink(std::string_view key) { return key.ends_with("link"); }

size_t Depth(std::string_view path) {
  path = path.substr(0, path.find('#'));
  return static_cast<size_t>(std::count(path.begin(), path.end(), '/'));
}

bool IsText(const Identity& identity) { return identity.how != "named"; }

bool HasTerms(const Document& document) {
  return std::any_of(document.findings.begin(), document.findings.end(),
                     [](const Finding& f) { return f.confidence != Confidence::kWeak; });
}

// A field of the card or a header, checked as a text of its own: "README.md#extra_gated_prompt".
bool IsInside(std::string_view path) { return path.find('#') != std::string_view::npos; }

// What a text is about, by its path: "weights", "code", "data", "docs", "unspecified".
std::string_view CoversOfDocument(const RoledDocument& document) {
  if (document.role == Role::kModelLicense || document.role == Role::kWeightsHeader) return "weights";
  if (document.role == Role::kData) return "data";
  return CoversOf(document.document.path);
}

// The clauses that the text of a known licence holds, as findings at the place where it is named.
std::vector<Finding> FindingsOf(std::string_view license, const Span& span) {
  std::vector<Finding> findings;
  for (const std::string_view id : ClausesOfLicense(license)) {
    const auto clause = FindClause(id);
    if (!clause) continue;
    Finding finding;
    finding.clause_id = *clause;
    finding.clause = ClauseName(*clause);
    finding.span = span;
    findings.push_back(std::move(finding));
  }
  return findings;
}

// Texts of several licences may be the same: the one that the repository names, else the one of SPDX.
std::string PreferredTwin(const std::string& license, const std::vector<std::string>& named) {
  const auto known = classify::KnownLicenses::BuiltIn();
  const auto ref = FindKnown(license);
  if (!ref || std::find(named.begin(), named.end(), license) != named.end()) return license;
  const std::vector<std::string_view> twins = classify::Entries(known->fact(*ref, classify::Fact::kTwins));
  for (const std::string_view twin : twins) {
    if (std::find(named.begin(), named.end(), twin) != named.end()) return std::string(twin);
  }
  const names::License* own = names::Find(license);
  if (own != nullptr && (own->flags & names::kSpdx) != 0) return license;
  for (const std::string_view twin : twins) {
    const names::License* row = names::Find(twin);
    if (row != nullptr && (row->flags & names::kSpdx) != 0) return std::string(twin);
  }
  return license;
}

// Turns the reasons that stand for a declared licence into the identity that names it.
void CiteDeclaration(const std::vector<RoledDocument>& documents, std::vector<Because>* because) {
  for (Because& b : *because) {
    if (b.index >= kFromMention && b.index < kFromDeclared) {
      b.kind = Because::Kind::kMention;
      b.index -= kFromMention;
      continue;
    }
    if (b.index != kFromDeclared) continue;
    b.kind = Because::Kind::kIdentity;
    b.index = 0;
    if (b.document < documents.size() && documents[b.document].document.identity.empty()) {
      b.kind = Because::Kind::kMention;
    }
  }
  std::vector<Because> once;
  for (const Because& b : *because) {
    if (std::find(once.begin(), once.end(), b) == once.end()) once.push_back(b);
  }
  *because = std::move(once);
}

void Add(std::vector<std::string>* list, const std::string& item) {
  if (!item.empty() && std::find(list->begin(), list->end(), item) == list->end()) list->push_back(item);
}

}  // namespace

std::optional<classify::LicenseRef> FindKnown(std::string_view id) {
  using Index = std::unordered_map<std::string, classify::LicenseRef>;
  static const Index index = [] {
    Index out;
    const auto known = classify::KnownLicenses::BuiltIn();
    const std::vector<classify::LicenseRef> all = known->All();
    for (const classify::LicenseRef& ref : all) out.emplace(LowerCase(known->fact(ref, classify::Fact::kId)), ref);
    for (const classify::Fact fact : {classify::Fact::kAliases, classify::Fact::kTags}) {
      for (const classify::LicenseRef& ref : all) {
        for (const std::string_view name : classify::Entries(known->fact(ref, fact))) out.emplace(LowerCase(name), ref);
      }
    }
    return out;
  }();
  const auto it = index.find(LowerCase(id));
  return it == index.end() ? std::nullopt : std::optional(it->second);
}

std::string LicenseOfValue(std::string_view value) {
  while (!value.empty() && (value.front() == ' ' || value.front() == '"')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '"')) value.remove_suffix(1);
  if (value.empty() || value.size() > kMaxValue) return {};
  if (const names::License* license = names::Find(value)) return std::string(license->id);
  if (value.find("://") != std::string_view::npos) {
    if (const names::License* license = names::FromUrl(value)) return std::string(license->id);
    return {};
  }
  if (const names::License* license = names::FromText(value)) return std::string(license->id);
  if (const auto ref = FindKnown(value)) {
    return std::string(classify::KnownLicenses::BuiltIn()->fact(*ref, classify::Fact::kId));
  }
  return {};
}

namespace {
constexpr std::string_view kTagField = "SPDX-License-Identifier";
}

std::vector<Declared> ReadDeclared(const View& view) {
  std::vector<Declared> out;
  for (const Source& source : view.sources()) {
    for (const text::Field& field : source.fields) {
      if (field.kind == text::Field::Kind::kNull || field.kind == text::Field::Kind::kKey || field.overridden) continue;
      const auto* const end = std::end(kLicenseKeys);
      if (std::find_if(std::begin(kLicenseKeys), end,
                       [&](const LicenseKey& k) { return k.format == source.format && k.key == field.key; }) == end) {
        continue;
      }
      const std::string& path = view.PathOf(source.file);
      // Other programs' configurations have licences of their own.
      if (source.format == SourceFormat::kJson && path.find("package.json") != std::string::npos) continue;
      Declared declared;
      declared.source = path;
      declared.field = field.key;
      declared.value = field.value.substr(0, kMaxValue);
      declared.license = LicenseOfValue(field.value);
      if (declared.license.empty() && IsLink(field.key)) {
        // The link leads into the repository: what is declared is the licence that this file holds.
        if (const auto file = FileOfLink(view.repository(), field.value)) {
          const uint32_t at = view.DocumentOf(*file);
          if (at != kNoDocument && !view.documents()[at].document.identity.empty()) {
            declared.license = view.documents()[at].document.identity[0].license;
          }
        }
      }
      declared.document = view.DocumentOf(source.file);
      declared.span = view.SpanOf(source.file, field.begin, field.end);
      out.push_back(std::move(declared));
    }
  }
  // A licence file that holds a tag and no text, and the sidecar that REUSE puts beside the weights.
  for (uint32_t i = 0; i < view.documents().size(); ++i) {
    const RoledDocument& d = view.documents()[i];
    const bool sidecar = LowerCase(d.document.path).ends_with(".license");
    if (d.role != Role::kModelLicense && (d.role != Role::kLicense || sidecar)) continue;
    if (Depth(d.document.path) > 0 || IsInside(d.document.path) || HasTerms(d.document) ||
        std::any_of(d.document.identity.begin(), d.document.identity.end(), IsText))
      continue;
    for (const Identity& tag : d.document.identity)
      out.push_back({d.document.path, std::string(kTagField), d.document.expression.value_or(tag.license), tag.license,
                     i, tag.span});
  }
  std::stable_sort(out.begin(), out.end(), [](const Declared& a, const Declared& b) {
    return std::tie(a.source, a.span.start_byte, a.field) < std::tie(b.source, b.span.start_byte, b.field);
  });
  return out;
}

std::vector<Found> ReadFound(const View& view) {
  const std::vector<RoledDocument>& documents = view.documents();
  const bool model_license = std::any_of(documents.begin(), documents.end(), [](const RoledDocument& d) {
    return CoversOfDocument(d) == "weights" && (d.role == Role::kModelLicense || d.role == Role::kLicense) &&
           !IsInside(d.document.path) && (HasTerms(d.document) || !d.document.identity.empty());
  });
  // What the card says is code and what weights: a licence named for the code alone is not that of the weights.
  std::vector<std::string> for_code, for_weights;
  for (const RoledDocument& d : documents) {
    if (d.role != Role::kCard || Depth(d.document.path) > 0) continue;
    for (const Mention& mention : d.document.mentions) {
      if (mention.covers == "code") Add(&for_code, mention.license);
      if (mention.covers == "weights") Add(&for_weights, mention.license);
    }
  }
  std::vector<std::string> all_named;
  for (const RoledDocument& d : documents) {
    for (const Mention& mention : d.document.mentions) Add(&all_named, mention.license);
    for (const Identity& identity : d.document.identity) {
      if (!IsText(identity)) Add(&all_named, identity.license);
    }
  }
  const auto contains = [](const std::vector<std::string>& list, const std::string& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
  };
  // Another licence file at the top holds terms for models ("Example LICENSE AGREEMENT" beside an Apache LICENSE).
  const auto others_restricted = [&](const RoledDocument& but) {
    return std::any_of(documents.begin(), documents.end(), [&](const RoledDocument& d) {
      return &d != &but && d.role == Role::kLicense && Depth(d.document.path) == 0 && !IsInside(d.document.path) &&
             IsRestricted(d.document.verdict.category);
    });
  };
  std::vector<Found> out;
  for (uint32_t i = 0; i < documents.size(); ++i) {
    const RoledDocument& d = documents[i];
    const bool legal = d.role == Role::kLicense || d.role == Role::kModelLicense || d.role == Role::kUsePolicy ||
                       d.role == Role::kNotice || d.role == Role::kData || IsInside(d.document.path);
    const std::string_view covers = CoversOfDocument(d);
    bool any = false;
    // The gate's text stands in the head of the card, escaped as YAML has it; it is a text of its own.
    uint64_t body = 0;
    for (const NotedCard& noted : view.cards()) {
      if (noted.document == i) body = noted.notes->body;
    }
    for (const Identity& identity : d.document.identity) {
      if (!IsText(identity) || identity.span.start_byte < body) continue;
      any = true;
      const std::string license = PreferredTwin(identity.license, all_named);
      std::string about(covers);
      if (about == "unspecified" && d.role == Role::kLicense) {
        // A licence made for software, beside other terms for the weights, is that of the code.
        const bool software = IsOpenLicense(identity.license) == Answer::kYes;
        const bool elsewhere = !for_weights.empty() && !contains(for_weights, identity.license);
        const bool restricted = std::any_of(for_weights.begin(), for_weights.end(),
                                            [](const std::string& id) { return IsRestricted(CategoryOf(id)); });
        if (software && (model_license || others_restricted(d) ||
                         (elsewhere && (restricted || contains(for_code, identity.license)))))
          about = "code";
      }
      out.push_back({i, license, about, identity.how});
    }
    // A form to fill in is no licence: it must grant something.
    const bool grants = std::any_of(d.document.findings.begin(), d.document.findings.end(), [](const Finding& f) {
      return f.confidence != Confidence::kWeak && ClauseGroup(f.clause_id) == "grant";
    });
    if (!any && legal && HasTerms(d.document) && (grants || !IsInside(d.document.path)) && d.role != Role::kUsePolicy &&
        d.role != Role::kNotice) {
      std::string about(covers);
      if (about == "unspecified" && d.role == Role::kLicense && model_license) about = "code";
      out.push_back({i, "", about, "terms"});
    }
    if (d.role == Role::kCard || d.role == Role::kNotice || !any) {
      for (const Mention& mention : d.document.mentions) {
        const bool tag = std::any_of(d.document.identity.begin(), d.document.identity.end(),
                                     [&](const Identity& id) { return id.how == "named" && id.span == mention.span; });
        if (!tag) out.push_back({i, mention.license, mention.covers, "named"});
      }
    }
  }
  // Licences of parts that a licence file carries along are not that of the whole: the longest text is, and what is
  // about as long.
  for (Found& found : out) {
    const RoledDocument& d = documents[found.document];
    if (found.how == "named" || found.how == "terms" || d.role == Role::kCard) continue;
    uint64_t longest = 0, own = 0;
    for (const Identity& id : d.document.identity) {
      const uint64_t length = id.span.end_byte - id.span.start_byte;
      longest = std::max(longest, length);
      if (id.license == found.license || PreferredTwin(id.license, all_named) == found.license)
        own = std::max(own, length);
    }
    if (own * 2 < longest) found.covers = "code";
  }
  std::sort(out.begin(), out.end(), [](const Found& a, const Found& b) {
    return std::tie(a.document, a.license, a.covers, a.how) < std::tie(b.document, b.license, b.covers, b.how);
  });
  out.erase(std::unique(out.begin(), out.end(),
                        [](const Found& a, const Found& b) {
                          return std::tie(a.document, a.license, a.covers, a.how) ==
                                 std::tie(b.document, b.license, b.covers, b.how);
                        }),
            out.end());
  return out;
}

void JudgeTerms(const View& view, Model* model) {
  const std::vector<RoledDocument>& documents = model->documents;
  // Texts that say what the weights are under, the shallowest in the tree alone: a folder of old licences or of parts
  // from elsewhere does not govern the whole.
  size_t depth = SIZE_MAX;
  std::vector<uint32_t> licenses, code;
  for (const Found& found : model->found) {
    const RoledDocument& d = documents[found.document];
    if (found.how == "named" || d.role == Role::kCard || d.role == Role::kNotice || d.role == Role::kUsePolicy)
      continue;
    if (found.covers == "code") code.push_back(found.document);
    if (found.covers == "weights" || found.covers == "unspecified") {
      licenses.push_back(found.document);
      depth = std::min(depth, Depth(d.document.path));
    }
  }
  const bool only_code = licenses.empty() && !code.empty();
  std::erase_if(licenses, [&](uint32_t i) { return Depth(documents[i].document.path) > depth; });
  // A text for the weights themselves goes before one for everything.
  const auto for_weights = [&](uint32_t i) { return CoversOfDocument(documents[i]) == "weights"; };
  const bool own_file = std::any_of(licenses.begin(), licenses.end(), [&](uint32_t i) {
    return for_weights(i) && !IsInside(documents[i].document.path);
  });
  if (own_file) std::erase_if(licenses, [&](uint32_t i) { return !for_weights(i); });

  std::vector<uint32_t> governing = licenses;
  for (uint32_t i = 0; i < documents.size(); ++i) {
    const RoledDocument& d = documents[i];
    const bool here = Depth(d.document.path) <= (licenses.empty() ? 0 : depth);
    if (here && (d.role == Role::kUsePolicy || d.role == Role::kNotice || IsInside(d.document.path)))
      governing.push_back(i);
  }
  if (!view.cards().empty()) governing.push_back(view.cards()[0].document);
  std::sort(governing.begin(), governing.end());
  governing.erase(std::unique(governing.begin(), governing.end()), governing.end());
  model->governing = governing;

  for (const Found& found : model->found) {
    if (found.how == "named" || found.how == "terms") continue;
    const bool governs = std::find(licenses.begin(), licenses.end(), found.document) != licenses.end();
    if (governs && found.covers != "code") Add(&model->licenses, found.license);
    if (found.covers == "code") Add(&model->code_licenses, found.license);
  }
  model->licenses_found = !licenses.empty();
  // The strictest first: it is what a reader has to know.
  std::stable_sort(model->licenses.begin(), model->licenses.end(), [](const std::string& a, const std::string& b) {
    const auto room = [](const std::string& id) {
      const Category category = CategoryOf(id);
      return category == Category::kUnknown ? static_cast<int>(Category::kCopyleft) : static_cast<int>(category);
    };
    return room(a) < room(b);
  });

  // Without a text: what the card or the header declares.
  const Declared* named = nullptr;
  if (licenses.empty()) {
    for (const Declared& declared : model->declared) {
      if (declared.field == "code.license" || declared.field == "datasets.license" || declared.license.empty() ||
          declared.document >= documents.size()) {
        continue;
      }
      if (declared.field.starts_with("release.license.") || Depth(declared.source) > 0) continue;
      // `license_name` beside `license: other` says which; beside a licence of the list it adds nothing.
      const bool second =
          declared.field != "license" && named != nullptr && (declared.field != kTagField || named->field != kTagField);
      if (!second) Add(&model->licenses, declared.license);
      if (named == nullptr) named = &declared;
    }
    // The licence statement of the card's prose, when nothing declares one.
    if (model->licenses.empty()) {
      for (const Found& found : model->found) {
        if (found.how == "named" && !found.license.empty() && !view.cards().empty() &&
            found.document == view.cards()[0].document &&
            (found.covers == "weights" || (found.covers == "unspecified" && !only_code))) {
          Add(&model->licenses, found.license);
        }
      }
    }
  }

  std::vector<Category> categories;
  for (const std::string& license : model->licenses) categories.push_back(CategoryOf(license));

  std::vector<CitedFinding> cited;
  for (const uint32_t i : governing) {
    const std::vector<Finding>& findings = documents[i].document.findings;
    const bool card = documents[i].role == Role::kCard;
    const CardNotes* notes =
        card && !view.cards().empty() && view.cards()[0].document == i ? view.cards()[0].notes.get() : nullptr;
    for (uint32_t k = 0; k < findings.size(); ++k) {
      // A card is prose: what it may mean is no term. Its gate is a text of its own.
      if (card && findings[k].confidence != Confidence::kCertain) continue;
      if (notes != nullptr && !notes->of_terms[k]) continue;
      cited.push_back({&findings[k], i, k});
    }
  }
  // Software's licence beside a card that names other terms for the weights: those count too.
  std::vector<Finding> mentioned_clauses;
  std::vector<std::pair<uint32_t, uint32_t>> mentioned_at;
  const bool software = !licenses.empty() && !own_file && !model->licenses.empty() &&
                        std::all_of(model->licenses.begin(), model->licenses.end(),
                                    [](const std::string& id) { return IsOpenLicense(id) == Answer::kYes; });
  if (software && !view.cards().empty()) {
    const uint32_t at = view.cards()[0].document;
    const std::vector<Mention>& mentions = documents[at].document.mentions;
    for (uint32_t k = 0; k < mentions.size(); ++k) {
      if (mentions[k].covers != "weights" || !IsRestricted(CategoryOf(mentions[k].license))) continue;
      if (std::find(model->licenses.begin(), model->licenses.end(), mentions[k].license) != model->licenses.end())
        continue;
      model->licenses.insert(model->licenses.begin(), mentions[k].license);
      for (Finding& finding : FindingsOf(mentions[k].license, mentions[k].span)) {
        mentioned_clauses.push_back(std::move(finding));
        mentioned_at.emplace_back(at, k);
      }
    }
    for (size_t n = 0; n < mentioned_clauses.size(); ++n) {
      cited.push_back({&mentioned_clauses[n], mentioned_at[n].first, kFromMention + mentioned_at[n].second});
    }
  }
  std::vector<Finding> declared_clauses;
  if (named != nullptr) {
    declared_clauses = FindingsOf(named->license, named->span);
    for (const Finding& finding : declared_clauses) cited.push_back({&finding, named->document, kFromDeclared});
  }
  ScoreContext context;
  if (licenses.empty() && declared_clauses.empty()) context.named = categories;
  model->verdict = ScoreUnited(cited, context);
  if (licenses.empty() && model->verdict.category == Category::kUnknown && !categories.empty()) {
    context.named = categories;
    model->verdict = ScoreUnited(cited, context);
  }
  for (Permission& permission : model->verdict.permissions) CiteDeclaration(documents, &permission.because);
  for (Obligation& obligation : model->verdict.obligations) CiteDeclaration(documents, &obligation.because);

  if (!code.empty()) {
    std::vector<CitedFinding> of_code;
    for (const uint32_t i : code) {
      const std::vector<Finding>& findings = documents[i].document.findings;
      for (uint32_t k = 0; k < findings.size(); ++k) of_code.push_back({&findings[k], i, k});
    }
    model->code = ScoreUnited(of_code, {});
  }

  std::vector<spdx::Expression> expressions;
  for (const std::string& license : model->licenses) {
    const names::License* row = names::Find(license);
    spdx::Expression one = spdx::Parse(row != nullptr ? names::SpdxId(*row) : names::SpdxId(license));
    if (one.valid) expressions.push_back(std::move(one));
  }
  if (const spdx::Expression all = spdx::AllOf(expressions); all.valid) model->expression = spdx::ToString(all);
}

std::vector<std::string_view> ClausesOfLicense(std::string_view license) {
  const auto known = classify::KnownLicenses::BuiltIn();
  auto ref = FindKnown(license);
  if (!ref) {
    // The general id of texts that are known by their dates: by its hub tag.
    const names::License* row = names::Find(license);
    if (row != nullptr && !row->tag.empty()) ref = FindKnown(row->tag);
    if (!ref && row != nullptr && !row->scancode.empty()) ref = FindKnown(row->scancode);
  }
  if (ref) {
    std::vector<std::string_view> clauses = classify::Entries(known->fact(*ref, classify::Fact::kClauses));
    if (!clauses.empty()) return clauses;
  }
  const names::License* row = names::Find(license);
  for (const LicenseClauses& entry : kLicenseClauses) {
    if (entry.license != license && (row == nullptr || entry.license != row->id)) continue;
    std::vector<std::string_view> clauses;
    std::string_view rest = entry.clauses;
    while (!rest.empty()) {
      const size_t space = rest.find(' ');
      clauses.push_back(rest.substr(0, space));
      if (space == std::string_view::npos) break;
      rest.remove_prefix(space + 1);
    }
    return clauses;
  }
  return {};
}

Answer IsOpenLicense(std::string_view license) {
  if (license.empty()) return Answer::kUnknown;
  const std::string lower = LowerCase(license);
  const auto starts = [&](std::initializer_list<std::string_view> heads) {
    return std::any_of(heads.begin(), heads.end(), [&](std::string_view head) { return lower.starts_with(head); });
  };
  if (starts({"cc0-", "cc-by-sa-", "cdla-", "odc-", "odbl-", "pddl-", "ogl-", "gfdl-1.3", "openmdw-"})) {
    // Variants with invariant sections are not on the list.
    return lower.starts_with("gfdl") && lower != "gfdl-1.3" ? Answer::kNo : Answer::kYes;
  }
  if (starts({"cc-by-nc", "cc-by-nd"})) return Answer::kNo;
  if (lower.starts_with("cc-by-") && lower.size() > 6 && lower[6] >= '0' && lower[6] <= '9') return Answer::kYes;
  const names::License* row = names::Find(license);
  if (row == nullptr) return Answer::kUnknown;
  if ((row->flags & (names::kOsi | names::kFsf)) != 0) return Answer::kYes;
  if ((row->flags & names::kFamily) != 0) {
    switch (row->category) {
      case Category::kPermissive:
      case Category::kCopyleft:
      case Category::kPublicDomain:
        return Answer::kYes;
      case Category::kUnknown:
        return row->id == "modified-mit" || row->id == "llama" ? Answer::kNo : Answer::kUnknown;
      default:
        return Answer::kNo;
    }
  }
  return Answer::kNo;
}

Category CategoryOf(std::string_view license) {
  if (const names::License* row = names::Find(license); row != nullptr && row->category != Category::kUnknown) {
    return row->category;
  }
  const auto known = classify::KnownLicenses::BuiltIn();
  if (const auto ref = FindKnown(license)) {
    const std::string_view name = known->fact(*ref, classify::Fact::kCategory);
    for (int i = 0; i <= static_cast<int>(Category::kPublicDomain); ++i) {
      if (Name(static_cast<Category>(i)) == name) return static_cast<Category>(i);
    }
  }
  return Category::kUnknown;
}

std::string TitleOf(std::string_view license) {
  if (const names::License* row = names::Find(license); row != nullptr && !row->title.empty()) {
    return std::string(row->title);
  }
  const auto known = classify::KnownLicenses::BuiltIn();
  if (const auto ref = FindKnown(license)) {
    const std::string_view title = known->fact(*ref, classify::Fact::kTitle);
    if (!title.empty()) return std::string(title);
  }
  return std::string(license);
}

bool IsRestricted(Category category) {
  switch (category) {
    case Category::kNoRedistribution:
    case Category::kResearchOnly:
    case Category::kNonCommercial:
    case Category::kNoDerivatives:
    case Category::kScaleCapped:
    case Category::kRegistration:
    case Category::kTerritoryLimited:
    case Category::kUseRestricted:
      return true;
    default:
      return false;
  }
}

}  // namespace caveat::model
