#include "cli/ask.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caveat.h"
#include "cli/exit_codes.h"
#include "cli/flags.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/repository.h"
#include "cli/rule_files.h"
#include "cli/suggest.h"
#include "gate/read_toml.h"
#include "model/ask.h"
#include "model/judge.h"
#include "report/ask.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

struct Flags {
  std::string path, paths, profile, users, revenue, rules;
  bool commercial = false, host = false, fine_tune = false, redistribute = false, train_on_outputs = false;
  std::vector<std::string> territories, fields;
  std::string format = "human";
  std::string color = "auto";
};

std::string Upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

// "5M", "700 million", "20,000", "1.5bn".
std::optional<int64_t> ParseAmount(std::string_view text) {
  std::string digits, unit;
  for (const char c : text) {
    if (c == ' ' || c == ',' || c == '_' || c == '\'') continue;
    if (unit.empty() && ((c >= '0' && c <= '9') || c == '.')) {
      digits += c;
    } else {
      unit += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  if (digits.empty() || digits.size() > 18 || std::count(digits.begin(), digits.end(), '.') > 1 || digits == ".")
    return {};
  double factor = 1;
  if (unit == "k" || unit == "thousand") {
    factor = 1e3;
  } else if (unit == "m" || unit == "mn" || unit == "million") {
    factor = 1e6;
  } else if (unit == "b" || unit == "bn" || unit == "billion") {
    factor = 1e9;
  } else if (!unit.empty()) {
    return {};
  }
  const double value = std::strtod(digits.c_str(), nullptr) * factor;
  if (!(value < 9e18)) return {};
  return static_cast<int64_t>(std::llround(value));
}

// "USD 20M", "20M EUR", "20M".
bool ParseRevenue(std::string_view text, model::Profile* profile) {
  std::string rest(text), currency;
  const auto letters = [](std::string_view s) {
    return s.size() == 3 && std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
  };
  if (rest.size() > 4 && letters(std::string_view(rest).substr(0, 3)) && rest[3] == ' ') {
    currency = rest.substr(0, 3);
    rest.erase(0, 4);
  } else if (rest.size() > 4 && letters(std::string_view(rest).substr(rest.size() - 3)) &&
             rest[rest.size() - 4] == ' ') {
    currency = rest.substr(rest.size() - 3);
    rest.erase(rest.size() - 4);
  }
  const auto amount = ParseAmount(rest);
  if (!amount) return false;
  profile->revenue = amount;
  if (!currency.empty()) profile->currency = Upper(currency);
  return true;
}

bool AddField(const std::string& field, model::Profile* profile) {
  std::vector<std::string_view> ids;
  for (const model::AskField& one : model::AskFields()) ids.push_back(one.id);
  if (std::find(ids.begin(), ids.end(), field) == ids.end()) {
    std::string message = "'" + report::Printable(field) + "' is no field; one of ";
    for (size_t i = 0; i < ids.size(); ++i) message.append(i == 0 ? "" : ", ").append(ids[i]);
    Complain(message + DidYouMean(field, ids));
    return false;
  }
  profile->fields.push_back(field);
  return true;
}

bool AddTerritory(const std::string& territory, model::Profile* profile) {
  const std::string code = Upper(territory);
  if (code.size() != 2 || !std::isalpha(static_cast<unsigned char>(code[0])) ||
      !std::isalpha(static_cast<unsigned char>(code[1]))) {
    Complain("'" + report::Printable(territory) + "' is no territory; give the code of two letters, such as DE");
    return false;
  }
  profile->territories.push_back(code == "UK" ? "GB" : code);
  return true;
}

// A file of the same names: commercial = true, users = 5000000, revenue = "USD 20M", territories = ["DE"] ...
bool ReadProfile(const std::string& path, model::Profile* profile) {
  std::string bytes, error;
  if (!ReadFile(path, &bytes, &error)) {
    Complain(report::Printable(path) + ": " + error);
    return false;
  }
  toml::table table;
  if (const auto bad = gate::ReadToml(bytes, &table)) {
    Complain(report::Printable(path) + ":" + std::to_string(bad->line) + ": " + report::PrintableLine(bad->message));
    return false;
  }
  for (const auto& [key, value_node] : table) {
    const toml::node& node = value_node;  // clang 14 captures no structured binding
    const std::string_view name = key.str();
    const std::string where = report::Printable(path) + ":" + std::to_string(node.source().begin.line) + ": ";
    const auto flag = [&](bool* out) {
      if (const auto value = node.value<bool>()) {
        *out = *value;
        return true;
      }
      Complain(where + std::string(name) + " must be true or false");
      return false;
    };
    const auto text_or_number = [&]() -> std::string {
      if (const auto number = node.value_exact<int64_t>()) return std::to_string(*number);
      return node.value_or(std::string());
    };
    const auto list = [&](const auto& add) {
      std::vector<std::string> items;
      if (const toml::array* array = node.as_array()) {
        for (const toml::node& item : *array) items.push_back(item.value_or(std::string()));
      } else {
        items.push_back(node.value_or(std::string()));
      }
      return std::all_of(items.begin(), items.end(), [&](const std::string& item) { return add(item, profile); });
    };
    bool good = true;
    if (name == "commercial") {
      good = flag(&profile->commercial);
    } else if (name == "hosting") {
      good = flag(&profile->hosting);
    } else if (name == "fine_tuning") {
      good = flag(&profile->fine_tuning);
    } else if (name == "redistribution") {
      good = flag(&profile->redistribution);
    } else if (name == "train_on_outputs") {
      good = flag(&profile->train_on_outputs);
    } else if (name == "users") {
      profile->users = ParseAmount(text_or_number());
      good = profile->users.has_value();
      if (!good) Complain(where + "users must be a number, such as 5000000 or \"5M\"");
    } else if (name == "revenue") {
      good = ParseRevenue(text_or_number(), profile);
      if (!good) Complain(where + "revenue must be an amount, such as \"USD 20M\"");
    } else if (name == "currency") {
      profile->currency = Upper(node.value_or(std::string("USD")));
    } else if (name == "territories") {
      good = list(AddTerritory);
    } else if (name == "fields") {
      good = list(AddField);
    } else {
      Complain(
          where + "unknown key " + report::Printable(std::string(name)) +
          DidYouMean(std::string(name), {"commercial", "hosting", "fine_tuning", "redistribution", "train_on_outputs",
                                         "users", "revenue", "currency", "territories", "fields"}));
      good = false;
    }
    if (!good) return false;
  }
  return true;
}

bool MakeProfile(const Flags& flags, model::Profile* profile) {
  if (!flags.profile.empty() && !ReadProfile(flags.profile, profile)) return false;
  profile->commercial |= flags.commercial;
  profile->hosting |= flags.host;
  profile->fine_tuning |= flags.fine_tune;
  profile->redistribution |= flags.redistribute;
  profile->train_on_outputs |= flags.train_on_outputs;
  if (!flags.users.empty() && !(profile->users = ParseAmount(flags.users))) {
    Complain("--users needs a number, such as 5M or 700000000");
    return false;
  }
  if (!flags.revenue.empty() && !ParseRevenue(flags.revenue, profile)) {
    Complain("--revenue needs an amount, such as \"USD 20M\"");
    return false;
  }
  for (const std::string& territory : flags.territories) {
    if (!AddTerritory(territory, profile)) return false;
  }
  for (const std::string& field : flags.fields) {
    if (!AddField(field, profile)) return false;
  }
  return true;
}

bool IsWeightsFile(const std::string& path) { return path.ends_with(".gguf") || path.ends_with(".safetensors"); }

int Run(const Flags& flags) {
  model::Profile profile;
  if (!MakeProfile(flags, &profile)) return kUsage;
  const std::shared_ptr<const Rules> rules = LoadRules(flags.rules);
  if (rules == nullptr) return kUsage;
  Scanner scanner(*rules);
  model::Model model;
  std::string error;
  std::error_code ignored;
  if (flags.path == "-" || (std::filesystem::is_regular_file(flags.path, ignored) && !IsWeightsFile(flags.path))) {
    Reader reader;
    if (!reader.Open(flags.path, size_t{1} << 20)) {
      Complain(report::Printable(flags.path) + ": " + reader.error());
      return kUnreadable;
    }
    model = model::ModelOfText(scanner.Check(flags.path, reader.bytes()));
  } else {
    model::Repository repository;
    if (!LoadRepository(flags.path, flags.paths, &repository, &error)) {
      Complain(report::Printable(flags.path) + ": " + error);
      return kUnreadable;
    }
    model = model::Reader(scanner).Read(repository, {});
  }
  const model::AskResult result = model::Ask(model, profile);
  Output output;
  if (flags.format == "json") {
    output.Write(report::AskJson(model, profile, result, report::ToolOf(*rules)));
  } else {
    report::HumanOptions options;
    options.color = UseColor(flags.color);
    options.width = OutputWidth();
    output.Write(report::AskHuman(model, profile, result, options));
    output.Write("\n" + std::string(report::Disclaimer()) + "\n");
  }
  return output.Finish(result.answer == "not-allowed" ? kNo : kDone);
}

}  // namespace

void AddAsk(CLI::App* app, std::function<int()>* run) {
  CLI::App* command = app->add_subcommand("ask", "May I use it so, and what must I then do?");
  auto flags = std::make_shared<Flags>();
  command->add_option("DIR", flags->path, "A repository, a weights file, or a licence text; - reads standard input")
      ->required()
      ->type_name("");
  command->add_flag("--commercial", flags->commercial, "In or for a business");
  command->add_option("--users", flags->users, "Users a month, such as 5M")->type_name("N");
  command->add_option("--revenue", flags->revenue, "Revenue a year, such as \"USD 20M\"")->type_name("AMOUNT");
  command->add_option("--territory", flags->territories, "Where you are, by its code of two letters; may be repeated")
      ->type_name("CODE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_flag("--host", flags->host, "Offer it to others as a service");
  command->add_flag("--fine-tune", flags->fine_tune, "Change it: fine-tune, quantise, merge");
  command->add_flag("--redistribute", flags->redistribute, "Pass it, or what you made of it, on to others");
  command->add_flag("--train-on-outputs", flags->train_on_outputs, "Train other models on what it produces");
  command->add_option("--field", flags->fields, "Field of use, such as medical, military, employment; may be repeated")
      ->type_name("FIELD")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--profile", flags->profile, "All of this from a TOML file; flags add to it")->type_name("FILE");
  command->add_option("--paths", flags->paths, "List of the repository's paths, one a line")->type_name("FILE");
  command->add_option("--format", flags->format, "human or json")
      ->check(OneOf({"human", "json"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  AddRulesFolder(command, &flags->rules);
  AddColor(command, &flags->color);
  command->footer(
      "Examples:\n"
      "  caveat ask ./model --commercial --users 5M --host          as a product with five million users\n"
      "  caveat ask LICENSE --fine-tune --redistribute              may a fine-tuned version be shared\n"
      "  caveat ask ./model --profile us.toml --field medical       the same questions for every model\n\n"
      "Exit code: 0 allowed, allowed if, or unclear; 1 not allowed; 2 wrong usage; 3 could not be read; 4 internal "
      "error.\n"
      "A reading aid, not legal advice.");
  command->callback([flags, run] { *run = [flags] { return Run(*flags); }; });
}

}  // namespace caveat::cli
