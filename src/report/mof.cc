#include "report/mof.h"

#include <algorithm>

#include "report/json_writer.h"
#include "report/terminal.h"

namespace caveat::report {
namespace {

void Percent(JsonWriter& w, std::string_view key, const model::MofScore& score) {
  w.Key(key);
  w.StartObject();
  constexpr std::string_view kClasses[] = {"I", "II", "III"};
  for (size_t i = 0; i < 3; ++i) {
    w.Key(kClasses[i]);
    w.Int(score.mof[i]);
  }
  w.EndObject();
}

}  // namespace

std::string MofJson(std::span<const ScoredManifest> manifests, const Tool& tool) {
  JsonWriter w;
  w.StartObject();
  Field(w, "schema", "caveat.mof/1");
  w.Key("tool");
  w.Json(ToolJson(tool));
  w.Key("manifests");
  w.StartArray();
  for (const ScoredManifest& scored : manifests) {
    const model::Manifest& manifest = scored.manifest;
    w.StartObject();
    Field(w, "path", scored.path);
    FieldOrNull(w, "name", manifest.name);
    FieldOrNull(w, "error",
                !manifest.error.empty() ? manifest.error
                : manifest.is_manifest  ? std::string()
                                        : "not a manifest");
    Percent(w, "mof", scored.score);
    FieldOrNull(w, "mof_class", scored.score.mof_class);
    Percent(w, "presence", scored.presence);
    FieldOrNull(w, "presence_class", scored.presence.mof_class);
    w.Key("components");
    w.StartArray();
    for (size_t i = 0; i < manifest.components.size() && i < scored.component_ids.size(); ++i) {
      const model::MofComponent& component = manifest.components[i];
      w.StartObject();
      Field(w, "component", scored.component_ids[i]);
      Field(w, "present", component.included ? "yes" : "no");
      FieldOrNull(w, "license", component.license);
      Field(w, "open", !component.included || component.license.empty() ? "unknown" : component.open ? "yes" : "no");
      w.Key("fits_type");
      w.Bool(component.fits);
      FieldOrNull(w, "path", component.path);
      w.EndObject();
    }
    w.EndArray();
    Strings(w, "warnings", manifest.warnings);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
  return w.Take() + "\n";
}

std::string MofHuman(const ScoredManifest& scored, const HumanOptions& options) {
  const model::Manifest& manifest = scored.manifest;
  const size_t width = std::max<size_t>(options.width, 40);
  const auto words = [](std::string_view mof_class) {
    return mof_class.empty() ? std::string("no class") : "class " + std::string(mof_class);
  };
  std::string out = Paint(options.color, Style::kBold, Printable(scored.path));
  if (!manifest.is_manifest) {
    out += "  " + Paint(options.color, Style::kBad, "not a manifest") + "\n";
    if (!manifest.error.empty()) out += Wrap(PrintableLine(manifest.error), width, "  ", "  ");
    return out;
  }
  const Style style = scored.score.mof_class.empty() ? Style::kCare : Style::kGood;
  out += "  " + Paint(options.color, style, words(scored.score.mof_class)) + "\n";
  const auto row = [](const model::MofScore& score) {
    return "I " + std::to_string(score.mof[0]) + " %, II " + std::to_string(score.mof[1]) + " %, III " +
           std::to_string(score.mof[2]) + " %";
  };
  out +=
      Wrap(PrintableLine(manifest.name) + ": " + row(scored.score) + " of the required components under open licences",
           width, "  ", "  ");
  out += Wrap("Licences left out of account: " + words(scored.presence.mof_class) + " (" + row(scored.presence) + ")",
              width, "  ", "  ");
  std::string missing;
  for (size_t i = 0; i < manifest.components.size() && i < scored.component_ids.size(); ++i) {
    if (!manifest.components[i].included)
      missing += (missing.empty() ? "" : ", ") + std::string(scored.component_ids[i]);
  }
  if (!missing.empty()) out += Wrap("Not included: " + missing, width, "  ", "    ");
  for (const std::string& warning : manifest.warnings) out += Wrap(PrintableLine(warning), width, "    ", "      ");
  return out;
}

}  // namespace caveat::report
