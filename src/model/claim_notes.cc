#include "model/claim_notes.h"

#include <algorithm>
#include <utility>

#include "model/view.h"

namespace caveat::model {
namespace {

constexpr size_t kMaxQuote = 300;

// Things that may be open source without the model being it.
bool IsOtherThing(std::string_view w) {
  return In(w, {"community",  "communities",  "dataset",        "datasets",        "data",         "software",
                "library",    "libraries",    "tool",           "tools",           "toolkit",      "framework",
                "frameworks", "code",         "codebase",       "project",         "projects",     "ecosystem",
                "license",    "licenses",     "licence",        "alternatives",    "alternative",  "models",
                "llms",       "vlms",         "mllms",          "baselines",       "counterparts", "contributors",
                "repository", "repositories", "implementation", "implementations", "benchmark",    "benchmarks",
                "ai",         "movement",     "initiative",     "corpora",         "corpus",       "solutions",
                "packages",   "resources",    "developers",     "platform",        "world",        "competitors",
                "solution",   "initiatives",  "collection",     "evaluation",      "instruction",  "chatbots",
                "texts",      "image",        "images"});
}

bool IsModelWord(std::string_view w) {
  return In(w,
            {"model", "llm",         "chatbot",   "assistant", "checkpoint", "weights",  "vlm",          "mllm",
             "lmm",   "transformer", "diffusion", "generator", "release",    "version",  "reproduction", "replication",
             "moe",   "slm",         "mixture",   "decoder",   "foundation", "language", "multimodal",   "vision",
             "text",  "large",       "small",     "bilingual", "embedding",  "code",     "speech"});
}

bool IsDenial(std::string_view w) {
  return In(w, {"not",       "no",     "never",    "neither", "nor",      "without",     "isn",           "cannot",
                "non",       "unlike", "versus",   "vs",      "than",     "existing",    "other",         "among",
                "all",       "most",   "many",     "several", "compared", "outperforms", "outperforming", "surpassing",
                "surpasses", "other",  "previous", "leading", "various"});
}

const Phrases& ScratchPhrases() {
  static const Phrases kPhrases = {
      "trained|pretrained|built|developed|created ?entirely ?completely from scratch",
      "pre trained ?entirely ?completely from scratch",
      "trained|pretrained ..4 from scratch",
      "pre trained ..4 from scratch",
      "train|trains|pretrain|pretraining ..3 from scratch",
      "从 零 开 始 训 练",
      "从 零 开 始 预 训 练",
      "从 头 训 练",
      "从 头 开 始 训 练",
  };
  return kPhrases;
}

const Phrases& OwnPhrases() {
  static const Phrases kPhrases = {
      "our|its own|proprietary ..3 model|llm|architecture",
      "our own|in|proprietary house ..3 model|llm",
      "in house ..2 model|llm|trained|developed|built",
      "developed|built|trained|created entirely|completely|fully ?and by us|in",
      "self|independently developed ..4 model|llm",
      "model|llm|is independently|self developed",
      "自 主 研 发",
      "自 研",
      "完 全 自 主",
  };
  return kPhrases;
}

class Reader {
 public:
  Reader(const Prose& prose, std::vector<ClaimNote>* notes) : prose_(prose), notes_(*notes) {}

  void At(uint32_t i) {
    word_ = i;
    Openness(i);
    Scratch(i);
    Own(i);
  }

 private:
  void Add(std::string_view kind, uint32_t begin, uint32_t end) {
    const Span span = prose_.SpanOf(begin, end);
    for (const ClaimNote& note : notes_) {
      if (note.kind == kind && note.span.start_byte < span.end_byte && span.start_byte < note.span.end_byte) return;
    }
    notes_.push_back({word_, kind, CutText(prose_.Quote(begin, end), kMaxQuote), span});
  }

