#include "report/sarif.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "gate/policy.h"
#include "report/terminal.h"

namespace caveat::report {
namespace {

struct Kind {
  std::string_view level, kind;
};

Kind KindOf(ClauseId clause) {
  const std::string_view group = ClauseGroup(clause);
  if (group == "grant") return {"none", "informational"};
  if (group == "use" || group == "restriction") return {"warning", "fail"};
  return {"note", "fail"};
}

// "Scale cap" -> "ScaleCap"
std::string Pascal(std::string_view title) {
  std::string out;
  bool upper = true;
  for (const char c : title) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter) out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    upper = !letter;
  }
  return out;
}

void TextField(JsonWriter& w, std::string_view key, std::string_view text) {
  w.Key(key);
  w.StartObject();
  Field(w, "text", text);
  w.EndObject();
}

// The log of one repository, of some texts, or of a hub: one run in any case.
class Log : public HubWriter {
 public:
  Log(const Export& e, bool hub) : e_(&e), hub_(hub) {}

  std::string Run(std::span<const SarifResult> own, bool findings) {
    Head();
    Driver(own, findings);
    w_.Key("artifacts");
    w_.StartArray();
    Artifacts();
    w_.EndArray();
    w_.Key("results");
    w_.StartArray();
    for (const SarifResult& result : own) Own(result);
    if (findings) Results();
    w_.EndArray();
    w_.Key("logicalLocations");
    w_.StartArray();
    if (findings) Logical();
    w_.EndArray();
    Notify();
    Tail();
    return w_.Take() + "\n";
  }

  int passes() const override { return 3; }
  std::string Begin(int pass) override {
    first_ = 0;
    if (pass == 0) {
      Head();
      Driver({}, true);
      w_.Key("artifacts");
    } else {
      w_.EndArray();
      w_.Key(pass == 1 ? "results" : "logicalLocations");
    }
    number_ = 0;
    w_.StartArray();
    return w_.Take();
  }
  std::string Add(int pass, const Export& e) override {
    e_ = &e;
    if (pass == 0) {
      Artifacts();
      Notify();
    } else if (pass == 1) {
      seen_.clear();  // what stands in other files is told apart by their names
      Results();
    } else {
      Logical();
    }
    ++number_;
    first_ += static_cast<int64_t>(e.items.size());
    return w_.Take();
  }
  std::string End() override {
    w_.EndArray();
    Tail();
    return w_.Take() + "\n";
  }

 private:
  void Head() {
    created_ = e_->created;
    w_.StartObject();
    Field(w_, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    Field(w_, "version", "2.1.0");
    w_.Key("runs");
    w_.StartArray();
    w_.StartObject();
    notices_.StartArray();
  }

  void Tail() {
    notices_.EndArray();
    w_.Key("invocations");
    w_.StartArray();
    w_.StartObject();
    BoolField(w_, "executionSuccessful", true);
    if (!created_.empty()) Field(w_, "endTimeUtc", created_);
    w_.Key("toolExecutionNotifications");
    w_.Json(notices_.Take());
    w_.EndObject();
    w_.EndArray();
    Field(w_, "columnKind", "unicodeCodePoints");
    w_.EndObject();
    w_.EndArray();
    w_.EndObject();
  }

  void Results() {
    for (size_t i = 0; i < e_->items.size(); ++i) {
      for (const Finding& f : e_->items[i].document->findings) Found(f, i);
    }
    if (e_->model != nullptr) Conflicts();
  }

  void Rule(std::string_view id, std::string_view title, std::string_view meaning, std::string_view level,
            std::string_view tag) {
    index_.emplace(std::string(id), static_cast<uint32_t>(index_.size()));
    w_.StartObject();
    Field(w_, "id", id);
    Field(w_, "name", Pascal(title));
    TextField(w_, "shortDescription", title);
    TextField(w_, "fullDescription", meaning);
    TextField(w_, "help", std::string(meaning) + " This is a reading aid, not legal advice.");
    w_.Key("defaultConfiguration");
    w_.StartObject();
    Field(w_, "level", level);
    w_.EndObject();
    w_.Key("properties");
    w_.StartObject();
    w_.Key("tags");
    w_.StartArray();
    w_.String("license");
    w_.String(tag);
    w_.EndArray();
    w_.EndObject();
    w_.EndObject();
  }

  void Driver(std::span<const SarifResult> own, bool findings) {
    w_.Key("tool");
    w_.StartObject();
    w_.Key("driver");
    w_.StartObject();
    Field(w_, "name", "caveat");
    Field(w_, "version", e_->tool.version);
    Field(w_, "semanticVersion", e_->tool.version);
    w_.Key("rules");
    w_.StartArray();
    std::map<std::string, const SarifResult*> rules;
    for (const SarifResult& result : own) rules.try_emplace(result.rule, &result);
    for (const auto& [id, result] : rules) Rule(id, result->title, result->title, result->level, "policy");
    if (findings) {
      // A hub's are known when all has been read; so it has all there are.
      std::set<ClauseId> used;
      for (size_t id = 0; hub_ && id < AllClauses().size(); ++id) used.insert(static_cast<ClauseId>(id));
      for (const Export::Item& item : e_->items) {
        for (const Finding& f : item.document->findings) used.insert(f.clause_id);
      }
      for (const ClauseId id : used) {
        const ClauseInfo& info = AllClauses()[id];
        Rule(info.id, info.title, info.meaning, KindOf(id).level, ClauseGroup(id));
      }
      std::map<std::string, std::string_view> kinds;
      if (hub_) {
        for (const std::string_view kind : gate::ConflictKinds()) kinds.emplace(kind, "warning");
      }
      if (e_->model != nullptr) {
        for (const model::Conflict& c : e_->model->conflicts) kinds.try_emplace(c.kind, c.severity);
      }
      for (const auto& [kind, severity] : kinds) {
        std::string title = kind;
        std::replace(title.begin(), title.end(), '-', ' ');
        if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 32);
        Rule("conflict." + kind, title, "What is declared, found and inherited disagree: " + title + ".", severity,
             "conflict");
      }
    }
    w_.EndArray();
    w_.Key("properties");
    w_.StartObject();
    Field(w_, "rules", e_->tool.rules);
    Field(w_, "licenses", e_->tool.licenses);
    w_.EndObject();
    w_.EndObject();
    w_.EndObject();
  }

