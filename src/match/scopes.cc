#include "match/scopes.h"

#include <algorithm>
#include <string_view>

namespace caveat::match {
namespace {

// How many words a lead governs at most: in its own sentence, and in all. Longer ones do not occur; without a bound,
// leads repeated in one endless sentence would cost quadratic time.
constexpr uint32_t kMaxSentence = 1500;

// Does the block at [begin, end) go on with a list that has no markers? It begins in lower case or like an item ("To
// ...", "In any way ..."), or the block before was left open by a semicolon or comma.
bool LooksLikeItem(const Reading& reading, uint32_t begin) {
  const text::Words& words = reading.words();
  const uint16_t marks = words.marks(begin);
  if ((marks & text::kHeading) != 0) return false;
  if ((marks & (text::kSemicolon | text::kComma)) != 0) return true;
  if ((marks & text::kCapital) == 0) {
    const unsigned char c = static_cast<unsigned char>(words[begin][0]);
    return c < 0x80;  // Han has no case
  }
  static constexpr std::string_view kStarters[] = {"to",      "for", "in", "any", "that", "by",   "with",
                                                   "without", "via", "on", "as",  "use",  "using"};
  return std::find(std::begin(kStarters), std::end(kStarters), words[begin]) != std::end(kStarters);
}

}  // namespace

bool Scope::Holds(uint32_t from, uint32_t to) const {
  if (from < begin || to > end) return false;
  return std::none_of(cuts.begin(), cuts.end(), [&](const auto& cut) { return from < cut.second && cut.first < to; });
}

Scope OpenScope(const Reading& reading, const RawMatch& lead, uint8_t polarity) {
  const text::Words& words = reading.words();
  const uint32_t n = reading.size();
  Scope scope;
  scope.line = lead.line;
  scope.lead_begin = lead.begin;
  scope.lead_end = lead.end;
  scope.polarity = polarity;
  scope.begin = lead.end;
  const uint32_t stop = static_cast<uint32_t>(std::min<uint64_t>(n, uint64_t{lead.end} + kMaxScope));
  if (reading.InHeading(lead.end - 1)) {
    const uint8_t level = words.level(lead.end - 1);
    uint32_t at = reading.BlockEnd(lead.end - 1, kMaxScope);
    scope.sentence_end = at;
    while (at < stop && !(reading.InHeading(at) && words.level(at) <= level)) at = reading.BlockEnd(at, kMaxScope);
    scope.end = std::min(at, stop);
    return scope;
  }
  uint32_t at = lead.end < n && !reading.BreakBefore(lead.end) ? reading.SentenceEnd(lead.end, kMaxSentence) : lead.end;
  // "(1) ... . (2) ...": sentences that begin with an enumerator belong to a list inside the paragraph.
  at = std::min(at, lead.end + kMaxSentence);
  while (at < stop && !reading.BeginsBlock(at) && (words.marks(at) & text::kInlineItem) != 0)
    at = reading.SentenceEnd(at, kMaxSentence);
  scope.sentence_end = at;
  if (at < n && reading.BeginsBlock(at)) {
    const bool colon = (words.marks(at) & text::kColon) != 0;
    const bool lead_is_item = (words.marks(reading.BlockBegin(lead.begin, kMaxSentence)) & text::kItem) != 0;
    const uint8_t level = lead_is_item ? words.level(lead.begin) : 0;
    if (reading.InHeading(at)) {
      if (colon) {
        // "You agree not to:" over headed groups: until a heading above the groups' level.
        const uint8_t group = words.level(at);
        while (at < stop && !(reading.InHeading(at) && words.level(at) < group)) at = reading.BlockEnd(at, kMaxScope);
      }
    } else if ((words.marks(at) & text::kItem) != 0) {
      while (at < stop && (words.marks(at) & text::kItem) != 0 && words.level(at) > level)
        at = reading.BlockEnd(at, kMaxScope);
      // A block without a marker may go on an item, or the list with it.
      while (at < stop && !reading.InHeading(at) &&
             (((words.marks(at) & text::kItem) != 0 && words.level(at) > level) ||
              ((words.marks(at) & text::kItem) == 0 && (words.marks(at) & (text::kSemicolon | text::kComma)) != 0)))
        at = reading.BlockEnd(at, kMaxScope);
    } else if (colon) {
      at = reading.BlockEnd(at, kMaxScope);
      while (at < stop && LooksLikeItem(reading, at) && (words.marks(at) & text::kItem) == 0)
        at = reading.BlockEnd(at, kMaxScope);
    }
  }
  scope.end = std::min(at, stop);
  return scope;
}

void CutScope(const Reading& reading, uint32_t at, Scope* scope) {
  if (at < scope->begin || at >= scope->end) return;
  if (at < scope->sentence_end) {
    scope->end = at;
    return;
  }
  scope->cuts.emplace_back(at, reading.SentenceEnd(at, kMaxScope));
}

}  // namespace caveat::match
