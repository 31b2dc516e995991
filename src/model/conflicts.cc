#include "model/conflicts.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "classify/known.h"
#include "classify/names.h"
#include "classify/obligations.h"
#include "model/bases.h"
#include "model/claims.h"
#include "model/license_facts.h"
#include "model/openness.h"

namespace caveat::model {
namespace {

constexpr size_t kMaxQuote = 220;
constexpr std::string_view kLlama = "llama";  // the family word: a model of Meta, which version is not said

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      space = out.size() > 1;
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += c;
    if (out.size() > kMaxQuote && (static_cast<unsigned char>(c) < 0x80)) return out + "...\"";
  }
  return out + "\"";
}

// What licences ask of the names and pages of derived models; the words are the duty itself. Where the text of the
// licence is in the repository, its own finding is used instead.
struct NamedDuty {
  std::string_view license, prefix, display;
};
constexpr NamedDuty kNamedDuties[] = {
    {"llama-3-community", "Llama 3", "Built with Meta Llama 3"},
    {"llama-3.1-community", "Llama", "Built with Llama"},
    {"llama-3.2-community", "Llama", "Built with Llama"},
    {"llama-3.3-community", "Llama", "Built with Llama"},
    {"llama-4-community", "Llama", "Built with Llama"},
    {"hyperclova-x-seed", "HyperCLOVA X", "Powered by HyperCLOVA X"},
    {"stability-community", "", "Powered by Stability AI"},
};

bool StartsWithWords(std::string_view name, std::string_view prefix) {
  const std::string words = NameWords(name), want = NameWords(prefix);
  const std::string head = want.substr(0, want.size() - 1);
  // "Llama" is the beginning of "Llama3-8B" as well as of "Llama 3 8B"; "Meta Llama" is the base's own name.
  for (const std::string& start : {std::string(), std::string(" meta")}) {
    if (words.starts_with(start + head)) return true;
    std::string joined = head;
    joined.erase(std::remove(joined.begin() + 1, joined.end(), ' '), joined.end());
    if (words.starts_with(start + joined)) return true;
  }
  return false;
}

bool SameFamilyOfLicenses(std::string_view a, std::string_view b) {
  if (a == b) return true;
  // A tag without the date of the text: "creativeml-openrail-m" and "creativeml-openrail-m-2022-08-22".
  if (b.size() > a.size() ? b.starts_with(std::string(a) + "-20") : a.starts_with(std::string(b) + "-20")) return true;
  // The general name of a family of texts ("hunyuan-community") and one of its members.
  const auto known = classify::KnownLicenses::BuiltIn();
  const auto r = FindKnown(a), q = FindKnown(b);
  if ((r.has_value() != q.has_value())) {
    const std::string_view family = known->fact(r ? *r : *q, classify::Fact::kFamily);
    const std::string_view other = r ? b : a;
    if (!family.empty() && other.starts_with(family)) return true;
  }
  if (r && q && *r == *q) return true;
  const names::License* x = names::Find(a);
  const names::License* y = names::Find(b);
  if (x == nullptr || y == nullptr) return false;
  if (x->id == y->id) return true;
  // A family word says less than its member, and is no contradiction.
  const auto member = [](const names::License* family, const names::License* one) {
    if ((family->flags & names::kFamily) == 0) return false;
    const std::string id = LowerCase(one->id), word = LowerCase(family->id);
    if (word == "cc") return id.starts_with("cc-") || id.starts_with("cc0");
    if (word == "openrail") return id.find("rail") != std::string::npos;
    if (word == "modified-mit") return id.find("mit") != std::string::npos;
    return id.starts_with(word);
  };
  if (member(x, y) || member(y, x)) return true;
  // -only and -or-later: a hub cannot say which.
  const auto stem = [](std::string_view id) {
    for (const std::string_view end : {"-only", "-or-later"}) {
      if (id.ends_with(end)) id.remove_suffix(end.size());
    }
    return id;
  };
  return stem(x->id) == stem(y->id);
}

// How much a category leaves: the smaller, the stricter.
int Room(Category category) { return category == Category::kUnknown ? 100 : static_cast<int>(category); }

class Judge {
 public:
  Judge(const View& view, const Model& model) : view_(view), model_(model) {}

