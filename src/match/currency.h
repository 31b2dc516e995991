// File: src/match/currency.h
//
// The currency of an amount, as ISO 4217 code, from the words before and after its number.
//
//   "R$ 5 million"             BRL   the letters before a sign that several countries share say whose it is
//   "$5M AUD"                  AUD   what follows the number is more exact than a bare sign
//   "5 million Hong Kong dollars", "500万日元", "人民币1亿元"
//
// A bare $ is taken for USD, a bare ¥ for CNY. Pure.

#ifndef CAVEAT_MATCH_CURRENCY_H_
#define CAVEAT_MATCH_CURRENCY_H_

#include <cstdint>
#include <string_view>

namespace caveat::match {

class Reading;

// A currency's sign, name or code: $, €, £, ¥, usd, eur, rmb ...
bool IsCurrencyWord(std::string_view word);

// Of the number that is words [begin, end); static storage, "none" if no currency stands beside it.
std::string_view ReadCurrency(const Reading& reading, uint32_t begin, uint32_t end);

}  // namespace caveat::match

#endif  // CAVEAT_MATCH_CURRENCY_H_
