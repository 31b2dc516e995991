#include "classify/own_license.h"

#include "classify/fingerprint.h"

namespace caveat::classify {

std::string OwnId(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  const size_t dot = name.rfind('.');
  if (dot != std::string_view::npos && dot > 0) name = name.substr(0, dot);
  std::string id;
  for (const char c : name) {
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
    if (plain || id.empty() || id.back() != '-') id += plain ? c : '-';
  }
  return id;
}

bool OwnLicense(const std::string& id, const std::string& title, const text::Words& words, LicenseFile* license) {
  if (words.empty()) return false;
  license->facts[static_cast<size_t>(Fact::kId)] = {id};
  license->facts[static_cast<size_t>(Fact::kTitle)] = {title};
  license->facts[static_cast<size_t>(Fact::kSpdx)] = {"LicenseRef-" + id};
  license->texts.push_back(MakeFingerprint(words, ShapeOf(words, title)));
  return true;
}

}  // namespace caveat::classify
