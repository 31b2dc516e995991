// Spelling pairs: British to American, "non" words, joined and split compounds. The table is spelled out in full at
// first use, so that a look-up is one hash and folding a folded text finds nothing left to change.

#include <algorithm>
#include <array>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "text/tables.h"

namespace caveat::text {
namespace {

// Whole words, each with the endings that it takes: "licence" with "", "s", "d" ...
struct Pair {
  std::string_view from, to;
};
constexpr Pair kWhole[] = {{"cannot", "can not"},
                           {"whilst", "while"},
                           {"amongst", "among"},
                           {"towards", "toward"},
                           {"learnt", "learned"},
                           {"spelt", "spelled"},
                           {"cheque", "check"},
                           {"cheques", "checks"},
                           {"programme", "program"},
                           {"programmes", "programs"},
                           {"judgement", "judgment"},
                           {"judgements", "judgments"},
                           {"acknowledgement", "acknowledgment"},
                           {"acknowledgements", "acknowledgments"},
                           {"fulfil", "fulfill"},
                           {"fulfils", "fulfills"},
                           {"fulfilment", "fulfillment"},
                           {"enrol", "enroll"},
                           {"enrols", "enrolls"},
                           {"enrolment", "enrollment"},
                           {"instalment", "installment"},
                           {"instalments", "installments"},
                           {"skilful", "skillful"},
                           {"wilful", "willful"},
                           {"wilfully", "willfully"},
                           {"ageing", "aging"},
                           {"grey", "gray"},
                           {"sceptical", "skeptical"},
                           {"defence", "defense"},
                           {"defences", "defenses"},
                           {"offence", "offense"},
                           {"offences", "offenses"},
                           {"pretence", "pretense"},
                           {"artefact", "artifact"},
                           {"artefacts", "artifacts"},
                           {"practise", "practice"},
                           {"practised", "practiced"},
                           {"practises", "practices"},
                           {"practising", "practicing"},
                           {"analyse", "analyze"},
                           {"analysed", "analyzed"},
                           {"analyser", "analyzer"},
                           {"analysers", "analyzers"},
                           {"analysing", "analyzing"},
                           {"catalogue", "catalog"},
                           {"catalogues", "catalogs"},
                           {"dialogue", "dialog"},
                           {"dialogues", "dialogs"},
                           {"storey", "story"},
                           {"ancilliary", "ancillary"},
                           {"sublicencable", "sublicensable"},
                           {"sublicenceable", "sublicensable"},
                           {"sublicenseable", "sublicensable"},
                           {"licenceable", "licensable"},
                           {"licenseable", "licensable"},
                           {"licencable", "licensable"},
                           {"relicence", "relicense"},
                           {"relicenced", "relicensed"},
                           {"relicencing", "relicensing"},
                           {"unlicenced", "unlicensed"},
                           {"licencees", "licensees"},
                           {"licencee", "licensee"},
                           {"sublicencee", "sublicensee"},
                           {"sublicencees", "sublicensees"}};

constexpr std::string_view kLicence[] = {"licence", "sublicence"};
constexpr std::string_view kLicenceEndings[] = {"e", "es", "ed", "er", "ers", "ing", "or", "ors"};

// behaviour, favour: "our" to "or", with what may follow.
constexpr std::string_view kOur[] = {"behavi", "fav",    "hon",       "col",    "lab",    "endeav",   "neighb",
                                     "harb",   "rum",    "hum",       "vig",    "od",     "sav",      "flav",
                                     "arm",    "dishon", "misbehavi", "discol", "disfav", "cand",     "rig",
                                     "val",    "parl",   "sple",      "fer",    "clam",   "multicol", "unfav"};
constexpr std::string_view kOurEndings[] = {"",     "s",     "ed",   "ing",  "er",    "ers", "able",  "ably",  "al",
                                            "ally", "ite",   "ites", "hood", "hoods", "ful", "less",  "ation", "ism",
                                            "ist",  "istic", "isms", "ize",  "y",     "ies", "ingly", "ured",  "fully"};

// centre, metre: "re" to "er".
constexpr std::string_view kRe[] = {"cent",     "met",      "lit",     "theat", "fib",   "kilomet", "centimet",
                                    "millimet", "datacent", "epicent", "spect", "calib", "lust",    "nanomet"};

// organise, organisation: "s" to "z".
constexpr std::string_view kIse[] = {
    "actual",    "aggrand",    "agon",       "alphabet",  "amort",         "anonym",      "antagon",
    "apolog",    "author",     "automat",    "capital",   "categor",       "central",     "character",
    "civil",     "commercial", "computer",   "concept",   "contextual",    "critic",      "crystall",
    "custom",    "decentral",  "demon",      "deputi",    "deserial",      "digit",       "discret",
    "econom",    "emphas",     "energ",      "equal",     "factor",        "familiar",    "final",
    "formal",    "fertil",     "general",    "global",    "harmon",        "hypothes",    "ideal",
    "immun",     "individual", "industrial", "initial",   "institutional", "internal",    "international",
    "item",      "jeopard",    "legal",      "legitim",   "liberal",       "local",       "magnet",
    "marginal",  "material",   "maxim",      "memor",     "minim",         "mobil",       "modern",
    "monet",     "monopol",    "moral",      "national",  "neutral",       "normal",      "operational",
    "optim",     "organ",      "parameter",  "patron",    "penal",         "personal",    "plagiar",
    "popular",   "priorit",    "privat",     "public",    "quant",         "radical",     "random",
    "rational",  "real",       "recogn",     "regular",   "reorgan",       "revital",     "sanit",
    "scandal",   "scrutin",    "serial",     "social",    "special",       "stabil",      "standard",
    "steril",    "stigmat",    "subsid",     "summar",    "symbol",        "sympath",     "synchron",
    "synthes",   "systemat",   "terror",     "token",     "traumat",       "trivial",     "unauthor",
    "unrecogn",  "util",       "vandal",     "vector",    "victim",        "virtual",     "visual",
    "weapon",    "western",    "brutal",     "caramel",   "colon",         "dehuman",     "demoral",
    "disorgan",  "dramat",     "depersonal", "destabil",  "favor",         "humil",       "human",
    "hospital",  "incentiv",   "legal",      "marginal",  "militar",       "minimal",     "nasal",
    "oxid",      "polar",      "preauthor",  "proselyt",  "pseudonym",     "psycholog",   "reauthor",
    "reinitial", "renormal",   "romantic",   "sensit",    "sexual",        "sensational", "territorial",
    "tyrann",    "underutil",  "verbal",     "container", "dockerc",       "deanonym",    "formular",
    "parallel",  "metabol",    "cannibal",   "crimin",    "criminal",      "decriminal",  "unreal",
    "vocal",     "reutil",     "diagonal"};
constexpr std::string_view kIseEndings[] = {"e",     "ed",     "es",      "er",   "ers",  "ing",
                                            "ation", "ations", "ational", "able", "ingly"};
constexpr std::string_view kYse[] = {"paral", "catal", "hydrol"};
constexpr std::string_view kYseEndings[] = {"e", "ed", "es", "ing"};

// Doubled l: cancelled, labelled, modelling.
constexpr std::string_view kDoubleL[] = {"cancel",  "label", "model",   "travel",   "fuel",    "signal", "total",
                                         "counsel", "level", "channel", "tunnel",   "marshal", "equal",  "initial",
                                         "dial",    "panel", "relabel", "mislabel", "bevel"};
constexpr std::string_view kDoubleLEndings[] = {"ed", "ing", "er", "ers", "or", "ors", "ings"};

// Words with "non" in front are always two words.
constexpr std::string_view kNon[] = {"commercial",
                                     "commercially",
                                     "commerciality",
                                     "commercialize",
                                     "exclusive",
                                     "exclusively",
                                     "exclusivity",
                                     "transferable",
                                     "transferrable",
                                     "transferability",
                                     "sublicensable",
                                     "sublicenseable",
                                     "assignable",
                                     "profit",
                                     "profits",
                                     "infringement",
                                     "infringing",
                                     "revocable",
                                     "refundable",
                                     "compliance",
                                     "compliant",
                                     "disclosure",
                                     "confidential",
                                     "consensual",
                                     "discriminatory",
                                     "discrimination",
                                     "derivative",
                                     "proprietary",
                                     "public",
                                     "personal",
                                     "production",
                                     "military",
                                     "academic",
                                     "governmental",
                                     "government",
                                     "waivable",
                                     "binding",
                                     "competition",
                                     "compete",
                                     "cancelable",
                                     "permissive",
                                     "permitted",
                                     "free",
                                     "harmful",
                                     "human",
                                     "english",
                                     "textual",
                                     "source",
                                     "executable",
                                     "functional",
                                     "monetary",
                                     "negotiable",
                                     "perpetual",
                                     "severable",
                                     "violent",
                                     "political",
                                     "research",
                                     "attribution",
                                     "endorsement",
                                     "existent",
                                     "essential",
                                     "standard",
                                     "trivial",
                                     "zero",
                                     "licensed",
                                     "licensable",
                                     "modified",
                                     "modifiable",
                                     "conforming",
                                     "performance",
                                     "payment",
                                     "licensee",
                                     "contributor",
                                     "contributors",
                                     "party",
                                     "parties",
                                     "member",
                                     "members",
                                     "user",
                                     "users",
                                     "us",
                                     "redistributable",
                                     "enforcement",
                                     "enforceability",
                                     "conformance",
                                     "conformity",
                                     "resident",
                                     "residents",
                                     "solicitation",
                                     "reliance",
                                     "relicensable",
                                     "sublicensed",
                                     "assertion",
                                     "exempt",
                                     "applicable",
                                     "material",
                                     "affiliated",
                                     "anonymous",
                                     "anonymized",
                                     "identifiable",
                                     "sensitive",
                                     "medical",
                                     "scientific",
                                     "educational",
                                     "clinical",
                                     "industrial",
                                     "charitable",
                                     "appropriable",
                                     "authorized",
                                     "disparagement",
                                     "circumvention"};

constexpr uint32_t kSlotBits = 13;
constexpr uint32_t kSlots = 1u << kSlotBits;
constexpr uint32_t kMost = kSlots / 2;  // pairs; there are some 3,100

// Everything is built in the constructor and read only afterwards. Every process that folds pays for it: the words lie
// in a few blocks, and nothing is allocated for each.
struct SpellingTable {
  std::vector<std::pair<std::string_view, std::string_view>> list;
  // Open addressing: 16 bits of the hash over 16 bits of list index plus 1; 0 is empty.
  std::array<uint32_t, kSlots> slots{};
  SpellingFilter filter;

