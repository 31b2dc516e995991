#include "model/view.h"

#include <algorithm>
#include <utility>

#include "model/roles.h"

namespace caveat::model {
namespace {

constexpr uint32_t kSentenceReach = 60;
constexpr size_t kMostCards = 4;

bool AtTop(std::string_view path) { return path.find('/') == std::string_view::npos; }

bool MatchesWord(std::string_view word, std::string_view pattern) {
  while (!pattern.empty()) {
    const size_t bar = pattern.find('|');
    const std::string_view one = pattern.substr(0, bar);
    if (one.ends_with('*') ? word.starts_with(one.substr(0, one.size() - 1)) : word == one) return true;
    if (bar == std::string_view::npos) return false;
    pattern.remove_prefix(bar + 1);
  }
  return false;
}

uint32_t MatchFrom(const text::Words& words, uint32_t i, std::string_view phrase, bool first) {
  if (phrase.empty()) return i;
  const size_t space = phrase.find(' ');
  std::string_view token = phrase.substr(0, space);
  const std::string_view rest = space == std::string_view::npos ? std::string_view() : phrase.substr(space + 1);
  if (token.starts_with("..")) {
    const uint32_t most = static_cast<uint32_t>(token[2] - '0');
    for (uint32_t gap = 0; gap <= most; ++gap) {
      if (const uint32_t end = MatchFrom(words, i + gap, rest, false); end != 0) return end;
      if (i + gap >= words.size() || (words.marks(i + gap) & text::kSentence) != 0) break;
    }
    return 0;
  }
  const bool optional = token.starts_with('?');
  if (optional) token.remove_prefix(1);
  if (i < words.size() && MatchesWord(words[i], token) && (first || (words.marks(i) & text::kSentence) == 0)) {
    if (const uint32_t end = MatchFrom(words, i + 1, rest, false); end != 0) return end;
  }
  return optional ? MatchFrom(words, i, rest, first) : 0;
}

// Whether a word with this first letter can be the first of the phrase: nearly always not, and that is seen soonest.
bool MayBegin(char letter, std::string_view phrase) {
  if (phrase.empty() || phrase[0] == '.' || phrase[0] == '?' || phrase[0] == letter || phrase[0] == '*') return true;
  for (size_t k = 1; k < phrase.size() && phrase[k] != ' '; ++k) {
    if (phrase[k - 1] == '|' && (phrase[k] == letter || phrase[k] == '*')) return true;
  }
  return false;
}

}  // namespace

uint32_t PhraseAt(const text::Words& words, uint32_t i, std::string_view phrase) {
  if (i < words.size() && !MayBegin(words[i][0], phrase)) return 0;
  return MatchFrom(words, i, phrase, true);
}

Phrases::Phrases(std::initializer_list<std::string_view> phrases) {
  for (const std::string_view phrase : phrases) {
    first_words_.Add(phrase);
    std::string_view first = phrase.substr(0, phrase.find(' '));
    while (!first.empty()) {
      const size_t bar = first.find('|');
      by_first_[first.substr(0, bar)].push_back(phrase);
      if (bar == std::string_view::npos) break;
      first.remove_prefix(bar + 1);
    }
  }
}

uint32_t Phrases::At(const text::Words& words, uint32_t i) const {
  if (i >= words.size() || !first_words_.MayBe(words[i])) return 0;
  const auto it = by_first_.find(words[i]);
  if (it == by_first_.end()) return 0;
  for (const std::string_view phrase : it->second) {
    if (const uint32_t end = PhraseAt(words, i, phrase); end != 0) return end;
  }
  return 0;
}

std::string LowerCase(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
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

uint32_t Prose::SentenceBegin(uint32_t word) const {
  uint32_t i = word;
  while (i > 0 && word - i < kSentenceReach && (words.marks(i) & text::kSentence) == 0) --i;
  return i;
}

uint32_t Prose::SentenceEnd(uint32_t word) const {
  uint32_t i = word + 1;
  while (i < words.size() && i - word < kSentenceReach && (words.marks(i) & text::kSentence) == 0) ++i;
  return std::min(i, words.size());
}

View::View(const Repository& repository, const std::vector<Source>& sources,
           const std::vector<RoledDocument>& documents)
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
    auto prose = std::make_unique<Prose>();
    prose->file = file;
    prose->document = document_of_file_[file];
    text::Decode(repository.files[file].bytes, &prose->text);
    if (prose->text.binary) continue;
    text::Fold(prose->text.utf8, &prose->words);
    for (const Source& source : sources) {
      if (source.file == file && source.format == SourceFormat::kCard) prose->body = source.body;
    }
    cards_.push_back(std::move(prose));
  }
}

Span View::SpanOf(uint32_t file, uint64_t begin, uint64_t end) const {
  Span span{begin, end, 0, 0};
  const std::string& bytes = repository_.files[file].bytes;
  if (lines_[file] == nullptr) {
    text::Text head;
    text::Decode(std::string_view(bytes).substr(0, 4), &head);
    lines_[file] = std::make_unique<text::LineIndex>(bytes, head.encoding);
  }
  span.start_line = lines_[file]->LineOf(begin);
  span.end_line = lines_[file]->LineOf(end > begin ? end - 1 : begin);
  return span;
}

}  // namespace caveat::model
