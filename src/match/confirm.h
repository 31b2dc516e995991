// File: src/match/confirm.h
//
// From an anchor outwards: does the rest of the line stand around it? Patterns are walked over sets of word positions:
// an element maps the set of places where the text read so far may end to the set where it may end after the element.
// Gaps are range fills, words are id comparisons, so a confirmation is linear in elements times window, takes no
// memory, and cannot blow up.
//
// A match is the shortest: through one anchor place, the latest beginning and the earliest end. Every shortest match of
// a line goes through some anchor place, so taking the best of each and dropping those that contain another gives
// exactly the set of shortest matches; the oracle (oracle.h) finds the same set in another way.

#ifndef CAVEAT_MATCH_CONFIRM_H_
#define CAVEAT_MATCH_CONFIRM_H_

#include <cstdint>
#include <vector>

#include "match/bits.h"
#include "match/reading.h"
#include "match/sentence.h"
#include "rules/bundle.h"

namespace caveat::match {

struct RawMatch {
  uint32_t line = 0, variant = 0, begin = 0, end = 0;
  bool operator==(const RawMatch&) const = default;
};

struct CaptureSpan {
  uint32_t name = 0;  // string id
  rules::Capture kind = rules::Capture::kAny;
  uint32_t begin = 0, end = 0;
};

// The words that a match of a node may begin with, as a Bloom set (Vocabulary::Bloom); not known where it may begin
// with a gap or value.
struct Heads {
  Bits words;
  bool known = false;
  bool inside = false;  // Sentence::Inside
  uint8_t spare[6] = {};
};

// Walks the patterns of one bundle over one reading. Cheap to make.
class Confirm {
 public:
  Confirm(const rules::Bundle& bundle, Reading& reading) : b_(bundle), r_(reading), sentence_(bundle, reading) {}

  // To be called when the reading has changed.
  void Reset() { sentence_begin_ = sentence_end_ = 0; }

  // How many words the elements [first, first + count) of Bundle::kids may take. For choosing the width of position
  // sets.
  static int Reach(const rules::Bundle& bundle, uint32_t first, uint32_t count);
  // How few.
  static int Least(const rules::Bundle& bundle, uint32_t first, uint32_t count);
  static bool HoldsCapture(const rules::Bundle& bundle, uint32_t node);

  // Does the variant match around its anchor at words [begin, end)? Sets the match's span. `narrow`: neither side can
  // reach beyond 62 words. `inside`: all its elements are Sentence::Inside.
  bool Around(uint32_t variant, bool narrow, bool inside, uint32_t begin, uint32_t end, RawMatch* match);

  // Does the node, at most rules::kMaxGuardReach words wide, match anywhere inside words [begin, end)? `ends`: as
  // BGuard::ends.
  bool Within(uint32_t node, const Heads& heads, uint32_t begin, uint32_t end, uint8_t ends = 0);
  // The match of the node inside [begin, end) that is nearest to [from, to): its distance in words, -1 if there is
  // none.
  int Nearest(uint32_t node, const Heads& heads, uint32_t begin, uint32_t end, uint32_t from, uint32_t to);

  // The captures of a confirmed match of a variant that holds some: every element takes as few words as the rest
  // allows; a value is whole.
  void Captures(const RawMatch& match, std::vector<CaptureSpan>* out);

 private:
  // Where a pattern may have got to: `after` a word it matched, or `free` to go over a sentence break.
  template <class B>
  struct States {
    B after, free;
    bool Any() const { return after.Any() || free.Any(); }
    B All() const { return after | free; }
  };
  // The window in which a walk takes place: positions count from `base`, forwards or backwards.
  template <class B>
  struct Walk {
    uint32_t base;
    bool forward;
    int limit;  // no position beyond
    B breaks;   // bit k: a break at position k
    uint32_t Word(int k) const {
      return forward ? base + static_cast<uint32_t>(k) : base - static_cast<uint32_t>(k) - 1;
    }
  };
  template <class B>
  Walk<B> Forward(uint32_t base, uint32_t end) const;
  template <class B>
  Walk<B> Backward(uint32_t base, uint32_t begin) const;
  // Those of `ready` whose word has its bit in `mask`.
  template <class B>
  B Candidates(const Walk<B>& walk, uint64_t mask, const B& ready) const;
  template <class B>
  States<B> Step(const Walk<B>& walk, const rules::BNode& node, const States<B>& in);
  template <class B>
  States<B> Sequence(const Walk<B>& walk, uint32_t first, uint32_t count, States<B> in);
  template <class B>
  bool WithinWindow(uint32_t node, const Heads& heads, uint32_t base, uint32_t stop, uint32_t end, bool first,
                    uint8_t ends);
  template <class B>
  bool Ends(const rules::BVariant& v, uint32_t end, uint32_t* to);
  template <class B>
  bool Begins(const rules::BVariant& v, uint32_t begin, uint32_t* from);
  // Turns sentence_ to the sentence of word `begin`. False if it is too long for it or does not hold all of [begin,
  // end).
  bool Turn(uint32_t begin, uint32_t end);
  uint64_t Sure(uint32_t node, const Heads& heads, uint64_t words);
  void Assign(uint32_t node, uint32_t begin, uint32_t end, std::vector<CaptureSpan>* out);
  void AssignSequence(uint32_t first, uint32_t count, uint32_t begin, uint32_t end, std::vector<CaptureSpan>* out);

  const rules::Bundle& b_;
  Reading& r_;
  Sentence sentence_;
  uint32_t sentence_begin_ = 0, sentence_end_ = 0;  // the one last turned to, be it too long or not
};

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_CONFIRM_H_
