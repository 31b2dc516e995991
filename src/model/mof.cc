#include "model/mof.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "model/license_facts.h"
#include "text/yaml.h"

namespace caveat::model {
namespace {

bool IsDataOrDocumentLicense(std::string_view license) {
  const std::string lower = LowerCase(license);
  for (const std::string_view head : {"cc0", "cc-by", "cdla", "odc", "odbl", "pddl", "gfdl", "ogl", "openmdw"}) {
    if (lower.starts_with(head)) return true;
  }
  return false;
}

// Counts of one class: what is asked for, and what of it is there.
struct Count {
  int required = 0, there = 0;
  int PerCent() const { return required == 0 ? 0 : static_cast<int>(std::lround(100.0 * there / required)); }
  bool Full() const { return required == there; }
};

}  // namespace

bool IsManifestPath(std::string_view path) {
  const size_t slash = path.rfind('/');
  const std::string base = LowerCase(slash == std::string_view::npos ? path : path.substr(slash + 1));
  return base == "mof.yml" || base == "mof.yaml";
}

bool IsOpenInMof(std::string_view license) {
  if (license.empty()) return false;
  const std::string lower = LowerCase(license);
  if (lower == "unlicensed" || lower == "proprietary" || lower == "pending") return false;
  return IsOpenLicense(license) == Answer::kYes;
}

bool FitsType(std::string_view license, ComponentType type) {
  const bool document = IsDataOrDocumentLicense(license);
  if (LowerCase(license).starts_with("openmdw")) return true;
  return type == ComponentType::kCode ? !document : document;
}

Manifest ReadManifest(const text::Fields& fields) {
  Manifest manifest;
  const auto one = [&](std::string_view key) {
    const text::Field* field = text::First(fields, key);
    return field == nullptr ? std::string() : field->value;
  };
  manifest.is_manifest =
      one("framework.name") == "Model Openness Framework" ||
      (text::First(fields, "release.components.name") != nullptr && text::First(fields, "framework.name") != nullptr);
  manifest.name = one("release.name");
  manifest.producer = one("release.producer");
  manifest.huggingface = one("release.huggingface");
  manifest.repository = one("release.repository");
  manifest.distribution = one("release.license.distribution.name");
  manifest.code = one("release.license.code.name");
  manifest.data = one("release.license.data.name");
  manifest.document = one("release.license.document.name");
  struct Entry {
    std::string name, license, path;
  };
  std::map<uint32_t, Entry> entries;
  for (const text::Field& field : fields) {
    if (!field.key.starts_with("release.components.") || field.kind == text::Field::Kind::kNull ||
        field.kind == text::Field::Kind::kKey) {
      continue;
    }
    const std::string_view key = std::string_view(field.key).substr(19);
    Entry& entry = entries[field.item];
    if (key == "name") entry.name = field.value;
    if (key == "license" || key == "license.name" || key == "license_name") entry.license = field.value;
    if (key == "component_path") entry.path = field.value;
  }
  for (const auto& [item, entry] : entries) {
    const auto index = FindComponent(entry.name);
    if (!index) {
      if (!entry.name.empty()) manifest.warnings.push_back("not a component of the framework: " + entry.name);
      continue;
    }
    const ComponentInfo& info = AllComponents()[*index];
    MofComponent& component = manifest.components[*index];
    component.included = true;
    component.path = entry.path;
    component.own = !entry.license.empty();
    const std::string& for_type = info.type == ComponentType::kCode   ? manifest.code
                                  : info.type == ComponentType::kData ? manifest.data
                                                                      : manifest.document;
    component.license = component.own ? entry.license : !for_type.empty() ? for_type : manifest.distribution;
    component.open = IsOpenInMof(component.license);
    component.fits = component.license.empty() || FitsType(component.license, info.type);
    if (component.license.empty() || LowerCase(component.license) == "unlicensed") {
      manifest.warnings.push_back(std::string(info.name) + ": no licence");
    } else if (!component.open) {
      manifest.warnings.push_back(std::string(info.name) + ": " + component.license + " is not an open licence");
    } else if (!component.fits) {
      manifest.warnings.push_back(std::string(info.name) + ": " + component.license +
                                  " is made for another type of work");
    }
  }
  return manifest;
}

Manifest ReadManifest(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  text::Fields fields;
  const text::YamlError error = text::ReadYaml(bytes, 0, &fields);
  Manifest manifest = ReadManifest(fields);
  manifest.error = error.message;
  return manifest;
}

MofScore Score(const MofComponents& components, bool presence) {
  const size_t report = ComponentIndex("technical-report"), paper = ComponentIndex("research-paper"),
               libraries = ComponentIndex("supporting-libraries-and-tools");
  const auto counts = [&](size_t i) { return components[i].included && (presence || components[i].open); };
  const auto& all = AllComponents();

  // As the framework defines it: index 0 is class I.
  std::array<Count, 3> exact, far;
  for (int c = 1; c <= 3; ++c) {
    Count& count = exact[static_cast<size_t>(c - 1)];
    Count& other = far[static_cast<size_t>(c - 1)];
    for (size_t i = 0; i < kComponents; ++i) {
      if (all[i].mof_class < c) continue;
      const bool has = counts(i);
      if (all[i].required) {
        if (i == report && c == 1 && counts(paper)) {
          // The paper, asked for in its own right, stands for the report.
        } else {
          ++count.required;
          count.there += has || (i == report && counts(paper)) ? 1 : 0;
        }
      }
      if (all[i].required || i == libraries) {
        ++other.required;
        const bool unfit = c == 1 && all[i].mof_class == 1 && components[i].own && !components[i].fits && !presence;
        other.there += (has && !unfit) || (i == report && c > 1 && counts(paper)) ? 1 : 0;
      }
    }
  }
  MofScore score;
  int reached = 4;  // none
  while (reached > 1 && exact[static_cast<size_t>(reached - 2)].Full()) --reached;
  for (int c = 1; c <= 3; ++c) {
    const size_t i = static_cast<size_t>(c - 1);
    score.mof[i] = c >= reached ? 100 : c == reached - 1 ? exact[i].PerCent() : far[i].PerCent();
    // Rounding must not claim what is not reached.
    if (c < reached && score.mof[i] == 100) score.mof[i] = 99;
  }
  score.mof_class = reached == 1 ? "I" : reached == 2 ? "II" : reached == 3 ? "III" : "";
  return score;
}

}  // namespace caveat::model