  std::vector<Conflict> Run() {
    DeclaredAgainstFound();
    CardAgainstItself();
    CardAgainstHeader();
    Edited();
    Unknown();
    MissingText();
    Bases();
    TrainedOn();
    CodeAgainstWeights();
    OpennessClaims();
    OriginClaims();
    const auto rank = [](const std::string& severity) {
      return severity == "error" ? 0 : severity == "warning" ? 1 : 2;
    };
    std::sort(out_.begin(), out_.end(), [&](const Conflict& a, const Conflict& b) {
      return std::make_tuple(rank(a.severity), std::string_view(a.kind), std::string_view(a.explanation)) <
             std::make_tuple(rank(b.severity), std::string_view(b.kind), std::string_view(b.explanation));
    });
    return std::move(out_);
  }

 private:
  void Add(std::string_view kind, std::string_view severity, std::string explanation, std::vector<Evidence> evidence) {
    std::erase_if(evidence, [&](const Evidence& e) { return e.document >= model_.documents.size(); });
    for (const Conflict& conflict : out_) {
      if (conflict.kind == kind && conflict.explanation == explanation) return;
    }
    out_.push_back({std::string(kind), std::string(severity), std::move(explanation), std::move(evidence)});
  }

  // The clauses of a licence, by what is known of its text.
  const std::set<std::string_view>& ClausesOf(const std::string& license) {
    const auto [it, fresh] = clauses_.try_emplace(license);
    if (fresh) {
      for (const std::string_view id : ClausesOfLicense(license)) it->second.insert(id);
    }
    return it->second;
  }
  bool Has(const std::string& license, std::string_view clause) { return ClausesOf(license).count(clause) != 0; }
  bool HasUses(const std::string& license) {
    const auto& clauses = ClausesOf(license);
    return std::any_of(clauses.begin(), clauses.end(), [](std::string_view id) {
      return id == "restriction.acceptable-use-policy" || (id.starts_with("use.") && id != "use.unlawful");
    });
  }

  // The rule itself: the words of the text where it is in the repository, else what the clause says.
  std::string RuleOf(const std::string& license, std::string_view clause, std::vector<Evidence>* evidence) {
    for (uint32_t i = 0; i < model_.documents.size(); ++i) {
      const Document& d = model_.documents[i].document;
      const bool is = std::any_of(d.identity.begin(), d.identity.end(),
                                  [&](const Identity& id) { return id.license == license && id.how != "named"; });
      if (!is) continue;
      for (const Finding& finding : d.findings) {
        if (finding.clause != clause || finding.confidence == Confidence::kWeak) continue;
        evidence->push_back({i, finding.span});
        return d.path + ": " + Quoted(finding.quote);
      }
    }
    const auto id = FindClause(clause);
    if (!id) return std::string(clause);
    const ClauseInfo& info = AllClauses()[*id];
    std::string meaning(info.meaning);
    return TitleOf(license) + ", " + std::string(clause) + ": \"" + meaning + "\"";
  }

  std::vector<const Declared*> MainDeclared() const {
    std::vector<const Declared*> out;
    for (const Declared& declared : model_.declared) {
      if (declared.field == "license" || declared.field == "licenses" || declared.field == "licence" ||
          declared.field == "license_name" || declared.field == "general.license" ||
          declared.field == "modelspec.license" || declared.field == "descriptor.licenses" ||
          declared.field == "annotations.org.opencontainers.image.licenses") {
        if (declared.source.find('/') == std::string::npos) out.push_back(&declared);
      }
    }
    return out;
  }

  bool IsLicenseText(const Found& found) const {
    const Role role = model_.documents[found.document].role;
    return found.how != "named" && role != Role::kUsePolicy && role != Role::kNotice &&
           std::find(model_.governing.begin(), model_.governing.end(), found.document) != model_.governing.end();
  }

