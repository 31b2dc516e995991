#include "hub/dump.h"

#include <fcntl.h>
#include <simdjson.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "hub/fill.h"
#include "hub/libarchive.h"
#include "hub/listing.h"

namespace caveat::hub {
namespace {

using Meaning = Columns::Meaning;

constexpr size_t kBlock = 1 << 20;
constexpr size_t kMaxLine = 64 << 20;

struct Usual {
  std::string_view key;
  Meaning meaning;
};
// Sorted by key. Of the Hub's API, of data sets of cards, and what people call such columns.
constexpr std::array<Usual, 19> kUsual = {{{"cardData", Meaning::kData},
                                           {"card", Meaning::kCard},
                                           {"card_data", Meaning::kData},
                                           {"card_text", Meaning::kCard},
                                           {"config", Meaning::kConfig},
                                           {"content", Meaning::kCard},
                                           {"files", Meaning::kFiles},
                                           {"id", Meaning::kId},
                                           {"license", Meaning::kLicense},
                                           {"modelId", Meaning::kId},
                                           {"model_id", Meaning::kId},
                                           {"paths", Meaning::kFiles},
                                           {"readme", Meaning::kCard},
                                           {"repo_id", Meaning::kId},
                                           {"revision", Meaning::kRevision},
                                           {"sha", Meaning::kRevision},
                                           {"siblings", Meaning::kFiles},
                                           {"tags", Meaning::kTags},
                                           {"text", Meaning::kCard}}};

constexpr std::array<std::pair<std::string_view, Meaning>, 8> kNames = {{{"id", Meaning::kId},
                                                                         {"revision", Meaning::kRevision},
                                                                         {"card", Meaning::kCard},
                                                                         {"data", Meaning::kData},
                                                                         {"files", Meaning::kFiles},
                                                                         {"tags", Meaning::kTags},
                                                                         {"license", Meaning::kLicense},
                                                                         {"config", Meaning::kConfig}}};

bool IsBlank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

// A key or text as YAML reads it: JSON's way of writing texts is one of YAML's.
std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      constexpr char kHex[] = "0123456789abcdef";
      out += "\\u00";
      out += kHex[(c >> 4) & 15];
      out += kHex[c & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

// A card's head from the fields of a record: one line for each field, its value as JSON, which YAML reads too.
std::string HeadOf(simdjson::dom::object data) {
  std::string out;
  for (const auto& [key, value] : data) {
    if (value.is_null()) continue;
    const bool plain = !key.empty() && key.find_first_not_of(
                                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                           "_-") == std::string_view::npos;
    out += plain ? std::string(key) : Quoted(key);
    out += ": ";
    if (simdjson::dom::array list; !value.get(list)) {  // one item a line, as cards are written
      for (simdjson::dom::element item : list) out += "\n  - " + simdjson::minify(item);
    } else {
      out += simdjson::minify(value);
    }
    out += '\n';
  }
  return out;
}

// The same from the tags that the Hub derives of it.
std::string HeadOfTags(const std::vector<std::string>& tags, const std::string& license) {
  std::string out, bases, sets, relation;
  std::string chosen = license;
  for (const std::string& tag : tags) {
    if (tag.starts_with("license:") && chosen.empty()) chosen = tag.substr(8);
    if (tag.starts_with("dataset:")) sets += "\n  - " + Quoted(std::string_view(tag).substr(8));
    if (!tag.starts_with("base_model:")) continue;
    const std::string_view base = std::string_view(tag).substr(11);
    if (const size_t colon = base.find(':'); colon != std::string_view::npos) {
      relation = base.substr(0, colon);
    } else {
      bases += "\n  - " + Quoted(base);
    }
  }
  if (!chosen.empty()) out += "license: " + Quoted(chosen) + "\n";
  if (!bases.empty()) out += "base_model:" + bases + "\n";
  if (!relation.empty()) out += "base_model_relation: " + Quoted(relation) + "\n";
  if (!sets.empty()) out += "datasets:" + sets + "\n";
  return out;
}

void AddFile(std::string_view path, std::string bytes, model::Repository* repository) {
  model::File& file = repository->files.emplace_back();
  file.path = std::string(path);
  file.content = model::Content::kWhole;
  file.size = bytes.size();
  file.size_known = true;
  file.bytes = std::move(bytes);
}

class DumpPiece : public Piece {
 public:
  DumpPiece(std::string path, std::string key_of_file, std::shared_ptr<const Columns> columns, Stamp stamp,
            std::string block, uint64_t line)
      : path_(std::move(path)), columns_(std::move(columns)), stamp_(stamp), block_(std::move(block)), line_(line) {
    key = std::move(key_of_file);
    many = true;
  }
  Stamp Look() override { return stamp_; }

  void Read(const std::function<bool(Found)>& visit, const OnProblem& problem) override {
    uint64_t number = line_;
    for (size_t at = 0; at < block_.size(); ++number) {
      const size_t end = std::min(block_.find('\n', at), block_.size());
      const std::string_view line = std::string_view(block_).substr(at, end - at);
      at = end + 1;
      if (IsBlank(line)) continue;
      Found found;
      std::string error;
      if (ReadDumpLine(line, *columns_, &found, &error)) {
        found.repository.path = path_;
        if (!visit(std::move(found))) return;
      } else {
        problem({path_ + ":" + std::to_string(number), error});
      }
    }
  }

 private:
  const std::string path_;
  const std::shared_ptr<const Columns> columns_;
  const Stamp stamp_;
  const std::string block_;
  const uint64_t line_;
};

}  // namespace

bool Columns::Parse(std::string_view mapping, std::string* wrong) {
  while (!mapping.empty()) {
    const size_t comma = std::min(mapping.find(','), mapping.size());
    const std::string_view part = mapping.substr(0, comma);
    mapping.remove_prefix(std::min(comma + 1, mapping.size()));
    const size_t equals = part.find('=');
    const auto name =
        std::find_if(kNames.begin(), kNames.end(), [&](const auto& n) { return n.first == part.substr(0, equals); });
    if (equals == std::string_view::npos || equals + 1 >= part.size() || name == kNames.end()) {
      *wrong = std::string(part);
      return false;
    }
    mapped_[std::string(part.substr(equals + 1))] = name->second;
    given_ |= 1u << static_cast<int>(name->second);
  }
  return true;
}

Meaning Columns::Of(std::string_view key) const {
  if (!mapped_.empty()) {
    const auto at = mapped_.find(key);
    if (at != mapped_.end()) return at->second;
  }
  const auto at = std::find_if(kUsual.begin(), kUsual.end(), [&](const Usual& usual) { return usual.key == key; });
  if (at == kUsual.end() || (given_ >> static_cast<int>(at->meaning) & 1u) != 0) return Meaning::kNone;
  return at->meaning;
}

bool ReadDumpLine(std::string_view line, const Columns& columns, Found* found, std::string* error) {
  thread_local simdjson::dom::parser parser;
  simdjson::dom::element document;
  simdjson::dom::object object;
  if (const auto wrong = parser.parse(line.data(), line.size()).get(document)) {
    *error = std::string("is no JSON: ") + simdjson::error_message(wrong);
    return false;
  }
  if (document.get(object)) {
    *error = "is no JSON object";
    return false;
  }
  model::Repository& repository = found->repository;
  repository.layout = model::Layout::kDump;
  repository.paths_complete = false;
  std::string_view card, text;
  bool has_card = false, something = false;
  std::string head, license, config;
  std::vector<std::string> tags, paths;
  for (const auto& [key, value] : object) {
    simdjson::dom::array list;
    simdjson::dom::object data;
    switch (columns.Of(key)) {
      case Meaning::kNone:
        break;
      case Meaning::kId:
        if (!value.get(text) && (repository.id.empty() || repository.id.find('/') == std::string::npos))
          repository.id = text;
        break;
      case Meaning::kRevision:
        if (!value.get(text)) repository.revision = text;
        break;
      case Meaning::kCard:
        if (!value.get(text)) {
          card = text;
          has_card = something = true;
        }
        break;
      case Meaning::kData:
        if (!value.get(data)) {
          head = HeadOf(data);
          something = true;
        } else if (!value.get(text)) {  // an object written as a text, as tables hold it
          simdjson::dom::parser inner;
          simdjson::dom::element element;
          if (!inner.parse(text.data(), text.size()).get(element) && !element.get(data)) head = HeadOf(data);
          something = true;
        }
        break;
      case Meaning::kFiles:
        if (value.get(list)) break;
        something = true;
        for (simdjson::dom::element item : list) {
          if (!item.get(text) || !item["rfilename"].get(text) || !item["path"].get(text)) paths.emplace_back(text);
        }
        repository.paths_complete = true;
        break;
      case Meaning::kTags:
        if (value.get(list)) break;
        something = true;
        for (simdjson::dom::element item : list) {
          if (!item.get(text)) tags.emplace_back(text);
        }
        break;
      case Meaning::kLicense:
        if (!value.get(text)) {
          license = text;
          something = true;
        }
        break;
      case Meaning::kConfig:
        if (!value.get(data)) config = simdjson::minify(data);
        break;
    }
  }
  if (!something && repository.id.empty()) {
    *error = "has neither an id nor a card; name the columns with --columns id=KEY,card=KEY";
    return false;
  }
  if (has_card) {
    AddFile("README.md", std::string(card), &repository);
  } else {
    if (head.empty()) head = HeadOfTags(tags, license);
    if (!head.empty()) AddFile("README.md", "---\n" + head + "---\n", &repository);
  }
  if (!config.empty()) AddFile("config.json", std::move(config), &repository);
  for (std::string& path : paths) {
    if ((path == "README.md" || path == "config.json") &&
        std::any_of(repository.files.begin(), repository.files.end(),
                    [&](const model::File& f) { return f.path == path; }))
      continue;
    repository.files.emplace_back().path = std::move(path);
  }
  if (repository.files.size() > 1) SortFiles(&repository);
  found->key = repository.id;
  return true;
}

struct DumpReader::Stream {
  int fd = -1;
  bool own = true;
  archive* unpacked = nullptr;  // null: as it lies there
  uint64_t read = 0;
  ~Stream() {
    if (unpacked != nullptr) LibArchive().archive_read_free(unpacked);
    if (own && fd > STDIN_FILENO) close(fd);
  }
};

DumpReader::DumpReader(std::string path, std::string key, const Columns& columns, const Limits& limits,
                       OnProblem problem, Spool* spool)
    : path_(std::move(path)),
      key_(std::move(key)),
      columns_(std::make_shared<Columns>(columns)),
      limits_(limits),
      problem_(std::move(problem)),
      spool_(spool) {
  struct stat info;
  if (path_ != "-" && stat(path_.c_str(), &info) == 0) {
    Stamper stamp;
    stamp.Add(info);
    stamp_ = stamp.Finish();
    size_ = static_cast<uint64_t>(info.st_size);
  }
}
DumpReader::~DumpReader() = default;

std::unique_ptr<Piece> DumpReader::Whole() {
  done_ = true;
  return std::make_unique<DumpPiece>(path_, key_, columns_, stamp_, "", 0);
}

double DumpReader::share() const {
  if (size_ == 0 || stream_ == nullptr) return done_ ? 1 : 0;
  const int64_t packed = stream_->unpacked != nullptr ? LibArchive().archive_filter_bytes(stream_->unpacked, -1)
                                                      : static_cast<int64_t>(stream_->read);
  return std::min(1.0, static_cast<double>(packed) / static_cast<double>(size_));
}

bool DumpReader::More() {
  if (!opened_) {
    opened_ = true;
    stream_ = std::make_unique<Stream>();
    bool packed = path_ == "-" || path_.ends_with(".gz") || path_.ends_with(".zst");
    if (spool_ != nullptr && spool_->whole()) {
      stream_->fd = spool_->Rewind(&packed);
      stream_->own = false;
      spool_ = nullptr;
    } else {
      stream_->fd = path_ == "-" ? STDIN_FILENO : open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    }
    if (stream_->fd < 0) {
      problem_({path_, Reason(errno)});
      return false;
    }
    if (packed) {
      if (!LibArchive().there) {
        problem_({path_, "packed dumps cannot be read: libarchive is not there"});
        return false;
      }
      stream_->unpacked = LibArchive().archive_read_new();
      LibArchive().archive_read_support_filter_gzip(stream_->unpacked);
      LibArchive().archive_read_support_filter_zstd(stream_->unpacked);
      LibArchive().archive_read_support_format_raw(stream_->unpacked);
      LibArchive().archive_read_support_format_empty(stream_->unpacked);
      archive_entry* entry = nullptr;
      if (LibArchive().archive_read_open_fd(stream_->unpacked, stream_->fd, 256 << 10) != ARCHIVE_OK ||
          LibArchive().archive_read_next_header(stream_->unpacked, &entry) != ARCHIVE_OK) {
        if (LibArchive().archive_errno(stream_->unpacked) != 0)
          problem_({path_, LibArchive().archive_error_string(stream_->unpacked)});
        return false;
      }
    }
  }
  const size_t used = block_.size();
  if (stream_->unpacked != nullptr) {
    const void* bytes = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    const int status = LibArchive().archive_read_data_block(stream_->unpacked, &bytes, &size, &offset);
    if (status == ARCHIVE_EOF) {
      if (spool_ != nullptr) spool_->End();
      return false;
    }
    if (status < ARCHIVE_WARN) {
      problem_({path_, std::string("damaged; what stood before was read: ") +
                           LibArchive().archive_error_string(stream_->unpacked)});
      return false;
    }
    block_.append(static_cast<const char*>(bytes), size);
    if (spool_ != nullptr) spool_->Append({static_cast<const char*>(bytes), size});
    return true;
  }
  block_.resize(used + kBlock);
  ssize_t n;
  do {
    n = read(stream_->fd, block_.data() + used, kBlock);
  } while (n < 0 && errno == EINTR);
  block_.resize(used + static_cast<size_t>(std::max<ssize_t>(n, 0)));
  if (n < 0) problem_({path_, Reason(errno)});
  if (n > 0) stream_->read += static_cast<uint64_t>(n);
  return n > 0;
}

std::unique_ptr<Piece> DumpReader::Next() {
  if (done_) return nullptr;
  size_t cut = std::string::npos;
  while (!ended_ && (block_.size() < kBlock || (cut = block_.rfind('\n')) == std::string::npos)) {
    ended_ = !More();
    if (block_.size() > kMaxLine && block_.find('\n') == std::string::npos) {
      problem_({path_ + ":" + std::to_string(line_),
                "the line is longer than " + std::to_string(kMaxLine >> 20) + " MiB; it is left out"});
      // The rest of the line up to its end.
      size_t end;
      do {
        block_.clear();
      } while (!ended_ && !(ended_ = !More()) && (end = block_.find('\n')) == std::string::npos);
      block_.erase(0, std::min(block_.find('\n'), block_.size()));
    }
  }
  std::string rest;
  if (!ended_) {
    rest = block_.substr(cut + 1);
    block_.resize(cut + 1);
  }
  const auto lines = static_cast<uint64_t>(std::count(block_.begin(), block_.end(), '\n'));
  // The parser wants room behind the last line.
  block_.reserve(block_.size() + simdjson::SIMDJSON_PADDING);
  auto piece = std::make_unique<DumpPiece>(path_, key_, columns_, stamp_, std::move(block_), line_);
  line_ += lines;
  piece->part = part_++;
  piece->last = done_ = ended_;
  block_ = std::move(rest);
  return piece;
}

}  // namespace caveat::hub
