#include "rules/pattern.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "text/fold.h"

namespace caveat::rules {
namespace {

constexpr std::array<std::string_view, kCaptures> kCaptureNames = {"number", "money", "place", "quoted",
                                                                   "name",   "url",   "any"};
constexpr int kMaxGap = 60;
constexpr int kMaxDepth = 16;

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

class Parser {
 public:
  Parser(std::string_view source, PatternError* error) : source_(source), error_(error) {}

  bool Parse(Pattern* pattern) {
    pattern->source = std::string(source_);
    Space();
    if (Peek() == '^') {
      pattern->at_begin = true;
      ++at_;
    }
    pattern->root.kind = Node::Kind::kSeq;
    if (!Sequence(&pattern->root, 0)) return false;
    if (AtEndMark()) {
      pattern->at_end = true;
      ++at_;
      Space();
    }
    if (at_ < source_.size()) {
      if (Peek() == ')' || Peek() == '}')
        return Fail(std::string("'") + Peek() + "' closes nothing", "remove it, or open it before");
      if (Peek() == '|') return Fail("'|' outside parentheses", "write (a | b)");
      return Fail(std::string("'") + Peek() + "' means nothing here", "");
    }
    if (pattern->root.children.empty()) return Fail("the pattern is empty", "write at least one word");
    return true;
  }

 private:
  bool Fail(std::string message, std::string hint, size_t at = std::string::npos) {
    error_->column = static_cast<uint32_t>(at == std::string::npos ? at_ : at);
    error_->message = std::move(message);
    error_->hint = std::move(hint);
    return false;
  }
  char Peek() const { return at_ < source_.size() ? source_[at_] : '\0'; }
  bool Starts(std::string_view s) const { return source_.substr(at_).starts_with(s); }
  void Space() {
    while (at_ < source_.size() && (source_[at_] == ' ' || source_[at_] == '\t')) ++at_;
  }

  // '$' is the end of the sentence where nothing follows, else the currency sign.
  bool AtEndMark() const {
    return Peek() == '$' && source_.find_first_not_of(" \t", at_ + 1) == std::string_view::npos;
  }

  bool Sequence(Node* seq, int depth) {
    if (depth > kMaxDepth) return Fail("nested too deeply", "use a class");
    for (;;) {
      Space();
      const char c = Peek();
      if (c == '\0' || c == ')' || c == '}' || c == '|' || AtEndMark()) return true;
      Node node;
      node.column = static_cast<uint32_t>(at_);
      if (!Element(&node, depth)) return false;
      if (Peek() == '?') {
        if (node.kind == Node::Kind::kGap) return Fail("a gap is optional already", "remove the '?'");
        ++at_;
        Node opt;
        opt.kind = Node::Kind::kOptional;
        opt.column = node.column;
        opt.children.push_back(std::move(node));
        node = std::move(opt);
      }
      if (node.kind == Node::Kind::kSeq) {  // a word that folds to several
        for (Node& child : node.children) seq->children.push_back(std::move(child));
      } else {
        seq->children.push_back(std::move(node));
      }
    }
  }

  bool Group(Node* node, char close, int depth) {
    const size_t open = at_++;
    std::vector<Node> branches;
    for (;;) {
      Node seq;
      seq.kind = Node::Kind::kSeq;
      seq.column = static_cast<uint32_t>(at_);
      if (!Sequence(&seq, depth + 1)) return false;
      if (seq.children.empty()) return Fail("an alternative is empty", "write (a | b)? for an optional group");
      branches.push_back(std::move(seq));
      if (Peek() == '|') {
        ++at_;
        continue;
      }
      break;
    }
    if (Peek() != close)
      return Fail(std::string("'") + source_[open] + "' is not closed", std::string("add '") + close + "'", open);
    ++at_;
    node->column = static_cast<uint32_t>(open);
    if (branches.size() == 1) {
      *node = std::move(branches[0]);
      // A group stays one element, so that '?' applies to the whole of it.
      if (node->children.size() == 1) {
        Node only = std::move(node->children[0]);
        *node = std::move(only);
      } else {
        Node alt;
        alt.kind = Node::Kind::kAlt;
        alt.column = static_cast<uint32_t>(open);
        alt.children.push_back(std::move(*node));
        *node = std::move(alt);
      }
    } else {
      node->kind = Node::Kind::kAlt;
      node->children = std::move(branches);
    }
    return true;
  }