  void DeclaredAgainstFound() {
    std::vector<const Found*> texts;
    for (const Found& found : model_.found) {
      if (IsLicenseText(found) && model_.documents[found.document].role != Role::kCard && found.covers != "code" &&
          found.covers != "data") {
        texts.push_back(&found);
      }
    }
    if (texts.empty()) return;
    for (const Declared* declared : MainDeclared()) {
      if (declared->license.empty()) continue;
      const bool met = std::any_of(texts.begin(), texts.end(),
                                   [&](const Found* f) { return SameFamilyOfLicenses(f->license, declared->license); });
      if (met) continue;
      // A second licence in a list may speak of another part.
      const Found& text = *texts[0];
      // Versions of one maker's licence differ in few words; an edited text does not tell them apart.
      if (text.how == "edited" &&
          declared->license.substr(0, declared->license.find('-')) == text.license.substr(0, text.license.find('-')))
        continue;
      const RoledDocument& d = model_.documents[text.document];
      const Category found_category = d.document.verdict.category, said = CategoryOf(declared->license);
      std::vector<Evidence> evidence{{declared->document, declared->span}};
      std::string what;
      if (!text.license.empty()) {
        what = "holds " + TitleOf(text.license);
        for (const Identity& id : d.document.identity) {
          if (id.license == text.license) evidence.push_back({text.document, id.span});
        }
      } else {
        if (found_category == Category::kUnknown || Room(found_category) == Room(said)) continue;
        what = "holds other terms (" + std::string(Name(found_category)) + ")";
        for (const Finding& finding : d.document.findings) {
          if (ClauseGroup(finding.clause_id) == "restriction" && finding.confidence != Confidence::kWeak) {
            what += ", among them " + Quoted(finding.quote);
            evidence.push_back({text.document, finding.span});
            break;
          }
        }
      }
      const bool stricter = Room(found_category) < Room(said);
      Add("declared-vs-found", stricter ? "error" : "warning",
          declared->source + " declares " + declared->field + ": " + declared->value + " (" +
              TitleOf(declared->license) + "), but " + d.document.path + " " + what + ". The text is what binds" +
              (stricter ? ", and it is stricter than the tag." : "."),
          std::move(evidence));
    }
  }

  // The head of the card against its own prose.
  void CardAgainstItself() {
    const Declared* tag = nullptr;
    const Declared* name = nullptr;
    for (const Declared* declared : MainDeclared()) {
      if (declared->field == "license" && tag == nullptr) tag = declared;
      if (declared->field == "license_name" && name == nullptr) name = declared;
    }
    if (tag != nullptr && name != nullptr && !tag->license.empty() && LowerCase(tag->value) != "other" &&
        !SameFamilyOfLicenses(tag->license, name->license) && LowerCase(name->value) != LowerCase(tag->value)) {
      Add("unknown-license", "warning",
          tag->source + " says license: " + tag->value + " and license_name: " + name->value +
              "; which of the two governs is not said.",
          {{tag->document, tag->span}, {name->document, name->span}});
    }
    if (tag == nullptr || view_.cards().empty()) return;
    const std::string license = !tag->license.empty() ? tag->license : name != nullptr ? name->license : std::string();
    if (license.empty()) return;
    const uint32_t card = view_.cards()[0].document;
    const Document& d = model_.documents[card].document;
    std::vector<std::string> all;
    for (const Declared* declared : MainDeclared()) all.push_back(declared->license);
    for (const Mention& mention : d.mentions) {
      if (mention.covers == "code" || mention.covers == "data" || mention.covers == "docs") continue;
      if (mention.span.start_byte < view_.cards()[0].notes->body || CategoryOf(mention.license) == Category::kUnknown)
        continue;
      if (std::any_of(all.begin(), all.end(),
                      [&](const std::string& one) { return SameFamilyOfLicenses(one, mention.license); }))
        continue;
      // The licence of a base that the card acknowledges is the base's.
      if (std::any_of(model_.inherited.begin(), model_.inherited.end(), [&](const Inherited& link) {
            return !link.license.empty() && SameFamilyOfLicenses(link.license, mention.license);
          })) {
        continue;
      }
      const bool stricter = Room(CategoryOf(mention.license)) < Room(CategoryOf(license));
      Add("declared-vs-found", stricter ? "error" : "note",
          d.path + " declares license: " + tag->value + ", but its text names " + TitleOf(mention.license) + " (" +
              Quoted(mention.name) + ").",
          {{tag->document, tag->span}, {card, mention.span}});
    }
    const Category said = CategoryOf(license);
    for (const Finding& finding : d.findings) {
      const bool commerce = finding.clause == "restriction.non-commercial",
                 research = finding.clause == "restriction.research-only";
      if ((!commerce && !research) || finding.confidence == Confidence::kWeak) continue;
      if (said == Category::kUnknown ||
          Room(said) <= Room(commerce ? Category::kNonCommercial : Category::kResearchOnly))
        continue;
      if (said == Category::kResearchOnly || said == Category::kNonCommercial) continue;
      Add("declared-vs-found", finding.confidence == Confidence::kCertain ? "error" : "warning",
          d.path + " declares license: " + tag->value + ", which has no such limit, but says " + Quoted(finding.quote) +
              ".",
          {{tag->document, tag->span}, {card, finding.span}});
    }
    if (IsOpenLicense(license) == Answer::kYes) CardLimitsOpenLicense(*tag, license, card);
  }

