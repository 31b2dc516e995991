#include "model/prose.h"

#include <gtest/gtest.h>

#include <string_view>

namespace caveat::model {
namespace {

text::Words Folded(std::string_view text) {
  text::Words words;
  text::Fold(text, &words);
  return words;
}

uint32_t Find(const text::Words& words, std::string_view word) {
  uint32_t at = 0;
  while (at < words.size() && words[at] != word) ++at;
  return at;
}

TEST(Phrases, StandWhereTheyBegin) {
  const text::Words words = Folded("This model was fine-tuned from the base. It builds on nothing");
  const uint32_t at = Find(words, "fine");
  const auto end = [&](std::string_view phrase) { return Phrases{phrase}.At(words, at); };
  EXPECT_EQ(end("fine tuned from"), at + 3);
  EXPECT_EQ(end("fine tuned on|from ?the base"), at + 5);
  EXPECT_EQ(end("fine tuned ?version from"), at + 3);
  EXPECT_EQ(end("fine|coarse tuned"), at + 2);
  EXPECT_EQ(end("fine ..2 base"), 0u);
  EXPECT_EQ(end("fine ..3 base"), at + 5);
  EXPECT_EQ(end("fine tun*"), at + 2);
  EXPECT_EQ(end("coarse tuned"), 0u);
  // What may be left out is, where the rest fits without it alone.
  EXPECT_EQ(end("fine ?tuned tuned from"), at + 3);
  // A phrase stays inside of the sentence, and so does a gap.
  EXPECT_EQ(end("fine ..5 builds"), 0u);
  EXPECT_EQ(end("fine tuned from the base it"), 0u);
  EXPECT_EQ((Phrases{"nothing more"}.At(words, words.size() - 1)), 0u);
  EXPECT_EQ((Phrases{"nothing"}.At(words, words.size())), 0u);
}

TEST(Phrases, TheFirstOfTheListCounts) {
  const text::Words words = Folded("built upon top of it, based on it");
  const Phrases phrases = {"built upon", "built|made upon ?top ?of", "based on"};
  EXPECT_EQ(phrases.At(words, 0), 2u);
  EXPECT_EQ(phrases.At(words, Find(words, "based")), Find(words, "based") + 2);
  EXPECT_EQ(phrases.At(words, 1), 0u);
  for (const char* word : {"built", "made", "based"}) EXPECT_TRUE(phrases.first_words().MayBe(word)) << word;
}

TEST(Prose, TellsHeadSentencesAndPlaces) {
  const std::string_view bytes = "---\nlicense: mit\n---\nOne two. Three four\nfive. Six";
  text::Text text;
  text::Decode(bytes, &text);
  const text::Words words = Folded(text.utf8);
  const Prose prose(bytes, bytes.find("One"), text, words);
  EXPECT_EQ(words[prose.body], "one");
  const uint32_t four = Find(words, "four");
  EXPECT_EQ(words[prose.SentenceBegin(four)], "three");
  EXPECT_EQ(words[prose.SentenceEnd(four)], "six");
  EXPECT_EQ(prose.Quote(four, four + 2), "four\nfive");
  const Span span = prose.SpanOf(four, four + 2);
  EXPECT_EQ(bytes.substr(span.start_byte, span.end_byte - span.start_byte), "four\nfive");
  EXPECT_EQ(span.start_line, 4u);
  EXPECT_EQ(span.end_line, 5u);
  EXPECT_EQ(prose.WordFrom(0), 0u);
  EXPECT_EQ(prose.WordFrom(bytes.find("four") + 1), four + 1);
  EXPECT_EQ(prose.WordFrom(bytes.size()), words.size());
}

TEST(Prose, LinesAreCountedAsTheMarkHasIt) {
  EXPECT_EQ(EncodingOf("plain"), text::Encoding::kUtf8);
  EXPECT_EQ(EncodingOf(std::string_view("\xFF\xFE"
                                        "a\0b\0",
                                        6)),
            text::Encoding::kUtf16Le);
  EXPECT_EQ(EncodingOf(""), text::Encoding::kUtf8);
}

}  // namespace
}  // namespace caveat::model
