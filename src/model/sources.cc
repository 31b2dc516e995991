#include "model/sources.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "model/config.h"
#include "model/gguf.h"
#include "model/roles.h"
#include "model/safetensors.h"

namespace caveat::model {
namespace {

bool FromCard(std::string_view bytes, Source* source) {
  text::Card card = text::ReadCard(bytes);
  if (!card.head) return false;
  source->format = SourceFormat::kCard;
  source->fields = std::move(card.fields);
  source->body = card.body;
  source->problems = std::move(card.problems);
  for (const text::CardProblem& problem : source->problems) {
    if (problem.kind != text::CardProblem::Kind::kSyntax && problem.kind != text::CardProblem::Kind::kTab &&
        problem.kind != text::CardProblem::Kind::kNotMap) {
      continue;
    }
    source->error = problem.message;
    source->error_at = problem.at;
    break;
  }
  return true;
}

bool FromConfig(const File& file, ConfigFormat format, Source* source) {
  Config config = ReadConfig(file.path, file.bytes);
  source->format = format == ConfigFormat::kJson   ? SourceFormat::kJson
                   : format == ConfigFormat::kYaml ? SourceFormat::kYaml
                                                   : SourceFormat::kModelfile;
  source->fields = std::move(config.fields);
  source->error = std::move(config.error);
  source->error_at = config.error_at;
  source->complete = source->error.empty();
  return true;
}

bool FromGguf(std::string_view bytes, Source* source) {
  Gguf gguf = ReadGguf(bytes);
  if (!gguf.is_gguf) return false;
  source->format = SourceFormat::kGguf;
  source->fields = std::move(gguf.fields);
  source->error = std::move(gguf.error);
  source->error_at = gguf.error_at;
  source->complete = gguf.complete;
  source->parameters = gguf.parameters;
  return true;
}

bool FromSafetensors(std::string_view bytes, Source* source) {
  Safetensors file = ReadSafetensors(bytes);
  if (!file.is_safetensors) return false;
  source->format = SourceFormat::kSafetensors;
  source->fields = std::move(file.fields);
  source->error = std::move(file.error);
  source->error_at = file.error_at;
  source->complete = file.complete;
  source->parameters = file.parameters;
  source->dtype = std::move(file.dtype);
  return true;
}

}  // namespace

std::vector<Source> ReadSources(const Repository& repository) {
  std::vector<Source> sources;
  for (size_t i = 0; i < repository.files.size(); ++i) {
    const File& file = repository.files[i];
    if ((file.content != Content::kWhole && file.content != Content::kHead) || file.bytes.empty()) continue;
    Source source;
    source.file = static_cast<uint32_t>(i);
    source.role = RoleOf(file.path);
    const ConfigFormat format = ConfigFormatOf(file.path);
    bool found = false;
    if (std::string_view(file.bytes).substr(0, 4) == "GGUF") {  // blobs of a store have no telling name
      found = FromGguf(file.bytes, &source);
      source.role = Role::kWeightsHeader;
    } else if (source.role == Role::kWeightsHeader) {
      found = FromSafetensors(file.bytes, &source);
    } else if (source.role == Role::kCard) {
      found = FromCard(file.bytes, &source);
    } else if (format != ConfigFormat::kNone) {
      found = FromConfig(file, format, &source);
    }
    if (!found) {
      // Weights that are none: say so, they were read.
      if (source.role != Role::kWeightsHeader) continue;
      source.format = SourceFormat::kSafetensors;
      source.complete = false;
      source.error = "neither a GGUF nor a safetensors header";
    } else if (!source.complete && source.error.empty() && file.content == Content::kWhole) {
      source.error = "the file ends inside its header";
      source.error_at = file.bytes.size();
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

uint64_t BodyOf(const std::vector<Source>& sources, uint32_t file) {
  const auto card = std::find_if(sources.begin(), sources.end(), [&](const Source& source) {
    return source.file == file && source.format == SourceFormat::kCard;
  });
  return card == sources.end() ? 0 : card->body;
}

}  // namespace caveat::model
