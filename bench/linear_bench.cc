// Time must be linear in the input: one document of each kind, from 1 to 64 MB. The counter "ratio" is the time for a
// byte beside that at the smallest size; "linear" is 1 while it stays within 20 %. With CAVEAT_BENCH_QUICK the sizes
// are 64 KB and 256 KB and nothing but the answers is judged.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <string>

#include "bench/corpus.h"
#include "caveat.h"

namespace caveat::bench {
namespace {

void Check(benchmark::State& state, const std::string& kind, size_t bytes, size_t smallest) {
  static const std::shared_ptr<const Rules> rules = Rules::BuiltIn();
  static std::map<std::string, double> first;  // seconds a byte at the smallest size
  const Corpus corpus = Make(kind, bytes);
  Scanner scanner(*rules);
  const CheckOptions options = {.identity = false, .sha256 = false};
  const size_t expected = scanner.Check("bench", corpus.documents[0], options).findings.size();
  if (expected < corpus.planted) {
    state.SkipWithError("fewer findings than clauses planted");
    return;
  }
  double best = 0;
  for ([[maybe_unused]] const auto _ : state) {
    timespec from, to;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    const size_t found = scanner.Check("bench", corpus.documents[0], options).findings.size();
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    const double seconds =
        static_cast<double>(to.tv_sec - from.tv_sec) + 1e-9 * static_cast<double>(to.tv_nsec - from.tv_nsec);
    if (best == 0 || seconds < best) best = seconds;
    if (found != expected) {
      state.SkipWithError("another number of findings");
      return;
    }
  }
  const double each = best / static_cast<double>(corpus.bytes);
  if (bytes == smallest) first[kind] = each;
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(corpus.bytes));
  state.counters["findings"] = static_cast<double>(expected);
  if (first.count(kind) != 0) {
    state.counters["ratio"] = each / first[kind];
    state.counters["linear"] = each <= 1.2 * first[kind] ? 1 : 0;
  }
}

}  // namespace
}  // namespace caveat::bench

int main(int argc, char** argv) {
  const bool quick = std::getenv("CAVEAT_BENCH_QUICK") != nullptr;
  const size_t smallest = quick ? size_t{1} << 16 : size_t{1} << 20;
  const size_t largest = quick ? size_t{1} << 18 : (size_t{1} << 26) - (size_t{1} << 16);
  for (const std::string& kind : caveat::bench::Kinds()) {
    for (size_t bytes = smallest;; bytes = std::min(bytes * 4, largest)) {
      benchmark::RegisterBenchmark(("linear/" + kind + "/" + std::to_string(bytes >> 10) + "KB").c_str(),
                                   [=](benchmark::State& state) { caveat::bench::Check(state, kind, bytes, smallest); })
          ->Iterations(bytes <= size_t{1} << 22 ? 5 : 2)
          ->Unit(benchmark::kMillisecond);
      if (bytes >= largest) break;
    }
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
