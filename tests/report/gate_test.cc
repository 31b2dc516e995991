#include "report/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

#include "report/model_fixture.h"

namespace caveat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class GateReport : public testing::Test {
 protected:
  void Ask(const std::string& toml) {
    const auto errors = gate::ParsePolicy("version = 1\nname = \"p\"\n" + toml, &policy_);
    ASSERT_TRUE(errors.empty()) << errors[0].message;
    gate::Gate gate(policy_, "2026-06-15");
    gate.Ask({.document = &document_});
    result_ = gate.result();
  }
  Document document_ = Everything();
  gate::Policy policy_;
  gate::Result result_;
};

constexpr char kDeny[] =
    "[[rule]]\nid = \"caps\"\naction = \"deny\"\nbecause = \"It grows.\"\nclause = \"restriction.scale-cap\"\n";

TEST_F(GateReport, Json) {
  Ask(kDeny);
  const std::string out = GateJson(policy_, result_, {"0.1.0", "aa", "bb"});
  EXPECT_TRUE(IsJson(out));
  EXPECT_EQ(out.rfind("{\"schema\":\"caveat.gate/1\",\"tool\":{", 0), 0u);
  EXPECT_THAT(out,
              HasSubstr("\"mode\":\"block\",\"violations\":[{\"rule\":\"caps\",\"action\":\"deny\",\"repository\":null,"
                        "\"document\":\"LICENSE\",\"clause\":\"restriction.scale-cap\",\"span\":{\"start_byte\":700,"));
  EXPECT_THAT(out, HasSubstr("\"excepted\":[],\"expired\":[],\"checked\":1}"));
}

TEST_F(GateReport, Human) {
  Ask(kDeny);
  const std::string out = GateHuman(policy_, result_, {});
  for (const char* part :
       {"denied  caps  LICENSE:7\n", "“more than 500 million monthly active users”", "why: It grows.",
        "To make an exception to caps", "expires = 2027-06-15", "1 subject checked by p: 1 denial.\n"})
    EXPECT_THAT(out, HasSubstr(part));
}

TEST_F(GateReport, StrangersCannotWriteOnTheTerminal) {
  document_.path = "a\x1b[2Jb";
  document_.findings[2].quote = "x\x1b[31my";
  Ask(kDeny);
  EXPECT_THAT(GateHuman(policy_, result_, {}), Not(HasSubstr("\x1b")));
}

TEST_F(GateReport, ExceptionsAreTold) {
  Ask(std::string(kDeny) +
      "[[exception]]\nrule = \"caps\"\npath = \"LICENSE\"\nreason = \"paid\"\nexpires = 2026-06-14\n");
  EXPECT_THAT(GateHuman(policy_, result_, {}),
              HasSubstr("expired on 2026-06-14: the exception to caps in line 8 of the policy (paid)"));
  EXPECT_THAT(GateJson(policy_, result_, {}),
              HasSubstr("\"expired\":[{\"rule\":\"caps\",\"repository\":null,\"document\":\"LICENSE\""));
  Ask(std::string(kDeny) +
      "[[exception]]\nrule = \"caps\"\npath = \"LICENSE\"\nreason = \"paid\"\nexpires = 2026-06-15\n");
  EXPECT_THAT(GateHuman(policy_, result_, {}), HasSubstr("excepted until 2026-06-15: caps for LICENSE (paid)"));
}

TEST_F(GateReport, ModesSetTheLevel) {
  for (const auto& [mode, level] :
       {std::pair<const char*, const char*>{"block", "error"}, {"warn", "warning"}, {"audit", "note"}}) {
    Ask("mode = \"" + std::string(mode) + "\"\n" + kDeny);
    const auto results = GateResults(policy_, result_);
    ASSERT_EQ(results.size(), 1u);
    EXPECT_EQ(results[0].level, level);
    EXPECT_EQ(results[0].rule, "policy/caps");
    const bool said = GateHuman(policy_, result_, {}).find("this run does not fail") != std::string::npos;
    EXPECT_EQ(said, std::string(mode) != "block");
  }
}

