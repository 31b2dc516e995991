// rulec: the rule compiler. Turns rule files, known licences and names into the tables that the build embeds; a build
// tool, never linked into the library.
//
//   rulec compile --out rules.table licenses/clauses
//   rulec check licenses/clauses            every example, in every disguise
//   rulec background READMES LICENCES       prints the table of word rates, licenses/background.tsv
//   rulec fix-also licenses/clauses         writes the also= lists that check asks for
//   rulec known --out known.table licenses/known       compiles the known licences
//   rulec names --out names.table           indexes the names of licences that are compiled in
//   rulec fingerprint FACTS TEXT...         prints the .license file of facts and texts; - reads a list of them

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "classify/names.h"
#include "match/anchors.h"
#include "match/engine.h"
#include "rulec/fingerprint.h"
#include "rules/bundle.h"
#include "rules/compile.h"
#include "rules/lint.h"
#include "rules/ruleset.h"
#include "text/fold.h"

namespace {

namespace fs = std::filesystem;
using caveat::RuleSource;

bool ReadSources(const fs::path& dir, std::vector<RuleSource>* sources) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator it(dir, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".clause" && it->is_regular_file()) files.push_back(it->path());
  if (error) {
    std::cerr << "rulec: cannot read " << dir.string() << ": " << error.message() << "\n";
    return false;
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    // Named from the folder that was given: clauses/use/spam.clause.
    const std::string name =
        (fs::path(fs::absolute(dir).lexically_normal().filename()) / fs::relative(file, dir)).generic_string();
    sources->push_back({name, std::move(content)});
  }
  if (sources->empty()) std::cerr << "rulec: no .clause file below " << dir.string() << "\n";
  return !sources->empty();
}

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool WriteFile(const std::string& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) std::cerr << "rulec: cannot write " << path << "\n";
  return static_cast<bool>(file);
}

int Compile(const std::vector<RuleSource>& sources, const std::string& out, const fs::path& table) {
  const auto background = caveat::rules::Background::Parse(ReadFile(table));
  if (background.empty()) std::cerr << "rulec: warning: no background table at " << table.string() << "\n";
  caveat::rules::RuleSet set;
  std::vector<caveat::rules::Diagnostic> diagnostics;
  caveat::rules::Bundle bundle;
  const bool ok =
      caveat::rules::ParseRules(sources, &set, &diagnostics) &&
      caveat::rules::CompileRules(set, {.without_family = {}, .background = &background}, &bundle, &diagnostics);
  for (const auto& d : diagnostics) std::cerr << d.ToString();
  if (!ok) return 1;
  for (int tier = 0; tier < 2; ++tier) {
    std::string error;
    bundle.databases[tier] = caveat::rules::BytesOf(caveat::match::AnchorDatabase::Serialize(bundle, tier, &error));
    if (!error.empty()) std::cerr << "rulec: warning: no embedded database of tier " << tier << ": " << error << "\n";
  }
  std::string error;
  const auto engine = caveat::match::Engine::Make(bundle, {}, &error);
  bundle.engine_tables = caveat::rules::BytesOf(engine->Serialize());
  const std::string bytes = caveat::rules::Serialize(bundle);
  if (!WriteFile(out, bytes)) return 1;
  std::cout << "rules " << bundle.hash.substr(0, 12) << ": " << bundle.lines.size() << " lines, "
            << bundle.variants.size() << " variants, " << bundle.anchors.size() << " anchors, " << bundle.vocab.size()
            << " words, " << bundle.nodes.size() << " nodes, " << bytes.size() << " bytes ("
            << bundle.engine_tables.size() << " tables of the engine)\n";
  return 0;
}

int Check(const std::vector<RuleSource>& sources) {
  const auto result = caveat::rules::Lint(sources);
  for (const std::string& e : result.errors) std::cerr << e;
  for (const std::string& w : result.warnings) std::cerr << w;
  std::cout << result.clauses << " clauses, " << result.lines << " lines, " << result.examples
            << " examples: " << result.errors.size() << " errors, " << result.warnings.size() << " warnings\n";
  return result.errors.empty() && result.also.empty() ? 0 : 1;
}