  bool DeniedBefore(uint32_t i, uint32_t reach) const {
    const uint32_t begin = prose_.SentenceBegin(i);
    for (uint32_t k = i; k > begin && i - k < reach;) {
      if (IsDenial(prose_.words[--k])) return true;
    }
    return false;
  }

  void Openness(uint32_t i) {
    const text::Words& words = prose_.words;
    // 完全开源, 开源可商用, 我们开源, 是 ... 开源 ... 模型
    if (words[i] == "开" && i + 1 < words.size() && words[i + 1] == "源") {
      const uint32_t begin = prose_.SentenceBegin(i), stop = prose_.SentenceEnd(i);
      const auto before = [&](std::string_view a, std::string_view b, uint32_t reach) {
        for (uint32_t k = i; k > begin && i - k < reach;) {
          --k;
          if (words[k] == a && words[k + 1] == b) return true;
        }
        return false;
      };
      const bool fully = before("完", "全", 4) || before("全", "面", 4);
      const bool business = i + 4 < stop && words[i + 2] == "可" && words[i + 3] == "商";
      const bool ours =
          before("我", "们", 6) || before("本", "模", 8) || before("正", "式", 4) || before("一", "款", 8);
      const bool other =
          i + 3 < stop &&
          ((words[i + 2] == "社" && words[i + 3] == "区") || (words[i + 2] == "协" && words[i + 3] == "议") ||
           (words[i + 2] == "数" && words[i + 3] == "据") || (words[i + 2] == "代" && words[i + 3] == "码") ||
           (words[i + 2] == "框" && words[i + 3] == "架") || (words[i + 2] == "评" && words[i + 3] == "测") ||
           (words[i + 2] == "项" && words[i + 3] == "目") || (words[i + 2] == "工" && words[i + 3] == "具") ||
           (words[i + 2] == "许" && words[i + 3] == "可"));
      if ((fully || business || ours) && !other)
        Add("open-source", fully ? (i > 2 ? i - 2 : i) : i, std::min(i + 4, stop));
      return;
    }
    static const Phrases kOpen = {"open source|sourced"};
    static const Phrases kFully = {"fully|truly|completely|100 open"};
    uint32_t end = kOpen.At(words, i);
    if (end == 0 && In(words[i], {"opensource", "opensourced"})) end = i + 1;
    const bool sourced = end != 0 && (words[end - 1] == "sourced" || words[end - 1] == "opensourced");
    uint32_t begin = i;
    bool strong = false;  // "fully open"
    if (end == 0 && kFully.At(words, i) != 0 && i + 2 < words.size() &&
        !In(words[i + 2],
            {"source", "sourced", "weights", "weight", "to", "for", "access", "ended", "vocabulary", "domain"})) {
      end = i + 2;
      strong = true;
    }
    if (end == 0) return;
    if (i > 0 && In(words[i - 1], {"fully", "truly", "completely", "entirely", "totally"})) {
      begin = i - 1;
      strong = true;
    }
    const uint32_t from = prose_.SentenceBegin(i), stop = prose_.SentenceEnd(i);
    if (DeniedBefore(begin, 5)) return;
    // What is it that is open source?
    uint32_t last = end;
    for (uint32_t k = end; k < std::min(end + 8, stop); ++k) {
      const std::string_view w = words[k];
      if (k == end && In(w, {"under", "with", "on", "by", "in", "for", "to"})) break;
      if (IsModelWord(w)) {
        last = k + 1;
        if (In(w, {"model", "llm", "chatbot", "assistant", "checkpoint", "weights", "vlm", "mllm", "slm"})) break;
        continue;
      }
      if (IsOtherThing(w)) {
        // "an open-source AI model", "open-source code LLM" go on.
        bool model = false;
        for (uint32_t m = k + 1; m < std::min(k + 4, stop) && In(w, {"ai", "image", "code", "instruction"}); ++m)
          model |= In(words[m], {"model", "llm", "assistant", "chatbot"});
        if (!model) return;
      }
      if ((words.marks(k) & (text::kComma | text::kSemicolon)) != 0) break;
    }
    // Who says it of what: "is an open source", "this open source model", "we open source".
    bool subject = strong;
    for (uint32_t k = begin; k > from && begin - k < 6;) {
      const std::string_view w = words[--k];
      if (In(w, {"is", "are", "was", "as", "be", "been", "being", "introducing", "introduce", "present", "presenting",
                 "release", "releasing", "releases", "we", "this", "our"})) {
        // "was trained on open source code": that is not what it is.
        bool on = false;
        for (uint32_t m = k + 1; m < begin; ++m) on |= In(words[m], {"on", "with", "using", "by", "from", "of"});
        if (on) break;
        subject = true;
        if (begin - k > 3 && In(w, {"we", "our"}) && !sourced && last == end) continue;
        begin = std::min(begin, k);
        break;
      }
    }
    // "Pebble, an open source model, sorts notes."
    for (uint32_t k = begin; !subject && last > end && k > from && begin - k < 3;) {
      --k;
      subject = In(words[k], {"an", "a"}) && (words.marks(k) & text::kComma) != 0;
      if (subject) begin = k;
    }
    if (!subject) return;
    const bool verb = sourced || In(words[begin], {"we", "is", "are"});
    if (last == end && !verb && !strong) return;  // "open source" alone says nothing of the model
    // "is built using several open source parts"
    if (last == end && !sourced && !strong && In(words[begin], {"is", "are"}) && i - begin > 2) return;
    if (last == end && !sourced && !strong && !In(words[begin], {"is", "are", "as"})) {
      // "we open source X": the thing follows; plural classes and data were sorted out above.
      if (words[begin] != "we") return;
    }
    Add("open-source", begin, last);
  }

