#include "classify/expression.h"

#include <algorithm>
#include <utility>

#include "classify/letters.h"
#include "classify/names.h"

namespace caveat::spdx {
namespace {

using classify::EqualIgnoringCase;

constexpr int kMaxDepth = 100;
constexpr size_t kMaxBytes = 16 << 10;  // simplifying compares operands pair by pair

struct Successor {
  std::string_view id, license, exception;
};

// Deprecated ids and what the list puts in their place. Net-SNMP has no successor and stays.
constexpr Successor kSuccessors[] = {
    {"AGPL-1.0", "AGPL-1.0-only", ""},
    {"AGPL-3.0", "AGPL-3.0-only", ""},
    {"BSD-2-Clause-FreeBSD", "BSD-2-Clause-Views", ""},
    {"BSD-2-Clause-NetBSD", "BSD-2-Clause", ""},
    {"GFDL-1.1", "GFDL-1.1-only", ""},
    {"GFDL-1.2", "GFDL-1.2-only", ""},
    {"GFDL-1.3", "GFDL-1.3-only", ""},
    {"GPL-1.0", "GPL-1.0-only", ""},
    {"GPL-1.0+", "GPL-1.0-or-later", ""},
    {"GPL-2.0", "GPL-2.0-only", ""},
    {"GPL-2.0+", "GPL-2.0-or-later", ""},
    {"GPL-2.0-with-autoconf-exception", "GPL-2.0-only", "Autoconf-exception-2.0"},
    {"GPL-2.0-with-bison-exception", "GPL-2.0-or-later", "Bison-exception-2.2"},
    {"GPL-2.0-with-classpath-exception", "GPL-2.0-only", "Classpath-exception-2.0"},
    {"GPL-2.0-with-font-exception", "GPL-2.0-only", "Font-exception-2.0"},
    {"GPL-2.0-with-GCC-exception", "GPL-2.0-only", "GCC-exception-2.0"},
    {"GPL-3.0", "GPL-3.0-only", ""},
    {"GPL-3.0+", "GPL-3.0-or-later", ""},
    {"GPL-3.0-with-autoconf-exception", "GPL-3.0-only", "Autoconf-exception-3.0"},
    {"GPL-3.0-with-GCC-exception", "GPL-3.0-only", "GCC-exception-3.1"},
    {"LGPL-2.0", "LGPL-2.0-only", ""},
    {"LGPL-2.0+", "LGPL-2.0-or-later", ""},
    {"LGPL-2.1", "LGPL-2.1-only", ""},
    {"LGPL-2.1+", "LGPL-2.1-or-later", ""},
    {"LGPL-3.0", "LGPL-3.0-only", ""},
    {"LGPL-3.0+", "LGPL-3.0-or-later", ""},
    {"Nunit", "zlib-acknowledgement", ""},
    {"StandardML-NJ", "SMLNJ", ""},
    {"bzip2-1.0.5", "bzip2-1.0.6", ""},
    {"eCos-2.0", "GPL-2.0-or-later", "eCos-exception-2.0"},
    {"wxWindows", "LGPL-2.0-or-later", "WxWindows-exception-3.1"},
};

bool IsIdChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

bool IsIdString(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), IsIdChar); }

// [DocumentRef-x:]<prefix>x
bool IsRef(std::string_view text, std::string_view prefix) {
  if (text.starts_with("DocumentRef-")) {
    const size_t colon = text.find(':');
    if (colon == std::string_view::npos || !IsIdString(text.substr(12, colon - 12))) return false;
    text.remove_prefix(colon + 1);
  }
  return text.starts_with(prefix) && IsIdString(text.substr(prefix.size()));
}

// The SPDX id in its own spelling; null for ids that only this project knows.
const names::License* FindSpdx(std::string_view id) {
  const names::License* license = names::Find(id);
  const bool same = license != nullptr && (license->flags & names::kSpdx) != 0 && EqualIgnoringCase(license->id, id);
  return same ? license : nullptr;
}

