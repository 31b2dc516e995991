#include "cli/flags.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/suggest.h"
#include "report/terminal.h"

namespace caveat::cli {

CLI::Validator OneOf(const std::vector<std::string_view>& values) {
  const auto check = [values](std::string& value) -> std::string {
    if (std::find(values.begin(), values.end(), value) != values.end()) return "";
    std::string message = "'" + report::Printable(value) + "' is not one of ";
    for (size_t i = 0; i < values.size(); ++i) message.append(i == 0 ? "" : ", ").append(values[i]);
    return message + DidYouMean(value, values);
  };
  return CLI::Validator(check, "");
}

void AddNoIdentity(CLI::App* app, bool* no_identity) {
  app->add_flag("--no-identity", *no_identity, "Do not ask which known licence it is; findings stay the same");
}

void AddRulesFolder(CLI::App* app, std::string* rules) {
  app->add_option("--rules", *rules, "Use the rules of this folder instead of the built-in ones")->type_name("DIR");
}

void AddColor(CLI::App* app, std::string* color) {
  app->add_option("--color", *color, "auto (a terminal, unless NO_COLOR is set), always or never")
      ->check(OneOf({"auto", "always", "never"}))
      ->capture_default_str()
      ->type_name("WHEN");
}

void AddThreads(CLI::App* app, unsigned* threads) {
  app->add_option("--threads", *threads, "How many read and judge at once; one a processor if not given")
      ->check(CLI::Range(1u, 1024u).description(""))
      ->type_name("N");
}

}  // namespace caveat::cli
