// File: tests/model/noted.h
//
// The notes that a reader takes of a text when it is asked at every word, as the judge asks it at few.

#ifndef CAVEAT_TESTS_MODEL_NOTED_H_
#define CAVEAT_TESTS_MODEL_NOTED_H_

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "model/first_words.h"
#include "model/prose.h"
#include "text/fold.h"

namespace caveat::testing {

// `note(prose, word, &notes)` adds what it finds at a word; it may find something only at words of the table `first`.
template <class Note, class Reader>
std::vector<Note> Noted(std::string_view bytes, const model::FirstWords& first, const Reader& note) {
  text::Text text;
  text::Words words;
  text::Decode(bytes, &text);
  text::Fold(text.utf8, &words);
  const model::Prose prose(bytes, 0, text, words);
  std::vector<Note> notes;
  for (uint32_t i = 0; i < words.size(); ++i) {
    const size_t before = notes.size();
    note(prose, i, &notes);
    EXPECT_TRUE(notes.size() == before || first.MayBe(words[i])) << words[i];
  }
  return notes;
}

}  // namespace caveat::testing

#endif  // CAVEAT_TESTS_MODEL_NOTED_H_