  // What else the card's own words limit, though the open licence that it declares knows no such limit: only what the
  // verdict counts as terms.
  void CardLimitsOpenLicense(const Declared& tag, const std::string& license, uint32_t card) {
    std::set<uint32_t> counted;
    const auto count = [&](const std::vector<Because>& because) {
      for (const Because& b : because) {
        if (b.kind == Because::Kind::kFinding && b.document == card) counted.insert(b.index);
      }
    };
    for (const Permission& permission : model_.verdict.permissions) count(permission.because);
    for (const Obligation& obligation : model_.verdict.obligations) count(obligation.because);
    std::set<std::string_view> told{"restriction.non-commercial", "restriction.research-only"};
    for (const std::string_view clause : ClausesOfLicense(license)) told.insert(clause);
    for (const uint32_t index : counted) {
      const Finding& finding = model_.documents[card].document.findings[index];
      const bool limits = ClauseGroup(finding.clause_id) == "restriction" ||
                          finding.clause == "condition.registration" || finding.clause == "condition.fee";
      if (!limits || !told.insert(finding.clause).second) continue;
      Add("declared-vs-found", "warning",
          tag.source + " declares license: " + tag.value + ", which has no such condition, but says " +
              Quoted(finding.quote) + ".",
          {{tag.document, tag.span}, {card, finding.span}});
    }
  }

  void CardAgainstHeader() {
    for (const Declared& header : model_.declared) {
      if (header.field != "general.license" && header.field != "modelspec.license") continue;
      if (header.license.empty()) continue;
      for (const Declared& card : model_.declared) {
        if (card.field != "license" || card.license.empty() || card.source.find('/') != std::string::npos) continue;
        if (card.source == header.source || SameFamilyOfLicenses(card.license, header.license)) continue;
        Add("card-vs-header", "warning",
            card.source + " declares license: " + card.value + ", the header of " + header.source + " says " +
                header.field + ": " + header.value + ".",
            {{card.document, card.span}, {header.document, header.span}});
      }
    }
  }

  void Edited() {
    for (const Found& found : model_.found) {
      if (found.how != "edited" || !IsLicenseText(found)) continue;
      const RoledDocument& d = model_.documents[found.document];
      for (const Identity& id : d.document.identity) {
        if (id.license != found.license || id.how != "edited") continue;
        const Category plain = CategoryOf(id.license), read = d.document.verdict.category;
        size_t words = 0;
        for (const Identity::Added& added : id.added)
          words += static_cast<size_t>(std::count(added.text.begin(), added.text.end(), ' ')) + 1;
        const bool changes = read != Category::kUnknown && plain != Category::kUnknown && Room(read) < Room(plain);
        // A name put in or an address that has moved is no change of terms.
        const bool addresses = std::all_of(id.added.begin(), id.added.end(), [](const Identity::Added& added) {
          return added.text.find("://") != std::string::npos && added.text.find(' ') == std::string::npos;
        });
        const bool moved = addresses && !id.added.empty() && id.missing.size() <= id.added.size() &&
                           std::all_of(id.missing.begin(), id.missing.end(),
                                       [](const Identity::Missing& missing) { return missing.words == 1; });
        if (!changes && ((words < 4 && id.missing.empty()) || moved)) continue;
        std::vector<Evidence> evidence;
        std::string what;
        for (const Identity::Added& added : id.added) {
          evidence.push_back({found.document, added.span});
          if (what.empty()) what = " Added: " + Quoted(added.text) + ".";
        }
        if (what.empty() && !id.missing.empty()) what = " Words of it are missing.";
        if (evidence.empty()) evidence.push_back({found.document, id.span});
        Add("edited-license", changes ? "error" : "warning",
            d.document.path + " is " + TitleOf(id.license) + " with changes" +
                (changes ? ", which make it " + std::string(Name(read)) + "." : ".") + what,
            std::move(evidence));
      }
    }
  }