  SpellingTable() {
    list.reserve(kMost);
    for (const Pair& p : kWhole) Add({p.from}, {p.to});
    for (const std::string_view word : kLicence) {
      const std::string_view stem = word.substr(0, word.size() - 2);
      for (const std::string_view end : kLicenceEndings) Add({stem, "c", end}, {stem, "s", end});
    }
    for (const std::string_view stem : kOur)
      for (const std::string_view end : kOurEndings) Add({stem, "our", end}, {stem, "or", end});
    for (const std::string_view stem : kRe) {
      Add({stem, "re"}, {stem, "er"});
      Add({stem, "res"}, {stem, "ers"});
      Add({stem, "red"}, {stem, "ered"});
    }
    for (const std::string_view stem : kIse)
      for (const std::string_view end : kIseEndings) Add({stem, "is", end}, {stem, "iz", end});
    for (const std::string_view stem : kYse)
      for (const std::string_view end : kYseEndings) Add({stem, "ys", end}, {stem, "yz", end});
    for (const std::string_view stem : kDoubleL)
      for (const std::string_view end : kDoubleLEndings) Add({stem, "l", end}, {stem, end});
    for (const std::string_view word : kNon) Add({"non", word}, {"non ", word});
    // British forms of the same.
    Add({"nonsublicencable"}, {"non sublicensable"});
    Add({"nonsublicenceable"}, {"non sublicensable"});
    Add({"nonsublicenseable"}, {"non sublicensable"});
    Add({"nonlicenced"}, {"non licensed"});
    Add({"nonauthorised"}, {"non authorized"});
    Add({"nonanonymised"}, {"non anonymized"});
    Close();
  }
  // Index of the word in the list; UINT32_MAX for none. 8 bytes behind the word must be readable.
  uint32_t Find(const char* word, uint32_t length) const {
    const uint64_t h = SpellingFilter::HashOf(word, length);
    const uint32_t tag = static_cast<uint32_t>(h >> 20 & 0xFFFF);
    for (uint32_t at = static_cast<uint32_t>(h >> (64 - kSlotBits)); slots[at] != 0; at = (at + 1) % kSlots) {
      const uint32_t index = (slots[at] & 0xFFFF) - 1;
      if (slots[at] >> 16 == tag && list[index].first == std::string_view(word, length)) return index;
    }
    return UINT32_MAX;
  }
  std::string_view Find(std::string_view word) const {
    char padded[48] = {};
    if (word.size() > sizeof padded - 8) return {};
    std::memcpy(padded, word.data(), word.size());
    const auto length = static_cast<uint32_t>(word.size());
    const uint32_t index = filter.MayHave(padded, length) ? Find(padded, length) : UINT32_MAX;
    return index == UINT32_MAX ? std::string_view() : list[index].second;
  }

