// File: src/match/values.h
//
// Reading values out of words: numbers with their currency, places, quoted phrases, names, addresses.

#ifndef CAVEAT_MATCH_VALUES_H_
#define CAVEAT_MATCH_VALUES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::match {

class Reading;

// A digit group, a number word or a scale: "700", "1.5", "20m", "million", "ten", 万, 亿.
bool IsNumberWord(std::string_view word);

struct Number {
  int64_t value = 0;
  std::string_view currency = "none";  // match/currency.h
  uint32_t begin = 0, end = 0;         // the words it was read from
};

// The number whose run of words holds word i (or begins right after the currency that word i is). False if there is
// none, or if it does not fit 63 bits.
bool ReadNumber(const Reading& reading, uint32_t i, Number* number);

// Words of the longest place name that begins at word i, at most 4; 0 if there is none.
int PlaceLength(const Reading& reading, uint32_t i);

// The places that stand in a list beginning at word i, as sorted ISO 3166 codes ("EU" for the European Union, groups
// expanded); `end` is set to the word after the last.
std::vector<std::string> ReadPlaces(const Reading& reading, uint32_t i, uint32_t* end);

// The quotation that words [begin, end) stand in: what lies between its marks, without a comma at its end.
std::string QuotedText(const Reading& reading, uint32_t begin, uint32_t end);

// The source text of words [begin, end), white space as single spaces.
std::string SourceText(const Reading& reading, uint32_t begin, uint32_t end);

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_VALUES_H_
