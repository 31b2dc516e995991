#include "report/spdx3.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caveat::report {
namespace {

// One graph with one repository or some texts, or with the repositories of a hub, whose ids have a number then.
class Writer : public HubWriter {
 public:
  Writer(const Export& e, bool hub) : e_(&e), hub_(hub), name_(e.name) {
    std::string all = hub ? "hub\n" : "";
    for (const Export::Item& item : e.items) all += item.document->path + "\n" + item.document->sha256 + "\n";
    base_ = "urn:uuid:" + UuidOf("spdx3\n" + all + std::string(e.name) + "\n" + std::string(e.created)) + "#";
  }

  std::string Run() {
    Head();
    One();
    DocumentHead();
    Elements();
    DocumentTail();
    return w_.Take() + "\n";
  }

  // The document names each element of the graph. A hub has millions: each repository is gone through again for their
  // ids, rather than that all are kept.
  int passes() const override { return 2; }
  std::string Begin(int pass) override {
    if (pass == 0) {
      Head();
    } else {
      elements_ = {base_ + "caveat"};
      DocumentHead();
      Elements();
      number_ = relationships_ = 0;
      custom_.clear();
      expressions_.clear();
    }
    return w_.Take();
  }
  std::string Add(int pass, const Export& e) override {
    e_ = &e;
    prefix_ = "R" + std::to_string(++number_) + "-";
    elements_.clear();
    if (pass == 0) {
      One();
    } else {
      JsonWriter document = std::exchange(w_, JsonWriter());
      One();
      w_ = std::move(document);
      Elements();
      roots_.clear();  // they are written
    }
    return w_.Take();
  }
  std::string End() override {
    DocumentTail();
    return w_.Take() + "\n";
  }

