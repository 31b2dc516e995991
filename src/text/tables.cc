#include "text/tables.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace caveat::text {
namespace {

// A set of words, sorted at its making.
template <size_t N>
class WordSet {
 public:
  constexpr explicit WordSet(const std::array<std::string_view, N>& words) : words_(words) {
    std::sort(words_.begin(), words_.end());
    for (const std::string_view word : words_) lengths_[static_cast<uint8_t>(word[0])] |= Bit(word.size());
  }
  // Most words are told from the set by their first byte and length.
  bool Has(std::string_view word) const {
    return !word.empty() && (lengths_[static_cast<uint8_t>(word[0])] & Bit(word.size())) != 0 &&
           std::binary_search(words_.begin(), words_.end(), word);
  }

 private:
  static constexpr uint32_t Bit(size_t length) { return uint32_t{1} << std::min<size_t>(length, 31); }
  std::array<uint32_t, 256> lengths_{};  // by first byte, the lengths that occur
  std::array<std::string_view, N> words_;
};

template <typename... Words>
constexpr auto MakeSet(Words... words) {
  return WordSet<sizeof...(words)>(std::array<std::string_view, sizeof...(words)>{std::string_view(words)...});
}

template <typename Value, size_t N>
class WordMap {
 public:
  using Pair = std::pair<std::string_view, Value>;
  constexpr explicit WordMap(const std::array<Pair, N>& pairs) : pairs_(pairs) {
    std::sort(pairs_.begin(), pairs_.end(), [](const Pair& a, const Pair& b) { return a.first < b.first; });
  }
  // The value of `word`, or `none`.
  Value Get(std::string_view word, Value none) const {
    auto it = std::lower_bound(pairs_.begin(), pairs_.end(), word,
                               [](const Pair& a, std::string_view b) { return a.first < b; });
    return it != pairs_.end() && it->first == word ? it->second : none;
  }

