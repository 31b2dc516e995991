// File: tests/model/judged.h
//
// A repository from a few lines, judged with the built-in rules.

#ifndef CAVEAT_TESTS_MODEL_JUDGED_H_
#define CAVEAT_TESTS_MODEL_JUDGED_H_

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caveat.h"
#include "model/judge.h"
#include "model/roles.h"
#include "model/sources.h"
#include "model/texts.h"
#include "model/view.h"

namespace caveat::testing {

using Files = std::vector<std::pair<std::string, std::string>>;

inline model::Repository MakeRepository(const Files& files, std::string id = "northbay/pebble-7b") {
  model::Repository repository;
  repository.id = std::move(id);
  repository.path = "memory";
  for (const auto& [path, bytes] : files) {
    model::File file;
    file.path = path;
    file.size = bytes.size();
    file.size_known = true;
    if (model::WishFor(path, bytes.size()) != 0) {
      file.bytes = bytes;
      file.content = model::Content::kWhole;
    }
    repository.files.push_back(std::move(file));
  }
  std::sort(repository.files.begin(), repository.files.end(),
            [](const model::File& a, const model::File& b) { return a.path < b.path; });
  return repository;
}

inline model::Model JudgedRepository(const model::Repository& repository, const model::Context& context = {}) {
  static const std::shared_ptr<const Rules> rules = Rules::BuiltIn();
  static Scanner scanner(*rules);
  return model::Reader(scanner).Read(repository, context);
}
inline model::Model Judged(const Files& files, std::string id = "northbay/pebble-7b") {
  return JudgedRepository(MakeRepository(files, std::move(id)));
}

// A view of a repository whose texts are not checked: enough for what reads paths, fields and words.
struct Seen {
  explicit Seen(const Files& files, std::string id = "northbay/pebble-7b")
      : repository(MakeRepository(files, std::move(id))), sources(model::ReadSources(repository)) {
    for (const model::Text& text : model::Texts(repository, sources)) {
      model::RoledDocument document;
      document.document.path = text.path;
      document.role = text.role;
      documents.push_back(std::move(document));
    }
    for (const model::Source& source : sources) {
      const std::string& path = repository.files[source.file].path;
      if (std::any_of(documents.begin(), documents.end(), [&](const auto& d) { return d.document.path == path; }))
        continue;
      model::RoledDocument document;
      document.document.path = path;
      document.role = source.role;
      documents.push_back(std::move(document));
    }
    std::sort(documents.begin(), documents.end(),
              [](const auto& a, const auto& b) { return a.document.path < b.document.path; });
    view = std::make_unique<model::View>(repository, sources, documents);
  }
  model::Repository repository;
  std::vector<model::Source> sources;
  std::vector<model::RoledDocument> documents;
  std::unique_ptr<model::View> view;
};

inline std::vector<std::string> KindsOf(const model::Model& model) {
  std::vector<std::string> out;
  for (const model::Conflict& conflict : model.conflicts) out.push_back(conflict.kind);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// A card with a head and enough words that it counts as one.
inline std::string Card(std::string_view head, std::string_view says = "") {
  std::string out = "---\n";
  out.append(head).append("---\n# Pebble\n\n");
  out +=
      "Pebble is a small model that sorts notes. It was made for tests, and nobody can run it. The page has as many "
      "words as "
      "a page must have so that it counts as a card and not as a stub that somebody forgot to fill in.\n\n";
  out.append(says).append("\n");
  return out;
}

}  // namespace caveat::testing

#endif  // CAVEAT_TESTS_MODEL_JUDGED_H_
