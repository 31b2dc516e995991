#include "report/scancode.h"

#include <algorithm>
#include <map>
#include <set>

#include "report/exports.h"
#include "report/json_writer.h"
#include "report/terminal.h"

namespace caveat::report {
namespace {

constexpr std::string_view kScanCodeRef = "LicenseRef-scancode-", kRef = "LicenseRef-";
constexpr std::string_view kNotice = "Written by Caveat. A reading aid, not legal advice.";

// "2026-01-31T12:00:00Z" -> "2026-01-31T120000.000000"
std::string Stamp(std::string_view time) {
  std::string out;
  for (const char c : time) {
    if (c != ':' && c != 'Z') out += c;
  }
  return out + ".000000";
}

std::string Key(std::string_view id) {
  if (id.starts_with(kScanCodeRef))
    id.remove_prefix(kScanCodeRef.size());
  else if (id.starts_with(kRef))
    id.remove_prefix(kRef.size());
  std::string out(id);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// What ScanCode calls the way in which a licence was found.
std::string_view Matcher(std::string_view how) {
  if (how == "exact") return "1-hash";
  if (how == "named") return "1-spdx-id";
  return "3-seq";
}

class Writer : public HubWriter {
 public:
  explicit Writer(const ScanCode& scan) : scan_(scan) {}

  std::string Whole() {
    Count();
    w_.StartObject();
    Headers();
    if (scan_.references) References();
    w_.Key("files");
    w_.StartArray();
    for (const ScanCode::Entry& entry : scan_.entries) File(entry.path, entry.directory, entry.document);
    w_.EndArray();
    w_.EndObject();
    return w_.Take() + "\n";
  }

  std::string Lines() {
    Count();
    w_.StartObject();
    Headers();
    if (scan_.references) References();
    w_.EndObject();
    std::string out = w_.Take() + "\n";
    for (const ScanCode::Entry& entry : scan_.entries) {
      w_ = JsonWriter();
      w_.StartObject();
      w_.Key("files");
      w_.StartArray();
      File(entry.path, entry.directory, entry.document);
      w_.EndArray();
      w_.EndObject();
      out += w_.Take() + "\n";
    }
    return out;
  }

  // The headers count the files, so all repositories are gone through twice.
  int passes() const override { return 2; }
  std::string Begin(int pass) override {
    if (pass == 0) return {};
    w_.StartObject();
    Headers();
    w_.Key("files");
    w_.StartArray();
    return w_.Take();
  }
  std::string Add(int pass, const Export& e) override {
    if (pass == 0) {
      for (const Export::Item& item : e.items) Count(PathOf(e, *item.document, true), *item.document);
      return {};
    }
    const Document nothing;
    for (const Export::Item& item : e.items) {
      const std::string path = PathOf(e, *item.document, true);
      for (size_t i = path.find('/', 1); i != std::string::npos; i = path.find('/', i + 1)) {
        if (folders_.insert(path.substr(0, i)).second) File(path.substr(0, i), true, nothing);
      }
      File(path, false, *item.document);
    }
    return w_.Take();
  }
  std::string End() override {
    w_.EndArray();
    w_.EndObject();
    return w_.Take() + "\n";
  }

 private:
  void Count() {
    for (const ScanCode::Entry& entry : scan_.entries) {
      if (!entry.directory) Count(entry.path, entry.document);
    }
  }
  void Count(const std::string& path, const Document& document) {
    ++files_;
    if (document.status == Status::kError) errors_.push_back("Path: " + path);
  }

  void Headers() {
    w_.Key("headers");
    w_.StartArray();
    w_.StartObject();
    Field(w_, "tool_name", "caveat");
    Field(w_, "tool_version", scan_.tool.version);
    w_.Key("options");
    w_.StartObject();
    w_.Key("input");
    w_.StartArray();
    for (const std::string& input : scan_.inputs) w_.String(input);
    w_.EndArray();
    for (const auto& [name, value] : scan_.options) {
      w_.Key(name);
      w_.Json(value);
    }
    w_.EndObject();
    Field(w_, "notice", kNotice);
    Field(w_, "start_timestamp", Stamp(scan_.start));
    Field(w_, "end_timestamp", Stamp(scan_.end));
    Field(w_, "output_format_version", "4.0.0");
    w_.Key("message");
    w_.Null();
    Strings(w_, "errors", errors_);
    w_.Key("warnings");
    w_.StartArray();
    w_.EndArray();
    w_.Key("extra_data");
    w_.StartObject();
    UintField(w_, "files_count", files_);
    Field(w_, "caveat_rules", scan_.tool.rules);
    Field(w_, "caveat_licenses", scan_.tool.licenses);
    w_.EndObject();
    w_.EndObject();
    w_.EndArray();
  }

  void References() {
    std::map<std::string, std::string> ids;
    for (const ScanCode::Entry& entry : scan_.entries) {
      for (const Identity& i : entry.document.identity) {
        for (const std::string& id : IdsOf(i.spdx)) ids.emplace(Key(id), id);
      }
      for (const Mention& m : entry.document.mentions) {
        if (!m.license.empty()) ids.emplace(Key(m.license), m.license);
      }
    }
    w_.Key("license_references");
    w_.StartArray();
    for (const auto& [key, id] : ids) {
      w_.StartObject();
      Field(w_, "key", key);
      Field(w_, "name", id);
      Field(w_, "spdx_license_key", id);
      w_.EndObject();
    }
    w_.EndArray();
  }

  void Match(const Identity& i, std::string_view path) {
    w_.StartObject();
    Field(w_, "license_expression", ScanCodeKeys(i.spdx));
    Field(w_, "license_expression_spdx", i.spdx);
    Field(w_, "from_file", path);
    UintField(w_, "start_line", std::max<uint32_t>(i.span.start_line, 1));
    UintField(w_, "end_line", std::max<uint32_t>(i.span.end_line, 1));
    Field(w_, "matcher", Matcher(i.how));
    // Per cent; a name is no text that could be covered.
    const double percent = i.how == "named" || i.how == "exact" ? 100 : std::clamp(i.coverage * 100, 0.0, 99.99);
    const auto hundredths = static_cast<int>(percent * 100);
    std::string cents = std::to_string(hundredths % 100);
    if (cents.size() == 1) cents.insert(0, "0");
    const std::string score = std::to_string(hundredths / 100) + "." + cents;
    w_.Key("score");
    w_.Json(score);
    w_.Key("match_coverage");
    w_.Json(score);
    UintField(w_, "matched_length", i.span.end_byte - i.span.start_byte);
    UintField(w_, "rule_relevance", 100);
    Field(w_, "rule_identifier", i.license);
    w_.Key("rule_url");
    w_.Null();
    if (scan_.text) {
      std::string text;
      for (const Identity::Added& added : i.added) text += "[added: " + added.text + "] ";
      Field(w_, "matched_text", text.empty() ? i.license : text);
    }
    w_.EndObject();
  }

  void File(std::string_view path, bool directory, const Document& d) {
    w_.StartObject();
    Field(w_, "path", path);
    Field(w_, "type", directory ? "directory" : "file");
    if (scan_.info) {
      const std::string_view name = path.substr(path.rfind('/') + 1);
      const size_t dot = directory ? std::string_view::npos : name.rfind('.');
      const size_t cut = dot == 0 ? std::string_view::npos : dot;
      Field(w_, "name", name);
      Field(w_, "base_name", name.substr(0, cut));
      Field(w_, "extension", cut == std::string_view::npos ? std::string_view() : name.substr(cut));
      UintField(w_, "size", d.bytes);
      FieldOrNull(w_, "sha256", d.sha256);
      BoolField(w_, "is_binary", d.status == Status::kBinary);
      BoolField(w_, "is_text", !directory && d.status != Status::kBinary && d.status != Status::kError);
    }
    const std::string spdx = d.expression.value_or("");
    FieldOrNull(w_, "detected_license_expression", ScanCodeKeys(spdx));
    FieldOrNull(w_, "detected_license_expression_spdx", spdx);
    w_.Key("license_detections");
    w_.StartArray();
    for (const Identity& i : d.identity) {
      if (i.spdx.empty()) continue;
      w_.StartObject();
      const std::string keys = ScanCodeKeys(i.spdx);
      Field(w_, "license_expression", keys);
      Field(w_, "license_expression_spdx", i.spdx);
      w_.Key("matches");
      w_.StartArray();
      Match(i, path);
      w_.EndArray();
      w_.Key("detection_log");
      w_.StartArray();
      if (!i.added.empty()) w_.String("words were added to the known text");
      if (!i.missing.empty()) w_.String("words of the known text are missing");
      w_.EndArray();
      std::string identifier = keys;
      std::replace_if(
          identifier.begin(), identifier.end(), [](char c) { return c == ' ' || c == '-' || c == '.'; }, '_');
      Field(w_, "identifier", identifier + "-" + UuidOf(keys + i.how));
      w_.EndObject();
    }
    w_.EndArray();
    w_.Key("license_clues");
    w_.StartArray();
    for (const Mention& m : d.mentions) {
      if (m.license.empty()) continue;
      w_.StartObject();
      Field(w_, "license_expression", Key(m.license));
      Field(w_, "license_expression_spdx", m.license);
      Field(w_, "from_file", path);
      UintField(w_, "start_line", m.span.start_line);
      UintField(w_, "end_line", m.span.end_line);
      Field(w_, "matcher", "2-aho");
      w_.Key("score");
      w_.Json("50.0");
      if (scan_.text) Field(w_, "matched_text", m.name);
      w_.EndObject();
    }
    w_.EndArray();
    uint64_t covered = 0;
    for (const Identity& i : d.identity) covered += i.how == "named" ? 0 : i.span.end_byte - i.span.start_byte;
    UintField(w_, "percentage_of_license_text", d.bytes == 0 ? 0 : std::min<uint64_t>(100, covered * 100 / d.bytes));
    for (const std::string_view empty : {"copyrights", "holders", "authors"}) {
      w_.Key(empty);
      w_.StartArray();
      w_.EndArray();
    }
    if (!directory) {
      w_.Key("caveat");
      w_.StartObject();
      Field(w_, "category", Name(d.verdict.category));
      w_.Key("flags");
      w_.StartArray();
      for (const Flag flag : d.verdict.flags) w_.String(Name(flag));
      w_.EndArray();
      w_.Key("clauses");
      w_.StartArray();
      std::set<std::string_view> clauses;
      for (const Finding& f : d.findings) {
        if (f.confidence != Confidence::kWeak) clauses.insert(f.clause);
      }
      for (const std::string_view clause : clauses) w_.String(clause);
      w_.EndArray();
      Field(w_, "summary", d.summary);
      w_.EndObject();
    }
    w_.Key("scan_errors");
    w_.StartArray();
    if (!d.error.empty()) w_.String(d.error);
    w_.EndArray();
    w_.EndObject();
  }

  const ScanCode& scan_;
  JsonWriter w_;
  size_t files_ = 0;
  std::vector<std::string> errors_;
  std::set<std::string> folders_;
};

}  // namespace

std::string ScanCodeKeys(std::string_view spdx_expression) {
  std::string out;
  size_t i = 0;
  while (i < spdx_expression.size()) {
    const char c = spdx_expression[i];
    if (c == ' ' || c == '(' || c == ')') {
      out += c;
      ++i;
      continue;
    }
    size_t end = spdx_expression.find_first_of(" ()", i);
    if (end == std::string_view::npos) end = spdx_expression.size();
    const std::string_view word = spdx_expression.substr(i, end - i);
    out += word == "AND" || word == "OR" || word == "WITH" ? std::string(word) : Key(word);
    i = end;
  }
  return out;
}

std::string ScanCodeJson(const ScanCode& scan) { return Writer(scan).Whole(); }
std::unique_ptr<HubWriter> ScanCodeHub(const ScanCode& scan) { return std::make_unique<Writer>(scan); }
std::string ScanCodeJsonLines(const ScanCode& scan) { return Writer(scan).Lines(); }

}  // namespace caveat::report