  void Scratch(uint32_t i) {
    const text::Words& words = prose_.words;
    const uint32_t end = ScratchPhrases().At(words, i);
    if (end == 0 || DeniedBefore(i, 5)) return;
    // An instruction or a wish is no claim: "to train from scratch, run".
    const uint32_t from = prose_.SentenceBegin(i);
    for (uint32_t k = i; k > from && i - k < 4;) {
      --k;
      if (In(words[k], {"to", "can", "if", "you", "how", "could", "would"})) return;
    }
    // Parts that may be new over an old base.
    for (uint32_t k = from; k < prose_.SentenceEnd(i); ++k) {
      if (In(words[k], {"tokenizer", "projector", "adapter", "head", "connector", "lora"})) return;
    }
    Add("from-scratch", i, end);
  }

  void Own(uint32_t i) {
    const text::Words& words = prose_.words;
    const uint32_t end = OwnPhrases().At(words, i);
    if (end == 0 || DeniedBefore(i, 4)) return;
    // "our own benchmark of models" and the like: the model itself must be meant.
    for (uint32_t k = i; k < end; ++k) {
      if (In(words[k], {"benchmark", "dataset", "data", "evaluation", "eval", "reward", "judge", "toxicity"})) return;
    }
    if (end < words.size() && In(words[end], {"benchmark", "evaluation", "card", "zoo", "dataset", "predictions"}))
      return;
    Add("own-model", i, end);
  }

  const Prose& prose_;
  std::vector<ClaimNote>& notes_;
  uint32_t word_ = 0;
};

}  // namespace

const FirstWords& FirstWordsOfClaims() {
  static const FirstWords kFirst = [] {
    FirstWords all;
    for (const std::string_view word :
         {"open", "opensource", "opensourced", "fully", "truly", "completely", "100", "开"})
      all.Add(word);
    all.Add(ScratchPhrases().first_words());
    all.Add(OwnPhrases().first_words());
    return all;
  }();
  return kFirst;
}

void NoteClaims(const Prose& prose, uint32_t i, std::vector<ClaimNote>* notes) {
  if (notes->size() < kMostClaims) Reader(prose, notes).At(i);
}

}  // namespace caveat::model
