#include "model/view.h"

#include <algorithm>
#include <utility>

#include "model/roles.h"

namespace caveat::model {
namespace {

constexpr size_t kMostCards = 4;

bool AtTop(std::string_view path) { return path.find('/') == std::string_view::npos; }

}  // namespace

void AddOnce(std::vector<std::string>* list, std::string_view item) {
  if (!item.empty() && std::find(list->begin(), list->end(), item) == list->end()) list->emplace_back(item);
}

std::string CutText(std::string_view text, size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return std::string(text.substr(0, most));
}

std::string HubId(std::string_view text) {
  const auto is_part = [](std::string_view part) {
    return !part.empty() && part.size() <= 96 && part != "." && part != ".." &&
           std::all_of(part.begin(), part.end(), [](char c) {
             return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                    c == '_' || c == '.';
           });
  };
  const auto two_parts = [&](std::string_view path) -> std::string {
    const size_t slash = path.find('/');
    if (slash == std::string_view::npos) return {};
    const std::string_view org = path.substr(0, slash);
    std::string_view name = path.substr(slash + 1);
    name = name.substr(0, name.find_first_of("/?#@:"));
    while (name.ends_with('.') || name.ends_with(',')) name.remove_suffix(1);
    if (!is_part(org) || !is_part(name)) return {};
    return std::string(org).append("/").append(name);
  };
  if (const size_t cache = text.find("models--"); cache != std::string_view::npos) {
    std::string_view folder = text.substr(cache + 8);
    folder = folder.substr(0, folder.find_first_of("/\\"));
    const size_t dashes = folder.find("--");
    if (dashes == std::string_view::npos) return is_part(folder) ? std::string(folder) : std::string();
    std::string id(folder.substr(0, dashes));
    return two_parts(id.append("/").append(folder.substr(dashes + 2)));
  }
  for (const std::string_view host :
       {"huggingface.co/", "hf.co/", "modelscope.cn/models/", "hf-mirror.com/", "modelscope.cn/"}) {
    const size_t at = text.find(host);
    if (at == std::string_view::npos) continue;
    std::string_view path = text.substr(at + host.size());
    for (const std::string_view other : {"datasets/", "spaces/", "docs/", "blog/", "papers/", "collections/", "models",
                                         "organizations/", "settings/", "api/", "join", "learn/"}) {
      if (path.starts_with(other)) return {};
    }
    return two_parts(path);
  }
  // An id itself: one slash, no scheme, no path of a disk.
  if (text.find("://") != std::string_view::npos || std::count(text.begin(), text.end(), '/') != 1) return {};
  if (text.starts_with("./") || text.starts_with("~") || text.starts_with("/") || text.starts_with("..")) return {};
  return two_parts(text);
}

View::View(const Repository& repository, const std::vector<Source>& sources,
           const std::vector<RoledDocument>& documents, const NotesOfFiles& notes)
    : repository_(repository), sources_(sources), documents_(documents) {
  const size_t n = repository.files.size();
  document_of_file_.assign(n, kNoDocument);
  lines_.resize(n);
  std::vector<std::pair<std::string_view, uint32_t>> paths;  // of the documents
  for (uint32_t i = 0; i < documents.size(); ++i) paths.emplace_back(documents[i].document.path, i);
  std::sort(paths.begin(), paths.end());
  for (uint32_t i = 0; i < n; ++i) {
    const auto it = std::lower_bound(paths.begin(), paths.end(),
                                     std::pair<std::string_view, uint32_t>(repository.files[i].path, 0));
    if (it != paths.end() && it->first == repository.files[i].path) document_of_file_[i] = it->second;
  }
  std::string_view id = repository.id;
  if (id.empty()) {
    id = repository.path;
    while (id.size() > 1 && id.ends_with('/')) id.remove_suffix(1);
    if (const size_t slash = id.rfind('/'); slash != std::string_view::npos) id = id.substr(slash + 1);
    if (id == "." || id == "..") id = {};
    name_ = std::string(id);
  } else {
    const size_t slash = id.rfind('/');
    name_ = std::string(slash == std::string_view::npos ? id : id.substr(slash + 1));
    if (slash != std::string_view::npos) owner_ = std::string(id.substr(0, slash));
  }
  for (const Source& source : sources) {
    if (source.format != SourceFormat::kCard) continue;
    const std::string& path = repository.files[source.file].path;
    if (main_card_ == nullptr || (IsMainCard(path) && !IsMainCard(repository.files[main_card_->file].path))) {
      if (AtTop(path)) main_card_ = &source;
    }
  }
  // The card itself, then other cards at the top (translations, MODEL_CARD.md).
  std::vector<uint32_t> files;
  for (uint32_t i = 0; i < n; ++i) {
    const File& file = repository.files[i];
    if ((file.content != Content::kWhole && file.content != Content::kHead) || document_of_file_[i] == kNoDocument)
      continue;
    if (documents[document_of_file_[i]].role != Role::kCard || !AtTop(file.path)) continue;
    if (IsMainCard(file.path)) {
      files.insert(files.begin(), i);
    } else {
      files.push_back(i);
    }
  }
  if (files.size() > kMostCards) files.resize(kMostCards);
  for (const uint32_t file : files) {
    NotedCard card{document_of_file_[file], file, file < notes.size() ? notes[file] : nullptr};
    if (card.notes == nullptr) {
      card.notes = std::make_shared<const CardNotes>(
          ReadCardNotes(repository.files[file].bytes, BodyOf(sources, file), documents[card.document].document));
    }
    if (!card.notes->binary) cards_.push_back(std::move(card));
  }
}

Span View::SpanOf(uint32_t file, uint64_t begin, uint64_t end) const {
  Span span{begin, end, 0, 0};
  const std::string& bytes = repository_.files[file].bytes;
  if (lines_[file] == nullptr) {
    lines_[file] = std::make_unique<text::LineIndex>(bytes, EncodingOf(bytes));
  }
  span.start_line = lines_[file]->LineOf(begin);
  span.end_line = lines_[file]->LineOf(end > begin ? end - 1 : begin);
  return span;
}

}  // namespace caveat::model
