// File: src/model/repository.h
//
// A model repository as the judge sees it: the paths it holds, and the bytes of the few files that matter. Whoever has
// the files (a folder, a cache, an archive, a caller's own store) lists the paths, asks `WishFor` (model/roles.h) which
// contents are wanted and how many bytes of them, and hands both over. Plain data; nothing here does input or output.

#ifndef CAVEAT_MODEL_REPOSITORY_H_
#define CAVEAT_MODEL_REPOSITORY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "caveat_export.h"

namespace caveat::model {

// Where a repository came from; the names are those of the contract (`repository.layout`).
enum class Layout : uint8_t {
  kDirectory,
  kHfLocalDir,
  kHfCache,
  kModelScope,
  kOllama,
  kOci,
  kGit,
  kArchive,
  kGgufFile,
  kSafetensorsFile,
  kDump,
  kPaths,
  kMemory,
};
CAVEAT_API std::string_view LayoutName(Layout layout);  // "hf-cache"

// What is known of a file's content.
enum class Content : uint8_t {
  kListed,   // the path only: nobody asked for the bytes
  kWhole,    // `bytes` is the whole file
  kHead,     // `bytes` is the beginning of a longer file (weights headers, files over the limit)
  kPointer,  // a Git LFS or xet pointer stands in the file's place: the content is elsewhere
  kUnread,   // it was wanted and could not be had; `error` says why
};

struct File {
  std::string path;   // relative to the repository, '/' between folders; any bytes
  uint64_t size = 0;  // bytes of the whole file, if known (of the real file, for a pointer that tells)
  bool size_known = false;
  Content content = Content::kListed;
  std::string bytes;
  std::string error;
};

struct Repository {
  std::string id;        // "org/name"; empty where the layout does not tell
  std::string revision;  // commit or ref; empty where unknown
  std::string path;      // as the user named it
  Layout layout = Layout::kMemory;
  bool paths_complete = true;  // false: only some of the paths are known, so an absence proves nothing
  std::vector<File> files;     // sorted by path
};

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_REPOSITORY_H_
