#include "model/texts.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "model/roles.h"
#include "text/codepoint.h"
#include "text/span.h"

namespace caveat::model {
namespace {

// A value is a text, and no name or address of one, from this length on, or when it has several lines.
constexpr size_t kTextLength = 200;
constexpr size_t kMaxLink = 512;    // a longer one is none
constexpr size_t kGateLength = 24;  // "Fill in this form" is no text worth checking

bool IsTextual(std::string_view value) {
  const size_t line = value.find('\n');
  return value.size() >= kTextLength ||
         (line != std::string_view::npos && value.find_first_not_of(" \r\n", line) != std::string_view::npos);
}

// Hexadecimal digits at the start of `s`, exactly `n` of them; npos otherwise.
uint32_t Hex(std::string_view s, size_t n) {
  if (s.size() < n) return UINT32_MAX;
  uint32_t value = 0;
  for (const char c : s.substr(0, n)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return UINT32_MAX;
    value = value << 4 | static_cast<uint32_t>(digit);
  }
  return value;
}

// Resolves the escapes of a quoted string of YAML or JSON, keeping account of where each piece came from. YAML's quoted
// strings may run over lines: one line end is a blank, more are line ends.
class Unquoter {
 public:
  Unquoter(std::string_view inside, char quote, uint64_t base, Text* text)
      : in_(inside), quote_(quote), base_(base), text_(text) {}

  void Run() {
    text_->offset = base_;
    Place();
    while (at_ < in_.size()) {
      const char c = in_[at_];
      if (c == '\\' && quote_ == '"' && at_ + 1 < in_.size()) {
        Escape();
        Place();
      } else if (c == '\'' && quote_ == '\'' && in_.substr(at_, 2) == "''") {
        text_->owned += '\'';
        at_ += 2;
        Place();
      } else if (c == '\n' || c == '\r') {
        Lines();
        Place();
      } else {
        text_->owned += c;
        ++at_;
      }
    }
    text_->bytes = text_->owned;
  }

 private:
  void Place() { text_->places.emplace_back(text_->owned.size(), base_ + at_); }

  void SkipBlanks() {
    while (at_ < in_.size() && (in_[at_] == ' ' || in_[at_] == '\t')) ++at_;
  }

  void Break() { at_ += in_.substr(at_, 2) == "\r\n" ? 2 : 1; }

  void Lines() {
    size_t count = 0;
    while (at_ < in_.size() && (in_[at_] == '\n' || in_[at_] == '\r')) {
      Break();
      SkipBlanks();
      ++count;
    }
    text_->owned.append(count == 1 ? std::string(1, ' ') : std::string(count - 1, '\n'));
  }

  void Escape() {
    const char c = in_[at_ + 1];
    at_ += 2;
    switch (c) {
      case 'n':
      case 'N':
      case 'L':
      case 'P':
        text_->owned += '\n';
        break;
      case 'r':
        text_->owned += '\r';
        break;
      case 't':
      case '\t':
        text_->owned += '\t';
        break;
      case '_':
        text_->owned += "\xC2\xA0";
        break;
      case 'x':
        CodePoint(2);
        break;
      case 'u':
        CodePoint(4);
        break;
      case 'U':
        CodePoint(8);
        break;
      case '\n':
      case '\r':  // joins the lines
        --at_;
        Break();
        SkipBlanks();
        break;
      case '0':
      case 'a':
      case 'b':
      case 'e':
      case 'f':
      case 'v':
        text_->owned += ' ';
        break;
      default:
        text_->owned += c;
    }
  }

  void CodePoint(size_t digits) {
    uint32_t cp = Hex(in_.substr(at_), digits);
    if (cp == UINT32_MAX) return;
    at_ += digits;
    // JSON writes what lies beyond 16 bits as two surrogates.
    if (cp >= 0xD800 && cp < 0xDC00 && in_.substr(at_, 2) == "\\u") {
      const uint32_t low = Hex(in_.substr(at_ + 2), 4);
      if (low >= 0xDC00 && low < 0xE000) {
        cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
        at_ += 6;
      }
    }
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) cp = 0xFFFD;
    char bytes[4];
    text_->owned.append(bytes, text::WriteUtf8(cp, bytes));
  }

