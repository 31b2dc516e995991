// HTML: entities and tags.

#include <algorithm>

#include "text/folder.h"

namespace caveat::text {

CodePoint Folder::PeekEntity(uint32_t at) const {
  const uint32_t end = std::min(n_, at + 12);
  uint32_t q = at + 1;
  if (q < end && s_[q] == '#') {
    ++q;
    const bool hex = q < end && (s_[q] == 'x' || s_[q] == 'X');
    if (hex) ++q;
    uint32_t cp = 0;
    const uint32_t first = q;
    for (; q < end && s_[q] != ';'; ++q) {
      const uint32_t c = Byte(q);
      uint32_t digit;
      if (IsDigit(c)) {
        digit = c - '0';
      } else if (hex && (c | 32) >= 'a' && (c | 32) <= 'f') {
        digit = (c | 32) - 'a' + 10;
      } else {
        return {'&', 1};
      }
      cp = cp * (hex ? 16 : 10) + digit;
      if (cp > 0x10FFFF) return {'&', 1};
    }
    if (q == first || q >= end || (cp >= 0xD800 && cp < 0xE000)) return {'&', 1};
    if (cp >= 0xFF01 && cp <= 0xFF5E) cp -= 0xFEE0;
    return {cp == 0 ? 0xFFFD : cp == '&' ? 0xFFFDu : cp, q + 1 - at};
  }
  while (q < end && IsAlnum(Byte(q))) ++q;
  if (q >= n_ || s_[q] != ';' || q == at + 1) return {'&', 1};
  const uint32_t cp = EntityCodePoint(s_.substr(at + 1, q - at - 1));
  if (cp == 0) return {'&', 1};
  return {cp == '&' ? 0xFFFD : cp,
          q + 1 - at};  // an ampersand by name is a sign like any other, never the start of an entity
}

Folder::Tag Folder::ReadTag(uint32_t at) {
  Tag tag;
  if (next_gt_ <= at) {
    const size_t found = s_.find('>', at);
    next_gt_ = found == std::string_view::npos ? n_ : static_cast<uint32_t>(found);
  }
  if (next_gt_ >= n_ || next_gt_ - at > 4096) return tag;
  uint32_t q = at + 1;
  if (q < n_ && s_[q] == '!') {
    if (s_.substr(q, 3) == "!--") {
      tag.length = 4;
      tag.kind = TagKind::kLineBreak;
      tag.closing = true;  // a comment mark: separates words, breaks no line
      return tag;
    }
    if (q + 1 < n_ && IsAlpha(Byte(q + 1))) {
      tag.length = next_gt_ + 1 - at;
      tag.kind = TagKind::kBlock;
    }
    return tag;
  }
  if (q < n_ && s_[q] == '?') {
    if (q + 1 < n_ && IsAlpha(Byte(q + 1))) {
      tag.length = next_gt_ + 1 - at;
      tag.kind = TagKind::kBlock;
    }
    return tag;
  }
  if (q < n_ && s_[q] == '/') {
    tag.closing = true;
    ++q;
  }
  char name[12] = {};
  uint32_t length = 0;
  while (q < n_ && IsAlnum(Byte(q)) && length < sizeof name) name[length++] = kLowered[Byte(q++)];
  if (length == 0 || length == sizeof name || q >= n_) return tag;
  if (s_[q] != '>' && s_[q] != '/' && !IsBlank(Byte(q)) && s_[q] != '\n' && s_[q] != '\r') return tag;
  if (s_[q] == '/' && s_.substr(q, 2) != "/>") return tag;
  tag.kind = KindOfTag(std::string_view(name, length));
  if (tag.kind == TagKind::kUnknown) return tag;
  // Behind the name only attributes: "<a name of your own>" is no tag.
  uint32_t r = q;
  bool attribute = false;
  while (r < next_gt_ && (IsBlank(Byte(r)) || s_[r] == '\n' || s_[r] == '\r' || s_[r] == '/')) ++r;
  // Nor with another tag or a blank line inside: the '>' found is not its own then.
  const std::string_view inside = s_.substr(r, std::max(next_gt_, r) - r);
  const std::string_view plain = inside.substr(0, inside.find('<'));
  if (plain.size() < inside.size() && std::count(plain.begin(), plain.end(), '"') % 2 == 0) return tag;
  if (plain.find("\n\n") != std::string_view::npos || plain.find("\n\r\n") != std::string_view::npos) return tag;
  attribute = plain.find('=') != std::string_view::npos;
  if (r < next_gt_ && !attribute) {
    // A single bare word is an attribute too (<details open>, <ol reversed>).
    uint32_t t = r;
    while (t < next_gt_ && IsAlpha(Byte(t))) ++t;
    const std::string_view bare = s_.substr(r, t - r);
    if (t != next_gt_ || (bare != "open" && bare != "reversed" && bare != "hidden" && bare != "disabled")) return tag;
  }
  tag.length = next_gt_ + 1 - at;
  if (tag.kind == TagKind::kHeading) tag.level = static_cast<uint8_t>(name[1] - '0');
  if (tag.kind == TagKind::kSkipContent && !tag.closing && !unclosed_) {
    // Up to its closing tag, if there is one.
    size_t q2 = next_gt_ + 1;
    while ((q2 = s_.find("</", q2)) != std::string_view::npos && q2 + 2 + length <= n_) {
      bool same = true;
      for (uint32_t i = 0; i < length; ++i) same &= kLowered[Byte(static_cast<uint32_t>(q2) + 2 + i)] == name[i];
      if (same) {
        tag.length = static_cast<uint32_t>(q2) - at;
        break;
      }
      q2 += 2;
    }
    unclosed_ = q2 == std::string_view::npos;
    tag.kind = TagKind::kBlock;
  } else if (tag.kind == TagKind::kSkipContent) {
    tag.kind = TagKind::kBlock;
  }
  return tag;
}

void Folder::ApplyTag(uint32_t at, const Tag& tag) {
  const uint32_t after = at + tag.length;
  pos_ = after;
  switch (tag.kind) {
    case TagKind::kBold:
      bold_ = !tag.closing;
      break;
    case TagKind::kCell:
    case TagKind::kBlock:
    case TagKind::kItem:
    case TagKind::kHeading:
      EndLine(at);
      blank_before_ = true;
      heading_tag_ = tag.kind == TagKind::kHeading && !tag.closing ? tag.level : 0;
      StartLine(after, false);
      if (!w_.lines_.empty()) {
        SourceLine& line = w_.lines_.back();
        line.flags |= SourceLine::kBlankBefore | SourceLine::kBlockTag;
        if (tag.kind == TagKind::kItem && !tag.closing) line.flags |= SourceLine::kItemTag;
        if (tag.kind == TagKind::kCell) line.flags |= SourceLine::kTable;
      }
      break;
    case TagKind::kLineBreak:
      if (tag.closing) break;  // a comment mark
      EndLine(at);
      StartLine(after, false);
      break;
    default:
      break;
  }
}

void Folder::AngleBracket() {
  const Tag tag = ReadTag(pos_);
  if (tag.length == 0) {
    ++pos_;
    return;
  }
  ApplyTag(pos_, tag);
}

}  // namespace caveat::text
