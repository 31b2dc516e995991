// File: src/hub/layout.h
//
// What a folder is, told by the names in it: one repository, loose weights files that each are a model, or a folder of
// folders. The same answers for a folder on disk and one inside an archive. Pure functions, thread-safe.

#ifndef CAVEAT_HUB_LAYOUT_H_
#define CAVEAT_HUB_LAYOUT_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/listing.h"
#include "model/repository.h"

namespace caveat::hub {

enum class FolderIs {
  kContainer,   // folders of repositories, archives, dumps; documents right in it stand for themselves
  kRepository,  // all below it is one repository
  kLoose,       // weights files without a card, licence or configuration: each group is a model of its own
};

// Lists a folder inside the one in question, "name" or "name/inner"; an empty list when it cannot.
using ListChild = std::function<std::vector<Entry>(const std::string& name)>;

// `entries` are sorted by name. `list` is called only where a folder has documents, no weights, and folders in it: then
// these decide: a repository is not taken apart for the documents of its folders, but for models that lie in them.
// `depth`: folders between the root and this one; at org/name files of any kind make a repository.
FolderIs WhatIs(const std::vector<Entry>& entries, uint32_t depth, const ListChild& list);

// Weights files of one folder by model: parts of a split file, and quantizations of one name, belong together.
struct LooseModel {
  std::vector<std::string> names;  // sorted
  model::Layout layout = model::Layout::kGgufFile;
};
std::vector<LooseModel> LooseModels(const std::vector<Entry>& entries);

// Documents right in a folder that is a container.
std::vector<std::string> StrayDocuments(const std::vector<Entry>& entries);

// By the ending of the name.
bool IsArchiveName(std::string_view name);  // .tar .tgz .tar.gz .tar.zst .tar.xz .zip ...
bool IsDumpName(std::string_view name);     // .jsonl .ndjson, also .gz .zst
std::string_view WithoutArchiveEnding(std::string_view name);

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_LAYOUT_H_
