// The phrase language: trees, regular forms, widths, and where errors are shown.

#include "rules/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace caveat::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A tree as text: words a/b, stems a*, gaps ..3, [a b] sequences, (a | b) alternatives, x? options, {x} anchors by
// hand.
std::string Show(const Node& node) {
  std::string out;
  const auto list = [&](std::string_view between) {
    std::string s;
    for (const Node& child : node.children) s += (s.empty() ? "" : std::string(between)) + Show(child);
    return s;
  };
  switch (node.kind) {
    case Node::Kind::kWords:
      for (const std::string& w : node.words) out += (out.empty() ? "" : "/") + w;
      for (const std::string& s : node.stems) out += (out.empty() ? "" : "/") + s + "*";
      return out;
    case Node::Kind::kGap:
      return (node.cross ? "..." : "..") + std::to_string(node.gap);
    case Node::Kind::kSeq:
      return "[" + list(" ") + "]";
    case Node::Kind::kAlt:
      return "(" + list(" | ") + ")";
    case Node::Kind::kOptional:
      return Show(node.children[0]) + "?";
    case Node::Kind::kCapture:
      return "<" + node.name + ":" + std::to_string(static_cast<int>(node.capture)) + ">";
    case Node::Kind::kClass:
      return "<:" + node.name + ">";
    case Node::Kind::kHand:
      return "{" + Show(node.children[0]) + "}";
    case Node::Kind::kBegin:
      return "^";
  }
  return "?";
}

TEST(Pattern, Trees) {
  struct Case {
    std::string_view source, tree;
  };
  const Case cases[] = {
      {"word", "[word]"},
      {"  may \t not ", "[may not]"},
      {"Word", "[word]"},
      {"licence", "[license]"},
      {"non-commercial", "[non commercial]"},
      {"sub-license", "[sublicense]"},
      {"(may not | must not)", "[([may not] | [must not])]"},
      {"(a | b)", "[([a] | [b])]"},
      {"(word)", "[word]"},
      {"((word))", "[word]"},
      {"(two words)", "[([two words])]"},
      {"x?", "[x?]"},
      {"(a b)?", "[([a b])?]"},
      {"(a | b)? c", "[([a] | [b])? c]"},
      {"non-commercial?", "[([non commercial])?]"},
      {"ship~", "[ship/shiped/shiping/shipped/shipping/ships]"},
      {"end user~", "[end user/usered/usering/userred/userring/users]"},
      {"discriminat*", "[discriminat*]"},
      {"a ..6 b", "[a ..6 b]"},
      {"a ...12 b", "[a ...12 b]"},
      {"a..6b", "[a ..6 b]"},
      {"<:deny>", "[<:deny>]"},
      {"<:use-you>?", "[<:use-you>?]"},
      {"<n:number>", "[<n:0>]"},
      {"<n:money>", "[<n:1>]"},
      {"<at:place> <what:quoted>", "[<at:2> <what:3>]"},
      {"<w:name> <u:url> <x:any>", "[<w:4> <u:5> <x:6>]"},
      {"{monthly active} users", "[{([monthly active])} users]"},
      {"{users}", "[{users}]"},
      {"{a | b}", "[{([a] | [b])}]"},
      {"(a (b | c)? d | e)", "[([a ([b] | [c])? d] | [e])]"},
      {"不得", "[不 得]"},
      {"不得 ..10 用于", "[不 得 ..10 用 于]"},
      {"(不得|禁止)", "[([不 得] | [禁 止])]"},
      {"(a | ^ b) c", "[([a] | [^ b]) c]"},
      {"700,000,000?", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.source);
    Pattern pattern;
    PatternError error;
    const bool ok = ParsePattern(c.source, &pattern, &error);
    EXPECT_EQ(ok, !c.tree.empty()) << error.message;
    if (ok) {
      EXPECT_EQ(Show(pattern.root), c.tree);
      EXPECT_EQ(pattern.source, c.source);
    }
  }
}

