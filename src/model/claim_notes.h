// File: src/model/claim_notes.h
//
// What the words of a card claim of its model's openness and origin: "fully open source", "trained from scratch", "our
// own model". Only what is said of this very model: not of the community, of data sets, of tools, of models in general;
// a denial is no claim. Pure, thread-safe; a look at the words around each that may begin a claim.

#ifndef CAVEAT_MODEL_CLAIM_NOTES_H_
#define CAVEAT_MODEL_CLAIM_NOTES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/prose.h"

namespace caveat::model {

inline constexpr size_t kMostClaims = 12;  // of a repository; a word that begins several may exceed it

struct ClaimNote {
  uint32_t word = 0;      // that began it
  std::string_view kind;  // "open-source", "from-scratch", "own-model"
  std::string quote;
  Span span;
};

// Words that begin no claim are none of these.
const FirstWords& FirstWordsOfClaims();
// Appends what is claimed at word `i` of the prose; nothing from kMostClaims notes on. To be called in the order of the
// words.
void NoteClaims(const Prose& prose, uint32_t i, std::vector<ClaimNote>* notes);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_CLAIM_NOTES_H_
