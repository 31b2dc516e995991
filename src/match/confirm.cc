#include "match/confirm.h"

#include <algorithm>
#include <bit>

namespace caveat::match {

using rules::BNode;
using rules::Bundle;
using rules::Op;

namespace {

template <class B>
B Narrow(const Bits& bits) {
  if constexpr (B::kSize == 64)
    return B{bits.w[0]};
  else
    return bits;
}

}  // namespace

int Confirm::Reach(const Bundle& bundle, uint32_t first, uint32_t count) {
  int sum = 0;
  for (uint32_t i = 0; i < count; ++i) {
    const BNode& node = bundle.nodes[bundle.kids[first + i]];
    switch (node.op) {
      case Op::kWords:
        sum += 1;
        break;
      case Op::kGap:
        sum += static_cast<int>(node.n);
        break;
      case Op::kCapture:
        sum += rules::MaxCaptureWords(static_cast<rules::Capture>(node.capture));
        break;
      case Op::kSeq:
      case Op::kOptional:
        sum += Reach(bundle, node.first, node.count);
        break;
      case Op::kAlt: {
        int most = 0;
        for (uint32_t k = 0; k < node.count; ++k) most = std::max(most, Reach(bundle, node.first + k, 1));
        sum += most;
        break;
      }
      case Op::kBegin:
        break;
    }
  }
  return sum;
}

int Confirm::Least(const Bundle& bundle, uint32_t first, uint32_t count) {
  int sum = 0;
  for (uint32_t i = 0; i < count; ++i) {
    const BNode& node = bundle.nodes[bundle.kids[first + i]];
    switch (node.op) {
      case Op::kWords:
      case Op::kCapture:
        sum += 1;
        break;
      case Op::kSeq:
        sum += Least(bundle, node.first, node.count);
        break;
      case Op::kAlt: {
        int least = node.count == 0 ? 0 : Least(bundle, node.first, 1);
        for (uint32_t k = 1; k < node.count; ++k) least = std::min(least, Least(bundle, node.first + k, 1));
        sum += least;
        break;
      }
      case Op::kGap:
      case Op::kOptional:
      case Op::kBegin:
        break;
    }
  }
  return sum;
}

bool Confirm::HoldsCapture(const Bundle& bundle, uint32_t node) {
  const BNode& n = bundle.nodes[node];
  if (n.op == Op::kCapture) return true;
  if (n.op == Op::kWords || n.op == Op::kGap || n.op == Op::kBegin) return false;
  for (uint32_t i = 0; i < n.count; ++i)
    if (HoldsCapture(bundle, bundle.kids[n.first + i])) return true;
  return false;
}

template <class B>
Confirm::Walk<B> Confirm::Forward(uint32_t base, uint32_t end) const {
  return {base, true, static_cast<int>(std::min<uint32_t>(end - base, B::kSize - 1)),
          Narrow<B>(r_.BreaksForward(base))};
}

template <class B>
Confirm::Walk<B> Confirm::Backward(uint32_t base, uint32_t begin) const {
  return {base, false, static_cast<int>(std::min<uint32_t>(base - begin, B::kSize - 1)),
          Narrow<B>(r_.BreaksBackward(base))};
}

bool Confirm::Turn(uint32_t begin, uint32_t end) {
  if (begin < sentence_begin_ || begin >= sentence_end_) {
    sentence_begin_ = r_.SentenceBegin(begin);
    sentence_end_ = r_.SentenceEnd(begin);
    if (sentence_end_ - sentence_begin_ <= Sentence::kMost) sentence_.Enter(sentence_begin_, sentence_end_);
  }
  return end <= sentence_end_ && sentence_end_ - sentence_begin_ <= Sentence::kMost;
}

template <class B>
B Confirm::Candidates(const Walk<B>& walk, uint64_t mask, const B& ready) const {
  if constexpr (B::kSize == 64) {
    if (ready.w == 0) return ready;
    return {ready.w & (walk.forward ? r_.MaskForward(walk.base, mask) : r_.MaskBackward(walk.base, mask))};
  } else {
    B out;
    for (uint32_t c = 0; c < 4; ++c)
      if (ready.w[c] != 0)
        out.w[c] = ready.w[c] & (walk.forward ? r_.MaskForward(walk.base + 64 * c, mask)
                                              : r_.MaskBackward(walk.base - 64 * c, mask));
    return out;
  }
}

template <class B>
Confirm::States<B> Confirm::Step(const Walk<B>& walk, const BNode& node, const States<B>& in) {
  // Where a word may be read: not over a break, unless the pattern allows it there.
  const B ready = (in.free | in.after.Without(walk.breaks)) & B::Range(0, walk.limit);
  States<B> out;
  switch (node.op) {
    case Op::kWords:
      Candidates(walk, node.head, ready).ForEach([&](int k) {
        if (IsWord(b_, r_, node, walk.Word(k))) out.after.Set(k + 1);
      });
      return out;
    case Op::kGap: {
      out = in;
      const int n = static_cast<int>(node.n);
      if (node.cross) {
        out.free = in.All();
        out.after = {};
        in.All().ForEach([&](int k) { out.free.SetRange(k, std::min(k + n, walk.limit) + 1); });
        return out;
      }
      ready.ForEach([&](int k) {
        const int wall = walk.breaks.Next(k + 1);  // the gap may reach the break, not go over it
        out.after.SetRange(k + 1, std::min({k + n, wall, walk.limit}) + 1);
      });
      return out;
    }
    case Op::kCapture: {
      const auto kind = static_cast<rules::Capture>(node.capture);
      const int most = rules::MaxCaptureWords(kind);
      // A value is taken whole.
      ready.ForEach([&](int k) {
        if (walk.forward) {
          const int n = r_.CaptureLength(kind, walk.base + static_cast<uint32_t>(k));
          if (n > 0 && k + n <= walk.limit) out.after.Set(k + n);
          return;
        }
        const uint32_t end = walk.base - static_cast<uint32_t>(k);
        for (int m = 1; m <= most && k + m <= walk.limit; ++m)
          if (r_.CaptureLength(kind, end - static_cast<uint32_t>(m)) == m) out.after.Set(k + m);
      });
      return out;
    }
    case Op::kBegin:
      out.free = in.All() & walk.breaks;
      return out;
    case Op::kSeq:
    case Op::kAlt:
    case Op::kOptional: {
      // One look at the next word rules out most alternatives.
      States<B> inside = in;
      const uint64_t mask = walk.forward ? node.head : node.tail;
      const bool sifted = !node.nullable && mask != ~uint64_t{0};
      if (sifted) {
        inside = {{}, Candidates(walk, mask, ready)};
        if (!inside.free.Any()) return out;
      }
      if (node.op == Op::kSeq) return Sequence(walk, node.first, node.count, inside);
      if (node.op == Op::kOptional) {
        out = Step(walk, b_.nodes[b_.kids[node.first]], in);
        out.after = out.after | in.after;
        out.free = out.free | in.free;
        return out;
      }
      uint64_t next = 0;
      (sifted ? inside.free : ready).ForEach([&](int k) { next |= r_.Bit(walk.Word(k)); });
      for (uint32_t i = 0; i < node.count; ++i) {
        const BNode& kid = b_.nodes[b_.kids[node.first + i]];
        const uint64_t words = walk.forward ? kid.head : kid.tail;
        // Not where any word will do: a gap over sentence ends needs no next word in this sentence.
        if (!kid.nullable && words != ~uint64_t{0} && (words & next) == 0) continue;
        const States<B> one = Step(walk, kid, inside);
        out.after = out.after | one.after;
        out.free = out.free | one.free;
      }
      return out;
    }
  }
  return out;
}

template <class B>
Confirm::States<B> Confirm::Sequence(const Walk<B>& walk, uint32_t first, uint32_t count, States<B> in) {
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t kid = walk.forward ? first + i : first + count - 1 - i;
    in = Step(walk, b_.nodes[b_.kids[kid]], in);
    if (!in.Any()) return in;
  }
  return in;
}

