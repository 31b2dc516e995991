#include "model/judge.h"

#include <algorithm>
#include <utility>

#include "classify/names.h"
#include "model/card_notes.h"
#include "model/claims.h"
#include "model/components.h"
#include "model/conflicts.h"
#include "model/license_facts.h"
#include "model/lineage.h"
#include "model/mof.h"
#include "model/openness.h"
#include "model/questions.h"
#include "model/roles.h"
#include "model/terms.h"
#include "model/texts.h"
#include "model/view.h"

namespace caveat::model {
namespace {

// A structured file that is no text: it takes part with what it declares, and can be cited.
RoledDocument DocumentOf(const Repository& repository, const Source& source) {
  const File& file = repository.files[source.file];
  RoledDocument out;
  out.role = source.role;
  out.document.path = file.path;
  out.document.bytes = file.size_known ? file.size : file.bytes.size();
  out.document.language = "und";
  if (!source.error.empty()) {
    out.document.status = Status::kTruncated;
    out.document.error = source.error + " at byte " + std::to_string(source.error_at);
  }
  out.document.summary = "Read for what it declares.";
  return out;
}

RoledDocument Unread(const File& file, Role role) {
  RoledDocument out;
  out.role = role;
  out.document.path = file.path;
  out.document.bytes = file.size_known ? file.size : 0;
  out.document.language = "und";
  out.document.status = Status::kError;
  out.document.error = file.content == Content::kPointer
                           ? "a pointer stands in its place; the content is stored elsewhere"
                       : file.error.empty() ? "it could not be read"
                                            : file.error;
  out.document.summary = "It could not be read.";
  return out;
}

// The manifest of the framework goes before what paths suggest.
void UseManifest(const Manifest& manifest, const std::string& path, Model* model) {
  for (size_t i = 0; i < kComponents; ++i) {
    const MofComponent& entry = manifest.components[i];
    Component& component = model->components[i];
    if (!entry.included) continue;
    component.present = Answer::kYes;
    component.evidence.insert(component.evidence.begin(), path + (entry.path.empty() ? "" : ": " + entry.path));
    if (!entry.license.empty()) {
      const std::string id = LicenseOfValue(entry.license);
      component.license = id.empty() ? entry.license : id;
      component.open = entry.open ? Answer::kYes : Answer::kNo;
    }
  }
}

}  // namespace

Model Judge(const Repository& repository, const std::vector<Text>& texts, std::vector<Document> documents,
            const Context& context) {
  return Judge(repository, ReadSources(repository), texts, std::move(documents), {}, context);
}

Model Judge(const Repository& repository, const std::vector<Source>& sources, const std::vector<Text>& texts,
            std::vector<Document> documents, const NotesOfTexts& notes, const Context& context) {
  Model model;
  model.id = repository.id;
  model.revision = repository.revision;
  model.path = repository.path;
  model.layout = repository.layout;

  for (size_t i = 0; i < texts.size() && i < documents.size(); ++i) {
    documents[i].path = texts[i].path;
    PlaceInFile(repository, texts[i], &documents[i]);
    model.documents.push_back({std::move(documents[i]), texts[i].role});
  }
  const auto known = [&](const std::string& path) {
    return std::any_of(model.documents.begin(), model.documents.end(),
                       [&](const RoledDocument& d) { return d.document.path == path; });
  };
  for (const Source& source : sources) {
    if (!known(repository.files[source.file].path)) model.documents.push_back(DocumentOf(repository, source));
  }
  for (const File& file : repository.files) {
    if (file.content != Content::kUnread && file.content != Content::kPointer) continue;
    if (HasText(file.path) && !known(file.path)) model.documents.push_back(Unread(file, RoleOf(file.path)));
  }
  std::stable_sort(model.documents.begin(), model.documents.end(),
                   [](const RoledDocument& a, const RoledDocument& b) { return a.document.path < b.document.path; });

  NotesOfFiles of_files(notes.empty() ? 0 : repository.files.size());
  for (size_t i = 0; i < texts.size() && i < notes.size(); ++i) {
    if (notes[i] != nullptr) of_files[texts[i].file] = notes[i];
  }
  const View view(repository, sources, model.documents, of_files);
  model.declared = ReadDeclared(view);
  // A declaration in a header is a licence that the document names.
  for (const Declared& declared : model.declared) {
    if (declared.license.empty() || declared.document >= model.documents.size()) continue;
    Document& document = model.documents[declared.document].document;
    if (!document.identity.empty() || model.documents[declared.document].role == Role::kCard) continue;
    const names::License* row = names::Find(declared.license);
    document.identity.push_back({declared.license,
                                 row != nullptr ? names::SpdxId(*row) : names::SpdxId(declared.license),
                                 "named",
                                 0,
                                 declared.span,
                                 {},
                                 {}});
  }
  for (const Source& source : sources) {
    for (const text::Field& field : source.fields) model.gated |= field.key.starts_with("extra_gated_");
  }
  model.found = ReadFound(view);
  model.inherited = ReadLineage(view, context.license_of);
  JudgeTerms(view, &model);
  model.components = FindComponents(view, model);
  if (!context.manifest.empty()) {
    UseManifest(ReadManifest(context.manifest), context.manifest_path, &model);
  } else {
    for (const Source& source : sources) {
      if (source.format != SourceFormat::kYaml || !IsManifestPath(view.PathOf(source.file))) continue;
      const Manifest manifest = ReadManifest(source.fields);
      if (manifest.is_manifest) UseManifest(manifest, view.PathOf(source.file), &model);
    }
  }
  model.claims = FindClaims(view);
  model.openness = JudgeOpenness(view, model);
  model.conflicts = FindConflicts(view, model);
  model.questions = AnswerQuestions(model);

  model.summary = model.openness.statement;
  return model;
}

Model Reader::Read(const Repository& repository, const Context& context) {
  const std::vector<Source> sources = ReadSources(repository);
  const std::vector<Text> texts = Texts(repository, sources);
  std::vector<Document> documents;
  NotesOfTexts notes(texts.size());
  documents.reserve(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    documents.push_back(scanner_.Check(texts[i].path, texts[i].bytes));
    if (!IsCardText(texts[i])) continue;
    notes[i] = std::make_shared<const CardNotes>(
        ReadCardNotes(texts[i].bytes, BodyOf(sources, texts[i].file), documents[i], scanner_.text(), scanner_.words()));
  }
  return Judge(repository, sources, texts, std::move(documents), notes, context);
}

}  // namespace caveat::model
