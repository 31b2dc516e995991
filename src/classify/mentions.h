// File: src/classify/mentions.h
//
// Which licences a text names, and for what: "The code is released under the MIT License, the weights under CC
// BY-NC 4.0" names two licences, one for code and one for weights. Reads READMEs, model cards, notices, source headers;
// English and Chinese, and the commonest forms of some other languages. A licence text names licences too; leave those
// out that lie in what has been identified.
//
// A name that is a licence wherever it stands is taken as such; a word like MIT, Apache or Gemma only beside words of
// licensing, so the university and the model are not. A licence that no table knows is taken where the text says that
// something is under it ("subject to the Example Model License"). "GPL-compatible", "not MIT", "based on Apache 2.0
// with additional conditions" name no licence of the work.
//
// Pure, thread-safe, linear. A text without names costs one look at a table for each word.

#ifndef CAVEAT_CLASSIFY_MENTIONS_H_
#define CAVEAT_CLASSIFY_MENTIONS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "classify/names.h"
#include "taxonomy/taxonomy.h"
#include "text/words.h"

namespace caveat {

enum class Covers : uint8_t { kUnspecified, kCode, kWeights, kData, kDocs };
std::string_view Name(Covers covers);  // "unspecified", "code", "weights", "data", "docs"

// In which capacity the licence is named.
enum class NamedAs : uint8_t {
  kOwn,         // the text says that the work, or a part of it, is under it
  kTag,         // the value of `license:` in the head of a card, or an SPDX tag
  kThirdParty,  // for something that the work uses
  kBase,        // what the work's own, nameless licence was made from
  kSuperseded,  // it was so once
};

struct LicenseMention {
  std::string name;                         // as the text writes it
  const names::License* license = nullptr;  // null: no table knows it
  std::string id;                           // the id of `license`, or a slug of the name
  std::string spdx;                         // SPDX id or LicenseRef-; empty for a family
  std::vector<std::string> aliases;         // other ids of the same licence
  Covers covers = Covers::kUnspecified;
  NamedAs as = NamedAs::kOwn;
  uint32_t begin = 0, end = 0;  // bytes of the utf8 that was folded
  std::string target;           // where the name links to, as written; may be empty
  std::string expression;       // of a tag: SPDX's, of all that stands there; may be empty
  bool ruling = false;          // said of files by a file whose purpose that is (declared.h)
};

// `words` is what text::Fold made of `utf8`. Sorted by begin, end, id, covers.
std::vector<LicenseMention> FindMentions(const text::Words& words, std::string_view utf8);

// The categories to be given to ScoreContext::named for a text that only names licences: of those named for the
// weights; if none is, for the whole; if none is, of all. Third-party parts and former licences do not count.
std::vector<Category> NamedCategories(std::span<const LicenseMention> mentions);

}  // namespace caveat

#endif  // CAVEAT_CLASSIFY_MENTIONS_H_
