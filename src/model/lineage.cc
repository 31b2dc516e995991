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
    for (const NotedCard& card : view_.cards()) Notes(card);
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

  void Notes(const NotedCard& card) {
    const std::string own = Relation(1);
    for (const OriginNote& note : card.notes->origins) {
      const bool output = note.kind == OriginNote::Kind::kOutput;
      if (output && std::any_of(out_.begin(), out_.end(), [&](const Inherited& link) {
            return link.base_model == note.base && link.field == "prose";
          })) {
        continue;
      }
      // A model is not its own base: "Gemma is based on ... Gemini" stands in Google's own card.
      if (note.kind == OriginNote::Kind::kFamily && !view_.owner().empty() &&
          LowerCase(note.base).starts_with(LowerCase(view_.owner()) + "/")) {
        continue;
      }
      if (out_.size() >= kMostBases || LowerCase(note.base) == LowerCase(view_.repository().id) || OwnLine(note.base))
        continue;
      Inherited link;
      link.base_model = note.base;
      link.relation = !note.relation.empty()          ? std::string(note.relation)
                      : own == "merge" && !note.tuned ? "finetune"
                                                      : own;
      link.strength = "strong";
      link.source = view_.PathOf(card.file);
      link.field = "prose";
      link.evidence = note.evidence;
      link.document = card.document;
      link.span = note.span;
      link.license = std::string(note.license);
      out_.push_back(std::move(link));
    }
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
    // What the links are compared by.
    struct Key {
      std::string base;  // in lower case
      const Family* family;
      bool of_family;  // the base is the family itself
    };
    const auto key_of = [](const Inherited& link) {
      Key key{LowerCase(link.base_model), FamilyInName(link.base_model), false};
      key.of_family = key.family != nullptr && LowerCase(key.family->base) == key.base;
      return key;
    };
    std::vector<Inherited> once;
    std::vector<Key> keys;  // of `once`
    for (Inherited& link : out_) {
      Key key = key_of(link);
      bool seen = false;
      for (size_t i = 0; i < once.size() && !seen; ++i) {
        const Inherited& other = once[i];
        if (keys[i].base == key.base) {
          seen = other.relation == link.relation || link.relation == "unknown" || rank(link) > rank(other) ||
                 link.field == "prose";
        } else if (link.field == "prose" || link.strength == "hint") {
          // A family adds nothing to a member of it.
          seen = key.of_family && keys[i].family != nullptr && SameLine(key.family->id, keys[i].family->id) &&
                 other.relation != "trained-on" && !other.license.empty();
        }
      }
      if (seen) continue;
      once.push_back(std::move(link));
      keys.push_back(std::move(key));
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
