#include "model/origin_notes.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/bases.h"
#include "model/view.h"

namespace caveat::model {
namespace {

constexpr size_t kMaxEvidence = 160;

const Phrases& FromPhrases() {
  static const Phrases kFrom = {
      "fine tuned|finetuned|fine|finetune ?tuned|tuning ?version from|on|of|upon|using|over",
      "finetuned|finetune|finetuning|fine ..1 tune|tuned|tuning ?model ?version ?variant from|on|of|upon",
      "further|continually|continued|continuously ?pre trained|pretrained|training|pretraining from|on",
      "based on|upon",
      "built on|upon ?top ?of",
      "builds on|upon",
      "derived|adapted|initialized|initialised|distilled|merged from",
      "derivative of",
      "trained from ?the ?base ?model",
      "trained on top of",
      "created by fine ..1 tuning",
      "obtained|made by|from ?the ?pruning|quantizing|merging|finetuning",
      "base model is|used",
      "finetuned|fine from model ?optional",
      "quantized|quantised|gguf|awq|gptq ?version|versions|quants|quantization|conversion|quantisation of",
      "lora|adapter for|of",
      "merge ?of ?the ?following ?models ?between",
      "a|the|this merge of",
      "original model ?is|card ?is",
      "license|licence ..2 since ..5 derived from",
  };
  return kFrom;
}

// "by fine-tuning LLaMA on": the base right behind the verb.
const Phrases& VerbPhrases() {
  static const Phrases kVerb = {"fine tuning|tuned|tune ?the ?of ?a", "finetuning|finetuned|finetune ?the ?of ?a"};
  return kVerb;
}

class Reader {
 public:
  Reader(const Prose& prose, std::vector<OriginNote>* notes) : prose_(prose), notes_(*notes) {}

  void At(uint32_t i) {
    const text::Words& words = prose_.words;
    const std::string_view w = words[i];
    uint32_t end = 0;
    bool chinese = false;
    if (w == "基" && i + 1 < words.size() && words[i + 1] == "于") {
      end = i + 2;
      chinese = true;
    } else if (w == "对" && i + 1 < words.size() && FamilyAt(words, i + 1)) {
      end = i + 1;
      chinese = true;
    } else if (w[0] >= 'a' && w[0] <= 'z') {
      end = FromPhrases().At(words, i);
    }
    if (end != 0 && !Denied(i)) {
      Target(i, end, chinese);
    } else if (end == 0) {
      end = VerbPhrases().At(words, i);
      if (end != 0 && end < words.size() && FamilyAt(words, end) && !Denied(i)) Target(i, end, chinese);
    }
    Outputs(i);
  }

 private:
  using Kind = OriginNote::Kind;

  // `relation_end`: the words from `begin` to there tell the relation.
  void Add(Kind kind, std::string base, uint32_t begin, uint32_t relation_end, uint32_t end,
           std::string_view license = {}) {
    if (notes_.size() >= kMostOrigins) return;
    OriginNote note;
    note.kind = kind;
    note.base = std::move(base);
    if (kind == Kind::kOutput) {
      note.relation = "distilled";
    } else {
      Relate(begin, relation_end, &note);
    }
    note.license = license;
    note.evidence = CutText(prose_.Quote(begin, end), kMaxEvidence);
    note.span = prose_.SpanOf(begin, end);
    notes_.push_back(std::move(note));
  }

  void Relate(uint32_t begin, uint32_t end, OriginNote* note) const {
    for (uint32_t k = begin; k < end; ++k) {
      const std::string_view w = prose_.words[k];
      if (w.starts_with("merg")) {
        note->relation = "merge";
      } else if (w.starts_with("quanti") || w == "gguf" || w == "awq" || w == "gptq" || w == "quants") {
        note->relation = "quantized";
      } else if (w == "lora" || w == "adapter") {
        note->relation = "adapter";
      } else if (w.starts_with("distill")) {
        note->relation = "distilled";
      } else if (w.starts_with("fine") || w.starts_with("tun")) {
        note->tuned = true;
      } else {
        continue;
      }
      return;
    }
  }