  // What could not be read.
  void Notify() {
    for (size_t i = 0; i < e_->items.size(); ++i) {
      const Document& d = *e_->items[i].document;
      if (d.status != Status::kError && d.status != Status::kTruncated) continue;
      JsonWriter& w = notices_;
      w.StartObject();
      TextField(w, "message", d.error);
      Field(w, "level", d.status == Status::kError ? "error" : "warning");
      w.Key("locations");
      w.StartArray();
      w.StartObject();
      w.Key("physicalLocation");
      w.StartObject();
      ArtifactLocation(w, d.path, static_cast<int64_t>(i));
      w.EndObject();
      w.EndObject();
      w.EndArray();
      w.EndObject();
    }
  }

  void FlagNames(const Verdict& verdict) {
    w_.Key("flags");
    w_.StartArray();
    for (const Flag flag : verdict.flags) w_.String(Name(flag));
    w_.EndArray();
  }

  std::string Subject() const { return e_->model->id.empty() ? e_->model->path : e_->model->id; }

  // The repository, as a place that is no file.
  void Logical() {
    if (e_->model == nullptr) return;
    const model::Model& m = *e_->model;
    w_.StartObject();
    Field(w_, "fullyQualifiedName", Subject());
    Field(w_, "kind", "package");
    w_.Key("properties");
    w_.StartObject();
    Field(w_, "path", m.path);
    Field(w_, "category", Name(m.verdict.category));
    FlagNames(m.verdict);
    if (m.expression) Field(w_, "expression", *m.expression);
    Field(w_, "openness", m.openness.openness_class);
    w_.Key("baseModels");
    w_.StartArray();
    for (const model::Inherited& i : m.inherited) w_.String(i.base_model);
    w_.EndArray();
    Field(w_, "summary", m.summary);
    w_.EndObject();
    w_.EndObject();
  }

  void Artifacts() {
    for (const Export::Item& item : e_->items) {
      const Document& d = *item.document;
      w_.StartObject();
      w_.Key("location");
      w_.StartObject();
      Field(w_, "uri", Uri(d.path));
      w_.EndObject();
      UintField(w_, "length", d.bytes);
      if (!d.sha256.empty()) {
        w_.Key("hashes");
        w_.StartObject();
        Field(w_, "sha-256", d.sha256);
        w_.EndObject();
      }
      w_.Key("properties");
      w_.StartObject();
      Field(w_, "status", StatusName(d.status));
      Field(w_, "category", Name(d.verdict.category));
      FlagNames(d.verdict);
      if (d.expression) Field(w_, "expression", *d.expression);
      Field(w_, "summary", d.summary);
      w_.EndObject();
      w_.EndObject();
    }
  }

  std::string Uri(std::string_view path) const {
    if (e_->root.empty() || e_->root == "." || path.starts_with('/')) return UriOf(path);
    return UriOf(std::string(e_->root) + (e_->root.ends_with('/') ? "" : "/") + std::string(path));
  }

  // `index` among the artifacts; negative: not one of them.
  void ArtifactLocation(JsonWriter& w, std::string_view path, int64_t index) const {
    w.Key("artifactLocation");
    w.StartObject();
    Field(w, "uri", Uri(path));
    if (index >= 0) UintField(w, "index", static_cast<uint64_t>(first_ + index));
    w.EndObject();
  }