TEST_F(GateReport, Markdown) {
  document_.path = "a|b`c";
  document_.findings[2].quote = "<b>@all</b> ![x](http://e) | $x$";
  Ask(std::string(kDeny) +
      "[licenses]\nedited = \"review\"\n[[exception]]\nrule = \"licenses\"\nlicense = \"harbor-2\"\n"
      "reason = \"`paid` <i>\"\nexpires = 2026-06-14\n");
  const std::string out = GateMarkdown(policy_, result_);
  EXPECT_EQ(out.rfind("### Licence policy `p`: failed\n\n1 subject checked by p: 1 denial, 1 to review.\n", 0), 0u)
      << out;
  EXPECT_THAT(
      out,
      HasSubstr("| denied | `caps` | ``a¦b`c:7`` | Scale cap: `<b>@all</b> ![x](http://e) ¦ $x$`<br>It grows. |\n"));
  EXPECT_THAT(out, HasSubstr("\n```toml\n[[exception]]\nrule = \"caps\"\n"));
  EXPECT_THAT(out, HasSubstr("- expired on 2026-06-14: the exception to `licenses` in line"));
  EXPECT_THAT(out, HasSubstr("(\\`paid\\` &#60;i&#62;)"));
  // Nothing of it stands outside of code.
  EXPECT_THAT(out, Not(HasSubstr(" @all")));
  Ask(std::string("mode = \"warn\"\n") + kDeny);
  EXPECT_THAT(GateMarkdown(policy_, result_), HasSubstr(": violated, reported only\n"));
  Ask("[[rule]]\nid = \"x\"\naction = \"deny\"\ncategory = \"permissive\"\n");
  EXPECT_EQ(GateMarkdown(policy_, result_),
            "### Licence policy `p`: passed\n\n1 subject checked by p: nothing denied.\n");
}

TEST_F(GateReport, ManyAreCountedByRule) {
  Ask(kDeny);
  gate::Result many;
  for (int i = 0; i < 60; ++i) {
    gate::Result one = result_;
    one.violations[0].repository = "org/" + std::to_string(i / 2);
    one.violations[0].folder = "hub/org/" + std::to_string(i / 2);
    many.Append(std::move(one));
  }
  EXPECT_THAT(GateHuman(policy_, many, {}),
              HasSubstr("10 more violations; --format json lists all. By rule:\n  caps (denied): 60 places in 30 "
                        "subjects\n"));
  EXPECT_THAT(GateMarkdown(policy_, many), HasSubstr("\n10 more violations.\n"));
}

TEST_F(GateReport, SarifNamesFilesAsTheyAreFound) {
  Ask(kDeny);
  for (const auto& [folder, document, uri] :
       {std::tuple<const char*, const char*, const char*>{"hub/org/a", "LICENSE", "hub/org/a/LICENSE"},
        {".", "LICENSE", "LICENSE"},
        {"", "LICENSE", "LICENSE"},
        {"hub/org/a", "", "hub/org/a"},  // GitHub takes no result without a place
        {"a", "/x", "/x"}}) {
    result_.violations[0].folder = folder;
    result_.violations[0].document = document;
    EXPECT_EQ(GateResults(policy_, result_)[0].path, uri);
  }
}

TEST_F(GateReport, Explained) {
  Ask(std::string("says = \"What we sell.\"\n[licenses]\nallow = [\"MIT\", \"Apache-2.0\"]\n") + kDeny +
      "params = {threshold = \"< 1_000\", metric = [\"a\", \"b\"]}\nactivity = {hosting = [\"prohibited\"]}\n");
  const std::string out = ExplainPolicy(policy_, 1000);
  EXPECT_THAT(out, HasSubstr("p: What we sell.\n"));
  EXPECT_THAT(
      out,
      HasSubstr("- caps: denied where it holds a clause restriction.scale-cap with metric a or b and threshold below "
                "1000, and hosting is prohibited. It grows.\n"));
  EXPECT_THAT(out, HasSubstr("only these are allowed, one way through OR, all through AND: MIT or Apache-2.0."));
  EXPECT_THAT(out, HasSubstr("a known one with changes is to be reviewed"));
}

}  // namespace
}  // namespace caveat::report
