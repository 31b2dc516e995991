// Each stage alone and the whole, over every corpus: bytes of source a second of one core. The input of a stage is made
// before its clock runs.

#include <benchmark/benchmark.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/corpus.h"
#include "caveat.h"
#include "classify/verdict.h"
#include "match/engine.h"
#include "match/reading.h"
#include "text/fold.h"
#include "text/language.h"

namespace caveat::bench {
namespace {

// Words that folding makes of the generated texts: they change when folding does, and then on purpose only.
const std::map<std::string, uint64_t>& ExpectedWords() {
  static const std::map<std::string, uint64_t> words = {{"prose", 171744},   {"cards", 88160},   {"code", 178090},
                                                        {"chinese", 307925}, {"phrases", 65536}, {"parens", 0},
                                                        {"ones", 131072},    {"line", 52437},    {"lists", 22800},
                                                        {"markers", 0},      {"tags", 71496},    {"one-file", 1721190}};
  return words;
}

// A corpus with all that its stages start from.
struct Input {
  Corpus corpus;
  std::vector<text::Text> texts;
  std::vector<text::Words> words;
  std::vector<std::vector<Finding>> findings;
  uint64_t word_count = 0, finding_count = 0;
};

const Rules& TheRules() {
  static const std::shared_ptr<const Rules> rules = Rules::BuiltIn();
  return *rules;
}

// Made at the first bench of a corpus, kept until the first of the next.
const Input& Prepare(const Corpus& corpus) {
  static std::unique_ptr<Input> input;
  if (input != nullptr && input->corpus.name == corpus.name) return *input;
  input = std::make_unique<Input>();
  input->corpus = corpus;
  const size_t n = corpus.documents.size();
  input->texts.resize(n);
  input->words.resize(n);
  Scanner scanner(TheRules());
  for (size_t i = 0; i < n; ++i) {
    text::Decode(input->corpus.documents[i], &input->texts[i]);
    text::Fold(input->texts[i].utf8, &input->words[i]);
    input->word_count += input->words[i].size();
    input->findings.push_back(
        scanner.Check("bench", input->corpus.documents[i], {.identity = false, .sha256 = false}).findings);
    input->finding_count += input->findings.back().size();
  }
  return *input;
}

// Runs `stage(i)` for each document of the corpus; it returns what it counted, which must come to `expected`.
template <class Stage>
void Measure(benchmark::State& state, const Input& input, uint64_t expected, const char* unit, Stage stage) {
  const auto known = ExpectedWords().find(input.corpus.name);
  if (known != ExpectedWords().end() && known->second != input.word_count) {
    state.SkipWithError(
        ("folds to " + std::to_string(input.word_count) + " words, not " + std::to_string(known->second)).c_str());
    return;
  }
  if (input.finding_count < input.corpus.planted) {
    state.SkipWithError(
        (std::to_string(input.corpus.planted) + " clauses planted, " + std::to_string(input.finding_count) + " found")
            .c_str());
    return;
  }
  uint64_t count = 0;
  for ([[maybe_unused]] const auto _ : state) {
    count = 0;
    for (size_t i = 0; i < input.corpus.documents.size(); ++i) count += stage(i);
    if (count != expected) {
      state.SkipWithError((std::to_string(count) + " " + unit + ", not " + std::to_string(expected)).c_str());
      return;
    }
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(input.corpus.bytes));
  state.counters["MB"] = static_cast<double>(input.corpus.bytes) / 1e6;
  state.counters["count"] = static_cast<double>(count);
}

void Decode(benchmark::State& state, const Corpus& corpus) {
  const Input& in = Prepare(corpus);
  uint64_t expected = 0;
  for (const text::Text& t : in.texts) expected += t.utf8.size();
  text::Text text;
  Measure(state, in, expected, "bytes", [&](size_t i) {
    text::Decode(in.corpus.documents[i], &text);
    return text.utf8.size();
  });
}

void Fold(benchmark::State& state, const Corpus& corpus) {
  const Input& in = Prepare(corpus);
  text::Words words;
  Measure(state, in, in.word_count, "words", [&](size_t i) {
    text::Fold(in.texts[i].utf8, &words);
    return words.size();
  });
}

void FoldScalar(benchmark::State& state, const Corpus& corpus) {
  const Input& in = Prepare(corpus);
  text::Words words;
  Measure(state, in, in.word_count, "words", [&](size_t i) {
    text::FoldScalar(in.texts[i].utf8, &words);
    return words.size();
  });
}

void Language(benchmark::State& state, const Corpus& corpus) {
  const Input& in = Prepare(corpus);
  Measure(state, in, in.corpus.documents.size(), "documents",
          [&](size_t i) { return text::DetectLanguage(in.texts[i].utf8, in.words[i]).empty() ? 0u : 1u; });
}

void Ids(benchmark::State& state, const Corpus& corpus) {
  const Input& in = Prepare(corpus);
  match::Reading reading;
  Measure(state, in, in.word_count, "words", [&](size_t i) {
    reading.Reset(TheRules().engine().vocabulary(), in.words[i], in.texts[i].utf8);
    return reading.size();
  });
}

void Anchors(benchmark::State& state, const Corpus& corpus) {
  const Input& in = Prepare(corpus);
  const match::Engine& engine = TheRules().engine();
  std::vector<match::Reading> readings(in.words.size());
  const auto scan = [&](size_t i) {
    uint64_t hits = 0;
    engine.index(0).Scan(readings[i], 0, readings[i].size(), [&](uint32_t, uint32_t) { ++hits; });
    return hits;
  };
  uint64_t expected = 0;
  for (size_t i = 0; i < in.words.size(); ++i) {
    readings[i].Reset(engine.vocabulary(), in.words[i], in.texts[i].utf8);
    expected += scan(i);
  }
  Measure(state, in, expected, "hits", scan);
}

// Ids, anchors, confirmation, scopes, overlaps, values.
void Match(benchmark::State& state, const Corpus& corpus) {
  const Input& in = Prepare(corpus);
  match::Session session(TheRules().engine());
  Measure(state, in, in.finding_count, "findings", [&](size_t i) {
    session.Run(in.words[i], in.texts[i].utf8, false);
    return session.clauses().size();
  });
}

void Score(benchmark::State& state, const Corpus& corpus) {
  const Input& in = Prepare(corpus);
  uint64_t expected = 0;
  for (const auto& findings : in.findings) expected += ScoreFindings(findings).obligations.size();
  Measure(state, in, expected, "obligations",
          [&](size_t i) { return ScoreFindings(in.findings[i]).obligations.size(); });
}

void Check(benchmark::State& state, const Corpus& corpus) {
  const Input& in = Prepare(corpus);
  Scanner scanner(TheRules());
  Measure(state, in, in.finding_count, "findings", [&](size_t i) {
    return scanner.Check("bench", in.corpus.documents[i], {.identity = false, .sha256 = false}).findings.size();
  });
}

}  // namespace
}  // namespace caveat::bench

int main(int argc, char** argv) {
  using Bench = void (*)(benchmark::State&, const caveat::bench::Corpus&);
  static constexpr std::pair<const char*, Bench> kStages[] = {{"decode", caveat::bench::Decode},
                                                              {"fold", caveat::bench::Fold},
                                                              {"fold-scalar", caveat::bench::FoldScalar},
                                                              {"language", caveat::bench::Language},
                                                              {"ids", caveat::bench::Ids},
                                                              {"anchors", caveat::bench::Anchors},
                                                              {"match", caveat::bench::Match},
                                                              {"score", caveat::bench::Score},
                                                              {"check", caveat::bench::Check}};
  const std::vector<caveat::bench::Corpus> corpora = caveat::bench::All();
  for (const caveat::bench::Corpus& corpus : corpora) {
    for (const auto& [name, run] : kStages)
      benchmark::RegisterBenchmark((corpus.name + "/" + name).c_str(), [run = run, &corpus](benchmark::State& state) {
        run(state, corpus);
      })->Unit(benchmark::kMillisecond);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
