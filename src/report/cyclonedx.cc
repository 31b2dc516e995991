#include "report/cyclonedx.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::report {
namespace {

bool IsCompound(std::string_view expression) { return expression.find(' ') != std::string_view::npos; }

// A bill of one repository or of some texts, or of a hub: its repositories are components then, and their files
// components of these.
class Writer : public HubWriter {
 public:
  Writer(const Export& e, CycloneDxVersion version, bool hub)
      : e_(&e), hub_(hub), mixed_(version == CycloneDxVersion::k17) {}

  std::string Run() {
    std::string all(e_->name);
    for (const Export::Item& item : e_->items) all += item.document->path + "\n" + item.document->sha256 + "\n";
    Licenses();
    Head(all);
    Files();
    w_.EndObject();
    return w_.Take() + "\n";
  }

  std::string Begin(int) override {
    Head("hub\n" + std::string(e_->name) + "\n" + std::string(e_->tool.rules));
    w_.Key("components");
    w_.StartArray();
    return w_.Take();
  }
  std::string Add(int, const Export& e) override {
    e_ = &e;
    ref_ = "model-" + std::to_string(++number_);
    Licenses();
    Model();
    return w_.Take();
  }
  std::string End() override {
    w_.EndArray();
    w_.EndObject();
    return w_.Take() + "\n";
  }

 private:
  void Head(const std::string& seed) {
    w_.StartObject();
    Field(w_, "bomFormat", "CycloneDX");
    Field(w_, "specVersion", mixed_ ? "1.7" : "1.6");
    Field(w_, "serialNumber", "urn:uuid:" + UuidOf(seed + std::string(e_->created)));
    UintField(w_, "version", 1);
    Metadata();
  }

  void Licenses() {
    texts_.clear();
    for (CustomLicense& license : CustomLicenses(*e_)) texts_[license.id] = std::move(license.text);
  }

  void Files() {
    w_.Key("components");
    w_.StartArray();
    for (size_t i = 0; i < e_->items.size(); ++i) File(i);
    w_.EndArray();
  }

  void Metadata() {
    w_.Key("metadata");
    w_.StartObject();
    if (!e_->created.empty()) Field(w_, "timestamp", e_->created);
    w_.Key("tools");
    w_.StartObject();
    w_.Key("components");
    w_.StartArray();
    w_.StartObject();
    Field(w_, "type", "application");
    Field(w_, "name", "caveat");
    Field(w_, "version", e_->tool.version);
    w_.EndObject();
    w_.EndArray();
    w_.EndObject();
    w_.Key("component");
    if (e_->model != nullptr) {
      Model();
    } else {
      w_.StartObject();
      Field(w_, "type", hub_ ? "data" : "file");
      Field(w_, "bom-ref", "subject");
      Field(w_, "name", !e_->name.empty() ? e_->name : hub_ ? std::string_view("hub") : std::string_view("texts"));
      w_.EndObject();
    }
    Property property(this);
    property.Add("caveat:rules", e_->tool.rules);
    property.Add("caveat:licenses", e_->tool.licenses);
    property.End();
    w_.EndObject();
  }

  // The list `properties`, opened by the first one.
  class Property {
   public:
    explicit Property(Writer* writer) : w_(&writer->w_) {}
    void Add(std::string_view name, std::string_view value) {
      if (!open_) {
        w_->Key("properties");
        w_->StartArray();
        open_ = true;
      }
      w_->StartObject();
      Field(*w_, "name", name);
      Field(*w_, "value", value);
      w_->EndObject();
    }
    void End() {
      if (open_) w_->EndArray();
    }

   private:
    JsonWriter* w_;
    bool open_ = false;
  };

  // One licence by id: {"license": {...}}.
  void License(const std::string& id, std::string_view acknowledgement) {
    w_.StartObject();
    w_.Key("license");
    w_.StartObject();
    Field(w_, IsLicenseRef(id) ? "name" : "id", id);
    if (!acknowledgement.empty()) Field(w_, "acknowledgement", acknowledgement);
    const auto text = texts_.find(id);
    if (text != texts_.end() && !text->second.empty()) {
      w_.Key("text");
      w_.StartObject();
      Field(w_, "contentType", "text/plain");
      Field(w_, "content", text->second);
      w_.EndObject();
    }
    w_.EndObject();
    w_.EndObject();
  }

  void Expression(std::string_view expression, std::string_view acknowledgement) {
    w_.StartObject();
    Field(w_, "expression", expression);
    if (!acknowledgement.empty()) Field(w_, "acknowledgement", acknowledgement);
    w_.EndObject();
  }

  // True when the declared licence had no room.
  bool Choice(const std::string& declared, const std::string& concluded) {
    if (declared.empty() && concluded.empty()) return false;
    w_.Key("licenses");
    w_.StartArray();
    bool left_out = false;
    const auto one = [&](const std::string& expression, std::string_view acknowledgement) {
      if (expression.empty()) return;
      if (IsCompound(expression))
        Expression(expression, acknowledgement);
      else
        License(expression, acknowledgement);
    };
    if (mixed_) {
      one(declared, "declared");
      one(concluded, "concluded");
    } else if (concluded.empty()) {
      one(declared, "declared");
    } else if (IsCompound(concluded)) {
      Expression(concluded, "concluded");
      left_out = !declared.empty();
    } else {
      License(concluded, "concluded");
      for (const std::string& id : IdsOf(declared)) License(id, "declared");
    }
    w_.EndArray();
    return left_out;
  }

