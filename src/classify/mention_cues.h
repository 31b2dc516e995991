// File: src/classify/mention_cues.h
//
// What the words around a name say of it: "licensed under the", "changed from", "not", "-compatible", "based on".
// English and Chinese, and the commonest forms of some other languages. Each look reads a few words.

#ifndef CAVEAT_CLASSIFY_MENTION_CUES_H_
#define CAVEAT_CLASSIFY_MENTION_CUES_H_

#include <cstdint>
#include <initializer_list>

#include "classify/mention_page.h"

namespace caveat::mention {

// What stands to the left of a name.
struct Cue {
  enum class Kind : uint8_t { kNone, kField, kUnder, kUses } kind = Kind::kNone;
  uint32_t distance = 0;  // words between
  bool pointer = false;   // see, refer to, found in
  bool former = false;    // changed from
  bool han = false;       // in Chinese
  explicit operator bool() const { return kind != Kind::kNone; }
};

class CueReader : public Page {
 public:
  using Page::Page;

  // "A and B", "A or the B", "A/B", "A, B": does what is said of the words before `stop` hold for those from `from`
  // too?
  bool Joined(uint32_t stop, uint32_t from) const;

  // The words before a name, at most `reach`: does the text say that something is under it? `last`: the end of the name
  // before it, 0 if there is none; what was said of that may hold for this one too.
  Cue LeftCue(uint32_t from, uint32_t reach, uint32_t last) const;

  // Words after a name that make it another thing, or before it that deny it.
  bool Denied(uint32_t from, uint32_t to) const;

  // "license", "licensed", 许可证, ライセンス right after a name.
  bool LicenseFollows(uint32_t to) const;

  // Takes "license agreement", 许可证, 协议 after a name into it.
  uint32_t Extend(uint32_t to) const;

  // Adapted from, based on: the licence that another one was made of.
  bool IsBase(uint32_t from, bool* based) const;

  // "/usr/share/common-licenses/GPL-2": where a text lies, not what is under it.
  bool OfPath(uint32_t from) const;

  // "you should have received a copy of the X", "the full text of version 2 of the X"
  bool OfCopy(uint32_t from) const;

  bool EndsClause(uint32_t to) const;

  // "MIT -- see the file", "MIT: https://..."
  bool Dash(uint32_t to) const;

  bool HasNear(uint32_t from, uint32_t reach, std::initializer_list<std::string_view> list) const;

 private:
  bool Changes(uint32_t i) const;
  // GPL2_BASE, drv_ms.pl: names of programs' things, but for those that speak of a licence.
  bool InIdentifier(uint32_t from, uint32_t to) const;
};

}  // namespace caveat::mention

#endif  // CAVEAT_CLASSIFY_MENTION_CUES_H_
