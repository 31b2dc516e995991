// Rules and texts made in a test: compile, fold, run.

#ifndef CAVEAT_TESTS_MATCH_RIG_H_
#define CAVEAT_TESTS_MATCH_RIG_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "match/engine.h"
#include "match/reading.h"
#include "rules/rule_files.h"
#include "text/fold.h"

namespace caveat::testing {

// Words as a test writes them: marks before a word in angle brackets, "<item2>" a list item of level 2, "<par>" a
// paragraph,
// "<stop>" a sentence, "<head1>" a heading (until the next block), "<colon>", "<comma>", "<semi>", "<open>"/"<close>"
// quotes.
inline text::Words MakeWords(std::string_view script) {
  text::Words words;
  uint16_t marks = 0, heading = 0;
  uint8_t level = 0;
  uint32_t at = 0;
  std::istringstream in{std::string(script)};
  for (std::string token; in >> token;) {
    const auto number = [&] { return static_cast<uint8_t>(token[token.size() - 2] - '0'); };
    if (token == "<par>")
      marks |= text::kParagraph | text::kSentence, heading = 0, level = 0;
    else if (token.starts_with("<item"))
      marks |= text::kItem | text::kSentence, heading = 0, level = number();
    else if (token.starts_with("<head"))
      marks |= text::kParagraph | text::kSentence, heading = text::kHeading, level = number();
    else if (token == "<stop>")
      marks |= text::kSentence;
    else if (token == "<inline>")
      marks |= text::kInlineItem;
    else if (token == "<colon>")
      marks |= text::kColon;
    else if (token == "<comma>")
      marks |= text::kComma;
    else if (token == "<semi>")
      marks |= text::kSemicolon;
    else if (token == "<open>")
      marks |= text::kQuoteOpen;
    else if (token == "<close>")
      marks |= text::kQuoteClose;
    else if (token == "<hidden>")
      marks |= text::kHidden;
    else {
      const bool capital = token[0] >= 'A' && token[0] <= 'Z';
      for (char& c : token)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      const uint32_t size = static_cast<uint32_t>(token.size());
      words.Append(token, at, at + size, static_cast<uint16_t>(marks | heading | (capital ? text::kCapital : 0)),
                   level);
      at += size + 1;
      marks = 0;
    }
  }
  words.set_tail_marks(marks);
  return words;
}

// One set of rules, one text after the other.
class Rig {
 public:
  explicit Rig(std::string_view rules) : Rig(CompileText(rules)) {}
  explicit Rig(CompiledRules compiled) : set(std::move(compiled.set)) {
    std::string error;
    engine = match::Engine::Make(std::move(compiled.bundle), {}, &error);
    EXPECT_NE(engine, nullptr) << error;
    session = std::make_unique<match::Session>(*engine);
  }

  // Folds and runs.
  void Run(std::string_view source, bool explain = true) {
    text_ = std::string(source);
    text::Fold(text_, &words);
    session->Run(words, text_, explain);
  }
  void RunWords(text::Words given, bool explain = true) {
    words = std::move(given);
    text_.clear();
    for (uint32_t i = 0; i < words.size(); ++i) text_ += std::string(words[i]) + " ";
    session->Run(words, text_, explain);
  }

  const rules::Bundle& bundle() const { return engine->bundle(); }
  std::string_view source() const { return text_; }
  std::string Text(uint32_t begin, uint32_t end) const {
    std::string out;
    for (uint32_t i = begin; i < end; ++i) out += (out.empty() ? "" : " ") + std::string(words[i]);
    return out;
  }
  // "clause: words [name=value ...]" of each finding.
  std::vector<std::string> Found() const {
    std::vector<std::string> out;
    for (const match::Clause& c : session->clauses()) {
      std::string s = std::string(ClauseName(bundle().lines[c.line].clause)) + ": " + Text(c.begin, c.end);
      for (const Param& p : c.params) {
        s += " " + p.name + "=";
        if (p.kind == Param::Kind::kNumber)
          s += std::to_string(p.number);
        else if (p.kind == Param::Kind::kBool)
          s += p.number != 0 ? "true" : "false";
        else if (p.kind == Param::Kind::kText)
          s += p.text;
        for (size_t i = 0; i < p.list.size(); ++i) s += (i > 0 ? "," : "") + p.list[i];
      }
      out.push_back(std::move(s));
    }
    return out;
  }
  // The words of each raw match.
  std::vector<std::string> Matches() const {
    std::vector<std::string> out;
    for (const match::RawMatch& m : session->matches()) out.push_back(Text(m.begin, m.end));
    return out;
  }
  std::vector<std::string> Reasons() const {
    std::vector<std::string> out;
    for (const match::DroppedMatch& d : session->dropped()) out.push_back(Text(d.begin, d.end) + ": " + d.reason);
    return out;
  }

  rules::RuleSet set;
  std::unique_ptr<match::Engine> engine;
  std::unique_ptr<match::Session> session;
  text::Words words;

 private:
  std::string text_;
};

}  // namespace caveat::testing

#endif  // CAVEAT_TESTS_MATCH_RIG_H_
