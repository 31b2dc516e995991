#include "model/prose.h"

#include <algorithm>

namespace caveat::model {
namespace {

constexpr uint32_t kSentenceReach = 60;

bool IsWord(std::string_view word, std::string_view pattern) {
  if (pattern.ends_with('*')) return word.starts_with(pattern.substr(0, pattern.size() - 1));
  return word == pattern;
}

// Calls visit(part) for each part of "a|b|c".
template <class Visit>
void ForEachPart(std::string_view token, const Visit& visit) {
  while (!token.empty()) {
    const size_t bar = token.find('|');
    visit(token.substr(0, bar));
    if (bar == std::string_view::npos) return;
    token.remove_prefix(bar + 1);
  }
}

}  // namespace

Prose::Prose(std::string_view bytes, uint64_t body_byte, const text::Text& of_text, const text::Words& of_words)
    : text(of_text), words(of_words), body(WordFrom(body_byte)), lines(bytes, EncodingOf(bytes)) {}

Span Prose::SpanOf(uint32_t begin, uint32_t end) const {
  Span span{StartByte(begin), EndByte(end - 1), 0, 0};
  span.start_line = lines.LineOf(span.start_byte);
  span.end_line = lines.LineOf(span.end_byte > span.start_byte ? span.end_byte - 1 : span.start_byte);
  return span;
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

uint32_t Prose::WordFrom(uint64_t byte) const {
  uint32_t low = 0, high = words.size();
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (StartByte(mid) < byte) {
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  return low;
}

text::Encoding EncodingOf(std::string_view bytes) {
  text::Text head;
  text::Decode(bytes.substr(0, 4), &head);
  return head.encoding;
}

Phrases::Token Phrases::ReadToken(std::string_view token) {
  Token out;
  if (token.starts_with("..")) {
    out.gap = static_cast<uint32_t>(token[2] - '0');
    return out;
  }
  out.optional = token.starts_with('?');
  if (out.optional) token.remove_prefix(1);
  ForEachPart(token, [&](std::string_view word) { out.words.push_back(word); });
  return out;
}

Phrases::Phrases(std::initializer_list<std::string_view> phrases) : firsts_(1) {
  for (std::string_view phrase : phrases) {
    first_words_.Add(phrase);
    const auto number = static_cast<uint16_t>(phrases_.size());
    Phrase& tokens = phrases_.emplace_back();
    while (!phrase.empty()) {
      const size_t space = std::min(phrase.find(' '), phrase.size());
      tokens.push_back(ReadToken(phrase.substr(0, space)));
      phrase.remove_prefix(std::min(space + 1, phrase.size()));
    }
    for (const std::string_view word : tokens[0].words) {
      uint16_t& slot = slots_[FirstWords::Place(word) % kSlots];
      uint16_t at = slot;
      while (at != 0 && firsts_[at].word != word) at = firsts_[at].next;
      if (at == 0) {
        at = static_cast<uint16_t>(firsts_.size());
        firsts_.push_back({word, slot, {}});
        slot = at;
      }
      firsts_[at].phrases.push_back(number);
    }
  }
}

uint32_t Phrases::Match(const text::Words& words, uint32_t i, const Token* token, const Token* end) {
  for (; token != end; ++token) {
    if (token->words.empty()) {
      for (uint32_t gap = 0; gap <= token->gap; ++gap) {
        if (const uint32_t after = Match(words, i + gap, token + 1, end); after != 0) return after;
        if (i + gap >= words.size() || (words.marks(i + gap) & text::kSentence) != 0) break;
      }
      return 0;
    }
    const bool here =
        i < words.size() && (words.marks(i) & text::kSentence) == 0 &&
        std::any_of(token->words.begin(), token->words.end(), [&](auto one) { return IsWord(words[i], one); });
    if (token->optional) {
      if (!here) continue;
      if (const uint32_t after = Match(words, i + 1, token + 1, end); after != 0) return after;
      continue;
    }
    if (!here) return 0;
    ++i;
  }
  return i;
}

uint32_t Phrases::At(const text::Words& words, uint32_t i) const {
  if (i >= words.size()) return 0;
  const std::string_view word = words[i];
  const uint32_t place = FirstWords::Place(word);
  if (!first_words_.Has(place)) return 0;
  uint16_t at = slots_[place % kSlots];
  while (at != 0 && firsts_[at].word != word) at = firsts_[at].next;
  if (at == 0) return 0;
  for (const uint16_t number : firsts_[at].phrases) {
    const Phrase& phrase = phrases_[number];
    const uint32_t end = Match(words, i + 1, phrase.data() + 1, phrase.data() + phrase.size());
    if (end != 0) return end;
  }
  return 0;
}

}  // namespace caveat::model
