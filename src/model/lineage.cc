#include "model/lineage.h"

#include <algorithm>

#include "model/bases.h"
#include "model/terms.h"

namespace caveat::model {
namespace {

constexpr size_t kMaxEvidence = 160;
constexpr size_t kMostBases = 64;  // of one repository; merges list dozens

// Endings of names that say what was done to a base.
constexpr std::string_view kQuantized[] = {"gguf",  "ggml", "awq",  "gptq", "exl2", "exl3", "4bit",     "8bit",
                                           "3bit",  "5bit", "6bit", "2bit", "bnb",  "int4", "int8",     "fp8",
                                           "w4a16", "w8a8", "mlx",  "nf4",  "hqq",  "imat", "quantized"};

std::string Cut(std::string_view text) { return CutText(text, kMaxEvidence); }

bool IsQuantizedName(std::string_view name) {
  const std::string words = NameWords(name);
  return std::any_of(std::begin(kQuantized), std::end(kQuantized), [&](std::string_view mark) {
    return words.find(" " + std::string(mark) + " ") != std::string::npos;
  });
}

// Placeholders of training scripts, and what is no place on a hub.
bool IsNothing(std::string_view value) {
  const std::string lower = LowerCase(value);
  return lower.empty() || lower == "none" || lower == "null" || lower == "n/a" || lower == "unknown" ||
         lower == "none/none" || lower == "." || lower == "./" || lower.find("{{") != std::string::npos;
}

class Reader {
 public:
  Reader(const View& view, const LicenseOf& license_of) : view_(view), license_of_(license_of) {}

  std::vector<Inherited> Run() {
    Traits();
    Fields();
    for (const auto& prose : view_.cards()) Sentences(*prose);
    Names();
    return Finish();
  }

 private:
  // What kind of derivative the files speak of, for links that do not say it.
  void Traits() {
    for (const File& file : view_.repository().files) {
      const std::string lower = LowerCase(file.path);
      adapter_ |= lower.ends_with("adapter_config.json") || lower.ends_with("adapter_model.safetensors");
      gguf_ |= lower.ends_with(".gguf") || lower.ends_with(".ggml");
      merge_ |= lower.find("mergekit") != std::string::npos;
      quantized_ |= lower.ends_with("quantize_config.json") || lower.ends_with("quant_config.json");
    }
    quantized_ |= gguf_ || IsQuantizedName(view_.name());
    if (const Source* card = view_.main_card()) {
      for (const text::Field* tag : text::All(card->fields, "tags")) {
        const std::string lower = LowerCase(tag->value);
        merge_ |= lower == "merge" || lower == "mergekit" || lower == "moe-merge";
        adapter_ |= lower == "lora" || lower == "peft" || lower == "adapter" || lower == "qlora";
        quantized_ |= lower == "gguf" || lower == "awq" || lower == "gptq" || lower == "quantized";
      }
      if (const text::Field* library = text::First(card->fields, "library_name"))
        adapter_ |= LowerCase(library->value) == "peft";
      if (const text::Field* relation = text::First(card->fields, "base_model_relation")) relation_ = relation->value;
    }
  }

  std::string Relation(size_t bases) const {
    std::string lower = LowerCase(relation_);
    if (lower == "adapter" || lower == "merge" || lower == "quantized" || lower == "finetune") return lower;
    if (quantized_) return "quantized";
    if (merge_ || bases > 1) return "merge";
    if (adapter_) return "adapter";
    return "finetune";
  }

