#include "match/places.h"

#include <algorithm>
#include <iterator>

namespace caveat::match {
namespace {

struct Entry {
  std::string_view name, codes;
};
// Sorted bytewise. English short and official names as ISO 3166-1 has them, with the usual other names.
constexpr Entry kPlaces[] = {
#include "match/places.inc"
};

}  // namespace

std::string_view FindPlace(std::string_view folded_name) {
  const auto* it = std::lower_bound(std::begin(kPlaces), std::end(kPlaces), folded_name,
                                    [](const Entry& e, std::string_view n) { return e.name < n; });
  return it != std::end(kPlaces) && it->name == folded_name ? it->codes : std::string_view();
}

bool MayBeginPlace(std::string_view word) {
  const auto* it = std::lower_bound(std::begin(kPlaces), std::end(kPlaces), word,
                                    [](const Entry& e, std::string_view n) { return e.name < n; });
  return it != std::end(kPlaces) && it->name.starts_with(word) &&
         (it->name.size() == word.size() || it->name[word.size()] == ' ');
}

}  // namespace caveat::match
