// File: src/match/places.h
//
// Names of countries, regions and groups of countries, English and Chinese, as ISO 3166-1 codes.

#ifndef CAVEAT_MATCH_PLACES_H_
#define CAVEAT_MATCH_PLACES_H_

#include <string_view>

namespace caveat::match {

// The codes of the place called `folded_name` (folded words, single spaces), comma-separated where it is a group; empty
// if it is no place. "EU" stands for the European Union. O(log n).
std::string_view FindPlace(std::string_view folded_name);

// Does some place name begin with this word? O(log n).
bool MayBeginPlace(std::string_view word);

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_PLACES_H_