  void Unknown() {
    const std::vector<const Declared*> main = MainDeclared();
    const bool text = model_.licenses_found;
    if (main.empty() && !text && model_.licenses.empty()) {
      Add("unknown-license", "warning",
          "No licence is declared and no licence text is among the files; without one, nothing is permitted.", {});
      return;
    }
    if (!model_.licenses.empty() || text) return;
    for (const Declared* declared : main) {
      if (!declared->license.empty()) return;
    }
    if (main.empty()) return;
    std::string what;
    for (const Declared* declared : main) {
      if (declared->source != main[0]->source) continue;
      what += (what.empty() ? "" : ", ") + declared->field + ": " + declared->value;
    }
    Add("unknown-license", "warning",
        main[0]->source + " declares " + what + ", which names no known licence, and its text is not among the files.",
        {{main[0]->document, main[0]->span}});
  }

  bool HasTextOf(const std::string& license) const {
    return std::any_of(model_.found.begin(), model_.found.end(), [&](const Found& found) {
      return found.how != "named" && SameFamilyOfLicenses(found.license, license);
    });
  }
  bool HasPathLike(std::initializer_list<std::string_view> parts) const {
    return std::any_of(view_.repository().files.begin(), view_.repository().files.end(), [&](const File& file) {
      const std::string lower = LowerCase(file.path);
      return std::any_of(parts.begin(), parts.end(),
                         [&](std::string_view p) { return lower.find(p) != std::string::npos; });
    });
  }
  bool Complete() const { return view_.repository().paths_complete; }

  void MissingText() {
    if (!Complete()) return;
    const bool any_file = HasPathLike({"license", "licence", "copying", "unlicense"});
    for (const Declared& declared : model_.declared) {
      if (declared.field != "license_link" || declared.value.find("://") != std::string::npos || declared.value.empty())
        continue;
      const bool there = std::any_of(
          view_.repository().files.begin(), view_.repository().files.end(),
          [&](const File& file) { return file.path == declared.value || "./" + file.path == declared.value; });
      if (!there) {
        Add("missing-license-text", "warning",
            declared.source + " says that the licence is in " + Quoted(declared.value) + ", and there is no such file.",
            {{declared.document, declared.span}});
        return;
      }
    }
    if (any_file || model_.licenses_found) return;
    for (const Declared* declared : MainDeclared()) {
      if (declared->license.empty() || !Has(declared->license, "condition.include-license")) continue;
      // Creative Commons asks for the text or a link to it (4.0, section 3(a)(1)(C)); the name leads there.
      if (declared->license.starts_with("CC-")) continue;
      std::vector<Evidence> evidence{{declared->document, declared->span}};
      const bool custom = IsRestricted(CategoryOf(declared->license));
      Add("missing-license-text", custom ? "warning" : "note",
          TitleOf(declared->license) + " is declared, but its text is not among the files. Rule: " +
              RuleOf(declared->license, "condition.include-license", &evidence),
          std::move(evidence));
      return;
    }
  }

  static bool IsFamilyBase(std::string_view id) {
    const auto all = AllFamilies();
    return std::any_of(all.begin(), all.end(), [&](const Family& family) { return family.base == id; });
  }
  static bool IsHint(const Inherited& link) { return link.strength == "hint"; }