  void VerdictProperties(const Verdict& verdict, Property* property) {
    property->Add("caveat:category", Name(verdict.category));
    for (const Flag flag : verdict.flags) property->Add("caveat:flag", Name(flag));
    for (size_t i = 0; i < verdict.permissions.size(); ++i) {
      property->Add("caveat:permission:" + std::string(Name(static_cast<Activity>(i))),
                    Name(verdict.permissions[i].value));
    }
    for (const Obligation& o : verdict.obligations) property->Add("caveat:obligation:" + std::string(o.clause), o.text);
  }

  void Model() {
    const model::Model& m = *e_->model;
    w_.StartObject();
    Field(w_, "type", "machine-learning-model");
    Field(w_, "bom-ref", ref_);
    const size_t slash = m.id.find('/');
    if (slash != std::string::npos) Field(w_, "group", std::string_view(m.id).substr(0, slash));
    const std::string_view name =
        m.id.empty() ? e_->name : std::string_view(m.id).substr(slash == std::string::npos ? 0 : slash + 1);
    Field(w_, "name", name.empty() ? std::string_view("model") : name);
    if (!m.revision.empty()) Field(w_, "version", m.revision);
    Field(w_, "description", m.summary);
    const std::string purl = PurlOf(m), declared = DeclaredExpression(*e_);
    if (!purl.empty()) Field(w_, "purl", purl);
    const bool left_out = Choice(declared, ConcludedExpression(*e_));
    std::vector<const model::Inherited*> bases, data;
    for (const model::Inherited& i : m.inherited) (i.relation == "trained-on" ? data : bases).push_back(&i);
    if (!bases.empty()) {
      w_.Key("pedigree");
      w_.StartObject();
      w_.Key("ancestors");
      w_.StartArray();
      std::set<std::string_view> seen;
      for (const model::Inherited* base : bases) {
        if (!seen.insert(base->base_model).second) continue;
        w_.StartObject();
        Field(w_, "type", "machine-learning-model");
        Field(w_, "name", base->base_model);
        model::Model other;
        other.id = base->base_model;
        const std::string base_purl = PurlOf(other);
        if (!base_purl.empty()) Field(w_, "purl", base_purl);
        Property property(this);
        property.Add("caveat:relation", base->relation);
        property.Add("caveat:strength", base->strength);
        property.End();
        w_.EndObject();
      }
      w_.EndArray();
      w_.EndObject();
    }
    Evidence();
    if (!data.empty()) {
      w_.Key("modelCard");
      w_.StartObject();
      w_.Key("modelParameters");
      w_.StartObject();
      w_.Key("datasets");
      w_.StartArray();
      for (const model::Inherited* i : data) {
        w_.StartObject();
        Field(w_, "type", "dataset");
        Field(w_, "name", i->base_model);
        w_.EndObject();
      }
      w_.EndArray();
      w_.EndObject();
      w_.EndObject();
    }
    Property property(this);
    VerdictProperties(m.verdict, &property);
    if (left_out) property.Add("caveat:declared", declared);
    property.Add("caveat:openness", m.openness.openness_class);
    property.Add("caveat:statement", m.openness.statement);
    for (const model::Conflict& c : m.conflicts) property.Add("caveat:conflict:" + c.kind, c.explanation);
    property.End();
    if (hub_) Files();
    w_.EndObject();
  }

  // What the texts of the repository say, each licence once.
  void Evidence() {
    std::set<std::string> ids;
    for (const Export::Item& item : e_->items) {
      for (const std::string& id : IdsOf(item.document->expression.value_or(""))) ids.insert(id);
    }
    if (ids.empty()) return;
    w_.Key("evidence");
    w_.StartObject();
    w_.Key("licenses");
    w_.StartArray();
    for (const std::string& id : ids) License(id, {});
    w_.EndArray();
    w_.EndObject();
  }

  void File(size_t index) {
    const Document& d = *e_->items[index].document;
    const std::string path = d.path.empty() ? "-" : PathOf(*e_, d, hub_);
    w_.StartObject();
    Field(w_, "type", "file");
    Field(w_, "bom-ref", (hub_ ? ref_ + "-" : "") + "file-" + std::to_string(index + 1));
    Field(w_, "name", path);
    Field(w_, "description", d.summary);
    if (!d.sha256.empty()) {
      w_.Key("hashes");
      w_.StartArray();
      w_.StartObject();
      Field(w_, "alg", "SHA-256");
      Field(w_, "content", d.sha256);
      w_.EndObject();
      w_.EndArray();
    }
    Choice({}, d.expression.value_or(""));
    if (!d.findings.empty()) {
      w_.Key("evidence");
      w_.StartObject();
      w_.Key("occurrences");
      w_.StartArray();
      for (const Finding& f : d.findings) {
        w_.StartObject();
        Field(w_, "location", path);
        UintField(w_, "line", f.span.start_line);
        UintField(w_, "offset", f.span.start_byte);
        const std::string params = ParamsText(f);
        Field(w_, "symbol", f.clause);
        Field(w_, "additionalContext", (params.empty() ? "" : "(" + params + ") ") + f.quote);
        w_.EndObject();
      }
      w_.EndArray();
      w_.EndObject();
    }
    Property property(this);
    property.Add("caveat:status", StatusName(d.status));
    if (!d.error.empty()) property.Add("caveat:error", d.error);
    VerdictProperties(d.verdict, &property);
    property.End();
    w_.EndObject();
  }

  const Export* e_;
  const bool hub_;
  const bool mixed_;  // expressions and licences may stand side by side
  JsonWriter w_;
  std::string ref_ = "subject";
  size_t number_ = 0;
  std::map<std::string, std::string> texts_;
};

}  // namespace

std::string CycloneDx(const Export& e, CycloneDxVersion version) { return Writer(e, version, false).Run(); }
std::unique_ptr<HubWriter> CycloneDxHub(const Export& hub, CycloneDxVersion version) {
  return std::make_unique<Writer>(hub, version, true);
}

}  // namespace caveat::report
