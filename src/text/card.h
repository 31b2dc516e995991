// File: src/text/card.h
//
// The head of a model card: the YAML between two lines of `---` at the top of a README, found exactly where the Hub
// finds it, and those of its keys that tell about licence, origin and access.
//
//   text::Card card = text::ReadCard(bytes);
//   if (const text::Field* license = text::First(card.fields, "license")) ... license->value, license->begin
//
// The Hub's pattern: white space may stand before the first `---`; a line ends with \n, \r\n or \r; the head ends at
// the first line of three dashes that follows a line end and has nothing but blanks behind it up to \n, \r\n or the end
// of the file. So an empty block is none, and a file with \r alone has no head unless the dashes end it. A byte order
// mark is skipped.
//
// Only the blocks of the wanted top-level keys are parsed. A head that breaks YAML's rules counts for nothing on the
// Hub; here it is read key by key as far as that goes, each field marked `recovered`.
// Total, pure, thread-safe; linear in the size of the head (the body is not looked at).

#ifndef CAVEAT_TEXT_CARD_H_
#define CAVEAT_TEXT_CARD_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/field.h"

namespace caveat::text {

struct CardProblem {
  enum class Kind : uint8_t {
    kUnclosed,       // starts with `---`, and no second line of dashes follows: no head
    kNotMap,         // the head is a list or a sentence: no fields
    kSyntax,         // YAML's rules are broken: all fields are `recovered`
    kTab,            // ... by a tab
    kDuplicateKey,   // a key stands twice: the last one counts, the others are `overridden`
    kByteOrderMark,  // stands before the head: some readers see no head then
    kPlaceholder,    // a value is still the template's: {{ license }}, [More Information Needed]
  };
  Kind kind = Kind::kSyntax;
  uint64_t at = 0;  // byte of the file
  std::string message;
};

struct Card {
  bool head = false;        // there is a block
  uint64_t head_begin = 0;  // bytes of its YAML, without the lines of dashes
  uint64_t head_end = 0;
  uint64_t body = 0;  // byte where the Markdown begins; 0 without a head
  Fields fields;      // in the order of the file
  std::vector<CardProblem> problems;

  bool Has(CardProblem::Kind kind) const;
};

// The keys of `fields`: license, licenses, licence, license_name, license_link, license_details, base_model,
// base_model_relation, base_models, base_model_sources, new_version, datasets, dataset, dataset_sources,
// source_datasets, tags, language, languages, library_name, pipeline_tag, task_categories, metrics, model_name,
// model_creator, model_type, model_url, model_repo_url, pretty_name, quantized_by, gated, all that begin with
// extra_gated_, and of `model-index` the names (model-index.name) and that results are there (model-index = "results",
// kind kKey).
bool IsWantedCardKey(std::string_view key);

Card ReadCard(std::string_view bytes);

// Where the head lies, nothing parsed. A file without one gives `head` = false.
Card FindCardHead(std::string_view bytes);

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_CARD_H_