 private:
  std::array<Pair, N> pairs_;
};

template <typename Value, size_t N>
constexpr auto MakeMap(const std::pair<std::string_view, Value> (&pairs)[N]) {
  std::array<std::pair<std::string_view, Value>, N> a;
  for (size_t i = 0; i < N; ++i) a[i] = pairs[i];
  return WordMap<Value, N>(a);
}

constexpr auto kJoining = MakeSet("sub", "re");

// First parts of compounds that are written with a hyphen: a line end behind their hyphen divides no word.
constexpr auto kFirstParts = MakeSet(
    "non", "self", "third", "royalty", "open", "machine", "fine", "real", "high", "low", "long", "short", "large",
    "small", "full", "half", "multi", "well", "pre", "post", "co", "semi", "anti", "cross", "end", "built", "world",
    "first", "second", "one", "two", "three", "four", "five", "ten", "up", "in", "on", "off", "out", "over", "under",
    "user", "model", "data", "state", "so", "not", "fee", "cost", "free", "hard", "human", "law", "good", "easy",
    "person", "case", "day", "year", "month", "time", "text", "image", "audio", "video", "ex", "quasi", "inter",
    "intra", "bona", "at", "read", "add", "fully", "above", "below", "attorney", "general", "single", "double", "mid",
    "opt", "on", "by", "peer", "point", "face", "must", "all", "mass", "super", "ultra", "trade", "risk", "rights",
    "rail", "use", "age", "side", "client", "server", "cloud", "source", "deep", "meta", "pro", "per", "right", "left",
    "top", "bottom", "closed", "paid", "pay", "pass", "child", "sex", "gender", "race", "and", "or", "either", "joint",
    "arm", "arms", "start", "stand", "stop", "follow", "sign", "log", "check", "back", "front", "hand", "higher",
    "lower", "best", "better", "ill", "know", "vice", "x", "e", "i", "a", "q", "u", "t");
// Second parts that keep their hyphen.
constexpr auto kSecondParts =
    MakeSet("free", "based", "like", "wide", "specific", "related", "party", "source", "time", "term", "level", "use",
            "to", "and", "or", "of", "in", "on", "up", "out", "off", "the", "a", "an", "learning", "tuning", "tuned",
            "tune", "tunes", "trained", "training", "made", "making", "defined", "owned", "holder", "holders",
            "bearing", "commercial", "exclusive", "exempt", "driven", "oriented", "facing", "friendly", "only", "day",
            "year", "month", "readable", "generated", "harm", "known", "one", "two", "three", "four", "five", "six",
            "seven", "eight", "nine", "down", "through", "by", "as", "is", "user", "users", "quality", "scale", "risk",
            "risks", "profit", "called", "site", "end", "line", "right", "rights", "law", "hand", "access", "file",
            "files", "code", "data", "model", "models", "world", "person", "fact", "effective", "sum");

constexpr auto kAbbreviations =
    MakeSet("eg", "ie", "etc", "inc", "ltd", "co", "corp", "no", "nos", "vs", "us", "dr", "art", "arts", "sec", "secs",
            "cf", "mr", "mrs", "ms", "st", "fig", "figs", "pp", "para", "paras", "vol", "ch", "ed", "eds", "al", "llc",
            "llp", "gmbh", "jr", "sr", "prof", "dept", "approx", "rs", "viz", "resp", "incl", "excl", "ca", "jan",
            "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "usc", "cfr", "uk", "eu",
            "nr", "abs", "bzw", "ggf", "bspw", "sig", "hon", "rev");

constexpr auto kNumberWords =
    MakeSet("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty",
            "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion",
            "ein", "zwei", "drei", "dos", "tres", "deux", "trois", "due", "tre");

constexpr auto kReferenceWords =
    MakeSet("section", "sections", "clause", "clauses", "paragraph", "paragraphs", "subsection", "subsections",
            "subparagraph", "subparagraphs", "subclause", "article", "articles", "item", "items", "point", "points",
            "exhibit", "schedule", "annex", "appendix", "attachment", "step", "steps", "figure", "table", "equation",
            "sec", "secs", "art", "arts", "para", "paras", "subsec", "regulation", "directive", "abschnitt", "absatz",
            "artikel", "artículo", "apartado", "alinéa", "cláusula", "seção", "artigo", "pasal", "ayat", "articolo");
// Words that a number may follow in prose, and a stop behind it.
constexpr auto kNumberTakers = MakeSet(
    "part", "parts", "version", "versions", "chapter", "title", "rule", "page", "pages", "note", "no", "nos", "v",
    "ver", "fig", "phase", "stage", "category", "tier", "level", "class", "type", "annexes", "llama", "gemma", "qwen",
    "gpt", "license", "licenses", "gpl", "lgpl", "agpl", "apache", "mpl", "release", "than", "least", "most", "to",
    "of", "the", "exceeding", "exceed", "exceeds", "equals", "is", "by", "in", "within", "every", "under", "over",
    "age", "jan", "feb", "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "condition", "conditions", "provision", "provisions", "sentence");

constexpr auto kSectionWords = MakeSet("section", "article", "sec", "art", "clause");
constexpr auto kAttachmentWords =
    MakeSet("attachment", "exhibit", "annex", "appendix", "schedule", "article", "part", "section", "chapter",
            "addendum", "title", "anlage", "anhang", "anexo", "annexe");

constexpr auto kBareDomains = MakeSet("com", "org", "net", "edu", "gov", "io", "ai", "cn", "dev", "co");
constexpr auto kPathDomains =
    MakeSet("eu", "de", "fr", "uk", "jp", "kr", "ru", "app", "info", "tech", "cloud", "xyz", "me", "us", "ch", "es",
            "it", "nl", "se", "id", "in", "br", "ca", "au", "sg", "hk", "tw", "ly", "gg", "so", "be", "sh", "md", "tv",
            "cc", "license", "science", "page", "link", "gl");

using Entity = std::pair<std::string_view, uint32_t>;
constexpr Entity kEntityList[] = {{"nbsp", 0xA0},
                                  {"quot", '"'},
                                  {"amp", '&'},
                                  {"lt", '<'},
                                  {"gt", '>'},
                                  {"apos", '\''},
                                  {"copy", 0xA9},
                                  {"reg", 0xAE},
                                  {"trade", 0x2122},
                                  {"sect", 0xA7},
                                  {"para", 0xB6},
                                  {"middot", 0xB7},
                                  {"bull", 0x2022},
                                  {"hellip", 0x2026},
                                  {"ndash", 0x2013},
                                  {"mdash", 0x2014},
                                  {"lsquo", 0x2018},
                                  {"rsquo", 0x2019},
                                  {"sbquo", 0x201A},
                                  {"ldquo", 0x201C},
                                  {"rdquo", 0x201D},
                                  {"bdquo", 0x201E},
                                  {"laquo", 0xAB},
                                  {"raquo", 0xBB},
                                  {"lsaquo", 0x2039},
                                  {"rsaquo", 0x203A},
                                  {"shy", 0xAD},
                                  {"ensp", 0x2002},
                                  {"emsp", 0x2003},
                                  {"thinsp", 0x2009},
                                  {"zwj", 0x200D},
                                  {"zwnj", 0x200C},
                                  {"lrm", 0x200E},
                                  {"rlm", 0x200F},
                                  {"hyphen", 0x2010},
                                  {"dash", 0x2010},
                                  {"euro", 0x20AC},
                                  {"pound", 0xA3},
                                  {"yen", 0xA5},
                                  {"cent", 0xA2},
                                  {"deg", 0xB0},
                                  {"plusmn", 0xB1},
                                  {"times", 0xD7},
                                  {"divide", 0xF7},
                                  {"frac12", 0xBD},
                                  {"frac14", 0xBC},
                                  {"frac34", 0xBE},
                                  {"ordm", 0xBA},
                                  {"ordf", 0xAA},
                                  {"iquest", 0xBF},
                                  {"iexcl", 0xA1},
                                  {"szlig", 0xDF},
                                  {"agrave", 0xE0},
                                  {"aacute", 0xE1},
                                  {"acirc", 0xE2},
                                  {"atilde", 0xE3},
                                  {"auml", 0xE4},
                                  {"aring", 0xE5},
                                  {"aelig", 0xE6},
                                  {"ccedil", 0xE7},
                                  {"egrave", 0xE8},
                                  {"eacute", 0xE9},
                                  {"ecirc", 0xEA},
                                  {"euml", 0xEB},
                                  {"igrave", 0xEC},
                                  {"iacute", 0xED},
                                  {"icirc", 0xEE},
                                  {"iuml", 0xEF},
                                  {"ntilde", 0xF1},
                                  {"ograve", 0xF2},
                                  {"oacute", 0xF3},
                                  {"ocirc", 0xF4},
                                  {"otilde", 0xF5},
                                  {"ouml", 0xF6},
                                  {"oslash", 0xF8},
                                  {"ugrave", 0xF9},
                                  {"uacute", 0xFA},
                                  {"ucirc", 0xFB},
                                  {"uuml", 0xFC},
                                  {"yacute", 0xFD},
                                  {"yuml", 0xFF},
                                  {"Agrave", 0xC0},
                                  {"Aacute", 0xC1},
                                  {"Acirc", 0xC2},
                                  {"Atilde", 0xC3},
                                  {"Auml", 0xC4},
                                  {"Aring", 0xC5},
                                  {"AElig", 0xC6},
                                  {"Ccedil", 0xC7},
                                  {"Egrave", 0xC8},
                                  {"Eacute", 0xC9},
                                  {"Ecirc", 0xCA},
                                  {"Euml", 0xCB},
                                  {"Igrave", 0xCC},
                                  {"Iacute", 0xCD},
                                  {"Icirc", 0xCE},
                                  {"Iuml", 0xCF},
                                  {"Ntilde", 0xD1},
                                  {"Ograve", 0xD2},
                                  {"Oacute", 0xD3},
                                  {"Ocirc", 0xD4},
                                  {"Otilde", 0xD5},
                                  {"Ouml", 0xD6},
                                  {"Oslash", 0xD8},
                                  {"Ugrave", 0xD9},
                                  {"Uacute", 0xDA},
                                  {"Ucirc", 0xDB},
                                  {"Uuml", 0xDC},
                                  {"Yacute", 0xDD},
                                  {"oelig", 0x153},
                                  {"OElig", 0x152},
                                  {"scaron", 0x161},
                                  {"Scaron", 0x160},
                                  {"ge", 0x2265},
                                  {"le", 0x2264},
                                  {"ne", 0x2260},
                                  {"rarr", 0x2192},
                                  {"larr", 0x2190},
                                  {"lowbar", '_'},
                                  {"ast", '*'},
                                  {"num", '#'},
                                  {"percnt", '%'},
                                  {"dollar", '$'},
                                  {"lpar", '('},
                                  {"rpar", ')'},
                                  {"comma", ','},
                                  {"period", '.'},
                                  {"colon", ':'},
                                  {"semi", ';'},
                                  {"sol", '/'},
                                  {"excl", '!'},
                                  {"quest", '?'},
                                  {"lbrack", '['},
                                  {"rbrack", ']'},
                                  {"NewLine", '\n'},
                                  {"Tab", '\t'},
                                  {"ZeroWidthSpace", 0x200B}};
constexpr auto kEntities = MakeMap(kEntityList);

using Tag = std::pair<std::string_view, TagKind>;
constexpr Tag kTagList[] = {{"a", TagKind::kInline},
                            {"abbr", TagKind::kInline},
                            {"acronym", TagKind::kInline},
                            {"b", TagKind::kBold},
                            {"strong", TagKind::kBold},
                            {"bdi", TagKind::kInline},
                            {"bdo", TagKind::kInline},
                            {"big", TagKind::kInline},
                            {"center", TagKind::kBlock},
                            {"cite", TagKind::kInline},
                            {"code", TagKind::kInline},
                            {"del", TagKind::kInline},
                            {"dfn", TagKind::kInline},
                            {"em", TagKind::kInline},
                            {"font", TagKind::kInline},
                            {"i", TagKind::kInline},
                            {"ins", TagKind::kInline},
                            {"kbd", TagKind::kInline},
                            {"label", TagKind::kInline},
                            {"mark", TagKind::kInline},
                            {"q", TagKind::kInline},
                            {"s", TagKind::kInline},
                            {"samp", TagKind::kInline},
                            {"small", TagKind::kInline},
                            {"span", TagKind::kInline},
                            {"strike", TagKind::kInline},
                            {"sub", TagKind::kInline},
                            {"sup", TagKind::kInline},
                            {"time", TagKind::kInline},
                            {"tt", TagKind::kInline},
                            {"u", TagKind::kInline},
                            {"var", TagKind::kInline},
                            {"wbr", TagKind::kInline},
                            {"br", TagKind::kLineBreak},
                            {"p", TagKind::kBlock},
                            {"div", TagKind::kBlock},
                            {"section", TagKind::kBlock},
                            {"article", TagKind::kBlock},
                            {"header", TagKind::kBlock},
                            {"footer", TagKind::kBlock},
                            {"main", TagKind::kBlock},
                            {"nav", TagKind::kBlock},
                            {"aside", TagKind::kBlock},
                            {"blockquote", TagKind::kBlock},
                            {"pre", TagKind::kBlock},
                            {"hr", TagKind::kBlock},
                            {"ul", TagKind::kBlock},
                            {"ol", TagKind::kBlock},
                            {"dl", TagKind::kBlock},
                            {"dt", TagKind::kBlock},
                            {"dd", TagKind::kBlock},
                            {"table", TagKind::kBlock},
                            {"thead", TagKind::kBlock},
                            {"tbody", TagKind::kBlock},
                            {"tfoot", TagKind::kBlock},
                            {"tr", TagKind::kBlock},
                            {"caption", TagKind::kBlock},
                            {"colgroup", TagKind::kBlock},
                            {"col", TagKind::kInline},
                            {"td", TagKind::kCell},
                            {"th", TagKind::kCell},
                            {"figure", TagKind::kBlock},
                            {"figcaption", TagKind::kBlock},
                            {"form", TagKind::kBlock},
                            {"fieldset", TagKind::kBlock},
                            {"legend", TagKind::kBlock},
                            {"details", TagKind::kBlock},
                            {"summary", TagKind::kBlock},
                            {"html", TagKind::kBlock},
                            {"head", TagKind::kBlock},
                            {"body", TagKind::kBlock},
                            {"title", TagKind::kBlock},
                            {"meta", TagKind::kBlock},
                            {"link", TagKind::kBlock},
                            {"base", TagKind::kBlock},
                            {"img", TagKind::kLineBreak},
                            {"picture", TagKind::kInline},
                            {"svg", TagKind::kInline},
                            {"path", TagKind::kInline},
                            {"input", TagKind::kInline},
                            {"button", TagKind::kInline},
                            {"select", TagKind::kInline},
                            {"option", TagKind::kInline},
                            {"textarea", TagKind::kInline},
                            {"iframe", TagKind::kInline},
                            {"video", TagKind::kInline},
                            {"audio", TagKind::kInline},
                            {"source", TagKind::kInline},
                            {"noscript", TagKind::kInline},
                            {"li", TagKind::kItem},
                            {"h1", TagKind::kHeading},
                            {"h2", TagKind::kHeading},
                            {"h3", TagKind::kHeading},
                            {"h4", TagKind::kHeading},
                            {"h5", TagKind::kHeading},
                            {"h6", TagKind::kHeading},
                            {"script", TagKind::kSkipContent},
                            {"style", TagKind::kSkipContent}};
constexpr auto kTags = MakeMap(kTagList);

// Look-alikes by code point, both cases where both look the part.
struct Pair32 {
  uint32_t from;
  char to;
};
constexpr Pair32 kLookalikes[] = {
    // Greek
    {0x391, 'a'},
    {0x392, 'b'},
    {0x395, 'e'},
    {0x396, 'z'},
    {0x397, 'h'},
    {0x399, 'i'},
    {0x39A, 'k'},
    {0x39C, 'm'},
    {0x39D, 'n'},
    {0x39F, 'o'},
    {0x3A1, 'p'},
    {0x3A4, 't'},
    {0x3A5, 'y'},
    {0x3A7, 'x'},
    {0x3B1, 'a'},
    {0x3B5, 'e'},
    {0x3B9, 'i'},
    {0x3BA, 'k'},
    {0x3BD, 'v'},
    {0x3BF, 'o'},
    {0x3C1, 'p'},
    {0x3C4, 't'},
    {0x3C5, 'u'},
    {0x3C7, 'x'},
    {0x3F2, 'c'},
    {0x3F3, 'j'},
    {0x3F9, 'c'},
    // Cyrillic
    {0x405, 's'},
    {0x406, 'i'},
    {0x408, 'j'},
    {0x410, 'a'},
    {0x412, 'b'},
    {0x415, 'e'},
    {0x41A, 'k'},
    {0x41C, 'm'},
    {0x41D, 'h'},
    {0x41E, 'o'},
    {0x420, 'p'},
    {0x421, 'c'},
    {0x422, 't'},
    {0x423, 'y'},
    {0x425, 'x'},
    {0x430, 'a'},
    {0x432, 'b'},
    {0x435, 'e'},
    {0x43A, 'k'},
    {0x43C, 'm'},
    {0x43D, 'h'},
    {0x43E, 'o'},
    {0x440, 'p'},
    {0x441, 'c'},
    {0x442, 't'},
    {0x443, 'y'},
    {0x445, 'x'},
    {0x455, 's'},
    {0x456, 'i'},
    {0x458, 'j'},
    {0x475, 'v'},
    {0x4AE, 'y'},
    {0x4AF, 'y'},
    {0x4BA, 'h'},
    {0x4BB, 'h'},
    {0x4C0, 'i'},
    {0x4CF, 'l'},
    {0x501, 'd'},
    {0x51B, 'q'},
    {0x51C, 'w'},
    {0x51D, 'w'},
    // Armenian
    {0x555, 'o'},
    {0x561, 'w'},
    {0x566, 'q'},
    {0x56C, 'l'},
    {0x570, 'h'},
    {0x578, 'n'},
    {0x57D, 'u'},
    {0x581, 'g'},
    {0x585, 'o'},
    // Cherokee
    {0x13A0, 'd'},
    {0x13A1, 'r'},
    {0x13A2, 't'},
    {0x13A5, 'i'},
    {0x13A9, 'y'},
    {0x13AA, 'a'},
    {0x13AB, 'j'},
    {0x13AC, 'e'},
    {0x13B3, 'w'},
    {0x13B7, 'm'},
    {0x13BB, 'h'},
    {0x13C0, 'g'},
    {0x13C2, 'h'},
    {0x13C3, 'z'},
    {0x13CF, 'b'},
    {0x13D2, 'r'},
    {0x13D4, 'w'},
    {0x13D5, 's'},
    {0x13D9, 'v'},
    {0x13DA, 's'},
    {0x13DE, 'l'},
    {0x13DF, 'c'},
    {0x13E2, 'p'},
    {0x13E6, 'k'},
    {0x13F3, 'g'},
    {0x13F4, 'b'},
    // Latin letters that pass for others: dotless i, small capitals, IPA forms
    {0x131, 'i'},
    {0x251, 'a'},
    {0x261, 'g'},
    {0x262, 'g'},
    {0x269, 'i'},
    {0x26A, 'i'},
    {0x274, 'n'},
    {0x280, 'r'},
    {0x28F, 'y'},
    {0x1D00, 'a'},
    {0x1D04, 'c'},
    {0x1D05, 'd'},
    {0x1D07, 'e'},
    {0x1D0A, 'j'},
    {0x1D0B, 'k'},
    {0x1D0D, 'm'},
    {0x1D0F, 'o'},
    {0x1D18, 'p'},
    {0x1D1B, 't'},
    {0x1D1C, 'u'},
    {0x1D20, 'v'},
    {0x1D21, 'w'},
    {0x1D22, 'z'}};

// Contractions that are not regular. Key: head, apostrophe, tail.
using Contraction = std::pair<std::string_view, std::string_view>;
constexpr Contraction kContractionList[] = {{"can't", "can not"},
                                            {"won't", "will not"},
                                            {"shan't", "shall not"},
                                            {"ain't", "is not"},
                                            {"it's", "it is"},
                                            {"that's", "that is"},
                                            {"there's", "there is"},
                                            {"here's", "here is"},
                                            {"he's", "he is"},
                                            {"she's", "she is"},
                                            {"what's", "what is"},
                                            {"who's", "who is"},
                                            {"where's", "where is"},
                                            {"how's", "how is"},
                                            {"let's", "let us"},
                                            {"i'm", "i am"},
                                            {"isn't", "is not"},
                                            {"aren't", "are not"},
                                            {"wasn't", "was not"},
                                            {"weren't", "were not"},
                                            {"don't", "do not"},
                                            {"doesn't", "does not"},
                                            {"didn't", "did not"},
                                            {"hasn't", "has not"},
                                            {"haven't", "have not"},
                                            {"hadn't", "had not"},
                                            {"shouldn't", "should not"},
                                            {"wouldn't", "would not"},
                                            {"couldn't", "could not"},
                                            {"mustn't", "must not"},
                                            {"mayn't", "may not"},
                                            {"mightn't", "might not"},
                                            {"needn't", "need not"},
                                            {"oughtn't", "ought not"},
                                            {"daren't", "dare not"},
                                            {"you're", "you are"},
                                            {"we're", "we are"},
                                            {"they're", "they are"},
                                            {"who're", "who are"},
                                            {"you've", "you have"},
                                            {"we've", "we have"},
                                            {"they've", "they have"},
                                            {"i've", "i have"},
                                            {"who've", "who have"},
                                            {"should've", "should have"},
                                            {"would've", "would have"},
                                            {"could've", "could have"},
                                            {"must've", "must have"},
                                            {"you'll", "you will"},
                                            {"we'll", "we will"},
                                            {"they'll", "they will"},
                                            {"i'll", "i will"},
                                            {"it'll", "it will"},
                                            {"he'll", "he will"},
                                            {"she'll", "she will"},
                                            {"that'll", "that will"},
                                            {"there'll", "there will"},
                                            {"you'd", "you would"},
                                            {"we'd", "we would"},
                                            {"they'd", "they would"},
                                            {"i'd", "i would"},
                                            {"he'd", "he would"},
                                            {"she'd", "she would"},
                                            {"it'd", "it would"}};
constexpr auto kContractions = MakeMap(kContractionList);

}  // namespace

std::string_view Expanded(std::string_view head, std::string_view tail) {
  char key[16];
  if (head.empty() || tail.empty() || head.size() + tail.size() + 1 > sizeof key) return {};
  std::copy(head.begin(), head.end(), key);
  key[head.size()] = '\'';
  std::copy(tail.begin(), tail.end(), key + head.size() + 1);
  return kContractions.Get(std::string_view(key, head.size() + 1 + tail.size()), {});
}

bool JoinsAcrossHyphen(std::string_view first, std::string_view second) {
  if (kJoining.Has(first)) return true;
  return first == "e" && (second == "mail" || second == "mails" || second == "mailed" || second == "mailing");
}

bool SplitsAtLineEnd(std::string_view first, std::string_view second) {
  return kFirstParts.Has(first) || kSecondParts.Has(second);
}

bool IsAbbreviation(std::string_view word) { return kAbbreviations.Has(word); }
bool IsNumberWord(std::string_view word) { return kNumberWords.Has(word); }
bool TakesReference(std::string_view word) { return kReferenceWords.Has(word); }
bool TakesNumber(std::string_view word) { return kNumberTakers.Has(word) || kReferenceWords.Has(word); }
bool IsSectionWord(std::string_view word) { return kSectionWords.Has(word); }
bool IsAttachmentWord(std::string_view word) { return kAttachmentWords.Has(word); }
bool IsTopLevelDomain(std::string_view label, bool bare) {
  return kBareDomains.Has(label) || (!bare && kPathDomains.Has(label));
}

uint32_t Lookalike(uint32_t cp) {
  const Pair32* const end = std::end(kLookalikes);
  const Pair32* it = std::find_if(std::begin(kLookalikes), end, [cp](const Pair32& p) { return p.from == cp; });
  return it == end ? 0 : static_cast<uint32_t>(it->to);
}

uint32_t EntityCodePoint(std::string_view name) { return kEntities.Get(name, 0); }

TagKind KindOfTag(std::string_view name) { return kTags.Get(name, TagKind::kUnknown); }

}  // namespace caveat::text
