#include "match/currency.h"

#include <array>

#include "match/reading.h"

namespace caveat::match {
namespace {

struct Unit {
  std::string_view word, code;  // code: where no country stands before it; may be empty if it is shared
  bool shared = false;          // by several countries
};
constexpr Unit kUnits[] = {
    {"$", "USD", true},
    {"dollar", "USD", true},
    {"dollars", "USD", true},
    {"usd", "USD"},
    {"us$", "USD"},
    {"€", "EUR"},
    {"eur", "EUR"},
    {"euro", "EUR"},
    {"euros", "EUR"},
    {"£", "GBP"},
    {"gbp", "GBP"},
    {"pounds", "GBP"},
    {"¥", "CNY", true},
    {"元", "CNY", true},
    {"圆", "CNY", true},
    {"币", "", true},
    {"rmb", "CNY"},
    {"cny", "CNY"},
    {"yuan", "CNY"},
    {"renminbi", "CNY"},
    {"jpy", "JPY"},
    {"yen", "JPY"},
    {"円", "JPY"},
    {"krw", "KRW"},
    {"won", "KRW"},
    {"₩", "KRW"},
    {"inr", "INR"},
    {"₹", "INR"},
    {"rs", "INR"},
    {"rupees", "INR", true},
    {"chf", "CHF"},
    {"francs", "CHF", true},
    {"cad", "CAD"},
    {"aud", "AUD"},
    {"sgd", "SGD"},
    {"hkd", "HKD"},
    {"twd", "TWD"},
    {"nzd", "NZD"},
    {"brl", "BRL"},
    {"reais", "BRL"},
    {"mxn", "MXN"},
    {"pesos", "", true},
    {"₽", "RUB"},
    {"rub", "RUB"},
    {"rubles", "RUB"},
    {"sek", "SEK"},
    {"kronor", "SEK"},
    {"nok", "NOK"},
    {"dkk", "DKK"},
    {"kroner", "", true},
    {"pln", "PLN"},
    {"zloty", "PLN"},
    {"zar", "ZAR"},
    {"rand", "ZAR"},
    {"₺", "TRY"},
    {"₪", "ILS"},
    {"ils", "ILS"},
    {"₴", "UAH"},
    {"₱", "PHP"},
    {"฿", "THB"},
    {"thb", "THB"},
    {"₫", "VND"},
    {"vnd", "VND"},
    {"idr", "IDR"},
    {"myr", "MYR"},
    {"aed", "AED"},
};

// Words that say whose dollar it is. Those without a code go on with a word that has one; a letter alone counts only
// where it touches the sign: "A$5", not "a $5 fee".
struct Country {
  std::string_view word, code;
};
constexpr Country kCountries[] = {
    {"us", "USD"},        {"u", ""},           {"united", ""},
    {"states", "USD"},    {"american", "USD"}, {"美", "USD"},
    {"a", "AUD"},         {"au", "AUD"},       {"australian", "AUD"},
    {"c", "CAD"},         {"ca", "CAD"},       {"canadian", "CAD"},
    {"hk", "HKD"},        {"hong", ""},        {"kong", "HKD"},
    {"港", "HKD"},        {"new", ""},         {"nz", "NZD"},
    {"zealand", "NZD"},   {"nt", "TWD"},       {"taiwan", "TWD"},
    {"台", "TWD"},        {"s", "SGD"},        {"sg", "SGD"},
    {"singapore", "SGD"}, {"r", "BRL"},        {"brazilian", "BRL"},
    {"mx", "MXN"},        {"mexican", "MXN"},  {"philippine", "PHP"},
    {"jp", "JPY"},        {"japanese", "JPY"}, {"日", "JPY"},
    {"cn", "CNY"},        {"chinese", "CNY"},  {"人", ""},
    {"民", "CNY"},        {"欧", "EUR"},       {"swiss", "CHF"},
    {"indian", "INR"},    {"south", ""},       {"korean", "KRW"},
    {"norwegian", "NOK"}, {"danish", "DKK"},
};

// The first bytes of units: most words begin with none of them, or end here by length.
constexpr std::array<bool, 256> kFirstBytes = [] {
  std::array<bool, 256> first{};
  for (const Unit& u : kUnits) first[static_cast<unsigned char>(u.word[0])] = true;
  return first;
}();
constexpr size_t kLongest = 8;  // bytes of the longest of them, "renminbi"

const Unit* FindUnit(std::string_view word) {
  if (word.empty() || word.size() > kLongest || !kFirstBytes[static_cast<unsigned char>(word[0])]) return nullptr;
  for (const Unit& u : kUnits) {
    if (u.word == word) return &u;
  }
  return nullptr;
}

const Country* FindCountry(std::string_view word) {
  for (const Country& c : kCountries) {
    if (c.word == word) return &c;
  }
  return nullptr;
}

// Of the unit that is word i, after a country that stands at `first` or later. Empty if there is none.
std::string_view CodeAt(const Reading& reading, uint32_t i, uint32_t first) {
  const text::Words& words = reading.words();
  const Unit* unit = FindUnit(words[i]);
  if (unit == nullptr) return {};
  if (!unit->shared || i <= first || reading.BreakBefore(i)) return unit->code;
  const Country* country = FindCountry(words[i - 1]);
  if (country == nullptr || country->code.empty()) return unit->code;
  if (country->word.size() == 1 && words.end(i - 1) != words.begin(i)) return unit->code;
  return country->code;
}

// How far after a number its currency may stand: "万 元 人 民 币", "million new zealand dollars".
constexpr uint32_t kReach = 4;

std::string_view CodeAfter(const Reading& reading, uint32_t end) {
  const text::Words& words = reading.words();
  for (uint32_t i = end; i < words.size() && i < end + kReach && !reading.BreakBefore(i); ++i) {
    if (const std::string_view code = CodeAt(reading, i, end); !code.empty()) return code;
    const std::string_view word = words[i];
    const bool passed = word == "in" || word == "s" || (word.size() > 1 ? FindCountry(word) != nullptr : word == "u");
    if (!passed) break;
  }
  return {};
}

}  // namespace

bool IsCurrencyWord(std::string_view word) {
  const Unit* unit = FindUnit(word);
  return unit != nullptr && !unit->code.empty();
}

std::string_view ReadCurrency(const Reading& reading, uint32_t begin, uint32_t end) {
  const bool joined = begin > 0 && !reading.BreakBefore(begin);
  const std::string_view before = joined ? CodeAt(reading, begin - 1, 0) : std::string_view();
  // The two that a bare sign is taken for may be said more exactly.
  if (before.empty() || before == "USD" || before == "CNY") {
    const std::string_view after = CodeAfter(reading, end);
    if (!after.empty() && (before.empty() || after != "USD")) return after;
  }
  return before.empty() ? "none" : before;
}

}  // namespace caveat::match