  bool Element(Node* node, int depth) {
    switch (Peek()) {
      case '(':
        return Group(node, ')', depth);
      case '{': {
        const uint32_t column = static_cast<uint32_t>(at_);
        Node inner;
        if (!Group(&inner, '}', depth)) return false;
        node->kind = Node::Kind::kHand;
        node->column = column;
        node->children.push_back(std::move(inner));
        return true;
      }
      case '<':
        return Angle(node);
      case '.':
        return Gap(node);
      case '^':
        node->kind = Node::Kind::kBegin;
        ++at_;
        return true;
      default:
        return Word(node);
    }
  }

  bool Gap(Node* node) {
    const size_t start = at_;
    size_t dots = 0;
    while (Peek() == '.') ++at_, ++dots;
    if (dots != 2 && dots != 3)
      return Fail("a gap is ..N or ...N", "N words at most; three dots go over sentence ends", start);
    int n = 0;
    const size_t digits = at_;
    while (std::isdigit(static_cast<unsigned char>(Peek())) && n < 1000) n = n * 10 + (source_[at_++] - '0');
    if (digits == at_) return Fail("a gap needs a number", "..6 means up to six words", start);
    if (n == 0 || n > kMaxGap) return Fail("a gap is 1 to " + std::to_string(kMaxGap) + " words", "", digits);
    node->kind = Node::Kind::kGap;
    node->gap = n;
    node->cross = dots == 3;
    return true;
  }

  bool Angle(Node* node) {
    const size_t open = at_++;
    const size_t close = source_.find('>', at_);
    if (close == std::string_view::npos) return Fail("'<' is not closed", "write <:class> or <name:kind>", open);
    const std::string_view inside = source_.substr(at_, close - at_);
    const size_t colon = inside.find(':');
    if (colon == std::string_view::npos) return Fail("no ':' between < and >", "write <:class> or <name:kind>", open);
    const std::string_view name = inside.substr(0, colon), kind = inside.substr(colon + 1);
    for (char c : inside)
      if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_' && c != ':')
        return Fail("a name is made of letters, digits, - and _", "", open);
    if (kind.empty()) return Fail("nothing after ':'", "write <:class> or <name:kind>", open);
    at_ = close + 1;
    if (name.empty()) {
      node->kind = Node::Kind::kClass;
      node->name = std::string(kind);
      return true;
    }
    const int found = FindCapture(kind);
    if (found < 0)
      return Fail("no kind of value is called '" + std::string(kind) + "'",
                  "number, money, place, quoted, name, url or any", open + 1 + colon + 1);
    node->kind = Node::Kind::kCapture;
    node->capture = static_cast<Capture>(found);
    node->name = std::string(name);
    return true;
  }

  static bool EndsWord(char c) {
    return c == '\0' || c == ' ' || c == '\t' || c == '(' || c == ')' || c == '{' || c == '}' || c == '|' || c == '<' ||
           c == '>' || c == '?' || c == '~' || c == '*' || c == '^';
  }

  bool Word(Node* node) {
    const size_t start = at_;
    while (!EndsWord(Peek()) && !Starts("..")) {
      if (at_ > start && AtEndMark()) break;
      ++at_;
    }
    const std::string_view raw = source_.substr(start, at_ - start);
    if (raw.empty())
      return Fail(std::string("'") + Peek() + "' means nothing here", "punctuation is syntax: leave it out of phrases");
    for (char c : raw)
      if (c == ',' || c == ';' || c == ':' || c == '"' || c == '!' || c == '[' || c == ']' || c == '=' || c == '+')
        return Fail(std::string("'") + c + "' cannot stand in a phrase", "the text is matched without punctuation",
                    start);
    const std::string folded = text::FoldPhrase(raw);
    if (folded.empty())
      return Fail("'" + std::string(raw) + "' holds no word", "punctuation is left out of phrases", start);
    std::vector<std::string> words;
    for (size_t i = 0; i <= folded.size();) {
      const size_t j = std::min(folded.find(' ', i), folded.size());
      words.push_back(folded.substr(i, j - i));
      i = j + 1;
    }
    const char suffix = Peek();
    if (suffix == '~' || suffix == '*') ++at_;
    std::vector<Node> nodes;
    for (size_t i = 0; i < words.size(); ++i) {
      Node w;
      w.kind = Node::Kind::kWords;
      w.column = static_cast<uint32_t>(start);
      const bool last = i + 1 == words.size();
      if (last && suffix == '~') {
        w.words = RegularForms(words[i]);
      } else if (last && suffix == '*') {
        if (words[i].size() < 3) return Fail("a stem needs three letters", "", start);
        w.stems.push_back(words[i]);
      } else {
        w.words.push_back(words[i]);
      }
      nodes.push_back(std::move(w));
    }
    if (nodes.size() == 1) {
      *node = std::move(nodes[0]);
      return true;
    }
    if (Peek() == '?') {  // the whole of what was written is optional
      node->kind = Node::Kind::kAlt;
      Node seq;
      seq.kind = Node::Kind::kSeq;
      seq.children = std::move(nodes);
      node->children.push_back(std::move(seq));
      return true;
    }
    node->kind = Node::Kind::kSeq;
    node->children = std::move(nodes);
    return true;
  }