  void Bases() {
    std::set<std::string> done;
    for (const Inherited& link : model_.inherited) {
      if (link.relation == "trained-on" || link.license.empty()) continue;
      if (link.relation == "distilled" && link.license == "openai-terms-of-use") continue;
      const std::string& base = link.license;
      if (done.count(base) != 0) continue;
      const Category category = CategoryOf(base);
      std::vector<Evidence> evidence;
      if (link.document != kNoDocument) evidence.push_back({link.document, link.span});
      const std::string from = link.base_model + " (" + TitleOf(base) + ")";
      // A family named in prose, not a model: it may be one of several, or only part of the story.
      const bool loose = IsHint(link) || (link.field == "prose" && IsFamilyBase(link.base_model));
      const std::string_view severe = loose ? "warning" : "error";
      // A card that speaks of its owner's other models is no derivative of them.
      if (link.field == "prose" && !view_.owner().empty() &&
          LowerCase(link.base_model).starts_with(LowerCase(view_.owner()) + "/")) {
        continue;
      }
      const bool same = std::any_of(model_.licenses.begin(), model_.licenses.end(),
                                    [&](const std::string& own) { return SameFamilyOfLicenses(own, base); }) ||
                        HasTextOf(base);
      // Another version of the same maker's licence is no evidence against a base that only a name suggests.
      const bool near =
          IsHint(link) && std::any_of(model_.licenses.begin(), model_.licenses.end(), [&](const std::string& own) {
            return own.substr(0, own.find('-')) == base.substr(0, base.find('-'));
          });
      if (near && !same) continue;
      done.insert(base);
      const bool own_text = model_.licenses_found;
      const std::string_view kind = own_text ? "found-vs-inherited" : "declared-vs-inherited";
      if (!same && !model_.licenses.empty()) {
        const std::string& own = model_.licenses[0];
        const Category mine = CategoryOf(own);
        std::vector<Evidence> places = evidence;
        for (const Declared& declared : model_.declared) {
          if (declared.license == own) places.push_back({declared.document, declared.span});
        }
        if (base == kLlama && !IsRestricted(mine)) {
          Add(kind, "warning",
              (own_text ? "The text here is " : "The card declares ") + TitleOf(own) + ", but the model derives from " +
                  link.base_model + ", every version of which has terms that restrict more; which one is not said.",
              places);
        } else if (IsRestricted(category) && Room(category) < Room(mine)) {
          const std::string_view clause = Has(base, "condition.same-license") ? "condition.same-license"
                                          : Has(base, "condition.pass-through-restrictions")
                                              ? "condition.pass-through-restrictions"
                                          : Has(base, "restriction.non-commercial") ? "restriction.non-commercial"
                                          : Has(base, "restriction.research-only")  ? "restriction.research-only"
                                          : Has(base, "condition.include-license")  ? "condition.include-license"
                                          : Has(base, "condition.bind-recipients")  ? "condition.bind-recipients"
                                                                                    : "restriction.scale-cap";
          const std::string rule = RuleOf(base, clause, &places);
          Add(kind, severe,
              (own_text ? "The text here is " : "The card declares ") + TitleOf(own) + ", but the model derives from " +
                  from + ", whose terms (" + std::string(Name(category)) + ") still bind. Rule: " + rule,
              places);
        } else if (category == Category::kCopyleft && mine != Category::kCopyleft && !IsRestricted(mine)) {
          Add(kind, "warning",
              (own_text ? "The text here is " : "The card declares ") + TitleOf(own) + ", but the model derives from " +
                  from + ". Rule: " + RuleOf(base, "condition.same-license", &places),
              places);
        } else if (IsRestricted(category) && IsRestricted(mine)) {
          Add(kind, "warning",
              "The model derives from " + from + ", whose terms bind beside " + TitleOf(own) +
                  "; only the latter is named.",
              places);
        }
      } else if (!same && model_.licenses.empty() && IsRestricted(category)) {
        Add(kind, "warning",
            "The model derives from " + from + ", and no licence of its own is known; at least these terms bind.",
            evidence);
      }
      Duties(link, evidence, from, severe, same);
    }
    // A licence that names derived models, declared by somebody who is not its licensor: a derived model.
    for (const Declared* declared : MainDeclared()) {
      for (const NamedDuty& duty : kNamedDuties) {
        if (duty.license != declared->license || duty.prefix.empty() || view_.name().empty() || view_.owner().empty())
          continue;
        if (done.count(declared->license) != 0 || LowerCase(view_.owner()).find("meta") != std::string::npos) continue;
        if (StartsWithWords(view_.name(), duty.prefix)) continue;
        std::vector<Evidence> places{{declared->document, declared->span}};
        const std::string rule = RuleOf(declared->license, "condition.name-derivatives", &places);
        Add("missing-name-prefix", "warning",
            "The name " + Quoted(view_.name()) + " does not begin with " + Quoted(duty.prefix) + ", as " +
                TitleOf(declared->license) + " asks of derived models. Rule: " + rule,
            std::move(places));
      }
    }
  }

