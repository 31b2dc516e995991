// File: src/classify/mention_subjects.h
//
// What a stretch of words speaks of: code, weights, data, documentation. "The code for the X model" is code;
// "pretrained checkpoints" are weights.

#ifndef CAVEAT_CLASSIFY_MENTION_SUBJECTS_H_
#define CAVEAT_CLASSIFY_MENTION_SUBJECTS_H_

#include <cstdint>

#include "classify/mention_page.h"

namespace caveat::mention {

// What a stretch of words speaks of; bit n + 1 stands for Covers n.
enum Subject : uint8_t { kCode = 1, kWeights = 2, kData = 4, kDocs = 8 };

class SubjectReader : public Page {
 public:
  using Page::Page;

  // What the words [from, to) speak of.
  uint8_t Subjects(uint32_t from, uint32_t to, bool* repository = nullptr) const;

  // List items that follow "the following components are ...:".
  uint8_t FollowingItems(uint32_t from) const;

  // "## Model License": the heading above tells, when it speaks of licences.
  uint8_t FromHeading(uint32_t i) const;

  // For "See the LICENSE file": what was last said to be licensed, a few sentences up.
  uint8_t EarlierStatement(uint32_t sentence) const;
};

}  // namespace caveat::mention

#endif  // CAVEAT_CLASSIFY_MENTION_SUBJECTS_H_
