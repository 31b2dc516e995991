#include "match/sentence.h"

#include <algorithm>
#include <bit>

namespace caveat::match {

using rules::BNode;
using rules::Op;

bool Sentence::Inside(const rules::Bundle& bundle, uint32_t node) {
  const BNode& n = bundle.nodes[node];
  switch (n.op) {
    case Op::kWords:
      return true;
    case Op::kGap:
      return n.cross == 0;
    case Op::kCapture:
      return static_cast<rules::Capture>(n.capture) != rules::Capture::kQuoted;
    case Op::kBegin:
      return false;
    case Op::kSeq:
    case Op::kAlt:
    case Op::kOptional:
      for (uint32_t i = 0; i < n.count; ++i)
        if (!Inside(bundle, bundle.kids[n.first + i])) return false;
      return true;
  }
  return false;
}

// Those of `words` that may be the first (last) word of the node.
template <bool kForward>
uint64_t Sentence::Maybe(const BNode& node, uint64_t words) const {
  const uint64_t mask = kForward ? node.head : node.tail;
  if ((words & (words - 1)) != 0) return words & r_.MaskForward(begin_, mask);
  return words != 0 && (mask & r_.Bit(Word(words))) != 0 ? words : 0;  // mostly one word
}

uint64_t Sentence::Heads(uint32_t node, uint64_t words) const { return Maybe<true>(b_.nodes[node], words); }

// Those of `words` that belong to the element.
uint64_t Sentence::WordsOf(const BNode& node, uint64_t words) const {
  uint64_t out = 0;
  for (words = Maybe<true>(node, words); words != 0; words &= words - 1)
    if (IsWord(b_, r_, node, Word(words))) out |= words & -words;
  return out;
}

// A value is taken whole.
template <bool kForward>
uint64_t Sentence::Value(rules::Capture kind, uint64_t in) const {
  const auto most = static_cast<uint32_t>(rules::MaxCaptureWords(kind));
  uint64_t out = 0;
  for (; in != 0; in &= in - 1) {
    const auto k = static_cast<uint32_t>(std::countr_zero(in));
    if (kForward) {
      const auto n = (inner_ >> k & 1) != 0 ? static_cast<uint32_t>(r_.CaptureLength(kind, begin_ + k)) : 0;
      if (n > 0 && (inner_ >> (k + n - 1) & 1) != 0) out |= uint64_t{1} << (k + n);
    } else {
      for (uint32_t m = 1; m <= most && m <= k; ++m)
        if (static_cast<uint32_t>(r_.CaptureLength(kind, begin_ + k - m)) == m) out |= uint64_t{1} << (k - m);
    }
  }
  return out;
}

// Most elements are words and gaps.
template <bool kForward>
inline uint64_t Sentence::Step(uint32_t id, uint64_t in) {
  const BNode& node = b_.nodes[id];
  if (node.op == Op::kWords) return kForward ? WordsOf(node, in & inner_) << 1 : WordsOf(node, in >> 1);
  if (node.op == Op::kGap) {
    uint32_t reach = std::min(node.n, kMost) + 1, filled = 1;
    for (; filled * 2 <= reach; filled *= 2) in |= kForward ? in << filled : in >> filled;
    in |= kForward ? in << (reach - filled) : in >> (reach - filled);
    return kForward ? in & (inner_ << 1 | 1) : in;
  }
  return Group<kForward>(node, in);
}

template <bool kForward>
uint64_t Sentence::Group(const BNode& node, uint64_t in) {
  if (node.op == Op::kCapture) return Value<kForward>(static_cast<rules::Capture>(node.capture), in);
  if (node.op == Op::kOptional) return in | Step<kForward>(b_.kids[node.first], in);
  if (node.op == Op::kBegin) return 0;
  // One look at the next word rules out most alternatives.
  uint64_t words = kForward ? in & inner_ : in >> 1;
  if (!node.nullable && (kForward ? node.head : node.tail) != ~uint64_t{0}) {
    words = Maybe<kForward>(node, words);
    if (words == 0) return 0;
    in = kForward ? words : words << 1;
  }
  if (node.op == Op::kSeq) return Sequence<kForward>(node.first, node.count, in);
  uint64_t next = 0, out = 0;
  for (; words != 0; words &= words - 1) next |= r_.Bit(Word(words));
  const uint32_t* const kids = b_.kids.data() + node.first;
  for (uint32_t i = 0; i < node.count; ++i) {
    const BNode& kid = b_.nodes[kids[i]];
    if (((kForward ? kid.head : kid.tail) & next) != 0 || kid.nullable) out |= Step<kForward>(kids[i], in);
  }
  return out;
}

template <bool kForward>
uint64_t Sentence::Sequence(uint32_t first, uint32_t count, uint64_t in) {
  for (uint32_t i = 0; i < count && in != 0; ++i)
    in = Step<kForward>(b_.kids[kForward ? first + i : first + count - 1 - i], in);
  return in;
}

uint64_t Sentence::Ends(uint32_t node, uint64_t in, uint32_t limit) {
  inner_ = (uint64_t{1} << limit) - 1;
  return Step<true>(node, in);
}

uint64_t Sentence::Ends(uint32_t first, uint32_t count, uint64_t in, uint32_t limit) {
  inner_ = (uint64_t{1} << limit) - 1;
  return Sequence<true>(first, count, in);
}

uint64_t Sentence::Begins(uint32_t first, uint32_t count, uint64_t in) { return Sequence<false>(first, count, in); }

}  // namespace caveat::match
