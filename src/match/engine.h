// File: src/match/engine.h
//
// Words in, clauses out. Engine: one set of compiled rules, immutable, shared between threads. Session: one a thread,
// reused.
//
//   anchors -> candidate places -> confirm -> shortest matches -> leads open scopes -> items inside them -> guards ->
//   clauses

#ifndef CAVEAT_MATCH_ENGINE_H_
#define CAVEAT_MATCH_ENGINE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "caveat.h"
#include "match/anchor_index.h"
#include "match/anchors.h"
#include "match/confirm.h"
#include "match/reading.h"
#include "match/scopes.h"
#include "rules/bundle.h"

namespace caveat::match {

// What stands in the sentence of a match whatever its gaps hold: for up to three elements of a variant beside its
// anchor, the words each may be, as 256-bit Bloom sets. A sentence without one of them cannot hold the match.
struct Need {
  uint8_t count = 0;
  bool narrow = false;   // neither side of the anchor reaches beyond 62 words
  bool crosses = false;  // may go over sentence ends
  bool inside = false;   // all elements are Sentence::Inside
  bool captures = false;
  uint8_t spare[7] = {};
  // Where the element's first word may stand: words in front of the anchor's first word (negative) or behind its last
  // word, nearest and farthest.
  int16_t nearest[3] = {}, farthest[3] = {};
  Bits sets[3];  // the most selective first: most candidates end at it
};

// Who looks for the anchors. Both find the same; a test holds them against each other.
enum class Finder : uint8_t {
  kIndex,      // vocabulary ids (anchor_index.h): faster wherever every word gets its id anyway
  kHyperscan,  // one pass of Hyperscan over the folded text (anchors.h)
};

struct EngineOptions {
  Finder finder = Finder::kIndex;
  bool native =
      false;  // kHyperscan: compile the anchors for this very processor instead of using the embedded database
};

class Engine {
 public:
  // Null with `error` if libhs is asked for and takes neither the embedded anchors nor compiles them.
  static std::unique_ptr<Engine> Make(rules::Bundle bundle, const EngineOptions& options, std::string* error);
  // What it made of the bundle, to be embedded with it as Bundle::engine_tables: then nothing is left to be made.
  std::string Serialize();

  const rules::Bundle& bundle() const { return bundle_; }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  // The Hyperscan databases; null where the finder is another.
  const AnchorDatabase* anchors(int tier) const { return anchors_[tier].get(); }
  const AnchorIndex& index(int tier) const { return index_[tier]; }
  // The words that some element of the variant needs, besides its anchor: see Needs in engine.cc.
  const rules::Table<Need>& needs() const { return needs_; }
  const Heads& heads(uint32_t node) const { return heads_[node]; }  // of guards and parameter values
  bool HasParams(uint32_t clause) const { return (has_params_[clause >> 6] >> (clause & 63)) & 1; }

 private:
  Engine(rules::Bundle bundle, rules::TableReader* made);
  template <class Archive>
  void Tables(Archive& a);
  rules::Bundle bundle_;
  Vocabulary vocabulary_;
  std::unique_ptr<AnchorDatabase> anchors_[2];
  AnchorIndex index_[2];
  rules::Table<Need> needs_;
  rules::Table<Heads> heads_;
  uint64_t has_params_[4] = {};
};

// A clause at a place, in words.
struct Clause {
  uint32_t line = 0;  // Bundle::lines
  uint32_t begin = 0, end = 0;
  uint32_t lead_begin = rules::kNone, lead_end = rules::kNone;
  bool hidden = false;
  std::vector<Param> params;  // sorted by name
};

struct DroppedMatch {
  uint32_t line, begin, end;
  const char* reason;
};

class Session {
 public:
  explicit Session(const Engine& engine);

  // Reads one document; `words` was folded from `utf8`. Results are valid until the next call.
  void Run(const text::Words& words, std::string_view utf8, bool explain);

  const std::vector<Clause>& clauses() const { return clauses_; }  // sorted by begin, end, clause id
  const std::vector<DroppedMatch>& dropped() const { return dropped_; }
  const std::vector<Scope>& scopes() const { return scopes_; }
  // Every shortest match of every line, before guards, scopes and overlaps, as they stand in the text: what the oracle
  // is held against. `items` are those found inside scopes.
  const std::vector<RawMatch>& matches() const { return matches_; }
  const std::vector<RawMatch>& items() const { return items_; }

 private:
  void Collect(int tier, uint32_t begin, uint32_t end, std::vector<RawMatch>* out);
  bool MayMatch(uint32_t variant, uint32_t begin, uint32_t end);
  bool Narrow(uint32_t variant, uint32_t begin, uint32_t end) const;
  // Keeps the shortest: drops matches of a line that contain another of that line. They are then in the order of the
  // text.
  void Shortest(std::vector<RawMatch>* matches);
  const char* Refuse(const rules::BLine& line, const RawMatch& match);
  bool Guards(const rules::BLine& line, const RawMatch& match);
  // Does the guard's pattern match inside words [from, to)?
  bool Stands(const rules::BGuard& guard, uint32_t from, uint32_t to);
  bool InDefinition(uint32_t word) const;
  void Report(const RawMatch& match, const Scope* scope);
  // Also widens [begin, end) to the whole of each value.
  void Params(const rules::BLine& line, const RawMatch& match, Clause* clause);
  void Window(uint8_t where, uint32_t near, uint32_t begin, uint32_t end, uint32_t* from, uint32_t* to) const;
  void MergeOverlaps();

  const Engine& engine_;
  const rules::Bundle& b_;
  Reading reading_;
  Confirm confirm_;
  bool explain_ = false;
  uint32_t sentence_begin_ = 0, sentence_end_ = 0;  // the sentence that sentence_words_ was made of
  Bits sentence_words_;
  AnchorScratch scratch_;
  std::vector<Hit> hits_;
  std::vector<RawMatch> matches_, items_;
  std::vector<uint32_t> least_end_;  // by line, for Shortest
  // Answers of Stands, the latest for each hash.
  static constexpr int kAskedBits = 8;
  struct Asked {
    uint32_t run = 0, node = rules::kNone, from = 0, to = 0;
    uint8_t ends = 0;
    bool there = false;
  };
  uint32_t run_ = 0;
  Asked asked_[1 << kAskedBits];
  std::vector<Scope> scopes_;
  struct MarkSpan {
    uint32_t name, begin, end;
  };
  std::vector<MarkSpan> marks_;
  std::vector<Clause> clauses_;
  std::vector<DroppedMatch> dropped_;
  std::vector<CaptureSpan> captures_;
};

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_ENGINE_H_