// SPDX's own id for `text`, by the table of ids. Tags such as gpl-3.0 lead to successors in names::Find, so look for
// the deprecated ids first.
std::string_view Canonical(std::string_view text) {
  for (const Successor& successor : kSuccessors) {
    if (EqualIgnoringCase(successor.id, text)) return successor.id;
  }
  const names::License* license = FindSpdx(text);
  return license == nullptr ? std::string_view() : license->id;
}

const Successor* SuccessorOf(std::string_view id) {
  for (const Successor& successor : kSuccessors) {
    if (successor.id == id) return &successor;
  }
  return nullptr;
}

struct Token {
  enum class Kind : uint8_t { kEnd, kOpen, kClose, kPlus, kAnd, kOr, kWith, kId } kind = Kind::kEnd;
  std::string_view text;
  uint32_t at = 0;
  bool glued = false;  // no blank before it
};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) { Next(); }

  Expression Run() {
    Expression out;
    if (token_.kind == Token::Kind::kEnd) {
      Fail("it is empty", 0);
    } else {
      Or(&out.root, 0);
      if (error_.empty() && token_.kind != Token::Kind::kEnd) {
        Fail(token_.kind == Token::Kind::kClose ? "a ')' without its '('"
                                                : "expected AND, OR or WITH before '" + std::string(token_.text) + "'",
             token_.at);
      }
      if (error_.empty() && special_ && out.root.kind != Node::Kind::kLicense)
        Fail("NONE and NOASSERTION stand alone", special_at_);
    }
    out.valid = error_.empty();
    out.error = error_;
    out.error_at = error_at_;
    return out;
  }

 private:
  void Fail(std::string message, uint32_t at) {
    if (!error_.empty()) return;
    error_ = std::move(message);
    error_at_ = at;
  }

  void Next() {
    const size_t before = at_;
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
    token_ = {Token::Kind::kEnd, {}, static_cast<uint32_t>(at_), at_ == before};
    if (at_ >= text_.size()) return;
    const char c = text_[at_];
    size_t end = at_ + 1;
    if (c == '(') {
      token_.kind = Token::Kind::kOpen;
    } else if (c == ')') {
      token_.kind = Token::Kind::kClose;
    } else if (c == '+') {
      token_.kind = Token::Kind::kPlus;
    } else if (IsIdChar(c)) {
      while (end < text_.size() && (IsIdChar(text_[end]) || text_[end] == ':')) ++end;
      token_.kind = Token::Kind::kId;
    } else {
      // A whole character, for the message.
      while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
      Fail("'" + std::string(text_.substr(at_, end - at_)) + "' cannot stand in an expression", token_.at);
    }
    token_.text = text_.substr(at_, end - at_);
    at_ = end;
    if (token_.kind != Token::Kind::kId) return;
    if (token_.text == "AND" || token_.text == "and") token_.kind = Token::Kind::kAnd;
    if (token_.text == "OR" || token_.text == "or") token_.kind = Token::Kind::kOr;
    if (token_.text == "WITH" || token_.text == "with") token_.kind = Token::Kind::kWith;
  }

  void Or(Node* node, int depth) { List(node, depth, Node::Kind::kOr); }

  // a OR b OR c; a AND b AND c
  void List(Node* node, int depth, Node::Kind kind) {
    const Token::Kind separator = kind == Node::Kind::kOr ? Token::Kind::kOr : Token::Kind::kAnd;
    const auto operand = [&](Node* out) {
      kind == Node::Kind::kOr ? List(out, depth, Node::Kind::kAnd) : Unit(out, depth);
    };
    Node first;
    operand(&first);
    if (token_.kind != separator || !error_.empty()) {
      *node = std::move(first);
      return;
    }
    node->kind = kind;
    node->operands.push_back(std::move(first));
    while (token_.kind == separator && error_.empty()) {
      Next();
      operand(&node->operands.emplace_back());
    }
  }

  void Unit(Node* node, int depth) {
    if (token_.kind == Token::Kind::kOpen) {
      const uint32_t open = token_.at;
      if (depth >= kMaxDepth) return Fail("nested too deeply", open);
      Next();
      Or(node, depth + 1);
      if (!error_.empty()) return;
      if (token_.kind != Token::Kind::kClose) return Fail("a '(' without its ')'", open);
      Next();
      if (token_.kind == Token::Kind::kWith) Fail("WITH follows a licence, not a parenthesis", token_.at);
      if (token_.kind == Token::Kind::kPlus) Fail("'+' follows a licence id, not a parenthesis", token_.at);
      return;
    }
    if (token_.kind != Token::Kind::kId) {
      return Fail(token_.kind == Token::Kind::kEnd ? "a licence id is missing at the end"
                                                   : "expected a licence id, not '" + std::string(token_.text) + "'",
                  token_.at);
    }
    Simple(node);
    if (!error_.empty() || token_.kind != Token::Kind::kWith) return;
    const uint32_t with = token_.at;
    Next();
    if (token_.kind != Token::Kind::kId) return Fail("an exception id is missing after WITH", with);
    if (!node->exception.empty()) return Fail("only one WITH may follow a licence", with);
    if (IsRef(token_.text, "AdditionRef-")) {
      node->exception = std::string(token_.text);
    } else {
      node->exception = std::string(names::FindException(token_.text));
      if (node->exception.empty()) return Fail("unknown exception '" + std::string(token_.text) + "'", token_.at);
    }
    Next();
    if (token_.kind == Token::Kind::kWith) Fail("only one WITH may follow a licence", token_.at);
  }

  void Simple(Node* node) {
    const Token id = token_;
    Next();
    bool later = false;
    if (token_.kind == Token::Kind::kPlus) {
      if (!token_.glued) return Fail("no blank may stand before '+'", token_.at);
      later = true;
      Next();
    }
    if (id.text == "NONE" || id.text == "NOASSERTION") {
      if (later) return Fail("'+' cannot follow " + std::string(id.text), id.at);
      node->license = std::string(id.text);
      special_ = true;
      special_at_ = id.at;
      if (token_.kind == Token::Kind::kWith) Fail("NONE and NOASSERTION stand alone", id.at);
      return;
    }
    if (id.text.find("Ref-") != std::string_view::npos || id.text.find(':') != std::string_view::npos) {
      if (!IsRef(id.text, "LicenseRef-"))
        return Fail("'" + std::string(id.text) + "' is no well-formed LicenseRef", id.at);
      if (later) return Fail("'+' cannot follow a LicenseRef", id.at);
      node->license = std::string(id.text);
      return;
    }
    const std::string_view known = Canonical(id.text);
    if (known.empty()) return Fail("unknown licence id '" + std::string(id.text) + "'", id.at);
    node->license = std::string(known);
    if (const Successor* successor = later ? SuccessorOf(node->license + "+") : nullptr) {
      node->license = std::string(successor->license);
      return;
    }
    if (const Successor* successor = SuccessorOf(known)) {
      node->license = std::string(successor->license);
      node->exception = std::string(successor->exception);
    }
    if (!later) return;
    // "-only+" and "-or-later+" say no more than "-or-later".
    if (node->license.ends_with("-only"))
      node->license = node->license.substr(0, node->license.size() - 5) + "-or-later";
    if (!node->license.ends_with("-or-later")) node->later = true;
  }

  std::string_view text_;
  size_t at_ = 0;
  Token token_;
  std::string error_;
  uint32_t error_at_ = 0;
  bool special_ = false;
  uint32_t special_at_ = 0;
};

