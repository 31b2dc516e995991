// File: src/model/mof.h
//
// Manifests of the Model Openness Framework (mof.yml) and its arithmetic: per cent of the required components of each
// class, and the class reached.
//
//   model::Manifest manifest = model::ReadManifest(bytes);
//   model::MofScore score = model::Score(manifest.components);   // score.mof = {77, 100, 100}, score.mof_class = "II"
//
// A component counts when it is there under an open licence: its own, else the one for its type, else that of the
// distribution. A licence made for another type of work (code under a document licence) counts with a warning. Class
// III asks for 6 components, II for 4 more, I for another 4; classes are cumulative, and one is reached at 100 %. A
// research paper stands for the technical report.
//
// The per cent of a class beyond the next one to be reached follows the published figures of the framework's own tool,
// which there count supporting libraries among the required, and neither waive the report in class I nor take data
// under an own licence that is made for code.
//
// Pure, thread-safe; a manifest is read in linear time.

#ifndef CAVEAT_MODEL_MOF_H_
#define CAVEAT_MODEL_MOF_H_

#include <string_view>

#include "model/answers.h"
#include "model/components.h"
#include "model/model.h"
#include "text/field.h"

namespace caveat::model {

Manifest ReadManifest(std::string_view bytes);
Manifest ReadManifest(const text::Fields& fields);
// By its name: mof.yml, MOF.yaml.
bool IsManifestPath(std::string_view path);

// With `presence`, licences are left out of account.
MofScore Score(const MofComponents& components, bool presence = false);

// Is the licence, as a manifest writes it, open? And is it made for this type of work?
bool IsOpenInMof(std::string_view license);
bool FitsType(std::string_view license, ComponentType type);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_MOF_H_
