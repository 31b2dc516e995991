// File: src/classify/terms.cc
//
// Words of law are counted by kind, not by number: a paragraph that says "license" ten times says one thing, one that
// says license, warranty and redistribute says three.

#include "classify/terms.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <string_view>
#include <vector>

namespace caveat::classify {
namespace {

constexpr uint32_t kFewWords = 80;         // shorter texts are statements, not prose around one
constexpr uint32_t kAround = 50;           // words either side in which words of law speak for a finding
constexpr uint32_t kRun = 150;             // ... in which other clauses do
constexpr uint32_t kFarRun = 400;          // ... in which many other clauses do
constexpr uint32_t kTitle = 12;            // words in which a text says what it is
constexpr uint32_t kDenseWords = 25;       // words of law in a thousand of a text that is terms throughout
constexpr uint32_t kLongestTerms = 40000;  // no licence is longer; a manual is
constexpr int kEnough = 3, kLittle = 2;    // weights of the words around

// Kinds of words of law. Those before kSoft have weight 2, the others occur in ordinary prose too and have weight 1.
enum Kind : uint8_t {
  kNone,
  kLicense,
  kAgreement,
  kCopyright,
  kWarranty,
  kLiability,
  kFormal,
  kRedistribute,
  kCommerce,
  kRoyalty,
  kInfringe,
  kIndemnity,
  kDisclaim,
  kTrademark,
  kSoft,
  kPermit = kSoft,
  kProhibit,
  kTerms,
  kComply,
  kOpen,
  kPurpose
};

struct KindWord {
  std::string_view word;
  Kind kind;
};
constexpr KindWord kKindWords[] = {
    // sorted
    {"agpl", kLicense},
    {"agreement", kAgreement},
    {"agreements", kAgreement},
    {"allowed", kPermit},
    {"attribution", kPurpose},
    {"authorized", kPermit},
    {"commercial", kCommerce},
    {"commercialize", kCommerce},
    {"commercially", kCommerce},
    {"compliance", kComply},
    {"comply", kComply},
    {"complying", kComply},
    {"conditions", kTerms},
    {"contract", kAgreement},
    {"copyleft", kLicense},
    {"copyright", kCopyright},
    {"copyrighted", kCopyright},
    {"copyrights", kCopyright},
    {"disclaim", kDisclaim},
    {"disclaimed", kDisclaim},
    {"disclaimer", kDisclaim},
    {"disclaimers", kDisclaim},
    {"disclaims", kDisclaim},
    {"domain", kNone},
    {"forbidden", kProhibit},
    {"gpl", kLicense},
    {"grant", kPermit},
    {"granted", kPermit},
    {"grants", kPermit},
    {"hereby", kFormal},
    {"herein", kFormal},
    {"hereof", kFormal},
    {"hereunder", kFormal},
    {"indemnification", kIndemnity},
    {"indemnify", kIndemnity},
    {"indemnity", kIndemnity},
    {"infringe", kInfringe},
    {"infringed", kInfringe},
    {"infringement", kInfringe},
    {"infringes", kInfringe},
    {"infringing", kInfringe},
    {"lawful", kComply},
    {"laws", kComply},
    {"lgpl", kLicense},
    {"liabilities", kLiability},
    {"liability", kLiability},
    {"liable", kLiability},
    {"license", kLicense},
    {"licensed", kLicense},
    {"licensee", kLicense},
    {"licensees", kLicense},
    {"licenses", kLicense},
    {"licensing", kLicense},
    {"licensor", kLicense},
    {"licensors", kLicense},
    {"merchantability", kWarranty},
    {"notwithstanding", kFormal},
    {"openrail", kLicense},
    {"permission", kPermit},
    {"permits", kPermit},
    {"permitted", kPermit},
    {"prohibited", kProhibit},
    {"prohibits", kProhibit},
    {"provisions", kTerms},
    {"purpose", kPurpose},
    {"purposes", kPurpose},
    {"pursuant", kFormal},
    {"redistribute", kRedistribute},
    {"redistributed", kRedistribute},
    {"redistributing", kRedistribute},
    {"redistribution", kRedistribute},
    {"redistributions", kRedistribute},
    {"relicense", kLicense},
    {"restrictions", kProhibit},
    {"royalties", kRoyalty},
    {"royalty", kRoyalty},
    {"sublicense", kLicense},
    {"terms", kTerms},
    {"thereof", kFormal},
    {"trademark", kTrademark},
    {"trademarks", kTrademark},
    {"warranties", kWarranty},
    {"warranty", kWarranty},
};
static_assert(std::is_sorted(std::begin(kKindWords), std::end(kKindWords),
                             [](const KindWord& a, const KindWord& b) { return a.word < b.word; }));

// By first letter: where its words begin in kKindWords, and which lengths they have. Most words are ruled out by it.
struct KindIndex {
  uint32_t lengths[26] = {};
  uint8_t first[27] = {};
};
constexpr KindIndex MakeKindIndex() {
  KindIndex index;
  for (const KindWord& entry : kKindWords) {
    const auto letter = static_cast<size_t>(entry.word[0] - 'a');
    index.lengths[letter] |= uint32_t{1} << entry.word.size();
    ++index.first[letter + 1];
  }
  for (size_t i = 0; i < 26; ++i) index.first[i + 1] = static_cast<uint8_t>(index.first[i + 1] + index.first[i]);
  return index;
}
constexpr KindIndex kKindIndex = MakeKindIndex();

Kind KindOf(std::string_view word) {
  const auto letter = static_cast<size_t>(static_cast<unsigned char>(word[0])) - 'a';
  if (letter >= 26 || word.size() > 31 || ((kKindIndex.lengths[letter] >> word.size()) & 1) == 0) return kNone;
  for (uint32_t i = kKindIndex.first[letter]; i < kKindIndex.first[letter + 1]; ++i)
    if (kKindWords[i].word[1] == word[1] && kKindWords[i].word == word) return kKindWords[i].kind;
  return kNone;
}

// Chinese words of two characters; a Han character is a word of its own.
Kind KindOfPair(std::string_view first, std::string_view second) {
  struct Pair {
    std::string_view first, second;
    Kind kind;
  };
  static constexpr Pair kPairs[] = {
      {"许", "可", kLicense},   {"授", "权", kPermit},   {"协", "议", kAgreement}, {"版", "权", kCopyright},
      {"商", "用", kCommerce},  {"商", "业", kCommerce}, {"免", "责", kDisclaim},  {"条", "款", kAgreement},
      {"责", "任", kLiability}, {"遵", "守", kComply},   {"法", "律", kComply},    {"禁", "止", kProhibit},
      {"不", "得", kProhibit},  {"开", "源", kOpen},     {"声", "明", kTerms},     {"规", "范", kTerms},
  };
  // The last byte of a character tells most apart.
  static constexpr std::array<bool, 256> kLast = [] {
    std::array<bool, 256> last{};
    for (const Pair& pair : kPairs) last[static_cast<unsigned char>(pair.first.back())] = true;
    return last;
  }();
  if (!kLast[static_cast<unsigned char>(first.back())]) return kNone;
  for (const Pair& pair : kPairs) {
    if (pair.first == first && pair.second == second) return pair.kind;
  }
  return kNone;
}

bool IsAscii(std::string_view word) { return static_cast<unsigned char>(word[0]) < 0x80; }

// Clauses that a text can hardly speak of without meaning them.
bool StandsAlone(ClauseId clause) {
  static const std::array<ClauseId, 3> clauses = {FindClause("restriction.research-only").value_or(0),
                                                  FindClause("restriction.non-commercial").value_or(0),
                                                  FindClause("restriction.no-redistribution").value_or(0)};
  return std::find(clauses.begin(), clauses.end(), clause) != clauses.end();
}

bool AnnouncesTerms(Kind kind, std::string_view word) {
  static constexpr std::string_view kOthers[] = {"policy", "policies", "legal", "eula",
                                                 "notice", "misuse",   "rules", "charter"};
  return (kind != kNone && kind < kSoft) || kind == kProhibit || kind == kTerms ||
         std::find(std::begin(kOthers), std::end(kOthers), word) != std::end(kOthers);
}

class Judge {
 public:
  Judge(const text::Words& words, std::span<const PlacedFinding> findings) : words_(words) {
    Read();
    for (const PlacedFinding& finding : findings) {
      if (finding.confidence != Confidence::kWeak) strong_.push_back(finding);
    }
    std::sort(strong_.begin(), strong_.end(), [](const PlacedFinding& a, const PlacedFinding& b) {
      return a.begin < b.begin || (a.begin == b.begin && a.clause < b.clause);
    });
  }

