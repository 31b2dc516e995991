#include "model/model.h"

#include <cstddef>

namespace caveat::model {

std::string_view RoleName(Role role) {
  constexpr std::string_view kNames[] = {
      "license", "model-license", "use-policy", "notice", "card", "config", "code", "data", "weights-header", "other",
  };
  static_assert(sizeof kNames / sizeof *kNames == static_cast<size_t>(Role::kOther) + 1);
  return kNames[static_cast<size_t>(role)];
}

std::string_view AnswerName(Answer answer) {
  constexpr std::string_view kNames[] = {"yes", "partly", "no", "unknown"};
  return kNames[static_cast<size_t>(answer)];
}

std::string_view OwnLicense(const Model& model) {
  for (const std::string_view covers : {"weights", "unspecified"}) {
    for (const Found& found : model.found) {
      if (found.covers == covers && !found.license.empty()) return found.license;
    }
  }
  for (const Declared& declared : model.declared) {
    if (!declared.license.empty()) return declared.license;
  }
  return {};
}

}  // namespace caveat::model
