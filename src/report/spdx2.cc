#include "report/spdx2.h"

#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::report {
namespace {

constexpr std::string_view kNoAssertion = "NOASSERTION";

std::string_view OrNoAssertion(std::string_view expression) { return expression.empty() ? kNoAssertion : expression; }

// One document with one repository or some texts, or with the repositories of a hub, whose ids have a number then.
class Writer : public HubWriter {
 public:
  Writer(const Export& e, bool hub) : e_(&e), hub_(hub) {}

  std::string Run() {
    std::string all;
    for (const Export::Item& item : e_->items) all += item.document->path + "\n" + item.document->sha256 + "\n";
    Head(all);
    std::string comment(kComment);
    for (const Export::Item& item : e_->items) {
      if (item.document->sha256.empty()) comment += " Without checksum: " + item.document->path + ".";
    }
    Field(w_, "comment", comment);
    for (int section = e_->model != nullptr ? 0 : 1; section < passes(); ++section) {
      Open(section);
      One(section);
      w_.EndArray();
    }
    w_.EndObject();
    return w_.Take() + "\n";
  }

  int passes() const override { return static_cast<int>(std::size(kSections)); }
  std::string Begin(int pass) override {
    if (pass == 0)
      Head("hub\n");
    else
      w_.EndArray();
    number_ = 0;
    Open(pass);
    return w_.Take();
  }
  std::string Add(int pass, const Export& e) override {
    e_ = &e;
    prefix_ = "R" + std::to_string(++number_) + "-";
    One(pass);
    return w_.Take();
  }
  std::string End() override {
    w_.EndArray();
    Field(
        w_, "comment",
        std::string(kComment) +
            (unnamed_ == 0 ? "" : " Files left out, because they have no checksum: " + std::to_string(unnamed_) + "."));
    w_.EndObject();
    return w_.Take() + "\n";
  }

 private:
  static constexpr std::string_view kSections[] = {"packages", "files", "snippets", "relationships"};
  static constexpr std::string_view kComment =
      "Licence clauses are given as snippets. A reading aid, not legal advice.";

  void Open(int section) {
    // All licences have been met by then.
    if (kSections[section] == "relationships") Extracted();
    w_.Key(kSections[section]);
    w_.StartArray();
  }
  void One(int section) {
    if (section == 0 && hub_) {
      for (CustomLicense& license : CustomLicenses(*e_)) custom_.emplace(license.id, std::move(license.text));
    }
    switch (section) {
      case 0:
        return Packages();
      case 1:
        return Files();
      case 2:
        return Snippets();
      default:
        return Relationships();
    }
  }

  void Head(const std::string& seed) {
    w_.StartObject();
    Field(w_, "spdxVersion", "SPDX-2.3");
    Field(w_, "dataLicense", "CC0-1.0");
    Field(w_, "SPDXID", "SPDXRef-DOCUMENT");
    Field(w_, "name", e_->name.empty() ? std::string_view("caveat") : e_->name);
    Field(w_, "documentNamespace",
          "urn:uuid:" +
              UuidOf(seed + std::string(e_->name) + "\n" + std::string(e_->created) + std::string(e_->tool.rules)));
    Creation();
    if (!hub_) {
      for (CustomLicense& license : CustomLicenses(*e_)) custom_.emplace(license.id, std::move(license.text));
    }
  }

  std::string FileId(size_t item) const { return "SPDXRef-" + prefix_ + "File-" + std::to_string(item + 1); }
  std::string BaseId(size_t base) const { return "SPDXRef-" + prefix_ + "Base-" + std::to_string(base + 1); }
  std::string PackageId() const { return "SPDXRef-" + prefix_ + "Model"; }

  void Creation() {
    w_.Key("creationInfo");
    w_.StartObject();
    Field(w_, "created", e_->created.empty() ? std::string_view("1970-01-01T00:00:00Z") : e_->created);
    w_.Key("creators");
    w_.StartArray();
    w_.String("Tool: caveat-" + std::string(e_->tool.version));
    w_.EndArray();
    w_.EndObject();
  }

  void Purl(const std::string& purl) {
    if (purl.empty()) return;
    w_.Key("externalRefs");
    w_.StartArray();
    w_.StartObject();
    Field(w_, "referenceCategory", "PACKAGE-MANAGER");
    Field(w_, "referenceType", "purl");
    Field(w_, "referenceLocator", purl);
    w_.EndObject();
    w_.EndArray();
  }

  void Packages() {
    const model::Model& m = *e_->model;
    w_.StartObject();
    Field(w_, "SPDXID", PackageId());
    Field(w_, "name", !m.id.empty() ? std::string_view(m.id) : e_->name.empty() ? std::string_view("model") : e_->name);
    if (!m.revision.empty()) Field(w_, "versionInfo", m.revision);
    Field(w_, "downloadLocation", kNoAssertion);
    BoolField(w_, "filesAnalyzed", false);
    const std::string declared = DeclaredExpression(*e_), concluded = ConcludedExpression(*e_);
    Field(w_, "licenseDeclared", OrNoAssertion(declared));
    Field(w_, "licenseConcluded", OrNoAssertion(concluded));
    std::string comments = VerdictWords(m.verdict) + " " + m.summary;
    for (const model::Conflict& c : m.conflicts) comments += " Conflict " + c.kind + ": " + c.explanation;
    Field(w_, "licenseComments", comments);
    Field(w_, "copyrightText", kNoAssertion);
    Field(w_, "primaryPackagePurpose", "OTHER");
    Field(w_, "comment", m.openness.statement);
    Purl(PurlOf(m));
    w_.EndObject();
    for (size_t i = 0; i < m.inherited.size(); ++i) {
      w_.StartObject();
      Field(w_, "SPDXID", BaseId(i));
      Field(w_, "name", m.inherited[i].base_model);
      Field(w_, "downloadLocation", kNoAssertion);
      BoolField(w_, "filesAnalyzed", false);
      model::Model base;
      base.id = m.inherited[i].base_model;
      if (m.inherited[i].relation != "trained-on") Purl(PurlOf(base));
      w_.EndObject();
    }
  }

