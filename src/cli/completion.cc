#include "cli/completion.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "caveat.h"
#include "cli/exit_codes.h"
#include "cli/flags.h"
#include "cli/output.h"

namespace caveat::cli {
namespace {

// A command with the words that lead to it: " rules show"; the program itself has none.
struct Command {
  const CLI::App* app;
  std::string path;
};

void Collect(const CLI::App& app, const std::string& path, std::vector<Command>* out) {
  out->push_back({&app, path});
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App* a) { return !a->get_name().empty(); }))
    Collect(*sub, path + " " + sub->get_name(), out);
}

std::vector<Command> Commands(const CLI::App& app) {
  std::vector<Command> out;
  Collect(app, "", &out);
  return out;
}

// Flags that are shown: those without a group are accepted only.
std::vector<const CLI::Option*> FlagsOf(const CLI::App& app) {
  std::vector<const CLI::Option*> out;
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_group().empty() && (!option->get_lnames().empty() || !option->get_snames().empty()))
      out.push_back(option);
  }
  return out;
}

bool TakesValue(const CLI::Option* option) { return option->get_items_expected_max() > 0; }

// Text within single quotes of a shell.
std::string Quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c == '\n' ? ' ' : c;
  }
  return out + "'";
}

std::string Words(const CLI::App& app) {
  std::string words;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App* a) { return !a->get_name().empty(); }))
    words += sub->get_name() + " ";
  for (const CLI::Option* option : FlagsOf(app)) {
    for (const std::string& name : option->get_lnames()) words += "--" + name + " ";
  }
  if (!words.empty()) words.pop_back();
  return words;
}

// The rest of bash's and zsh's loop over the words so far, which finds the command they name, and the head of the case
// that says what may follow it.
std::string CommandCases(const std::vector<Command>& commands) {
  std::string out;
  for (const Command& command : commands) {
    if (!command.path.empty()) out += "      '" + command.path + "') command='" + command.path + "' ;;\n";
  }
  return out + "    esac\n  done\n  case \"$command\" in\n";
}

std::string Bash(const CLI::App& app) {
  std::string out =
      "# bash completion of caveat; made by `caveat completion bash`\n"
      "_caveat() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} command= words= i\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case \"$command ${COMP_WORDS[i]}\" in\n";
  const std::vector<Command> commands = Commands(app);
  out += CommandCases(commands);
  for (const Command& command : commands) out += "    '" + command.path + "') words='" + Words(*command.app) + "' ;;\n";
  return out +
         "  esac\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "}\n"
         "complete -o default -F _caveat caveat\n";
}

std::string Zsh(const CLI::App& app) {
  std::string out =
      "#compdef caveat\n"
      "# zsh completion of caveat; made by `caveat completion zsh`\n"
      "_caveat() {\n"
      "  local command= word\n"
      "  local -a words_so_far=(${words[2,CURRENT-1]}) found\n"
      "  for word in $words_so_far; do\n"
      "    case \"$command $word\" in\n";
  const std::vector<Command> commands = Commands(app);
  out += CommandCases(commands);
  for (const Command& command : commands) {
    out += "    '" + command.path + "') found=(";
    const auto entry = [&](const std::string& name, const std::string& text) {
      std::string both = name + ":" + text;
      out += " " + Quoted(both);
    };
    for (const CLI::App* sub : command.app->get_subcommands([](const CLI::App* a) { return !a->get_name().empty(); }))
      entry(sub->get_name(), sub->get_description());
    for (const CLI::Option* option : FlagsOf(*command.app)) {
      for (const std::string& name : option->get_lnames()) entry("--" + name, option->get_description());
    }
    out += " ) ;;\n";
  }
  return out +
         "  esac\n"
         "  _describe 'caveat' found\n"
         "  _files\n"
         "}\n"
         "_caveat \"$@\"\n";
}

std::string Fish(const CLI::App& app) {
  std::string out = "# fish completion of caveat; made by `caveat completion fish`\n";
  for (const Command& command : Commands(app)) {
    // The last word of the path tells the command; the program itself has none.
    std::string when = "__fish_use_subcommand";
    if (!command.path.empty()) {
      when.clear();
      size_t at = 1;
      while (at < command.path.size()) {
        size_t end = command.path.find(' ', at);
        if (end == std::string::npos) end = command.path.size();
        when += (when.empty() ? "" : "; and ") + ("__fish_seen_subcommand_from " + command.path.substr(at, end - at));
        at = end + 1;
      }
    }
    const std::string head = "complete -c caveat -n " + Quoted(when);
    for (const CLI::App* sub : command.app->get_subcommands([](const CLI::App* a) { return !a->get_name().empty(); }))
      out += head + " -a " + Quoted(sub->get_name()) + " -d " + Quoted(sub->get_description()) + "\n";
    for (const CLI::Option* option : FlagsOf(*command.app)) {
      out += head;
      for (const std::string& name : option->get_lnames()) out += " -l " + Quoted(name);
      for (const std::string& name : option->get_snames()) out += " -s " + Quoted(name);
      if (TakesValue(option)) out += " -r";
      out += " -d " + Quoted(option->get_description()) + "\n";
    }
  }
  return out;
}

