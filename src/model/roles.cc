#include "model/roles.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "classify/letters.h"
#include "model/config.h"
#include "model/gguf.h"
#include "model/pointer.h"
#include "model/safetensors.h"

namespace caveat::model {
namespace {

using Words = std::initializer_list<std::string_view>;

using classify::In;
using classify::IsDigit;
using classify::Lower;
using classify::LowerCase;

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || IsUpper(c) || static_cast<unsigned char>(c) >= 0x80; }

// A path taken apart; all in lower case.
struct Name {
  std::vector<std::string> folders;
  std::string base;                // "license-model.md"
  std::string stem, ending;        // "license-model", "md"
  std::vector<std::string> words;  // of the stem, cut at marks, at capitals, before and behind digits: license, model

  bool Has(Words any) const {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return In(word, any); });
  }
  bool Starts(Words any) const { return !words.empty() && In(words.front(), any); }
  bool Holds(Words any) const {
    return std::any_of(any.begin(), any.end(),
                       [&](std::string_view part) { return base.find(part) != std::string::npos; });
  }
};

std::vector<std::string> WordsOf(std::string_view stem) {
  std::vector<std::string> words;
  std::string word;
  for (size_t i = 0; i < stem.size(); ++i) {
    const char c = stem[i];
    if (!IsLetter(c) && !IsDigit(c)) {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
      continue;
    }
    if (!word.empty()) {
      const char before = stem[i - 1];
      const bool hump = IsUpper(c) && !IsUpper(before) && IsLetter(before);
      const bool acronym =
          IsUpper(c) && IsUpper(before) && i + 1 < stem.size() && IsLetter(stem[i + 1]) && !IsUpper(stem[i + 1]);
      if (hump || acronym || IsDigit(c) != IsDigit(before)) {
        words.push_back(std::move(word));
        word.clear();
      }
    }
    word += Lower(c);
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

Name Parse(std::string_view path) {
  Name name;
  size_t slash;
  while ((slash = path.find('/')) != std::string_view::npos) {
    if (slash > 0 && path.substr(0, slash) != ".") name.folders.push_back(LowerCase(path.substr(0, slash)));
    path.remove_prefix(slash + 1);
  }
  name.base = LowerCase(path);
  const size_t dot = path.rfind('.');
  std::string_view stem = path;
  // What follows the last dot is an ending if it looks like one: LICENSE-2.0 and LICENSE.PLM have none.
  if (dot != std::string_view::npos && dot > 0) {
    stem = path.substr(0, dot);
    name.ending = LowerCase(path.substr(dot + 1));
  }
  name.stem = LowerCase(stem);
  name.words = WordsOf(stem);
  return name;
}

bool IsTextEnding(std::string_view ending) {
  return In(ending, {"", "md", "mdx", "markdown", "txt", "text", "rst", "html", "htm", "org", "adoc", "rtf"});
}

// Text that only its own program reads.
bool IsDocumentEnding(std::string_view ending) { return In(ending, {"pdf", "docx", "doc", "odt", "pages", "epub"}); }

bool IsCodeEnding(std::string_view ending) {
  return In(ending, {"py",  "pyi",   "pyx",   "ipynb", "c",   "cc",  "cpp", "cxx", "h",    "hpp",    "cu",
                     "cuh", "js",    "mjs",   "ts",    "tsx", "jsx", "rs",  "go",  "java", "scala",  "kt",
                     "jl",  "lua",   "swift", "cs",    "rb",  "pl",  "php", "sh",  "bash", "zsh",    "bat",
                     "ps1", "cmake", "mojo",  "m",     "mm",  "sql", "tf",  "nix", "css",  "gemspec"});
}

bool IsDataEnding(const Name& name) {
  return In(name.ending, {"parquet", "arrow", "csv", "tsv", "jsonl", "ndjson", "tfrecord", "tfrecords", "feather",
                          "h5ad", "lance", "avro", "mds"}) ||
         name.base.ends_with(".jsonl.gz") || name.base.ends_with(".csv.gz") || name.base.ends_with(".jsonl.zst") ||
         name.base.ends_with(".json.gz");
}

// Pictures, sounds, archives and machine files that may bear any name.
bool IsMediaEnding(std::string_view ending) {
  return In(ending, {"png",  "jpg", "jpeg", "gif",  "svg",  "webp", "bmp", "ico",  "mp3",    "wav", "flac", "ogg",
                     "mp4",  "avi", "mov",  "zip",  "gz",   "tar",  "xz",  "7z",   "pyc",    "so",  "dll",  "lock",
                     "json", "xml", "yml",  "yaml", "toml", "ini",  "cfg", "spdx", "header", "log", "tmpl", "sum"});
}

bool IsForeignFolder(std::string_view folder) {
  return In(folder, {".git", ".cache", "__pycache__", "node_modules", "third_party", "third-party", "thirdparty",
                     "3rdparty", "3rd_party", "vendor", "vendored", "extern", "external", "deps", "site-packages"});
}

bool IsModelWord(const Name& name) {
  return name.Has({"model", "models", "modellicense", "weight", "weights", "checkpoint", "checkpoints", "ckpt",
                   "parameters", "modelweights"}) ||
         name.Holds({"\xE6\xA8\xA1\xE5\x9E\x8B" /* 模型 */, "\xE6\x9D\x83\xE9\x87\x8D" /* 权重 */});
}

bool IsWeightsFolder(const Name& name) {
  if (name.folders.empty()) return false;
  return In(name.folders.back(), {"weights", "weight", "checkpoints", "checkpoint", "ckpt", "ckpts"}) ||
         In(name.folders.front(), {"models", "model", "weights", "checkpoints"});
}

bool IsLicenseName(const Name& name) {
  // A template for file heads, a badge's page: about licences, none itself.
  if (name.Has({"header", "headers", "checker", "check", "badge", "template", "faq"})) return false;
  if (name.Holds({"licens", "licenc", "unlicen", "openrail"})) return true;
  if (name.Starts({"copying", "eula", "tou", "tos"})) return true;
  if (name.Has({"terms"}) &&
      (name.words.size() == 1 || name.Has({"use", "service", "conditions", "model", "usage", "license"}))) {
    return true;
  }
  if (name.Has({"agreement"})) return true;
  // 许可, 协议, 授权, 条款, 許可, 協議, 授權, 條款
  if (name.Holds({"\xE8\xAE\xB8\xE5\x8F\xAF", "\xE5\x8D\x8F\xE8\xAE\xAE", "\xE6\x8E\x88\xE6\x9D\x83",
                  "\xE6\x9D\xA1\xE6\xAC\xBE", "\xE8\xA8\xB1\xE5\x8F\xAF", "\xE5\x8D\x94\xE8\xAD\xB0",
                  "\xE6\x8E\x88\xE6\xAC\x8A", "\xE6\xA2\x9D\xE6\xAC\xBE"})) {
    return true;
  }
  // GPL-3.0.txt, OFL.txt, Apache-2.0
  return !name.words.empty() &&
         std::all_of(name.words.begin(), name.words.end(),
                     [](const std::string& word) {
                       return IsDigit(word[0]) || In(word, {"ofl", "gpl", "lgpl", "agpl", "mit", "apache", "bsd", "mpl",
                                                            "cc", "by", "nc", "sa", "nd", "v", "rail", "clause"});
                     }) &&
         !IsDigit(name.words.front()[0]) && !name.Starts({"v", "by", "clause", "nc", "sa", "nd"});
}

bool IsPolicyName(const Name& name) {
  if (name.Has({"guide", "guides", "guidance"})) return false;  // advice binds nobody
  const bool use = name.Has({"use", "usage", "uses"});
  if (name.Has({"policy", "policies"}) && (use || name.Has({"acceptable", "prohibited", "responsible", "content"})))
    return true;
  if (name.Has({"aup"})) return true;
  if (use && name.Has({"acceptable", "prohibited", "responsible", "restriction", "restrictions", "restricted"}))
    return true;
  // 使用政策, 可接受使用, 使用规范, 使用限制, 禁止
  return name.Holds({"\xE4\xBD\xBF\xE7\x94\xA8\xE6\x94\xBF\xE7\xAD\x96",
                     "\xE5\x8F\xAF\xE6\x8E\xA5\xE5\x8F\x97\xE4\xBD\xBF\xE7\x94\xA8",
                     "\xE4\xBD\xBF\xE7\x94\xA8\xE8\xA7\x84\xE8\x8C\x83",
                     "\xE4\xBD\xBF\xE7\x94\xA8\xE9\x99\x90\xE5\x88\xB6", "\xE7\xA6\x81\xE6\xAD\xA2"});
}

bool IsNoticeName(const Name& name) {
  if (name.Starts(
          {"notice", "notices", "disclaimer", "patents", "copyright", "copyrights", "attribution", "attributions"}))
    return true;
  if (name.Has({"notices"}) || (name.Has({"third", "3", "3rd"}) && name.Has({"party"}))) return true;
  return name.Holds({"thirdparty", "\xE5\xA3\xB0\xE6\x98\x8E" /* 声明 */, "\xE8\x81\xB2\xE6\x98\x8E" /* 聲明 */});
}

bool IsDataCardName(const Name& name) {
  return (name.Has({"card"}) && name.Has({"data", "dataset"})) || name.Has({"datacard", "datasheet"});
}

bool IsModelCardName(const Name& name) {
  return name.Has({"modelcard"}) || (name.Has({"model"}) && name.Has({"card", "cards"})) ||
         (!name.folders.empty() && name.folders.front() == "model_cards");
}

bool IsConfigName(const Name& name) {
  if (name.ending == "json") {
    return name.stem == "config" || name.stem.ends_with("_config") || name.stem == "params" ||
           name.stem == "configuration" || name.stem.ends_with("-metadata") || name.stem.ends_with("_metadata") ||
           name.base.ends_with(".index.json") ||
           In(name.stem,
              {"model_index", "modules", "trainer_state", "tokenizer", "vocab", "special_tokens_map", "added_tokens",
               "dataset_infos", "all_results", "train_results", "eval_results", "modelpack", "oci-manifest"});
  }
  if (name.ending == "yml" || name.ending == "yaml") {
    return name.stem.ends_with("config") || name.stem == "mof" || name.stem == "params" || name.stem.ends_with(".mof");
  }
  return In(name.base, {"kitfile", "modelfile", "params", "template", "system", "mof"}) || name.stem == "modelfile";
}

bool IsText(Role role) {
  return role == Role::kLicense || role == Role::kModelLicense || role == Role::kUsePolicy || role == Role::kNotice ||
         role == Role::kCard;
}

bool IsWeightsEnding(const Name& name) {
  return In(name.ending, {"safetensors", "gguf", "ggml",  "bin",       "pt",     "pth",     "ckpt",      "onnx",
                          "h5",          "hdf5", "keras", "msgpack",   "tflite", "mlmodel", "mlpackage", "pb",
                          "npz",         "ot",   "nemo",  "llamafile", "pkl",    "engine",  "exl2",      "fatbin"}) ||
         name.base.ends_with(".data-00000-of-00001");
}

Role RoleOf(const Name& name);

// REUSE: `<file>.license` beside each file that has no room for a comment. Those of weights and data matter here.
Role SidecarRole(const Name& name) {
  const Name owner = Parse(name.stem);
  if (owner.ending.empty()) return Role::kLicense;  // "Acme.license"
  if (IsWeightsEnding(owner)) return Role::kModelLicense;
  return IsDataEnding(owner) || IsTextEnding(owner.ending) ? Role::kLicense : Role::kOther;
}

Role RoleOf(const Name& name) {
  for (const std::string& folder : name.folders) {
    if (IsForeignFolder(folder)) return Role::kOther;
  }
  const std::string_view folder = name.folders.empty() ? std::string_view() : name.folders.back();
  if (name.ending == "gguf" || name.ending == "safetensors") return Role::kWeightsHeader;
  if (IsConfigName(name)) return Role::kConfig;
  if ((folder == ".reuse" && name.base == "dep5") || name.base == "reuse.toml" ||
      (folder == "debian" && name.base == "copyright")) {
    return Role::kNotice;
  }
  if (name.ending == "license" && !name.stem.empty()) return SidecarRole(name);
  if (IsCodeEnding(name.ending) || In(name.base, {"dockerfile", "makefile", "pyproject.toml", "setup.cfg",
                                                  "cmakelists.txt", "requirements.txt", "environment.yml"})) {
    return Role::kCode;
  }
  if (IsDataEnding(name)) return Role::kData;
  if (IsMediaEnding(name.ending) || IsWeightsEnding(name)) return Role::kOther;

  const bool document = IsTextEnding(name.ending) || IsDocumentEnding(name.ending);
  // LICENSE.PLM and LICENSE-2.0: what looks like an ending is part of the name, if the name says "licence" before it.
  const bool odd = !document && name.Starts({"license", "licence", "licenses", "copying", "unlicense", "notice"});
  if (!document && !odd) return Role::kOther;
  if (IsDataCardName(name)) return Role::kData;
  if (IsPolicyName(name)) return Role::kUsePolicy;
  if (IsNoticeName(name)) return Role::kNotice;
  const bool readme = name.Starts({"readme"});
  if (!readme && (IsLicenseName(name) || folder == "licenses" || folder == "licences")) {
    return IsModelWord(name) || IsWeightsFolder(name) ? Role::kModelLicense : Role::kLicense;
  }
  if (IsModelCardName(name) || (readme && name.folders.empty())) return Role::kCard;
  return Role::kOther;
}

}  // namespace

Role RoleOf(std::string_view path) { return RoleOf(Parse(path)); }

std::string_view CoversOf(std::string_view path) {
  Name name = Parse(path);
  if (name.ending == "license") name = Parse(path.substr(0, path.size() - 8));
  const auto in = [&](Words folders) {
    return std::any_of(name.folders.begin(), name.folders.end(),
                       [&](const std::string& folder) { return In(folder, folders); });
  };
  const bool weights = IsModelWord(name) || IsWeightsEnding(name);
  const bool code = name.Has({"code", "source", "software", "src"}) ||
                    name.base.find("\xE4\xBB\xA3\xE7\xA0\x81" /* 代码 */) != std::string::npos;
  const bool data = name.Has({"data", "dataset", "datasets", "corpus"}) || IsDataEnding(name) ||
                    name.base.find("\xE6\x95\xB0\xE6\x8D\xAE" /* 数据 */) != std::string::npos;
  const bool docs = name.Has({"doc", "docs", "documentation"});
  if (weights + code + data + docs > 1) return "unspecified";
  if (weights) return "weights";
  if (code) return "code";
  if (data) return "data";
  if (docs) return "docs";
  if (IsWeightsFolder(name)) return "weights";
  if (in({"data", "dataset", "datasets"})) return "data";
  if (in({"docs", "doc", "documentation"})) return "docs";
  if (in({"code", "src", "source"})) return "code";
  return "unspecified";
}

bool IsWeights(std::string_view path) {
  const Name name = Parse(path);
  if (!IsWeightsEnding(name)) return false;
  // training_args.bin, optimizer.pt and their like hold no weights of the model.
  if (name.ending == "bin" || name.ending == "pt" || name.ending == "pth" || name.ending == "pkl") {
    return !name.Starts({"training", "optimizer", "scheduler", "scaler", "rng", "tokenizer", "vocab", "merges"});
  }
  return true;
}

bool IsMainCard(std::string_view path) { return path.size() == 9 && LowerCase(path) == "readme.md"; }

bool IsReadmeBelow(std::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string_view::npos || LowerCase(path.substr(slash + 1, 6)) != "readme") return false;
  const Name name = Parse(path);
  return IsTextEnding(name.ending) && RoleOf(name) == Role::kOther &&
         std::none_of(name.folders.begin(), name.folders.end(), IsForeignFolder);
}