  void Files() {
    for (size_t i = 0; i < e_->items.size(); ++i) {
      const Document& d = *e_->items[i].document;
      if (d.sha256.empty()) {
        ++unnamed_;
        continue;
      }
      const std::string path = PathOf(*e_, d, hub_);
      w_.StartObject();
      Field(w_, "SPDXID", FileId(i));
      Field(w_, "fileName", path.starts_with('/') || path.starts_with("./") ? path : "./" + path);
      w_.Key("checksums");
      w_.StartArray();
      w_.StartObject();
      Field(w_, "algorithm", "SHA256");
      Field(w_, "checksumValue", d.sha256);
      w_.EndObject();
      w_.EndArray();
      const std::string_view expression = d.expression ? std::string_view(*d.expression) : std::string_view();
      Field(w_, "licenseConcluded", OrNoAssertion(expression));
      w_.Key("licenseInfoInFiles");
      w_.StartArray();
      if (expression.empty()) w_.String(kNoAssertion);
      for (const std::string& id : IdsOf(expression)) w_.String(id);
      w_.EndArray();
      Field(w_, "licenseComments", VerdictWords(d.verdict) + " " + d.summary);
      Field(w_, "copyrightText", kNoAssertion);
      w_.EndObject();
    }
  }

  void Pointer(std::string_view key, const std::string& file, std::string_view unit, uint64_t at) {
    w_.Key(key);
    w_.StartObject();
    Field(w_, "reference", file);
    UintField(w_, unit, at);
    w_.EndObject();
  }

  void Snippets() {
    for (size_t i = 0; i < e_->items.size(); ++i) {
      const Document& d = *e_->items[i].document;
      if (d.sha256.empty()) continue;
      const std::string file = FileId(i);
      for (size_t k = 0; k < d.findings.size(); ++k) {
        const Finding& f = d.findings[k];
        if (f.span.end_byte <= f.span.start_byte) continue;
        w_.StartObject();
        Field(w_, "SPDXID", "SPDXRef-" + prefix_ + "Snippet-" + std::to_string(i + 1) + "-" + std::to_string(k + 1));
        Field(w_, "name", f.clause);
        Field(w_, "snippetFromFile", file);
        w_.Key("ranges");
        w_.StartArray();
        w_.StartObject();  // bytes count from 1 here, and the last one belongs to the range
        Pointer("startPointer", file, "offset", f.span.start_byte + 1);
        Pointer("endPointer", file, "offset", f.span.end_byte);
        w_.EndObject();
        w_.StartObject();
        Pointer("startPointer", file, "lineNumber", f.span.start_line);
        Pointer("endPointer", file, "lineNumber", f.span.end_line);
        w_.EndObject();
        w_.EndArray();
        Field(w_, "licenseConcluded", kNoAssertion);
        Field(w_, "copyrightText", kNoAssertion);
        const std::string params = ParamsText(f);
        Field(w_, "comment",
              std::string(AllClauses()[f.clause_id].title) + (params.empty() ? "" : " (" + params + ")") + ", " +
                  std::string(Name(f.confidence)) + ": " + f.quote);
        w_.EndObject();
      }
    }
  }

  void Extracted() {
    w_.Key("hasExtractedLicensingInfos");
    w_.StartArray();
    for (const auto& [id, text] : custom_) {
      w_.StartObject();
      Field(w_, "licenseId", id);
      Field(w_, "extractedText", text.empty() ? kNoText : std::string_view(text));
      Field(w_, "name", id.substr(id.find('-') + 1));
      w_.EndObject();
    }
    w_.EndArray();
  }

  void Relationship(std::string_view from, std::string_view type, std::string_view to, std::string_view comment = {}) {
    w_.StartObject();
    Field(w_, "spdxElementId", from);
    Field(w_, "relationshipType", type);
    Field(w_, "relatedSpdxElement", to);
    if (!comment.empty()) Field(w_, "comment", comment);
    w_.EndObject();
  }

  void Relationships() {
    if (e_->model != nullptr) Relationship("SPDXRef-DOCUMENT", "DESCRIBES", PackageId());
    for (size_t i = 0; i < e_->items.size(); ++i) {
      if (e_->items[i].document->sha256.empty()) continue;
      if (e_->model != nullptr)
        Relationship(FileId(i), "METAFILE_OF", PackageId());
      else
        Relationship("SPDXRef-DOCUMENT", "DESCRIBES", FileId(i));
    }
    if (e_->model != nullptr) {
      for (size_t i = 0; i < e_->model->inherited.size(); ++i) {
        const model::Inherited& base = e_->model->inherited[i];
        Relationship(PackageId(), base.relation == "trained-on" ? "GENERATED_FROM" : "DESCENDANT_OF", BaseId(i),
                     base.relation + " (" + base.strength + "): " + base.evidence);
      }
    }
  }

  const Export* e_;
  const bool hub_;
  JsonWriter w_;
  std::string prefix_;
  size_t number_ = 0, unnamed_ = 0;
  std::map<std::string, std::string> custom_;
};

}  // namespace

std::string Spdx2(const Export& e) { return Writer(e, false).Run(); }
std::unique_ptr<HubWriter> Spdx2Hub(const Export& hub) { return std::make_unique<Writer>(hub, true); }

}  // namespace caveat::report
