// File: src/model/components.h
//
// The 17 components of the Model Openness Framework: what each is, and which of them a repository shows, judged by its
// paths, the headings and links of its card and the fields of its head. A list of paths alone is enough. "no" is said
// only where all paths are known and nothing points elsewhere; everything else is "unknown".
// Pure, thread-safe; linear in paths and words.

#ifndef CAVEAT_MODEL_COMPONENTS_H_
#define CAVEAT_MODEL_COMPONENTS_H_

#include <array>
#include <optional>
#include <string_view>

#include "model/model.h"
#include "model/view.h"

namespace caveat::model {

enum class ComponentType : uint8_t { kCode, kData, kDocument };

struct ComponentInfo {
  std::string_view id;    // "model-architecture"
  std::string_view name;  // "Model architecture", as manifests write it
  int mof_class;          // 3, 2 or 1: the class that first asks for it
  ComponentType type;
  bool required;
  std::string_view words;  // in a sentence: "the training code"
};
const std::array<ComponentInfo, kComponents>& AllComponents();
// By id or by the name of manifests, case ignored.
std::optional<size_t> FindComponent(std::string_view name);
size_t ComponentIndex(std::string_view id);  // kComponents if there is none

// Presence, licence, openness and evidence of each. `model` holds documents, declared, found, inherited and terms.
std::array<Component, kComponents> FindComponents(const View& view, const Model& model);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_COMPONENTS_H_
