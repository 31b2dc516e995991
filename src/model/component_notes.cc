#include "model/component_notes.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "model/bases.h"
#include "model/view.h"

namespace caveat::model {
namespace {

using enum component::Index;

constexpr uint32_t kFewWords = 40;            // a section shorter than this describes nothing
constexpr size_t kShown = 160;                // of an address
constexpr uint32_t kBefore = 6, kBehind = 2;  // words around a link that say what it leads to

// What an address holds.
enum Holds : uint32_t {
  kPaperHost = 1 << 0,
  kCodeHost = 1 << 1,
  kHarness = 1 << 2,
  kDataHost = 1 << 3,
  kHub = 1 << 4,
  kTrainingLog = 1 << 5,
};
struct Piece {
  std::string_view text;  // in lower case
  Holds holds;
};
constexpr Piece kPieces[] = {
    {"arxiv.org/", kPaperHost},
    {"aclanthology.org", kPaperHost},
    {"openreview.net", kPaperHost},
    {"doi.org/10.", kPaperHost},
    {"nature.com/articles", kPaperHost},
    {"/papers/", kPaperHost},
    {"github.com/", kCodeHost},
    {"gitlab.com/", kCodeHost},
    {"gitee.com/", kCodeHost},
    {"bitbucket.org/", kCodeHost},
    {"evaluation-harness", kHarness},
    {"lm-eval", kHarness},
    {"huggingface.co/datasets/", kDataHost},
    {"zenodo.org/", kDataHost},
    {"kaggle.com/datasets", kDataHost},
    {"pile.eleuther.ai", kDataHost},
    {"laion.ai/", kDataHost},
    {"commoncrawl.org", kDataHost},
    {"huggingface.co/", kHub},
    {"modelscope.cn/", kHub},
    {"hf.co/", kHub},
    {"wandb.ai", kTrainingLog},
    {"wandb.com", kTrainingLog},
};

constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Which pieces begin with a pair of characters, by a hash of the pair: nearly always none.
constexpr size_t kPairs = 1024;
constexpr size_t PairOf(char a, char b) {
  return (static_cast<unsigned char>(a) * size_t{31} + static_cast<unsigned char>(b)) % kPairs;
}
constexpr std::array<uint32_t, kPairs> kByPair = [] {
  std::array<uint32_t, kPairs> table = {};
  for (size_t i = 0; i < std::size(kPieces); ++i) {
    table[PairOf(kPieces[i].text[0], kPieces[i].text[1])] |= uint32_t{1} << i;
  }
  return table;
}();

bool StandsAt(std::string_view piece, std::string_view url, size_t at) {
  if (url.size() - at < piece.size()) return false;
  for (size_t k = 2; k < piece.size(); ++k) {
    if (Lower(url[at + k]) != piece[k]) return false;
  }
  return Lower(url[at]) == piece[0] && Lower(url[at + 1]) == piece[1];
}

uint32_t HoldsOf(std::string_view url) {
  uint32_t holds = 0;
  char before = url.empty() ? '\0' : Lower(url[0]);
  for (size_t i = 1; i < url.size(); ++i) {
    const char c = Lower(url[i]);
    uint32_t pieces = kByPair[PairOf(before, c)];
    before = c;
    for (size_t k = 0; pieces != 0; ++k, pieces >>= 1) {
      if ((pieces & 1) != 0 && StandsAt(kPieces[k].text, url, i - 1)) holds |= kPieces[k].holds;
    }
  }
  return holds;
}

bool IsPdf(std::string_view url) {
  constexpr std::string_view kEnd = ".pdf";
  if (url.size() < kEnd.size()) return false;
  const std::string_view end = url.substr(url.size() - kEnd.size());
  return std::equal(end.begin(), end.end(), kEnd.begin(), [](char a, char b) { return Lower(a) == b; });
}

// The words right before a link and its own, without the address.
class Around {
 public:
  Around(const text::Words& words, uint32_t i) {
    for (uint32_t k = i > kBefore ? i - kBefore : 0; k < std::min(i + 1 + kBehind, words.size()); ++k) {
      if (k != i) words_[size_++] = words[k];
    }
  }
  bool Any(std::initializer_list<std::string_view> list) const {
    return std::any_of(words_.begin(), words_.begin() + size_, [&](std::string_view word) { return In(word, list); });
  }
  // Some words that stand one behind the other.
  bool Row(std::initializer_list<std::string_view> row) const {
    return std::search(words_.begin(), words_.begin() + size_, row.begin(), row.end()) != words_.begin() + size_;
  }