// The earliest end of what follows the anchor.
template <class B>
bool Confirm::Ends(const rules::BVariant& v, uint32_t end, uint32_t* to) {
  const Walk<B> walk = Forward<B>(end, r_.size());
  B ends = Sequence<B>(walk, v.element_first + v.anchor_end, v.element_count - v.anchor_end, {B::One(0), {}}).All();
  if (b_.lines[v.line].at_end) {
    const bool last = walk.limit < B::kSize - 1 && ends.Has(walk.limit);  // the end of the text ends a sentence
    ends = ends & walk.breaks;
    if (last) ends.Set(walk.limit);
  }
  if (!ends.Any()) return false;
  *to = end + static_cast<uint32_t>(ends.First());
  return true;
}

// The latest beginning of what precedes it.
template <class B>
bool Confirm::Begins(const rules::BVariant& v, uint32_t begin, uint32_t* from) {
  const Walk<B> walk = Backward<B>(begin, 0);
  B begins = Sequence<B>(walk, v.element_first, v.anchor_begin, {B::One(0), {}}).All();
  if (b_.lines[v.line].at_begin) begins = begins & walk.breaks;
  if (!begins.Any()) return false;
  *from = begin - static_cast<uint32_t>(begins.First());
  return true;
}

bool Confirm::Around(uint32_t variant, bool narrow, bool inside, uint32_t begin, uint32_t end, RawMatch* match) {
  for (uint32_t i = begin + 1; i < end; ++i)
    if (r_.BreakBefore(i)) return false;
  const rules::BVariant& v = b_.variants[variant];
  const rules::BLine& line = b_.lines[v.line];
  uint32_t from = begin, to = end;
  if (line.at_begin && v.anchor_begin == 0 && !r_.BreakBefore(begin)) return false;
  if (line.at_end && v.anchor_end == v.element_count && !r_.BreakBefore(end)) return false;
  // The nearer side first: an element right beside the anchor fails sooner than one behind a gap.
  if (v.anchor_begin > 0) {
    const BNode& beside = b_.nodes[b_.kids[v.element_first + v.anchor_begin - 1]];
    if (!beside.nullable && (begin == 0 || r_.BreakBefore(begin) || (beside.tail & r_.Bit(begin - 1)) == 0))
      return false;
  }
  if (inside && Turn(begin, end)) {
    const uint32_t size = sentence_end_ - sentence_begin_;
    if (v.anchor_end < v.element_count) {
      uint64_t ends = sentence_.Ends(v.element_first + v.anchor_end, v.element_count - v.anchor_end,
                                     uint64_t{1} << (end - sentence_begin_), size);
      if (line.at_end) ends &= uint64_t{1} << size;
      if (ends == 0) return false;
      to = sentence_begin_ + static_cast<uint32_t>(std::countr_zero(ends));
    }
    if (v.anchor_begin > 0) {
      uint64_t begins = sentence_.Begins(v.element_first, v.anchor_begin, uint64_t{1} << (begin - sentence_begin_));
      if (line.at_begin) begins &= 1;
      if (begins == 0) return false;
      from = sentence_begin_ + 63 - static_cast<uint32_t>(std::countl_zero(begins));
    }
    *match = {v.line, variant, from, to};
    return true;
  }
  if ((v.anchor_end < v.element_count || line.at_end) &&
      !(narrow ? Ends<Bits64>(v, end, &to) : Ends<Bits>(v, end, &to)))
    return false;
  if ((v.anchor_begin > 0 || line.at_begin) &&
      !(narrow ? Begins<Bits64>(v, begin, &from) : Begins<Bits>(v, begin, &from)))
    return false;
  *match = {v.line, variant, from, to};
  return true;
}

