#include "match/currency.h"

#include <gtest/gtest.h>

#include "match/reading.h"
#include "match/values.h"
#include "text/fold.h"

namespace caveat::match {
namespace {

// Of the first number of a text.
std::string_view CurrencyIn(std::string_view source) {
  rules::StringPool pool;
  Vocabulary vocabulary(pool);
  text::Words words;
  text::Fold(source, &words);
  Reading reading;
  reading.Reset(vocabulary, words, source);
  Number number;
  for (uint32_t i = 0; i < reading.size(); ++i) {
    if (reading.CaptureLength(rules::Capture::kNumber, i) > 0 && ReadNumber(reading, i, &number))
      return number.currency;
  }
  return "no number";
}

TEST(Currency, OfANumber) {
  struct Case {
    std::string_view text, code;
  };
  const Case cases[] = {
      {"revenue over $5 million", "USD"},
      {"revenue over US$5 million", "USD"},
      {"revenue over U.S. $5 million", "USD"},
      {"5 million U. S. dollars", "USD"},
      {"revenue over A$5 million", "AUD"},
      {"revenue over AU$5 million", "AUD"},
      {"a $5 million limit", "USD"},  // not A$
      {"revenue over C$5 million", "CAD"},
      {"revenue over CA$5 million", "CAD"},
      {"revenue over HK$5 million", "HKD"},
      {"revenue over HK$ 5 million", "HKD"},
      {"revenue over NT$5 million", "TWD"},
      {"revenue over NZ$5 million", "NZD"},
      {"revenue over S$5 million", "SGD"},
      {"revenue over SG$5 million", "SGD"},
      {"revenue over R$5 million", "BRL"},
      {"revenue over R$ 5,000,000", "BRL"},
      {"revenue over MX$5 million", "MXN"},
      {"revenue over \u00A35 million", "GBP"},
      {"revenue over \u20AC5 million", "EUR"},
      {"revenue over \u00A55 million", "CNY"},
      {"revenue over CN\u00A55 million", "CNY"},
      {"revenue over JP\u00A55 million", "JPY"},
      {"revenue over \u20B95 million", "INR"},
      {"revenue over Rs. 5 crore", "INR"},
      {"revenue over \u20A95 million", "KRW"},
      {"revenue over \u20BA5 million", "TRY"},
      {"RMB 5 million", "CNY"},
      {"CNY 5 million", "CNY"},
      {"BRL 5 million", "BRL"},
      {"5 million NZD", "NZD"},
      {"$5M AUD", "AUD"},  // more exact than the sign
      {"US$ 5 million (in US dollars)", "USD"},
      {"5 million Hong Kong dollars", "HKD"},
      {"5 million New Zealand dollars", "NZD"},
      {"5 million New Taiwan dollars", "TWD"},
      {"5 million United States dollars", "USD"},
      {"5 million Singapore dollars", "SGD"},
      {"5 million Brazilian reais", "BRL"},
      {"5 million Mexican pesos", "MXN"},
      {"5 million pesos", "none"},  // of eight countries
      {"5 million Swiss francs", "CHF"},
      {"5 million Indian rupees", "INR"},
      {"5 million South Korean won", "KRW"},
      {"5 million Danish kroner", "DKK"},
      {"500\u4E07\u7F8E\u5143", "USD"},
      {"500\u4E07\u65E5\u5143", "JPY"},
      {"500\u4E07\u6E2F\u5143", "HKD"},
      {"500\u4E07\u53F0\u5E01", "TWD"},
      {"500\u4E07\u5143", "CNY"},
      {"\u4EBA\u6C11\u5E01500\u4E07", "CNY"},
      {"500\u4E07\u4EE3\u5E01", "none"},  // tokens
      {"5 million users", "none"},
      {"5 million users in Hong Kong", "none"},
      {"It is paid in dollars. 5 million users are free.", "none"},
      {"It is not sold in Hong Kong\n\n$5 million is the limit.", "USD"},
  };
  for (const Case& c : cases) EXPECT_EQ(CurrencyIn(c.text), c.code) << c.text;
}

TEST(Currency, Words) {
  for (const char* w : {"$", "usd", "eur", "rmb", "\u5143", "yen", "reais"}) EXPECT_TRUE(IsCurrencyWord(w)) << w;
  for (const char* w : {"", "us", "bitcoin", "10", "\u5E01", "pesos"}) EXPECT_FALSE(IsCurrencyWord(w)) << w;
}

}  // namespace
}  // namespace caveat::match