// Does `a` ask for nothing that `b` does not ask for too? (b implies a, as far as the leaves show.)
bool Covers(const Node& a, const Node& b) {
  const auto all_in = [](const Node& small, const Node& big) {
    return std::all_of(small.operands.begin(), small.operands.end(), [&](const Node& x) {
      return std::find(big.operands.begin(), big.operands.end(), x) != big.operands.end();
    });
  };
  if (a == b) return true;
  if (b.kind == Node::Kind::kAnd) {
    if (a.kind == Node::Kind::kAnd) return all_in(a, b);
    return std::find(b.operands.begin(), b.operands.end(), a) != b.operands.end();
  }
  return false;
}

// The same for the operands of AND: (A OR B) says nothing new beside A.
bool CoversInAnd(const Node& a, const Node& b) {
  if (a == b) return true;
  if (b.kind != Node::Kind::kOr) return false;
  if (a.kind == Node::Kind::kOr) {
    return std::all_of(a.operands.begin(), a.operands.end(), [&](const Node& x) {
      return std::find(b.operands.begin(), b.operands.end(), x) != b.operands.end();
    });
  }
  return std::find(b.operands.begin(), b.operands.end(), a) != b.operands.end();
}

void Simplify(Node* node) {
  if (node->kind == Node::Kind::kLicense) return;
  std::vector<Node> flat;
  for (Node& operand : node->operands) {
    Simplify(&operand);
    if (operand.kind == node->kind) {
      for (Node& inner : operand.operands) flat.push_back(std::move(inner));
    } else {
      flat.push_back(std::move(operand));
    }
  }
  const bool disjunction = node->kind == Node::Kind::kOr;
  std::vector<Node> kept;
  for (size_t i = 0; i < flat.size(); ++i) {
    bool needless = false;
    for (size_t j = 0; j < flat.size() && !needless; ++j) {
      const auto covers = disjunction ? Covers : CoversInAnd;
      // Of two operands that say the same the first stays.
      needless = i != j && covers(flat[j], flat[i]) && (j < i || !covers(flat[i], flat[j]));
    }
    if (!needless) kept.push_back(flat[i]);
  }
  if (kept.size() == 1) {
    Node only = std::move(kept[0]);
    *node = std::move(only);
  } else {
    node->operands = std::move(kept);
  }
}