 private:
  void Head() {
    w_.StartObject();
    Field(w_, "@context", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld");
    w_.Key("@graph");
    w_.StartArray();
    w_.StartObject();
    Field(w_, "type", "CreationInfo");
    Field(w_, "@id", "_:creation");
    Field(w_, "specVersion", "3.0.1");
    Field(w_, "created", e_->created.empty() ? std::string_view("1970-01-01T00:00:00Z") : e_->created);
    Ids("createdBy", {base_ + "caveat"});
    w_.EndObject();
    Start("SoftwareAgent", "caveat", "caveat " + std::string(e_->tool.version));
    w_.EndObject();
  }

  void One() {
    Licenses();
    if (e_->model != nullptr) {
      Package();
      roots_.push_back(ModelId());
    }
    for (size_t i = 0; i < e_->items.size(); ++i) {
      const std::string id = File(i);
      if (e_->model == nullptr) roots_.push_back(id);
    }
    if (e_->model != nullptr) Lineage();
  }

  // Up to its list of elements, which holds all but itself.
  void DocumentHead() {
    std::vector<std::string> elements = std::move(elements_);
    Start("SpdxDocument", "Document", name_.empty() ? std::string_view("caveat") : name_);
    elements_ = std::move(elements);
    Ids("rootElement", roots_.empty() ? std::vector<std::string>{base_ + "caveat"} : roots_);
    w_.Key("element");
    w_.StartArray();
  }

  void Elements() {
    for (const std::string& id : elements_) w_.String(id);
    elements_.clear();
  }

  void DocumentTail() {
    w_.EndArray();
    w_.Key("profileConformance");
    w_.StartArray();
    for (const std::string_view profile : {"core", "software", "simpleLicensing"}) w_.String(profile);
    w_.EndArray();
    Field(w_, "comment", "Licence clauses are given as snippets. A reading aid, not legal advice.");
    w_.EndObject();
    w_.EndArray();
    w_.EndObject();
  }

  std::string ModelId() const { return base_ + prefix_ + "Model"; }

  void Ids(std::string_view key, const std::vector<std::string>& ids) { Strings(w_, key, ids); }

  // An element is left open for more fields.
  std::string Start(std::string_view type, std::string_view id, std::string_view name) {
    std::string full = base_ + std::string(id);
    elements_.push_back(full);
    w_.StartObject();
    Field(w_, "type", type);
    Field(w_, "spdxId", full);
    Field(w_, "creationInfo", "_:creation");
    if (!name.empty()) Field(w_, "name", name);
    return full;
  }

  void Relationship(const std::string& from, std::string_view type, const std::string& to,
                    std::string_view comment = {}) {
    Start("Relationship", "Relationship-" + std::to_string(++relationships_), {});
    Field(w_, "from", from);
    Field(w_, "relationshipType", type);
    Ids("to", {to});
    if (!comment.empty()) Field(w_, "comment", comment);
    w_.EndObject();
  }

  // Expressions are elements of their own; those of this export, each once.
  void Licenses() {
    for (const CustomLicense& license : CustomLicenses(*e_)) {
      if (custom_.contains(license.id)) continue;
      custom_[license.id] = Start("simplelicensing_SimpleLicensingText", license.id, license.id);
      Field(w_, "simplelicensing_licenseText", license.text.empty() ? kNoText : std::string_view(license.text));
      w_.EndObject();
    }
    std::map<std::string, int> expressions;
    for (const std::string& expression : {DeclaredExpression(*e_), ConcludedExpression(*e_)}) ++expressions[expression];
    for (const Export::Item& item : e_->items) ++expressions[item.document->expression.value_or("")];
    expressions.erase("");
    for (const auto& [expression, uses] : expressions) {
      if (expressions_.contains(expression)) continue;
      const std::string name = "Expression-" + std::to_string(expressions_.size() + 1);
      expressions_[expression] = Start("simplelicensing_LicenseExpression", name, {});
      Field(w_, "simplelicensing_licenseExpression", expression);
      std::vector<std::string> refs;
      for (const std::string& id : IdsOf(expression)) {
        if (custom_.count(id) != 0) refs.push_back(id);
      }
      if (!refs.empty()) {
        w_.Key("simplelicensing_customIdToUri");
        w_.StartArray();
        for (const std::string& id : refs) {
          w_.StartObject();
          Field(w_, "type", "DictionaryEntry");
          Field(w_, "key", id);
          Field(w_, "value", custom_[id]);
          w_.EndObject();
        }
        w_.EndArray();
      }
      w_.EndObject();
    }
  }

  void Licensed(const std::string& element, std::string_view relation, const std::string& expression,
                std::string_view comment = {}) {
    if (!expression.empty()) Relationship(element, relation, expressions_[expression], comment);
  }

  void Range(std::string_view key, uint64_t begin, uint64_t end) {
    w_.Key(key);
    w_.StartObject();
    Field(w_, "type", "PositiveIntegerRange");
    UintField(w_, "beginIntegerRange", begin);
    UintField(w_, "endIntegerRange", end);
    w_.EndObject();
  }

  std::string File(size_t i) {
    const Document& d = *e_->items[i].document;
    const std::string number = std::to_string(i + 1);
    std::string file = Start("software_File", prefix_ + "File-" + number, PathOf(*e_, d, hub_));
    if (!d.sha256.empty()) {
      w_.Key("verifiedUsing");
      w_.StartArray();
      w_.StartObject();
      Field(w_, "type", "Hash");
      Field(w_, "algorithm", "sha256");
      Field(w_, "hashValue", d.sha256);
      w_.EndObject();
      w_.EndArray();
    }
    Field(w_, "comment", VerdictWords(d.verdict) + " " + d.summary);
    w_.EndObject();
    // What the text itself holds, as tools detect it, is what SPDX 3 calls declared.
    Licensed(file, "hasDeclaredLicense", d.expression.value_or(""));
    if (e_->model != nullptr) Relationship(ModelId(), "contains", file);
    for (size_t k = 0; k < d.findings.size(); ++k) {
      const Finding& f = d.findings[k];
      if (f.span.end_byte <= f.span.start_byte) continue;
      Start("software_Snippet", prefix_ + "Snippet-" + number + "-" + std::to_string(k + 1), f.clause);
      Field(w_, "software_snippetFromFile", file);
      Range("software_byteRange", f.span.start_byte + 1, f.span.end_byte);  // counted from 1
      Range("software_lineRange", f.span.start_line, f.span.end_line);
      const std::string params = ParamsText(f);
      Field(w_, "comment",
            std::string(AllClauses()[f.clause_id].title) + (params.empty() ? "" : " (" + params + ")") + ", " +
                std::string(Name(f.confidence)) + ": " + f.quote);
      w_.EndObject();
    }
    return file;
  }

  void Package() {
    const model::Model& m = *e_->model;
    const std::string package =
        Start("ai_AIPackage", prefix_ + "Model", m.id.empty() ? e_->name : std::string_view(m.id));
    if (!m.revision.empty()) Field(w_, "software_packageVersion", m.revision);
    Field(w_, "software_primaryPurpose", "model");
    const std::string purl = PurlOf(m);
    if (!purl.empty()) Field(w_, "software_packageUrl", purl);
    Field(w_, "summary", m.summary);
    Field(w_, "comment", VerdictWords(m.verdict) + " " + m.openness.statement);
    w_.EndObject();
    for (size_t i = 0; i < m.conflicts.size(); ++i) {
      const model::Conflict& c = m.conflicts[i];
      Start("Annotation", prefix_ + "Conflict-" + std::to_string(i + 1), {});
      Field(w_, "annotationType", "other");
      Field(w_, "subject", package);
      Field(w_, "statement", "Conflict " + c.kind + " (" + c.severity + "): " + c.explanation);
      w_.EndObject();
    }
    Licensed(package, "hasDeclaredLicense", DeclaredExpression(*e_), "declared by the repository");
    Licensed(package, "hasConcludedLicense", ConcludedExpression(*e_));
  }

  void Lineage() {
    for (size_t i = 0; i < e_->model->inherited.size(); ++i) {
      const model::Inherited& base = e_->model->inherited[i];
      const bool data = base.relation == "trained-on";
      const std::string id =
          Start(data ? "software_Package" : "ai_AIPackage", prefix_ + "Base-" + std::to_string(i + 1), base.base_model);
      Field(w_, "software_primaryPurpose", data ? "data" : "model");
      w_.EndObject();
      Relationship(ModelId(), data ? "trainedOn" : "descendantOf", id,
                   base.relation + " (" + base.strength + "): " + base.evidence);
    }
  }

  const Export* e_;
  const bool hub_;
  const std::string name_;  // of the whole
  JsonWriter w_;
  std::string base_, prefix_;
  size_t number_ = 0;
  std::vector<std::string> elements_, roots_;
  std::map<std::string, std::string> custom_, expressions_;
  int relationships_ = 0;
};

}  // namespace

std::string Spdx3(const Export& e) { return Writer(e, false).Run(); }
std::unique_ptr<HubWriter> Spdx3Hub(const Export& hub) { return std::make_unique<Writer>(hub, true); }

}  // namespace caveat::report
