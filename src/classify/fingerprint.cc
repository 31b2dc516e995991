#include "classify/fingerprint.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#define XXH_STATIC_LINKING_ONLY
#include "classify/letters.h"
#include "xxhash.h"

namespace caveat::classify {
namespace {

// Eight bytes of `s` from `i`, zero where it is shorter.
uint64_t Load(std::string_view s, size_t i) {
  uint64_t v = 0;
  std::memcpy(&v, s.data() + i, std::min<size_t>(s.size() - i, 8));
  return v;
}

uint8_t Mix(uint64_t head, uint64_t tail, size_t size) {
  uint64_t v = head * 0x9E3779B97F4A7C15u ^ (tail + size) * 0xC2B2AE3D27D4EB4Fu;
  v ^= v >> 32;
  v *= 0xD6E8FEB86659FD93u;
  return static_cast<uint8_t>(v >> 56);
}

// The table of Words hashed alike; sorted.
constexpr std::string_view kOperative[] = {
    "academic",
    "accept",
    "ask",
    "barred",
    "lose",
    "loses",
    "owe",
    "owes",
    "refused",
    "stay",
    "were",
    "was",
    "am",
    "against",
    "agree",
    "all",
    "allow",
    "allowed",
    "alone",
    "any",
    "anyone",
    "apply",
    "are",
    "authorized",
    "ban",
    "banned",
    "be",
    "but",
    "can",
    "cannot",
    "charge",
    "commercial",
    "condition",
    "conditions",
    "consent",
    "copies",
    "copy",
    "deny",
    "display",
    "distribute",
    "distribution",
    "do",
    "does",
    "each",
    "either",
    "entity",
    "every",
    "except",
    "excluded",
    "excluding",
    "fee",
    "fees",
    "forbid",
    "forbidden",
    "forbids",
    "free",
    "from",
    "grant",
    "granted",
    "grants",
    "has",
    "have",
    "if",
    "is",
    "license",
    "licensed",
    "licenses",
    "licensing",
    "limited",
    "may",
    "military",
    "modify",
    "must",
    "need",
    "needed",
    "needs",
    "never",
    "no",
    "noncommercial",
    "none",
    "not",
    "notice",
    "obtain",
    "only",
    "pay",
    "permission",
    "permissions",
    "permit",
    "permitted",
    "prohibit",
    "prohibited",
    "prohibits",
    "provided",
    "purpose",
    "purposes",
    "redistribute",
    "redistribution",
    "refrain",
    "remove",
    "request",
    "require",
    "required",
    "requires",
    "research",
    "restrict",
    "restricted",
    "restriction",
    "revenue",
    "royalty",
    "sell",
    "shall",
    "should",
    "solely",
    "sublicense",
    "subject",
    "term",
    "terms",
    "training",
    "train",
    "unless",
    "use",
    "used",
    "users",
    "using",
    "unlawful",
    "void",
    "warranty",
    "will",
    "within",
    "without",
    "you",
    "your",
};

// Words that stand in and between names; of placeholders too.
constexpr std::string_view kConnectors[] = {
    "and",       "author",       "authors",     "by",      "c",      "company", "contributors",
    "copyright", "corp",         "corporation", "de",      "dates",  "email",   "et",
    "first",     "for",          "full",        "gmbh",    "group",  "holder",  "holders",
    "inc",       "insert",       "its",         "llc",     "ltd",    "name",    "of",
    "or",        "organization", "other",       "owner",   "owners", "pdp",     "program",
    "project",   "regents",      "present",     "s",       "team",   "the",     "to",
    "und",       "university",   "van",         "various", "von",    "year",    "years",
    "yyyy",
};

// What follows "copyright" in prose.
constexpr std::string_view kNoHolder[] = {
    "act", "and", "disclaimer", "holder", "holders",    "in",    "infringement", "interest",  "law", "laws",
    "of",  "or",  "owner",      "owners", "protection", "right", "rights",       "statement", "the"};

// Han characters that can make a term.
constexpr std::string_view kHanOperative[] = {"不", "禁", "得", "须", "须", "應", "应", "仅",
                                              "限", "可", "許", "许", "未", "需", "费"};

bool IsYear(std::string_view word) {
  return word.size() == 4 && (word.starts_with("19") || word.starts_with("20")) && word[2] >= '0' && word[2] <= '9' &&
         word[3] >= '0' && word[3] <= '9';
}

constexpr uint32_t kMaxCopyright = 24;  // words of a copyright line
constexpr uint32_t kMaxLower = 4;       // of them those that look like no name

// The end of the copyright line whose words after "copyright" begin at `begin`. One that runs into a term is cut where
// its last line or sentence begins, or after the years: names and the subject of a sentence look alike.
uint32_t CopyrightEnd(const text::Words& words, uint32_t begin) {
  uint32_t lower = 0, i = begin, cut = begin;
  const uint32_t last = std::min(words.size(), begin + kMaxCopyright);
  for (; i < last; ++i) {
    const uint16_t marks = words.marks(i);
    const std::string_view word = words[i];
    if (word == "all" && i + 2 < words.size() && words[i + 1] == "rights" && words[i + 2] == "reserved") return i + 3;
    if (marks & (text::kParagraph | text::kItem)) return i;
    // "Inc." and "J. Doe" end no sentence; what follows them in a name is no term.
    if ((marks & text::kSentence) && !(marks & text::kCapital)) return i;
    if ((marks & text::kSentence) && words[i - 1].size() > 4 && !IsYear(words[i - 1])) return i;
    const bool name = IsNameLike(words, i);
    if ((marks & text::kLine) && !name) return i;
    if (marks & (text::kLine | text::kSentence)) {
      cut = i;
    } else if (cut == i && (IsYear(word) || word == "c")) {
      cut = i + 1;
    }
    if (IsOperative(word) || (!name && ++lower > kMaxLower)) return cut;
  }
  return i < words.size() && !(words.marks(i) & (text::kLine | text::kSentence)) ? cut : i;
}

char HexDigit(uint64_t v) { return "0123456789abcdef"[v & 15]; }

std::string Hex(const Hash128& hash) {
  std::string out;
  for (const uint64_t half : hash) {
    for (int shift = 60; shift >= 0; shift -= 4) out += HexDigit(half >> shift);
  }
  return out;
}

bool ParseHex(std::string_view s, Hash128* hash) {
  if (s.size() != 32) return false;
  for (size_t k = 0; k < 2; ++k) {
    const std::string_view half = s.substr(16 * k, 16);
    const auto [end, error] = std::from_chars(half.data(), half.data() + 16, (*hash)[k], 16);
    if (error != std::errc() || end != half.data() + 16) return false;
  }
  return true;
}

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr size_t kLineBytes = 72;  // bytes of a `words` line: 96 characters

std::string Base64(std::string_view bytes) {
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t v = 0;
    for (size_t k = 0; k < 3; ++k) v = v << 8 | (i + k < bytes.size() ? static_cast<uint8_t>(bytes[i + k]) : 0);
    for (size_t k = 0; k < 4; ++k) out += i + k <= bytes.size() ? kBase64[v >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

bool ParseBase64(std::string_view s, std::string* out) {
  if (s.size() % 4 != 0) return false;
  for (size_t i = 0; i < s.size(); i += 4) {
    uint32_t v = 0, pads = 0;
    for (size_t k = 0; k < 4; ++k) {
      const size_t digit = kBase64.find(s[i + k]);
      if (s[i + k] == '=' && i + 4 == s.size() && k >= 2) {
        ++pads;
        v <<= 6;
      } else if (digit == std::string_view::npos || pads > 0) {
        return false;
      } else {
        v = v << 6 | static_cast<uint32_t>(digit);
      }
    }
    for (size_t k = 0; k < 3 - pads; ++k) *out += static_cast<char>(v >> (16 - 8 * k) & 255);
  }
  return true;
}

std::vector<std::string_view> Fields(std::string_view line) {
  std::vector<std::string_view> out;
  for (size_t i = 0; i < line.size();) {
    const size_t begin = line.find_first_not_of(" \t\r", i);
    if (begin == std::string_view::npos) break;
    i = std::min(line.find_first_of(" \t\r", begin), line.size());
    out.push_back(line.substr(begin, i - begin));
  }
  return out;
}

bool ParseNumber(std::string_view s, uint32_t* number) {
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), *number);
  return error == std::errc() && end == s.data() + s.size();
}

std::string_view NormalUrl(std::string_view url) {
  for (const std::string_view head : {"https://", "http://", "www."}) {
    if (url.starts_with(head)) url.remove_prefix(head.size());
  }
  while (url.size() > 1 && url.back() == '/') url.remove_suffix(1);
  return url;
}

}  // namespace

void HashWords(const text::Words& words, std::vector<uint8_t>* hashes) {
  const uint32_t n = words.size();
  hashes->resize(n);
  const size_t readable = words.text().size();
  for (uint32_t i = 0; i < n; ++i) {
    const std::string_view word = words.marks(i) & text::kUrl ? NormalUrl(words[i]) : words[i];
    const auto at = static_cast<size_t>(word.data() - words.text().data());
    uint64_t head = 0, tail = 0;
    if (at + 8 <= readable) {  // all words but the last
      std::memcpy(&head, word.data(), 8);
      if (word.size() < 8) head &= (uint64_t{1} << (8 * word.size())) - 1;
    } else {
      head = Load(word, 0);
    }
    if (word.size() > 8) std::memcpy(&tail, word.data() + word.size() - 8, 8);
    (*hashes)[i] = Mix(head, tail, word.size());
  }
}

bool IsOperative(std::string_view word) {
  return static_cast<uint8_t>(word.empty() ? 0 : word[0]) < 0x80 ? In(kOperative, word) : In(kHanOperative, word);
}

bool IsNameLike(const text::Words& words, uint32_t i) {
  const std::string_view word = words[i];
  if (words.marks(i) & (text::kCapital | text::kUrl)) return true;
  const auto first = static_cast<uint8_t>(word[0]);
  return first >= 0x80 || (first >= '0' && first <= '9') || word.size() == 1 || In(kConnectors, word);
}

void MaskCopyright(const text::Words& words, std::vector<uint8_t>* mask) {
  const uint32_t n = words.size();
  mask->assign(n, 0);
  for (uint32_t i = 0; i < n; ++i) {
    if (words[i].size() != 9 || words[i] != "copyright") continue;
    // A year must follow (the folded text has no "(c)"), or at the start of a line a name: else the sentence is about
    // copyright.
    uint32_t next = i + 1;
    while (next < n && next < i + 4 && (words[next] == "c" || words[next] == "copyright" || words[next] == "by"))
      ++next;
    if (next >= n) continue;
    const bool start = (words.marks(i) & (text::kParagraph | text::kItem | text::kSentence)) != 0 ||
                       ((words.marks(i) & text::kLine) != 0 && i > 0 && (*mask)[i - 1] != 0);
    const bool name =
        (words.marks(next) & text::kCapital) != 0 && !IsOperative(words[next]) && !In(kNoHolder, words[next]);
    const bool line = IsYear(words[next]) || words[next] == "year" || words[next] == "yyyy" || (start && name);
    if (!line) continue;
    const uint32_t end = CopyrightEnd(words, i + 1);
    std::fill(mask->begin() + i, mask->begin() + end, uint8_t{1});
    i = end - 1;
  }
}

SegmentHasher::SegmentHasher() : state_(XXH3_createState()) { Reset(); }
SegmentHasher::~SegmentHasher() { XXH3_freeState(static_cast<XXH3_state_t*>(state_)); }
void SegmentHasher::Reset() { XXH3_128bits_reset(static_cast<XXH3_state_t*>(state_)); }
void SegmentHasher::Add(const text::Words& words, uint32_t begin, uint32_t end) {
  auto* state = static_cast<XXH3_state_t*>(state_);
  const auto flush = [&](uint32_t to) {
    if (to == begin) return;
    const uint32_t from = words.at(begin);
    const uint32_t stop = to < words.size() ? words.at(to) : static_cast<uint32_t>(words.text().size());
    XXH3_128bits_update(state, words.text().data() + from, stop - from);
  };
  for (uint32_t i = begin; i < end; ++i) {
    if (!(words.marks(i) & text::kUrl)) continue;
    flush(i);
    const std::string_view url = NormalUrl(words[i]);
    XXH3_128bits_update(state, url.data(), url.size());
    XXH3_128bits_update(state, " ", 1);
    begin = i + 1;
  }
  flush(end);
}
Hash128 SegmentHasher::Take() const {
  const XXH128_hash_t h = XXH3_128bits_digest(static_cast<const XXH3_state_t*>(state_));
  return {h.high64, h.low64};
}

TextShape ShapeOf(const text::Words& words, std::string_view title) {
  constexpr uint32_t kMaxTitle = 16, kMaxHolder = 14;
  constexpr std::string_view kTitle[] = {"the",     "license", "agreement", "version", "public",
                                         "general", "terms",   "of",        "v"};
  TextShape shape;
  const uint32_t n = words.size();
  const auto is = [&](uint32_t i, std::initializer_list<std::string_view> phrase) {
    for (const std::string_view word : phrase) {
      if (i >= n || words[i++] != word) return false;
    }
    return true;
  };
  const auto in_title = [&](std::string_view word) {
    if (In(kTitle, word)) return true;
    for (size_t i = 0; i + word.size() <= title.size(); ++i) {
      if (EqualIgnoringCase(title.substr(i, word.size()), word)) return true;
    }
    return false;
  };
  uint32_t head = 0;
  while (head < n && head <= kMaxTitle && in_title(words[head]) &&
         (head == 0 || !(words.marks(head) & text::kParagraph)))
    ++head;
  if (head > 0 && head < n && head <= kMaxTitle && (words.marks(head) & text::kParagraph))
    shape.optional.push_back({0, head});
  for (uint32_t i = n; i-- > head;) {
    if (is(i, {"end", "of", "terms", "and", "conditions"}) || is(i, {"end", "of", "license"})) {
      const uint32_t end = i + (words[i + 2] == "terms" ? 5 : 3);
      if (end < n && end * 2 > n) shape.optional.push_back({end, n});
      break;
    }
  }
  const auto holder = [&](uint32_t begin, std::initializer_list<std::initializer_list<std::string_view>> ends) {
    for (uint32_t i = begin; i < std::min(n, begin + kMaxHolder); ++i) {
      for (const auto& end : ends) {
        if (!is(i, end)) continue;
        if (i > begin) shape.replaceable.push_back({begin, i});
        return;
      }
    }
  };
  bool bsd = false;
  for (uint32_t i = 0; i < n && !bsd; ++i)
    bsd = words[i] == "redistribution" && is(i, {"redistribution", "and", "use", "in", "source", "and", "binary"});
  for (uint32_t i = 0; bsd && i < n; ++i) {
    if (is(i, {"neither", "the", "name", "of"})) holder(i + 4, {{"nor"}});
    if (is(i, {"neither", "the", "names", "of"})) holder(i + 4, {{"nor"}});
    if (is(i, {"software", "is", "provided", "by"}))
      holder(i + 4, {{"and", "contributors"}, {"as", "is"}, {"and", "any"}});
    if (is(i, {"event", "shall"})) holder(i + 2, {{"or", "contributors"}, {"be", "liable"}});
  }
  return shape;
}

Fingerprint MakeFingerprint(const text::Words& words, const TextShape& shape) {
  constexpr uint32_t kMaxName = 12;
  Fingerprint out;
  out.whole = words.hash();
  const uint32_t n = words.size();
  std::vector<uint8_t> hashes, mask;
  HashWords(words, &hashes);
  MaskCopyright(words, &mask);
  std::vector<uint32_t> most(n + 1, 0);  // of the slot whose replaced words begin here
  for (uint32_t i = 0; i < n; ++i) {
    if (mask[i] != 0) most[i] = kMaxCopyright;
  }
  for (const TextShape::Range& r : shape.replaceable) {
    for (uint32_t i = r.begin; i < std::min(r.end, n); ++i) {
      mask[i] = 1;
      most[i] = std::max(most[i], kMaxName);
    }
  }
  SegmentHasher hasher;
  size_t range = 0;
  bool optional = false;
  const auto close = [&] {
    const auto end = static_cast<uint32_t>(out.words.size());
    if (end > (out.segments.empty() ? 0 : out.segments.back().end))
      out.segments.push_back({end, optional, hasher.Take()});
    hasher.Reset();
  };
  for (uint32_t i = 0; i < n; ++i) {
    while (range < shape.optional.size() && i >= shape.optional[range].end) ++range;
    const bool now = range < shape.optional.size() && i >= shape.optional[range].begin;
    if (now != optional) {
      close();
      optional = now;
    }
    if (mask[i] != 0) {
      const auto at = static_cast<uint32_t>(out.words.size());
      if (out.slots.empty() || out.slots.back().at != at) out.slots.push_back({at, 0});
      out.slots.back().max = std::max(out.slots.back().max, most[i]);
      continue;
    }
    out.words += static_cast<char>(hashes[i]);
    hasher.Add(words, i, i + 1);
  }
  close();
  return out;
}

std::string FormatFingerprint(const Fingerprint& f) {
  std::string out = "text     " + Hex(f.whole) + "\n";
  for (const Segment& s : f.segments)
    out += std::string(s.optional ? "  maybe  " : "  fixed  ") + std::to_string(s.end) + " " + Hex(s.hash) + "\n";
  if (!f.slots.empty()) {
    out += "  slots ";
    for (const Slot& s : f.slots) out += " " + std::to_string(s.at) + ":" + std::to_string(s.max);
    out += "\n";
  }
  for (size_t i = 0; i < f.words.size(); i += kLineBytes)
    out += "  words  " + Base64(std::string_view(f.words).substr(i, kLineBytes)) + "\n";
  return out;
}

bool ParseFingerprint(std::string_view lines, Fingerprint* f, std::string* error) {
  *f = Fingerprint();
  const auto fail = [&](std::string_view what, std::string_view line) {
    *error = std::string(what) + ": " + std::string(line.substr(0, 60));
    return false;
  };
  bool headed = false;
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    const std::vector<std::string_view> fields = Fields(line);
    if (fields.empty() || fields[0][0] == '#') continue;
    if (fields[0] == "text" && fields.size() == 2 && !headed) {
      headed = true;
      if (!ParseHex(fields[1], &f->whole)) return fail("32 hexadecimal digits are needed", line);
    } else if ((fields[0] == "fixed" || fields[0] == "maybe") && fields.size() == 3) {
      Segment s;
      s.optional = fields[0] == "maybe";
      if (!ParseNumber(fields[1], &s.end) || !ParseHex(fields[2], &s.hash)) return fail("not a segment", line);
      if (s.end <= (f->segments.empty() ? 0 : f->segments.back().end)) return fail("segments must be in order", line);
      f->segments.push_back(s);
    } else if (fields[0] == "slots") {
      for (size_t i = 1; i < fields.size(); ++i) {
        Slot s;
        const size_t colon = fields[i].find(':');
        if (colon == std::string_view::npos || !ParseNumber(fields[i].substr(0, colon), &s.at) ||
            !ParseNumber(fields[i].substr(colon + 1), &s.max))
          return fail("not a slot", fields[i]);
        if (!f->slots.empty() && s.at <= f->slots.back().at) return fail("slots must be in order", line);
        f->slots.push_back(s);
      }
    } else if (fields[0] == "words" && fields.size() == 2) {
      if (!ParseBase64(fields[1], &f->words)) return fail("not base64", line);
    } else {
      return fail("unknown line", line);
    }
  }
  if (!headed) return fail("no text line", "");
  if ((f->segments.empty() ? 0 : f->segments.back().end) != f->words.size())
    return fail("the last segment must end with the words", "");
  if (!f->slots.empty() && f->slots.back().at > f->words.size()) return fail("a slot after the end", "");
  return true;
}

}  // namespace caveat::classify