// Rewrites the heads of examples whose also= list is not what is found.
int FixAlso(const std::vector<RuleSource>& sources, const fs::path& dir) {
  caveat::rules::LintOptions options;
  options.hardening = false;
  const auto result = caveat::rules::Lint(sources, options);
  std::map<std::string, std::map<uint32_t, std::string>> changes;
  for (const auto& also : result.also) {
    std::string list;
    for (const std::string& id : also.ids) list += (list.empty() ? "" : ",") + id;
    changes[also.file][also.line] = list;
  }
  for (const RuleSource& source : sources) {
    const auto it = changes.find(source.name);
    if (it == changes.end()) continue;
    std::istringstream in(source.content);
    std::string line, out;
    for (uint32_t number = 1; std::getline(in, line); ++number) {
      if (const auto change = it->second.find(number); change != it->second.end()) {
        std::istringstream words(line);
        std::string word, head;
        while (words >> word)
          if (!word.starts_with("also=")) head += (head.empty() ? "" : " ") + word;
        if (!change->second.empty()) head += " also=" + change->second;
        line = head;
      }
      out += line + "\n";
    }
    const fs::path file = dir / fs::path(source.name).lexically_relative(*fs::path(source.name).begin());
    std::ofstream(file, std::ios::binary) << out;
    std::cout << file.string() << ": " << it->second.size() << " examples\n";
  }
  return 0;
}

// Counts words and pairs of words in two folders of texts and prints the table of rates per million words.
int MakeBackground(const fs::path& readmes, const fs::path& licences) {
  using Counts = std::map<std::string, std::pair<double, double>>;
  Counts words, pairs;
  double totals[2] = {0, 0};
  caveat::text::Text text;
  caveat::text::Words folded;
  for (int kind = 0; kind < 2; ++kind) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kind == 0 ? readmes : licences)) {
      if (!entry.is_regular_file()) continue;
      const std::string bytes = ReadFile(entry.path());
      caveat::text::Decode(bytes, &text);
      caveat::text::Fold(text.utf8, &folded);
      totals[kind] += folded.size();
      for (uint32_t i = 0; i < folded.size(); ++i) {
        auto& word = words[std::string(folded[i])];
        (kind == 0 ? word.first : word.second) += 1;
        if (i == 0) continue;
        auto& pair = pairs[std::string(folded[i - 1]) + " " + std::string(folded[i])];
        (kind == 0 ? pair.first : pair.second) += 1;
      }
    }
  }
  for (Counts* counts : {&words, &pairs}) {
    for (auto& [key, rate] : *counts) {
      rate.first *= 1e6 / std::max(totals[0], 1.0);
      rate.second *= 1e6 / std::max(totals[1], 1.0);
    }
  }
  const auto mean = [](const std::pair<double, double>& r) { return (r.first + r.second) / 2; };
  const auto plain = [](const std::string& s) {
    return s.size() < 40 && s.find_first_of("0123456789/_\\\t@") == std::string::npos;
  };
  std::cout << "# Rates per million words: word or pair, in READMEs, in licence texts. Made by `rulec background`; "
               "counts only.\n";
  for (const auto& [word, rate] : words)
    if (mean(rate) >= caveat::rules::kRateFloor && plain(word))
      std::printf("%s\t%.0f\t%.0f\n", word.c_str(), rate.first, rate.second);
  for (const auto& [pair, rate] : pairs) {
    const size_t space = pair.find(' ');
    if (mean(rate) < 2 * caveat::rules::kRateFloor || !plain(pair) ||
        mean(words[pair.substr(0, space)]) < caveat::rules::kPairFloor ||
        mean(words[pair.substr(space + 1)]) < caveat::rules::kPairFloor)
      continue;
    std::printf("%s\t%.0f\t%.0f\n", pair.c_str(), rate.first, rate.second);
  }
  return 0;
}

int Usage() {
  std::cerr << "usage: rulec compile --out FILE DIR | rulec check DIR | rulec fix-also DIR | rulec background READMES "
               "LICENCES |\n"
               "       rulec known --out FILE DIR | rulec names --out FILE | rulec fingerprint FACTS TEXT... | rulec "
               "fingerprint - < LIST\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  std::vector<RuleSource> sources;
  if (args.size() == 4 && args[0] == "compile" && args[1] == "--out")
    return ReadSources(args[3], &sources) ? Compile(sources, args[2], fs::path(args[3]) / "../background.tsv") : 1;
  if (args.size() == 4 && args[0] == "known" && args[1] == "--out")
    return caveat::rulec::CompileLicenses(args[2], args[3]);
  if (args.size() == 3 && args[0] == "names" && args[1] == "--out")
    return WriteFile(args[2], caveat::names::CompileNames()) ? 0 : 1;
  if (args.size() == 2 && args[0] == "fingerprint" && args[1] == "-") return caveat::rulec::MakeLicenses();
  if (args.size() > 2 && args[0] == "fingerprint")
    return caveat::rulec::MakeLicense(args[1], {args.begin() + 2, args.end()});
  if (args.size() == 3 && args[0] == "background") return MakeBackground(args[1], args[2]);
  if (args.size() == 2 && args[0] == "check") return ReadSources(args[1], &sources) ? Check(sources) : 1;
  if (args.size() == 2 && args[0] == "fix-also") return ReadSources(args[1], &sources) ? FixAlso(sources, args[1]) : 1;
  return Usage();
}