  void Duties(const Inherited& link, const std::vector<Evidence>& evidence, const std::string& from,
              std::string_view severe, bool same) {
    const std::string& base = link.license;
    if (HasUses(base) && !same) {
      const bool carried = std::find(model_.verdict.flags.begin(), model_.verdict.flags.end(), Flag::kAcceptableUse) !=
                           model_.verdict.flags.end();
      const bool policy = HasPathLike({"use_policy", "acceptable_use", "use-policy", "usage_policy", "prohibited"});
      if (!carried && !policy && !model_.licenses.empty()) {
        std::vector<Evidence> places = evidence;
        const std::string_view clause =
            Has(base, "condition.pass-through-restrictions") ? "condition.pass-through-restrictions"
            : Has(base, "restriction.acceptable-use-policy") ? "restriction.acceptable-use-policy"
                                                             : "use.unlawful";
        const std::string rule = RuleOf(base, clause, &places);
        Add("dropped-restrictions", severe,
            "The prohibited uses that bind " + from + " are not passed on. Rule: " + rule, std::move(places));
      }
    }
    if (Has(base, "condition.include-license") && !HasTextOf(base) && Complete() && IsRestricted(CategoryOf(base))) {
      std::vector<Evidence> places = evidence;
      const std::string rule = RuleOf(base, "condition.include-license", &places);
      Add("missing-license-text", "warning", "The licence of " + from + " is not among the files. Rule: " + rule,
          std::move(places));
    }
    if (Has(base, "condition.notice-file") && IsRestricted(CategoryOf(base)) && Complete() &&
        !HasPathLike({"notice"})) {
      std::vector<Evidence> places = evidence;
      const std::string rule = RuleOf(base, "condition.notice-file", &places);
      Add("missing-notice", "warning",
          "The notice file that comes with " + from + " is not among the files. Rule: " + rule, std::move(places));
    }
    std::string prefix, display;
    for (const NamedDuty& duty : kNamedDuties) {
      if (duty.license != base) continue;
      prefix = duty.prefix;
      display = duty.display;
    }
    for (uint32_t i = 0; i < model_.documents.size(); ++i) {
      const Document& d = model_.documents[i].document;
      if (!std::any_of(d.identity.begin(), d.identity.end(), [&](const Identity& id) { return id.license == base; }))
        continue;
      for (const Finding& finding : d.findings) {
        if (finding.clause == "condition.name-derivatives") {
          if (const auto word = classify::TextParam(finding, "prefix"); !word.empty()) prefix = std::string(word);
        }
      }
    }
    if (!prefix.empty() && !view_.name().empty() && !StartsWithWords(view_.name(), prefix)) {
      std::vector<Evidence> places = evidence;
      const std::string rule = RuleOf(base, "condition.name-derivatives", &places);
      Add("missing-name-prefix", severe,
          "The name " + Quoted(view_.name()) + " does not begin with " + Quoted(prefix) + ", as the licence of " +
              from + " asks of derived models. Rule: " + rule,
          std::move(places));
    }
    if (!display.empty() && !view_.cards().empty() && !Shows(display)) {
      std::vector<Evidence> places = evidence;
      const std::string rule = RuleOf(base, "condition.display-attribution", &places);
      Add("missing-display-attribution", "warning",
          "The card does not show " + Quoted(display) + ", as the licence of " + from + " asks. Rule: " + rule,
          std::move(places));
    }
  }

  bool Shows(std::string_view display) const {
    uint32_t bits = 0;
    for (size_t n = 0; n < std::size(kDisplays); ++n) bits |= kDisplays[n].text == display ? uint32_t{1} << n : 0;
    return std::any_of(view_.cards().begin(), view_.cards().end(),
                       [&](const NotedCard& card) { return (card.notes->displays & bits) != 0; });
  }

  // Training data and outputs of other models: what binds is disputed, so these are notes.
  void TrainedOn() {
    for (const Inherited& link : model_.inherited) {
      if (link.relation != "trained-on" && link.license != "openai-terms-of-use") continue;
      const Category category = CategoryOf(link.license);
      if (category != Category::kNonCommercial && category != Category::kResearchOnly &&
          link.license != "openai-terms-of-use")
        continue;
      bool stricter_than_ours = model_.licenses.empty();
      for (const std::string& own : model_.licenses) stricter_than_ours |= Room(category) < Room(CategoryOf(own));
      if (!stricter_than_ours) continue;
      std::vector<Evidence> evidence;
      if (link.document != kNoDocument) evidence.push_back({link.document, link.span});
      const std::string_view kind = model_.licenses_found ? "found-vs-inherited" : "declared-vs-inherited";
      if (link.license == "openai-terms-of-use") {
        Add(kind, "note",
            "Trained on outputs of " + link.base_model + " (" + Quoted(link.evidence) +
                "), whose terms limit training of models that compete.",
            std::move(evidence));
      } else {
        Add(kind, "note",
            "Trained on " + link.base_model + " (" + TitleOf(link.license) + ", " + std::string(Name(category)) +
                "); whether that reaches the model is disputed.",
            std::move(evidence));
      }
    }
  }