  // Terms throughout: by its title, or by how it speaks.
  bool TermsThroughout() const {
    if (words_.size() > kLongestTerms) return false;
    return titled_ || uint64_t{law_} * 1000 >= uint64_t{kDenseWords} * words_.size();
  }

  Confidence Grade(const PlacedFinding& finding) const {
    if (finding.confidence == Confidence::kWeak) return finding.confidence;
    const int weight =
        UnderTerms(finding.begin) ? kEnough : Weight(Before(finding.begin, kAround), finding.end + kAround);
    if (weight >= kEnough || Clauses(finding, kFarRun) >= 8) return finding.confidence;
    if (weight > 0 && Clauses(finding, kRun) >= 5) return finding.confidence;
    const bool likely = weight >= kLittle || StandsAlone(finding.clause);
    return likely ? std::max(finding.confidence, Confidence::kLikely) : Confidence::kWeak;
  }

 private:
  struct Heading {
    uint32_t begin;
    uint8_t level;
    bool terms;  // it or one above it announces terms
  };

  static uint32_t Before(uint32_t at, uint32_t by) { return at > by ? at - by : 0; }

  // One pass: the kind of each word, and the headings.
  void Read() {
    const uint32_t n = words_.size();
    kinds_.resize(n);
    bool in_heading = false;
    for (uint32_t i = 0; i < n; ++i) {
      if (i == kTitle && titled_ && n <= kLongestTerms) return;  // TermsThroughout is sure
      Kind kind = kNone;
      const std::string_view word = words_[i];
      if (IsAscii(word)) {
        kind = KindOf(word);
      } else if (i + 1 < n) {
        kind = KindOfPair(word, words_[i + 1]);
      }
      kinds_[i] = kind;
      law_ += kind != kNone && kind < kSoft;
      const bool heading = (words_.marks(i) & text::kHeading) != 0;
      const bool announces = (heading || i < kTitle) && AnnouncesTerms(kind, word);
      if (heading && (!in_heading || (words_.marks(i) & text::kParagraph) != 0)) Open(i, words_.level(i));
      if (heading && announces) headings_.back().terms = true;
      in_heading = heading;
      if (i < kTitle && announces && kind != kProhibit && !first_line_over_) titled_ |= Titles(kind, i);
      if (i > 0 && (words_.marks(i) & (text::kParagraph | text::kSentence)) != 0) first_line_over_ = true;
    }
  }