  void Add(std::string base, std::string relation, std::string_view strength, const Source& source,
           const text::Field& field) {
    if (IsNothing(base) || out_.size() >= kMostBases) return;
    Inherited link;
    link.relation = std::move(relation);
    link.strength = std::string(strength);
    link.source = view_.PathOf(source.file);
    link.field = field.key;
    link.evidence = Cut(field.value);
    link.document = view_.DocumentOf(source.file);
    link.span = view_.SpanOf(source.file, field.begin, field.end);
    if (const std::string id = HubId(base); !id.empty()) {
      link.base_model = id;
    } else if (base.find('/') != std::string::npos || base.find('\\') != std::string::npos) {
      // A path of somebody's disk: its last part is all that is known of the base.
      while (base.ends_with('/') || base.ends_with('\\')) base.pop_back();
      const size_t cut = base.find_last_of("/\\");
      link.base_model = cut == std::string::npos ? base : base.substr(cut + 1);
      link.strength = "hint";
    } else {
      link.base_model = base;
    }
    if (link.base_model.empty() || LowerCase(link.base_model) == LowerCase(view_.repository().id)) return;
    out_.push_back(std::move(link));
  }

  void Fields() {
    for (const Source& source : view_.sources()) {
      const std::string path = LowerCase(view_.PathOf(source.file));
      switch (source.format) {
        case SourceFormat::kCard: {
          if (&source != view_.main_card()) break;
          const auto bases = text::All(source.fields, "base_model");
          const std::string relation = Relation(bases.size());
          for (const text::Field* field : bases) Add(field->value, relation, "declared", source, *field);
          for (const text::Field* field : text::All(source.fields, "base_models"))
            Add(field->value, relation, "declared", source, *field);
          for (const text::Field* field : text::All(source.fields, "base_model_sources"))
            Add(field->value, relation, "declared", source, *field);
          for (const std::string_view key : {"datasets", "dataset"}) {
            for (const text::Field* field : text::All(source.fields, key)) Dataset(source, *field);
          }
          break;
        }
        case SourceFormat::kJson:
          if (path.ends_with("adapter_config.json")) {
            for (const text::Field* field : text::All(source.fields, "base_model_name_or_path"))
              Add(field->value, "adapter", "declared", source, *field);
          } else if (path == "config.json" || path == "model_index.json") {
            if (const text::Field* field = text::First(source.fields, "_name_or_path")) {
              if (!HubId(field->value).empty()) {
                Add(field->value, quantized_ ? "quantized" : merge_ ? "merge" : "finetune", "strong", source, *field);
              } else if (FamilyInName(field->value) != nullptr) {
                Add(field->value, "unknown", "hint", source, *field);
              }
            }
          } else if (path == "modelpack.json") {
            for (const text::Field* field : text::All(source.fields, "descriptor.datasetsURL")) Dataset(source, *field);
          } else if (path.ends_with("model-instance-metadata.json")) {
            for (const std::string_view key : {"baseModelInstance", "externalBaseModelUrl"}) {
              for (const text::Field* field : text::All(source.fields, key))
                Add(field->value, "finetune", "declared", source, *field);
            }
          }
          break;
        case SourceFormat::kYaml:
          if (path.find("mergekit") != std::string::npos || path.find("merge_config") != std::string::npos) {
            for (const text::Field& field : source.fields) {
              if (field.kind != text::Field::Kind::kText) continue;
              if (field.key == "base_model" || field.key.ends_with("models.model") ||
                  field.key.ends_with("sources.model") || field.key.ends_with("experts.source_model") ||
                  field.key == "models.model.model.path" || field.key.ends_with("model.path")) {
                Add(field.value, "merge", "declared", source, field);
              }
            }
          }
          break;
        case SourceFormat::kModelfile:
          for (const text::Field* field : text::All(source.fields, "from")) {
            if (!LowerCase(field->value).ends_with(".gguf") && !field->value.starts_with("./"))
              Add(field->value, "unknown", "declared", source, *field);
          }
          break;
        case SourceFormat::kGguf:
          Gguf(source);
          break;
        case SourceFormat::kSafetensors:
          for (const text::Field& field : source.fields) {
            if (field.key == "modelspec.merged_from") {
              std::string_view rest = field.value;
              while (!rest.empty()) {
                const size_t comma = rest.find(',');
                std::string_view one = rest.substr(0, comma);
                while (one.starts_with(' ')) one.remove_prefix(1);
                Add(std::string(one), "merge", "declared", source, field);
                if (comma == std::string_view::npos) break;
                rest.remove_prefix(comma + 1);
              }
            } else if (field.key == "ss_sd_model_name" && IsId(field.value)) {
              Add(field.value, "adapter", "hint", source, field);
            }
          }
          break;
      }
    }
  }

