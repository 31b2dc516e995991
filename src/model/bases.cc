#include "model/bases.h"

#include <algorithm>
#include <array>
#include <utility>

namespace caveat::model {
namespace {

constexpr BaseModel kBaseModels[] = {
#include "../../licenses/models/base_models.inc"
};

constexpr Family kFamilies[] = {
#include "../../licenses/models/families.inc"
};

constexpr OutputSource kOutputs[] = {
#include "../../licenses/models/outputs.inc"
};

constexpr auto kHint = Fingerprint::kHint;
constexpr auto kStrong = Fingerprint::kStrong;
constexpr Fingerprint kFingerprints[] = {
#include "../../licenses/models/fingerprints.inc"
};

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsWordByte(char c) { return (c >= 'a' && c <= 'z') || IsDigit(c) || static_cast<unsigned char>(c) >= 0x80; }

// Calls visit(wording) for each part of "a|b|c".
template <class Visit>
constexpr void ForEachWording(std::string_view words, const Visit& visit) {
  while (!words.empty()) {
    const size_t bar = words.find('|');
    visit(words.substr(0, bar));
    if (bar == std::string_view::npos) return;
    words.remove_prefix(bar + 1);
  }
}

// The number of words of `wording` if it stands at word `i`, else 0.
uint32_t StandsAt(std::string_view wording, const text::Words& words, uint32_t i) {
  uint32_t n = 0;
  while (!wording.empty()) {
    const size_t space = wording.find(' ');
    if (i + n >= words.size() || words[i + n] != wording.substr(0, space)) return 0;
    ++n;
    if (space == std::string_view::npos) return n;
    wording.remove_prefix(space + 1);
  }
  return n;
}

}  // namespace

const BaseModel* FindBaseModel(std::string_view id) {
  std::string lower(id);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  const BaseModel* best = nullptr;
  for (const BaseModel& row : kBaseModels) {
    if (lower.empty() || row.pattern[0] != lower[0]) continue;
    const bool any_rest = row.pattern.ends_with('*');
    const std::string_view head = row.pattern.substr(0, row.pattern.size() - (any_rest ? 1 : 0));
    if (any_rest ? !lower.starts_with(head) : lower != head) continue;
    if (best == nullptr || row.pattern.size() > best->pattern.size() || !any_rest) best = &row;
    if (!any_rest) break;
  }
  return best;
}

std::span<const BaseModel> AllBaseModels() { return kBaseModels; }
std::span<const Family> AllFamilies() { return kFamilies; }
std::span<const Fingerprint> AllFingerprints() { return kFingerprints; }

const Family* FindFamily(std::string_view id) {
  const auto it =
      std::find_if(std::begin(kFamilies), std::end(kFamilies), [&](const Family& family) { return family.id == id; });
  return it == std::end(kFamilies) ? nullptr : it;
}

std::string NameWords(std::string_view name) {
  std::string out = " ";
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = Lower(name[i]);
    const bool point = c == '.' && i > 0 && i + 1 < name.size() && IsDigit(name[i - 1]) && IsDigit(name[i + 1]);
    if (IsWordByte(c) || point) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

bool SameLine(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return false;
  if (a == b) return true;
  if (!b.starts_with(a)) return false;
  const char next = b[a.size()];
  return next == '-' || next == '.' || IsDigit(next);
}

namespace {

// The wordings of a table of rows, by their first words.
template <class Row, const auto& kRows>
class Wordings {
 public:
  struct Wording {
    uint32_t place = 0;  // of its first word
    const Row* row = nullptr;
    std::string_view words;
  };

  constexpr Wordings() {
    size_t n = 0;
    for (const Row& row : kRows) {
      ForEachWording(row.words, [&](std::string_view words) {
        first_.Add(words);
        wordings_[n++] = {FirstWords::Place(words.substr(0, words.find(' '))), &row, words};
      });
    }
    // Those of one place stay in the order of the rows.
    for (size_t i = 1; i < n; ++i) {
      for (size_t k = i; k > 0 && wordings_[k].place < wordings_[k - 1].place; --k)
        std::swap(wordings_[k], wordings_[k - 1]);
    }
  }

  constexpr const FirstWords& first() const { return first_; }

  // Calls visit(row, wording) for those that may begin with `word`, in the order of the rows.
  template <class Visit>
  void ForEach(std::string_view word, const Visit& visit) const {
    const uint32_t place = FirstWords::Place(word);
    if (!first_.Has(place)) return;
    const auto at = std::lower_bound(wordings_.begin(), wordings_.end(), place,
                                     [](const Wording& wording, uint32_t p) { return wording.place < p; });
    for (auto it = at; it != wordings_.end() && it->place == place; ++it) visit(*it->row, it->words);
  }

 private:
  static constexpr size_t kCount = [] {
    size_t n = 0;
    for (const Row& row : kRows) ForEachWording(row.words, [&](std::string_view) { ++n; });
    return n;
  }();
  FirstWords first_;
  std::array<Wording, kCount> wordings_;
};

constexpr Wordings<Family, kFamilies> kFamilyWordings;
constexpr Wordings<OutputSource, kOutputs> kOutputWordings;

// The row with the longest wording (in words) that starts at word `i`, and the word after it.
template <class Row, class Table>
const Row* LongestAt(const Table& table, const text::Words& words, uint32_t i, uint32_t* end) {
  if (i >= words.size()) return nullptr;
  const Row* best = nullptr;
  table.ForEach(words[i], [&](const Row& row, std::string_view wording) {
    const uint32_t n = StandsAt(wording, words, i);
    if (n > 0 && (best == nullptr || i + n > *end)) {
      best = &row;
      *end = i + n;
    }
  });
  return best;
}

}  // namespace

const Family* FamilyInName(std::string_view name) {
  const std::string words = NameWords(name);
  const Family* best = nullptr;
  size_t length = 0;
  for (size_t at = 1; at < words.size(); at = words.find(' ', at) + 1) {
    const std::string_view rest = std::string_view(words).substr(at);
    kFamilyWordings.ForEach(rest.substr(0, rest.find(' ')), [&](const Family& family, std::string_view wording) {
      if (wording.size() < length || !rest.starts_with(wording) || rest[wording.size()] != ' ') return;
      // Of equally long ones the first row wins.
      if (wording.size() > length || &family < best) best = &family;
      length = wording.size();
    });
  }
  return best;
}

std::optional<FamilyMatch> FamilyAt(const text::Words& words, uint32_t i) {
  FamilyMatch match;
  match.family = LongestAt<Family>(kFamilyWordings, words, i, &match.end);
  return match.family != nullptr ? std::optional(match) : std::nullopt;
}

std::optional<OutputMatch> OutputSourceAt(const text::Words& words, uint32_t i) {
  OutputMatch match;
  match.source = LongestAt<OutputSource>(kOutputWordings, words, i, &match.end);
  return match.source != nullptr ? std::optional(match) : std::nullopt;
}

const FirstWords& FirstWordsOfOutputSources() { return kOutputWordings.first(); }

}  // namespace caveat::model