  std::string_view in_;
  char quote_;
  uint64_t base_;
  Text* text_;
  size_t at_ = 0;
};

// The text of a value: as it lies in the file where it can be, else with its escapes resolved.
void Take(const File& file, const text::Field& field, Text* text) {
  const std::string_view bytes = file.bytes;
  const uint64_t end = std::min<uint64_t>(field.end, bytes.size());
  const uint64_t begin = std::min<uint64_t>(field.begin, end);
  std::string_view raw = bytes.substr(begin, end - begin);
  text->offset = begin;
  text->bytes = raw;
  const bool wide = bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF";
  if (wide) {  // the value was recoded: it stands somewhere between these bytes
    text->owned = field.value;
    text->bytes = text->owned;
    text->places = {{0, begin}};
    return;
  }
  if (raw.size() >= 2 && (raw[0] == '"' || raw[0] == '\'') && raw.back() == raw[0] && field.value != raw) {
    Unquoter(raw.substr(1, raw.size() - 2), raw[0], begin + 1, text).Run();
    return;
  }
  // The indicator of a block scalar is no part of it.
  if (!raw.empty() && (raw[0] == '|' || raw[0] == '>') && field.value.substr(0, 1) != raw.substr(0, 1)) {
    const size_t line = raw.find_first_of("\r\n");
    if (line != std::string_view::npos) {
      text->offset += line;
      text->bytes.remove_prefix(line);
    }
  }
}

void AddField(const Repository& repository, const Source& source, const text::Field& field, Role role,
              std::vector<Text>* texts) {
  const File& file = repository.files[source.file];
  Text text;
  text.path = file.path + "#" + field.key;
  if (field.item != 0) text.path += "." + std::to_string(field.item);
  text.role = role;
  text.repeats = true;
  text.file = source.file;
  Take(file, field, &text);
  texts->push_back(std::move(text));
}

// The gate of a card: its prompt, and what has to be ticked.
void AddGate(const Repository& repository, const Source& source, std::vector<Text>* texts) {
  const text::Field *first = nullptr, *last = nullptr;
  for (const text::Field& field : source.fields) {
    if (field.overridden || field.key.compare(0, 12, "extra_gated_") != 0) continue;
    if (field.key.compare(0, 18, "extra_gated_fields") == 0) {
      if (field.kind == text::Field::Kind::kKey && field.key.size() == 18) {
        if (first == nullptr) first = &field;
        last = &field;
      }
    } else if (field.kind == text::Field::Kind::kText && field.value.size() >= kGateLength) {
      AddField(repository, source, field, Role::kModelLicense, texts);
    }
  }
  if (first == nullptr || last->end <= first->begin) return;
  const File& file = repository.files[source.file];
  Text text;
  text.path = file.path + "#extra_gated_fields";
  text.role = Role::kModelLicense;
  text.repeats = true;
  text.file = source.file;
  text.offset = first->begin;
  text.bytes = std::string_view(file.bytes).substr(first->begin, last->end - first->begin);
  texts->push_back(std::move(text));
}

void AddInner(const Repository& repository, const Source& source, std::vector<Text>* texts) {
  if (source.format == SourceFormat::kCard) AddGate(repository, source, texts);
  for (const text::Field& field : source.fields) {
    if (field.kind != text::Field::Kind::kText || field.overridden) continue;
    bool wanted = false;
    switch (source.format) {
      case SourceFormat::kCard:
        wanted = field.key == "license" || field.key == "license_details" || field.key == "license_name";
        break;
      case SourceFormat::kModelfile:
        wanted = field.key == "license";
        break;
      case SourceFormat::kGguf:
        wanted = field.key == "general.license" || field.key == "general.license.name" ||
                 field.key == "general.license.link";
        break;
      case SourceFormat::kSafetensors:
        wanted = field.key == "modelspec.license" || field.key == "license" || field.key == "general.license";
        break;
      case SourceFormat::kJson:
      case SourceFormat::kYaml:
        wanted = field.key == "license" || field.key.ends_with(".license");
        break;
    }
    if (!wanted || !IsTextual(field.value)) continue;
    const bool weights = source.format == SourceFormat::kGguf || source.format == SourceFormat::kSafetensors ||
                         source.format == SourceFormat::kModelfile;
    AddField(repository, source, field, weights ? Role::kModelLicense : Role::kLicense, texts);
  }
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c; }

bool SameName(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return Lower(x) == Lower(y); });
}