TEST(Pattern, TiedToTheEndsOfASentence) {
  struct Case {
    std::string_view source;
    bool begin, end;
    std::string_view tree;
  };
  const Case cases[] = {
      {"^ a b", true, false, "[a b]"},
      {"^a", true, false, "[a]"},
      {"a b $", false, true, "[a b]"},
      {"a b $  ", false, true, "[a b]"},
      {"^ a $", true, true, "[a]"},
      {"a$", false, true, "[a]"},
      {"$ <n:number>", false, false, "[$ <n:0>]"},
      {"(a | b) $", false, true, "[([a] | [b])]"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.source);
    Pattern pattern;
    PatternError error;
    ASSERT_TRUE(ParsePattern(c.source, &pattern, &error)) << error.message;
    EXPECT_EQ(pattern.at_begin, c.begin);
    EXPECT_EQ(pattern.at_end, c.end);
    EXPECT_EQ(Show(pattern.root), c.tree);
  }
}

TEST(Pattern, ErrorsSayWhereAndWhat) {
  struct Case {
    std::string_view source;
    uint32_t column;
    std::string_view message;
  };
  const Case cases[] = {
      {"", 0, "the pattern is empty"},
      {"   ", 3, "the pattern is empty"},
      {"^", 1, "the pattern is empty"},
      {"$", 1, "the pattern is empty"},
      {"a )", 2, "')' closes nothing"},
      {"a }", 2, "'}' closes nothing"},
      {"a | b", 2, "'|' outside parentheses"},
      {"a (b", 2, "'(' is not closed"},
      {"a (b (c)", 2, "'(' is not closed"},
      {"{b", 0, "'{' is not closed"},
      {"(a}", 0, "'(' is not closed"},
      {"( | a)", 2, "an alternative is empty"},
      {"(a | )", 5, "an alternative is empty"},
      {"()", 1, "an alternative is empty"},
      {"a .6 b", 2, "a gap is ..N or ...N"},
      {"a ....6 b", 2, "a gap is ..N or ...N"},
      {"a .. b", 2, "a gap needs a number"},
      {"a ..0 b", 4, "a gap is 1 to 60 words"},
      {"a ..61 b", 4, "a gap is 1 to 60 words"},
      {"a ..99999999999999999999 b", 4, "a gap is 1 to 60 words"},
      {"a ..6? b", 5, "a gap is optional already"},
      {"<deny", 0, "'<' is not closed"},
      {"<deny>", 0, "no ':' between < and >"},
      {"<:>", 0, "nothing after ':'"},
      {"x <n:numbr>", 5, "no kind of value is called 'numbr'"},
      {"<n:num ber>", 0, "a name is made of letters"},
      {"a >", 2, "'>' means nothing here"},
      {"a ~", 2, "'~' means nothing here"},
      {"a *", 2, "'*' means nothing here"},
      {"a ?", 2, "'?' means nothing here"},
      {"yes, please", 0, "',' cannot stand in a phrase"},
      {"a \"b\"", 2, "'\"' cannot stand in a phrase"},
      {"us*", 0, "a stem needs three letters"},
      {"a -- b", 2, "holds no word"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.source);
    Pattern pattern;
    PatternError error;
    ASSERT_FALSE(ParsePattern(c.source, &pattern, &error)) << Show(pattern.root);
    EXPECT_THAT(error.message, HasSubstr(std::string(c.message)));
    EXPECT_EQ(error.column, c.column);
  }
}

TEST(Pattern, DepthIsLimited) {
  Pattern pattern;
  PatternError error;
  std::string nested(16, '(');
  nested += 'a';
  nested.append(16, ')');
  EXPECT_TRUE(ParsePattern(nested, &pattern, &error));
  EXPECT_FALSE(ParsePattern(std::string(100000, '('), &pattern, &error));
  EXPECT_THAT(error.message, HasSubstr("nested too deeply"));
}

TEST(Pattern, EveryPrefixOfAPatternIsParsedOrRefused) {
  const std::string source = "^ {(may not | must (never)?)} ..6 use~ discrim* <:class>? ...4 <n:number> 不得 (a|b)? $";
  for (size_t i = 0; i <= source.size(); ++i) {
    for (size_t j = i; j <= source.size(); ++j) {
      Pattern pattern;
      PatternError error;
      if (!ParsePattern(source.substr(i, j - i), &pattern, &error)) {
        EXPECT_FALSE(error.message.empty());
        EXPECT_LE(error.column, j - i);
      }
    }
  }
}

