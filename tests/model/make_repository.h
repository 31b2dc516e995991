// Repositories for tests, from paths and contents.

#ifndef CAVEAT_TESTS_MODEL_MAKE_REPOSITORY_H_
#define CAVEAT_TESTS_MODEL_MAKE_REPOSITORY_H_

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>

#include "model/repository.h"

namespace caveat::model {

// All files read whole.
inline Repository MakeRepository(std::initializer_list<std::pair<std::string, std::string>> files,
                                 std::string id = "acme/m") {
  Repository repository;
  repository.id = std::move(id);
  for (const auto& [path, bytes] : files) {
    File file;
    file.path = path;
    file.bytes = bytes;
    file.size = bytes.size();
    file.size_known = true;
    file.content = Content::kWhole;
    repository.files.push_back(std::move(file));
  }
  std::sort(repository.files.begin(), repository.files.end(),
            [](const File& a, const File& b) { return a.path < b.path; });
  return repository;
}

}  // namespace caveat::model

#endif  // CAVEAT_TESTS_MODEL_MAKE_REPOSITORY_H_
