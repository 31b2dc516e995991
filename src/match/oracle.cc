#include "match/oracle.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>

#include "rules/compile.h"

// The text is written out for RE2 as one string: each word is [\x02]word[\x03 tags][space]. \x02 says that a sentence
// begins before the word; tags say which captures may begin here and over how many words: a letter pair kind+length.

namespace caveat::match {
namespace {

using rules::Node;

constexpr char kBreak = '\x02', kTags = '\x03';

std::string Escape(std::string_view s) { return RE2::QuoteMeta(re2::StringPiece(s.data(), s.size())); }

std::string Tag(int kind, int length) { return {static_cast<char>('A' + kind), static_cast<char>('a' + length)}; }

// The regular expression of `node`; `fresh`: a sentence may begin before its first word.
std::string Regex(const Node& node, bool fresh);

const std::string kAnyRest = "[^ ]*";

std::string Sequence(const std::vector<Node>& nodes, size_t i, bool fresh) {
  if (i == nodes.size()) return "";
  const Node& node = nodes[i];
  const bool cross = node.kind == Node::Kind::kGap && node.cross;
  if (cross) return Regex(node, fresh) + Sequence(nodes, i + 1, true);
  if (!fresh) return Regex(node, false) + Sequence(nodes, i + 1, false);
  if (rules::WidthOf(node).min > 0) return Regex(node, true) + Sequence(nodes, i + 1, false);
  // It may take nothing; then what follows is still fresh.
  std::string some;
  if (node.kind == Node::Kind::kGap) {
    some = std::string("(?:\x02?[^ \x02]") + kAnyRest + " )";
    if (node.gap > 1) some += "(?:[^ \x02]" + kAnyRest + " ){0," + std::to_string(node.gap - 1) + "}";
  } else if (node.kind == Node::Kind::kOptional) {
    some = Regex(node.children[0], true);
  } else {
    some = Regex(node, true);  // alternatives that may take nothing: refused before
  }
  return "(?:" + some + Sequence(nodes, i + 1, false) + "|" + Sequence(nodes, i + 1, true) + ")";
}

std::string Regex(const Node& node, bool fresh) {
  const std::string start = fresh ? "\x02?" : "";
  switch (node.kind) {
    case Node::Kind::kWords: {
      std::string out = start + "(?:";
      bool first = true;
      for (const std::string& w : node.words) {
        if (!first) out += "|";
        out += Escape(w);
        first = false;
      }
      for (const std::string& s : node.stems) {
        if (!first) out += "|";
        out += Escape(s) + "[^ \x03]*";
        first = false;
      }
      return out + ")(?:\x03" + kAnyRest + ")? ";
    }
    case Node::Kind::kGap:
      if (node.cross) return "(?:[^ ]+ ){0," + std::to_string(node.gap) + "}";
      return "(?:[^ \x02]" + kAnyRest + " ){0," + std::to_string(node.gap) + "}";
    case Node::Kind::kSeq:
      return Sequence(node.children, 0, fresh);
    case Node::Kind::kHand:
      return Regex(node.children[0], fresh);
    case Node::Kind::kOptional:
      return "(?:" + Regex(node.children[0], fresh) + ")?";
    case Node::Kind::kAlt: {
      std::string out = "(?:";
      for (size_t i = 0; i < node.children.size(); ++i) out += (i > 0 ? "|" : "") + Regex(node.children[i], fresh);
      return out + ")";
    }
    case Node::Kind::kCapture: {
      const int most = rules::MaxCaptureWords(node.capture);
      std::string out = "(?:";
      for (int m = 1; m <= most; ++m) {
        const std::string lengths(1, static_cast<char>('a' + m));
        if (m > 1) out += "|";
        out += start + "[^ \x02\x03]+\x03[^ ]*" + static_cast<char>('A' + static_cast<int>(node.capture)) + "[" +
               lengths + "]" + kAnyRest + " ";
        if (m > 1) out += "(?:[^ ]+ ){" + std::to_string(m - 1) + "}";
      }
      return out + ")";
    }
    case Node::Kind::kClass:
    case Node::Kind::kBegin:  // refused in lines
      return "";
  }
  return "";
}

}  // namespace

struct Oracle::Line {
  uint32_t id;
  int tier;
  bool at_begin, at_end;
  int width;
  std::unique_ptr<RE2> regex;
};

Oracle::Oracle(const rules::RuleSet& rules, const rules::Bundle& bundle) {
  std::map<std::string, uint32_t> ids;
  for (uint32_t i = 0; i < bundle.lines.size(); ++i) ids[std::string(bundle.strings[bundle.lines[i].source])] = i;
  RE2::Options options;
  options.set_max_mem(256 << 20);
  options.set_log_errors(false);
  const auto add = [&](const rules::RuleLine& rule) {
    const auto id = ids.find(rules.files[rule.place.file] + ":" + std::to_string(rule.place.line));
    if (id == ids.end()) return;
    Node root;
    std::string error;
    if (!rules::ExpandClasses(rules, {}, rule.pattern.root, &root, &error)) return;
    Line line;
    line.id = id->second;
    line.tier = rule.kind == rules::LineKind::kItem || rule.kind == rules::LineKind::kEnd;
    line.at_begin = rule.pattern.at_begin;
    line.at_end = rule.pattern.at_end;
    line.width = rules::WidthOf(root).max;
    line.regex = std::make_unique<RE2>(" " + Regex(root, true), options);
    if (!line.regex->ok() && error_.empty()) error_ = id->first + ": " + line.regex->error();
    lines_.push_back(std::move(line));
  };
  for (const rules::RuleLine& rule : rules.scopes) add(rule);
  for (const rules::ClauseRules& clause : rules.clauses)
    for (const rules::RuleLine& rule : clause.lines) add(rule);
}

Oracle::~Oracle() = default;

std::vector<RawMatch> Oracle::Find(const Reading& reading, int tier, uint32_t begin, uint32_t end) const {
  const text::Words& words = reading.words();
  std::string text = " ";
  std::vector<uint32_t> at;  // where word begin + i starts in text
  for (uint32_t i = begin; i < end; ++i) {
    at.push_back(static_cast<uint32_t>(text.size()));
    if (reading.BreakBefore(i)) text += kBreak;
    text += words[i];
    std::string tags;
    for (int kind = 0; kind < rules::kCaptures; ++kind)
      if (const int n = reading.CaptureLength(static_cast<rules::Capture>(kind), i); n > 0) tags += Tag(kind, n);
    if (!tags.empty()) text += kTags + tags;
    text += ' ';
  }
  at.push_back(static_cast<uint32_t>(text.size()));
  const uint32_t n = end - begin;
  const auto word_of = [&](size_t offset) {
    return static_cast<uint32_t>(std::lower_bound(at.begin(), at.end(), offset) - at.begin());
  };

  std::vector<RawMatch> out;
  const re2::StringPiece whole(text);
  for (const Line& line : lines_) {
    if (line.tier != tier || !line.regex->ok()) continue;
    std::vector<RawMatch> all;
    // Every expression begins with the space before its first word, so a match cannot begin inside a word.
    const auto matches = [&](uint32_t from, uint32_t to, RE2::Anchor anchor) {
      return line.regex->Match(whole, at[from] - 1, at[to], anchor, nullptr, 0);
    };
    for (uint32_t from = 0; from < n; ++from) {
      re2::StringPiece found;
      if (!line.regex->Match(whole, at[from] - 1, text.size(), RE2::UNANCHORED, &found, 1)) break;
      from = word_of(static_cast<size_t>(found.data() - text.data()) + 1);
      if (line.at_begin && !reading.BreakBefore(begin + from)) continue;
      const uint32_t last = std::min(n, from + static_cast<uint32_t>(line.width));
      if (line.at_end) {
        for (uint32_t to = from + 1; to <= last; ++to) {
          if (!reading.BreakBefore(begin + to) || !matches(from, to, RE2::ANCHOR_BOTH)) continue;
          all.push_back({line.id, 0, begin + from, begin + to});
          break;
        }
        continue;
      }
      uint32_t low = from + 1, high = last;
      while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (matches(from, middle, RE2::ANCHOR_START))
          high = middle;
        else
          low = middle + 1;
      }
      all.push_back({line.id, 0, begin + from, begin + low});
    }
    // Only the shortest: none that contains another. Beginnings rise, so it is enough to look at the next ones.
    for (size_t i = 0; i < all.size(); ++i) {
      bool contains = false;
      for (size_t j = i + 1; j < all.size() && !contains && all[j].begin < all[i].end; ++j)
        contains = all[j].end <= all[i].end;
      if (!contains) out.push_back(all[i]);
    }
  }
  std::sort(out.begin(), out.end(), [](const RawMatch& a, const RawMatch& b) {
    return std::tie(a.line, a.begin, a.end) < std::tie(b.line, b.begin, b.end);
  });
  return out;
}

}  // namespace caveat::match