  // "is not based on", "unlike models derived from", "similar to", "compared with"
  bool Denied(uint32_t i) const {
    const text::Words& words = prose_.words;
    const uint32_t from = prose_.SentenceBegin(i);
    // "works in many projects built upon Llama"
    if (i > from) {
      for (const std::string_view others : {"projects", "tools", "libraries", "frameworks", "applications", "apps"}) {
        if (words[i - 1] == others) return true;
      }
    }
    for (uint32_t k = i; k > from && i - k < 6;) {
      --k;
      for (const std::string_view no :
           {"not", "no", "never", "unlike", "without", "isn", "than", "tokenizer", "inspired"}) {
        if (words[k] == no) return true;
      }
    }
    return false;
  }

  // What stands behind "based on": an address or id of a hub, or the name of a family.
  void Target(uint32_t begin, uint32_t at, bool chinese) {
    const text::Words& words = prose_.words;
    // Behind a piece of code or a cell of a table nothing belongs to the sentence.
    const auto broken = [&](uint32_t k) {
      const std::string_view between = prose_.text.utf8.substr(words.end(at - 1), words.begin(k) - words.end(at - 1));
      return between.find_first_of("={}|;") != std::string_view::npos;
    };
    const uint32_t stop = std::min({prose_.SentenceEnd(begin), at + (chinese ? 8 : 10), words.size()});
    // "Finetuned from model [optional]:" stands in a line of its own; what follows is in the same item.
    const Family* family = nullptr;
    uint32_t family_end = 0;
    for (uint32_t k = at; k < stop; ++k) {
      if ((words.marks(k) & text::kUrl) != 0) {
        const std::string id = HubId(prose_.Quote(k, k + 1));
        if (!id.empty() && id.find('/') != std::string::npos) {
          if (!broken(k)) Add(Kind::kId, id, begin, at, k + 1);
          return;
        }
        continue;
      }
      if (family == nullptr) {
        for (const std::string_view end : {"architecture", "card", "paper", "technique", "method", "code", "codebase",
                                           "framework", "dataset", "datasets", "data", "tokenizer", "instructions"}) {
          if (words[k] == end) return;
        }
        if (const auto match = FamilyAt(words, k)) {
          if (words[k - 1] == "tiny") return;  // TinyLlama is nobody's Llama
          // "Llama2 architecture" is about the build, "Llama-Factory" about a tool.
          if (match->end < words.size()) {
            const std::string_view next = words[match->end];
            if (next == "architecture" || next == "arch" || next == "factory" || next == "cpp" || next == "index" ||
                next == "style" || next == "format" || next == "tokenizer" || next == "structure" || next == "like" ||
                next == "gguf" || next == "cli" || next == "server" || next == "quantize") {
              return;
            }
          }
          family = match->family;
          family_end = match->end;
        }
      }
      // An id in plain words: "mistralai/Mistral-7B-v0.1" is cut at its slash.
      if (const std::string id = IdAt(k); !id.empty()) {
        if (broken(k)) return;
        Add(Kind::kId, id, begin, at, std::min(k + 2, stop));
        return;
      }
    }
    if (family == nullptr || broken(family_end - 1)) return;
    // The link of the name, when it has one: "[Llama-3-8B](https://huggingface.co/...)".
    for (uint32_t k = family_end; k < std::min(family_end + 10, words.size()); ++k) {
      if ((words.marks(k) & text::kSentence) != 0 && k > family_end) break;
      if ((words.marks(k) & text::kUrl) == 0) continue;
      const std::string id = HubId(prose_.Quote(k, k + 1));
      if (!id.empty() && id.find('/') != std::string::npos) {
        Add(Kind::kId, id, begin, at, k + 1);
        return;
      }
      break;
    }
    Add(Kind::kFamily, std::string(family->base), begin, at, family_end, family->license);
  }

