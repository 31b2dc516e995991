#include "hub/layout.h"

#include <algorithm>
#include <array>
#include <map>

#include "hub/folder.h"
#include "hub/git.h"
#include "hub/hf_cache.h"
#include "hub/oci.h"
#include "model/roles.h"

namespace caveat::hub {
namespace {

constexpr std::array<std::string_view, 19> kMarks = {".gitattributes",
                                                     ".mdl",
                                                     ".msc",
                                                     ".mv",
                                                     "Kitfile",
                                                     "Modelfile",
                                                     "adapter_config.json",
                                                     "config.json",
                                                     "configuration.json",
                                                     "generation_config.json",
                                                     "mergekit_config.yml",
                                                     "model-metadata.json",
                                                     "model_index.json",
                                                     "modules.json",
                                                     "params.json",
                                                     "preprocessor_config.json",
                                                     "tokenizer.json",
                                                     "tokenizer.model",
                                                     "tokenizer_config.json"};
constexpr std::array<std::string_view, 5> kCodeMarks = {".gitignore", "package.json", "pyproject.toml",
                                                        "requirements.txt", "setup.py"};
static_assert(std::is_sorted(kMarks.begin(), kMarks.end()));

constexpr std::array<std::string_view, 20> kWeights = {".safetensors",
                                                       ".bin",
                                                       ".pt",
                                                       ".pth",
                                                       ".ckpt",
                                                       ".onnx",
                                                       ".h5",
                                                       ".keras",
                                                       ".tflite",
                                                       ".mlmodel",
                                                       ".nemo",
                                                       ".ggml",
                                                       ".msgpack",
                                                       ".pdparams",
                                                       ".llamafile",
                                                       ".npz",
                                                       ".safetensors.index.json",
                                                       ".ot",
                                                       ".pkl",
                                                       ".gguf"};

constexpr std::array<std::string_view, 12> kArchives = {
    ".tar.zst", ".tar.gz", ".tar.xz", ".tar.bz2", ".tar.lz4", ".tzst", ".tgz", ".txz", ".tbz2", ".tar", ".zip", ".7z"};
constexpr std::array<std::string_view, 6> kDumps = {".jsonl",     ".ndjson",    ".jsonl.gz",
                                                    ".ndjson.gz", ".jsonl.zst", ".ndjson.zst"};

template <size_t N>
std::string_view EndingOf(std::string_view name, const std::array<std::string_view, N>& endings) {
  for (const std::string_view ending : endings) {
    if (name.size() > ending.size() && name.ends_with(ending)) return ending;
  }
  return {};
}

constexpr size_t kFoldersLookedInto = 64;
constexpr size_t kModelsLookedAt = 8;

bool IsFile(const Entry& entry) { return entry.kind == Kind::kFile || entry.kind == Kind::kLink; }

bool IsLooseWeights(std::string_view name) { return name.ends_with(".gguf") || name.ends_with(".safetensors"); }

// A document that somebody wrote for people: not code, not data.
bool IsDocument(std::string_view name) {
  switch (model::RoleOf(name)) {
    case model::Role::kLicense:
    case model::Role::kModelLicense:
    case model::Role::kUsePolicy:
    case model::Role::kNotice:
    case model::Role::kCard:
      return true;
    default:
      return false;
  }
}

struct Signs {
  bool mark = false;  // configuration, side files: this is a repository
  bool code = false;  // what only repositories of code have: it is one too, but a folder of it is none
  bool licence = false;
  bool weights = false;    // any kind
  bool documents = false;  // card, licence, policy, notice
  bool card = false;
  bool folders = false;
  bool loose = false;  // GGUF or safetensors
  bool files = false;  // of any kind, but for archives and dumps
};

Signs SignsOf(const std::vector<Entry>& entries) {
  Signs signs;
  for (const Entry& entry : entries) {
    if (entry.kind == Kind::kFolder) {
      if (entry.name == ".git") signs.mark = true;
      if (!IsSideFolder(entry.name)) signs.folders = true;
      continue;
    }
    if (!IsFile(entry)) continue;
    if (std::binary_search(kMarks.begin(), kMarks.end(), std::string_view(entry.name))) signs.mark = true;
    if (std::binary_search(kCodeMarks.begin(), kCodeMarks.end(), std::string_view(entry.name))) signs.code = true;
    if (IsLooseWeights(entry.name)) signs.loose = true;
    if (entry.name[0] != '.' && !IsArchiveName(entry.name) && !IsDumpName(entry.name)) signs.files = true;
    if (!EndingOf(entry.name, kWeights).empty()) signs.weights = true;
    if (IsDocument(entry.name)) {
      signs.documents = true;
      const model::Role role = model::RoleOf(entry.name);
      if (role == model::Role::kCard) signs.card = true;
      if (role == model::Role::kLicense || role == model::Role::kModelLicense) signs.licence = true;
    }
  }
  return signs;
}

// "Name-7B-Q4_K_M-00001-of-00003.gguf" -> "name-7b": without part and quantization.
std::string ModelName(std::string_view file) {
  std::string name(file.substr(0, file.rfind('.')));
  std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  if (name.starts_with("mmproj-")) name.erase(0, 7);
  // "-00001-of-00003"
  if (const size_t of = name.rfind("-of-");
      of != std::string::npos && of >= 6 && name.find_first_not_of("0123456789", of + 4) == std::string::npos)
    name.resize(name.rfind('-', of - 1));
  // "-q4_k_m", ".iq2_xs", "-f16": the last part, where it begins like a quantization
  const size_t cut = name.find_last_of("-.");
  if (cut != std::string::npos && cut > 0) {
    const std::string_view last = std::string_view(name).substr(cut + 1);
    const auto quantized = [&](std::string_view start) {
      return last.starts_with(start) && last.size() > start.size() && last[start.size()] >= '0' &&
             last[start.size()] <= '9';
    };
    if (quantized("q") || quantized("iq") || quantized("f") || quantized("bf") || quantized("fp") || quantized("tq"))
      name.resize(cut);
  }
  return name;
}

// Is this folder, which has nothing but folders, that of an owner: org/name? The first ones tell.
bool HoldsModels(const std::vector<Entry>& entries, const std::string& name, const ListChild& list) {
  size_t folders = 0, models = 0;
  for (const Entry& entry : entries) {
    if (entry.kind != Kind::kFolder || IsSideFolder(entry.name)) continue;
    const Signs signs = SignsOf(list(Join(name, entry.name)));
    ++folders;
    if (signs.card || signs.mark || signs.weights) ++models;
    if (folders >= kModelsLookedAt) break;
  }
  return models * 2 >= folders && models > 0;
}

}  // namespace

FolderIs WhatIs(const std::vector<Entry>& entries, uint32_t depth, const ListChild& list) {
  const Signs signs = SignsOf(entries);
  if (signs.mark) return FolderIs::kRepository;
  if (signs.weights) {
    if (signs.documents || !signs.loose) return FolderIs::kRepository;
    return LooseModels(entries).size() == 1 && !signs.folders ? FolderIs::kRepository : FolderIs::kLoose;
  }
  if (!signs.documents) return signs.files && depth == 2 ? FolderIs::kRepository : FolderIs::kContainer;
  if (!signs.folders) return FolderIs::kRepository;
  // A card or licence beside folders: of one repository, or of a whole collection of them?
  size_t folders = 0, models = 0, owners = 0;
  for (const Entry& entry : entries) {
    if (entry.kind != Kind::kFolder || IsSideFolder(entry.name)) continue;
    ++folders;
    const std::vector<Entry> inner = list(entry.name);
    const Signs child = SignsOf(inner);
    // What has weights and a card, or was cloned by itself, is a model of its own wherever it lies.
    const Entry* git = FindEntry(inner, ".git");  // a file for a submodule, which is a part
    if ((git != nullptr && git->kind == Kind::kFolder) || (child.weights && child.card)) return FolderIs::kContainer;
    if (IsHfCache(entry.name, inner) || IsOciLayout(inner) || IsGitFolder(inner)) return FolderIs::kContainer;
    if (child.mark && child.card) ++models;
    if (!child.files && child.folders && HoldsModels(inner, entry.name, list)) ++owners;
    if (folders >= kFoldersLookedInto) break;
  }
  if (signs.code) return FolderIs::kRepository;
  // Below the root, a licence beside folders is that of a work with parts.
  if (signs.licence) return depth == 0 && owners == folders ? FolderIs::kContainer : FolderIs::kRepository;
  return (owners + models) * 2 >= folders && owners + models > 0 ? FolderIs::kContainer : FolderIs::kRepository;
}

std::vector<LooseModel> LooseModels(const std::vector<Entry>& entries) {
  std::map<std::pair<bool, std::string>, LooseModel> groups;
  for (const Entry& entry : entries) {
    if (!IsFile(entry) || !IsLooseWeights(entry.name)) continue;
    const bool gguf = entry.name.ends_with(".gguf");
    LooseModel& group = groups[{gguf, ModelName(entry.name)}];
    group.layout = gguf ? model::Layout::kGgufFile : model::Layout::kSafetensorsFile;
    group.names.push_back(entry.name);
  }
  std::vector<LooseModel> out;
  out.reserve(groups.size());
  for (auto& [name, group] : groups) out.push_back(std::move(group));
  return out;
}

std::vector<std::string> StrayDocuments(const std::vector<Entry>& entries) {
  std::vector<std::string> out;
  for (const Entry& entry : entries) {
    if (IsFile(entry) && IsDocument(entry.name)) out.push_back(entry.name);
  }
  return out;
}

bool IsArchiveName(std::string_view name) { return !EndingOf(name, kArchives).empty(); }
bool IsDumpName(std::string_view name) { return !EndingOf(name, kDumps).empty(); }

std::string_view WithoutArchiveEnding(std::string_view name) {
  name.remove_suffix(EndingOf(name, kArchives).size());
  return name;
}

}  // namespace caveat::hub