  // What a text of rules for users is called, after "use" or "usage".
  static bool IsRuleBook(std::string_view word) {
    return word.starts_with("polic") || word == "rules" || word == "charter" || word == "guidelines" ||
           word == "standards";
  }

  // Does the word name the kind of document? "Usage policy" does, "security policy" does not.
  bool Titles(Kind kind, uint32_t i) const {
    if (i + 1 < words_.size() && (words_.marks(i + 1) & text::kColon) != 0) return false;  // "license: mit" of a card
    if (kind == kLicense || kind == kAgreement || kind == kTerms) return true;
    return kind == kNone && i > 0 && IsRuleBook(words_[i]) &&
           (words_[i - 1] == "use" || words_[i - 1] == "usage" || words_[i - 1] == "content");
  }

  void Open(uint32_t begin, uint8_t level) {
    while (!open_.empty() && headings_[open_.back()].level >= level) open_.pop_back();
    headings_.push_back({begin, level, !open_.empty() && headings_[open_.back()].terms});
    open_.push_back(headings_.size() - 1);
  }

  bool UnderTerms(uint32_t word) const {
    const auto next = std::upper_bound(headings_.begin(), headings_.end(), word,
                                       [](uint32_t at, const Heading& heading) { return at < heading.begin; });
    return next != headings_.begin() && (next - 1)->terms;
  }

  int Weight(uint32_t begin, uint32_t end) const {
    uint32_t seen = 0;
    for (uint32_t i = begin; i < std::min(end, words_.size()); ++i) seen |= uint32_t{1} << kinds_[i];
    seen &= ~uint32_t{1};  // kNone
    const auto strong = static_cast<uint32_t>((1u << kSoft) - 1);
    return 2 * static_cast<int>(std::bitset<32>(seen & strong).count()) +
           static_cast<int>(std::bitset<32>(seen & ~strong).count());
  }

  // How many different clauses stand within `reach` words of the finding, itself among them; 8 is many.
  int Clauses(const PlacedFinding& finding, uint32_t reach) const {
    std::array<ClauseId, 8> seen{};
    size_t count = 0;
    const uint32_t least = Before(finding.begin, reach), most = finding.end + reach;
    auto at = std::lower_bound(strong_.begin(), strong_.end(), least,
                               [](const PlacedFinding& f, uint32_t word) { return f.begin < word; });
    for (; at != strong_.end() && at->begin < most && count < seen.size(); ++at) {
      if (std::find(seen.begin(), seen.begin() + count, at->clause) == seen.begin() + count) seen[count++] = at->clause;
    }
    return static_cast<int>(count);
  }

  const text::Words& words_;
  std::vector<uint8_t> kinds_;
  std::vector<Heading> headings_;
  std::vector<size_t> open_;
  std::vector<PlacedFinding> strong_;
  uint32_t law_ = 0;  // words of law of weight 2
  bool titled_ = false, first_line_over_ = false;
};

}  // namespace

void JudgeTerms(const text::Words& words, std::span<PlacedFinding> findings) {
  if (findings.empty() || words.size() < kFewWords) return;
  const Judge judge(words, findings);
  if (judge.TermsThroughout()) return;
  for (PlacedFinding& finding : findings) finding.confidence = judge.Grade(finding);
}

}  // namespace caveat::classify
