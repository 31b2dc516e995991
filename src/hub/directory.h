// File: src/hub/directory.h
//
// One repository, named by the user: a folder of any layout that holds one model, an archive of it, a single GGUF or
// safetensors file, or a listing of paths without contents.
//
//   model::Repository repository;
//   std::string error;
//   if (!hub::OpenRepository("acme/model-7b", &repository, problem, &error)) ... error says why
//
// Only what model::WishFor asks for is read. Thread-safe.

#ifndef CAVEAT_HUB_DIRECTORY_H_
#define CAVEAT_HUB_DIRECTORY_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "hub/source.h"
#include "model/repository.h"

namespace caveat::hub {

// False with an error: there is nothing, or more than one model. Files that could not be read stand in the repository
// (Content::kUnread) with their reasons, `problem` is told about folders.
//   * A folder with files in it is one repository, whatever else lies below. The id is that of its layout or clone, or
//     "org/name" where the path as it was given ends so.
//   * A cache folder (`models--org--name`) is the snapshot that `main` points to, else the last.
//   * A file whose bytes are GGUF is a weights file under any name (blobs of a store have none).
bool OpenRepository(const std::string& path, model::Repository* repository, const OnProblem& problem,
                    std::string* error);

// Adds the paths of a listing, one a line, as files known without their contents; the number that were new. Understands
// what `git ls-files`, `git ls-tree -r [-l] HEAD`, `find` and `sha256sum` print: a leading ./, quoted names, what
// stands before the path. Lines that end in / are folders and left out.
size_t AddPaths(std::string_view listing, model::Repository* repository);

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_DIRECTORY_H_
