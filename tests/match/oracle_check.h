// Holds the engine against the oracle over one text.

#ifndef CAVEAT_TESTS_MATCH_ORACLE_CHECK_H_
#define CAVEAT_TESTS_MATCH_ORACLE_CHECK_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "match/engine.h"
#include "match/oracle.h"
#include "text/fold.h"

namespace caveat::testing {

class OracleCheck {
 public:
  // `quiet`: differences are told by rule and place only, without words of the text.
  OracleCheck(const match::Engine& engine, const match::Oracle& oracle, bool quiet = false)
      : engine_(engine), oracle_(oracle), session_(engine), quiet_(quiet) {}

  // What differs, empty if nothing: all matches of tier 0 over the whole text; the items of each stretch of scopes.
  std::string Compare(std::string_view utf8) {
    text::Fold(utf8, &words_);
    session_.Run(words_, utf8, false);
    if (words_.empty()) return session_.matches().empty() && session_.clauses().empty() ? "" : "findings without words";
    reading_.Reset(engine_.vocabulary(), words_, utf8);
    matches_ += session_.matches().size();
    std::string differences = Differences(session_.matches(), oracle_.Find(reading_, 0, 0, words_.size()));
    uint32_t done = 0;
    const auto& scopes = session_.scopes();
    for (size_t i = 0; i < scopes.size();) {
      const uint32_t begin = std::max(scopes[i].begin, done);
      uint32_t end = std::max(begin, scopes[i].end);
      size_t j = i + 1;
      while (j < scopes.size() && scopes[j].begin <= end) end = std::max(end, scopes[j++].end);
      std::vector<match::RawMatch> inside;
      for (const match::RawMatch& m : session_.items())
        if (m.begin >= begin && m.end <= end) inside.push_back(m);
      items_ += inside.size();
      if (begin < end) differences += Differences(inside, oracle_.Find(reading_, 1, begin, end));
      done = end;
      i = j;
    }
    return differences;
  }

  size_t matches() const { return matches_; }
  size_t items() const { return items_; }

 private:
  std::string Differences(const std::vector<match::RawMatch>& engine,
                          const std::vector<match::RawMatch>& oracle) const {
    using Key = std::tuple<uint32_t, uint32_t, uint32_t>;
    const auto keys = [](const std::vector<match::RawMatch>& matches) {
      std::vector<Key> out;
      for (const match::RawMatch& m : matches) out.emplace_back(m.line, m.begin, m.end);
      std::sort(out.begin(), out.end());
      return out;
    };
    const std::vector<Key> a = keys(engine), b = keys(oracle);
    std::string out;
    const auto tell = [&](const std::vector<Key>& some, const std::vector<Key>& others, const char* who) {
      for (const Key& key : some) {
        if (std::binary_search(others.begin(), others.end(), key)) continue;
        const auto& [line, begin, end] = key;
        out += std::string(who) +
               " only: " + std::string(engine_.bundle().strings[engine_.bundle().lines[line].source]) + " words " +
               std::to_string(begin) + "-" + std::to_string(end);
        for (uint32_t i = begin; i < end && !quiet_; ++i) out += (i == begin ? ": " : " ") + std::string(words_[i]);
        out += "\n";
      }
    };
    tell(a, b, "engine");
    tell(b, a, "oracle");
    return out;
  }

  const match::Engine& engine_;
  const match::Oracle& oracle_;
  match::Session session_;
  match::Reading reading_;
  text::Words words_;
  bool quiet_;
  size_t matches_ = 0, items_ = 0;
};

}  // namespace caveat::testing

#endif  // CAVEAT_TESTS_MATCH_ORACLE_CHECK_H_
