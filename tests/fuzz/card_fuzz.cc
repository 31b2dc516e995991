// Any bytes as a card and as each kind of configuration: an answer, places inside the file, and texts whose places lead
// back into it.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "model/config.h"
#include "model/pointer.h"
#include "model/repository.h"
#include "model/sources.h"
#include "model/texts.h"
#include "text/card.h"
#include "text/yaml.h"

namespace {

void Check(const caveat::text::Fields& fields, size_t size) {
  Require(fields.size() <= caveat::text::kMaxYamlFields);
  for (const caveat::text::Field& field : fields) {
    Require(field.begin <= field.end && field.end <= size);
    Require(field.key.size() <= caveat::text::kMaxFieldKey);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace caveat;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const text::Card card = text::ReadCard(bytes);
  Check(card.fields, size);
  Require(card.head_begin <= card.head_end && card.head_end <= size && card.body <= size);
  Require(card.head || (card.fields.empty() && card.body == 0));
  for (const text::CardProblem& problem : card.problems) Require(problem.at <= size && !problem.message.empty());
  const text::Card head = text::FindCardHead(bytes);
  Require(head.head == card.head && head.body == card.body && head.head_end == card.head_end);

  model::Repository repository;
  for (const char* path : {"Kitfile", "Modelfile", "README.md", "config.json"}) {
    const model::Config config = model::ReadConfig(path, bytes);
    Check(config.fields, size);
    Require(config.error_at <= size);
    model::File& file = repository.files.emplace_back();
    file.path = path;
    file.bytes = std::string(bytes);
    file.content = model::Content::kWhole;
  }
  const std::vector<model::Source> sources = model::ReadSources(repository);
  for (const model::Text& text : model::Texts(repository, sources)) {
    for (size_t at = 0; at <= text.bytes.size(); at += 1 + text.bytes.size() / 7) Require(text.InFile(at) <= size);
    Require(text.InFile(text.bytes.size()) <= size);
  }
  for (const text::Field& field : card.fields) model::FileOfLink(repository, field.value);
  const auto pointer = model::ReadPointer(bytes);
  Require(!pointer || size < model::kMaxPointer);
  return 0;
}
