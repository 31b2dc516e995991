// File: src/classify/mention_tags.h
//
// Licences that a text names for programs: the head of a model card, SPDX tags, files that declare licences, badges.
// What is read here is not read again as words.

#ifndef CAVEAT_CLASSIFY_MENTION_TAGS_H_
#define CAVEAT_CLASSIFY_MENTION_TAGS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classify/expression.h"
#include "classify/mention_page.h"
#include "classify/mentions.h"
#include "classify/names.h"

namespace caveat::mention {

class TagReader : public Page {
 public:
  using Page::Page;

  // The YAML head of a card: license, license_name, license_link. Their lines are read here and not again as words.
  void ReadHead();

  // Files that exist to declare licences.
  void ReadDeclarations();

  // SPDX-License-Identifier: expression, up to the end of the line.
  uint32_t ReadSpdxTag(uint32_t i);

  // Badges say "license | MIT"; in HTML their address is no word.
  void ReadBadges();

  // Was this byte read as a field? Bytes are asked for in order.
  bool InReadField(uint32_t byte);
  uint32_t head_end() const { return head_end_; }  // bytes; 0: the text has no head
  std::vector<LicenseMention>& tags() { return tags_; }

 private:
  // REUSE-IgnoreStart ... REUSE-IgnoreEnd: what stands between is an example. Bytes are asked for in order.
  bool Ignored(uint32_t byte);
  // A tag for each licence of an expression; each knows the whole.
  void AddExpression(uint32_t begin, uint32_t end, const spdx::Expression& expression, bool ruling);
  void AddTag(uint32_t begin, uint32_t end, const names::License* license, std::string slug, Covers covers,
              NamedAs as = NamedAs::kTag);

  std::vector<LicenseMention> tags_;  // complete but for ids
  size_t ignore_read_ = 0;            // bytes read for marks of REUSE
  bool ignored_ = false;
  uint32_t head_end_ = 0, fields_end_ = 0;             // bytes
  std::vector<std::pair<uint32_t, uint32_t>> fields_;  // bytes that are not read as words
  size_t field_ = 0;                                   // the next of them
};

}  // namespace caveat::mention

#endif  // CAVEAT_CLASSIFY_MENTION_TAGS_H_