  static bool IsId(std::string_view value) { return value.find('/') != std::string_view::npos; }

  void Dataset(const Source& source, const text::Field& field) {
    if (IsNothing(field.value) || out_.size() >= kMostBases) return;
    Inherited link;
    link.base_model = field.value.substr(0, kMaxEvidence);
    link.relation = "trained-on";
    link.strength = "declared";
    link.source = view_.PathOf(source.file);
    link.field = field.key;
    link.evidence = Cut(field.value);
    link.document = view_.DocumentOf(source.file);
    link.span = view_.SpanOf(source.file, field.begin, field.end);
    out_.push_back(std::move(link));
  }

  void Gguf(const Source& source) {
    // general.base_model.0.repo_url, or organization and name.
    for (int i = 0; i < 32; ++i) {
      const std::string prefix = "general.base_model." + std::to_string(i) + ".";
      const text::Field* url = text::First(source.fields, prefix + "repo_url");
      const text::Field* name = text::First(source.fields, prefix + "name");
      const text::Field* organization = text::First(source.fields, prefix + "organization");
      if (url == nullptr && name == nullptr) break;
      const std::string relation = quantized_ && relation_.empty() && i == 0 ? "quantized" : Relation(1);
      if (url != nullptr && !HubId(url->value).empty()) {
        Add(url->value, relation, "declared", source, *url);
      } else if (name != nullptr) {
        std::string id = name->value;
        std::replace(id.begin(), id.end(), ' ', '-');
        if (organization != nullptr) {
          std::string org = organization->value;
          std::replace(org.begin(), org.end(), ' ', '-');
          id = org + "/" + id;
        }
        Add(id, relation, "declared", source, *name);
      }
    }
    for (const std::string_view key :
         {"general.source.huggingface.repository", "general.source.repo_url", "general.source.url"}) {
      if (const text::Field* field = text::First(source.fields, key); field != nullptr && !HubId(field->value).empty())
        Add(field->value, "quantized", "declared", source, *field);
    }
    for (const text::Field* field : text::All(source.fields, "general.datasets")) Dataset(source, *field);
    for (int i = 0; i < 64; ++i) {
      const std::string prefix = "general.dataset." + std::to_string(i) + ".";
      const text::Field* url = text::First(source.fields, prefix + "repo_url");
      const text::Field* field = url != nullptr ? url : text::First(source.fields, prefix + "name");
      if (field == nullptr) break;
      Dataset(source, *field);
    }
  }

  // --- what the card says in sentences ---

  // In a folder whose owner is not known: does the text speak of the line of models that the folder is named after?
  // "InternLM2-Chat is based on InternLM2" stands in InternLM's own folder.
  bool OwnLine(std::string_view base) const {
    if (!view_.owner().empty() || view_.name().empty()) return false;
    const std::string words = NameWords(view_.name());
    const std::string first = words.substr(1, words.find(' ', 1) - 1);
    if (first.size() < 3) return false;
    const std::string lower = LowerCase(base);
    const size_t slash = lower.find('/');
    if (slash == std::string::npos) return lower.starts_with(first);
    return lower.substr(0, slash) == first || lower.substr(slash + 1).starts_with(first);
  }

  void AddProse(const Prose& prose, std::string base, std::string relation, std::string_view strength, uint32_t begin,
                uint32_t end, std::string_view license = {}) {
    if (out_.size() >= kMostBases || LowerCase(base) == LowerCase(view_.repository().id) || OwnLine(base)) return;
    Inherited link;
    link.base_model = std::move(base);
    link.relation = std::move(relation);
    link.strength = std::string(strength);
    link.source = view_.PathOf(prose.file);
    link.field = "prose";
    link.evidence = Cut(prose.Quote(begin, end));
    link.document = prose.document;
    link.span = view_.SpanOf(prose, begin, end);
    link.license = std::string(license);
    out_.push_back(std::move(link));
  }

