#include "classify/mention_tags.h"

#include <algorithm>
#include <cstring>

#include "classify/declared.h"
#include "classify/license_urls.h"

namespace caveat::mention {

void TagReader::ReadHead() {
  std::string_view head = utf8_;
  size_t at = 0;
  while (at < head.size() && (head[at] == ' ' || head[at] == '\n' || head[at] == '\r' || head[at] == '\t')) ++at;
  if (!head.substr(at).starts_with("---")) return;
  // As the Hub reads it, "---" right after the first does not end the head.
  const size_t first = head.find('\n', at);
  const size_t end = first == std::string_view::npos ? first : head.find("\n---", first + 1);
  if (end == std::string_view::npos) return;
  head_end_ = fields_end_ = static_cast<uint32_t>(end);
  std::string_view field;
  bool skipped = false, read = false;
  const names::License* named = nullptr;
  for (size_t line_at = head.find('\n', at); line_at < end;) {
    const size_t next = std::min(head.find('\n', line_at + 1), end);
    std::string_view line = head.substr(line_at + 1, next - line_at - 1);
    const size_t offset = line_at + 1;
    const auto line_begin = static_cast<uint32_t>(line_at);
    line_at = next;
    size_t value = 0;
    if (!line.empty() && line[0] != ' ' && line[0] != '-' && line[0] != '\t') {
      const size_t colon = line.find(':');
      field = colon == std::string_view::npos ? std::string_view() : line.substr(0, colon);
      value = colon == std::string_view::npos ? line.size() : colon + 1;
      read = field == "license" || field == "license_name" || field == "license_link";
      skipped = read || In(field, {"tags", "datasets", "base_model", "language", "license_details"});
    }
    if (skipped) {
      if (!fields_.empty() && fields_.back().second >= line_begin) {
        fields_.back().second = static_cast<uint32_t>(next);
      } else {
        fields_.emplace_back(line_begin, static_cast<uint32_t>(next));
      }
    }
    if (!read) continue;
    // One value a line, or a list in brackets.
    while (value < line.size()) {
      const size_t from = line.find_first_not_of(" \t[],\"'\r", value);
      if (from == std::string_view::npos || line[from] == '#') break;
      if (line.substr(from).starts_with("- ")) {
        value = from + 2;
        continue;
      }
      const size_t to = std::min(line.find_first_of(",]\"'#\r", from), line.size());
      std::string_view text = line.substr(from, to - from);
      while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
      value = to + 1;
      const auto begin = static_cast<uint32_t>(offset + from);
      const auto stop = static_cast<uint32_t>(offset + from + text.size());
      if (field == "license_link") {
        const names::License* license = names::FromUrl(text);
        if (license != nullptr && license != named) AddTag(begin, stop, license, "", Covers::kUnspecified);
        continue;
      }
      if (text.empty() || text.front() == '{' || In(text, {"other", "unknown", "license", "none", "null", "~"}))
        continue;
      // "mit OR apache-2.0"; a name in one word is none, and most are.
      if (text.find(' ') != std::string_view::npos) {
        const spdx::Expression expression = spdx::Parse(text);
        if (expression.valid && expression.root.kind != spdx::Node::Kind::kLicense) {
          AddExpression(begin, stop, expression, false);
          continue;
        }
      }
      const names::License* license = names::FromText(text);
      if (field == "license_name" && license == nullptr) {
        AddTag(begin, stop, nullptr, names::Slug(text), Covers::kUnspecified);
      } else if (license != nullptr && license != named) {
        AddTag(begin, stop, license, "", Covers::kUnspecified);
      }
      if (license != nullptr) named = license;
    }
  }
}

void TagReader::ReadDeclarations() {
  for (const auto& read : {spdx::ReadDebianCopyright, spdx::ReadReuseToml}) {
    for (const spdx::Declared& declared : read(utf8_)) {
      AddExpression(declared.begin, declared.end, spdx::Parse(declared.expression), declared.files);
      fields_.emplace_back(declared.begin, declared.end);
      fields_end_ = std::max(fields_end_, declared.end);
    }
  }
}

uint32_t TagReader::ReadSpdxTag(uint32_t i) {
  const uint32_t start = words_.end(i + 2);
  if (start >= utf8_.size()) return i + 2;
  if (Ignored(start)) return i + 2;
  std::string_view line = utf8_.substr(start, 400);
  line = line.substr(0, line.find_first_of("\r\n"));
  const size_t colon = line.find_first_not_of(": \t");
  if (!line.starts_with(":") || colon == std::string_view::npos) return i + 2;
  line.remove_prefix(colon);
  // What closes a comment, or a string around it, is no part of it.
  for (std::string_view end : {"*/", "-->", "\"", "'", "`", "<", "#}", "%>", "*)", "-}", "]]", "{%", "=#", "|#"})
    line = line.substr(0, line.find(end));
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '.' || line.back() == ','))
    line.remove_suffix(1);
  const uint32_t begin = static_cast<uint32_t>(line.data() - utf8_.data());
  const uint32_t end = begin + static_cast<uint32_t>(line.size());
  const spdx::Expression expression = spdx::Parse(line);
  if (!expression.valid) return i + 2;  // what stands there is read as words
  AddExpression(begin, end, expression, false);
  uint32_t last = i + 2;
  while (last + 1 < words_.size() && words_.begin(last + 1) < end) ++last;
  return last;
}