  std::string_view source_;
  PatternError* error_;
  size_t at_ = 0;
};

}  // namespace

int FindCapture(std::string_view name) {
  for (size_t i = 0; i < kCaptureNames.size(); ++i)
    if (kCaptureNames[i] == name) return static_cast<int>(i);
  return -1;
}

bool ParsePattern(std::string_view source, Pattern* pattern, PatternError* error) {
  return Parser(source, error).Parse(pattern);
}

std::vector<std::string> RegularForms(std::string_view word) {
  std::vector<std::string> forms = {std::string(word)};
  const size_t n = word.size();
  const auto add = [&](std::string_view stem, std::string_view ending) {
    forms.push_back(std::string(stem) + std::string(ending));
  };
  const auto last = [&](size_t back) { return n >= back ? word[n - back] : '\0'; };
  if (n < 2 || static_cast<unsigned char>(last(1)) >= 0x80) return forms;
  if (last(1) == 'y' && !IsVowel(last(2))) {
    add(word.substr(0, n - 1), "ies");
    add(word.substr(0, n - 1), "ied");
    add(word, "ing");
  } else if (last(1) == 'e') {
    add(word, "s");
    add(word, "d");
    add(last(2) == 'i' ? std::string(word.substr(0, n - 2)) + "y"
                       : std::string(word.substr(0, last(2) == 'e' ? n : n - 1)),
        "ing");
  } else {
    const bool hiss =
        last(1) == 's' || last(1) == 'x' || last(1) == 'z' || (last(1) == 'h' && (last(2) == 's' || last(2) == 'c'));
    add(word, hiss ? "es" : "s");
    add(word, "ed");
    add(word, "ing");
    // A short vowel before a single consonant may double it: ship, shipped; transfer, transferred.
    if (n >= 3 && !IsVowel(last(1)) && last(1) != 'w' && last(1) != 'x' && last(1) != 'y' && IsVowel(last(2)) &&
        !IsVowel(last(3))) {
      const std::string doubled = std::string(word) + last(1);
      add(doubled, "ed");
      add(doubled, "ing");
    }
  }
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  return forms;
}

int MaxCaptureWords(Capture capture) {
  switch (capture) {
    case Capture::kNumber:
    case Capture::kMoney:
      return 6;
    case Capture::kPlace:
      return 4;
    case Capture::kQuoted:
      return 16;
    case Capture::kName:
      return 6;
    case Capture::kUrl:
    case Capture::kAny:
      return 1;
  }
  return 1;
}

Width WidthOf(const Node& node) {
  Width w;
  switch (node.kind) {
    case Node::Kind::kWords:
      return {1, 1};
    case Node::Kind::kGap:
      return {0, node.gap};
    case Node::Kind::kCapture:
      return {1, MaxCaptureWords(node.capture)};
    case Node::Kind::kSeq:
      for (const Node& child : node.children) {
        const Width c = WidthOf(child);
        w.min += c.min;
        w.max += c.max;
      }
      return w;
    case Node::Kind::kAlt:
      w.min = 1 << 20;
      for (const Node& child : node.children) {
        const Width c = WidthOf(child);
        w.min = std::min(w.min, c.min);
        w.max = std::max(w.max, c.max);
      }
      return w;
    case Node::Kind::kOptional:
      return {0, WidthOf(node.children[0]).max};
    case Node::Kind::kHand:
      return WidthOf(node.children[0]);
    case Node::Kind::kClass:
      return {1, 1};
    case Node::Kind::kBegin:
      return {0, 0};
  }
  return w;
}

}  // namespace caveat::rules
