// What each match line costs, by removal: the time to match a corpus with all lines against that without it.
//
//   rules_cost [--top N] [FOLDER]      FOLDER: rule files (licenses/clauses)
//
// First each file is left out, then each line of the files that cost the most. Times are of the thread, the least of
// several runs; removals and the whole are measured in turn, so that a slow spell hits both.

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/corpus.h"
#include "caveat.h"
#include "match/engine.h"
#include "text/fold.h"

namespace caveat::bench {
namespace {

struct Folded {
  std::vector<text::Text> texts;
  std::vector<text::Words> words;
  size_t bytes = 0;
};

double Seconds(match::Session* session, const Folded& folded) {
  timespec from, to;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
  for (size_t i = 0; i < folded.words.size(); ++i) session->Run(folded.words[i], folded.texts[i].utf8, false);
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
  return static_cast<double>(to.tv_sec - from.tv_sec) + 1e-9 * static_cast<double>(to.tv_nsec - from.tv_nsec);
}

// Nanoseconds a kilobyte that the whole takes more than `sources` does; `all` is compiled already. 0 when they do not
// compile: other files need what was left out.
double Saved(const Rules& all, const std::vector<RuleSource>& sources, const Folded& folded, int runs) {
  const auto less = Rules::Compile(sources);
  if (!less) return 0;
  match::Session with(all.engine()), without((*less)->engine());
  double a = 1e9, b = 1e9;
  for (int i = 0; i < runs; ++i) {
    a = std::min(a, Seconds(&with, folded));
    b = std::min(b, Seconds(&without, folded));
  }
  return (a - b) * 1e12 / static_cast<double>(folded.bytes);
}

struct Cost {
  double nanoseconds = 0;
  size_t file = 0, line = 0;
  std::string text;
};

bool Dearer(const Cost& a, const Cost& b) { return a.nanoseconds > b.nanoseconds; }

int Main(size_t top, const std::string& folder) {
  std::vector<RuleSource> sources;
  std::error_code error;
  for (auto it = std::filesystem::recursive_directory_iterator(folder, error);
       !error && it != std::filesystem::recursive_directory_iterator(); it.increment(error)) {
    if (it->path().extension() != ".clause") continue;
    std::ifstream file(it->path(), std::ios::binary);
    sources.push_back(
        {it->path().lexically_relative(folder).string(), std::string(std::istreambuf_iterator<char>(file), {})});
  }
  std::sort(sources.begin(), sources.end(), [](const RuleSource& a, const RuleSource& b) { return a.name < b.name; });
  const auto all = Rules::Compile(sources);
  if (sources.empty() || !all) {
    std::fprintf(stderr, "rules_cost: no rules in %s\n%s", folder.c_str(), all ? "" : all.error().c_str());
    return 2;
  }
  Folded folded;
  std::vector<Corpus> corpora = All();
  const auto real =
      std::find_if(corpora.begin(), corpora.end(), [](const Corpus& c) { return c.name == "real-prose"; });
  const Corpus& corpus = real != corpora.end() ? *real : corpora.front();
  folded.bytes = corpus.bytes;
  folded.texts.resize(corpus.documents.size());
  folded.words.resize(corpus.documents.size());
  for (size_t i = 0; i < corpus.documents.size(); ++i) {
    text::Decode(corpus.documents[i], &folded.texts[i]);
    text::Fold(folded.texts[i].utf8, &folded.words[i]);
  }
  std::vector<Cost> files, lines;
  for (size_t i = 0; i < sources.size(); ++i) {
    std::vector<RuleSource> less = sources;
    less.erase(less.begin() + static_cast<ptrdiff_t>(i));
    files.push_back({Saved(**all, less, folded, 3), i, 0, {}});
  }
  std::sort(files.begin(), files.end(), Dearer);
  files.resize(std::min<size_t>(files.size(), 8));
  for (const Cost& file : files) {
    const std::string& content = sources[file.file].content;
    size_t number = 1;
    for (size_t from = 0; from < content.size(); ++number) {
      const size_t end = std::min(content.find('\n', from), content.size());
      const std::string_view line = std::string_view(content).substr(from, end - from);
      const size_t first = std::min(line.find_first_not_of(' '), line.size());
      if (line.substr(first, 6) == "match " || line.substr(first, 5) == "item ") {
        std::vector<RuleSource> less = sources;
        less[file.file].content.replace(from, end - from, "");
        lines.push_back({Saved(**all, less, folded, 3), file.file, number, std::string(line.substr(first, 90))});
      }
      from = end + 1;
    }
  }
  std::sort(lines.begin(), lines.end(), Dearer);
  std::printf("%-10s %s\n", "ns per KB", "without the file");
  for (const Cost& file : files) std::printf("%-10.0f %s\n", file.nanoseconds, sources[file.file].name.c_str());
  std::printf("%-10s %s\n", "ns per KB", "without the line");
  for (size_t i = 0; i < std::min(top, lines.size()); ++i)
    std::printf("%-10.1f %s:%zu: %s\n", lines[i].nanoseconds, sources[lines[i].file].name.c_str(), lines[i].line,
                lines[i].text.c_str());
  return 0;
}

}  // namespace
}  // namespace caveat::bench

int main(int argc, char** argv) {
  size_t top = 20;
  std::string folder = "licenses/clauses";
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--top" && i + 1 < argc) {
      top = std::strtoul(argv[++i], nullptr, 10);
    } else {
      folder = argv[i];
    }
  }
  return caveat::bench::Main(top, folder);
}