  void CodeAgainstWeights() {
    std::vector<std::string> code = model_.code_licenses;
    std::vector<Evidence> evidence;
    for (const Found& found : model_.found) {
      if (found.covers != "code") continue;
      code.push_back(found.license);
      const Document& d = model_.documents[found.document].document;
      for (const Identity& id : d.identity) {
        if (id.license == found.license && found.how != "named") evidence.push_back({found.document, id.span});
      }
      for (const Mention& mention : d.mentions) {
        if (mention.license == found.license && mention.covers == "code" && found.how == "named")
          evidence.push_back({found.document, mention.span});
      }
    }
    if (code.empty() || IsOpenLicense(code[0]) != Answer::kYes || !IsRestricted(model_.verdict.category)) return;
    Add("code-vs-weights", "note",
        "The code is under " + TitleOf(code[0]) + ", the weights are under other terms (" +
            std::string(Name(model_.verdict.category)) + "): what holds for the one does not hold for the other.",
        std::move(evidence));
  }

  // One for each document, with all places.
  void OpennessClaims() {
    if (model_.openness.osaid_meets == Answer::kYes) return;
    const Answer terms = OpenTerms(model_);
    std::string why;
    if (model_.licenses.empty() && !model_.licenses_found) {
      why = "no licence is known";
    } else if (const Inherited* base = BindingBase(model_); base != nullptr) {
      why = "the terms of " + base->base_model + ", from which it derives, are not open (" + TitleOf(base->license) +
            ", " + std::string(Name(CategoryOf(base->license))) + ")";
    } else if (terms == Answer::kNo) {
      why = "its terms are not open (";
      if (!model_.licenses.empty()) why += TitleOf(model_.licenses[0]) + ", ";
      why += std::string(Name(model_.verdict.category)) + ")";
    } else {
      why = "the files do not show all that it asks for";
      for (size_t i = 0; i < model_.openness.osaid_missing.size(); ++i) {
        why += (i == 0 ? " (missing: " : ", ") + model_.openness.osaid_missing[i];
      }
      if (!model_.openness.osaid_missing.empty()) why += ")";
    }
    std::map<uint32_t, std::vector<const Claim*>> by_document;
    for (const Claim& claim : model_.claims) {
      if (claim.kind == "open-source") by_document[claim.evidence.document].push_back(&claim);
    }
    for (const auto& [document, claims] : by_document) {
      std::vector<Evidence> evidence;
      for (const Claim* claim : claims) evidence.push_back(claim->evidence);
      Add("openness-claim", terms == Answer::kYes ? "note" : "warning",
          model_.documents[document].document.path + " says " + Quoted(claims[0]->quote) +
              ", but the Open Source AI Definition is not met: " + why + ".",
          std::move(evidence));
    }
  }

  void OriginClaims() {
    std::vector<OriginSign> signs;
    bool asked = false;
    for (const Claim& claim : model_.claims) {
      if (claim.kind == "open-source") continue;
      if (!asked) signs = OriginSigns(view_, model_.inherited);
      asked = true;
      if (signs.empty()) return;
      int weight = 0;
      std::string list;
      std::vector<Evidence> evidence{claim.evidence};
      for (const OriginSign& sign : signs) {
        weight += sign.weight;
        list += (list.empty() ? "" : "; ") + sign.text;
        evidence.push_back(sign.evidence);
      }
      const std::string_view severity = weight >= 3 ? "error" : weight == 2 ? "warning" : "note";
      const std::string_view strength = weight >= 3 ? "strong" : weight == 2 ? "fair" : "weak";
      const Family* family = FindFamily(signs[0].family);
      std::string base = family != nullptr ? std::string(family->base) : signs[0].family;
      if (!signs[0].owner.empty()) base += " of " + signs[0].owner;
      Add("origin-claim", severity,
          model_.documents[claim.evidence.document].document.path + " says " + Quoted(claim.quote) +
              ", but the files point to " + base + ", which the card does not name (" + std::string(strength) +
              " evidence: " + list + ").",
          std::move(evidence));
    }
  }

  const View& view_;
  const Model& model_;
  std::map<std::string, std::set<std::string_view>> clauses_;
  std::vector<Conflict> out_;
};

}  // namespace

std::vector<Conflict> FindConflicts(const View& view, const Model& model) { return Judge(view, model).Run(); }

}  // namespace caveat::model