std::string Decoded(std::string_view s) {
  std::string out;
  for (size_t i = 0; i < s.size(); ++i) {
    const uint32_t value = s[i] == '%' ? Hex(s.substr(i + 1), 2) : UINT32_MAX;
    if (value == UINT32_MAX) {
      out += s[i];
    } else {
      out += static_cast<char>(value);
      i += 2;
    }
  }
  return out;
}

std::string_view Trim(std::string_view s) {
  constexpr std::string_view kAround = " \t\r\n\"'`<>()[]*.,;";
  const size_t begin = s.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  // A leading ./ is looked at by the caller.
  const size_t from = begin > 0 && s[begin - 1] == '.' && s[begin] == '/' ? begin - 1 : begin;
  return s.substr(from, s.find_last_not_of(kAround) + 1 - from);
}

// The file of that path; letters of any case, if none is written like that.
std::optional<uint32_t> FileOf(const Repository& repository, std::string_view path) {
  while (path.substr(0, 2) == "./") path.remove_prefix(2);
  while (!path.empty() && path.front() == '/') path.remove_prefix(1);
  if (path.empty()) return std::nullopt;
  std::optional<uint32_t> similar;
  for (size_t i = 0; i < repository.files.size(); ++i) {
    if (repository.files[i].path == path) return static_cast<uint32_t>(i);
    if (!similar && SameName(repository.files[i].path, path)) similar = static_cast<uint32_t>(i);
  }
  if (similar) return similar;
  // LICENSE where there is LICENSE.md, if only one comes into question.
  for (size_t i = 0; i < repository.files.size(); ++i) {
    const std::string_view file = repository.files[i].path;
    if (file.size() <= path.size() + 1 || file[path.size()] != '.' || !SameName(file.substr(0, path.size()), path))
      continue;
    if (file.find('/', path.size()) != std::string_view::npos || !HasText(file)) continue;
    if (similar) return std::nullopt;
    similar = static_cast<uint32_t>(i);
  }
  return similar;
}

}  // namespace

uint64_t Text::InFile(uint64_t at) const {
  if (places.empty()) return offset + at;
  const auto behind = std::upper_bound(places.begin(), places.end(), at,
                                       [](uint64_t value, const auto& place) { return value < place.first; });
  if (behind == places.begin()) return offset;
  const auto& place = *(behind - 1);
  const uint64_t there = place.second + (at - place.first);
  return behind == places.end() ? there : std::min(there, behind->second);
}

bool IsCardText(const Text& text) { return text.role == Role::kCard && text.path.find('/') == std::string::npos; }

std::vector<Text> Texts(const Repository& repository, const std::vector<Source>& sources) {
  std::vector<Text> texts;
  for (size_t i = 0; i < repository.files.size(); ++i) {
    const File& file = repository.files[i];
    if ((file.content != Content::kWhole && file.content != Content::kHead) || !HasText(file.path)) continue;
    Text text;
    text.path = file.path;
    text.role = RoleOf(file.path);
    text.bytes = file.bytes;
    text.repeats = text.role != Role::kCard && text.role != Role::kData;
    text.file = static_cast<uint32_t>(i);
    texts.push_back(std::move(text));
  }
  for (const Source& source : sources) AddInner(repository, source, &texts);
  std::stable_sort(texts.begin(), texts.end(), [](const Text& a, const Text& b) { return a.path < b.path; });
  for (Text& text : texts) {
    if (!text.places.empty()) text.bytes = text.owned;  // sorting moves short strings bodily
  }
  return texts;
}

