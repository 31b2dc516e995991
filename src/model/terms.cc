#include "model/terms.h"

#include <algorithm>
#include <climits>
#include <optional>
#include <tuple>

#include "classify/expression.h"
#include "classify/known.h"
#include "classify/names.h"
#include "classify/verdict.h"
#include "model/choice.h"
#include "model/license_facts.h"
#include "model/roles.h"
#include "model/texts.h"

namespace caveat::model {
namespace {

constexpr size_t kMaxValue = 300;
constexpr uint32_t kFromNamed = UINT32_MAX / 2;  // and up: a clause of a licence that is only named

constexpr std::string_view kTagField = "SPDX-License-Identifier";

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

// A clause of a licence that is named and whose text is not there: what it rests on is the place that names it.
struct NamedClause {
  Finding finding;
  Because place;
};

// The place that declares a licence in a document: the identity that names it, else what is mentioned first.
Because PlaceOf(const Declared& declared, const Document& document) {
  for (uint32_t k = 0; k < document.identity.size(); ++k) {
    if (document.identity[k].license == declared.license) return {Because::Kind::kIdentity, declared.document, k};
  }
  return {document.identity.empty() ? Because::Kind::kMention : Because::Kind::kIdentity, declared.document, 0};
}

// Reasons that are clauses of a licence that is only named become the places that name it.
void CitePlaces(const std::vector<NamedClause>& clauses, std::vector<Because>* because) {
  std::vector<Because> once;
  for (const Because& b : *because) {
    const Because& place = b.index >= kFromNamed ? clauses[b.index - kFromNamed].place : b;
    if (std::find(once.begin(), once.end(), place) == once.end()) once.push_back(place);
  }
  *because = std::move(once);
}

}  // namespace

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
      if (declared.license.empty() && !IsLink(field.key)) {
        // "mit OR apache-2.0": each of them is declared.
        for (std::string& license : LicensesOfExpression(field.value)) {
          declared.license = std::move(license);
          out.push_back(declared);
        }
        if (!declared.license.empty()) continue;
      }
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
      if (mention.covers == "code") AddOnce(&for_code, mention.license);
      if (mention.covers == "weights") AddOnce(&for_weights, mention.license);
    }
  }
  std::vector<std::string> all_named;
  for (const RoledDocument& d : documents) {
    for (const Mention& mention : d.document.mentions) AddOnce(&all_named, mention.license);
    for (const Identity& identity : d.document.identity) {
      if (!IsText(identity)) AddOnce(&all_named, identity.license);
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

namespace {

// Judges the terms of one repository, step by step; each step reads what those before it filled in.
class TermsJudge {
 public:
  TermsJudge(const View& view, Model* model) : view_(view), model_(*model), documents_(model->documents) {}

  void Run() {
    ChooseTexts();
    NameLicenses();
    if (texts_.empty()) NameDeclared();
    std::stable_sort(model_.licenses.begin(), model_.licenses.end(),
                     [](const std::string& a, const std::string& b) { return Strictness(a) < Strictness(b); });
    Choose();
    Cite();
    Score();
    ScoreCode();
    Express();
  }

 private:
  // The strictest first: it is what a reader has to know.
  static int Strictness(const std::string& license) {
    const Category category = CategoryOf(license);
    return static_cast<int>(category == Category::kUnknown ? Category::kCopyleft : category);
  }

  const NotedCard* card() const { return view_.cards().empty() ? nullptr : &view_.cards()[0]; }
  bool IsMainCard(uint32_t document) const { return card() != nullptr && card()->document == document; }

  // Texts that say what the weights are under, the shallowest in the tree alone: a folder of old licences or of parts
  // from elsewhere does not govern the whole.
  void ChooseTexts() {
    size_t depth = SIZE_MAX;
    for (const Found& found : model_.found) {
      const RoledDocument& d = documents_[found.document];
      if (found.how == "named" || d.role == Role::kCard || d.role == Role::kNotice || d.role == Role::kUsePolicy)
        continue;
      if (found.covers == "code") code_.push_back(found.document);
      if (found.covers == "weights" || found.covers == "unspecified") {
        texts_.push_back(found.document);
        depth = std::min(depth, Depth(d.document.path));
      }
    }
    only_code_ = texts_.empty() && !code_.empty();
    std::erase_if(texts_, [&](uint32_t i) { return Depth(documents_[i].document.path) > depth; });
    // A text for the weights themselves goes before one for everything.
    const auto for_weights = [&](uint32_t i) { return CoversOfDocument(documents_[i]) == "weights"; };
    own_file_ = std::any_of(texts_.begin(), texts_.end(),
                            [&](uint32_t i) { return for_weights(i) && !IsInside(documents_[i].document.path); });
    if (own_file_) std::erase_if(texts_, [&](uint32_t i) { return !for_weights(i); });

    std::vector<uint32_t>& governing = model_.governing = texts_;
    for (uint32_t i = 0; i < documents_.size(); ++i) {
      const RoledDocument& d = documents_[i];
      const bool here = Depth(d.document.path) <= (texts_.empty() ? 0 : depth);
      if (here && (d.role == Role::kUsePolicy || d.role == Role::kNotice || IsInside(d.document.path)))
        governing.push_back(i);
    }
    if (card() != nullptr) governing.push_back(card()->document);
    std::sort(governing.begin(), governing.end());
    governing.erase(std::unique(governing.begin(), governing.end()), governing.end());
    model_.licenses_found = !texts_.empty();
  }

  void NameLicenses() {
    for (const Found& found : model_.found) {
      if (found.how == "named" || found.how == "terms") continue;
      const bool governs = std::find(texts_.begin(), texts_.end(), found.document) != texts_.end();
      if (governs && found.covers != "code") AddOnce(&model_.licenses, found.license);
      if (found.covers == "code") AddOnce(&model_.code_licenses, found.license);
    }
  }

  // Without a text: what the card or the header declares, else the licence statement of the card's prose.
  void NameDeclared() {
    for (const Declared& declared : model_.declared) {
      if (declared.field == "code.license" || declared.field == "datasets.license" || declared.license.empty() ||
          declared.document >= documents_.size()) {
        continue;
      }
      if (declared.field.starts_with("release.license.") || Depth(declared.source) > 0) continue;
      // `license_name` beside `license: other` says which; beside a licence of the list it adds nothing.
      const bool second = declared.field != "license" && !named_.empty() &&
                          (declared.field != kTagField || named_.front()->field != kTagField);
      if (second ||
          std::find(model_.licenses.begin(), model_.licenses.end(), declared.license) != model_.licenses.end())
        continue;
      model_.licenses.push_back(declared.license);
      named_.push_back(&declared);
    }
    if (card() == nullptr) return;
    if (!model_.licenses.empty()) return WeightsApart();
    for (const Found& found : model_.found) {
      if (found.how == "named" && !found.license.empty() && IsMainCard(found.document) &&
          (found.covers == "weights" || (found.covers == "unspecified" && !only_code_))) {
        AddOnce(&model_.licenses, found.license);
      }
    }
  }

  // A card that says of the weights that they are under a stricter licence says it of them; its tag then speaks of the
  // rest. The contradiction is told as a conflict.
  void WeightsApart() {
    const std::vector<Mention>& mentions = documents_[card()->document].document.mentions;
    if (!AllOpen() ||
        std::none_of(mentions.begin(), mentions.end(), [&](const Mention& m) { return LimitsWeights(m); }))
      return;
    named_.clear();
    model_.licenses.clear();
    CiteMentions();
  }

  // Does the card name a restricted licence for the weights, other than that of a base?
  bool LimitsWeights(const Mention& mention) const {
    return mention.covers == "weights" && IsRestricted(CategoryOf(mention.license)) &&
           std::none_of(model_.inherited.begin(), model_.inherited.end(),
                        [&](const Inherited& link) { return link.license == mention.license; });
  }

  bool AllOpen() const {
    return !model_.licenses.empty() &&
           std::all_of(model_.licenses.begin(), model_.licenses.end(),
                       [](const std::string& license) { return IsOpenLicense(license) == Answer::kYes; });
  }

  // Where users may choose between licences, the verdict is that of the one that asks least; the others' texts do not
  // govern then. A choice of which only some texts are there is left to the reader: all of them count.
  void Choose() {
    const std::optional<spdx::Node> choice = ChoiceOf(view_, model_.declared);
    if (!choice) return;
    const std::vector<Branch> branches = BranchesOf(*choice);
    Branch all;
    for (const Branch& branch : branches) all.insert(all.end(), branch.begin(), branch.end());
    const Branch* best = nullptr;
    const auto rank = [](const Branch& branch) {
      int strictest = INT_MAX;
      for (const std::string& license : branch) strictest = std::min(strictest, Strictness(license));
      return strictest;
    };
    for (const Branch& branch : branches) {
      const bool here = std::all_of(branch.begin(), branch.end(), [&](const std::string& license) {
        return std::find(model_.licenses.begin(), model_.licenses.end(), license) != model_.licenses.end();
      });
      if (here && (best == nullptr || rank(branch) > rank(*best))) best = &branch;
    }
    if (best == nullptr) return;
    const auto left_out = [&](const std::string& license) {
      return std::find(all.begin(), all.end(), license) != all.end() &&
             std::find(best->begin(), best->end(), license) == best->end();
    };
    std::erase_if(model_.governing, [&](uint32_t i) {
      return std::find(texts_.begin(), texts_.end(), i) != texts_.end() && OnlyHolds(i, left_out);
    });
    std::erase_if(named_, [&](const Declared* declared) { return left_out(declared->license); });
    std::stable_partition(model_.licenses.begin(), model_.licenses.end(),
                          [&](const std::string& license) { return !left_out(license); });
    choice_ = choice;
  }

  // Does the document hold the texts of such licences, and no others?
  template <typename Predicate>
  bool OnlyHolds(uint32_t document, const Predicate& such) const {
    bool any = false;
    for (const Found& found : model_.found) {
      if (found.document != document || found.how == "named" || found.covers == "code") continue;
      if (!such(found.license)) return false;
      any = true;
    }
    return any;
  }

  void Cite() {
    for (const uint32_t i : model_.governing) {
      const std::vector<Finding>& findings = documents_[i].document.findings;
      const bool is_card = documents_[i].role == Role::kCard;
      const CardNotes* notes = is_card && IsMainCard(i) ? card()->notes.get() : nullptr;
      for (uint32_t k = 0; k < findings.size(); ++k) {
        // A card is prose: what it may mean is no term. Its gate is a text of its own.
        if (is_card && findings[k].confidence != Confidence::kCertain) continue;
        if (notes != nullptr && !notes->of_terms[k]) continue;
        cited_.push_back({&findings[k], i, k});
      }
    }
    CiteMentioned();
    for (const Declared* declared : named_) {
      for (Finding& finding : FindingsOf(declared->license, declared->span))
        named_clauses_.push_back({std::move(finding), PlaceOf(*declared, documents_[declared->document].document)});
    }
    for (uint32_t k = 0; k < named_clauses_.size(); ++k)
      cited_.push_back({&named_clauses_[k].finding, named_clauses_[k].place.document, kFromNamed + k});
  }

  // Software's licence beside a card that names other terms for the weights: those count too.
  void CiteMentioned() {
    if (texts_.empty() || own_file_ || !AllOpen() || card() == nullptr) return;
    CiteMentions();
  }

  // What the card names for the weights, as far as it is not counted yet, with the clauses of its text.
  void CiteMentions() {
    const uint32_t at = card()->document;
    const std::vector<Mention>& mentions = documents_[at].document.mentions;
    for (uint32_t k = 0; k < mentions.size(); ++k) {
      const std::string& license = mentions[k].license;
      if (!LimitsWeights(mentions[k]) ||
          std::find(model_.licenses.begin(), model_.licenses.end(), license) != model_.licenses.end())
        continue;
      model_.licenses.insert(model_.licenses.begin(), license);
      const Category category = CategoryOf(license);
      if (!mentioned_ || category < *mentioned_) mentioned_ = category;
      for (Finding& finding : FindingsOf(license, mentions[k].span))
        named_clauses_.push_back({std::move(finding), {Because::Kind::kMention, at, k}});
    }
  }

  void Score() {
    std::vector<Category> categories;
    for (const std::string& license : model_.licenses) categories.push_back(CategoryOf(license));
    ScoreContext context;
    if (texts_.empty() && named_clauses_.empty()) context.named = categories;
    model_.verdict = ScoreUnited(cited_, context);
    if (texts_.empty() && model_.verdict.category == Category::kUnknown && !categories.empty()) {
      context.named = categories;
      model_.verdict = ScoreUnited(cited_, context);
    }
    if (mentioned_ && *mentioned_ < model_.verdict.category) model_.verdict.category = *mentioned_;
    for (Permission& permission : model_.verdict.permissions) CitePlaces(named_clauses_, &permission.because);
    for (Obligation& obligation : model_.verdict.obligations) CitePlaces(named_clauses_, &obligation.because);
  }

  void ScoreCode() {
    if (code_.empty()) return;
    std::vector<CitedFinding> cited;
    for (const uint32_t i : code_) {
      const std::vector<Finding>& findings = documents_[i].document.findings;
      for (uint32_t k = 0; k < findings.size(); ++k) cited.push_back({&findings[k], i, k});
    }
    model_.code = ScoreUnited(cited, {});
  }

  void Express() {
    std::vector<spdx::Expression> parts;
    std::vector<std::string> chosen_from;
    if (choice_) {
      spdx::Expression choice;
      choice.valid = true;
      choice.root = *choice_;
      chosen_from = spdx::Licenses(choice);
      parts.push_back(std::move(choice));
    }
    for (const std::string& license : model_.licenses) {
      const names::License* row = names::Find(license);
      spdx::Expression one = spdx::Parse(row != nullptr ? names::SpdxId(*row) : names::SpdxId(license));
      if (one.valid && std::find(chosen_from.begin(), chosen_from.end(), one.root.license) == chosen_from.end())
        parts.push_back(std::move(one));
    }
    if (const spdx::Expression all = spdx::AllOf(parts); all.valid) model_.expression = spdx::ToString(all);
  }

  const View& view_;
  Model& model_;
  const std::vector<RoledDocument>& documents_;
  std::vector<uint32_t> texts_, code_;  // documents that hold the licence of the weights, of the code
  bool only_code_ = false;              // all texts are for the code
  bool own_file_ = false;               // a file holds the licence of the weights alone
  std::vector<const Declared*> named_;  // what stands for a text that is not there
  std::optional<spdx::Node> choice_;
  std::optional<Category> mentioned_;  // the strictest of what the card names for the weights beside a text
  std::vector<NamedClause> named_clauses_;
  std::vector<CitedFinding> cited_;
};

}  // namespace

void JudgeTerms(const View& view, Model* model) { TermsJudge(view, model).Run(); }

}  // namespace caveat::model
