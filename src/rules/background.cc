#include "rules/background.h"

#include <algorithm>
#include <cstdlib>

namespace caveat::rules {

Background Background::Parse(std::string_view tsv) {
  Background out;
  while (!tsv.empty()) {
    const size_t end = std::min(tsv.find('\n'), tsv.size());
    const std::string_view line = tsv.substr(0, end);
    tsv.remove_prefix(std::min(end + 1, tsv.size()));
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos || line[0] == '#') continue;
    // word, per million in READMEs, per million in licences
    const std::string numbers(line.substr(tab + 1));
    char* rest = nullptr;
    const double readmes = std::strtod(numbers.c_str(), &rest);
    const double licences = std::strtod(rest, nullptr);
    out.rates_.emplace(line.substr(0, tab), (readmes + licences) / 2);
  }
  return out;
}

double Background::Rate(std::string_view word) const {
  if (const auto it = rates_.find(std::string(word)); it != rates_.end()) return it->second;
  if (!empty()) return kRateFloor / 2;
  const bool han = !word.empty() && static_cast<unsigned char>(word[0]) >= 0xE3;
  return han ? 1500 : word.size() <= 3 ? 3000 : word.size() <= 5 ? 500 : word.size() <= 7 ? 150 : 60;
}

double Background::Rate(std::string_view first, std::string_view second) const {
  const double a = Rate(first), b = Rate(second);
  if (const auto it = rates_.find(std::string(first) + " " + std::string(second)); it != rates_.end())
    return it->second;
  if (!empty() && a >= kPairFloor && b >= kPairFloor) return kRateFloor / 2;  // it would be in the table
  return std::min({a, b, std::max(a * b * 30 / 1e6, 0.2)});  // words attract each other: thirty times chance
}

double Background::Rate(const std::vector<std::string>& words, bool open) const {
  double rate = 1e6;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool stem = open && i + 1 == words.size();
    double one = Rate(words[i]);
    if (stem) {
      one = 0;
      for (const auto& [word, r] : rates_)
        if (word.starts_with(words[i]) && word.find(' ') == std::string::npos) one += r;
      one = std::max(one, 2 * kRateFloor);
    }
    rate = std::min(rate, one);
    if (i > 0 && !stem) rate = std::min(rate, Rate(words[i - 1], words[i]));
  }
  // Every further word makes a long phrase rarer still, by an unknown factor.
  for (size_t i = 2; i < words.size(); ++i) rate *= 0.7;
  return rate;
}

}  // namespace caveat::rules