template <class F>
void ForEachLeaf(const Node& node, const F& f) {
  if (node.kind == Node::Kind::kLicense) return f(node);
  for (const Node& operand : node.operands) ForEachLeaf(operand, f);
}

// A licence as a line of versions: "GPL" 2.0, alone or with all later ones.
struct Line {
  std::string_view name;
  std::vector<uint32_t> version;
  std::string_view tail;  // "-ONLY" and such are taken off; what else follows the version: "c", "-IGO"
  bool later = false;
};

Line LineOf(const Node& leaf) {
  Line line;
  std::string_view id = leaf.license;
  line.later = leaf.later;
  if (id.ends_with("-only")) id.remove_suffix(5);
  if (id.ends_with("-or-later")) {
    id.remove_suffix(9);
    line.later = true;
  }
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  // The first part that starts with a digit and holds a dot, or is the last.
  for (size_t at = id.find('-'); at != std::string_view::npos; at = id.find('-', at + 1)) {
    if (at + 1 >= id.size() || !digit(id[at + 1])) continue;
    const size_t end = std::min(id.find('-', at + 1), id.size());
    const std::string_view part = id.substr(at + 1, end - at - 1);
    if (part.find('.') == std::string_view::npos && end != id.size()) continue;
    line.name = id.substr(0, at);
    size_t i = 0;
    while (i < part.size() && digit(part[i])) {
      uint32_t number = 0;
      while (i < part.size() && digit(part[i]) && number < 100000000)
        number = number * 10 + static_cast<uint32_t>(part[i++] - '0');
      line.version.push_back(number);
      if (i < part.size() && part[i] == '.') ++i;
    }
    while (line.version.size() > 1 && line.version.back() == 0) line.version.pop_back();
    line.tail = id.substr(at + 1 + i);
    return line;
  }
  line.name = id;
  return line;
}