// Those of `words` of the sentence that a match of the node may begin with.
uint64_t Confirm::Sure(uint32_t node, const Heads& heads, uint64_t words) {
  if (!heads.known) return words;
  uint64_t sure = 0;
  for (uint64_t maybe = sentence_.Heads(node, words); maybe != 0; maybe &= maybe - 1) {
    const int k = std::countr_zero(maybe);
    if (heads.words.Has(r_.Bloom(sentence_begin_ + static_cast<uint32_t>(k)))) sure |= uint64_t{1} << k;
  }
  return sure;
}

template <class B>
bool Confirm::WithinWindow(uint32_t node, const Heads& heads, uint32_t base, uint32_t stop, uint32_t end, bool first,
                           uint8_t ends) {
  const BNode& n = b_.nodes[node];
  const Walk<B> walk = Forward<B>(base, end);
  B starts = B::Range(0, static_cast<int>(stop));
  if (heads.known) {
    B sure;
    Candidates(walk, n.head, starts).ForEach([&](int k) {
      if (heads.words.Has(r_.Bloom(base + static_cast<uint32_t>(k)))) sure.Set(k);
    });
    starts = sure;
  }
  if ((ends & rules::kAtBegin) != 0) starts = first ? starts & (walk.breaks | B::One(0)) : starts & walk.breaks;
  if (!starts.Any()) return false;
  B to = Step<B>(walk, n, {{}, starts}).All();
  if ((ends & rules::kAtEnd) != 0)
    to = end - base < B::kSize ? to & (walk.breaks | B::One(walk.limit)) : to & walk.breaks;
  return to.Any();
}

bool Confirm::Within(uint32_t node, const Heads& heads, uint32_t begin, uint32_t end, uint8_t ends) {
  constexpr uint32_t kStride = 128;
  if (heads.inside && begin < end && Turn(begin, end)) {
    const uint32_t first = begin - sentence_begin_, limit = end - sentence_begin_;
    uint64_t starts = Sure(node, heads, ((uint64_t{1} << (limit - first)) - 1) << first);
    if ((ends & rules::kAtBegin) != 0) starts &= uint64_t{1} << first;
    if (starts == 0) return false;
    uint64_t to = sentence_.Ends(node, starts, limit);
    if ((ends & rules::kAtEnd) != 0) to &= uint64_t{1} << limit;
    return to != 0;
  }
  if (end - begin < Bits64::kSize) return WithinWindow<Bits64>(node, heads, begin, end - begin, end, true, ends);
  for (uint32_t base = begin; base < end; base += kStride)
    if (WithinWindow<Bits>(node, heads, base, std::min(kStride, end - base), end, base == begin, ends)) return true;
  return false;
}

