#include "hub/ollama.h"

#include <fcntl.h>
#include <simdjson.h>

#include "hub/fill.h"

namespace caveat::hub {
namespace {

constexpr uint64_t kMaxManifest = 4 << 20;
constexpr std::string_view kMedia = "application/vnd.ollama.image.";
constexpr std::string_view kDefaultHost = "registry.ollama.ai";

// "sha256:<64 hex>" -> "sha256-<64 hex>"; empty for anything else (a digest is part of a path).
std::string BlobName(std::string_view digest) {
  if (digest.size() != 71 || !digest.starts_with("sha256") || (digest[6] != ':' && digest[6] != '-')) return "";
  if (digest.substr(7).find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos) return "";
  return "sha256-" + std::string(digest.substr(7));
}

class OllamaPiece : public Piece {
 public:
  // `name`: host/namespace/model/tag.
  OllamaPiece(const std::string& root, const std::string& below, std::string name)
      : root_(root), store_(Join(root, below)), name_(std::move(name)) {
    key = Join(below, "manifests/" + name_);
  }

  Stamp Look() override {
    if (looked_) return stamp_;
    looked_ = true;
    Stamper stamp;
    struct stat info;
    uint64_t size = 0;
    const std::string path = Join(root_, key);
    if (ReadHead(AT_FDCWD, path, kMaxManifest, &manifest_, &size, &error_) && stat(path.c_str(), &info) == 0)
      stamp.Add(info);
    stamp.Add(manifest_);  // blobs are named by their content
    Parse();
    for (const Layer& layer : layers_) stamp.Add(uint64_t{stat(Blob(layer).c_str(), &info) == 0});
    return stamp_ = stamp.Finish();
  }

  void Read(const std::function<bool(Found)>& visit, const OnProblem& problem) override {
    Look();
    if (!error_.empty()) return problem({Join(root_, key), error_});
    Found found;
    model::Repository& repository = found.repository;
    repository.layout = model::Layout::kOllama;
    repository.path = Join(root_, key);
    // host/namespace/model/tag
    const size_t host = name_.find('/'), tag = name_.rfind('/');
    if (host != std::string::npos && host < tag) {
      repository.id = name_.substr(host + 1, tag - host - 1);
      repository.revision = name_.substr(tag + 1);
    }
    for (const Layer& layer : layers_) {
      model::File& file = repository.files.emplace_back();
      file.path = layer.name;
      file.size = layer.size;
      file.size_known = true;
      Fill([&](uint64_t limit, std::string* bytes, uint64_t* size,
               std::string* error) { return ReadHead(AT_FDCWD, Blob(layer), limit, bytes, size, error); },
           &file);
    }
    SortFiles(&repository);
    visit(std::move(found));
  }

 private:
  struct Layer {
    std::string name, blob;
    uint64_t size = 0;
  };

  std::string Blob(const Layer& layer) const { return Join(store_, "blobs/" + layer.blob); }

  void Parse() {
    if (!error_.empty()) return;
    simdjson::dom::parser parser;
    simdjson::dom::element document;
    simdjson::dom::array layers;
    if (parser.parse(manifest_).get(document) || document["layers"].get(layers)) {
      error_ = "is no manifest";
      return;
    }
    std::vector<std::pair<std::string, int>> used;
    const auto add = [&](std::string name, simdjson::dom::element from) {
      std::string_view digest;
      Layer layer;
      if (from["digest"].get(digest) || (layer.blob = BlobName(digest)).empty()) return;
      if (from["size"].get(layer.size)) layer.size = 0;
      int count = 1;
      for (auto& [known, times] : used) {
        if (known == name) count = ++times;
      }
      if (count == 1) used.emplace_back(name, 1);
      if (count > 1) {
        const size_t dot = name.rfind('.');
        name.insert(dot == std::string::npos ? name.size() : dot, "." + std::to_string(count));
      }
      layer.name = std::move(name);
      layers_.push_back(std::move(layer));
    };
    for (simdjson::dom::element layer : layers) {
      std::string_view media;
      if (layer["mediaType"].get(media) || !media.starts_with(kMedia)) continue;
      const std::string_view kind = media.substr(kMedia.size());
      if (kind == "license") {
        add("LICENSE", layer);
      } else if (kind == "model" || kind == "adapter" || kind == "projector") {
        add(std::string(kind) + ".gguf", layer);
      } else {
        add(std::string(kind), layer);
      }
    }
  }

  std::string root_, store_, name_, manifest_, error_;
  std::vector<Layer> layers_;
  bool looked_ = false;
  Stamp stamp_;
};

void WalkManifests(const std::string& root, const std::string& below, const std::string& name, int depth,
                   const OnProblem& problem, const std::function<void(std::unique_ptr<Piece>)>& give) {
  const std::string path = Join(Join(root, below), "manifests/" + name);
  std::vector<Entry> entries;
  std::string error;
  if (!ListPath(path, &entries, &error)) problem({path, error});
  for (const Entry& entry : entries) {
    if (entry.kind == Kind::kFolder && depth < 8) {
      WalkManifests(root, below, name.empty() ? entry.name : name + "/" + entry.name, depth + 1, problem, give);
    } else if (entry.kind == Kind::kFile && depth > 0 && entry.name[0] != '.') {
      give(std::make_unique<OllamaPiece>(root, below, name + "/" + entry.name));
    }
  }
}

}  // namespace

bool IsOllama(const std::string& path, const std::vector<Entry>& entries) {
  const Entry *manifests = FindEntry(entries, "manifests"), *blobs = FindEntry(entries, "blobs");
  if (manifests == nullptr || blobs == nullptr || manifests->kind != Kind::kFolder || blobs->kind != Kind::kFolder)
    return false;
  std::vector<Entry> inner;
  std::string error;
  ListPath(Join(path, "blobs"), &inner, &error);
  for (const Entry& entry : inner) {
    if (entry.name.starts_with("sha256-")) return true;
  }
  ListPath(Join(path, "manifests"), &inner, &error);
  return FindEntry(inner, kDefaultHost) != nullptr;
}

void OllamaPieces(const std::string& root, const std::string& below, const OnProblem& problem,
                  const std::function<void(std::unique_ptr<Piece>)>& give) {
  WalkManifests(root, below, "", 0, problem, give);
}

}  // namespace caveat::hub
