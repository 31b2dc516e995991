// Content that has been classified before: SHA-256 and the answer out of the cache of a scan, bytes of source a second
// of one core. Every document must be known, and its answer be the one that was made.

#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "bench/corpus.h"
#include "caveat.h"
#include "scan/cache.h"
#include "sha256.h"

namespace caveat::bench {
namespace {

void Seen(benchmark::State& state, const Corpus& corpus) {
  scan::ContentCache cache(size_t{1} << 30);
  const std::shared_ptr<const Rules> rules = Rules::BuiltIn();
  Scanner scanner(*rules);
  uint64_t expected = 0;
  for (const std::string& document : corpus.documents) {
    bool made = false;
    const auto answer = cache.Get(
        Sha256(document),
        [&] {
          auto content = std::make_shared<scan::Content>();
          content->document = scanner.Check("bench", document, {.identity = false, .sha256 = false});
          return content;
        },
        &made);
    expected += answer->document.findings.size();
  }
  uint64_t count = 0, made_again = 0;
  for ([[maybe_unused]] const auto _ : state) {
    count = 0;
    for (const std::string& document : corpus.documents) {
      bool made = false;
      const auto answer = cache.Get(
          Sha256(document), [] { return std::make_shared<const scan::Content>(); }, &made);
      made_again += made;
      count += answer->document.findings.size();
    }
  }
  if (made_again != 0 || count != expected) state.SkipWithError("an answer is not the one that was made");
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(corpus.bytes));
  state.counters["MB"] = static_cast<double>(corpus.bytes) / 1e6;
  state.counters["count"] = static_cast<double>(count);
}

}  // namespace
}  // namespace caveat::bench

int main(int argc, char** argv) {
  const std::vector<caveat::bench::Corpus> corpora = caveat::bench::All();
  for (const caveat::bench::Corpus& corpus : corpora) {
    if (corpus.name != "prose" && corpus.name != "cards" && corpus.name.find("real") == std::string::npos) continue;
    benchmark::RegisterBenchmark((corpus.name + "/seen").c_str(), [&corpus](benchmark::State& state) {
      caveat::bench::Seen(state, corpus);
    })->Unit(benchmark::kMillisecond);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