 private:
  using Parts = std::initializer_list<std::string_view>;
  static constexpr size_t kBlock = 1 << 15, kSlack = 8;  // bytes; what may be read behind a word

  // The parts in a row, in memory of the table.
  std::string_view Keep(Parts parts) {
    size_t size = 0;
    for (const std::string_view part : parts) size += part.size();
    if (blocks_.empty() || used_ + size + kSlack > kBlock) {
      blocks_.push_back(std::make_unique<char[]>(kBlock));
      used_ = 0;
    }
    char* const text = blocks_.back().get() + used_;
    size_t at = 0;
    for (const std::string_view part : parts) at += part.copy(text + at, part.size());
    used_ += size;
    return {text, size};
  }
  // The first to come counts.
  void Add(Parts from, Parts to) {
    const std::string_view key = Keep(from), value = Keep(to);
    const auto length = static_cast<uint32_t>(key.size());
    if (key == value || list.size() == kMost || Find(key.data(), length) != UINT32_MAX) return;
    list.emplace_back(key, value);
    filter.Add(key.data(), length);
    const uint64_t h = SpellingFilter::HashOf(key.data(), length);
    uint32_t at = static_cast<uint32_t>(h >> (64 - kSlotBits));
    while (slots[at] != 0) at = (at + 1) % kSlots;
    slots[at] = static_cast<uint32_t>(h >> 20 & 0xFFFF) << 16 | static_cast<uint32_t>(list.size());
  }
  // Replaces what stands in replacements, so that one look-up is final.
  void Close() {
    for (auto& [from, to] : list) {
      for (int round = 0; round < 4; ++round) {
        std::string next;
        bool changed = false;
        for (size_t at = 0; at <= to.size();) {
          const size_t space = std::min(to.find(' ', at), to.size());
          const auto length = static_cast<uint32_t>(space - at);
          const char* const word = to.data() + at;
          const uint32_t index = filter.MayHave(word, length) ? Find(word, length) : UINT32_MAX;
          if (index != UINT32_MAX) {
            next.append(changed ? "" : to.substr(0, at)).append(list[index].second);
            changed = true;
          } else if (changed) {
            next.append(word, length);
          }
          if (changed && space < to.size()) next += ' ';
          at = space + 1;
        }
        if (!changed) break;
        to = Keep({next});
      }
    }
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t used_ = 0;
};

const SpellingTable& Table() {
  static const SpellingTable table;
  return table;
}

}  // namespace

const SpellingFilter& SpellingFilter::Get() { return Table().filter; }

std::string_view Respelled(std::string_view word) { return Table().Find(word); }

const std::vector<std::pair<std::string_view, std::string_view>>& RespelledWords() { return Table().list; }

}  // namespace caveat::text
