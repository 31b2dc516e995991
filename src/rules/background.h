// File: src/rules/background.h
//
// How often words and pairs of words occur in ordinary text: what decides which anchors are rare. Measured by `rulec
// background` over READMEs and licence texts and committed as licenses/background.tsv (counts only). Immutable once
// loaded.

#ifndef CAVEAT_RULES_BACKGROUND_H_
#define CAVEAT_RULES_BACKGROUND_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace caveat::rules {

class Background {
 public:
  // Reads the table; lines that are none are passed over. An empty table rates words by their length.
  static Background Parse(std::string_view tsv);

  bool empty() const { return rates_.empty(); }
  // Occurrences per million words, the mean of READMEs and licence texts. Words that the table does not hold are rarer
  // than its floor.
  double Rate(std::string_view word) const;
  // The same for two adjacent words.
  double Rate(std::string_view first, std::string_view second) const;
  // The same for a sequence; `open`: the last is only the beginning of a word.
  double Rate(const std::vector<std::string>& words, bool open) const;

 private:
  std::unordered_map<std::string, double> rates_;  // "word" or "word word"
};

// The pairs table holds those whose words both occur more often than this.
inline constexpr double kPairFloor = 100;  // per million words
inline constexpr double kRateFloor = 2;

}  // namespace caveat::rules

#endif  // CAVEAT_RULES_BACKGROUND_H_
