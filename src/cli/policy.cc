#include "cli/policy.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/policy_files.h"
#include "report/gate.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

int List() {
  Output output;
  for (const ReadyPolicy& ready : ReadyPolicies()) {
    gate::Policy policy;
    gate::ParsePolicy(ready.text, &policy);
    std::string name(ready.name);
    name.resize(20, ' ');
    output.Write(name + policy.says + "\n");
  }
  return output.Finish(kDone);
}

int Init(const std::string& name) {
  std::string text;
  if (!ReadPolicy(name, &text)) return kUsage;
  Output output;
  output.Write(text);
  return output.Finish(kDone);
}

int Check(const std::string& name) {
  std::string text;
  if (!ReadPolicy(name, &text)) return kUsage;
  gate::Policy policy;
  if (!LoadPolicy(name, &policy)) return kNo;
  Output output;
  const auto count = [](size_t n, const char* what) { return std::to_string(n) + " " + what + (n == 1 ? "" : "s"); };
  output.Write(report::Printable(name) + ": " + count(policy.rules.size(), "rule") + ", " +
               count(policy.exceptions.size(), "exception") + ", mode " + std::string(gate::ModeName(policy.mode)) +
               "\n");
  return output.Finish(kDone);
}

int Explain(const std::string& name) {
  gate::Policy policy;
  if (!LoadPolicy(name, &policy)) return kUsage;
  Output output;
  output.Write(report::ExplainPolicy(policy, OutputWidth()));
  return output.Finish(kDone);
}

}  // namespace

void AddPolicy(CLI::App* app, std::function<int()>* run) {
  CLI::App* policy = app->add_subcommand("policy", "Policies for `caveat gate`: ready ones, checked, put in words");
  policy->require_subcommand(1);
  auto name = std::make_shared<std::string>("commercial-product");
  CLI::App* list = policy->add_subcommand("list", "The ready policies");
  list->callback([run] { *run = List; });
  CLI::App* init =
      policy->add_subcommand("init", "Print a ready policy, to be changed: caveat policy init > policy.toml");
  init->add_option("NAME", *name, "One of `caveat policy list`")->capture_default_str()->type_name("");
  init->callback([run, name] { *run = [name] { return Init(*name); }; });
  CLI::App* check = policy->add_subcommand("check", "Say what is wrong with a policy; exit code 1 if something is");
  check->add_option("FILE", *name, "A policy")->required()->type_name("");
  check->callback([run, name] { *run = [name] { return Check(*name); }; });
  CLI::App* explain = policy->add_subcommand("explain", "Put a policy in words");
  explain->add_option("FILE", *name, "A policy, or the name of a ready one")->required()->type_name("");
  explain->callback([run, name] { *run = [name] { return Explain(*name); }; });
}

}  // namespace caveat::cli
