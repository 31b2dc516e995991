// File: src/classify/expression.h
//
// SPDX 3 licence expressions: MIT OR (GPL-2.0-only WITH Classpath-exception-2.0 AND Apache-2.0+).
//
//   expression = license-id | license-id "+" | [DocumentRef-x:]LicenseRef-x
//              | simple WITH (exception-id | [DocumentRef-x:]AdditionRef-x)
//              | expression AND expression | expression OR expression | "(" expression ")"
//
// "+" binds closest, then WITH, AND, OR. Operators are written all upper or all lower case; ids in any case; the Ref
// prefixes exactly so. NONE and NOASSERTION stand alone. Parsing is total; text is limited to 16 KiB, nesting to 100.
// Linear, but for simplifying, which compares the operands of an operator pair by pair.
//
// Normalised: ids in the spelling of the list, deprecated ids by their successors (GPL-2.0 -> GPL-2.0-only, GPL-2.0+ ->
// GPL-2.0-or-later, GPL-2.0-with-classpath-exception -> GPL-2.0-only WITH ...), nested operators flattened, operands
// that say nothing new left out (MIT OR MIT; A OR (A AND B)), parentheses only where needed, order kept. Thread-safe.

#ifndef CAVEAT_CLASSIFY_EXPRESSION_H_
#define CAVEAT_CLASSIFY_EXPRESSION_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::spdx {

// One part of an expression; what a leaf names is already normalised.
struct Node {
  enum class Kind : uint8_t { kLicense, kAnd, kOr } kind = Kind::kLicense;
  std::string license;         // kLicense: "GPL-2.0-only", "LicenseRef-x", "DocumentRef-a:LicenseRef-x", "NONE"
  std::string exception;       // kLicense: after WITH; may be empty
  bool later = false;          // kLicense: followed by "+"
  std::vector<Node> operands;  // kAnd, kOr: two or more

  bool operator==(const Node&) const = default;
};

struct Expression {
  bool valid = false;
  std::string error;      // why it is not: "unknown licence id 'MTI'"
  uint32_t error_at = 0;  // the byte where that is
  Node root;              // normalised; meaningless unless valid
};

Expression Parse(std::string_view text);

// The normalised text. Empty if it is not valid.
std::string ToString(const Expression& expression);
std::string ToString(const Node& node);

// The licence ids in it (without exceptions and "+"), sorted, each once.
std::vector<std::string> Licenses(const Expression& expression);
// The exceptions and additions in it, sorted, each once.
std::vector<std::string> Exceptions(const Expression& expression);

// Is there a choice of licences in the expression all of which the list allows? An allowed item is a licence
// ("Apache-2.0", "GPL-2.0-or-later", "LicenseRef-x") or a licence WITH an exception. An exception must be allowed as
// such: what a text adds to a licence may also take away. "or later" and "+" on either side reach the later versions:
// GPL-2.0-or-later is met by GPL-3.0-only, Apache-1.1+ by Apache-2.0; an allowed MPL-1.1+ lets MPL-2.0 in. NONE and
// NOASSERTION are met by nothing but themselves. `allowed` holds valid expressions; any that is more than one licence
// counts as its leaves.
bool Satisfies(const Expression& expression, std::span<const Expression> allowed);

// One expression for several that hold together: (A) AND (B), normalised. Skips what is not valid; not valid if none
// is.
Expression AllOf(std::span<const Expression> parts);

}  // namespace caveat::spdx

#endif  // CAVEAT_CLASSIFY_EXPRESSION_H_