  void Sentences(const Prose& prose) {
    const text::Words& words = prose.words;
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
    static const FirstWords kFirst = [] {
      FirstWords first;
      for (const std::string_view word : {"基", "对", "fine"}) first.Add(word);
      first.Add(kFrom.first_words());
      first.Add(FirstWordsOfOutputSources());
      return first;
    }();
    for (uint32_t i = 0; i < words.size(); ++i) {
      const std::string_view w = words[i];
      if (!kFirst.MayBe(w) && !w.starts_with("finetun")) continue;
      uint32_t end = 0;
      bool chinese = false;
      if (w == "基" && i + 1 < words.size() && words[i + 1] == "于") {
        end = i + 2;
        chinese = true;
      } else if (w == "对" && i + 1 < words.size() && FamilyAt(words, i + 1)) {
        end = i + 1;
        chinese = true;
      } else if (w[0] >= 'a' && w[0] <= 'z') {
        end = kFrom.At(words, i);
      }
      if (end != 0 && !Denied(prose, i)) {
        Target(prose, i, end, chinese);
      } else if (end == 0 && (w == "fine" || w.starts_with("finetun"))) {
        // "by fine-tuning LLaMA on": the base right behind the verb.
        static const Phrases kVerb = {"fine tuning|tuned|tune ?the ?of ?a",
                                      "finetuning|finetuned|finetune ?the ?of ?a"};
        end = kVerb.At(words, i);
        if (end != 0 && end < words.size() && FamilyAt(words, end) && !Denied(prose, i)) Target(prose, i, end, chinese);
      }
      Outputs(prose, i);
    }
  }