int Confirm::Nearest(uint32_t node, const Heads& heads, uint32_t begin, uint32_t end, uint32_t from, uint32_t to) {
  int best = -1;
  const BNode& n = b_.nodes[node];
  // A match at [i, stop); false where later ones are farther.
  const auto take = [&](uint32_t i, uint32_t stop) {
    const int distance = stop <= from ? static_cast<int>(from - stop) + 1 : i >= to ? static_cast<int>(i - to) + 1 : 0;
    if (best < 0 || distance < best) best = distance;
    return i < to;
  };
  if (heads.inside && begin < end && Turn(begin, end)) {
    const uint32_t first = begin - sentence_begin_, limit = end - sentence_begin_;
    for (uint64_t starts = Sure(node, heads, ((uint64_t{1} << (limit - first)) - 1) << first); starts != 0;
         starts &= starts - 1) {
      const uint64_t ends = sentence_.Ends(node, starts & -starts, limit);
      if (ends != 0 && !take(sentence_begin_ + static_cast<uint32_t>(std::countr_zero(starts)),
                             sentence_begin_ + static_cast<uint32_t>(std::countr_zero(ends))))
        break;
    }
    return best;
  }
  for (uint32_t i = begin; i < end; ++i) {
    if (heads.known && !heads.words.Has(r_.Bloom(i))) continue;
    int first = 0;
    if (end - i < Bits64::kSize) {
      const Bits64 ends = Step<Bits64>(Forward<Bits64>(i, end), n, {{}, Bits64::One(0)}).All();
      if (!ends.Any()) continue;
      first = ends.First();
    } else {
      const Bits ends = Step<Bits>(Forward<Bits>(i, end), n, {{}, Bits::One(0)}).All();
      if (!ends.Any()) continue;
      first = ends.First();
    }
    if (!take(i, i + static_cast<uint32_t>(first))) break;
  }
  return best;
}

void Confirm::Captures(const RawMatch& match, std::vector<CaptureSpan>* out) {
  const rules::BVariant& v = b_.variants[match.variant];
  AssignSequence(v.element_first, v.element_count, match.begin, match.end, out);
}

void Confirm::AssignSequence(uint32_t first, uint32_t count, uint32_t begin, uint32_t end,
                             std::vector<CaptureSpan>* out) {
  // From the back: where may element i begin so that the rest fits? Then from the front, choosing.
  const Walk<Bits> back = Backward<Bits>(end, begin);
  const int size = static_cast<int>(end - begin);
  std::vector<Bits> may(count + 1);  // bit k: word begin + k
  States<Bits> state{{}, Bits::One(0)};
  may[count].Set(size);
  for (uint32_t i = count; i-- > 0;) {
    state = Step(back, b_.nodes[b_.kids[first + i]], state);
    state.All().ForEach([&](int k) {
      if (k <= size) may[i].Set(size - k);
    });
  }
  int at = 0;
  bool free = true;
  for (uint32_t i = 0; i < count; ++i) {
    const BNode& node = b_.nodes[b_.kids[first + i]];
    const Walk<Bits> walk = Forward<Bits>(begin, end);
    const States<Bits> reached =
        Step<Bits>(walk, node, free ? States<Bits>{{}, Bits::One(at)} : States<Bits>{Bits::One(at), {}});
    const Bits ends = reached.All() & may[i + 1];
    const int next = node.op == Op::kCapture ? ends.Last() : ends.First();
    if (next < 0 || next > size) return;
    if (node.op != Op::kWords && node.op != Op::kGap && node.op != Op::kBegin && next > at)
      Assign(b_.kids[first + i], begin + static_cast<uint32_t>(at), begin + static_cast<uint32_t>(next), out);
    free = reached.free.Has(next);
    at = next;
  }
}

void Confirm::Assign(uint32_t id, uint32_t begin, uint32_t end, std::vector<CaptureSpan>* out) {
  const BNode& node = b_.nodes[id];
  switch (node.op) {
    case Op::kCapture:
      out->push_back({node.n, static_cast<rules::Capture>(node.capture), begin, end});
      return;
    case Op::kSeq:
      return AssignSequence(node.first, node.count, begin, end, out);
    case Op::kOptional:
      return Assign(b_.kids[node.first], begin, end, out);
    case Op::kAlt:
      for (uint32_t i = 0; i < node.count; ++i) {
        const uint32_t kid = b_.kids[node.first + i];
        const Walk<Bits> walk = Forward<Bits>(begin, end);
        if (!Step<Bits>(walk, b_.nodes[kid], {{}, Bits::One(0)}).All().Has(static_cast<int>(end - begin))) continue;
        return Assign(kid, begin, end, out);
      }
      return;
    case Op::kWords:
    case Op::kGap:
    case Op::kBegin:
      return;
  }
}

}  // namespace caveat::match