std::vector<Text> Texts(const Repository& repository) { return Texts(repository, ReadSources(repository)); }

void PlaceInFile(const Repository& repository, const Text& text, Document* document) {
  if (text.offset == 0 && text.places.empty()) return;
  const std::string_view bytes = repository.files[text.file].bytes;
  const std::string_view mark = bytes.substr(0, 2);
  const text::Encoding encoding = mark == "\xFF\xFE"   ? text::Encoding::kUtf16Le
                                  : mark == "\xFE\xFF" ? text::Encoding::kUtf16Be
                                                       : text::Encoding::kUtf8;
  const text::LineIndex lines(bytes, encoding);
  const auto move = [&](Span* span) {
    span->start_byte = text.InFile(span->start_byte);
    span->end_byte = std::max(text.InFile(span->end_byte), span->start_byte);
    span->start_line = lines.LineOf(span->start_byte);
    span->end_line = lines.LineOf(span->end_byte > span->start_byte ? span->end_byte - 1 : span->end_byte);
  };
  for (Finding& finding : document->findings) {
    move(&finding.span);
    if (finding.lead) move(&*finding.lead);
  }
  for (Identity& identity : document->identity) {
    move(&identity.span);
    for (Identity::Added& added : identity.added) move(&added.span);
    for (Identity::Missing& missing : identity.missing) missing.at_byte = text.InFile(missing.at_byte);
  }
  for (Mention& mention : document->mentions) move(&mention.span);
}

std::optional<uint32_t> FileOfLink(const Repository& repository, std::string_view link) {
  // [LICENSE](LICENSE): what stands in the parentheses.
  const size_t markdown = link.find("](");
  if (markdown != std::string_view::npos) link.remove_prefix(markdown + 2);
  link = Trim(link);
  if (link.size() > kMaxLink) return std::nullopt;
  link = link.substr(0, link.find_first_of("?#"));
  const size_t scheme = link.find("://");
  if (scheme == std::string_view::npos) {
    if (const auto file = FileOf(repository, Decoded(link))) return file;
    // "see LICENSE", "LICENSE file": the one word that is a file with such a role.
    for (size_t i = 0; i < link.size();) {
      const size_t end = std::min(link.find_first_of(" \t\n", i), link.size());
      const auto file = FileOf(repository, Trim(link.substr(i, end - i)));
      if (file && HasText(repository.files[*file].path)) return file;
      i = end + 1;
    }
    return std::nullopt;
  }
  // https://host/org/name/blob/main/LICENSE
  if (repository.id.empty()) return std::nullopt;
  std::string_view path = link.substr(scheme + 3);
  const size_t host = path.find('/');
  if (host == std::string_view::npos) return std::nullopt;
  path.remove_prefix(host + 1);
  for (const std::string_view kind : {"models/", "datasets/"}) {
    if (path.substr(0, kind.size()) == kind) path.remove_prefix(kind.size());
  }
  const std::string_view id = repository.id;
  if (!SameName(path.substr(0, id.size()), id) || path.substr(id.size(), 1) != "/") return std::nullopt;
  path.remove_prefix(id.size() + 1);
  // The kind of view, the revision, then the path.
  for (const std::string_view kind : {"blob/", "resolve/", "raw/", "tree/", "file/view/"}) {
    if (path.substr(0, kind.size()) != kind) continue;
    path.remove_prefix(kind.size());
    const size_t slash = path.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    return FileOf(repository, Decoded(path.substr(slash + 1)));
  }
  return FileOf(repository, Decoded(path));  // links that leave view and revision out are common, if broken
}

}  // namespace caveat::model