bool TagReader::Ignored(uint32_t byte) {
  static constexpr std::string_view kMark = "REUSE-Ignore";
  while (true) {
    const size_t next = utf8_.substr(0, byte).find(kMark, ignore_read_);
    if (next == std::string_view::npos) {
      ignore_read_ = std::max<size_t>(ignore_read_, byte > kMark.size() ? byte - kMark.size() : 0);
      return ignored_;
    }
    ignored_ = utf8_.substr(next + kMark.size()).starts_with("Start");
    ignore_read_ = next + kMark.size();
  }
}

void TagReader::AddExpression(uint32_t begin, uint32_t end, const spdx::Expression& expression, bool ruling) {
  const std::string whole = spdx::ToString(expression);
  for (const std::string& id : spdx::Licenses(expression)) {
    if (id == "NONE" || id == "NOASSERTION") continue;
    const names::License* license = names::Find(id);
    AddTag(begin, end, license, license == nullptr ? id : "", Covers::kUnspecified);
    tags_.back().expression = whole;
    tags_.back().ruling = ruling;
  }
}

void TagReader::AddTag(uint32_t begin, uint32_t end, const names::License* license, std::string slug, Covers covers,
                       NamedAs as) {
  LicenseMention mention;
  mention.license = license;
  mention.id = std::move(slug);
  mention.covers = covers;
  mention.as = as;
  mention.begin = begin;
  mention.end = end;
  mention.name = std::string(utf8_.substr(begin, end - begin));
  tags_.push_back(std::move(mention));
}

void TagReader::ReadBadges() {
  static constexpr std::string_view kHost = "shields.io/badge/";
  size_t at = 0;
  while (at < utf8_.size()) {
    const void* hit = memmem(utf8_.data() + at, utf8_.size() - at, kHost.data(), kHost.size());
    if (hit == nullptr) return;
    at = static_cast<size_t>(static_cast<const char*>(hit) - utf8_.data());
    const std::string_view rest = utf8_.substr(at, 400);
    names::Badge badge;
    const size_t path_end = std::min(rest.find_first_of("?)\"' >\n"), rest.size());
    if (names::ParseBadge(rest.substr(0, path_end), &badge) && badge.label.find("licen") != std::string::npos) {
      if (const names::License* license = names::FromText(badge.message)) {
        const Covers covers =
            badge.label.find("code") != std::string::npos ? Covers::kCode
            : badge.label.find("model") != std::string::npos || badge.label.find("weight") != std::string::npos
                ? Covers::kWeights
            : badge.label.find("data") != std::string::npos ? Covers::kData
            : badge.label.find("doc") != std::string::npos  ? Covers::kDocs
                                                            : Covers::kUnspecified;
        AddTag(static_cast<uint32_t>(at + kHost.size()), static_cast<uint32_t>(at + path_end), license, "", covers,
               NamedAs::kOwn);
      }
    }
    at += kHost.size();
  }
}

bool TagReader::InReadField(uint32_t byte) {
  if (byte >= fields_end_) return false;
  while (field_ < fields_.size() && fields_[field_].second <= byte) ++field_;
  return field_ < fields_.size() && fields_[field_].first <= byte;
}

}  // namespace caveat::mention
