#include "cli/expr.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"
#include "classify/expression.h"
#include "classify/names.h"
#include "cli/exit_codes.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/suggest.h"
#include "report/json.h"
#include "report/json_writer.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

struct Flags {
  std::string expression;
  std::vector<std::string> allow;
  std::string format = "human";
};

// What to write instead of an id that is none: the LicenseRef of a licence that SPDX does not list, or the nearest id.
std::string Hint(std::string_view id) {
  if (const names::License* license = names::Find(id)) {
    if ((license->flags & names::kFamily) != 0) return ", which names several licences; say which one";
    return "; write " + names::SpdxId(*license);
  }
  std::vector<std::string_view> ids;
  for (const names::License& license : names::AllLicenses()) {
    if ((license.flags & (names::kSpdx | names::kDeprecated)) == names::kSpdx) ids.push_back(license.id);
  }
  const std::string nearest = Nearest(id, ids);
  return nearest.empty() ? "" : "; did you mean " + nearest + "?";
}

std::string Message(const spdx::Expression& expression, std::string_view text) {
  std::string message = expression.error;
  constexpr std::string_view kUnknown = "unknown licence id '";
  if (message.starts_with(kUnknown))
    message += Hint(std::string_view(message).substr(kUnknown.size(), message.size() - kUnknown.size() - 1));
  if (expression.error_at > 0 && expression.error_at < text.size())
    message += " (at character " + std::to_string(expression.error_at + 1) + ")";
  return message;
}

// An allowed licence may also be given by the id that Caveat uses: llama-3.1-community.
spdx::Expression ParseAllowed(const std::string& text) {
  spdx::Expression parsed = spdx::Parse(text);
  if (parsed.valid) return parsed;
  const names::License* license = names::Find(text);
  if (license != nullptr && (license->flags & names::kFamily) == 0) return spdx::Parse(names::SpdxId(*license));
  return parsed;
}

// Text from the command line that may not be UTF-8.
std::string Valid(const std::string& text) { return report::PrintableLine(text); }

int Expr(const Flags& flags) {
  const spdx::Expression expression = spdx::Parse(flags.expression);
  std::vector<spdx::Expression> allowed;
  std::vector<std::string> allow;
  for (const std::string& text : flags.allow) {
    spdx::Expression one = ParseAllowed(text);
    if (!one.valid) {
      Complain("--allow " + report::Printable(text) + ": " + report::PrintableLine(Message(one, text)));
      return kUsage;
    }
    allow.push_back(spdx::ToString(one));
    allowed.push_back(std::move(one));
  }
  const bool asked = !allow.empty();
  const bool satisfied = asked && spdx::Satisfies(expression, allowed);
  const std::string error = expression.valid ? "" : Message(expression, flags.expression);
  const int code = !expression.valid ? kUsage : asked && !satisfied ? kNo : kDone;
  const std::vector<std::string> licenses = spdx::Licenses(expression);
  Output output;
  if (flags.format == "json") {
    report::JsonWriter json;
    json.StartObject();
    report::Field(json, "schema", "caveat.expr/1");
    json.Key("tool");
    json.Json(report::ToolJson(report::ToolOf(*Rules::BuiltIn())));
    report::Field(json, "expression", Valid(flags.expression));
    report::FieldOrNull(json, "normalized", spdx::ToString(expression));
    report::Strings(json, "licenses", licenses);
    report::Strings(json, "exceptions", spdx::Exceptions(expression));
    json.Key("valid");
    json.Bool(expression.valid);
    report::FieldOrNull(json, "error", Valid(error));
    report::Strings(json, "allow", allow);
    json.Key("satisfied");
    if (asked) {
      json.Bool(satisfied);
    } else {
      json.Null();
    }
    json.EndObject();
    output.Write(json.Take() + "\n");
    return output.Finish(code);
  }
  if (!expression.valid) {
    Complain("no valid expression: " + report::PrintableLine(error));
    return kUsage;
  }
  output.Write(spdx::ToString(expression) + "\n");
  size_t width = 0;
  for (const std::string& id : licenses) width = std::max(width, id.size());
  for (const std::string& id : licenses) {
    const names::License* license = names::Find(id);
    const std::string title = license == nullptr ? "" : "  " + std::string(license->title);
    output.Write("  " + id + (title.empty() ? "" : std::string(width - id.size(), ' ')) + title + "\n");
  }
  if (asked) {
    std::string list;
    for (const std::string& one : allow) list.append(list.empty() ? "" : ", ").append(one);
    output.Write((satisfied ? "Met by what is allowed: " : "Not met by what is allowed: ") + list + "\n");
  }
  return output.Finish(code);
}

}  // namespace

void AddExpr(CLI::App* app, std::function<int()>* run) {
  CLI::App* expr = app->add_subcommand("expr", "An SPDX licence expression: checked, normalised, held against a list");
  auto flags = std::make_shared<Flags>();
  expr->add_option("EXPRESSION", flags->expression, "An SPDX 3 licence expression, quoted as one argument")
      ->required()
      ->type_name("");
  expr->add_option("--allow", flags->allow,
                   "Licences that are allowed; exit code 1 when no choice of the expression keeps to them")
      ->type_name("ID")
      ->delimiter(',')
      ->expected(1, 1000)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  expr->add_option("--format", flags->format, "human or json")
      ->check(OneOf({"human", "json"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  expr->footer(
      "Examples:\n"
      "  caveat expr \"mit or gpl-2.0\"                        MIT OR GPL-2.0-only\n"
      "  caveat expr \"MIT OR GPL-2.0-only\" --allow MIT       whether the list allows one of the choices\n"
      "  caveat expr --format json \"Apache-2.0 AND MIT\" | jq .licenses\n\n"
      "An exception (WITH) must be allowed as such; an allowed GPL-2.0-or-later lets later versions in.\n"
      "Exit code: 0 done; 1 not met; 2 no valid expression, or wrong usage; 4 internal error.");
  expr->callback([flags, run] { *run = [flags] { return Expr(*flags); }; });
}

}  // namespace caveat::cli
