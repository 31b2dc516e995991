// Rules are shared between threads, a Scanner belongs to one: eight threads must give the answers of one. Run under
// ThreadSanitizer.

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "caveat.h"

namespace caveat {
namespace {

std::vector<std::string> Texts() {
  return {
      "You may use, copy and change the model. You must not use it to send spam or to stalk people.",
      "Permission is granted to use the weights for research only.\n\nProhibited uses:\n- weapons\n- fraud\n",
      "If your products have more than 5 million monthly active users, ask us for a licence.",
      "您可以使用本模型。不得用于：\n1、色情\n2、赌博\n",
      std::string(5000, 'x'),
      "",
  };
}

std::string Digest(const Document& doc) {
  std::string out = doc.summary;
  for (const Finding& f : doc.findings)
    out += "|" + std::string(f.clause) + "@" + std::to_string(f.span.start_byte) + f.quote;
  for (const Identity& i : doc.identity) out += "|" + i.license + i.how;
  return out;
}

TEST(ScannerThreads, EightGiveTheAnswersOfOne) {
  const auto rules = Rules::BuiltIn();
  const std::vector<std::string> texts = Texts();
  std::vector<std::string> want;
  {
    Scanner scanner(*rules);
    for (const std::string& text : texts) want.push_back(Digest(scanner.Check("t", text)));
  }
  std::vector<std::vector<std::string>> got(8);
  std::vector<std::thread> threads;
  for (size_t t = 0; t < got.size(); ++t) {
    threads.emplace_back([&, t] {
      Scanner scanner(*rules);
      for (size_t i = 0; i < texts.size() * 3; ++i)
        got[t].push_back(Digest(scanner.Check("t", texts[(i + t) % texts.size()])));
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (size_t t = 0; t < got.size(); ++t)
    for (size_t i = 0; i < got[t].size(); ++i) EXPECT_EQ(got[t][i], want[(i + t) % texts.size()]) << "thread " << t;
}

TEST(ScannerThreads, RulesMayBeLoadedByAll) {
  std::vector<std::string> hashes(8);
  std::vector<std::thread> threads;
  for (std::string& hash : hashes) threads.emplace_back([&hash] { hash = Rules::BuiltIn()->hash(); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& hash : hashes) EXPECT_EQ(hash, hashes[0]);
}

}  // namespace
}  // namespace caveat
