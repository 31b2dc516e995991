#include "text/card.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "text/yaml.h"

namespace caveat::text {
namespace {

using Problem = CardProblem::Kind;

// "key=value" of what counts, in order; R: recovered, O: overridden, K: a key of a map, 0: null.
std::string Told(const Card& card) {
  std::string out;
  for (const Field& f : card.fields) {
    out += out.empty() ? "" : " ";
    if (f.recovered) out += "R:";
    if (f.overridden) out += "O:";
    if (f.kind == Field::Kind::kKey) out += "K:";
    if (f.kind == Field::Kind::kNull) out += "0:";
    out += f.key + '=' + f.value;
  }
  return out;
}

struct Golden {
  const char* name;
  std::string card;
  bool head;
  const char* fields;
  std::vector<Problem> problems = {};
  std::string body = "B\n";
};

const Golden kGolden[] = {
    {"plain", "---\nlicense: mit\n---\nB\n", true, "license=mit"},
    {"no head", "# B\n---\nlicense: mit\n---\n", false, "", {}, "# B\n---\nlicense: mit\n---\n"},
    {"CRLF", "---\r\nlicense: mit\r\ntags:\r\n- a\r\n---\r\nB\n", true, "license=mit tags=a"},
    {"CR ends lines inside", "---\rlicense: mit\rtags: [a]\r---\nB\n", true, "license=mit tags=a"},
    {"CR after the closing dashes closes nothing",
     "---\rlicense: mit\r---\rB\n",
     false,
     "",
     {Problem::kUnclosed},
     "---\rlicense: mit\r---\rB\n"},
    {"CR and the end of the file", "---\rlicense: mit\r---", true, "license=mit", {}, ""},
    {"byte order mark", "\xEF\xBB\xBF---\nlicense: mit\n---\nB\n", true, "license=mit", {Problem::kByteOrderMark}},
    {"white space before", "\n \t\n---\nlicense: mit\n---\nB\n", true, "license=mit"},
    {"no-break and ideographic space before", "\xC2\xA0\xE3\x80\x80\n---\nlicense: mit\n---\nB\n", true, "license=mit"},
    {"blanks behind the closing dashes", "---\nlicense: mit\n--- \t \nB\n", true, "license=mit"},
    {"blanks behind the opening dashes", "--- \nlicense: mit\n---\nB\n", false, "", {}, "--- \nlicense: mit\n---\nB\n"},
    {"ends with the file", "---\nlicense: mit\n---", true, "license=mit", {}, ""},
    {"four dashes close nothing",
     "---\nlicense: mit\n----\ntags: [x]\n---\nB\n",
     true,
     "R:license=mit R:tags=x",
     {Problem::kSyntax}},
    {"never closed", "---\nlicense: mit\nB\n", false, "", {Problem::kUnclosed}, "---\nlicense: mit\nB\n"},
    {"empty block is none", "---\n---\nB\n", false, "", {Problem::kUnclosed}, "---\n---\nB\n"},
    {"empty block reaches to the next rule", "---\n---\nlicense: mit\n\n---\nB\n", true, "license=mit"},
    {"empty block reaches into prose", "---\n---\nA short text.\n\n---\nB\n", true, "", {Problem::kNotMap}},
    {"empty block of CRLF", "---\r\n---\r\nB\n", true, ""},
    {"block of an empty line", "---\n\n---\nB\n", true, ""},
    {"comments only", "---\n# license: mit\n---\nB\n", true, ""},
    {"a list at the top", "---\n- license\n- mit\n---\nB\n", true, "", {Problem::kNotMap}},
    {"a flow map at the top", "---\n{license: mit, tags: [a, b], widget: [{text: x}]}\n---\nB\n", true,
     "license=mit tags=a tags=b"},
    {"a flow map, one key twice",
     "---\n{license: mit, tags: [a, b], license: isc}\n---\nB\n",
     true,
     "O:license=mit tags=a tags=b license=isc",
     {Problem::kDuplicateKey}},
    {"a flow map that breaks off",
     "---\n{license: mit, tags: [a\n---\nB\n",
     true,
     "R:license=mit R:tags=a",
     {Problem::kSyntax}},
    {"all keys indented", "---\n  license: mit\n  tags:\n  - a\n---\nB\n", true, "license=mit tags=a"},
    {"scalar or list", "---\nlicense: [mit]\nbase_model:\n- a/b\n- c/d\ndatasets: e/f\n---\nB\n", true,
     "license=mit base_model=a/b base_model=c/d datasets=e/f"},
    {"list indented, with comments", "---\nbase_model:  # parents\n  # both\n  - a/b  # first\n\n  - \"c/d\"\n---\nB\n",
     true, "base_model=a/b base_model=c/d"},
    {"Norway", "---\nlanguage: no\nlicense: no\n---\nB\n", true, "language=no license=no"},
    {"null", "---\nlicense:\nlicense_name: null\nlicense_link: ~\nbase_model: \"null\"\n---\nB\n", true,
     "0:license= 0:license_name=null 0:license_link=~ base_model=null"},
    {"quotes", "---\n\"license\": 'apache-2.0'\nlicense_name: \"a \\\"b\\\"\"\n---\nB\n", true,
     "license=apache-2.0 license_name=a \"b\""},
    {"comment behind a value", "---\nlicense: mit # not gpl\nlicense_name: a#b\n---\nB\n", true,
     "license=mit license_name=a#b"},
    {"folded", "---\nlicense_link: >-\n  https://example.org/a\nlicense: other\n---\nB\n", true,
     "license_link=https://example.org/a license=other"},
    {"colon in a value", "---\nlicense_link: https://example.org/a:b\n---\nB\n", true,
     "license_link=https://example.org/a:b"},
    {"tab before the value", "---\nlicense:\tmit\n---\nB\n", true, "R:license=mit", {Problem::kTab}},
    {"tab in an indentation",
     "---\ntags:\n\t- a\nlicense: mit\n---\nB\n",
     true,
     "R:tags=a R:license=mit",
     {Problem::kTab}},
    {"tab in a block nobody wants",
     "---\nwidget:\n- text: [\n\t\"x\"]\nlicense: mit\n---\nB\n",
     true,
     "R:license=mit",
     {Problem::kTab}},
    {"tab behind a value is none", "---\nlicense: mit\t\nwidget:\n- text: |\n    a\n    \tb\n---\nB\n", true,
     "license=mit"},
    {"a stray line",
     "---\nlicense: mit\nsee the file\ntags:\n- a\n---\nB\n",
     true,
     "R:license=mit R:tags=a",
     {Problem::kSyntax}},
    {"no blank behind the colon",
     "---\nlicense:mit\nbase_model: a/b\n---\nB\n",
     true,
     "R:license=mit R:base_model=a/b",
     {Problem::kSyntax}},
    {"a quote that is never closed",
     "---\nlicense: \"mit\nbase_model: a/b\n---\nB\n",
     true,
     "R:license=\"mit R:base_model=a/b",
     {Problem::kSyntax}},
    {"quoted text over lines, in a list",
     "---\nwidget:\n- text: \"one\nlicense: two\nthree\"\nlicense: mit\nmodel-index:\n- name: n\n  results: "
     "[]\n---\nB\n",
     true, "license=mit model-index.name=n K:model-index=results"},
    {"a value the parser refuses",
     "---\nlicense: @mit\ntags:\n- a\n- `b`\n---\nB\n",
     true,
     "R:license=@mit R:tags=a R:tags=`b`",
     {Problem::kSyntax}},
    {"two colons in a line",
     "---\nlicense_name: my: own\nlicense: other\n---\nB\n",
     true,
     "R:license_name=my: own R:license=other",
     {Problem::kSyntax}},
    {"duplicate keys: the last counts",
     "---\nlicense: mit\ntags: [a]\nlicense: gpl-3.0\n---\nB\n",
     true,
     "O:license=mit tags=a license=gpl-3.0",
     {Problem::kDuplicateKey}},
    {"a key inside a text is no key",
     "---\nextra_gated_prompt: \"You agree:\nlicense: none\n\"\nlicense: mit\n---\nB\n", true,
     "extra_gated_prompt=You agree: license: none  license=mit"},
    {"a key inside a block is no key", "---\nextra_gated_prompt: |-\n  license: none\nlicense: mit\n---\nB\n", true,
     "extra_gated_prompt=license: none license=mit"},
    {"nested license is another thing", "---\nconfigs:\n  license: mit\n---\nB\n", true, ""},
    {"gate",
     "---\nextra_gated_heading: Ask\nextra_gated_fields:\n  Name: text\n  I agree to be kind: checkbox\n"
     "  Use:\n    type: select\n    options: [Study, {label: Work, value: w}]\n---\nB\n",
     true,
     "extra_gated_heading=Ask K:extra_gated_fields=Name extra_gated_fields.Name=text K:extra_gated_fields=I agree to "
     "be kind "
     "extra_gated_fields.I agree to be kind=checkbox K:extra_gated_fields=Use K:extra_gated_fields.Use=type "
     "extra_gated_fields.Use.type=select K:extra_gated_fields.Use=options extra_gated_fields.Use.options=Study "
     "K:extra_gated_fields.Use.options=label extra_gated_fields.Use.options.label=Work "
     "K:extra_gated_fields.Use.options=value extra_gated_fields.Use.options.value=w"},
    {"results", "---\nmodel-index:\n- name: one\n  results:\n  - task:\n      name: no\n- name: \"two\"\n---\nB\n",
     true, "model-index.name=one K:model-index=results model-index.name=two"},
    {"template",
     "---\nlicense: {{ license }}\nlicense_name: \"{{ name }}\"\nbase_model: [More Information Needed]\n---\nB\n",
     true,
     "K:license=license 0:license.license= 0:license= license_name={{ name }} base_model=More Information Needed",
     {Problem::kPlaceholder, Problem::kPlaceholder, Problem::kPlaceholder}},
    {"broken characters", "---\nlicense: mit\nlicense_name: caf\xE9\n---\nB\n", true,
     "license=mit license_name=caf\xC3\xA9"},
    {"anchor", "---\nlicense: &l mit\nlicense_name: *l\n---\nB\n", true, "license=mit license_name=*l"},
};

TEST(CardTest, Golden) {
  for (const Golden& golden : kGolden) {
    const Card card = ReadCard(golden.card);
    EXPECT_EQ(card.head, golden.head) << golden.name;
    EXPECT_EQ(Told(card), golden.fields) << golden.name;
    EXPECT_EQ(golden.card.substr(card.body), golden.body) << golden.name;
    std::vector<Problem> problems;
    for (const CardProblem& problem : card.problems) {
      problems.push_back(problem.kind);
      EXPECT_LE(problem.at, golden.card.size()) << golden.name;
      EXPECT_NE(problem.message, "") << golden.name;
    }
    EXPECT_EQ(problems, golden.problems) << golden.name;
    const Card found = FindCardHead(golden.card);
    EXPECT_EQ(found.head, card.head) << golden.name;
    EXPECT_EQ(found.body, card.body) << golden.name;
    EXPECT_TRUE(found.fields.empty()) << golden.name;
  }
}

// Each value says where it stands: the bytes of the file there are the value, perhaps in quotes.
TEST(CardTest, Places) {
  for (const Golden& golden : kGolden) {
    if (golden.card.find("\xE9") != std::string::npos) continue;
    const Card card = ReadCard(golden.card);
    for (const Field& field : card.fields) {
      ASSERT_LE(field.begin, field.end) << golden.name;
      ASSERT_LE(field.end, golden.card.size()) << golden.name;
      std::string there = golden.card.substr(field.begin, field.end - field.begin);
      if (field.kind == Field::Kind::kNull || there.find_first_of("|>&\n\\") != std::string::npos) continue;
      if (!there.empty() && (there[0] == '"' || there[0] == '\'') && field.value[0] != there[0]) {
        there = there.substr(1, there.size() - 2);
      }
      EXPECT_EQ(there, field.value) << golden.name << ": " << field.key;
    }
  }
}

TEST(CardTest, PlacesInRecodedFiles) {
  const std::string latin = "\xEF\xBB\xBF\n---\nlicense_name: caf\xE9 x\nlicense: mit\n---\nB\n";
  Card card = ReadCard(latin);
  ASSERT_EQ(card.fields.size(), 2u);
  EXPECT_EQ(latin.substr(card.fields[0].begin, card.fields[0].end - card.fields[0].begin), "caf\xE9 x");
  EXPECT_EQ(latin.substr(card.fields[1].begin, card.fields[1].end - card.fields[1].begin), "mit");
  std::string wide = "\xFF\xFE";
  for (const char c : std::string_view("---\nlicense: mit\n---\nB\n")) wide += {c, '\0'};
  card = ReadCard(wide);
  ASSERT_EQ(card.fields.size(), 1u);
  EXPECT_EQ(card.fields[0].value, "mit");
  EXPECT_EQ(card.fields[0].begin, 2u + 2 * 13);
  EXPECT_EQ(card.fields[0].end, 2u + 2 * 16);
  EXPECT_EQ(card.body, 2u + 2 * 21);
}

// What is read without the parser is what the parser reads.
TEST(CardTest, ShortCutAgreesWithTheParser) {
  const char* kBlocks[] = {
      "license: mit",
      "license:   apache-2.0  # c",
      "license: 1.0",
      "license: no",
      "license: a.b/c-d_e+f",
      "tags:\n- a\n- b # c",
      "tags:\n  - a\n\n  - 3\n",
      "tags:\n- null\n",
      "tags:\n# c\n- x\n",
      "tags: x\n# c\n",
  };
  for (const char* block : kBlocks) {
    const Card card = ReadCard(std::string("---\n") + block + "\n---\n");
    Fields fields;
    ASSERT_EQ(ReadYaml(block, 4, &fields).message, "") << block;
    ASSERT_EQ(card.fields.size(), fields.size()) << block;
    for (size_t i = 0; i < fields.size(); ++i) {
      EXPECT_EQ(card.fields[i].key, fields[i].key) << block;
      EXPECT_EQ(card.fields[i].value, fields[i].value) << block;
      EXPECT_EQ(card.fields[i].kind, fields[i].kind) << block;
      EXPECT_EQ(card.fields[i].item, fields[i].item) << block;
      EXPECT_EQ(card.fields[i].begin, fields[i].begin) << block;
      EXPECT_EQ(card.fields[i].end, fields[i].end) << block;
    }
  }
}

// Heads made to be slow are not: each would take hours if any step looked at the rest of the file for each line.
TEST(CardTest, LinearOnOddHeads) {
  const auto repeat = [](std::string_view piece, size_t bytes) {
    std::string s = "---\n";
    while (s.size() < bytes) s += piece;
    return s + "\n---\nB\n";
  };
  for (const std::string_view piece :
       {"a\r", "license: mit\n", "k: [\n", "k: \"\n", "tags:\n- a\n", "\n", "- a\n", "-", "\t\n", "k:\n\t- a\n", "{",
        "a: {b: ", "extra_gated_x: \"y\"\n", "model-index:\n- name: x\n", "\n--- x", "'", "license:x\n"}) {
    const Card card = ReadCard(repeat(piece, 300'000));
    EXPECT_LE(card.fields.size(), 300'000u) << piece;
  }
}

TEST(CardTest, WantedKeys) {
  for (const char* key :
       {"license", "licence", "licenses", "base_model", "base_models", "datasets", "dataset", "tags", "gated",
        "extra_gated_prompt", "extra_gated_fields", "model-index", "task_categories", "quantized_by"}) {
    EXPECT_TRUE(IsWantedCardKey(key)) << key;
  }
  for (const char* key : {"widget", "inference", "", "License", "co2_eq_emissions"})
    EXPECT_FALSE(IsWantedCardKey(key)) << key;
}

}  // namespace
}  // namespace caveat::text
