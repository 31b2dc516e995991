// Any bytes: decoding and folding must end, keep their laws and stay inside the input.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/fold.h"
#include "text/language.h"
#include "text/same_words.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using caveat::text::Words;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  caveat::text::Text text;
  caveat::text::Decode(bytes, &text);
  Words words, again;
  // The decoded text, and the raw bytes as if they were UTF-8: folding is total on both.
  for (const std::string_view source : {text.utf8, bytes}) {
    caveat::text::Fold(source, &words);
    for (uint32_t i = 0; i < words.size(); ++i) {
      if (words.begin(i) >= words.end(i) || words.end(i) > source.size()) std::abort();
      if (i > 0 && words.begin(i) < words.end(i - 1) &&
          (words.begin(i) != words.begin(i - 1) || words.end(i) != words.end(i - 1))) {
        std::abort();
      }
      if (words[i].empty() || words[i].find(' ') != std::string_view::npos) std::abort();
    }
    caveat::text::FoldScalar(source, &again);
    if (!caveat::text::Difference(again, words).empty()) std::abort();
    caveat::text::Fold(words.text(), &again);
    if (again.text() != words.text()) std::abort();
  }
  caveat::text::DetectLanguage(text.utf8, words);
  for (uint32_t i = 0; i <= text.utf8.size(); i += 97) {
    if (text.SourceByte(i) > size) std::abort();
  }
  return 0;
}