  void Location(std::string_view path, int64_t index, const Span& span, std::string_view quote) {
    w_.StartObject();
    w_.Key("physicalLocation");
    w_.StartObject();
    ArtifactLocation(w_, path, index);
    if (span.start_line > 0) {
      w_.Key("region");
      w_.StartObject();
      UintField(w_, "startLine", span.start_line);
      UintField(w_, "endLine", span.end_line);
      UintField(w_, "byteOffset", span.start_byte);
      UintField(w_, "byteLength", span.end_byte - span.start_byte);
      if (!quote.empty()) TextField(w_, "snippet", quote);
      w_.EndObject();
    }
    w_.EndObject();
    w_.EndObject();
  }

  void Head(std::string_view rule, Kind kind, std::string_view message) {
    w_.StartObject();
    Field(w_, "ruleId", rule);
    UintField(w_, "ruleIndex", index_.find(std::string(rule))->second);
    Field(w_, "kind", kind.kind);
    Field(w_, "level", kind.level);
    TextField(w_, "message", message);
  }

  void Fingerprint(std::string_view rule, std::string_view path, std::string_view words) {
    std::string key;
    for (const std::string_view part : {rule, path, words}) key.append(part).push_back('\0');
    const std::string hash = HashHex(key);
    w_.Key("partialFingerprints");
    w_.StartObject();
    Field(w_, "primaryLocationLineHash", hash + ":" + std::to_string(++seen_[hash]));
    w_.EndObject();
  }

  void Found(const Finding& f, size_t item) {
    const Document& d = *e_->items[item].document;
    const ClauseInfo& info = AllClauses()[f.clause_id];
    std::string message = std::string(info.title) + ": " + std::string(info.meaning);
    const std::string params = ParamsText(f);
    if (!params.empty()) message += " (" + params + ")";
    message += " \"" + PrintableLine(f.quote) + "\"";
    Kind kind = KindOf(f.clause_id);
    if (f.confidence == Confidence::kWeak) kind = {"none", "review"};
    Head(f.clause, kind, message);
    w_.Key("locations");
    w_.StartArray();
    Location(d.path, static_cast<int64_t>(item), f.span, f.quote);
    w_.EndArray();
    if (f.lead) {
      w_.Key("relatedLocations");
      w_.StartArray();
      Location(d.path, static_cast<int64_t>(item), *f.lead, {});
      w_.EndArray();
    }
    Fingerprint(f.clause, PathOf(*e_, d, hub_), f.quote);
    w_.Key("properties");
    w_.StartObject();
    Field(w_, "confidence", Name(f.confidence));
    BoolField(w_, "hidden", f.hidden);
    w_.Key("params");
    w_.StartObject();
    for (const Param& param : f.params) {
      w_.Key(param.name);
      w_.Json(ParamJson(param));
    }
    w_.EndObject();
    w_.EndObject();
    w_.EndObject();
  }

  void Conflicts() {
    for (const model::Conflict& c : e_->model->conflicts) {
      Head("conflict." + c.kind, {c.severity, "fail"}, c.explanation);
      w_.Key("locations");
      w_.StartArray();
      for (const model::Evidence& place : c.evidence) {
        if (place.document < e_->items.size())
          Location(e_->items[place.document].document->path, place.document, place.span, {});
      }
      w_.StartObject();
      w_.Key("logicalLocations");
      w_.StartArray();
      w_.StartObject();
      Field(w_, "fullyQualifiedName", Subject());
      UintField(w_, "index", number_);
      w_.EndObject();
      w_.EndArray();
      w_.EndObject();
      w_.EndArray();
      Fingerprint(c.kind, hub_ ? std::string(e_->root) : e_->model->id, c.explanation);
      w_.EndObject();
    }
  }

  void Own(const SarifResult& result) {
    Head(result.rule, {result.level, "fail"}, result.message);
    w_.Key("locations");
    w_.StartArray();
    if (!result.path.empty()) Location(result.path, -1, result.span, result.quote);
    w_.EndArray();
    Fingerprint(result.rule, result.path, result.quote.empty() ? result.message : result.quote);
    w_.EndObject();
  }

  const Export* e_;
  const bool hub_;
  JsonWriter w_, notices_;
  std::string_view created_;
  uint64_t number_ = 0;                    // of the repository, from 0
  int64_t first_ = 0;                      // place of the repository's first text among the artifacts
  std::map<std::string, uint32_t> index_;  // of rules
  std::map<std::string, int> seen_;        // fingerprints: the same words twice in a file
};

}  // namespace

std::string Sarif(const Export& e) { return Log(e, false).Run({}, true); }
std::string SarifOf(const Export& e, std::span<const SarifResult> results) { return Log(e, false).Run(results, false); }
std::unique_ptr<HubWriter> SarifHub(const Export& hub) { return std::make_unique<Log>(hub, true); }

}  // namespace caveat::report
