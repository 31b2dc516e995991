// Texts to measure with. The generated ones are of our own making and the same on every machine: a seeded choice among
// sentences, with a known number of clauses planted in them. Real ones are added where the environment variable
// CAVEAT_SHARED names a folder that holds some.

#ifndef CAVEAT_BENCH_CORPUS_H_
#define CAVEAT_BENCH_CORPUS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::bench {

struct Corpus {
  std::string name;
  std::vector<std::string> documents;
  size_t bytes = 0;      // of all documents
  uint64_t planted = 0;  // sentences among them that each hold a clause at least; 0 where nothing is known
};

// Kinds that Make knows: prose, cards, code, chinese and the adversarial ones: phrases, parens, ones, line, lists,
// markers, tags.
std::vector<std::string> Kinds();

// About `bytes` of one kind, cut into documents of about `document` bytes (0: one document).
Corpus Make(const std::string& kind, size_t bytes, size_t document = 0);

// What stages_bench measures: each kind, a file of 10 MB, and the real texts there are.
std::vector<Corpus> All();

}  // namespace caveat::bench

#endif  // CAVEAT_BENCH_CORPUS_H_
