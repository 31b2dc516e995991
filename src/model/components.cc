#include "model/components.h"

#include <algorithm>
#include <string>
#include <vector>

#include "model/bases.h"
#include "model/license_facts.h"
#include "model/roles.h"

namespace caveat::model {
namespace {

using enum component::Index;

constexpr std::array<ComponentInfo, kComponents> kInfo = {{
    {"model-architecture", "Model architecture", 3, ComponentType::kCode, true, "model architecture"},
    {"model-parameters-final", "Model parameters (Final)", 3, ComponentType::kData, true, "weights"},
    {"technical-report", "Technical report", 3, ComponentType::kDocument, true, "technical report"},
    {"evaluation-results", "Evaluation results", 3, ComponentType::kDocument, true, "evaluation results"},
    {"model-card", "Model card", 3, ComponentType::kDocument, true, "model card"},
    {"data-card", "Data card", 3, ComponentType::kDocument, true, "data card"},
    {"sample-model-outputs", "Sample model outputs", 3, ComponentType::kDocument, false, "sample outputs"},
    {"training-code", "Training code", 2, ComponentType::kCode, true, "training code"},
    {"inference-code", "Inference code", 2, ComponentType::kCode, true, "inference code"},
    {"evaluation-code", "Evaluation code", 2, ComponentType::kCode, true, "evaluation code"},
    {"evaluation-data", "Evaluation data", 2, ComponentType::kData, true, "evaluation data"},
    {"supporting-libraries-and-tools", "Supporting libraries and tools", 2, ComponentType::kCode, false,
     "supporting tools"},
    {"datasets", "Datasets", 1, ComponentType::kData, true, "training data"},
    {"data-preprocessing-code", "Data preprocessing code", 1, ComponentType::kCode, true, "data preprocessing code"},
    {"model-parameters-intermediate", "Model parameters (Intermediate)", 1, ComponentType::kData, true,
     "intermediate checkpoints"},
    {"model-metadata", "Model metadata", 1, ComponentType::kData, false, "model metadata"},
    {"research-paper", "Research paper", 1, ComponentType::kDocument, true, "research paper"},
}};

std::string_view Base(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool EndsWithAny(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}
bool StartsWithAny(std::string_view text, std::initializer_list<std::string_view> heads) {
  return std::any_of(heads.begin(), heads.end(), [&](std::string_view head) { return text.starts_with(head); });
}
bool HasAny(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

bool IsCodeFile(std::string_view lower) {
  return EndsWithAny(lower, {".py", ".ipynb", ".sh", ".cc", ".cpp", ".cu", ".rs", ".js", ".ts", ".go", ".jl", ".mjs"});
}
bool IsDataFile(std::string_view lower) {
  return EndsWithAny(lower, {".parquet", ".jsonl", ".jsonl.gz", ".csv", ".tsv", ".arrow", ".json.gz", ".jsonl.zst",
                             ".txt.gz", ".json", ".npz", ".tar", ".tfrecord"});
}

class Finder {
 public:
  Finder(const View& view, const Model& model) : view_(view), model_(model) {
    for (size_t i = 0; i < kComponents; ++i) out_[i].id = kInfo[i].id;
  }

  std::array<Component, kComponents> Run() {
    for (const File& file : view_.repository().files) Path(file.path);
    Head();
    for (const NotedCard& card : view_.cards()) Notes(card);
    // A dataset that a card names is there only if nothing else shaped the weights.
    if (!datasets_.empty()) {
      const bool base = std::any_of(model_.inherited.begin(), model_.inherited.end(), [](const Inherited& l) {
        return l.relation != "trained-on" && l.strength != "hint";
      });
      for (const std::string& id : datasets_) {
        if (base) {
          Maybe(kDatasets, id + " (fine-tuning alone)");
        } else {
          Yes(kDatasets, id);
        }
      }
    }
    Absence();
    Licenses();
    return out_;
  }

 private:
  void Yes(size_t i, std::string evidence) {
    if (out_[i].present != Answer::kYes) out_[i].evidence.clear();
    out_[i].present = Answer::kYes;
    AddEvidence(i, std::move(evidence));
  }
  // Something points to it, and it is not among the files.
  void Maybe(size_t i, std::string evidence) {
    if (out_[i].present == Answer::kYes) return;
    maybe_[i] = true;
    AddEvidence(i, std::move(evidence));
  }
  void AddEvidence(size_t i, std::string evidence) {
    std::vector<std::string>& list = out_[i].evidence;
    if (list.size() < kMostEvidence && std::find(list.begin(), list.end(), evidence) == list.end())
      list.push_back(std::move(evidence));
  }

  void Path(const std::string& path) {
    const std::string lower = LowerCase(path);
    const std::string_view base = Base(lower);
    const bool code = IsCodeFile(lower), python = EndsWithAny(lower, {".py", ".ipynb", ".cu", ".cpp", ".rs", ".jl"});
    const auto in = [&](std::initializer_list<std::string_view> folders) {
      for (const std::string_view folder : folders) {
        const std::string mid = "/" + std::string(folder) + "/", head = std::string(folder) + "/";
        if (lower.starts_with(head) || lower.find(mid) != std::string::npos) return true;
      }
      return false;
    };
    const bool test = in({"test", "tests"}) || base.starts_with("test_");

    if (IsWeights(path)) {
      const bool step =
          HasAny(lower, {"checkpoint-", "checkpoints/step", "/step", "step-", "step_", "epoch-", "epoch_", "iter_"}) ||
          lower.starts_with("step");
      const bool other = HasAny(lower, {"optimizer", "training_args", "scheduler", "rng_state", "tokenizer", "scaler"});
      if (step) {
        Yes(kIntermediate, path);
      } else if (!other) {
        Yes(kParameters, path);
      }
    }
    const bool eval =
        HasAny(base, {"eval", "benchmark", "lm_harness", "mmlu", "gsm8k", "humaneval"}) ||
        in({"eval", "evaluation", "evaluate", "evals", "benchmark", "benchmarks", "lm_eval", "olmo_eval"});
    const bool tuning = HasAny(lower, {"finetune", "fine_tune", "fine-tune", "finetuning", "fine-tuning", "lora", "sft",
                                       "ptuning", "p-tuning", "dreambooth", "controlnet", "dpo"});
    const bool inference =
        HasAny(base, {"inference", "generate", "generation.py", "demo", "predict", "sample.py", "chat", "infer",
                      "gradio", "app.py", "serve", "pipeline", "handler.py", "txt2img", "run.py"}) ||
        in({"inference", "demo", "demos", "infer", "serving", "server"});
    if (python && !test) {
      if (base.starts_with("modeling_") || base == "model.py" || base == "models.py" || base == "modules.py" ||
          EndsWithAny(base, {"_model.py", "transformer.py", "_modeling.py", "modeling.py"}) ||
          in({"modeling", "model", "models"}) ||
          (lower.find("/model") != std::string::npos && lower.find('/') != lower.rfind('/'))) {
        if (!eval && !inference) Yes(kArchitecture, path);
      }
    }
    if (code && !test) {
      const bool train =
          HasAny(base, {"pretrain", "train"}) || in({"train", "training", "pretrain", "pretraining", "trainer"});
      const bool data = HasAny(base, {"preprocess", "prepare", "tokenize_data", "data_process", "process_data", "dedup",
                                      "build_dataset", "make_dataset", "dataset.py", "datasets.py", "data_utils",
                                      "filter", "create_data", "download_data", "data_prep", "clean_data"}) ||
                        in({"preprocess", "preprocessing", "data_processing", "data_prep", "prepare_data",
                            "data_preparation", "dataprep"});
      if (train && !tuning && !eval && !HasAny(base, {"trained", "constraint"})) Yes(kTrainingCode, path);
      if (train && tuning) Maybe(kTrainingCode, path + " (fine-tuning alone)");
      if (eval) Yes(kEvalCode, path);
      if (inference && !eval) Yes(kInferenceCode, path);
      if (data && !eval && !tuning) Yes(kPreprocessing, path);
    }
    if (eval && !code && IsDataFile(lower) && !HasAny(base, {"result", "config"})) Yes(kEvalData, path);
    if (HasAny(base, {"eval_results", "results.json", "evaluation_results", "all_results"}) ||
        (in({"results", "eval_results"}) && EndsWithAny(lower, {".json", ".md", ".csv", ".txt"}))) {
      Yes(kEvalResults, path);
    }
    if (EndsWithAny(base, {".pdf"})) {
      if (HasAny(base, {"report"})) Yes(kReport, path);
      if (HasAny(base, {"paper", "arxiv"})) Yes(kPaper, path);
    }
    if (StartsWithAny(base, {"requirements", "setup.py", "setup.cfg", "pyproject.toml", "environment.y", "pipfile",
                             "cargo.toml", "dockerfile", "conda"}) &&
        lower.find('/') == std::string::npos) {
      Yes(kLibraries, path);
    }
    if (StartsWithAny(base, {"dataset_card", "datasheet", "data_card", "data_statement", "datacard"}) ||
        (in({"data", "dataset", "datasets"}) && base == "readme.md")) {
      Yes(kDataCard, path);
    }
    if (StartsWithAny(base, {"model_card", "modelcard", "model-card"}) || base == "model_card.md" ||
        HasAny(base, {"_model_card.md", "model_card_"}))
      Yes(kModelCard, path);
    if (base == "config.json" || base == "model_index.json" || base == "params.json" ||
        base == "generation_config.json" || base == "tokenizer_config.json" || base == "configuration.json" ||
        EndsWithAny(lower, {".gguf"})) {
      Yes(kMetadata, path);
    }
    if (in({"data", "dataset", "datasets", "corpus"}) && IsDataFile(lower) && !eval && !tuning &&
        !in({"config", "configs"}) && !EndsWithAny(lower, {".json"})) {
      Maybe(kDatasets, path);
      if (in({"train", "training", "pretrain"}) || HasAny(base, {"train"})) Yes(kDatasets, path);
    }
    if (in({"samples", "sample_outputs", "generations", "outputs"}) && !code) Yes(kSamples, path);
  }

  void Head() {
    for (const Source& source : view_.sources()) {
      const std::string& path = view_.PathOf(source.file);
      if (source.format == SourceFormat::kCard && &source == view_.main_card()) {
        for (const std::string_view key : {"datasets", "dataset"}) {
          for (const text::Field* field : text::All(source.fields, key))
            datasets_.push_back("datasets: " + field->value);
        }
        for (const text::Field& field : source.fields) {
          if (field.key == "model-index" && field.value == "results") Yes(kEvalResults, path + ": model-index");
        }
        for (const text::Field* tag : text::All(source.fields, "tags")) {
          if (LowerCase(tag->value).starts_with("arxiv:")) Yes(kPaper, tag->value);
        }
        if (const text::Field* library = text::First(source.fields, "library_name"))
          Yes(kLibraries, "library_name: " + library->value);
      } else if (source.format == SourceFormat::kJson &&
                 (Base(path) == "config.json" || Base(path) == "model_index.json")) {
        const text::Field* architecture = text::First(source.fields, "architectures");
        if (architecture == nullptr) architecture = text::First(source.fields, "_class_name");
        if (architecture == nullptr) architecture = text::First(source.fields, "model_type");
        // A public library holds the code of the architecture that is named.
        if (architecture != nullptr && text::First(source.fields, "auto_map.AutoModelForCausalLM") == nullptr)
          Yes(kArchitecture, path + ": " + architecture->key + " " + architecture->value);
      } else if (source.format == SourceFormat::kGguf) {
        if (const text::Field* architecture = text::First(source.fields, "general.architecture"))
          Yes(kArchitecture, path + ": general.architecture " + architecture->value);
      }
    }
  }

  // What the card's words say.
  void Notes(const NotedCard& card) {
    const ComponentNotes& notes = card.notes->components;
    const std::string& path = view_.PathOf(card.file);
    if (notes.describes) Yes(kModelCard, path);
    for (const ComponentNotes::Note& note : notes.notes) {
      std::string evidence = note.of_card ? path + ": " + note.evidence : note.evidence;
      if (note.there) {
        Yes(note.component, std::move(evidence));
      } else {
        Maybe(note.component, std::move(evidence));
      }
    }
    datasets_.insert(datasets_.end(), notes.datasets.begin(), notes.datasets.end());
    if (!notes.hub_links.empty()) NearLinks(notes);
    linked_repository_ |= notes.linked_repository;
    usage_ |= notes.usage;
  }

  // Weights that lie elsewhere: on a hub, under a name like this repository's.
  void NearLinks(const ComponentNotes& notes) {
    std::vector<std::string> tokens;
    const std::string own = NameWords(view_.name());
    for (size_t at = 1; at < own.size();) {
      const size_t next = own.find(' ', at);
      if (next == std::string::npos) break;
      if (next - at >= 3) tokens.push_back(own.substr(at, next - at));
      at = next + 1;
    }
    for (const ComponentNotes::HubLink& link : notes.hub_links) {
      const bool near = std::any_of(tokens.begin(), tokens.end(), [&](const std::string& token) {
        return link.name.find(token) != std::string::npos;
      });
      if (near) linked_weights_.push_back(link.shown);
    }
  }

  void Absence() {
    const bool complete = view_.repository().paths_complete;
    const bool weights = out_[kParameters].present == Answer::kYes;
    if (!weights) {
      for (const std::string& url : linked_weights_) Yes(kParameters, url);
    }
    if (usage_) Maybe(kInferenceCode, "usage example in the card");
    for (size_t i = 0; i < kComponents; ++i) {
      if (out_[i].present == Answer::kYes) continue;
      // What usually lies in a repository of its own may be where the card points to.
      const bool elsewhere = kInfo[i].type == ComponentType::kCode && linked_repository_ && weights;
      out_[i].present = complete && !maybe_[i] && !elsewhere && i != kEvalData ? Answer::kNo : Answer::kUnknown;
      if (i == kEvalData && complete && out_[kEvalResults].present != Answer::kYes) out_[i].present = Answer::kNo;
      // Without a card nobody has said anything of reports and papers.
      if ((i == kPaper || i == kReport || i == kDataCard) && view_.cards().empty() && complete)
        out_[i].present = Answer::kUnknown;
    }
    // A repository of code alone: its weights are elsewhere.
    if (!weights && out_[kParameters].present == Answer::kNo &&
        (out_[kInferenceCode].present == Answer::kYes || model_.licenses_found))
      out_[kParameters].present = Answer::kUnknown;
  }

  void Licenses() {
    std::string code, data;
    for (const std::string& license : model_.code_licenses) code = code.empty() ? license : code;
    std::string docs;
    for (const Found& found : model_.found) {
      if (found.covers == "code" && code.empty()) code = found.license;
      if (found.covers == "data" && data.empty()) data = found.license;
      if (found.covers == "docs" && docs.empty()) docs = found.license;
    }
    const std::string weights = model_.licenses.empty() ? std::string() : model_.licenses[0];
    for (size_t i = 0; i < kComponents; ++i) {
      if (out_[i].present != Answer::kYes) continue;
      switch (kInfo[i].type) {
        case ComponentType::kCode:
          out_[i].license = code.empty() ? weights : code;
          break;
        case ComponentType::kData:
          out_[i].license = i == kDatasets ? data : weights;
          break;
        case ComponentType::kDocument:
          out_[i].license = docs.empty() ? weights : docs;
          break;
      }
      // Data that lie in the repository itself are under what it is under.
      const bool here =
          i == kDatasets && std::any_of(out_[i].evidence.begin(), out_[i].evidence.end(), [&](const std::string& e) {
            return std::any_of(view_.repository().files.begin(), view_.repository().files.end(),
                               [&](const File& file) { return file.path == e; });
          });
      if (here && out_[i].license.empty()) out_[i].license = weights;
      if (i == kDatasets && out_[i].license.empty()) {
        for (const Inherited& link : model_.inherited) {
          if (link.relation == "trained-on" && !link.license.empty()) out_[i].license = link.license;
        }
      }
      out_[i].open = IsOpenLicense(out_[i].license);
      // Open by name, and changed or bound by more: not open.
      if (kInfo[i].type == ComponentType::kData && i != kDatasets && out_[i].open == Answer::kYes &&
          IsRestricted(model_.verdict.category))
        out_[i].open = Answer::kNo;
      if (kInfo[i].type == ComponentType::kData && i != kDatasets && out_[i].license.empty() && model_.licenses_found)
        out_[i].open = IsRestricted(model_.verdict.category) ? Answer::kNo : Answer::kUnknown;
    }
  }

  const View& view_;
  const Model& model_;
  std::array<Component, kComponents> out_;
  std::array<bool, kComponents> maybe_{};
  std::vector<std::string> datasets_, linked_weights_;
  bool linked_repository_ = false, usage_ = false;
};

}  // namespace

const std::array<ComponentInfo, kComponents>& AllComponents() { return kInfo; }

std::optional<size_t> FindComponent(std::string_view name) {
  const std::string lower = LowerCase(name);
  for (size_t i = 0; i < kComponents; ++i) {
    if (lower == kInfo[i].id || lower == LowerCase(kInfo[i].name)) return i;
  }
  return std::nullopt;
}

size_t ComponentIndex(std::string_view id) {
  size_t i = 0;
  while (i < kComponents && kInfo[i].id != id) ++i;
  return i;
}

std::array<Component, kComponents> FindComponents(const View& view, const Model& model) {
  return Finder(view, model).Run();
}

}  // namespace caveat::model