 private:
  std::array<std::string_view, kBefore + kBehind> words_;
  size_t size_ = 0;
};

// Words that are part of what a heading is asked for.
constexpr FirstWords kTitleWords = [] {
  FirstWords words;
  for (const std::string_view word :
       {"evaluation", "evaluations", "results", "benchmark", "benchmarks", "performance", "评测", "性", "data",
        "dataset", "datasets", "corpus", "output", "outputs", "samples", "gallery", "showcase", "showcases"})
    words.Add(word);
  return words;
}();

bool HasAny(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

}  // namespace

ComponentReader::ComponentReader(const Prose& prose, ComponentNotes* notes) : prose_(prose), notes_(*notes) {
  notes_.describes = prose.words.size() - prose.body >= kFewWords;
}

const FirstWords& ComponentReader::first_words() {
  static constexpr FirstWords kFirst = [] {
    FirstWords first;
    for (const std::string_view word : {"intermediate", "technical", "eprint", "archiveprefix", "booktitle", "from"})
      first.Add(word);
    return first;
  }();
  return kFirst;
}

void ComponentReader::Add(component::Index component, bool there, bool of_card, std::string evidence) {
  // What comes later cannot count, whatever else there is in the repository: each piece of evidence counts once.
  uint8_t& kept = kept_[component][there ? 1 : 0];
  if (kept >= kMostEvidence) return;
  ComponentNotes::Note note{component, there, of_card, std::move(evidence)};
  if (std::find(notes_.notes.begin(), notes_.notes.end(), note) != notes_.notes.end()) return;
  ++kept;
  notes_.notes.push_back(std::move(note));
}

void ComponentReader::At(uint32_t i) {
  if (i < next_) return;
  const text::Words& words = prose_.words;
  const uint16_t marks = words.marks(i);
  if ((marks & text::kHeading) != 0 &&
      (i == 0 || (words.marks(i - 1) & text::kHeading) == 0 || (marks & text::kSentence) != 0)) {
    next_ = Heading(i);
    return;
  }
  if ((marks & text::kUrl) != 0) Link(i);
  if (first_words().MayBe(words[i])) Phrase(i);
}

// Returns the word behind the heading.
uint32_t ComponentReader::Heading(uint32_t i) {
  const text::Words& words = prose_.words;
  bool asked = kTitleWords.MayBe(words[i]);
  uint32_t end = i + 1;
  for (; end < words.size() && (words.marks(end) & text::kHeading) != 0 && (words.marks(end) & text::kSentence) == 0;
       ++end) {
    asked = asked || kTitleWords.MayBe(words[end]);
  }
  if (!asked) return end;
  const std::string title = " " + std::string(words.text().substr(words.at(i), words.at(end - 1) - words.at(i))) +
                            std::string(words[end - 1]) + " ";
  const auto has = [&](std::initializer_list<std::string_view> phrases) { return HasAny(title, phrases); };
  const bool results = has({" evaluation ", " evaluations ", " results ", " benchmark ", " benchmarks ",
                            " performance ", " 评测 ", " 性 能 "});
  const bool data = has({" training data ", " pretraining data ", " training dataset ", " training datasets ",
                         " data card ", " dataset ", " datasets ", " data sources ", " training corpus "}) &&
                    !has({" evaluation ", " fine ", " test "});
  const bool samples = has({" sample output ", " sample outputs ", " example output ", " example outputs ", " samples ",
                            " generated samples ", " examples of outputs ", " gallery ", " showcase ", " showcases "});
  if (!results && !data && !samples) return end;
  uint32_t stop = end;
  const uint8_t level = words.level(i);
  while (stop < words.size() && stop - end < 2000 &&
         !((words.marks(stop) & text::kHeading) != 0 && words.level(stop) <= level))
    ++stop;
  const uint32_t length = stop - end;
  if (length < kFewWords / 4) return end;
  const std::string where(prose_.Quote(i, end));
  bool digits = false;
  for (uint32_t k = end; k < stop && !digits && results; ++k) digits = words[k][0] >= '0' && words[k][0] <= '9';
  if (digits) Add(kEvalResults, true, true, where);
  if (data) Add(kDataCard, length >= kFewWords, true, where);
  if (samples) Add(kSamples, true, true, where);
  return end;
}

void ComponentReader::Link(uint32_t i) {
  const std::string_view url = prose_.Quote(i, i + 1);
  const uint32_t holds = HoldsOf(url);
  const bool pdf = IsPdf(url);
  if (holds == 0 && !pdf) return;
  const std::string_view shown = url.substr(0, kShown);
  const auto yes = [&](component::Index component) { Add(component, true, false, std::string(shown)); };
  const auto maybe = [&](component::Index component) { Add(component, false, false, std::string(shown)); };
  const Around around(prose_.words, i);
  if ((holds & kPaperHost) != 0 || (pdf && around.Any({"paper"}))) {
    if (around.Any({"report"})) yes(kReport);
    if (around.Any({"paper", "arxiv", "preprint", "citation", "cite", "publication", "eprint", "our"})) {
      yes(kPaper);
    } else {
      maybe(kPaper);
    }
  } else if (pdf && around.Any({"report"})) {
    yes(kReport);
  }
  if ((holds & kCodeHost) != 0) {
    notes_.linked_repository = true;
    if ((holds & kHarness) != 0 || around.Any({"evaluation", "eval", "harness", "evaluate"})) yes(kEvalCode);
    if (around.Any({"reproduce"}) || around.Row({"training", "code"}) || around.Row({"pretraining", "code"}) ||
        around.Row({"train", "the"}) || around.Row({"code", "for", "training"}) ||
        around.Row({"training", "scripts"}) || around.Row({"training", "library"})) {
      yes(kTrainingCode);
    }
    if (around.Any({"inference"}) || around.Row({"generation", "code"})) yes(kInferenceCode);
    if (around.Any({"preprocessing", "toolkit"}) || around.Row({"data", "processing"}) ||
        around.Row({"data", "curation"}) || around.Row({"data", "pipeline"}) || around.Row({"dataset", "code"})) {
      yes(kPreprocessing);
    }
  }
  if ((holds & kDataHost) != 0 && notes_.datasets.size() < kMostEvidence &&
      around.Any({"trained", "training", "pretrained", "pretraining", "dataset", "datasets", "data"}) &&
      std::find(notes_.datasets.begin(), notes_.datasets.end(), shown) == notes_.datasets.end()) {
    notes_.datasets.emplace_back(shown);
  }
  if ((holds & kHub) != 0) {
    const std::string id = HubId(url);
    if (const size_t slash = id.find('/'); slash != std::string::npos) {
      ComponentNotes::HubLink link{NameWords(std::string_view(id).substr(slash + 1)), std::string(shown)};
      const bool again = !notes_.hub_links.empty() && notes_.hub_links.back().name == link.name &&
                         notes_.hub_links.back().shown == link.shown;
      if (!again) notes_.hub_links.push_back(std::move(link));
    }
  }
  if ((holds & kTrainingLog) != 0) maybe(kTrainingCode);
}

void ComponentReader::Phrase(uint32_t i) {
  const text::Words& words = prose_.words;
  const std::string_view w = words[i];
  static const Phrases kCheckpoints = {"intermediate ?training checkpoints|checkpoint|weights|revisions"};
  if (kCheckpoints.At(words, i) != 0) {
    Add(kIntermediate, true, true, std::string(prose_.Quote(i, std::min(i + 3, words.size()))));
  } else if (w == "technical" && i + 1 < words.size() && words[i + 1] == "report") {
    for (uint32_t k = i; k < std::min(i + 8, words.size()); ++k) {
      if ((words.marks(k) & text::kUrl) == 0) continue;
      return Add(kReport, true, false, std::string(prose_.Quote(k, k + 1).substr(0, kShown)));
    }
    Add(kReport, false, true, "technical report");
  } else if (w == "eprint" || w == "archiveprefix" || w == "booktitle") {
    Add(kPaper, true, true, "citation");
  } else if (w == "from" && i + 1 < words.size() && In(words[i + 1], {"transformers", "diffusers", "vllm"})) {
    notes_.usage = true;
  }
}

}  // namespace caveat::model
