// File: src/hub/ollama.h
//
// A model in the store of Ollama: `manifests/<host>/<namespace>/<model>/<tag>` names the blobs it is made of. Each
// licence layer becomes a file LICENSE, LICENSE.2 ..., the weights "model.gguf", the rest what its kind is called.

#ifndef CAVEAT_HUB_OLLAMA_H_
#define CAVEAT_HUB_OLLAMA_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hub/listing.h"
#include "hub/source.h"

namespace caveat::hub {

// Whether a folder with these entries is a store: `manifests` and `blobs`, and blobs named as Ollama names them.
bool IsOllama(const std::string& path, const std::vector<Entry>& entries);

// The models of a store, one Piece a manifest.
void OllamaPieces(const std::string& root, const std::string& below, const OnProblem& problem,
                  const std::function<void(std::unique_ptr<Piece>)>& give);

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_OLLAMA_H_
