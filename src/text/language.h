// File: src/text/language.h
//
// The language of a document, by its script and its most common short words. Deterministic, linear, thread-safe.

#ifndef CAVEAT_TEXT_LANGUAGE_H_
#define CAVEAT_TEXT_LANGUAGE_H_

#include <string>
#include <string_view>

#include "text/words.h"

namespace caveat::text {

// BCP-47: "en", "zh", "ja", "ko", "fr", "es", "pt", "de", "it", "id", "nl", "ru", "uk", "ar", "he", "el", "hi", "th",
// "vi", "tr", "pl"; "mul" when two languages each carry a substantial share; "und" when nothing speaks for any. `words`
// is the folded `utf8`.
std::string DetectLanguage(std::string_view utf8, const Words& words);

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_LANGUAGE_H_
