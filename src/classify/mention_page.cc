#include "classify/mention_page.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace caveat::mention {
namespace {

constexpr uint32_t kMaxSentence = 160;  // words looked back for what a sentence speaks of
constexpr size_t kMaxLink = 200;        // bytes of a link's text

// Looks for the rarest character first: '](' and 'href=' are asked of every text.
bool HoldsLink(std::string_view text) {
  for (size_t at = text.find(']'); at != std::string_view::npos; at = text.find(']', at + 1))
    if (text.substr(at + 1).starts_with('(')) return true;
  return memmem(text.data(), text.size(), "href=", 5) != nullptr;
}

}  // namespace

bool Page::RowStarts(uint32_t i) const {
  const std::vector<text::SourceLine>& lines = words_.lines();
  const auto line = std::lower_bound(lines.begin(), lines.end(), i,
                                     [](const text::SourceLine& l, uint32_t word) { return l.word < word; });
  return line != lines.end() && line->word == i && (line->flags & text::SourceLine::kTable) != 0;
}

uint32_t Page::SentenceStart(uint32_t i) const {
  uint32_t at = i;
  while (at > 0 && i - at < kMaxSentence && !Starts(at)) --at;
  return at;
}

uint32_t Page::SentenceEnd(uint32_t i) const {
  uint32_t at = i;
  while (at < words_.size() && at - i < kMaxSentence && (at == i || !Starts(at))) ++at;
  return at;
}

bool Page::HoldsLinks() const {
  if (!links_) links_ = HoldsLink(utf8_);
  return *links_;
}

std::optional<Link> Page::LinkAround(uint32_t i) const {
  const uint32_t begin = words_.begin(i), end = words_.end(i);
  if (end > utf8_.size() || !HoldsLinks()) return std::nullopt;
  size_t open = begin;
  const size_t least = begin > kMaxLink ? begin - kMaxLink : 0;
  bool html = false;
  while (true) {
    if (open == least) return std::nullopt;
    const char c = utf8_[--open];
    if (c == ']' || (c == '\n' && open > 0 && utf8_[open - 1] == '\n')) return std::nullopt;
    if (c == '[') break;
    if (c == '>') {
      html = true;
      break;
    }
  }
  const size_t most = std::min(utf8_.size(), size_t{end} + kMaxLink);
  size_t close = end;
  const char closing = html ? '<' : ']';
  while (close < most && utf8_[close] != closing && utf8_[close] != '[') ++close;
  if (close >= most || utf8_[close] != closing) return std::nullopt;
  Link link;
  if (html) {
    // Inner marks such as <b> are looked through to the left only.
    const size_t tag = utf8_.substr(0, open).rfind('<');
    if (tag == std::string_view::npos || open - tag > 600) return std::nullopt;
    const std::string_view head = utf8_.substr(tag, open - tag);
    if (!head.starts_with("<a ") && !head.starts_with("<A ")) return std::nullopt;
    const size_t href = head.find("href=");
    if (href == std::string_view::npos || href + 6 >= head.size()) return std::nullopt;
    const std::string_view value = head.substr(href + 6);
    link.target = std::string(value.substr(0, value.find_first_of("\"'> ")));
  } else {
    if (open > 0 && utf8_[open - 1] == '!') return std::nullopt;
    if (close + 1 >= utf8_.size() || utf8_[close + 1] != '(') return std::nullopt;
    const std::string_view value = utf8_.substr(close + 2, 600);
    link.target = std::string(value.substr(0, value.find_first_of(") \n\t")));
  }
  link.from = i;
  link.to = i + 1;
  while (link.from > 0 && words_.begin(link.from - 1) > open) --link.from;
  while (link.to < words_.size() && words_.end(link.to) <= close && !Url(link.to)) ++link.to;
  return link;
}

}  // namespace caveat::mention
