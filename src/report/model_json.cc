#include "report/model_json.h"

#include <cstdint>

#include "report/json_writer.h"

namespace caveat::report {
namespace {

using model::Evidence;

void EvidenceList(JsonWriter& w, const std::vector<Evidence>& evidence) {
  w.Key("evidence");
  w.StartArray();
  for (const Evidence& e : evidence) {
    w.StartObject();
    w.Key("document");
    w.Uint(e.document);
    SpanField(w, "span", e.span);
    w.EndObject();
  }
  w.EndArray();
}

void RepositoryValue(JsonWriter& w, const model::Model& model) {
  w.Key("repository");
  w.StartObject();
  FieldOrNull(w, "id", model.id);
  FieldOrNull(w, "revision", model.revision);
  Field(w, "path", model.path);
  Field(w, "layout", model::LayoutName(model.layout));
  w.EndObject();
}

void DeclaredList(JsonWriter& w, const model::Model& model) {
  w.Key("declared");
  w.StartArray();
  for (const model::Declared& declared : model.declared) {
    w.StartObject();
    Field(w, "source", declared.source);
    Field(w, "field", declared.field);
    Field(w, "value", declared.value);
    FieldOrNull(w, "license", declared.license);
    SpanField(w, "span", declared.span);
    w.EndObject();
  }
  w.EndArray();
}

void FoundList(JsonWriter& w, const model::Model& model) {
  w.Key("found");
  w.StartArray();
  for (const model::Found& found : model.found) {
    w.StartObject();
    w.Key("document");
    w.Uint(found.document);
    FieldOrNull(w, "license", found.license);
    Field(w, "covers", found.covers);
    Field(w, "how", found.how);
    w.EndObject();
  }
  w.EndArray();
}

void InheritedList(JsonWriter& w, const model::Model& model) {
  w.Key("inherited");
  w.StartArray();
  for (const model::Inherited& link : model.inherited) {
    w.StartObject();
    Field(w, "base_model", link.base_model);
    Field(w, "relation", link.relation);
    Field(w, "strength", link.strength);
    Field(w, "source", link.source);
    Field(w, "field", link.field);
    Field(w, "evidence", link.evidence);
    FieldOrNull(w, "license", link.license);
    w.EndObject();
  }
  w.EndArray();
}

void ConflictList(JsonWriter& w, const model::Model& model) {
  w.Key("claims");
  w.StartArray();
  for (const model::Claim& claim : model.claims) {
    w.StartObject();
    Field(w, "kind", claim.kind);
    Field(w, "quote", claim.quote);
    w.Key("document");
    w.Uint(claim.evidence.document);
    SpanField(w, "span", claim.evidence.span);
    w.EndObject();
  }
  w.EndArray();
  w.Key("conflicts");
  w.StartArray();
  for (const model::Conflict& conflict : model.conflicts) {
    w.StartObject();
    Field(w, "kind", conflict.kind);
    Field(w, "severity", conflict.severity);
    Field(w, "explanation", conflict.explanation);
    EvidenceList(w, conflict.evidence);
    w.EndObject();
  }
  w.EndArray();
}

void OpennessValue(JsonWriter& w, const model::Model& model) {
  w.Key("components");
  w.StartArray();
  for (const model::Component& component : model.components) {
    w.StartObject();
    Field(w, "component", component.id);
    Field(w, "present", model::AnswerName(component.present));
    FieldOrNull(w, "license", component.license);
    Field(w, "open", model::AnswerName(component.open));
    Strings(w, "evidence", component.evidence);
    w.EndObject();
  }
  w.EndArray();
  const model::Openness& openness = model.openness;
  w.Key("openness");
  w.StartObject();
  Field(w, "class", openness.openness_class);
  FieldOrNull(w, "mof_class", openness.mof_class);
  w.Key("mof");
  w.StartObject();
  constexpr std::string_view kClasses[] = {"I", "II", "III"};
  for (size_t i = 0; i < 3; ++i) {
    w.Key(kClasses[i]);
    w.Int(openness.mof[i]);
  }
  w.EndObject();
  w.Key("osaid");
  w.StartObject();
  Field(w, "meets", model::AnswerName(openness.osaid_meets));
  Strings(w, "missing", openness.osaid_missing);
  w.EndObject();
  Field(w, "statement", openness.statement);
  w.EndObject();
  w.Key("questions");
  w.StartArray();
  for (const model::Question& question : model.questions) {
    w.StartObject();
    Field(w, "id", question.id);
    Field(w, "answer", model::AnswerName(question.answer));
    Field(w, "reason", question.reason);
    EvidenceList(w, question.evidence);
    w.EndObject();
  }
  w.EndArray();
}

}  // namespace

std::string RoledDocumentJson(const model::RoledDocument& document, uint32_t index) {
  JsonOptions options;
  // The verdict of a document points into its own lists; here they stand at `index`.
  options.index = index;
  options.role = model::RoleName(document.role);
  return DocumentJson(document.document, options);
}

std::string ModelJson(const model::Model& model, const Tool& tool) {
  JsonWriter w;
  w.StartObject();
  Field(w, "schema", "caveat.model/1");
  w.Key("tool");
  w.Json(ToolJson(tool));
  RepositoryValue(w, model);
  w.Key("documents");
  w.StartArray();
  for (uint32_t i = 0; i < model.documents.size(); ++i) w.Json(RoledDocumentJson(model.documents[i], i));
  w.EndArray();
  DeclaredList(w, model);
  FoundList(w, model);
  InheritedList(w, model);
  ConflictList(w, model);
  OpennessValue(w, model);
  w.Key("gated");
  w.Bool(model.gated);
  FieldOrNull(w, "expression", model.expression ? std::string_view(*model.expression) : std::string_view());
  w.Json(VerdictJson(model.verdict));
  if (model.code) {
    w.Key("code");
    w.Json("{" + VerdictJson(*model.code) + "}");
  }
  Field(w, "summary", model.summary);
  w.EndObject();
  return w.Take();
}

}  // namespace caveat::report
