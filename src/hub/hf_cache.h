// File: src/hub/hf_cache.h
//
// A repository in the cache of the Hugging Face hub: `models--org--name/{blobs,refs,snapshots,trees}`. Each snapshot is
// a repository of its own (same id, another revision); a blob that several of them link to is read once. vLLM, SGLang,
// llama.cpp and the Hub's other clients read and write this layout.

#ifndef CAVEAT_HUB_HF_CACHE_H_
#define CAVEAT_HUB_HF_CACHE_H_

#include <string>
#include <string_view>
#include <vector>

#include "hub/folder.h"
#include "hub/listing.h"
#include "hub/source.h"

namespace caveat::hub {

// Whether a folder of this name with these entries is one.
bool IsHfCache(std::string_view name, const std::vector<Entry>& entries);

class HfCachePiece : public Piece {
 public:
  HfCachePiece(std::string root, std::string below, std::string_view name, const Limits& limits);
  void Read(const std::function<bool(Found)>& visit, const OnProblem& problem) override;
  Stamp Look() override;
  std::optional<std::string> Id() override { return id_; }

 private:
  struct Snapshot {
    std::string commit;
    FolderFiles files;
  };
  std::string root_, below_, id_;
  Limits limits_;
  std::vector<Snapshot> snapshots_;
  std::vector<Problem> problems_;
  bool looked_ = false;
  Stamp stamp_;
};

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_HF_CACHE_H_