TEST(Pattern, CaptureKinds) {
  EXPECT_EQ(FindCapture("number"), static_cast<int>(Capture::kNumber));
  EXPECT_EQ(FindCapture("money"), static_cast<int>(Capture::kMoney));
  EXPECT_EQ(FindCapture("place"), static_cast<int>(Capture::kPlace));
  EXPECT_EQ(FindCapture("quoted"), static_cast<int>(Capture::kQuoted));
  EXPECT_EQ(FindCapture("name"), static_cast<int>(Capture::kName));
  EXPECT_EQ(FindCapture("url"), static_cast<int>(Capture::kUrl));
  EXPECT_EQ(FindCapture("any"), static_cast<int>(Capture::kAny));
  EXPECT_EQ(FindCapture(""), -1);
  EXPECT_EQ(FindCapture("Number"), -1);
}

TEST(Pattern, RegularForms) {
  struct Case {
    std::string_view word;
    std::vector<std::string> some;  // forms that must be there
    std::vector<std::string> none;  // forms that must not
  };
  const Case cases[] = {
      {"exceed", {"exceed", "exceeds", "exceeded", "exceeding"}, {"exceedded"}},
      {"policy", {"policy", "policies"}, {"policys"}},
      {"use", {"use", "uses", "used", "using"}, {"useing", "useed"}},
      {"ship", {"ship", "ships", "shipped", "shipping"}, {}},
      {"transfer", {"transferred", "transferring", "transfers"}, {}},
      {"modify", {"modify", "modifies", "modified", "modifying"}, {"modifys"}},
      {"display", {"displays", "displayed", "displaying"}, {"displaies", "displayyed"}},
      {"breach", {"breaches", "breached", "breaching"}, {"breachs"}},
      {"access", {"accesses", "accessed", "accessing"}, {"accesss"}},
      {"box", {"boxes", "boxed", "boxing"}, {"boxxed"}},
      {"agree", {"agrees", "agreed", "agreeing"}, {"agreing"}},
      {"die", {"dies", "died", "dying"}, {"diing"}},
      {"show", {"shows", "showed", "showing"}, {"showwed"}},
      {"train", {"trains", "trained", "training"}, {"trainned"}},
      {"publish", {"publishes", "published", "publishing"}, {}},
      {"bench", {"benches"}, {}},
      {"growth", {"growths"}, {"growthes"}},
      {"a", {"a"}, {"as"}},
      {"得", {"得"}, {}},
      {"", {""}, {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.word);
    const std::vector<std::string> forms = RegularForms(c.word);
    EXPECT_TRUE(std::is_sorted(forms.begin(), forms.end()));
    EXPECT_EQ(std::adjacent_find(forms.begin(), forms.end()), forms.end());
    for (const std::string& s : c.some) EXPECT_THAT(forms, ::testing::Contains(s));
    for (const std::string& s : c.none) EXPECT_THAT(forms, ::testing::Not(::testing::Contains(s)));
  }
  EXPECT_THAT(RegularForms("use"), ElementsAre("use", "used", "uses", "using"));
}

TEST(Pattern, Width) {
  struct Case {
    std::string_view source;
    int min, max;
  };
  const Case cases[] = {{"a", 1, 1},
                        {"a b", 2, 2},
                        {"a ..6 b", 2, 8},
                        {"a ...6 b", 2, 8},
                        {"a?", 0, 1},
                        {"(a | b c d)", 1, 3},
                        {"(a ..3 b)? c", 1, 6},
                        {"<n:number>", 1, 6},
                        {"{a b} <u:url>", 3, 3},
                        {"(a? | b c)", 0, 2},
                        {"<q:quoted>", 1, 16},
                        {"<p:place> x", 2, 5}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.source);
    Pattern pattern;
    PatternError error;
    ASSERT_TRUE(ParsePattern(c.source, &pattern, &error)) << error.message;
    const Width width = WidthOf(pattern.root);
    EXPECT_EQ(width.min, c.min);
    EXPECT_EQ(width.max, c.max);
  }
}

}  // namespace
}  // namespace caveat::rules