bool HasText(std::string_view path) {
  const Name name = Parse(path);
  const Role role = RoleOf(name);
  return IsText(role) || (role == Role::kData && IsDataCardName(name));
}

uint64_t WishFor(std::string_view path, uint64_t size) {
  const Name name = Parse(path);
  const Role role = RoleOf(name);
  if (role == Role::kWeightsHeader) return kHeaderFirst;
  if (IsText(role) || (role == Role::kData && IsDataCardName(name))) {
    return IsDocumentEnding(name.ending) ? kMaxDocument : kMaxText;
  }
  if (role == Role::kConfig && name.base.ends_with(".index.json")) return kMaxDocument;
  if (role == Role::kConfig && ConfigFormatOf(path) != ConfigFormat::kNone) return kMaxConfig;
  if (IsReadmeBelow(path)) return kMaxText;
  // Weights this short are none: a pointer, most likely.
  if (size > 0 && size < kMaxPointer && IsWeightsEnding(name)) return kMaxPointer;
  return 0;
}

uint64_t HeaderLength(std::string_view path, std::string_view head) {
  const uint64_t gguf = GgufHeaderLength(head);
  if (gguf != 0) return gguf;
  constexpr std::string_view kEnding = ".safetensors";
  if (path.size() < kEnding.size() || LowerCase(path.substr(path.size() - kEnding.size())) != kEnding) return 0;
  return SafetensorsHeaderLength(head);
}

}  // namespace caveat::model
