#include "hub/oci.h"

#include <fcntl.h>
#include <simdjson.h>

#include <algorithm>
#include <set>

#include "hub/archive.h"
#include "hub/fill.h"

namespace caveat::hub {
namespace {

using simdjson::dom::element;

constexpr uint64_t kMaxManifest = 4 << 20;
constexpr int kMaxIndexes = 4;  // an index may name indexes

std::string_view Text(element from, std::string_view key) {
  std::string_view out;
  return from[key].get(out) ? std::string_view() : out;
}

std::string_view Annotation(element from, std::string_view key) {
  std::string_view out;
  return from["annotations"][key].get(out) ? std::string_view() : out;
}

// Where the layout keeps a blob; empty for a digest that is none (it becomes part of a path).
std::string BlobPath(const std::string& folder, std::string_view digest) {
  const size_t colon = digest.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == digest.size()) return "";
  const auto plain = [](std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    });
  };
  if (!plain(digest.substr(0, colon)) || !plain(digest.substr(colon + 1))) return "";
  return Join(folder, "blobs/" + std::string(digest.substr(0, colon)) + "/" + std::string(digest.substr(colon + 1)));
}

// "docker.io/org/name:tag" -> id and revision. A host has a dot or a port.
void SetReference(std::string_view reference, model::Repository* repository) {
  if (const size_t at = reference.find('@'); at != std::string_view::npos) reference = reference.substr(0, at);
  const size_t slash = reference.rfind('/'), colon = reference.rfind(':');
  if (colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
    repository->revision = reference.substr(colon + 1);
    reference = reference.substr(0, colon);
  } else if (slash == std::string_view::npos) {
    repository->revision = reference;  // only a tag
    return;
  }
  const std::string_view host = reference.substr(0, reference.find('/'));
  if (host.size() < reference.size() &&
      (host.find('.') != std::string_view::npos || host.find(':') != std::string_view::npos))
    reference.remove_prefix(host.size() + 1);
  if (reference.find('/') != std::string_view::npos) repository->id = reference;
}

// The name that a layer's kind tells where no annotation does.
std::string NameOfMedia(std::string_view media) {
  if (media == "application/vnd.docker.ai.license") return "LICENSE";
  if (media.starts_with("application/vnd.docker.ai.gguf")) return "model.gguf";
  if (media.starts_with("application/vnd.docker.ai.safetensors")) return "model.safetensors";
  if (media.ends_with("template.jinja")) return "chat_template.jinja";
  if (media.find("license") != std::string_view::npos) return "LICENSE";
  return "";
}

std::string ConfigName(std::string_view media) {
  if (media.starts_with("application/vnd.kitops.")) return "Kitfile";
  if (media.starts_with("application/vnd.cncf.model.config")) return "modelpack.json";
  return "";
}

class Reading {
 public:
  Reading(std::string folder, const Limits& limits, const std::function<bool(Found)>& visit, const OnProblem& problem)
      : folder_(std::move(folder)), limits_(limits), visit_(visit), problem_(problem) {}

  void Run() { Index(Join(folder_, "index.json"), 0); }

 private:
  bool Load(const std::string& path, simdjson::dom::parser* parser, element* document) {
    std::string bytes, error;
    uint64_t size = 0;
    if (!ReadHead(AT_FDCWD, path, kMaxManifest, &bytes, &size, &error)) {
      problem_({path, error});
      return false;
    }
    if (parser->parse(bytes).get(*document)) {
      problem_({path, "is no JSON"});
      return false;
    }
    return true;
  }

  bool Index(const std::string& path, int depth) {
    simdjson::dom::parser parser;
    element index;
    if (depth >= kMaxIndexes || !Load(path, &parser, &index)) return true;
    simdjson::dom::array manifests;
    if (index["manifests"].get(manifests)) return Manifest(path, "", index, index);
    for (element manifest : manifests) {
      const std::string digest(Text(manifest, "digest")), blob = BlobPath(folder_, digest);
      if (blob.empty() || !seen_.insert(digest).second) continue;
      if (Text(manifest, "mediaType").ends_with("index.v1+json")) {
        if (!Index(blob, depth + 1)) return false;
        continue;
      }
      simdjson::dom::parser inner;
      element document;
      if (Load(blob, &inner, &document) && !Manifest(blob, digest, manifest, document)) return false;
    }
    return true;
  }

