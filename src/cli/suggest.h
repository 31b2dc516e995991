// File: src/cli/suggest.h
//
// "Did you mean ...?" for flags and ids. Pure, thread-safe.

#ifndef CAVEAT_CLI_SUGGEST_H_
#define CAVEAT_CLI_SUGGEST_H_

#include <string>
#include <string_view>
#include <vector>

namespace caveat::cli {

// The candidate nearest to `word` (letters changed, added, left out or swapped; a part after a dot or the end of an id
// counts as near too), or empty if none is near. The first of several equally near ones. O(candidates * lengths).
std::string Nearest(std::string_view word, const std::vector<std::string_view>& candidates);

// The end of a sentence about an unknown word: "; did you mean X?", or a full stop.
std::string DidYouMean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_SUGGEST_H_
