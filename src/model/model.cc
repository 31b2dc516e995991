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

}  // namespace caveat::model