// A line that troff takes as it stands.
std::string Roff(std::string_view text) {
  std::string out;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
    line_start = c == '\n';
  }
  return out;
}

void CommandPage(const Command& command, std::string* out) {
  const CLI::App& app = *command.app;
  std::string synopsis = "caveat" + command.path;
  if (!FlagsOf(app).empty()) synopsis += " [OPTION...]";
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) continue;
    const bool many = option->get_items_expected_max() > 1;
    const std::string name = option->get_name(true, false);
    synopsis += option->get_required() ? " " + name : " [" + name + "]";
    if (many) synopsis += "...";
  }
  *out += ".SS " + Roff(synopsis) + "\n" + Roff(app.get_description()) + ".\n";
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) continue;
    *out += ".TP\n.I " + Roff(option->get_name(true, false)) + "\n" + Roff(option->get_description()) + "\n";
  }
  for (const CLI::Option* option : FlagsOf(app)) {
    std::string names;
    for (const std::string& name : option->get_snames()) names += (names.empty() ? "-" : ", -") + name;
    for (const std::string& name : option->get_lnames()) names += (names.empty() ? "--" : ", --") + name;
    *out += ".TP\n.B " + Roff(names);
    if (TakesValue(option) && !option->get_type_name().empty()) *out += " \" \" " + Roff(option->get_type_name());
    *out += "\n" + Roff(option->get_description()) + "\n";
  }
  if (!app.get_footer().empty()) *out += ".PP\n.nf\n" + Roff(app.get_footer()) + "\n.fi\n";
}

}  // namespace

std::string Completion(const CLI::App& app, std::string_view shell) {
  return shell == "zsh" ? Zsh(app) : shell == "fish" ? Fish(app) : Bash(app);
}

std::string Manual(const CLI::App& app) {
  std::string out = ".TH CAVEAT 1 \"\" \"caveat " + std::string(Version()) +
                    "\" \"User Commands\"\n.SH NAME\ncaveat \\- " +
                    "read what a licence really says\n.SH SYNOPSIS\n.B caveat\n.I COMMAND\n[OPTION...] [ARGUMENT...]\n"
                    ".SH DESCRIPTION\n" +
                    Roff(app.get_description()) + "\n.SH COMMANDS\n";
  for (const Command& command : Commands(app)) {
    // A command that only holds others is described by them.
    if (!command.path.empty() && command.app->get_require_subcommand_min() == 0) CommandPage(command, &out);
  }
  out += ".SH EXIT STATUS\n";
  constexpr std::pair<int, const char*> kCodes[] = {
      {kDone, "Done."},
      {kNo, "The answer is no: a policy violated, something not allowed, errors found by a check."},
      {kUsage, "Wrong usage: a bad flag, an unknown id, an unreadable policy or rules."},
      {kUnreadable, "Done, but some input could not be read; each is named."},
      {kInternal, "Internal error, or the output could not be written."},
      {kInterrupted, "Interrupted; what was done is kept."},
  };
  for (const auto& [code, text] : kCodes) out += ".TP\n.B " + std::to_string(code) + "\n" + text + "\n";
  return out + ".SH NOTES\nA reading aid, not legal advice.\n";
}

void AddCompletion(CLI::App* app, std::function<int()>* run) {
  CLI::App* completion = app->add_subcommand("completion", "Print what completes the flags in a shell");
  auto shell = std::make_shared<std::string>();
  completion->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(OneOf({"bash", "zsh", "fish"}))
      ->type_name("");
  completion->footer(
      "Examples:\n"
      "  caveat completion bash > ~/.local/share/bash-completion/completions/caveat\n"
      "  caveat completion fish > ~/.config/fish/completions/caveat.fish");
  completion->callback([app, run, shell] {
    *run = [app, shell] {
      Output output;
      output.Write(Completion(*app, *shell));
      return output.Finish(kDone);
    };
  });
  CLI::App* manual = app->add_subcommand("manual", "Print the manual page: caveat manual | man -l -");
  manual->callback([app, run] {
    *run = [app] {
      Output output;
      output.Write(Manual(*app));
      return output.Finish(kDone);
    };
  });
}

}  // namespace caveat::cli