  // "is not based on", "unlike models derived from", "similar to", "compared with"
  static bool Denied(const Prose& prose, uint32_t i) {
    const text::Words& words = prose.words;
    const uint32_t from = prose.SentenceBegin(i);
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
  void Target(const Prose& prose, uint32_t begin, uint32_t at, bool chinese) {
    const text::Words& words = prose.words;
    // Behind a piece of code or a cell of a table nothing belongs to the sentence.
    const auto broken = [&](uint32_t k) {
      const std::string_view between = prose.text.utf8.substr(words.end(at - 1), words.begin(k) - words.end(at - 1));
      return between.find_first_of("={}|;") != std::string_view::npos;
    };
    const uint32_t stop = std::min({prose.SentenceEnd(begin), at + (chinese ? 8 : 10), words.size()});
    // "Finetuned from model [optional]:" stands in a line of its own; what follows is in the same item.
    const Family* family = nullptr;
    uint32_t family_end = 0;
    for (uint32_t k = at; k < stop; ++k) {
      if ((words.marks(k) & text::kUrl) != 0) {
        const std::string id = HubId(prose.Quote(k, k + 1));
        if (!id.empty() && id.find('/') != std::string::npos) {
          if (!broken(k)) AddProse(prose, id, ProseRelation(prose, begin, at), "strong", begin, k + 1);
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
          // "Llama2 architecture" is about the build, "Llama-Factory" about a tool.
          if (match->end < words.size()) {
            const std::string_view next = words[match->end];
            if (next == "architecture" || next == "arch" || next == "factory" || next == "cpp" || next == "index" ||
                next == "style" || next == "format" || next == "tokenizer" || next == "structure" || next == "like") {
              return;
            }
          }
          family = match->family;
          family_end = match->end;
        }
      }
      // An id in plain words: "mistralai/Mistral-7B-v0.1" is cut at its slash.
      if (const std::string id = IdAt(prose, k); !id.empty()) {
        if (broken(k)) return;
        AddProse(prose, id, ProseRelation(prose, begin, at), "strong", begin, std::min(k + 2, stop));
        return;
      }
    }
    if (family == nullptr || broken(family_end - 1)) return;
    // The link of the name, when it has one: "[Llama-3-8B](https://huggingface.co/...)".
    for (uint32_t k = family_end; k < std::min(family_end + 10, words.size()); ++k) {
      if ((words.marks(k) & text::kSentence) != 0 && k > family_end) break;
      if ((words.marks(k) & text::kUrl) == 0) continue;
      const std::string id = HubId(prose.Quote(k, k + 1));
      if (!id.empty() && id.find('/') != std::string::npos) {
        AddProse(prose, id, ProseRelation(prose, begin, at), "strong", begin, k + 1);
        return;
      }
      break;
    }
    // A model is not its own base: "Gemma is based on ... Gemini" stands in Google's own card.
    if (!view_.owner().empty() && LowerCase(family->base).starts_with(LowerCase(view_.owner()) + "/")) return;
    AddProse(prose, std::string(family->base), ProseRelation(prose, begin, at), "strong", begin, family_end,
             family->license);
  }

  // "org/name" written in the text, seen from the word where it begins.
  static std::string IdAt(const Prose& prose, uint32_t k) {
    const std::string_view utf8 = prose.text.utf8;
    const uint32_t begin = prose.words.begin(k);
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

  std::string ProseRelation(const Prose& prose, uint32_t begin, uint32_t end) const {
    for (uint32_t k = begin; k < end; ++k) {
      const std::string_view w = prose.words[k];
      if (w.starts_with("merg")) return "merge";
      if (w.starts_with("quanti") || w == "gguf" || w == "awq" || w == "gptq" || w == "quants") return "quantized";
      if (w == "lora" || w == "adapter") return "adapter";
      if (w.starts_with("distill")) return "distilled";
      if (w.starts_with("fine") || w.starts_with("tun")) return Relation(1);
    }
    return Relation(1) == "merge" ? "finetune" : Relation(1);
  }

  // "trained on dialogues generated by GPT-4", "GPT-4 generated data", "distilled from ChatGPT".
  void Outputs(const Prose& prose, uint32_t i) {
    const text::Words& words = prose.words;
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
    static const std::vector<std::string_view> kBefore = {
        // NOLINTNEXTLINE(bugprone-suspicious-missing-comma): one wording on two lines
        "generated|created|produced|synthesized|written|labeled|annotated|made|judged|translated "
        "by|from|with|using|through ..4",
        "distilled|distilling|distillation ?data ..2 from ..3",
        "outputs|output|responses|completions|demonstrations|data|conversations|answers of|from|by ..3",
        "synthetic ..2",
        "feedback from ..2",
        "using ..1",
    };
    const uint32_t begin = prose.SentenceBegin(i), stop = prose.SentenceEnd(i);
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
      for (const std::string_view phrase : kBefore) {
        const uint32_t end = PhraseAt(words, k, std::string(phrase.substr(0, phrase.rfind(" .."))));
        const auto reach = static_cast<uint32_t>(phrase.back() - '0');
        if (end != 0 && end <= i && i - end <= reach) {
          says = true;
          from = k;
        }
      }
    }
    if (!says) return;
    for (const Inherited& link : out_) {
      if (link.base_model == source->source->id && link.field == "prose") return;
    }
    AddProse(prose, std::string(source->source->id), "distilled", "strong", from, source->end, source->source->license);
  }

  // --- names ---

  void Names() {
    const bool any =
        std::any_of(out_.begin(), out_.end(), [](const Inherited& l) { return l.relation != "trained-on"; });
    const std::string& name = view_.name();
    if (name.empty()) return;
    // "Nimbus-7B-GGUF" is a quantisation of "Nimbus-7B", whosoever made that.
    if (!any && IsQuantizedName(name)) {
      const std::string lower = LowerCase(name);
      for (const std::string_view mark : kQuantized) {
        const size_t at = lower.rfind(mark);
        if (at == std::string::npos || at < 2 || (lower[at - 1] != '-' && lower[at - 1] != '.' && lower[at - 1] != '_'))
          continue;
        AddName(name.substr(0, at - 1), "quantized", {});
        break;
      }
    }
    const Family* family = FamilyInName(name);
    if (family == nullptr || family->id == "llama") return;
    if (!view_.owner().empty() && LowerCase(family->base).starts_with(LowerCase(view_.owner()) + "/")) return;
    // A folder named like the family itself may hold that very model.
    if (view_.owner().empty() && !quantized_ && !adapter_ && !merge_ &&
        (FamilyLeads(name, *family) || OwnLine(family->base)))
      return;
    // Something else already leads to the family.
    for (const Inherited& link : out_) {
      if (const Family* other = FamilyInName(link.base_model); other != nullptr && SameLine(other->id, family->id))
        return;
    }
    AddName(std::string(family->base), Relation(1), family->license);
  }

  static bool FamilyLeads(std::string_view name, const Family& family) {
    const std::string words = NameWords(name);
    const std::string first = words.substr(1, words.find(' ', 1) - 1);
    return family.words.find(first) != std::string_view::npos || first == "meta";
  }

  void AddName(std::string base, std::string relation, std::string_view license) {
    Inherited link;
    link.base_model = std::move(base);
    link.relation = std::move(relation);
    link.strength = "hint";
    link.source = view_.repository().id.empty() ? view_.repository().path : view_.repository().id;
    link.field = "name";
    link.evidence = view_.name();
    link.license = std::string(license);
    link.document = kNoDocument;
    out_.push_back(std::move(link));
  }

  // --- licences, and each link once ---

  std::vector<Inherited> Finish() {
    for (Inherited& link : out_) {
      if (license_of_) {
        if (const auto license = license_of_(link.base_model); license && !license->empty()) {
          link.license = *license;
          continue;
        }
      }
      if (!link.license.empty()) continue;
      if (const BaseModel* row = FindBaseModel(link.base_model)) link.license = std::string(row->license);
    }
    // A base whose own name says what it comes from: its family's terms reach further down.
    std::vector<Inherited> more;
    for (const Inherited& link : out_) {
      if (link.relation == "trained-on" || !link.license.empty() || link.field == "name") continue;
      const Family* family = FamilyInName(link.base_model);
      if (family == nullptr || family->license.empty()) continue;
      Inherited up = link;
      up.base_model = std::string(family->base);
      up.strength = "hint";
      up.license = std::string(family->license);
      up.relation = "unknown";
      more.push_back(std::move(up));
    }
    out_.insert(out_.end(), more.begin(), more.end());
    const auto rank = [](const Inherited& link) {
      return link.strength == "declared" ? 0 : link.strength == "strong" ? 1 : 2;
    };
    std::stable_sort(out_.begin(), out_.end(),
                     [&](const Inherited& a, const Inherited& b) { return rank(a) < rank(b); });
    std::vector<Inherited> once;
    for (Inherited& link : out_) {
      const bool seen = std::any_of(once.begin(), once.end(), [&](const Inherited& other) {
        if (LowerCase(other.base_model) == LowerCase(link.base_model))
          return other.relation == link.relation || link.relation == "unknown" || rank(link) > rank(other) ||
                 link.field == "prose";
        // A family adds nothing to a member of it.
        if (link.field != "prose" && link.strength != "hint") return false;
        const Family* a = FamilyInName(link.base_model);
        const Family* b = FamilyInName(other.base_model);
        return a != nullptr && b != nullptr && SameLine(a->id, b->id) &&
               LowerCase(a->base) == LowerCase(link.base_model) && other.relation != "trained-on" &&
               !other.license.empty();
      });
      if (!seen) once.push_back(std::move(link));
    }
    return once;
  }

  const View& view_;
  const LicenseOf& license_of_;
  std::vector<Inherited> out_;
  bool adapter_ = false, gguf_ = false, merge_ = false, quantized_ = false;
  std::string relation_;
};

}  // namespace

std::vector<Inherited> ReadLineage(const View& view, const LicenseOf& license_of) {
  return Reader(view, license_of).Run();
}

}  // namespace caveat::model