  // "org/name" written in the text, seen from the word where it begins.
  std::string IdAt(uint32_t k) const {
    const std::string_view utf8 = prose_.text.utf8;
    const uint32_t begin = prose_.words.begin(k);
    uint32_t end = begin;
    while (end < utf8.size() && end - begin < 140) {
      const char c = utf8[end];
      const bool part = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                        c == '_' || c == '.' || c == '/';
      if (!part) break;
      ++end;
    }
    std::string_view piece = utf8.substr(begin, end - begin);
    while (piece.ends_with('.') || piece.ends_with('/')) piece.remove_suffix(1);
    if (begin > 0 && (utf8[begin - 1] == '/' || utf8[begin - 1] == '.')) return {};
    const size_t slash = piece.find('/');
    if (slash == std::string_view::npos || slash < 2 || piece.size() - slash < 4) return {};
    // "and/or", "main/LICENSE", "train/test": an id has a name with a digit or a dash in it.
    const std::string_view name = piece.substr(slash + 1);
    const char first = piece[0];
    if (!((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || first >= '0')) return {};
    const std::string org = LowerCase(piece.substr(0, slash));
    for (const std::string_view folder :
         {"weights", "models", "model", "data", "ckpts", "checkpoints", "path", "scripts", "src", "docs", "examples",
          "http", "output", "outputs", "train", "1.1", "img", "assets"}) {
      if (org == folder) return {};
    }
    if (name.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos) return {};
    if (name.find_first_of("0123456789-_") == std::string_view::npos) return {};
    if (name.find('/') != std::string_view::npos) return {};
    for (const std::string_view ending : {".md", ".py", ".txt", ".json", ".sh", ".yaml", ".yml", ".pdf"}) {
      if (name.ends_with(ending)) return {};
    }
    return HubId(piece);
  }

  // "trained on dialogues generated by GPT-4", "GPT-4 generated data", "distilled from ChatGPT".
  void Outputs(uint32_t i) {
    const text::Words& words = prose_.words;
    const auto source = OutputSourceAt(words, i);
    if (!source) return;
    static const Phrases kAfter = {
        "generated|synthesized|distilled|derived|labeled|annotated",
        "output|outputs|responses|completions|conversations|dialogues ?data",
        "code|math instruction|instructions",
        "instruction|instructions fine|finetuning|tuning|data",
        "synthetic",
        "data|prompts|dataset",
        "api",
    };
    // And up to so many words between them and the model.
    struct Before {
      Phrases phrases;
      uint32_t reach;
    };
    static const std::array<Before, 4> kBefore = {{
        {{"generated|created|produced|synthesized|written|labeled|annotated|made|judged|translated "
          "by|from|with|using|through"},
         4},
        {{"distilled|distilling|distillation ?data ..2 from",
          "outputs|output|responses|completions|demonstrations|data|conversations|answers of|from|by"},
         3},
        {{"synthetic", "feedback from"}, 2},
        {{"using"}, 1},
    }};
    const uint32_t begin = prose_.SentenceBegin(i), stop = prose_.SentenceEnd(i);
    bool data = false, no = false;
    for (uint32_t k = begin; k < stop; ++k) {
      const std::string_view w = words[k];
      data |= w.starts_with("train") || w.starts_with("data") || w.starts_with("finetun") || w == "fine" ||
              w == "tuned" || w.starts_with("distill") || w == "synthetic" || w.starts_with("instruction") ||
              w.starts_with("generated") || w.starts_with("dialogue") || w.starts_with("conversation") ||
              w == "prompts" || w == "outputs" || w == "annotations" || w == "demonstrations";
      if (k + 1 < stop &&
          (w == "not" || w == "without" || w == "no" || w == "than" || w == "comparable" ||
           w.starts_with("outperform") || w == "surpass" || w == "judge" || w == "benchmark" || w == "compared" ||
           w == "like" || w == "replication" || w == "evaluated" || w == "similar")) {
        no = true;
      }
    }
    if (!data || no) return;
    bool says = kAfter.At(words, source->end) != 0;
    uint32_t from = i;
    for (uint32_t k = i; !says && k > begin && i - k < 10;) {
      --k;
      for (const Before& before : kBefore) {
        const uint32_t end = before.phrases.At(words, k);
        if (end != 0 && end <= i && i - end <= before.reach) {
          says = true;
          from = k;
        }
      }
    }
    if (!says) return;
    Add(Kind::kOutput, std::string(source->source->id), from, from, source->end, source->source->license);
  }

  const Prose& prose_;
  std::vector<OriginNote>& notes_;
};

}  // namespace

const FirstWords& FirstWordsOfOrigins() {
  static const FirstWords kFirst = [] {
    FirstWords first;
    for (const std::string_view word : {"基", "对"}) first.Add(word);
    first.Add(FromPhrases().first_words());
    first.Add(VerbPhrases().first_words());
    first.Add(FirstWordsOfOutputSources());
    return first;
  }();
  return kFirst;
}

void NoteOrigins(const Prose& prose, uint32_t i, std::vector<OriginNote>* notes) { Reader(prose, notes).At(i); }

}  // namespace caveat::model
