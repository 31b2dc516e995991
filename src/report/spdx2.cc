#include "report/spdx2.h"

#include <string>
#include <string_view>
#include <vector>

namespace caveat::report {
namespace {

constexpr std::string_view kNoAssertion = "NOASSERTION";
constexpr std::string_view kPackage = "SPDXRef-Model";

std::string_view OrNoAssertion(std::string_view expression) { return expression.empty() ? kNoAssertion : expression; }

class Writer {
 public:
  explicit Writer(const Export& e) : e_(e) {}

  std::string Run() {
    w_.StartObject();
    Field(w_, "spdxVersion", "SPDX-2.3");
    Field(w_, "dataLicense", "CC0-1.0");
    Field(w_, "SPDXID", "SPDXRef-DOCUMENT");
    Field(w_, "name", e_.name.empty() ? std::string_view("caveat") : e_.name);
    std::string all;
    for (const Export::Item& item : e_.items) all += item.document->path + "\n" + item.document->sha256 + "\n";
    Field(
        w_, "documentNamespace",
        "urn:uuid:" + UuidOf(all + std::string(e_.name) + "\n" + std::string(e_.created) + std::string(e_.tool.rules)));
    Creation();
    std::string comment = "Licence clauses are given as snippets. A reading aid, not legal advice.";
    for (const Export::Item& item : e_.items) {
      if (item.document->sha256.empty()) comment += " Without checksum: " + item.document->path + ".";
    }
    Field(w_, "comment", comment);
    if (e_.model != nullptr) Packages();
    Files();
    Snippets();
    Extracted();
    Relationships();
    w_.EndObject();
    return w_.Take() + "\n";
  }

 private:
  static std::string FileId(size_t item) { return "SPDXRef-File-" + std::to_string(item + 1); }
  static std::string BaseId(size_t base) { return "SPDXRef-Base-" + std::to_string(base + 1); }

  void Creation() {
    w_.Key("creationInfo");
    w_.StartObject();
    Field(w_, "created", e_.created.empty() ? std::string_view("1970-01-01T00:00:00Z") : e_.created);
    w_.Key("creators");
    w_.StartArray();
    w_.String("Tool: caveat-" + std::string(e_.tool.version));
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
    const model::Model& m = *e_.model;
    w_.Key("packages");
    w_.StartArray();
    w_.StartObject();
    Field(w_, "SPDXID", kPackage);
    Field(w_, "name", !m.id.empty() ? std::string_view(m.id) : e_.name.empty() ? std::string_view("model") : e_.name);
    if (!m.revision.empty()) Field(w_, "versionInfo", m.revision);
    Field(w_, "downloadLocation", kNoAssertion);
    BoolField(w_, "filesAnalyzed", false);
    const std::string declared = DeclaredExpression(e_), concluded = ConcludedExpression(e_);
    Field(w_, "licenseDeclared", OrNoAssertion(declared));
    Field(w_, "licenseConcluded", OrNoAssertion(concluded));
    std::string comments = m.summary;
    for (const model::Conflict& c : m.conflicts) comments += " " + c.explanation;
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
    w_.EndArray();
  }

  void Files() {
    w_.Key("files");
    w_.StartArray();
    for (size_t i = 0; i < e_.items.size(); ++i) {
      const Document& d = *e_.items[i].document;
      if (d.sha256.empty()) continue;
      w_.StartObject();
      Field(w_, "SPDXID", FileId(i));
      Field(w_, "fileName", d.path.starts_with('/') || d.path.starts_with("./") ? d.path : "./" + d.path);
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
      Field(w_, "licenseComments", "Category: " + std::string(Name(d.verdict.category)) + ". " + d.summary);
      Field(w_, "copyrightText", kNoAssertion);
      w_.EndObject();
    }
    w_.EndArray();
  }

  void Pointer(std::string_view key, const std::string& file, std::string_view unit, uint64_t at) {
    w_.Key(key);
    w_.StartObject();
    Field(w_, "reference", file);
    UintField(w_, unit, at);
    w_.EndObject();
  }

  void Snippets() {
    w_.Key("snippets");
    w_.StartArray();
    for (size_t i = 0; i < e_.items.size(); ++i) {
      const Document& d = *e_.items[i].document;
      if (d.sha256.empty()) continue;
      const std::string file = FileId(i);
      for (size_t k = 0; k < d.findings.size(); ++k) {
        const Finding& f = d.findings[k];
        if (f.span.end_byte <= f.span.start_byte) continue;
        w_.StartObject();
        Field(w_, "SPDXID", "SPDXRef-Snippet-" + std::to_string(i + 1) + "-" + std::to_string(k + 1));
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
    w_.EndArray();
  }

  void Extracted() {
    w_.Key("hasExtractedLicensingInfos");
    w_.StartArray();
    for (const CustomLicense& license : CustomLicenses(e_)) {
      w_.StartObject();
      Field(w_, "licenseId", license.id);
      Field(w_, "extractedText",
            license.text.empty() ? std::string_view("The text is not part of what was read; it is known by name only.")
                                 : std::string_view(license.text));
      Field(w_, "name", license.id.substr(license.id.find('-') + 1));
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
    w_.Key("relationships");
    w_.StartArray();
    if (e_.model != nullptr) Relationship("SPDXRef-DOCUMENT", "DESCRIBES", kPackage);
    for (size_t i = 0; i < e_.items.size(); ++i) {
      if (e_.items[i].document->sha256.empty()) continue;
      if (e_.model != nullptr)
        Relationship(FileId(i), "METAFILE_OF", kPackage);
      else
        Relationship("SPDXRef-DOCUMENT", "DESCRIBES", FileId(i));
    }
    if (e_.model != nullptr) {
      for (size_t i = 0; i < e_.model->inherited.size(); ++i) {
        const model::Inherited& base = e_.model->inherited[i];
        Relationship(kPackage, base.relation == "trained-on" ? "GENERATED_FROM" : "DESCENDANT_OF", BaseId(i),
                     base.relation + " (" + base.strength + "): " + base.evidence);
      }
    }
    w_.EndArray();
  }

  const Export& e_;
  JsonWriter w_;
};

}  // namespace

std::string Spdx2(const Export& e) { return Writer(e).Run(); }

}  // namespace caveat::report
