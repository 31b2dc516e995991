#include "model/claims.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "model/bases.h"

namespace caveat::model {
namespace {

constexpr size_t kMaxQuote = 300;
constexpr size_t kMostClaims = 12;

bool OneOf(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Things that may be open source without the model being it.
bool IsOtherThing(std::string_view w) {
  return OneOf(w, {"community",  "communities",  "dataset",        "datasets",        "data",         "software",
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
  return OneOf(
      w, {"model", "llm",         "chatbot",   "assistant", "checkpoint", "weights",  "vlm",          "mllm",
          "lmm",   "transformer", "diffusion", "generator", "release",    "version",  "reproduction", "replication",
          "moe",   "slm",         "mixture",   "decoder",   "foundation", "language", "multimodal",   "vision",
          "text",  "large",       "small",     "bilingual", "embedding",  "code",     "speech"});
}

bool IsDenial(std::string_view w) {
  return OneOf(w,
               {"not",       "no",     "never",    "neither", "nor",      "without",     "isn",           "cannot",
                "non",       "unlike", "versus",   "vs",      "than",     "existing",    "other",         "among",
                "all",       "most",   "many",     "several", "compared", "outperforms", "outperforming", "surpassing",
                "surpasses", "other",  "previous", "leading", "various"});
}

class Finder {
 public:
  explicit Finder(const View& view) : view_(view) {}

  std::vector<Claim> Run() {
    static const FirstWords kFirst = AllFirst();
    for (const auto& prose : view_.cards()) {
      for (uint32_t i = 0; i < prose->words.size() && claims_.size() < kMostClaims; ++i) {
        if (!kFirst.MayBe(prose->words[i])) continue;
        if (prose->StartByte(i) < prose->body) continue;  // the head has its own reader
        Openness(*prose, i);
        Scratch(*prose, i);
        Own(*prose, i);
      }
    }
    if (const Source* card = view_.main_card()) {
      for (const text::Field* tag : text::All(card->fields, "tags")) {
        const std::string lower = LowerCase(tag->value);
        if (lower == "open-source" || lower == "opensource" || lower == "open source") {
          claims_.push_back({"open-source", tag->value, view_.EvidenceOf(card->file, *tag)});
        }
      }
    }
    std::sort(claims_.begin(), claims_.end(), [](const Claim& a, const Claim& b) {
      return std::tie(a.evidence.document, a.evidence.span.start_byte, a.kind) <
             std::tie(b.evidence.document, b.evidence.span.start_byte, b.kind);
    });
    return std::move(claims_);
  }

 private:
  // All that begins a claim: what the three passes below look for.
  static FirstWords AllFirst() {
    FirstWords all;
    for (const std::string_view word :
         {"open", "opensource", "opensourced", "fully", "truly", "completely", "100", "开"})
      all.Add(word);
    all.Add(ScratchPhrases().first_words());
    all.Add(OwnPhrases().first_words());
    return all;
  }

  static const Phrases& ScratchPhrases() {
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

  static const Phrases& OwnPhrases() {
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

  void Add(const Prose& prose, std::string kind, uint32_t begin, uint32_t end) {
    const Span span = view_.SpanOf(prose, begin, end);
    for (const Claim& claim : claims_) {
      if (claim.kind == kind && claim.evidence.document == prose.document &&
          claim.evidence.span.start_byte < span.end_byte && span.start_byte < claim.evidence.span.end_byte) {
        return;
      }
    }
    std::string quote = CutText(prose.Quote(begin, end), kMaxQuote);
    claims_.push_back({std::move(kind), std::move(quote), {prose.document, span}});
  }

  static bool DeniedBefore(const Prose& prose, uint32_t i, uint32_t reach) {
    const uint32_t begin = prose.SentenceBegin(i);
    for (uint32_t k = i; k > begin && i - k < reach;) {
      if (IsDenial(prose.words[--k])) return true;
    }
    return false;
  }

  void Openness(const Prose& prose, uint32_t i) {
    const text::Words& words = prose.words;
    // 完全开源, 开源可商用, 我们开源, 是 ... 开源 ... 模型
    if (words[i] == "开" && i + 1 < words.size() && words[i + 1] == "源") {
      const uint32_t begin = prose.SentenceBegin(i), stop = prose.SentenceEnd(i);
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
        Add(prose, "open-source", fully ? (i > 2 ? i - 2 : i) : i, std::min(i + 4, stop));
      return;
    }
    uint32_t end = PhraseAt(words, i, "open source|sourced");
    if (end == 0 && OneOf(words[i], {"opensource", "opensourced"})) end = i + 1;
    const bool sourced = end != 0 && (words[end - 1] == "sourced" || words[end - 1] == "opensourced");
    uint32_t begin = i;
    bool strong = false;  // "fully open"
    if (end == 0 && PhraseAt(words, i, "fully|truly|completely|100 open") != 0 && i + 2 < words.size() &&
        !OneOf(words[i + 2],
               {"source", "sourced", "weights", "weight", "to", "for", "access", "ended", "vocabulary", "domain"})) {
      end = i + 2;
      strong = true;
    }
    if (end == 0) return;
    if (i > 0 && OneOf(words[i - 1], {"fully", "truly", "completely", "entirely", "totally"})) {
      begin = i - 1;
      strong = true;
    }
    const uint32_t from = prose.SentenceBegin(i), stop = prose.SentenceEnd(i);
    if (DeniedBefore(prose, begin, 5)) return;
    // What is it that is open source?
    uint32_t last = end;
    for (uint32_t k = end; k < std::min(end + 8, stop); ++k) {
      const std::string_view w = words[k];
      if (k == end && OneOf(w, {"under", "with", "on", "by", "in", "for", "to"})) break;
      if (IsModelWord(w)) {
        last = k + 1;
        if (OneOf(w, {"model", "llm", "chatbot", "assistant", "checkpoint", "weights", "vlm", "mllm", "slm"})) break;
        continue;
      }
      if (IsOtherThing(w)) {
        // "an open-source AI model", "open-source code LLM" go on.
        bool model = false;
        for (uint32_t m = k + 1; m < std::min(k + 4, stop) && OneOf(w, {"ai", "image", "code", "instruction"}); ++m)
          model |= OneOf(words[m], {"model", "llm", "assistant", "chatbot"});
        if (!model) return;
      }
      if ((words.marks(k) & (text::kComma | text::kSemicolon)) != 0) break;
    }
    // Who says it of what: "is an open source", "this open source model", "we open source".
    bool subject = strong;
    for (uint32_t k = begin; k > from && begin - k < 6;) {
      const std::string_view w = words[--k];
      if (OneOf(w, {"is", "are", "was", "as", "be", "been", "being", "introducing", "introduce", "present",
                    "presenting", "release", "releasing", "releases", "we", "this", "our"})) {
        // "was trained on open source code": that is not what it is.
        bool on = false;
        for (uint32_t m = k + 1; m < begin; ++m) on |= OneOf(words[m], {"on", "with", "using", "by", "from", "of"});
        if (on) break;
        subject = true;
        if (begin - k > 3 && OneOf(w, {"we", "our"}) && !sourced && last == end) continue;
        begin = std::min(begin, k);
        break;
      }
    }
    // "Pebble, an open source model, sorts notes."
    for (uint32_t k = begin; !subject && last > end && k > from && begin - k < 3;) {
      --k;
      subject = OneOf(words[k], {"an", "a"}) && (words.marks(k) & text::kComma) != 0;
      if (subject) begin = k;
    }
    if (!subject) return;
    const bool verb = sourced || OneOf(words[begin], {"we", "is", "are"});
    if (last == end && !verb && !strong) return;  // "open source" alone says nothing of the model
    // "is built using several open source parts"
    if (last == end && !sourced && !strong && OneOf(words[begin], {"is", "are"}) && i - begin > 2) return;
    if (last == end && !sourced && !strong && !OneOf(words[begin], {"is", "are", "as"})) {
      // "we open source X": the thing follows; plural classes and data were sorted out above.
      if (words[begin] != "we") return;
    }
    Add(prose, "open-source", begin, last);
  }

  void Scratch(const Prose& prose, uint32_t i) {
    const text::Words& words = prose.words;
    const uint32_t end = ScratchPhrases().At(words, i);
    if (end == 0 || DeniedBefore(prose, i, 5)) return;
    // An instruction or a wish is no claim: "to train from scratch, run".
    const uint32_t from = prose.SentenceBegin(i);
    for (uint32_t k = i; k > from && i - k < 4;) {
      --k;
      if (OneOf(words[k], {"to", "can", "if", "you", "how", "could", "would"})) return;
    }
    // Parts that may be new over an old base.
    for (uint32_t k = from; k < prose.SentenceEnd(i); ++k) {
      if (OneOf(words[k], {"tokenizer", "projector", "adapter", "head", "connector", "lora"})) return;
    }
    Add(prose, "from-scratch", i, end);
  }

  void Own(const Prose& prose, uint32_t i) {
    const text::Words& words = prose.words;
    const uint32_t end = OwnPhrases().At(words, i);
    if (end == 0 || DeniedBefore(prose, i, 4)) return;
    // "our own benchmark of models" and the like: the model itself must be meant.
    for (uint32_t k = i; k < end; ++k) {
      if (OneOf(words[k], {"benchmark", "dataset", "data", "evaluation", "eval", "reward", "judge", "toxicity"}))
        return;
    }
    if (end < words.size() && OneOf(words[end], {"benchmark", "evaluation", "card", "zoo", "dataset", "predictions"}))
      return;
    Add(prose, "own-model", i, end);
  }

  const View& view_;
  std::vector<Claim> claims_;
};

}  // namespace

std::vector<Claim> FindClaims(const View& view) { return Finder(view).Run(); }

bool Acknowledges(const View& view, std::string_view family_or_id, const std::vector<Inherited>& inherited) {
  const Family* family = FindFamily(family_or_id);
  if (family == nullptr) family = FamilyInName(family_or_id);
  const std::string id = LowerCase(family_or_id);
  for (const Inherited& link : inherited) {
    const bool in_card = link.field == "prose" || link.field == "base_model" || link.field == "base_models" ||
                         link.field == "base_model_sources";
    if (!in_card) continue;
    if (LowerCase(link.base_model) == id) return true;
    const Family* other = FamilyInName(link.base_model);
    if (family != nullptr && other != nullptr && SameLine(family->id, other->id)) return true;
  }
  if (family != nullptr && !view.name().empty()) {
    const Family* own = FamilyInName(view.name());
    if (own != nullptr && SameLine(own->id, family->id)) return true;
  }
  return false;
}

std::vector<OriginSign> OriginSigns(const View& view, const std::vector<Inherited>& inherited) {
  std::map<std::string, std::vector<OriginSign>> by_family;
  const auto own = [&](std::string_view base) {
    return !view.owner().empty() && LowerCase(base).starts_with(LowerCase(view.owner()) + "/");
  };
  for (const Inherited& link : inherited) {
    const bool field = link.field != "prose" && link.field != "base_model" && link.field != "name" &&
                       link.field != "base_models" && link.relation != "trained-on";
    if (!field || own(link.base_model) || link.document == kNoDocument) continue;
    const Family* family = FamilyInName(link.base_model);
    OriginSign sign;
    sign.family = family != nullptr ? std::string(family->id) : link.base_model;
    sign.owner = family != nullptr ? std::string(family->owner) : std::string();
    sign.text = link.source + " names " + link.base_model + " as " + link.field;
    sign.weight = link.strength == "hint" ? 2 : 3;
    sign.evidence = {link.document, link.span};
    by_family[sign.family].push_back(std::move(sign));
  }
  for (const Source& source : view.sources()) {
    if (source.format != SourceFormat::kJson && source.format != SourceFormat::kGguf) continue;
    for (const text::Field& field : source.fields) {
      std::string_view key = field.key;
      if (const size_t dot = key.rfind('.'); dot != std::string_view::npos && !key.starts_with("auto_map")) {
        if (key.starts_with("text_config.") || key.starts_with("llm_config.") || key.ends_with(".vocab_size"))
          key = key.substr(dot + 1);
      }
      for (const Fingerprint& print : AllFingerprints()) {
        if (print.key != key || print.value != field.value) continue;
        const Family* family = FindFamily(print.family);
        if (family == nullptr || own(family->base)) continue;
        OriginSign sign;
        sign.family = std::string(print.family);
        sign.owner = std::string(family->owner);
        sign.text = view.PathOf(source.file) + " has " + std::string(key) + " " + field.value;
        sign.weight = print.strength == Fingerprint::kStrong ? 2 : 1;
        sign.evidence = view.EvidenceOf(source.file, field);
        auto& list = by_family[sign.family];
        const bool seen =
            std::any_of(list.begin(), list.end(), [&](const OriginSign& s) { return s.text == sign.text; });
        if (!seen) list.push_back(std::move(sign));
      }
    }
  }
  // Versions of one line speak for each other: llama and llama-3.
  const std::vector<OriginSign>* best = nullptr;
  int best_weight = 0;
  for (auto& [family, signs] : by_family) {
    if (Acknowledges(view, family, inherited)) continue;
    int weight = 0;
    for (const OriginSign& sign : signs) weight += sign.weight;
    if (weight > best_weight) {
      best_weight = weight;
      best = &signs;
    }
  }
  return best == nullptr ? std::vector<OriginSign>() : *best;
}

}  // namespace caveat::model