bool Meets(const Node& wanted, const Node& allowed) {
  if (wanted.exception != allowed.exception) return false;
  if (wanted.license == allowed.license) return true;  // with or without "+": this very version is in both
  if (wanted.license.find("Ref-") != std::string::npos || allowed.license.find("Ref-") != std::string::npos)
    return false;
  const Line w = LineOf(wanted), a = LineOf(allowed);
  if (w.name != a.name || w.version.empty() || a.version.empty() || w.tail != a.tail) return false;
  if (w.version == a.version) return true;
  // Versions on both sides: each a point or a ray; they must have one in common.
  if (w.later && a.later) return true;
  if (w.later) return a.version > w.version;
  if (a.later) return w.version > a.version;
  return false;
}

bool SatisfiesNode(const Node& node, const std::vector<const Node*>& allowed) {
  const auto one = [&](const Node& operand) { return SatisfiesNode(operand, allowed); };
  switch (node.kind) {
    case Node::Kind::kOr:
      return std::any_of(node.operands.begin(), node.operands.end(), one);
    case Node::Kind::kAnd:
      return std::all_of(node.operands.begin(), node.operands.end(), one);
    case Node::Kind::kLicense:
      break;
  }
  return std::any_of(allowed.begin(), allowed.end(), [&](const Node* a) { return Meets(node, *a); });
}

void Sort(std::vector<std::string>* list) {
  std::sort(list->begin(), list->end());
  list->erase(std::unique(list->begin(), list->end()), list->end());
}

}  // namespace

Expression Parse(std::string_view text) {
  if (text.size() > kMaxBytes) {
    Expression out;
    out.error = "longer than 16 KiB";
    return out;
  }
  Expression out = Parser(text).Run();
  if (out.valid) Simplify(&out.root);
  return out;
}

std::string ToString(const Node& node) {
  if (node.kind == Node::Kind::kLicense) {
    return node.license + (node.later ? "+" : "") + (node.exception.empty() ? "" : " WITH " + node.exception);
  }
  std::string out;
  for (const Node& operand : node.operands) {
    if (!out.empty()) out += node.kind == Node::Kind::kAnd ? " AND " : " OR ";
    const bool parentheses = node.kind == Node::Kind::kAnd && operand.kind == Node::Kind::kOr;
    if (parentheses) out += '(';
    out += ToString(operand);
    if (parentheses) out += ')';
  }
  return out;
}

std::string ToString(const Expression& expression) { return expression.valid ? ToString(expression.root) : ""; }

std::vector<std::string> Licenses(const Expression& expression) {
  std::vector<std::string> out;
  if (expression.valid) ForEachLeaf(expression.root, [&](const Node& leaf) { out.push_back(leaf.license); });
  Sort(&out);
  return out;
}

std::vector<std::string> Exceptions(const Expression& expression) {
  std::vector<std::string> out;
  if (expression.valid) {
    ForEachLeaf(expression.root, [&](const Node& leaf) {
      if (!leaf.exception.empty()) out.push_back(leaf.exception);
    });
  }
  Sort(&out);
  return out;
}

bool Satisfies(const Expression& expression, std::span<const Expression> allowed) {
  if (!expression.valid) return false;
  std::vector<const Node*> leaves;
  for (const Expression& one : allowed) {
    if (one.valid) ForEachLeaf(one.root, [&](const Node& leaf) { leaves.push_back(&leaf); });
  }
  return SatisfiesNode(expression.root, leaves);
}

Expression AllOf(std::span<const Expression> parts) {
  Expression out;
  out.root.kind = Node::Kind::kAnd;
  for (const Expression& part : parts) {
    if (part.valid) out.root.operands.push_back(part.root);
  }
  if (out.root.operands.empty()) {
    out.error = "nothing to join";
    return out;
  }
  out.valid = true;
  Simplify(&out.root);
  return out;
}

}  // namespace caveat::spdx
