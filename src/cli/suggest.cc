#include "cli/suggest.h"

#include <algorithm>

namespace caveat::cli {
namespace {

// Edits that make `a` of `b`; a swap of neighbours counts as one.
size_t Distance(std::string_view a, std::string_view b) {
  std::vector<size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(now);
  }
  return last[b.size()];
}

}  // namespace

std::string Nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string best;
  // Words longer than any id are no typing slips.
  if (word.empty() || word.size() > 64) return best;
  size_t least = std::max<size_t>(word.size() / 3, 1) + 1;
  for (const std::string_view candidate : candidates) {
    const size_t dot = candidate.find('.');
    size_t distance = Distance(word, candidate);
    if (dot != std::string_view::npos) distance = std::min(distance, Distance(word, candidate.substr(dot + 1)) + 1);
    if (distance < least) {
      least = distance;
      best = std::string(candidate);
    }
  }
  if (!best.empty() || word.size() < 4) return best;
  for (const std::string_view candidate : candidates) {
    if (candidate.find(word) != std::string_view::npos) return std::string(candidate);
  }
  return best;
}

std::string DidYouMean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string nearest = Nearest(word, candidates);
  return nearest.empty() ? "." : "; did you mean " + nearest + "?";
}

}  // namespace caveat::cli