  bool Manifest(const std::string& path, const std::string& digest, element entry, element manifest) {
    Found found;
    found.key = digest;
    model::Repository& repository = found.repository;
    repository.layout = model::Layout::kOci;
    repository.path = folder_;
    for (const std::string_view key : {"io.containerd.image.name", "org.opencontainers.image.ref.name"}) {
      if (const std::string_view name = Annotation(entry, key); !name.empty() && repository.id.empty())
        SetReference(name, &repository);
    }
    if (repository.revision.empty()) repository.revision = digest;
    if (element config; !manifest["config"].get(config)) {
      if (const std::string name = ConfigName(Text(config, "mediaType")); !name.empty())
        AddBlob(name, config, &repository);
    }
    // Where nothing else declares a licence, the manifest itself may.
    if (!Annotation(manifest, "org.opencontainers.image.licenses").empty()) {
      model::File& file = repository.files.emplace_back();
      file.path = "oci-manifest.json";
      FillFrom(path, &file);
    }
    simdjson::dom::array layers;
    if (!manifest["layers"].get(layers)) {
      for (element layer : layers) AddLayer(layer, &repository);
    }
    SortFiles(&repository);
    repository.files.erase(std::unique(repository.files.begin(), repository.files.end(),
                                       [](const model::File& a, const model::File& b) { return a.path == b.path; }),
                           repository.files.end());
    return visit_(std::move(found));
  }

  void AddLayer(element layer, model::Repository* repository) {
    const std::string_view media = Text(layer, "mediaType");
    if (media.find(".tar") != std::string_view::npos) return AddMembers(layer, repository);
    std::string name(Annotation(layer, "org.cncf.model.filepath"));
    if (name.empty()) name = Annotation(layer, "org.opencontainers.image.title");
    if (name.empty()) name = NameOfMedia(media);
    if (name.empty()) name = std::string(Text(layer, "digest"));
    AddBlob(name, layer, repository);
  }

  void AddBlob(const std::string& name, element descriptor, model::Repository* repository) {
    const std::string blob = BlobPath(folder_, Text(descriptor, "digest"));
    if (blob.empty()) return;
    model::File& file = repository->files.emplace_back();
    file.path = name;
    file.size_known = !descriptor["size"].get(file.size);
    struct stat info;
    if (stat(blob.c_str(), &info) != 0) {  // layers that were not pulled
      file.content = model::Content::kPointer;
      return;
    }
    FillFrom(blob, &file);
  }

  static void FillFrom(const std::string& path, model::File* file) {
    Fill([&](uint64_t limit, std::string* bytes, uint64_t* size,
             std::string* error) { return ReadHead(AT_FDCWD, path, limit, bytes, size, error); },
         file);
  }

  void AddMembers(element layer, model::Repository* repository) {
    const std::string blob = BlobPath(folder_, Text(layer, "digest"));
    struct stat info;
    if (blob.empty() || stat(blob.c_str(), &info) != 0) return;
    std::string error;
    const bool good = ForEachMember(
        blob, {}, limits_,
        [&](const Member& member) {
          if (repository->files.size() >= limits_.files) return false;
          model::File& file = repository->files.emplace_back();
          file.path = member.path;
          file.size = member.size;
          file.size_known = true;
          Fill(
              [&](uint64_t limit, std::string* bytes, uint64_t* size, std::string* why) {
                *size = member.size;
                return member.read(limit, bytes, why);
              },
              &file);
          return true;
        },
        &error);
    if (!good) problem_({blob, error});
  }

  const std::string folder_;
  const Limits& limits_;
  const std::function<bool(Found)>& visit_;
  const OnProblem& problem_;
  std::set<std::string> seen_;
};

}  // namespace

bool IsOciLayout(const std::vector<Entry>& entries) {
  const Entry *mark = FindEntry(entries, "oci-layout"), *index = FindEntry(entries, "index.json"),
              *blobs = FindEntry(entries, "blobs");
  return mark != nullptr && index != nullptr && blobs != nullptr && mark->kind == Kind::kFile &&
         index->kind == Kind::kFile && blobs->kind == Kind::kFolder;
}

OciPiece::OciPiece(std::string root, std::string below, const Limits& limits)
    : root_(std::move(root)), below_(std::move(below)), limits_(limits) {
  key = below_;
  many = true;
}

Stamp OciPiece::Look() {
  Stamper stamp;
  struct stat info;
  const std::string folder = Join(root_, below_);
  if (stat(Join(folder, "index.json").c_str(), &info) == 0) stamp.Add(info);
  // Blobs are named by what they hold: which are there is all that can change.
  std::vector<Entry> kinds, blobs;
  std::string error;
  ListPath(Join(folder, "blobs"), &kinds, &error);
  for (const Entry& kind : kinds) {
    ListPath(Join(folder, "blobs/" + kind.name), &blobs, &error);
    for (const Entry& blob : blobs) stamp.Add(blob.name);
  }
  return stamp.Finish();
}

void OciPiece::Read(const std::function<bool(Found)>& visit, const OnProblem& problem) {
  Reading(Join(root_, below_), limits_, visit, problem).Run();
}

}  // namespace caveat::hub
